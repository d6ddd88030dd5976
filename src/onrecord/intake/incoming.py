# SPDX-License-Identifier: Apache-2.0
"""What intake hands on: one thing to keep, or one thing that could not be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing to keep. Name, path and time are claims of whoever made the file or the container."""

    name: str
    path: str
    """Path as given on disk, or the path inside the container."""
    modified: str | None
    """RFC 3339, or None where nothing says."""
    open: Callable[[], BinaryIO]
    """Opens the bytes for one pass of reading. Raises OSError where that fails after all."""
    notes: tuple[str, ...] = ()
    """What checks of its container found about it ("The digest its archive states: passed."). No words of it."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One thing that could not be taken, with the reason; it never stops the rest."""

    path: str
    """Path as given on disk, or inside the container; ``*`` for all that is in the container."""
    reason: str
    litter: bool = False
    """True for what nobody misses: what operating systems leave behind (``.DS_Store``), and the case itself. It is
    listed when it is met, and not held to be unread."""
    protected: bool = False
    """Whether the person who offered it said that nothing of it may leave, its name included."""


def claimed(name: str) -> str:
    r"""Make a name storable as text: bytes that no decoding explains become ``\xff``, lone surrogates ``\ud800``.

    Everything else is kept, control characters too; a name is a claim, and nothing is written under it.
    """
    return "".join(_visible(char) if "\ud800" <= char <= "\udfff" else char for char in name)


def _visible(surrogate: str) -> str:
    code = ord(surrogate)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
