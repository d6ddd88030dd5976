# SPDX-License-Identifier: Apache-2.0
"""What a document asserts in its own voice: an act told as a fact, with nobody named who says so (rule B18).

1. Only sentences that hold no part of an attribution, in running text: no heading, no line without an end.
2. A sentence asserts an act when it names one beyond doubt, or names one and tells that it was done to somebody.
3. What is merely possible, future or asked is no assertion; a line that stands in the document twice is a caption.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model import OUTLET, Span, Speaker
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.clues import Observation, observe
from onrecord.reading.statements.english.context import ReadingContext

_FEWEST_WORDS = 8
_ENDS = frozenset(".!\u201d\u2019\"'")
NOT_TOLD = frozenset({"says_will", "says_question", "says_should", "says_must", "says_if", "says_imperative"})
"""Clues that nothing is asserted: rule 3."""
_TOLD = frozenset({"says_victimised", "says_accounts"})
_NO_SEGMENT = frozenset({"title", "heading", "table"})
_BRACKET_END = re.compile(r"\s*[\[(][a-z/]{1,9}[\])]\s*\Z")
"""Initials of editors at the end of a text."""


def narrated(context: ReadingContext) -> list[Attribution]:
    """Give what the document asserts in its own voice, in reading order."""
    held = taken(context)
    lines = Counter(line.strip() for line in context.text.content.split("\n"))
    lines |= Counter(context.text.content[a:b].strip() for a, b in context.sentences)
    found = []
    at = 0
    for sentence in context.sentences:
        while at < len(held) and held[at][1] <= sentence[0]:
            at += 1
        if at < len(held) and held[at][0] < sentence[1]:
            continue
        if lines[context.text.content[sentence[0] : sentence[1]].strip()] == 1 and _is_running_text(context, sentence):
            attribution = _own_voice(context, sentence)
            if asserts(observe(attribution, context)):
                found.append(attribution)
    return found


def taken(context: ReadingContext) -> list[Span]:
    """Give the spans that attributions hold, sorted, joined where they overlap."""
    return joined_spans(
        span for one in context.attributions for part in (one.content, one.cue, one.source) for span in part
    )


def joined_spans(given: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that overlap or touch."""
    spans = sorted(given)
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def lies_free(span: Span, held: Sequence[Span]) -> bool:
    """Say whether a span meets none of those that are ``held``, which are sorted and disjoint."""
    at = bisect.bisect_left(held, (span[1], span[1])) - 1
    return at < 0 or held[at][1] <= span[0]


def _is_running_text(context: ReadingContext, sentence: Span) -> bool:
    words = _BRACKET_END.sub("", context.text.content[sentence[0] : sentence[1]])
    segment = context.text.segment_at(sentence[0])
    if segment is None or segment.kind in _NO_SEGMENT:
        return False
    return bool(words) and words.rstrip()[-1] in _ENDS and len(words.split()) >= _FEWEST_WORDS


def _own_voice(context: ReadingContext, sentence: Span) -> Attribution:
    start, end = sentence
    words = context.text.content[start:end]
    end -= len(words) - len(_BRACKET_END.sub("", words).rstrip())
    return Attribution(
        ((start, end),), (), (), "", "narrator", Speaker(OUTLET, "media_narrator"), sentences=(sentence,)
    )


def asserts(seen: Observation) -> bool:
    """Say whether a sentence tells an act as a fact."""
    if NOT_TOLD & seen.clues:
        return False
    return "act_strong" in seen.clues or ("act_weak" in seen.clues and bool(_TOLD & seen.clues))
