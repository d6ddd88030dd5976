# SPDX-License-Identifier: Apache-2.0
"""PDF: the text layer, page by page.

1. The canonical text is what is made of the text layer here; each piece knows its page. How lines become
   paragraphs stands in ``pdf_lines``.
2. A page without a text layer "needs OCR" and is listed as unread, as is a page whose letters have no
   meaning (a font without its table) and one that is mostly a picture.
3. Notes and filled-in fields are kept. Files attached inside the PDF are counted and not read.
4. Title and author in the file's properties are hints of whoever made the file. Its creation date is no
   date of publication and is not taken for one.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.errors import Unreadable
from onrecord.intake.limits import PAGES, READ_FILE
from onrecord.model import Metadata, Span
from onrecord.reading.formats.extraction import Extraction
from onrecord.reading.formats.pdf_lines import Line, paragraphs
from onrecord.reading.text import TextBuilder, counted

EXTRACTOR = "pdf-1"

_HYPHEN = 0x02
"""What PDFium gives for a hyphen at which a word is divided over two lines."""
_FEW_CHARACTERS = 100
_NO_MEANING = 0.3
_NOTES = frozenset(("TEXT", "FREETEXT", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT", "CARET", "STAMP", "INK"))
_NOTE_TYPES = frozenset(getattr(pdfium, f"FPDF_ANNOT_{name}") for name in _NOTES)
_MOST_NOTES = 10_000
_FILE_TITLE = re.compile(r"^(?:untitled|unknown|slide \d+|document\d*|microsoft \w+ - .*|.*\.\w{2,4})$", re.IGNORECASE)


def extract(path: Path) -> Extraction:
    """Read a PDF file. Raises Unreadable for a locked or damaged one, LimitExceeded past the limits."""
    if path.stat().st_size > READ_FILE.value:
        raise READ_FILE.exceeded("The file")
    with closing(_open(path)) as document:
        if len(document) > PAGES.value:
            raise PAGES.exceeded("The document")
        if not len(document):
            raise Unreadable("The PDF document has no pages.")
        builder = TextBuilder(EXTRACTOR)
        pages, notes = _read_pages(document, builder)
        for paragraph in paragraphs(pages):
            builder.add(paragraph.text, paragraph.kind, paragraph.page)
        for page, note, is_field in notes:
            builder.add(note, "paragraph" if is_field else "comment", page)
        _warn(document, path, builder)
        return Extraction(builder.build(), _metadata(document))


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("The PDF document is locked with a password.", helps="Add an unlocked copy.") from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise Unreadable("The PDF document is locked in a way that is not supported.") from error
        raise Unreadable("The PDF document is damaged or cut off: it cannot be opened.") from error


def _read_pages(document: Any, builder: TextBuilder) -> tuple[list[list[Line]], list[tuple[int, str, bool]]]:
    pages: list[list[Line]] = []
    notes: list[tuple[int, str, bool]] = []
    for number in range(1, len(document) + 1):
        lines: list[Line] = []
        try:
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as text_page:
                lines = list(_lines(text_page, page.get_height()))
                unread = _why_unread(page, lines, number)
                notes += [(number, note, is_field) for note, is_field in _notes(page)][: _MOST_NOTES - len(notes)]
        except pypdfium2.PdfiumError:
            unread = f"page {number} is damaged"
        if unread:
            builder.unread(unread)
        pages.append(lines)
    return pages, notes


def _lines(text_page: Any, page_height: float) -> Iterator[Line]:
    handle = text_page.raw
    pending: list[str] = []
    first = last = -1
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (10, 13, _HYPHEN):
            if first >= 0:
                yield _line(handle, pending, (first, last), page_height, hyphen=code == _HYPHEN)
            pending, first = [], -1
            continue
        pending.append(_character(code))
        if not pending[-1].isspace():
            first, last = (index if first < 0 else first), index
    if first >= 0:
        yield _line(handle, pending, (first, last), page_height, hyphen=False)


def _character(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:  # half of a pair; the pair is put together in _line
        return chr(code)
    return chr(code) if code >= 32 and code <= 0x10FFFF and code != 0xFFFE else "\ufffd" if code != 9 else " "


def _line(handle: Any, pending: list[str], ends: Span, page_height: float, *, hyphen: bool) -> Line:
    text = " ".join("".join(pending).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").split())
    start, end = (_box(handle, index) for index in ends)
    size = float(pdfium.FPDFText_GetFontSize(handle, ends[0])) or 1.0
    height = abs(start.top - start.bottom)
    # a font of size 1 that is scaled up on the page tells its size only by its box
    size = height if height and not 0.5 < size / height < 2 else size
    left, right = min(start.left, end.left), max(start.right, end.right)
    return Line(text, left, right, start.bottom, size, start.bottom / (page_height or 1), hyphen)


def _box(handle: Any, index: int) -> Any:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
    return box


def _why_unread(page: Any, lines: list[Line], number: int) -> str | None:
    characters = sum(len(line.text) for line in lines)
    without_meaning = sum(
        line.text.count("\ufffd") + sum("\ue000" <= char <= "\uf8ff" for char in line.text) for line in lines
    )
    if characters and without_meaning > _NO_MEANING * characters:
        return f"page {number} needs OCR: its letters have no meaning without their font"
    if characters > _FEW_CHARACTERS:
        return None
    if not characters:
        return f"page {number} needs OCR" if any(True for _ in page.get_objects(max_depth=1)) else None
    width, height = page.get_size()
    pictures = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    if any(_area(picture) > 0.5 * width * height for picture in pictures):
        return f"page {number} needs OCR: it is a picture with few words"
    return None


def _area(picture: Any) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float((right - left) * (top - bottom))


def _notes(page: Any) -> Iterator[tuple[str, bool]]:
    """Give the notes on a page, and what is filled into its fields (True for those)."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            is_field = kind == pdfium.FPDF_ANNOT_WIDGET
            if is_field or kind in _NOTE_TYPES:
                text = _annotation_text(annotation, b"V" if is_field else b"Contents")
                if text.strip():
                    yield text, is_field
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _annotation_text(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")


def _warn(document: Any, path: Path, builder: TextBuilder) -> None:
    attached = document.count_attachments()
    if attached:
        builder.warn(f"{counted(attached, 'file is', 'files are')} attached inside the PDF and not read.")
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 4096))
        if b"%%EOF" not in stream.read():
            builder.unread("the end of the file is missing; pages may be lost")


def _metadata(document: Any) -> Metadata:
    stated = document.get_metadata_dict()
    title = " ".join(stated.get("Title", "").split()) or None
    author = " ".join(stated.get("Author", "").split()) or None
    return Metadata(
        title=None if title is None or _FILE_TITLE.match(title) else title,
        author=None if author in ("anonymous", "unknown") else author,
    )
