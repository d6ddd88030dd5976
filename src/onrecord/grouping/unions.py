# SPDX-License-Identifier: Apache-2.0
"""Bring things together that are linked, directly or through others. The order of the links changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Unions:
    """Disjoint sets of ids; the smallest of a set stands for it."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._parent: dict[str, str] = {one: one for one in ids}

    def find(self, one: str) -> str:
        """Give the id that stands for the set of ``one``; an id not seen before is a set of its own."""
        root = self._parent.setdefault(one, one)
        while root != self._parent[root]:
            root = self._parent[root]
        while one != root:
            self._parent[one], one = root, self._parent[one]
        return root

    def join(self, one: str, other: str) -> None:
        """Make one set out of two."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def sets(self) -> list[tuple[str, ...]]:
        """Give all sets, each sorted, in the order of their smallest members."""
        members: dict[str, list[str]] = defaultdict(list)
        for one in sorted(self._parent):
            members[self.find(one)].append(one)
        return [tuple(group) for group in members.values()]
