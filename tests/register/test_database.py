# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from onrecord.errors import CannotKeep, CaseBusy, NotACase
from onrecord.register import database, query, write
from onrecord.register.database import Register
from register.sample import READ_AT, VERSIONS, WORDS, document_of, keep, receipt_of, text_of

SETTING_UP = """
import os, sys
from pathlib import Path
from onrecord.register import query
from onrecord.register.database import Register

def become_nobody():
    if os.getuid() == 0:  # to root, nothing is forbidden
        os.setuid(65534)

"""


def let_others_through(path: Path) -> None:
    """Open pytest's own folders, which are closed to others, on the way to ``path``."""
    for folder in path.parents:
        if folder.stat().st_uid == os.getuid() and "pytest-" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o011)


def run(program: str, *arguments: object, status: int = 0) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", SETTING_UP + textwrap.dedent(program), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == status, answer.stderr
    return answer.stdout.strip()


def test_a_register_that_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(NotACase, match="no register"):
        Register.open(tmp_path / "register.db")
    with pytest.raises(NotACase, match="no register"):
        Register.open(tmp_path / "register.db", create=True, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_register_is_one_file(tmp_path: Path) -> None:
    with Register.open(tmp_path / "register.db", create=True) as register:
        keep(register, document_of(1))
    assert [path.name for path in tmp_path.iterdir()] == ["register.db"]


def test_a_file_that_another_program_made_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    with pytest.raises(NotACase, match="not onrecord's"):
        Register.open(path, create=True)
    with sqlite3.connect(path) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["bookmarks"]
    connection.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "register.db").write_bytes(b"This is no database. " * 400)
    with pytest.raises(NotACase, match="damaged") as refused:
        Register.open(tmp_path / "register.db", read_only=read_only)
    assert "evidence" in refused.value.means


def test_a_damaged_page_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with Register.open(path, create=True) as register:
        keep(register, *(document_of(number, f"Text {number} " * 2000) for number in range(1, 30)))
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(NotACase, match="damaged"), Register.open(path) as register:
        list(query.read_documents(register))


def test_a_row_that_onrecord_never_wrote_is_called_damage(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with Register.open(path, create=True) as register:
        keep(register, document_of(1))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER statement_no_update")
        connection.execute("UPDATE statement SET body = '{}'")
    connection.close()
    with Register.open(path) as register, pytest.raises(NotACase, match="damaged"):
        list(query.read_documents(register))


def test_an_empty_file_left_by_a_killed_command_is_made_a_register(tmp_path: Path) -> None:
    (tmp_path / "register.db").touch()
    with Register.open(tmp_path / "register.db") as register:
        assert query.custody_cursor(register) == 0


def test_a_path_with_signs_that_mean_something_in_addresses_is_only_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "a%20b ?mode=memory#c ü"
    folder.mkdir()
    with Register.open(folder / "register.db", create=True) as register:
        keep(register, document_of(1))
    with Register.open(folder / "register.db", read_only=True) as register:
        assert query.counts(register).receipts == 1


def test_reading_cannot_write(register: Register) -> None:
    with pytest.raises(CannotKeep, match="cannot be written"), register.reading() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")
    keep(register, document_of(1))
    with pytest.raises(CannotKeep, match="cannot be written"), register.reading() as connection:
        connection.exec_driver_sql("DELETE FROM meta")


def test_a_register_open_for_reading_only_takes_nothing(tmp_path: Path) -> None:
    Register.open(tmp_path / "register.db", create=True).close()
    with (
        Register.open(tmp_path / "register.db", read_only=True) as register,
        pytest.raises(CannotKeep, match="reading only"),
    ):
        keep(register, document_of(1))


def test_a_transaction_that_fails_leaves_nothing(register: Register) -> None:
    write.record_receipts(register, [(receipt_of(1), "plain", 1)])
    with pytest.raises(database.OnrecordError):
        write.record_readings(register, [document_of(1), document_of(2)], READ_AT, VERSIONS)
    assert query.awaiting(register) == 1
    assert list(query.read_documents(register)) == []
    assert query.pending_log_events(register) == []


def test_a_second_writer_is_told_that_the_case_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    path = tmp_path / "register.db"
    with Register.open(path, create=True) as one, Register.open(path) as other:
        keep(one, document_of(1))
        with one.writing():
            with pytest.raises(CaseBusy, match="Another onrecord"):
                keep(other, document_of(2))
            assert query.counts(other).receipts == 1  # reading goes on meanwhile
        keep(other, document_of(2))
        assert query.counts(one).receipts == 2


def test_a_disk_that_is_full_is_said_so_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with Register.open(path, create=True) as register:
        keep(register, document_of(1))
        with register.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CannotKeep, match="The disk is full"):
            keep(register, document_of(2, "word " * 100_000))
        assert query.counts(register).receipts == 2
        assert query.awaiting(register) == 1
    with Register.open(path) as register:
        keep(register, document_of(2, "word " * 100_000))
        assert query.counts(register).readings == {"read": 2}


def test_errors_carry_no_words_of_documents(register: Register) -> None:
    keep(register, document_of(1))
    clash = receipt_of(2, "secret", id="R-other", name="secret-name.txt")
    with pytest.raises(CannotKeep) as refused:
        write.record_receipts(register, [(clash, "plain", 1)])
    said = f"{refused.value.page()} {refused.value!r} {refused.value.__cause__}"
    assert "secret" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="there is no setuid on Windows")
def test_a_folder_that_may_not_be_written_is_read_and_refuses_writing(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    with Register.open(folder / "register.db", create=True) as register:
        keep(register, document_of(1))
    let_others_through(folder)
    for path in (folder / "register.db", folder):
        path.chmod(0o555)
    answer = run(
        """
        path = Path(sys.argv[1])
        from onrecord.errors import CannotKeep
        become_nobody()
        with Register.open(path, read_only=True) as register:
            print(query.counts(register).receipts, register.snapshot.__name__)
        try:
            Register.open(path)
        except CannotKeep as error:
            print(error.happened)
        """,
        folder / "register.db",
    )
    assert answer.splitlines()[0] == "1 snapshot"
    assert "cannot be written" in answer.splitlines()[1]
    folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no setuid on Windows")
def test_an_incomplete_copy_on_a_read_only_medium_is_not_read_as_if_it_were_complete(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    with Register.open(tmp_path / "register.db", create=True) as register:
        keep(register, document_of(1))
        for name in ("register.db", "register.db-wal"):
            (folder / name).write_bytes((tmp_path / name).read_bytes())
    let_others_through(folder)
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555)
    answer = run(
        """
        path = Path(sys.argv[1])
        become_nobody()
        from onrecord.errors import NotACase
        try:
            Register.open(path, read_only=True)
        except NotACase as error:
            print(error.happened)
        """,
        folder / "register.db",
    )
    assert "copied while it was being written" in answer
    folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_killing_the_writer_at_any_step_leaves_the_state_before_or_after(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with Register.open(path, create=True) as register:
        keep(register, document_of(1))
    answer = run(
        """
        import sqlalchemy as sa
        sys.path.insert(0, sys.argv[2])
        from register.sample import document_of, keep
        path = Path(sys.argv[1])

        def write_until(step):
            left = [step]
            def count(*_):
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)
            register = Register.open(path)
            sa.event.listen(register._engine, "after_cursor_execute", count)
            keep(register, document_of(2))
            os._exit(0)

        for step in range(1, 99):
            process = os.fork()
            if process == 0:
                write_until(step)
            ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            with Register.open(path) as register:
                found = query.counts(register)
                owed = len(query.pending_log_events(register))
                cursor = query.custody_cursor(register)
                print(ended, found.receipts, found.awaiting, found.readings["read"], owed, cursor)
            if ended == 0:
                break
        """,
        path,
        Path(__file__).parent.parent,
    )
    *killed, last = answer.splitlines()
    assert len(killed) > 15
    assert set(killed) == {"9 1 0 1 1 2", "9 2 1 1 1 3"}
    assert last == "0 2 0 2 2 3"


def test_a_snapshot_is_complete_in_one_file_while_the_register_is_in_use(register: Register, tmp_path: Path) -> None:
    keep(register, document_of(1), document_of(2, "Other words."))
    register.snapshot(tmp_path / "copy.db")
    keep(register, document_of(3, "Later words."))
    names = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy"))
    assert names == ["copy.db"]
    with Register.open(tmp_path / "copy.db", read_only=True) as copy:
        assert [one.text for one in query.read_documents(copy)] == [text_of(WORDS), text_of("Other words.")]


def test_a_snapshot_overwrites_nothing(register: Register, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(CannotKeep, match="already"):
        register.snapshot(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_snapshot_into_nowhere_leaves_nothing_behind(register: Register, tmp_path: Path) -> None:
    with pytest.raises(CannotKeep):
        register.snapshot(tmp_path / "nowhere" / "copy.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_leftover_of_a_killed_snapshot_is_in_nobodys_way(register: Register, tmp_path: Path) -> None:
    (tmp_path / "copy.db.new").write_bytes(os.urandom(100))
    register.snapshot(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db.new").exists()


def test_an_old_sqlite_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(NotACase, match=r"needs 3\.37"):
        Register.open(tmp_path / "register.db", create=True)
