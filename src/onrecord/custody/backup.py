# SPDX-License-Identifier: Apache-2.0
"""One verified copy of a case in one file, ``NAME.onrecord-backup.zip``.

1. The file is a ZIP archive (Zip64, stored, not compressed) that any system opens: the case under ``case/``, and last
   ``manifest.json`` with path, size and SHA-256 of every file. It is not encrypted.
2. ``backup_begun`` is logged first, so the newest backup holds the newest state of the log and can be restored
   without the record seeming to go backwards.
3. The register is taken as the snapshot that the caller hands over: its live files may be in the middle of a change.
4. The archive is written under another name, flushed, read again byte by byte against the manifest, and only then
   given its name. An existing file is never replaced.
5. Left out: the lock, the tail's memory, and batches that were interrupted (there are none while the case is open).
   Links are not followed and not taken.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord import clock
from onrecord.custody import durable, store, tail
from onrecord.custody.canonical import canonical
from onrecord.custody.custody import LOCK, Custody
from onrecord.custody.findings import Progress
from onrecord.errors import BadCall, CannotKeep

SUFFIX = ".onrecord-backup.zip"
MANIFEST = "manifest.json"
INSIDE = "case/"
VERSION = 1
REGISTER = "register.db"

_NOT_TAKEN = frozenset({LOCK, tail.FILE_NAME, REGISTER, f"{REGISTER}-wal", f"{REGISTER}-shm", f"{REGISTER}-journal"})
_DATE = (1980, 1, 1, 0, 0, 0)
"""One date for all entries: a backup says in its manifest when it was made."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One file in a backup."""

    entry: str
    """Its name in the archive."""
    path: str
    """Its path in the case, with slashes."""
    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and read again."""

    path: Path
    id: str
    """As in the log entry ``backup_begun``."""
    tree_size: int
    """Number of log entries in it."""
    files: int
    size: int
    """Bytes of all files in it."""


def backup(
    custody: Custody,
    destination: Path,
    register_snapshot: Callable[[], Path] | None = None,
    progress: Progress | None = None,
) -> Backup:
    """Make a verified copy of the open case at ``destination``.

    ``destination`` is a file that is not there yet (its name gets ``SUFFIX`` where it lacks it) or a folder. Raises
    BadCall where it exists or lies inside the case, CannotKeep where the disk refuses or gives other bytes back.
    """
    target = _target(custody, destination)
    backup_id = clock.new_id("K")
    custody.note("backup_begun", backup_id, {"backup": backup_id, "tree_size": custody.tree_size})
    temporary = target.with_name(f".{target.name}.part")
    with durable.keeping():
        durable.remove(temporary)
        try:
            stored = _write(custody, temporary, backup_id, register_snapshot, progress)
            durable.flush_file(temporary)
            read_again(temporary, stored, progress)
            _refuse_existing(target)
            temporary.replace(target)
            durable.flush_folder(target.parent)
        finally:
            durable.remove(temporary)
    return Backup(target, backup_id, custody.tree_size, len(stored), sum(one.size for one in stored))


def read_again(path: Path, stored: list[Stored], progress: Progress | None = None) -> None:
    """Read every file of an archive again. Raises CannotKeep where it is not what was written."""
    total = done = sum(one.size for one in stored)
    good = True
    try:
        with zipfile.ZipFile(path) as archive:
            for one in stored:
                good = good and _digest(archive, one.entry) == one.sha256
                done += one.size
                if progress is not None:
                    progress(done, 2 * total)
    except (zipfile.BadZipFile, EOFError):
        good = False
    if not good:
        raise CannotKeep(
            "The backup does not read back as it was written, so it was removed.",
            "The case itself is not affected. The disk of the backup may be failing.",
            "Make the backup on another disk.",
        )


def _digest(archive: zipfile.ZipFile, entry: str) -> str:
    digest = hashlib.sha256()
    with archive.open(entry) as file:
        while data := file.read(store.CHUNK):
            digest.update(data)
    return digest.hexdigest()


def _target(custody: Custody, destination: Path) -> Path:
    if destination.is_dir():
        destination = destination / (custody.folder.resolve().name + SUFFIX)
    elif not destination.name.endswith(SUFFIX):
        destination = destination.with_name(destination.name.removesuffix(".zip") + SUFFIX)
    _refuse_existing(destination)
    folder = destination.parent.resolve()
    if not folder.is_dir():
        raise BadCall("The folder for the backup is not there.", "Nothing was done.", "Make the folder first.")
    if folder == custody.folder.resolve() or custody.folder.resolve() in folder.parents:
        raise BadCall(
            "A backup inside the case would be lost with it.", "Nothing was done.", "Name a place on another disk."
        )
    return folder / destination.name


def _refuse_existing(destination: Path) -> None:
    if destination.exists():
        raise BadCall(
            "There is a file of that name already.", "Nothing is ever overwritten.", "Name another file for the backup."
        )


def _write(
    custody: Custody,
    path: Path,
    backup_id: str,
    register_snapshot: Callable[[], Path] | None,
    progress: Progress | None,
) -> list[Stored]:
    stored: list[Stored] = []
    places, done = list(_files(custody.folder)), 0
    total = sum((custody.folder / place).stat().st_size for place in places) if progress is not None else 0
    descriptor = os.open(path, durable.CREATE, 0o600)
    with (
        os.fdopen(descriptor, "wb", buffering=store.CHUNK) as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
    ):
        for place in places:
            with (custody.folder / place).open("rb") as source:
                stored.append(_store(archive, f"{INSIDE}{place}", place, source, len(stored)))
            done += stored[-1].size
            if progress is not None:
                progress(done, 2 * total)  # as many bytes again are read back
        if register_snapshot is not None:
            with register_snapshot().open("rb") as source:
                stored.append(_store(archive, INSIDE + REGISTER, REGISTER, source, len(stored)))
        archive.writestr(zipfile.ZipInfo(MANIFEST, _DATE), _manifest(custody, backup_id, stored))
    return stored


def _manifest(custody: Custody, backup_id: str, stored: list[Stored]) -> bytes:
    return canonical(
        {
            "v": VERSION,
            "backup": backup_id,
            "case_id": custody.case_id,
            "tree_size": custody.tree_size,
            "root": custody.root,
            "made_at": clock.timestamp(),
            "files": [{"entry": one.entry, "path": one.path, "size": one.size, "sha256": one.sha256} for one in stored],
        }
    )


def _store(archive: zipfile.ZipFile, entry: str, path: str, source: BinaryIO, number: int) -> Stored:
    """Copy one file into the archive, hashing on the way."""
    try:
        entry.encode("utf-8")
    except UnicodeEncodeError:
        entry = f"unspeakable-names/{number}"  # the manifest says where it belongs
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(entry, _DATE)
    info.external_attr = 0o600 << 16
    with archive.open(info, "w", force_zip64=True) as copy:
        while data := source.read(store.CHUNK):
            digest.update(data)
            copy.write(data)
            size += len(data)
    return Stored(entry, path, size, digest.hexdigest())


def _files(case: Path, inside: str = "") -> Iterator[str]:
    """List the files of a case as paths with slashes, in order."""
    for entry in sorted(os.scandir(case / inside), key=lambda entry: entry.name):
        place = f"{inside}{entry.name}"
        if place == f"{store.EVIDENCE}/{store.INCOMING}" or place in _NOT_TAKEN:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(case, f"{place}/")
        elif entry.is_file(follow_symlinks=False):
            yield place
