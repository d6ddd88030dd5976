# SPDX-License-Identifier: Apache-2.0
"""Streams over what is inside a container: bounded, and with one kind of error."""

from __future__ import annotations

import binascii
import errno
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from onrecord.intake.walk import open_regular

DAMAGE = (
    *(zlib.error, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, IndexError),
    *(struct.error, binascii.Error, OverflowError),
)
"""What the standard library raises for damaged, locked or unknown packing."""

BLOCK = 1 << 18


class MemberStream(io.RawIOBase):
    """Reads by a function and turns what it raises into OSError, as for a file on a failing disk."""

    def __init__(self, read: Callable[[int], bytes], close: Callable[[], None]) -> None:
        self._read = read
        self._close = close

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any buffer
        """Fill ``buffer`` from the member; 0 at its end."""
        try:
            data = self._read(len(buffer))
        except DAMAGE as error:
            raise OSError(errno.EIO, f"damaged inside its container ({type(error).__name__})") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Let go of what it reads from."""
        if not self.closed:
            self._close()
        super().close()


def member_stream(read: Callable[[int], bytes], close: Callable[[], None]) -> BinaryIO:
    """Make a buffered stream out of a function that reads and one that closes."""
    return io.BufferedReader(MemberStream(read, close), BLOCK)


def slice_stream(path: Path, start: int, end: int) -> BinaryIO:
    """Open the bytes ``[start, end)`` of a file."""
    stream = open_regular(path)
    stream.seek(start)

    def read(size: int) -> bytes:
        return stream.read(max(0, min(size, end - stream.tell())))

    return member_stream(read, stream.close)
