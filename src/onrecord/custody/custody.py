# SPDX-License-Identifier: Apache-2.0
"""The custody record of one case: the only way in for the rest of onrecord.

1. Who opens a case for writing holds its lock until ``close``; a second process is told at once (CaseBusy).
   Opening finishes or removes what a dead process left, and costs the same whatever the case holds.
2. Nothing is added to a log that contradicts the highest checkpoint which this person has seen.
3. Everything that changes the record is one batch (``journal.py``): items and their receipts, or notes.
4. Reading needs no lock, writes nothing, and works on a read-only disk (``read_only=True``).

    with Custody.open(folder, settings) as custody:
        with custody.batch() as batch:
            staged = batch.stage(stream, name="reply.eml", path="in/reply.eml")
            receipts = batch.commit()
        custody.note("read", receipts[0].id, {"reader": "en-1"})
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout

from onrecord import clock
from onrecord.custody import checkpoints, details, durable, journal, log, receipts, recovery, store, tail
from onrecord.custody.batch import Batch, Notes, event
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.journal import Prepared
from onrecord.custody.keys import State
from onrecord.custody.log import Event, Tail
from onrecord.errors import BadCall, CannotKeep, CaseBusy, CustodyBroken, NotACase
from onrecord.model import Receipt
from onrecord.settings import Settings

LOCK = ".lock"
_HELP_VERIFY = "Run: onrecord verify CASE. It says what was changed."


class Custody:
    """An open custody record. Use it in a ``with`` block, or call ``close``. For one thread at a time."""

    def __init__(self, folder: Path, settings: Settings, *, read_only: bool) -> None:
        """Private: use ``create`` or ``open``."""
        self.folder = folder
        self.read_only = read_only
        self.recovered: tuple[tuple[str, str], ...] = ()
        """(batch id, "rolled_forward" or "rolled_back"): what a dead process had left when the case was opened."""
        self._state = State(settings.state_folder)
        self._lock: FileLock | None = None
        self._tail: Tail | None = None
        self._case_id: str | None = None

    # --- opening and closing ---------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, case_id: str, settings: Settings) -> Custody:
        """Begin the record of a new case in ``folder`` and open it for writing.

        A creation that was interrupted is finished by calling this again with the same id. Raises BadCall where the
        folder holds another case's record or the id is none, CaseBusy, CannotKeep.
        """
        if not log.OBJECT.fullmatch(case_id):
            raise BadCall("This is no id of a case.", "Nothing was made.", "Leave the id to: onrecord new CASE")
        custody = cls(folder, settings, read_only=False)
        with durable.keeping(reported_stays=False):
            folder.mkdir(durable.FOLDER_MODE, parents=True, exist_ok=True)
        with custody._opening(), durable.keeping(reported_stays=False):
            for part in ("evidence", "evidence/incoming", *details.FOLDERS, checkpoints.FOLDER):
                durable.make_folder(folder / part)
            custody._recover()
            if custody._size() == 0:
                custody._case_id = case_id
                custody._commit_notes([event("case_created", case_id, {"case_id": case_id})])
            if custody.case_id != case_id:
                raise BadCall("This folder holds the record of another case.", "Nothing was changed.")
            custody._check_against_seen()
        return custody

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, read_only: bool = False) -> Custody:
        """Open the record of a case; for writing, unless ``read_only``.

        Raises NotACase where there is none, CaseBusy where another process writes to it, CustodyBroken where it
        contradicts itself or what was seen of it before, CannotKeep where the folder may not be written.
        """
        custody = cls(folder, settings, read_only=read_only)
        with durable.keeping():
            found = exists(folder)
        if not found:
            raise NotACase(
                "This folder holds no custody record.",
                "If a case was being made here, that was interrupted before anything was kept.",
                "Make a case with: onrecord new CASE. Or name another one with --case CASE.",
            )
        if read_only:
            with durable.keeping():
                custody._load()
            return custody
        with custody._opening(), durable.keeping():
            custody._recover()
            custody._check_against_seen()
        return custody

    def __enter__(self) -> Self:
        """Give the open record."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the case. Closing twice is fine."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # --- what stands in it -----------------------------------------------------------------------

    @property
    def case_id(self) -> str:
        """The id that the first entry of the log gives the case."""
        if self._case_id is None:
            with (self.folder / journal.LOG).open("rb") as file:
                first = next((log.parse_line(line) for line in log.lines(file)), None)
            if first is None or first.action != "case_created":
                raise CustodyBroken("The custody log does not begin with a case.", "Nothing was added.", _HELP_VERIFY)
            self._case_id = first.object
        return self._case_id

    @property
    def tree_size(self) -> int:
        """Number of entries in the log."""
        return self._size()

    @property
    def root(self) -> str:
        """Merkle root over all entries, in hexadecimal."""
        return self._need_tail().frontier.root().hex()

    def checkpoint(self) -> Checkpoint | None:
        """Give the newest checkpoint, to be handed to a third party. None where it is missing."""
        return tail.load_checkpoint(self.folder, self.tree_size)

    def item_path(self, sha256: str) -> Path:
        """Say where an item lies. Raises BadCall where the text is no SHA-256, CustodyBroken where it is gone."""
        path = self.item_place(sha256)
        if not path.is_file():
            raise CustodyBroken(
                f"The item {sha256} is not in the evidence store.",
                "It was removed, or it was never kept here.",
                "Run: onrecord verify CASE. If it was removed, put the case back from a backup.",
            )
        return path

    def item_place(self, sha256: str) -> Path:
        """Say where an item has its place, be it there or not. Raises BadCall where the text is no SHA-256."""
        if not store.SHA256.fullmatch(sha256):
            raise BadCall("This is no SHA-256: it takes 64 digits and small letters from a to f.")
        return Path(store.item_path(str(self.folder / store.EVIDENCE), sha256))

    def open_item(self, sha256: str) -> BinaryIO:
        """Open an item for reading. Raises as ``item_path``."""
        return self.item_path(sha256).open("rb")

    def receipts_since(self, seq: int) -> Iterator[tuple[int, Receipt]]:
        """Give the receipts whose log entry has this ``seq`` or a later one, in order, with their ``seq``.

        Start at 0 and go on with the last ``seq`` plus one. Disposed receipts are left out. Raises CustodyBroken
        where a receipt cannot be read.
        """
        end = self.tree_size
        for path in details.files(self.folder / details.FOLDERS[0], seq):
            for detail in details.read(path):
                if detail is None:
                    raise CustodyBroken("A receipt is damaged.", "The items are not affected.", _HELP_VERIFY)
                if seq <= detail.seq < end:
                    yield detail.seq, _receipt(detail)

    def notes_since(self, seq: int, *, prefix: str = "") -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Give the notes from this ``seq`` on, in order: ``seq``, object id and what was noted.

        With ``prefix``, only those about objects whose id begins so. Disposed notes are left out. Raises CustodyBroken
        where a note cannot be read.
        """
        end = self.tree_size
        for path in details.files(self.folder / details.FOLDERS[1], seq):
            for detail in details.read(path):
                if detail is None:
                    raise CustodyBroken("A note is damaged.", "The items are not affected.", _HELP_VERIFY)
                if seq <= detail.seq < end and detail.id.startswith(prefix):
                    yield detail.seq, detail.id, json.loads(detail.content)

    # --- what is added ---------------------------------------------------------------------------

    def batch(self) -> Batch:
        """Begin a batch of things to keep. Raises BadCall where the case is open for reading only."""
        self._need_lock()
        return Batch(self.folder, self._commit)

    def note(self, action: str, object_id: str, detail: Mapping[str, object]) -> int:
        """Log one event; give its ``seq``. For many, use ``notes``. Raises BadCall, CannotKeep, CustodyBroken."""
        with self.notes() as notes:
            notes.note(action, object_id, detail)
        return self.tree_size - 1

    @contextmanager
    def notes(self) -> Iterator[Notes]:
        """Log the events noted in the ``with`` block together, when it is left without an error.

        Raises BadCall where the case is open for reading only, CannotKeep, CustodyBroken.
        """
        self._need_lock()
        notes = Notes()
        yield notes
        if notes.events:
            self._commit_notes(notes.events)

    # --- inside ----------------------------------------------------------------------------------

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Take the lock, and let go of it again where opening fails."""
        lock = FileLock(self.folder / LOCK, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise CaseBusy(
                "Another onrecord is working on this case.",
                "Nothing was done.",
                "Wait until it is done, or end it. Reading works meanwhile: onrecord status, onrecord verify.",
            ) from None
        except OSError as error:
            raise durable.cannot_keep(error) from error
        self._lock = lock
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _need_lock(self) -> None:
        if self._lock is None:
            raise BadCall("The case is not open for writing.", "Nothing was done.")

    def _need_tail(self) -> Tail:
        if self._tail is None:
            raise CannotKeep(
                "The case could not be written a moment ago.",
                "What was reported as kept is still kept. What was under way is finished or removed next time.",
                "Run the same command again.",
            )
        return self._tail

    def _size(self) -> int:
        return self._need_tail().size

    def _load(self) -> None:
        try:
            self._tail = tail.load_tail(self.folder)
        except FileNotFoundError:
            self._tail = Tail()

    def _may_sign(self, checkpoint: Checkpoint) -> bool:
        seen = self._state.seen(checkpoint.case_id)
        return seen is None or checkpoint.key_id in seen.keys or checkpoint.key_id == self._state.own_key_id()

    def _recover(self) -> None:
        """Finish what a dead process left (``recovery.py``), then load the tail."""
        left = recovery.roll_forward(self.folder, self._may_sign)
        self._load()
        self._refuse_torn_log()
        if not left:
            return
        told: list[tuple[str, str]] = []
        for batch, how in recovery.to_log(left, self._last_entry()):
            if how is not None and self._size():
                detail = {"batch": batch, "how": how}
                self._commit_notes([event(recovery.RECOVERED, batch, detail)], recovery.OWN_PREFIX)
                told.append((batch, how))
            journal.finish(self.folder, batch)
        self.recovered = (*self.recovered, *told)

    def _last_entry(self) -> log.Entry | None:
        length = self._need_tail().length
        if not length:
            return None
        with (self.folder / journal.LOG).open("rb") as file:
            file.seek(max(0, length - log.LONGEST_LINE))
            return log.parse_line(file.read()[:-1].rpartition(b"\n")[2])

    def _refuse_torn_log(self) -> None:
        path = self.folder / journal.LOG
        if path.exists() and path.stat().st_size != self._need_tail().length:
            raise CustodyBroken(
                "The last line of the custody log is torn, and no interrupted batch explains it.",
                "Nothing was added. Something cut or changed the log after it was written.",
                _HELP_VERIFY,
            )

    def _check_against_seen(self) -> None:
        """Rule 2. Then remember the state, so that the next opening has nothing to compute."""
        current = self.checkpoint()
        if (
            current is None
            or current.root != self.root
            or current.case_id != self.case_id
            or not current.signature_fits()
        ):
            raise CustodyBroken(
                "The end of the custody log is not signed as it stands.",
                "Nothing was added. The log or its newest checkpoint was changed or removed.",
                _HELP_VERIFY,
            )
        seen = self._state.seen(self.case_id)
        if seen is not None:
            if (
                seen.tree_size > self.tree_size
                or tail.root_at_or(self.folder, self._need_tail(), seen.tree_size) != seen.root
            ):
                raise CustodyBroken(
                    "This is not the case as you have seen it before: what you saw is not part of it.",
                    "Nothing was added. An older copy was put back, or the log was rewritten.",
                    "Run: onrecord verify CASE. If you put back an older backup on purpose, use: onrecord restore",
                )
            if not self._may_sign(current):
                raise CustodyBroken(
                    "The newest checkpoint of this case is signed by a key that you do not know.",
                    "Nothing was added. Another person added to the case, or somebody forged it.",
                    "Ask that person for a checkpoint, then run: onrecord verify CASE --checkpoint FILE",
                )
        self._state.remember(self.case_id, (current.key_id, self._state.own_key_id()), self.tree_size, self.root)

    def _commit_notes(self, events: Sequence[Event], prefix: str = "N") -> None:
        batch = Batch(self.folder, self._commit, prefix)
        with batch:
            batch.add(events)
            batch.commit()

    def _commit(self, batch: str, events: Sequence[Event], items: Sequence[str]) -> int:
        """Bring one staged batch into the record; give the ``seq`` of its first entry."""
        self._need_lock()
        before = self._need_tail()
        with durable.keeping():
            prepared, after = self._prepare(batch, before, events, items)
            self._tail = None  # until the batch is applied, nobody may build on either tail
            journal.apply(self.folder, prepared)
            journal.finish(self.folder, batch)
            tail.save_tail(self.folder, after)
        self._tail = after
        signed = prepared.checkpoint
        self._state.remember(signed.case_id, (signed.key_id,), signed.tree_size, signed.root)
        return before.size

    def _prepare(
        self, batch: str, before: Tail, events: Sequence[Event], items: Sequence[str]
    ) -> tuple[Prepared, Tail]:
        key, actor, at = self._state.signing_key(), self._state.actor(), clock.timestamp()
        after = before.copy()
        lines = b"".join(log.append(after, one, at=at, actor=actor) + b"\n" for one in events)
        folder = journal.batch_folder(self.folder, batch)
        few = len(items) <= journal.FEW or durable.FLUSH_EACH
        targets = journal.stage_details(folder, before.size, events, flush=few)
        signed = checkpoints.sign(key, case_id=self.case_id, tree_size=after.size, root=after.frontier.root(), at=at)
        prepared = Prepared(batch, before.length, lines, tuple(items), targets, signed)
        journal.prepare(self.folder, prepared)
        return prepared, after


def exists(folder: Path) -> bool:
    """Say whether a folder holds a custody record, or one whose creation only needs finishing."""
    try:
        return (folder / journal.LOG).stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return any(one is not None for _, one in journal.pending(folder))


def _receipt(detail: details.Detail) -> Receipt:
    try:
        return receipts.read_receipt(detail.id, detail.content)
    except ValueError:
        raise CustodyBroken("A receipt is damaged.", "The items are not affected.", _HELP_VERIFY) from None
