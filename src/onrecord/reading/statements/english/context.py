# SPDX-License-Identifier: Apache-2.0
"""What interpreting one attribution may look at: the whole document, computed once.

Call sequence: the reader finds sentences and attributions, makes one ``ReadingContext``, and gives it to
``interpretation.interpret_document``, which answers with the completed metadata and the statements.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.model import Metadata, Span, Text
from onrecord.reading.places import PlaceMention, find_places
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.mentions import Mentions
from onrecord.reading.statements.english.sentences import Paragraph
from onrecord.vocabulary import Hit, matcher


@dataclass(frozen=True)
class ReadingContext:
    """A document as the interpreter sees it. All spans are offsets into ``text.content``."""

    text: Text
    metadata: Metadata
    sentences: tuple[Span, ...]
    """Sorted and disjoint; of the segments in ``BODY_KINDS`` only."""
    attributions: tuple[Attribution, ...]
    """All of the document, in reading order."""
    paragraphs: tuple[Paragraph, ...] = ()
    """What is read, cut into tokens."""
    mentions: Mentions = field(default_factory=Mentions)
    """The names of the document."""

    @cached_property
    def hits(self) -> list[Hit]:
        """Trigger words of the sentences that are read, in order."""
        return [hit for start, end in self.sentences for hit in matcher().find(self.text.content, start, end)]

    @cached_property
    def _hit_starts(self) -> list[int]:
        return [hit.start for hit in self.hits]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def places(self) -> list[PlaceMention]:
        """Places that the document names, in order."""
        return find_places(self.text.content)

    def hits_in(self, spans: tuple[Span, ...]) -> list[Hit]:
        """Give the trigger words that lie wholly inside one of ``spans``."""
        found: list[Hit] = []
        for start, end in spans:
            first = bisect.bisect_left(self._hit_starts, start)
            last = bisect.bisect_left(self._hit_starts, end)
            found += [hit for hit in self.hits[first:last] if hit.end <= end]
        return found

    def sentence_index(self, offset: int) -> int | None:
        """Say which sentence holds ``offset``; None where it lies outside all of them."""
        index = bisect.bisect_right(self._sentence_starts, offset) - 1
        if index < 0 or offset >= self.sentences[index][1]:
            return None
        return index

    def sentence_at(self, offset: int) -> Span | None:
        """Give the sentence that holds ``offset``."""
        index = self.sentence_index(offset)
        return None if index is None else self.sentences[index]

    def words(self, spans: tuple[Span, ...]) -> str:
        """Give the words at ``spans``, joined by a space."""
        return " ".join(self.text.content[start:end] for start, end in spans)
