# SPDX-License-Identifier: Apache-2.0
"""Level what writing leaves open, and know for each levelled character where it stands in the document.

1. Vowel marks and the lengthening stroke of Arabic, and invisible characters that turn the direction of writing, are
   left out.
2. A letter with a combining accent is the one letter that it looks like.
3. A vowel mark belongs to the letter before it: a span of levelled letters covers the marks in the document.
4. To compare with a table, letters are small, and the forms of alef and of the apostrophe are one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onrecord.model import Span

_ONE_FORM = str.maketrans({**dict.fromkeys("\u0622\u0623\u0625\u0671", "\u0627"), "\u2019": "'"})
_ACCENT = re.compile(r"[\u0300-\u036f]")
_SILENT = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")
_TO_MAP = re.compile(f"{_ACCENT.pattern}|{_SILENT.pattern}")


@dataclass(frozen=True, slots=True)
class Levelled:
    """A stretch of a document as the tables write it."""

    words: str
    offset: int
    starts: tuple[int, ...] | None = None
    """Where each character begins in the document, and where the last one ends; None where nothing was left out."""

    def span(self, start: int, end: int) -> Span:
        """Give the place in the document of the levelled characters ``[start, end)``, which are not empty."""
        if self.starts is None:
            return self.offset + start, self.offset + end
        return self.starts[start], self.starts[end]


def level(content: str, start: int, end: int) -> Levelled:
    """Level the characters ``[start, end)`` of a document."""
    words = content[start:end]
    if not _TO_MAP.search(words):
        return Levelled(words, start)
    kept: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(words, start):
        if _SILENT.match(char):
            continue
        if kept and _ACCENT.match(char):
            joined = unicodedata.normalize("NFC", kept[-1] + char)
            if len(joined) == 1:
                kept[-1] = joined
            continue
        kept.append(char)
        starts.append(at)
    return Levelled("".join(kept), start, (*starts, end))


def levelled(words: str) -> str:
    """Level words of a table."""
    return level(words, 0, len(words)).words


def folded(words: str) -> str:
    """Give levelled words as they are compared with a table."""
    return words.lower().translate(_ONE_FORM)
