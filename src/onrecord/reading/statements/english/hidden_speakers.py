# SPDX-License-Identifier: Apache-2.0
"""Who speaks where a text hides it: "was charged with", "has been accused of", "was found guilty of".

1. Whom a passive speaks of is not who says so. Without "by X" the speaker stays open.
2. Two acts can come from one side only: a charge is brought by authorities, a conviction or sentence by a court. They
   are the speakers, unnamed as in the text.
"""

from __future__ import annotations

import re

from onrecord.model import Speaker

_SPOKEN_OF = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|stands?|stood)\b(?:\s+\w+ly|\s+also|\s+often|\s+still)*\s+(?:accused|acquitted"
    r"|advised|alleged|asked|charged|convicted|found guilty|indicted|informed|ordered|reported|rumou?red|said|sentenced"
    r"|suspected|told|urged|warned)\b",
    re.IGNORECASE,
)
_CHARGES = re.compile(
    r"\b(?:charged|indicted|arraigned|prosecuted|(?:on|fac\w+|under|with)\b.*\bcharges?)\b", re.IGNORECASE
)
_CONVICTS = re.compile(r"\b(?:convicted|found guilty|sentenced|acquitted)\b", re.IGNORECASE)


def is_spoken_of(cue: str) -> bool:
    """Say whether the subject of these words of a cue is spoken of, and does not speak."""
    return _SPOKEN_OF.search(cue) is not None


def hidden_speaker(cue: str) -> Speaker | None:
    """Give the speaker of a cue without a source, where the act can come from one side only."""
    if _CONVICTS.search(cue):
        return Speaker("court", "court")
    if _CHARGES.search(cue):
        return Speaker("authorities", "state")
    return None
