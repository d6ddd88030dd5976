# SPDX-License-Identifier: Apache-2.0
"""The vocabulary as frozen values. Definitions are the project's own; codes point to public schemes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Fit = Literal["exact", "narrower", "broader", "nearest", "none"]


@dataclass(frozen=True, slots=True)
class Triggers:
    """Words that propose a term. They propose; a person confirms."""

    strong: tuple[str, ...] = ()
    """One hit proposes the term."""
    weak: tuple[str, ...] = ()
    """Proposes only beside a second cue in the same sentence."""
    exclude: tuple[str, ...] = ()
    """A hit that one of these phrases covers is dropped."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty. Never print one for a state without checking that the state is a party."""

    id: str
    name: str
    year: int
    kind: str


@dataclass(frozen=True, slots=True)
class Provision:
    """Articles of one instrument."""

    instrument: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExternalCodes:
    """Codes of another scheme, and how well they fit: direction is from our term to theirs."""

    codes: tuple[str, ...]
    fit: Fit


@dataclass(frozen=True, slots=True)
class Violation:
    """A type of act. A match says "this text speaks about it", never "it happened"."""

    id: str
    label: str
    group: str
    definition: str
    parent: str | None = None
    instruments: tuple[Provision, ...] = ()
    rome: tuple[str, ...] = ()
    """Articles of the Rome Statute."""
    huridocs_mt4: ExternalCodes = ExternalCodes((), "none")
    uhri: ExternalCodes = ExternalCodes((), "none")
    hrdsattack: ExternalCodes = ExternalCodes((), "none")
    triggers: Triggers = Triggers()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Characterisation:
    """A legal label that needs a legal determination; never inferred from act types or counts."""

    id: str
    label: str
    instruments: tuple[Provision, ...]
    needs: tuple[str, ...]
    triggers: Triggers
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Subtype:
    """A finer kind."""

    id: str
    label: str
    definition: str
    response: str | None = None
    """The response type that a statement of this subtype has."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a statement does."""

    id: str
    label: str
    plural: str
    definition: str
    not_this: str
    side: Literal["any", "accused", "own", "mandated"]
    """Who must be speaking for this kind to be meant."""
    responses: tuple[str, ...]
    """Response types that a statement of this kind can have."""
    cues: tuple[str, ...]
    subtypes: tuple[Subtype, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker is at the time of speaking."""

    id: str
    label: str
    definition: str
    mandated: bool
    """Can make findings."""
    state_side: bool
    """Answers for a state."""
    nouns: tuple[str, ...]
    """Head words that give the role away; roles are tried in the order of the file."""


@dataclass(frozen=True, slots=True)
class ResponseType:
    """How a statement answers an allegation (HURIDOCS micro-thesauri 27 and 28)."""

    id: str
    label: str
    definition: str
    thesaurus: str | None
    state: str | None
    non_state: str | None
    kinds: tuple[str, ...]
    contests_fact: bool
    """Whether it says that the act did not happen. Only then may a report say "denied that"."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard of proof, from the lowest (order 1) up. Never a percentage."""

    id: str
    order: int
    label: str
    test: str
    use: str
    selectable: bool
    """False where only a court may use it."""
    stem: str
    """Sentence with ``{what}``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fixed phrase for one outcome of an assessment."""

    id: str
    limb: Literal["facts", "law"]
    outcome: str
    extent: str | None
    stem: bool
    """Whether the stem of the standard comes first."""
    phrase: str
    """Sentence that may hold ``{what}`` and ``{by}``."""


@dataclass(frozen=True)
class Vocabulary:
    """All words of the field, each mapping in the order of its file."""

    versions: Mapping[str, str]
    """Version of each file, by file id."""
    instruments: Mapping[str, Instrument]
    groups: Mapping[str, str]
    """Group id to label."""
    violations: Mapping[str, Violation]
    """Includes the special codes ``unspecified_abuse`` and ``other``, whose group is empty."""
    characterisations: Mapping[str, Characterisation]
    kinds: Mapping[str, Kind]
    roles: Mapping[str, Role]
    response_types: Mapping[str, ResponseType]
    standards: Mapping[str, Standard]
    default_standard: str
    outcomes: Mapping[str, Outcome]

    def family_of(self, violation: str) -> str:
        """Give the topmost parent of a violation type, itself where it has none. An unknown id stays as it is."""
        seen = violation
        while (entry := self.violations.get(seen)) is not None and entry.parent is not None:
            seen = entry.parent
        return seen

    def label_of(self, term: str) -> str:
        """Give the label of a violation, characterisation, kind, role or response type; the id where it has none."""
        for terms in (self.violations, self.characterisations, self.kinds, self.roles, self.response_types):
            entry = terms.get(term)
            if entry is not None:
                return entry.label
        return term
