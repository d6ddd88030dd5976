# SPDX-License-Identifier: Apache-2.0
"""Reading a case: what has not been read yet, or only by an older reader, in worker processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord import clock
from onrecord.casefile.case import Case
from onrecord.casefile.progress import Progress, no_progress
from onrecord.casefile.unread import UnreadEntry, unread_entry, was_read
from onrecord.engine.pool import read_all
from onrecord.engine.work import ReadingJob
from onrecord.model import ReadDocument
from onrecord.reading.formats import FORMATS
from onrecord.reading.statements import READERS
from onrecord.register import query, write

VERSIONS: frozenset[str] = frozenset({*(entry.version for entry in FORMATS), *(reader.name for reader in READERS)})
"""Every extractor and reader there is: what another version read is read again."""

AT_ONCE = 100
"""Readings written in one transaction: what a killed command has to read again."""


@dataclass(slots=True)
class ReadSummary:
    """What came of reading."""

    documents: int = 0
    statements: int = 0
    unread: list[UnreadEntry] = field(default_factory=list)
    """What was looked at now and could not be read, or not wholly."""


def read(case: Case, progress: Progress = no_progress, *, failed_too: bool = False) -> ReadSummary:
    """Read what is to be read; every document comes out as read, partly read, kept or failed, never silently left.

    With ``failed_too``, what failed before is tried once more: memory or time may have run out.
    """
    summary = ReadSummary()
    receipts = list(query.unread(case.register, VERSIONS))
    if failed_too:
        there = {waiting.receipt.id for waiting in receipts}
        receipts += [one for one in query.failed(case.register) if one.receipt.id not in there]
    documents: list[ReadDocument] = []
    results = read_all(_jobs(case, receipts), case.settings.processes)
    for number, (waiting, result) in enumerate(zip(receipts, results, strict=True), 1):
        document = ReadDocument(waiting.receipt, waiting.file_kind, result.text, result.reading, result.sketch)
        documents.append(document)
        summary.documents += 1
        summary.statements += len(result.reading.statements)
        if not was_read(document):
            summary.unread.append(unread_entry(document))
        if len(documents) >= AT_ONCE:
            _keep(case, documents)
        progress(number, len(receipts))
    _keep(case, documents)
    return summary


def _jobs(case: Case, receipts: list[query.Waiting]) -> Iterator[ReadingJob]:
    for waiting in receipts:
        path = case.custody.item_place(waiting.receipt.item.sha256)
        yield ReadingJob(waiting.receipt.id, path, waiting.file_kind, waiting.receipt.provenance.published)


def _keep(case: Case, documents: list[ReadDocument]) -> None:
    if documents:
        write.record_readings(case.register, documents, clock.timestamp(), VERSIONS)
        case.log_what_is_owed()
        documents.clear()
