# SPDX-License-Identifier: Apache-2.0
"""Fictional material for the tests of this stage, about states that do not exist: Norland, Estria, Velmora.

``said`` describes a statement by its words; ``paper`` makes a read document whose text consists of the words of its
statements, so that all spans are true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.grouping.proposals import Proposals
from onrecord.grouping.propose import propose
from onrecord.model import (
    OUTLET,
    Allegation,
    Item,
    LedgerEntry,
    Metadata,
    Provenance,
    ReadDocument,
    Reading,
    Receipt,
    Segment,
    Speaker,
    Statement,
    Text,
    passage,
    statement_id,
)

CUT_OFF = "2026-06-30"


@dataclass(frozen=True)
class Said:
    """A statement before it has a document: its words, and the fields that the reader would give it."""

    kind: str
    words: str
    fields: dict[str, Any]


def said(
    kind: str, words: str, who: str | None = None, role: str = "ngo", *, source: str | None = None, **fields: Any
) -> Said:
    """Describe a statement; ``who`` is the speaker's resolved name, ``source`` the phrase for it, ``cue`` the verb."""
    if who is not None:
        fields["speaker"] = Speaker(who, role)
        fields["source"] = source or who
    return Said(kind, words, fields)


def outlet(kind: str, words: str, **fields: Any) -> Said:
    """Describe what a document asserts in its own voice."""
    return Said(kind, words, {"speaker": Speaker(OUTLET, "media_narrator"), "directness": "narrator", **fields})


def paper(
    name: str,
    *statements: Said,
    published: str | None = None,
    publisher: str | None = None,
    head: str = "",
    sketch: Sequence[int] = (),
    answers: dict[int, int] | None = None,
) -> ReadDocument:
    """Make a read document. ``answers`` gives the statement (by place) that a statement (by place) responds to."""
    text = head + "\n" if head else ""
    places: list[tuple[tuple[int, int] | None, tuple[int, int] | None, tuple[int, int]]] = []
    for one in statements:
        source = one.fields.get("source")
        start = len(text)
        text += f"{source}: " if source else ""
        span = (start, start + len(source)) if source else None
        cue = one.fields.get("cue")
        cue_span = (len(text), len(text) + len(cue)) if cue else None
        text += f"{cue} " if cue else ""
        places.append((span, cue_span, (len(text), len(text) + len(one.words))))
        text += one.words + ".\n"
    body = Text(text, (Segment(0, len(text)),), "plain-1")
    ids: list[str] = []
    made: list[Statement] = []
    for number, (one, (source, cue, content)) in enumerate(zip(statements, places, strict=True)):
        fields = {key: value for key, value in one.fields.items() if key not in ("source", "cue")}
        words = passage(text, (content,))
        spoken, reporting = (passage(text, (span,)) if span else None for span in (source, cue))
        ids.append(statement_id(body.sha256, spoken, reporting, words, one.kind))
        target = (answers or {}).get(number)
        if target is not None:
            fields["responds_to"] = (ids[target],)
        if published is not None:
            fields.setdefault("reported_at", published)
        made.append(Statement(id=ids[-1], kind=one.kind, content=words, source=spoken, cue=reporting, **fields))
    return received(name, body, made, published=published, publisher=publisher, sketch=sketch)


def received(
    name: str,
    text: Text | None,
    statements: Sequence[Statement],
    *,
    published: str | None = None,
    publisher: str | None = None,
    sketch: Sequence[int] = (),
) -> ReadDocument:
    """Make the document that holds a text and what was read in it."""
    item = Item(hashlib.sha256(name.encode()).hexdigest(), "0" * 128, 1)
    receipt = Receipt(f"R-{name}", item, name, name, None, None, "2026-06-01T00:00:00Z", Provenance())
    metadata = Metadata(publisher=publisher, published=published, published_basis="stated", language="en")
    reading = Reading("read", None, (), "en-1", metadata, tuple(statements))
    return ReadDocument(receipt, "plain", text, reading, tuple(sketch))


def proposals(*documents: ReadDocument, **named: Any) -> Proposals:
    """Propose over documents as of the tests' cut-off date."""
    return propose(documents, named.pop("cut_off", CUT_OFF), **named)


def about(found: Proposals, violation: str) -> list[Allegation]:
    """Give the allegations about one type of act."""
    return [one for one in found.allegations if violation in one.violations]


def only(found: Proposals, violation: str) -> Allegation:
    """Give the one allegation about a type of act."""
    (one,) = about(found, violation)
    return one


def words_of(documents: Sequence[ReadDocument]) -> dict[str, str]:
    """Give the words of each statement by its id."""
    return {one.id: one.content.text for document in documents for one in document.reading.statements}


def steps(found: Proposals, kind: str) -> list[LedgerEntry]:
    """Give the ledger's entries of one kind."""
    return [one for one in found.ledger if one.kind == kind]
