# SPDX-License-Identifier: Apache-2.0
"""Find trigger words in a text, in one pass over its words.

A trigger is lower case words; a space in it matches white space or a hyphen; a trailing ``*`` on a word
matches any ending; -ise/-ize, labour/labor and centre/center are the same. A strong hit proposes its
type, a weak one only beside a second cue (which the caller judges); a hit that an ``exclude`` phrase of
the same type covers is dropped. Time is linear in the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord.vocabulary.loader import load

Strength = Literal["strong", "weak", "exclude"]

_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[\s\-\u2010\u2011]{1,4}")
_SPELLINGS = (
    (re.compile(r"is(e|ed|er|ers|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(lab|neighb|hon|behavi|fav|col|harb|rum)our"), r"\1or"),
    (re.compile(r"^(cent|theat)re(s?)$"), r"\1er\2"),
    (re.compile(r"^programme"), "program"),
)
_MEMORY = 65_536
"""How many distinct words are remembered; bounds memory on hostile text."""
HARM = re.compile(
    r"\b(?:"
    r"attack\w*|storm\w*|shot\b|shoot\w*|kill\w*|dead\b|died\b|death\w*|murder\w*|abduct\w*|kidnap\w*|"
    r"snatch\w*|beat\w*|tortur\w*|rap(?:e|ed|es|ing)\b|assault\w*|threat\w*|harass\w*|intimidat\w*|"
    r"violen\w*|abus\w*|arrest\w*|detain\w*|detention\w*|jail\w*|prison\w*|raid\w*|crackdown\w*|"
    r"repress\w*|persecut\w*|forc(?:ed|ibly)\b|evict\w*|burn\w*|bomb\w*|shell(?:ed|ing)\b|injur\w*|"
    r"wound\w*|victim\w*|hostage\w*|suppress\w*|silenc\w*|discriminat\w*|unpaid|starv\w*|disappear\w*|"
    r"missing|execut\w*|corrupt\w*|brib\w*|fraud\w*|rigg\w*|suffer\w*|stolen|stole\b|robb\w*|destroy\w*|"
    r"spy\w*|cruel\w*|brutal\w*|oppress\w*|censor\w*|ransom|captiv\w*|captor\w*"
    r")"
)
"""Words that tell of harm, whatever the act; lower case."""
_ACTS = re.compile(r"(?:sentenc|convict|flee|fled|displac|confiscat|loot|demolish|deport|expel|steriliz|sterilis)\w*")
"""Single words that tell of an act and of no topic, beside those of harm."""
_PERSONS = re.compile(r"(?:detainee|prisoner|inmate|victim|protester|demonstrator)s?$")
"""Words that tell who was harmed, and not how."""
_LONGEST_WORD = 40
"""Longer words match no trigger."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One trigger in a text."""

    start: int
    end: int
    term: str
    """Id of the violation or characterisation."""
    strength: Strength


@dataclass(slots=True)
class _Node:
    """A place in the tree of triggers: which words lead on, and which triggers end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    """By trigger word, with its ``*``."""
    ends: list[tuple[str, Strength]] = field(default_factory=list)


def normalised(word: str) -> str:
    """Lower the case and level the spelling variants of one word."""
    word = word.lower()
    for pattern, by in _SPELLINGS:
        word = pattern.sub(by, word)
    return word


def _level_token(token: str) -> str:
    """Level a trigger word, keeping its ``*``; a stem such as ``sterilis*`` becomes ``steriliz*``."""
    if not token.endswith("*"):
        return normalised(token)
    stem = normalised(token[:-1])
    return re.sub(r"(?<=[a-z]{2}il|[a-z]{2}al|[a-z]{2}an|[a-z]{2}er)is$", "iz", stem) + "*"


class TriggerMatcher:
    """A compiled set of triggers. Holds no text; safe to share."""

    def __init__(self, triggers: Iterable[tuple[str, Strength, str]]) -> None:
        """Compile ``(term, strength, trigger)`` triples."""
        self._root = _Node()
        tokens: set[str] = set()
        for term, strength, trigger in triggers:
            node = self._root
            for token in trigger.lower().split():
                level = _level_token(token)
                tokens.add(level)
                node = node.next.setdefault(level, _Node())
            node.ends.append((term, strength))
        self._whole = frozenset(token for token in tokens if not token.endswith("*"))
        self._stems = frozenset(token for token in tokens if token.endswith("*"))
        self._shortest = min((len(stem) - 1 for stem in self._stems), default=1)
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Find the hits in ``text[start:end]``, in order, with those dropped that an exclusion covers."""
        words = [
            (match.start(), match.end()) for match in _WORD.finditer(text, start, len(text) if end is None else end)
        ]
        keys = [self._tokens_of(text[a:b]) for a, b in words]
        hits: list[Hit] = []
        for index, tokens in enumerate(keys):
            if tokens:
                self._walk(text, words, keys, index, hits)
        excluded = {
            (hit.term, start): hit.end for hit in hits if hit.strength == "exclude" for start in _starts(text, hit)
        }
        return [hit for hit in hits if hit.strength != "exclude" and excluded.get((hit.term, hit.start), -1) < hit.end]

    def _tokens_of(self, word: str) -> tuple[str, ...]:
        """Say which trigger words this word satisfies."""
        known = self._known.get(word)
        if known is None:
            known = self._look_up(normalised(word)) if len(word) <= _LONGEST_WORD else ()
            if len(self._known) < _MEMORY:
                self._known[word] = known
        return known

    def _look_up(self, word: str) -> tuple[str, ...]:
        found = [word] if word in self._whole else []
        for length in range(self._shortest, len(word) + 1):
            stem = word[:length] + "*"
            if stem in self._stems:
                found.append(stem)
        return tuple(found)

    def _walk(
        self, text: str, words: list[tuple[int, int]], keys: list[tuple[str, ...]], first: int, hits: list[Hit]
    ) -> None:
        nodes, index = [self._root], first
        while nodes and index < len(words):
            if index > first and not _JOINT.fullmatch(text, words[index - 1][1], words[index][0]):
                return
            nodes = [node.next[token] for node in nodes for token in keys[index] if token in node.next]
            hits.extend(
                Hit(words[first][0], words[index][1], term, strength) for node in nodes for term, strength in node.ends
            )
            index += 1


def _starts(text: str, hit: Hit) -> list[int]:
    """Give where the words of a hit start."""
    return [match.start() for match in _WORD.finditer(text, hit.start, hit.end)]


@lru_cache(maxsize=1)
def matcher() -> TriggerMatcher:
    """Give the matcher of all violations and legal characterisations of the vocabulary."""
    vocabulary = load()
    triples: list[tuple[str, Strength, str]] = []
    terms = [(term.id, term.triggers) for term in vocabulary.violations.values()]
    terms += [(label.id, label.triggers) for label in vocabulary.characterisations.values()]
    for term, triggers in terms:
        triples += [(term, "strong", trigger) for trigger in triggers.strong]
        triples += [(term, "weak", trigger) for trigger in triggers.weak]
        triples += [(term, "exclude", trigger) for trigger in triggers.exclude]
    return TriggerMatcher(triples)


def named_acts(text: str) -> frozenset[str]:
    """Give the violations whose act the words themselves name, and not only a topic ("school", "journalists").

    A strong trigger names an act; so does a weak one of several words, or one that tells of harm.
    """
    known = load().violations
    return frozenset(hit.term for hit in matcher().find(text) if hit.term in known and _names(text, hit))


def _names(text: str, hit: Hit) -> bool:
    words = text[hit.start : hit.end].lower()
    if hit.strength == "strong" or " " in words:
        return True
    return bool(HARM.match(words) or _ACTS.match(words)) and not _PERSONS.match(words)
