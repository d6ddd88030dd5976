# SPDX-License-Identifier: Apache-2.0
"""One module per file format: bytes to canonical text with a map back.

A newcomer adds a module with ``extract(path) -> Extraction``, one line in ``FORMATS`` and samples under
``tests/samples/<kind>/``; the contract test finds it. What every format keeps: the same bytes give the same
text; segments are sorted, disjoint and inside the text; limits hold; time is linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from onrecord.errors import Unreadable
from onrecord.intake.kinds import KINDS
from onrecord.reading.formats.extraction import Extraction

__all__ = ["FORMATS", "Extraction", "Format", "extract", "reads", "why_not_read"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file kind that is read, and the function that reads it."""

    file_kind: str
    """An id of ``intake.kinds``."""
    version: str
    """What its texts name as their extractor. A change in the text that it makes is a new version."""
    module: str
    function: str = "extract"

    def load(self) -> Callable[[Path], Extraction]:
        """Import the module: only what a case really holds is ever loaded."""
        function: Callable[[Path], Extraction] = getattr(import_module(f"{__name__}.{self.module}"), self.function)
        return function


FORMATS: tuple[Format, ...] = (
    Format("plain", "plain-1", "plain"),
    Format("html", "html-1", "html"),
    Format("pdf", "pdf-1", "pdf"),
    Format("docx", "docx-1", "docx"),
    Format("email", "email-1", "email", "extract_eml"),
    Format("msg", "msg-1", "email", "extract_msg"),
)

_BY_KIND = {entry.file_kind: entry for entry in FORMATS}


def reads(file_kind: str) -> bool:
    """Say whether files of this kind are read."""
    return file_kind in _BY_KIND


def why_not_read(file_kind: str) -> str:
    """Say for people why a file of this kind is not read."""
    if file_kind == "empty":
        return "It is empty: there is nothing to read."
    return f"Kept, not read: {KINDS.get(file_kind, KINDS['unknown'])}."


def extract(path: Path, file_kind: str) -> Extraction:
    """Extract the text of a file and what it says about itself.

    Raises Unreadable for a kind that is not read and for a damaged file, LimitExceeded past a limit of
    ``intake.limits``. What else a parser throws is a fault of ours and goes to the caller as it is.
    """
    entry = _BY_KIND.get(file_kind)
    if entry is None:
        raise Unreadable(why_not_read(file_kind), "It stays as it is, in custody.")
    return entry.load()(path)
