# SPDX-License-Identifier: Apache-2.0
"""Nouns as rows and back. A row that is no noun is damage of the file, and said so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from onrecord.model import Item, Judgement, Metadata, Provenance, Reading, Receipt, Span, Statement, Text
from onrecord.register import codec
from onrecord.register.database import damaged

Row = dict[str, Any]


@contextlib.contextmanager
def decoding() -> Iterator[None]:
    """Turn a row that is no noun into NotACase: nothing that onrecord wrote looks like it."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise damaged() from error


def receipt_row(receipt: Receipt, file_kind: str, seq: int, container_sha256: str | None) -> Row:
    """Give the row of a receipt."""
    given = receipt.provenance
    return {
        "seq": seq,
        "receipt_id": receipt.id,
        "sha256": receipt.item.sha256,
        "sha512": receipt.item.sha512,
        "size": receipt.item.size,
        "name": receipt.name,
        "path": receipt.path,
        "parent": receipt.parent,
        "container_sha256": container_sha256,
        "modified": receipt.modified,
        "received_at": receipt.received_at,
        "supplied_by": given.supplied_by,
        "how_obtained": given.how_obtained,
        "published": given.published,
        "protected": int(given.protected),
        "earlier_custody": given.earlier_custody,
        "file_kind": file_kind,
    }


def receipt_from(row: sa.Row[Any]) -> Receipt:
    """Read a receipt from a row that has all columns of its table."""
    return Receipt(
        id=row.receipt_id,
        item=Item(row.sha256, row.sha512, row.size),
        name=row.name,
        path=row.path,
        parent=row.parent,
        modified=row.modified,
        received_at=row.received_at,
        provenance=Provenance(
            row.supplied_by, row.how_obtained, row.published, bool(row.protected), row.earlier_custody
        ),
    )


def text_row(text: Text) -> Row:
    """Give the row of a text's characters; its map goes with the reading."""
    content = codec.searchable(text.content)
    return {
        "sha256": text.sha256,
        "trigrams": int(codec.needs_trigrams(content)),
        "exact": codec.exact(text.content),
        "content": content,
    }


def reading_row(reading: Reading, text: Text | None, sketch: tuple[int, ...], read_at: str) -> Row:
    """Give the row of a reading, but for what it points to."""
    about = reading.metadata
    return {
        "extractor": text.extractor if text else None,
        "status": reading.status,
        "reason": reading.reason,
        "unread": codec.dumps(codec.to_json(reading.unread)),
        "reader": reading.reader,
        "title": about.title,
        "publisher": about.publisher,
        "author": about.author,
        "published": about.published,
        "published_basis": about.published_basis,
        "language": about.language,
        "read_at": read_at,
        "superseded": 0,
        "incident": codec.dumps(codec.to_json(reading.incident)) if reading.incident else None,
        "sketch": codec.sketch_to_bytes(sketch),
        "text_map": codec.dumps(codec.text_map_to_json(text)) if text else None,
    }


def reading_from(row: sa.Row[Any], statements: tuple[Statement, ...]) -> Reading:
    """Read a reading from its row and its statements. Raises ValueError."""
    return Reading(
        status=row.status,
        reason=row.reason,
        unread=codec.decode(tuple[Span, ...], codec.loads(row.unread)),
        reader=row.reader,
        metadata=Metadata(row.title, row.publisher, row.author, row.doc_published, row.published_basis, row.language),
        statements=statements,
        incident=codec.incident_from_json(codec.loads(row.incident)) if row.incident is not None else None,
    )


def statement_row(statement: Statement, reading_id: int, position: int) -> Row:
    """Give the row of a statement: all of it as JSON, and beside it what is asked for often."""
    words = codec.searchable(statement.content.text)
    speaker = statement.speaker
    return {
        "reading_id": reading_id,
        "position": position,
        "statement_id": statement.id,
        "kind": statement.kind,
        "subtype": statement.subtype,
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "said_at": statement.said_at,
        "reported_at": statement.reported_at,
        "due": statement.due,
        "words": words,
        "trigrams": int(codec.needs_trigrams(words)),
        "body": codec.dumps(codec.statement_to_json(statement)),
    }


def statement_from(body: str) -> Statement:
    """Read a statement from the body of its row. Raises ValueError."""
    return codec.statement_from_json(codec.loads(body))


def judgement_row(judgement: Judgement) -> Row:
    """Give the row of a judgement that stands."""
    corrected = judgement.corrected
    return {
        "judgement_id": judgement.id,
        "text_sha256": judgement.text_sha256,
        "statement_id": judgement.statement.id,
        "proposal": codec.dumps(codec.statement_to_json(judgement.statement)),
        "decision": judgement.decision,
        "corrected": codec.dumps(codec.statement_to_json(corrected)) if corrected else None,
        "reason": judgement.reason,
        "judged_by": judgement.by,
        "judged_at": judgement.at,
    }


def judgement_from(row: sa.Row[Any]) -> Judgement:
    """Read a judgement from its row. Raises ValueError."""
    return Judgement(
        id=row.judgement_id,
        text_sha256=row.text_sha256,
        statement=statement_from(row.proposal),
        decision=row.decision,
        corrected=statement_from(row.corrected) if row.corrected is not None else None,
        reason=row.reason,
        by=row.judged_by,
        at=row.judged_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
    )
