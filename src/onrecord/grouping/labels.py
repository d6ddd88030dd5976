# SPDX-License-Identifier: Apache-2.0
"""Set legal labels (genocide, crimes against humanity) beside the matters that they are put on, and answers to them.

A label is law, not fact: it makes no matter, and who disputes it does not thereby dispute that something happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.grouping.accusing import UNSPECIFIED, families
from onrecord.grouping.material import Entry
from onrecord.grouping.proposals import Ungrouped
from onrecord.grouping.sides import Sides
from onrecord.model import Statement

KIND = "legal_characterisation"


def is_about_label(statement: Statement) -> bool:
    """Say whether an answer is about a legal label alone."""
    return statement.kind == KIND or (
        statement.kind == "denial" and bool(statement.characterisations) and not statement.violations
    )


class Labels:
    """The legal labels of a case by the place of their matter."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self.of_matter: dict[int, list[Entry]] = defaultdict(list)
        self.unattached: list[Ungrouped] = []
        for place, matter in enumerate(sides.matters):
            for member in matter.members:
                if member.entry.statement.characterisations:
                    self.of_matter[place].append(member.entry)
        for entry in sides.material.of_kind(KIND):
            found = self._matters(entry)
            for place in found:
                self.of_matter[place].append(entry)
            if not found:
                self.unattached.append(Ungrouped(entry.id, "the label is put on no act that these documents allege"))

    def _matters(self, entry: Entry) -> list[int]:
        """Give the matters that a label is put on: as linked, in its document, or of the accused and acts it names."""
        linked = {place for target in entry.statement.responds_to for place in self._sides.of_statement.get(target, ())}
        if linked:
            return sorted(linked)
        acts = set(families(entry.statement)) - {UNSPECIFIED}  # "the abuses" are all that the document alleges
        accused = self._sides.parties.accused(entry)
        keys = {party.key for party in accused}
        here = self._sides.here(entry)
        if entry.statement.polarity == "negative":
            here = [place for place in here if self._sides.speaks_for(entry, place)] or here
        fitting = [place for place in here if self._fits(place, keys, acts)]
        if fitting or not acts:
            return fitting
        elsewhere = {place for party in accused for act in acts for place in self._sides.against(party, act)}
        return sorted(place for place in elsewhere if self._sides.matters[place].top)

    def _fits(self, place: int, accused: set[str], acts: set[str]) -> bool:
        matter = self._sides.matters[place]
        if accused and (matter.party is None or matter.party.key not in accused):
            return False
        return not acts or bool(acts & set(matter.families))

    def answered_by(self, entry: Entry) -> Iterator[tuple[int, str]]:
        """Give the matters whose label the accused side disputes, in the same document or with the same word."""
        names = set(entry.statement.characterisations)
        speaker = self._sides.speaker(entry)
        here = {place for place in self._sides.here(entry) if self._sides.speaks_for(entry, place)}
        for place in sorted({*here, *self._sides.against(speaker)}):
            put = [one.statement for one in self.of_matter.get(place, ()) if self._puts(one, entry)]
            if (place in here and put) or any(names & set(one.characterisations) for one in put):
                yield place, f"{self._sides.who(place, speaker)} speaks about the legal label, not about the fact"

    @staticmethod
    def _puts(one: Entry, answer: Entry) -> bool:
        return one.id != answer.id and one.statement.polarity == "positive"
