# SPDX-License-Identifier: Apache-2.0
"""Let what people decided stand in the documents before a report is made of them.

A statement that a person rejected is gone, a corrected one stands as corrected, and one that was confirmed
stays even where a newer reading does not find it. The rules are grouping's own, so that a report and the
proposals in it always speak of the same statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.grouping.material import gather
from onrecord.model import Judgement, ReadDocument, Statement


def with_decisions(documents: Sequence[ReadDocument], judgements: Sequence[Judgement]) -> Sequence[ReadDocument]:
    """Give the documents with the statements that stand in them, in the order of the text."""
    if not judgements:
        return documents
    standing = {writing.key: writing.statements for writing in gather(documents, judgements).writings}
    return [
        replace(document, reading=replace(document.reading, statements=_in_order(standing[_key(document)])))
        for document in documents
    ]


def decisions(documents: Sequence[ReadDocument], judgements: Sequence[Judgement]) -> int:
    """Count the standing decisions about texts of these documents; those about other texts are nobody's business."""
    texts = {document.text.sha256 for document in documents if document.text}
    return sum(one.withdrawn_at is None and one.text_sha256 in texts for one in judgements)


def _key(document: ReadDocument) -> str:
    return document.text.sha256 if document.text else document.receipt.id


def _in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda one: (one.content.spans, one.id)))
