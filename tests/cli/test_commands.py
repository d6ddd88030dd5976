# SPDX-License-Identifier: Apache-2.0
"""Each command as a person uses it: what it does, what it prints, and its exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.conftest import SECRET, Call
from onrecord.cli import main


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_the_steps_of_the_readme_lead_from_nothing_to_a_report(call: Call, documents: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    made = call("new", case, "--title", "Tarn prison", "--question", "Who was held?", status=0)
    assert f"Next: onrecord add FILES --case {case}" in made.stdout
    assert call("status", "--case", case, status=0).stdout.startswith("Case: Tarn prison\nDocuments: 0\n")

    file = tmp_path / "from.toml"
    added = call("add", documents, "--case", case, "--how-obtained", "by hand", "--provenance", file, status=0)
    assert "Kept 6 files and 2 documents inside them." in added.stdout
    assert ".DS_Store" in added.stdout
    waiting = call("status", "--case", case, status=0).stdout
    assert "Waiting to be read: 8" in waiting
    assert f"Next: onrecord read --case {case}" in waiting

    read = call("read", "--case", case, status=3)
    assert "Read 8 documents now" in read.stdout
    assert "photo.png: Kept, not read" in read.stdout
    assert "Read 0 documents now and found 0 statements." in call("read", "--case", case, status=0).stdout

    report = call("report", "--case", case, status=0)
    (path,) = (case / "reports").iterdir()
    assert f"The draft report: {path}" in report.stdout
    assert SECRET in path.read_text(encoding="utf-8")  # the lawyer spoke in a document that is not protected
    assert "had beaten her brother" not in path.read_text(encoding="utf-8")


def test_run_does_it_all_and_says_what_to_do_next(made: Path) -> None:
    assert len(list((made / "case" / "reports").glob("draft-*.html"))) == 1
    assert (made / "case" / "case.toml").is_file()


def test_the_example_ends_in_a_short_summary_that_says_what_is_needed(call: Call, tmp_path: Path) -> None:
    case = tmp_path / "example-case"
    shown = call("run", "--example", "--case", case, status=3).stdout
    (path,) = (case / "reports").iterdir()
    for line in (
        r"Kept 16 files and 3 documents inside them\.",
        r"Documents: 18, and 1 protected: left out of the figures below and of every report",
        r"Statements: \d+ \(.*\d+ allegations, \d+ denials?, .*\d+ calls.*\)",
        r"Allegations: \d+ matters, \d+ with a response, \d+ without",
        r"Commitments: \d+ \(.*\)",
        r"Could not be read: 3",
        r"  14-procurement-annex\.pdf: The PDF document is damaged or cut off: it cannot be opened\.",
        rf"The draft report: {re.escape(str(path))}",
        rf"Next: onrecord verify {re.escape(str(case))}",
        r"      onrecord run FILES --case my-case",
    ):
        assert re.search(f"(?m)^{line}$", shown), line
    assert len(shown.splitlines()) <= 20
    assert "interview" not in shown


def test_run_again_adds_only_what_is_new(call: Call, made: Path, case: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Nobody was held, the minister said.\n")
    again = call("run", made / "documents", tmp_path / "new.txt", "--case", case, status=3).stdout
    assert "Kept 1 file; 6 were in the case already." in again
    assert len(list((case / "reports").glob("draft-*.html"))) == 2


def test_what_failed_is_tried_again_when_that_is_asked(call: Call, case: Path) -> None:
    (case.parent / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    call("add", case.parent / "cut.pdf", "--case", case, status=0)
    assert "cut.pdf: " in call("read", "--case", case, status=3).stdout
    assert "Read 0 documents now" in call("read", "--case", case, status=0).stdout
    again = call("read", "--case", case, "--failed", status=3).stdout
    assert "cut.pdf: " in again
    assert "photo.png" not in again
    call("verify", case, status=0)


def test_the_status_says_what_is_there_and_what_is_missing(call: Call, case: Path) -> None:
    said = call("status", "--case", case, status=3).stdout
    assert "Documents: 7, and 1 protected" in said
    assert "In languages that are not read yet, or only in part: 1\n  nota.txt: " in said
    assert "Could not be read: 2\n" in said
    assert "  photo.png: Kept, not read" in said
    assert "  empty.txt: It is empty" in said
    assert "note.txt" not in said
    assert f"Next: onrecord report --case {case}" in said


def test_what_an_archive_does_not_give_is_listed_under_its_name(call: Call, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(80))
    case = tmp_path / "case"
    added = call("run", tmp_path / "cut.zip", "--case", case, status=3).stdout
    assert f"  {tmp_path / 'cut.zip'}: Kept whole and not opened." in added
    assert "  cut.zip: Kept whole and not opened." in call("status", "--case", case, status=3).stdout
    call("new", tmp_path / "closed", status=0)
    call("add", tmp_path / "cut.zip", "--case", tmp_path / "closed", "--protected", status=3)
    assert "cut.zip" not in call("status", "--case", tmp_path / "closed", status=3).stdout


def test_what_was_not_taken_is_no_longer_missing_once_it_was(call: Call, tmp_path: Path) -> None:
    case, link = tmp_path / "case", tmp_path / "in" / "letter.txt"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "elsewhere.txt")
    call("new", case, status=0)
    call("add", link.parent, "--case", case, status=3)
    assert "letter.txt: It is a link" in call("status", "--case", case, status=3).stdout
    link.unlink()
    link.write_text("Nobody was held, the minister said.\n")
    call("add", link.parent, "--case", case, status=0)
    assert "Could not be read: 0" in call("status", "--case", case, status=0).stdout


def test_the_case_itself_is_left_out_and_nothing_is_missing(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody was held, the minister said.\n")
    added = call("run", tmp_path, "--case", tmp_path / "case", status=0).stdout
    assert "Kept 1 file.\nLeft out, as nobody misses it: 1\n" in added
    assert "It belongs to the case itself." in added
    assert "Kept 0 files; 1 was in the case already." in call("run", tmp_path, "--case", tmp_path / "case").stdout


def test_a_misspelled_name_in_the_provenance_is_told(call: Call, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "from.toml").write_text('["nte.txt"]\nprotected = true\n')
    call("new", tmp_path / "case", status=0)
    added = call("add", documents, "--case", tmp_path / "case", "--provenance", tmp_path / "from.toml", status=0)
    assert "names 1 file that you did not name:\n  nte.txt\n" in added.stderr


def test_verify_numbers_its_checks_and_gives_a_verdict(call: Call, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing failed. 9 of 10 checks were made, and passed." in call("verify", case, status=0).stdout
    assert "All 10 checks passed." in call("verify", case, "--sha512", status=0).stdout
    newest = max((case / "checkpoints").iterdir())
    monkeypatch.setenv("ONRECORD_STATE", str(case.parent / "another"))
    unknown = call("verify", case, status=0).stdout
    assert "Nothing failed. 7 of 10 checks were made, and passed." in unknown
    assert "--checkpoint FILE" in unknown
    assert "because your state folder does not know this case yet" in unknown
    trusted = case.parent / "kept-elsewhere.json"
    trusted.write_bytes(newest.read_bytes())
    assert "Nothing failed. 9 of 10" in call("verify", case, "--checkpoint", trusted, status=0).stdout


def test_verify_fails_on_a_changed_item_and_names_it(call: Call, case: Path) -> None:
    item = next(path for path in (case / "evidence").rglob("*") if len(path.name) == 64)
    item.chmod(0o600)
    item.write_bytes(b"other bytes")
    found = call("verify", case, status=1).stdout
    assert f"   changed: evidence/{item.parent.name}/{item.name}" in found
    assert "1 of 10 checks FAILED" in found
    assert json.loads(call("verify", case, "--json", status=1).stdout)["ok"] is False


def test_a_backup_comes_back(call: Call, case: Path, tmp_path: Path) -> None:
    backup = tmp_path / "stick"
    backup.mkdir()
    made = call("backup", case, backup, status=0)
    assert str(backup / "case.onrecord-backup.zip") in made.stdout
    assert "not encrypted" in made.stdout
    back = tmp_path / "back"
    call("restore", backup / "case.onrecord-backup.zip", back, status=0)
    assert call("status", "--case", back).stdout.replace(str(back), "") == (
        call("status", "--case", case).stdout.replace(str(case), "")
    )
    call("verify", back, status=0)


def test_an_older_backup_comes_back_only_when_that_is_meant(call: Call, case: Path, tmp_path: Path) -> None:
    call("backup", case, tmp_path / "old", status=0)
    (tmp_path / "late.txt").write_text("Nobody was held, the minister said.\n")
    call("add", tmp_path / "late.txt", "--case", case, status=0)
    old = tmp_path / "old.onrecord-backup.zip"
    assert "older than the case as you have last seen it" in call("restore", old, tmp_path / "back", status=1).stderr
    assert not (tmp_path / "back").exists()
    call("restore", old, tmp_path / "back", "--accept-older", status=0)


def test_two_reports_in_one_second_are_two_files(call: Call, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")
    call("report", "--case", case, status=0)
    call("report", "--case", case, status=0)
    names = {path.name for path in (case / "reports").iterdir()}
    assert {"draft-2026-03-01T120000Z.html", "draft-2026-03-01T120000Z-2.html"} <= names
    call("verify", case, status=0)


def test_a_report_goes_where_it_is_told_and_never_over_a_file(call: Call, case: Path, tmp_path: Path) -> None:
    output = tmp_path / "drafts" / "draft.html"
    call("report", "--case", case, "--output", output, status=0)
    first = output.read_bytes()
    assert "never writes over anything" in call("report", "--case", case, "--output", output, status=2).stderr
    assert output.read_bytes() == first
    before = tree(case)
    call("report", "--case", case, "--output", case / "evidence" / "draft.html", status=2)
    assert tree(case) == before
    call("verify", case, status=0)


def test_every_command_has_examples_and_says_what_goes_wrong_with_verbose(call: Call) -> None:
    for name in main.commands:
        shown = call(name, "--help", status=0).stdout
        assert f"Examples:\n  onrecord {name} " in shown, name
        assert "--verbose" in shown, name


def test_every_command_but_two_gives_json(call: Call) -> None:
    without = {name for name in main.commands if "--json" not in call(name, "--help", status=0).stdout}
    assert without == {"completion", "statements"}


def test_the_version_is_printed(call: Call) -> None:
    assert call("--version", status=0).stdout.startswith("onrecord, version ")
