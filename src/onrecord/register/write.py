# SPDX-License-Identifier: Apache-2.0
"""The writing half of the register: the only module that inserts or changes a row.

1. What comes from custody may come twice: a receipt is known by its id.
2. A reading never replaces another one: the older is kept, marked superseded, and no longer searched.
3. Each reading and each judgement is written in one transaction with the event that the custody log is
   owed (``log_outbox``). Whoever appends it marks it logged; killed in between, it is found again.
4. A judgement is on a proposal that stands in the register; one that was withdrawn stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import BadCall
from onrecord.model import Judgement, ReadDocument, Receipt, Text
from onrecord.register import codec, rows
from onrecord.register.database import Register
from onrecord.register.query import CURSOR, tried
from onrecord.register.schema import (
    awaiting,
    judgement,
    log_outbox,
    meta,
    reader_version,
    reading,
    receipt,
    sketch_band,
    statement,
    text,
)

AT_ONCE = 500
"""Ids in one question; SQLite before 3.32 took 999 values."""

# --- receipts ------------------------------------------------------------------------------------


def record_receipts(register: Register, received: Sequence[tuple[Receipt, str, int]]) -> int:
    """Record receipts with their file kind and their ``seq`` in the custody log; give how many were new.

    Moves the custody cursor behind the last of them. Raises CaseBusy, CannotKeep.
    """
    if not received:
        return 0
    with register.writing() as connection:
        known = _known(connection, receipt.c.receipt_id, [one.id for one, _, _ in received])
        parents = {one.parent for one, _, _ in received if one.parent is not None}
        holders = _digests(connection, parents) | {one.id: one.item.sha256 for one, _, _ in received}
        new = {
            one.id: rows.receipt_row(one, file_kind, seq, holders.get(one.parent or ""))
            for one, file_kind, seq in received
            if one.id not in known
        }
        if new:
            connection.execute(sa.insert(receipt), list(new.values()))
            connection.execute(sa.insert(awaiting), [{"receipt_seq": row["seq"]} for row in new.values()])
        _move_cursor(connection, max(seq for _, _, seq in received) + 1)
    return len(new)


def _known(connection: sa.Connection, column: sa.Column[Any], ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), AT_ONCE):
        wanted = sa.select(column).where(column.in_(ids[start : start + AT_ONCE]))
        found.update(connection.execute(wanted).scalars())
    return found


def _digests(connection: sa.Connection, receipt_ids: Collection[str]) -> dict[str, str]:
    ids = sorted(receipt_ids)
    found: dict[str, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        wanted = sa.select(receipt.c.receipt_id, receipt.c.sha256).where(
            receipt.c.receipt_id.in_(ids[start : start + AT_ONCE])
        )
        found.update((row.receipt_id, row.sha256) for row in connection.execute(wanted))
    return found


def _move_cursor(connection: sa.Connection, seq: int) -> None:
    before = connection.scalar(sa.select(meta.c.value).where(meta.c.key == CURSOR))
    if before is None:
        connection.execute(sa.insert(meta).values(key=CURSOR, value=str(seq)))
    elif int(before) < seq:
        connection.execute(sa.update(meta).where(meta.c.key == CURSOR).values(value=str(seq)))


# --- readings ------------------------------------------------------------------------------------


def record_readings(
    register: Register, documents: Iterable[ReadDocument], read_at: str, versions: Collection[str]
) -> None:
    """Record what was read, all of it or, where one cannot be kept, none.

    ``read_at`` is RFC 3339; ``versions`` are those that ``query.unread`` was asked with. Raises BadCall
    for a document whose receipt is not recorded, CaseBusy, CannotKeep.
    """
    with register.writing() as connection:
        for document in documents:
            _record_reading(connection, document, read_at, tried(versions))


def _record_reading(connection: sa.Connection, document: ReadDocument, read_at: str, versions: str) -> None:
    seq = connection.scalar(sa.select(receipt.c.seq).where(receipt.c.receipt_id == document.receipt.id))
    if seq is None:
        raise BadCall(f"There is no receipt {document.receipt.id} in this case.", "Nothing was written.")
    _supersede(connection, seq)
    row = rows.reading_row(document.reading, document.text, document.sketch, read_at)
    row["receipt_seq"] = seq
    row["text_id"] = _keep_text(connection, document.text, document.sketch) if document.text else None
    row["version_id"] = _version(connection, row["extractor"] or "", row["reader"] or "", versions)
    reading_id = _new_id(connection.execute(sa.insert(reading).values(row)))
    _keep_statements(connection, document, reading_id)
    connection.execute(sa.delete(awaiting).where(awaiting.c.receipt_seq == seq))
    _owe(connection, "reading_done", f"{document.receipt.id}.{reading_id}", _about_reading(document))


def _about_reading(document: ReadDocument) -> dict[str, Any]:
    return {
        "receipt": document.receipt.id,
        "text_sha256": document.text.sha256 if document.text else None,
        "extractor": document.text.extractor if document.text else None,
        "reader": document.reading.reader,
        "status": document.reading.status,
        "statements": len(document.reading.statements),
        "reading_sha256": codec.reading_sha256(document.reading),
    }


def _supersede(connection: sa.Connection, seq: int) -> None:
    latest = sa.select(reading.c.id).where(reading.c.receipt_seq == seq, reading.c.superseded == 0)
    before = connection.scalar(latest)
    if before is None:
        return
    connection.execute(sa.update(reading).where(reading.c.id == before).values(superseded=1))
    for index, which in (("statement_words", ""), ("statement_trigrams", " AND trigrams = 1")):
        connection.exec_driver_sql(
            f"INSERT INTO {index} ({index}, rowid, words) "  # noqa: S608  # names of our own
            f"SELECT 'delete', id, words FROM statement WHERE reading_id = ?{which}",
            (before,),
        )


def _keep_text(connection: sa.Connection, found: Text, sketch: Sequence[int]) -> int:
    known = connection.scalar(sa.select(text.c.id).where(text.c.sha256 == found.sha256))
    if known is None:
        row = rows.text_row(found)
        known = _new_id(connection.execute(sa.insert(text).values(row)))
        for index, wanted in (("text_words", True), ("text_trigrams", bool(row["trigrams"]))):
            if wanted:
                connection.exec_driver_sql(
                    f"INSERT INTO {index} (rowid, content) SELECT id, content FROM text WHERE id = ?",  # noqa: S608  # names of our own
                    (known,),
                )
    bands = [{"digest": digest, "text_id": known} for digest in codec.bands(sketch)]
    if bands:
        connection.execute(insert(sketch_band).on_conflict_do_nothing(), bands)
    return int(known)


def _version(connection: sa.Connection, extractor: str, reader: str, versions: str) -> int:
    row = {"extractor": extractor, "reader": reader, "tried": versions}
    connection.execute(insert(reader_version).on_conflict_do_nothing(), [row])
    same = [reader_version.c[name] == value for name, value in row.items()]
    return int(connection.execute(sa.select(reader_version.c.id).where(*same)).scalar_one())


def _keep_statements(connection: sa.Connection, document: ReadDocument, reading_id: int) -> None:
    found = [rows.statement_row(one, reading_id, place) for place, one in enumerate(document.reading.statements)]
    if not found:
        return
    connection.execute(sa.insert(statement), found)
    for index, which in (("statement_words", ""), ("statement_trigrams", " AND trigrams = 1")):
        connection.exec_driver_sql(
            f"INSERT INTO {index} (rowid, words) "  # noqa: S608  # names of our own
            f"SELECT id, words FROM statement WHERE reading_id = ?{which}",
            (reading_id,),
        )


def _new_id(result: sa.CursorResult[Any]) -> int:
    (key,) = result.inserted_primary_key or (None,)
    return int(key)  # type: ignore[arg-type]  # an INTEGER PRIMARY KEY is always given back


# --- judgements ----------------------------------------------------------------------------------


def record_judgement(register: Register, made: Judgement) -> None:
    """Put a judgement on the record. Check it first: ``assessment.judgements.check``.

    Raises BadCall where nothing of the kind was proposed in that text, or where the same person has a
    judgement on it that stands; CaseBusy, CannotKeep.
    """
    with register.writing() as connection:
        row = rows.judgement_row(made)
        if not _was_proposed(connection, row):
            raise BadCall(
                f"There is no proposal {made.statement.id} in that text in this case.", "Nothing was put on the record."
            )
        standing = sa.select(judgement.c.judgement_id).where(
            judgement.c.text_sha256 == made.text_sha256,
            judgement.c.statement_id == made.statement.id,
            judgement.c.judged_by == made.by,
            judgement.c.withdrawn_at.is_(None),
        )
        before = connection.scalar(standing)
        if before is not None:
            raise BadCall(
                f"You have judged {made.statement.id} already ({before}).",
                "Nothing was put on the record; the earlier judgement stands.",
                "Withdraw the earlier judgement first. It stays on the record as withdrawn.",
            )
        connection.execute(sa.insert(judgement).values(row))
        _owe(connection, "judgement_made", made.id, _about_judgement(row))


def withdraw_judgement(register: Register, judgement_id: str, *, by: str, at: str) -> None:
    """Withdraw a judgement; it stays on the record. ``at`` is RFC 3339.

    Raises BadCall where there is none of that id or it is withdrawn already; CaseBusy, CannotKeep.
    """
    with register.writing() as connection:
        this = judgement.c.judgement_id == judgement_id
        found = connection.execute(sa.select(judgement.c.withdrawn_at, judgement.c.statement_id).where(this)).first()
        if found is None:
            raise BadCall(f"There is no judgement {judgement_id} in this case.", "Nothing was changed.")
        if found.withdrawn_at is not None:
            raise BadCall(f"The judgement {judgement_id} is withdrawn already.", "Nothing was changed.")
        connection.execute(sa.update(judgement).where(this).values(withdrawn_at=at, withdrawn_by=by))
        _owe(connection, "judgement_withdrawn", judgement_id, {"statement": found.statement_id})


def _was_proposed(connection: sa.Connection, row: rows.Row) -> bool:
    proposed = (
        sa.select(statement.c.id)
        .join(reading, reading.c.id == statement.c.reading_id)
        .join(text, text.c.id == reading.c.text_id)
        .where(
            statement.c.statement_id == row["statement_id"],
            statement.c.body == row["proposal"],
            text.c.sha256 == row["text_sha256"],
        )
        .limit(1)
    )
    return connection.execute(proposed).first() is not None


def _about_judgement(row: rows.Row) -> dict[str, Any]:
    whole = codec.dumps(row).encode("utf-8", "surrogatepass")
    return {
        "statement": row["statement_id"],
        "text_sha256": row["text_sha256"],
        "decision": row["decision"],
        "judgement_sha256": hashlib.sha256(whole).hexdigest(),
    }


# --- what the custody log is owed ----------------------------------------------------------------


def mark_logged(register: Register, event_ids: Iterable[int], seq: int) -> None:
    """Mark events as logged in custody, at or before ``seq``. Those marked already stay as they are."""
    with register.writing() as connection:
        for event_id in event_ids:
            this = sa.and_(log_outbox.c.id == event_id, log_outbox.c.done_seq.is_(None))
            connection.execute(sa.update(log_outbox).where(this).values(done_seq=seq))


def _owe(connection: sa.Connection, action: str, object_id: str, detail: dict[str, Any]) -> None:
    row = {"action": action, "object_id": object_id, "detail": codec.dumps(detail)}
    connection.execute(sa.insert(log_outbox).values(row))
