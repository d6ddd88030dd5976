# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import onrecord.register
from onrecord.errors import BadCall, CannotKeep
from onrecord.model import Metadata, Provenance, ReadDocument, Reading, Segment, Text, Unread
from onrecord.register import codec, query, write
from onrecord.register.database import Register
from register.sample import (
    DENIED,
    DETAINED,
    READ_AT,
    VERSIONS,
    document_of,
    judgement_of,
    keep,
    receipt_of,
    said,
    text_of,
)


def test_receipts_come_back_as_they_went_in_the_order_of_the_log(register: Register) -> None:
    outer = receipt_of(3, "zip bytes")
    inner = receipt_of(4, "inside", parent=outer.id, modified=None, provenance=Provenance(protected=True))
    assert write.record_receipts(register, [(inner, "plain", 8), (outer, "zip", 7)]) == 2
    assert [(one.receipt, one.file_kind) for one in query.receipts(register)] == [(outer, "zip"), (inner, "plain")]
    assert query.custody_cursor(register) == 9


def test_recording_a_receipt_again_changes_nothing(register: Register) -> None:
    assert write.record_receipts(register, [(receipt_of(1), "plain", 1)]) == 1
    again = [(receipt_of(1), "html", 1), (receipt_of(2), "plain", 2), (receipt_of(2), "plain", 2)]
    assert write.record_receipts(register, again) == 1
    assert [one.file_kind for one in query.receipts(register)] == ["plain", "plain"]
    assert query.awaiting(register) == 2


def test_the_custody_cursor_never_goes_back(register: Register) -> None:
    write.record_receipts(register, [(receipt_of(5), "plain", 5)])
    write.record_receipts(register, [(receipt_of(2), "plain", 2)])
    assert write.record_receipts(register, []) == 0
    assert query.custody_cursor(register) == 6


def test_a_receipt_inside_an_unknown_container_is_refused(register: Register) -> None:
    with pytest.raises(CannotKeep):
        write.record_receipts(register, [(receipt_of(1, parent="R-nowhere"), "plain", 1)])
    assert query.counts(register).receipts == 0


@pytest.mark.parametrize(
    "name", ["n\udcffame", "a\x00b", "名前 \U0001f600", "\ud83d\ude00", "'; DROP TABLE receipt; --"]
)
def test_names_that_no_encoding_explains_are_kept(register: Register, name: str) -> None:
    strange = receipt_of(1, name=name, path="in/" + name, provenance=Provenance(name, name, "2026", False, name))
    write.record_receipts(register, [(strange, "plain", 1)])
    assert [one.receipt for one in query.receipts(register)] == [strange]
    assert query.receipt_known(register, strange.item.sha256, name, "in/" + name)
    assert not query.receipt_known(register, strange.item.sha256, "another name")


def test_texts_that_sqlite_cannot_hold_are_kept(register: Register) -> None:
    content = "before\x00after \ud800\ud83d\ude00 end"
    whole = replace(document_of(1, content), file_kind="email")
    text = Text(
        content,
        (Segment(0, 6, "title", 1, 1), Segment(7, 12, "table")),
        "html-1",
        (Unread("page 3 needs OCR"), Unread("x", (1, 2))),
        ("1 tracked deletion",),
    )
    reading = Reading("partly read", "page 3 \udc80", ((0, 3),), None, Metadata("\ud800", None, "\x00", None))
    document = replace(whole, text=text, reading=reading, sketch=(1, 2**64 - 1))
    keep(register, document)
    assert list(query.read_documents(register)) == [document]


def test_one_text_found_in_two_ways_keeps_both_its_maps(register: Register) -> None:
    plain = document_of(1, "The same words.")
    page = document_of(2, "The same words.", extractor="html-1")
    page = replace(page, text=replace(page.text, warnings=("3 tracked deletions",)))  # type: ignore[type-var]  # it has been read
    keep(register, plain, page)
    assert list(query.read_documents(register)) == [plain, page]
    with register.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM text").scalar() == 1


def test_a_document_without_text_is_recorded_with_its_reason(register: Register) -> None:
    reading = Reading("kept, not read", "A photo.", (), None, Metadata())
    document = ReadDocument(receipt_of(1), "image", None, reading)
    keep(register, document)
    assert list(query.read_documents(register)) == [document]


def test_a_later_reading_supersedes_the_older_which_is_kept(register: Register) -> None:
    older = document_of(1)
    newer = document_of(1, statements=(said(text_of(), DETAINED, "allegation"),), reader="en-2")
    keep(register, older)
    keep(register, newer)
    assert list(query.read_documents(register)) == [newer]
    with register.reading() as connection:
        kept = connection.exec_driver_sql("SELECT reader, superseded FROM reading ORDER BY id").all()
        assert connection.exec_driver_sql("SELECT count(*) FROM statement").scalar() == 2
    assert [tuple(row) for row in kept] == [("en-1", 1), ("en-2", 0)]


def test_a_reading_without_a_receipt_is_refused(register: Register) -> None:
    with pytest.raises(BadCall, match="no receipt R-000000000001"):
        write.record_readings(register, [document_of(1)], READ_AT, VERSIONS)


@pytest.mark.parametrize(
    "table", ["receipt", "text", "reader_version", "reading", "statement", "judgement", "log_outbox"]
)
def test_nothing_on_the_record_can_be_deleted_or_replaced(register: Register, table: str) -> None:
    keep(register, document_of(1))
    write.record_judgement(register, judgement_of(text_of(), said(text_of(), DENIED)))
    for attack in (f"DELETE FROM {table}", f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"):
        with pytest.raises(CannotKeep, match="SQLITE_CONSTRAINT"), register.writing() as connection:
            connection.exec_driver_sql(attack)


@pytest.mark.parametrize(
    "change",
    [
        "receipt SET name = 'x'",
        "text SET content = 'x'",
        "reader_version SET tried = 'x'",
        "statement SET kind = 'x'",
        "reading SET status = 'read', superseded = 1",
        "reading SET superseded = 0",
        "reading SET status = 'failed'",
        "judgement SET decision = 'rejected'",
        "judgement SET withdrawn_at = 'x'",
        "judgement SET withdrawn_at = 'x', withdrawn_by = 'y', reason = 'z'",
        "log_outbox SET detail = '{}'",
        "log_outbox SET done_seq = 3, action = 'x'",
    ],
)
def test_nothing_on_the_record_can_be_changed(register: Register, change: str) -> None:
    keep(register, replace(document_of(1), reading=replace(document_of(1).reading, status="partly read")))
    write.record_judgement(register, judgement_of(text_of(), said(text_of(), DENIED)))
    with pytest.raises(CannotKeep, match="SQLITE_CONSTRAINT_TRIGGER"), register.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {change}")


def test_marks_that_are_set_once_cannot_be_taken_back(register: Register) -> None:
    keep(register, document_of(1))
    keep(register, document_of(1))
    write.record_judgement(register, judgement_of(text_of(), said(text_of(), DENIED)))
    write.withdraw_judgement(register, "J-000000000001", by="Ben", at="2026-03-03T10:00:00Z")
    write.mark_logged(register, [event.id for event in query.pending_log_events(register)], 7)
    for change in (
        "reading SET superseded = 0 WHERE superseded = 1",
        "judgement SET withdrawn_at = NULL, withdrawn_by = NULL",
        "judgement SET withdrawn_at = '2027', withdrawn_by = 'x'",
        "log_outbox SET done_seq = 9",
    ):
        with pytest.raises(CannotKeep, match="TRIGGER"), register.writing() as connection:
            connection.exec_driver_sql(f"UPDATE {change}")


def test_what_the_log_is_owed_is_known_until_it_is_marked(register: Register) -> None:
    keep(register, document_of(1))
    write.record_judgement(register, judgement_of(text_of(), said(text_of(), DENIED)))
    write.withdraw_judgement(register, "J-000000000001", by="Ben", at="2026-03-03T10:00:00Z")
    owed = query.pending_log_events(register)
    assert [(event.action, event.object_id) for event in owed] == [
        ("reading_done", "R-000000000001.1"),
        ("judgement_made", "J-000000000001"),
        ("judgement_withdrawn", "J-000000000001"),
    ]
    assert owed[0].detail == {
        "receipt": "R-000000000001",
        "text_sha256": text_of().sha256,
        "extractor": "plain-1",
        "reader": "en-1",
        "status": "read",
        "statements": 1,
        "reading_sha256": codec.reading_sha256(document_of(1).reading),
    }
    assert query.pending_log_events(register, 1) == owed[:1]
    write.mark_logged(register, [owed[0].id, owed[1].id], 12)
    write.mark_logged(register, [owed[0].id], 15)
    assert query.pending_log_events(register) == owed[2:]


def test_what_the_log_is_owed_holds_no_words_and_no_names(register: Register) -> None:
    keep(register, document_of(1))
    made = judgement_of(text_of(), said(text_of(), DENIED), reason="secret", by="Ana Secret")
    write.record_judgement(register, made)
    write.withdraw_judgement(register, made.id, by="Ben Secret", at="2026-03-03T10:00:00Z")
    written = " ".join(codec.dumps(event.detail) for event in query.pending_log_events(register))
    assert not re.search("secret|Ministry|workers|report", written, re.IGNORECASE)


def test_a_judgement_comes_back_as_it_went(register: Register) -> None:
    keep(register, document_of(1))
    proposal = said(text_of(), DENIED)
    made = judgement_of(
        text_of(),
        proposal,
        decision="corrected",
        corrected=said(text_of(), DETAINED, "allegation"),
        reason="a \udc80 reason",
        by="Ana \ud800",
    )
    write.record_judgement(register, made)
    assert query.judgements(register, proposal.id) == [made]


def test_a_judgement_on_what_was_never_proposed_is_refused(register: Register) -> None:
    keep(register, document_of(1))
    proposal = said(text_of(), DENIED)
    for stranger in (
        judgement_of(text_of(), said(text_of(), DETAINED)),
        judgement_of(text_of(), replace(proposal, confidence=0.9)),
        judgement_of(text_of("Other words."), proposal),
    ):
        with pytest.raises(BadCall, match="no proposal"):
            write.record_judgement(register, stranger)
    assert query.standing_judgements(register) == []


def test_one_person_has_one_standing_judgement_on_a_proposal_and_others_have_theirs(register: Register) -> None:
    keep(register, document_of(1))
    proposal = said(text_of(), DENIED)
    first = judgement_of(text_of(), proposal)
    second = replace(first, id="J-000000000002", decision="unsure")
    write.record_judgement(register, first)
    with pytest.raises(BadCall, match="already"):
        write.record_judgement(register, second)
    write.record_judgement(register, replace(second, by="Ben"))
    write.withdraw_judgement(register, first.id, by="Ana", at="2026-03-03T10:00:00Z")
    write.record_judgement(register, replace(second, id="J-000000000003"))
    assert [one.id for one in query.standing_judgements(register)] == ["J-000000000002", "J-000000000003"]
    assert [one.withdrawn_by for one in query.judgements(register, proposal.id)] == ["Ana", None, None]


def test_a_judgement_is_withdrawn_once(register: Register) -> None:
    keep(register, document_of(1))
    write.record_judgement(register, judgement_of(text_of(), said(text_of(), DENIED)))
    write.withdraw_judgement(register, "J-000000000001", by="Ana", at="2026-03-03T10:00:00Z")
    with pytest.raises(BadCall, match="already"):
        write.withdraw_judgement(register, "J-000000000001", by="Ana", at="2026-03-04T10:00:00Z")
    with pytest.raises(BadCall, match="no judgement"):
        write.withdraw_judgement(register, "J-nobody", by="Ana", at="2026-03-04T10:00:00Z")


def test_only_one_module_inserts() -> None:
    folder = Path(onrecord.register.__file__).parent
    changes = re.compile(r"\b(insert|update|delete)\(|\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if changes.search(path.read_text("utf-8"))
    }
    assert found == {"write.py", "migrations/versions/r0002_full_text_search.py"}
