# SPDX-License-Identifier: Apache-2.0
"""Reading again with a newer reader keeps what people decided."""

from __future__ import annotations

from dataclasses import replace

from onrecord.register import query, write
from onrecord.register.database import Register
from onrecord.register.decided import Standing
from register.sample import DENIED, DETAINED, WORDS, document_of, judgement_of, keep, said, text_of

TEXT = text_of()
FIRST = said(TEXT, DENIED)
SECOND = said(TEXT, DETAINED, "allegation")
ON_FIRST = judgement_of(TEXT, FIRST)
ON_SECOND = judgement_of(TEXT, SECOND, id="J-000000000002", decision="rejected")


def judged(register: Register) -> None:
    """What version 1 read, and what a person decided about it."""
    keep(register, document_of(1, statements=(FIRST, SECOND)))
    write.record_judgement(register, ON_FIRST)
    write.record_judgement(register, ON_SECOND)


def read_again(
    register: Register, *statements: object, content: str = WORDS, extractor: str = "plain-1"
) -> list[Standing]:
    keep(register, document_of(1, content, statements, reader="en-2", extractor=extractor))  # type: ignore[arg-type]  # what the row of the table holds
    return query.decided(register, "R-000000000001")


def test_before_any_further_reading_a_judgement_applies(register: Register) -> None:
    judged(register)
    assert query.decided(register, "R-000000000001") == [Standing(ON_FIRST, "applies"), Standing(ON_SECOND, "applies")]


def test_a_proposal_that_is_made_again_keeps_its_judgement_whatever_else_is_read_of_it(register: Register) -> None:
    judged(register)
    again = replace(FIRST, subtype="fact", confidence=0.9, said_at="2026-02-28")
    assert read_again(register, again, SECOND) == [Standing(ON_FIRST, "applies"), Standing(ON_SECOND, "applies")]
    assert next(query.read_documents(register)).reading.statements == (again, SECOND)


def test_a_changed_kind_is_shown_beside_the_judgement_and_not_decided_by_it(register: Register) -> None:
    judged(register)
    changed = said(TEXT, DENIED, "justification")
    assert read_again(register, changed, SECOND) == [
        Standing(ON_FIRST, "changed reading", (changed,)),
        Standing(ON_SECOND, "applies"),
    ]
    assert query.judgements(register, changed.id) == []


def test_changed_spans_are_shown_beside_the_judgement(register: Register) -> None:
    judged(register)
    shorter = said(TEXT, (DENIED[0] + 5, DENIED[1]))
    longer = said(TEXT, (DETAINED[0] - 10, DETAINED[1]), "allegation")
    assert read_again(register, shorter, longer) == [
        Standing(ON_FIRST, "changed reading", (shorter,)),
        Standing(ON_SECOND, "changed reading", (longer,)),
    ]


def test_a_vanished_proposal_leaves_its_judgement_standing_by_itself(register: Register) -> None:
    judged(register)
    assert read_again(register, SECOND) == [Standing(ON_FIRST, "no longer proposed"), Standing(ON_SECOND, "applies")]
    assert query.standing_judgements(register) == [ON_FIRST, ON_SECOND]
    found = query.find_statement(register, FIRST.id)
    assert found is not None
    assert found.superseded


def test_a_proposal_that_comes_back_has_its_judgement_again(register: Register) -> None:
    judged(register)
    read_again(register)
    assert read_again(register, FIRST) == [Standing(ON_FIRST, "applies"), Standing(ON_SECOND, "no longer proposed")]


def test_a_text_that_was_extracted_anew_keeps_what_was_decided_on_the_older(register: Register) -> None:
    judged(register)
    other = WORDS + " And more."
    shifted = said(text_of(other), DENIED)
    assert read_again(register, shifted, content=other, extractor="plain-2") == [
        Standing(ON_FIRST, "other text"),
        Standing(ON_SECOND, "other text"),
    ]


def test_a_withdrawn_judgement_decides_nothing(register: Register) -> None:
    judged(register)
    write.withdraw_judgement(register, ON_FIRST.id, by="Ana", at="2026-03-03T10:00:00Z")
    assert query.decided(register, "R-000000000001") == [Standing(ON_SECOND, "applies")]


def test_a_proposal_with_a_judgement_of_its_own_is_not_shown_beside_another(register: Register) -> None:
    judged(register)
    changed = said(TEXT, DENIED, "justification")
    read_again(register, changed)
    own = judgement_of(TEXT, changed, id="J-000000000003")
    write.record_judgement(register, own)
    assert query.decided(register, "R-000000000001") == [
        Standing(ON_FIRST, "no longer proposed"),
        Standing(ON_SECOND, "no longer proposed"),
        Standing(own, "applies"),
    ]


def test_a_judgement_holds_for_every_arrival_of_the_same_text(register: Register) -> None:
    judged(register)
    keep(register, document_of(2, statements=(FIRST,)))
    assert [one.state for one in query.decided(register, "R-000000000002")] == ["applies", "no longer proposed"]


def test_a_document_that_nobody_judged_has_nothing_decided(register: Register) -> None:
    keep(register, document_of(1))
    assert query.decided(register, "R-000000000001") == []
    assert query.decided(register, "R-nobody") == []
