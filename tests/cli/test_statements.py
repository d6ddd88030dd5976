# SPDX-License-Identifier: Apache-2.0
"""``onrecord statements``: the public contract, key by key, on the example's documents and on bad ones."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.conftest import PROGRAM, Call, make_documents
from onrecord.engine.work import ReadingJob, read_one
from onrecord.example import documents_folder
from onrecord.intake import kinds
from onrecord.model import KIND_IDS, Item, Provenance, ReadDocument, Receipt
from onrecord.publication.exports.statements_jsonl import document_object
from onrecord.vocabulary import load

Check = Callable[[Any], bool]
Shape = dict[str, Any]

SAID = 'The Lantern Group said that guards had beaten prisoners in Tarn. "Nobody was beaten," the minister said.'


# --- the contract, as a shape that values are held against ---------------------------------------


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def matching(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def or_null(wanted: Any) -> Any:
    return (None, wanted)


def list_of(wanted: Any) -> Any:
    return [wanted]


def span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)


WORDS = load()
SHA256 = matching("[0-9a-f]{64}")
DAY = r"-?\d{4}(-\d{2}(-\d{2})?)?[~?%]?"
EDTF = matching(rf"({DAY}|\.\.)?(/({DAY}|\.\.)?)?")
PASSAGE: Shape = {"text": text, "spans": list_of(span)}
QUANTITY: Shape = {
    "verbatim": text,
    "value": or_null(number),
    "lower": or_null(number),
    "lower_inclusive": flag,
    "upper": or_null(number),
    "upper_inclusive": flag,
    "approximate": flag,
    "unit": one_of("persons", "families", "children", "deaths", "sites", "events", "years", "share", "other"),
    "what": or_null(text),
}
STATEMENT: Shape = {
    "id": matching("S-[0-9a-f]{20}"),
    "kind": one_of(*KIND_IDS),
    "also": list_of(one_of(*KIND_IDS)),
    "subtype": or_null(text),
    "implicit": flag,
    "source": or_null(PASSAGE),
    "cue": or_null(PASSAGE),
    "content": PASSAGE,
    "directness": one_of("direct", "indirect", "mixed", "narrator"),
    "speaker": or_null({"name": text, "role": one_of(*WORDS.roles, "unknown"), "resolved_from": or_null(text)}),
    "addressee": or_null(text),
    "audience": or_null(text),
    "channel": or_null(text),
    "occasion": or_null(text),
    "attribution_chain": list_of(text),
    "violations": list_of(one_of(*WORDS.violations)),
    "characterisations": list_of(one_of(*WORDS.characterisations)),
    "accused": or_null(text),
    "affected": or_null(text),
    "place": or_null(text),
    "said_at": or_null(EDTF),
    "reported_at": or_null(EDTF),
    "about_time": or_null(EDTF),
    "due": or_null(EDTF),
    "contingent_on": or_null(text),
    "terms": list_of(text),
    "responds_to": list_of(matching("S-[0-9a-f]{20}")),
    "response_type": or_null(one_of(*WORDS.response_types)),
    "quantities": list_of(QUANTITY),
    "modality": one_of("certain", "probable", "possible", "unspecified"),
    "polarity": one_of("positive", "negative"),
    "confidence": lambda value: number(value) and 0 <= value <= 1,
}
VICTIM: Shape = {
    "name": or_null(text),
    "type": list_of(text),
    "population": or_null(text),
    "sex": or_null(one_of("man", "woman", "other", "unknown")),
    "age_group": or_null(text),
}
ACTS = ("arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other", "unknown")
INCIDENT: Shape = {
    "perpetrator_mention": flag,
    "perpetrator_type": or_null(text),
    "victims": list_of(VICTIM),
    "violations": list_of(one_of(*ACTS)),
    **{name: or_null(text) for name in ("country", "region", "city", "year", "month", "day")},
}
DOCUMENT: Shape = {
    "document": {
        "name": text,
        "path": text,
        "parent": or_null(text),
        "sha256": SHA256,
        "text_sha256": or_null(SHA256),
        "title": or_null(text),
        "publisher": or_null(text),
        "published": or_null(EDTF),
        "published_basis": one_of("stated", "inferred", "given", "unknown"),
        "language": or_null(matching("[a-z]{2,3}")),
    },
    "reading": {
        "status": one_of("read", "partly read", "kept, not read", "failed"),
        "reason": or_null(text),
        "unread": list_of(span),
        "reader": or_null(text),
    },
    "statements": list_of(STATEMENT),
    "incident": or_null(INCIDENT),
}


def faults(value: Any, shape: Any, place: str = "line") -> list[str]:
    """Say where a value departs from its shape."""
    if isinstance(shape, tuple):
        return [] if value is None else faults(value, shape[1], place)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place} is no list"]
        return [fault for number, part in enumerate(value) for fault in faults(part, shape[0], f"{place}[{number}]")]
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            return [f"{place} has other keys: {sorted(set(value) ^ set(shape)) if isinstance(value, dict) else value}"]
        return [fault for key, wanted in shape.items() for fault in faults(value[key], wanted, f"{place}.{key}")]
    return [] if shape(value) else [f"{place} may not be {value!r}"]


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def example() -> list[dict[str, Any]]:
    made = subprocess.run([PROGRAM, "statements", documents_folder()], capture_output=True, check=False)
    assert made.returncode == 3
    return lines(made.stdout.decode("utf-8"))


def test_every_key_and_value_of_the_example_is_as_the_contract_says(example: list[dict[str, Any]]) -> None:
    assert sum(len(one["statements"]) for one in example) > 50
    assert [fault for one in example for fault in faults(one, DOCUMENT, one["document"]["name"])] == []


def test_a_departure_from_the_contract_is_seen(example: list[dict[str, Any]]) -> None:
    broken = json.loads(json.dumps(next(one for one in example if one["statements"])))
    broken["statements"][0]["kind"] = "claim"
    broken["statements"][0]["terms"] = None
    del broken["reading"]["reason"]
    assert [fault.split()[0] for fault in faults(broken, DOCUMENT)] == [
        "line.reading",
        "line.statements[0].kind",
        "line.statements[0].terms",
    ]


def test_ids_are_unique_and_answers_name_statements_of_the_document(example: list[dict[str, Any]]) -> None:
    for one in example:
        ids = [statement["id"] for statement in one["statements"]]
        assert len(set(ids)) == len(ids)
        assert {answered for statement in one["statements"] for answered in statement["responds_to"]} <= set(ids)


def test_a_narrator_has_neither_source_nor_cue(example: list[dict[str, Any]]) -> None:
    for statement in (statement for one in example for statement in one["statements"]):
        if statement["directness"] == "narrator":
            assert (statement["source"], statement["cue"]) == (None, None)
            assert statement["speaker"] is None or statement["speaker"]["name"] == "OUTLET"


def test_members_follow_their_container_and_name_it(example: list[dict[str, Any]]) -> None:
    names = [(one["document"]["name"], one["document"]["parent"]) for one in example]
    place = names.index(("06-spokesman-reply", None))
    assert names[place + 1] == ("fact-sheet", "06-spokesman-reply")
    inside = [name for name, parent in names if parent == "12-council-documents"]
    first = names.index(("12-council-documents", None)) + 1
    assert inside == [name for name, _ in names[first : first + 2]]


def test_the_same_files_give_the_same_lines_by_any_way(
    example: list[dict[str, Any]], tmp_path: Path, call: Call
) -> None:
    source = documents_folder() / "05-open-valley-briefing.md"
    copy = tmp_path / "elsewhere.md"
    copy.write_bytes(source.read_bytes())
    (again,) = lines(call("statements", copy, status=0).stdout)
    (before,) = (one for one in example if one["document"]["name"] == source.stem)
    assert [one["id"] for one in again["statements"]] == [one["id"] for one in before["statements"]]
    assert again["document"]["sha256"] == before["document"]["sha256"]


# --- order, names, what is given -----------------------------------------------------------------


def test_documents_come_in_the_order_in_which_they_were_named(call: Call, tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(SAID)
    paths = [tmp_path / name for name in ("b.txt", "c.txt", "a.txt")]
    found = lines(call("statements", *paths, status=0).stdout)
    assert [one["document"]["name"] for one in found] == ["b", "c", "a"]
    assert [one["document"]["path"] for one in found] == [str(path) for path in paths]


def test_the_path_is_added_where_two_inputs_share_a_name(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.v2.txt").write_text(SAID)
    found = lines(call("statements", "in/report.v2.txt", "out/report.v2.txt", status=0).stdout)
    assert [one["document"]["name"] for one in found] == ["in/report.v2", "out/report.v2"]
    (alone,) = lines(call("statements", "in/report.v2.txt", status=0).stdout)
    assert alone["document"]["name"] == "report.v2"


def test_a_date_that_is_given_is_used_where_the_document_states_none(call: Call, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text(SAID)
    page = "<html><head><meta property='article:published_time' content='2025-01-02'></head><body>"
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html>{page}<p>{SAID}</p></body></html>")
    found = lines(call("statements", tmp_path, "--published", "2026-03", status=0).stdout)
    assert [(one["document"]["published"], one["document"]["published_basis"]) for one in found] == [
        ("2026-03", "given"),
        ("2025-01-02", "stated"),
    ]
    (alone,) = lines(call("statements", tmp_path / "bare.txt", status=0).stdout)
    assert (alone["document"]["published"], alone["document"]["published_basis"]) == (None, "unknown")


def test_meta_gives_title_and_date_by_name_and_comes_before_published(call: Call, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text(SAID)
    (tmp_path / "other.txt").write_text(SAID)
    meta = tmp_path / "meta.jsonl"
    meta.write_text(
        '{"name": "bare", "title": "Tarn", "published": "2026-03-01"}\n\n{"name": "absent", "title": "x"}\n',
        encoding="utf-8-sig",
    )
    made = call(
        "statements", tmp_path / "bare.txt", tmp_path / "other.txt", "--meta", meta, "--published", "2026", status=0
    )
    bare, other = (one["document"] for one in lines(made.stdout))
    assert (bare["title"], bare["published"], bare["published_basis"]) == ("Tarn", "2026-03-01", "given")
    assert (other["published"], other["published_basis"]) == ("2026", "given")
    assert made.stderr == "1 line of the --meta file named no document and was not used.\n"


# --- what cannot be read -------------------------------------------------------------------------


def test_everything_that_was_named_has_its_line_with_the_reason(call: Call, tmp_path: Path) -> None:
    folder = make_documents(tmp_path / "documents")
    (folder / "circle").symlink_to(folder)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    (folder / "bomb.zip").write_bytes(b"")
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(30_000_000))
    found = {one["document"]["name"]: one for one in lines(call("statements", folder, status=3).stdout)}
    assert [fault for one in found.values() for fault in faults(one, DOCUMENT)] == []
    status = {name: one["reading"]["status"] for name, one in found.items()}
    assert {name for name in status if status[name] != "read"} == {
        "circle", "cut", "bomb", "photo", "empty", "nota",
    }  # fmt: skip
    assert status["photo"] == "kept, not read"
    assert status["bomb"] == "kept, not read"
    assert status["cut"] == status["circle"] == "failed"
    assert all(found[name]["reading"]["reason"] for name in status if status[name] != "read")
    assert all(found[name]["statements"] == [] for name in ("circle", "cut", "bomb", "photo", "empty"))
    assert ".DS_Store" not in status


def test_a_language_that_is_not_read_yet_is_no_error(call: Call, tmp_path: Path) -> None:
    folder = make_documents(tmp_path / "documents")
    (found,) = lines(call("statements", folder / "nota.txt", status=0).stdout)
    assert found["document"]["language"] == "es"
    assert found["reading"]["reason"]


def test_an_attachment_that_cannot_be_opened_is_listed_and_its_message_read(call: Call, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", "Tarn", "Mon, 02 Mar 2026 10:00:00 +0000"
    message.set_content(SAID)
    message.add_attachment(b"PK\x03\x04" + bytes(50), maintype="application", subtype="zip", filename="cut.zip")
    (tmp_path / "m.eml").write_bytes(bytes(message))
    whole, attachment = lines(call("statements", tmp_path / "m.eml", status=3).stdout)
    assert whole["reading"]["status"] == "read"
    assert whole["statements"]
    assert (attachment["document"]["name"], attachment["document"]["parent"]) == ("cut", "m")
    assert attachment["reading"]["status"] == "kept, not read"
    assert "not opened" in attachment["reading"]["reason"]


def test_half_characters_in_a_document_leave_the_lines_readable(call: Call, tmp_path: Path) -> None:
    (tmp_path / "half.html").write_bytes(b"<!DOCTYPE html><title>x &#xD800; y</title><p>" + SAID.encode() + b"</p>")
    made = call("statements", tmp_path / "half.html")
    assert faults(lines(made.stdout)[0], DOCUMENT) == []


# --- offsets -------------------------------------------------------------------------------------


def passages(statement: dict[str, Any]) -> list[dict[str, Any]]:
    return [statement[part] for part in ("source", "cue", "content") if statement[part] is not None]


def test_offsets_of_the_example_lie_in_their_files(example: list[dict[str, Any]]) -> None:
    seen = 0
    for one in example:
        if one["document"]["parent"] is None and one["document"]["path"].endswith(".txt"):
            content = Path(one["document"]["path"]).read_bytes().decode("utf-8-sig")
            for passage in (passage for statement in one["statements"] for passage in passages(statement)):
                seen += 1
                assert " ".join(content[start:end] for start, end in passage["spans"]) == passage["text"]
    assert seen > 20


@settings(max_examples=60, deadline=None)
@given(
    before=st.text(st.sampled_from("ab \r\n\t\u00e9\u4e2d\U0001d504\u0301\u200f\xa0"), max_size=30),
    between=st.sampled_from(["\r\n\r\n", "\n\n", "\r\r", " "]),
    mark=st.sampled_from(["", "\ufeff"]),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
)
def test_offsets_point_at_the_words_in_the_decoded_file_itself(
    tmp_path_factory: pytest.TempPathFactory, before: str, between: str, mark: str, encoding: str
) -> None:
    content = before + between + SAID.replace(". ", f".{between}")
    path = tmp_path_factory.getbasetemp() / "offsets.txt"
    path.write_bytes(((mark or "\ufeff" if encoding != "utf-8" else mark) + content).encode(encoding))
    result = read_one(ReadingJob("R-1", path, kinds.detect(path)))
    receipt = Receipt("R-1", Item("0" * 64, "0" * 128, 0), path.name, str(path), None, None, "", Provenance())
    found = document_object(ReadDocument(receipt, "plain", result.text, result.reading), "offsets")
    assert found["statements"]
    for passage in (passage for statement in found["statements"] for passage in passages(statement)):
        assert " ".join(content[start:end] for start, end in passage["spans"]) == passage["text"]


def test_a_byte_order_mark_is_no_character_and_line_ends_stay(call: Call, tmp_path: Path) -> None:
    content = f"Tarn\r\n\r\n{SAID}\r\n"
    (tmp_path / "marked.txt").write_bytes(b"\xef\xbb\xbf" + content.encode())
    (tmp_path / "bare.txt").write_bytes(content.encode())
    bare, marked = lines(call("statements", tmp_path, status=0).stdout)
    assert marked["statements"]
    assert marked["statements"] == bare["statements"]
    assert marked["document"]["text_sha256"] == bare["document"]["text_sha256"] == bare["document"]["sha256"]


def test_where_nothing_can_be_set_aside_nothing_is_read(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare.txt").write_text(SAID)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    refused = call("statements", tmp_path / "bare.txt", status=2)
    assert "Nothing was read." in refused.stderr
    assert refused.stdout == ""
