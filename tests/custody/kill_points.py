# SPDX-License-Identifier: Apache-2.0
"""Dies at every write point, one after the other, and looks at what is left. Run by ``test_kill.py`` on POSIX.

A child process does the work with the calls that write (open for writing, write, rename, unlink, mkdir, rmdir,
truncate, flush) counted; at the n-th one it is gone, as with ``kill -9``: before the call, or in the middle where the
call writes bytes. n grows until the work gets through. After each death the case must verify as it lies there, be
opened by the next command, verify again, and hold all or nothing of what was under way and all that was reported.
"""

from __future__ import annotations

import io
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.custody import durable, store
from onrecord.custody.backup import backup
from onrecord.custody.custody import Custody
from onrecord.custody.restore import restore
from onrecord.custody.verify import verify
from onrecord.settings import Settings

store.CHUNK = 4096  # so that the way of large files is walked with few bytes
# a flush changes nothing that another process sees, so none of the thousands here need wait for the disk
os.fsync = lambda descriptor: None
durable.flush_all = lambda folder: None
OLD = [b"one old thing", b"another old thing"]
NEW = [b"x" * 9000, b"a new thing", b"one old thing", b"a new thing"]  # a large one, a new one, a known one, a twin


STEP = 3
"""A recovery dies at every third write, beginning elsewhere for each state it starts from; at each with ``all``."""


class Countdown:
    """Ends this process at the n-th call that writes."""

    def __init__(self, n: int) -> None:
        self.left = n

    def due(self) -> bool:
        self.left -= 1
        return self.left == 0

    def arm(self) -> None:
        for name in ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "ftruncate"):
            setattr(os, name, self._before(getattr(os, name)))
        os.open = self._open(os.open)  # type: ignore[assignment]  # it stands in for the real one
        os.write = self._write(os.write)  # type: ignore[assignment]  # it stands in for the real one
        durable.flush_all = self._before(durable.flush_all)

    def _before(self, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if self.due():
                die()
            return function(*arguments, **named)

        return call

    def _open(self, function: Callable[..., int]) -> Callable[..., int]:
        def call(path: object, flags: int, *arguments: object, **named: object) -> int:
            if flags & os.O_CREAT and self.due():
                die()
            return function(path, flags, *arguments, **named)

        return call

    def _write(self, function: Callable[..., int]) -> Callable[..., int]:
        def call(descriptor: int, data: bytes) -> int:
            if self.due():
                function(descriptor, bytes(data)[: len(data) // 2])
                die()
            return function(descriptor, data)

        return call


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(
    n: int, work: Callable[[Callable[[str], None]], None], countdown: type[Countdown] = Countdown
) -> tuple[bool, list[str]]:
    """Do ``work`` in a child that dies at its n-th write; say whether it died, and what it had reported."""
    reading, writing = os.pipe()
    report = os.write
    child = os.fork()
    if child == 0:
        os.close(reading)
        countdown(n).arm()
        try:
            work(lambda word: report(writing, f"{word}\n".encode()) and None)
        except BaseException as error:  # noqa: BLE001 - the parent must see any fault of the work itself
            report(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as reports:
        words = reports.read().split()
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
        return False, words
    assert os.WTERMSIG(status) == signal.SIGKILL
    return True, words


def copy(source: Path, target: Path) -> Settings:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return Settings(state_folder=target / "state")


def stage_and_commit(custody: Custody, contents: list[bytes]) -> None:
    with custody.batch() as batch:
        for number, content in enumerate(contents):
            staged = batch.stage(io.BytesIO(content), name=f"n{number}", path=f"n{number}")
            if number == 3:
                batch.drop(staged)
        batch.commit()


def contents_of(custody: Custody) -> list[bytes]:
    found = []
    for _, receipt in custody.receipts_since(0):
        with custody.open_item(receipt.item.sha256) as file:
            found.append(file.read())
    return found


def actions_of(case: Path) -> list[str]:
    return [line.split('"')[3] for line in (case / "custody.log").read_text().splitlines()]


def check(home: Path, settings: Settings, reported: list[str]) -> None:
    """What must hold after any death: nothing lost, nothing half, and the record proves it."""
    before = verify(home / "case", settings)
    assert before.ok, before.findings
    with Custody.open(home / "case", settings) as custody:
        kept = contents_of(custody)
        assert kept in (OLD, OLD + NEW[:3]), len(kept)
        if "kept" in reported:
            assert len(kept) == 5
    after = verify(home / "case", settings)
    assert after.ok, after.findings
    assert not after.pending
    assert not list((home / "case/evidence/incoming").iterdir())
    actions = actions_of(home / "case")
    if "noted" in reported:
        assert "judged" in actions
    assert len(kept) == 5 or "judged" not in actions


def look(home: Path) -> tuple[object, ...]:
    """What lies there, so that two deaths that leave the same are recovered from once."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return tuple((path.name if len(path.name) == 64 else path.suffix, path.stat().st_size) for path in files)


def work_on(home: Path, settings: Settings) -> Callable[[Callable[[str], None]], None]:
    def work(report: Callable[[str], None]) -> None:
        with Custody.open(home / "case", settings) as custody:
            stage_and_commit(custody, NEW)
            report("kept")
            custody.note("judged", "J-1", {"decision": "confirmed"})
            report("noted")

    return work


def deaths_while_adding(base: Path) -> None:
    """Die at each write of an ``add``; then at each write of the recovery from what that left."""
    settings = copy_of_nothing(base / "start")
    with Custody.create(base / "start/case", "C-KILL", settings) as custody:
        stage_and_commit(custody, OLD)
    seen: set[tuple[object, ...]] = set()
    looked: set[tuple[object, ...]] = set()
    recoveries = 0
    for n in itertools.count(1):
        settings = copy(base / "start", base / "work")
        died, reported = killed_at(n, work_on(base / "work", settings))
        shape = look(base / "work")
        if died and shape not in seen and any((base / "work/case/evidence/incoming").iterdir()):
            seen.add(shape)
            points = itertools.count(1 + len(seen) % STEP, STEP)
            recoveries += deaths_while_recovering(base, reported, looked, points)
        check(base / "work", settings, reported)
        if not died:
            assert reported == ["kept", "noted"]
            break
    print(f"adding: {n - 1} deaths; recovering: {recoveries} deaths from {len(seen)} states, {len(looked)} ends")
    assert n > 50
    assert recoveries > 100


def deaths_while_recovering(
    base: Path, reported: list[str], looked: set[tuple[object, ...]], points: Iterable[int]
) -> int:
    for deaths, m in enumerate(points):
        settings = copy(base / "work", base / "again")

        def work(report: Callable[[str], None], settings: Settings = settings) -> None:
            Custody.open(base / "again/case", settings).close()

        died, _ = killed_at(m, work)
        shape = (*reported, *look(base / "again"))
        if shape not in looked:
            looked.add(shape)
            check(base / "again", settings, reported)
            assert actions_of(base / "again/case").count("recovered") <= 1
        if not died:
            return deaths
    raise AssertionError("unreachable")


def copy_of_nothing(home: Path) -> Settings:
    home.mkdir()
    return Settings(state_folder=home / "state")


def deaths_while_creating(base: Path) -> None:
    for n in itertools.count(1):
        home = base / f"create-{n}"
        settings = copy_of_nothing(home)

        def work(report: Callable[[str], None], home: Path = home, settings: Settings = settings) -> None:
            Custody.create(home / "case", "C-KILL", settings).close()

        died, _ = killed_at(n, work)
        with Custody.create(home / "case", "C-KILL", settings) as custody:
            stage_and_commit(custody, OLD)
            assert contents_of(custody) == OLD
        assert verify(home / "case", settings).ok
        if not died:
            print(f"creating: {n - 1} deaths")
            return


def deaths_while_backing_up(base: Path) -> None:
    for n in itertools.count(1):
        settings = copy(base / "start", base / "work")

        def work(report: Callable[[str], None], settings: Settings = settings) -> None:
            with Custody.open(base / "work/case", settings) as custody:
                backup(custody, base / "work/copy.onrecord-backup.zip")

        died, _ = killed_at(n, work)
        made = base / "work/copy.onrecord-backup.zip"
        if made.exists():
            assert restore(made, base / f"work/restored-{n}", settings).ok
        check(base / "work", settings, [])
        if not died:
            assert made.exists()
            print(f"backing up: {n - 1} deaths")
            break
    shutil.copy(made, base / "copy.zip")


def deaths_while_restoring(base: Path) -> None:
    for n in itertools.count(1):
        settings = copy(base / "start", base / "work")

        def work(report: Callable[[str], None], settings: Settings = settings) -> None:
            restore(base / "copy.zip", base / "work/restored", settings)

        died, _ = killed_at(n, work)
        if (base / "work/restored").exists():
            assert verify(base / "work/restored", settings).ok
        else:
            assert died
            assert restore(base / "copy.zip", base / "work/restored", settings).ok
        if not died:
            print(f"restoring: {n - 1} deaths")
            return


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    STEP = 1 if "all" in sys.argv else 3
    deaths_while_adding(folder)
    deaths_while_creating(folder)
    deaths_while_backing_up(folder)
    deaths_while_restoring(folder)
