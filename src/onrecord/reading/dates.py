# SPDX-License-Identifier: Apache-2.0
"""Resolve the words that name a time to EDTF, against a publication date.

``date_words.find_dates`` finds the expressions in English text; ``DateExpression.resolve`` gives an EDTF
string or None. A date is never made more precise than its words: "March 2019" is ``2019-03``,
"last week" is a week, "soon" is None. Standard: EDTF of ISO 8601-2:2019, level 1.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.reading import calendars
from onrecord.reading.calendars import DAY, Anchor, Direction, make_day, month_of
from onrecord.reading.sessions import session_period


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a time, not yet resolved."""

    start: int
    end: int
    form: str
    """day, month, year, decade, season, weekday, offset, unit, ago, within, vague, session, range."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    amount: int = 0
    unit: str = ""
    """day, week, weekend, month, year; ``either`` where day and month might stand the other way round."""
    since: bool = False
    """"since March": open to the end."""
    last: DateExpression | None = None
    """The second date of a range."""

    @property
    def names_a_day(self) -> bool:
        """Whether one day is meant, such as "Monday" or "2 March"."""
        return self.form in {"day", "weekday", "offset"} or (self.form == "ago" and self.unit == "day")

    def resolve(self, anchor: Anchor | None, direction: Direction = "past") -> str | None:
        """Give the EDTF date that the words mean for a document of that publication date.

        None where they are vague, or need a publication date that is not known well enough. ``direction`` says
        on which side of it a date without a year is looked for.
        """
        if self.form == "range" and self.last is not None:
            return _range(self, self.last, anchor, direction)
        value = self._value(anchor, direction)
        if not value or not self.since or "/" in value:
            return value
        return None if "X" in value else f"{value}/.."

    def _value(self, anchor: Anchor | None, direction: Direction) -> str | None:
        fixed = self._fixed()
        if fixed is not None or anchor is None or self.form == "vague":
            return fixed
        return anchor.agree(lambda near: self._near(near, direction))

    def _fixed(self) -> str | None:
        """Give the date where its words alone are enough."""
        if self.form == "session":
            return session_period(self.amount)
        if self.year is None:
            return None
        if self.form == "day":
            made = make_day(self.year, self.month or 0, self.day or 0)
            return made.isoformat() if made else None
        if self.form in {"month", "season"}:
            return f"{self.year}-{self.month:02d}"
        return f"{self.year // 10}X" if self.form == "decade" else f"{self.year}"

    def _near(self, near: datetime.date, direction: Direction) -> str | None:
        """Give the date from the publication date ``near``."""
        try:
            reckon = _RECKONERS.get(self.form)
            return reckon(self, near, direction) if reckon else None
        except (OverflowError, ValueError):
            return None


def _near_day(said: DateExpression, near: datetime.date, direction: Direction) -> str | None:
    made = calendars.in_a_year(near, said.month or 0, said.day or 0, direction, said.weekday)
    if said.unit == "either" and (made is None or made.weekday() != said.weekday):
        swapped = calendars.in_a_year(near, said.day or 0, said.month or 0, direction, said.weekday)
        made = swapped if swapped is not None and swapped.weekday() == said.weekday else None
    return made.isoformat() if made else None


def _near_month(said: DateExpression, near: datetime.date, direction: Direction) -> str | None:
    ahead = ((said.month or 1) - near.month) % 12
    if said.amount:  # "last March", "next March"
        direction = "future" if said.amount > 0 else "past"
    offset = ahead if direction == "future" or not ahead else ahead - 12
    if direction == "nearest" and ahead <= 6:
        offset = ahead
    if said.amount < 0 and not ahead:
        offset = -12
    return month_of(near, offset).isoformat()[:7]


def _near_weekday(said: DateExpression, near: datetime.date, direction: Direction) -> str | None:
    if said.amount:
        direction = "future" if said.amount > 0 else "past"
    strictly = said.amount < 0
    return calendars.weekday_near(near, said.weekday or 0, direction, strictly).isoformat()


def _near_unit(said: DateExpression, near: datetime.date, _direction: Direction) -> str | None:
    if said.unit == "day":
        return (near + said.amount * DAY).isoformat()
    if said.unit == "weekend":
        saturday = near + datetime.timedelta(days=5 - near.weekday() + 7 * said.amount)
        return f"{saturday.isoformat()}/{(saturday + DAY).isoformat()}"
    if said.unit == "week":
        return calendars.week_of(near, said.amount)
    if said.unit == "month":
        return month_of(near, said.amount).isoformat()[:7]
    return f"{near.year + said.amount:04d}"


def _near_within(said: DateExpression, near: datetime.date, _direction: Direction) -> str | None:
    days = {"day": 1, "week": 7}.get(said.unit)
    if days:
        return (near + said.amount * days * DAY).isoformat()
    return _near_unit(said, near, "future")


def _near_offset(said: DateExpression, near: datetime.date, _direction: Direction) -> str | None:
    return (near + said.amount * DAY).isoformat()


_RECKONERS: dict[str, Callable[[DateExpression, datetime.date, Direction], str | None]] = {
    "day": _near_day,
    "month": _near_month,
    "weekday": _near_weekday,
    "unit": _near_unit,
    "ago": _near_unit,
    "within": _near_within,
    "offset": _near_offset,
}
"""How the forms that need a publication date are reckoned from it; the other forms have no answer then."""


def _range(first: DateExpression, last: DateExpression, anchor: Anchor | None, direction: Direction) -> str | None:
    end = last.resolve(anchor, direction)
    begin = replace(first, form=first.unit or first.form, last=None, unit="")
    if begin.year is None and last.year is not None and begin.form in {"day", "month"}:
        year = last.year - 1 if (begin.month or 0) > (last.month or 12) else last.year
        begin = replace(begin, year=year)
    start = begin.resolve(anchor, direction)
    if not start or not end or "/" in start or "/" in end or "X" in start + end or start[:4] > end[:4]:
        return None
    return f"{start}/{end}"
