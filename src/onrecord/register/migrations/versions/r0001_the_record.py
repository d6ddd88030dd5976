# SPDX-License-Identifier: Apache-2.0
"""The record: receipts, texts, readings, statements, judgements, and what guards them.

The triggers refuse to change or delete what is on the record. Lawful erasure, when it comes, lifts
them in its own transaction; nothing else does.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPLICATION_ID = 0x4F4E5243
"""``ONRC`` in the header of the file, so that ``file`` and onrecord know what it is."""

TABLES = (
    """
    CREATE TABLE receipt (
        seq INTEGER NOT NULL,
        receipt_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        sha512 TEXT NOT NULL,
        size INTEGER NOT NULL,
        name ANY NOT NULL,
        path ANY NOT NULL,
        parent TEXT,
        container_sha256 TEXT,
        modified ANY,
        received_at TEXT NOT NULL,
        supplied_by ANY,
        how_obtained ANY,
        published ANY,
        protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
        earlier_custody ANY NOT NULL,
        file_kind TEXT NOT NULL,
        PRIMARY KEY (seq),
        UNIQUE (receipt_id),
        FOREIGN KEY(parent) REFERENCES receipt (receipt_id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    "CREATE INDEX receipt_arrival ON receipt (sha256, container_sha256, name, path)",
    "CREATE INDEX receipt_parent ON receipt (parent)",
    """
    CREATE TABLE awaiting (
        receipt_seq INTEGER NOT NULL,
        PRIMARY KEY (receipt_seq),
        FOREIGN KEY(receipt_seq) REFERENCES receipt (seq)
    ) STRICT
    """,
    """
    CREATE TABLE text (
        id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        trigrams INTEGER NOT NULL CHECK (trigrams IN (0, 1)),
        exact BLOB,
        content TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (sha256)
    ) STRICT
    """,
    "CREATE INDEX text_with_trigrams ON text (id) WHERE trigrams = 1",
    """
    CREATE TABLE reader_version (
        id INTEGER NOT NULL,
        extractor TEXT NOT NULL,
        reader TEXT NOT NULL,
        tried TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (extractor, reader, tried)
    ) STRICT
    """,
    """
    CREATE TABLE reading (
        id INTEGER NOT NULL,
        receipt_seq INTEGER NOT NULL,
        text_id INTEGER,
        extractor TEXT,
        version_id INTEGER NOT NULL,
        status TEXT NOT NULL,
        reason ANY,
        unread TEXT NOT NULL,
        reader TEXT,
        title ANY,
        publisher ANY,
        author ANY,
        published ANY,
        published_basis TEXT NOT NULL,
        language TEXT,
        read_at TEXT NOT NULL,
        superseded INTEGER NOT NULL CHECK (superseded IN (0, 1)),
        incident ANY,
        sketch BLOB NOT NULL,
        text_map ANY,
        PRIMARY KEY (id),
        FOREIGN KEY(receipt_seq) REFERENCES receipt (seq),
        FOREIGN KEY(text_id) REFERENCES text (id),
        FOREIGN KEY(version_id) REFERENCES reader_version (id)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX reading_latest ON reading (receipt_seq) WHERE superseded = 0",
    "CREATE INDEX reading_receipt ON reading (receipt_seq)",
    "CREATE INDEX reading_text ON reading (text_id)",
    "CREATE INDEX reading_version ON reading (version_id, receipt_seq) WHERE superseded = 0",
    """
    CREATE TABLE statement (
        id INTEGER NOT NULL,
        reading_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        statement_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        subtype TEXT,
        speaker ANY,
        role TEXT,
        said_at ANY,
        reported_at ANY,
        due ANY,
        words TEXT NOT NULL,
        trigrams INTEGER NOT NULL CHECK (trigrams IN (0, 1)),
        body ANY NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (reading_id, position),
        FOREIGN KEY(reading_id) REFERENCES reading (id)
    ) STRICT
    """,
    "CREATE INDEX statement_due ON statement (due) WHERE due IS NOT NULL",
    "CREATE INDEX statement_kind ON statement (kind)",
    "CREATE INDEX statement_statement_id ON statement (statement_id)",
    "CREATE INDEX statement_with_trigrams ON statement (id) WHERE trigrams = 1",
    """
    CREATE TABLE sketch_band (
        digest INTEGER NOT NULL,
        text_id INTEGER NOT NULL,
        PRIMARY KEY (digest, text_id),
        FOREIGN KEY(text_id) REFERENCES text (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE judgement (
        number INTEGER NOT NULL,
        judgement_id TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        statement_id TEXT NOT NULL,
        proposal ANY NOT NULL,
        decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'corrected', 'rejected', 'unsure')),
        corrected ANY,
        reason ANY,
        judged_by ANY NOT NULL,
        judged_at TEXT NOT NULL,
        withdrawn_at TEXT,
        withdrawn_by ANY,
        PRIMARY KEY (number),
        UNIQUE (judgement_id),
        FOREIGN KEY(text_sha256) REFERENCES text (sha256)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX judgement_standing
    ON judgement (text_sha256, statement_id, judged_by) WHERE withdrawn_at IS NULL
    """,
    "CREATE INDEX judgement_statement ON judgement (statement_id)",
    "CREATE INDEX judgement_text ON judgement (text_sha256)",
    """
    CREATE TABLE log_outbox (
        id INTEGER NOT NULL,
        action TEXT NOT NULL,
        object_id TEXT NOT NULL,
        detail ANY NOT NULL,
        done_seq INTEGER,
        PRIMARY KEY (id),
        UNIQUE (action, object_id)
    ) STRICT
    """,
    "CREATE INDEX log_outbox_pending ON log_outbox (id) WHERE done_seq IS NULL",
    """
    CREATE TABLE meta (
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (key)
    ) STRICT
    """,
)

FROZEN = ("receipt", "text", "reader_version", "statement")
"""Tables in which nothing changes."""

NEVER_DELETED = (*FROZEN, "reading", "judgement", "log_outbox")

MARKED_ONCE = {
    "reading": ("OLD.superseded = 0 AND NEW.superseded = 1", ("superseded",)),
    "judgement": (
        "OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_by IS NOT NULL",
        ("withdrawn_at", "withdrawn_by"),
    ),
    "log_outbox": ("OLD.done_seq IS NULL AND NEW.done_seq IS NOT NULL", ("done_seq",)),
}
"""Tables in which one mark is set, once: when that is allowed, and the columns of the mark."""


def _refuse(table: str, change: str, unless: str | None = None) -> str:
    when = f"WHEN NOT ({unless})" if unless else ""
    return (
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table}'); END"
    )


def _all_the_same(table: str, but: tuple[str, ...]) -> str:
    columns = op.get_bind().exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,)).scalars()
    return " AND ".join(f"OLD.{name} IS NEW.{name}" for name in columns if name not in but)


def upgrade() -> None:
    """Make the tables and their guards."""
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for definition in TABLES:
        op.execute(definition)
    for table in FROZEN:
        op.execute(_refuse(table, "UPDATE"))
    for table, (allowed, mark) in MARKED_ONCE.items():
        op.execute(_refuse(table, "UPDATE", f"{allowed} AND {_all_the_same(table, mark)}"))
    for table in NEVER_DELETED:
        op.execute(_refuse(table, "DELETE"))
