# SPDX-License-Identifier: Apache-2.0
"""The ledger as a report prints it: steps about access, commitments and calls, with terms, dates and proposals.

The status is what the calendar says. Whether an undertaking was kept is for a person to decide, so the
statements that may answer it are shown as proposals, each with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import LedgerEntry
from onrecord.publication import phrases
from onrecord.publication.caps import Caps
from onrecord.publication.citations import Citations, Cited, Library
from onrecord.publication.dates import shown, sort_key
from onrecord.publication.legible import one_line
from onrecord.publication.sentences import Sentence, sentence

ATTENTION = ("due", "overdue")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement that may fulfil, answer or break a step, and why it is proposed."""

    sentence: Sentence
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the ledger."""

    anchor: str
    kind: str
    sentence: Sentence
    terms: tuple[str, ...]
    contingent_on: str | None
    due: str | None
    undated: bool
    """Whether it is an undertaking for which no date was found."""
    status: str | None
    attention: bool
    proposals: tuple[Proposal, ...]
    repeats: tuple[Cited, ...]
    """Footnotes of further reports of the same step."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The ledger in its three parts, each in order of date."""

    commitments: tuple[Step, ...]
    access: tuple[Step, ...]
    calls: tuple[Step, ...]
    left_out: int


def steps(ledger: Sequence[LedgerEntry], library: Library, citations: Citations, caps: Caps) -> Steps:
    """Sort the ledger into commitments (by due date), steps about access and calls (by date said)."""
    commitments = sorted((one for one in ledger if one.kind == "commitment"), key=_by_due)
    access = sorted((one for one in ledger if one.kind not in ("commitment", "call")), key=_by_said)
    calls = sorted((one for one in ledger if one.kind == "call"), key=_by_said)
    numbers = {entry.id: number for number, entry in enumerate((*commitments, *access, *calls), start=1)}
    parts = [
        tuple(_step(entry, numbers[entry.id], library, citations, caps) for entry in part[: caps.steps])
        for part in (commitments, access, calls)
    ]
    left_out = len(ledger) - sum(len(part) for part in parts)
    return Steps(commitments=parts[0], access=parts[1], calls=parts[2], left_out=left_out)


def _by_due(entry: LedgerEntry) -> tuple[int, tuple[int, int, str], str]:
    urgency = {"overdue": 0, "due": 1, "open": 2, "no date": 3}
    return urgency[entry.status], sort_key(entry.due), entry.id


def _by_said(entry: LedgerEntry) -> tuple[tuple[int, int, str], str]:
    return sort_key(entry.said_at), entry.id


def _step(entry: LedgerEntry, number: int, library: Library, citations: Citations, caps: Caps) -> Step:
    said = sentence(library.place(entry.statement), citations)
    return Step(
        anchor=f"l{number}",
        kind=phrases.LEDGER_WORDS[entry.kind],
        sentence=said,
        terms=tuple(one_line(term) for term in entry.terms),
        contingent_on=one_line(entry.contingent_on) if entry.contingent_on else None,
        due=shown(entry.due) if entry.due else None,
        undated=entry.kind == "commitment" and not entry.due,
        status=phrases.step_status(entry),
        attention=entry.status in ATTENTION,
        proposals=tuple(
            Proposal(sentence(library.place(identity), citations), one_line(reason))
            for identity, reason in entry.proposals[: caps.side]
        ),
        repeats=tuple(citations.cite(identity) for identity in entry.repeats[: caps.side]),
    )
