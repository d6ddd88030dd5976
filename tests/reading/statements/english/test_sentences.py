# SPDX-License-Identifier: Apache-2.0
"""Paragraphs that are read, and their sentences, which keep each quotation whole."""

from __future__ import annotations

import pytest

from onrecord.model import Segment, SegmentKind, Text
from onrecord.reading.statements.english.sentences import LONGEST, read_paragraphs
from reading.statements.english.building import text_of


def sentences(content: str) -> list[str]:
    return [
        content[slice(*paragraph.span(sentence.start, sentence.end))]
        for paragraph in read_paragraphs(text_of(content))
        for sentence in paragraph.sentences
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The army left. The people stayed.", ["The army left.", "The people stayed."]),
        ("Mr. Vosk met Dr. Hald. They spoke.", ["Mr. Vosk met Dr. Hald.", "They spoke."]),
        ("The U.N. envoy came. He left.", ["The U.N. envoy came.", "He left."]),
        ("J. Aske was held. He was freed.", ["J. Aske was held.", "He was freed."]),
        ("It rose by 3.5 per cent. Nobody knew.", ["It rose by 3.5 per cent.", "Nobody knew."]),
        ("Was it true? Nobody knew!", ["Was it true?", "Nobody knew!"]),
        ("“They came. They took him.” She wept.", ["“They came. They took him.”", "She wept."]),
        ("“Why?” asked Hald. Nobody said.", ["“Why?” asked Hald.", "Nobody said."]),
        ("He was held (in Tarn.) Nobody knew.", ["He was held (in Tarn.)", "Nobody knew."]),
    ],
)
def test_sentences(content: str, expected: list[str]) -> None:
    assert sentences(content) == expected


def test_a_line_that_stands_twice_is_a_caption() -> None:
    caption = "Envoy Mara Lindqvist speaks to the council in Tarn"
    assert sentences(f"{caption}\n{caption}\nThe army left.") == ["The army left."]


def test_a_paragraph_that_stands_twice_is_read_once() -> None:
    quotation = "“They broke my arm,” said Ada Flint, a nurse."
    assert sentences(f"{quotation}\nThe army left.\n{quotation}") == [quotation, "The army left."]


def test_a_short_line_without_a_verb_is_a_caption() -> None:
    assert sentences("Envoy of the Council, Mara Lindqvist\nThe army left the town.") == ["The army left the town."]


@pytest.mark.parametrize("kind", ["caption", "menu", "advert", "title", "heading", "quoted_message", "deleted"])
def test_only_body_text_is_read(kind: SegmentKind) -> None:
    content = "Harbour Watch said soldiers shot him."
    assert not read_paragraphs(Text(content, (Segment(0, len(content), kind),), "plain-1"))


def test_blank_lines_inside_a_segment_part_paragraphs() -> None:
    content = "The army left.\n\nThe people stayed."
    paragraphs = read_paragraphs(Text(content, (Segment(0, len(content)),), "plain-1"))
    assert len(paragraphs) == 2


def test_a_text_without_a_full_stop_is_cut() -> None:
    found = [
        sentence.end - sentence.start
        for paragraph in read_paragraphs(text_of("they left and " * 1000))
        for sentence in paragraph.sentences
    ]
    assert max(found) == LONGEST
    assert sum(found) == 3000
