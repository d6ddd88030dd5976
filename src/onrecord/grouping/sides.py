# SPDX-License-Identifier: Apache-2.0
"""An index of matters: by statement, by document and by accused side; and for which side an answer speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.grouping import periods, places
from onrecord.grouping.material import Entry, Material
from onrecord.grouping.matters import Matter
from onrecord.grouping.parties import Parties, Party
from onrecord.grouping.wording import plain

SPOKEN_BY_ACCUSED = frozenset(("denial", "justification", "admission"))
"""Kinds that only the accused side can make, by their definition in ``vocabulary/kinds.yaml``."""

_OTHER_ROLES = frozenset(
    (
        *("ngo", "victim_or_relative", "witness", "expert", "un_body", "un_official"),
        *("treaty_body", "court", "igo", "anonymous"),
    )
)
"""Roles that do not speak for an accused side unless it is they who are accused by name."""


class Sides:
    """The matters of a case by their place in the list, and who answers for whom."""

    def __init__(
        self,
        material: Material,
        matters: Sequence[Matter],
        parties: Parties,
        own_accounts: frozenset[str] = frozenset(),
    ) -> None:
        self.matters = matters
        self.own_accounts = own_accounts
        """Ids of statements in which an accused state gives its own account."""
        self.material = material
        self.parties = parties
        self._speakers: dict[str, Party | None] = {}
        self._others = _others(material)
        self.of_statement: dict[str, list[int]] = defaultdict(list)
        self._in_writing: dict[str, set[int]] = defaultdict(set)
        self._general: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, matter in enumerate(matters):
            for member in matter.members:
                self.of_statement[member.entry.id].append(place)
                self._in_writing[member.entry.writing.key].add(place)
            if not matter.individual:
                for side in _sides_accused(matter.party):
                    for family in matter.families:
                        self._general[side][family].append(place)

    def here(self, entry: Entry) -> list[int]:
        """Give the matters that the statement's own document speaks of."""
        return sorted(self._in_writing.get(entry.writing.key, ()))

    def against(self, speaker: Party | None, family: str | None = None) -> list[int]:
        """Give the matters about no particular person of which a side is accused, of one family or of all."""
        found: set[int] = set()
        for side in _sides_answered(speaker):
            by_family = self._general.get(side, {})
            for one in by_family if family is None else (family,):
                found.update(by_family.get(one, ()))
        return sorted(found)

    def speaker(self, entry: Entry) -> Party | None:
        """Give the side that speaks: the speaker's own, or the only accused one where the kind of statement says so."""
        if entry.id not in self._speakers:
            self._speakers[entry.id] = self._speaking(entry)
        return self._speakers[entry.id]

    def _speaking(self, entry: Entry) -> Party | None:
        speaker = self.parties.speaker(entry)
        if entry.statement.kind not in SPOKEN_BY_ACCUSED or self._is_other(entry):
            return speaker
        accused = {party.key: party for place in self.here(entry) if (party := self.matters[place].party) is not None}
        if speaker is not None and (speaker.is_state or any(speaker.answers_for(party) for party in accused.values())):
            return speaker
        if len(accused) != 1:
            return speaker
        party = next(iter(accused.values()))
        note = "the only side that the document accuses, in a kind of statement that only the accused side makes"
        return Party(party.key, party.name, party.state, note)

    def speaks_for(self, entry: Entry, place: int, *, linked: bool = False) -> bool:
        """Say whether a statement is made by the side that a matter accuses.

        Where either side is unknown, a link inside the document decides, unless the speaker's role rules it out.
        """
        accused, speaker = self.matters[place].party, self.speaker(entry)
        if accused is None or speaker is None:
            return linked and not self._is_other(entry)
        return speaker.answers_for(accused)

    def _is_other(self, entry: Entry) -> bool:
        speaker = entry.statement.speaker
        if speaker is None:
            return False
        return speaker.role in _OTHER_ROLES or (speaker.role == "unknown" and plain(speaker.name) in self._others)

    def who(self, place: int, speaker: Party | None) -> str:
        """Name the accused side in a reason, with how the speaker was understood to be of it."""
        accused = self.matters[place].party
        name = accused.name if accused else "not named"
        note = f" ({speaker.note})" if speaker is not None and speaker.note else ""
        return f"the accused side, {name}{note},"

    def fits(self, entry: Entry, place: int) -> bool:
        """Say whether the time and the place of a statement allow that it is about a matter."""
        matter = self.matters[place]
        if matter.days is not None and entry.said is not None and entry.said.last < matter.days.first:
            return False
        when = periods.days(entry.statement.about_time)
        if when is not None and matter.days is not None and not when.overlaps(matter.days):
            return False
        return matter.takes_place_at(self.where(entry, matter))

    def where(self, entry: Entry, matter: Matter) -> tuple[str, ...]:
        """Give the parts of the place that a statement names, without the accused state."""
        state = matter.party.state if matter.party else None
        return places.parts(entry.statement.place, state, self.parties.states)


def _others(material: Material) -> frozenset[str]:
    """Give the speakers who somewhere in the case have a role that speaks for no accused side, and nowhere another."""
    roles: dict[str, set[str]] = defaultdict(set)
    for entry in material.entries:
        speaker = entry.statement.speaker
        if speaker is not None and speaker.role != "unknown":
            roles[plain(speaker.name)].add(speaker.role)
    return frozenset(name for name, known in roles.items() if known <= _OTHER_ROLES)


def _sides_accused(party: Party | None) -> tuple[str, ...]:
    """Give the keys under which a matter's accused can be found."""
    if party is None:
        return ()
    return (party.key,) if party.state is None else (party.key, f"of {party.state}")


def _sides_answered(speaker: Party | None) -> tuple[str, ...]:
    """Give the keys of those for whom a speaker answers: a state also for its people and bodies."""
    if speaker is None:
        return ()
    return (speaker.key, f"of {speaker.state}") if speaker.is_state else (speaker.key,)
