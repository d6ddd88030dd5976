# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import LimitExceeded, Unreadable
from onrecord.reading.formats import docx
from samples import make
from samples.word import document, packed, paragraph


def pieces(data: bytes, folder: Path) -> list[tuple[str, str]]:
    path = folder / "file"
    path.write_bytes(data)
    text = docx.extract(path).text
    return [(part.kind, text.content[part.start : part.end]) for part in text.segments]


def test_no_text_is_dropped_and_each_piece_says_what_it_is(tmp_path: Path) -> None:
    assert pieces(make.word(), tmp_path) == [
        ("header", "Confidential"),
        ("title", "Interview note"),
        ("heading", "Background"),
        ("inserted", "She saw at least ten men."),
        ("deleted", "exactly"),
        ("metadata", "for the file only"),
        ("paragraph", "A box beside the text."),
        ("table", "North prison\t30 held"),
        ("footnote", "Seen again in May."),
        ("comment", "B. Editor:"),
        ("comment", "Check the number."),
        ("footer", "Lantern Group"),
    ]


def test_tracked_changes_are_counted_and_flagged(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(make.word())
    extraction = docx.extract(path)
    assert extraction.text.warnings == ("1 tracked insertion.", "1 tracked deletion.", "1 hidden passage.")
    assert (extraction.metadata.title, extraction.metadata.author) == ("Interview note", "A. Clerk")
    assert extraction.metadata.published is None


def test_a_move_is_a_deletion_and_an_insertion(tmp_path: Path) -> None:
    body = (
        "<w:p><w:moveFrom><w:r><w:t>He was there.</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>He was there.</w:t></w:r></w:moveTo></w:p>"
    )
    assert pieces(document(body), tmp_path) == [("deleted", "He was there."), ("inserted", "He was there.")]


def test_a_deletion_inside_an_insertion_is_a_deletion(tmp_path: Path) -> None:
    body = "<w:p><w:ins><w:del><w:r><w:delText>never</w:delText></w:r></w:del></w:ins><w:r><w:t>Yes.</w:t></w:r></w:p>"
    assert pieces(document(body), tmp_path) == [("paragraph", "Yes."), ("deleted", "never")]


def test_wrappers_links_lists_and_breaks_hide_nothing(tmp_path: Path) -> None:
    body = (
        "<w:sdt><w:sdtContent>"
        + paragraph("In a control.")
        + "</w:sdtContent></w:sdt><w:p><w:pPr><w:numPr/></w:pPr><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert pieces(document(body), tmp_path) == [("paragraph", "In a control."), ("list", "linked\ta\nb")]


def test_tables_inside_tables_and_tracked_cells_keep_their_words(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr><w:tc>" + paragraph("inner") + "</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('one')}{inner}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>"
    assert pieces(document(body), tmp_path) == [("table", "one\ninner\ttwo")]


def test_a_document_with_a_dtd_is_refused_and_opens_nothing(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(Unreadable, match="DTD"):
        pieces(document(paragraph("&b;&f;"), prolog=bomb), tmp_path)


def test_entities_that_expand_are_refused_as_what_they_are(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    with pytest.raises(Unreadable, match="DTD"):
        pieces(document(paragraph("&a11;"), prolog=f'<!DOCTYPE w [<!ENTITY a0 "lol">{bomb}]>'), tmp_path)


def test_a_piece_of_text_that_no_editor_makes_is_refused(tmp_path: Path) -> None:
    words = "".join(f"{number:x} " for number in range(2_000_000))
    with pytest.raises(Unreadable, match="longer than any editor makes"):
        pieces(document(paragraph(words)), tmp_path)


def test_nesting_past_the_limit_is_refused_with_the_limit_named(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="limit of 256 levels"):
        pieces(document("<w:sdt>" * 400 + paragraph("x") + "</w:sdt>" * 400), tmp_path)


def test_a_document_that_expands_too_far_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="expands"):
        pieces(document(paragraph("a" * 5_000_000)), tmp_path)


def test_a_damaged_document_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cut off"):
        pieces(make.word()[:300], tmp_path)
    with pytest.raises(Unreadable, match="its text is missing"):
        pieces(packed({"[Content_Types].xml": b"<Types/>"}), tmp_path)
    with pytest.raises(Unreadable, match="no XML"):
        pieces(document("<w:p>"), tmp_path)
