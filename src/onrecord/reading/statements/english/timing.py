# SPDX-License-Identifier: Apache-2.0
"""When it was said, what time it speaks of, and by when something is to be done: three dates, never mixed up.

1. ``said_at``: a date beside the reporting words, outside the content. Of several, the nearest to the cue.
   "later", "also" and a further sentence of one speaker's one occasion take over the date of the sentence before.
2. ``about_time``: a date inside the content of what asserts or answers an act, looked for in the past.
3. ``due``: a date inside the content, or in its sentence, of an undertaking, a call, a term or an offer, which lies
   on or after the day of publication. "soon" and "in the coming weeks" give no date (rule B14).
4. A date is as precise as its words, and none is made out of another.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.calendars import Anchor, anchor_of, bounds
from onrecord.reading.date_words import find_dates
from onrecord.reading.dates import DateExpression
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.context import ReadingContext

_FORWARD = frozenset({"commitment", "call", "condition", "offer"})
_ACTS = frozenset({"allegation", "denial", "justification", "admission", "finding", "legal_characterisation"})


@dataclass(frozen=True, slots=True)
class Times:
    """EDTF dates of one statement; None where the document does not say."""

    said_at: str | None = None
    about_time: str | None = None
    due: str | None = None


class Timing:
    """Dates of one document, found once, and what they mean for its publication date."""

    def __init__(self, context: ReadingContext, published: str | None) -> None:
        """Find all dates of the sentences that are read."""
        self._context = context
        self._anchor: Anchor | None = anchor_of(published)
        self._dates: list[DateExpression] = [
            said for start, end in context.sentences for said in find_dates(context.text.content, start, end)
        ]
        self._starts = [said.start for said in self._dates]
        self._last_said: dict[str, tuple[int, str]] = {}
        """Speaker to the sentence in which and the day on which they last spoke."""

    def dates_in(self, span: Span) -> list[DateExpression]:
        """Give the dates that lie inside ``span``."""
        first = bisect.bisect_left(self._starts, span[0])
        last = bisect.bisect_left(self._starts, span[1])
        return self._dates[first:last]

    def spans_in(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Give the places of all dates inside ``spans``: their numbers count nothing."""
        return tuple((said.start, said.end) for span in spans for said in self.dates_in(span))

    def of(self, attribution: Attribution, kind: str) -> Times:
        """Say when a statement of that kind was said, what time it is about and when it falls due."""
        own = [said for span in attribution.content for said in self.dates_in(span)]
        beside = self._beside(attribution)
        due = self._due(own, beside) if kind in _FORWARD or kind == "other" else None
        said_at = self._said_at(attribution, beside, due) if attribution.directness != "narrator" else None
        about = self._about(own) if kind in _ACTS else None
        return Times(said_at, about, due)

    def _beside(self, attribution: Attribution) -> list[DateExpression]:
        """Give the dates of the sentences that hold the cue, outside the content, the nearest to the cue first."""
        anchor = attribution.cue or attribution.source or attribution.content[:1]
        sentence = self._context.sentence_at(anchor[0][0])
        if sentence is None:
            return []
        outside = [
            said
            for said in self.dates_in(sentence)
            if not any(start <= said.start < end for start, end in attribution.content)
        ]
        return sorted(outside, key=lambda said: _distance(said, anchor[0]))

    def _said_at(self, attribution: Attribution, beside: list[DateExpression], due: str | None) -> str | None:
        found = next(
            (value for said in beside if said.names_a_day and (value := said.resolve(self._anchor)) and value != due),
            None,
        )
        speaker = attribution.speaker.name if attribution.speaker else None
        index = self._context.sentence_index(attribution.content[0][0])
        if speaker is None or index is None:
            return found
        if found is None and speaker in self._last_said:
            before, value = self._last_said[speaker]
            found = value if index - before <= _SAME_OCCASION else None
        if found is not None:
            self._last_said[speaker] = (index, found)
        return found

    def _due(self, own: list[DateExpression], beside: list[DateExpression]) -> str | None:
        for said in (*own, *beside):
            value = said.resolve(self._anchor, "future")
            if value and self._is_ahead(value):
                return value
        return None

    def _is_ahead(self, edtf: str) -> bool:
        days = bounds(edtf)
        if days is None or self._anchor is None:
            return False
        return days[1] > self._anchor.latest or (days[0] >= self._anchor.earliest and days[1] > self._anchor.earliest)

    def _about(self, own: list[DateExpression]) -> str | None:
        return next((value for said in own if (value := said.resolve(self._anchor, "past"))), None)


_SAME_OCCASION = 3
"""Sentences over which a speaker goes on speaking on one day, unless another day is named."""


def _distance(said: DateExpression, anchor: Span) -> int:
    return said.start - anchor[1] if said.start >= anchor[1] else anchor[0] - said.end
