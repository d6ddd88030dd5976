# SPDX-License-Identifier: Apache-2.0
"""One run over a folder full of what goes wrong: each thing is listed with its reason, and the rest is read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from casefile.bad_input import BAD, GOOD, SPECIAL, make
from casefile.sample import settings_in
from onrecord.casefile.case import Case
from onrecord.cli import main
from onrecord.custody.verify import verify
from onrecord.register import query

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices are things of POSIX")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bad")
    make(home / "documents")
    return home


def call(home: Path, *arguments: object) -> tuple[int, Any]:
    environment = {"ONRECORD_STATE": str(home / "state"), "ONRECORD_PROCESSES": "2"}
    result = CliRunner(env=environment).invoke(main, [*map(str, arguments), "--json"], prog_name="onrecord")
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture(scope="module")
def ran(home: Path) -> tuple[int, dict[str, Any]]:
    return call(home, "run", home / "documents", "--case", home / "case")


@pytest.fixture(scope="module")
def said(ran: tuple[int, dict[str, Any]]) -> dict[str, str]:
    """What was said about each name, over all that could not be read or taken."""
    found: dict[str, str] = {}
    for entry in ran[1]["unread"]:
        found[entry["name"]] = found.get(entry["name"], "") + entry["reason"]
    return found


@pytest.fixture(scope="module")
def documents(home: Path, ran: object) -> dict[str, Any]:
    """The documents that lie in no container, by name; of two of one name, both."""
    with Case.open(home / "case", settings_in(home), read_only=True) as case:
        found: dict[str, Any] = {}
        for document in query.read_documents(case.register):
            if document.receipt.parent is None:
                found.setdefault(document.receipt.name, []).append(document)
        return found


def test_the_exit_status_says_that_not_all_was_read(ran: tuple[int, dict[str, Any]]) -> None:
    assert ran[0] == 3
    assert Path(ran[1]["report"]).is_file()


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_kept_and_listed_with_its_reason(
    name: str, said: dict[str, str], documents: dict[str, Any]
) -> None:
    assert documents[name][0].receipt.item.size == len(BAD[name].content)
    about = [reason for known, reason in said.items() if known == name or known.startswith(f"{name}: ")]
    if name in ("too-deep.zip", "bomb-in-parts.zip"):  # the reason belongs to what is inside
        about = list(said.values())
    assert any(BAD[name].reason in reason for reason in about), said.get(name)


@pytest.mark.parametrize("name", SPECIAL)
def test_what_is_no_file_is_not_opened_and_is_listed(
    name: str, said: dict[str, str], documents: dict[str, Any]
) -> None:
    if name == "device" and os.geteuid():
        pytest.skip("only root may make a device")
    assert SPECIAL[name] in said[name]
    assert name not in documents


@pytest.mark.parametrize("name", GOOD)
def test_the_good_file_beside_it_is_read_whatever_its_name_says(
    name: str, said: dict[str, str], documents: dict[str, Any]
) -> None:
    (document,) = documents[name]
    assert document.reading.status == "read" or "OCR" in said[name]
    assert document.receipt.item.size == len(GOOD[name])


def test_a_name_that_is_no_text_is_kept_as_its_bytes_show(documents: dict[str, Any]) -> None:
    if sys.platform != "linux":
        pytest.skip("other file systems take no such name")
    assert r"bad-\xff-\xfe.txt" in documents


def test_names_that_climb_write_nothing_outside_the_case(home: Path, ran: object) -> None:
    assert {path.name for path in home.iterdir()} == {"documents", "case", "state"}
    assert not Path("/absolute.txt").exists()
    assert not [path for path in (home / "case").rglob("*") if "climbed" in path.name or "back.txt" in path.name]


def test_the_same_file_twice_is_one_document_and_one_name_twice_is_two(documents: dict[str, Any]) -> None:
    assert len(documents["twin.txt"]) == 2
    assert len({document.receipt.item.sha256 for document in documents["twin.txt"]}) == 2


def test_running_again_adds_nothing_and_says_the_same(home: Path, ran: tuple[int, dict[str, Any]]) -> None:
    status, again = call(home, "run", home / "documents", "--case", home / "case")
    assert status == 3
    assert again["kept"] == []
    assert again["known"] == ran[1]["known"] + sum(receipt["parent"] is None for receipt in ran[1]["kept"])
    assert again["unread"] == ran[1]["unread"]
    assert verify(home / "case", settings_in(home)).ok


def test_no_reason_holds_words_of_a_document_or_a_path_of_the_case(home: Path, said: dict[str, str]) -> None:
    for reason in said.values():
        assert "Lantern" not in reason
        assert str(home) not in reason
        assert reason.isprintable()
