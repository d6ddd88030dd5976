# SPDX-License-Identifier: Apache-2.0
"""Follow access and undertakings: requests, calls, conditions, offers, refusals, agreements, visits, commitments.

1. Each such statement is a step. Reports of one step by the same side, in like words and with dates that do not
   contradict, are one entry; the later ones are its repeats. Each term of a condition stays as it was stated.
2. The status is what the calendar says on the cut-off date, and nothing else: a date that has passed is "overdue" also
   where the deed was done, until a person says so. What has no stated date has the status "no date".
3. Statements that may fulfil, answer, replace or break a step are proposed with the reason, for a person to decide.
   None of them changes a status. A planned date and the date of the deed stay two entries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.grouping import periods
from onrecord.grouping.copies import Copies
from onrecord.grouping.material import Entry, Material
from onrecord.grouping.parties import Parties
from onrecord.grouping.periods import Days
from onrecord.grouping.sequels import Sequels
from onrecord.grouping.wording import digest, overlap, stems
from onrecord.model import LedgerEntry, LedgerKind, LedgerStatus

DUE_SOON = 30
"""Days after the cut-off date within which a date counts as due: a month's notice for who follows it up."""

SAME_STEP = 0.6
"""Share of common content words from which two reports of one side's step are one. Chosen by judgement, not swept: too
low hides a second undertaking among the repeats of the first, too high lists one step twice, which a person sees."""

_LOOK_BACK = 60
"""How many earlier steps of one side and kind a report is compared with, the nearest in time first."""

_ASKS = re.compile(r"\b(?:request\w*|asked|asks|asking|sought|seek\w*|appl(?:y|ied|ies))\b", re.IGNORECASE)
_AGREES = re.compile(r"\bagree(?:d|s|ment|ments)?\b|\bterms of reference\b", re.IGNORECASE)
_VISITS = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|arriv\w+|travell?ed|toured|inspected|began (?:a|the|her|his|its) visit)\b", re.IGNORECASE
)
_KINDS: dict[str, LedgerKind] = {
    "condition": "condition",
    "offer": "offer",
    "refusal": "refusal",
    "commitment": "commitment",
    "call": "call",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step in one kind, with the reports of it; the first report stands for it."""

    kind: LedgerKind
    reports: tuple[Entry, ...]

    @property
    def lead(self) -> Entry:
        """The earliest report."""
        return self.reports[0]


def kinds_of(entry: Entry) -> list[LedgerKind]:
    """Give the kinds of step that a statement is; none where it is no step."""
    statement = entry.statement
    words = " ".join((statement.cue.text if statement.cue else "", statement.content.text))
    if statement.kind == "other":
        if statement.subtype not in ("report_of_action", "procedural"):
            return []
        if _AGREES.search(words):
            return ["agreement"]
        return ["visit"] if statement.subtype == "report_of_action" and _VISITS.search(words) else []
    found: list[LedgerKind] = []
    for kind in dict.fromkeys((statement.kind, *statement.also)):
        if kind == "commitment" and _AGREES.search(words):
            found.append("agreement")
        elif kind == "call" and statement.cue is not None and _ASKS.search(statement.cue.text):
            found.append("request")
        elif kind in _KINDS:
            found.append(_KINDS[kind])
    return found


def follow(material: Material, parties: Parties, copies: Copies, cut_off: str) -> tuple[LedgerEntry, ...]:
    """Propose the ledger of a case as of ``cut_off`` (EDTF; its last day counts), by date and id."""
    limit = periods.days(cut_off[:10])
    steps = _steps(material, parties, copies)
    sequels = Sequels(material, parties)
    entries = [_entry(step, limit, sequels) for step in steps]
    return tuple(sorted(entries, key=lambda one: (periods.sort_key(one.said_at), one.id)))


def _entry(step: Step, limit: Days | None, sequels: Sequels) -> LedgerEntry:
    lead = step.lead.statement
    due = next((one.statement.due for one in step.reports if periods.days(one.statement.due)), lead.due)
    speaker = lead.speaker.name if lead.speaker is not None and not step.lead.own_voice else None
    return LedgerEntry(
        id=digest("L", step.kind, lead.id),
        kind=step.kind,
        statement=lead.id,
        by=speaker,
        to=next((one.statement.addressee for one in step.reports if one.statement.addressee), None),
        act=lead.content.text,
        terms=tuple(dict.fromkeys(term for one in step.reports for term in one.statement.terms)),
        said_at=step.lead.date,
        due=due,
        contingent_on=next((one.statement.contingent_on for one in step.reports if one.statement.contingent_on), None),
        status=status(due, limit),
        proposals=sequels.of(step.kind, step.reports, due),
        repeats=tuple(one.id for one in step.reports[1:]),
    )


def status(due: str | None, limit: Days | None) -> LedgerStatus:
    """Say what the calendar says about a due date on the last day of ``limit``."""
    when = periods.days(due)
    if when is None or limit is None or when.last == periods.LATEST:
        return "no date"
    if when.last < limit.last:
        return "overdue"
    return "due" if when.last <= limit.last + DUE_SOON else "open"


# --- steps, each once ---


def _steps(material: Material, parties: Parties, copies: Copies) -> list[Step]:
    blocks: dict[tuple[LedgerKind, str], list[Entry]] = defaultdict(list)
    for entry in material.entries:
        for kind in kinds_of(entry):
            blocks[kind, _actor(entry, parties, copies)].append(entry)
    return [step for key in sorted(blocks) for step in _merged(key[0], blocks[key], copies)]


def _actor(entry: Entry, parties: Parties, copies: Copies) -> str:
    party = parties.speaker(entry)
    return party.key if party is not None else f"unnamed:{copies.cluster_of[entry.writing.key]}"


def _merged(kind: LedgerKind, entries: Sequence[Entry], copies: Copies) -> Iterator[Step]:
    steps: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda one: one.order):
        for step in reversed(steps[-_LOOK_BACK:]):
            if _same_step(step[0], entry, copies):
                step.append(entry)
                break
        else:
            steps.append([entry])
    return (Step(kind, tuple(step)) for step in steps)


def _same_step(one: Entry, other: Entry, copies: Copies) -> bool:
    first, second = one.statement, other.statement
    if first.said_at and second.said_at and not _agree(first.said_at, second.said_at):
        return False
    if first.due and second.due and first.due != second.due and not _agree(first.due, second.due):
        return False
    common = overlap(stems(first.content.text), stems(second.content.text))
    return common >= (SAME_STEP / 2 if copies.same(one.writing, other.writing) else SAME_STEP)


def _agree(one: str, other: str) -> bool:
    days = periods.days(one), periods.days(other)
    return days[0] is None or days[1] is None or days[0].overlaps(days[1])
