# SPDX-License-Identifier: Apache-2.0
"""What may not be read or written, tried without root's privileges."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.sample import CALL, OFFER, REPORT
from casefile.without_root import call, give_to_nobody, warm_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are a thing of POSIX")


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    warm_up(tmp_path_factory.mktemp("warm"))


@pytest.fixture
def home() -> Iterator[Path]:
    # pytest's own temporary folders can be entered by their owner only
    with tempfile.TemporaryDirectory(prefix="onrecord-test-") as folder:
        home = Path(folder)
        (home / "documents/open").mkdir(parents=True)
        (home / "documents/good.txt").write_text(REPORT)
        (home / "documents/open/other.txt").write_text(CALL)
        give_to_nobody(home)
        yield home
        for path in home.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)


def listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))


def test_a_file_and_a_folder_that_may_not_be_read_are_listed_and_the_rest_is_read(home: Path) -> None:
    (home / "documents/shut.txt").write_text(OFFER)
    (home / "documents/shut.txt").chmod(0)
    (home / "documents/shut").mkdir()
    (home / "documents/shut/inside.txt").write_text(OFFER)
    (home / "documents/shut").chmod(0)
    status, said = call(home, "run", home / "documents", "--case", home / "case")
    assert status == 3
    reasons = {Path(entry["path"]).name: entry["reason"] for entry in said["not_taken"]}
    assert reasons == dict.fromkeys(("shut.txt", "shut"), "It may not be read: permission denied.")
    assert said["documents"] == 2
    assert said["statements"]
    assert Path(said["report"]).is_file()


def test_a_shut_file_named_beside_others_does_not_stop_them(home: Path) -> None:
    (home / "documents/shut.txt").write_text(OFFER)
    (home / "documents/shut.txt").chmod(0)
    assert call(home, "new", home / "case")[0] == 0
    status, said = call(home, "add", *sorted((home / "documents").iterdir()), "--case", home / "case")
    assert status == 3
    assert [receipt["name"] for receipt in said["kept"]] == ["good.txt", "other.txt"]
    assert [Path(entry["path"]).name for entry in said["not_taken"]] == ["shut.txt"]


def test_what_could_not_be_read_is_taken_once_it_may_be(home: Path) -> None:
    shut = home / "documents/shut.txt"
    shut.write_text(OFFER)
    shut.chmod(0)
    assert call(home, "run", home / "documents", "--case", home / "case")[0] == 3
    shut.chmod(0o644)
    status, said = call(home, "run", home / "documents", "--case", home / "case")
    assert (status, said["unread"], said["documents"]) == (0, [], 3)


def test_a_folder_that_may_not_be_written_is_added_from_and_stays_as_it_is(home: Path) -> None:
    for path in (home / "documents/good.txt", home / "documents/open", home / "documents"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = listing(home / "documents")
    assert call(home, "run", home / "documents", "--case", home / "case")[0] == 0
    assert listing(home / "documents") == before


def test_a_case_that_may_not_be_written_says_so_takes_nothing_and_can_be_looked_at(home: Path) -> None:
    assert call(home, "run", home / "documents", "--case", home / "case")[0] == 0
    for path in (home / "case", *(home / "case").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = listing(home / "case")
    (home / "new.txt").write_text(OFFER)
    for arguments in (("add", home / "new.txt"), ("read",), ("report",), ("run", home / "new.txt")):
        status, said = call(home, *arguments, "--case", home / "case")
        assert status == 2
        assert said["error"]["happened"] == "The folder may not be written."
        assert "still kept" in said["error"]["means"]
        assert "copy the case to another disk" in said["error"]["helps"]
    status, said = call(home, "status", "--case", home / "case")
    assert (status, said["documents"]) == (0, 2)
    assert call(home, "verify", home / "case")[0] == 0
    assert listing(home / "case") == before


def test_a_case_of_somebody_else_says_so(home: Path) -> None:
    assert call(home, "new", home / "case")[0] == 0
    for shut, words in ((home / "case/case.toml", "may not be opened by you"), (home / "case", "not readable")):
        shut.chmod(0)
        status, said = call(home, "status", "--case", home / "case")
        assert status == 2
        assert words in said["error"]["happened"]
