# SPDX-License-Identifier: Apache-2.0
"""Readings for the tests."""

from __future__ import annotations

from onrecord.model import Metadata, Reading, Text
from onrecord.reading.formats.plain import segment_plain
from onrecord.reading.statements import reader_for
from onrecord.reading.statements.interface import ReadingRequest


def reading_of(language: str, content: str, published: str | None = None) -> Reading:
    reader = reader_for(language)
    assert reader is not None
    text = Text(content, segment_plain(content), "plain-1")
    return reader.read(ReadingRequest(text, Metadata(published=published, language=language)))


def told(language: str, content: str) -> list[tuple[str | None, str]]:
    """Give speaker and content of every statement."""
    statements = reading_of(language, content).statements
    return [(one.speaker.name if one.speaker else None, one.content.text) for one in statements]
