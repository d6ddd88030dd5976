# SPDX-License-Identifier: Apache-2.0
"""Adding: from paths to receipts, in batches that are kept whole or not at all.

A container and everything in it go into one batch, so a killed command never leaves half of one: what
is known by its bytes and name is known with all its members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from onrecord import clock
from onrecord.casefile.case import Case
from onrecord.casefile.progress import Progress, no_progress
from onrecord.custody.batch import Batch, Staged
from onrecord.intake import containers, kinds, walk
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import Budget
from onrecord.model import Provenance, Receipt
from onrecord.register import query

NOT_TAKEN = "not_taken"
"""Action of the log entry about a thing that was offered and could not be taken."""
_NOT_TAKEN_PREFIX = "X-"
"""Begins the ids of such things, by which their notes are found among all others."""

BATCH_FILES = 1_000
"""Things kept with one sync. Larger batches sync less often and hold more in memory (about 3 kB each)."""

BATCH_BYTES = 512 * 1024**2
"""Bytes kept with one sync, so that a killed command repeats little."""


@dataclass(slots=True)
class Added:
    """What came of adding."""

    since: int
    """Length of the log before: ``receipts_kept`` gives what came after."""
    files: int = 0
    """Things kept that stood by themselves."""
    inside: int = 0
    """Things kept that lie in one of these."""
    known: int = 0
    """Things that were in the case already, same bytes under the same name: nothing was done."""
    not_taken: list[NotTaken] = field(default_factory=list)
    """What could not be taken; for what is in a container, the path leads through it."""
    left_out: list[NotTaken] = field(default_factory=list)
    """What nobody misses: what operating systems leave behind, and the case itself."""
    without_file: list[str] = field(default_factory=list)
    """Names that provenance was given for and that none of the files has."""


@dataclass(slots=True)
class _Adding:
    """One batch: what is staged and not kept yet."""

    case: Case
    batch: Batch
    told: Callable[[], set[tuple[str, str]]]
    """Gives the paths and reasons of top-level things that the log calls not taken already."""
    arrived: set[tuple[str, str, bool]] = field(default_factory=set)
    """SHA-256, name and protection of what this batch brings; the register knows what earlier ones brought."""
    file_kinds: dict[str, str] = field(default_factory=dict)
    bytes_staged: int = 0
    known: int = 0
    refused: list[NotTaken] = field(default_factory=list)

    def is_full(self) -> bool:
        """Say whether it is time to keep what is staged."""
        return len(self.file_kinds) >= BATCH_FILES or self.bytes_staged >= BATCH_BYTES

    def take(
        self,
        thing: Incoming | NotTaken,
        provenance: Provenance,
        budget: Budget,
        parent: Staged | None = None,
        within: str = "",
    ) -> None:
        """Stage one thing and, where it is a container (``within`` is its path), all that is in it."""
        if isinstance(thing, NotTaken):
            self._refuse(replace(thing, protected=provenance.protected), parent, within)
            return
        try:
            with thing.open() as stream:
                staged = self.batch.stage(
                    stream,
                    name=thing.name,
                    path=thing.path,
                    parent=parent.receipt_id if parent else None,
                    modified=thing.modified,
                    provenance=provenance,
                )
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or type(error).__name__}."
            self._refuse(NotTaken(thing.path, reason, protected=provenance.protected), parent, within)
            return
        if parent is None and self._is_known(staged.sha256, thing.name, provenance.protected):
            self.batch.drop(staged)
            self.known += 1
            return
        kind = kinds.detect(staged.path)
        self.file_kinds[staged.receipt_id] = kind
        self.bytes_staged += staged.size
        for member in containers.members(staged.path, kind, budget):
            self.take(member, provenance, budget.inside(), staged, f"{within}{thing.path}/")

    def _is_known(self, sha256: str, name: str, protected: bool) -> bool:
        """Say whether there is nothing new about a thing. That it is to be protected from now on is new."""
        marks = (True,) if protected else (True, False)
        if any((sha256, name, mark) in self.arrived for mark in marks):
            return True
        if query.receipt_known(self.case.register, sha256, name, protected=protected):
            return True
        self.arrived.add((sha256, name, protected))
        return False

    def _refuse(self, thing: NotTaken, parent: Staged | None, within: str) -> None:
        self.refused.append(replace(thing, path=f"{within}{thing.path}".removesuffix("/*")))
        if thing.litter or (parent is None and (thing.path, thing.reason) in self.told()):
            return
        detail = {
            "path": thing.path,
            "reason": thing.reason,
            "parent": parent.receipt_id if parent else None,
            "protected": thing.protected,
        }
        self.batch.note(NOT_TAKEN, clock.new_id(_NOT_TAKEN_PREFIX.removesuffix("-")), detail)

    def keep(self, added: Added) -> None:
        """Keep what is staged, tell the register, and count it."""
        for receipt in self.batch.commit():
            added.files += receipt.parent is None
            added.inside += receipt.parent is not None
        self.case.catch_up(self.file_kinds)
        added.known += self.known
        added.not_taken += [thing for thing in self.refused if not thing.litter]
        added.left_out += [thing for thing in self.refused if thing.litter]


def add(
    case: Case,
    paths: Sequence[Path],
    common: Provenance,
    by_name: Mapping[str, Provenance] | None = None,
    progress: Progress = no_progress,
) -> Added:
    """Add files and folders. ``by_name`` gives the provenance of single files by their names.

    Raises CannotKeep where the case cannot be written; what earlier batches kept stays kept.
    """
    added = Added(case.custody.tree_size)
    things = list(walk.find(paths, skip=[case.folder]))
    added.without_file = sorted(set(by_name or {}).difference(map(_name, things)))
    told = cache(partial(_told, case))  # it goes over all notes of the case, so only where something is refused
    done = 0
    while done < len(things):
        with case.custody.batch() as batch:
            adding = _Adding(case, batch, told)
            while done < len(things) and not adding.is_full():
                thing = things[done]
                provenance = (by_name or {}).get(_name(thing), common)
                adding.take(walk.incoming(thing) if isinstance(thing, str) else thing, provenance, Budget())
                done += 1
                progress(done, len(things))
            adding.keep(added)
    return added


def _name(thing: str | NotTaken) -> str:
    return claimed(Path(thing).name) if isinstance(thing, str) else Path(thing.path).name


def receipts_kept(case: Case, added: Added) -> Iterator[Receipt]:
    """Give what was kept, in the order of the log, as long as the case is open."""
    return (receipt for _, receipt in case.custody.receipts_since(added.since))


def _told(case: Case) -> set[tuple[str, str]]:
    return {(thing.path, thing.reason) for thing, parent in not_taken(case) if parent is None}


def not_taken(case: Case) -> Iterator[tuple[NotTaken, str | None]]:
    """Give what was offered and not taken so far, each with the receipt id of its container.

    What was taken later, from the same path, is left out.
    """
    noted = [(seq, note) for seq, _, note in case.custody.notes_since(0, prefix=_NOT_TAKEN_PREFIX)]
    taken = {receipt.path: seq for seq, receipt in case.custody.receipts_since(0) if noted and receipt.parent is None}
    for seq, note in noted:
        path, parent = str(note["path"]), note["parent"]
        if parent is not None or taken.get(path, -1) < seq:
            yield NotTaken(path, str(note["reason"]), protected=bool(note.get("protected"))), parent
