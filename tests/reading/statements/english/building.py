# SPDX-License-Identifier: Apache-2.0
"""Texts of a few lines, read by the English reader, for tests."""

from __future__ import annotations

import re

from onrecord.model import Metadata, Reading, Segment, Statement, Text
from onrecord.reading.statements.english.reader import EnglishReader
from onrecord.reading.statements.interface import ReadingRequest


def text_of(content: str) -> Text:
    """Make a canonical text of which every line is a paragraph."""
    return Text(content, tuple(Segment(*match.span()) for match in re.finditer(r"[^\n]+", content)), "plain-1")


def reading_of(content: str, published: str | None = "2026-03-11") -> Reading:
    """Read a text that was published on that day, a Wednesday unless another one is named."""
    metadata = Metadata(published=published, published_basis="given" if published else "unknown")
    return EnglishReader(encoded=0).read(ReadingRequest(text_of(content), metadata))


def statements_of(content: str, published: str | None = "2026-03-11") -> tuple[Statement, ...]:
    """Give the statements of a text."""
    return reading_of(content, published).statements


def one_of(content: str, published: str | None = "2026-03-11") -> Statement:
    """Give the only statement of a text."""
    found = statements_of(content, published)
    assert len(found) == 1, [(one.kind, one.content.text) for one in found]
    return found[0]
