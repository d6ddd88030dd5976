# SPDX-License-Identifier: Apache-2.0
"""Adding and reading while other things happen: files change, folders vanish, another process holds the case."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from casefile.sample import CALL, OFFER, OLD, REPORT, contents, in_this_process, make_documents, settings_in, zipped
from onrecord.casefile import adding, reading
from onrecord.casefile.adding import add, receipts_kept
from onrecord.casefile.case import Case
from onrecord.casefile.drafting import status
from onrecord.casefile.reading import read
from onrecord.cli import main
from onrecord.custody.verify import verify
from onrecord.intake import walk
from onrecord.model import Provenance
from onrecord.register import query

UNSAID = Provenance()


def test_a_file_that_is_written_to_while_it_is_read_is_not_taken_until_it_rests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing, resting = tmp_path / "growing.txt", tmp_path / "resting.txt"
    growing.write_text(REPORT)
    resting.write_text(CALL)
    read_file = walk._SteadyFile.read

    def read_and_grow(file: walk._SteadyFile, size: int | None = -1) -> bytes:
        data = read_file(file, size)
        if data.startswith(REPORT.encode()):
            with growing.open("a") as more:
                more.write(" And more.")
        return data

    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        with monkeypatch.context() as during:
            during.setattr(walk._SteadyFile, "read", read_and_grow)
            added = add(case, [growing, resting], UNSAID)
        assert [receipt.name for receipt in receipts_kept(case, added)] == ["resting.txt"]
        (refused,) = added.not_taken
        assert "changed while it was being read" in refused.reason
        again = add(case, [growing, resting], UNSAID)
        assert [receipt.name for receipt in receipts_kept(case, again)] == ["growing.txt"]
        assert status(case).unread == []
        assert not list((tmp_path / "case/evidence/incoming").iterdir())


def test_a_folder_that_vanishes_while_it_is_added_is_listed_and_the_rest_is_kept(tmp_path: Path) -> None:
    gone = make_documents(tmp_path / "a-gone")
    (tmp_path / "b-stays").mkdir()
    (tmp_path / "b-stays/denial.txt").write_text(OLD)

    def vanish(done: int, total: int) -> None:
        if done == 1:
            shutil.rmtree(gone)

    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        added = add(case, [gone, tmp_path / "b-stays"], UNSAID, progress=vanish)
        names = {receipt.name for receipt in receipts_kept(case, added) if receipt.parent is None}
        assert names == {"bundle.zip", "denial.txt"}
        lost = {Path(thing.path).name: thing.reason for thing in added.not_taken}
        assert lost["report.txt"] == lost["page.html"] == "It cannot be read: No such file or directory."
    assert verify(tmp_path / "case", settings_in(tmp_path)).ok


def test_the_same_file_twice_is_one_document_however_it_comes(tmp_path: Path) -> None:
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "twin.txt").write_text(OFFER if folder == "b" else REPORT)
    (tmp_path / "other-name.txt").write_text(REPORT)
    paths = [tmp_path / part for part in ("a", "b", "c", "other-name.txt")]
    held = []
    for name, calls in (("at-once", [paths]), ("one-by-one", [[path] for path in paths])):
        with Case.new(tmp_path / "cases" / name, settings_in(tmp_path)) as case:
            assert sum(add(case, call, UNSAID).known for call in calls) == 1
            held.append(contents(case))
    assert held[0] == held[1]
    assert [name for name, *_ in held[0]] == ["other-name.txt", "twin.txt", "twin.txt"]


def test_documents_that_fill_several_batches_are_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 3)
    folder = make_documents(tmp_path / "documents")
    for number in range(7):
        (folder / f"report-{number}.txt").write_text(REPORT.replace("30", str(100 + number)))
    (folder / "zz.zip").write_bytes(zipped([(f"{number}.txt", OFFER + str(number)) for number in range(5)]))
    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        added = add(case, [folder], UNSAID)
        assert (added.files, added.inside) == (3 + 7 + 1, 2 + 5)
        assert len(list(receipts_kept(case, added))) == len(list(case.custody.receipts_since(0))) == 3 + 2 + 7 + 6
        again = add(case, [folder], UNSAID)
        assert (again.files, again.inside, list(receipts_kept(case, again))) == (0, 0, [])
    found = verify(tmp_path / "case", settings_in(tmp_path))
    assert found.ok


HOLDING = """
import sys
from pathlib import Path
from onrecord.casefile.case import Case
from onrecord.settings import Settings
with Case.open(Path(sys.argv[1]), Settings(state_folder=Path(sys.argv[2]))):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_a_case_that_another_process_holds_is_told_at_once_and_can_be_looked_at(tmp_path: Path) -> None:
    settings, folder = settings_in(tmp_path), tmp_path / "case"
    Case.new(folder, settings).close()
    (tmp_path / "report.txt").write_text(REPORT)

    def call(*arguments: object) -> tuple[int, dict[str, object]]:
        environment = {"ONRECORD_STATE": str(settings.state_folder), "ONRECORD_PROCESSES": "1"}
        result = CliRunner(env=environment).invoke(main, [*map(str, arguments), "--json"], prog_name="onrecord")
        return result.exit_code, json.loads(result.stdout)

    program = [sys.executable, "-c", HOLDING, str(folder), str(settings.state_folder)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"holding\n"
        for command in (("add", tmp_path / "report.txt"), ("read",), ("run", tmp_path / "report.txt")):
            exit_status, said = call(*command, "--case", folder)
            assert exit_status == 2
            assert said["error"] == {
                "happened": "Another onrecord is working on this case.",
                "means": "Nothing was done.",
                "helps": "Wait until it is done, or end it. Reading works meanwhile: onrecord status, onrecord verify.",
            }
        assert call("status", "--case", folder)[0] == 0
        assert call("verify", folder)[0] == 0
        other.communicate()
    assert call("add", tmp_path / "report.txt", "--case", folder)[0] == 0


def test_of_a_text_of_twelve_million_characters_the_beginning_is_read_and_the_rest_is_listed(tmp_path: Path) -> None:
    text = f"{OLD}\n\n" + "".join(f"{REPORT.replace('30', str(n))}\n\n" for n in range(9)) + f"{'x' * 999}\n" * 12_000
    (tmp_path / "long.txt").write_text(text)
    (tmp_path / "short.txt").write_text(CALL)
    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        add(case, [tmp_path / "long.txt", tmp_path / "short.txt"], UNSAID)
        summary = read(case)
        assert summary.documents == 2
        (unread,) = status(case).unread
        assert unread.name == "long.txt"
        assert "10,000,000 characters (text of one document that is read for statements)" in unread.reason
        document = query.read_document(case.register, unread.receipt or "")
        assert document is not None
        assert document.reading.status == "partly read"
        assert document.reading.unread[-1][1] == len(text)
        assert document.text is not None
        assert document.text.content == text
        assert len(document.reading.statements) >= 9


def test_what_ten_more_documents_cost_does_not_grow_with_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Count what is asked of the register, what SQLite does for it, and how often files of the case are opened."""
    monkeypatch.setattr(reading, "read_all", in_this_process)
    monkeypatch.setattr(adding, "BATCH_FILES", 20)
    costs = []
    for size in (20, 200):
        home = tmp_path / str(size)
        many, more = home / "many", home / "more"
        for folder, numbers in ((many, range(size)), (more, range(size, size + 10))):
            folder.mkdir(parents=True)
            for number in numbers:
                (folder / f"note-{number}.txt").write_text(f"Note {1000 + number}.")
        with Case.new(home / "case", settings_in(home)) as case:
            add(case, [many], UNSAID)
            read(case)
        costs.append(_cost_of(home, more))
    (few_statements, few_steps, few_files), (many_statements, many_steps, many_files) = costs
    assert few_statements == many_statements > 10
    assert few_files == many_files > 10
    assert 0 < many_steps < 1.5 * few_steps


def _cost_of(home: Path, more: Path) -> tuple[int, int, int]:
    statements, opened, steps = [], [], []

    def opening(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and not over and str(home / "case") in str(arguments[0]):
            opened.append(arguments[0])

    def executing(connection: object, cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def connecting(connection: sqlite3.Connection, record: object) -> None:
        connection.set_progress_handler(lambda: steps.append(1), 20)

    over: list[bool] = []
    sys.addaudithook(opening)  # it can never be taken away again, so it is told when to stop
    sa.event.listen(sa.Engine, "before_cursor_execute", executing)
    sa.event.listen(sa.pool.Pool, "connect", connecting)
    try:
        with Case.open(home / "case", settings_in(home)) as case:
            assert add(case, [more], UNSAID).files == 10
            assert read(case).documents == 10
    finally:
        over.append(True)
        sa.event.remove(sa.Engine, "before_cursor_execute", executing)
        sa.event.remove(sa.pool.Pool, "connect", connecting)
    return len(statements), len(steps), len(opened)
