# SPDX-License-Identifier: Apache-2.0
"""What holds for any text: no error, offsets inside it, the same answer twice, time that grows with its length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import KIND_IDS, Statement
from onrecord.reading.statements.english.document import read_document
from reading.statements.english.building import reading_of, text_of

_WORDS = st.sampled_from(
    [
        *(
            "the army said that told denied accused of Harbour Watch Mira Solberg he she they it his urged "
            "called on for to beating tortured killed men women 1,200 more than not neither nor according "
            "allegedly was were is by and but who which Monday “ ” \" ' ‘ ’ , . : ; — ( ) ? report claims "
            "allegations promise will would should must if"
        ).split(),
        "\n",
        "\n\n",
    ]
)
_SENTENCES = st.lists(_WORDS, max_size=60).map(" ".join)


def check(content: str, statement: Statement) -> None:
    assert statement.kind in KIND_IDS
    assert set(statement.also) <= set(KIND_IDS) - {statement.kind}
    assert 0 <= statement.confidence <= 1
    for words in (statement.source, statement.cue, statement.content):
        at = 0
        for start, end in words.spans if words else ():
            assert at <= start < end <= len(content)
            at = end
        assert words is None or words.text == " ".join(content[start:end] for start, end in words.spans)
    assert statement.content.spans
    assert statement.content.text.strip()


@settings(deadline=None, max_examples=150)
@given(_SENTENCES)
def test_anything_that_looks_like_news_is_read(content: str) -> None:
    for statement in reading_of(content).statements:
        check(content, statement)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(content: str) -> None:
    for statement in reading_of(content).statements:
        check(content, statement)


@settings(deadline=None, max_examples=40)
@given(_SENTENCES)
def test_the_same_text_gives_the_same_answer(content: str) -> None:
    first, second = reading_of(content), reading_of(content)
    assert first == second
    ids = [statement.id for statement in first.statements]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=60)
@given(_SENTENCES)
def test_sentences_are_sorted_and_disjoint(content: str) -> None:
    at = 0
    for start, end in read_document(text_of(content), encoded=0).sentences:
        assert at <= start < end <= len(content)
        at = end


_PATTERNS = {
    "quotation marks": '"',
    "opening marks": " “a",
    "single marks": " 'a",
    "letters without a blank": "aaaa",
    "capitals without a blank": "AAAA",
    "names": "Ann Lo of ",
    "said said said": "said ",
    "he said": "He said he was sad. ",
    "we said": "We said it was sad. ",
    "claims of claims": "claims of claims that ",
    "according to": "according to ",
    "commas": "a, ",
    "brackets": "(AB) ",
    "relative clauses": "The man, who said the woman, which claimed ",
    "open quotations": "“The army killed him\n",
    "numbers": "more than 1 million killed ",
}


@pytest.mark.parametrize("pattern", _PATTERNS.values(), ids=_PATTERNS.keys())
def test_time_grows_with_the_length_only(pattern: str) -> None:
    """Twice the text may take four times as long at most, where quadratic work at these sizes would show as more."""
    small, large = (_seconds(pattern * (size // len(pattern))) for size in (6_000, 24_000))
    assert large < 10 * max(small, 0.05)


def _seconds(content: str) -> float:
    begun = time.process_time()
    reading_of(content)
    return time.process_time() - begun


def test_ten_thousand_quotation_marks_and_a_word_of_200_000_letters() -> None:
    begun = time.process_time()
    assert reading_of('"' * 10_000).statements == ()
    assert reading_of("a" * 200_000).statements == ()
    assert time.process_time() - begun < 20
