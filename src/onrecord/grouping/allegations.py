# SPDX-License-Identifier: Apache-2.0
"""Make allegations of matters: titles, answers, labels, origins and reasons, with ids that are digests of content.

Statements that always stand together are shown together: where several families of acts have the same accused, the
same statements and the same answers, neither accusers nor accused ever told them apart, and they are one allegation
with several violations. As soon as a document tells them apart, so does the proposal. Kinds of act that may be meant
with one word (torture, ill-treatment) stay together where one of them has no statement and no answer of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.grouping import periods, places, responses
from onrecord.grouping.accusing import kindred
from onrecord.grouping.copies import Copies
from onrecord.grouping.labels import Labels
from onrecord.grouping.material import Material
from onrecord.grouping.matters import Matter
from onrecord.grouping.origins import OriginCounter
from onrecord.grouping.parties import Parties
from onrecord.grouping.responses import Answered
from onrecord.grouping.wording import digest
from onrecord.model import Allegation
from onrecord.vocabulary import load


def assemble(
    material: Material,
    parties: Parties,
    copies: Copies,
    *,
    found: Sequence[Matter],
    labels: Labels,
    answered: Answered,
) -> tuple[Allegation, ...]:
    """Give all allegations, by accused, kind of act, and general before particular."""
    assembly = _Assembly(material, parties, copies, found=found, labels=labels, answered=answered)
    return assembly.allegations()


class _Assembly:
    """Makes allegations of matters and what was found about them."""

    def __init__(
        self,
        material: Material,
        parties: Parties,
        copies: Copies,
        *,
        found: Sequence[Matter],
        labels: Labels,
        answered: Answered,
    ) -> None:
        self._parties = parties
        self._copies = copies
        self._matters = found
        self._labels = labels
        self._answered = answered
        self._origins = OriginCounter(material, parties, copies)
        self._bundles = self._bundle()
        self._ids = {id(found[place]): self._id(bundle) for bundle in self._bundles for place in bundle}
        self._order = {violation: place for place, violation in enumerate(load().violations)}

    def allegations(self) -> tuple[Allegation, ...]:
        """Give all allegations, by accused, kind of act, and general before particular."""
        made = [self._allegation(bundle) for bundle in self._bundles]
        return tuple(sorted(made, key=self._sort_key))

    def _sort_key(self, one: Allegation) -> tuple[str, int, bool, tuple[int, int, str], str]:
        first = min(self._order.get(violation, len(self._order)) for violation in one.violations)
        return one.accused or "\U0010ffff", first, one.part_of is not None, periods.sort_key(one.period), one.id

    def _bundle(self) -> list[list[int]]:
        """Put matters together that nobody tells apart, each to the first of the largest."""
        kept: list[list[int]] = []
        largest_first = sorted(
            range(len(self._matters)),
            key=lambda place: (-len(self._matters[place].ids), -len(self._answers(place)), place),
        )
        for place in largest_first:
            holders = [one for one in kept if self._holds(one[0], place)]
            kin = [one for one in holders if self._kin(one[0], place)]
            if holders:
                (kin or holders)[-1].append(place)
            else:
                kept.append([place])
        return kept

    def _holds(self, place: int, other: int) -> bool:
        """Say whether a matter holds all of another: same accused, statements, answers and general matter.

        Of two kinds of act that may be meant with one word, the one may have fewer statements and answers.
        """
        whole, part = self._matters[place], self._matters[other]
        if whole.party != part.party or whole.individual != part.individual:
            return False
        if not part.individual and part.parent is not whole and _ids_of(part.parent) != _ids_of(whole.parent):
            return False
        if self._kin(place, other):
            return set(part.ids) <= set(whole.ids) and self._answers(other) <= self._answers(place)
        return part.ids == whole.ids and self._answers(other) == self._answers(place)

    def _kin(self, place: int, other: int) -> bool:
        return any(
            one in kindred(two) for one in self._matters[place].families for two in self._matters[other].families
        )

    def _answers(self, place: int) -> frozenset[tuple[str, str]]:
        return frozenset((one.entry.id, one.response_type) for one in self._answered.responses.get(place, ()))

    def _id(self, bundle: Sequence[int]) -> str:
        first = self._matters[bundle[0]]
        families = sorted({family for place in bundle for family in self._matters[place].families})
        return digest("A", "\x1e".join(families), first.party.key if first.party else "", *first.anchor)

    def _allegation(self, bundle: Sequence[int]) -> Allegation:
        group = [self._matters[place] for place in bundle]
        first = group[0]
        violations = self._violations(group)
        accused = self._accused(first)
        place = places.shown(
            one.entry.statement.place for one in first.members if one.place and one.entry.statement.place
        )
        own = self._ids[id(first)]
        whole = sorted({self._ids[id(matter.parent)] for matter in group if matter.parent is not None} - {own})
        reasons = [reason for matter in group for reason in matter.reasons]
        if len(group) > 1:
            reasons.append("these kinds of act stand together, in what is alleged and in what is answered")
        if whole:
            reasons.append("a particular part of a more general allegation, linked to it and not merged with it")
        answers = self._answered.responses.get(bundle[0], [])
        answering = {link.entry.id for link in answers}
        to_labels = self._first_links(bundle, self._answered.to_labels)
        return Allegation(
            id=own,
            title=self._title(group, violations, accused, place),
            violations=violations,
            accused=accused,
            affected=self._affected(first),
            place=place,
            period=periods.spanning(
                [one.entry.statement.about_time for one in first.members if one.entry.statement.about_time]
            ),
            statements=tuple(one.entry.id for one in first.members),
            characterisations=tuple(
                sorted({one.id for place in bundle for one in self._labels.of_matter.get(place, ())})
            ),
            responses=responses.merged(answers, self._copies),
            origins=self._origins.count([one.entry for one in first.members]),
            reasons=tuple(dict.fromkeys(reasons)),
            part_of=whole[0] if whole else None,
            label_responses=responses.merged(
                [link for link in to_labels if link.entry.id not in answering], self._copies
            ),
            contradicted_by=responses.merged(self._first_links(bundle, self._answered.contradictions), self._copies),
        )

    @staticmethod
    def _first_links(bundle: Sequence[int], links: dict[int, list[responses.Link]]) -> list[responses.Link]:
        found: dict[str, responses.Link] = {}
        for place in bundle:
            for link in links.get(place, ()):
                found.setdefault(link.entry.id, link)
        return list(found.values())

    def _violations(self, group: Sequence[Matter]) -> tuple[str, ...]:
        families = {family for matter in group for family in matter.families}
        family_of = load().family_of
        stated = {one for member in group[0].members for one in member.entry.statement.violations}
        kept = {one for one in stated if family_of(one) in families}
        return tuple(sorted(kept, key=self._place_of))

    def _place_of(self, violation: str) -> tuple[int, str]:
        return self._order.get(violation, len(self._order)), violation

    def _title(self, group: Sequence[Matter], violations: Sequence[str], accused: str | None, place: str | None) -> str:
        """Make the title by the fixed pattern. It never holds the name of a person who was harmed."""
        vocabulary = load()
        labels = []
        for family in sorted({family for matter in group for family in matter.families}, key=self._place_of):
            own = [one for one in violations if vocabulary.family_of(one) == family]
            labels.append(vocabulary.label_of(own[0] if len(own) == 1 else family))
        what = "; ".join(labels)
        against = f"alleged against {accused}" if accused else "alleged, no accused named"
        where = f", {place}" if place else ""
        return f"{what} \u2013 {against}{where}" + (" (particular persons)" if group[0].individual else "")

    def _accused(self, matter: Matter) -> str | None:
        """Name the accused: as the statements do where they agree, else the state that all of them mean."""
        if matter.party is None:
            return None
        named = Counter(one.entry.statement.accused.strip() for one in matter.members if one.entry.statement.accused)
        if not matter.party.is_state:
            return min(named, key=lambda one: (-named[one], one)) if named else matter.party.name
        if len(named) != 1:
            return matter.party.name
        words = next(iter(named)).removeprefix("the ").removeprefix("The ")
        states = self._parties.states.in_name(words)
        if len(states) > 1:
            return matter.party.name
        return words if states else f"{words} ({matter.party.name})"

    @staticmethod
    def _affected(matter: Matter) -> str | None:
        """Name whom the statements most often say is affected; nobody where that would single out a person."""
        if matter.individual:
            return None
        named = Counter(one.entry.statement.affected for one in matter.members if one.entry.statement.affected)
        return min(named, key=lambda one: (-named[one], one)) if named else None


def _ids_of(parent: Matter | None) -> tuple[str, ...]:
    return parent.ids if parent is not None else ()
