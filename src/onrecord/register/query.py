# SPDX-License-Identifier: Apache-2.0
"""The reading half of the register: what most code is given. Nothing here can change a row.

Queries that go over the whole case come in pages, each its own short transaction, so memory stays flat
and a long walk holds nobody up. Questions about single things use an index, so they cost the same in
a case of ten documents and in one of ten thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from onrecord.model import Judgement, ReadDocument, Receipt, Statement, Text
from onrecord.register import codec, rows
from onrecord.register.database import Register
from onrecord.register.decided import Standing, settle
from onrecord.register.schema import awaiting as queue
from onrecord.register.schema import (
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

PAGE = 200
"""Receipts fetched at once. Their texts come one by one."""

CURSOR = "custody_cursor"

_LATEST = reading.c.superseded == 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A receipt to read."""

    receipt: Receipt
    file_kind: str


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement, and where it stands."""

    statement: Statement
    receipt_id: str
    text_sha256: str | None
    superseded: bool
    """Only an older reading proposes it."""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A document whose text looks like another one."""

    receipt_id: str
    likeness: float
    """Estimated share of common wording, 0 to 1 (Jaccard)."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """Something done in the register that the custody log does not have yet."""

    id: int
    action: str
    object_id: str
    """Opaque, and one of its kind with ``action``: an event that was logged already is known by it."""
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the register."""

    receipts: int
    items: int
    """Receipts of different bytes."""
    awaiting: int
    readings: dict[str, int]
    """Latest readings by status."""
    statements: dict[str, int]
    """Statements of latest readings by kind."""
    judgements: int
    """Not withdrawn."""


# --- keeping step with custody -------------------------------------------------------------------


def custody_cursor(register: Register) -> int:
    """Give the first log ``seq`` from which receipts may be missing here."""
    with register.reading() as connection:
        found = connection.scalar(sa.select(meta.c.value).where(meta.c.key == CURSOR))
    return int(found) if found is not None else 0


def pending_log_events(register: Register, limit: int = 1_000) -> list[LogEvent]:
    """Give the oldest events that are still to be logged in custody."""
    pending = sa.select(log_outbox).where(log_outbox.c.done_seq.is_(None)).order_by(log_outbox.c.id).limit(limit)
    with register.reading() as connection:
        found = connection.execute(pending).all()
    with rows.decoding():
        return [LogEvent(row.id, row.action, row.object_id, codec.loads(row.detail)) for row in found]


# --- receipts ------------------------------------------------------------------------------------


def receipt_known(
    register: Register,
    sha256: str,
    name: str,
    path: str | None = None,
    container_sha256: str | None = None,
    *,
    protected: bool = False,
) -> bool:
    """Say whether these bytes came under this name already: by themselves, or in the container of these bytes.

    With ``path``, only an arrival under the same path counts; with ``protected``, only one that is marked so.
    """
    asked = {"sha256": sha256, "container_sha256": container_sha256, "name": name, "path": path}
    with register.reading() as connection:
        return connection.execute(_arrival(path is not None, protected), asked).first() is not None


@cache
def _arrival(with_path: bool, protected: bool) -> sa.Select[int]:
    """Build the question once: it is asked for every file that is added."""
    arrived = sa.select(sa.literal(1)).where(
        receipt.c.sha256 == sa.bindparam("sha256"),
        receipt.c.container_sha256.is_(sa.bindparam("container_sha256")),
        receipt.c.name == sa.bindparam("name"),
    )
    if with_path:
        arrived = arrived.where(receipt.c.path == sa.bindparam("path"))
    if protected:
        arrived = arrived.where(receipt.c.protected == 1)
    return arrived.limit(1)


def receipts(register: Register) -> Iterator[Waiting]:
    """Give every receipt with its file kind, in the order of the log."""
    yield from _in_pages(register, sa.select(receipt), receipt.c.seq)


def awaiting(register: Register) -> int:
    """Count the receipts that nothing has read yet."""
    with register.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(queue)) or 0


def unread(register: Register, versions: Collection[str]) -> Iterator[Waiting]:
    """Give what is to be read: what was never read, then what other versions read.

    ``versions`` names every extractor and reader there is now (``html-1``, ``en-1``). A reading is up
    to date when what made it is among them, all of it where several readers did (``en-1+es-1``); one
    without extractor or reader (a failure, a language that nobody reads) when the very same versions
    were tried on it.
    """
    yield from _in_pages(register, sa.select(receipt).join(queue), receipt.c.seq)
    with register.reading() as connection:
        made_by = connection.execute(sa.select(reader_version)).all()
    for version in made_by:
        if not _is_current(version, versions):
            outdated = (
                sa.select(receipt)
                .select_from(reading)
                .join(receipt, receipt.c.seq == reading.c.receipt_seq)
                .where(_LATEST, reading.c.version_id == version.id)
            )
            yield from _in_pages(register, outdated, reading.c.receipt_seq)


def failed(register: Register) -> Iterator[Waiting]:
    """Give what the latest reading failed on, in the order of the log."""
    wanted = (
        sa.select(receipt)
        .select_from(reading)
        .join(receipt, receipt.c.seq == reading.c.receipt_seq)
        .where(_LATEST, reading.c.status == "failed")
    )
    yield from _in_pages(register, wanted, reading.c.receipt_seq)


def tried(versions: Collection[str]) -> str:
    """Write down which versions were tried."""
    return " ".join(sorted(versions))


def _is_current(made_by: sa.Row[Any], versions: Collection[str]) -> bool:
    used = [name for made in (made_by.extractor, made_by.reader) if made for name in made.split("+")]
    whole = made_by.extractor and made_by.reader
    return all(name in versions for name in used) and (bool(whole) or made_by.tried == tried(versions))


def _in_pages(register: Register, wanted: sa.Select[Any], seq: sa.Column[Any]) -> Iterator[Waiting]:
    after = -1
    while True:
        with register.reading() as connection:
            page = connection.execute(wanted.where(seq > after).order_by(seq).limit(PAGE)).all()
        for row in page:
            yield Waiting(rows.receipt_from(row), row.file_kind)
        if len(page) < PAGE:
            return
        after = page[-1].seq


# --- documents and their readings ----------------------------------------------------------------

_READ = (
    sa.select(
        receipt,
        *(reading.c[name] for name in ("status", "reason", "unread", "reader", "title", "publisher", "author")),
        *(reading.c[name] for name in ("published_basis", "language", "incident", "sketch", "text_id")),
        reading.c.published.label("doc_published"),
        reading.c.id.label("reading_id"),
    )
    .select_from(receipt)
    .join(reading, sa.and_(reading.c.receipt_seq == receipt.c.seq, _LATEST))
)


def read_documents(register: Register, *, protected: bool = True) -> Iterator[ReadDocument]:
    """Give every document that was read, in the order of the log, with its latest reading.

    ``protected=False`` leaves out the receipts that are marked so. That alone makes nothing fit to leave
    the case: what does is decided by ``publication.redaction``, which must see all.
    """
    wanted = _READ if protected else _READ.where(receipt.c.protected == 0)
    after = -1
    while True:
        with register.reading() as connection:
            page = connection.execute(wanted.where(receipt.c.seq > after).order_by(receipt.c.seq).limit(PAGE)).all()
            bodies = _statement_bodies(connection, [row.reading_id for row in page])
        for row in page:
            yield _document(register, row, bodies.get(row.reading_id, []))
        if len(page) < PAGE:
            return
        after = page[-1].seq


def read_document(register: Register, receipt_id: str) -> ReadDocument | None:
    """Give one document with its latest reading; None where nothing has read it or it is not known."""
    with register.reading() as connection:
        row = connection.execute(_READ.where(receipt.c.receipt_id == receipt_id)).first()
        if row is None:
            return None
        bodies = _statement_bodies(connection, [row.reading_id])
    return _document(register, row, bodies.get(row.reading_id, []))


def _statement_bodies(connection: sa.Connection, reading_ids: Sequence[int]) -> dict[int, list[str]]:
    wanted = (
        sa.select(statement.c.reading_id, statement.c.body)
        .where(statement.c.reading_id.in_(reading_ids))
        .order_by(statement.c.reading_id, statement.c.position)
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.reading_id, []).append(row.body)
    return found


def _document(register: Register, row: sa.Row[Any], bodies: Sequence[str]) -> ReadDocument:
    with rows.decoding():
        return ReadDocument(
            receipt=rows.receipt_from(row),
            file_kind=row.file_kind,
            text=None if row.text_id is None else _text(register, row.reading_id),
            reading=rows.reading_from(row, tuple(rows.statement_from(body) for body in bodies)),
            sketch=codec.sketch_from_bytes(row.sketch),
        )


def _text(register: Register, reading_id: int) -> Text:
    wanted = (
        sa.select(text.c.content, text.c.exact, reading.c.extractor, reading.c.text_map)
        .select_from(reading)
        .join(text, text.c.id == reading.c.text_id)
        .where(reading.c.id == reading_id)
    )
    with register.reading() as connection:
        row = connection.execute(wanted).one()
    return codec.text_from_json(codec.from_stored(row.content, row.exact), row.extractor, codec.loads(row.text_map))


def near_copies(register: Register, sketch: Sequence[int], least: float = 0.5) -> list[NearCopy]:
    """Find documents whose text looks like the one with this sketch, most alike first.

    Its own document is among them, if it is in the register. ``least`` is the likeness from which on
    documents are given; below about 0.5, some are missed.
    """
    alike = sa.select(sketch_band.c.text_id).where(sketch_band.c.digest.in_(codec.bands(sketch)))
    candidates = (
        sa.select(receipt.c.receipt_id, reading.c.sketch)
        .select_from(reading)
        .join(receipt, receipt.c.seq == reading.c.receipt_seq)
        .where(_LATEST, reading.c.text_id.in_(alike))
    )
    if not sketch:
        return []
    with register.reading() as connection:
        found = [
            NearCopy(row.receipt_id, _likeness(sketch, codec.sketch_from_bytes(row.sketch)))
            for row in connection.execute(candidates)
        ]
    return sorted((one for one in found if one.likeness >= least), key=lambda one: (-one.likeness, one.receipt_id))


def _likeness(one: Sequence[int], other: Sequence[int]) -> float:
    if len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def counts(register: Register) -> Counts:
    """Count what is in the register. Goes over all of it."""
    with register.reading() as connection:
        arrivals = sa.select(sa.func.count(), sa.func.count(sa.distinct(receipt.c.sha256))).select_from(receipt)
        received, items = connection.execute(arrivals).one()
        statuses = sa.select(reading.c.status, sa.func.count()).where(_LATEST).group_by(reading.c.status)
        kinds = (
            sa.select(statement.c.kind, sa.func.count())
            .join(reading, sa.and_(reading.c.id == statement.c.reading_id, _LATEST))
            .group_by(statement.c.kind)
        )
        return Counts(
            receipts=received,
            items=items,
            awaiting=connection.scalar(sa.select(sa.func.count()).select_from(queue)) or 0,
            readings={row[0]: row[1] for row in connection.execute(statuses)},
            statements={row[0]: row[1] for row in connection.execute(kinds)},
            judgements=connection.scalar(
                sa.select(sa.func.count()).select_from(judgement).where(judgement.c.withdrawn_at.is_(None))
            )
            or 0,
        )


# --- statements and what people decided ----------------------------------------------------------


def find_statement(register: Register, statement_id: str) -> FoundStatement | None:
    """Find a statement by its id; one that the latest reading proposes before one that an older did."""
    wanted = (
        sa.select(statement.c.body, receipt.c.receipt_id, text.c.sha256, reading.c.superseded)
        .select_from(statement)
        .join(reading, reading.c.id == statement.c.reading_id)
        .join(receipt, receipt.c.seq == reading.c.receipt_seq)
        .outerjoin(text, text.c.id == reading.c.text_id)
        .where(statement.c.statement_id == statement_id)
        .order_by(reading.c.superseded, reading.c.id)
        .limit(1)
    )
    with register.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        return None
    with rows.decoding():
        return FoundStatement(rows.statement_from(row.body), row.receipt_id, row.sha256, bool(row.superseded))


def judgements(register: Register, statement_id: str) -> list[Judgement]:
    """Give all that people decided about one proposal, withdrawn or not, in the order in which it was decided."""
    return _judgements(register, judgement.c.statement_id == statement_id)


def standing_judgements(register: Register) -> list[Judgement]:
    """Give all judgements of the case that were not withdrawn, in the order in which they were made."""
    return _judgements(register, judgement.c.withdrawn_at.is_(None))


def decided(register: Register, receipt_id: str) -> list[Standing]:
    """Set what people decided about a document beside its latest reading (the rules stand in ``decided``).

    Judgements on every text that was ever extracted from it are among them.
    """
    texts = (
        sa.select(text.c.sha256)
        .select_from(receipt)
        .join(reading, reading.c.receipt_seq == receipt.c.seq)
        .join(text, text.c.id == reading.c.text_id)
        .where(receipt.c.receipt_id == receipt_id)
    )
    standing = _judgements(register, judgement.c.text_sha256.in_(texts), judgement.c.withdrawn_at.is_(None))
    document = read_document(register, receipt_id) if standing else None
    if document is None:
        return []
    return settle(standing, document.text.sha256 if document.text else None, document.reading.statements)


def _judgements(register: Register, *which: sa.ColumnElement[bool]) -> list[Judgement]:
    with register.reading() as connection:
        found = connection.execute(sa.select(judgement).where(*which).order_by(judgement.c.number)).all()
    with rows.decoding():
        return [rows.judgement_from(row) for row in found]
