# SPDX-License-Identifier: Apache-2.0
"""When it was said, what time it speaks of, and by when something is to be done: three dates, never mixed up.

1. ``said_at``: a date beside the reporting words, outside the content. Of several, the nearest to the cue.
   "later", "also" and a further sentence of one speaker's one occasion take over the date of the sentence before.
2. ``about_time``: a date inside the content of what asserts or answers an act, looked for in the past.
3. ``due``: a date inside the content of an undertaking, a call, a term, an offer or a hearing to come, which lies on
   or after the day of publication; for an undertaking also one beside it. A day comes before a period, such as that
   of a session. "soon" and "in the coming weeks" give no date (rule B14).
4. A date is as precise as its words, and none is made out of another.
"""

from __future__ import annotations

import bisect
import re
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
        due = self._due(attribution, kind, own, beside)
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

    def _due(
        self, attribution: Attribution, kind: str, own: list[DateExpression], beside: list[DateExpression]
    ) -> str | None:
        if kind not in _FORWARD and not (kind == "other" and self._is_to_come(attribution)):
            return None
        candidates = [*own, *beside] if kind == "commitment" else own
        found = [(not said.names_a_day, value) for said in candidates if (value := self._ahead(said, kind)) is not None]
        return min(found, key=lambda entry: entry[0])[1] if found else None

    def _ahead(self, said: DateExpression, kind: str) -> str | None:
        """Give the date that the words mean, where they look ahead."""
        lead = self._context.text.content[max(0, said.start - _LEAD) : said.start]
        if not _LOOKS_AHEAD.search(lead) and said.form not in {"unit", "within", "session"}:
            return None
        open_day = said.year is None and said.form in {"weekday", "offset", "unit", "within"}
        if open_day and kind != "commitment" and not _BEFORE_A_DATE.search(lead) and said.amount <= 0:
            return None
        value = said.resolve(self._anchor, "future" if open_day else "nearest")
        if value and self._anchor is None:  # a full date that something must happen by needs no publication date
            return value if _BEFORE_A_DATE.search(lead) else None
        return value if value and self._is_ahead(value) else None

    def _is_to_come(self, attribution: Attribution) -> bool:
        return bool(_TO_COME.search(self._context.words(attribution.content)))

    def _is_ahead(self, edtf: str) -> bool:
        days = bounds(edtf)
        if days is None or self._anchor is None:
            return False
        return days[1] > self._anchor.latest or (days[0] >= self._anchor.earliest and days[1] > self._anchor.earliest)

    def _about(self, own: list[DateExpression]) -> str | None:
        return next((value for said in own if (value := said.resolve(self._anchor, "past"))), None)


_LEAD = 28
"""Characters before a date in which a preposition that looks ahead may stand."""
_LOOKS_AHEAD = re.compile(
    r"\b(?:by|before|until|till|on|in|at|for|from|next|this|within|late|early|later|end of|the|since)\s+(?:[\w'\u2019-]+\s+){0,3}\(?\Z"
)
_BEFORE_A_DATE = re.compile(r"\b(?:by|before|until|till|no later than|end of)\s+(?:[\w'\u2019-]+\s+){0,3}\Z")
_TO_COME = re.compile(
    r"\b(?:will|is|are|was|were|be) (?:\w+ ){0,2}?(?:due|scheduled|set|expected|adjourned|postponed)\b|"
    r"\bwill (?:be heard|resume|begin|start|open|take place|appear)|\b(?:hearing|trial|session|verdict)\b"
)
_SAME_OCCASION = 3
"""Sentences over which a speaker goes on speaking on one day, unless another day is named."""


def _distance(said: DateExpression, anchor: Span) -> int:
    return said.start - anchor[1] if said.start >= anchor[1] else anchor[0] - said.end
