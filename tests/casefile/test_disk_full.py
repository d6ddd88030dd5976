# SPDX-License-Identifier: Apache-2.0
"""A disk that fills up while a case is added to, read and reported on: a real small one, and a limit on file sizes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefile.sample import contents, in_this_process, make_documents, settings_in
from onrecord.casefile import reading
from onrecord.casefile.adding import add
from onrecord.casefile.case import Case
from onrecord.casefile.drafting import status, write_report
from onrecord.casefile.keeping import backup
from onrecord.casefile.reading import read
from onrecord.custody.verify import verify
from onrecord.errors import CannotKeep, OnrecordError
from onrecord.model import Provenance
from onrecord.settings import Settings

if sys.platform == "win32":
    pytest.skip("needs a disk or a limit that POSIX gives", allow_module_level=True)

import resource

PAGE = 4096
FREE = (0, 1, 4, 10, 20, 40, 60, 100, 140, 1_000)
"""Free pages of the disks that are tried, from none to more than enough."""
FULL = ("The disk is full.", "The report could not be written (No space left on device).")


def mounted(folder: Path, kilobytes: int) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "onrecord-test", str(folder)]
    return (
        shutil.which("mount") is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


def resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, 32_000):
        pytest.skip("a small disk can be mounted by root only; the limit on file sizes is tried everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reading, "read_all", in_this_process)
    folder = make_documents(tmp_path / "documents")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400)
    return folder


Step = Callable[[Case, Path], object]


def adding(case: Case, documents: Path) -> object:
    return add(case, [documents], Provenance())


def reading_all(case: Case, documents: Path) -> object:
    return read(case)


def reporting(case: Case, documents: Path) -> object:
    return write_report(case)


@pytest.mark.parametrize(
    ("before", "step"),
    [([], adding), ([adding], reading_all), ([adding, reading_all], reporting)],
    ids=["add", "read", "report"],
)
def test_a_full_disk_is_said_and_more_space_is_enough_to_go_on(
    disk: Path, documents: Path, tmp_path: Path, before: list[Step], step: Step
) -> None:
    settings = settings_in(tmp_path)
    whole = tmp_path / "whole"
    with Case.new(whole, settings) as case:
        for earlier in before:
            earlier(case, documents)
    shutil.copytree(whole, disk / "case")
    with Case.open(disk / "case", settings) as case:
        step(case, documents)
        ends = contents(case)
    _forget(settings)
    outcomes, looked = set(), set()
    for free in FREE:
        shutil.rmtree(disk / "case")
        resize(disk, 64_000_000)
        shutil.copytree(whole, disk / "case")
        taken = os.statvfs(disk)
        resize(disk, (taken.f_blocks - taken.f_bfree) * taken.f_frsize + free * PAGE)
        outcomes.add(_try(disk / "case", settings, documents, step))
        assert verify(disk / "case", settings).ok
        looked.add(_look(disk / "case", settings))
        resize(disk, 64_000_000)
        with Case.open(disk / "case", settings) as case:
            step(case, documents)
            assert contents(case) == ends
            assert status(case).not_read_yet == (len(ends) if step is adding else 0)
        assert verify(disk / "case", settings).ok
        assert not list((disk / "case/reports").glob(".*")), "half a report was left"
        _forget(settings)
    assert "done" in outcomes
    assert len(outcomes) > 1
    assert "looked" in looked
    assert looked <= {"looked", "The disk is full."}, "what is complete on disk can be looked at all the same"
    assert outcomes - {"done"} <= set(FULL)


def test_a_backup_needs_a_little_space_in_the_case_and_says_so(disk: Path, documents: Path, tmp_path: Path) -> None:
    settings, copy = settings_in(tmp_path), tmp_path / "copy.onrecord-backup.zip"
    with Case.new(disk / "case", settings) as case:
        adding(case, documents)
    taken = os.statvfs(disk)
    for free in (0, 12, 40):
        resize(disk, (taken.f_blocks - taken.f_bfree + free) * taken.f_frsize)
        with pytest.raises(CannotKeep, match=r"The disk is full\."):
            backup(disk / "case", copy, settings)
        assert not copy.exists()
    resize(disk, 64_000_000)
    assert backup(disk / "case", copy, settings).path == copy
    assert not list((disk / "case").glob(".snapshot-*"))


def _forget(settings: Settings) -> None:
    """Let the next copy of the case be no older one than was seen."""
    shutil.rmtree(settings.state_folder / "cases")


def _try(folder: Path, settings: Settings, documents: Path, step: Step) -> str:
    """Do the step; give what happened."""
    try:
        with Case.open(folder, settings) as case:
            step(case, documents)
    except CannotKeep as error:
        return error.happened if error.means and error.helps else "a page with a part missing"
    return "done"


def _look(folder: Path, settings: Settings) -> str:
    try:
        with Case.open(folder, settings, read_only=True) as case:
            status(case)
    except OnrecordError as error:
        return error.happened
    return "looked"


def test_a_file_that_may_not_grow_is_a_full_disk_and_nothing_is_half_done(documents: Path, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    Case.new(tmp_path / "case", settings).close()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))  # Python ignores the signal of this limit
            os.write(write_end, _try(tmp_path / "case", settings, documents, adding).encode())
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as said:
        assert said.read() == "The disk is full."
    os.waitpid(child, 0)
    assert verify(tmp_path / "case", settings).ok
    with Case.open(tmp_path / "case", settings) as case:
        assert contents(case) == []
        adding(case, documents)
        assert len(contents(case)) == 6
