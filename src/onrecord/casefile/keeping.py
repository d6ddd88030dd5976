# SPDX-License-Identifier: Apache-2.0
"""Backup and restore of a whole case."""

from __future__ import annotations

import tempfile
from pathlib import Path

from onrecord.casefile.case import REGISTER_FILE, Case
from onrecord.casefile.progress import Progress, no_progress
from onrecord.custody import backup as copies
from onrecord.custody import durable
from onrecord.custody.backup import Backup
from onrecord.custody.restore import restore as bring_back
from onrecord.settings import Settings


def backup(folder: Path, destination: Path, settings: Settings, progress: Progress = no_progress) -> Backup:
    """Write one verified copy of a case. Raises BadCall, CaseBusy, CannotKeep."""
    with (
        Case.open(folder, settings) as case,
        durable.keeping(),
        tempfile.TemporaryDirectory(prefix=".snapshot-", dir=folder) as scratch,
    ):

        def snapshot() -> Path:
            path = Path(scratch) / REGISTER_FILE
            case.register.snapshot(path)
            return path

        return copies.backup(case.custody, destination, snapshot, progress)


def restore(
    source: Path, folder: Path, settings: Settings, *, accept_older: bool = False, progress: Progress = no_progress
) -> None:
    """Bring a case back into a new folder; its custody record must verify.

    Raises BadCall, CustodyBroken, CannotKeep.
    """
    bring_back(source, folder, settings, accept_older=accept_older, progress=progress)
    Case.open(folder, settings).close()  # the register catches up with what custody kept since its snapshot
