# SPDX-License-Identifier: Apache-2.0
"""Read the attributions of a sentence whose reporting words are no verb: "according to X", nouns, adverbs.

1. "According to X" takes the clause around it, "in our assessment" the clause after it.
2. A noun ("the allegation that A", "her promise to A") is read where no verb governs it.
3. "X allegedly did A" hides who says so; it is read where the sentence holds no other attribution.
"""

from __future__ import annotations

from onrecord.model import Span
from onrecord.reading.statements.english.contents import clause_end, object_end
from onrecord.reading.statements.english.drafts import Draft, LineReading, next_comma, rest_of_clause
from onrecord.reading.statements.english.lexicon import NOUN_FORMS, REPORT_ADVERBS, Entry
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.sources import apposition_after, phrase_after

_FOR_THE_PRESS = frozenset({"comment", "comments", "interview", "interviews", "clarification"})
"""What an outlet asks for while it writes: "did not respond to a request for comment" is no call."""
_OPINIONS = frozenset({"assessment", "view", "opinion", "judgement", "judgment", "estimation"})
_OWNERS = frozenset({"my", "our", "his", "her", "its", "their"})
_HIDDEN_NOUNS = frozenset({"allegation", "accusation", "charge", "suspicion", "rumour", "rumor", "fear", "complaint"})


def read_according(reading: LineReading) -> None:
    """Read "according to X", which may stand before, after or inside what is said."""
    line = reading.line
    for at in range(len(line) - 2):
        if line.low[at] != "according" or line.low[at + 1] != "to":
            continue
        end = phrase_after(line, at + 2, len(line))
        if end == at + 2:
            continue
        end = apposition_after(line, end, len(line)) if at > 0 else end
        content = _around_according(reading, at, end)
        if content:
            source = line.span(at + 2, end)
            spans = [line.span(*part) for part in content]
            draft = Draft(line, spans, [line.span(at, at + 2)], source, "according to", "according")
            draft.first_unit, draft.last_unit = content[0][0], content[-1][1]
            reading.drafts.append(draft)
            reading.sources.append((at, source))


def read_opinions(reading: LineReading) -> None:
    """Read "in our assessment A" at the start of a sentence."""
    line = reading.line
    if len(line) < 6 or line.low[0] != "in" or line.low[1] not in _OWNERS or line.low[2] not in _OPINIONS:
        return
    start = 4 if line.tag[3] == "," else 3
    end = clause_end(line, start, len(line))
    if end <= start or any(draft.first_unit < end for draft in reading.drafts):
        return
    draft = Draft(line, [line.span(start, end)], [line.span(0, 3)], line.span(1, 2), "in the view of", "according")
    draft.first_unit, draft.last_unit = start, end
    reading.drafts.append(draft)


def _around_according(reading: LineReading, at: int, end: int) -> list[tuple[int, int]]:
    line = reading.line
    opens = at == 0 or not line.has_finite(0, at)
    if opens and at <= 2:
        comma = end if end < len(line) and line.tag[end] == "," else next_comma(line, end - 1, len(line))
        start = comma + 1 if comma < len(line) else end
        return (
            [(start, clause_end(line, start, len(line)))]
            if start < len(line) and clause_end(line, start, len(line)) > start
            else []
        )
    start, stop = 0, at
    while stop > start and line.tag[stop - 1] in ",;-C(":
        stop -= 1
    for draft in reading.drafts:
        if draft.mode == "post" and draft.last_unit < at and draft.line is line and reading.taken <= at:
            start = max(start, reading.taken)
    while start < stop and line.tag[start] in ",;C-":
        start += 1
    parts = [(start, stop)] if stop > start else []
    later = sum(1 for cue in reading.cues if cue.start < at)
    rest = rest_of_clause(line, end, reading, later - 1)
    if rest is not None:
        parts.append(rest)
    return parts


def read_nouns(reading: LineReading) -> None:
    """Read nouns of saying with what they govern: "the claim that A", "his refusal to A"."""
    line = reading.line
    for at in range(len(line) - 2):
        entry = NOUN_FORMS.get(line.low[at])
        if entry is None or any(cue.head == at for cue in reading.cues) or line.finite(at):
            continue
        draft = _noun_draft(reading, at, entry)
        if draft is not None:
            reading.drafts.append(draft)


def _noun_draft(reading: LineReading, at: int, entry: Entry) -> Draft | None:
    line = reading.line
    following = line.low[at + 1]
    if following not in entry.frames:
        return None
    if following == "of" and entry.lemma not in _HIDDEN_NOUNS:
        return None
    if following == "for" and line.low[at + 2] in _FOR_THE_PRESS:
        return None
    start = at + 1 if following == "to" else at + 2
    holder = next((draft for draft in reading.drafts if draft.first_unit <= at < draft.last_unit), None)
    if holder is not None and (following != "that" or holder.mode == "np"):
        return None
    source = _owner(line, at)
    if following == "to" and source is None:
        return None
    if following in {"of", "for"}:
        end = object_end(line, start, len(line))
        verb = next((unit for unit in range(start + 1, end) if line.finite(unit)), end)
        end = verb if not any(tag == "S" for tag in line.tag[start:verb]) else end
    else:
        end = clause_end(line, start, next_comma(line, start, len(line)))
    if end <= start:
        return None
    return Draft(
        line,
        [line.span(start, end)],
        [line.span(at, at + 1)],
        source,
        entry.lemma,
        "noun-" + following,
        first_unit=start,
        last_unit=end,
    )


def _owner(line: Line, noun: int) -> Span | None:
    """Find whose allegation it is: "Amnesty's claim", "her promise"."""
    at = noun - 1
    while at >= 0 and line.tag[at] in "WREF" and noun - at < 4:
        at -= 1
    if at >= 0 and line.low[at] in {"his", "her", "their", "its"}:
        return line.span(at, at + 1)
    if at >= 1 and line.tag[at] == "G":
        start = at - 1
        while start > 0 and line.tag[start - 1] in "UWD" and line.tag[start] != "D":
            start -= 1
        return line.span(start, at)
    return None


def read_adverbs(reading: LineReading) -> None:
    """Read "X allegedly did A": the adverb hides who says so."""
    line = reading.line
    for at, low in enumerate(line.low):
        if low not in REPORT_ADVERBS:
            continue
        start = at
        while start > 0 and line.tag[start - 1] not in ",;:-S":
            start -= 1
        end = clause_end(line, at + 1, next_comma(line, at, len(line)))
        parts = [(start, at), (at + 1, end)]
        spans = [line.span(*part) for part in parts if part[1] > part[0]]
        if spans:
            draft = Draft(line, spans, [line.span(at, at + 1)], None, low, "adverb", passive=True)
            draft.first_unit, draft.last_unit = start, end
            reading.drafts.append(draft)
        return
