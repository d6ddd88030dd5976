# SPDX-License-Identifier: Apache-2.0
"""Compare words for grouping: plain names, content words, their stems, and digests as ids.

Stems are cut by a few English endings; they serve to see that "publish" and "published" may be the same
act, never to show a word. Nothing here decides alone: every match is a proposal with its reason.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_WORD = re.compile("[^\\W_]+(?:[-'\u2019][^\\W_]+)*")
_POSSESSIVE = re.compile("['\u2019](?:s|S)?$")
_INSIDE = str.maketrans({"-": " ", "'": None, "\u2019": None})
ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))


def word_set(words: str) -> frozenset[str]:
    """Give the words of a line as a set."""
    return frozenset(words.split())


_EMPTY = word_set(
    """a about after again all also an and any are as asked at be been before being but by can could day days did do
    does each ever for from had has have he her here him his how i if in into is it its just last later like made may me
    might month months more most much must my new no nor not now of off on once one only or other our out over own per
    said same say says shall she should so some soon such take taken than that the their them then there these they
    this those time to told too two under until up upon us very was we week weeks were what when where which while who
    whom whose why will with within without would year years yet you your"""
)
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ed",
    "es",
    "ers",
    "er",
    "ion",
    "s",
    "e",
    "y",
)


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """Give a name for comparing: no case, no accents on Latin letters, no possessives, no punctuation, no article."""
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", name))]
    folded = [_unaccented(word).casefold().translate(_INSIDE) for word in words if word]
    while len(folded) > 1 and folded[0] in ARTICLES:
        folded.pop(0)
    return " ".join(folded)


def _unaccented(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    if not decomposed[:1].isascii():  # marks carry the sound in many other scripts
        return word
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut an English ending where at least four letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=200_000)
def stems(text: str) -> frozenset[str]:
    """Give the stems of the words of ``text`` that carry content, figures included."""
    return frozenset(stem(word) for word in plain(text).split() if word not in _EMPTY)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Say what share of the shorter set of words is in the longer one, from 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def digest(prefix: str, *parts: str) -> str:
    """Make an id out of content: the same parts give the same id on any machine."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.sha256(joined).hexdigest()[:16]}"
