# SPDX-License-Identifier: Apache-2.0
"""Words, numbers and marks, each with a coarse tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.tokens import tag_of, tokenize


def raw(content: str) -> list[str]:
    return tokenize(content, 0, len(content)).raw


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The U.N. said so.", ["The", "U.N.", "said", "so", "."]),
        ("Mr. Vosk left", ["Mr.", "Vosk", "left"]),
        ("the army's men", ["the", "army", "'s", "men"]),
        ("the army’s men", ["the", "army", "’s", "men"]),
        ("didn't go", ["didn't", "go"]),
        ("1,200 people at 10:30", ["1,200", "people", "at", "10:30"]),
        ("long-term plan", ["long-term", "plan"]),
        ("wait ... now", ["wait", "...", "now"]),
        ("``so''", ["``", "so", "''"]),
    ],
)
def test_tokens(content: str, expected: list[str]) -> None:
    assert raw(content) == expected


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("the", "D"),
        ("she", "P"),
        ("of", "I"),
        ("to", "T"),
        ("and", "C"),
        ("that", "S"),
        ("was", "A"),
        ("later", "R"),
        ("Monday", "M"),
        ("said", "V"),
        ("1,200", "N"),
        ("Norland", "U"),
        ("denied", "E"),
        ("saying", "F"),
        ("camp", "W"),
        ("quickly", "R"),
        ("family", "W"),
        ("building", "W"),
        ("hundred", "W"),
        ("'s", "G"),
        ("“", '"'),
        ("?", "."),
        ("—", "-"),
        ("§", "x"),
    ],
)
def test_tags(word: str, tag: str) -> None:
    assert tag_of(word, word.lower()) == tag


def test_months_and_the_country_are_told_by_their_capitals() -> None:
    assert [tag_of(word, word.lower()) for word in ("May", "may", "March", "march", "US", "us")] == list("MAMWUP")


@given(st.text())
def test_tokens_are_disjoint_in_order_and_leave_out_blanks_only(content: str) -> None:
    tokens = tokenize(content, 0, len(content))
    at = 0
    for start, end, word in zip(tokens.starts, tokens.ends, tokens.raw, strict=True):
        assert at <= start < end <= len(content)
        assert content[start:end] == word
        assert not content[at:start].strip()
        at = end
    assert not content[at:].strip()
    assert len(tokens.tag) == len(tokens.low) == len(tokens)
