# SPDX-License-Identifier: Apache-2.0
r"""The append-only log: what its lines say, and how one is bound to the next. Pure, but for two readers.

One entry is one line of RFC 8785 canonical JSON and a newline:
``{action, actor, at, detail_commit, entry_hash, object, prev, seq, v}``.

1. ``seq`` counts from 0; it is also the index of the entry's leaf in the Merkle tree.
2. ``prev`` is the ``entry_hash`` of the entry before, 64 zeros for the first.
3. ``entry_hash`` is SHA-256 over ``"onrecord/entry/v1\0"`` and the canonical bytes without ``entry_hash``.
4. ``detail_commit`` is SHA-256 over ``"onrecord/commit/v1\0"``, the 32 bytes of a random salt, and the canonical
   bytes of the detail. Detail and salt lie beside the log (``details.py``), so erasing them breaks nothing here.
5. The Merkle leaf is the line without its newline.
6. No personal data: ``actor`` and ``object`` are opaque ids, ``action`` is a word of an open list.

The format is final. A line has exactly one form, so ``LINE`` matches all good lines and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.custody.canonical import canonical
from onrecord.custody.merkle import Frontier, leaf_hash
from onrecord.errors import CustodyBroken

VERSION = 1
FIRST_PREV = "0" * 64
LONGEST_LINE = 1024
"""Bytes. The longest line that the format allows is shorter; a reader stops here."""

_ENTRY_DOMAIN = b"onrecord/entry/v1\0"
_COMMIT_DOMAIN = b"onrecord/commit/v1\0"

ACTION = re.compile(r"[a-z][a-z_]{0,39}")
OBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,95}")
LINE = re.compile(
    rb'\{"action":"(?P<action>[a-z][a-z_]{0,39})","actor":"(?P<actor>[A-Za-z0-9][A-Za-z0-9._:-]{0,95})",'
    rb'"at":"(?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)","detail_commit":"(?P<detail_commit>[0-9a-f]{64})"'
    rb'(?P<hash_field>,"entry_hash":"(?P<entry_hash>[0-9a-f]{64})"),"object":"(?P<object>[A-Za-z0-9][A-Za-z0-9._:-]{0,95})",'
    rb'"prev":"(?P<prev>[0-9a-f]{64})","seq":(?P<seq>0|[1-9][0-9]{0,14}),"v":1\}'
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the life of the case."""

    seq: int
    prev: str
    at: str
    actor: str
    action: str
    object: str
    detail_commit: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """What is about to be logged: everything about an entry that does not depend on its place."""

    action: str
    object: str
    detail: bytes
    """Canonical bytes."""
    salt: str
    """32 bytes in hexadecimal."""


@dataclass
class Tail:
    """The end of the log: all that is needed to add to it."""

    length: int = 0
    """Bytes of whole lines."""
    last_hash: str = FIRST_PREV
    frontier: Frontier = field(default_factory=Frontier)

    @property
    def size(self) -> int:
        """Number of entries, which is also the next ``seq``."""
        return self.frontier.size

    def copy(self) -> Tail:
        """Give a tail that grows on its own."""
        return Tail(self.length, self.last_hash, self.frontier.copy())

    def add(self, line: bytes, entry_hash: str) -> None:
        """Take one line (without newline) into account."""
        self.length += len(line) + 1
        self.last_hash = entry_hash
        self.frontier.append(leaf_hash(line))


def commitment(salt: str, detail: bytes) -> str:
    """Give the salted commitment to the canonical bytes of a detail."""
    return hashlib.sha256(_COMMIT_DOMAIN + bytes.fromhex(salt) + detail).hexdigest()


def check_event(action: str, object_id: str) -> None:
    """Raise ValueError where an action or object is not of the form that keeps words and names out of the log."""
    if not ACTION.fullmatch(action) or not OBJECT.fullmatch(object_id):
        raise ValueError("the log takes actions in lower-case words and opaque ids only")


def append(tail: Tail, event: Event, *, at: str, actor: str) -> bytes:
    """Make the line (without newline) that puts ``event`` at the end of ``tail``, and move the tail on."""
    fields = {
        "v": VERSION,
        "seq": tail.size,
        "prev": tail.last_hash,
        "at": at,
        "actor": actor,
        "action": event.action,
        "object": event.object,
        "detail_commit": commitment(event.salt, event.detail),
    }
    entry_hash = hashlib.sha256(_ENTRY_DOMAIN + canonical(fields)).hexdigest()
    line = canonical({**fields, "entry_hash": entry_hash})
    tail.add(line, entry_hash)
    return line


def parse_line(line: bytes) -> Entry | None:
    """Read one line without its newline; None where it is not in the one form of a good line."""
    found = LINE.fullmatch(line)
    return None if found is None else _entry(found)


def check_line(line: bytes) -> tuple[Entry | None, bool]:
    """Read one line as ``parse_line`` does, and say whether its ``entry_hash`` is that of its content (rule 3)."""
    found = LINE.fullmatch(line)
    if found is None:
        return None, False
    start, end = found.span("hash_field")
    entry = _entry(found)
    return entry, hashlib.sha256(_ENTRY_DOMAIN + line[:start] + line[end:]).hexdigest() == entry.entry_hash


def _entry(found: re.Match[bytes]) -> Entry:
    action, actor, at, commit, _, entry_hash, object_id, prev, seq = (part.decode("ascii") for part in found.groups())
    return Entry(int(seq), prev, at, actor, action, object_id, commit, entry_hash)


def follows(line: bytes, tail: Tail) -> Entry | None:
    """Read a line that continues ``tail`` (rules 1 to 3); None where it does not."""
    entry, fits = check_line(line)
    if entry is None or not fits or entry.seq != tail.size or entry.prev != tail.last_hash:
        return None
    return entry


def lines(log: BinaryIO, length: int | None = None) -> Iterator[bytes]:
    """Give the whole lines of the log without newlines, up to ``length`` bytes.

    A last line without newline is left out: the lines then do not add up to the length of the file. A line longer
    than any good one is given cut short, which ``parse_line`` refuses.
    """
    left = length if length is not None else 1 << 62
    while left > 0:
        line = log.readline(min(LONGEST_LINE, left))
        if not line:
            return
        left -= len(line)
        if line.endswith(b"\n"):
            yield line[:-1]
        elif len(line) == LONGEST_LINE:
            yield line
        else:
            return


def read_tail(log: BinaryIO, length: int | None = None) -> Tail:
    """Read the whole log up to its end (or ``length`` bytes), checking rules 1 to 3. Raises CustodyBroken."""
    tail = Tail()
    for line in lines(log, length):
        entry = follows(line, tail)
        if entry is None:
            raise CustodyBroken(
                f"The custody log is damaged at line {tail.size + 1}.",
                "Nothing was added. Something changed the log after it was written.",
                "Run: onrecord verify CASE. It names the place. Then put the case back from a backup.",
            )
        tail.add(line, entry.entry_hash)
    return tail
