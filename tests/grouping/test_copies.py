# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grouping.building import paper, proposals, said
from onrecord.grouping import copies
from onrecord.grouping.copies import NEAR_COPY, find, likeness
from onrecord.grouping.material import gather
from onrecord.model import ReadDocument

BASE = tuple(range(1000, 1128))


def altered(places: int, seed: int = 1) -> tuple[int, ...]:
    """Change that many of the 128 places of the sketch, spread as a reworded text spreads them."""
    chosen = set(random.Random(seed).sample(range(len(BASE)), places))
    return tuple(value + 5_000 * seed + place if place in chosen else value for place, value in enumerate(BASE))


def sketched(name: str, sketch: tuple[int, ...], published: str | None = None) -> ReadDocument:
    return paper(name, said("other", f"words of {name}", "Estria Watch"), sketch=sketch, published=published)


def test_the_same_text_is_an_exact_copy() -> None:
    (cluster,) = proposals(
        paper("one", said("other", "words", "X Y")), paper("two", said("other", "words", "X Y"))
    ).copies
    assert (cluster.exact, cluster.receipts) == (True, ("R-one", "R-two"))


def test_nearly_the_same_text_is_a_near_copy_with_its_likeness() -> None:
    found = find(gather([sketched("one", BASE, "2022-01-02"), sketched("two", altered(13), "2022-01-01")]))
    (cluster,) = found.clusters
    assert not cluster.exact
    assert cluster.receipts == ("R-two", "R-one")
    assert cluster.likeness == pytest.approx(115 / 128)


def test_different_texts_are_no_copies_and_short_texts_are_not_compared() -> None:
    documents = [sketched("one", BASE), sketched("two", altered(110)), sketched("three", ()), sketched("four", ())]
    assert find(gather(documents)).clusters == ()


def test_copies_of_copies_are_one_cluster() -> None:
    found = find(gather([sketched("one", altered(20, 1)), sketched("two", BASE), sketched("three", altered(20, 2))]))
    (cluster,) = found.clusters
    assert len(cluster.receipts) == 3


def test_sketches_of_different_lengths_cannot_be_compared() -> None:
    assert likeness(BASE, BASE[:64]) == 0.0
    assert likeness((), ()) == 0.0
    assert likeness(BASE, BASE) == 1.0


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_documents_changes_nothing(order: list[str]) -> None:
    sketches = {"a": BASE, "b": altered(10, 1), "c": altered(120, 2), "d": altered(20, 3)}
    expected = find(gather([sketched(name, sketches[name]) for name in sorted(order)]))
    assert find(gather([sketched(name, sketches[name]) for name in order])).clusters == expected.clusters


def test_ten_thousand_copies_are_not_compared_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(one: tuple[int, ...], other: tuple[int, ...]) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(copies, "likeness", counting)
    (cluster,) = find(gather([sketched(f"d{number}", BASE) for number in range(2_000)])).clusters
    assert len(cluster.receipts) == 2_000
    assert compared < 5_000
    assert NEAR_COPY < 1
