# SPDX-License-Identifier: Apache-2.0
"""Building a canonical text piece by piece, with its map.

Formats that have no text of their own (HTML, PDF, DOCX, messages) get one made here: pieces joined by a
blank line, in document order, each with its kind, page and paragraph number. Plain text is not built: it is
kept code point by code point, and only its map is made (``formats/plain.py``).
"""

from __future__ import annotations

from onrecord.intake.limits import SEGMENTS, TEXT
from onrecord.model import Segment, SegmentKind, Text, Unread

BETWEEN = "\n\n"
"""What stands between two pieces of canonical text."""


class TextBuilder:
    """Collects the pieces of one document. Raises LimitExceeded where they grow past the limits."""

    def __init__(self, extractor: str) -> None:
        self.extractor = extractor
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._unread: list[Unread] = []
        self._warnings: list[str] = []

    def __len__(self) -> int:
        """Give the number of segments so far."""
        return len(self._segments)

    def add(self, text: str, kind: SegmentKind = "paragraph", page: int | None = None) -> None:
        """Add one piece; white space around it is left out, and a piece of nothing else is none."""
        text = text.strip()
        if not text:
            return
        if self._pieces:
            self._pieces.append(BETWEEN)
            self._length += len(BETWEEN)
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        if self._length > TEXT.value:
            raise TEXT.exceeded("Its text")
        if len(self._segments) >= SEGMENTS.value:
            raise SEGMENTS.exceeded("The number of its paragraphs")
        self._segments.append(Segment(start, self._length, kind, page, len(self._segments) + 1))

    def add_all(self, other: Text) -> None:
        """Add the segments of another text, with what it says about itself."""
        for segment in other.segments:
            self.add(other.content[segment.start : segment.end], segment.kind, segment.page)
        self._unread += [Unread(part.reason) for part in other.unread]
        self._warnings += other.warnings

    def unread(self, reason: str) -> None:
        """Note a part that gave no text."""
        self._unread.append(Unread(reason))

    def warn(self, warning: str) -> None:
        """Note what a reader of the document should know. No words of the document."""
        self._warnings.append(warning)

    def build(self) -> Text:
        """Give the text as collected."""
        return Text(
            "".join(self._pieces), tuple(self._segments), self.extractor, tuple(self._unread), tuple(self._warnings)
        )


def counted(number: int, one: str, many: str) -> str:
    """Say how many: ``counted(2, "deletion", "deletions")`` is ``2 deletions``."""
    return f"{number} {one if number == 1 else many}"
