# SPDX-License-Identifier: Apache-2.0
"""When the attack happened that a document tells of.

1. Every date in its sentences may be that of the attack, and so may the day of publication. Signs say how early it
   stands, how it is written, whether words of an attack or of reporting stand beside it, and how long before it was
   published. Each has points, fitted by ``tools/fit_incident.py`` on labelled news; the shares add up to one.
2. Year, month and day are each believed as much as all dates together that share them, and each is named only with
   what is wider: a day never without its month.
3. A date of words that name a span of time is as precise as what its ends share.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.calendars import Anchor, anchor_of, bounds
from onrecord.reading.date_words import find_dates
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.incident_kinds import fitted, weighed

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YEAR_FROM, MONTH_FROM, DAY_FROM = 0.4, 0.3, 0.2
"""Share of belief from which a year, a month, a day is named by a reader that may abstain; picked on the dev part."""
_BESIDE = 70
"""Characters on either side of a date in which words stand beside it."""
_POSITIONS = (0, 1, 2, 5, 10, 20)
_GAPS = ((0, "same_day"), (7, "week"), (31, "month"), (366, "year"), (1100, "years"))
_ATTACK = re.compile(
    r"\b(?:arrested|detained|kidnapped|abducted|killed|murdered|shot|assassinated|disappeared|beaten|tortured|attacked"
    r"|raided|seized|picked up|taken|died|missing|assaulted|stabbed|jailed|imprisoned|executed|fired|dismissed|arrests?"
    r"|murder|killings?|abduction|kidnapping|massacre|attacks?|death|coup|crackdown|protests?|incident|bombing|raid)\b"
)
_REPORTING = re.compile(
    r"\b(?:said|says|told|announced|statement|reported|according|tweeted|wrote|published|interview|urged|called"
    r"|condemned|report)\b"
)
_COURT = re.compile(
    r"\b(?:court|trial|judge|sentenced|hearing|charged|bail|verdict|appeal|convicted|pleaded|ruling|released|freed)\b"
)
_BORN = re.compile(r"\b(?:born|founded|since|elected|established|law|passed|appointed|joined|graduated|won|award)\b")

Part = tuple[int, int, int]
"""Year, month, day; 0 where the words are not that precise."""


@dataclass(frozen=True, slots=True)
class When:
    """One date that may be that of the attack, with what speaks for it."""

    date: Part
    signs: Mapping[str, float]


def candidates(context: ReadingContext, published: str | None) -> list[When]:
    """Give every date of the document, and that of its publication where it is known to the day."""
    anchor = anchor_of(published)
    found = [*_in_sentences(context, anchor)]
    if anchor is not None and anchor.earliest == anchor.latest:
        day = anchor.earliest
        found.append(((day.year, day.month, day.day), {"published": 1.0}))
    months: dict[tuple[int, int], int] = defaultdict(int)
    for (year, month, _), _signs in found:
        months[year, month] += 1
    return [When(date, {**signs, "shared": math.log(months[date[:2]])} if date[1] else signs) for date, signs in found]


def believed_dates(found: Sequence[When]) -> list[tuple[Part, float]]:
    """Give each date with its share of belief."""
    if not found:
        return []
    points = fitted("dates")["dates"]
    odds = [weighed(one.signs, points) for one in found]
    highest = max(odds)
    powers = [math.exp(value - highest) for value in odds]
    whole = math.fsum(powers)
    return [(one.date, power / whole) for one, power in zip(found, powers, strict=True)]


def date_of(dates: Sequence[tuple[Part, float]], *, answer_all: bool) -> tuple[str | None, str | None, str | None]:
    """Name year, month and day of the attack, as far as belief goes; all that is likeliest where all is asked."""
    year, sure = _likeliest(dates, 0)
    if not year or (sure < YEAR_FROM and not answer_all):
        return None, None, None
    within = [(date, share) for date, share in dates if date[0] == year]
    month, sure = _likeliest(within, 1)
    if not month or (sure < MONTH_FROM and not answer_all):
        return str(year), None, None
    within = [(date, share) for date, share in within if date[1] == month]
    day, sure = _likeliest(within, 2)
    told = str(day) if day and (sure >= DAY_FROM or answer_all) else None
    return str(year), MONTHS[month - 1], told


def _likeliest(dates: Sequence[tuple[Part, float]], part: int) -> tuple[int, float]:
    """Give the likeliest value of one part, and its share of all belief."""
    shares: dict[int, float] = defaultdict(float)
    for date, share in dates:
        if date[part]:
            shares[date[part]] += share
    if not shares:
        return 0, 0.0
    value = max(shares, key=lambda one: (shares[one], one))
    return value, shares[value]


def _in_sentences(context: ReadingContext, anchor: Anchor | None) -> Iterator[tuple[Part, dict[str, float]]]:
    content = context.text.content
    for number, (start, end) in enumerate(context.sentences):
        for said in find_dates(content, start, end):
            date = _common(said.resolve(anchor, "past"))
            if date is None or (anchor is not None and date[0] > anchor.latest.year):
                continue
            signs = dict.fromkeys(
                (_position(number), f"form_{said.form}", *_beside(content, said.start, said.end, (start, end))), 1.0
            )
            gap = _gap(date, anchor)
            if gap:
                signs[gap] = 1.0
                signs[f"{gap}_{'day' if date[2] else 'wider'}"] = 1.0
            if context.hits_in(((start, end),)):
                signs["act_in_sentence"] = 1.0
            yield date, signs


def _beside(content: str, start: int, end: int, sentence: Span) -> Iterator[str]:
    left, right = max(sentence[0], start - _BESIDE), min(sentence[1], end + _BESIDE)
    for name, pattern in (("attack", _ATTACK), ("reporting", _REPORTING), ("court", _COURT), ("born", _BORN)):
        if pattern.search(content, left, start):
            yield f"{name}_before"
        if pattern.search(content, end, right):
            yield f"{name}_after"


def _position(number: int) -> str:
    return f"sentence_{next((bound for bound in _POSITIONS if number <= bound), 'later')}"


def _common(edtf: str | None) -> Part | None:
    """Give what the ends of a date or interval share; None where that is not even the year."""
    days = bounds(edtf.split("/..")[0] if edtf else None)
    if days is None or days[0].year != days[1].year:
        return None
    first, last = days
    if first.month != last.month:
        return first.year, 0, 0
    return first.year, first.month, first.day if first.day == last.day else 0


def _gap(date: Part, anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    days = (anchor.earliest - datetime.date(date[0], date[1] or anchor.earliest.month, min(date[2] or 15, 28))).days
    return f"gap_{next((name for bound, name in _GAPS if days <= bound), 'long')}"
