# SPDX-License-Identifier: Apache-2.0
"""The tables, as queries are built from them. Migrations make them; a test holds the two together.

Receipts, texts, readings, statements and judgements are the record: triggers (in the migrations)
refuse to change or delete them, but for three marks that are set once: a reading is superseded, a
judgement is withdrawn, an event is logged. The full text indexes stand in the second migration.

Large columns stand last in their tables: SQLite walks over what stands before a column.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType

metadata = sa.MetaData()


class Words(UserDefinedType[str]):
    """Text of any origin. What is no valid Unicode (PEP 383 names) is kept as bytes with surrogates passed."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Name the column type: in a STRICT table, ``ANY`` keeps text as text and bytes as bytes."""
        return "ANY"

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[str | None], str | bytes | None]:  # noqa: ARG002  # SQLAlchemy's signature
        """Give the function that makes Python text into what SQLite holds."""
        return _holdable

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], str | None]:  # noqa: ARG002  # SQLAlchemy's signature
        """Give the function that undoes it."""
        return _as_it_was


def _holdable(value: str | None) -> str | bytes | None:
    if value is None:
        return None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def _as_it_was(value: str | bytes | None) -> str | None:
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _table(name: str, *parts: sa.schema.SchemaItem, without_rowid: bool = False) -> sa.Table:
    return sa.Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not without_rowid)


def _required(name: str, kind: Any, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=False)


receipt = _table(
    "receipt",
    sa.Column("seq", sa.Integer, primary_key=True, comment="where it stands in the custody log"),
    _required("receipt_id", sa.Text),
    _required("sha256", sa.Text),
    _required("sha512", sa.Text),
    _required("size", sa.Integer),
    _required("name", Words),
    _required("path", Words),
    sa.Column("parent", sa.Text, sa.ForeignKey("receipt.receipt_id", deferrable=True, initially="DEFERRED")),
    sa.Column("container_sha256", sa.Text, comment="the bytes that hold it, so that adding again is one look-up"),
    sa.Column("modified", Words),
    _required("received_at", sa.Text),
    sa.Column("supplied_by", Words),
    sa.Column("how_obtained", Words),
    sa.Column("published", Words),
    _required("protected", sa.Integer, sa.CheckConstraint("protected IN (0, 1)")),
    _required("earlier_custody", Words),
    _required("file_kind", sa.Text),
    sa.UniqueConstraint("receipt_id"),
    sa.Index("receipt_arrival", "sha256", "container_sha256", "name", "path"),
    sa.Index("receipt_parent", "parent"),
)

awaiting = _table(
    "awaiting",
    sa.Column("receipt_seq", sa.Integer, sa.ForeignKey("receipt.seq"), primary_key=True),
)
"""Receipts that have no reading yet: a queue, no part of the record."""

text = _table(
    "text",
    sa.Column("id", sa.Integer, primary_key=True),
    _required("sha256", sa.Text),
    _required("trigrams", sa.Integer, sa.CheckConstraint("trigrams IN (0, 1)")),
    sa.Column("exact", sa.LargeBinary, comment="the true characters, where content cannot hold them"),
    _required("content", sa.Text),
    sa.UniqueConstraint("sha256"),
    sa.Index("text_with_trigrams", "id", sqlite_where=sa.text("trigrams = 1")),
)

reader_version = _table(
    "reader_version",
    sa.Column("id", sa.Integer, primary_key=True),
    _required("extractor", sa.Text),
    _required("reader", sa.Text),
    _required("tried", sa.Text),
    sa.UniqueConstraint("extractor", "reader", "tried"),
)
"""What made readings: few rows, so that the outdated ones are found without looking at each reading."""

reading = _table(
    "reading",
    sa.Column("id", sa.Integer, primary_key=True),
    _required("receipt_seq", sa.Integer, sa.ForeignKey("receipt.seq")),
    sa.Column("text_id", sa.Integer, sa.ForeignKey("text.id")),
    sa.Column("extractor", sa.Text),
    _required("version_id", sa.Integer, sa.ForeignKey("reader_version.id")),
    _required("status", sa.Text),
    sa.Column("reason", Words),
    _required("unread", sa.Text),
    sa.Column("reader", sa.Text),
    sa.Column("title", Words),
    sa.Column("publisher", Words),
    sa.Column("author", Words),
    sa.Column("published", Words),
    _required("published_basis", sa.Text),
    sa.Column("language", sa.Text),
    _required("read_at", sa.Text),
    _required("superseded", sa.Integer, sa.CheckConstraint("superseded IN (0, 1)")),
    sa.Column("incident", Words),
    _required("sketch", sa.LargeBinary),
    sa.Column("text_map", Words, comment="segments, unread parts and warnings of the text as found in this item"),
    sa.Index("reading_latest", "receipt_seq", unique=True, sqlite_where=sa.text("superseded = 0")),
    sa.Index("reading_receipt", "receipt_seq"),
    sa.Index("reading_text", "text_id"),
    sa.Index("reading_version", "version_id", "receipt_seq", sqlite_where=sa.text("superseded = 0")),
)

statement = _table(
    "statement",
    sa.Column("id", sa.Integer, primary_key=True),
    _required("reading_id", sa.Integer, sa.ForeignKey("reading.id")),
    _required("position", sa.Integer),
    _required("statement_id", sa.Text),
    _required("kind", sa.Text),
    sa.Column("subtype", sa.Text),
    sa.Column("speaker", Words),
    sa.Column("role", sa.Text),
    sa.Column("said_at", Words),
    sa.Column("reported_at", Words),
    sa.Column("due", Words),
    _required("words", sa.Text),
    _required("trigrams", sa.Integer, sa.CheckConstraint("trigrams IN (0, 1)")),
    _required("body", Words),
    sa.UniqueConstraint("reading_id", "position"),
    sa.Index("statement_statement_id", "statement_id"),
    sa.Index("statement_kind", "kind"),
    sa.Index("statement_due", "due", sqlite_where=sa.text("due IS NOT NULL")),
    sa.Index("statement_with_trigrams", "id", sqlite_where=sa.text("trigrams = 1")),
)

sketch_band = _table(
    "sketch_band",
    _required("digest", sa.Integer),
    _required("text_id", sa.Integer, sa.ForeignKey("text.id")),
    sa.PrimaryKeyConstraint("digest", "text_id"),
    without_rowid=True,
)

judgement = _table(
    "judgement",
    sa.Column("number", sa.Integer, primary_key=True),
    _required("judgement_id", sa.Text),
    _required("text_sha256", sa.Text, sa.ForeignKey("text.sha256")),
    _required("statement_id", sa.Text),
    _required("proposal", Words),
    _required("decision", sa.Text, sa.CheckConstraint("decision IN ('confirmed', 'corrected', 'rejected', 'unsure')")),
    sa.Column("corrected", Words),
    sa.Column("reason", Words),
    _required("judged_by", Words),
    _required("judged_at", sa.Text),
    sa.Column("withdrawn_at", sa.Text),
    sa.Column("withdrawn_by", Words),
    sa.UniqueConstraint("judgement_id"),
    sa.Index(
        "judgement_standing",
        "text_sha256",
        "statement_id",
        "judged_by",
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    ),
    sa.Index("judgement_text", "text_sha256"),
    sa.Index("judgement_statement", "statement_id"),
)

log_outbox = _table(
    "log_outbox",
    sa.Column("id", sa.Integer, primary_key=True),
    _required("action", sa.Text),
    _required("object_id", sa.Text),
    _required("detail", Words),
    sa.Column("done_seq", sa.Integer),
    sa.UniqueConstraint("action", "object_id"),
    sa.Index("log_outbox_pending", "id", sqlite_where=sa.text("done_seq IS NULL")),
)

meta = _table(
    "meta",
    sa.Column("key", sa.Text, primary_key=True),
    _required("value", sa.Text),
)
