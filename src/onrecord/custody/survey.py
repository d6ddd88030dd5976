# SPDX-License-Identifier: Apache-2.0
"""Reading a case for verification: what stands in it, taken down without trusting any of it. Writes nothing.

The pieces: ``Pending`` (interrupted batches and how far they came), ``LogSurvey`` (every line of the log),
``signed`` (the checkpoints), ``evidence_names`` (what lies in the store). ``hashing`` looks at the bytes themselves.
``verify.py`` draws the conclusions.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.custody import checkpoints, journal, log, store
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.findings import Finding
from onrecord.custody.journal import Prepared
from onrecord.custody.log import Entry
from onrecord.custody.merkle import Frontier, leaf_hash
from onrecord.errors import CustodyBroken

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems drop into folders which a person looks at. They are no evidence and no fault."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Batches in ``incoming`` and what follows for reading the rest."""

    batches: tuple[str, ...] = ()
    log_end: int | None = None
    """Bytes of the log that count; what follows is a batch half written, which the next command writes whole."""
    waiting: tuple[Prepared, ...] = ()
    """Batches whose lines are not wholly in the log: their items, details and checkpoint may be in place or not."""
    logged: tuple[Prepared, ...] = ()
    """Batches whose lines are in the log: only their checkpoint may not be in place yet."""
    findings: tuple[Finding, ...] = ()


def survey_pending(case: Path) -> Pending:
    """Read what an interrupted command left. Raises OSError."""
    folder = case / store.EVIDENCE / store.INCOMING
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return Pending()
    waiting: list[Prepared] = []
    logged: list[Prepared] = []
    findings: list[Finding] = []
    log_end: int | None = None
    for number, name in enumerate(names, start=1):
        where = f"evidence/incoming, batch {number}"
        try:
            prepared = journal.read_prepared(folder / name)
        except CustodyBroken:
            findings.append(Finding("changed", where))
            continue
        if prepared is None:
            continue
        came = _how_far(case / journal.LOG, prepared)
        if came == "contradicts" or not prepared.checkpoint.signature_fits():
            findings.append(Finding("forged", where))
        elif came == "partly":
            waiting.append(prepared)
            log_end = prepared.log_length
        else:
            logged.append(prepared)
    shown = tuple(name for name in names if log.OBJECT.fullmatch(name))
    return Pending(shown, log_end, tuple(waiting), tuple(logged), tuple(findings))


def _how_far(path: Path, prepared: Prepared) -> str:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = 0
    if size < prepared.log_length:
        return "contradicts"
    if size < prepared.log_length + len(prepared.lines):
        return "partly"
    with path.open("rb") as file:
        file.seek(prepared.log_length)
        return "wholly" if file.read(len(prepared.lines)) == prepared.lines else "contradicts"


@dataclass
class LogSurvey:
    """Every line of the log, and the roots at the sizes that somebody signed or saw."""

    entries: list[Entry | None] = field(default_factory=list)
    """None for a line that is not in the one form of a good line."""
    edited: list[int] = field(default_factory=list)
    """Line numbers from 1 of lines that are not as they were written."""
    unlinked: list[int] = field(default_factory=list)
    """Line numbers from 1 of lines whose ``prev`` is not the line before."""
    torn: bool = False
    """The last line has no end."""
    roots: dict[int, str] = field(default_factory=dict)
    root: str = ""

    @property
    def size(self) -> int:
        """Number of lines."""
        return len(self.entries)


def survey_log(case: Path, end: int | None, wanted: set[int]) -> LogSurvey:
    """Read the log up to ``end`` bytes; take down the root at each size in ``wanted``. Raises OSError."""
    survey, frontier, prev, length = LogSurvey(), Frontier(), log.FIRST_PREV, 0
    path = case / journal.LOG
    try:
        size = path.stat().st_size if end is None else end
        file = path.open("rb")
    except FileNotFoundError:
        survey.root = frontier.root().hex()
        return survey
    with file:
        for number, line in enumerate(log.lines(file, end), start=1):
            if frontier.size in wanted:
                survey.roots[frontier.size] = frontier.root().hex()
            length += len(line) + 1
            frontier.append(leaf_hash(line))
            entry, fits = log.check_line(line)
            survey.entries.append(entry)
            if not fits:
                survey.edited.append(number)
            if entry is not None and prev and entry.prev != prev:
                survey.unlinked.append(number)
            prev = entry.entry_hash if entry is not None else ""
    survey.torn = length != size
    survey.root = survey.roots[frontier.size] = frontier.root().hex()
    return survey


def signed(case: Path) -> Iterator[tuple[str, int, Checkpoint | None]]:
    """Give name, size by name, and content of each checkpoint in the case, in order of size. Raises OSError."""
    folder = case / checkpoints.FOLDER
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except FileNotFoundError:
        return
    for name in names:
        found = checkpoints.FILE_NAME.fullmatch(name)
        if found is not None:
            with (folder / name).open("rb") as file:
                yield name, int(found[1]), checkpoints.read_checkpoint(file.read(checkpoints.LONGEST))


def case_id_of_folder(case: Path) -> str | None:
    """Read the id in ``case.toml``; None where there is none to read."""
    try:
        found = tomllib.loads((case / "case.toml").read_text(encoding="utf-8")).get("id")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return found if isinstance(found, str) else None


def case_id_of_log(case: Path) -> str | None:
    """Read the id that the first log entry names; None where there is none to read."""
    try:
        with (case / journal.LOG).open("rb") as file:
            first = next((log.parse_line(line) for line in log.lines(file)), None)
    except OSError:
        return None
    return None if first is None else first.object


@dataclass
class EvidenceNames:
    """What lies in the store, by name."""

    items: dict[str, int] = field(default_factory=dict)
    """Size in bytes by SHA-256 in the name."""
    irregular: set[str] = field(default_factory=set)
    """Names of items that are no files (links, folders)."""
    foreign: list[str] = field(default_factory=list)
    """Places of things whose name is none that onrecord gives. The name itself is not repeated."""


def evidence_names(case: Path) -> EvidenceNames:
    """List the store. Raises OSError."""
    names = EvidenceNames()
    for shard in _sorted(case / store.EVIDENCE):
        if shard.name in (store.INCOMING, store.RECEIPTS):
            continue
        if len(shard.name) != 2 or not shard.is_dir(follow_symlinks=False):
            _foreign(names, "evidence", shard)
            continue
        for entry in _sorted(Path(shard.path)):
            if not store.SHA256.fullmatch(entry.name) or entry.name[:2] != shard.name:
                _foreign(names, f"evidence/{shard.name}" if shard.name.isalnum() else "evidence", entry)
                continue
            found = entry.stat(follow_symlinks=False)
            names.items[entry.name] = found.st_size
            if not stat.S_ISREG(found.st_mode):
                names.irregular.add(entry.name)
    return names


def foreign_files(folder: Path, shown: str, allowed: Callable[[str], bool]) -> list[str]:
    """Give the places of files in ``folder`` whose names are not ``allowed``. Raises OSError."""
    names = EvidenceNames()
    for entry in _sorted(folder):
        if not allowed(entry.name) and not entry.name.endswith(".new"):
            _foreign(names, shown, entry)
    return names.foreign


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def _foreign(names: EvidenceNames, where: str, entry: os.DirEntry[str]) -> None:
    if entry.name not in LITTER:
        names.foreign.append(f"{where}, a name of {len(entry.name)} characters that onrecord does not give")
