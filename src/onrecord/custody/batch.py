# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PTH102, PTH104, PTH110 - text paths and one os call a step: this runs for every file, and tests stop it at every step
"""A batch: things that come in together and are kept together, all of them or none.

Call sequence: ``stage`` each thing (its bytes are hashed and written aside), ``drop`` what turns out to be known,
``commit``. Nothing is kept before ``commit`` has returned; leaving the ``with`` block without it removes all that
was staged. The same bytes are stored once, whatever number of receipts name them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from onrecord import clock
from onrecord.custody import details, durable, journal, log, receipts, store
from onrecord.custody.canonical import canonical
from onrecord.custody.log import Event
from onrecord.custody.store import Digests
from onrecord.errors import BadCall
from onrecord.model import Item, Provenance, Receipt

Commit = Callable[[str, Sequence[Event], Sequence[str]], int]
"""Brings events and items (by SHA-256) of a batch into the record; gives the ``seq`` of the first."""

UNSAID = Provenance()


@dataclass(frozen=True, slots=True)
class Staged:
    """One thing set aside. It is kept when the batch is committed, not before."""

    receipt_id: str
    sha256: str
    sha512: str
    size: int
    """In bytes."""
    place: str
    """Where the bytes lie until the commit. Read them there; never write."""

    @property
    def path(self) -> Path:
        """The place as a path."""
        return Path(self.place)


def event(action: str, object_id: str, detail: Mapping[str, object]) -> Event:
    """Make an event with a fresh salt. Raises BadCall where the log could not hold it without words or names."""
    try:
        log.check_event(action, object_id)
        return Event(action, object_id, canonical(detail), clock.new_salt())
    except ValueError as error:
        raise BadCall(f"This cannot be put into the custody log: {error}.", "Nothing was logged.") from None


class Batch:
    """Things that come in together. Made by ``Custody.batch``; for one thread at a time."""

    def __init__(self, case: Path, commit: Commit, prefix: str = "B") -> None:
        self.id = clock.new_id(prefix)
        self._case = case
        self._evidence = str(case / store.EVIDENCE)
        self._folder = journal.batch_folder(case, self.id)
        self._commit = commit
        self._made = False
        self._count = 0
        self._staged: dict[str, Receipt] = {}
        self._users: dict[str, int] = {}
        """How many receipts use an item that this batch brings; what the store has already is not in here."""
        self._events: list[Event] = []

    def __enter__(self) -> Self:
        """Start the batch."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was staged and not committed."""
        if kind is None:
            self.abandon()
        else:
            with suppress(OSError):  # the first error is the one to tell; the next opening removes the rest
                self._remove()

    def stage(
        self,
        stream: BinaryIO,
        *,
        name: str,
        path: str,
        parent: str | None = None,
        modified: str | None = None,
        provenance: Provenance = UNSAID,
    ) -> Staged:
        """Hash the bytes of ``stream`` and set them aside with what is claimed about them.

        Raises CannotKeep where the disk refuses, and whatever ``stream`` raises while it is read.
        """
        found, place = self._take(stream)
        receipt = Receipt(
            id=clock.new_id("R"),
            item=Item(found.sha256, found.sha512, found.size),
            name=name,
            path=path,
            parent=parent,
            modified=modified,
            received_at=clock.timestamp(),
            provenance=provenance,
        )
        self._staged[receipt.id] = receipt
        return Staged(receipt.id, found.sha256, found.sha512, found.size, place)

    def drop(self, staged: Staged) -> None:
        """Forget a staged thing. Raises CannotKeep where its bytes cannot be removed, KeyError if it is not staged."""
        receipt = self._staged.pop(staged.receipt_id)
        sha256 = receipt.item.sha256
        if sha256 not in self._users:
            return
        self._users[sha256] -= 1
        if not self._users[sha256]:
            del self._users[sha256]
            with durable.keeping():
                durable.remove(f"{self._folder}/{sha256}")

    def note(self, action: str, object_id: str, detail: Mapping[str, object]) -> None:
        """Log an event together with what the batch brings. Raises BadCall."""
        self._events.append(event(action, object_id, detail))

    def add(self, events: Sequence[Event]) -> None:
        """Log ready-made events together with what the batch brings."""
        self._events.extend(events)

    def commit(self) -> list[Receipt]:
        """Keep everything that is staged; give the receipts in the order of staging.

        When this returns, all of it has been handed to the disk. Raises CannotKeep where the disk refuses; then
        none of it is reported as kept, and the next opening of the case brings it in whole or removes it whole.
        """
        kept = list(self._staged.values())
        events = [Event(details.RECEIVED, one.id, receipts.write_receipt(one), clock.new_salt()) for one in kept]
        events.extend(self._events)
        if events:
            with durable.keeping():
                self._need_folder()
            self._commit(self.id, events, list(self._users))
            self._made = False
        else:
            self.abandon()
        self._staged, self._users, self._events = {}, {}, []
        return kept

    def abandon(self) -> None:
        """Remove all that is staged. Raises CannotKeep where it cannot be removed."""
        with durable.keeping():
            self._remove()
        self._staged, self._users, self._events = {}, {}, []

    def _remove(self) -> None:
        if self._made and not journal.is_prepared(self._folder):
            journal.finish(self._case, self.id)
            self._made = False

    def _need_folder(self) -> None:
        if not self._made:
            durable.make_folder(self._folder.parent)
            os.mkdir(self._folder, durable.FOLDER_MODE)
            self._made = True

    def _take(self, stream: BinaryIO) -> tuple[Digests, str]:
        start, whole = store.read_start(stream)
        if whole:
            found = store.digests(start)
            known = self._known(found.sha256)
            if known is not None:
                return found, known
            place = f"{self._folder}/{found.sha256}"
            with durable.keeping():
                self._need_folder()
                self._write(place, start)
        else:
            with durable.keeping():
                self._need_folder()
            found, known, place = self._take_large(stream, start)
            if known is not None:
                return found, known
        self._users[found.sha256] = 1
        return found, place

    def _known(self, sha256: str) -> str | None:
        """Say where these bytes lie already, and count one more user of what this batch brings."""
        if sha256 in self._users:
            self._users[sha256] += 1
            return f"{self._folder}/{sha256}"
        stored = store.item_path(self._evidence, sha256)
        return stored if os.path.exists(stored) else None

    def _write(self, place: str, data: bytes) -> None:
        try:
            durable.write_new(place, data, mode=store.ITEM_MODE, flush=durable.FLUSH_EACH)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell; leaving the batch removes its folder
                durable.remove(place)
            raise

    def _take_large(self, stream: BinaryIO, start: bytes) -> tuple[Digests, str | None, str]:
        self._count += 1
        temporary = f"{self._folder}/part-{self._count}"
        try:
            found = store.write_stream(stream, start, temporary)
        except BaseException:
            with suppress(OSError):  # as above
                durable.remove(temporary)
            raise
        known = self._known(found.sha256)
        place = f"{self._folder}/{found.sha256}"
        with durable.keeping():
            if known is None:
                os.rename(temporary, place)
            else:
                durable.remove(temporary)
        return found, known, place


class Notes:
    """Events that are logged together. Made by ``Custody.notes``."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def note(self, action: str, object_id: str, detail: Mapping[str, object]) -> None:
        """Add one event, to be logged when the ``with`` block is left without an error. Raises BadCall."""
        self.events.append(event(action, object_id, detail))
