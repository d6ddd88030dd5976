# SPDX-License-Identifier: Apache-2.0
"""Every wrong call ends with a small page: what happened, what it means, what helps. Never a trace, never a change."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from filelock import FileLock

from cli.conftest import PROGRAM, SECRET, Call
from onrecord.cli import main
from onrecord.errors import OnrecordError


def state_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, to see that a refused command changed nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.name not in (".lock", "register.db-shm", "register.db-wal")
    }


WRONG_CALLS = {
    "no command that there is": (["reed"], "No such command 'reed'", "onrecord --help"),
    "an option that there is not": (["add", "documents", "--suplied-by", "x"], "No such option", "onrecord add --help"),
    "no shell that there is": (["completion", "tcsh"], "is not one of 'bash'", "onrecord completion --help"),
    "nothing named to add": (["add"], "No files were named", "onrecord add FILES --case CASE"),
    "nothing named to run": (["run"], "No files were named", "onrecord run FILES --case CASE"),
    "nothing named to read": (["statements"], "No files were named", "onrecord statements FILES"),
    "a file that is not there": (["add", "documents", "nothing"], "Path number 2", "Check how it is written"),
    "an empty folder": (["add", "empty"], "no file in what you named", "Name files"),
    "an empty folder for a new case": (["run", "empty", "--case", "new"], "no file in what you named", "Name files"),
    "no case": (["add", "documents", "--case", "nowhere"], "not an onrecord case", "onrecord new nowhere."),
    "no case to read": (["read", "--case", "empty"], "no case.toml", "onrecord new empty."),
    "no case to look at": (["status", "--case", "empty"], "no case.toml", "onrecord new empty."),
    "no case to report": (["report", "--case", "empty"], "no case.toml", "onrecord new empty."),
    "no case to verify": (["verify", "empty"], "no custody record", "Name the folder of a case"),
    "no case to back up": (["backup", "empty", "b"], "no case.toml", "onrecord new empty."),
    "a case where one is": (["new", "case"], "something in the place", "does not exist yet"),
    "a case where a file is": (["new", "a-file"], "something in the place", "does not exist yet"),
    "a case under a file": (["new", "a-file/case"], "could not be made", "may write to"),
    "a file for a case": (["add", "documents", "--case", "a-file"], "is a file", "onrecord add --help"),
    "a title of two lines": (["new", "new", "--title", "a\nb"], "title of 1 to 200", "onrecord new new --title"),
    "a date in words": (["add", "documents", "--published", "1 March"], "publication date", "2026-03-01"),
    "a day that no month has": (["add", "documents", "--published", "2026-02-30"], "publication date", "2026-03-01"),
    "a period that runs back": (["run", "documents", "--published", "2026-03/2026-01"], "publication date", "2026-03"),
    "a date in words, without a case": (["statements", "documents", "--published", "May"], "publication date", "2026"),
    "no provenance file": (["add", "documents", "--provenance", "nothing"], "cannot be opened", "--provenance"),
    "a provenance file that is none": (
        ["add", "documents", "--provenance", "a-file"],
        "is not TOML",
        "one table a file",
    ),
    "an unknown word of provenance": (["add", "documents", "--provenance", "odd.toml"], "Table 2", "supplied_by"),
    "a meta file that is none": (["statements", "documents", "--meta", "a-file"], "Line 1", '{"name": "report-17"'),
    "a meta file that is not there": (["statements", "documents", "--meta", "nothing"], "--meta file", "path"),
    "a meta line with a wrong date": (["statements", "documents", "--meta", "date.jsonl"], "Line 2", "2026-03-01"),
    "two meta lines that differ": (["statements", "documents", "--meta", "twice.jsonl"], "Line 3", "one line"),
    "a report over a document": (["report", "--output", "documents/report.txt"], "file of that name", "Name another"),
    "a report among the evidence": (["report", "--output", "case/evidence/x"], "case's own files", "reports/"),
    "a report over a folder": (["report", "--output", "documents"], "is a directory", "onrecord report --help"),
    "a checkpoint that is none": (
        ["verify", "case", "--checkpoint", "a-file"],
        "given as checkpoint",
        "small JSON file",
    ),
    "a checkpoint not there": (["verify", "case", "--checkpoint", "nothing"], "cannot be opened", "--checkpoint"),
    "a backup over a file": (["backup", "case", "old"], "file of that name", "Name another"),
    "a backup nowhere": (["backup", "case", "no/where/b"], "is not there", "Make the folder"),
    "a backup in its case": (["backup", "case", "case/b"], "inside the case", "another disk"),
    "a backup that is not there": (["restore", "nothing", "back"], "cannot be opened", "Check its path"),
    "a restore over a case": (["restore", "old.onrecord-backup.zip", "case"], "not empty", "not there yet"),
}
WITH_JSON = [name for name, (call, _, _) in WRONG_CALLS.items() if call[0] not in ("statements", "completion")]


@pytest.fixture
def here(case: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the wrong calls are made."""
    folder = case.parent
    (folder / "documents").symlink_to(made / "documents")
    (folder / "empty").mkdir()
    (folder / "a-file").write_text(f"{SECRET} said\n")
    (folder / "old.onrecord-backup.zip").write_text(SECRET)
    (folder / "odd.toml").write_text(f'["report.txt"]\nprotected = true\n["{SECRET}"]\nsaid_by = "{SECRET}"\n')
    (folder / "date.jsonl").write_text('{"name": "report"}\n{"name": "reply", "published": "May"}\n')
    (folder / "twice.jsonl").write_text('{"name": "report"}\n\n{"name": "report", "title": "T"}\n')
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_wrong_call_says_what_happened_and_what_helps_and_does_nothing(name: str, here: Path, call: Call) -> None:
    arguments, happened, helps = WRONG_CALLS[name]
    before = state_of(here)
    refused = call(*arguments, status=2)
    assert refused.stdout == ""
    first, *means, last = refused.stderr.splitlines()
    assert happened in first
    assert [line for line in means if line], refused.stderr
    assert helps in last
    assert "Traceback" not in refused.stderr
    assert SECRET not in refused.stderr
    assert state_of(here) == before


@pytest.mark.parametrize("name", WITH_JSON)
def test_with_json_the_page_is_an_object(name: str, here: Path, call: Call) -> None:
    arguments, happened, helps = WRONG_CALLS[name]
    refused = call(*arguments, "--json", status=2)
    page = json.loads(refused.stdout)
    assert happened in page["error"]["happened"]
    assert helps in page["error"]["helps"]
    assert page["error"]["means"]
    assert page["exit_status"] == 2
    assert refused.stderr == ""


def test_a_backup_that_is_damaged_is_a_failed_check(here: Path, call: Call) -> None:
    refused = call("restore", "old.onrecord-backup.zip", "back", status=1)
    assert "Nothing was restored." in refused.stderr
    assert not (here / "back").exists()


@pytest.mark.parametrize("command", [["status"], ["read"], ["report"], ["add", "documents"]])
def test_a_case_of_a_newer_version_is_not_touched(command: list[str], here: Path, call: Call) -> None:
    register = sqlite3.connect(here / "case" / "register.db")
    with register:
        register.execute("UPDATE alembic_version SET version_num = 'r9999'")
    register.close()
    refused = call(*command, status=2)
    assert "newer onrecord" in refused.stderr
    assert "onrecord verify" in refused.stderr
    call("verify", "case", status=0)


def test_a_case_without_its_register_is_made_whole_by_reading(here: Path, call: Call) -> None:
    before = call("status", status=3).stdout
    (here / "case" / "register.db").unlink()
    assert "onrecord read --case case" in call("status", status=2).stderr
    call("read", status=3)
    assert call("status", status=3).stdout == before


def test_a_case_in_use_is_not_written_and_can_be_looked_at(here: Path, call: Call) -> None:
    with FileLock(here / "case" / ".lock"):
        busy = call("add", "documents", status=2)
        assert busy.stderr.startswith("Another onrecord is working on this case.\nNothing was done.\n")
        call("status", status=3)
        call("verify", "case", status=0)


def test_a_torn_log_is_a_failed_check(here: Path, call: Call) -> None:
    with (here / "case" / "custody.log").open("ab") as log:
        log.write(b'{"half')
    refused = call("add", "documents", status=1)
    assert "Run: onrecord verify case. It says what was changed." in refused.stderr
    call("verify", "case", status=1)


@pytest.mark.parametrize(
    ("variable", "value"), [("ONRECORD_PROCESSES", "²"), ("ONRECORD_PROCESSES", "0"), ("SOURCE_DATE_EPOCH", "May")]
)
def test_a_setting_that_cannot_be_meant_is_refused(
    variable: str, value: str, here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert variable in call("new", "new", status=2).stderr.splitlines()[0]
    assert not list(here.glob("*new*"))


def test_a_state_folder_that_cannot_be_written_is_named(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_STATE", str(here / "a-file" / "state"))
    assert "Your state folder cannot be written" in call("new", "new", status=2).stderr
    assert not list(here.glob("*new*"))


def test_a_fault_of_the_program_is_a_page_and_its_trace_comes_only_when_asked(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("onrecord.casefile.drafting.status", broken)
    page = call("status", status=1).stderr
    assert page.startswith("onrecord met an error of its own (RuntimeError).")
    assert SECRET not in page
    assert "Traceback" in call("status", "--verbose", status=1).stderr


def test_being_stopped_says_that_what_was_kept_is_kept(here: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.casefile.adding.add", stopped)
    assert "What was reported as kept is kept" in call("add", "documents", status=130).stderr


NOBODY = """
import os, sys
import onrecord.casefile.adding, onrecord.casefile.drafting, onrecord.casefile.keeping
from onrecord.cli import main
if os.getuid() == 0:  # to root, nothing is forbidden
    os.setuid(65534)
main(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no setuid on Windows")
def test_a_folder_that_may_not_be_written_is_a_page(here: Path) -> None:
    for folder in [here, *here.parents]:
        if "pytest-" in str(folder) and folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o011)  # pytest's own folders are closed to others
    (here / "state").mkdir(mode=0o777)
    (here / "state").chmod(0o777)
    for path in (here, *(here / "case").rglob("*"), here / "case"):
        path.chmod(0o555)
    environment = {**os.environ, "ONRECORD_STATE": str(here / "state")}
    try:
        for arguments in (["new", "new"], ["add", "documents"], ["report"], ["backup", "case", "b"]):
            refused = subprocess.run(
                [sys.executable, "-c", textwrap.dedent(NOBODY), *arguments],
                capture_output=True, text=True, check=False, cwd=here, env=environment,
            )  # fmt: skip
            assert refused.returncode == 2, refused.stderr
            assert len(refused.stderr.splitlines()) == 3, refused.stderr
            assert "Traceback" not in refused.stderr
    finally:
        for path in (here, here / "case", *(here / "case").rglob("*")):
            path.chmod(0o755)


def test_control_characters_never_reach_the_terminal(call: Call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "red\x1b[31m\u202egpj.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    shown = call("run", tmp_path / "in", "--case", tmp_path / "case", status=3)
    assert "\x1b" not in shown.output
    assert "\u202e" not in shown.output
    assert "red\\u001b[31m\\u202egpj.png" in shown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no line breaks in names")
def test_a_name_with_line_breaks_writes_no_lines_of_its_own(here: Path, call: Call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo\nKept 99 files.\u2028x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    lines = call("run", tmp_path / "in", "--case", tmp_path / "one").output.split("\n")
    assert "Kept 99 files" not in " ".join(line for line in lines if not line.startswith("  "))
    assert any(r"photo\u000aKept 99 files.\u2028x" in line for line in lines)
    (here / "case" / "evidence" / "x\nAll 9 checks passed.").write_bytes(b"planted")
    lines = call("verify", "case", status=1).stdout.split("\n")
    assert "All 9 checks passed." not in lines


def test_every_class_of_error_has_an_exit_status_of_the_table() -> None:
    classes, waiting = set(), [OnrecordError]
    while waiting:
        one = waiting.pop()
        classes.add(one)
        waiting += one.__subclasses__()
    assert len(classes) > 8
    assert {one.exit_status for one in classes} == {1, 2, 3}


def test_what_helps_can_be_copied(here: Path) -> None:
    refused = subprocess.run([PROGRAM, "status", "--case", "my case"], capture_output=True, text=True, check=False)
    assert f"{PROGRAM} new 'my case'." in refused.stderr
    assert main.name == "main"
