# SPDX-License-Identifier: Apache-2.0
"""The reader of attributed direct quotations, one engine for every language that has a table.

1. Read are quotations that somebody is said to say, whole or inside a reported clause ("dijo que es «una farsa»").
   Indirect speech without a quotation is left out: where its clause ends cannot be told reliably without the grammar
   of the language. The sentences of which nothing was taken are listed as unread, so that a person can look at them.
2. A verb, or plain words such as "exigimos", settle what a quotation does; else it is "other". Acts, parties, places,
   quantities and what it answers are not told.
3. The reading is never "read" but "partly read": its reason says so in the language's name.
4. Time is linear in the text: a bounded stretch beside each quotation is looked at.
"""

from __future__ import annotations

from onrecord.model import BODY_KINDS, Metadata, Reading, Statement, passage, statement_id
from onrecord.reading.calendars import Anchor, anchor_of
from onrecord.reading.dating import with_published
from onrecord.reading.language_names import language_name
from onrecord.reading.statements.interface import ReadingRequest
from onrecord.reading.statements.quoting import TABLES
from onrecord.reading.statements.quoting.days import said_at
from onrecord.reading.statements.quoting.kinds import kind_of
from onrecord.reading.statements.quoting.paragraphs import Draft, Quoting
from onrecord.reading.statements.quoting.speakers import Speakers
from onrecord.reading.statements.quoting.table import Table, load_table

_BY_CONTENT = 0.1
"""What a kind that only words of the content settle costs in confidence."""


class QuotingReader:
    """Reads direct quotations in one language; its table is loaded when it first reads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.languages = frozenset({name.partition("-")[0]})

    def read(self, request: ReadingRequest) -> Reading:
        """Say who said what. Never raises for any text; offsets always lie inside it."""
        table = load_table(TABLES[self.name])
        text = request.text
        quoting = Quoting(text.content, table, Speakers(table))
        body = [segment for segment in text.segments if segment.kind in BODY_KINDS]
        if table.mark.search(text.content) or table.dashes:
            for segment in body:
                quoting.speakers.gather(text.content[segment.start : segment.end], segment.start)
        for segment in body:
            quoting.read(segment)
        metadata = with_published(text, request.metadata)
        statements = _unique([_statement(draft, request, metadata, table) for draft in quoting.drafts])
        reason = f"In {language_name(table.code)} only direct quotations are read"
        return Reading("partly read", reason, tuple(quoting.unread), self.name, metadata, statements)


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
    return tuple({statement.id: statement for statement in statements}.values())


def _statement(draft: Draft, request: ReadingRequest, metadata: Metadata, table: Table) -> Statement:
    text, tag = request.text, draft.tag
    role = draft.speaker.role if draft.speaker else "unknown"
    settled = kind_of(
        tag.verb if tag else None, draft.said, draft.beside, role, negated=bool(tag and tag.negated), table=table
    )
    content = passage(text.content, tuple(draft.content))
    source = passage(text.content, (draft.source,)) if draft.source else None
    cue = passage(text.content, (draft.cue,)) if draft.cue else None
    anchor: Anchor | None = anchor_of(metadata.published)
    sure = draft.confidence - (0 if settled.by_verb else _BY_CONTENT)
    return Statement(
        statement_id(text.sha256, source, cue, content, settled.kind),
        settled.kind,
        content,
        subtype=settled.subtype,
        source=source,
        cue=cue,
        directness=draft.directness,
        speaker=draft.speaker,
        said_at=said_at(draft.beside, draft.cue_at, table, anchor) if tag else None,
        reported_at=metadata.published,
        polarity="negative" if settled.kind == "denial" else "positive",
        confidence=round(max(sure, 0.1), 2),
    )
