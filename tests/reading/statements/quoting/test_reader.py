# SPDX-License-Identifier: Apache-2.0
"""What holds for any text: no error, offsets inside it, the same answer twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.statements.english.test_reader import check
from reading.statements.quoting.building import reading_of

LANGUAGES = ["es", "fr", "ar"]
_WORDS = st.sampled_from(
    (
        '« » “ ” " ‹ › ‘ ’ — – , . : ; ? ! … \n \n\n \u200f \u0301 \u064e Ana Ruiz dijo que el ministro afirmó negó '
        "ella según para y a dit a-t-il a-t-elle l’ qu’ d’ s’ selon le la de du Karel Vosk ministère قال قالت وأضاف إن "
        "no él أن بحسب وزير الداخلية أحمد سالم ب ، ؛ ؟ lunes hier أمس 2 marzo"
    ).split(" ")
)
_TEXTS = st.lists(_WORDS, max_size=50).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=120)
@given(content=_TEXTS)
def test_anything_that_looks_like_news_is_read(language: str, content: str) -> None:
    found = reading_of(language, content, "2026-03-06")
    for statement in found.statements:
        check(content, statement)
    at = 0
    for start, end in found.unread:
        assert at <= start < end <= len(content)
        at = end
    assert found == reading_of(language, content, "2026-03-06")
    assert len({statement.id for statement in found.statements}) == len(found.statements)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=60)
@given(content=st.text())
def test_any_text_is_read(language: str, content: str) -> None:
    for statement in reading_of(language, content).statements:
        check(content, statement)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    [
        "« ", "« » ", "«a» y ", "“«", '" ', "— dijo ", "«Vengan», dijo Ana Ruiz, ", "dijo que ", "Ana Ruiz ", "a-t-il ",
        "según ", "قال إن «", ". ", "\u0301", "\u064e", "«\n\n",
    ],
)  # fmt: skip
def test_one_piece_again_and_again_is_read_to_its_end(language: str, piece: str) -> None:
    """How the time grows on such texts is a figure of ``tools/bench.py``."""
    content = piece * (20_000 // len(piece))
    for statement in reading_of(language, content).statements:
        check(content, statement)


def test_the_reading_says_what_is_read() -> None:
    found = reading_of("fr", "Le ministère a tout nié.")
    assert (found.status, found.reader, found.statements) == ("partly read", "fr-1", ())
    assert found.reason == "In French only direct quotations are read"
    assert found.unread == ((0, 24),)
