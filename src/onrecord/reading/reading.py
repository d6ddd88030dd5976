# SPDX-License-Identifier: Apache-2.0
"""Read one text: tell its languages, choose the readers, and say plainly what was not read.

Rules:

1. The language is the one that the words show; what a page claims about itself counts only where they
   show none. A note too short to tell is read as English if it is written in plain letters.
2. A paragraph in another language than the rest is read by the reader of its own language. Where there is none, it is
   left out, kept, and listed as unread. A paragraph too short to tell is in the language of its document.
3. A language without a reader is no error: the document is kept, its language is told, and all of it is
   listed as unread.
4. Of a very long text the beginning is read (``READ_TEXT``), up to the end of a sentence; the rest is listed.
5. What a reader sets out not to read (indirect speech in Spanish), and what the extractor could not read (a page that
   needs OCR), is listed too. Nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.intake.limits import READ_TEXT
from onrecord.model import BODY_KINDS, Metadata, Reading, Segment, Span, Statement, Text
from onrecord.reading.language import detect, shows
from onrecord.reading.language_names import language_name
from onrecord.reading.statements import reader_for
from onrecord.reading.statements.interface import Reader, ReadingRequest

_LETTERS_TO_TELL = 80
"""A paragraph with fewer letters is taken to be in the language of its document."""
_LOOKED_AT = 2_000
"""Characters of a paragraph that are looked at to tell its language."""
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s)")
_LAST_LOOKED_AT = 10_000
"""Characters before the limit in which the end of a sentence is looked for."""


def read(text: Text, metadata: Metadata, *, answer_all: bool = False) -> Reading:
    """Say who said what in a text, or why it was not read. Never raises for any text."""
    kept = _beginning(text)
    language, foreign = _languages(kept, _language(text, metadata))
    metadata = replace(metadata, language=language)
    main = reader_for(language)
    readers = [main] if main is not None else []
    for told in sorted(set(foreign.values())):
        reader = reader_for(told)
        if reader is not None and reader not in readers:
            readers.append(reader)
    if not readers:
        return _not_read(text, metadata)
    request = ReadingRequest(kept, metadata, answer_all)
    readings = [_read_by(reader, request, foreign, is_main=reader is main) for reader in readers]
    unread = [segment for segment in _body(kept) if reader_for(foreign.get(segment, language)) is None]
    return _joined(text, kept, readings, {segment: foreign.get(segment, language or "") for segment in unread})


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


def _read_by(reader: Reader, request: ReadingRequest, foreign: Mapping[Segment, str], *, is_main: bool) -> Reading:
    """Let a reader read the paragraphs in its languages; what is no body text goes with the document's own reader."""
    segments = tuple(
        segment
        for segment in request.text.segments
        if (foreign[segment] in reader.languages if segment in foreign else is_main)
    )
    return reader.read(replace(request, text=replace(request.text, segments=segments)) if foreign else request)


def _joined(text: Text, kept: Text, readings: Sequence[Reading], left_out: Mapping[Segment, str]) -> Reading:
    """Make one reading of those of all readers, and say what none of them read."""
    reading = readings[0]
    if len(readings) > 1:
        statements = sorted((one for each in readings for one in each.statements), key=_place)
        names = "+".join(each.reader for each in readings if each.reader)
        incident = next((each.incident for each in readings if each.incident is not None), None)
        reading = replace(reading, statements=tuple(statements), reader=names, incident=incident)
    unread = [span for each in readings for span in each.unread]
    unread += [(segment.start, segment.end) for segment in left_out]
    unread += [part.span for part in text.unread if part.span is not None]
    reasons = [each.reason for each in readings if each.reason]
    reasons += [f"{language_name(language)} is not read yet" for language in sorted(set(left_out.values()))]
    if is_cut(text):
        rest = (len(kept.content), len(text.content))
        unread = [span for span in unread if span[1] <= rest[0]] + [rest]
        reasons.append(READ_TEXT.message("Its text").rstrip(".") + ": the rest is kept, and not read for statements")
    reasons += list(dict.fromkeys(part.reason for part in text.unread))
    if not reasons:
        return reading
    return replace(reading, status="partly read", reason="; ".join(reasons), unread=tuple(sorted(unread)))


def _place(statement: Statement) -> Span:
    return min(statement.content.spans)


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


def _languages(text: Text, guess: str | None) -> tuple[str | None, dict[Segment, str]]:
    """Give the language of a document and the paragraphs that are in another one, each with its own.

    The guess is made from a sample; where most of the letters are in another language, the document is in that.
    """
    told: dict[Segment, str] = {}
    letters: Counter[str] = Counter()
    for segment in _body(text):
        sample = text.content[segment.start : min(segment.end, segment.start + _LOOKED_AT)]
        language = _told(sample, guess or "en")
        if language is not None:
            told[segment] = language
            letters[language] += segment.end - segment.start
    language = guess
    if letters and letters[guess or ""] * 2 < letters.total():
        language = max(letters, key=lambda each: letters[each])
    return language, {segment: each for segment, each in told.items() if each != language}


def _told(sample: str, language: str) -> str | None:
    """Give the language of a paragraph; None where it is too short to tell. The model is asked last, for it is slow."""
    if shows(sample, language):
        return language
    if language != "en" and shows(sample, "en"):
        return "en"
    return detect(sample) if sum(map(str.isalpha, sample)) >= _LETTERS_TO_TELL else None


def _not_read(text: Text, metadata: Metadata) -> Reading:
    if not text.content.strip():
        reasons = list(dict.fromkeys(part.reason for part in text.unread)) or ["it holds no text"]
        return Reading("kept, not read", "; ".join(reasons), (), None, metadata)
    whole: tuple[Span, ...] = ((0, len(text.content)),)
    if metadata.language is None:
        return Reading("kept, not read", "its language could not be told", whole, None, metadata)
    return Reading("kept, not read", f"{language_name(metadata.language)} is not read yet", whole, None, metadata)
