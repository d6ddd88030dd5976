# SPDX-License-Identifier: Apache-2.0
"""Full text search over texts and statements, and over those that are in a register already.

Words as ``unicode61`` cuts them, accents put aside; and trigrams beside them for what is written in
scripts that put no space between words or glue particles to them (the rows with ``trigrams = 1``).
The indexes are "external content": the words themselves stand once, in their tables.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = (
    ("text_words", "content", "text", "unicode61 remove_diacritics 2"),
    ("text_trigrams", "content", "text", "trigram"),
    ("statement_words", "words", "statement", "unicode61 remove_diacritics 2"),
    ("statement_trigrams", "words", "statement", "trigram"),
)

ROWS = {"text": "1", "statement": "reading_id IN (SELECT id FROM reading WHERE superseded = 0)"}
"""Statements of superseded readings are kept, but not found."""


def upgrade() -> None:
    """Make the indexes and fill them."""
    for index, column, table, tokenizer in INDEXES:
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5"
            f"({column}, content='{table}', content_rowid='id', tokenize='{tokenizer}')"
        )
        which = ROWS[table] + (" AND trigrams = 1" if tokenizer == "trigram" else "")
        op.execute(f"INSERT INTO {index} (rowid, {column}) SELECT id, {column} FROM {table} WHERE {which}")  # noqa: S608  # names of our own
