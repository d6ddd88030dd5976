# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108 - text paths and one os call a step: this runs for every file, and tests stop it at every step
"""Writing so that it survives: the few calls to the operating system that the custody record needs.

What these functions return from has been handed to the disk. Everything goes through ``os``, one
call a step, so that a test can stop the process at each of them.

Linux can flush a whole file system in one call (``syncfs``), so a batch of ten thousand files costs
one wait for the disk. Other systems promise that only file by file; there each file is flushed as it
is written (``FLUSH_EACH``).
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from onrecord.errors import CannotKeep

WINDOWS = sys.platform == "win32"
FLUSH_EACH = sys.platform != "linux"
"""Whether each staged file must be flushed by itself."""

FOLDER_MODE = 0o700
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def keeping(*, reported_stays: bool = True) -> Iterator[None]:
    """Turn what the disk refuses into CannotKeep, with what it means for the person."""
    try:
        yield
    except OSError as error:
        raise cannot_keep(error, reported_stays=reported_stays) from error


def cannot_keep(error: OSError, *, reported_stays: bool = True) -> CannotKeep:
    """Make the page for an error of the disk. It names no file: file names can hold names of people."""
    means = "Everything reported as kept is still kept; what came after it was not taken in." if reported_stays else ""
    if error.errno in FULL:
        return CannotKeep("The disk is full.", means, "Free some space, then run the same command again.")
    if error.errno in _FORBIDDEN:
        return CannotKeep(
            "The folder may not be written.",
            means,
            "Check that it is not read-only and that it belongs to you, or copy the case to another disk.",
        )
    code = errno.errorcode.get(error.errno or 0, "unknown error")
    return CannotKeep(
        f"The disk did not take the data ({code}).", means, "Copy the case to another disk, then verify it."
    )


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of ``data``; the operating system may take it in parts."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def write_new(path: str | Path, data: bytes, *, mode: int = 0o600, flush: bool = True) -> None:
    """Write a file that is not there yet. Raises OSError (FileExistsError if it is)."""
    descriptor = os.open(path, CREATE, mode)
    try:
        write_all(descriptor, data)
        if flush:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, mode: int = 0o600, flush: bool = True) -> None:
    """Write a file so that its name shows the old bytes or the new ones, never a part. Raises OSError."""
    temporary = f"{path}.new"
    remove(temporary)
    write_new(temporary, data, mode=mode, flush=flush)
    os.replace(temporary, path)
    if flush:
        flush_folder(path.parent)


def flush_file(path: str | Path) -> None:
    """Hand a written file to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR if WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(path: str | Path) -> None:
    """Hand the names in a folder to the disk, where the system has that (Windows has not). Raises OSError."""
    if not WINDOWS:
        flush_file(path)


def flush_all(folder: str | Path) -> None:
    """Hand everything on the file system of ``folder`` to the disk, in one call (Linux). Raises OSError."""
    syncfs = _syncfs()
    if syncfs is None:
        if hasattr(os, "sync"):  # Windows has none; there every file was flushed as it was written
            os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs(descriptor)
    finally:
        os.close(descriptor)


@cache
def _syncfs() -> Callable[[int], None] | None:
    if sys.platform != "linux":
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None

    def call(descriptor: int) -> None:
        if function(ctypes.c_int(descriptor)) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    return call


def remove(path: str | Path) -> None:
    """Remove a file, read-only or not; one that is not there is fine. Raises OSError."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except PermissionError:
        if not WINDOWS:
            raise
        os.chmod(path, 0o600)  # Windows removes no read-only file
        os.unlink(path)


def remove_folder(path: str | Path) -> None:
    """Remove a folder with all it holds; links are removed, not followed. Raises OSError."""
    for entry in os.scandir(path):
        if entry.is_dir(follow_symlinks=False):
            remove_folder(entry.path)
        else:
            remove(entry.path)
    os.rmdir(path)


def make_folder(path: str | Path) -> None:
    """Make a folder for its owner alone; one that is there already is fine. Raises OSError."""
    with suppress(FileExistsError):
        os.mkdir(path, FOLDER_MODE)
