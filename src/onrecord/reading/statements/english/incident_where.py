# SPDX-License-Identifier: Apache-2.0
"""Where the attack happened that a document tells of.

1. The country that title and sentences name most, by its places and by its people ("Nigerian police"); what stands
   early counts more, a name of a people less than a place. Where nothing names one, the country of the publisher.
2. The city and the region of that country, or of none that is known, that its sentences name most; words like "in"
   before it, an act in its sentence and the encoder's belief count for it. A dateline says where a report was sent
   from, and counts little.
3. A country is written by its usual English name. Hong Kong and Macau lie in China, as the labels have it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import Span
from onrecord.reading.countries import country_of
from onrecord.reading.gazetteer import fold, load
from onrecord.reading.place_words import IN_PLACES
from onrecord.reading.places import PlaceMention, find_places
from onrecord.reading.statements.english.context import ReadingContext

COUNTRY_FROM = 0.3
"""Share of all countries' weight from which a reader that may abstain names one; picked on the dev part."""
PLACE_FROM = 0.3
"""The same for a city or region, of all such places of the country."""
_TITLE = 3.0
"""Weight of the title; a place at the very beginning of the text has 1."""
_HALF, _PLACE_HALF = 20, 4
"""Sentences after which a name counts half: of a country, of a city or region."""
_PEOPLE = 0.6
"""Weight of a people's name, against a place's."""
_GOVERNED, _ACT, _ENCODER, _DATELINE = 1.5, 1.5, 6.0, 0.5
"""How much more a city or region counts after "in", in a sentence that names an act, by the encoder's belief; and less
where it is a dateline."""
_DATELINE_END = 60
_PART_OF: Mapping[str, str] = {"HK": "CN", "MO": "CN"}
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_IN = re.compile(rf"\b(?:{'|'.join(sorted(IN_PLACES))})\s+(?:the\s+|al-)?\Z", re.IGNORECASE)
_BOUNDARY = re.compile(r"\s?(?:\([^)\n]{2,40}\)\s?)?(?:--?|\u2013|\u2014|:)")


def country_name(context: ReadingContext, *, answer_all: bool) -> tuple[str | None, str | None]:
    """Give the country of the attack, as its ISO code and by its name."""
    weights: dict[str, float] = defaultdict(float)
    title = context.metadata.title or ""
    for code, weight in _named_in(title, find_places(title)):
        weights[code] += _TITLE * weight
    content = context.text.content
    for place in context.places:
        if place.country is not None:
            weights[place.country] += _early(context, place.start, _HALF)
    for start, code in _peoples(content):
        weights[code] += _PEOPLE * _early(context, start, _HALF)
    joined: dict[str, float] = defaultdict(float)
    for code, weight in weights.items():
        joined[_PART_OF.get(code, code)] += weight
    if joined:
        best = max(joined, key=lambda code: (joined[code], code))
        if answer_all or joined[best] >= COUNTRY_FROM * sum(joined.values()):
            return best, load().shown.get(best)
        return None, None
    home = country_of(context.metadata.publisher) if context.metadata.publisher else None
    return home, load().shown.get(home) if home else None


def place_names(
    context: ReadingContext, country: str | None, told: Sequence[tuple[Span, float]], *, answer_all: bool
) -> tuple[str | None, str | None]:
    """Give region and city of the attack; ``told`` are the words that the encoder believes to name them."""
    weights: dict[str, dict[str, float]] = {"region": defaultdict(float), "city": defaultdict(float)}
    for place in context.places:
        if place.kind == "country":
            continue
        if place.country is not None and _PART_OF.get(place.country, place.country) != country:
            continue
        weights[place.kind][place.name] += _weight(context, place, told)
    chosen: list[str | None] = []
    for found in (weights["region"], weights["city"]):
        best = max(found, key=lambda name: (found[name], name), default=None)
        sure = best is not None and (answer_all or found[best] >= PLACE_FROM * sum(found.values()))
        chosen.append(best if sure else None)
    return chosen[0], chosen[1]


def _weight(context: ReadingContext, place: PlaceMention, told: Sequence[tuple[Span, float]]) -> float:
    content = context.text.content
    weight = _early(context, place.start, _PLACE_HALF)
    if _IN.search(content, max(0, place.start - 20), place.start):
        weight *= _GOVERNED
    sentence = context.sentence_at(place.start)
    if sentence is not None and context.hits_in((sentence,)):
        weight *= _ACT
    if place.start < _DATELINE_END and _BOUNDARY.match(content, place.end):
        weight *= _DATELINE
    return weight + _ENCODER * sum(
        belief**2 for (start, end), belief in told if start < place.end and place.start < end
    )


def _early(context: ReadingContext, offset: int, half: int) -> float:
    number = context.sentence_index(offset)
    return 1 / (1 + (half if number is None else number) / half)


def _named_in(text: str, places: Sequence[PlaceMention]) -> Iterator[tuple[str, float]]:
    yield from ((place.country, 1.0) for place in places if place.country is not None)
    yield from ((code, _PEOPLE) for _, code in _peoples(text))


def _peoples(text: str) -> Iterator[tuple[int, str]]:
    """Give where a word names the people or state of one country."""
    senses = load().senses
    for match in _CAPITALISED.finditer(fold(text)):
        sense = senses.get(match.group())
        if sense is not None and len(sense.people) == 1 and not sense.readings:
            yield match.start(), sense.people[0]
