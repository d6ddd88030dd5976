# SPDX-License-Identifier: Apache-2.0
"""Set what the encoder sees beside what the rules read, and make one list of attributions of both.

1. The encoder says which attributions there are, and their cue, source and content.
2. The rules say the grammar of the cue: its verb, whether it is negated or passive, who is told. It is taken from the
   draft of the rules at the same cue, else from the sentence itself.
3. A source that the encoder does not see is taken from the rules. Content in quotation marks that has no cue goes on
   with whoever spoke before; other content without a cue is the document's own voice.
4. What only the rules found is added where they know who speaks and where nobody else says these words.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Span
from onrecord.reading.statements.english.cues import find_cues
from onrecord.reading.statements.english.drafts import Draft
from onrecord.reading.statements.english.encoder.attributor import Told
from onrecord.reading.statements.english.hidden_speakers import is_spoken_of
from onrecord.reading.statements.english.lines import Line, line_of
from onrecord.reading.statements.english.narration import joined_spans, lies_free
from onrecord.reading.statements.english.sentences import Paragraph, Sentence

_OPENING = frozenset("\"“„«'‘`")
_GAP = 40
"""Characters of a gap that is small."""
_LONG_GAP = 60
"""The same where the rules read on to its end."""
_MORE_WORDS = re.compile(r" ?(?:[\w'’-]+ ?){1,6}")
_WORDS_ONLY = re.compile(r" ?(?:[\w'’-]+ ?){1,3}")
_NAMES_NOBODY = re.compile(
    r"(?:and|as|at|but|during|for|from|in|of|on|or|to|under|with)\b.*|an?|her|his|its|that|the|their|these|this|those",
    re.IGNORECASE | re.DOTALL,
)
"""What a fragment of a source begins with, or all that it is."""
_ONLY_A_DAY = re.compile(
    r"(?:on )?(?:\d{1,2} )?(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?: \d{1,2},?)?(?: \d{4})?|\d{4}"
)
"""The end of "..., it said on 4 May 2025"."""
_SAME = 0.8
"""Share of words that two contents have in common from which they are one."""
_HELD = 0.5
"""Share of a sentence that others' words may take before it is no assertion of the document's own."""
_GOES_ON_WITHIN = 600
"""Characters between the words of a speaker and a quotation without a cue that still goes on with them."""


@dataclass(frozen=True, slots=True)
class _Place:
    paragraph: Paragraph
    sentence: Sentence

    def span(self) -> Span:
        """Give the offsets of the sentence."""
        return self.paragraph.span(self.sentence.start, self.sentence.end)


class Merging:
    """The two readings of one document."""

    def __init__(self, content: str, paragraphs: Sequence[Paragraph], ruled: Sequence[Draft]) -> None:
        """Take the sentences and what the rules read in them."""
        self._content = content
        self._places = [_Place(paragraph, sentence) for paragraph in paragraphs for sentence in paragraph.sentences]
        self._starts = [place.span()[0] for place in self._places]
        self._ruled = sorted((draft for draft in ruled if draft.cue), key=lambda draft: draft.cue[0])
        self._cues = [draft.cue[0][0] for draft in self._ruled]
        self._free = [draft for draft in ruled if not draft.cue and draft.content]
        self._lines: dict[int, Line] = {}
        self._held: list[Span] = []
        """What the encoder sees said or saying, joined."""

    def merge(self, told: Sequence[Told]) -> list[Draft]:
        """Give the attributions of both readings."""
        made: list[Draft] = []
        told = _once(told)
        self._held = _spans_of(told)
        cued = [self._at_home(one) for one in told if one.cue]
        said = _spans_of(cued)
        cued = [self._with_waiting(one, said) for one in cued]
        saying = joined_spans((*_spans_of(cued), *(span for one in cued for span in one.source)))
        uncued = [one for one in told if not one.cue and not _is_held(one, saying)]
        for one in sorted((*cued, *uncued), key=lambda each: min(each.content)):
            draft = self._cued(one) if one.cue else self._uncued(one, made)
            if draft is not None:
                made.append(replace(draft, sentences=self._sentences(draft), beliefs=one.beliefs))
        made += self._only_ruled()
        made.sort(key=lambda draft: min(draft.content))
        _nest(made)
        return made

    def _is_free(self, span: Span) -> bool:
        """Say whether the encoder sees nothing said or saying there."""
        return lies_free(span, self._held)

    def _only_ruled(self) -> list[Draft]:
        """Give what the rules alone found, where its words are nobody else's."""
        return [
            draft
            for draft in (*self._ruled, *self._free)
            if draft.source is not None and draft.content and all(map(self._is_free, (*draft.content, *draft.cue)))
        ]

    def _at_home(self, one: Told) -> Told:
        """Leave out what lies in other paragraphs than the cue, but for quotations: only they go on over paragraphs.

        Where paragraphs are much alike, the encoder takes words of one for those of another.
        """
        home = self._paragraph_at(one.cue[0][0])

        def near(span: Span) -> bool:
            return self._paragraph_at(span[0]) == home

        content = tuple(
            span
            for span in one.content
            if (near(span) or self._content[span[0]] in _OPENING) and not _ONLY_A_DAY.fullmatch(self._content, *span)
        )
        source = tuple(filter(near, one.source))
        return replace(one, content=content or one.content, source=source or one.source)

    def _cued(self, one: Told) -> Draft | None:
        ruled = self._ruled_at(one.cue[0])
        if ruled is None:
            return self._fresh(one)
        one = _without_source(one, ruled)
        return replace(
            ruled,
            content=[*self._ended(ruled, self._begun(ruled, self._mended(one))), *self._going_on(ruled, one)],
            cue=list(one.cue),
            source=self._source(one, ruled),
            outer=None,
        )

    def _begun(self, ruled: Draft, content: list[Span]) -> list[Span]:
        """Take content from where the rules let it begin, where they do so a few words earlier."""
        (start, end), *rest = content
        earlier = [
            span[0]
            for span in ruled.content
            if span[0] < start and (self._is_small(span[0], start) or self._is_before_cue(ruled, span, start))
        ]
        return [(min(earlier, default=start), end), *rest]

    def _ended(self, ruled: Draft, content: list[Span]) -> list[Span]:
        """Take content to where the rules let it end, where that is a few words on which nobody else says."""
        *before, (start, end) = content
        later = [
            span[1]
            for span in ruled.content
            if span[0] < end < span[1] <= end + _LONG_GAP
            and _MORE_WORDS.fullmatch(self._content, end, span[1])
            and self._is_free((end, span[1]))
        ]
        return [*before, (start, max(later, default=end))]

    def _is_before_cue(self, ruled: Draft, span: Span, start: int) -> bool:
        """Say whether the rules see one clause before its cue ("..., he said") of which the encoder sees the end."""
        return ruled.mode == "post" and start < span[1] and self._is_free((span[0], start))

    def _with_waiting(self, one: Told, said: Sequence[Span]) -> Told:
        """Add the paragraphs of a quotation that waits for its cue: the rules know where one is left open till then."""
        ruled = self._ruled_at(one.cue[0])
        first = min(one.content)[0]
        if ruled is None or self._content[first] not in _OPENING:
            return one
        waiting = [
            span
            for span in ruled.content
            if span[1] <= first and self._content[span[0]] in _OPENING and lies_free(span, said)
        ]
        return replace(one, content=(*sorted(waiting), *one.content)) if waiting else one

    def _going_on(self, ruled: Draft, one: Told) -> list[Span]:
        """Give quotations of further sentences that the rules join to this cue and that nobody else says."""
        last = max(one.content)[1]
        return [
            span
            for span in ruled.content
            if span[0] >= last and self._content[span[0]] in _OPENING and self._is_free(span)
        ]

    def _ruled_at(self, cue: Span) -> Draft | None:
        """Give the draft of the rules at a cue: that whose cue shares most with it."""
        last = bisect.bisect_left(self._cues, cue[1])
        near = self._ruled[max(0, last - 8) : last]
        shared = [(min(end, cue[1]) - max(start, cue[0]), draft) for draft in near for start, end in draft.cue]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        return best[1] if best[0] > 0 else None

    def _source(self, one: Told, ruled: Draft | None) -> Span | None:
        seen = self._phrase(one.source)
        if ruled is not None:
            seen = _agreed(one, seen, ruled)
        cue = (one.cue[0][0], one.cue[-1][1])
        if seen is not None and seen[0] < cue[0] and is_spoken_of(self._content[slice(*cue)]):
            return None
        return seen

    def _phrase(self, spans: Sequence[Span]) -> Span | None:
        """Give the longest piece of a source that the encoder sees, if it may name somebody."""
        start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0))
        while start < end and not self._content[start].isalnum() and self._content[start] not in _OPENING:
            start += 1
        return None if start == end or _NAMES_NOBODY.fullmatch(self._content, start, end) else (start, end)

    def _fresh(self, one: Told) -> Draft | None:
        line = self._line_at(one.cue[0][0])
        if line is None:
            return None
        draft = Draft(line, self._mended(one), list(one.cue), self._source(one, None), "", "told")
        for cue in find_cues(line):
            start, end = line.span(cue.start, cue.end)
            if start < one.cue[0][1] and one.cue[0][0] < end:
                draft.lemma, draft.negated, draft.passive = cue.entry.lemma, cue.negated, cue.passive
        return draft

    def _uncued(self, one: Told, before: list[Draft]) -> Draft | None:
        line = self._line_at(one.content[0][0])
        if line is None:
            return None
        if self._content[one.content[0][0]] not in _OPENING:
            return Draft(line, list(one.content), [], None, "", "narrator")
        ruled = next((draft for draft in self._free if _overlap(draft.content, one.content)), None)
        source = ruled.source if ruled is not None else None
        if source is None and before and one.content[0][0] - max(before[-1].content)[1] < _GOES_ON_WITHIN:
            source = before[-1].source
        return Draft(line, list(one.content), [], source, "", "free")

    def _mended(self, one: Told) -> list[Span]:
        """Give the content with small gaps closed, and taken to the end of its sentence where a few words lack.

        The encoder judges word by word, and a rare word at an end or in between falls out now and then.
        """
        others = (*one.cue, *one.source)
        mended: list[Span] = []
        for start, end in one.content:
            before = mended[-1][1] if mended else None
            if before is not None and self._is_small(before, start) and not _overlap([(before, start)], others):
                mended[-1] = (mended[-1][0], end)
            else:
                mended.append((start, end))
        start, end = mended[-1]
        stop = self._sentence_end(end)
        if start > one.cue[0][0] and self._is_small(end, stop) and not _overlap([(end, stop)], others):
            mended[-1] = (start, stop)
        return mended

    def _is_small(self, start: int, end: int) -> bool:
        """Say whether only a few words without a mark lie between two places of one paragraph."""
        return end - start <= _GAP and _WORDS_ONLY.fullmatch(self._content, start, end) is not None

    def _sentence_end(self, offset: int) -> int:
        """Give the end of the sentence around a place, without its full stop."""
        place = self._place_at(offset - 1)
        if place is None:
            return offset
        end = place.span()[1]
        while end > offset and self._content[end - 1] in ".!?":
            end -= 1
        return max(end, offset)

    def _place_at(self, offset: int) -> _Place | None:
        """Give the sentence that a place lies in or after."""
        at = self._number_at(offset)
        return self._places[at] if at >= 0 else None

    def _number_at(self, offset: int) -> int:
        """Give the number of that sentence; -1 before the first."""
        return bisect.bisect_right(self._starts, offset) - 1

    def _paragraph_at(self, offset: int) -> int | None:
        place = self._place_at(offset)
        return None if place is None else place.paragraph.index

    def _line_at(self, offset: int) -> Line | None:
        at = self._number_at(offset)
        if at < 0:
            return None
        if at not in self._lines:
            self._lines[at] = line_of(self._places[at].paragraph, self._places[at].sentence)
        return self._lines[at]

    def _sentences(self, draft: Draft) -> list[Span]:
        """Give the sentences that an attribution touches."""
        numbers: set[int] = set()
        for start, end in (*draft.content, *draft.cue, *([draft.source] if draft.source else [])):
            first = max(0, self._number_at(start))
            numbers.update(range(first, max(first + 1, bisect.bisect_left(self._starts, end))))
        return [self._places[number].span() for number in sorted(numbers)]


def _spans_of(told: Iterable[Told]) -> list[Span]:
    """Give what is said and the cues of it, joined."""
    return joined_spans(span for one in told for part in (one.content, one.cue) for span in part)


def _once(told: Sequence[Told]) -> list[Told]:
    """Leave out what is told twice under two cues ("further", "alleged"): of nearly the same words the surest stays."""
    kept: dict[int, Told] = {}
    near: list[Told] = []
    for one in sorted(told, key=lambda each: (each.content[0][0], -each.beliefs.sure)):
        near = [other for other in near if other.content[-1][1] > one.content[0][0]]
        same = next((other for other in near if other.cue and one.cue and _likeness(other, one) > _SAME), None)
        if same is None:
            kept[id(one)] = one
            near.append(one)
        elif same.beliefs.sure < one.beliefs.sure:
            del kept[id(same)]
            kept[id(one)] = near[near.index(same)] = one
    return list(kept.values())


def _likeness(one: Told, other: Told) -> float:
    """Give the share of the characters of either content that both hold."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    both = sum(end - start for each in (one, other) for start, end in each.content)
    return shared / (both - shared)


def _is_held(one: Told, saying: Sequence[Span]) -> bool:
    """Say whether what has no cue is for the larger part what somebody with a cue says, or the naming of who says it.

    ``saying``: sorted and disjoint.
    """
    start, end = one.content[0][0], one.content[-1][1]
    at = max(0, bisect.bisect_right(saying, (start, start)) - 1)
    shared = 0
    while at < len(saying) and saying[at][0] < end:
        shared += max(0, min(end, saying[at][1]) - max(start, saying[at][0]))
        at += 1
    return shared > _HELD * (end - start)


def _without_source(one: Told, ruled: Draft) -> Told:
    """Leave out of the content what the rules see as part of a long source, of which the encoder sees pieces.

    "Many countries, including three of the coast, as well as two groups accuse Norland of torture"
    """
    whole = ruled.source
    if whole is None or not _overlap([whole], one.source) or whole[1] > one.cue[0][0]:
        return one
    content = tuple(span for span in one.content if not _overlap([whole], [span]))
    return replace(one, content=content) if content and min(content)[0] > one.cue[0][0] else one


def _agreed(one: Told, seen: Span | None, ruled: Draft) -> Span | None:
    """Give the whole phrase of the rules where both see the same source or the encoder none, else the encoder's."""
    whole = ruled.source
    if whole is None or _overlap([whole], one.content):
        return seen
    if seen is None or _overlap([whole], [seen]):
        return whole
    # the rules' stands in the sentence of the cue, and the nearer of two is the likelier
    return min((seen, whole), key=lambda span: (_distance(span, one.cue[0]), span != seen))


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(start < b and a < end for start, end in some for a, b in others)


def _nest(drafts: list[Draft]) -> None:
    """Say of each, in the order of contents, which one holds it: the shortest whose content holds its cue."""
    held: list[Draft] = []
    for draft in drafts:
        anchor = draft.cue[0] if draft.cue else draft.content[0]
        held = [outer for outer in held if max(outer.content)[1] > min(draft.content)[0]]
        around = [
            outer for outer in held if any(start <= anchor[0] and anchor[1] <= end for start, end in outer.content)
        ]
        if around:
            draft.outer = min(around, key=lambda outer: max(outer.content)[1] - min(outer.content)[0])
        held.append(draft)
