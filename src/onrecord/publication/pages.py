# SPDX-License-Identifier: Apache-2.0
"""Make the pages of documents: what is known about each, and its text with the statements marked in it.

The whole text is printed in its order. What is no body text (menus, adverts, running headers, quoted
earlier messages) is folded, not dropped. Which documents come with their text is decided once, for the
whole report, by ``choose_texts``: cited documents first, within the caps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from onrecord.model import Segment, SegmentKind, Text
from onrecord.publication import phrases
from onrecord.publication.caps import Caps
from onrecord.publication.citations import Citations, Place, Shelved, locator
from onrecord.publication.dates import moment, some_time
from onrecord.publication.highlights import Close, Highlight, Open, highlights, weave
from onrecord.publication.legible import legible, one_line
from onrecord.reading.language_names import language_name

FOLDED: dict[SegmentKind, str] = {
    "menu": "Menu",
    "advert": "Advert",
    "header": "Running header",
    "footer": "Running footer",
    "metadata": "Metadata",
    "quoted_message": "Quoted earlier message",
    "signature": "Signature",
}
_NAMED: dict[SegmentKind, str] = {
    "caption": "Caption",
    "comment": "Comment",
    "deleted": "Deleted text",
    "inserted": "Inserted text",
    "footnote": "Footnote",
}
_BASIS = {
    "stated": "as the document states",
    "inferred": "inferred from its text",
    "given": "given by the person who added it",
    "unknown": "",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document as printed."""

    kind: str
    label: str | None
    """What it is, where it is not plain body text."""
    locator: str
    folded: bool
    html: Markup
    paragraphs: int = 1
    """How many paragraphs a folded block holds."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a document. ``code`` is set for digests and ids."""

    label: str
    value: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement of a document in the list above its text."""

    anchor: str | None
    """None where a long text is printed without the place."""
    kind: str
    kind_name: str
    who: str
    locator: str
    cite: int | None


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that are copies of this one, and why they are taken for copies."""

    documents: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Page:
    """The page of one document."""

    number: int
    title: str
    publisher: str
    published: str
    facts: tuple[Fact, ...]
    particulars: tuple[Fact, ...]
    """What is looked up now and then, and folded."""
    held_in: int | None
    """Number of the document that holds this one."""
    notes: tuple[str, ...]
    shelved: Shelved
    has_text: bool
    with_text: bool
    entries: tuple[Entry, ...]
    copies: tuple[Copies, ...] = ()


def choose_texts(shelves: Sequence[Shelved], citations: Citations, caps: Caps) -> frozenset[int]:
    """Choose the documents that are printed with their text: cited ones first, then those with statements."""
    rank = {number: position for position, number in enumerate(citations.cited_documents())}
    uncited = len(rank)
    order = sorted(
        (shelved for shelved in shelves if shelved.words),
        key=lambda one: (
            rank.get(one.number, uncited),
            not one.document.reading.statements,
            one.number,
        ),
    )
    chosen, left = set(), caps.texts
    for shelved in order:
        size = min(len(shelved.words), caps.one_text)
        if size <= left:
            chosen.add(shelved.number)
            left -= size
    return frozenset(chosen)


def page(shelved: Shelved, citations: Citations, numbers: dict[str, int], caps: Caps, *, with_text: bool) -> Page:
    """Make the page of a document. ``numbers`` gives the document number of each receipt id."""
    document = shelved.document
    text = document.text
    return Page(
        number=shelved.number,
        title=shelved.title,
        publisher=one_line(document.reading.metadata.publisher or "") or "not known",
        published=some_time(document.reading.metadata.published, "not known"),
        facts=_facts(shelved),
        particulars=_particulars(shelved),
        held_in=numbers.get(document.receipt.parent) if document.receipt.parent else None,
        notes=text.warnings if text else (),
        shelved=shelved,
        has_text=bool(shelved.words),
        with_text=with_text,
        entries=_entries(shelved, citations, whole=len(shelved.words) <= caps.one_text) if with_text else (),
    )


def _facts(shelved: Shelved) -> tuple[Fact, ...]:
    receipt, metadata = shelved.document.receipt, shelved.document.reading.metadata
    basis = _BASIS[metadata.published_basis]
    published = some_time(metadata.published, "not known") + (f" ({basis})" if metadata.published and basis else "")
    return (
        Fact("Publisher", one_line(metadata.publisher) if metadata.publisher else "not known"),
        Fact("Published", published),
        Fact("File name", receipt.name),
        Fact("Received", moment(receipt.received_at)),
        Fact("Language", language_name(metadata.language) if metadata.language else "not known"),
        Fact("Reading", _reading(shelved)),
        Fact("File SHA-256", receipt.item.sha256, code=True),
    )


def _particulars(shelved: Shelved) -> tuple[Fact, ...]:
    receipt, reading, text = shelved.document.receipt, shelved.document.reading, shelved.document.text
    supplied = receipt.provenance.supplied_by or receipt.provenance.how_obtained
    readers = ", ".join(name for name in (text.extractor if text else None, reading.reader) if name)
    return (
        Fact("File kind", phrases.file_kind(shelved.document.file_kind)),
        Fact("Size", phrases.count(receipt.item.size, "byte")),
        Fact("File's own time", moment(receipt.modified, "none")),
        Fact("Provenance", "recorded in the case" if supplied else "not recorded"),
        Fact("Earlier custody", receipt.provenance.earlier_custody),
        Fact("Read by", readers or "nothing"),
        Fact("Text SHA-256", text.sha256 if text else "no text", code=bool(text)),
        Fact("Receipt", receipt.id, code=True),
    )


def _reading(shelved: Shelved) -> str:
    status, reason = shelved.document.reading.status, one_line(shelved.document.reading.reason or "")
    if not reason or reason.startswith(status):
        return reason or status
    return f"{status}: {reason}"


def _entries(shelved: Shelved, citations: Citations, *, whole: bool) -> tuple[Entry, ...]:
    entries = []
    for index, statement in enumerate(shelved.document.reading.statements):
        place = Place(shelved, index)
        number = citations.number(statement.id)
        entries.append(
            Entry(
                anchor=place.anchor if whole or number else None,
                kind=statement.kind,
                kind_name=phrases.kind_name(statement),
                who=one_line(phrases.actor(statement, shelved.document.reading.metadata.publisher)),
                locator=locator(place),
                cite=number,
            )
        )
    return tuple(entries)


def blocks(shelved: Shelved, citations: Citations, caps: Caps) -> Iterator[Block | int]:
    """Give the text of a document block by block; a number stands for that many blocks left out of a long text.

    Folded blocks of one kind that follow each other are one.
    """
    waiting: Block | None = None
    for block in _each_block(shelved, citations, caps):
        if isinstance(block, Block) and waiting is not None and block.folded and block.kind == waiting.kind:
            html = Markup("\n").join((waiting.html, block.html))
            waiting = replace(waiting, html=html, paragraphs=waiting.paragraphs + 1)
            continue
        if waiting is not None:
            yield waiting
        waiting = block if isinstance(block, Block) and block.folded else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _each_block(shelved: Shelved, citations: Citations, caps: Caps) -> Iterator[Block | int]:
    text = shelved.document.text
    if text is None:
        return
    marks = highlights(shelved.document.reading.statements, len(text.content))
    shortened = len(text.content) > caps.one_text
    active: list[Highlight] = []
    skipped = printed = at = 0
    for segment in _whole(text):
        while at < len(marks) and marks[at].start < segment.end:
            active.append(marks[at])
            at += 1
        active = here = [mark for mark in active if mark.end > segment.start]
        size = segment.end - segment.start
        too_much = shortened and (not here or printed + size > caps.one_text)
        if too_much and not _is_cited(here, shelved, citations):
            skipped += 1
            continue
        if skipped:
            yield skipped
            skipped = 0
        printed += size
        yield _block(text, segment, here, shelved, citations)
    if skipped:
        yield skipped


def _is_cited(marks: Sequence[Highlight], shelved: Shelved, citations: Citations) -> bool:
    statements = shelved.document.reading.statements
    return any(mark.first and citations.number(statements[mark.index].id) for mark in marks)


def _whole(text: Text) -> Iterator[Segment]:
    """Give the segments of a text, and what stands between them where it is more than white space."""
    at = 0
    for segment in text.segments:
        if text.content[at : segment.start].strip():
            yield Segment(at, segment.start)
        if segment.start < segment.end:
            yield segment
        at = max(at, segment.end)
    if text.content[at:].strip():
        yield Segment(at, len(text.content))


def _block(text: Text, segment: Segment, marks: Sequence[Highlight], shelved: Shelved, citations: Citations) -> Block:
    where = [f"p. {segment.page}"] if segment.page is not None else []
    where += [f"¶ {segment.paragraph}"] if segment.paragraph is not None else []
    return Block(
        kind=segment.kind,
        label=FOLDED.get(segment.kind) or _NAMED.get(segment.kind),
        locator=" ".join(where),
        folded=segment.kind in FOLDED and not marks,
        html=_marked(text, segment, marks, shelved, citations),
    )


def _marked(text: Text, segment: Segment, marks: Sequence[Highlight], shelved: Shelved, citations: Citations) -> Markup:
    statements = shelved.document.reading.statements
    html: list[str] = []
    for event in weave(text.content, segment.start, segment.end, marks):
        if isinstance(event, str):
            html.append(str(escape(legible(event))))
        elif isinstance(event, Close):
            html.append("</mark>" if event.highlight.part == "content" else "</span>")
        else:
            html.append(_opening(event, statements[event.highlight.index].id, shelved.number, citations))
    return Markup("".join(html).strip("\n"))  # noqa: S704  # every piece of the document was escaped just above


def _opening(event: Open, statement_id: str, document: int, citations: Citations) -> str:
    mark = event.highlight
    if mark.part != "content":
        return f'<span class="{mark.part}">'
    if not mark.first:
        return "<mark>"
    number = citations.number(statement_id)
    marker = f'<a class="back" href="#n{number}" aria-label="Footnote {number}">{number}</a>' if number else ""
    return f'<mark id="d{document}-{mark.index + 1}">{marker}'
