# SPDX-License-Identifier: Apache-2.0
"""One copy, verified; and back again, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custody import tampering
from custody.sample import CASE_ID, FIRST, keep
from onrecord.custody import backup as backup_module
from onrecord.custody.backup import Backup, backup
from onrecord.custody.custody import Custody
from onrecord.custody.making import alone_making
from onrecord.custody.restore import is_inside, restore
from onrecord.custody.verify import verify
from onrecord.errors import BadCall, CannotKeep, CaseBusy, CustodyBroken
from onrecord.settings import Settings


@pytest.fixture
def made(case: Path, settings: Settings, tmp_path: Path) -> Backup:
    return make(case, settings, tmp_path / "out")


def make(case: Path, settings: Settings, folder: Path) -> Backup:
    folder.mkdir(exist_ok=True)
    (case / "reports").mkdir(exist_ok=True)
    (case / "reports/report.html").write_bytes(b"<!doctype html>")
    (case / "register.db").write_bytes(b"live, in the middle of a change")
    snapshot = folder / "snapshot"
    snapshot.write_bytes(b"consistent")
    with Custody.open(case, settings) as custody:
        return backup(custody, folder, lambda: snapshot)


def contents(case: Path) -> dict[str, bytes]:
    files = (path for path in case.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(case).as_posix(): path.read_bytes() for path in files}


def test_what_is_restored_is_what_was_backed_up(case: Path, settings: Settings, made: Backup, tmp_path: Path) -> None:
    assert made.path.name == "case.onrecord-backup.zip"
    result = restore(made.path, tmp_path / "again", settings)
    assert result.ok
    assert result.case_id == CASE_ID
    assert contents(tmp_path / "again") == {**contents(case), "register.db": b"consistent"}
    with Custody.open(tmp_path / "again", settings) as custody:
        keep(custody, b"and on it goes")
    assert verify(tmp_path / "again", settings).ok


def test_a_backup_is_an_ordinary_zip_with_a_manifest(made: Backup) -> None:
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("case/register.db") == b"consistent"
    assert manifest["case_id"] == CASE_ID
    assert len(manifest["files"]) == made.files
    assert not any(".lock" in one["path"] or ".tail" in one["path"] for one in manifest["files"])


def test_evidence_is_read_only_again(made: Backup, settings: Settings, tmp_path: Path) -> None:
    restore(made.path, tmp_path / "again", settings)
    if os.name == "posix":
        assert tampering.item(tmp_path / "again").stat().st_mode & 0o777 == 0o400


def test_a_backup_never_replaces_a_file_and_never_lies_in_the_case(
    case: Path, settings: Settings, made: Backup, tmp_path: Path
) -> None:
    before = made.path.read_bytes()
    with Custody.open(case, settings) as custody:
        for place in (made.path, made.path.parent, case, case / "reports", tmp_path / "absent/b.zip"):
            with pytest.raises(BadCall):
                backup(custody, place)
        other = backup(custody, tmp_path / "second.zip")
    assert made.path.read_bytes() == before
    assert other.path == tmp_path / "second.onrecord-backup.zip"
    assert not list(tmp_path.rglob("*.part"))


def test_a_backup_that_reads_back_otherwise_is_not_given_its_name(
    case: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    flush = backup_module.durable.flush_file

    def spoil(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content.replace(FIRST, FIRST[::-1]))
        flush(path)

    with Custody.open(case, settings) as custody:
        monkeypatch.setattr(
            backup_module.durable, "flush_file", lambda path: spoil(path) if ".part" in str(path) else flush(path)
        )
        with pytest.raises(CannotKeep, match="read back"):
            backup(custody, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_names_that_no_encoding_explains_are_restored(case: Path, settings: Settings, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("such names exist on POSIX only")
    (case / "reports").mkdir()
    (case / "reports" / os.fsdecode(b"r\xe9sum\xe9.html")).write_bytes(b"x")
    made = make(case, settings, tmp_path / "out")
    restore(made.path, tmp_path / "again", settings)
    assert (tmp_path / "again/reports" / os.fsdecode(b"r\xe9sum\xe9.html")).read_bytes() == b"x"


def test_restore_writes_over_nothing(made: Backup, settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").write_bytes(b"mine")
    with pytest.raises(BadCall):
        restore(made.path, taken, settings)
    with pytest.raises(BadCall):
        restore(made.path, taken / "mine", settings)
    assert [path.name for path in taken.iterdir()] == ["mine"]
    (tmp_path / "empty").mkdir()
    assert restore(made.path, tmp_path / "empty", settings).ok


def test_two_restores_into_one_place_do_not_meet(made: Backup, settings: Settings, tmp_path: Path) -> None:
    with alone_making(tmp_path / "again"), pytest.raises(CaseBusy):
        restore(made.path, tmp_path / "again", settings)
    assert restore(made.path, tmp_path / "again", settings).ok
    assert not list(tmp_path.glob(".*"))


def test_an_older_backup_is_restored_only_when_a_person_says_so(
    case: Path, settings: Settings, made: Backup, tmp_path: Path
) -> None:
    with Custody.open(case, settings) as custody:
        keep(custody, b"after the backup")
    with pytest.raises(CustodyBroken, match="older"):
        restore(made.path, tmp_path / "again", settings)
    assert not (tmp_path / "again").exists()
    shutil.rmtree(case)
    assert restore(made.path, tmp_path / "again", settings, accept_older=True).ok
    with Custody.open(tmp_path / "again", settings) as custody:
        keep(custody, b"afresh")
    (memory,) = (settings.state_folder / "cases").iterdir()
    assert len(json.loads(memory.read_text())["given_up"]) == 1


def test_a_damaged_case_is_backed_up_but_not_restored_as_good(case: Path, settings: Settings, tmp_path: Path) -> None:
    tampering.one_bit_of_an_item(case)
    made = make(case, settings, tmp_path / "out")
    with pytest.raises(CustodyBroken, match="changed"):
        restore(made.path, tmp_path / "again", settings)
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7, 0.97])
def test_a_damaged_backup_is_refused(made: Backup, settings: Settings, tmp_path: Path, place: float) -> None:
    content = bytearray(made.path.read_bytes())
    at = int(len(content) * place)
    content[at : at + 40] = bytes(40)
    made.path.write_bytes(content)
    with pytest.raises(CustodyBroken):
        restore(made.path, tmp_path / "again", settings)
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again*"))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_a_file_that_is_no_backup_is_refused(settings: Settings, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(CustodyBroken):
        restore(tmp_path / "b.zip", tmp_path / "again", settings)
    with pytest.raises(BadCall):
        restore(tmp_path / "absent.zip", tmp_path / "again", settings)


def traversal(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    one = manifest["files"][0]
    files["case/../../escaped"] = files.pop(one["entry"])
    one.update(path="../../escaped", entry="case/../../escaped")


def absolute(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    one = manifest["files"][0]
    files["unspeakable-names/0"] = files.pop(one["entry"])
    one.update(path="/tmp/escaped-absolute", entry="unspeakable-names/0")


def unlisted(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["case/reports/extra.html"] = b"extra"


def promised(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    del files[manifest["files"][0]["entry"]]


def twice(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["files"].append(dict(manifest["files"][0]))


def wrong_size(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["files"][0]["size"] += 1


def wrong_types(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["files"][0] = "case.toml"


def another_case(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["case_id"] = "C-OTHER"


def no_files(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    del manifest["files"]


@pytest.mark.parametrize(
    "fault",
    [traversal, absolute, unlisted, promised, twice, wrong_size, wrong_types, another_case, no_files],
    ids=lambda fault: fault.__name__,
)
def test_a_backup_made_by_an_enemy_is_refused(
    made: Backup, settings: Settings, tmp_path: Path, fault: Callable[[dict[str, Any], dict[str, bytes]], None]
) -> None:
    with zipfile.ZipFile(made.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    fault(manifest, files)
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        for name, content in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(name, content)
    with pytest.raises(CustodyBroken):
        restore(bad, tmp_path / "deep/again", settings)
    assert not (tmp_path / "deep/again").exists()
    assert not list(tmp_path.rglob("escaped*"))
    assert not Path("/tmp/escaped-absolute").exists()


def test_a_compressed_archive_is_refused_because_it_could_grow(
    made: Backup, settings: Settings, tmp_path: Path
) -> None:
    with zipfile.ZipFile(made.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(CustodyBroken):
        restore(tmp_path / "bad.zip", tmp_path / "again", settings)


@pytest.mark.parametrize("path", ["", "/a", "a/../b", "..", "./a", "a//b", "a/", "a\0b"])
def test_paths_that_leave_the_case_are_known(path: str) -> None:
    assert not is_inside(path)


def test_paths_inside_the_case_are_known() -> None:
    assert is_inside("evidence/ab/cd")
