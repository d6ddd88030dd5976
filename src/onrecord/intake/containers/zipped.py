# SPDX-License-Identifier: Apache-2.0
"""What is in a ZIP archive.

1. The sizes that the archive states are summed first; past a limit nothing of it is opened. Reading a
   member never gives more than its stated size, so a size that lies ends in a checksum that fails.
2. Each member is read once to its end, checksum and all, before it is handed on.
3. Member names are claims. Nothing is ever written under them, so one that climbs out of its folder
   does nothing.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import Unreadable
from onrecord.intake.containers.streams import BLOCK, DAMAGE, member_stream
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import Budget
from onrecord.intake.walk import is_litter, rfc3339

_ENCRYPTED = 0x1
_EXTENDED_TIME = 0x5455


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a ZIP file. Raises Unreadable where its directory is damaged."""
    try:
        return zipfile.ZipFile(path)
    except (*DAMAGE, OSError) as error:
        raise Unreadable("The archive is damaged or cut off: its directory cannot be read.") from error


def files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """List the entries of an archive that are no folders; the library's own test fails on an empty name."""
    return [info for info in archive.infolist() if not info.filename.endswith("/")]


def zip_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the members of a ZIP archive. Raises Unreadable or LimitExceeded before the first of them."""
    with open_archive(path) as archive:
        infos = files_of(archive)
        budget.spend(path.stat().st_size, sum(info.file_size for info in infos), len(infos))
        for info in infos:
            yield member(archive, info)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, notes: tuple[str, ...] = ()) -> Incoming | NotTaken:
    """Check one member and make it ready; it can be opened while ``archive`` is."""
    shown = claimed(info.filename)
    name = shown.replace("\\", "/").rstrip("/").rpartition("/")[2] or "member"
    if is_litter(name) or shown.startswith("__MACOSX/"):
        return NotTaken(shown, "Left behind by an operating system.", litter=True)
    if stat.S_ISLNK(info.external_attr >> 16):
        return NotTaken(shown, "It is a link; the archive holds no bytes for it.")
    if info.flag_bits & _ENCRYPTED:
        return NotTaken(shown, "It is locked with a password.")
    try:
        with archive.open(info) as stream:
            while stream.read(BLOCK):
                pass
    except NotImplementedError:
        return NotTaken(shown, f"It is packed in a way that is not supported (method {info.compress_type}).")
    except (*DAMAGE, OSError):
        return NotTaken(shown, "It is damaged: its bytes do not unpack, or do not match their checksum.")

    def reopen() -> BinaryIO:
        opened = archive.open(info)
        return member_stream(opened.read, opened.close)

    return Incoming(name, shown, _modified(info), reopen, notes)


def _modified(info: zipfile.ZipInfo) -> str | None:
    """Read the UTC time of the extended-time field; the field every ZIP has names no time zone and is left out."""
    extra = info.extra
    while len(extra) >= 4:
        tag, length = struct.unpack_from("<HH", extra)
        if tag == _EXTENDED_TIME and length >= 5 and len(extra) >= 9 and extra[4] & 1:
            return rfc3339(struct.unpack_from("<i", extra, 5)[0])
        extra = extra[4 + length :]
    return None
