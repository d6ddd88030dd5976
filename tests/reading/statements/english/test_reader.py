# SPDX-License-Identifier: Apache-2.0
"""What holds for any text: no error, offsets inside it, the same answer twice."""

from __future__ import annotations

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
def test_one_piece_again_and_again_is_read_to_its_end(pattern: str) -> None:
    """How the time grows on such texts is a figure of ``tools/bench.py``."""
    content = pattern * (6_000 // len(pattern))
    for statement in reading_of(content).statements:
        check(content, statement)


def test_ten_thousand_quotation_marks_and_a_word_of_200_000_letters() -> None:
    assert reading_of('"' * 10_000).statements == ()
    assert reading_of("a" * 200_000).statements == ()
