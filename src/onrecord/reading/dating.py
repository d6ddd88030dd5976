# SPDX-License-Identifier: Apache-2.0
"""Infer when a document was published, where nobody states it and its text allows it.

In this order: (1) a line that is a date and little else, near the top or the end; (2) a dateline before the
first sentence; (3) a weekday with its day and month, "Monday (28/2)", which is how news speaks of the last
seven days. Where the year is missing, what fixes it is the weekday together with a numbered session
of the Human Rights Council or with the latest year that the text names; if that leaves two
years, nothing is inferred. A full date inside a sentence is no evidence: it may be years old.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model import BODY_KINDS, Metadata, Span, Text
from onrecord.reading.calendars import DAY, bounds, make_day
from onrecord.reading.date_words import find_dates
from onrecord.reading.dates import DateExpression
from onrecord.reading.sessions import session_period

_LABEL = re.compile(
    r"(?i:(published|posted|date|dated|issued|released|sent)(?:\s+on)?\s*:?|on|updated:?)?[\s(|\u2013-]*\Z"
)
_TRAILER = re.compile(
    r"[\s,)|.\u2013-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?(?:[+-]\d+)?)?\W*\Z"
)
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'\u2019.\-/ ]{2,40}(?:,\s*[A-Z][\w .]{2,30})?\s*[,(\u2013\u2014-]\s*(?:\w{3,9}day,?\s*)?\Z"
)
_HEADED = re.compile(r"\W{0,3}[^\W\d_][^.!?;:\n]{0,60}[,|]\s*")
"""Who or where, before the date: "Meris, 10 November 2025"."""
_OF_THE_DAY = re.compile(
    r"(?i:\b(?:briefing|statement|release|conference|communiqu\u00e9|letter|bulletin|transcript|note|memo(?:randum)?))"
    r"\s+(?:of|on|from|dated)\s+(?:the\s+)?\Z"
)
_FUTURE = re.compile(r"\b(?:will|would|shall|due|scheduled|next|ahead|by|until|before|plans?|set|expected|planned)\b")
_LOOKED_AT = 400_000
"""Characters from the beginning in which dates are looked for: a longer text is no piece of news."""
_NEAR_TOP = 8
_NEAR_END = 3
_LONGEST_LINE = 90
_YEARS = range(1990, 2041)
_AROUND_A_SESSION = 30 * DAY
_WITHIN = 6 * DAY
"""News that names a weekday with its date speaks of the last seven days."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a text holds that dates it."""

    text: Text
    dates: list[DateExpression]
    sessions: list[tuple[datetime.date, datetime.date]]
    latest_year: int | None
    """The latest year that the text names as not still to come."""


def with_published(text: Text, metadata: Metadata) -> Metadata:
    """Complete the publication date by inference; metadata that has one is given back as it is."""
    if metadata.published:
        return metadata
    evidence = _gather(text)
    stated = _own_line(evidence)
    if stated is not None:
        return replace(metadata, published=stated[0], published_basis=stated[1])
    inferred = _from_dateline(evidence) or _from_weekdays(evidence)
    if inferred is None:
        return metadata
    return replace(metadata, published=inferred, published_basis="inferred")


def _gather(text: Text) -> _Evidence:
    size = len(text.content)
    dates = find_dates(text.content, 0, min(size, _LOOKED_AT))
    if size > _LOOKED_AT:
        dates += find_dates(text.content, max(_LOOKED_AT, size - _LONGEST_LINE * _NEAR_END * 10), size)
    numbers = {said.amount for said in dates if said.form == "session"}
    periods = [period for number in sorted(numbers) if (period := bounds(session_period(number)))]
    years = [said.year for said in dates if said.year in _YEARS and not _is_future(text.content, said.start)]
    return _Evidence(text, dates, periods, max((year for year in years if year is not None), default=None))


def _own_line(evidence: _Evidence) -> tuple[str, Literal["stated", "inferred"]] | None:
    """Find a line that holds a full date, or nothing but a month and year, and little else; (date, basis)."""
    for start, end in _edge_lines(evidence.text):
        for said in evidence.dates:
            if not (start <= said.start and said.end <= end and said.year and said.form in {"day", "month"}):
                continue
            before = evidence.text.content[start : said.start].lstrip()
            value = said.resolve(None)
            if value and said.form == "day" and _OF_THE_DAY.search(before):
                return value, "inferred"
            if not value or not _TRAILER.fullmatch(evidence.text.content[said.end : end]):
                continue
            label = _LABEL.fullmatch(before)
            if label and (said.form == "day" or not before):
                return value, "stated" if label[1] else "inferred"
            if said.form == "day" and _HEADED.fullmatch(before):
                return value, "inferred"
    return None


def _edge_lines(text: Text) -> list[Span]:
    """Give the short lines at the top of a text and at its end, top first."""
    lines: list[Span] = []
    for segment in (*text.segments[:_NEAR_TOP], *text.segments[_NEAR_TOP:][-_NEAR_END:]):
        at = segment.start
        for line in text.content[segment.start : segment.end].split("\n")[:_NEAR_TOP]:
            if line.strip() and len(line) <= _LONGEST_LINE:
                lines.append((at, at + len(line)))
            at += len(line) + 1
    return lines


def _from_dateline(evidence: _Evidence) -> str | None:
    """Read "TASHMEK, March 2 (Orbis Wire)" at the start of one of the first paragraphs."""
    text = evidence.text
    body = [segment for segment in text.segments if segment.kind in BODY_KINDS][:_NEAR_TOP]
    for segment in body:
        for said in evidence.dates:
            if said.form != "day" or not segment.start <= said.start < min(segment.end, segment.start + _LONGEST_LINE):
                continue
            if _DATELINE.fullmatch(text.content[segment.start : said.start]):
                day = _dated(said, evidence)
                return day.isoformat() if day else None
    return None


def _from_weekdays(evidence: _Evidence) -> str | None:
    """Reckon from "Monday (28/2)" as an interval of seven days, cut off by what is still to come."""
    past: list[datetime.date] = []
    future: list[datetime.date] = []
    for said in evidence.dates:
        if said.form != "day" or said.year is not None:
            continue
        is_future = _is_future(evidence.text.content, said.start)
        if said.weekday is None and not is_future:
            continue
        day = _dated(said, evidence)
        if day is not None:
            (future if is_future else past).append(day)
    if not past:
        return None
    first = max(past)
    last = min([first + _WITHIN, *(day for day in future if day >= first)])
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _is_future(content: str, offset: int) -> bool:
    """Say whether the clause before ``offset`` speaks of what is to come."""
    before = content[max(0, offset - 160) : offset]
    return bool(_FUTURE.search(re.split(r"[.;!?\n]\s", before)[-1]))


def _dated(said: DateExpression, evidence: _Evidence) -> datetime.date | None:
    """Give the day with its year, where the text leaves one year only."""
    month, day = said.month or 0, said.day or 0
    if said.year is not None:
        return make_day(said.year, month, day)
    if said.unit == "either":
        return None
    possible = [made for year in _YEARS if (made := make_day(year, month, day))]
    if said.weekday is not None:
        possible = [made for made in possible if made.weekday() == said.weekday]
    near = [
        made
        for made in possible
        if any(a - _AROUND_A_SESSION <= made <= b + _AROUND_A_SESSION for a, b in evidence.sessions)
    ]
    if not near and said.weekday is not None and evidence.latest_year is not None:
        near = [made for made in possible if evidence.latest_year <= made.year <= evidence.latest_year + 1]
    return near[0] if len(near) == 1 else None
