# SPDX-License-Identifier: Apache-2.0
"""Say which state a name in a document belongs to: by the table of nations, else by the document's own words.

"Chinese", "China's" and "Beijing" belong to China. A word that the table does not know belongs to the capitalised
word of the document that has its stem ("Velmoran" to "Velmora"). The home of a document is the state that it names
most.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from onrecord.reading.gazetteer import Sense, load, plain_key
from onrecord.reading.statements.english.sentences import Paragraph

_ADJECTIVE = re.compile(r"[A-Z]\w{2,}(?:ese|ish|ian|ean|an|ani|ni|ri|i|ch)$")
_POSSESSIVE = re.compile(r"['’]s?\b")
_STEM = 5
_MEMORY = 16_384
"""How many names are remembered; bounds memory on a large case."""


class Nations:
    """The states that a document names."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _counts(self) -> tuple[Counter[str], dict[str, Counter[str]], Counter[str]]:
        """How often the document names each state, under which country names, and all its capitalised words."""
        states: Counter[str] = Counter()
        written: dict[str, Counter[str]] = {}
        words: Counter[str] = Counter()
        for paragraph in self._paragraphs:
            tokens = paragraph.tokens
            for at, tag in enumerate(tokens.tag):
                if tag != "U":
                    continue
                raw = tokens.raw[at]
                words[raw] += 1
                after = at + 1 < len(tokens) and tokens.tag[at + 1] == "U"
                pair = f"{raw} {tokens.raw[at + 1]}" if after else ""
                name = pair if pair and _sense(pair) else raw
                state = _state(name)
                if state is None:
                    continue
                states[state] += 1
                if _is_country(name):
                    written.setdefault(state, Counter())[name] += 1
        return states, written, words

    @cached_property
    def home(self) -> str | None:
        """Give the name of the state that the document names most; None where no state leads."""
        top = self._counts[0].most_common(2)
        if not top or (len(top) > 1 and top[1][1] > 0.6 * top[0][1]):
            return None
        return self._shown(top[0][0])

    def of(self, name: str) -> str | None:
        """Give the state that a name tells: "Chinese police", "Velmora's army", "Beijing"."""
        words = _POSSESSIVE.sub("", name).split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size])
                state = _state(part) if part[:1].isupper() else None
                if state is not None:
                    return self._shown(state)
        return next((found for word in words if (found := self._by_stem(word))), None)

    def is_state(self, name: str) -> bool:
        """Say whether a name is that of a state and nothing more."""
        return _state(name) is not None

    def _by_stem(self, word: str) -> str | None:
        if not _ADJECTIVE.fullmatch(word) or len(word) < _STEM:
            return None
        others = [
            other
            for other in self._counts[2]
            if other != word and other[:_STEM] == word[:_STEM] and len(other) <= len(word) and other[:-1] in word
        ]
        return max(others, key=lambda other: (self._counts[2][other], other), default=None)

    def _shown(self, code: str) -> str:
        written = self._counts[1].get(code)
        return written.most_common(1)[0][0] if written else load().shown[code]


def states_in(name: str) -> frozenset[str]:
    """Give the codes of the states that a name tells, by the table alone."""
    words = _POSSESSIVE.sub("", name).split()
    parts = (" ".join(words[at : at + size]) for size in (3, 2, 1) for at in range(len(words) - size + 1))
    return frozenset(state for part in parts if part[:1].isupper() and (state := _state(part)))


@lru_cache(maxsize=_MEMORY)
def _sense(name: str) -> Sense | None:
    return load().keys.get(plain_key(name))


def _is_country(name: str) -> bool:
    sense = _sense(name)
    return sense is not None and bool(sense.countries)


@lru_cache(maxsize=_MEMORY)
def _state(name: str) -> str | None:
    """Give the code of the one state that a name is the name, adjective or seat of."""
    sense = _sense(name)
    if sense is None:
        return load().capitals.get(plain_key(name))
    codes = set(sense.countries) | set(sense.people)
    return next(iter(codes)) if len(codes) == 1 else None
