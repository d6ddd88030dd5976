# SPDX-License-Identifier: Apache-2.0
"""What a case amounts to at this moment: its status, and the draft report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from onrecord import __version__, clock
from onrecord.casefile.adding import not_taken
from onrecord.casefile.case import REPORTS_FOLDER, Case
from onrecord.casefile.reading import VERSIONS
from onrecord.casefile.unread import UnreadEntry, unread_entry, was_read
from onrecord.errors import BadCall
from onrecord.grouping.proposals import Proposals
from onrecord.grouping.propose import propose
from onrecord.model import KIND_IDS, Judgement, ReadDocument
from onrecord.publication import report
from onrecord.publication.material import CustodyFacts, ReportMaterial
from onrecord.publication.redaction import releasable
from onrecord.reading.countries import country_named, seat_of
from onrecord.register import query


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
    later: int = 0
    """Commitments whose date lies further ahead."""
    undated: int = 0
    protected: int = 0
    not_read_yet: int = 0
    """Documents that no ``read`` has looked at."""
    read_by_older: int = 0
    """Documents that only an older reader has read; ``read`` reads them again."""
    unread: list[UnreadEntry] = field(default_factory=list)
    languages: list[UnreadEntry] = field(default_factory=list)
    """Documents, or passages of them, in languages that are not read yet: no fault, so listed by themselves."""


@dataclass(frozen=True, slots=True)
class _Draft:
    documents: Sequence[ReadDocument]
    proposals: Proposals
    judgements: Sequence[Judgement]


def _draft(case: Case, everything: Sequence[ReadDocument]) -> _Draft:
    documents = releasable(everything)
    judgements = list(query.standing_judgements(case.register))
    proposals = propose(documents, clock.timestamp()[:10], judgements, country_of=country_named, seat_of=seat_of)
    return _Draft(documents, proposals, judgements)


def status(case: Case) -> CaseStatus:
    """Count what the case holds and list what could not be read."""
    everything = list(query.read_documents(case.register))
    draft = _draft(case, everything)
    kinds = Counter(statement.kind for document in draft.documents for statement in document.reading.statements)
    commitments = Counter(entry.status for entry in draft.proposals.ledger if entry.kind == "commitment")
    unanswered = len(draft.proposals.unanswered)
    waiting = query.awaiting(case.register)
    # a killed command may leave the register behind the log; a case open for reading only cannot catch up
    not_heard_of = sum(1 for _ in case.custody.receipts_since(query.custody_cursor(case.register)))
    return CaseStatus(
        documents=len(draft.documents),
        statements=kinds.total(),
        statements_by_kind={kind: kinds[kind] for kind in KIND_IDS if kinds[kind]},
        answered=len(draft.proposals.allegations) - unanswered,
        unanswered=unanswered,
        due=commitments["due"],
        overdue=commitments["overdue"],
        later=commitments["open"],
        undated=commitments["no date"],
        protected=len(everything) - len(draft.documents),
        not_read_yet=waiting + not_heard_of,
        read_by_older=sum(1 for _ in query.unread(case.register, VERSIONS)) - waiting,
        unread=[*(unread_entry(document) for document in everything if not was_read(document)), *_missing(case)],
        languages=[unread_entry(one) for one in everything if was_read(one) and one.reading.status != "read"],
    )


def _missing(case: Case) -> Iterator[UnreadEntry]:
    """List what could not be taken; what is in a container comes under its container's name."""
    missing = list(not_taken(case))
    wanted = {parent for _, parent in missing}
    containers = {receipt.id: receipt for _, receipt in case.custody.receipts_since(0) if receipt.id in wanted}
    for thing, parent in missing:
        container = containers.get(parent or "")
        name = Path(thing.path).name or thing.path
        if thing.protected or (container is not None and container.provenance.protected):
            name = container.id if container is not None else "a protected file"
        elif container is not None:
            name = container.name if thing.path == "*" else f"{container.name}: {name}"
        yield UnreadEntry(name, thing.reason, parent)


def write_report(case: Case, output: Path | None = None, *, full: bool = False) -> Path:
    """Write the draft report, into the case's own folder of reports unless told otherwise. Give its path.

    Raises BadCall where ``output`` is there already or lies among the case's own files, CannotKeep where it cannot
    be written.
    """
    if output is not None:
        _refuse_place(case, output)
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
        not_taken=[
            thing for thing, parent in not_taken(case) if not thing.protected and (parent is None or parent in released)
        ],
        judgements=draft.judgements,
    )
    path = output or _free_place(case, f"draft-{made_at.replace(':', '')}")
    report.write(material, path, full=full)
    case.custody.note("report_made", clock.new_id("D"), {"sha256": _digest(path), "full": full})
    return path


def _free_place(case: Case, name: str) -> Path:
    for number in count(1):
        path = case.folder / REPORTS_FOLDER / (f"{name}.html" if number == 1 else f"{name}-{number}.html")
        if not path.exists():
            break
    return path


def _refuse_place(case: Case, output: Path) -> None:
    """Refuse a place where a report would take the place of something, or look like evidence."""
    if output.exists() or output.is_symlink():
        raise BadCall(
            "There is a file of that name already.",
            "Nothing was done: a report never writes over anything.",
            "Name another file, or leave --output away: the report then goes into the folder reports/ of the case.",
        )
    folder, own = output.parent.resolve(), case.folder.resolve()
    if folder.is_relative_to(own) and not folder.is_relative_to(own / REPORTS_FOLDER):
        raise BadCall(
            "A report does not go among the case's own files.",
            helps="Leave --output away: the report then goes into the folder reports/ of the case.",
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
