# SPDX-License-Identifier: Apache-2.0
"""From the paths that a person names to the files in them.

1. Folders are walked whole, in the order of their names, so that two runs give the same order.
2. A path that a person names may be a link and is followed. A link inside a folder is not: it may point
   into the person's own private files, or in a circle. It is listed.
3. Only regular files are opened. A pipe, a device or a socket is listed and never opened: it could hang.
4. A file that something writes to while it is read is not taken: what was read would be no state that it ever had.
5. What cannot be taken is given as ``NotTaken`` and never stops the rest.
6. A case of onrecord, and what lies in one, is not taken: what it protects would come out of it as ordinary files.
7. What operating systems leave behind (``.DS_Store``) is listed as litter; other hidden files are taken.
"""

from __future__ import annotations

import datetime
import errno
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.kinds import CASE_LOG, holds_case
from onrecord.intake.limits import KEPT_FILE

_LITTER = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"))
_LITTER_FOLDERS = frozenset(("__macosx", ".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin"))
_MOUNT_POINT = 0xA0000003
"""Reparse tag of a Windows junction, which Python 3.11 shows as an ordinary folder."""


def is_litter(name: str) -> bool:
    """Say whether a file or folder of this name is something that operating systems leave behind."""
    lowered = name.lower()
    return lowered in _LITTER or lowered in _LITTER_FOLDERS or lowered.startswith("._")


def collect(paths: Iterable[Path], skip: Sequence[Path] = ()) -> Iterator[Incoming | NotTaken]:
    """Give each file in ``paths`` once, and each thing that cannot be taken; the rest as ``find``."""
    return (incoming(thing) if isinstance(thing, str) else thing for thing in find(paths, skip))


def find(paths: Iterable[Path], skip: Sequence[Path] = ()) -> Iterator[str | NotTaken]:
    """Give the path of each file in ``paths`` once, and each thing that cannot be taken.

    Plain paths, as the system has them: of a hundred thousand files they can all be held. Folders in ``skip`` (the
    case itself) are never entered, whatever way leads to them. Never raises for what it finds on disk.
    """
    guarded = [os.path.realpath(path) for path in skip]
    seen: set[str] = set()
    for path in paths:
        yield from _walk(path, guarded, seen)


def _walk(first: Path, guarded: list[str], seen: set[str]) -> Iterator[str | NotTaken]:
    waiting: list[tuple[Path, str | None]] = [(first, None)]
    while waiting:
        path, place = waiting.pop()
        named = place is None
        try:
            # what lies in a folder is placed by its folder's true place, for links in folders are not followed
            place = place or os.path.realpath(path)
            if place in seen:
                continue
            seen.add(place)
            if any(place == guard or place.startswith(guard + os.sep) for guard in guarded):
                yield NotTaken(claimed(str(path)), "It belongs to the case itself.", litter=True)
                continue
            status = path.stat() if named else path.lstat()
            if not named and is_litter(path.name):
                yield NotTaken(claimed(str(path)), "Left behind by an operating system.", litter=True)
            elif stat.S_ISDIR(status.st_mode) and not _is_junction(status, named=named):
                names = _names(path)
                if holds_case(names) or (named and _is_in_case(place)):
                    yield _not_taken(path, "It is a case of onrecord, or a part of one. Add the documents themselves.")
                else:
                    waiting.extend((path / name, os.path.join(place, name)) for name in names)  # noqa: PTH118  # text paths: this runs for every file
            else:
                yield _file(path, status)
        except (OSError, ValueError) as error:
            yield _not_taken(path, _why(error))


def _is_in_case(place: str) -> bool:
    """Say whether a true path leads through a case. Raises OSError where a folder on it may not be listed."""
    return any((folder / CASE_LOG).exists() and holds_case(_names(folder)) for folder in Path(place).parents)


def _names(folder: Path) -> list[str]:
    """Names in a folder, last first, as a stack wants them."""
    with os.scandir(folder) as entries:
        return sorted((entry.name for entry in entries), key=os.fsencode, reverse=True)


def _is_junction(status: os.stat_result, *, named: bool) -> bool:
    return not named and getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def _file(path: Path, status: os.stat_result) -> str | NotTaken:
    if stat.S_ISLNK(status.st_mode) or stat.S_ISDIR(status.st_mode):
        return _not_taken(path, "It is a link inside a folder; links are not followed. Name its target to add it.")
    if not stat.S_ISREG(status.st_mode):
        return _not_taken(path, "It is no regular file (a pipe, a device or a socket) and was not opened.")
    if status.st_size > KEPT_FILE.value:
        return _not_taken(path, KEPT_FILE.message())
    open_regular(path).close()
    return str(path)


def incoming(path: str) -> Incoming:
    """Give a file that was found. Where it went meanwhile, opening it tells so."""
    try:
        modified = rfc3339(Path(path).stat().st_mtime)
    except OSError:
        modified = None
    return Incoming(claimed(os.path.basename(path)), claimed(path), modified, lambda: _open_steady(path))  # noqa: PTH119  # text paths: this runs for every file


class _SteadyFile(io.FileIO):
    """A file whose end is reached only if nothing wrote to it since it was opened; else reading raises OSError."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor)
        self._opened_as = self._state()

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to ``size`` bytes. Raises OSError at the end of a file that was changed meanwhile."""
        data = super().read(-1 if size is None else size)
        if not data and self._state() != self._opened_as:
            raise OSError(errno.EBUSY, "it was changed while it was being read; add it when nothing writes to it")
        return data or b""

    def _state(self) -> tuple[int, int]:
        status = os.fstat(self.fileno())
        return status.st_size, status.st_mtime_ns


def _open_steady(path: str) -> BinaryIO:
    return cast(BinaryIO, _SteadyFile(_descriptor(path)))


def open_regular(path: str | Path) -> BinaryIO:
    """Open a regular file for reading; anything else that took its place meanwhile raises OSError and hangs nothing."""
    return os.fdopen(_descriptor(path), "rb")


def _descriptor(path: str | Path) -> int:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file any more")
    return descriptor


def rfc3339(seconds: float) -> str | None:
    """Write seconds since 1970 as RFC 3339 in UTC; None for a time that no calendar holds."""
    try:
        moment = datetime.datetime.fromtimestamp(int(seconds), tz=datetime.UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return f"{moment.year:04d}" + moment.strftime("-%m-%dT%H:%M:%SZ")


def _not_taken(path: Path, reason: str) -> NotTaken:
    return NotTaken(claimed(str(path)), reason)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "It may not be read: permission denied."
    if isinstance(error, FileNotFoundError):
        return "It is not there, or it is a link that leads nowhere."
    if isinstance(error, OSError) and error.strerror:
        return f"It cannot be opened: {error.strerror}."
    return "It cannot be opened: its name or its link is broken."
