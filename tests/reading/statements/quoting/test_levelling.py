# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.quoting.levelling import folded, level, levelled


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("قَالَتِ", "قالت"),
        ("قـــال", "قال"),
        ("\u200fقال\u202c", "قال"),
        ("nego\u0301", "negó"),
        ("sin nada", "sin nada"),
    ],
)
def test_what_writing_leaves_open_is_levelled(written: str, words: str) -> None:
    assert levelled(written) == words


def test_a_span_covers_the_marks_of_its_letters() -> None:
    content = "xx قَالَتِ: y"
    here = level(content, 3, len(content))
    assert content[slice(*here.span(0, 4))] == "قَالَتِ"


def test_forms_of_one_letter_compare_as_one() -> None:
    assert folded("إن") == folded("أن") == folded("ان")
    assert folded("L’État") == "l'état"


@given(st.text(alphabet="aé\u0301قَـ\u200f «»", max_size=30), st.integers(0, 5))
def test_spans_lie_inside_and_grow(content: str, start: int) -> None:
    start = min(start, len(content))
    here = level(content, start, len(content))
    at = start
    for place in range(len(here.words)):
        begin, end = here.span(place, place + 1)
        assert at <= begin < end <= len(content)
        at = end
