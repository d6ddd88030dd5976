# SPDX-License-Identifier: Apache-2.0
"""EDTF dates as spans of whole days, so that periods can be compared.

``2022-03`` covers its whole month and ``2017/..`` has an open end. What cannot be understood covers nothing:
it is treated like a missing date and never guessed. Source: Extended Date/Time Format, ISO 8601-2:2019,
levels 0 and 1 as far as documents need them.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

EARLIEST = 1
LATEST = datetime.date.max.toordinal()
EVENT_DAYS = 31
"""A period up to this long, in days, is read as the time of an event; a longer or open one as a general time."""

_ONE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?(?:T[0-9:Z.+-]*)?[?~%]?")


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A span of days as ordinals of the proleptic Gregorian calendar, both ends included."""

    first: int
    last: int

    def overlaps(self, other: Days) -> bool:
        """Say whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def is_event(self) -> bool:
        """Whether it is short enough to be the time of one event."""
        return self.last - self.first < EVENT_DAYS


@lru_cache(maxsize=65536)
def days(edtf: str | None) -> Days | None:
    """Give the days that an EDTF date covers, or None where it names none."""
    if not edtf:
        return None
    first, slash, last = edtf.strip().partition("/")
    if not slash:
        return _one(first)
    begins, ends = _end(first, EARLIEST), _end(last, LATEST)
    if begins is None or ends is None or begins.first > ends.last or (begins.first, ends.last) == (EARLIEST, LATEST):
        return None
    return Days(begins.first, ends.last)


def _end(edtf: str, where_open: int) -> Days | None:
    return Days(where_open, where_open) if edtf in ("", "..") else _one(edtf)


def _one(edtf: str) -> Days | None:
    match = _ONE.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if not month or month == "XX" or int(month) > 12:  # a season: which months it has depends on the hemisphere
            if month and month != "XX" and not 21 <= int(month) <= 41:
                return None
            return Days(datetime.date(low, 1, 1).toordinal(), datetime.date(high, 12, 31).toordinal())
        if not day or day == "XX":
            length = calendar.monthrange(low, int(month))[1]
            return Days(*(datetime.date(low, int(month), number).toordinal() for number in (1, length)))
        exact = datetime.date(low, int(month), int(day)).toordinal()
    except ValueError:
        return None
    return Days(exact, exact)


def spoken(edtf_said: str | None, edtf_reported: str | None) -> Days | None:
    """Give the days on which something was said: the date it was said, else until the date it was reported."""
    return days(edtf_said) or days(edtf_reported)


def before(one: Days | None, other: Days | None) -> bool:
    """Say whether ``one`` is known to end before ``other`` begins. False where either is unknown."""
    return one is not None and other is not None and one.last < other.first


def sort_key(edtf: str | None) -> tuple[int, int, str]:
    """Order dates by their first day, dates that name no day last."""
    covered = days(edtf)
    return (covered.first, covered.last, edtf or "") if covered else (LATEST + 1, LATEST + 1, edtf or "")


def spanning(dates: list[str]) -> str | None:
    """Give one EDTF date that spans all of ``dates``: the date itself where they are one, else an interval."""
    known = sorted({date for date in dates if days(date) is not None}, key=sort_key)
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    spans = [days(date) for date in known]
    first = min(span.first for span in spans if span)
    last = max(span.last for span in spans if span)
    for date, span in zip(known, spans, strict=True):
        if span == Days(first, last):
            return date
    return f"{_edge(known, first, 0)}/{_edge(known, last, 1)}"


def _edge(dates: list[str], ordinal: int, side: int) -> str:
    """Give the words of the date whose edge is ``ordinal``, in the precision in which it was stated."""
    if ordinal in (EARLIEST, LATEST):
        return ".."
    for date in dates:
        span = days(date)
        if span is not None and (span.first, span.last)[side] == ordinal:
            parts = date.split("/")
            return parts[0] if side == 0 else parts[-1]
    return datetime.date.fromordinal(ordinal).isoformat()
