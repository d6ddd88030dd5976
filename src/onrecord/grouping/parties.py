# SPDX-License-Identifier: Apache-2.0
"""Say who is meant: which side speaks, and which side is accused.

1. A name that speaks of a state means that state: its government, ministries, forces and officials answer for it
   together, and so do its capital ("Beijing") and its adjective ("the Chinese government").
2. An organ without a state ("the ministry", "the police", "the authorities") means the state of its document: the one
   state that the document accuses, or names; else the only state that the case accuses.
3. An official is of the state that some source phrase of the case gives ("Velmora's foreign minister, Ilmar Tovesk").
4. Another name means itself; a surname or short form means the one full name of the case that has it.
5. A group without a name ("rebels", "gunmen") is the same group only within the documents about one state.

Each step beyond the name itself leaves a note, which becomes a reason that people see.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.grouping.material import Entry, Material, Writing
from onrecord.grouping.states import CountryOf, States, no_countries
from onrecord.grouping.wording import ARTICLES, plain, word_set
from onrecord.vocabulary import load

_ORGAN = re.compile(
    r"\b(?:governments?|authorit(?:y|ies)|ministry|ministries|ministers?|presiden\w+|premier|army|armed forces|"
    r"military|"
    r"troops|soldiers?|polic\w+|security (?:forces?|services?|agencies|agents)|forces|guards?|guards?men|guardsman|"
    r"officials?|regime|junta|"
    r"administration|prosecut\w+|intelligence|navy|air force|embassy|state|prison service|gendarm\w+|cabinet|"
    r"spokes\w+|ambassador|consul\w*|warders?|wardens?|commandos?|agents?|officers?|foreign affairs|warplanes|jets)\b"
)
_ORGAN_OF_ANY_PLACE = re.compile(
    r"\b(?:governments?|authorit(?:y|ies)|police(?:man|men)?|ministry|governor|prosecutors?|officials?|"
    r"national guard)\b"
)
_COMPANY = re.compile(
    r"\b(?:ltd|inc|plc|llc|gmbh|s a|sa|ag|nv|bv|corporation|company|companies|firm|group|mine|mining)\b"
)
_ONE_WORD = re.compile(r"[^\W\d_a-z][\w'-]+")
_CAPITAL_LETTER = re.compile(r"[^\W\d_a-z]")
_OFFICE_WORDS = word_set(
    """national guard interior foreign defence defense justice ministry minister president prime army military police
    security forces state government authorities border coast air force navy prison service republican presidential
    office public prosecutor general attorney department bureau intelligence special branch armed central local"""
)
_PRONOUNS = word_set("he she it they we i them him her who one someone somebody nobody others some many")
_MANY = word_set(
    """many several some few dozens hundreds thousands various two three four five six seven eight nine ten both all
    other numerous number number most"""
)
_GROUPS = word_set(
    """residents activists officials witnesses eyewitnesses sources source relatives families family groups group
    organisations organizations campaigners experts lawyers doctors villagers survivors detainees people critics
    observers analysts governments countries states politicians lawmakers reports report victims prisoners
    refugees locals researchers scholars journalists media defenders ngos protesters demonstrators opponents
    supporters neighbours neighbors colleagues friends parents mothers women men person persons man woman resident
    doctor lawyer witness activist relative official teacher nurse guard soldier student students former advocates
    monitors workers"""
)
_IDENTIFIED = word_set("un ohchr unhcr icc eu osce ilo unicef")


@dataclass(frozen=True, slots=True)
class Party:
    """A side: a state, or somebody with a name, or a group without one."""

    key: str
    name: str
    """To show."""
    state: str | None = None
    """The state that it is, belongs to or speaks for."""
    note: str | None = None
    """How it was understood, where the name alone does not say it."""

    @property
    def is_state(self) -> bool:
        """Whether a state is meant, and not a person or group of it."""
        return self.key.startswith("state:")

    def answers_for(self, accused: Party) -> bool:
        """Say whether what this party says is said by the side that is accused."""
        return self.key == accused.key or (self.is_state and self.state is not None and self.state == accused.state)


def is_unnamed(name: str) -> bool:
    """Say whether a speaker's name identifies nobody: "rights groups", "a doctor at the hospital"."""
    words = plain(name).split()
    if not words or words[0] in _MANY or words[0] in _PRONOUNS:
        return True
    tokens = re.sub(r"\b(?:of|in|from|at|who|near|with|for)\b.*|,.*", "", name).split()
    capitalised = [token for token in tokens[1:] if _CAPITAL_LETTER.match(token)]
    head = plain(tokens[-1]) if tokens else words[-1]
    if head in _GROUPS and not _IDENTIFIED & set(words):
        return True
    has_case = name.upper() != name.lower()
    if tokens and plain(tokens[0]) in ("a", "an"):
        return not capitalised
    return (
        has_case
        and not capitalised
        and not (tokens and _CAPITAL_LETTER.match(tokens[0]) and tokens[0] not in ("The", "A", "An"))
    )


class Parties:
    """Who is who in one case."""

    def __init__(self, material: Material, country_of: CountryOf, seat_of: CountryOf = no_countries) -> None:
        self._roles = load().roles
        self.states = States(_phrases(material, self._for_state), _bare(material), country_of, seat_of)
        self._aliases = _aliases(material)
        self._speakers: dict[str, Party | None] = {}
        self._homes = {writing.key: self._home(writing) for writing in material.writings}
        accused = {state for entry in material.entries for state in self.states.in_name(entry.statement.accused)}
        self._only = next(iter(accused)) if len(accused) == 1 else None
        for writing in material.writings:
            home = self._homes[writing.key]
            if home is not None and writing.document.text is not None:
                self.states.add_capitals(writing.document.text.content[:50_000], home)
        self._state_of = self._officials(material)

    def home(self, writing: Writing) -> str | None:
        """Give the state that a document is about, or None where it is about several or none."""
        return self._homes[writing.key]

    def _home(self, writing: Writing) -> str | None:
        """Give the one state that the document accuses; else the one that its state speakers and its head name."""
        accused: set[str] = set()
        named: set[str] = set()
        for statement in writing.statements:
            accused.update(self.states.in_name(statement.accused))
            if statement.speaker is not None and self._for_state(statement.speaker.role):
                source = statement.source.text if statement.source else None
                named.update(self.states.in_name(source) + self.states.in_name(statement.speaker.name))
            named.update(self.states.in_name(statement.place))
        if accused:
            return next(iter(accused)) if len(accused) == 1 else None
        if len(named) != 1:
            incident = writing.document.reading.incident
            country = self.states.in_name(incident.country) if incident else ()
            named = set(country) or named or set(self.states.in_name(writing.head))
        return next(iter(named)) if len(named) == 1 else None

    def _for_state(self, role: str) -> bool:
        known = self._roles.get(role)
        return known is not None and known.state_side

    def _officials(self, material: Material) -> dict[str, str]:
        """Learn from source phrases of which state each named official is: the state most often given."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in material.entries:
            speaker = entry.statement.speaker
            if speaker is None or entry.own_voice or not self._for_state(speaker.role):
                continue
            phrase = entry.statement.source.text if entry.statement.source else ""
            states = self.states.in_name(phrase)
            if len(states) == 1:
                votes[self._full(speaker.name)][states[0]] += 1
        return {name: min(counts, key=lambda one: (-counts[one], one)) for name, counts in votes.items()}

    def _full(self, name: str) -> str:
        key = plain(name)
        return self._aliases.get(key, key)

    # --- who is accused, who speaks ---

    def accused(self, entry: Entry) -> tuple[Party, ...]:
        """Give the parties that a statement accuses; none where it names none."""
        name = entry.statement.accused
        if not name or plain(name) in _PRONOUNS or not plain(name):
            return ()
        states = self.states.in_name(name)
        if len(states) > 1 and re.search(r"\band\b|&|,", name):
            return tuple(self._state(state) for state in sorted(states))
        return (self.resolve(name, entry.writing),)

    def resolve(self, name: str, writing: Writing) -> Party:
        """Give the party that a name means in a document."""
        words = plain(name)
        states = self.states.in_name(name)
        if states and not _is_company(words):
            return self._state(states[0])
        if self._is_organ(name, words):
            return self._organ(name, words, writing)
        capital = self.states.of_capital(name)
        if capital is not None:
            return self._state(capital, f"the case calls {name} the capital of {self.states.shown(capital)}")
        if not _CAPITAL_LETTER.search(name):
            scope = self._homes[writing.key] or self._only or writing.key
            return Party(f"group:{scope}:{words}", name)
        full = self._full(name)
        return Party(f"name:{full}", name, self._state_of.get(full))

    def _is_organ(self, name: str, words: str) -> bool:
        if not _ORGAN.search(words) or _is_company(words):
            return False
        return not _strange(name) or bool(_ORGAN_OF_ANY_PLACE.search(words))

    @staticmethod
    def _is_foreign(name: str) -> bool:
        """Say whether an organ bears a proper name that is no known state's: then it is not the document's own."""
        return bool(_ORGAN.search(plain(name))) and bool(_strange(name))

    def _organ(self, name: str, words: str, writing: Writing) -> Party:
        home = self._homes[writing.key]
        if home is not None:
            return self._state(home, f"in this document “{name}” is taken to be of {self.states.shown(home)}")
        if self._only is not None:
            shown = self.states.shown(self._only)
            return self._state(self._only, f"the document names no state for “{name}”; the case accuses only {shown}")
        return Party(f"group:{writing.key}:{words}", name)

    def _state(self, state: str, note: str | None = None) -> Party:
        return Party(f"state:{state}", self.states.shown(state), state, note)

    def speaker(self, entry: Entry) -> Party | None:
        """Give the party that speaks; None for unnamed speakers and for a document's own voice."""
        if entry.id not in self._speakers:
            self._speakers[entry.id] = self._speaking(entry)
        return self._speakers[entry.id]

    def _speaking(self, entry: Entry) -> Party | None:
        speaker = entry.statement.speaker
        if speaker is None or entry.own_voice:
            return None
        if self._for_state(speaker.role):
            return self._official(entry, speaker.name)
        if speaker.role == "anonymous" or is_unnamed(speaker.name):
            return None
        full = self._full(speaker.name)
        return Party(f"name:{full}", speaker.name, self._state_of.get(full))

    def _official(self, entry: Entry, name: str) -> Party | None:
        """Give the state for which an official or organ speaks, else the name itself."""
        source = entry.statement.source.text if entry.statement.source else None
        for states in (self.states.in_name(name), self.states.in_name(source)):
            if len(states) >= 1:
                return self._state(states[0])
        full = self._full(name)
        state = self._state_of.get(full) or self.states.of_capital(name)
        if state is not None:
            return self._state(state, f"elsewhere in the case {name} speaks for {self.states.shown(state)}")
        home = self._homes[entry.writing.key] or self._only
        if home is not None and not self._is_foreign(name):
            return self._state(home, f"the document names no other state for {name} than {self.states.shown(home)}")
        if is_unnamed(name) and not _CAPITAL_LETTER.search(name[1:]):
            return Party(f"group:{entry.writing.key}:{plain(name)}", name)
        return Party(f"name:{full}", name)

    def person(self, entry: Entry) -> str | None:
        """Give the key of the person or body that speaks, not of the side; None where it has no name."""
        speaker = entry.statement.speaker
        if speaker is None or entry.own_voice or speaker.role == "anonymous" or is_unnamed(speaker.name):
            return None
        return self._full(speaker.name)

    def addressee(self, entry: Entry) -> Party | None:
        """Give the party that is asked, urged or invited."""
        name = entry.statement.addressee
        if not name or plain(name) in _PRONOUNS or not plain(name):
            return None
        return self.resolve(name, entry.writing)


def _strange(name: str) -> set[str]:
    """Give the capitalised words of a name that are no words of offices."""
    capitalised = {plain(word) for word in name.split() if _CAPITAL_LETTER.match(word)} - ARTICLES
    return {word for word in capitalised if not set(word.split()) <= _OFFICE_WORDS and not _ORGAN.fullmatch(word)}


def _is_company(words: str) -> bool:
    return bool(_COMPANY.search(words)) and "mining ministry" not in words


def _phrases(material: Material, for_state: Callable[[str], bool]) -> Iterator[str]:
    """Give the phrases in which the case names parties.

    A bare name that is both accused and a speaker for a state is written out as the state that it must be; so is
    the country of an incident.
    """
    accused: set[str] = set()
    speaking: set[str] = set()
    for writing in material.writings:
        yield writing.head
        incident = writing.document.reading.incident
        if incident is not None and incident.country:
            yield f"the government of {incident.country}"
        for statement in writing.statements:
            speaker = statement.speaker
            source = statement.source.text if statement.source else None
            yield from (words for words in (statement.accused, source, statement.addressee) if words)
            accused.add(statement.accused or "")
            if speaker is not None:
                yield speaker.name
                speaking.update((speaker.name,) if for_state(speaker.role) else ())
    yield from (f"the government of {name}" for name in sorted(accused & speaking) if _ONE_WORD.fullmatch(name))


def _bare(material: Material) -> Iterator[str]:
    """Give the single words that are accused or speak: names of states, where an adjective of theirs is found."""
    for entry in material.entries:
        speaker = entry.statement.speaker.name if entry.statement.speaker else None
        yield from (name for name in (entry.statement.accused, speaker) if name and _ONE_WORD.fullmatch(name))


def _aliases(material: Material) -> dict[str, str]:
    """Map a surname or short form to the one longer name of a speaker that ends or begins with it."""
    names: set[str] = set()
    for entry in material.entries:
        speaker = entry.statement.speaker
        if speaker is not None and not entry.own_voice and not is_unnamed(speaker.name):
            names.add(plain(speaker.name))
        if entry.statement.accused and not is_unnamed(entry.statement.accused):
            names.add(plain(entry.statement.accused))
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        if len(words) > 1:
            longer[words[-1]].add(name)
            longer[words[0]].add(name)
    return {name: next(iter(longer[name])) for name in names if len(longer.get(name, ())) == 1}
