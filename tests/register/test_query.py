# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.model import Metadata, Provenance, ReadDocument, Reading
from onrecord.register import query, write
from onrecord.register.database import Register
from register.sample import DENIED, DETAINED, READ_AT, VERSIONS, document_of, keep, receipt_of, said, text_of


def unread(register: Register, *versions: str) -> list[str]:
    return [one.receipt.id[-1] for one in query.unread(register, versions)]


def test_an_empty_register_answers_every_question(register: Register) -> None:
    assert query.custody_cursor(register) == 0
    assert query.counts(register) == query.Counts(0, 0, 0, {}, {}, 0)
    assert list(query.read_documents(register)) == []
    assert list(query.unread(register, VERSIONS)) == []
    assert query.find_statement(register, "S-nobody") is None
    assert query.read_document(register, "R-nobody") is None
    assert query.near_copies(register, (1, 2, 3, 4)) == []


def test_the_same_bytes_are_known_by_name_and_container(register: Register) -> None:
    top = receipt_of(1, "same")
    outer = receipt_of(2, "mail")
    inner = receipt_of(3, "same", parent=outer.id, name="image001.png")
    write.record_receipts(register, [(top, "plain", 1), (outer, "email", 2), (inner, "image", 3)])
    digest = top.item.sha256
    assert query.receipt_known(register, digest, top.name)
    assert query.receipt_known(register, digest, top.name, top.path)
    assert not query.receipt_known(register, digest, top.name, "elsewhere/" + top.name)
    assert not query.receipt_known(register, digest, "image001.png")
    assert query.receipt_known(register, digest, "image001.png", container_sha256=outer.item.sha256)
    assert not query.receipt_known(register, digest, "image001.png", container_sha256=digest)


def test_what_was_never_read_is_to_be_read(register: Register) -> None:
    write.record_receipts(register, [(receipt_of(number), "plain", number) for number in (1, 2)])
    assert unread(register, *VERSIONS) == ["1", "2"]
    write.record_readings(register, [document_of(2)], READ_AT, VERSIONS)
    assert unread(register, *VERSIONS) == ["1"]


def test_a_newer_reader_reads_only_what_the_older_read(register: Register) -> None:
    keep(register, document_of(1), document_of(2, reader="ar-1"), document_of(3, extractor="html-1"))
    assert unread(register, "plain-1", "html-1", "en-1", "ar-1") == []
    assert unread(register, "plain-1", "html-1", "en-2", "ar-1") == ["1", "3"]
    assert unread(register, "plain-1", "html-2", "en-1", "ar-1") == ["3"]


def test_what_several_readers_read_is_read_again_when_one_of_them_is_newer(register: Register) -> None:
    keep(register, document_of(1, reader="en-1+es-1"), document_of(2))
    assert unread(register, "plain-1", "en-1", "es-1") == []
    assert unread(register, "plain-1", "en-1", "es-2") == ["1"]


def test_what_failed_or_has_no_reader_is_tried_again_when_anything_is_new(register: Register) -> None:
    failed = ReadDocument(receipt_of(1), "pdf", None, Reading("failed", "Cut short.", (), None, Metadata()))
    keep(register, failed, document_of(2, reader=None), document_of(3))
    assert unread(register, *VERSIONS) == []
    assert unread(register, *VERSIONS, "es-1") == ["1", "2"]
    write.record_readings(register, [failed, document_of(2, reader="es-1")], READ_AT, {*VERSIONS, "es-1"})
    assert unread(register, *VERSIONS, "es-1") == []


def test_what_is_to_be_read_may_be_read_while_it_is_listed(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PAGE", 2)
    write.record_receipts(register, [(receipt_of(number), "plain", number) for number in range(1, 8)])
    seen = []
    for waiting in query.unread(register, VERSIONS):
        write.record_readings(register, [replace(document_of(1), receipt=waiting.receipt)], READ_AT, VERSIONS)
        seen.append(waiting.receipt.id[-1])
    assert seen == list("1234567")


@pytest.mark.parametrize("page", [1, 2, 3, 4, 200])
def test_documents_come_whole_and_in_order_whatever_the_page(
    register: Register, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(query, "PAGE", page)
    documents = [document_of(number, f"Words of {number}.") for number in (4, 2, 9)]
    keep(register, *documents)
    write.record_receipts(register, [(receipt_of(3), "plain", 3)])
    assert list(query.read_documents(register)) == [documents[1], documents[0], documents[2]]
    assert query.read_document(register, documents[0].receipt.id) == documents[0]


def test_protected_documents_are_given_only_where_they_are_wanted(register: Register) -> None:
    keep(register, document_of(1), document_of(2, receipt=receipt_of(2, provenance=Provenance(protected=True))))
    assert len(list(query.read_documents(register))) == 2
    assert [one.receipt.id[-1] for one in query.read_documents(register, protected=False)] == ["1"]


def test_a_walk_over_the_documents_holds_few_of_them_at_once(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 300_000
    for number in range(1, 13):
        keep(register, document_of(number, f"{number} " + "x" * size))
    tracemalloc.start()
    for _ in query.read_documents(register):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * size


def test_counts_count_latest_readings(register: Register) -> None:
    both = (said(text_of(), DENIED), said(text_of(), DETAINED, "allegation"))
    keep(register, document_of(1, statements=both), document_of(2))
    keep(register, document_of(1, statements=both[:1], reader="en-2"))
    write.record_receipts(register, [(receipt_of(3, "others"), "plain", 3)])
    assert query.counts(register) == query.Counts(3, 2, 1, {"read": 2}, {"denial": 2}, 0)


def test_a_statement_is_found_by_its_id_where_the_latest_reading_has_it(register: Register) -> None:
    statement = said(text_of(), DENIED)
    keep(register, document_of(1), document_of(2))
    assert query.find_statement(register, statement.id) == query.FoundStatement(
        statement, "R-000000000001", text_of().sha256, superseded=False
    )
    keep(register, document_of(1, statements=()))
    found = query.find_statement(register, statement.id)
    assert found is not None
    assert (found.receipt_id, found.superseded) == ("R-000000000002", False)


def test_near_copies_are_found_most_alike_first(register: Register) -> None:
    one = tuple(range(128))
    almost = (*one[:120], *range(900, 908))
    half = tuple(value if number % 2 else value + 500 for number, value in enumerate(one))
    far = tuple(range(1000, 1128))
    for number, sketch in enumerate((far, almost, one, half, ()), 1):
        keep(register, document_of(number, f"Words of {number}.", sketch=sketch))
    found = query.near_copies(register, one)
    assert [(copy.receipt_id[-1], copy.likeness) for copy in found] == [("3", 1.0), ("2", 120 / 128)]
    assert query.near_copies(register, ()) == []
    assert query.near_copies(register, one[:64]) == []  # a sketch of another make is like none


def test_near_copies_are_those_of_latest_readings(register: Register) -> None:
    sketch = tuple(range(128))
    keep(register, document_of(1, "Words.", sketch=sketch))
    keep(register, document_of(1, "Others.", sketch=tuple(range(500, 628))))
    assert query.near_copies(register, sketch) == []


def test_no_question_about_one_thing_looks_at_every_row(register: Register) -> None:
    keep(register, *(document_of(number, f"Words of {number}.", sketch=tuple(range(128))) for number in range(1, 20)))
    asked: list[tuple[str, tuple[object, ...]]] = []
    sa.event.listen(register._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    query.receipt_known(register, receipt_of(1).item.sha256, "name", "path", "0" * 64)
    query.read_document(register, "R-000000000001")
    query.find_statement(register, "S-1")
    query.near_copies(register, tuple(range(128)))
    query.decided(register, "R-000000000001")
    query.judgements(register, "S-1")
    list(query.unread(register, VERSIONS))
    query.pending_log_events(register)
    keep(register, document_of(30, "Words of 30.", sketch=tuple(range(128))))
    keep(register, document_of(1, "Words of 1."))
    questions = [(sql, values) for sql, values in asked if sql.split()[0] not in {"BEGIN", "PRAGMA"}]
    assert len(questions) > 30
    with register._engine.connect() as connection:
        connection.execution_options(onrecord_writes=True)
        for sql, values in questions:
            one = values[0] if values and isinstance(values[0], (tuple, list)) else values
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", one):
                small = any(name in step.detail for name in ("SCAN reader_version", "SCAN awaiting", "CONSTANT ROW"))
                assert "SCAN" not in step.detail or small or "USING INDEX log_outbox_pending" in step.detail, (
                    sql,
                    step,
                )
        connection.rollback()
