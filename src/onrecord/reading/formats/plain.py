# SPDX-License-Identifier: Apache-2.0
"""Plain text (.txt, .md): the decoded file itself, with a map of its paragraphs.

1. Canonical text is the decoded file, code point by code point: line ends as they are, byte order mark
   excluded. Offsets into it are offsets into the file.
2. Blank lines end a paragraph. A block of lines between two blank lines is one paragraph if it is wrapped
   (the next line's first word would not have fitted, and not every line ends a sentence), and one
   paragraph a line if not.
3. A short first line without a full stop, alone in its block and followed by more, is the title. A line
   beginning with ``#`` is a heading, with ``>`` a quotation, a block of ``-`` or ``*`` lines a list.
4. Time is linear, whatever the lengths of lines; past the limit of segments, lines are gathered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from onrecord.intake.limits import READ_FILE, SEGMENTS
from onrecord.model import Metadata, Segment, SegmentKind, Span, Text, Unread
from onrecord.reading.formats.decoding import decode
from onrecord.reading.formats.extraction import Extraction

EXTRACTOR = "plain-1"

_LINE = re.compile(r"[^\r\n\f\x85\u2028\u2029]*(?:\r\n|[\r\n\f\x85\u2028\u2029]|\Z)")
_LINE_BREAK = re.compile(r"[\r\n]")
_BLANK_LINE = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]")
_FIRST_WORD = re.compile(r"\S*")
_CLOSING = '.!?:;"”»。؟'
_LONGEST_BLOCK = 10_000
"""Lines that are looked at together."""
_TITLE_CHARACTERS = 200
_WRAPPED_WIDTH = 120
"""Characters: longer lines were not wrapped by a person or a mail program."""
_WRAPPED_SHARE = 0.7
_MOST_UNREAD = 1000
"""Damaged stretches that are listed one by one; the warning counts all of them."""


def extract(path: Path) -> Extraction:
    """Read a plain text file."""
    decoded = decode(read_bytes(path))
    content = decoded.text
    segments, gathered = _segments(content)
    unread = tuple(Unread("Bytes in another encoding.", span) for span in decoded.bad[:_MOST_UNREAD])
    warnings = decoded.warnings + (
        (f"Paragraphs were gathered by {gathered}: there are very many.",) if gathered > 1 else ()
    )
    title = next(
        (content[part.start : part.end].lstrip("# ") for part in segments[:1] if part.kind in ("title", "heading")),
        None,
    )
    return Extraction(Text(content, segments, EXTRACTOR, unread, warnings), Metadata(title=title or None))


def segment_plain(content: str) -> tuple[Segment, ...]:
    """Map the paragraphs of a plain text."""
    return _segments(content)[0]


def read_bytes(path: Path) -> bytes:
    """Read a whole file. Raises LimitExceeded past the limit for files that are read."""
    if path.stat().st_size > READ_FILE.value:
        raise READ_FILE.exceeded("The file")
    return path.read_bytes()


@dataclass(slots=True)
class _Paragraphs:
    """Collects paragraphs; at the limit, neighbours are joined two by two, so that memory stays bounded."""

    found: list[tuple[int, int, SegmentKind]] = field(default_factory=list)
    every: int = 1
    """How many paragraphs make one entry."""
    _in_last: int = 0

    def add(self, start: int, end: int, kind: SegmentKind) -> None:
        if 0 < self._in_last < self.every:
            self.found[-1] = (self.found[-1][0], end, "paragraph")
            self._in_last += 1
            return
        if len(self.found) >= SEGMENTS.value:
            pairs = zip(self.found[::2], self.found[1::2], strict=True)
            self.found = [(one[0], other[1], "paragraph") for one, other in pairs]
            self.every *= 2
        self.found.append((start, end, kind))
        self._in_last = 1


def _segments(content: str) -> tuple[tuple[Segment, ...], int]:
    paragraphs = _Paragraphs()
    block: list[Span] = []
    for match in _LINE.finditer(content):
        start, end = _trimmed(content, match.start(), match.end())
        if start < end:
            block.append((start, end))
            if len(block) < _LONGEST_BLOCK:
                continue
        if block:
            _add_block(content, block, paragraphs)
            block = []
    if block:
        _add_block(content, block, paragraphs)
    found = paragraphs.found
    if len(found) > 1 and _is_title(content, *found[0][:2]) and found[0][2] == "paragraph":
        found[0] = (*found[0][:2], "title")
    segments = (Segment(start, end, kind, None, number) for number, (start, end, kind) in enumerate(found, 1))
    return tuple(segments), paragraphs.every


def _trimmed(content: str, start: int, end: int) -> Span:
    while end > start and content[end - 1].isspace():
        end -= 1
    while start < end and content[start].isspace():
        start += 1
    return start, end


def _add_block(content: str, block: list[Span], paragraphs: _Paragraphs) -> None:
    for start, end in [(block[0][0], block[-1][1])] if _is_one_paragraph(content, block) else block:
        paragraphs.add(start, end, _kind(content, start))


def _kind(content: str, start: int) -> SegmentKind:
    mark = content[start : start + 7]
    if re.match(r"#{1,6}\s", mark):
        return "heading"
    if mark.startswith(">"):
        return "quotation"
    return "list" if re.match(r"[-*•]\s", mark) else "paragraph"


def _is_one_paragraph(content: str, block: list[Span]) -> bool:
    """Tell wrapped lines from lines that are paragraphs: in wrapped ones the next first word would not have fitted."""
    if len(block) == 1:
        return True
    width = max(end - start for start, end in block)
    if width > _WRAPPED_WIDTH or any(_kind(content, start) != "paragraph" for start, _ in block[1:]):
        return False
    if all(content[end - 1] in _CLOSING for _, end in block[:-1]):
        return False  # wrapped lines end where the room ends, not where the sentences do
    wrapped = 0
    for (start, end), (following, stop) in pairwise(block):
        word = _FIRST_WORD.match(content, following, stop)
        wrapped += (end - start) + 1 + (word.end() - following if word else 0) > width
    return wrapped >= _WRAPPED_SHARE * (len(block) - 1)


def _is_title(content: str, start: int, end: int) -> bool:
    if end - start > _TITLE_CHARACTERS or content[end - 1] in '.!?:;,"”»。':
        return False
    return not _LINE_BREAK.search(content, start, end) and _blank_line_follows(content, end)


def _blank_line_follows(content: str, end: int) -> bool:
    return _BLANK_LINE.match(content, end) is not None
