# SPDX-License-Identifier: Apache-2.0
"""What people decided, beside what the machine proposes now. Pure: both are passed in.

1. A judgement is bound to a text (its digest) and to a proposal in it: kind, and the spans of source,
   cue and content.
2. Where exactly that proposal is still made, the judgement applies to it, whichever reader makes it.
3. Where it is not, the judgement stands as its own record. Proposals that touch the same words are
   shown beside it; it is never applied to them.
4. Where the text itself was extracted anew and differs, spans mean nothing: the judgement stands, and
   nothing is shown beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Judgement, Passage, Statement

State = Literal["applies", "changed reading", "no longer proposed", "other text"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One judgement that was not withdrawn, and how it stands to the latest reading."""

    judgement: Judgement
    state: State
    beside: tuple[Statement, ...] = ()
    """Proposals of the latest reading that touch its words; empty unless the reading changed."""


def settle(judgements: Sequence[Judgement], text_sha256: str | None, proposals: Sequence[Statement]) -> list[Standing]:
    """Say for each judgement how it stands to the ``proposals`` made now in the text ``text_sha256``."""
    made_now = {_proposal(one) for one in proposals}
    judged = {_proposal(one.statement) for one in judgements if one.text_sha256 == text_sha256}
    undecided = [one for one in proposals if _proposal(one) not in judged]
    standing = []
    for judgement in judgements:
        if judgement.withdrawn_at is not None:
            continue
        if judgement.text_sha256 != text_sha256:
            standing.append(Standing(judgement, "other text"))
        elif _proposal(judgement.statement) in made_now:
            standing.append(Standing(judgement, "applies"))
        else:
            beside = tuple(one for one in undecided if _touch(one.content, judgement.statement.content))
            standing.append(Standing(judgement, "changed reading" if beside else "no longer proposed", beside))
    return standing


def _proposal(statement: Statement) -> tuple[object, ...]:
    source, cue = statement.source, statement.cue
    return (
        statement.kind,
        source.spans if source else (),
        cue.spans if cue else (),
        statement.content.spans,
    )


def _touch(one: Passage, other: Passage) -> bool:
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)
