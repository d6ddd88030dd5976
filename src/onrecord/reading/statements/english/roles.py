# SPDX-License-Identifier: Apache-2.0
"""Say what role a speaker has: a state, a court, a relative, a group of rights defenders.

The head words of the roles are those of ``vocabulary/roles.yaml``; the role is read from the words of
the source first, then from all words in which the document names that speaker.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.reading.countries import country_of
from onrecord.vocabulary import load

_SPOKESPERSON = re.compile(
    r"\b(?:spokes\w+|representative|adviser|advisor|lawyer|head|director|president|chair\w*|secretary)\b "
    r"(?:for|of|at) (?:the )?(.+)"
)


_OFFICE_OF = re.compile(
    r"(?:\bthe |\ban? )?\b([\w -]{2,40})['’]s? "
    r"(?:spokes\w+|representative|director|president|chair\w*|leader|head|secretary)\b"
)
"""Who holds an office of a body speaks for it: "the union's president"."""
_OF_OTHERS = re.compile(r"\b(?:critics?|opponents?|enem(?:y|ies)) of .*", re.DOTALL)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled = []
    for role in load().roles.values():
        if role.nouns:
            words = "|".join(_as_pattern(noun) for noun in role.nouns)
            compiled.append((role.id, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)))
    return tuple(compiled)


def _as_pattern(noun: str) -> str:
    pattern = re.escape(noun).replace(r"\ ", r"[ \-]")
    return pattern.replace(r"\*", r"\w*")


@lru_cache(maxsize=4096)
def role_of(words: str) -> str:
    """Give the role that the words of a source tell; ``unknown`` where they tell none.

    For "a spokesman for the interior ministry" the body that is spoken for decides. Where several roles
    fit, the one whose word stands first wins, and of two at one place the longer word. A country speaks as a state.
    """
    spoken_for = _SPOKESPERSON.search(words)
    if spoken_for:
        role = _first(spoken_for.group(1))
        if role != "unknown" or spoken_for.group().lower().startswith("spokes"):
            return role
    office = _OFFICE_OF.search(words)
    if office and (role := _first(office.group(1))) != "unknown":
        return role
    role = _first(_OF_OTHERS.sub("", words))
    return "state" if role == "unknown" and _is_country(words) else role


def _is_country(words: str) -> bool:
    """Say whether the words are nothing but a country or its seat of government: these speak for the state."""
    name = words.removeprefix("The ").removeprefix("the ")
    return name[:1].isupper() and country_of(name) is not None


def _first(words: str) -> str:
    best: tuple[int, int, str] | None = None
    for role, pattern in _patterns():
        match = pattern.search(words)
        if match and (best is None or -match.end() + match.start() < best[1]):
            best = (match.start(), match.start() - match.end(), role)
    return best[2] if best else "unknown"
