# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.encoder.decoding import answers_for
from onrecord.reading.statements.english.encoder.windows import OVERLAP, ROOM, windows


def test_a_short_text_is_one_window_and_an_empty_one_none() -> None:
    assert list(windows(ROOM, [0])) == [(0, ROOM)]
    assert list(windows(0, [])) == []


def test_windows_end_and_begin_with_paragraphs_where_these_fit() -> None:
    assert list(windows(400, [0, 100, 200, 300])) == [(0, 200), (200 - OVERLAP, 400)]
    assert list(windows(500, [0, 190, 210, 330])) == [(0, 210), (190, 330), (330 - OVERLAP, 500)]


@given(st.integers(1, 3_000), st.data())
def test_every_piece_is_seen_and_answered_for_once(total: int, data: st.DataObject) -> None:
    openings = sorted({0, *data.draw(st.lists(st.integers(0, total - 1), max_size=60))})
    cut = list(windows(total, openings))
    assert all(0 < end - start <= ROOM for start, end in cut)
    assert all(later[0] > earlier[0] for earlier, later in itertools.pairwise(cut))
    answered = [at for _, (first, last) in answers_for(cut) for at in range(first, last)]
    assert answered == list(range(total))
    assert all(start <= first <= last <= end for (start, end), (first, last) in answers_for(cut))
