# SPDX-License-Identifier: Apache-2.0
"""Finding the end of the log without reading all of it.

``.tail.json`` in the case holds what ``log.Tail`` holds. It is a convenience that may be lost, stale or wrong: it
counts only where its length is that of the log, the last line of the log is the one it names, and its root is the
one in the checkpoint of that size. Otherwise the log is read from its start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from onrecord.custody import checkpoints, durable, log
from onrecord.custody.canonical import canonical, parse
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.journal import LOG
from onrecord.custody.log import Tail
from onrecord.custody.merkle import Frontier, leaf_hash

FILE_NAME = ".tail.json"


def load_tail(case: Path) -> Tail:
    """Give the tail of the case's log. Raises CustodyBroken where the log is damaged, FileNotFoundError, OSError."""
    path = case / LOG
    known = _remembered(case)
    if known is not None and known.length == path.stat().st_size and _ends_with(path, known):
        checkpoint = load_checkpoint(case, known.size)
        if checkpoint is not None and checkpoint.root == known.frontier.root().hex():
            return known
    with path.open("rb") as file:
        return log.read_tail(file)


def tail_at(case: Path, length: int) -> Tail:
    """Read the log's first ``length`` bytes; an absent log is an empty one. Raises CustodyBroken, OSError."""
    try:
        with (case / LOG).open("rb") as file:
            return log.read_tail(file, length)
    except FileNotFoundError:
        return Tail()


def root_at(case: Path, size: int) -> str | None:
    """Give the root of the first ``size`` entries, None where the log has fewer. Raises OSError."""
    frontier = Frontier()
    with (case / LOG).open("rb") as file:
        for line in log.lines(file):
            if frontier.size == size:
                break
            frontier.append(leaf_hash(line))
    return frontier.root().hex() if frontier.size == size else None


def root_at_or(case: Path, tail: Tail, size: int) -> str | None:
    """Give the root of the first ``size`` entries, at no cost where that is the whole log. Raises OSError."""
    return tail.frontier.root().hex() if size == tail.size else root_at(case, size)


def save_tail(case: Path, tail: Tail) -> None:
    """Remember the tail. Not flushed: what is lost is computed again. Raises OSError."""
    content = {
        "length": tail.length,
        "last_hash": tail.last_hash,
        "size": tail.size,
        "peaks": [peak.hex() for peak in tail.frontier.peaks],
    }
    durable.write_whole(case / FILE_NAME, canonical(content), flush=False)


def load_checkpoint(case: Path, size: int) -> Checkpoint | None:
    """Read the checkpoint at this size, None where there is no readable one."""
    try:
        with (case / checkpoints.FOLDER / checkpoints.file_name(size)).open("rb") as file:
            return checkpoints.read_checkpoint(file.read(checkpoints.LONGEST))
    except OSError:
        return None


def _remembered(case: Path) -> Tail | None:
    try:
        found: Any = parse((case / FILE_NAME).read_bytes())
        peaks = [bytes.fromhex(peak) for peak in found["peaks"]]
        return Tail(int(found["length"]), str(found["last_hash"]), Frontier(int(found["size"]), peaks))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _ends_with(path: Path, tail: Tail) -> bool:
    with path.open("rb") as file:
        file.seek(-min(tail.length, log.LONGEST_LINE), os.SEEK_END)
        last = file.read()
    if not last.endswith(b"\n"):
        return False
    entry, fits = log.check_line(last[:-1].rpartition(b"\n")[2])
    return entry is not None and fits and entry.seq == tail.size - 1 and entry.entry_hash == tail.last_hash
