# SPDX-License-Identifier: Apache-2.0
"""What is attached to an Outlook message (MS-OXMSG), and how such a file is opened."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from oxmsg import Message
from oxmsg.attachment import Attachment

from onrecord.errors import Unreadable
from onrecord.intake.containers.messages import read_whole
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import Budget

DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    struct.error,
    TypeError,
    AssertionError,
    LookupError,
)
"""What the library raises for files that are not as MS-CFB and MS-OXMSG want them."""


def open_message(path: Path) -> Message:
    """Load an Outlook message. Raises Unreadable where it is damaged, LimitExceeded where it is too large."""
    # the library below logs what it finds odd, with names out of the file; logs hold no words of documents
    logging.getLogger("olefile").disabled = True
    try:
        return Message.load(read_whole(path))
    except (*DAMAGED, RecursionError) as error:
        raise Unreadable("The Outlook message is damaged: its structure cannot be read.") from error


def msg_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the attachments of an Outlook message. Raises Unreadable or LimitExceeded before the first of them."""
    message = open_message(path)
    try:
        found = [_attachment(number, attachment) for number, attachment in enumerate(message.attachments, 1)]
    except DAMAGED as error:
        raise Unreadable("The Outlook message is damaged: its attachments cannot be listed.") from error
    sizes = [len(entry[1]) for entry in found if not isinstance(entry, NotTaken)]
    budget.spend(path.stat().st_size, sum(sizes), len(found))
    for number, entry in enumerate(found, 1):
        if isinstance(entry, NotTaken):
            yield entry
        else:
            name, data = entry
            bare = name.replace("\\", "/").rpartition("/")[2] or "part"
            yield Incoming(bare, f"{number}/{name}", None, partial(io.BytesIO, data))


def _attachment(number: int, attachment: Attachment) -> tuple[str, bytes] | NotTaken:
    try:
        name, data = attachment.file_name, attachment.file_bytes
    except DAMAGED:
        name, data = None, None
    if data is None:
        return NotTaken(str(number), "It is a message or an object inside the Outlook message; it stays within it.")
    return claimed(name or f"part-{number}"), data
