# SPDX-License-Identifier: Apache-2.0
"""How sure the speaker is, and whether the act or label is affirmed or contested (rule B6: a hedge is data)."""

from __future__ import annotations

import re

from onrecord.model import Modality, Polarity
from onrecord.reading.statements.english.clues import Observation

_POSSIBLE = re.compile(
    r"\b(?:(?<!\d )(?<!\bin )(?<!\bsince )(?<!\buntil )(?<!\bof )may\b(?! \d| not be\b)|might|could\b(?! not\b)|possib\w+|potential\w*|perhaps|it is conceivable|cannot be ruled out|indications? (?:that|of))\b(?! (?:not )?be (?:allowed|permitted))"
)
_PROBABLE = re.compile(
    r"\b(?:likely|probabl\w+|appears?|appeared|seems?|seemed|suspected|presumed|presumably|believed|allegedly|reportedly|apparently|"
    r"credible|reasonable grounds|strong(?:ly)? (?:evidence|suggest\w*)|suggest(?:s|ed|ing)?)\b"
)
_POSSIBLE_CUE = re.compile(r"\b(?:fear|suspect|worr|wonder|hint|suggest|imply|implied|speculat)\w*")
_PROBABLE_CUE = re.compile(r"\b(?:believ|think|thought|assum|presum|expect|estimat|seem|appear)\w*")
_STATES = frozenset({"allegation", "denial", "justification", "admission", "finding", "legal_characterisation"})
_CONTESTED = re.compile(
    r"\b(?:not|never|no|nothing|neither|cannot|isn['\u2019]t|wasn['\u2019]t|aren['\u2019]t|weren['\u2019]t|so[- ]called|den(?:y|ies|ied)|"
    r"false|fabricat\w*|lies?|baseless|groundless|lawful|legal)\b"
)
_LOOKED_AT = 300


def modality_of(seen: Observation, kind: str) -> Modality:
    """Give the speaker's own hedge; ``unspecified`` for what states no fact."""
    low = seen.low[:_LOOKED_AT]
    if _POSSIBLE.search(low) or _POSSIBLE_CUE.search(seen.cue):
        return "possible" if kind in _STATES or kind == "other" else "unspecified"
    if _PROBABLE.search(low) or _PROBABLE_CUE.search(seen.cue):
        return "probable" if kind in _STATES or kind == "other" else "unspecified"
    return "certain" if kind in _STATES else "unspecified"


def polarity_of(seen: Observation, kind: str) -> Polarity:
    """Say ``negative`` for a denial and for a label that is disputed; what else is said is ``positive``."""
    if kind == "denial":
        return "negative"
    if kind == "legal_characterisation" and ("cue_deny" in seen.clues or _CONTESTED.search(seen.low[:_LOOKED_AT])):
        return "negative"
    return "positive"
