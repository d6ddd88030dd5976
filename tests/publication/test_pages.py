# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

from onrecord.model import Segment, Text
from onrecord.publication.caps import STANDARD
from onrecord.publication.citations import Citations, Library
from onrecord.publication.pages import Block, blocks, choose_texts, page
from publication import sample


def _blocks(document_number: int = 1, **changes: int) -> list[Block | int]:
    library = Library(sample.documents())
    citations = Citations(library)
    citations.cite(sample.wire_statements()["beating"].id)
    return list(blocks(library.shelves[document_number - 1], citations, replace(STANDARD, **changes)))


def test_the_whole_text_is_printed_and_menus_and_adverts_are_folded() -> None:
    printed = [block for block in _blocks() if isinstance(block, Block)]
    words = "\n".join(block.html.striptags() for block in printed)
    assert "Home | World | Sport" in words
    assert "Subscribe now" in words
    assert [block.label for block in printed if block.folded] == ["Menu", "Advert"]


def test_folded_paragraphs_of_one_kind_that_follow_each_other_are_one_fold() -> None:
    text = sample.text_of("Home\nWorld\nNews\n", ("menu", "menu", "advert"))
    library = Library([sample.document("a.txt", text)])
    printed = [one for one in blocks(library.shelves[0], Citations(library), STANDARD) if isinstance(one, Block)]
    assert [(block.label, block.paragraphs) for block in printed] == [("Menu", 2), ("Advert", 1)]
    assert printed[0].html == "Home\nWorld"


def test_a_statement_has_its_place_and_a_cited_one_leads_to_its_footnote() -> None:
    html = "".join(str(block.html) for block in _blocks() if isinstance(block, Block))
    assert '<mark id="d1-1"><a class="back" href="#n1"' in html
    assert '<mark id="d1-3">' in html
    assert '<span class="source">Estria Watch</span>' in html


def test_each_block_says_its_page_and_paragraph() -> None:
    assert [block.locator for block in _blocks() if isinstance(block, Block)][:2] == ["p. 1 ¶ 1", "p. 1 ¶ 2"]


def test_what_stands_between_segments_is_printed_too() -> None:
    text = Text("seen between seen", (Segment(0, 4), Segment(13, 17)), "plain-1")
    library = Library([sample.document("a.txt", text)])
    printed = list(blocks(library.shelves[0], Citations(library), STANDARD))
    assert "".join(str(block.html) for block in printed if isinstance(block, Block)) == "seen between seen"


def test_of_a_long_text_the_paragraphs_with_statements_are_printed_and_the_others_counted() -> None:
    printed = _blocks(one_text=450)
    assert printed[0] == 1
    assert printed[-1] == 1
    assert sum(isinstance(block, Block) for block in printed) == 4


def test_a_cited_paragraph_is_printed_however_long_the_text() -> None:
    (_, block, _) = _blocks(one_text=1)
    assert isinstance(block, Block)
    assert 'id="d1-1"' in block.html


def test_words_of_a_document_are_escaped_and_acting_characters_shown() -> None:
    text = sample.text_of('<script>alert(1)</script> & "x" \u202egnp.exe')
    library = Library([sample.document("a.txt", text)])
    (block,) = blocks(library.shelves[0], Citations(library), STANDARD)
    assert isinstance(block, Block)
    assert "<script" not in block.html
    assert "&lt;script&gt;" in block.html
    assert "⟦U+202E⟧gnp.exe" in block.html


def test_cited_documents_get_their_text_first() -> None:
    library = Library(sample.documents())
    citations = Citations(library)
    citations.cite(sample.letter_statements()["visit"].id)
    assert choose_texts(library.shelves, citations, replace(STANDARD, texts=len(sample.LETTER))) == {3}


def test_a_page_names_digests_and_receipt_and_not_who_supplied_the_document() -> None:
    library = Library(sample.documents())
    made = page(library.shelves[0], Citations(library), {}, STANDARD, with_text=True)
    values = {fact.label: fact.value for fact in (*made.facts, *made.particulars)}
    receipt = library.shelves[0].document.receipt
    assert values["File SHA-256"] == receipt.item.sha256
    assert values["Receipt"] == receipt.id
    assert values["Provenance"] == "recorded in the case"
    assert "Oduya" not in " ".join(values.values())
