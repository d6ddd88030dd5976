# SPDX-License-Identifier: Apache-2.0
"""What a verification says: numbered checks with three answers, and a finding for each fault. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal[
    "changed",
    "missing",
    "unlogged",
    "edited",
    "reordered",
    "truncated",
    "rewritten",
    "rolled back",
    "unsigned",
    "forged",
    "swapped",
]
"""What is wrong.

changed: bytes of evidence, of a receipt or a note are not those that were logged.
missing: a thing that the record names is gone, and no ``disposed`` entry says so.
unlogged: a thing lies in the record that no log entry names.
edited: a log line is not as it was written.
reordered: the log's lines stand in another order.
truncated: the end of the log is gone, and a checkpoint still names it.
rewritten: the log agrees with itself, but not with what was signed or seen.
rolled back: an older copy of the whole case was put in the place of the newer one.
unsigned: the end of the log is under no checkpoint.
forged: a signature is not that of its key, or the key is not one that may sign.
swapped: parts of two cases are mixed, or it is another case than the one meant.
"""

Answer = Literal["passed", "failed", "not checked"]

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been dealt with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault."""

    kind: Kind
    where: str
    """A place in the case: path and line, or entry number. Never a word out of a document."""


@dataclass(frozen=True, slots=True)
class Check:
    """One step of the argument and its answer."""

    number: int
    title: str
    """What must hold, as a sentence."""
    answer: Answer
    reason: str | None = None
    """Why it was not checked, or what the fault means."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole argument about one case."""

    case_id: str | None
    tree_size: int
    """Number of log entries verified."""
    root: str
    """Merkle root over them, in hexadecimal."""
    items: int
    """Number of items whose bytes were read."""
    size: int
    """Bytes of these items."""
    checks: tuple[Check, ...]
    pending: tuple[str, ...] = ()
    """Batches that are under way or were interrupted. No damage: the next command finishes or removes them."""
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no check failed. Checks that were not made do not count as failed, nor as passed."""
        return all(check.answer != "failed" for check in self.checks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All faults, in the order of the checks."""
        return tuple(finding for check in self.checks for finding in check.findings)

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values for ``--json``."""
        return {"ok": self.ok, **asdict(self)}
