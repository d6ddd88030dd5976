# SPDX-License-Identifier: Apache-2.0
"""The labels that the heads of the network learn, in the order of their outputs; the package reads the same lists."""

from __future__ import annotations

from passages import SPEAKERS, SUBTYPES, VIOLATIONS

KINDS = (
    "allegation", "denial", "justification", "admission", "finding", "legal_characterisation",
    "call", "commitment", "condition", "offer", "refusal", "other",
)  # fmt: skip
KIND_OF = {"characterisation": "legal_characterisation", "appraisal": "other", "information": "other"}
"""Labels of the corpora that the twelve kinds of the domain name otherwise."""
VIOLATION_IDS = tuple(sorted(VIOLATIONS))
SPEAKER_TYPES = tuple(sorted(SPEAKERS))
DENIALS = tuple(sorted(SUBTYPES))
ATTACKS = ("arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other", "unknown")
PERPETRATORS = (
    "state actor", "other state actors", "other non-state actors", "other actors with permissions",
    "other actors without permissions", "regional orgs", "insufficient info",
)  # fmt: skip
"""Of the incident of a document, as HRDsAttack (Ran et al. 2023) labels them."""
