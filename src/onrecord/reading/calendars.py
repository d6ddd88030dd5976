# SPDX-License-Identifier: Apache-2.0
"""Reckon with EDTF dates: what days one may mean, and which day, week or month words point to from an anchor.

An anchor is the publication date as far as it is known: a first and a last possible day. Words are
reckoned from both ends, and where the answers differ there is no answer: a day is never invented.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Direction = Literal["past", "future", "nearest"]

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF seasons to their first month in the northern hemisphere."""
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The first and the last day on which a document may have been published."""

    earliest: datetime.date
    latest: datetime.date

    def agree(self, reckon: Callable[[datetime.date], str | None]) -> str | None:
        """Reckon from both ends and answer only where they agree."""
        first = reckon(self.earliest)
        return first if self.earliest == self.latest or first == reckon(self.latest) else None


def bounds(edtf: str | None) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and the last day that an EDTF date or closed interval covers.

    None for no date, an open interval, or a form that this grammar does not write.
    """
    if not edtf:
        return None
    if "/" in edtf:
        first, last = (bounds(part) for part in edtf.split("/", 1))
        return (first[0], last[1]) if first and last else None
    match = _EDTF.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if month in _SEASON_MONTHS:
        start = month_of(datetime.date(year, 1, 1), _SEASON_MONTHS[month] - 1)
        return start, month_of(start, 3) - DAY
    try:
        if not month:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if not day:
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        return (datetime.date(year, month, day),) * 2
    except (ValueError, calendar.IllegalMonthError):
        return None


def anchor_of(edtf: str | None) -> Anchor | None:
    """Make an anchor of a publication date; None where it is unknown or open."""
    days = bounds(edtf)
    return Anchor(*days) if days else None


def month_of(day: datetime.date, offset: int = 0) -> datetime.date:
    """Give the first day of the month that lies ``offset`` months from that of ``day``."""
    index = day.year * 12 + day.month - 1 + offset
    return datetime.date(min(max(index // 12, 1), 9999), index % 12 + 1, 1)


def week_of(day: datetime.date, offset: int = 0) -> str:
    """Give the week, Monday to Sunday, ``offset`` weeks from that of ``day``, as an interval."""
    monday = day + datetime.timedelta(days=7 * offset - day.weekday())
    return f"{monday.isoformat()}/{(monday + 6 * DAY).isoformat()}"


def weekday_near(day: datetime.date, weekday: int, direction: Direction, strictly: bool = False) -> datetime.date:
    """Give the next day with ``weekday`` (Monday is 0) in ``direction``; the past includes ``day`` unless strictly."""
    if direction == "future":
        ahead = (weekday - day.weekday()) % 7 or 7
        return day + ahead * DAY
    back = (day.weekday() - weekday) % 7
    return day - (back or (7 if strictly else 0)) * DAY


def in_a_year(
    near: datetime.date, month: int, day: int, direction: Direction, weekday: int | None
) -> datetime.date | None:
    """Give the day and month the year that fits ``near``, ``direction`` and the weekday, where one is named."""
    candidates = [made for year in range(near.year - 6, near.year + 7) if (made := make_day(year, month, day))]
    if direction == "past":
        candidates = [made for made in candidates if made <= near + DAY] or candidates
    elif direction == "future":
        candidates = [made for made in candidates if made >= near] or candidates
    if weekday is not None:
        matching = [made for made in candidates if made.weekday() == weekday and abs(made.year - near.year) <= 1]
        candidates = matching or candidates
    return min(candidates, key=lambda made: abs((made - near).days), default=None)


def make_day(year: int, month: int, day: int) -> datetime.date | None:
    """Make a date; None for the 31st of June."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
