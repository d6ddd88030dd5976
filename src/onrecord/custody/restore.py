# SPDX-License-Identifier: Apache-2.0
"""Bringing a case back from a backup. The archive is not trusted until all of it has been checked.

1. The destination is a folder that is not there, or an empty one. The case is built beside it under another name and
   renamed when everything is done, so a death on the way leaves nothing under the final name.
2. Only what the manifest lists is taken, and all of it: paths inside the case, no two alike, stored (so the archive
   cannot grow when read), with the size and SHA-256 that the manifest says.
3. The restored record must pass ``verify``. Where this person has seen a later state of the case than the backup
   holds, restoring it gives that later state up; a person must say so (``accept_older``), and the state folder keeps
   what was given up.
4. Nothing is logged: the restored case is the backed-up one, bit by bit.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.custody import checkpoints, details, durable, store
from onrecord.custody.backup import INSIDE, MANIFEST, SUFFIX, VERSION, Stored
from onrecord.custody.canonical import parse
from onrecord.custody.findings import Progress, Verification
from onrecord.custody.keys import State
from onrecord.custody.making import alone_making
from onrecord.custody.verify import verify
from onrecord.errors import BadCall, CustodyBroken
from onrecord.settings import Settings

LARGEST_MANIFEST = 512 * 1024 * 1024
"""Bytes: room for two million files; more than that is no backup of ours."""


def restore(
    backup: Path, folder: Path, settings: Settings, *, accept_older: bool = False, progress: Progress | None = None
) -> Verification:
    """Bring the case in ``backup`` back into ``folder``; give the verification that it passed.

    Raises BadCall where the folder is not empty or the file is no backup, CustodyBroken where the backup is damaged
    or older than what was seen and ``accept_older`` is not set, CaseBusy where another process makes a case there,
    CannotKeep where the disk refuses.
    """
    _refuse_taken(folder)
    folder = folder.resolve()
    temporary = folder.with_name(f".{folder.name}.restoring")
    with durable.keeping(), alone_making(folder):
        _refuse_taken(folder)  # another process may have made it meanwhile
        if temporary.is_dir() and not temporary.is_symlink():
            durable.remove_folder(temporary)  # left by a restore that died
        durable.make_folder(temporary)
        try:
            result = _restore(backup, temporary, settings, accept_older=accept_older, progress=progress)
            if folder.is_dir():
                folder.rmdir()
            temporary.rename(folder)
            durable.flush_folder(folder.parent)
        finally:
            if temporary.is_dir():
                durable.remove_folder(temporary)
    return result


def _refuse_taken(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise BadCall(
            "The folder to restore into is not empty.",
            "Nothing was done: a restore never writes over anything.",
            "Name a folder that is not there yet.",
        )


def _restore(
    backup: Path, temporary: Path, settings: Settings, *, accept_older: bool, progress: Progress | None
) -> Verification:
    done = 0
    try:
        with zipfile.ZipFile(backup) as archive:
            case_id, stored = _read_manifest(archive)
            _refuse_overlaps(stored, backup.stat().st_size)
            total = sum(one.size for one in stored)
            for one in stored:
                _extract(archive, one, temporary)
                done += one.size
                if progress is not None:
                    progress(done, total)
    except (zipfile.BadZipFile, EOFError, RuntimeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(type(error).__name__) from None
    except (FileNotFoundError, IsADirectoryError):
        raise BadCall(
            "The backup file cannot be opened.",
            "Nothing was done.",
            f"Check its path; the names of backups end in {SUFFIX}.",
        ) from None
    for part in ("evidence", "evidence/incoming", *details.FOLDERS, checkpoints.FOLDER):
        durable.make_folder(temporary / part)
    durable.flush_all(temporary)
    return _verified(temporary, case_id, settings, accept_older=accept_older)


def _verified(case: Path, case_id: str, settings: Settings, *, accept_older: bool) -> Verification:
    result = verify(case, settings, second_digest=True)
    kinds = {finding.kind for finding in result.findings}
    if kinds == {"rolled back"} and result.case_id == case_id:
        if not accept_older:
            raise CustodyBroken(
                "This backup is older than the case as you have last seen it.",
                "Nothing was restored. What was added since is not in it.",
                "Take a newer backup. If there is none, run the same command with --accept-older.",
            )
        State(settings.state_folder).give_up(case_id, result.tree_size, result.root)
        result = verify(case, settings, second_digest=True)
    if not result.ok or result.case_id != case_id:
        raise CustodyBroken(
            f"The case in this backup does not verify ({', '.join(sorted(kinds)) or 'swapped'}).",
            "Nothing was restored.",
            "Take another backup. The case was damaged before this one was made, or the backup was changed.",
        )
    return result


def _read_manifest(archive: zipfile.ZipFile) -> tuple[str, list[Stored]]:
    info = archive.getinfo(MANIFEST)
    if info.file_size > LARGEST_MANIFEST or info.compress_type != zipfile.ZIP_STORED:
        raise ValueError("manifest")
    found: Any = parse(archive.read(info))
    if not isinstance(found, dict) or found.get("v") != VERSION:
        raise ValueError("manifest")
    stored = list(_listed(found["files"]))
    entries, paths = [one.entry for one in stored], {one.path for one in stored}
    if sorted([*entries, MANIFEST]) != sorted(archive.namelist()) or len(paths) != len(stored):
        raise ValueError("the manifest and the archive list different files")
    return str(found["case_id"]), stored


def _refuse_overlaps(stored: list[Stored], length: int) -> None:
    """Refuse files that are more than their archive: then entries share bytes, to make a small file grow."""
    if sum(one.size for one in stored) > length:
        raise ValueError("overlapping entries")


def _listed(files: list[dict[str, Any]]) -> Iterator[Stored]:
    for one in files:
        stored = Stored(entry=one["entry"], path=one["path"], size=one["size"], sha256=one["sha256"])
        if stored.entry != INSIDE + stored.path and not re.fullmatch(r"unspeakable-names/\d+", stored.entry):
            raise ValueError("an entry under another name")
        if not is_inside(stored.path):
            raise ValueError("a path that leaves the case")
        yield stored


def is_inside(path: str) -> bool:
    """Say whether a path with slashes stays inside the case on this system."""
    parts = path.split("/")
    # a backslash or colon is an ordinary character in a name elsewhere, but leaves the folder on Windows
    special = r"[\\:\x00]" if durable.WINDOWS else r"\x00"
    return not any(part in ("", ".", "..") for part in parts) and not re.search(special, path)


def _extract(archive: zipfile.ZipFile, one: Stored, case: Path) -> None:
    info = archive.getinfo(one.entry)
    if info.compress_type != zipfile.ZIP_STORED or info.file_size != one.size:
        raise ValueError("size")
    target = case / one.path
    target.parent.mkdir(durable.FOLDER_MODE, parents=True, exist_ok=True)
    is_item = one.path.startswith(f"{store.EVIDENCE}/") and store.SHA256.fullmatch(target.name) is not None
    digest = hashlib.sha256()
    descriptor = os.open(target, durable.CREATE, store.ITEM_MODE if is_item else 0o600)
    try:
        with archive.open(info) as source:
            while data := source.read(store.CHUNK):
                digest.update(data)
                durable.write_all(descriptor, data)
        if durable.FLUSH_EACH:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if digest.hexdigest() != one.sha256:
        raise ValueError("digest")


def _damaged(why: str) -> CustodyBroken:
    return CustodyBroken(
        f"The backup is damaged or none ({why}).",
        "Nothing was restored.",
        "Take another backup file. If there is only this one, keep it: single files can still be taken out by hand.",
    )
