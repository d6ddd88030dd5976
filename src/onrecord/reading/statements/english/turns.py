# SPDX-License-Identifier: Apache-2.0
"""Read transcripts: what stands after a speaker's label at the start of a paragraph is said by that speaker.

1. A label is a name in capitals, a name with a title, or an office, with a colon, and may say in brackets who it is:
   "MS HARTAVEL (spokeswoman for the Commissioner):". It holds until the next label or heading.
2. Questions from the floor are left out: a question asserts nothing. What a question relays is read as anywhere else.
3. Each sentence in which nobody else is reported to speak is the speaker's own. It becomes a statement only if it does
   one of the things that a record is kept of; small talk and procedure are not listed.
4. One label makes no transcript: a note or a form has lines that look like it. Two turns do.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import BODY_KINDS, Segment, Span, Speaker
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.clues import observe
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.kinds import decide
from onrecord.reading.statements.english.narration import asserts, joined_spans, lies_free
from onrecord.reading.statements.english.roles import role_of

_CAPITALS = r"[A-Z][A-Z'\u2019.-]+(?:\s+(?:(?:OF|THE|AND|FOR|DE|AL|EL|BIN)\s+)*[A-Z][A-Z'\u2019.-]+){0,4}"
_TITLED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Ambassador|Minister|President|General|Judge|Commissioner|Chair(?:person|man|woman)?|"
    r"The (?:President|Chair|Minister|Spokes(?:man|woman|person)|Commissioner|Delegate))\.?"
    r"(?:\s+[A-Z][\w'\u2019-]+){0,3}"
)
_LABEL = re.compile(rf"\s*(?P<name>Q|A|{_TITLED}|{_CAPITALS})(?:\s*\((?P<who>[^()\n]{{2,90}})\))?\s*:\s+(?=\S)")
_QUESTIONS = frozenset({"Q", "QUESTION", "QUESTIONS", "JOURNALIST", "REPORTER", "INTERVIEWER", "MODERATOR"})
_ANSWERS = frozenset({"A", "ANSWER"})
_NO_SPEAKER = frozenset(
    """NOTE NOTES WARNING IMPORTANT CONTACT SUBJECT DATE PLACE TO FROM CC RE PHOTO SOURCE TITLE ADDRESS PHONE
    EMAIL""".split()
)
_TITLE = re.compile(r"^(?:MR|MRS|MS|DR|PROF|SIR|Mr|Mrs|Ms|Dr|Prof|Sir)\.?\s+")
_FEWEST_TURNS = 2
_FEWEST_WORDS = 5
_FORWARD = frozenset({"commitment", "call", "condition", "offer"})
_SURE_ENOUGH = 0.5
"""Without reporting words there is less to go by: a kind must be settled by its words, or be one that looks ahead and
likelier than not."""


@dataclass(frozen=True, slots=True)
class _Turn:
    label: Span
    speaker: Speaker | None
    """None for a question from the floor."""
    says: Span


def spoken(context: ReadingContext) -> list[Attribution]:
    """Give what the speakers of a transcript say in their own words, in reading order."""
    turns = list(_turns(context))
    if len(turns) < _FEWEST_TURNS:
        return []
    held = joined_spans(span for one in context.attributions for part in (one.content, one.cue) for span in part)
    ends = [end for _, end in context.sentences]
    found: list[Attribution] = []
    for turn in turns:
        if turn.speaker is not None:
            first = bisect.bisect_right(ends, turn.says[0])
            last = bisect.bisect_left(context.sentences, (turn.says[1], 0))
            found += _said(context, turn, turn.speaker, context.sentences[first:last], held)
    return found


def _turns(context: ReadingContext) -> Iterator[_Turn]:
    open_turn: tuple[Span, Speaker | None, int] | None = None
    names: dict[str, Speaker] = {}
    for segment in context.text.segments:
        label = _label(context.text.content, segment)
        if open_turn is not None and (label is not None or segment.kind in {"heading", "title"}):
            yield _Turn(open_turn[0], open_turn[1], (open_turn[2], segment.start))
            open_turn = None
        if label is not None:
            open_turn = (label.span("name"), _speaker(label, context, names), label.end())
    if open_turn is not None:
        yield _Turn(open_turn[0], open_turn[1], (open_turn[2], len(context.text.content)))


def _label(content: str, segment: Segment) -> re.Match[str] | None:
    if segment.kind not in BODY_KINDS:
        return None
    match = _LABEL.match(content, segment.start, segment.end)
    return None if match is None or match["name"].rstrip(".") in _NO_SPEAKER else match


def _speaker(label: re.Match[str], context: ReadingContext, names: dict[str, Speaker]) -> Speaker | None:
    words = label["name"]
    if words in _QUESTIONS:
        return None
    if words in _ANSWERS:
        return next(reversed(names.values()), Speaker("unnamed speaker", "unknown", words))
    if words not in names or label["who"]:
        role = role_of(label["who"] or words)
        names[words] = Speaker(_full_name(words, context.text.content), role, words)
    return names[words]


def _full_name(words: str, content: str) -> str:
    """Give the name as the document writes it elsewhere in full, else as the label writes it, not in capitals."""
    bare = _TITLE.sub("", words)
    last = bare.split()[-1].capitalize() if bare.isupper() else bare.split()[-1]
    full = re.search(rf"\b([A-Z][\w'\u2019-]+ (?:[A-Z][\w'\u2019-]+ )?{re.escape(last)})\b", content)
    if full and not _TITLE.match(full[1]):
        return full[1]
    if not words.isupper():
        return words
    return " ".join(word.capitalize() for word in words.split())


def _said(
    context: ReadingContext, turn: _Turn, speaker: Speaker, sentences: Sequence[Span], held: Sequence[Span]
) -> Iterator[Attribution]:
    """Give the sentences of a turn that are the speaker's own; ``held`` are spans in which others are reported."""
    for start, end in sentences:
        start = max(start, turn.says[0])  # noqa: PLW2901  # the first sentence of a turn begins after its label
        words = context.text.content[start:end]
        if len(words.split()) < _FEWEST_WORDS or words.rstrip().endswith("?"):
            continue
        if not lies_free((start, end), held):
            continue
        one = Attribution(((start, end),), (), (turn.label,), "", "direct", speaker, sentences=((start, end),))
        if _is_kept(one, context):
            yield one


def _is_kept(one: Attribution, context: ReadingContext) -> bool:
    seen = observe(one, context)
    verdict = decide(seen)
    if verdict.settled:
        return verdict.kind != "other" or asserts(seen)
    sure = verdict.settled or verdict.belief >= _SURE_ENOUGH
    return (verdict.kind in _FORWARD and sure) or asserts(seen)
