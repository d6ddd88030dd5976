# SPDX-License-Identifier: Apache-2.0
"""Merkle trees against the known answers of Certificate Transparency, and against a second way to compute them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.custody import merkle
from onrecord.custody.merkle import Frontier

# The leaf inputs, roots and proofs that the implementations of RFC 6962 and RFC 9162 test themselves with.
INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = [merkle.leaf_hash(data) for data in INPUTS]


def by_definition(data: list[bytes]) -> bytes:
    """The tree hash as RFC 9162, 2.1.1 writes it down, with nothing shared with the module under test."""
    if not data:
        return hashlib.sha256().digest()
    if len(data) == 1:
        return hashlib.sha256(b"\0" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return hashlib.sha256(b"\1" + by_definition(data[:split]) + by_definition(data[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_answers(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_known_answers(index: int, size: int) -> None:
    assert [part.hex() for part in merkle.inclusion_proof(LEAVES[:size], index)] == INCLUSION[index, size]


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_consistency_proofs_are_the_known_answers(first: int, second: int) -> None:
    assert [part.hex() for part in merkle.consistency_proof(LEAVES[:second], first)] == CONSISTENCY[first, second]


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_growing_edge_gives_the_root_by_definition(data: list[bytes]) -> None:
    frontier = Frontier()
    for one in data:
        frontier.append(merkle.leaf_hash(one))
    assert frontier.root() == by_definition(data)
    assert Frontier(frontier.size, list(frontier.peaks)).root() == frontier.root()


@given(st.integers(1, 70), st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof, top = merkle.inclusion_proof(leaves, index), merkle.root(leaves)
    assert merkle.verify_inclusion(leaves[index], index, size, proof, top)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, proof, top)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*proof, top], top)
    if size > 1:
        other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
        assert not merkle.verify_inclusion(leaves[index], other, size, proof, top)
        assert not merkle.verify_inclusion(leaves[index], index, size, proof[:-1], top)


@given(st.integers(1, 70), st.data())
def test_a_consistency_proof_holds_for_its_prefix_and_no_other(second: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(second)]
    first = data.draw(st.integers(1, second))
    proof = merkle.consistency_proof(leaves, first)
    old, new = merkle.root(leaves[:first]), merkle.root(leaves)
    assert merkle.verify_consistency(first, second, old, new, proof)
    forged = [merkle.leaf_hash(b"forged"), *leaves[1:first]]
    assert not merkle.verify_consistency(first, second, merkle.root(forged), new, proof)
    assert not merkle.verify_consistency(first, second, old, new, [*proof, new])
    if proof:
        assert not merkle.verify_consistency(first, second, old, new, proof[:-1])


def test_no_proof_is_made_for_what_is_not_in_the_tree() -> None:
    for index in (-1, 8):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(LEAVES, index)
    for first in (0, 9):
        with pytest.raises(IndexError):
            merkle.consistency_proof(LEAVES, first)
    assert not merkle.verify_inclusion(LEAVES[0], 8, 8, [], merkle.root(LEAVES))


def test_a_frontier_with_the_wrong_number_of_peaks_is_refused() -> None:
    with pytest.raises(ValueError, match="peaks"):
        Frontier(3, [LEAVES[0]])
