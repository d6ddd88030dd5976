# SPDX-License-Identifier: Apache-2.0
"""Write a text in plain Latin letters, one letter for one letter, so that offsets stay what they are."""

from __future__ import annotations

import re
import unicodedata

_BY_HAND = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "s", "æ": "a", "Æ": "A", "œ": "o",
    "Œ": "O", "þ": "t", "Þ": "T", "ð": "d", "Ð": "D", "ə": "e", "ħ": "h", "Ħ": "H", "ŋ": "n",
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "\u00a0": " ", "‐": "-", "‑": "-",
}  # fmt: skip
_FOREIGN = re.compile("[\u00a0-\u02bf\u1e00-\u1eff\u2010\u2011\u2018\u2019]+")


def _letters() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        first = unicodedata.normalize("NFKD", chr(code))[0]
        if first.isascii():
            table[code] = first
    return table | {ord(letter): plain for letter, plain in _BY_HAND.items()}


_TABLE = _letters()


def fold(text: str) -> str:
    """Give ``text`` with accents off and typographic apostrophes straight. Its length is the same."""
    if text.isascii():
        return text
    return _FOREIGN.sub(lambda found: found.group().translate(_TABLE), text)
