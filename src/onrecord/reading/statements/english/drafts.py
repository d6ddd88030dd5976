# SPDX-License-Identifier: Apache-2.0
"""Attributions in the making, and where the words of one end because the next one takes over.

A ``Draft`` is read from one sentence by ``verbal`` and ``verbless``; what runs over sentences and paragraphs
(quotations that go on, speakers) is joined afterwards by ``document`` and ``speakers``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import Span
from onrecord.reading.statements.english.attribution import Beliefs
from onrecord.reading.statements.english.contents import Content, clause_end, content_after, opening, person_after
from onrecord.reading.statements.english.cues import Cue
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.sources import Phrase, subject_before

_SUBORDINATE = frozenset(
    "after when while as because although though since if before whereas unless once until".split()
)


@dataclass(slots=True)
class Draft:
    """One attribution in the making; spans are offsets of the document."""

    line: Line
    content: list[Span]
    cue: list[Span]
    source: Span | None
    lemma: str
    mode: str
    """How the content was found: that, quote, zero, np, to, post, according ..."""
    negated: bool = False
    passive: bool = False
    addressee: Span | None = None
    outer: Draft | None = None
    """The attribution whose content holds this one."""
    first_unit: int = 0
    last_unit: int = 0
    sentences: list[Span] = field(default_factory=list)
    beliefs: Beliefs | None = None
    """What the encoder makes of it; None where the rules alone read it."""


@dataclass(slots=True)
class LineReading:
    """Work in progress on one line."""

    line: Line
    cues: list[Cue]
    drafts: list[Draft] = field(default_factory=list)
    sources: list[tuple[int, Span]] = field(default_factory=list)
    """(unit, source) of the cues read so far."""
    taken: int = 0
    """First unit that a later content may begin at, after an inverted cue."""
    _cuts: dict[int, int | None] = field(default_factory=dict)
    _subject: tuple[int, Span | None] | None = None

    def subject(self, before: int) -> Span | None:
        """Give the subject of the first verb of the sentence, if that verb stands before a place."""
        if self._subject is None:
            self._subject = _first_subject(self.line)
        verb, subject = self._subject
        return subject if verb < before else None

    def cut_at(self, index: int) -> int | None:
        """Say where the content of an earlier cue must stop for that cue; worked out once for each."""
        if index not in self._cuts:
            cue = self.cues[index]
            cut = cut_before(self.line, cue)
            reports = cut is not None and content_after(self.line, cue, len(self.line)) is not None
            self._cuts[index] = cut if reports else None
        return self._cuts[index]


def _first_subject(line: Line) -> tuple[int, Span | None]:
    for verb in range(1, len(line)):
        start = verb
        while start > 0 and line.tag[start - 1] in "AR":
            start -= 1
        phrase = subject_before(line, start, 0) if line.finite(verb) else None
        if phrase is not None:
            return verb, line.span(phrase.start, phrase.end)
    return len(line), None


def draft_of(reading: LineReading, cue: Cue, content: Content, source: Span | None) -> Draft | None:
    """Make the draft of a verb with its content; None where nothing is said."""
    line = reading.line
    if content.end <= content.start:
        return None
    addressee = (
        line.span(*content.addressee) if content.addressee and content.addressee[0] < content.addressee[1] else None
    )
    if source is not None:
        reading.sources.append((cue.start, source))
    return Draft(
        line,
        [line.span(content.start, content.end)],
        [line.span(cue.start, cue.end)],
        source,
        cue.entry.lemma,
        content.mode,
        negated=cue.negated,
        passive=cue.passive,
        addressee=addressee,
        first_unit=content.start,
        last_unit=content.end,
    )


def limit_of(reading: LineReading, index: int, cue: Cue, phrase: Phrase | None) -> int:
    """Say where the content of a cue ends at the latest."""
    line = reading.line
    limit = len(line)
    for later in range(index + 1, len(reading.cues)):
        cut = reading.cut_at(later)
        if cut is not None and cut > cue.end:
            limit = cut
            break
    for at in range(cue.end + 1, limit - 1):
        if line.low[at] == "according" and line.low[at + 1] == "to":
            limit = at
            break
    opener = phrase.opener if phrase else ""
    word = line.low[phrase.start - 1] if phrase and phrase.start else ""
    if opener == "who" and phrase is not None and line.tag[phrase.end] == ",":
        return next_comma(line, cue.end, limit)
    if opener in "SI" and word in _SUBORDINATE and not line.has_finite(0, max(0, (phrase.start if phrase else 0) - 1)):
        return next_comma(line, cue.end, limit)
    if cue.shape == "participle" and (cue.start == 0 or (cue.start == 1 and line.tag[0] in "IS")):
        return next_comma(line, cue.end, limit)
    return limit


def cut_before(line: Line, later: Cue) -> int | None:
    """Say where content must stop before a later cue that shares the subject; None if it need not."""
    at = later.start
    if at == 0:
        return None
    own = subject_before(line, at, 0) if later.shape == "finite" and not later.modal else None
    if own is not None and own.opener == "C" and line.low[own.start - 1] in {"and", "but"}:
        comma = line.tag[own.start - 2] == ","
        return own.start - 2 if comma else own.start - 1
    if own is not None and own.opener == "," and later.entry.frames & {"say", "tell"} and closes(line, later):
        return own.start - 1
    while at > 1 and line.tag[at - 1] == "R":
        at -= 1
    before = line.tag[at - 1]
    if later.shape == "participle" and before == ",":
        return at - 1
    if later.shape == "participle" and line.low[later.end : later.end + 1] == ["that"] and before in "WUN)Mq":
        return at
    if later.shape == "participle" and before in "CS" and line.low[at - 1] in {"and", "while", "but"}:
        return at - 1
    if later.shape == "finite" and before == "C" and not later.passive:
        return at - 2 if at >= 2 and line.tag[at - 2] == "," else at - 1
    return None


def next_comma(line: Line, start: int, limit: int) -> int:
    """Find the first comma after ``start``; ``limit`` where there is none."""
    for at in range(start + 1, limit):
        if line.tag[at] == ",":
            return at
    return limit


def closes(line: Line, cue: Cue) -> bool:
    """Say whether the cue closes its clause, so that what is said stands before it."""
    at = person_after(line, cue.end, len(line)) if "tell" in cue.entry.frames else cue.end
    mode, _ = opening(line, at, len(line))
    return mode == "none"


def left_content(reading: LineReading, end: int, *, subject: bool = False) -> tuple[int, int] | None:
    """Give what stands before a postposed cue, when it can be something said.

    ``subject`` tells that its verb follows the cue, so that a short noun phrase will do: "The trial, he said, goes on".
    """
    line = reading.line
    start = reading.taken
    while end > start and line.tag[end - 1] in ",;-:":
        end -= 1
    while start < end and line.tag[start] in ",;:-.C":
        start += 1
    if start >= end:
        return None
    quoted = "Q" in line.tag[start:end]
    bare = not quoted and not line.has_finite(start, end)
    if bare and (end - start < 5 or line.tag[start] in "IMRF") and not subject:
        return None
    if (
        not quoted
        and line.tag[start] == "I"
        and not line.has_finite(start, next_comma(line, start, end))
        and "," not in line.tag[start:end]
    ):
        return None
    return start, end


def rest_of_clause(line: Line, end: int, reading: LineReading, index: int) -> tuple[int, int] | None:
    """Find what goes on after a cue between commas: "A, he said, and B"."""
    if end + 2 >= len(line) or line.tag[end] != ",":
        return None
    start = end + 1
    if line.tag[start] in "SFPQ" or line.low[start] in _ASIDE:
        return None
    limit = len(line)
    for later in range(index + 1, len(reading.cues)):
        cut = reading.cut_at(later)
        if cut is not None:
            limit = min(limit, max(cut, start))
            break
    stop = clause_end(line, start, limit)
    return (start, stop) if stop > start else None


_ASIDE = frozenset("but although though while when after as since because despite with without amid according".split())
