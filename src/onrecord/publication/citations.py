# SPDX-License-Identifier: Apache-2.0
"""Tie each sentence of the report to the exact words in their document.

A ``Library`` numbers the documents and finds a statement by its id. The same text that arrived twice holds
statements with the same ids, so an id may stand in several documents: the first of them is cited and the
others are named. ``Citations`` numbers what is cited in the order in which the report first cites it, so
the same case gives the same numbers. Citing a statement that is not in the library is refused: a report
never points at nothing.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Passage, ReadDocument, Span, Statement
from onrecord.publication.dates import some_time
from onrecord.publication.legible import GAP, one_line, shortened
from onrecord.publication.phrases import kind_word
from onrecord.publication.redaction import NotReleasable

STRETCH = 1_200
"""Characters of a document that a footnote quotes; longer passages are shortened and say so."""


@dataclass(frozen=True)
class Shelved:
    """A document with its number in this report, from 1."""

    number: int
    document: ReadDocument

    @property
    def title(self) -> str:
        """The document's own title, or its file name where it has none."""
        return one_line(self.document.reading.metadata.title or "") or self.document.receipt.name

    @property
    def words(self) -> str:
        """The canonical text; empty for a document that gave none."""
        return self.document.text.content if self.document.text else ""


@dataclass(frozen=True)
class Place:
    """Where a statement stands: which document, and which of its statements."""

    shelved: Shelved
    index: int

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.shelved.document.reading.statements[self.index]

    @property
    def anchor(self) -> str:
        """Name of the statement's place in the document's text within the report."""
        return f"d{self.shelved.number}-{self.index + 1}"


class Cited(NamedTuple):
    """The number of a footnote, and whether it is cited here first: the footnote leads back to that place."""

    number: int
    first: bool


@dataclass(frozen=True, slots=True)
class Footnote:
    """One entry of the sources: words, place and digests."""

    number: int
    words: str
    kind: str
    document: int
    title: str
    publisher: str | None
    published: str
    locator: str
    file_sha256: str
    anchor: str | None
    """Where the words are highlighted, or else the document's page; None where neither is in the report."""
    same_words_in: tuple[int, ...]


class Library:
    """The documents of a report, numbered, and where each statement stands in them."""

    def __init__(self, documents: Sequence[ReadDocument]) -> None:
        self.shelves = tuple(Shelved(number, document) for number, document in enumerate(documents, start=1))
        self._places: dict[str, list[Place]] = {}
        for shelved in self.shelves:
            for index, statement in enumerate(shelved.document.reading.statements):
                self._places.setdefault(statement.id, []).append(Place(shelved, index))

    def __contains__(self, statement_id: object) -> bool:
        return statement_id in self._places

    def places(self, statement_id: str) -> tuple[Place, ...]:
        """Say where a statement stands; raises NotReleasable for one that is in no releasable document."""
        places = self._places.get(statement_id)
        if not places:
            raise NotReleasable(
                f"The report was about to cite {statement_id}, which is in none of its documents.",
                "No report was written.",
                "Read the case again (onrecord read) and then make the report again.",
            )
        return tuple(places)

    def place(self, statement_id: str) -> Place:
        """Give the first place of a statement."""
        return self.places(statement_id)[0]


class Citations:
    """Numbers the cited statements, from 1, in the order in which they are first cited."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._numbers: dict[str, int] = {}

    def cite(self, statement_id: str) -> Cited:
        """Give the number of a statement and whether this is the first time that it is cited."""
        if statement_id in self._numbers:
            return Cited(self._numbers[statement_id], first=False)
        self.library.places(statement_id)
        self._numbers[statement_id] = len(self._numbers) + 1
        return Cited(self._numbers[statement_id], first=True)

    def number(self, statement_id: str) -> int | None:
        """Give the number of a statement, or None where the report does not cite it."""
        return self._numbers.get(statement_id)

    def cited_documents(self) -> list[int]:
        """Numbers of the documents that the footnotes point to, in the order of the footnotes, each once."""
        return list(dict.fromkeys(self.library.place(identity).shelved.number for identity in self._numbers))

    def footnotes(self, listed: Container[int], with_text: Container[int]) -> list[Footnote]:
        """Give all footnotes, in their order, with links to the documents that the report holds."""
        return [self._footnote(number, one, listed, with_text) for one, number in self._numbers.items()]

    def _footnote(self, number: int, statement_id: str, listed: Container[int], with_text: Container[int]) -> Footnote:
        place, *others = self.library.places(statement_id)
        metadata = place.shelved.document.reading.metadata
        elsewhere = dict.fromkeys(other.shelved.number for other in others)
        return Footnote(
            number=number,
            words=shortened(stretch(place.statement, place.shelved.words), STRETCH),
            kind=kind_word(place.statement),
            document=place.shelved.number,
            title=place.shelved.title,
            publisher=metadata.publisher,
            published=some_time(metadata.published),
            locator=locator(place),
            file_sha256=place.shelved.document.receipt.item.sha256,
            anchor=_anchor(place, listed, with_text),
            same_words_in=tuple(other for other in elsewhere if other != place.shelved.number),
        )


def _anchor(place: Place, listed: Container[int], with_text: Container[int]) -> str | None:
    number, length = place.shelved.number, len(place.shelved.words)
    if number not in listed:
        return None
    has_place = any(max(0, start) < min(end, length) for start, end in place.statement.content.spans)
    return place.anchor if has_place and number in with_text else f"d{number}"


def content_words(statement: Statement, text: str) -> str:
    """Give the words of a statement's content; words left out between two spans show as an ellipsis."""
    return GAP.join(one_line(text[start:end]) for start, end in statement.content.spans) or statement.content.text


def stretch(statement: Statement, text: str) -> str:
    """Give the words from source over cue to content in one piece, or the content alone where they stand far apart."""
    spans = [span for words in (statement.source, statement.cue, statement.content) for span in _spans(words)]
    if spans:
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        if end - start <= STRETCH:
            return one_line(text[start:end])
    return content_words(statement, text)


def locator(place: Place) -> str:
    """Say where the content of a statement stands: page, paragraph and characters of the canonical text."""
    spans, text = place.statement.content.spans, place.shelved.document.text
    if not spans or text is None:
        return "no place"
    start, end = spans[0][0], spans[-1][1]
    segment = text.segment_at(start)
    parts = []
    if segment is not None and segment.page is not None:
        parts.append(f"page {segment.page}")
    if segment is not None and segment.paragraph is not None:
        parts.append(f"paragraph {segment.paragraph}")
    return ", ".join([*parts, f"characters {start:,} to {end:,}"])


def _spans(words: Passage | None) -> tuple[Span, ...]:
    return words.spans if words is not None else ()
