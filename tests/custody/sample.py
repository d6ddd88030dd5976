# SPDX-License-Identifier: Apache-2.0
"""A small case about the fictional Kingdom of Ostrava, made afresh for each test."""

from __future__ import annotations

import io
from pathlib import Path

from onrecord.custody.custody import Custody
from onrecord.model import Provenance, Receipt
from onrecord.settings import Settings

CASE_ID = "C-SAMPLE"
FIRST = b"The ministry of Ostrava denies that anyone is held at Lower Quay."
SECOND = b"A resident of Lower Quay says that his brother was taken on 3 May."
THIRD = b"%PDF-1.4 not really"


def keep(custody: Custody, *contents: bytes, names: tuple[str, ...] | None = None) -> list[Receipt]:
    """Keep these bytes in one batch."""
    names = names or tuple(f"file-{number}.txt" for number in range(len(contents)))
    with custody.batch() as batch:
        for content, name in zip(contents, names, strict=True):
            batch.stage(io.BytesIO(content), name=name, path=f"in/{name}", provenance=Provenance(supplied_by="desk"))
        return batch.commit()


def make_case(folder: Path, settings: Settings, *, case_id: str = CASE_ID) -> Path:
    """Make a case with two batches, three items, and two notes; log entries 0 to 5."""
    with Custody.create(folder, case_id, settings) as custody:
        kept = keep(custody, FIRST, SECOND)
        custody.note("read", kept[0].id, {"reader": "en-1", "statements": 1})
        keep(custody, THIRD)
        custody.note("read", kept[1].id, {"reader": "en-1", "statements": 2})
    (folder / "case.toml").write_text(f'id = "{case_id}"\ntitle = "Lower Quay"\n', encoding="utf-8")
    return folder
