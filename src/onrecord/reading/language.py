# SPDX-License-Identifier: Apache-2.0
"""In which language some text is: ISO 639-1, or None where it is too short or too close to tell.

A small model (py3langid) looks at short sequences of bytes. Same text, same answer: the model is part of
the installed package. It is loaded on first use, for it takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.model import Segment, Span

_ENOUGH = 40
"""Letters under which the answer is None: names and headings are guessed wrong more often than not."""
_SAMPLE = 8_000
"""Characters of a long text that are looked at, taken from its beginning, middle and end."""
_SURE = 0.7
"""Probability, normalised for length, under which the answer is None: at 0.9 ordinary sentences in Spanish,
Arabic and Chinese are lost; keyboard noise stays under 0.5 (see the tests)."""
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 8
_COMMONEST = {
    "en": (
        "the of and to in that is was were for on with by he she it they his her from at had have has not are who "
        "which said been will their this as"
    ),
    "es": "el los las del y con su sus al una fue han lo pero hasta desde dijo es",
    "fr": "le les des du et une est dans pour par sur pas qui avec ont il elle au aux cette ses leur sont nous",
    "ar": "في من على إلى عن أن إن التي الذي مع هذا هذه ذلك كان كانت لم بعد قال وقال بين ما لا",
}
"""The commonest words of the languages that are read, as far as their neighbours do not share them."""
_SHARE = {"en": 0.12}
_LEAST_SHARE = 0.1
"""Share of words that are the commonest ones, above which a paragraph is not asked about further; of English more,
whose neighbours write some of its words, too."""


@cache
def _common(language: str) -> re.Pattern[str] | None:
    words = _COMMONEST.get(language)
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) if words else None


def shows(sample: str, language: str) -> bool:
    """Say whether the commonest words of a language show that some text is in it, without asking the model."""
    pattern = _common(language)
    if pattern is None:
        return False
    words = len(_WORD.findall(sample))
    return words >= _FEWEST_WORDS and len(pattern.findall(sample)) >= words * _SHARE.get(language, _LEAST_SHARE)


@cache
def _model() -> Any:
    from py3langid.langid import LanguageIdentifier  # noqa: PLC0415  # loads numpy and the model

    return LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)


def detect(text: str) -> str | None:
    """Say in which language ``text`` is; None where that cannot be told."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _enough(sample):
        return None
    language, probability = _model().classify(sample)
    return str(language) if probability >= _SURE and len(language) == 2 else None


def passages(text: str, segments: Sequence[Segment]) -> list[tuple[Span, str]]:
    """Give the language of each segment that is long enough to tell, neighbours of one language joined."""
    found: list[tuple[Span, str]] = []
    for segment in segments:
        language = detect(text[segment.start : min(segment.end, segment.start + _SAMPLE)])
        if language is None:
            continue
        if found and found[-1][1] == language:
            found[-1] = ((found[-1][0][0], segment.end), language)
        else:
            found.append(((segment.start, segment.end), language))
    return found


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = len(text) // 2
    return text[:third] + "\n" + text[middle : middle + third] + "\n" + text[-third:]


def _enough(sample: str) -> int:
    """Letters that are enough: fewer in scripts whose letters are syllables or words."""
    wide = sum(char >= "\u3040" for char in sample)
    return _ENOUGH // 4 if wide * 2 > len(sample) else _ENOUGH
