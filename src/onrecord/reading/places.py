# SPDX-License-Identifier: Apache-2.0
"""Find the places that a text names.

Rules for finding, in the order in which they are asked:

1. A capitalised word that the table of places knows may name a place; the longest name counts ("South Sudan").
2. A neighbour that is capitalised too and is no word of places or offices makes it a name of somebody else ("Paris
   Hilton", "Jack London"), unless "in", "at", "from" or "near" stands before it.
3. A name that is more often a person's or a common word ("Jordan", "Nice") counts only after such a word, or with its
   wider place behind it ("Mobile, Alabama"). A country of that kind counts unless the text has a person of that name.
4. A small town counts after such a word, in a list of places, or where the same text names it clearly elsewhere.
5. A name of places in several countries gets the country that the text names, if it names exactly one of them; the
   country of a city that is much larger than the others, if it names none; else it is left open, with the reason.
6. A name that no table knows is proposed where the text itself says what it is ("Karsenn province", "the town of
   Dovrel"), where a report is sent from it, or where things happen in it. It has no country.

One pass over capitalised words with look-ups in dictionaries; ``onrecord.reading.gazetteer`` holds the names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.model import Span
from onrecord.reading.gazetteer import Gazetteer, PlaceKind, Sense, fold, load
from onrecord.reading.place_words import (
    BEFORE_NAMES,
    BODIES,
    IN_PLACES,
    MEDIA,
    NEVER_PLACES,
    OFFICES,
    PLACE_NOUNS,
    PLACE_PEOPLE,
    REGION_NOUNS,
    SMALL_NOUNS,
    TELLING_NOUNS,
    TITLES,
    WITHIN,
)

_UNKNOWN = Sense()
_WORD = re.compile("[A-Z][A-Za-z]*")
_NEXT = re.compile(r"('s?)? ([A-Za-z][A-Za-z'-]*)")
_CAPITALS = re.compile(r"[A-Z]{4,}(?:[ '-][A-Z]+){0,2}(?=,|\s+\(|:| ?[-\u2013\u2014])")
_NOUN_AFTER = re.compile(rf"((?: [A-Z][a-z']+)?) ((?i:{'|'.join(sorted(TELLING_NOUNS))}))\b")
_NOUN_OF = tuple(f"{noun} of " for noun in sorted(TELLING_NOUNS | PLACE_PEOPLE))
_MADE_OF_NAMES = (("n", ""), ("an", ""), ("ian", ""), ("ian", "ia"), ("ese", ""), ("ese", "a"), ("i", ""))
_ADJECTIVE = ("ist", "ic", "ian", "ese", "ish", "phone", "can", "ern")
"""Endings of words that say what kind of state or district it is, and not which."""
_NAME_GOES_ON = re.compile(r"'| [A-Z\d]")
_SECOND_WORD = re.compile(r"[ -](?:al-|el-)?([A-Z][a-z']+)(?=[ ,.;:)\n]|$)")
_DATELINE = re.compile(
    r"^([A-Z][A-Z'. -]{2,30}?)(?:, ([A-Z][a-z]+(?: [A-Z][a-z]+)?))?(?:,? [^\n()]{0,30})?"
    r" ?(?:\([^)\n]{2,40}\) ?(?:--?|\u2013|\u2014)|(?:--|\u2013|\u2014))",
    re.MULTILINE,
)
_LIST = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))
_OPENING = "\"'(\u201c["
_NEVER = frozenset(form for word in NEVER_PLACES for form in (word.capitalize(), word.upper()))
_GAPS = frozenset(("", " ", "\n", ",", ".", '"'))
_HAPPENED = (" in ", " near ", " outside ")
_WRITTEN = (
    "published in ",
    "written in ",
    "translated in ",
    "conducted in ",
    "expressed in ",
    "degree in ",
    "believe in ",
)
"""Something is written in a paper or a language, not in a place."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where a text names it."""

    start: int
    end: int
    name: str
    """As found."""
    country: str | None
    """ISO 3166 alpha-2 code; None where it is not known or left open."""
    kind: PlaceKind
    why: str | None = None
    """Why the country is left open."""


@dataclass(slots=True)
class _Candidate:
    """A name that may be a place's, with what is thought of it so far."""

    start: int
    end: int
    name: str
    sense: Sense
    sure: bool
    """Taken as it stands; else only where the same name is taken elsewhere."""
    strong: bool = False
    """The words beside it say that it is a place."""
    country: str | None = None
    """Said by the wider place behind it."""
    kind: PlaceKind | None = None
    """Said by the noun beside it."""


@dataclass(slots=True)
class _Around:
    """The words beside a name."""

    before: str
    """The word right before it; empty at the beginning of a sentence."""
    earlier: str
    """The word before that one."""
    initial: bool
    after: str
    """The word right after it, if only a space stands between."""


@dataclass(slots=True)
class _Scan:
    """What one pass over a text finds."""

    text: str
    """In plain letters."""
    table: Gazetteer
    found: list[_Candidate] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    """Countries that the text names, by itself or by its people."""
    persons: Counter[str] = field(default_factory=Counter)
    """Names of places, by how often they stand in a person's name here."""
    proposed: dict[str, PlaceKind] = field(default_factory=dict)
    """Names that no table knows."""
    sent_from: set[str] = field(default_factory=set)
    """Those of them that stand in a dateline."""
    happened_in: set[str] = field(default_factory=set)
    """Names that no table knows, of what things happen in."""
    unknown_at: dict[str, list[int]] = field(default_factory=dict)
    """Where each capitalised word stands that no table knows."""


def find_places(text: str, start: int = 0, end: int | None = None) -> list[PlaceMention]:
    """Find the places that ``text`` names between ``start`` and ``end``, in order; they do not overlap."""
    scan = _Scan(fold(text[start : len(text) if end is None else end]), load())
    _look_at_datelines(scan)
    _look_at_words(scan)
    mentions = [*_settled(scan), *_proposals(scan)]
    mentions.sort(key=lambda one: one.start)
    return [
        PlaceMention(
            start + one.start,
            start + one.end,
            text[start + one.start : start + one.end],
            one.country,
            one.kind,
            one.why,
        )
        for one in mentions
    ]


def _look_at_words(scan: _Scan) -> None:
    text, senses, longer = scan.text, scan.table.senses, scan.table.longer
    reach = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < reach:
            continue
        word = match.group()
        beginning = text[start : end + 2]
        if beginning in longer or beginning[-2:-1] == "\n":
            end = _longest(text, start, end, longer)
            word = text[start:end].replace("\n", " ")
        sense = senses.get(word)
        if sense is None and len(word) > 3 and word.isupper():
            sense, word, end = _in_capitals(text, start, scan.table) or (None, word, end)
        plain = text[start - 1 : start] in _GAPS and text[end : end + 1] in _GAPS
        if not plain and _is_inside_word(text, start, end):
            continue
        if sense is None:
            if len(word) > 2 and word not in _NEVER:
                _look_at_unknown(scan, word, start, end)
            continue
        reach = end
        if sense.people:
            scan.named.update(sense.people if len(sense.people) == 1 else ())
        if sense.readings:
            _judge(scan, word, sense, start, end)


def _longest(text: str, start: int, end: int, longer: Mapping[str, tuple[str, ...]]) -> int:
    """Give the end of the longest name that begins with the word at ``start``."""
    for name in longer.get(text[start : end + 2].replace("\n", " "), ()):
        stop = start + len(name)
        here = text[start:stop]
        if here == name or ("\n" in here and here.replace("\n", " ") == name):
            last = text[stop : stop + 1]
            if not (last.isalnum() or (last == "." and name.endswith("."))):
                return stop
    return end


def _in_capitals(text: str, start: int, table: Gazetteer) -> tuple[Sense, str, int] | None:
    found = _CAPITALS.match(text, start)
    if found is None:
        return None
    name = found.group().title()
    sense = table.senses.get(name)
    return None if sense is None else (sense, name, found.end())


def _is_inside_word(text: str, start: int, end: int) -> bool:
    """Say whether letters, figures, marks or a hyphen tie the name to more ("Paris-based", "@Mali")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in ("_", "@", "#", "/", "'") or after.isalnum() or after in ("_", "@"):
        return not (before == "'" and text[start - 2 : start - 1] in ("", " ", "\n"))
    if after == "-" and text[end + 1 : end + 2].isalpha():
        return True
    return before == "-" and text[start - 3 : start - 1].lower() not in ("al", "el", "as", "ar", "ad")


def _around(text: str, start: int, end: int) -> _Around:
    lead = text[max(0, start - 40) : start].rpartition("\n\n")[2]
    words = lead.split()
    if lead.endswith("-"):  # of an article: "al-"
        words.pop()
    elif words and not lead[-1].isspace():
        words[-1] = words[-1][-1]
    before, initial = _word_before(words[-1]) if words else ("", True)
    if before[:1].isupper() and "\n" in lead[-2:]:  # of another line, perhaps a heading
        before, initial = "", True
    following = _NEXT.match(text, end)
    after = following.group(2) if following and not following.group(1) else ""
    return _Around(before, words[-2] if len(words) > 1 else "", initial, after)


def _word_before(word: str) -> tuple[str, bool]:
    """Give the word without the marks before it, or none where a mark ends it; and whether a sentence ends there."""
    bare = word.lstrip(_OPENING)
    if not bare or bare.endswith(("'s", "s'")):
        return "", not bare and word not in ("'", "(")
    if bare[-1] in ".!?":
        return (bare, False) if bare.rstrip(".").lower() in TITLES else ("", True)
    if not bare[-1].isalnum():
        return "", bare[-1] in ':"\u201d'
    return bare, False


# --- names that the table knows ------------------------------------------------------------------


def _judge(scan: _Scan, name: str, sense: Sense, start: int, end: int) -> None:
    """Take a name as a place, keep it for later, or leave it."""
    around = _around(scan.text, start, end)
    governed = around.before.lower() in IN_PLACES
    wider = _wider(scan, sense, end)
    kind: PlaceKind = sense.readings[0][0]
    personal, word = name in scan.table.personal, name in scan.table.words
    noun_after = around.after.lower() in REGION_NOUNS
    strong = governed or wider is not None or (noun_after and not word)
    told: PlaceKind | None = "region" if noun_after and kind == "city" else None
    candidate = _Candidate(start, end, name, sense, True, strong, wider, told)
    if _is_of_other_name(scan, around, governed=governed, doubtful=personal or word):
        if personal or (kind == "city" and around.before[:1].isupper()):
            scan.persons[name] += 1
        return
    if word and not (wider or (around.before in WITHIN and name.lower() not in NEVER_PLACES)):
        return
    if personal and not strong:
        if kind == "city":
            return
        candidate.sure = kind == "country"
    elif not sense.large and not strong and not _is_listed(scan, start) and not _is_named_by_noun(around):
        candidate.sure = False
    scan.found.append(candidate)
    if candidate.sure and kind != "city" and len(sense.readings) == 1 and not personal:
        scan.named[sense.readings[0][1]] += 1


def _is_of_other_name(scan: _Scan, around: _Around, *, governed: bool, doubtful: bool) -> bool:
    """Say whether a neighbour makes the name a part of a person's or a body's name."""
    before, after = around.before, around.after
    if before == "of" and around.earlier.lower() in BODIES and around.earlier[:1].isupper():
        return True
    if (
        after[:1].isupper()
        and not _fits_after(scan.table, after)
        and (doubtful or not governed or after.lower() in MEDIA)
    ):
        return True
    if before[:1].isupper() and before.lower() not in BEFORE_NAMES:
        known = scan.table.senses.get(before)
        return known is None or not (known.people or (known.large and known.readings[0][0] != "city"))
    return before.lower().rstrip(".") in TITLES


def _fits_after(table: Gazetteer, word: str) -> bool:
    low = word.lower().removesuffix("'s")
    return low in PLACE_NOUNS or low in OFFICES or low in BEFORE_NAMES or word in table.senses


def _wider(scan: _Scan, sense: Sense, end: int) -> str | None:
    """Give the country that the wider place right behind says: "Mobile, Alabama"."""
    if scan.text[end : end + 2] != ", ":
        return None
    match = _WORD.match(scan.text, end + 2)
    if match is None:
        return None
    stop = _longest(scan.text, match.start(), match.end(), scan.table.longer)
    other = scan.table.senses.get(scan.text[match.start() : stop])
    if other is None or not other.readings or other.readings[0][0] == "city":
        return None
    shared = [code for code in sense.countries if code in other.countries]
    return shared[0] if len(shared) == 1 and sense.readings[0][0] != "country" else None


def _is_listed(scan: _Scan, start: int) -> bool:
    last = scan.found[-1] if scan.found else None
    return last is not None and last.sure and scan.text[last.end : start] in _LIST


def _is_named_by_noun(around: _Around) -> bool:
    return around.before == "of" and around.earlier.lower() in (PLACE_NOUNS | PLACE_PEOPLE)


def _settled(scan: _Scan) -> Iterator[PlaceMention]:
    """Decide what was kept for later, and say the country where the text tells it."""
    clear = {one.name for one in scan.found if one.sure}
    strong = Counter(one.name for one in scan.found if one.strong)
    for one in scan.found:
        if not one.sure and one.name not in clear:
            continue
        if scan.persons[one.name] > strong[one.name] and _around(scan.text, one.start, one.end).before not in WITHIN:
            continue
        yield _with_country(one, scan.named)


def _with_country(one: _Candidate, named: Counter[str]) -> PlaceMention:
    countries = one.sense.countries
    here = [code for code in countries if named[code]]
    country: str | None = None
    why = None
    if one.country is not None or len(countries) == 1:
        country = one.country or countries[0]
    elif len(here) == 1:
        country = here[0]
    else:
        country = None if here else one.sense.likeliest
        told = "several of them" if here else "none of them"
        why = None if country else f"places in {', '.join(countries)} have this name, and the document names {told}"
    meant = [kind for kind, code in one.sense.readings if code == country]
    kind = one.kind or (meant[0] if meant else one.sense.readings[0][0])
    return PlaceMention(one.start, one.end, one.name, country, kind, why)


# --- names that no table knows -------------------------------------------------------------------


def _look_at_datelines(scan: _Scan) -> None:
    for match in _DATELINE.finditer(scan.text):
        city, wider = match.group(1).strip().title(), match.group(2)
        if scan.table.senses.get(city, _UNKNOWN).readings or city.lower() in NEVER_PLACES or len(city.split()) > 2:
            continue
        scan.proposed.setdefault(city, "city")
        scan.sent_from.add(city)
        if wider and wider not in scan.table.senses and wider.lower() not in NEVER_PLACES:
            scan.proposed.setdefault(wider, "region")
            scan.sent_from.add(wider)


def _look_at_unknown(scan: _Scan, word: str, start: int, end: int) -> None:
    text = scan.text
    scan.unknown_at.setdefault(word, []).append(start)
    if word.isupper():
        return
    if text[end : end + 1] == " ":
        beside = _NOUN_AFTER.match(text, end)
        if beside is not None and _may_be_named(word, beside.group(1).strip()):
            kind: PlaceKind = "city" if beside.group(2).lower() in SMALL_NOUNS else "region"
            scan.proposed.setdefault(word + beside.group(1), kind)
            return
    if text[start - 1 : start] != " ":
        return
    before = text[max(0, start - 16) : start]
    if before.endswith("of ") and before.lower().endswith(_NOUN_OF):
        noun = before.lower()[: -len(" of ")].rpartition(" ")[2]
        scan.proposed.setdefault(_with_second(text, word, end), "region" if noun in REGION_NOUNS else "city")
    elif before.endswith(_HAPPENED) and not before.endswith(_WRITTEN) and not _NAME_GOES_ON.match(text, end):
        scan.happened_in.add(word)


def _may_be_named(word: str, second: str) -> bool:
    return not word.endswith(_ADJECTIVE) and second not in _NEVER and not second.endswith("'s")


def _second(text: str, end: int) -> str:
    found = _SECOND_WORD.match(text, end)
    return found.group() if found and found.group(1).lower() not in NEVER_PLACES else ""


def _with_second(text: str, word: str, end: int) -> str:
    return word + _second(text, end)


def _proposals(scan: _Scan) -> Iterator[PlaceMention]:
    """Give every place where a proposed name stands by itself; of a name that is mostly somebody's, the sure ones."""
    for name in sorted(scan.happened_in):
        if f" {name.lower()} " not in scan.text:
            scan.proposed.setdefault(name, "region")
    for name, kind in scan.proposed.items():
        if _is_adjective(name, scan):
            continue
        standing = [*_standing(scan, name), *_standing(scan, name.upper())]
        sure = [span for span, certain in standing if certain]
        all_of_them = name in scan.sent_from or 2 * len(sure) >= len(standing)
        spans = [span for span, _ in standing] if all_of_them else sure
        yield from (PlaceMention(*span, name, None, kind, "no table has a place of this name") for span in spans)


def _is_adjective(name: str, scan: _Scan) -> bool:
    """Say whether a word only describes what is of a place that the text names too: "Velmoran" beside "Velmora"."""
    stems = (name[: -len(end)] + back for end, back in _MADE_OF_NAMES if name.endswith(end))
    return any(stem in scan.unknown_at for stem in stems)


def _standing(scan: _Scan, name: str) -> Iterator[tuple[Span, bool]]:
    """Give the spans of a proposed name, and whether the words beside it say that it is a place."""
    first = _WORD.match(name)
    for start in scan.unknown_at.get(first.group(), ()) if first else ():
        end = start + len(name)
        if not scan.text.startswith(name, start) or _is_inside_word(scan.text, start, end):
            continue
        around = _around(scan.text, start, end)
        governed = around.before.lower() in IN_PLACES and not scan.text.startswith("'s", end)
        if not _is_of_other_name(scan, around, governed=governed, doubtful=False):
            noun = around.after.lower() in TELLING_NOUNS
            yield (start, end), governed or noun or name.isupper() or _is_named_by_noun(around)
