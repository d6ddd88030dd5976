# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.publication.citations import STRETCH, Citations, Library, locator, stretch
from onrecord.publication.redaction import NotReleasable
from publication import sample


def test_footnotes_are_numbered_in_the_order_of_their_first_citation() -> None:
    wire = sample.wire_statements()
    citations = Citations(Library(sample.documents()))
    assert citations.cite(wire["denial"].id) == (1, True)
    assert citations.cite(wire["beating"].id) == (2, True)
    assert citations.cite(wire["denial"].id) == (1, False)
    assert [note.number for note in citations.footnotes({1, 2, 3}, {1, 2, 3})] == [1, 2]


def test_a_footnote_gives_the_words_the_place_and_the_digest_of_the_file() -> None:
    documents = sample.documents()
    citations = Citations(Library(documents))
    citations.cite(sample.wire_statements()["beating"].id)
    (note,) = citations.footnotes({1, 2, 3}, {1, 2, 3})
    assert note.words == "Estria Watch said guards in the northern camps beat detainees with batons"
    assert note.locator.startswith("page 1, paragraph 3, characters ")
    assert note.file_sha256 == documents[0].receipt.item.sha256
    assert note.published == "1 Mar 2026"


def test_the_same_words_in_another_document_are_named_and_cited_once() -> None:
    citations = Citations(Library(sample.documents()))
    citations.cite(sample.wire_statements()["beating"].id)
    assert citations.footnotes({1, 2, 3}, {1, 2, 3})[0].same_words_in == (2,)
    assert citations.cited_documents() == [1]


def test_citing_what_is_in_no_document_is_refused() -> None:
    with pytest.raises(NotReleasable, match="S-gone"):
        Citations(Library(sample.documents())).cite("S-gone")


def test_words_far_from_their_speaker_are_quoted_without_what_lies_between() -> None:
    text = "The ministry spoke. " + "x " * STRETCH + "It was a school."
    statement = sample.said(text, "justification", "It was a school", source="The ministry")
    assert stretch(statement, text) == "It was a school"


def test_words_left_out_within_a_content_show_as_an_ellipsis() -> None:
    text = "It was, " + "he said at length and with many words " * 40 + ", a school."
    statement = sample.said(text, "justification", "It was")
    spans = (*statement.content.spans, *sample.spans(text, "a school"))
    both = sample.replace_content(statement, text, spans)
    assert stretch(both, text) == "It was […] a school"


def test_a_place_without_page_is_given_by_paragraph_and_characters() -> None:
    library = Library(sample.documents())
    place = library.place(sample.letter_statements()["visit"].id)
    assert locator(place).startswith("paragraph 2, characters ")


def test_a_footnote_leads_to_the_words_else_to_the_page_else_nowhere() -> None:
    citations = Citations(Library(sample.documents()))
    citations.cite(sample.wire_statements()["beating"].id)
    assert citations.footnotes({1}, {1})[0].anchor == "d1-1"
    assert citations.footnotes({1}, set())[0].anchor == "d1"
    assert citations.footnotes(set(), set())[0].anchor is None
