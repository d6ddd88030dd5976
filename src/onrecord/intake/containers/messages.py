# SPDX-License-Identifier: Apache-2.0
"""What is in a message and in a mailbox.

The body of a message stays with the message: reading extracts it. Its attachments, pictures in its text
and attached messages become things of their own. In a mailbox each message is one; the ``From `` line
that separates them is the mailbox's and stays with it.
"""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from onrecord.errors import Unreadable
from onrecord.intake import mime
from onrecord.intake.containers.streams import slice_stream
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import READ_FILE, Budget
from onrecord.intake.walk import open_regular

_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,200}(?:\d\d:\d\d[^\r\n]{0,60}\d{4}[^\r\n]{0,20}"
    rb"(?=\r?\n)|(?=\r?\n[!-9;-~]{1,76}:[ \t]))[^\r\n]{0,400}\r?\n"
)
"""RFC 4155 wants a date in it; older mailboxes lack it, and then a header field must follow."""


def email_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the attachments of a message. Raises LimitExceeded or Unreadable before the first of them."""
    data = read_whole(path)
    parts = mime.attachments(mime.parse_message(data))
    budget.spend(len(data), sum(part.end - part.start for part in parts), len(parts))
    for part in parts:
        name = claimed(mime.file_name(part) or f"part-{part.number or '1'}{_ending(part)}")
        bare = name.replace("\\", "/").rpartition("/")[2] or "part"
        yield Incoming(bare, f"{part.number or '1'}/{name}", None, partial(_decoded_stream, data, part))


def _decoded_stream(data: bytes, part: mime.Part) -> io.BytesIO:
    return io.BytesIO(mime.decoded(data, part))


def _ending(part: mime.Part) -> str:
    return {"message/rfc822": ".eml", "text/calendar": ".ics"}.get(part.content_type, "")


def read_whole(path: Path) -> bytes:
    """Read a message into memory. Raises LimitExceeded past the limit for files that are read."""
    size = path.stat().st_size
    if size > READ_FILE.value:
        raise READ_FILE.exceeded("The message")
    with open_regular(path) as stream:
        return stream.read(READ_FILE.value)


def mbox_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the messages of a mailbox, as they stand in it. Raises LimitExceeded before the first of them."""
    spans = _messages(path)
    if not spans:
        raise Unreadable("The mailbox holds no message that can be told from the next.")
    budget.spend(path.stat().st_size, sum(end - start for start, end in spans), len(spans))
    width = len(str(len(spans)))
    for number, (start, end) in enumerate(spans, 1):
        name = f"message-{number:0{width}d}.eml"
        yield Incoming(name, name, None, partial(slice_stream, path, start, end))


def _messages(path: Path) -> list[tuple[int, int]]:
    with open_regular(path) as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        marks = [(match.start(), match.end()) for match in _SEPARATOR.finditer(data)]
        if not marks:
            return []
        ends = [start for start, _ in marks[1:]] + [len(data)]
        return [(start, _without_blank_line(data, start, end)) for (_, start), end in zip(marks, ends, strict=True)]


def _without_blank_line(data: mmap.mmap, start: int, end: int) -> int:
    """Leave out the blank line before the next separator: it belongs to the mailbox."""
    if data[max(start, end - 3) : end] == b"\n\r\n":
        return end - 2
    return end - 1 if data[max(start, end - 2) : end] == b"\n\n" else end
