# SPDX-License-Identifier: Apache-2.0
"""Dies at every write point of ``add`` and of ``read``, and looks at what is left. Run by ``test_kill.py`` on POSIX.

To the write points of custody (``custody/kill_points.py``) come those of the register: before each statement that
changes it (that is also after the one before), and before and after each commit. After each death the case must verify
as it lies there, ``status`` must work, the next command must recover, the register and the log must tell the same,
nothing that was reported may be missing and nothing half done, and the same command again must end where an
undisturbed one ends.
"""

from __future__ import annotations

import gc
import itertools
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

from casefile.sample import OLD, contents, make_documents, settings_in
from custody.kill_points import Countdown, copy, die, killed_at
from onrecord.casefile import reading
from onrecord.casefile.adding import Added, add, receipts_kept
from onrecord.casefile.case import Case
from onrecord.casefile.drafting import status
from onrecord.casefile.reading import ReadSummary, read
from onrecord.custody.verify import verify
from onrecord.engine.pool import read_all
from onrecord.engine.work import ReadingJob, ReadingResult, read_one
from onrecord.model import Provenance
from onrecord.register import codec, database, query
from onrecord.settings import Settings

STEP = 60
"""A recovery dies at every sixtieth write, beginning elsewhere for each state it starts from; at each with ``all``."""
CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP")


class CaseCountdown(Countdown):
    """Counts what changes the register, too."""

    def arm(self) -> None:
        super().arm()
        sa.event.listen(sa.engine.Engine, "before_cursor_execute", self._statement)
        commit = DefaultDialect.do_commit

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            if self.due():
                die()
            commit(dialect, connection)
            if self.due():
                die()

        DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]  # it stands in for the real one

    def _statement(self, connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(CHANGES) and self.due():
            die()


readings: dict[str, ReadingResult] = {}
"""What the reader made of each item: with the same bytes it makes the same, so each is read once."""


def read_once(jobs: Iterable[ReadingJob], processes: int) -> Iterator[ReadingResult]:
    assert processes
    for job in jobs:
        if job.path.name not in readings:
            readings[job.path.name] = read_one(job)
        yield replace(readings[job.path.name], key=job.key)


Report = Callable[[str], None]
gone_on: set[str] = set()
"""States, as the next command has recovered them, from which doing the same again was tried."""
compiled: dict[Any, Any] = {}
"""Each opening of a register would compile the same queries anew; that is half the time of all this."""


def adding(home: Path, settings: Settings) -> Callable[[Report], None]:
    def work(report: Report) -> None:
        with Case.open(home / "case", settings) as case:
            added = add_all(case, home)
            for receipt in receipts_kept(case, added):
                report(receipt.id)

    return work


def add_all(case: Case, home: Path) -> Added:
    return add(case, [home.parent / "documents"], Provenance(supplied_by="the network"))


def reading_all(home: Path, settings: Settings) -> Callable[[Report], None]:
    def work(report: Report) -> None:
        with Case.open(home / "case", settings) as case:
            read(case)
            report("read")

    return work


def check(home: Path, settings: Settings, reported: list[str], starts: list[Any], ends: list[Any]) -> None:
    """What must hold after any death."""
    before = verify(home / "case", settings)
    assert before.ok, before.findings
    with Case.open(home / "case", settings, read_only=True) as case:
        status(case)
    with Case.open(home / "case", settings) as case:
        look_at(case, reported)
        names = [document[:3] for document in contents(case)]
        assert names in ([one[:3] for one in starts], [one[:3] for one in ends]), names
        recovered = look(home)
        if recovered not in gone_on:
            gone_on.add(recovered)
            go_on(case, home, ends)
    after = verify(home / "case", settings)
    assert after.ok, after.findings
    assert not after.pending
    assert not list((home / "case/evidence/incoming").iterdir())


def look_at(case: Case, reported: list[str]) -> None:
    """The register is whole and tells what the log tells, and what ``status`` tells."""
    received = [(seq, receipt) for seq, receipt in case.custody.receipts_since(0)]
    assert [receipt for _, receipt in received] == [waiting.receipt for waiting in query.receipts(case.register)]
    ids = {receipt.id for _, receipt in received}
    assert ids.issuperset(word for word in reported if word.startswith("R-")), "something that was reported is gone"
    for _, receipt in received:
        with case.custody.open_item(receipt.item.sha256) as file:
            assert len(file.read()) == receipt.item.size
    told = status(case)
    documents = list(query.read_documents(case.register))
    assert (told.documents, told.not_read_yet) == (len(documents), len(received) - len(documents))
    if "read" in reported:
        assert not told.not_read_yet
    assert not query.pending_log_events(case.register)
    logged = [(identity, note) for _, identity, note in case.custody.notes_since(0) if identity.startswith("R-")]
    assert sorted(one.object_id for one in outbox(case)) == sorted(identity for identity, _ in logged)
    said = sorted((note["receipt"], note["reading_sha256"]) for _, note in logged)
    assert said == sorted((one.receipt.id, codec.reading_sha256(one.reading)) for one in documents)
    is_whole(case)


def outbox(case: Case) -> list[Any]:
    with case.register.reading() as connection:
        return list(connection.execute(sa.text("SELECT object_id, done_seq FROM log_outbox")))


def is_whole(case: Case) -> None:
    """Ask SQLite whether tables, references and full text indexes agree."""
    with closing(sqlite3.connect(case.folder / "register.db", isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("text_words", "statement_words"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def go_on(case: Case, home: Path, ends: list[Any]) -> None:
    """Doing the same again brings what is missing, once."""
    add_all(case, home)
    assert [document[:3] for document in contents(case)] == [one[:3] for one in ends]
    refused = [note for _, identity, note in case.custody.notes_since(0) if identity.startswith("X-")]
    assert len(refused) == 1, refused
    waiting = query.awaiting(case.register)
    summary: ReadSummary = read(case)
    assert summary.documents == waiting
    assert contents(case) == ends
    look_at(case, [])
    again = add_all(case, home)
    assert (again.files, again.inside) == (0, 0)


def look(home: Path) -> str:
    """What lies there, so that two deaths that leave the same are looked at once."""
    files = sorted(path for path in (home / "case").rglob("*") if path.is_file() and "register" not in path.name)
    rows: list[Any] = []
    with closing(sqlite3.connect(f"file:{home}/case/register.db?mode=ro", uri=True)) as connection:
        for table in ("receipt", "reading", "statement", "awaiting", "log_outbox", "meta"):
            rows += connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        rows += connection.execute("SELECT count(*) FROM log_outbox WHERE done_seq IS NULL").fetchall()
    sizes = [(path.name if len(path.name) == 64 else path.suffix, path.stat().st_size) for path in files]
    return json.dumps([sizes, rows])


def deaths(
    base: Path, name: str, work_on: Callable[[Path, Settings], Callable[[Report], None]], ends: list[Any]
) -> None:
    """Die at each write of a command; then at writes of the recovery from what that left."""
    with Case.open(base / name / "case", settings_in(base / name)) as case:
        starts = contents(case)
    seen: set[str] = set()
    looked: set[str] = set()
    recoveries = 0
    for n in itertools.count(1):
        settings = copied(base / name, base / "work")
        died, reported = killed_at(n, work_on(base / "work", settings), CaseCountdown)
        shape = json.dumps(reported and ["reported"]) + look(base / "work")
        if shape in seen and died:
            continue
        seen.add(shape)
        if died:
            recoveries += deaths_while_opening(base, reported, starts, ends, looked, 1 + len(seen) % STEP)
        check(base / "work", settings, reported, starts, ends)
        if not died:
            assert reported
            break
    print(f"{name}: {n - 1} deaths, {len(seen)} states; recovering: {recoveries} deaths, {len(looked)} states")
    assert n > 60


def deaths_while_opening(
    base: Path, reported: list[str], starts: list[Any], ends: list[Any], looked: set[str], first: int
) -> int:
    """Die while the next command recovers, and see that the one after it does."""
    for died_before, m in enumerate(itertools.count(first, STEP)):
        settings = copied(base / "work", base / "again")

        def work(report: Report, settings: Settings = settings) -> None:
            Case.open(base / "again/case", settings).close()

        died, _ = killed_at(m, work, CaseCountdown)
        shape = look(base / "again")
        if shape not in looked and died:
            looked.add(shape)
            check(base / "again", settings, reported, starts, ends)
        if not died:
            return died_before
    raise AssertionError("unreachable")


def copied(source: Path, target: Path) -> Settings:
    """Copy a home; the documents stay where they are, for their paths are in the record."""
    copy(source, target)
    return settings_in(target)


def make_starts(base: Path) -> list[Any]:
    """Make the home from which ``add`` starts and the one from which ``read`` starts; give the end of both."""
    home = base / "adding"
    home.mkdir()
    old = make_documents(base / "documents") / "old.txt"
    old.write_text(OLD)
    with Case.new(home / "case", settings_in(home)) as case:
        add(case, [old], Provenance())
        read(case)
    settings = copied(home, base / "reading")
    with Case.open(base / "reading/case", settings) as case:
        add_all(case, base / "reading")
    settings = copied(base / "reading", base / "whole")
    reading.read_all = read_all  # an undisturbed run reads in real workers, and must end where the others end
    with Case.open(base / "whole/case", settings) as case:
        read(case)
        ends = contents(case)
        look_at(case, ["read"])
    reading.read_all = read_once
    with Case.open(base / "again/case", copied(base / "reading", base / "again")) as case:
        read(case)  # so that every child finds all readings made
        assert contents(case) == ends
    return ends


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    STEP = 1 if "all" in sys.argv else STEP
    reading.read_all = read_once
    reading.AT_ONCE = 2
    database.sa.create_engine = partial(sa.create_engine, execution_options={"compiled_cache": compiled})
    end = make_starts(folder)
    gc.collect()
    gc.freeze()  # what a child only looks at need not be copied for it
    commands = {"adding": adding, "reading": reading_all}
    for command in commands.keys() & sys.argv:
        deaths(folder, command, commands[command], end)
