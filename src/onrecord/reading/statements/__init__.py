# SPDX-License-Identifier: Apache-2.0
"""Who said what: readers by language behind one interface. A new reader takes its place in ``READERS``."""

from __future__ import annotations

from onrecord.reading.statements.english.reader import EnglishReader
from onrecord.reading.statements.interface import Reader
from onrecord.reading.statements.quoting import TABLES
from onrecord.reading.statements.quoting.reader import QuotingReader

READERS: tuple[Reader, ...] = (EnglishReader(), *map(QuotingReader, TABLES))


def reader_for(language: str | None) -> Reader | None:
    """Give the reader of a language (ISO 639-1); None where there is none."""
    return next((reader for reader in READERS if language in reader.languages), None)
