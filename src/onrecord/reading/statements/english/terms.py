# SPDX-License-Identifier: Apache-2.0
"""What must hold first: the terms of a condition one by one, and what an undertaking waits for (rules B11 to B13)."""

from __future__ import annotations

import re

from onrecord.reading.statements.english.clues import Observation

_WAITS = re.compile(
    r"\b(?P<words>(?:once|as soon as|only (?:if|after|when|once)|on (?:the )?condition that|on the understanding that|provided(?: that)?|"
    r"subject to|depending on|pending|unless|until|after|when|if)\s+(?!(?:all|then|now|so|more|that)\b)[^.;:|\"\u201c\u201d]{4,160})"
)
_STRONG_WAIT = re.compile(
    r"\b(?:once|as soon as|only|condition|understanding|provided|subject to|depending|pending|unless|until|after|when|if)\b"
)
_LEADS = re.compile(
    r"\b(?:only (?:if|after|when|with|once)|on (?:the )?condition that|on the understanding that|provided(?: that)?|unless|as long as|so long as|"
    r"subject to|must (?:include|be|have)|should be such that|should (?:include|have)|ha(?:s|ve) to (?:include|be)|including|such as|"
    r"insist(?:s|ed|ing)? (?:on|that))\s+"
)
_SPLIT = re.compile(
    r"\s*(?:;|,(?! \d)|\band\b(?= (?:un\w+|free|full|confidential|meaningful|that|the|no|to|interviews|access|private|\w+ing)\b))\s*"
)
_TRIM = " ,.;:\"\u201c\u201d\u2018\u2019'"
_FRIENDLY = re.compile(
    r"\b(?:friendly (?:visit|exchange)s?|no (?:investigation|inquiry)|presumption of guilt|not (?:an? )?(?:investigation|inquiry))\b"
)
_LONGEST = 160


def terms_of(seen: Observation, kind: str) -> tuple[str, ...]:
    """Give the terms that a condition names, in the document's words, each one an item."""
    if kind == "offer":
        return tuple(dict.fromkeys(match[0] for match in _FRIENDLY.finditer(seen.content)))
    if kind != "condition":
        return ()
    found: list[str] = []
    at = 0
    leads = list(_LEADS.finditer(seen.content))
    for number, lead in enumerate(leads):
        end = leads[number + 1].start() if number + 1 < len(leads) else len(seen.content)
        found += _items(seen.content[lead.end() : end].split(". ")[0])
        at = end
    if not at:
        found = _items(seen.content)
    return tuple(dict.fromkeys(found))


_PAIRED = re.compile(
    r"\b(meaningful|free|full|unfettered|unhindered|unimpeded|immediate|safe|unrestricted|independent|prompt|private) and (?=\w+ )"
)


def _items(words: str) -> list[str]:
    words = _PAIRED.sub(r"\1 \0 ", words)  # two adjectives of one term are no two terms
    items = [item.replace("\0", "and").strip(_TRIM) for item in _SPLIT.split(words)]
    return [item[:_LONGEST] for item in items if len(item.split()) >= 2 or len(item) > 8]


def contingent_on(seen: Observation, kind: str, sentence: str) -> str | None:
    """Give the words that an undertaking, offer or refusal waits for, from its content or else its sentence."""
    if kind not in {"commitment", "offer", "refusal", "call"}:
        return None
    for words in (seen.content, sentence if kind == "commitment" else ""):
        for match in _WAITS.finditer(words):
            clause = match["words"].strip(_TRIM)
            if _is_clause(clause):
                return re.split(r",\s", clause)[0]
    return None


def _is_clause(words: str) -> bool:
    """Tell a term from a date: "until Friday" and "after years of talks" bind nothing."""
    first, _, rest = words.partition(" ")
    if first.lower() in {"after", "until", "when"}:
        return bool(
            re.search(r"\b(?:is|are|was|were|has|have|had|receiv\w+|complet\w+|agree\w*|approv\w*|ends?|\w+ed)\b", rest)
        )
    return True
