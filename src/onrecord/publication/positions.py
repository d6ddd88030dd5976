# SPDX-License-Identifier: Apache-2.0
"""The positions matrix: who took which position on which matter, in words and with a small shape.

Rows are actors, columns are matters. A cell lists positions in order of date, so a change of position
shows; changes that grouping proposes are listed below the matrix. Shapes tell kinds apart without colour,
and each has its word beside it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from onrecord.grouping.proposals import Position as Taken
from onrecord.grouping.proposals import PositionChange, PositionRow, Proposals
from onrecord.publication import phrases
from onrecord.publication.caps import Caps
from onrecord.publication.citations import Citations, Library
from onrecord.publication.legible import one_line
from onrecord.publication.sentences import chronological, when

COLUMNS = 4
"""Matters beside each other in one table; more matters make more tables, so that none is wider than a page."""


@dataclass(frozen=True, slots=True)
class Position:
    """One position in a cell. The same position taken again adds its footnote."""

    kind: str
    word: str
    when: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """A column: the short name and title of an allegation."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One table: matters, and per actor one cell for each matter."""

    matters: tuple[Matter, ...]
    rows: tuple[tuple[str, tuple[tuple[Position, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An actor took another position on a matter at a later date."""

    actor: str
    matter: str
    earlier: Position
    later: Position


@dataclass(frozen=True, slots=True)
class Positions:
    """All tables and changes, and what the caps left out."""

    tables: tuple[Matrix, ...]
    changes: tuple[Change, ...]
    matters_left_out: int
    actors_left_out: int


def positions(proposals: Proposals, library: Library, citations: Citations, caps: Caps) -> Positions:
    """Make the matrix of the matters that have a card."""
    chosen = proposals.allegations[: min(caps.matters, caps.cards)]
    names = {allegation.id: f"A{number}" for number, allegation in enumerate(chosen, start=1)}
    taking_part = [row for row in proposals.positions if any(one.allegation in names for one in row.positions)]
    printed = [row for row in taking_part if any(_is_printed(one, names, citations) for one in row.positions)]
    order = sorted(printed, key=lambda row: (not row.named, row.own_voice, -len(row.positions), row.key))
    actors = order[: caps.actors]
    tables = []
    for start in range(0, len(chosen), COLUMNS):
        columns = chosen[start : start + COLUMNS]
        rows = (
            (
                one_line(row.actor),
                tuple(_cell(row, allegation.id, library, citations) for allegation in columns),
            )
            for row in actors
        )
        with_positions = tuple(row for row in rows if any(row[1]))
        if with_positions:
            matters = tuple(Matter(names[one.id], one_line(one.title)) for one in columns)
            tables.append(Matrix(matters, with_positions))
    return Positions(
        tables=tuple(tables),
        changes=_changes(proposals.changes, names, library, citations),
        matters_left_out=len(proposals.allegations) - len(chosen),
        actors_left_out=len(taking_part) - len(actors),
    )


def _is_printed(taken: Taken, names: Container[str], citations: Citations) -> bool:
    return taken.allegation in names and citations.number(taken.statement) is not None


def _cell(row: PositionRow, allegation: str, library: Library, citations: Citations) -> tuple[Position, ...]:
    taken = [one for one in row.positions if _is_printed(one, {allegation}, citations)]
    merged: list[Position] = []
    for one in sorted(taken, key=lambda one: chronological(library.place(one.statement))):
        position = _position(one, library, citations)
        last = merged[-1] if merged else None
        if last is not None and (last.kind, last.word, last.when) == (position.kind, position.word, position.when):
            merged[-1] = Position(last.kind, last.word, last.when, (*last.cites, *position.cites))
        else:
            merged.append(position)
    return tuple(merged)


def _position(taken: Taken, library: Library, citations: Citations) -> Position:
    place = library.place(taken.statement)
    number = citations.number(taken.statement)
    own_account = taken.stance == "explains" and phrases.is_own_account(place.statement, answers=True)
    word = phrases.kind_word(place.statement, answers=own_account)
    return Position(
        "justification" if own_account else place.statement.kind, word, when(place), () if number is None else (number,)
    )


def _changes(
    changes: Sequence[PositionChange], names: dict[str, str], library: Library, citations: Citations
) -> tuple[Change, ...]:
    return tuple(
        Change(
            one_line(change.actor),
            names[change.allegation],
            _position(change.earlier, library, citations),
            _position(change.later, library, citations),
        )
        for change in changes
        if change.allegation in names
    )
