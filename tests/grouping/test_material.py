# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any

from grouping.building import paper, received, said
from onrecord.grouping.material import gather
from onrecord.model import Judgement, ReadDocument, Statement

CLAIM = said("allegation", "guards beat detainees", "Estria Watch", violations=("torture",), accused="Norland")


def judged(document: ReadDocument, statement: Statement, decision: Any, **fields: Any) -> Judgement:
    assert document.text is not None
    defaults: dict[str, Any] = {"corrected": None, "reason": None, "by": "reviewer", "at": "2026-06-01T00:00:00Z"}
    return Judgement(
        id=fields.pop("id", "J-1"),
        text_sha256=document.text.sha256,
        statement=statement,
        decision=decision,
        **{**defaults, **fields},
    )


def test_the_same_text_received_twice_has_its_statements_once() -> None:
    material = gather([paper("one", CLAIM), paper("two", CLAIM)])
    assert len(material.entries) == 1
    assert material.writings[0].receipts == ("R-one", "R-two")


def test_a_rejected_statement_is_left_out_until_the_decision_is_withdrawn() -> None:
    document = paper("one", CLAIM)
    statement = document.reading.statements[0]
    assert gather([document], [judged(document, statement, "rejected")]).entries == ()
    withdrawn = judged(document, statement, "rejected", withdrawn_at="2026-06-02T00:00:00Z", withdrawn_by="reviewer")
    assert len(gather([document], [withdrawn]).entries) == 1


def test_a_corrected_statement_stands_as_corrected_and_is_found_under_its_old_id() -> None:
    document = paper("one", CLAIM)
    statement = document.reading.statements[0]
    better = replace(statement, id="S-better", accused="Estria")
    material = gather([document], [judged(document, statement, "corrected", corrected=better)])
    assert [entry.statement.accused for entry in material.entries] == ["Estria"]
    assert material.by_id[statement.id].id == "S-better"


def test_of_several_decisions_the_latest_counts() -> None:
    document = paper("one", CLAIM)
    statement = document.reading.statements[0]
    first = judged(document, statement, "rejected")
    second = judged(document, statement, "confirmed", id="J-2", at="2026-06-03T00:00:00Z")
    assert len(gather([document], [second, first]).entries) == 1


def test_a_confirmed_statement_stays_when_a_newer_reading_does_not_find_it() -> None:
    document = paper("one", CLAIM)
    (statement,) = document.reading.statements
    reread = received("one", document.text, [])
    material = gather([reread], [judged(document, statement, "confirmed")])
    assert [entry.id for entry in material.entries] == [statement.id]


def test_an_undecided_reading_of_the_same_words_is_not_grouped_beside_what_was_decided() -> None:
    document = paper("one", CLAIM)
    (statement,) = document.reading.statements
    changed = replace(statement, id="S-changed", kind="other")
    reread = received("one", document.text, [changed])
    material = gather([reread], [judged(document, statement, "confirmed")])
    assert [entry.id for entry in material.entries] == [statement.id]


def test_an_unsure_decision_changes_nothing() -> None:
    document = paper("one", CLAIM)
    (statement,) = document.reading.statements
    reread = received("one", document.text, [replace(statement, accused="Estria")])
    material = gather([reread], [judged(document, statement, "unsure")])
    assert [entry.statement.accused for entry in material.entries] == ["Estria"]


def test_a_document_without_text_has_no_statements_and_does_no_harm() -> None:
    assert gather([received("photo", None, [])]).entries == ()
