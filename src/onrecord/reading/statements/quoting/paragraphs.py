# SPDX-License-Identifier: Apache-2.0
"""Attribute the quotations of a document, paragraph by paragraph.

1. A quotation is attributed by the words before it where a colon leads up to it, else by those after it, else by a
   clause before it whose words it continues ("dijo que el informe es «una farsa»"): then the content is the clause.
2. What goes on after its reporting words, or in the next sentence with nothing but marks between, is one statement.
3. A quotation that runs over paragraphs is one statement, attributed where its words are; a paragraph that is
   nothing but a quotation after an attributed one is a further statement of that speaker.
4. In a dialogue a dash opens what is said; it is read only where a verb with its speaker stands inside.
5. A quotation that nobody is said to say is left out: a name, a title or a word that the writer keeps at a distance.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model import Directness, Segment, Span, Speaker
from onrecord.reading.statements.quoting.cues import cues_in, tokens_of
from onrecord.reading.statements.quoting.levelling import Levelled, folded, level
from onrecord.reading.statements.quoting.marks import Quotation, find_quotations
from onrecord.reading.statements.quoting.sentences import masked, sentence_ends
from onrecord.reading.statements.quoting.speakers import Speakers
from onrecord.reading.statements.quoting.table import Table
from onrecord.reading.statements.quoting.tags import LOOKED_AT, Tag, speaker_in, tag_after, tag_before

_DASH = re.compile(r"[—–]")
_BETWEEN_SAID = re.compile(r"[,!?\u2026](?=\s)")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W_]|\x01")
_BREAK = re.compile(r"[,;،؛]")
_NEAR = 80
"""Characters beside reporting words in which a day belongs to them."""
_FEWEST_FREE_WORDS = 4
_LONGEST_ADJUNCT = 8
"""Words between reporting words and the rest of what is said."""
_MOST_TRIED = 12
"""Places in a line of dialogue at which reporting words are looked for."""
_LONGEST_KEPT = 400
"""Characters of a content that are kept to tell its kind."""

_SURE = {"after": 0.8, "before": 0.8, "label": 0.65, "according": 0.7, "clause": 0.6, "object": 0.5, "dash": 0.6}
_CONTINUED = 0.45


@dataclass(slots=True)
class Draft:
    """One statement in the making; spans are offsets of the document."""

    content: list[Span]
    said: str
    """The beginning of what is said, levelled and folded."""
    tag: Tag | None
    speaker: Speaker | None
    directness: Directness
    confidence: float
    source: Span | None = None
    cue: Span | None = None
    beside: str = ""
    """The words around the reporting words, levelled and folded."""
    cue_at: int = 0
    """Where the reporting words stand in ``beside``."""


@dataclass(slots=True)
class _Paragraph:
    """One paragraph at work."""

    here: Levelled
    plain: str
    ends: list[int]
    used: int = 0
    """Up to where words were taken for reporting words or content."""
    last: Draft | None = None
    """The statement that the words up to ``used`` belong to."""

    def sentence_start(self, at: int) -> int:
        index = bisect_right(self.ends, at) - 1
        return self.ends[index] if index >= 0 else 0

    def sentence_end(self, at: int) -> int:
        return self.ends[min(bisect_left(self.ends, at), len(self.ends) - 1)]

    def is_bare(self, start: int, end: int) -> bool:
        """Say whether nothing but marks stands there."""
        return _WORDS.search(self.plain, start, end) is None


@dataclass(slots=True)
class Quoting:
    """The quotations of one document."""

    content: str
    table: Table
    speakers: Speakers
    drafts: list[Draft] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    """Sentences of which nothing was taken."""
    _carried: str | None = None
    _pending: list[Span] = field(default_factory=list)
    """A quotation that is open and not attributed yet."""
    _running: Draft | None = None
    """The statement whose quotation is open."""
    _before: bool = False
    """The paragraph before ended with an attributed quotation."""

    def read(self, segment: Segment) -> None:
        """Read one paragraph."""
        here = level(self.content, segment.start, segment.end)
        first = len(self.drafts)
        quotations, carried = find_quotations(here.words, self.table, self._carried)
        if not (quotations and quotations[0].carried):
            self._pending, self._running = [], None
        plain = masked(here.words, quotations, self.table)
        paragraph = _Paragraph(here, plain, sentence_ends(plain, self.table))
        if quotations:
            for group in _groups(quotations, paragraph):
                self._attribute(group, quotations, paragraph)
        elif self.table.dashes and _DASH.match(here.words.lstrip()[:1]):
            self._dialogue(paragraph)
        self._carried = carried
        self._before = paragraph.last is not None
        taken = [span for draft in self.drafts[first:] for span in draft.content]
        taken += [span for draft in self.drafts[first:] for span in (draft.source, draft.cue) if span is not None]
        if self._running is not None:
            taken += self._running.content
        self._list_unread(paragraph, taken)

    def _attribute(self, group: list[Quotation], quotations: list[Quotation], paragraph: _Paragraph) -> None:
        here, first, last = paragraph.here, group[0], group[-1]
        if first.start < paragraph.used or not any(_LETTER.search(here.words, one.start, one.end) for one in group):
            return
        spans = [here.span(one.start, one.end) for one in group]
        if first.carried and self._running is not None:
            self._running.content += spans
            paragraph.used, paragraph.last = last.end, self._running
            if not last.closed:
                return
            tag = tag_after(here.words, last.end, self._right(last, quotations, paragraph), self.table)
            paragraph.used = tag.end if tag is not None and tag.source == () else last.end
            return
        if first.carried:
            spans = [*self._pending, *spans]
        tag = self._tag(first, last, quotations, paragraph)
        inside = self._inside(group, paragraph) if tag is None and self.table.inside else None
        if tag is not None:
            self._tagged(tag, group, spans, paragraph)
        elif inside is not None:
            tag, pieces = inside
            spans = [*spans[: -len(group)], *(here.span(*piece) for piece in pieces)]
            paragraph.last = self._draft(
                tag, spans, here.words[slice(*pieces[0])], paragraph, directness="direct", how="dash"
            )
            paragraph.used = last.end
        elif paragraph.last is not None and self._goes_on(first, last, paragraph):
            paragraph.last.content += spans
            paragraph.used = last.end
        elif paragraph.last is None and self._before and paragraph.is_bare(0, first.start):
            self._continued(group, spans, paragraph)
        if not last.closed:
            self._running = paragraph.last if paragraph.used >= last.end else None
            self._pending = [] if self._running is not None else spans

    def _right(self, last: Quotation, quotations: list[Quotation], paragraph: _Paragraph) -> int:
        at = bisect_right(quotations, last.start, key=lambda one: one.start)
        following = quotations[at].start if at < len(quotations) else len(paragraph.plain)
        end = paragraph.sentence_end(last.end)
        if end == last.end and not self.table.capitals:
            end = paragraph.sentence_end(last.end + 1)
        return min(following, end)

    def _tag(self, first: Quotation, last: Quotation, quotations: list[Quotation], paragraph: _Paragraph) -> Tag | None:
        """Find the reporting words of a quotation: before it with a colon, else after it, else before it."""
        words = paragraph.here.words
        left = max(paragraph.used, paragraph.sentence_start(first.start))
        before = None if first.carried else tag_before(paragraph.plain, left, first.start, self.table)
        if before is not None and before.how in {"before", "label"}:
            return before
        after = (
            tag_after(words, last.end, self._right(last, quotations, paragraph), self.table) if last.closed else None
        )
        return after or before

    def _goes_on(self, first: Quotation, last: Quotation, paragraph: _Paragraph) -> bool:
        """Say whether a quotation without reporting words of its own goes on with the one before."""
        if not paragraph.is_bare(last.end, paragraph.sentence_end(last.end)):
            return False
        end = paragraph.sentence_end(paragraph.used)
        if end <= first.start:  # a new sentence: what else its sentence before says is when and where
            return paragraph.is_bare(end, first.start)
        if first.start - paragraph.used > _NEAR:
            return False
        between = paragraph.plain[paragraph.used : first.start].rstrip()
        return not between.strip(".") or (between[-1] in ",،:;—–" and len(between.split()) <= _LONGEST_ADJUNCT)

    def _tagged(self, tag: Tag, group: list[Quotation], spans: list[Span], paragraph: _Paragraph) -> None:
        here, first, last = paragraph.here, group[0], group[-1]
        directness: Directness = "direct"
        how, used = tag.how, max(last.end, tag.end)
        said = here.words[first.start : last.end]
        if tag.content is not None:
            begin = min(tag.content, first.start)
            end = self._clause_end(last.end, paragraph)
            whole = begin == first.start and end == last.end and len(said.split()) >= _FEWEST_FREE_WORDS
            if tag.how == "object" and not whole and not self._is_object(tag, said):
                self.speakers.told(tag.source, here.offset + tag.spans[0], tag.pronoun, tag.form)
                return
            if not whole or tag.how == "clause":
                directness, said, spans = "mixed", here.words[begin:end], [here.span(begin, end)]
            how, used = ("before" if whole and tag.how == "object" else tag.how), max(end, last.end)
        elif tag.how in {"after", "according"} and not first.carried:
            begin = self._clause_start(first.start, paragraph)
            if begin < first.start:  # "El informe es «una farsa», dijo X"
                how, directness, said = "object", "mixed", here.words[begin : last.end]
                spans = [here.span(begin, last.end)]
        draft = self._draft(tag, spans, said, paragraph, directness=directness, how=how)
        draft.confidence -= 0.1 * (not last.closed)
        paragraph.used, paragraph.last = used, draft

    def _is_object(self, tag: Tag, said: str) -> bool:
        """Say whether a few quoted words are the object of a verb, and no scare quotes."""
        return tag.verb is not None and (tag.verb.labels or tag.verb.kind != "other" or len(said.split()) > 1)

    def _clause_start(self, at: int, paragraph: _Paragraph) -> int:
        """Say where the words before a quotation begin that belong to the same reported sentence."""
        begin = max(paragraph.used, paragraph.sentence_start(at))
        if (paragraph.last is not None and paragraph.used > paragraph.sentence_start(at)) or at - begin > LOOKED_AT:
            return at
        while begin < at and not paragraph.plain[begin].isalnum():
            begin += 1
        return begin

    def _clause_end(self, at: int, paragraph: _Paragraph) -> int:
        """Say where a reported clause ends that holds a quotation: at a comma, at a further verb, with the sentence."""
        end = paragraph.sentence_end(at)
        comma = _BREAK.search(paragraph.plain, at, end)
        end = comma.start() if comma else end
        tokens = tokens_of(paragraph.plain, at, min(end, at + LOOKED_AT))
        cues = cues_in(tokens, self.table)
        if cues:
            first = cues[0].start
            joined = first > 0 and any(
                self.table.has(name, tokens[first - 1].low) for name in ("joiners", "connectives")
            )
            end = tokens[first - joined].start if first > joined - 1 else at
        while end > at and not paragraph.plain[end - 1].isalnum() and paragraph.plain[end - 1] not in "\x01)":
            end -= 1
        return max(end, at)

    def _draft(
        self, tag: Tag, spans: list[Span], said: str, paragraph: _Paragraph, *, directness: Directness, how: str
    ) -> Draft:
        here = paragraph.here
        place = here.offset + tag.spans[0]
        unclear = not tag.source and self._heard_between(tag, paragraph)
        speaker = self.speakers.told(tag.source, place, tag.pronoun, tag.form)
        first, last = tag.spans
        begin = max(paragraph.sentence_start(first), first - _NEAR)
        end = min(paragraph.sentence_end(last), last + _NEAR) if tag.content is None else min(last, tag.content)
        sure = _SURE[how] - 0.15 * (len(tag.source) <= 1) - 0.2 * (speaker is None) - 0.15 * unclear
        draft = Draft(
            spans,
            folded(said[:_LONGEST_KEPT]),
            tag,
            speaker,
            directness,
            max(sure, 0.2),
            here.span(tag.source[0].start, tag.source[-1].end) if tag.source else None,
            here.span(*tag.cue) if tag.cue else None,
            folded(paragraph.plain[begin:end]),
            (tag.cue[0] if tag.cue else first) - begin,
        )
        self.drafts.append(draft)
        return draft

    def _heard_between(self, tag: Tag, paragraph: _Paragraph) -> bool:
        """Note who spoke without a quotation since the last statement, before a verb without a subject is resolved.

        Says whether somebody else was named there who might be meant as well.
        """
        start, end = paragraph.used, paragraph.sentence_start(tag.spans[0])
        start = max(start, end - LOOKED_AT)
        if start >= end:
            return False
        source, form = speaker_in(paragraph.plain, start, end, self.table)
        if source:
            self.speakers.told(source, paragraph.here.offset + source[0].start, None, form)
            return False
        return self.speakers.names_another(paragraph.here.span(start, end))

    def _continued(self, group: list[Quotation], spans: list[Span], paragraph: _Paragraph) -> None:
        """Take a paragraph that is nothing but a quotation as going on with the speaker before."""
        last, words = group[-1], paragraph.here.words
        end = paragraph.sentence_end(last.end)
        said = words[group[0].start : last.end]
        speaker = self.speakers.again()
        if speaker is None or not paragraph.is_bare(last.end, end) or len(said.split()) < _FEWEST_FREE_WORDS:
            return
        draft = Draft(spans, folded(said[:_LONGEST_KEPT]), None, speaker, "direct", _CONTINUED)
        self.drafts.append(draft)
        paragraph.used, paragraph.last = last.end, draft

    def _inside(self, group: list[Quotation], paragraph: _Paragraph) -> tuple[Tag, list[Span]] | None:
        """Find reporting words inside the marks: "« La prison, a expliqué Ilse Brandt, n'a plus d'eau. »"."""
        words, (start, end) = paragraph.here.words, (group[0].start, group[0].end)
        if len(group) > 1:
            return None
        for number, stop in enumerate(_BETWEEN_SAID.finditer(words, start, end)):
            tag = tag_after(words, stop.end(), end, self.table) if number < _MOST_TRIED else None
            if tag is None or tag.how != "after" or not (tag.source or tag.pronoun):
                continue
            if (
                words[tag.end : tag.end + 1] not in {",", "."}
                or tag.cue is None
                or words[stop.end() : tag.cue[0]].strip()
            ):
                continue
            rest = _trimmed(words, tag.end, end)
            return tag, [(start, stop.start() + (stop.group() != ",")), *([rest] if rest else [])]
        return None

    def _dialogue(self, paragraph: _Paragraph) -> None:
        """Read a line of dialogue: "—Nos golpearon —dijo Ana Ruiz—. Nadie vino."."""
        words = paragraph.here.words
        opening = _DASH.search(words)
        if opening is None:
            return
        begin = opening.end()
        for stop, closing in _places(words, begin):
            tag = tag_after(words, stop.end(), paragraph.sentence_end(stop.end()), self.table)
            if tag is None or not (tag.source or tag.pronoun):
                continue
            pieces = [(begin, stop.start() if closing else stop.end())]
            if closing:
                closed = _DASH.search(words, tag.end, min(len(words), tag.end + _NEAR))
                rest = closed.end() if closed else len(words)
            else:
                rest = tag.end
            pieces.append((rest, len(words)))
            trimmed = [piece for piece in (_trimmed(words, *one) for one in pieces) if piece is not None]
            if not trimmed:
                return
            spans = [paragraph.here.span(*piece) for piece in trimmed]
            said = words[slice(*trimmed[0])]
            paragraph.last = self._draft(tag, spans, said, paragraph, directness="direct", how="dash")
            paragraph.used = len(words)
            return

    def _list_unread(self, paragraph: _Paragraph, taken: list[Span]) -> None:
        """List the sentences that no statement touches; neighbours become one span."""
        taken.sort()
        begin = 0
        for end in paragraph.ends:
            start = begin
            begin = end
            while start < end and paragraph.plain[start].isspace():
                start += 1
            if start == end or not _LETTER.search(paragraph.here.words, start, end):
                continue
            span = paragraph.here.span(start, end)
            before = bisect_left(taken, (span[1], 0)) - 1
            if before >= 0 and taken[before][1] > span[0]:
                continue
            if self.unread and not self.content[self.unread[-1][1] : span[0]].strip():
                self.unread[-1] = (self.unread[-1][0], span[1])
            else:
                self.unread.append(span)


def _groups(quotations: list[Quotation], paragraph: _Paragraph) -> Iterator[list[Quotation]]:
    """Give quotations, those together that nothing but a comma or "y" stands between."""
    group: list[Quotation] = []
    for quotation in quotations:
        if group:
            between = paragraph.plain[group[-1].end : quotation.start].strip(" ,،\u00a0")
            if len(between) <= 2 and between.isalpha() and group[-1].closed:
                group.append(quotation)
                continue
            yield group
        group = [quotation]
    if group:
        yield group


def _places(words: str, begin: int) -> Iterator[tuple[re.Match[str], bool]]:
    """Give where reporting words may stand in a line of dialogue: after a dash, else after a comma."""
    for pattern, closing in ((_DASH, True), (_BETWEEN_SAID, False)):
        for number, match in enumerate(pattern.finditer(words, begin)):
            if number >= _MOST_TRIED:
                break
            yield match, closing


def _trimmed(words: str, start: int, end: int) -> Span | None:
    while start < end and (words[start].isspace() or words[start] in ".,;—–"):
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    return (start, end) if _LETTER.search(words, start, end) else None
