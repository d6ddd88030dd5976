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
    """Opens the bytes for one pass of reading."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One thing that could not be taken, with the reason; it never stops the rest."""

    path: str
    reason: str
