# SPDX-License-Identifier: Apache-2.0
"""``--json``: one object on standard output, with these keys, for programs to rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import SECRET, Call

STATUS = {
    "documents": int,
    "statements": int,
    "statements_by_kind": dict,
    "answered": int,
    "unanswered": int,
    "due": int,
    "overdue": int,
    "later": int,
    "undated": int,
    "protected": int,
    "not_read_yet": int,
    "read_by_older": int,
    "unread": list,
    "languages": list,
}
ADDED = {"kept": list, "known": int, "not_taken": list, "left_out": list, "provenance_without_file": list}
UNREAD_ENTRY = {"name", "reason", "receipt"}


def types_of(value: dict[str, Any]) -> dict[str, type]:
    return {key: type(part) for key, part in value.items()}


def test_new(call: Call, tmp_path: Path) -> None:
    made = json.loads(call("new", tmp_path / "case", "--title", "T", "--json", status=0).stdout)
    assert (made["case"], made["title"], made["id"][:2]) == (str(tmp_path / "case"), "T", "C-")


def test_add_gives_receipts_with_digests_and_what_was_said_about_them(call: Call, documents: Path) -> None:
    case = documents.parent / "case"
    call("new", case, status=0)
    added = json.loads(
        call("add", documents, "--case", case, "--supplied-by", "The Lantern Group", "--json", status=0).stdout
    )
    assert types_of(added) == ADDED
    assert len(added["kept"]) == 8
    by_name = {receipt["name"]: receipt for receipt in added["kept"]}
    assert by_name["offer.txt"]["parent"] == by_name["bundle.zip"]["id"]
    assert len(by_name["offer.txt"]["item"]["sha256"]) == 64
    assert by_name["report.txt"]["provenance"]["supplied_by"] == "The Lantern Group"
    assert [Path(thing["path"]).name for thing in added["left_out"]] == [".DS_Store"]


def test_add_says_nothing_of_what_is_protected_but_its_id_and_digests(call: Call, documents: Path) -> None:
    (documents / SECRET).mkdir()
    (documents / SECRET / f"{SECRET}.zip").write_bytes((documents / "bundle.zip").read_bytes())
    case = documents.parent / "case"
    call("new", case, status=0)
    told = call("add", documents / SECRET, "--case", case, "--protected", "--supplied-by", SECRET, "--json", status=0)
    assert SECRET not in told.stdout
    assert "offer.txt" not in told.stdout
    added = json.loads(told.stdout)
    assert [receipt["name"] for receipt in added["kept"]] == [receipt["id"] for receipt in added["kept"]]
    assert len(added["kept"]) == 3


def test_read_counts_and_lists_what_could_not_be_read(call: Call, documents: Path) -> None:
    case = documents.parent / "case"
    call("new", case, status=0)
    call("add", documents, "--case", case, status=0)
    read = json.loads(call("read", "--case", case, "--json", status=3).stdout)
    assert types_of(read) == {"documents": int, "statements": int, "unread": list}
    assert read["documents"] == 8
    assert all(set(entry) == UNREAD_ENTRY for entry in read["unread"])
    assert sorted(entry["name"] for entry in read["unread"]) == ["empty.txt", "photo.png"]


def test_status(call: Call, case: Path) -> None:
    status = json.loads(call("status", "--case", case, "--json", status=3).stdout)
    assert types_of(status) == {"case": str, "title": str, **STATUS}
    assert sum(status["statements_by_kind"].values()) == status["statements"] > 0
    assert [entry["name"] for entry in status["languages"]] == ["nota.txt"]
    assert all(set(entry) == UNREAD_ENTRY for entry in (*status["unread"], *status["languages"]))
    assert SECRET not in json.dumps(status)


def test_run_gives_what_was_added_and_what_the_case_holds(call: Call, made: Path, case: Path) -> None:
    ran = json.loads(call("run", made / "documents", "--case", case, "--json", status=3).stdout)
    assert types_of(ran) == {"case": str, "report": str, **ADDED, **STATUS}
    assert ran["known"] == 6
    assert Path(ran["report"]).is_file()


def test_report(call: Call, case: Path) -> None:
    assert Path(json.loads(call("report", "--case", case, "--json", status=0).stdout)["report"]).is_file()


def test_verify(call: Call, case: Path) -> None:
    found = json.loads(call("verify", case, "--json", status=0).stdout)
    assert found["ok"] is True
    assert [check["number"] for check in found["checks"]] == list(range(1, 11))
    assert all(set(check) == {"number", "title", "answer", "reason", "findings"} for check in found["checks"])


def test_backup_and_restore(call: Call, case: Path, tmp_path: Path) -> None:
    made = json.loads(call("backup", case, tmp_path / "b", "--json", status=0).stdout)
    assert types_of(made) == {"path": str, "id": str, "tree_size": int, "files": int, "size": int}
    back = json.loads(call("restore", made["path"], tmp_path / "back", "--json", status=0).stdout)
    assert back == {"case": str(tmp_path / "back")}


@pytest.mark.parametrize("command", ["status", "verify"])
def test_json_is_plain_ascii_whatever_the_names(command: str, call: Call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "صورة \U0001d504.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    case = tmp_path / "case"
    call("run", tmp_path / "in", "--case", case, status=3)
    made = call(command, *(["--case", case] if command == "status" else [case]), "--json")
    assert made.stdout.isascii()
    json.loads(made.stdout)
