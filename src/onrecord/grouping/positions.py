# SPDX-License-Identifier: Apache-2.0
"""Set out who took which position on which allegation, and where a position changed.

Those who answer for a state are one actor, so that a change between two spokesmen shows. A change is a later
statement with another stance on the same allegation; dates that may be the same day show no order. Contesting a
source is a stance of its own: it neither denies nor concedes the fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.grouping import periods
from onrecord.grouping.material import Entry, Material
from onrecord.grouping.parties import Parties
from onrecord.grouping.proposals import Position, PositionChange, PositionRow, Stance
from onrecord.grouping.responses import CONTESTS_SOURCE, response_type
from onrecord.model import Allegation

_STANCES: dict[str, Stance] = {
    "denies_act": "denies",
    "denies_responsibility": "denies",
    CONTESTS_SOURCE: "contests the source",
    "alternative_explanation": "explains",
    "accepts_responsibility": "acknowledges",
    "states_circumstances": "acknowledges",
    "undertakes_action": "undertakes",
    "declines": "declines",
}
_COMPARED: frozenset[Stance] = frozenset(("accuses", "denies", "explains", "acknowledges"))
"""Stances between which a change is a change of position; the others can stand beside any."""

OWN_VOICE = "voice:documents"
UNNAMED = "voice:unnamed"


def stance(entry: Entry, *, label: bool = False, answer: bool = False) -> Stance:
    """Say what a statement amounts to towards an allegation; ``answer`` where the accused side makes it."""
    statement = entry.statement
    if label or statement.kind == "legal_characterisation":
        return "labels"
    if statement.kind in ("allegation", "finding"):
        return "denies" if statement.polarity == "negative" else "explains" if answer else "accuses"
    return _STANCES.get(response_type(statement), "answers")


def matrix(allegations: Sequence[Allegation], material: Material, parties: Parties) -> tuple[PositionRow, ...]:
    """Give one row an actor: named actors by name, then unnamed speakers, then the documents' own voice."""
    cells: dict[str, list[Position]] = defaultdict(list)
    names: dict[str, str] = {}
    for allegation in allegations:
        answers = {one for answer in allegation.responses for one in (answer.statement, *answer.repeats)}
        for entry, label in _statements(allegation, material):
            key, name = _actor(entry, parties)
            names[key] = min(names.get(key, name), name)
            kind, subtype = entry.statement.kind, entry.statement.subtype
            taken = stance(entry, label=label, answer=entry.id in answers)
            position = Position(entry.id, allegation.id, entry.date, kind, subtype, taken)
            cells[key].append(position)
    rows = [
        PositionRow(
            names[key], key, key == OWN_VOICE, key not in (OWN_VOICE, UNNAMED), tuple(sorted(found, key=_order))
        )
        for key, found in cells.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.own_voice, not row.named, row.actor, row.key)))


def _statements(allegation: Allegation, material: Material) -> Iterable[tuple[Entry, bool]]:
    """Give each statement of an allegation once, answers included; True where it is about a label."""
    seen: dict[str, bool] = dict.fromkeys(allegation.statements, False)
    for answer in (*allegation.responses, *allegation.contradicted_by):
        for one in (answer.statement, *answer.repeats):
            seen.setdefault(one, False)
    for answer in allegation.label_responses:
        for one in (answer.statement, *answer.repeats):
            seen.setdefault(one, True)
    for one in allegation.characterisations:
        seen.setdefault(one, True)
    return [(material.by_id[one], label) for one, label in seen.items()]


def _actor(entry: Entry, parties: Parties) -> tuple[str, str]:
    if entry.own_voice:
        return OWN_VOICE, "Documents in their own voice"
    party = parties.speaker(entry)
    return (UNNAMED, "Unnamed speakers") if party is None else (party.key, party.name)


def _order(position: Position) -> tuple[str, tuple[int, int, str], str]:
    return position.allegation, periods.sort_key(position.date), position.statement


def changes(rows: Sequence[PositionRow]) -> tuple[PositionChange, ...]:
    """Find where a named actor's stance on an allegation is another at a later date than before."""
    found = []
    for row in rows:
        by_allegation: dict[str, list[Position]] = defaultdict(list)
        for position in row.positions:
            if row.named and position.stance in _COMPARED and periods.days(position.date) is not None:
                by_allegation[position.allegation].append(position)
        for allegation, positions in sorted(by_allegation.items()):
            found += [
                PositionChange(row.actor, row.key, allegation, one, other, _reason(one, other))
                for one, other in _changed(positions)
            ]
    return tuple(found)


def _changed(positions: Sequence[Position]) -> Iterable[tuple[Position, Position]]:
    """Compare each position with the latest one that is surely earlier."""
    for place, later in enumerate(positions):
        when = periods.days(later.date)
        for earlier in reversed(positions[:place]):
            if periods.before(periods.days(earlier.date), when):
                told = {one.stance for one in positions if one.date == earlier.date}
                if later.stance not in told:
                    yield earlier, later
                break


def _reason(one: Position, other: Position) -> str:
    return f"first {one.stance}, later {other.stance}"
