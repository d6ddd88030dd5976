# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from onrecord.errors import LimitExceeded, Unreadable
from onrecord.intake.limits import Limit
from onrecord.model import Text
from onrecord.reading.formats import pdf
from onrecord.reading.formats.pdf_lines import Line, paragraphs
from samples import make


def extract(data: bytes, folder: Path) -> pdf.Extraction:
    path = folder / "file"
    path.write_bytes(data)
    return pdf.extract(path)


def pieces(text: Text) -> list[tuple[int | None, str, str]]:
    return [(part.page, part.kind, text.content[part.start : part.end]) for part in text.segments]


def test_pages_paragraphs_and_running_lines_are_told_apart(tmp_path: Path) -> None:
    text = extract(make.pdf(), tmp_path).text
    told = (
        "The ministry denied on Monday that detainees had been beaten in the central prison of Aldova. "
        "A spokesman said the reports were without any foundation and well-known to be false."
    )
    assert pieces(text) == [
        (1, "header", "MINISTRY OF THE INTERIOR OF ALDOVA"),
        (1, "footer", "Page 1 of 2"),
        (1, "title", "Statement on detention"),
        (1, "paragraph", told),
        (1, "paragraph", "The prison was inspected."),
        (2, "header", "MINISTRY OF THE INTERIOR OF ALDOVA"),
        (2, "footer", "Page 2 of 2"),
        (2, "heading", "Further remarks"),
        (2, "paragraph", told),
        (2, "paragraph", "An inquiry will report by 1 May."),
    ]


def test_a_page_without_text_needs_ocr_and_an_empty_page_does_not(tmp_path: Path) -> None:
    assert [part.reason for part in extract(make.pdf(), tmp_path).text.unread] == ["page 3 needs OCR"]


def test_the_day_the_file_was_made_is_no_date_of_publication(tmp_path: Path) -> None:
    found = extract(make.pdf(), tmp_path).metadata
    assert (found.title, found.author, found.published) == ("Statement on detention", None, None)


def test_a_locked_document_says_that_it_is_locked(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="locked with a password"):
        extract(make.pdf(lock="secret"), tmp_path)


def test_a_document_that_is_cut_off_is_refused_or_says_so(tmp_path: Path) -> None:
    data = make.pdf()
    with pytest.raises(Unreadable, match="damaged or cut off"):
        extract(data[:200], tmp_path)
    text = extract(data.replace(b"%%EOF", b""), tmp_path).text
    assert "the end of the file is missing; pages may be lost" in [part.reason for part in text.unread]


def test_more_pages_than_the_limit_are_refused_with_the_limit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PAGES", Limit("pages of one PDF file", 2, "pages", "a test"))
    with pytest.raises(LimitExceeded, match=r"over the limit of 2 pages \(pages of one PDF file\)"):
        extract(make.pdf(), tmp_path)


def test_what_is_filled_into_a_form_is_kept(tmp_path: Path) -> None:
    target = io.BytesIO()
    page = canvas.Canvas(target, invariant=1)
    page.drawString(72, 700, "Statement of the witness, given at the office of the group in the north.")
    page.acroForm.textfield(name="seen", value="Two men in uniform", x=72, y=600)
    page.save()
    assert (1, "paragraph", "Two men in uniform") in pieces(extract(target.getvalue(), tmp_path).text)


def line(text: str, row: int, *, hyphen: bool = False) -> Line:
    bottom = 700.0 - 14 * row
    return Line(text, 72, 72 + 5.0 * len(text), bottom, 11, bottom / 842, hyphen)


def test_a_hyphen_goes_only_where_the_document_has_the_word_whole() -> None:
    page = [
        line("The prison stands in the north of the country, a pri", 0, hyphen=True),
        line("son of the old kind, and it is said to be well", 1, hyphen=True),
        line("known.", 2),
    ]
    assert [entry.text for entry in paragraphs([page])] == [
        "The prison stands in the north of the country, a prison of the old kind, and it is said to be well-known."
    ]


def test_a_line_whose_successor_would_have_fitted_ends_its_paragraph() -> None:
    page = [line("Q: Was he beaten?", 0), line("A: He was beaten twice in the first week that he was held.", 1)]
    assert len(paragraphs([page])) == 2


def test_a_line_in_the_body_that_returns_is_no_running_line() -> None:
    page = [line("He denied it.", 10), line("Nothing more was said about it by anybody at all.", 30)]
    assert {entry.kind for entry in paragraphs([page, page])} == {"paragraph"}
