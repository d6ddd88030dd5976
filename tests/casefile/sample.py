# SPDX-License-Identifier: Apache-2.0
"""Small documents about the fictional country of Aldova, and ways to look at a case."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.casefile.case import Case
from onrecord.engine.work import ReadingJob, ReadingResult, read_one
from onrecord.register import query
from onrecord.settings import Settings

OLD = "The Interior Ministry of Aldova denied on 2 March 2026 that detainees had been beaten in Tarn prison."
REPORT = "The Lantern Group said on 4 March 2026 that at least 30 people were held without trial in Tarn prison."
CALL = "The Lantern Group called on the government of Aldova to let visitors into Tarn prison by 1 May 2026."
OFFER = "The foreign minister of Aldova offered on 5 March 2026 to let two visitors into Tarn prison."


def settings_in(home: Path) -> Settings:
    return Settings(state_folder=home / "state", processes=1)


def zipped(members: Iterable[tuple[str, bytes | str]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def make_documents(folder: Path) -> Path:
    """Write three documents, one of them an archive of two, and something that cannot be taken."""
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT + "\n\n" + CALL)
    (folder / "bundle.zip").write_bytes(zipped([("offer.txt", OFFER), ("denial.txt", OLD.replace("Tarn", "Orle"))]))
    (folder / "page.html").write_text(f"<!DOCTYPE html><title>Tarn</title><!--{'-' * 9_000}--><p>{CALL}</p>")
    (folder / "circle").symlink_to(folder)
    return folder


def in_this_process(jobs: Iterable[ReadingJob], processes: int) -> Iterator[ReadingResult]:
    """Read without workers, for processes that are about to be killed or that may start no others."""
    assert processes
    return map(read_one, jobs)


def contents(case: Case) -> list[tuple[str, str, str | None, str, tuple[str, ...]]]:
    """Say what a case holds, without its ids: name, bytes, container, status and statements of each document."""
    receipts = {one.receipt.id: one.receipt for one in query.receipts(case.register)}
    readings = {one.receipt.id: one.reading for one in query.read_documents(case.register)}
    found = []
    for receipt in receipts.values():
        reading = readings.get(receipt.id)
        statements = tuple(f"{one.kind}: {one.content.text}" for one in reading.statements) if reading else ()
        container = receipts[receipt.parent].name if receipt.parent else None
        status = reading.status if reading else "waiting"
        found.append((receipt.name, receipt.item.sha256, container, status, statements))
    return sorted(found, key=str)
