# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PTH105, PTH106, PTH110 - text paths and one os call a step: this runs for every file, and tests stop it at every step
"""How a batch becomes part of the record all at once, even when the process dies at any step.

The steps, in order; each can be repeated without harm:

1. *Stage.* Items and details lie in ``evidence/incoming/<batch>/``, flushed to the disk. Nothing else has changed.
2. *Prepare.* ``prepared.json`` appears there in one rename. It holds all that is left to do: which items and details
   move where, the complete log lines, the signed checkpoint. From here on the batch is in; before, it is not.
3. *Apply.* Move items, move details, append the lines to the log in one write and flush it, flush the names, write
   the checkpoint.
4. *Finish.* Remove the folder of the batch.

Whoever finds a folder in ``incoming``: with ``prepared.json`` steps 3 and 4 are done again, without it the folder
is removed. A torn last line of the log can only stem from step 3 and is cut before the lines are written again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.custody import checkpoints, details, durable, log, store
from onrecord.custody.canonical import canonical, parse
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.log import Event, Tail
from onrecord.errors import CannotKeep, CustodyBroken

VERSION = 1
LOG = "custody.log"
PREPARED = "prepared.json"
FEW = 8
"""Up to so many items are flushed one by one; above, one flush of the file system is quicker."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is left to do for one batch."""

    batch: str
    log_length: int
    """Bytes of the log before the batch."""
    lines: bytes
    """The log lines, each with its newline."""
    items: tuple[str, ...]
    """SHA-256 of the items to move; each lies in the folder of the batch under that name."""
    details: tuple[str, ...]
    """Paths of the details files inside the case; each lies in the batch's folder as ``details-0`` and so on."""
    checkpoint: Checkpoint

    def to_bytes(self) -> bytes:
        """Give the content of ``prepared.json``, which ends on a digest of itself: it is the plan for what is moved."""
        content = canonical(
            {
                "v": VERSION,
                "batch": self.batch,
                "log_length": self.log_length,
                "lines": self.lines.decode("ascii"),
                "items": self.items,
                "details": self.details,
                "checkpoint": self.checkpoint.to_bytes().decode("utf-8"),
            }
        )
        return content + b"\n" + hashlib.sha256(content).hexdigest().encode("ascii") + b"\n"


def batch_folder(case: Path, batch: str) -> Path:
    """Say where a batch is staged."""
    return case / store.EVIDENCE / store.INCOMING / batch


def is_prepared(folder: Path) -> bool:
    """Say whether the batch in this folder is in."""
    return (folder / PREPARED).exists()


def stage_details(folder: Path, first_seq: int, events: Sequence[Event], *, flush: bool) -> tuple[str, ...]:
    """Write the details of events that will stand in the log from ``first_seq`` on; give the paths they belong to.

    One file for each run of events whose details lie in the same folder. Raises OSError.
    """
    targets: list[str] = []
    start = 0
    for index in range(1, len(events) + 1):
        place = details.folder_of(events[start].action)
        if index < len(events) and details.folder_of(events[index].action) == place:
            continue
        content = b"".join(details.detail_line(first_seq + at, events[at]) for at in range(start, index))
        durable.write_whole(folder / f"details-{len(targets)}", content, flush=flush)
        targets.append(f"{place}/{details.file_name(first_seq + start)}")
        start = index
    return tuple(targets)


def prepare(case: Path, prepared: Prepared) -> None:
    """Flush what is staged, then let ``prepared.json`` appear (step 2). Raises OSError."""
    folder = batch_folder(case, prepared.batch)
    if not {*prepared.items}.issubset(entry.name for entry in os.scandir(folder)):
        raise CannotKeep("Something removed what was staged before it was kept.", "Nothing of this batch was kept.")
    if len(prepared.items) > FEW and not durable.FLUSH_EACH:
        durable.flush_all(folder)
    else:
        if not durable.FLUSH_EACH:
            for sha256 in prepared.items:
                durable.flush_file(f"{folder}/{sha256}")
        durable.flush_folder(folder)
        durable.flush_folder(folder.parent)
    durable.write_whole(folder / PREPARED, prepared.to_bytes())


def apply(case: Path, prepared: Prepared) -> None:
    """Bring a prepared batch into the record (step 3). Raises OSError, and CustodyBroken where that cannot be done."""
    folder = batch_folder(case, prepared.batch)
    _move_items(case, folder, prepared.items)
    for number, target in enumerate(prepared.details):
        _move(f"{folder}/details-{number}", f"{case}/{target}")
    _append(case / LOG, prepared.log_length, prepared.lines)
    _flush_names(case, prepared)
    name = checkpoints.file_name(prepared.checkpoint.tree_size)
    durable.write_whole(case / checkpoints.FOLDER / name, prepared.checkpoint.to_bytes())


def finish(case: Path, batch: str) -> None:
    """Remove the folder of a batch, its ``prepared.json`` last of all files (step 4). Raises OSError.

    While a prepared batch still has that file, an interruption here does no more than repeat steps that change nothing.
    """
    folder = batch_folder(case, batch)
    for entry in os.scandir(folder):
        if entry.name != PREPARED:
            durable.remove_folder(entry.path) if entry.is_dir(follow_symlinks=False) else durable.remove(entry.path)
    durable.remove(folder / PREPARED)
    os.rmdir(folder)


def pending(case: Path) -> list[tuple[str, Prepared | None]]:
    """List the batches in ``incoming`` with what is left to do, None for those that are not in.

    Raises CustodyBroken where ``prepared.json`` is damaged.
    """
    folder = case / store.EVIDENCE / store.INCOMING
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [(name, read_prepared(folder / name)) for name in names]


def read_prepared(folder: Path) -> Prepared | None:
    """Read ``prepared.json`` in the folder of a batch, None where there is none. Raises CustodyBroken."""
    try:
        content, digest, rest = (folder / PREPARED).read_bytes().split(b"\n")
        found: Any = parse(content)
        checkpoint = checkpoints.read_checkpoint(found["checkpoint"].encode("utf-8"))
        lines = found["lines"].encode("ascii")
        items, targets = tuple(found["items"]), tuple(found["details"])
        good = (
            checkpoint is not None
            and digest == hashlib.sha256(content).hexdigest().encode("ascii")
            and not rest
            and found["v"] == VERSION
            and found["batch"] == folder.name
            and isinstance(found["log_length"], int)
            and all(store.SHA256.fullmatch(item) for item in items)
            and all(_is_details_path(target) for target in targets)
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        checkpoint, good = None, False
    if checkpoint is None or not good:
        raise CustodyBroken(
            "The notes about an interrupted batch are damaged, so it cannot be finished.",
            "What was reported as kept before is not affected.",
            "Run: onrecord verify CASE. Then put the case back from a backup. Change nothing by hand.",
        )
    return Prepared(folder.name, found["log_length"], lines, items, targets, checkpoint)


def _is_details_path(target: str) -> bool:
    place, _, name = target.rpartition("/")
    return place in details.FOLDERS and details.FILE_NAME.fullmatch(name) is not None


def _move_items(case: Path, folder: Path, items: Sequence[str]) -> None:
    evidence = f"{case}/{store.EVIDENCE}"
    for shard in sorted({sha256[:2] for sha256 in items}):
        durable.make_folder(f"{evidence}/{shard}")
    for sha256 in items:
        _move(f"{folder}/{sha256}", store.item_path(evidence, sha256))


def _move(staged: str, target: str) -> None:
    """Move a file to its place; where that was done already, do nothing."""
    try:
        os.replace(staged, target)
    except FileNotFoundError:
        if not os.path.exists(target):
            raise CustodyBroken(
                "A part of an interrupted batch is gone, so it cannot be finished.",
                "What was reported as kept before is not affected.",
                "Run: onrecord verify CASE, and put the case back from a backup.",
            ) from None
    except PermissionError:
        if not durable.WINDOWS or not os.path.exists(target):
            raise
        durable.remove(staged)  # Windows replaces no read-only file; the same name means the same bytes


def _append(path: Path, length: int, lines: bytes) -> None:
    """Let the log be its first ``length`` bytes and ``lines``. A torn piece of them is cut and written again."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        size = os.fstat(descriptor).st_size
        os.lseek(descriptor, length, os.SEEK_SET)
        if size >= length + len(lines):
            if _read_all(descriptor, len(lines)) != lines:
                raise _contradiction()
            return
        if size < length:
            raise _contradiction()
        if size > length:
            os.ftruncate(descriptor, length)
        durable.write_all(descriptor, lines)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, length: int) -> bytes:
    parts, left = [], length
    while left and (part := os.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _contradiction() -> CustodyBroken:
    return CustodyBroken(
        "An interrupted batch does not fit the custody log.",
        "Something changed the log after it was written. Nothing was added.",
        "Run: onrecord verify CASE. It names the place. Then put the case back from a backup.",
    )


def _flush_names(case: Path, prepared: Prepared) -> None:
    if len(prepared.items) > FEW and not durable.FLUSH_EACH:
        durable.flush_all(case)
        return
    evidence = case / store.EVIDENCE
    folders = {evidence / sha256[:2] for sha256 in prepared.items}
    folders |= {(case / target).parent for target in prepared.details}
    for folder in sorted(folders):
        durable.flush_folder(folder)
    durable.flush_folder(evidence)
    durable.flush_folder(case)


def check(prepared: Prepared, before: Tail) -> Tail:
    """Check that a batch found on disk continues the log and is signed; give the tail after it.

    ``before`` is the tail at ``log_length``. Who may sign is the caller's to know. Raises CustodyBroken.
    """
    after = before.copy()
    good = before.length == prepared.log_length and prepared.lines.endswith(b"\n")
    for line in prepared.lines.split(b"\n")[:-1]:
        entry = log.follows(line, after)
        if entry is None:
            raise _contradiction()
        after.add(line, entry.entry_hash)
    signed = prepared.checkpoint
    if not good or signed.tree_size != after.size or signed.root != after.frontier.root().hex():
        raise _contradiction()
    if not signed.signature_fits():
        raise _contradiction()
    return after
