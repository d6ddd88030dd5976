# SPDX-License-Identifier: Apache-2.0
"""Merkle trees and their proofs after RFC 9162, section 2.1. Pure: bytes in, bytes out.

A leaf is ``H(0x00 || data)``, a node ``H(0x01 || left || right)``, the empty tree ``H("")``, with
SHA-256; a tree of n leaves splits at the largest power of two below n. The two prefix bytes keep a
leaf from being passed off as a node.

``Frontier`` holds the roots of the full subtrees from left to right, largest first (one for each bit
set in the size), which is all that an append needs: O(log n) memory, O(1) amortised hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry as a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The right edge of a growing tree."""

    size: int = 0
    """Number of leaves."""
    peaks: list[bytes] = field(default_factory=list)
    """Roots of the full subtrees, leftmost (largest) first; as many as ``size`` has bits set."""

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count() or any(len(peak) != 32 for peak in self.peaks):
            raise ValueError("the peaks do not fit the size")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash on the right."""
        carry, size = leaf, self.size
        while size & 1:
            carry = node_hash(self.peaks.pop(), carry)
            size >>= 1
        self.peaks.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """Give the root of the tree as it stands."""
        if not self.peaks:
            return EMPTY
        *rest, top = self.peaks
        for peak in reversed(rest):
            top = node_hash(peak, top)
        return top

    def copy(self) -> Frontier:
        """Give a frontier that grows on its own."""
        return Frontier(self.size, list(self.peaks))


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """Largest power of two smaller than ``size`` (RFC 9162, 2.1.1); ``size`` is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Give the path from the leaf at ``index`` to the root (RFC 9162, 2.1.3.1). Raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Say whether ``leaf`` stands at ``index`` in the tree of ``size`` with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, top = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            top = node_hash(sibling, top)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            top = node_hash(top, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and top == expected


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Prove that the tree of the ``first`` leaves begins the whole tree (RFC 9162, 2.1.4.1). Raises IndexError."""
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    return _subproof(leaves, first, whole=True)


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, whole=False), root(leaves[:split])]


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the tree of ``second`` leaves begins with that of ``first`` (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
