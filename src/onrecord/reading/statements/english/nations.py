# SPDX-License-Identifier: Apache-2.0
"""Say which state a name in a document belongs to: by the table of nations, else by the document's own words.

1. "Chinese" and "China's" belong to China; so does "Beijing" where the document names China otherwise.
2. A document that names no state of the table has states of its own: whatever has a government, an army, a foreign
   minister or an embassy. An adjective belongs to the word that has its stem ("Velmoran" to "Velmora").
3. The home of a document is the state that it names most, where one leads clearly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from onrecord.reading.gazetteer import Sense, load, plain_key
from onrecord.reading.statements.english.sentences import Paragraph
from onrecord.reading.statements.english.tokens import Tokens

_ADJECTIVE = re.compile(r"[A-Z]\w{2,}(?:ese|ish|ian|ean|an|ani|ni|ri|i|ch)$")
_POSSESSIVE = re.compile(r"['’]s?\b")
_STEM = 5
_CLEAR = 0.6
"""The next state is named at most so often for each time that the home is."""
_MEMORY = 16_384
"""How many names are remembered; bounds memory on a large case."""
_OF_A_STATE = frozenset(
    "government army military foreign defence defense embassy prime regime interior parliament security".split()
)


@dataclass
class _Named:
    """What a document names: codes of states, how it writes their names, and all its capitalised words."""

    states: Counter[str] = field(default_factory=Counter)
    seats: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    """Names that the table does not know and that have a government, by how often the document says so."""


class Nations:
    """The states that a document names."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _named(self) -> _Named:
        named = _Named()
        for paragraph in self._paragraphs:
            tokens = paragraph.tokens
            for at, tag in enumerate(tokens.tag):
                if tag == "U":
                    self._note(tokens, at, named)
        for state, times in named.seats.items():
            if state in named.states:
                named.states[state] += times
        return named

    @staticmethod
    def _note(tokens: Tokens, at: int, named: _Named) -> None:
        raw = tokens.raw[at]
        named.words[raw] += 1
        pair = f"{raw} {tokens.raw[at + 1]}" if tokens.tag[at + 1 : at + 2] == ["U"] else ""
        name = pair if pair and _sense(pair) else raw
        state = _state(name)
        if state is not None:
            named.states[state] += 1
            if _is_country(name):
                named.written.setdefault(state, Counter())[name] += 1
            return
        seat = _seat(raw)
        if seat is not None:
            named.seats[seat] += 1
        after = tokens.low[at + 1 : at + 3]
        possessed = tokens.tag[at + 1 : at + 2] == ["G"] and after[-1:] and after[-1] in _OF_A_STATE
        governed = tokens.low[max(0, at - 2) : at] == ["government", "of"]
        if possessed or governed:
            named.own[raw] += 1

    @cached_property
    def home(self) -> str | None:
        """Give the name of the state that the document names most; None where no state leads."""
        named = self._named
        top = (named.states or self._own_counts).most_common(2)
        if not top or (len(top) > 1 and top[1][1] > _CLEAR * top[0][1]):
            return None
        return self._shown(top[0][0])

    @cached_property
    def _own_counts(self) -> Counter[str]:
        """How often the document names each state of its own, by any word with its stem."""
        named = self._named
        return Counter(
            {
                own: sum(times for word, times in named.words.items() if word == own or self._by_stem(word) == own)
                for own in named.own
            }
        )

    def of(self, name: str) -> str | None:
        """Give the state that a name tells: "Chinese police", "Velmora's army", "Beijing"."""
        for part in _parts(name):
            state = self._known(part)
            if state is not None:
                return self._shown(state)
        if self._named.states:
            return None
        return next((own for word in _words(name) if (own := self._own_state(word))), None)

    def is_state(self, name: str) -> bool:
        """Say whether a name is that of a state and nothing more."""
        return self._known(name) is not None or (not self._named.states and self._own_state(name) is not None)

    def _known(self, name: str) -> str | None:
        state = _state(name)
        if state is not None:
            return state
        seat = _seat(name)
        return seat if seat in self._named.states else None

    def _own_state(self, word: str) -> str | None:
        return word if word in self._named.own else self._by_stem(word)

    def _by_stem(self, word: str) -> str | None:
        """Give the state of the document's own to which an adjective belongs."""
        if len(word) < _STEM or not _ADJECTIVE.fullmatch(word):
            return None
        return next((own for own in self._named.own if own != word and own[:_STEM] == word[:_STEM]), None)

    def _shown(self, state: str) -> str:
        written = self._named.written.get(state)
        return written.most_common(1)[0][0] if written else load().shown.get(state, state)


def states_in(name: str) -> frozenset[str]:
    """Give the codes of the states that a name tells, by the table alone."""
    return frozenset(state for part in _parts(name) if (state := _state(part) or _seat(part)))


def _words(name: str) -> list[str]:
    return _POSSESSIVE.sub("", name).split()


def _parts(name: str) -> Iterator[str]:
    """Give the runs of words of a name that may be a state's, the longest first."""
    words = _words(name)
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            if words[start][:1].isupper():
                yield " ".join(words[start : start + size])


@lru_cache(maxsize=_MEMORY)
def _sense(name: str) -> Sense | None:
    return load().keys.get(plain_key(name))


def _is_country(name: str) -> bool:
    sense = _sense(name)
    return sense is not None and bool(sense.countries)


@lru_cache(maxsize=_MEMORY)
def _state(name: str) -> str | None:
    """Give the code of the one state that a name is the name or adjective of."""
    sense = _sense(name)
    codes = set(sense.countries) | set(sense.people) if sense is not None else set()
    return next(iter(codes)) if len(codes) == 1 else None


@lru_cache(maxsize=_MEMORY)
def _seat(name: str) -> str | None:
    """Give the code of the state whose seat of government a name is: "Beijing" may stand for China."""
    return load().capitals.get(plain_key(name))
