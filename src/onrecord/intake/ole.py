# SPDX-License-Identifier: Apache-2.0
"""The names in the directory of an OLE compound file (MS-CFB): enough to tell .msg from .doc, .xls and .ppt.

Only the directory is read, along its chain of sectors (MS-CFB 2.2 to 2.6). A chain that leaves the file
or goes in circles ends the reading; the names found so far are the answer.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")

_HEADER_DIFAT = 76
_MOST_SECTORS = 4096
"""Sectors of directory that are looked at: 16,384 entries with 512-byte sectors."""


def directory_names(stream: BinaryIO) -> frozenset[str]:
    """Read the names of all storages and streams; empty where the file is no compound file."""
    stream.seek(0)
    header = stream.read(512)
    if len(header) < 512 or not header.startswith(SIGNATURE):
        return frozenset()
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        return frozenset()
    size = 1 << shift
    tables = struct.unpack_from("<109I", header, _HEADER_DIFAT)
    sector = struct.unpack_from("<I", header, 48)[0]
    names: set[str] = set()
    seen: set[int] = set()
    while sector < 0xFFFFFFFA and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        names.update(_names(_sector(stream, sector, size)))
        table, place = divmod(sector, size // 4)
        if table >= len(tables):
            break
        entries = _sector(stream, tables[table], size)
        if len(entries) < place * 4 + 4:
            break
        sector = struct.unpack_from("<I", entries, place * 4)[0]
    return frozenset(names)


def _sector(stream: BinaryIO, number: int, size: int) -> bytes:
    if number >= 0xFFFFFFFA:
        return b""
    stream.seek((number + 1) * size)
    return stream.read(size)


def _names(sector: bytes) -> list[str]:
    found = []
    for start in range(0, len(sector) - 127, 128):
        length = struct.unpack_from("<H", sector, start + 64)[0]
        if 2 <= length <= 64:
            found.append(sector[start : start + length - 2].decode("utf-16-le", "replace"))
    return found
