# SPDX-License-Identifier: Apache-2.0
"""Cut text into the word pieces that the encoder knows, with the offset of each.

Greedy longest match, as Wu et al. 2016 (arXiv 1609.08144) describe and BERT uses it, over lower-cased words without
accents. Two things differ from BERT's own cutting, and the weights were trained with both: every mark and symbol is a
word of its own, and the case of each word is told beside its pieces, for without it "US" and "us" are one.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from onrecord.model import Span

BREAK, START, END, UNKNOWN = "[unused1]", "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100
"""Characters; a longer run of letters is one unknown piece."""
_KEPT_WORDS = 60_000
"""Words whose pieces are remembered, so that memory stays bounded whatever the text."""
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff])+|\S")
_INVISIBLE = frozenset({"Mn", "Cf", "Cc"})


@dataclass(slots=True)
class Pieces:
    """A text as pieces, one entry of each array for each."""

    ids: array[int] = field(default_factory=lambda: array("i"))
    starts: array[int] = field(default_factory=lambda: array("i"))
    """Offsets into the text; a paragraph break starts and ends at the end of the paragraph before it."""
    ends: array[int] = field(default_factory=lambda: array("i"))
    cases: array[int] = field(default_factory=lambda: array("b"))
    """0 lower case, 1 capitalised, 2 all capitals."""
    openings: array[int] = field(default_factory=lambda: array("i"))
    """Numbers of the pieces that open paragraphs."""

    def __len__(self) -> int:
        """Count pieces, paragraph breaks included."""
        return len(self.ids)


class WordPieces:
    """Cuts text, with one list of known pieces."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the known pieces in the order of their ids; ``##`` begins one that goes on inside a word."""
        self._ids = {piece: number for number, piece in enumerate(known)}
        self._longest = max(map(len, self._ids))
        self._words: dict[str, tuple[tuple[int, ...], tuple[int, ...], int]] = {}
        self.start, self.end, self._break, self._unknown = (self._ids[name] for name in (START, END, BREAK, UNKNOWN))

    def cut(self, content: str, paragraphs: Iterable[Span]) -> Pieces:
        """Cut the paragraphs of a text; a piece for the break stands between two."""
        found = Pieces()
        for start, end in paragraphs:
            before = len(found.ids)
            if before:
                _add(found, self._break, found.ends[-1], found.ends[-1], 0)
            opening = len(found.ids)
            for match in _WORD.finditer(content, start, end):
                self._take(match.group(), match.start(), found)
            if len(found.ids) > opening:
                found.openings.append(opening)
            elif before:
                for column in (found.ids, found.starts, found.ends, found.cases):
                    column.pop()
        return found

    def _take(self, word: str, at: int, found: Pieces) -> None:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            known = self._words[word] = (*self._pieces(word), _case(word))
        ids, ends, case = known
        start = at
        for identity, end in zip(ids, ends, strict=True):
            _add(found, identity, start, at + end, case)
            start = at + end

    def _pieces(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give the ids of the pieces of a word, and where in the word each ends."""
        plain, places = _plain(word)
        if not plain:
            return (), ()
        ids: list[int] = []
        ends: list[int] = []
        at = 0
        while at < len(plain) <= LONGEST_WORD:
            stop = min(len(plain), at + self._longest)
            lead = "##" if at else ""
            while stop > at and lead + plain[at:stop] not in self._ids:
                stop -= 1
            if stop == at:
                break
            ids.append(self._ids[lead + plain[at:stop]])
            ends.append(places[stop - 1])
            at = stop
        if at < len(plain):
            return (self._unknown,), (len(word),)
        ends[-1] = len(word)
        return tuple(ids), tuple(ends)


def _add(found: Pieces, identity: int, start: int, end: int, case: int) -> None:
    found.ids.append(identity)
    found.starts.append(start)
    found.ends.append(end)
    found.cases.append(case)


def _plain(word: str) -> tuple[str, list[int]]:
    """Lower a word and take off its accents; tells for each letter left where, in the word, its own letter ends."""
    if word.isascii():
        return word.lower(), list(range(1, len(word) + 1))
    letters: list[str] = []
    places: list[int] = []
    for number, letter in enumerate(word, start=1):
        for part in unicodedata.normalize("NFD", letter.lower()):
            if unicodedata.category(part) not in _INVISIBLE:
                letters.append(part)
                places.append(number)
    return "".join(letters), places


def _case(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[0].isupper() else 0


@lru_cache(maxsize=1)
def word_pieces() -> WordPieces:
    """Give the pieces that the encoder in the package knows."""
    listed = resources.files(__package__).joinpath("pieces.txt").read_text(encoding="utf-8")
    return WordPieces(listed.split("\n")[:-1])
