# SPDX-License-Identifier: Apache-2.0
"""Where things come from, as the person who adds them says: for all at once, or by file name in a TOML file."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from onrecord.errors import BadCall
from onrecord.model import Provenance

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def check_date(text: str) -> str:
    """Give the date back; raises BadCall unless it is a year, month, day, or two of them with a slash (EDTF)."""
    ends = text.split("/")
    known = min(map(len, ends))
    if len(ends) > 2 or not all(map(_in_calendar, ends)) or ends[0][:known] > ends[-1][:known]:
        raise BadCall(
            "The publication date is not in a form that onrecord takes.",
            helps="Write it as 2026-03-01, or 2026-03 or 2026 where you know no more.",
        )
    return text


def _in_calendar(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def read_provenance(path: Path, common: Provenance) -> dict[str, Provenance]:
    """Read a TOML file with one table a file name: ``["reply.eml"]``, ``supplied_by = "…"``, ``protected = true``.

    What a table does not say is taken from ``common``. Raises BadCall for unknown words and wrong types.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise BadCall("The provenance file cannot be opened.", helps="Check the path given to --provenance.") from None
    except UnicodeDecodeError:
        raise BadCall("The provenance file is not UTF-8 text.", helps="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(
            r"at line \d+, column \d+|at end of document", str(error)
        )  # the rest of the message may hold a file name
        raise BadCall(
            f"The provenance file is not TOML{f' ({place[0]})' if place else ''}.",
            helps='It needs one table a file, headed ["reply.eml"], and each name once.',
        ) from None
    return {name: _one(number, table, common) for number, (name, table) in enumerate(tables.items(), 1)}


def _one(number: int, table: object, common: Provenance) -> Provenance:
    allowed = {entry.name for entry in fields(Provenance)}
    if not isinstance(table, Mapping) or set(table) - allowed:
        raise BadCall(
            f"Table {number} of the provenance file says something that onrecord does not know.",
            helps=f"Each table is headed by a file name and may hold: {', '.join(sorted(allowed))}.",
        )
    for key, value in table.items():
        if not isinstance(value, bool if key == "protected" else str):
            raise BadCall(
                f"In table {number} of the provenance file, {key} has the wrong type.",
                helps="protected is true or false; all else is text in quotation marks.",
            )
    if "published" in table:
        check_date(table["published"])
    return replace(common, **table)
