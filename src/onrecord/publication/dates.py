# SPDX-License-Identifier: Apache-2.0
"""Show EDTF dates so that nobody can misread them, and say which days they cover.

``2022-02-28`` is shown as "28 Feb 2022" and never as digits alone, whose order differs between
countries. What a date does not say is not made up: ``2022-02`` is "Feb 2022" and covers its whole month.
A date that this module does not understand is shown as it stands and has no place on a chart.
Source: Extended Date/Time Format, ISO 8601-2:2019, levels 0 and 1 as far as documents need them.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from onrecord.grouping import periods

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?(?:T[0-9:Z.+-]*)?([?~%]?)")
_EDTF = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?(?:/(?:\.\.|\d{4}(?:-\d{2}){0,2}))?(?![\w/-])")
_QUALIFIERS = {"": "", "?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date covers, both included. None stands for an end that is open."""

    first: datetime.date | None
    last: datetime.date | None

    @property
    def start(self) -> datetime.date:
        """The first day that is known."""
        return self.first or self.last or datetime.date.min

    @property
    def end(self) -> datetime.date:
        """The last day that is known."""
        return self.last or self.first or datetime.date.max


def shown(edtf: str | None, missing: str = "no date") -> str:
    """Show an EDTF date in words, such as "28 Feb 2022" or "Mar 2022 to May 2022"."""
    if not edtf:
        return missing
    if "/" not in edtf:
        return _one_shown(edtf)
    first, _, last = edtf.partition("/")
    if first in ("", ".."):
        return f"until {_one_shown(last)}" if last not in ("", "..") else missing
    if last in ("", ".."):
        return f"from {_one_shown(first)} on"
    return f"{_one_shown(first)} to {_one_shown(last)}"


def some_time(edtf: str | None, missing: str = "no date") -> str:
    """Show when a single act took place: an interval is what is known of its day, "between 1 Mar and 6 Mar 2022"."""
    first, _, last = (edtf or "").partition("/")
    if {first, last} & {"", ".."}:
        return shown(edtf, missing)
    return f"between {_one_shown(first)} and {_one_shown(last)}"


def _one_shown(edtf: str) -> str:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day, qualifier = match.groups()
    text = year if year.isdigit() else f"the {year.replace('X', '0')}s"
    if month and month.isdigit():
        number = int(month)
        if number in _SEASONS:
            text = f"{_SEASONS[number]} {text}"
        elif 1 <= number <= 12:
            text = f"{MONTHS[number - 1]} {text}"
            text = f"{int(day)} {text}" if day and day.isdigit() else text
        else:
            return edtf
    return text + _QUALIFIERS[qualifier]


def in_words(text: str) -> str:
    """Give ``text`` with each EDTF date in it as ``shown`` shows it."""
    return _EDTF.sub(lambda match: shown(match.group()), text)


def moment(timestamp: str | None, missing: str = "no time") -> str:
    """Show an RFC 3339 time with its zone, such as "1 Mar 2026, 09:30 UTC"; anything else as it stands."""
    if not timestamp:
        return missing
    try:
        when = datetime.datetime.fromisoformat(timestamp)
    except ValueError:
        return timestamp
    zone = when.strftime("%z")
    zone = "no time zone" if when.tzinfo is None else "UTC" if zone == "+0000" else f"UTC{zone[:3]}:{zone[3:5]}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when.hour:02}:{when.minute:02} {zone}"


def days(edtf: str | None) -> Days | None:
    """Say which days an EDTF date covers, or None where it covers none that can be named."""
    covered = periods.days(edtf)
    if covered is None:
        return None
    return Days(
        None if covered.first == periods.EARLIEST else datetime.date.fromordinal(covered.first),
        None if covered.last == periods.LATEST else datetime.date.fromordinal(covered.last),
    )


def sort_key(edtf: str | None) -> tuple[int, int, str]:
    """Order dates by the first day that they name, dates that name none last."""
    covered = days(edtf)
    return (
        (covered.start.toordinal(), covered.end.toordinal(), edtf or "") if covered else (periods.LATEST, 0, edtf or "")
    )
