# SPDX-License-Identifier: Apache-2.0
"""Find which states a name speaks of: "China", "Beijing", "the Chinese government" are one.

States come from two sources: the table of countries that is passed in, and the case itself, for documents
name states in fixed ways ("the government of X", "X's foreign minister", "Xan security forces", "the capital, Y").
What is learned from a case is a proposal like all else; it only decides which statements are set side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from onrecord.grouping.wording import plain, word_set

CountryOf = Callable[[str], str | None]
"""Give the name of the country that a word stands for, or None. Never a guess."""


def no_countries(name: str) -> str | None:  # noqa: ARG001  # the signature of a table of countries
    """Know no country: states are then learned from the documents alone."""
    return None


_NAME = r"[^\W\d_a-z][\w\u2019'-]*"
_NATIONAL = (
    "government|foreign|interior|defen[cs]e|justice|prime|president|army|military|armed|embassy|"
    "security|ministry|minister|national|regime"
)
_ORGANS = _NATIONAL + "|authorities|state|troops|soldiers|police|forces|officials?|ambassador|prosecutor"
_OF = re.compile(
    rf"\b(?:[Gg]overnment|[Rr]epublic|[Kk]ingdom|[Ee]mbassy|[Aa]mbassador|[Aa]rmy|[Aa]rmed [Ff]orces|[Aa]uthorities) "
    rf"of (?:the )?(?:(?:Republic|Kingdom) of )?({_NAME})"
)
_OWN = re.compile(rf"\b({_NAME})['\u2019]s (?:{_NATIONAL}|National|Interior|Foreign|Defen[cs]e)\b")
_ADJECTIVE = re.compile(rf"\b({_NAME}(?:an|ese|ish|ic|i)) (?:{_ORGANS}|Foreign|Interior|President|Prime)\b")
_CAPITAL = re.compile(rf"\bcapital,? (?:of {_NAME},? )?({_NAME})")
_DEMONYM_ENDINGS = frozenset(
    ("n", "an", "ian", "ese", "ish", "ic", "i", "er", "ers", "ns", "ans", "ians", "ean", "nese")
)
_NO_STATE = word_set(
    """african european american asian western eastern northern southern central council union court nations city
    human international independent local regional provincial christian muslim islamic"""
)
_ARTICLES = frozenset(("The", "A", "An"))
_CAPITALISED = re.compile(rf"{_NAME}(?:\.(?:{_NAME})?)*")


class States:
    """The states of one case, by every word that stands for them."""

    def __init__(
        self, phrases: Iterable[str], bare: Iterable[str], country_of: CountryOf, seat_of: CountryOf = no_countries
    ) -> None:
        """Learn from ``phrases`` in which parties are named; ``bare`` are names that may be those of states."""
        self._country_of = country_of
        self._seat_of = seat_of
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._capitals: dict[str, str] = {}
        self._learn(phrases, sorted(set(bare)))

    def _learn(self, phrases: Iterable[str], bare: Iterable[str]) -> None:
        nouns: Counter[str] = Counter()
        adjectives: Counter[str] = Counter()
        for phrase in phrases:
            nouns.update(found for pattern in (_OF, _OWN) for found in pattern.findall(phrase))
            adjectives.update(_ADJECTIVE.findall(phrase))
        for name in sorted(nouns, key=lambda one: (-nouns[one], one)):
            self._add(name, _own_or(self._country_of(name), name))
        known = {plain(name): name for name in bare} | {word: self._shown[state] for word, state in self._names.items()}
        for name in sorted(adjectives):
            state = self._country_of(name) or _noun_of(plain(name), known) or name
            self._add(state, state)
            self._add(name, state)

    def _add(self, name: str, state: str) -> None:
        word = plain(name)
        if word and not set(word.split()) <= _NO_STATE and len(word) > 2:
            self._names.setdefault(word, plain(state))
            self._shown.setdefault(plain(state), state)

    def add_capitals(self, text: str, home: str) -> None:
        """Learn "the capital, Y" from a document whose state is known. The first state that claims Y keeps it."""
        for name in _CAPITAL.findall(text):
            self._capitals.setdefault(plain(name), home)

    def shown(self, state: str) -> str:
        """Give the name of a state for people."""
        return self._shown.get(state, state.title())

    def in_name(self, name: str | None) -> tuple[str, ...]:
        """Give the states that a name or noun phrase speaks of, in the order of the words."""
        if not name:
            return ()
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = tuple(dict.fromkeys(self._search(name))) or self._by_seat(name)
        return found

    def _by_seat(self, name: str) -> tuple[str, ...]:
        """Give the state by the seat of its government, where nothing else is named ("Beijing officials")."""
        words = [re.sub(r"['\u2019]s?$", "", word) for word in _CAPITALISED.findall(name) if word not in _ARTICLES]
        country = self._seat_of(" ".join(words))
        if country is None:
            return ()
        self._shown.setdefault(plain(country), country)
        return (plain(country),)

    def names_state(self, word: str, state: str) -> bool:
        """Say whether a word is a name or adjective of the state, and not of a place in it."""
        return self.in_name(word) == (state,) and (self._country_of(word) is not None or not self._by_seat(word))

    def is_seat(self, place: str) -> bool:
        """Say whether a place is the seat of a government and bears another name than its state."""
        return self._country_of(place) is None and bool(self._by_seat(place))

    def of_capital(self, name: str) -> str | None:
        """Give the state whose capital the case calls by this name."""
        return self._capitals.get(plain(name))

    def _search(self, name: str) -> Iterable[str]:
        words = _CAPITALISED.findall(name)
        index = 0
        while index < len(words):
            for length in (3, 2, 1):
                run = words[index : index + length]
                state = self._lookup(" ".join(run)) if len(run) == length else None
                if state is not None:
                    yield state
                    index += length - 1
                    break
            index += 1

    def _lookup(self, words: str) -> str | None:
        bare = re.sub(r"['\u2019]s?$", "", words)
        country = self._country_of(bare)
        if country is not None:
            self._shown.setdefault(plain(country), country)
            return plain(country)
        word = plain(bare)
        return self._names.get(word) or _noun_of(word, self._names)


def _own_or(country: str | None, name: str) -> str:
    return country or re.sub(r"['\u2019]s?$", "", name)


def _noun_of(adjective: str, names: dict[str, str]) -> str | None:
    """Find the state of which this is the adjective: "velmoran" of "velmora"."""
    for cut in range(1, 6):
        base, ending = adjective[:-cut], adjective[-cut:]
        if len(base) < 4:
            return None
        if ending in _DEMONYM_ENDINGS:
            for noun in (base, base + "a", base + "y", base + "e", base + "ia", base + "o"):
                if noun in names:
                    return names[noun]
    return None
