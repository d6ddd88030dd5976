# SPDX-License-Identifier: Apache-2.0
"""What grouping proposes, as frozen values. A person confirms, corrects or rejects each of them.

``Proposals`` holds everything that one run over a set of documents proposes. All tuples are sorted, all
ids are digests of content: the same documents, in any order, give the same value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model import Allegation, LedgerEntry

Stance = Literal[
    "accuses",
    "denies",
    "contests the source",
    "explains",
    "acknowledges",
    "undertakes",
    "declines",
    "labels",
    "answers",
]
"""What a position amounts to. ``contests the source`` leaves the fact uncontested; ``labels`` is about law only."""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement of an actor about one allegation."""

    statement: str
    allegation: str
    date: str | None
    """EDTF: when it was said, or else when it was reported; None where neither is known."""
    kind: str
    subtype: str | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One actor's positions, by allegation and then by date."""

    actor: str
    """Name to show: the state for those who answer for it, else the speaker."""
    key: str
    """Same for the same actor in all rows and changes; for anchors, never shown."""
    own_voice: bool
    """True for what documents assert in their own voice; False for people and bodies."""
    named: bool
    """False for the row that gathers speakers whom the documents do not name."""
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class PositionChange:
    """An actor took another stance on an allegation at a later date."""

    actor: str
    key: str
    allegation: str
    earlier: Position
    later: Position
    reason: str


@dataclass(frozen=True, slots=True)
class CopyCluster:
    """Documents that are copies of one another, the earliest first."""

    receipts: tuple[str, ...]
    exact: bool
    """True where the canonical texts are the same, code point by code point."""
    likeness: float
    """The lowest estimated likeness of the links that hold the cluster together, from 0 to 1."""
    reason: str


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """A statement that belongs in an allegation or answers one, but could not be placed; with the reason."""

    statement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that grouping proposes about a set of documents."""

    allegations: tuple[Allegation, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    changes: tuple[PositionChange, ...] = ()
    copies: tuple[CopyCluster, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Ids of allegations to which no response was found in these documents."""
    ungrouped: tuple[Ungrouped, ...] = ()
    """Allegations, findings and legal labels that belong to no matter."""
    unlinked_answers: tuple[Ungrouped, ...] = ()
    """Denials, justifications and admissions that answer no allegation in these documents."""
