# SPDX-License-Identifier: Apache-2.0
"""When it was said: a weekday, "yesterday" or a date beside the reporting words, outside what is said.

Of several the nearest to the verb counts. Words that need a day of publication give nothing where none is known.
"""

from __future__ import annotations

import re

from onrecord.reading.calendars import Anchor
from onrecord.reading.dates import DateExpression
from onrecord.reading.statements.quoting.table import Table


def said_at(beside: str, cue_at: int, table: Table, anchor: Anchor | None) -> str | None:
    """Give the EDTF date named in ``beside``, folded words with the verb at ``cue_at``; None where there is none."""
    found = sorted(table.date.finditer(beside), key=lambda match: abs(match.start() - cue_at))
    return next((value for match in found if (value := _expression(match, table).resolve(anchor))), None)


def _expression(match: re.Match[str], table: Table) -> DateExpression:
    start, end = match.span()
    if match["weekday"]:
        return DateExpression(start, end, "weekday", weekday=table.weekdays[match["weekday"]])
    if match["offset"]:
        return DateExpression(start, end, "offset", amount=table.offsets[match["offset"]])
    year = int(match["year"]) if match["year"] else None
    month = table.months[match["month"]]
    return DateExpression(start, end, "day", year=year, month=month, day=int(match["day"]))
