# SPDX-License-Identifier: Apache-2.0
"""Numbers as English text writes them: 3,000 · 1.5 million · two hundred and fifty · half a million · a dozen."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_ONES.split())} | {
    word: value * 10 for value, word in enumerate(_TENS.split(), 2)
}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_WORD = "(?:" + "|".join(sorted(_VALUES, key=len, reverse=True)) + ")"
_SCALE = r"(?:dozen|hundred|thousand|lakh|million|crore|billion|mn|bn|m)"
FIGURES = r"\d{1,3}(?:[,\u00a0\u202f]\d{2,3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?"
NUMERAL = (
    rf"(?:(?:{FIGURES})(?:[\s-]{{0,2}}{_SCALE}\b(?:\s+{_SCALE}\b)?)?"
    rf"|(?:half|a\s+quarter\s+of|quarter\s+of)\s+a\s+(?:million|billion|dozen)\b"
    rf"|(?:an?\s+{_SCALE}|{_WORD})\b(?:[\s-]{{1,2}}(?:and\s+)?(?:{_WORD}|{_SCALE})\b){{0,8}})"
)
"""A number of one value, as a pattern without groups; to be compiled with IGNORECASE."""

_PIECES = re.compile(rf"{FIGURES}|[a-z]+", re.IGNORECASE)


def value_of(numeral: str) -> float | None:
    """Give the value of what ``NUMERAL`` matched; None where the words make no number ("seven three")."""
    words = [piece.lower() for piece in _PIECES.findall(numeral)]
    if words[0] in {"half", "quarter"} or words[:2] == ["a", "quarter"]:
        return SCALES[words[-1]] * (0.5 if words[0] == "half" else 0.25)
    total, current = 0.0, None
    last = 0.0
    for word in words:
        if word in {"a", "an"}:
            current = 1.0
        elif word in SCALES:
            scale = SCALES[word]
            if scale == 100 or (scale == 12 and current is not None):
                current = (current if current is not None else 1.0) * scale
            else:
                total += (current if current is not None else 1.0) * scale
                current = None
            last = 0.0
        elif word != "and":
            number = float(re.sub(r"[,\u00a0\u202f]", "", word)) if word[0].isdigit() else float(_VALUES[word])
            if last and not (last >= 20 and last % 10 == 0 and number < 10):
                return None
            current = (current or 0.0) + number
            last = number
    return total + (current or 0.0)


def has_scale(numeral: str) -> bool:
    """Say whether the number carries a scale word such as "million"."""
    return any(piece.lower() in SCALES for piece in _PIECES.findall(numeral))


def scale_of(numeral: str) -> int:
    """Give the value of the last scale word, 1 where there is none."""
    scales = [SCALES[piece.lower()] for piece in _PIECES.findall(numeral) if piece.lower() in SCALES]
    return scales[-1] if scales else 1
