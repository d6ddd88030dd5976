# SPDX-License-Identifier: Apache-2.0
"""Find copies: documents with the same text, and documents whose texts are nearly the same.

A sketch is a MinHash of the shingles of a text; the share of equal places in two sketches estimates how much of
their wording is common. Candidates come from bands of the sketch, never from comparing all with all. A copy adds
no origin, so a wrong "copy" hides an origin and a missed one invents one: the threshold leans towards "copy".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.grouping.material import Material, Writing
from onrecord.grouping.proposals import CopyCluster
from onrecord.grouping.unions import Unions

NEAR_COPY = 0.5
"""Estimated likeness from which two texts are proposed as copies."""

BAND_ROWS = 4
"""Places of the sketch in one band. With 32 bands of 4, a pair of likeness 0.5 shares a band with probability 0.87,
one of 0.7 with 0.9998; what banding misses is only ever a pair near the threshold."""


@dataclass(frozen=True)
class Copies:
    """Which writings are copies of one another."""

    cluster_of: Mapping[str, str]
    """Key of a writing to the key of its cluster: itself where it has no copy."""
    clusters: tuple[CopyCluster, ...]
    first_of: Mapping[str, str]
    """Key of a cluster to the key of its earliest writing."""
    size: Mapping[str, int]
    """Key of a cluster to the number of different texts in it."""

    def same(self, one: Writing, other: Writing) -> bool:
        """Say whether two writings are copies of each other."""
        return self.cluster_of[one.key] == self.cluster_of[other.key]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of common shingles, from 0 to 1. Sketches of different lengths cannot be compared: 0."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(map(int.__eq__, one, other)) / len(one)


def find(material: Material, threshold: float = NEAR_COPY) -> Copies:
    """Cluster the writings of a case. The order of the documents changes nothing."""
    unions = Unions(writing.key for writing in material.writings)
    lowest: dict[tuple[str, str], float] = {}
    by_key = {writing.key: writing for writing in material.writings}
    for one, other in _candidates(material.writings):
        if unions.find(one) == unions.find(other):
            continue
        alike = likeness(by_key[one].document.sketch, by_key[other].document.sketch)
        if alike >= threshold:
            lowest[one, other] = alike
            unions.join(one, other)
    links: dict[str, float] = {}
    for (one, _), alike in lowest.items():
        root = unions.find(one)
        links[root] = min(links.get(root, 1.0), alike)
    order = {writing.key: place for place, writing in enumerate(material.writings)}
    sets = [tuple(sorted(keys, key=order.__getitem__)) for keys in unions.sets()]
    clusters = [_cluster([by_key[key] for key in keys], links.get(unions.find(keys[0]), 1.0)) for keys in sets]
    return Copies(
        MappingProxyType({key: unions.find(key) for key in order}),
        tuple(sorted((one for one in clusters if len(one.receipts) > 1), key=lambda one: one.receipts)),
        MappingProxyType({unions.find(keys[0]): keys[0] for keys in sets}),
        MappingProxyType({unions.find(keys[0]): len(keys) for keys in sets}),
    )


def _candidates(writings: Sequence[Writing]) -> Iterator[tuple[str, str]]:
    """Give pairs that share a band. In a band that many share, each is paired with its neighbour and with the first."""
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for writing in sorted(writings, key=lambda one: one.key):
        sketch = writing.document.sketch
        for start in range(0, len(sketch) - BAND_ROWS + 1, BAND_ROWS):
            bands[start, tuple(sketch[start : start + BAND_ROWS])].append(writing.key)
    for _, keys in sorted(bands.items()):
        for place in range(1, len(keys)):
            yield keys[place - 1], keys[place]
            if place > 1:
                yield keys[0], keys[place]


def _cluster(writings: Sequence[Writing], alike: float) -> CopyCluster:
    receipts = tuple(receipt for writing in writings for receipt in writing.receipts)
    if len(writings) == 1:
        return CopyCluster(receipts, exact=True, likeness=1.0, reason="the texts are the same, character for character")
    reason = f"the texts share an estimated {alike:.0%} or more of their wording"
    return CopyCluster(receipts, exact=False, likeness=alike, reason=reason)
