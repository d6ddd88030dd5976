# SPDX-License-Identifier: Apache-2.0
"""An open case: its facts, its custody record and its register.

What holds for everything that works on a case:

1. Custody comes first: bytes are kept and logged before the register hears of them, so the register
   may lag behind the log but never lead it. Opening a case for writing lets it catch up.
2. What the register learns (a reading, a judgement) is written together with the log event that it
   owes. Events still owed are logged at the next chance, so a killed command loses nothing.
3. One bad file never stops the rest. It is listed with its reason.
4. Only what ``publication.redaction`` lets through reaches a report.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord import clock
from onrecord.casefile.facts import FILE_NAME, check_title, read_facts, write_facts
from onrecord.custody.custody import Custody
from onrecord.custody.making import alone_making
from onrecord.errors import BadCall, CannotKeep
from onrecord.intake import kinds
from onrecord.model import CaseFacts
from onrecord.register import query, write
from onrecord.register.database import Register
from onrecord.settings import Settings

REGISTER_FILE = "register.db"
REPORTS_FOLDER = "reports"


AT_ONCE = 2_000
"""Receipts or log events that go into the register or the log in one transaction."""


class Case:
    """An open case. Use it in a ``with`` block, or call ``close``."""

    def __init__(
        self, folder: Path, facts: CaseFacts, custody: Custody, register: Register, settings: Settings
    ) -> None:
        """Private: use ``new``, ``open`` or ``open_or_new``."""
        self.folder = folder
        self.facts = facts
        self.custody = custody
        self.register = register
        self.settings = settings

    @classmethod
    def new(cls, folder: Path, settings: Settings, *, title: str | None = None, question: str | None = None) -> Case:
        """Make an empty case. Raises BadCall where the folder holds something already, CaseBusy, CannotKeep."""
        facts = CaseFacts(
            id=clock.new_id("C"),
            title=check_title(title if title is not None else _title_from(folder)),
            created_at=clock.timestamp(),
            question=question or None,
        )
        if folder.is_symlink() or folder.exists():
            _refuse_occupied(folder)
        try:
            with alone_making(folder):
                if folder.exists():  # another process may have made it meanwhile
                    _refuse_occupied(folder)
                _make(folder, facts, settings)
        except OSError as error:
            raise _cannot_make(error) from error
        return cls.open(folder, settings)

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, read_only: bool = False) -> Case:
        """Open a case. Raises NotACase, CaseBusy, CustodyBroken, CannotKeep.

        For writing, what a killed command left behind is finished first, and the register catches up.
        """
        facts = read_facts(folder)
        custody = Custody.open(folder, settings, read_only=read_only)
        try:
            register = Register.open(folder / REGISTER_FILE, create=not read_only, read_only=read_only)
        except BaseException:
            custody.close()
            raise
        case = cls(folder, facts, custody, register, settings)
        if not read_only:
            try:
                case.catch_up()
            except BaseException:
                case.close()
                raise
        return case

    @classmethod
    def open_or_new(cls, folder: Path, settings: Settings, *, title: str | None = None) -> Case:
        """Open the case in a folder, or make one there if the folder is not there yet or empty."""
        if (folder / FILE_NAME).exists():
            return cls.open(folder, settings)
        return cls.new(folder, settings, title=title)

    def __enter__(self) -> Self:
        """Give the open case."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the case."""
        self.register.close()
        self.custody.close()

    def catch_up(self, file_kinds: Mapping[str, str] | None = None) -> None:
        """Tell the register what custody has kept since, and the log what the register owes it.

        ``file_kinds`` gives the file kind by receipt id where it is known already.
        """
        known = file_kinds or {}
        received = self.custody.receipts_since(query.custody_cursor(self.register))
        while batch := list(islice(received, AT_ONCE)):
            write.record_receipts(
                self.register,
                [
                    (receipt, known.get(receipt.id) or kinds.detect(self.custody.item_path(receipt.item.sha256)), seq)
                    for seq, receipt in batch
                ],
            )
        if query.pending_log_events(self.register, 1):
            self.log_what_is_owed({identity for _, identity, _ in self.custody.notes_since(0)})

    def log_what_is_owed(self, logged: Collection[str] = ()) -> None:
        """Append the register's events that the custody log does not have yet.

        ``logged`` are objects of events that stand in the log already, though a killed command could not say so.
        """
        while owed := query.pending_log_events(self.register, AT_ONCE):
            with self.custody.notes() as notes:
                for event in owed:
                    if event.object_id not in logged:
                        notes.note(event.action, event.object_id, event.detail)
            write.mark_logged(self.register, [event.id for event in owed], self.custody.tree_size)


def _make(folder: Path, facts: CaseFacts, settings: Settings) -> None:
    being_made = folder.parent / f".{folder.name}.being-made"
    try:
        if being_made.is_dir():  # a run that was killed before the case had its name
            shutil.rmtree(being_made)
        being_made.mkdir(mode=0o700)
        (being_made / REPORTS_FOLDER).mkdir()
        with Custody.create(being_made, facts.id, settings):
            Register.open(being_made / REGISTER_FILE, create=True).close()
        write_facts(being_made, facts)
        if folder.is_dir():
            folder.rmdir()
        being_made.rename(folder)
    except BaseException:
        shutil.rmtree(being_made, ignore_errors=True)  # nothing of a case that was not made stays
        raise


def _title_from(folder: Path) -> str:
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100  # resolve() would follow links and give another name
    return "".join(char for char in name if char.isprintable()) or "Case"


def _refuse_occupied(folder: Path) -> None:
    if not folder.is_dir() or folder.is_symlink() or any(folder.iterdir()):
        raise BadCall(
            "There is something in the place of the new case already.",
            helps="Choose a folder that does not exist yet. To add to an existing case: onrecord add FILES --case CASE",
        )


def _cannot_make(error: OSError) -> CannotKeep:
    return CannotKeep(
        f"The case could not be made there: {error.strerror or type(error).__name__}.",
        "No case was made.",
        "Name a folder in a place that you may write to and that has room.",
    )
