# SPDX-License-Identifier: Apache-2.0
"""What a case amounts to at this moment: its status, and the draft report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import __version__, clock
from onrecord.casefile.adding import not_taken
from onrecord.casefile.case import REPORTS_FOLDER, Case
from onrecord.casefile.unread import was_read, why_not
from onrecord.grouping.proposals import Proposals
from onrecord.grouping.propose import propose
from onrecord.intake.incoming import NotTaken
from onrecord.model import KIND_IDS, ReadDocument
from onrecord.publication import report
from onrecord.publication.material import CustodyFacts, ReportMaterial
from onrecord.publication.redaction import releasable
from onrecord.register import query


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """One thing that could not be read or taken."""

    name: str
    """File name; the receipt id for a protected document."""
    reason: str


@dataclass(slots=True)
class CaseStatus:
    """What a case holds. Protected documents count in ``protected`` and ``unread`` only."""

    documents: int = 0
    statements: int = 0
    statements_by_kind: dict[str, int] = field(default_factory=dict)
    answered: int = 0
    """Allegations to which a response was found."""
    unanswered: int = 0
    due: int = 0
    """Commitments whose date is near."""
    overdue: int = 0
    """Commitments whose date has passed and that nobody has called kept."""
    undated: int = 0
    protected: int = 0
    not_read_yet: int = 0
    """Documents that no ``read`` has looked at."""
    unread: list[UnreadEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Draft:
    documents: Sequence[ReadDocument]
    proposals: Proposals


def _draft(case: Case, everything: Sequence[ReadDocument]) -> _Draft:
    documents = releasable(everything)
    judgements = list(query.standing_judgements(case.register))
    return _Draft(documents, propose(documents, cut_off=clock.timestamp()[:10], judgements=judgements))


def status(case: Case) -> CaseStatus:
    """Count what the case holds and list what could not be read."""
    everything = list(query.read_documents(case.register))
    draft = _draft(case, everything)
    kinds = Counter(statement.kind for document in draft.documents for statement in document.reading.statements)
    commitments = Counter(entry.status for entry in draft.proposals.ledger if entry.kind == "commitment")
    unanswered = len(draft.proposals.unanswered)
    return CaseStatus(
        documents=len(draft.documents),
        statements=kinds.total(),
        statements_by_kind={kind: kinds[kind] for kind in KIND_IDS if kinds[kind]},
        answered=len(draft.proposals.allegations) - unanswered,
        unanswered=unanswered,
        due=commitments["due"],
        overdue=commitments["overdue"],
        undated=commitments["no date"],
        protected=len(everything) - len(draft.documents),
        not_read_yet=query.awaiting(case.register),
        unread=[*_unread(everything), *(UnreadEntry(_name(thing), thing.reason) for thing, _ in not_taken(case))],
    )


def _name(thing: NotTaken) -> str:
    return Path(thing.path).name or thing.path


def _unread(documents: Sequence[ReadDocument]) -> list[UnreadEntry]:
    return [
        UnreadEntry(
            document.receipt.id if document.receipt.provenance.protected else document.receipt.name, why_not(document)
        )
        for document in documents
        if not was_read(document)
    ]


def write_report(case: Case, output: Path | None = None, *, full: bool = False) -> Path:
    """Write the draft report, into the case's own folder of reports unless told otherwise. Give its path.

    Raises CannotKeep where it cannot be written.
    """
    made_at = clock.timestamp()
    everything = list(query.read_documents(case.register))
    draft = _draft(case, everything)
    released = {document.receipt.id for document in draft.documents}
    checkpoint = case.custody.checkpoint()
    material = ReportMaterial(
        case=case.facts,
        documents=draft.documents,
        proposals=draft.proposals,
        custody=CustodyFacts(
            case.custody.tree_size,
            case.custody.root,
            checkpoint.to_bytes().decode() if checkpoint else None,
            checkpoint.key_id if checkpoint else None,
        ),
        made_at=made_at,
        tool=f"onrecord {__version__}",
        not_taken=[thing for thing, parent in not_taken(case) if parent is None or parent in released],
    )
    path = output or case.folder / REPORTS_FOLDER / f"draft-{made_at.replace(':', '')}.html"
    report.write(material, path, full=full)
    case.custody.note("report_made", clock.new_id("D"), {"sha256": _digest(path), "full": full})
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
