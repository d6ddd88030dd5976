# SPDX-License-Identifier: Apache-2.0
"""What is inside a container: one module per family, and one rule for all of them.

A container is opened only if everything it would give stays within the limits. If not, or if it is
damaged, it is kept whole, and one ``NotTaken`` with the path ``*`` says why it was not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.intake.containers.messages import email_members, mbox_members
from onrecord.intake.containers.outlook import msg_members
from onrecord.intake.containers.webarchives import wacz_members, warc_members
from onrecord.intake.containers.zipped import zip_members
from onrecord.intake.incoming import Incoming, NotTaken
from onrecord.intake.limits import Budget

_OPENERS: dict[str, Callable[[Path, Budget], Iterator[Incoming | NotTaken]]] = {
    "zip": zip_members,
    "email": email_members,
    "mbox": mbox_members,
    "msg": msg_members,
    "warc": warc_members,
    "wacz": wacz_members,
}

CONTAINER_KINDS: frozenset[str] = frozenset(_OPENERS)
"""The ids of ``kinds`` that can have things inside."""


def members(path: Path, file_kind: str, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give what is directly inside a container; nothing for a file that is none.

    ``budget`` belongs to the received file; for what is inside a member give ``budget.inside()``. A member
    can be opened until the next one is asked for. Never raises for what the container holds.
    """
    opener = _OPENERS.get(file_kind)
    if opener is None:
        return
    try:
        budget.enter(path.stat().st_size)
        yield from opener(path, budget)
    except (OnrecordError, OSError, MemoryError, RecursionError) as error:
        reason = error.happened if isinstance(error, OnrecordError) else f"It cannot be read ({type(error).__name__})."
        yield NotTaken("*", f"Kept whole and not opened. {reason}")
