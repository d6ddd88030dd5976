# SPDX-License-Identifier: Apache-2.0
"""The one seam of reading: a reader takes a text with what is known about it and gives a Reading.

A reader for another language, or a trained one in place of rules, implements ``Reader`` and is added
to ``READERS`` in this package's ``__init__``. It is pure: same request, same reading, on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Metadata, Reading, Text


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A text to read and what is known about its document."""

    text: Text
    metadata: Metadata
    """As found by the extractor or given by a person; the reader may complete it."""
    answer_all: bool = False
    """Answer every field of the incident, even where the reader would rather abstain: for benchmarks."""


class Reader(Protocol):
    """What reads statements in some languages."""

    name: str
    """Name and version, such as ``en-1``; a change in what it finds is a new version."""
    languages: frozenset[str]
    """ISO 639-1 codes."""

    def read(self, request: ReadingRequest) -> Reading:
        """Say who said what. Never raises for any text; offsets always lie inside it."""
        ...
