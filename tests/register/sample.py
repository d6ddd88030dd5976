# SPDX-License-Identifier: Apache-2.0
"""Small documents about a country that does not exist, for the tests of the register."""

from __future__ import annotations

import hashlib

from onrecord.model import (
    Item,
    Judgement,
    Metadata,
    Provenance,
    ReadDocument,
    Reading,
    Receipt,
    Segment,
    Speaker,
    Statement,
    Text,
    passage,
    statement_id,
)
from onrecord.register.database import Register
from onrecord.register.write import record_readings, record_receipts

WORDS = "The Ministry of Dovrel denied that workers were held in Lower Meris. Open Valley said forty were detained."
DENIED = (35, 67)
DETAINED = (86, 105)
VERSIONS = frozenset({"plain-1", "html-1", "en-1"})
READ_AT = "2026-03-01T09:30:00Z"


def receipt_of(number: int, content: str = WORDS, **changes: object) -> Receipt:
    data = content.encode("utf-8", "surrogatepass")
    values: dict[str, object] = {
        "id": f"R-{number:012}",
        "item": Item(hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data)),
        "name": f"report-{number}.txt",
        "path": f"in/report-{number}.txt",
        "parent": None,
        "modified": "2026-02-01T00:00:00Z",
        "received_at": "2026-03-01T09:00:00Z",
        "provenance": Provenance("a colleague", "by hand", "2026-02", protected=False),
    }
    return Receipt(**(values | changes))  # type: ignore[arg-type]  # each value is of its field


def text_of(content: str = WORDS, extractor: str = "plain-1") -> Text:
    return Text(content, (Segment(0, len(content), "paragraph", None, 1),) if content else (), extractor)


def said(text: Text, span: tuple[int, int], kind: str = "denial", **changes: object) -> Statement:
    content = passage(text.content, (span,))
    values: dict[str, object] = {
        "id": statement_id(text.sha256, None, None, content, kind),
        "kind": kind,
        "content": content,
        "speaker": Speaker("Ministry of Dovrel", "state"),
    }
    return Statement(**(values | changes))  # type: ignore[arg-type]  # each value is of its field


def document_of(
    number: int,
    content: str = WORDS,
    statements: tuple[Statement, ...] | None = None,
    *,
    reader: str | None = "en-1",
    extractor: str = "plain-1",
    sketch: tuple[int, ...] = (),
    receipt: Receipt | None = None,
) -> ReadDocument:
    text = text_of(content, extractor)
    found = statements if statements is not None else ((said(text, DENIED),) if content == WORDS else ())
    reading = Reading("read", None, (), reader, Metadata("A title", None, None, "2026-02-28", "stated", "en"), found)
    return ReadDocument(receipt or receipt_of(number, content), "plain", text, reading, sketch)


def keep(register: Register, *documents: ReadDocument) -> None:
    """Record documents, with their receipts at the ``seq`` that their id says."""
    record_receipts(register, [(one.receipt, one.file_kind, int(one.receipt.id[2:])) for one in documents])
    record_readings(register, documents, READ_AT, VERSIONS)


def judgement_of(text: Text, statement: Statement, **changes: object) -> Judgement:
    values: dict[str, object] = {
        "id": "J-000000000001",
        "text_sha256": text.sha256,
        "statement": statement,
        "decision": "confirmed",
        "corrected": None,
        "reason": None,
        "by": "Ana",
        "at": "2026-03-02T10:00:00Z",
    }
    return Judgement(**(values | changes))  # type: ignore[arg-type]  # each value is of its field
