# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Incident, Quantity, Statement, Victim
from onrecord.publication.exports.statements_jsonl import document_object, names
from publication import sample


def test_every_field_of_a_statement_is_in_its_object_and_absent_ones_are_null_or_empty() -> None:
    text = "a b"
    document = sample.document("a.txt", sample.text_of(text), (sample.said(text, "other", "b"),))
    (bare,) = document_object(document, "a")["statements"]
    assert set(bare) == {field.name for field in fields(Statement)}
    assert bare["source"] is None
    assert bare["speaker"] is None
    assert bare["violations"] == []


def test_offsets_count_code_points_of_the_canonical_text() -> None:
    text = "\U0001d504 said: yes\n"
    document = sample.document("a.txt", sample.text_of(text), (sample.said(text, "other", "yes"),))
    given_object = json.loads(json.dumps(document_object(document, "a")))
    ((start, end),) = given_object["statements"][0]["content"]["spans"]
    assert text[start:end] == "yes" == given_object["statements"][0]["content"]["text"]


def test_an_open_bound_stays_open_and_whole_numbers_are_integers() -> None:
    quantity = Quantity("more than one million", lower=1_000_000.0, unit="persons")
    statement = sample.said("a", "other", "a", quantities=(quantity,))
    written = json.dumps(document_object(sample.document("a.txt", sample.text_of("a"), (statement,)), "a"))
    assert '"lower": 1000000,' in written
    assert '"value": null' in written
    assert '"upper": null' in written


def test_an_unread_document_has_its_object_with_the_reason_and_its_container() -> None:
    document = sample.document("p.jpg", None, status="kept, not read", reason="kept, not read: image")
    written = document_object(document, "p", "album")
    assert written["document"]["parent"] == "album"
    assert written["document"]["text_sha256"] is None
    assert written["reading"] == {
        "status": "kept, not read",
        "reason": "kept, not read: image",
        "unread": [],
        "reader": None,
    }
    assert written["statements"] == []
    assert written["incident"] is None


def test_the_incident_is_spelled_as_the_contract_does() -> None:
    document = sample.document("a.txt", sample.text_of("a"))
    incident = Incident(True, "state actor", (Victim("N", ("journalist",), "individual"),), ("torture",), year="2022")
    written = document_object(replace(document, reading=replace(document.reading, incident=incident)), "a")
    assert written["incident"]["victims"][0]["type"] == ["journalist"]
    assert written["incident"]["city"] is None


def test_names_lose_their_last_ending_and_gain_the_path_where_they_are_shared() -> None:
    assert names([("a.tar.gz", "in/a.tar.gz"), ("b.txt", "in/b.txt"), (".profile", "in/.profile")]) == [
        "a.tar",
        "b",
        ".profile",
    ]
    assert names([("r.txt", "in/r.txt"), ("r.txt", "out/r.txt")]) == ["in/r", "out/r"]
    assert names([("r.txt", "in/r.txt"), ("r.pdf", "in/r.pdf")]) == ["in/r.txt", "in/r.pdf"]
    assert names([("a.txt", "a.txt"), ("a.txt", "a.txt")]) == ["a.txt", "a.txt #2"]


@given(st.lists(st.tuples(st.sampled_from(["a.txt", "a.pdf", "b"]), st.sampled_from(["x/", "y/", ""])), max_size=8))
def test_there_is_a_name_for_each_document(inputs: list[tuple[str, str]]) -> None:
    given_names = names([(name, folder + name) for name, folder in inputs])
    assert len(given_names) == len(inputs)
    assert all(given_names)
    assert len(set(given_names)) == len(given_names)


def test_what_lies_in_a_container_never_changes_the_name_of_an_input() -> None:
    inputs = [("m.eml", "in/m.eml"), ("r.txt", "2/r.txt"), ("r.txt", "in/r.txt"), ("r.txt", "2/r.txt")]
    assert names(inputs, members=[1, 3]) == ["m", "2/r.txt", "r", "2/r.txt #2"]
