# SPDX-License-Identifier: Apache-2.0
"""A sentence as a row of units, in which a whole quotation is one unit, and questions about that row.

Rules:

1. A quotation of more than ``SCARE`` words, or one that begins or ends with a mark of its own sentence,
   is one unit with the tag ``Q``. Shorter ones are scare quotes or terms: one unit with the tag ``q``,
   which may stand inside a noun phrase.
2. All positions are units of the line; ``Line.span`` turns them into offsets of the document.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.statements.english.lexicon import VERB_FORMS
from onrecord.reading.statements.english.sentences import Paragraph, Sentence

SCARE = 3

_NOT_FINITE = frozenset("be been being having".split())
_NOUN_TAGS = frozenset("UWPNM)qG")
_AFTER_VERB = frozenset("DUPITRMSNQq.,WGEF")


@dataclass(slots=True)
class Line:
    """The units of one sentence, as lists of equal length."""

    paragraph: Paragraph
    first: list[int]
    """Token where the unit begins."""
    last: list[int]
    """Token after its end."""
    tag: list[str]
    low: list[str]
    raw: list[str]

    def __len__(self) -> int:
        return len(self.first)

    def span(self, start: int, end: int) -> Span:
        """Give the offsets of units ``[start, end)``, which must not be empty."""
        return self.paragraph.span(self.first[start], self.last[end - 1])

    def words(self, start: int, end: int) -> str:
        """Join the lower-case units of ``[start, end)`` by blanks."""
        return " ".join(self.low[start:end])

    def finite(self, at: int) -> bool:
        """Guess whether unit ``at`` is a finite verb."""
        tag = self.tag[at]
        if tag == "A":
            return self.low[at] not in _NOT_FINITE
        before = self.tag[at - 1] if at else "."
        if tag == "V":
            return before not in "DTIG"
        after = self.tag[at + 1] if at + 1 < len(self.tag) else "."
        if tag == "E":
            if self.low[at + 1 : at + 2] == ["by"] or before not in _NOUN_TAGS:
                return before in ",RQ" and after in "DPT" and at > 0
            return after in _AFTER_VERB and not self._before_noun_and_verb(at)
        if tag == "W" and self.low[at] in VERB_FORMS:
            form = VERB_FORMS[self.low[at]][0]
            if form.shape == "s":
                return before in _NOUN_TAGS and (not form.entry.nounish or after in "DPSQT")
            if form.shape == "ed":
                return before in _NOUN_TAGS
        return False

    def _before_noun_and_verb(self, at: int) -> bool:
        """Say whether a noun and then a verb follow: "registered voters say"."""
        if self.tag[at + 1 : at + 2] != ["W"] or at + 2 >= len(self.tag):
            return False
        if self.tag[at + 2] in "AV":
            return True
        forms = VERB_FORMS.get(self.low[at + 2])
        return forms is not None and not forms[0].entry.nounish

    def has_finite(self, start: int, end: int) -> bool:
        """Guess whether ``[start, end)`` holds a finite verb."""
        return any(self.finite(at) for at in range(start, end))


def line_of(paragraph: Paragraph, sentence: Sentence) -> Line:
    """Make the row of units of a sentence."""
    tokens = paragraph.tokens
    line = Line(paragraph, [], [], [], [], [])
    at = sentence.start
    while at < sentence.end:
        number = paragraph.quoted[at]
        if number < 0:
            tag = tokens.tag[at]
            if tag == "." and sentence.start < at < sentence.end - 2:
                tag = "x"  # of an abbreviation
            _add(line, (at, at + 1), tag, tokens.low[at], tokens.raw[at])
            at += 1
            continue
        quotation = paragraph.quotations[number]
        end = min(quotation.end, sentence.end)
        start_inner, end_inner = quotation.inner
        words = sum(1 for token in range(start_inner, end_inner) if tokens.tag[token] not in ',;:.-()"')
        marked = end_inner > start_inner and tokens.tag[end_inner - 1] in ".,"
        tag = "q" if words <= SCARE and not marked and quotation.closed else "Q"
        _add(line, (at, end), tag, '"', tokens.raw[min(start_inner, end - 1)])
        at = end
    return line


def inner_line(paragraph: Paragraph, start: int, end: int) -> Line:
    """Make a row of units out of tokens inside a quotation, whose own marks count for nothing."""
    tokens = paragraph.tokens
    line = Line(paragraph, [], [], [], [], [])
    for at in range(start, end):
        if tokens.tag[at] != '"':
            _add(line, (at, at + 1), tokens.tag[at], tokens.low[at], tokens.raw[at])
    return line


def _add(line: Line, unit: Span, tag: str, low: str, raw: str) -> None:
    line.first.append(unit[0])
    line.last.append(unit[1])
    line.tag.append(tag)
    line.low.append(low)
    line.raw.append(raw)
