# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.publication.legible import is_quoted, legible, one_line, printed, shortened


@pytest.mark.parametrize("acting", ["\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\ud800", "\U000e0041", "\u2028"])
def test_a_character_that_acts_is_shown_as_its_code_point(acting: str) -> None:
    assert legible(f"a{acting}b") == f"a⟦U+{ord(acting):04X}⟧b"


def test_joiners_direction_marks_and_line_ends_stay() -> None:
    assert legible("\u0645\u06cc\u200c\u062e\u200f\tx\r\ny") == "\u0645\u06cc\u200c\u062e\u200f\tx\ny"


@given(st.text(st.characters(codec=None)))
def test_legible_text_can_always_be_written_as_utf_8(words: str) -> None:
    legible(words).encode("utf-8")


@given(st.text(), st.integers(1, 40))
def test_shortened_words_are_a_beginning_of_the_words_and_say_that_they_are_cut(words: str, limit: int) -> None:
    cut = shortened(words, limit)
    assert cut == words or (cut.endswith("…") and words.startswith(cut[:-2]))
    assert len(cut) <= max(limit + 2, len(words) if len(words) <= limit else 0)


def test_markup_of_our_own_and_numbers_pass_untouched() -> None:
    assert printed(Markup("<b>")) == "<b>"
    assert printed(3) == 3
    assert printed("\x07") == "⟦U+0007⟧"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("“They are schools,”", True),
        ('"They are schools," […] "They are lies."', True),
        ("«Les centres»", True),
        ("They are schools", False),
        ("“They are schools,” he", False),
        ("“A” and “B”", False),
        ("", False),
    ],
)
def test_words_that_carry_their_own_quotation_marks_are_told(words: str, quoted: bool) -> None:
    assert is_quoted(words) is quoted


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" a\n  b\t") == "a b"
