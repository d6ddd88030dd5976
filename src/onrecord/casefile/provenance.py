# SPDX-License-Identifier: Apache-2.0
"""Where things come from, as the person who adds them says: for all at once, or by file name in a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from onrecord.errors import BadCall
from onrecord.model import Provenance

_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATE = re.compile(rf"{_DAY}(?:/{_DAY})?\Z")


def check_date(text: str) -> str:
    """Give the date back; raises BadCall unless it is a year, month, day, or two of them with a slash (EDTF)."""
    if not _DATE.match(text):
        raise BadCall(
            "The publication date is not in a form that onrecord takes.",
            helps="Write it as 2026-03-01, or 2026-03 or 2026 where you know no more.",
        )
    return text


def read_provenance(path: Path, common: Provenance) -> dict[str, Provenance]:
    """Read a TOML file with one table a file name: ``["reply.eml"]``, ``supplied_by = "…"``, ``protected = true``.

    What a table does not say is taken from ``common``. Raises BadCall for unknown words and wrong types.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise BadCall("The provenance file cannot be opened.", helps="Check the path given to --provenance.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCall(
            f"The provenance file is not TOML: {error}.", helps='It needs one table a file: ["reply.eml"]'
        ) from None
    return {name: _one(name, table, common) for name, table in tables.items()}


def _one(name: str, table: object, common: Provenance) -> Provenance:
    allowed = {entry.name for entry in fields(Provenance)}
    if not isinstance(table, Mapping) or set(table) - allowed:
        raise BadCall(
            "The provenance file says something that onrecord does not know.",
            f"Table number or name: {len(name)} characters long.",
            f"Each table may hold: {', '.join(sorted(allowed))}.",
        )
    for key, value in table.items():
        if not isinstance(value, bool if key == "protected" else str):
            raise BadCall(
                f"In the provenance file, {key} has the wrong type.",
                helps="protected is true or false; all else is text in quotation marks.",
            )
    if "published" in table:
        check_date(table["published"])
    return replace(common, **table)
