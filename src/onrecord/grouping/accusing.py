# SPDX-License-Identifier: Apache-2.0
"""Say which statements accuse, and of what.

1. Allegations and findings accuse, also those in a document's own voice. What says that something did not happen, or
   that an undertaking was not kept, does not.
2. A statement accuses of the families of acts that its own words name. What the reader took from the words around it
   counts only where its own words name none and an accused is named: a statement that names neither an act nor
   an accused ("she was not at school") accuses nobody of anything, and is listed with that reason.
3. Where a state speaks, names no accused, and is itself accused of such acts in the case, it gives its own account of
   them ("both were killed by an armed group"). That is an answer; it is never counted for the accusation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.grouping.material import Entry, Material
from onrecord.grouping.parties import Parties
from onrecord.grouping.proposals import Ungrouped
from onrecord.model import Statement
from onrecord.vocabulary import load, named_acts

UNSPECIFIED = "unspecified_abuse"
_VAGUE = frozenset((UNSPECIFIED, "other"))
_OF_ONE_EVENT = (("torture", "ill_treatment"), ("unlawful_killing", "excessive_force", "attack_on_civilians"))
"""Families that accounts of one event name: who was shot dead, that shots were fired."""
KIN: dict[str, frozenset[str]] = {
    one: frozenset(kin)
    for kin in (
        *_OF_ONE_EVENT,
        ("arbitrary_detention", "enforced_disappearance"),
        ("forced_displacement", "property_housing_violation"),
        ("forced_sterilization", "coercive_birth_prevention"),
        ("forced_labour", "slavery_trafficking"),
    )
    for one in kin
}
"""Families that one may mean with the other's word."""


@dataclass(frozen=True)
class Accusing:
    """The statements that may accuse: those that do, the accused side's own accounts, and those of neither."""

    accusations: tuple[tuple[Entry, tuple[str, ...]], ...]
    """Each with the families of acts of which it accuses."""
    own_accounts: frozenset[str]
    """Ids of statements."""
    left: tuple[Ungrouped, ...]


def families(statement: Statement) -> tuple[str, ...]:
    """Give the families of acts that a statement speaks of: topmost parents, vague codes only where nothing else is."""
    return _families(statement.violations)


def _families(violations: Iterable[str]) -> tuple[str, ...]:
    vocabulary = load()
    found = sorted({vocabulary.family_of(violation) for violation in violations})
    return tuple(one for one in found if one not in _VAGUE) or tuple(found)


def kindred(family: str) -> frozenset[str]:
    """Give the families that may be meant with the word for this one, itself among them."""
    return KIN.get(family, frozenset((family,)))


def together(family: str, *, accused: bool) -> tuple[str, ...]:
    """Give the families that make one matter with this one. Where nobody is accused, a word alone parts nothing."""
    kin = KIN.get(family, ()) if not accused else next((kin for kin in _OF_ONE_EVENT if family in kin), ())
    return tuple(sorted(kin)) or (family,)


def accusing(material: Material, parties: Parties) -> Accusing:
    """Part the allegations and findings of a case."""
    found, left = [], []
    for entry in material.of_kind("allegation", "finding"):
        statement = entry.statement
        if statement.subtype == "non_fulfilment" or statement.polarity == "negative":
            continue  # `ledger` links the one, `responses` sets the other against the matter
        if not statement.violations:
            left.append(Ungrouped(entry.id, "no type of act was recognised in its words"))
            continue
        acts = _accused_of(statement)
        if acts:
            found.append((entry, acts))
        else:
            left.append(Ungrouped(entry.id, "its own words name neither an act nor an accused"))
    own = _own_accounts(found, parties)
    return Accusing(tuple(one for one in found if one[0].id not in own), own, tuple(left))


def _accused_of(statement: Statement) -> tuple[str, ...]:
    named = named_acts(statement.content.text)
    own = [one for one in statement.violations if one in named or one in _VAGUE]
    return _families(own) if own else families(statement) if statement.accused is not None else ()


def _own_accounts(found: Iterable[tuple[Entry, tuple[str, ...]]], parties: Parties) -> frozenset[str]:
    found = tuple(found)
    accused = {
        (party.state, family)
        for entry, acts in found
        for party in parties.accused(entry)
        for family in acts
        if party.state is not None
    }
    own = set()
    for entry, acts in found:
        speaker = parties.speaker(entry) if entry.statement.accused is None else None
        if speaker is None or not speaker.is_state:
            continue
        if any((speaker.state, kin) in accused for family in acts for kin in kindred(family)):
            own.add(entry.id)
    return frozenset(own)
