# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.encoder import wordpieces
from onrecord.reading.statements.english.encoder.wordpieces import LONGEST_WORD, WordPieces, word_pieces

KNOWN = [
    "[PAD]",
    "[unused1]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "deny",
    "den",
    "##ied",
    "us",
    ",",
    "u",
    "##rum",
    "##qi",
]
CUTTER = WordPieces(KNOWN)


def cut(text: str) -> list[tuple[str, str, int]]:
    pieces = CUTTER.cut(text, [(0, len(text))])
    return [
        (KNOWN[identity], text[start:end], case)
        for identity, start, end, case in zip(pieces.ids, pieces.starts, pieces.ends, pieces.cases, strict=True)
    ]


def test_a_word_is_cut_into_the_longest_known_pieces_and_keeps_its_case() -> None:
    assert cut("The denied, US us") == [
        ("the", "The", 1),
        ("den", "den", 0),
        ("##ied", "ied", 0),
        (",", ",", 0),
        ("us", "US", 2),
        ("us", "us", 0),
    ]


def test_accents_and_invisible_marks_are_taken_off_and_offsets_still_fit() -> None:
    assert cut("Ürümqi") == [("u", "Ü", 1), ("##rum", "rüm", 1), ("##qi", "qi", 1)]
    assert cut("U\u0308ru\u0308mqi") == [("u", "U", 1), ("##rum", "\u0308ru\u0308m", 1), ("##qi", "qi", 1)]
    assert cut("de\u200bnied") == [("den", "de\u200bn", 0), ("##ied", "ied", 0)]
    assert cut("\u200b\u00ad") == []


def test_what_no_piece_explains_is_one_unknown_piece() -> None:
    assert cut("xyz") == [("[UNK]", "xyz", 0)]
    word = "the" * LONGEST_WORD
    assert cut(word) == [("[UNK]", word, 0)]


def test_a_break_stands_between_two_paragraphs_and_none_after_an_empty_one() -> None:
    text = "the\n\n\u200b\n\nus"
    pieces = CUTTER.cut(text, [(0, 3), (5, 6), (8, 10)])
    assert [KNOWN[identity] for identity in pieces.ids] == ["the", "[unused1]", "us"]
    assert list(pieces.openings) == [0, 2]
    assert (pieces.starts[1], pieces.ends[1]) == (3, 3)


@given(st.text(max_size=300))
def test_offsets_lie_in_the_text_and_never_go_back_whatever_the_text(text: str) -> None:
    pieces = word_pieces().cut(text, [(0, len(text))])
    at = 0
    for start, end in zip(pieces.starts, pieces.ends, strict=True):
        assert at <= start <= end <= len(text)  # one letter may be several pieces: all but the first are empty
        at = end
    covered = {at for start, end in zip(pieces.starts, pieces.ends, strict=True) for at in range(start, end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isascii() and letter.isalnum())


@pytest.mark.parametrize("word", ["İstanbul", "straße", "ﬁre", "ǅ", "ᾳ", "한국", "中国", "\ud800"])
def test_letters_whose_lower_case_is_longer_keep_their_places(word: str) -> None:
    pieces = word_pieces().cut(word, [(0, len(word))])
    assert (pieces.starts[0], pieces.ends[-1]) == (0, len(word))


def test_more_words_than_are_remembered_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"den{number}" for number in range(50)) + " denied"
    before = word_pieces().cut(text, [(0, len(text))])
    monkeypatch.setattr(wordpieces, "_KEPT_WORDS", 7)
    again = WordPieces(list(word_pieces()._ids))
    assert again.cut(text, [(0, len(text))]) == before
