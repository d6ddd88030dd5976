# SPDX-License-Identifier: Apache-2.0
"""Who does harm and who suffers it in one document: all its acts, with names, read once.

1. A person, a body and an organ have the fullest name that the document gives them ("police" is "Averin police" where
   the document says so); a state has the name by which the document calls it.
2. A pronoun stands for the nearest before it that fits: he and she for a person, they and it for a side that acted or
   suffered before. "I" and "we" stand for whoever speaks, which only the statement knows.
3. "The doctor" is the one person by name who was harmed before, where there is one.
4. What leads in a document is the side to which most acts are laid, a state counting for all its organs. In a report
   of ordinary crimes, police and courts act against those accused and are not themselves accused.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from onrecord.model import Span
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.deeds import find_deeds
from onrecord.reading.statements.english.mentions import BODY_WORDS
from onrecord.reading.statements.english.nations import Nations
from onrecord.reading.statements.english.noun_phrases import PERSON_HEADS, NounPhrase, is_common, words_of
from onrecord.reading.statements.english.tokens import Tokens

THE_SPEAKER = "\0"
"""Stands for "I" and "we" until it is known who speaks. No name of a document can be this."""

_ORGANS = (
    "police|authorities|government|army|military|security forces|security services|security agencies|forces|troops|"
    "soldiers|regime|junta|courts?|prosecutors?|officials|administration|state|ministry|guards|gunmen|rebels|militants|"
    "officers|agents|intelligence|party|coalition|parliament|union|company"
)
_FULL_ORGAN = re.compile(rf"\b((?:[A-Z][\w’'\-]+ ){{1,3}})({_ORGANS})\b")
_ORGAN_WORD = re.compile(r"\b(police|authorities|government|army|military|security forces|soldiers|regime|officers)\b")
_BARE_ORGAN = re.compile(rf"(?:the )?({_ORGANS})", re.IGNORECASE)
_STATE_ORGAN = re.compile(
    r"(?i)\b(?:police|authorit(?:y|ies)|governments?|army|military|security \w+|forces|troops|soldiers?|regime|junta|"
    r"administration|state|ministry|ministr\w+|guards?|officers?|agents?|officials?|intelligence \w+|parliament|"
    r"jailers?|warders?|courts?|prosecutors?|judges?)$"
)
_JUDGING = re.compile(r"(?i)\b(?:courts?|judges?|jury|tribunal|justices?|commission|prosecutors?)\b")
_CRIME = re.compile(
    r"murder\w*|kidnap\w*|rap(?:e|ed|ing|ist)|robb\w+|theft|stolen|hijack\w*|fraud|burglar\w*|assault\w*|drugs?|"
    r"abduct\w*|gunmen|bandits|suspects?|ransom|criminals?"
)
_RIGHTS = re.compile(
    r"activists?|journalis\w+|protest\w*|rights|dissident\w*|opposition|regime|crackdown|critic\w*|tortur\w+|"
    r"authorities|dissent|freedoms?|repress\w+|democra\w+"
)
_SELF = frozenset("i we me us my our myself ourselves".split())
_MANY = frozenset("they them their themselves".split())
_BODY = frozenset("it its itself".split())
_ONE = {"he": "man", "him": "man", "his": "man", "she": "woman", "her": "woman"}
_NOBODY = frozenset("people others person who that which these those you your this".split())
_ONE_PERSON = frozenset(
    """doctor journalist activist lawyer man woman girl boy student teacher victim suspect blogger reporter photographer
    writer politician prisoner detainee farmer""".split()
)
_NO_PART_OF_NAMES = frozenset("The In On But And A As If When".split())
_BEFORE_PLACE = re.compile(r"\b(?:in|at|near|from|to) (?:the )?$")
_SMALL = frozenset("the of and in for".split())
_REACH = 700
"""How far back, in characters, a pronoun may point."""
_BACK = 6
"""How many acts back."""
_ACT_WEIGHT = 3
_HOME_WEIGHT = 4
_NAMED_AT_MOST = 9
"""How much one act, the home of the document, and being named weigh in what leads. Tried on the labelled news: what
leads there by four fifths is the side accused in two of three statements that name none; less sharing, fewer."""
_RIGHTS_WORDS = 6
_RIGHTS_OVER_CRIME = 1.5


@dataclass(frozen=True, slots=True)
class NamedDeed:
    """An act with the names of those in it, and its place in the document."""

    at: int
    doer: str | None
    harmed: str | None
    charge: bool = False
    """The act is to charge, try or punish somebody for an offence."""


class DocumentParties:
    """The acts and names of one document. Everything is worked out on first use."""

    def __init__(self, context: ReadingContext) -> None:
        self.context = context
        self.text = context.text.content
        self.nations = Nations(context.paragraphs)
        self._starts = [paragraph.tokens.starts[0] for paragraph in context.paragraphs]
        self._mention_starts = [mention.start for mention in context.mentions.found]

    # --- acts ---

    @cached_property
    def deeds(self) -> list[NamedDeed]:
        """All acts of the document that name somebody, in order."""
        named: list[NamedDeed] = []
        for paragraph in self.context.paragraphs:
            tokens = paragraph.tokens
            for deed in find_deeds(tokens):
                doer = self.name(tokens, deed.doer, named, doer=True) if deed.doer else None
                harmed = self.name(tokens, deed.harmed, named, doer=False) if deed.harmed else None
                if doer or harmed:
                    named.append(NamedDeed(tokens.starts[deed.at], doer, harmed, deed.charge))
        return named

    @cached_property
    def _deed_starts(self) -> list[int]:
        return [deed.at for deed in self.deeds]

    def deeds_in(self, spans: tuple[Span, ...]) -> Iterator[NamedDeed]:
        """Give the acts told in ``spans``."""
        for start, end in spans:
            first = bisect.bisect_left(self._deed_starts, start)
            yield from self.deeds[first : bisect.bisect_left(self._deed_starts, end)]

    def deeds_before(self, offset: int) -> list[NamedDeed]:
        """Give the last acts told before ``offset``."""
        end = bisect.bisect_left(self._deed_starts, offset)
        return self.deeds[max(0, end - _BACK) : end]

    def doers_in(self, spans: tuple[Span, ...]) -> Iterator[str]:
        """Name those who do the acts told in ``spans`` and can be accused of them."""
        for deed in self.deeds_in(spans):
            name = self._accused_by(deed)
            if name and not (self.is_crime_report and self.state_of(name)):
                yield name

    def _accused_by(self, deed: NamedDeed) -> str | None:
        """Name who is accused where this act is told: its doer, or whoever is charged in a report of crimes."""
        name = deed.harmed if deed.charge and self.is_crime_report else deed.doer
        return name if name and self.can_be_accused(name) else None

    @cached_property
    def balance(self) -> Counter[str]:
        """How much more often each name does harm than suffers it. In a report of crimes, to be charged is to do it."""
        counts: Counter[str] = Counter()
        for deed in self.deeds:
            if deed.charge:
                counts[deed.harmed or ""] += 1 if self.is_crime_report else -1
                continue
            counts[deed.doer or ""] += 1
            counts[deed.harmed or ""] -= 1
        return counts

    def can_be_accused(self, name: str) -> bool:
        """Say whether a name is of those who rather do harm; a court that judges is not."""
        return name != THE_SPEAKER and self.balance[name] > 0 and not _JUDGING.search(name)

    # --- what leads ---

    @cached_property
    def _words(self) -> Counter[str]:
        """The words that the document writes, as they stand."""
        return Counter(word for paragraph in self.context.paragraphs for word in paragraph.tokens.raw)

    @cached_property
    def _topics(self) -> Counter[str]:
        """How many words of the document are of crime and of rights."""
        counts: Counter[str] = Counter()
        for raw, times in self._words.items():
            word = raw.lower()
            counts[_topic_of(word)] += times
        return counts

    @cached_property
    def is_crime_report(self) -> bool:
        """Whether the document speaks more of ordinary crimes than of rights."""
        return self._topics["crime"] > self._topics["rights"]

    @cached_property
    def is_about_rights(self) -> bool:
        """Whether the document lays harm to its home state, and speaks of rights clearly more than of crimes."""
        home = self.nations.home
        if home is None or not any(deed.doer and self.state_of(deed.doer) == home for deed in self.deeds):
            return False
        rights = self._topics["rights"]
        return rights >= _RIGHTS_WORDS and rights > _RIGHTS_OVER_CRIME * self._topics["crime"]

    @cached_property
    def leading(self) -> tuple[str | None, float]:
        """Give the side to which most acts are laid, with its share of them."""
        states: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for deed in self.deeds:
            name = self._accused_by(deed)
            state = self.state_of(name) if name else None
            if name is None or (state is not None and self.is_crime_report):
                continue
            if state is not None:
                states[state] += _ACT_WEIGHT
            elif self.is_crime_report or not deed.charge:
                others[name] += _ACT_WEIGHT
        if self.nations.home is not None and not self.is_crime_report:
            states[self.nations.home] += _HOME_WEIGHT
        for name in others:
            others[name] += min(_NAMED_AT_MOST, self.text.count(name))
        weights = [*states.most_common(1), *others.most_common(1)]
        if not weights:
            return None, 0.0
        name, weight = max(weights, key=lambda one: one[1])
        return name, weight / (states.total() + others.total())

    def same_side(self, name: str, other: str | None) -> bool:
        """Say whether a name is of the other's side: the same, an organ of that state, or with a word of its name."""
        if other is None:
            return False
        ours = {word[:5] for word in name.lower().split()} - _SMALL
        theirs = {word[:5] for word in other.lower().split()}
        return name == other or self.state_of(name) == other or bool(ours & theirs)

    # --- states ---

    def state_of(self, name: str) -> str | None:
        """Give the state whose organ a name is, or that it is itself."""
        known = self.nations.of(name)
        if self.is_organ(name):
            return known or self.nations.home
        return known if known and self.nations.is_state(name) else None

    def is_organ(self, name: str) -> bool:
        """Say whether a name is that of an organ of a state."""
        return bool(_STATE_ORGAN.search(name))

    def state_of_speaker(self, attribution: Attribution) -> str | None:
        """Give the state for which an official speaks: by the words that introduce the name, else the home state."""
        name = attribution.speaker.name if attribution.speaker else ""
        at = self.text.find(name) if name else -1
        before = after = ""
        if at >= 0:
            before = re.split(r"[.;!?\n]", self.text[max(0, at - 70) : at])[-1]
            apposition = re.match(r", [^.;\n]{0,60}", self.text[at + len(name) : at + len(name) + 62])
            after = apposition[0] if apposition else ""
        for words in (self.context.words(attribution.source), name, before, after):
            state = self.nations.of(words)
            if state is not None:
                return state
        return self.nations.home

    # --- names ---

    def tokens_at(self, offset: int) -> tuple[Tokens, int] | None:
        """Give the paragraph's tokens and the token that begins at or after ``offset``."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        tokens = self.context.paragraphs[index].tokens
        at = bisect.bisect_left(tokens.starts, offset)
        return (tokens, at) if at < len(tokens) else None

    def name(self, tokens: Tokens, phrase: NounPhrase, before: list[NamedDeed], *, doer: bool) -> str | None:
        """Name whom a phrase means, who does or suffers an act; ``before`` are the acts told so far."""
        low = tokens.low[phrase.head]
        if phrase.end - phrase.start == 1:
            if tokens.tag[phrase.head] == "P" or low in _ONE or low in _MANY | _BODY | _SELF:
                return self._pronoun(low, tokens.starts[phrase.head], before, doer=doer)
            if low in _NOBODY:
                return None
        common = is_common(tokens, phrase)
        if tokens.tag[phrase.head] == "U" and not common:
            return self._proper(tokens, phrase, doer=doer)
        words = words_of(tokens, phrase)
        words = words[:1].lower() + words[1:] if common else words
        if not doer and tokens.low[phrase.start] == "the" and low in _ONE_PERSON:
            return self._victim_before(before) or words
        if _BARE_ORGAN.fullmatch(words):
            return self._full_organs.get(words.lower(), words.lower())
        return words or None

    def organ_in(self, spans: tuple[Span, ...]) -> str | None:
        """Name the first organ of the home state that ``spans`` name."""
        for start, end in spans:
            for match in _ORGAN_WORD.finditer(self.text, start, end):
                name = self._full_organs.get(match[1], match[1])
                if self.state_of(name) == self.nations.home:
                    return name
        return None

    @cached_property
    def _full_organs(self) -> dict[str, str]:
        """Map a bare organ to its most frequent full name in the document."""
        counts: dict[str, Counter[str]] = {}
        for match in _FULL_ORGAN.finditer(self.text):
            first = match.group(1).split()
            while first and first[0] in _NO_PART_OF_NAMES:
                first = first[1:]
            if first:
                counts.setdefault(match.group(2), Counter())[" ".join([*first, match.group(2)])] += 1
        return {organ: counter.most_common(1)[0][0] for organ, counter in counts.items()}

    def _proper(self, tokens: Tokens, phrase: NounPhrase, *, doer: bool) -> str | None:
        """Give the fullest form of the name that the phrase ends with; None where it is no name of people or bodies."""
        start, end = tokens.starts[phrase.start], tokens.ends[phrase.head]
        mentions = self.context.mentions
        for index in range(bisect.bisect_left(self._mention_starts, end) - 1, -1, -1):
            mention = mentions.found[index]
            if mention.end <= start:
                return None
            if mention.person:
                return mentions.full(mention.name.split(". ")[-1])
            name = mentions.full(mention.name)
            if self._is_person(name):
                return name
            acts = self._can_act(name) if doer else name.endswith("s") or tokens.low[phrase.head] in PERSON_HEADS
            return name if acts else None
        return None

    def _can_act(self, name: str) -> bool:
        words = {word.lower() for word in name.split()}
        if BODY_WORDS & words or name.endswith("s"):
            return True
        return self.text.count(name) > 1 and not (len(words) == 1 and name.lower() in self._words)

    def _pronoun(self, low: str, offset: int, before: list[NamedDeed], *, doer: bool) -> str | None:
        if low in _SELF:
            return THE_SPEAKER
        if low in _ONE:
            victim = None if doer else self._victim_before(before[-_BACK:])
            if victim is not None and self.context.mentions.sexes.get(victim, _ONE[low]) == _ONE[low]:
                return victim
            return self._person_before(_ONE[low], offset)
        if low not in _MANY | _BODY:
            return None
        for deed in reversed(before[-_BACK:]):
            if offset - deed.at > _REACH:
                return None
            name = deed.doer if doer else deed.harmed
            if name and name != THE_SPEAKER and not self._is_person(name):
                return name
        return None

    def _is_person(self, name: str) -> bool:
        return self.context.mentions.by_last.get(name.rsplit(maxsplit=1)[-1].lower()) == name

    def _person_before(self, sex: str, offset: int) -> str | None:
        mentions = self.context.mentions
        last = bisect.bisect_left(self._mention_starts, offset)
        for mention in reversed(mentions.found[max(0, last - 2 * _BACK) : last]):
            if offset - mention.start > _REACH:
                return None
            full = mentions.full(mention.name)
            place = _BEFORE_PLACE.search(self.text, max(0, mention.start - 10), mention.start)
            if mention.person and place is None and mentions.sexes.get(full, sex) == sex:
                return full
        return None

    def _victim_before(self, before: list[NamedDeed]) -> str | None:
        """Give the one person by name who was harmed in the acts before."""
        named = Counter(deed.harmed for deed in before if deed.harmed and self._is_person(deed.harmed))
        top = named.most_common(2)
        if not top or (len(top) > 1 and top[0][1] < 2 * top[1][1]):
            return None
        return top[0][0]


@lru_cache(maxsize=16_384)
def _topic_of(word: str) -> str:
    if _CRIME.fullmatch(word):
        return "crime"
    return "rights" if _RIGHTS.fullmatch(word) else ""
