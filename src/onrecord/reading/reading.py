# SPDX-License-Identifier: Apache-2.0
"""Read one text: tell its language, choose the reader, and say plainly what was not read.

Rules:

1. The language is the one that the words show; what a page claims about itself counts only where they
   show none. A note too short to tell is read as English if it is written in plain letters.
2. A paragraph in another language than the reader's is left out, kept, and listed as unread.
3. A language without a reader is no error: the document is kept, its language is told, and all of it is
   listed as unread.
4. Of a very long text the beginning is read (``READ_TEXT``), up to the end of a sentence; the rest is listed.
5. What the extractor could not read (a page that needs OCR) is listed too. Nothing is dropped in silence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.intake.limits import READ_TEXT
from onrecord.model import BODY_KINDS, Metadata, Reading, Segment, Span, Text
from onrecord.reading.language import detect
from onrecord.reading.language_names import language_name
from onrecord.reading.statements import reader_for
from onrecord.reading.statements.interface import Reader, ReadingRequest

_LETTERS_TO_TELL = 60
"""A paragraph with fewer letters is taken to be in the language of its document."""
_LOOKED_AT = 2_000
"""Characters of a paragraph that are looked at to tell its language."""
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|that|is|was|were|for|on|with|by|he|she|it|they|his|her|from|at|had|have|has|not|are|"
    r"who|which|said|been|will|their|this|as)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s)")
_LAST_LOOKED_AT = 10_000
"""Characters before the limit in which the end of a sentence is looked for."""
_ENGLISH_SHARE = 0.12
"""Share of words that are the commonest ones of English, above which a paragraph is not asked about further."""


def read(text: Text, metadata: Metadata) -> Reading:
    """Say who said what in a text, or why it was not read. Never raises for any text."""
    language = _language(text, metadata)
    metadata = replace(metadata, language=language)
    reader = reader_for(language)
    if reader is not None:
        return _read_with(reader, text, metadata)
    reader = reader_for("en")
    english = tuple(segment for segment in text.segments if _looks_english(text.content, segment))
    if language is not None and reader is not None and english:
        return _read_with(reader, text, metadata)
    return _not_read(text, metadata)


def _language(text: Text, metadata: Metadata) -> str | None:
    body = "\n\n".join(text.content[part.start : part.end] for part in _body(text)[:400]) or text.content
    if sum(map(str.isalpha, body[:_LOOKED_AT])) == 0 and not any(map(str.isalpha, body)):
        return metadata.language
    found = detect(body) or metadata.language
    if found is None and len(body) < _LOOKED_AT and body.isascii():
        return "en"
    return found[:2].lower() if found else None


def _body(text: Text) -> list[Segment]:
    return [segment for segment in text.segments if segment.kind in BODY_KINDS]


def _read_with(reader: Reader, text: Text, metadata: Metadata) -> Reading:
    """Read the paragraphs in the reader's language and list the others."""
    kept = _beginning(text)
    foreign = {
        segment: found
        for segment in _body(kept)
        if (found := _foreign_language(kept.content, segment, reader)) is not None
    }
    if foreign:
        kept = replace(kept, segments=tuple(segment for segment in kept.segments if segment not in foreign))
    reading = reader.read(ReadingRequest(kept, metadata))
    unread = [(segment.start, segment.end) for segment in foreign]
    unread += [part.span for part in text.unread if part.span is not None]
    reasons = [f"{language_name(language)} is not read yet" for language in sorted(set(foreign.values()))]
    if is_cut(text):
        rest = (len(kept.content), len(text.content))
        unread = [span for span in unread if span[1] <= rest[0]] + [rest]
        reasons.append(READ_TEXT.message("Its text").rstrip(".") + ": the rest is kept, and not read for statements")
    reasons += list(dict.fromkeys(part.reason for part in text.unread))
    if not reasons:
        return reading
    return replace(reading, status="partly read", reason="; ".join(reasons), unread=tuple(sorted(unread)))


def is_cut(text: Text) -> bool:
    """Say whether a text is so long that only its beginning is read for statements."""
    return len(text.content) > READ_TEXT.value


def _beginning(text: Text) -> Text:
    """Give what of a text is read: all of it, or its beginning, in which every offset stays what it is."""
    if not is_cut(text):
        return text
    end = READ_TEXT.value
    crossing = text.segment_at(end - 1)
    if crossing is not None and crossing.end > end:
        ends = _SENTENCE_END.finditer(text.content, max(crossing.start, end - _LAST_LOOKED_AT), end)
        end = max((found.end() for found in ends), default=end)
    segments = [replace(part, end=end) if part.end > end else part for part in text.segments if part.start < end]
    return replace(text, content=text.content[:end], segments=tuple(segments))


def _foreign_language(content: str, segment: Segment, reader: Reader) -> str | None:
    """Give the language of a paragraph that the reader does not read; None where it does, or may."""
    if _looks_english(content, segment) and "en" in reader.languages:
        return None
    sample = content[segment.start : min(segment.end, segment.start + _LOOKED_AT)]
    if sum(map(str.isalpha, sample)) < _LETTERS_TO_TELL:
        return None
    found = detect(sample)
    return None if found is None or found in reader.languages else found


def _looks_english(content: str, segment: Segment) -> bool:
    sample = content[segment.start : min(segment.end, segment.start + _LOOKED_AT)]
    words = len(_WORD.findall(sample))
    return words >= 8 and len(_ENGLISH.findall(sample)) >= words * _ENGLISH_SHARE


def _not_read(text: Text, metadata: Metadata) -> Reading:
    if not text.content.strip():
        reasons = list(dict.fromkeys(part.reason for part in text.unread)) or ["it holds no text"]
        return Reading("kept, not read", "; ".join(reasons), (), None, metadata)
    whole: tuple[Span, ...] = ((0, len(text.content)),)
    if metadata.language is None:
        return Reading("kept, not read", "its language could not be told", whole, None, metadata)
    return Reading("kept, not read", f"{language_name(metadata.language)} is not read yet", whole, None, metadata)
