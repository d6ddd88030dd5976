# SPDX-License-Identifier: Apache-2.0
"""Say for which country a name stands. Never a guess: a name of two countries stands for none.

``country_of`` knows countries, peoples, regions and cities, also within the name of an office ("Chinese Foreign
Ministry"). ``country_named`` and ``seat_of`` are the two tables that grouping takes: a state by its name or adjective,
and a state by the seat of its government.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.reading.gazetteer import fold, load, plain_key
from onrecord.reading.place_words import DIRECTIONS, OFFICES, PLACE_NOUNS

_LONGEST = 6
"""Words in the longest name that is looked up ("Sistan and Baluchestan")."""
_POSSESSIVE = re.compile(r"'s?$")
_SMALL = frozenset("the of in and from at a an".split())


@lru_cache(maxsize=65536)
def country_of(name: str) -> str | None:
    """Give the country (ISO 3166 alpha-2) for which a name stands; None where it may be several, or no table tells."""
    words = fold(name).split()
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            countries = _countries(" ".join(words[at : at + length]))
            if countries:
                found.update(countries)
                at += length
                break
        else:
            if not _is_of_office(words[at]):
                return None
            at += 1
    return found.pop() if len(found) == 1 else None


def country_named(name: str) -> str | None:
    """Give the name of the country that a name or an adjective of a state means ("Burma", "Chinese"); else None."""
    table = load()
    sense = table.keys.get(plain_key(name))
    if sense is None:
        return None
    codes = {*sense.countries, *sense.people, *table.senses.get(fold(name), sense).countries}
    return table.shown.get(codes.pop()) if len(codes) == 1 else None


def seat_of(name: str) -> str | None:
    """Give the name of the country whose government has its seat at a place, by which news names it ("Beijing")."""
    code = load().capitals.get(plain_key(name))
    return load().shown.get(code) if code else None


def _countries(words: str) -> tuple[str, ...]:
    table = load()
    for name in (words, words.rstrip(".,"), _POSSESSIVE.sub("", words)):
        sense = table.senses.get(name)
        if sense is not None:
            return (sense.likeliest,) if sense.likeliest else (*sense.countries, *sense.people)
    return ()


def _is_of_office(word: str) -> bool:
    low = word.lower().strip(".,")
    return low in _SMALL or low in OFFICES or low in PLACE_NOUNS or low in DIRECTIONS or not word[:1].isupper()
