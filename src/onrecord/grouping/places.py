# SPDX-License-Identifier: Apache-2.0
"""Compare places as documents name them. "Karsenn province" and "Karsenn" are one; a town in Karsenn overlaps it.

A place that only names the accused state says nothing narrower than the accused does, and counts as missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from onrecord.grouping.states import States
from onrecord.grouping.unions import Unions
from onrecord.grouping.wording import plain, word_set

_NOUNS = word_set(
    """province provinces region prefecture town city county district village municipality autonomous area of in near
    outside inside northern southern eastern western north south east west northwestern northeastern southwestern
    southeastern central former"""
)


def parts(place: str | None, state: str | None, states: States) -> tuple[str, ...]:
    """Give the parts of a place from the narrowest outwards, without the accused state; empty where none is left."""
    if not place:
        return ()
    if state is None:
        return _parts(place, frozenset())
    wider = [part for part in place.split(",") if not states.is_seat(part)]
    home = frozenset(word for part in wider for word in part.split() if states.names_state(word, state))
    return _parts(place, home)


@lru_cache(maxsize=65536)
def _parts(place: str, state_words: frozenset[str]) -> tuple[str, ...]:
    found = []
    for part in place.split(","):
        words = " ".join(word for word in part.split() if word not in state_words)
        bare = " ".join(word for word in plain(words).split() if word not in _NOUNS)
        if bare:
            found.append(bare)
    return tuple(found)


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two places may be the same or one inside the other. A missing place overlaps all."""
    return not one or not other or one[0] in other or other[0] in one


def group(places: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Map the narrowest part of each place to the group of places that it overlaps with."""
    heads = {place[0] for place in places if place}
    unions = Unions(heads)
    for place in places:
        for wider in place[1:]:
            if wider in heads:
                unions.join(place[0], wider)
    return {head: unions.find(head) for head in heads}


def shown(names: Iterable[str]) -> str | None:
    """Give the name that documents use most for one group of places."""
    counts = Counter(name.strip() for name in names)
    by_head: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in counts.items():
        by_head[plain(name.split(",")[0])][name] += count
    if not by_head:
        return None
    most = min(by_head.values(), key=lambda one: (-one.total(), min(one)))
    return min(most, key=lambda one: (-most[one], len(one), one))
