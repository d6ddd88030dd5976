# SPDX-License-Identifier: Apache-2.0
"""Find how many, as stated: the number with the bounds that the words give, and what is counted.

The rules are Q1 and Q2 of the project's standards: *more than* gives an exclusive lower bound and no
value; *at least* an inclusive one; *up to* an upper bound and no lower; *about* a value marked approximate;
*nearly* the same with an exclusive upper bound; *tens of thousands* 20,000 to 99,999; *dozens* at least
24, *scores* at least 40; *hundreds* and *thousands* more than one of them; *several* and *many* no number. An
open bound never becomes a point. Money, ages, dates, times, articles of laws and lengths are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypedDict

from onrecord.model import Quantity, Span
from onrecord.reading.numerals import NUMERAL, has_scale, scale_of, value_of

_LEADS = {
    "more": r"(?:well\s+|far\s+)?(?:more\s+than|over|above|upwards\s+of|in\s+excess\s+of|exceed(?:s|ed|ing)?"
    r"|greater\s+than)",
    "least": r"(?:at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of)",
    "most": r"(?:up\s+to|as\s+many\s+as|as\s+much\s+as|at\s+most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of)",
    "less": r"(?:fewer\s+than|less\s+than|under|below)",
    "nearly": r"(?:nearly|almost|close\s+to|just\s+under|approaching)",
    "about": r"(?:about|some|around|roughly|approximately|an\s+estimated|estimated(?:\s+at)?|circa)",
}
_LEAD = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LEADS.items())
_VAGUE = {
    "dozen": (24.0, True, None),
    "score": (40.0, True, None),
    "hundred": (100.0, False, None),
    "thousand": (1_000.0, False, None),
    "million": (1_000_000.0, False, None),
    "tens of thousands": (20_000.0, True, 99_999.0),
    "hundreds of thousands": (200_000.0, True, 999_999.0),
    "tens of millions": (20_000_000.0, True, 99_999_999.0),
    "hundreds of millions": (200_000_000.0, True, 999_999_999.0),
}
_VAGUES = r"(?:tens|hundreds)\s+of\s+(?:thousands|millions)|dozens|scores|hundreds|thousands|millions"
_LEAD_AGAIN = _LEADS["more"]
_PATTERN = re.compile(
    rf"""
    (?<![\w.,:/$\u00a3\u20ac\#-])(?:(?:{_LEAD}|(?P<between>between|from))\s+(?:the\s+)?)?
    (?:(?P<vague>{_VAGUES})\b(?!\s+of\s+(?:thousands|millions))|(?P<first>{NUMERAL}))
    (?:\s*(?P<join>to|and|or|-|\u2013)\s*(?P<open>{_LEAD_AGAIN}\s+)?(?P<second>{NUMERAL}))?
    (?P<tail>\s+or\s+more|\s+or\s+so|\s+and\s+more|\+)?
    (?![\w]|[:/]\d|\.\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?i:\b(?:articles?|sections?|rules?|no\.?|number|resolution|page|chapter|aged?|clause|para(?:graph)?|act|"
    r"covid|block|room|cell|camp|unit|ward|channel|rs\.?|top|us|usd|eur|[nr])|[$\u00a3\u20ac#])[\s-]*\Z"
)
_NOT_AFTER = re.compile(
    r"(?i:[\s-]*(?:(?:million|billion|m|bn|crore|lakh)?\s*(?:us\s+)?(?:dollars?|euros?|pounds?|crowns?|yuan|pesos?|rupees|"
    r"naira|shillings?|baht|rubles?|roubles?|francs?|reward)\b|years?[\s-]+olds?\b|[ap]\.?m\b|km\b|kilomet|miles?\b|"
    r"met(?:er|re)s?\b|feet\b|kg\b|kilo|tons?\b|hectares?\b|acres?\b|hours?\b|hrs?\b|minutes?\b|"
    r"days?\b|nights?\b|weeks?\b|months?\b|"
    r"degrees?\b|(?:st|nd|rd|th)\b|o'clock|times?\s+(?:more|less|as)))"
)
_SHARE = re.compile(r"(?i:\s*(?:%|per\s?cent\b|percent\b))")
_YEARS = re.compile(r"(?i:[\s-]+years?\b)")
_UNITS = {
    "families": r"famil(?:y|ies)|households?",
    "children": r"child(?:ren)?|minors?|girls?|boys?|schoolgirls?|schoolboys?|schoolchildren|pupils?|babies|infants?"
    r"|teenagers?",
    "deaths": r"deaths?|killings?|murders?|executions?|fatalities|corpses|bodies|casualties",
    "persons": r"people|persons?|individuals?|m[ae]n|wom[ae]n|detainees?|prisoners?|inmates?|civilians?|protest[eo]rs?|"
    r"police|officials?|adherents?|believers?|followers?|demonstrators?|journalists?|reporters?|activists?|workers?|employees?|students?|teachers?|lawyers?|refugees?|migrants?|"
    r"residents?|villagers?|members?|officers?|soldiers?|policemen|troops|fighters?|suspects?|victims?|survivors?|"
    r"defenders?|others?|critics?|dissidents?|politicians?|editors?|personnel|staff|operatives?|hostages?|patients?|doctors?|"
    r"nationals?|citizens?|brothers?|sisters?|relatives?|monks?|priests?|farmers?|fishermen|supporters?|leaders?|youths?|"
    r"subscribers?|cleaners?|guards?|[A-Z]\w+(?:s|is|ans|ese)",
    "sites": r"camps?|villages?|homes?|houses?|schools?|mosques?|churches|facilities|centres?|centers?|prisons?|sites?|"
    r"buildings?|hospitals?|clinics?|shops?|towns?|cities|locations?|offices?|graves?|estates?|factories",
    "events": r"cases?|incidents?|attacks?|arrests?|raids?|occasions?|complaints?|abductions?|kidnappings?|protests?|"
    r"detentions?|beatings?|times|counts?|threats?|searches|emails?|allegations?|violations?|strikes|airstrikes|groups?",
}
_COUNTED = re.compile("|".join(f"(?P<{unit}>(?:{words}))" for unit, words in _UNITS.items()) + r"\Z")
_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_HARM = re.compile(
    r"(?i:\b(?:arrest|detain|kill|abduct|kidnap|injur|wound|jail|imprison|execut|dead|died|displac|missing|shot|"
    r"sentenc|charg|held|expel|deport|held|tortur|beat|evict|disappear|released|interned|fined)\w*)"
)
_HARMED = re.compile(
    r"(?i:(?:dead|killed|arrested|detained|injured|wounded|missing|executed|jailed|held|displaced|kidnapped|abducted|"
    r"imprisoned|charged|sentenced|shot|tortured)\b)"
)
_HARM_OF = re.compile(
    r"(?i:\b(detention|killing|arrest|torture|execution|deportation|expulsion|displacement|disappearance|abduction|"
    r"kidnapping|imprisonment|internment|murder|beating|rape|sterili[sz]ation|eviction|death|jailing|holding)s?\s+of\s+)\Z"
)
"""The act in "the detention of more than one million people"."""
_CLAUSE_END = re.compile(r"[.;:!?\u201c\u201d\"()\n]|,\s")
_STOP_WORDS = frozenset(
    {
        "who",
        "which",
        "that",
        "were",
        "was",
        "is",
        "are",
        "had",
        "have",
        "has",
        "been",
        "be",
        "in",
        "on",
        "at",
        "by",
    }
    | {"from", "for", "to", "with", "and", "or", "but", "as", "when", "while", "during", "since", "after", "before"}
    | {"between", "could", "would", "will", "may", "might"}
)
_TOLL = re.compile(
    r"(?i:\b(?P<what>death\s+toll|(?:number|total)\s+of\s+[\w\s'\u2019-]{3,60}?)\s+(?:\w+\s+){0,3}?(?:at|to|was|is)\s*\Z)"
)
_CLOSING = frozenset('"\u201d\u2019')
_LONGEST_NOUN = 5
_AT_MOST = 4


class _Bounds(TypedDict, total=False):
    """The fields of ``Quantity`` that the words settle."""

    value: float | None
    lower: float | None
    lower_inclusive: bool
    upper: float | None
    upper_inclusive: bool
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts."""

    unit: str
    what: str | None
    rank: int
    """0 where people are counted and harmed, then people, then things."""


def find_quantities(text: str, spans: tuple[Span, ...], excluded: tuple[Span, ...] = ()) -> tuple[Quantity, ...]:
    """Find up to four quantities in ``spans`` of ``text``, those of harmed people first.

    ``excluded`` are spans that are something else, such as dates.
    """
    found: list[tuple[int, int, Quantity]] = []
    for start, end in spans:
        for match in _PATTERN.finditer(text, start, end):
            if any(match.start() < b and a < match.end() for a, b in excluded):
                continue
            read = _read(text, match, (start, end))
            if read is not None:
                found.append((read[0], match.start(), read[1]))
    found.sort(key=lambda entry: (entry[0], entry[1]))
    return tuple(quantity for _, _, quantity in found[:_AT_MOST])


def _read(text: str, match: re.Match[str], within: Span) -> tuple[int, Quantity] | None:
    start, end = match.span()
    before, after = text[max(within[0], start - 24) : start], text[end : min(within[1], end + 80)]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
        return None
    counted = _counted(text, match, within)
    if counted is None:
        return None
    bounds = _bounds(match)
    if bounds is None:
        return None
    verbatim = " ".join(match.group().split())
    return counted.rank, Quantity(verbatim, unit=counted.unit, what=counted.what, **bounds)


def _bounds(match: re.Match[str]) -> _Bounds | None:
    """Say what the words bound; None where they make no number."""
    if match["vague"]:
        return _vague_bounds(match)
    value = value_of(match["first"])
    if value is None:
        return None
    if match["second"]:
        return _range_bounds(match, value)
    tail = (match["tail"] or "").strip().lower()
    if match["more"] or match["least"] or tail in {"+", "or more", "and more"}:
        return {"lower": value, "lower_inclusive": tail == "or more" or not (match["more"] or tail == "+")}
    if match["most"] or match["less"]:
        return {"upper": value, "upper_inclusive": bool(match["most"])}
    if match["nearly"]:
        return {"value": value, "upper": value, "approximate": True}
    return {"value": value, "approximate": bool(match["about"]) or tail == "or so"}


def _vague_bounds(match: re.Match[str]) -> _Bounds | None:
    words = " ".join(match["vague"].lower().split())
    lower, inclusive, upper = _VAGUE[words if " " in words else words.removesuffix("s")]
    if match["second"]:
        last = value_of(match["second"])
        upper = None if match["open"] else last
    elif match["more"] or match["least"]:
        upper = None
    return {
        "lower": lower,
        "lower_inclusive": inclusive,
        "upper": upper,
        "upper_inclusive": upper is not None,
        "approximate": True,
    }


def _range_bounds(match: re.Match[str], first: float) -> _Bounds | None:
    last = value_of(match["second"])
    if last is None or (match["join"].lower() == "and" and not match["between"]):
        return None
    if has_scale(match["second"]) and not has_scale(match["first"]) and first < 1000:
        first *= scale_of(match["second"])
    if match["open"]:
        return {"lower": first, "lower_inclusive": True}
    if first >= last:
        return None
    return {"lower": first, "lower_inclusive": True, "upper": last, "upper_inclusive": True}


def _counted(text: str, match: re.Match[str], within: Span) -> _Counted | None:
    """Say what is counted; None where it is no quantity of people, acts or places."""
    end = match.end()
    if text[end : end + 1] in _CLOSING:
        end += 1
    clause_end = _CLAUSE_END.search(text, end, min(within[1], end + 120))
    rest = text[end : clause_end.start() if clause_end else min(within[1], end + 120)]
    if _SHARE.match(rest):
        return _Counted("share", " ".join(rest.split()[:8]) or None, 2)
    if _YEARS.match(rest):
        return _Counted("years", None, 3)
    act = _HARM_OF.search(text, max(within[0], match.start() - 30), match.start())
    harm = act[1] if act else _harm(text, match.start(), end, within)
    words = [word.group() for word in _WORDS.finditer(rest)][: _LONGEST_NOUN + 1]
    bare = not words or words[0].lower() in _STOP_WORDS or _HARMED.match(words[0])
    noun = None if bare else _noun(words)
    if noun is not None:
        is_pronoun = (match["first"] or "").lower() == "one" and words[0].lower() == "of"
        counted = None if is_pronoun else _named(*noun, harm)
        if counted is None or act is None:
            return counted
        return _Counted(counted.unit, f"{act[1]} of {noun[1]}", counted.rank)
    toll = _TOLL.search(text, max(within[0], match.start() - 120), match.start())
    if toll:
        return _Counted("deaths" if "toll" in toll["what"] else "persons", " ".join(toll["what"].split()), 0)
    if harm and bare:
        return _Counted("persons", harm, 0)
    return None


def _named(unit: str, phrase: str, harm: str | None) -> _Counted | None:
    """Say what a noun phrase counts, with what was done to it."""
    what = f"{phrase} {harm}" if harm and harm not in phrase else phrase
    if not unit:
        plural = any(word[0].islower() and word.endswith("s") for word in phrase.split())
        return _Counted("persons" if harm else "other", what, 1 if harm else 4) if plural else None
    if unit in {"persons", "children", "families", "deaths"}:
        return _Counted(unit, what, 0 if harm else 1)
    return _Counted(unit, what, 3)


def _noun(words: list[str]) -> tuple[str, str] | None:
    """Find the counted noun among the next words: (unit, phrase); the unit is empty for other nouns."""
    if words and words[0].lower() == "of":
        words = words[1:]
        if words and words[0].lower() in {"them", "us", "those"}:
            return "persons", f"of {words[0].lower()}"
    phrase: list[str] = []
    best: tuple[str, str] | None = None
    for word in words:
        if word.lower() in _STOP_WORDS:
            break
        phrase.append(word)
        match = _COUNTED.fullmatch(word) or _COUNTED.fullmatch(word.lower())
        if match:
            best = (match.lastgroup or "", " ".join(phrase))
            if match.lastgroup in {"persons", "children", "families", "deaths", "events"} and not word[0].isupper():
                break
    if best is not None:
        return best
    return ("", " ".join(phrase)) if phrase else None


def _harm(text: str, start: int, end: int, within: Span) -> str | None:
    """Find what was done to those who are counted, in the same clause: after them, else shortly before."""
    after = _HARM.search(text, end, min(within[1], end + 90))
    if after and not re.search(r"[.;!?]\s", text[end : after.start()]):
        return after.group()
    before = list(_HARM.finditer(text, max(within[0], start - 50), start))
    if before and not re.search(r"[.;!?]\s", text[before[-1].end() : start]):
        return before[-1].group()
    return None
