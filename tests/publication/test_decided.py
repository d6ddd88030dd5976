# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.grouping.propose import propose
from onrecord.model import Judgement, ReadDocument, Statement
from onrecord.publication import report
from onrecord.publication.decided import decisions, with_decisions
from publication import sample


def _judged(statement: Statement, decision: Any, corrected: Statement | None = None, **more: Any) -> Judgement:
    text = sample.text_of(sample.WIRE).sha256
    return Judgement("J-1", text, statement, decision, corrected, None, "officer", "2026-03-05T10:00:00Z", **more)


def _ids(documents: Sequence[ReadDocument]) -> set[str]:
    return {statement.id for document in documents for statement in document.reading.statements}


def test_a_rejected_statement_is_in_no_document_and_a_corrected_one_stands_as_corrected() -> None:
    wire = sample.wire_statements()
    corrected = replace(wire["training"], id="S-corrected", kind="other", subtype="information")
    judgements = [_judged(wire["actors"], "rejected"), _judged(wire["training"], "corrected", corrected)]
    ids = _ids(with_decisions(sample.documents(), judgements))
    assert wire["actors"].id not in ids
    assert wire["training"].id not in ids
    assert "S-corrected" in ids


def test_without_decisions_the_documents_are_as_they_were() -> None:
    documents = sample.documents()
    assert with_decisions(documents, ()) is documents


def test_decisions_about_texts_that_are_not_released_and_withdrawn_ones_are_not_counted() -> None:
    wire = sample.wire_statements()
    judgements = [
        _judged(wire["actors"], "rejected"),
        _judged(wire["training"], "unsure", withdrawn_at="2026-03-06T10:00:00Z"),
        replace(_judged(wire["beating"], "confirmed"), text_sha256="0" * 64),
    ]
    assert decisions(sample.documents(), judgements) == 1


def test_a_report_follows_what_a_person_corrected_and_says_that_it_does() -> None:
    wire = sample.wire_statements()
    corrected = replace(wire["beating"], id="S-corrected", violations=("ill_treatment",))
    judgements = [_judged(wire["beating"], "corrected", corrected)]
    documents = sample.documents()
    proposals = propose(documents, "2026-03-10", judgements)
    page = "".join(report.render(sample.material(documents=documents, proposals=proposals, judgements=judgements)))
    assert "Cruel, inhuman or degrading treatment" in page
    assert "1 decision of a person" in page
