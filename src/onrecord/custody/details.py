# SPDX-License-Identifier: Apache-2.0
"""Details: what a log entry commits to, kept beside the log with its salt.

A details file holds the details of consecutive log entries, one canonical JSON line each:
``{"detail":{...},"id":"R-...","salt":"...","seq":12}``. Its name is the ``seq`` of the first, in twelve
digits, so the names in order are the log in order and the file of any entry is found by its name.

Receipts (action ``received``) lie in ``evidence/receipts/``, all other details in ``notes/``. To erase one
person is to rewrite one such file without the line; the log, its hashes and its signatures stay.
"""

from __future__ import annotations

import bisect
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.custody.canonical import canonical
from onrecord.custody.log import Event, commitment

RECEIVED = "received"
FOLDERS = ("evidence/receipts", "notes")
FILE_NAME = re.compile(r"(\d{12})\.jsonl")
LONGEST_DETAIL = 16 * 1024 * 1024
"""Bytes of one line: far more than any name and path, and a bound for who reads a foreign case."""

_LINE = re.compile(
    rb'\{"detail":(?P<detail>\{.*\}),"id":"(?P<id>[A-Za-z0-9][A-Za-z0-9._:-]{0,95})",'
    rb'"salt":"(?P<salt>[0-9a-f]{64})","seq":(?P<seq>0|[1-9][0-9]{0,14})\}',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of a details file."""

    seq: int
    id: str
    """The ``object`` of the log entry."""
    salt: str
    content: bytes
    """Canonical bytes of the detail."""

    def commitment(self) -> str:
        """Give what the log entry must hold."""
        return commitment(self.salt, self.content)


def folder_of(action: str) -> str:
    """Say in which folder of the case the details of an action lie."""
    return FOLDERS[0] if action == RECEIVED else FOLDERS[1]


def file_name(first_seq: int) -> str:
    """Name the details file that starts with this entry."""
    return f"{first_seq:012d}.jsonl"


def is_file_name(name: str) -> bool:
    """Say whether a details file may have this name."""
    return FILE_NAME.fullmatch(name) is not None


def detail_line(seq: int, event: Event) -> bytes:
    """Write one line, newline included. The detail is canonical already and stands first, so no second pass is made."""
    rest = canonical({"id": event.object, "salt": event.salt, "seq": seq})
    return b'{"detail":' + event.detail + b"," + rest[1:] + b"\n"


def parse_line(line: bytes) -> Detail | None:
    """Read one line without its newline; None where it is no detail line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    return Detail(int(found["seq"]), found["id"].decode(), found["salt"].decode(), found["detail"])


def files(folder: Path, since: int = 0) -> list[Path]:
    """List the details files in a folder that may hold entries from ``since`` on, in order."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if FILE_NAME.fullmatch(entry.name))
    except FileNotFoundError:
        return []
    start = max(0, bisect.bisect_right(names, file_name(since)) - 1)
    return [folder / name for name in names[start:]]


def read(path: Path) -> Iterator[Detail | None]:
    """Give the lines of a details file in order, None for each that is no detail line. Raises OSError."""
    with path.open("rb") as file:
        while line := file.readline(LONGEST_DETAIL):
            yield parse_line(line[:-1]) if line.endswith(b"\n") else None
