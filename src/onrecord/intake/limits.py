# SPDX-License-Identifier: Apache-2.0
"""All limits, in one place, each with its unit and its reason.

A thing over a limit is never lost without a word: what is too large to read stays in custody and is
listed with the limit's name; what is too large to keep is listed as not taken. ``Budget`` counts what
comes out of one received file, over everything nested in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import LimitExceeded

MB = 1000 * 1000
GB = 1000 * MB


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: a number of ``unit``, and why it is not larger."""

    name: str
    value: int
    unit: str
    """bytes, pages, levels, attributes, members, characters, segments, parts or times."""
    reason: str

    def shown(self) -> str:
        """Give the number for people: ``200 MB``, ``5,000 pages``."""
        if self.unit != "bytes":
            return f"{self.value:,} {self.unit}"
        return f"{self.value // GB} GB" if self.value % GB == 0 else f"{self.value // MB} MB"

    def message(self, what: str = "It") -> str:
        """Say that ``what`` is over the limit, and name the limit."""
        return f"{what} is over the limit of {self.shown()} ({self.name})."

    def exceeded(self, what: str = "It") -> LimitExceeded:
        """Make the error for ``what``; raising it is the caller's business."""
        return LimitExceeded(
            self.message(what), f"It stays as it is. Why there is a limit: {self.reason}", "Split it and add the parts."
        )


KEPT_FILE = Limit(
    "size of one file that is kept",
    20 * GB,
    "bytes",
    "a day of video fits; a disk image would fill the disk of the case before anybody could stop it.",
)
READ_FILE = Limit(
    "size of one file that is read",
    200 * MB,
    "bytes",
    "text of this size, with its map, needs about a gigabyte of memory while it is read.",
)
READ_MARKUP = Limit(
    "size of one HTML page or one part of a DOCX file",
    50 * MB,
    "bytes",
    "the tree made of it takes ten to twenty times its size in memory.",
)
MARKUP_DEPTH = Limit(
    "elements inside one another",
    2000,
    "levels",
    "no editor nests like that; a page that does is made to break parsers.",
)
WORD_DEPTH = Limit(
    "elements inside one another in a part of a DOCX file",
    256,
    "levels",
    "a table in a table in a table has about thirty; the parser stops there.",
)
MARKUP_ATTRIBUTES = Limit(
    "attributes of one element",
    10_000,
    "attributes",
    "real pages have some dozens; the time that a parser takes grows with the square of their number.",
)
EXPANDED = Limit(
    "size of what one received file expands to",
    1 * GB,
    "bytes",
    "a few kilobytes can expand to more than any disk holds.",
)
EXPANSION = Limit(
    "expansion of what is packed",
    100,
    "times its size",
    "text packs up to about twenty times; what goes far beyond is made to fill a disk.",
)
DEPTH = Limit(
    "containers inside one another",
    8,
    "levels",
    "a forwarded archive in a message in a mailbox has four; deeper ones are made to exhaust a reader.",
)
MEMBERS = Limit(
    "things in one received file",
    100_000,
    "members",
    "each becomes an item of the case with files of its own; a large mailbox has fewer.",
)
MIME_PARTS = Limit("parts of one message", 10_000, "parts", "a message made of more is made to exhaust a reader.")
MIME_DEPTH = Limit(
    "parts of a message inside one another", 30, "levels", "each level of forwarding adds two; deeper ones are attacks."
)
PAGES = Limit("pages of one PDF file", 5_000, "pages", "the longest court records have about two thousand a volume.")
SEGMENTS = Limit(
    "paragraphs of one document",
    1_000_000,
    "segments",
    "each takes about 200 bytes of memory beside its text.",
)
TEXT = Limit(
    "canonical text of one document", 200 * MB, "characters", "it is held in memory as a whole while it is read."
)
READ_TEXT = Limit(
    "text of one document that is read for statements",
    10 * 1000 * 1000,
    "characters",
    "five thousand pages, more than any report has; twenty times as much would hold a worker for an hour.",
)
ENCODED_TEXT = Limit(
    "text of one document that the trained encoder reads; the rest is read by rules alone",
    1000 * 1000,
    "characters",
    "five hundred pages; the encoder takes a minute for them, where rules take seconds.",
)

LIMITS: tuple[Limit, ...] = (
    KEPT_FILE,
    READ_FILE,
    READ_MARKUP,
    MARKUP_DEPTH,
    WORD_DEPTH,
    MARKUP_ATTRIBUTES,
    EXPANDED,
    EXPANSION,
    DEPTH,
    MEMBERS,
    MIME_PARTS,
    MIME_DEPTH,
    PAGES,
    SEGMENTS,
    TEXT,
    READ_TEXT,
    ENCODED_TEXT,
)


@dataclass(slots=True)
class _Counted:
    received: int | None = None
    expanded: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """What may still come out of one received file; one for each, shared by all that is nested in it.

    ``Budget()`` belongs to the received file; ``inside()`` gives the one for a member of it. The
    counters are shared, so a bomb spread over nested archives is counted as one.
    """

    depth: int = 0
    _counted: _Counted = field(default_factory=_Counted)

    def inside(self) -> Budget:
        """Give the budget for what is inside a member."""
        return Budget(self.depth + 1, self._counted)

    def enter(self, size: int) -> None:
        """Begin to open a container of ``size`` bytes. Raises LimitExceeded where it lies too deep."""
        if self.depth >= DEPTH.value:
            raise DEPTH.exceeded("The nesting")
        if self._counted.received is None:
            self._counted.received = size

    def check(self, size: int, expanded: int, members: int) -> None:
        """Raise LimitExceeded if a container of ``size`` bytes may not give ``expanded`` bytes in ``members``."""
        counted = self._counted
        received = size if counted.received is None else counted.received
        if counted.members + members > MEMBERS.value:
            raise MEMBERS.exceeded("The number of members")
        if counted.expanded + expanded > EXPANDED.value:
            raise EXPANDED.exceeded("What it expands to")
        largest_ratio = EXPANSION.value
        if expanded > size * largest_ratio or counted.expanded + expanded > received * largest_ratio:
            raise EXPANSION.exceeded("What it expands to")

    def spend(self, size: int, expanded: int, members: int) -> None:
        """Count a container's members as given out. Raises LimitExceeded, and counts nothing, past a limit."""
        self.check(size, expanded, members)
        self._counted.expanded += expanded
        self._counted.members += members
