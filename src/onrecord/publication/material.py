# SPDX-License-Identifier: Apache-2.0
"""All that a report is made from. Nothing else is read: same material, same bytes.

Call sequence: let ``redaction.releasable`` choose the documents, group only those, put the proposals and
the custody facts in here, and hand it to ``report.write``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.grouping.proposals import Proposals
from onrecord.intake.incoming import NotTaken
from onrecord.model import CaseFacts, Judgement, ReadDocument


@dataclass(frozen=True, slots=True)
class CustodyFacts:
    """What the custody record says of itself at the cut-off, for the verification appendix."""

    log_size: int
    """Entries in the log."""
    root: str
    """Root hash of the Merkle tree over the log, in hexadecimal."""
    checkpoint: str | None = None
    """The signed checkpoint as text, or None where none was signed yet."""
    key_id: str | None = None
    """Fingerprint of the key that signed it."""


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """What goes into one draft report."""

    case: CaseFacts
    documents: Sequence[ReadDocument]
    """Releasable documents only, in the order in which they came."""
    proposals: Proposals
    """As grouping makes them from these documents and no others; allegations are printed in this order."""
    custody: CustodyFacts
    made_at: str
    """RFC 3339. What came after it is not in the report."""
    tool: str
    """Name and version of the program, such as ``onrecord 0.1.0``."""
    not_taken: Sequence[NotTaken] = ()
    """What could not be taken into custody; the caller leaves out what came from a protected container."""
    judgements: Sequence[Judgement] = ()
    """What people decided: the same that grouping was given."""
