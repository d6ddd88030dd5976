# SPDX-License-Identifier: Apache-2.0
"""The table of places: which names are those of countries, regions and cities, and of which country.

Rules:

1. ``cities.txt`` is made by ``tools/make_gazetteer.py`` out of GeoNames; the YAML files are kept by hand. All of them
   ship with the program; nothing is fetched.
2. A name may have several readings, in the order country, region, city. Nothing is chosen here: the finder chooses by
   what the document says.
3. Names are kept in plain letters: ``fold`` writes a text so, letter by letter, with every offset unchanged.
4. The table is read on first use, once per process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from onrecord.reading.gazetteer.letters import fold

__all__ = ["Gazetteer", "PlaceKind", "Sense", "fold", "load", "plain_key"]

PlaceKind = Literal["country", "region", "city"]
_LETTERS = re.compile("[A-Za-z]*")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LEFT_OUT = frozenset("of the and d de e y".split())
"""Small words that a key of a country does not hold: "Democratic Republic Congo"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name may mean."""

    readings: tuple[tuple[PlaceKind, str], ...] = ()
    """(kind, country code), the widest kind first. More than one where the name alone does not say which."""
    people: tuple[str, ...] = ()
    """Countries whose people or state the word names ("Chinese"). Such a word is no place."""
    large: bool = False
    """A country, a region, or a city of 100,000 people or more: a name that is known without its country."""
    likeliest: str | None = None
    """The country of several that is meant where a text names none of them."""

    @property
    def countries(self) -> tuple[str, ...]:
        """Give the country codes of all readings, each once."""
        return tuple(dict.fromkeys(code for _, code in self.readings))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, in plain letters."""

    senses: Mapping[str, Sense]
    longer: Mapping[str, tuple[str, ...]]
    """Beginning of a name of several words, two letters past its first word, to such names, the longest first."""
    keys: Mapping[str, Sense]
    """Countries and demonyms by ``plain_key``, for names that are no running text."""
    shown: Mapping[str, str]
    """Country code to the country's name."""
    capitals: Mapping[str, str]
    """Seat of a government, by ``plain_key``, to its country code."""
    personal: frozenset[str]
    """Names of places that are more often names of people."""
    words: frozenset[str]
    """Names of places that are more often words."""


def plain_key(name: str) -> str:
    """Give a name for looking up: plain letters, no case, no small words, no dots."""
    words = fold(name).replace(".", "").casefold().replace("-", " ").replace("d'", "").split()
    return " ".join(word for word in words if word not in _LEFT_OUT)


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _by_hand(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.load(_file(name), Loader=_Loader)  # noqa: S506  # a safe loader, in C where there is one
    return parsed


def _split(line: str) -> list[str]:
    return [fold(name.strip().strip('"')) for name in line.split(";") if name.strip()]


def _forms(demonym: str) -> tuple[str, ...]:
    return (demonym,) if demonym.endswith(("s", "sh", "ch", "se")) else (demonym, demonym + "s")


class _Gathering:
    """The table while it is read."""

    def __init__(self) -> None:
        self.senses: dict[str, Sense] = {}
        self.capitals: dict[str, str] = {}
        self._shared: dict[Sense, Sense] = {}

    def add(self, name: str, kind: PlaceKind, code: str) -> None:
        known = self.senses.get(name, Sense(large=True))
        if any(other == code for _, other in known.readings):
            return
        self._set(name, Sense((*known.readings, (kind, code)), known.people, large=True))

    def add_people(self, name: str, code: str) -> None:
        known = self.senses.get(name, Sense(large=True))
        self._set(name, Sense(known.readings, (*known.people, code), large=True))

    def _set(self, name: str, sense: Sense) -> None:
        self.senses[name] = self._shared.setdefault(sense, sense)

    def add_cities(self, table: str) -> None:
        """Take the generated table. A name that a region or country has keeps that reading alone."""
        cities: dict[str, Sense] = {}
        for line in table.splitlines():
            if line.startswith("#"):
                continue
            codes, size, names = line.split("\t")
            if size == "capital":
                self.capitals.setdefault(plain_key(names), codes)
                continue
            each = codes.replace(">", ",").split(",")
            likeliest = each[0] if ">" in codes else None
            sense = Sense(tuple(("city", code) for code in each), large=size == "large", likeliest=likeliest)
            cities.update(dict.fromkeys(names.split(";"), sense))
        cities.update(self.senses)
        self.senses = cities


def _longer(senses: Mapping[str, Sense]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted((name for name in senses if not name.isalpha()), key=len, reverse=True):
        first = _LETTERS.match(name)
        if first is not None:
            found.setdefault(name[: first.end() + 2], []).append(name)
    return {beginning: tuple(names) for beginning, names in found.items()}


def _named(lines: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give (country code, name) for a part of a file kept by hand."""
    for code, line in lines.items():
        for name in _split(line):
            yield code, name


@cache
def load() -> Gazetteer:
    """Give the table. The same value each time."""
    nations, regions, spellings = _by_hand("nations.yaml"), _by_hand("regions.yaml"), _by_hand("spellings.yaml")
    table = _Gathering()
    for code, name in _named(nations["names"]):
        table.add(name, "country", code)
    for code, demonym in _named(nations["demonyms"]):
        for form in _forms(demonym):
            table.add_people(form, code)
    keys = {plain_key(name): sense for name, sense in table.senses.items()}
    for code, name in _named(regions):
        table.add(name, "region", code)
    table.add_cities(_file("cities.txt"))
    for code, name in _named(spellings["cities"]):
        if name not in table.senses:
            table.add(name, "city", code)
    table.capitals.update((plain_key(name), code) for code, name in _named(nations["seats"]))
    return Gazetteer(
        senses=table.senses,
        longer=_longer(table.senses),
        keys=keys,
        shown={code: line.split(";")[0] for code, line in nations["names"].items()},
        capitals=table.capitals,
        personal=frozenset(_split(spellings["personal"])),
        words=frozenset(_split(spellings["words"])),
    )
