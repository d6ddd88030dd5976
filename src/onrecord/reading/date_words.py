# SPDX-License-Identifier: Apache-2.0
"""Find the words that name a time in English text: one pattern, tried once at each place.

All repetitions in it are bounded, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.dates import DateExpression

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF codes."""
_OFFSETS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "last night": -1,
}
"""Days from the day of publication."""

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:19|20)\d\d"
_LEAD = (
    r"(?:in|since|until|till|by|from|to|and|of|during|before|after|between|through|early|late|mid|earlier|around"
    r"|for|this|last|next|end|beginning)"
)
_AMOUNT = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?:day|weekend|week|month|year)"
_DASH = r"[-\u2013]"
_PEOPLE = r"(?:people|prisoners|detainees|persons|civilians|men|women|children|families)"

_PATTERN = re.compile(
    rf"""
    (?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b)
  | (?:\b(?P<wd1>{_WEEKDAY})[,\s]+\(?(?:the\s+)?)?\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?
    \s+(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR})\b)?
  | (?:\b(?P<wd2>{_WEEKDAY})[,\s]+\(?)?\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b
    (?!,\d\d\d|:|\s*(?:per\s?cent|%|million|{_PEOPLE}))(?:,?\s+(?P<y2>{_YEAR})\b)?
  | \b(?P<wd3>{_WEEKDAY})\s*,?\s*\(\s*(?P<n1>\d{{1,2}})\s*[/.]\s*(?P<n2>\d{{1,2}})
    (?:\s*[/.]\s*(?P<y3>{_YEAR}|\d\d))?\s*\)
  | \b(?P<n3>\d{{1,2}})[/.](?P<n4>\d{{1,2}})[/.](?P<y4>{_YEAR})\b
  | \b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y5>{_YEAR})\b
  | (?<![\w-])(?P<lead>(?i:{_LEAD}))[\s-]+(?:the\s+)?(?P<m4>{_MONTH})(?!['\u2019]|\s+\d)
  | \b(?i:(?P<season>spring|summer|autumn|fall|winter))\s+(?:of\s+)?(?P<y6>{_YEAR})\b
  | (?i:\b(?P<mod>last|past|this|next|coming|previous|following)[\s-]+
    (?:(?P<unit>{_UNIT})\b|(?P<wd4>{_WEEKDAY})\b))
  | (?i:\b(?P<few>(?:last|past|recent|coming|next|few)\s+(?:few\s+|several\s+)?(?:days|weeks|months|years))\b)
  | (?i:\b(?P<amount>{_AMOUNT})[\s-]+(?P<agounit>{_UNIT})s?\s+(?:ago|earlier)\b)
  | (?i:\bwithin\s+(?:the\s+next\s+)?(?P<within>{_AMOUNT})[\s-]+(?P<withinunit>{_UNIT})s?\b)
  | (?i:\b(?P<offset>today|tonight|yesterday|tomorrow|this\s+morning|this\s+afternoon|this\s+evening|last\s+night)\b)
  | \b(?P<wd5>{_WEEKDAY})\b
  | (?i:\bend\s+of\s+the\s+(?P<endunit>week|month|year)\b)
  | (?i:\b(?P<session>\d{{1,2}})(?:st|nd|rd|th)\s+(?:regular\s+)?
    (?:session\b|(?:UN\s+|U\.N\.\s+)?Human\s+Rights\s+Council))
  | \b(?P<decade>{_YEAR}(?<=0))s\b
  | (?<![\w$\u20ac\u00a3.,/-])(?P<y7>{_YEAR})(?P<yy>{_DASH}{_YEAR}|{_DASH}\d\d)?\b
    (?!{_DASH}\d|[/.,]\d|\s*{_PEOPLE})
    """,
    re.VERBOSE,
)
_YEAR_LEAD = re.compile(rf"(?i:\b{_LEAD}|\(|,)\s*(?:the\s+year\s+|early\s+|late\s+|mid-?\s*)?\Z")
"""What must stand before a bare year for it to be one."""
_SINCE = re.compile(r"(?i:\bsince)\s+(?:at\s+least\s+|early\s+|late\s+|mid-?\s*|last\s+|the\s+)?\Z")
_RANGE = re.compile(rf"(?i:\s*(?:and|to|until|till|through)\s+|\s*{_DASH}\s*)")
_RANGE_LEAD = re.compile(r"(?i:\b(?:between|from)\s+(?:early\s+|late\s+|mid-?\s*)?)\Z")


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateExpression]:
    """Find the expressions of time in ``text[start:end]``, in order and disjoint. Offsets are into ``text``."""
    end = len(text) if end is None else end
    found = [said for match in _PATTERN.finditer(text, start, end) if (said := _read(text, match))]
    return _join_ranges(text, found)


def _read(text: str, match: re.Match[str]) -> DateExpression | None:
    """Make an expression of one match; None where the numbers are no date."""
    for read in (_read_day, _read_numbers, _read_month, _read_relative, _read_year):
        said = read(match)
        if said is not None:
            break
    else:
        return None
    before = text[max(0, said.start - 24) : said.start]
    if said.form == "year" and match["y7"] and not _YEAR_LEAD.search(before):
        return None
    return replace(said, since=bool(_SINCE.search(before)))


def _month(word: str) -> int:
    return _MONTHS.index(word.lower()[:3]) + 1


def _weekday(word: str | None) -> int | None:
    return _WEEKDAYS.index(word.lower()) if word else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _read_day(match: re.Match[str]) -> DateExpression | None:
    found = match.groupdict()
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
        return DateExpression(*match.span(), "day", year, month, day)
    which = "1" if found["m1"] else "2"
    if not found["m" + which]:
        return None
    day = int(found["d" + which])
    given = int(found["y" + which]) if found["y" + which] else None
    weekday = _weekday(found["wd" + which])
    return DateExpression(*match.span(), "day", given, _month(found["m" + which]), day, weekday) if day <= 31 else None


def _read_numbers(match: re.Match[str]) -> DateExpression | None:
    """Read 28/2 or 28/02/2022: day first unless only month first can be; of 12/11/2021 the year alone is sure."""
    found = match.groupdict()
    first, second, ending = ("n1", "n2", "y3") if found["n1"] else ("n3", "n4", "y4")
    if not found[first]:
        return None
    day, month, weekday = int(found[first]), int(found[second]), _weekday(found["wd3"])
    year = int(found[ending]) if found[ending] else None
    if year is not None and year < 100:
        year += 2000
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    either = day <= 12 and day != month
    if either and year is not None:
        return DateExpression(*match.span(), "year", year)
    return DateExpression(*match.span(), "day", year, month, day, weekday, unit="either" if either else "")


def _read_month(match: re.Match[str]) -> DateExpression | None:
    found = match.groupdict()
    if found["m3"]:
        return DateExpression(*match.span(), "month", int(found["y5"]), _month(found["m3"]))
    if found["m4"]:
        amount = {"last": -1, "next": 1}.get(found["lead"].lower(), 0)
        return DateExpression(*match.span("m4"), "month", None, _month(found["m4"]), amount=amount)
    if found["season"]:
        return DateExpression(*match.span(), "season", int(found["y6"]), _SEASONS[found["season"].lower()])
    return None


def _read_relative(match: re.Match[str]) -> DateExpression | None:
    found = match.groupdict()
    span = match.span()
    modifier = {"last": -1, "past": -1, "previous": -1, "this": 0}.get((found["mod"] or "").lower(), 1)
    said: DateExpression | None = None
    if found["unit"] or found["endunit"]:
        unit = (found["unit"] or found["endunit"]).lower()
        said = DateExpression(*span, "unit", amount=modifier if found["unit"] else 0, unit=unit)
    elif found["wd4"]:
        said = DateExpression(*span, "weekday", weekday=_weekday(found["wd4"]), amount=modifier)
    elif found["wd5"]:
        said = DateExpression(*span, "weekday", weekday=_weekday(found["wd5"]))
    elif found["few"]:
        said = DateExpression(*span, "vague")
    elif found["amount"]:
        said = DateExpression(*span, "ago", amount=-_number(found["amount"]), unit=found["agounit"].lower())
    elif found["within"]:
        said = DateExpression(*span, "within", amount=_number(found["within"]), unit=found["withinunit"].lower())
    elif found["offset"]:
        said = DateExpression(*span, "offset", amount=_OFFSETS[" ".join(found["offset"].lower().split())])
    elif found["session"]:
        said = DateExpression(*span, "session", amount=int(found["session"]))
    return said


def _read_year(match: re.Match[str]) -> DateExpression | None:
    found = match.groupdict()
    if found["decade"]:
        return DateExpression(*match.span(), "decade", int(found["decade"]))
    if not found["y7"]:
        return None
    year = int(found["y7"])
    if not found["yy"]:
        return DateExpression(*match.span(), "year", year)
    tail = found["yy"][1:]
    last = DateExpression(*match.span(), "year", int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail))
    return DateExpression(*match.span(), "range", year, unit="year", last=last)


def _join_ranges(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Join "from March to May 2020" and "between 2017 and 2019"."""
    joined: list[DateExpression] = []
    for said in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.form in {"day", "month", "year"}
            and said.form in {"day", "month", "year"}
            and _RANGE.fullmatch(text, before.end, said.start)
            and (before.since or _RANGE_LEAD.search(text[max(0, before.start - 16) : before.start]))
        ):
            joined[-1] = replace(before, end=said.end, form="range", unit=before.form, last=said, since=False)
        else:
            joined.append(said)
    return joined
