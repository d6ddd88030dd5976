# SPDX-License-Identifier: Apache-2.0
"""Sketches that tell near copies: how much of their wording two texts have in common.

A sketch is a MinHash of the runs of four words (shingles) of the text where statements are read; menus,
adverts and captions are left out, so the same article on two pages looks alike. Case, marks and accents
of spacing make no difference. The share of equal places in two sketches estimates the share of shingles that
two texts have in common (their Jaccard index) with a standard error of at most 0.044. The same text gives
the same sketch on any machine: the seed is fixed, and a change of it is a new kind of sketch.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rensa import RMinHash

from onrecord.model import BODY_KINDS, Text

PLACES = 128
"""Numbers in a sketch."""
BAND_ROWS = 4
"""Places in one band: with 32 bands of 4, two texts of likeness 0.5 share a band with probability 0.87."""
_SEED = 20220228
_SHINGLE_WORDS = 4
_FEWEST_WORDS = 24
"""A shorter text has no sketch: too little wording to call two texts copies."""
_AT_ONCE = 4096
_WORD = re.compile(r"\w+")


def sketch(text: Text) -> tuple[int, ...]:
    """Make the sketch of a text, 128 numbers of 32 bits; empty for a text too short to compare."""
    minhash = RMinHash(num_perm=PLACES, seed=_SEED)
    words: list[str] = []
    total = 0
    for word in _words(text):
        words.append(word)
        total += 1
        if len(words) >= _AT_ONCE:
            minhash.update(_shingles(words))
            words = words[1 - _SHINGLE_WORDS :]
    if total < _FEWEST_WORDS:
        return ()
    minhash.update(_shingles(words))
    return tuple(int(value) for value in minhash.digest())


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of wording in common, 0 to 1; 0 where one of them has no sketch."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def band_keys(sketch_of_text: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Give the keys by which candidates are found: texts that share one are worth comparing."""
    return tuple(
        (start, *sketch_of_text[start : start + BAND_ROWS])
        for start in range(0, len(sketch_of_text) - BAND_ROWS + 1, BAND_ROWS)
    )


def _words(text: Text) -> Iterator[str]:
    for segment in text.segments:
        if segment.kind in BODY_KINDS:
            words = unicodedata.normalize("NFKC", text.content[segment.start : segment.end]).casefold()
            yield from _WORD.findall(words)


def _shingles(words: list[str]) -> list[str]:
    return [" ".join(words[at : at + _SHINGLE_WORDS]) for at in range(len(words) - _SHINGLE_WORDS + 1)]
