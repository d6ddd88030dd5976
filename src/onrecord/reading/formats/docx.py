# SPDX-License-Identifier: Apache-2.0
"""DOCX (ISO/IEC 29500), read from its XML: every word in it, each with what it is.

1. Order: headers, body (text boxes after the paragraph that holds them), footnotes, endnotes, comments,
   footers. A table row is one piece, its cells separated by tabs.
2. Tracked insertions are part of the text; a paragraph that holds one has the kind ``inserted``. Tracked
   deletions follow their paragraph as pieces of the kind ``deleted``. Both are counted in a warning; a move
   is a deletion and an insertion. Hidden text follows its paragraph with the kind ``metadata``.
3. What Word computes and does not store as text (list numbers, page numbers) is not there. Pictures,
   embedded objects and charts are counted.
4. Nothing outside the file is ever opened: no DTD, no entities, no linked parts.

Why not a library: ``docs/adr/0003-docx-and-html-are-read-directly.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from onrecord.errors import Unreadable
from onrecord.intake.limits import READ_FILE
from onrecord.model import Metadata, SegmentKind
from onrecord.reading.formats.docx_parts import Package, attribute, child, local, open_package
from onrecord.reading.formats.extraction import Extraction
from onrecord.reading.text import TextBuilder, counted

EXTRACTOR = "docx-1"

_MARKS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "sym": "\ufffd",
}
_NO_TEXT_NAMES = (
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText fldData binData pos posOffset docPr "
    "align positionH positionV"
)
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
_BLOCKS = frozenset(("p", "tbl", "txbxContent"))
_DELETED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
_OFF = ("0", "false", "off")
_STYLES: tuple[tuple[str, SegmentKind], ...] = (
    ("title", "title"),
    ("heading", "heading"),
    ("caption", "caption"),
    ("quote", "quotation"),
    ("intense quote", "quotation"),
    ("block text", "quotation"),
    ("list", "list"),
    ("toc", "menu"),
)
_COUNTED = (
    ("insertion", "tracked insertion", "tracked insertions"),
    ("deletion", "tracked deletion", "tracked deletions"),
    ("hidden", "hidden passage", "hidden passages"),
    ("picture", "picture (not read)", "pictures (not read)"),
    ("object", "embedded object (not read)", "embedded objects (not read)"),
    ("chart", "chart or diagram (not read)", "charts or diagrams (not read)"),
)


def extract(path: Path) -> Extraction:
    """Read a DOCX file. Raises Unreadable for a damaged one, LimitExceeded past the limits."""
    if path.stat().st_size > READ_FILE.value:
        raise READ_FILE.exceeded("The file")
    with open_package(path) as package:
        main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
        root = package.tree(main)
        if root is None:
            raise Unreadable("The Word document is damaged: its text is missing.")
        builder = TextBuilder(EXTRACTOR)
        parts = package.related(main)
        reader = _Reader(builder, _style_kinds(package, parts))
        reader.read_parts(package, parts.get("header", []), "header")
        reader.blocks(root)
        reader.read_parts(package, parts.get("footnotes", []), "footnote")
        reader.read_parts(package, parts.get("endnotes", []), "footnote")
        reader.read_parts(package, parts.get("comments", []), "comment")
        reader.read_parts(package, parts.get("footer", []), "footer")
        for name, one, many in _COUNTED:
            if reader.counts[name]:
                builder.warn(f"{counted(reader.counts[name], one, many)}.")
        return Extraction(builder.build(), _metadata(package))


@dataclass(slots=True)
class _Words:
    """The words of one paragraph or one table row, by what they are."""

    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    inserted: bool = False


@dataclass(slots=True)
class _Reader:
    builder: TextBuilder
    styles: dict[str, SegmentKind]
    counts: Counter[str] = field(default_factory=Counter)
    titled: bool = False
    within: SegmentKind | None = None
    """Kind of the part that is being read, where it is not the body."""

    def read_parts(self, package: Package, names: list[str], kind: SegmentKind) -> None:
        self.within = kind
        for name in sorted(set(names)):
            root = package.tree(name)
            for entry in () if root is None else [root] if kind in ("header", "footer") else root:
                if attribute(entry, "type") in (None, "normal"):
                    self._note(entry, kind)
        self.within = None

    def _note(self, entry: etree._Element, kind: SegmentKind) -> None:
        author = attribute(entry, "author") if kind == "comment" else None
        if author and any(True for _ in entry.itertext("*")):
            self.builder.add(f"{author}:", "comment")
        self.blocks(entry)

    def blocks(self, container: etree._Element) -> None:
        """Read the paragraphs and tables of a container, however they are wrapped."""
        for element in container:
            name = local(element)
            if name == "p":
                words = _Words()
                self._inline(element, words, deleted=False)
                self._emit(words, self._paragraph_kind(element))
            elif name == "tbl":
                for row in _rows(element):
                    self._row(row)
            elif name == "AlternateContent":
                for choice in _chosen(element):
                    self.blocks(choice)
            elif name == "altChunk":
                self.builder.unread("a document embedded in the Word document is not read")
            elif name not in _NO_TEXT:
                self.blocks(element)

    def _row(self, row: etree._Element) -> None:
        words = _Words()
        cells: list[str] = []
        for cell in _cells(row):
            of_cell = _Words(deleted=words.deleted, hidden=words.hidden, boxes=words.boxes)
            for paragraph in cell.iter("{*}p"):
                if not _inside_box(paragraph, cell):
                    self._inline(paragraph, of_cell, deleted=False)
                    of_cell.kept.append("\n")
            words.inserted |= of_cell.inserted
            cells.append("".join(of_cell.kept).strip())
        words.kept.append("\t".join(cells) if any(cells) else "")
        self._emit(words, "table" if sum(map(bool, cells)) > 1 else "paragraph")

    def _emit(self, words: _Words, kind: SegmentKind) -> None:
        kept = self.within or ("inserted" if words.inserted else kind)
        self.builder.add("".join(words.kept), kept)
        for piece in words.deleted:
            self.builder.add(piece, "deleted")
        for piece in words.hidden:
            self.builder.add(piece, "metadata")
        for box in words.boxes:
            self.blocks(box)

    def _inline(self, element: etree._Element, words: _Words, *, deleted: bool) -> None:
        for part in element:
            name = local(part)
            if name in _DELETED or name in _INSERTED:
                self._tracked(part, words, deleted=deleted or name in _DELETED)
            elif name == "r" and _is_hidden(part) and not deleted:
                self._hidden(part, words)
            elif name in ("t", "delText"):
                (words.deleted if deleted else words.kept).append(part.text or "")
            elif name in _MARKS:
                (words.deleted if deleted else words.kept).append(_MARKS[name])
            elif name == "txbxContent":
                words.boxes.append(part)
            elif name == "AlternateContent":
                for choice in _chosen(part):
                    self._inline(choice, words, deleted=deleted)
            elif name not in _NO_TEXT:
                self._count(name)
                self._inline(part, words, deleted=deleted)

    def _tracked(self, part: etree._Element, words: _Words, *, deleted: bool) -> None:
        inner = _Words(boxes=words.boxes)
        self._inline(part, inner, deleted=deleted)
        gone = "".join(inner.deleted)
        if gone:
            words.deleted.append(gone)
            self.counts["deletion"] += deleted
        if inner.kept and not deleted:
            self.counts["insertion"] += 1
            words.inserted = True
            words.kept += inner.kept
        words.hidden += inner.hidden

    def _hidden(self, run: etree._Element, words: _Words) -> None:
        inner = _Words(boxes=words.boxes)
        for part in run:
            self._inline_of_hidden(part, inner)
        text = "".join(inner.kept)
        if text.strip():
            words.hidden.append(text)
            self.counts["hidden"] += 1

    def _inline_of_hidden(self, part: etree._Element, inner: _Words) -> None:
        name = local(part)
        if name == "t":
            inner.kept.append(part.text or "")
        elif name in _MARKS:
            inner.kept.append(_MARKS[name])
        elif name not in _NO_TEXT:
            self._inline(part, inner, deleted=False)

    def _count(self, name: str) -> None:
        if name == "blip":
            self.counts["picture"] += 1
        elif name in ("object", "OLEObject"):
            self.counts["object"] += name == "object"
        elif name in ("chart", "relIds"):
            self.counts["chart"] += 1

    def _paragraph_kind(self, paragraph: etree._Element) -> SegmentKind:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        kind = self.styles.get(style or "", "paragraph")
        if kind == "paragraph" and child(properties, "numPr") is not None:
            return "list"
        if kind == "title":
            kind, self.titled = ("heading" if self.titled else "title"), True
        return kind


def _chosen(alternatives: etree._Element) -> list[etree._Element]:
    """Of alternative contents (ISO/IEC 29500-3) take the first choice; the others are the same, drawn another way."""
    found = [entry for entry in alternatives if local(entry) == "Choice"]
    return found[:1] or [entry for entry in alternatives if local(entry) == "Fallback"][:1]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        name = local(element)
        if name == "tr":
            yield element
        elif name not in _NO_TEXT and name not in _BLOCKS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name not in _NO_TEXT and name not in _BLOCKS:
            yield from _cells(element)


def _inside_box(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Say whether a paragraph of a cell stands in a text box, which is read by itself."""
    parent = paragraph.getparent()
    while parent is not None and parent is not cell:
        if local(parent) in ("txbxContent", "Fallback"):
            return True
        parent = parent.getparent()
    return False


def _is_hidden(run: etree._Element) -> bool:
    mark = child(child(run, "rPr"), "vanish")
    return mark is not None and (attribute(mark, "val") or "1").lower() not in _OFF


def _style_kinds(package: Package, parts: dict[str, list[str]]) -> dict[str, SegmentKind]:
    """Say what each style is for by its name, which Word keeps in English whatever language the ids are in."""
    kinds: dict[str, SegmentKind] = {}
    for name in parts.get("styles", [])[:1]:
        root = package.tree(name)
        for style in root if root is not None else ():
            if local(style) != "style":
                continue
            called = (attribute(child(style, "name"), "val") or "").lower()
            level = child(child(style, "pPr"), "outlineLvl")
            kind = next((kind for start, kind in _STYLES if called.startswith(start)), None)
            if kind or level is not None:
                kinds[attribute(style, "styleId") or ""] = kind or "heading"
    return kinds


def _metadata(package: Package) -> Metadata:
    names = package.related("").get("core-properties", [])
    root = package.tree(names[0]) if names else None

    def stated(name: str) -> str | None:
        element = child(root, name)
        return " ".join((element.text or "").split()) or None if element is not None else None

    return Metadata(title=stated("title"), author=stated("creator"))
