# SPDX-License-Identifier: Apache-2.0
"""The documents as grouping sees them: each canonical text once, with what people decided applied.

1. Documents with the same canonical text are one ``Writing``; its statements are counted once.
2. A statement that a person rejected is left out; one that a person corrected stands as corrected. Of several
   standing decisions the latest counts. A withdrawn decision counts for nothing.
3. What a person confirmed or corrected stays, also where a newer reading of the same text does not find it;
   a newer proposal about the same words, which nobody has decided on, then waits and is not grouped beside it.
4. Everything is in an order that depends on content alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from onrecord.grouping import periods
from onrecord.grouping.periods import Days
from onrecord.model import OUTLET, Judgement, Passage, ReadDocument, Statement


@dataclass(frozen=True)
class Writing:
    """One canonical text, in however many documents it arrived."""

    key: str
    """Digest of the text; the receipt's id where there is no text."""
    receipts: tuple[str, ...]
    document: ReadDocument
    """The document that stands for all: the one published first."""
    statements: tuple[Statement, ...]

    @cached_property
    def head(self) -> str:
        """The first and the last words of the text, where credit lines stand."""
        content = self.document.text.content if self.document.text else ""
        return content if len(content) <= 1000 else content[:600] + "\n" + content[-400:]

    @property
    def published(self) -> str | None:
        """EDTF."""
        return self.document.reading.metadata.published


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement and the writing it stands in."""

    statement: Statement
    writing: Writing

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def said(self) -> Days | None:
        """When it was said as far as known, else when it was reported or published."""
        return periods.spoken(self.statement.said_at, self.date)

    @property
    def date(self) -> str | None:
        """EDTF: said, else reported, else published."""
        return self.statement.said_at or self.statement.reported_at or self.writing.published

    @property
    def own_voice(self) -> bool:
        """Whether the document itself says it, and nobody in it."""
        speaker = self.statement.speaker
        return self.statement.directness == "narrator" if speaker is None else speaker.name == OUTLET

    @property
    def order(self) -> tuple[tuple[int, int, str], str]:
        """Sort key: by date, then by id."""
        return periods.sort_key(self.date), self.id


@dataclass(frozen=True)
class Material:
    """All writings and their statements."""

    writings: tuple[Writing, ...]
    entries: tuple[Entry, ...]
    """By statement id."""
    by_id: Mapping[str, Entry]
    """Also under the id that a corrected statement had before."""

    def of_kind(self, *kinds: str) -> list[Entry]:
        """Give the entries of these kinds, by id."""
        return [entry for entry in self.entries if entry.statement.kind in kinds]


def gather(documents: Sequence[ReadDocument], judgements: Iterable[Judgement] = ()) -> Material:
    """Bring documents and decisions together; the order of either changes nothing."""
    decided = _standing(judgements)
    by_text: dict[str, list[ReadDocument]] = defaultdict(list)
    for document in documents:
        by_text[document.text.sha256 if document.text else document.receipt.id].append(document)
    writings = tuple(
        sorted((_writing(key, group, decided.get(key, {})) for key, group in by_text.items()), key=_writing_order)
    )
    by_id: dict[str, Entry] = {}
    for writing in writings:
        for statement in writing.statements:
            by_id.setdefault(statement.id, Entry(statement, writing))
    entries = tuple(by_id[key] for key in sorted(by_id))
    for verdicts in decided.values():
        for judgement in verdicts.values():
            if judgement.corrected is not None and judgement.corrected.id in by_id:
                by_id.setdefault(judgement.statement.id, by_id[judgement.corrected.id])
    return Material(writings, entries, MappingProxyType(by_id))


def _writing_order(writing: Writing) -> tuple[tuple[int, int, str], str]:
    return periods.sort_key(writing.published), writing.key


def _writing(key: str, documents: list[ReadDocument], decided: Mapping[str, Judgement]) -> Writing:
    documents = sorted(
        documents, key=lambda one: (periods.sort_key(one.reading.metadata.published), one.receipt.id, one.receipt.name)
    )
    statements: dict[str, Statement] = {}
    for proposed in documents[0].reading.statements:
        judgement = decided.get(proposed.id)
        standing = proposed if judgement is None or judgement.decision == "unsure" else _decided(judgement)
        if standing is not None:
            statements.setdefault(standing.id, standing)
    proposed_ids = {proposed.id for proposed in documents[0].reading.statements}
    for judgement in decided.values():
        kept = _decided(judgement)
        if kept is None or judgement.decision == "unsure" or judgement.statement.id in proposed_ids:
            continue
        for rival in [
            one for one in statements.values() if one.id not in decided and _same_words(one, judgement.statement)
        ]:
            del statements[rival.id]
        statements.setdefault(kept.id, kept)
    receipts = tuple(dict.fromkeys(one.receipt.id for one in documents))
    return Writing(key, receipts, documents[0], tuple(statements[one] for one in sorted(statements)))


def _decided(judgement: Judgement) -> Statement | None:
    if judgement.decision == "rejected":
        return None
    if judgement.decision == "corrected" and judgement.corrected is not None:
        return judgement.corrected
    return judgement.statement


def _same_words(one: Statement, other: Statement) -> bool:
    """Say whether two readings are about the same words: both their contents and their cues touch."""
    if (one.cue is None) != (other.cue is None):
        return False
    cues = one.cue is None or other.cue is None or _touch(one.cue, other.cue)
    return cues and _touch(one.content, other.content)


def _touch(one: Passage, other: Passage) -> bool:
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)


def _standing(judgements: Iterable[Judgement]) -> dict[str, dict[str, Judgement]]:
    """Give the latest standing decision by text and statement."""
    latest: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for judgement in sorted(judgements, key=lambda one: (one.at, one.id)):
        if judgement.withdrawn_at is None:
            latest[judgement.text_sha256][judgement.statement.id] = judgement
    return {text: dict(sorted(verdicts.items())) for text, verdicts in latest.items()}
