# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.encoder.decoding import (
    COSTS,
    buckets,
    following,
    gelu,
    part_contents,
    steady,
    tagged,
)
from onrecord.reading.statements.english.encoder.network import Floats


def shares(*rows: tuple[float, float, float]) -> Floats:
    return np.array(rows, dtype=np.float32)


OUT, BEGIN, INSIDE = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


def test_a_cue_goes_on_over_a_piece_that_could_begin_one() -> None:
    has, confirmed = (0.2, 0.7, 0.1), (0.1, 0.5, 0.4)
    assert tagged(shares(OUT, has, confirmed, OUT), 0.4, 0, 4) == [(1, 3)]


def test_spans_begin_and_go_on_as_the_shares_say() -> None:
    rows = shares(OUT, BEGIN, INSIDE, OUT, BEGIN, BEGIN, INSIDE, INSIDE, OUT)
    assert tagged(rows, 0.4, 0, len(rows)) == [(1, 3), (4, 8)]


def test_a_piece_that_is_rather_a_beginning_than_outside_begins() -> None:
    assert tagged(shares((0.45, 0.3, 0.25)), 0.4, 0, 1) == [(0, 1)]
    assert tagged(shares((0.55, 0.35, 0.1)), 0.4, 0, 1) == []


def test_only_what_begins_where_the_window_answers_is_given_but_to_its_end() -> None:
    rows = shares(BEGIN, OUT, BEGIN, INSIDE, INSIDE, OUT, BEGIN)
    assert tagged(rows, 0.4, 1, 4) == [(2, 5)]


@given(st.lists(st.lists(st.integers(-30, 0), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_steady_labels_are_the_best_of_all(scores: list[list[int]]) -> None:
    logs = np.array([[[value / 10 for value in row] for row in scores]], dtype=np.float32)
    found = steady(logs)[0]

    def worth(labels: tuple[int, ...]) -> float:
        changes = sum(COSTS[to, before] for before, to in itertools.pairwise(labels))
        return float(sum(row[label] / 10 for row, label in zip(scores, labels, strict=True)) - changes)

    best = max(worth(labels) for labels in itertools.product(range(3), repeat=len(scores)))
    assert worth(tuple(int(label) for label in found)) == pytest.approx(best, abs=1e-4)


def test_distances_fall_into_logarithmic_buckets_that_know_their_side() -> None:
    found = buckets(np.array([-400, -259, -1, 0, 1, 259, 400]), 24)
    assert list(found) == [11, 11, 1, 12, 13, 23, 23]
    assert sorted(set(buckets(np.arange(-259, 260), 24))) == list(range(1, 24))


def test_the_function_between_layers_is_what_training_used() -> None:
    values = np.linspace(-6, 6, 241, dtype=np.float32)
    exact = [value * 0.5 * (1 + math.erf(value / math.sqrt(2))) for value in values.tolist()]
    assert np.abs(gelu(values) - exact).max() < 2e-6


def test_sentences_that_follow_each_other_are_told_as_one() -> None:
    sentences = [(0, 4), (4, 9), (9, 12), (12, 20)]
    assert following([(0, 4), (4, 9), (12, 20)], sentences) == [(0, 9), (12, 20)]
    assert following([], sentences) == []


def test_words_that_two_cues_claim_go_to_the_surer_one() -> None:
    labels = np.array([[0, 2, 2, 0, 2, 2], [0, 2, 0, 0, 2, 2]], dtype=np.int8)
    clear = np.array([[1, 0.9, 0.9, 1, 0.6, 0.6], [1, 0.5, 1, 1, 0.8, 0.8]], dtype=np.float32)
    part_contents(labels, clear, [(0, 1), (3, 4)])
    assert labels.tolist() == [[0, 2, 2, 0, 0, 0], [0, 0, 0, 0, 2, 2]]


def test_what_somebody_is_said_to_have_said_stays_in_both() -> None:
    labels = np.array([[0, 2, 2, 2], [0, 0, 0, 2]], dtype=np.int8)
    before = labels.copy()
    part_contents(labels, np.full(labels.shape, 0.5, dtype=np.float32), [(0, 1), (2, 3)])
    assert (labels == before).all()
