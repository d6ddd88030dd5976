# SPDX-License-Identifier: Apache-2.0
"""Finishing what a dead process left behind. Runs under the case's lock, and may itself be stopped anywhere.

1. Every batch that is in (``prepared.json``) is brought in, oldest first. It is taken on only where its lines
   continue the log and its checkpoint is signed by a key that may sign; anything else is damage, not an interruption.
2. For every batch left in ``incoming``, in or not, one ``recovered`` entry is logged, then its folder is removed.
   A batch made for such an entry is removed without one, and so is a batch whose entry is the last in the log: there
   the process died between logging and removing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from onrecord.custody import journal, log
from onrecord.custody.checkpoints import Checkpoint
from onrecord.custody.journal import Prepared
from onrecord.custody.tail import tail_at
from onrecord.errors import CustodyBroken

RECOVERED = "recovered"
OWN_PREFIX = "V"
"""Begins the ids of batches that hold nothing but a ``recovered`` entry."""


def roll_forward(case: Path, may_sign: Callable[[Checkpoint], bool]) -> list[tuple[str, Prepared | None]]:
    """Bring in the batches that are in (rule 1); list all that is left. Raises CustodyBroken, OSError."""
    left = journal.pending(case)
    prepared = sorted((one for _, one in left if one is not None), key=lambda one: one.log_length)
    for one in prepared:
        journal.check(one, tail_at(case, one.log_length))
        if not may_sign(one.checkpoint):
            raise CustodyBroken(
                "An interrupted batch was signed by a key that you do not know.",
                "Nothing was added. Either another person worked on this case, or somebody planted the batch.",
                "Ask the other person to open the case and finish it there, or put the case back from a backup.",
            )
        journal.apply(case, one)
    return left


def to_log(left: list[tuple[str, Prepared | None]], last: log.Entry | None) -> list[tuple[str, str | None]]:
    """Order what is left for removal: (batch, what happened to it), None where that needs no entry (rule 2)."""
    done = last.object if last is not None and last.action == RECOVERED else None
    steps = [
        (
            batch,
            None
            if batch == done or batch.startswith(OWN_PREFIX)
            else "rolled_back"
            if one is None
            else "rolled_forward",
        )
        for batch, one in left
    ]
    return sorted(steps, key=lambda step: step[1] is not None)
