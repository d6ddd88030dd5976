# SPDX-License-Identifier: Apache-2.0
"""From the scores of windows to spans of pieces: cues, and the source and content of each.

A window answers for the pieces that lie nearer to its middle than to that of its neighbours; what begins there is read
from it alone, to its ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.model import Span
from onrecord.reading.statements.english.encoder.network import Floats, Heads, Scores

Numbers = npt.NDArray[np.int64]
NONE, SOURCE, CONTENT = 0, 1, 2
CUE_FROM = 0.4
"""Share from which a piece begins a cue."""
GOES_ON_UNDER = 0.6
"""Share of outside under which a cue goes on, also where the next piece could begin one: "has" and "confirmed"."""
OWN_FROM = 0.45
"""Mean share of its pieces from which a sentence is content without a cue."""
SWITCH = 2.0
"""What beginning or ending content costs, so that single pieces do not fall out of it."""
SOURCE_SWITCH = 0.25
"""What beginning or ending a source costs: many are one word."""


def _costs(content: float, source: float) -> Floats:
    return np.array([[0, source, content], [source, 0, content], [content, content, 0]], dtype=np.float32)


COSTS = _costs(SWITCH, SOURCE_SWITCH)
"""(to, from): none, source, content."""
_REACHES = 260
"""Distance, in pieces, from which all distances count alike."""


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as pieces of the document, with what the network makes of it."""

    cue: Span | None
    """(first piece, piece after the last); None for content without a cue."""
    source: tuple[int, ...]
    content: tuple[int, ...]
    sure: float
    """Share of belief in the cue, or in the first piece of content without one."""
    clear: float
    """Mean share of belief in the pieces of the content."""
    kinds: Floats
    speaker_types: Floats
    violations: Floats


def answers_for(cut: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Give each window with the pieces that it answers for."""
    for number, (start, end) in enumerate(cut):
        first = (start + cut[number - 1][1]) // 2 if number else start
        last = (end + cut[number + 1][0]) // 2 if number + 1 < len(cut) else end
        yield (start, end), (first, last)


def decode(
    scores: Scores, window: Span, answers: Span, heads: Heads, paragraphs: Iterable[Sequence[Span]]
) -> list[Found]:
    """Give the statements whose cue, or sentence without one, begins among the pieces that a window answers for.

    ``paragraphs``: the sentences that begin there, as pieces of the document, those of one paragraph together.
    """
    start, end = window
    decoding = _Decoding(scores, heads, start)
    inside = [[(first - start, min(last, end) - start) for first, last in sentences] for sentences in paragraphs]
    return [
        *decoding.with_cues(tagged(scores.cues, CUE_FROM, answers[0] - start, answers[1] - start)),
        *decoding.without_cues(inside),
    ]


@dataclass(frozen=True, slots=True)
class _Decoding:
    """One window being decoded."""

    scores: Scores
    heads: Heads
    start: int
    """Number of its first piece in the document."""

    def with_cues(self, cues: list[Span]) -> Iterator[Found]:
        labels, clear = _roles(self.scores, cues, self.heads)
        part_contents(labels, clear, cues)
        for row, (at, end) in enumerate(cues):
            content = np.flatnonzero(labels[row] == CONTENT)
            if len(content):
                sure = float(1 - self.scores.cues[at:end, 0].min())
                belief = float(clear[row, content].mean())
                yield self._found(np.arange(at, end), np.flatnonzero(labels[row] == SOURCE), content, (sure, belief))

    def without_cues(self, paragraphs: Iterable[Sequence[Span]]) -> Iterator[Found]:
        """Give what is said without a cue.

        Pieces are believed in one by one, sentences as a whole; sentences that follow each other in a paragraph tell
        one thing: in the labelled train articles 83 times of 94.
        """
        inside = 1 - self.scores.own[:, 0]
        for sentences in paragraphs:
            told = [span for span in sentences if float(inside[slice(*span)].mean()) >= OWN_FROM]
            for at, end in following(told, sentences):
                content = np.arange(at, end)
                beliefs = (float(inside[at:end].mean()), float(inside[at:end].max()))
                yield self._found(content[:0], content[:0], content, beliefs)

    def _found(self, cue: Numbers, source: Numbers, content: Numbers, beliefs: tuple[float, float]) -> Found:
        pooled = np.zeros(self.scores.meaning.shape[-1], dtype=np.float32)
        for part, where in enumerate((cue, content, source)):
            if len(where):
                pooled += self.scores.meaning[where, part].mean(0)
        known = gelu(pooled)
        return Found(
            (int(cue[0]) + self.start, int(cue[-1]) + 1 + self.start) if len(cue) else None,
            tuple(int(at) + self.start for at in source),
            tuple(int(at) + self.start for at in content),
            *beliefs,
            _read(known, self.heads.kinds),
            _read(known, self.heads.speaker_types),
            _read(known, self.heads.violations) + self.scores.acts[content].max(0),
        )


def following(told: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """Join those of the sentences that are told and follow each other."""
    numbers = {span: number for number, span in enumerate(sentences)}
    joined: list[Span] = []
    last = -2
    for span in told:
        if numbers[span] == last + 1 and joined:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
        last = numbers[span]
    return joined


def tagged(shares: Floats, enough: float, first: int, last: int) -> list[Span]:
    """Read spans off shares of outside, begin and inside; only those that begin in ``first`` to ``last``."""
    begins = (shares[:, 1] >= enough) | ((shares[:, 0] < 0.5) & (shares[:, 1] > shares[:, 2]))
    inside = shares[:, 0] < GOES_ON_UNDER
    spans = []
    at = first
    while at < last:
        if not begins[at]:
            at += 1
            continue
        end = at + 1
        while end < len(shares) and inside[end]:
            end += 1
        spans.append((at, end))
        at = end
    return spans


def _roles(scores: Scores, cues: list[Span], heads: Heads) -> tuple[npt.NDArray[np.int8], Floats]:
    """Say for each cue what every piece is to it, and the share of belief in that."""
    size = len(scores.cues)
    given = np.zeros((len(cues), size, 3), dtype=np.float32)
    for row, (start, end) in enumerate(cues):
        centre = round((start + end - 1) / 2)
        far = heads.distances[:, buckets(np.arange(size) - centre, heads.distances.shape[1])]
        given[row, :, 1:] = (scores.roles[:, start:end].mean(1) + far).T
    if not cues:
        return np.zeros((0, size), dtype=np.int8), given[..., 0]
    logs = given - given.max(-1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(-1, keepdims=True))
    labels = steady(logs)
    return labels, np.exp(np.take_along_axis(logs, labels[..., None].astype(np.int64), -1)[..., 0])


def part_contents(labels: npt.NDArray[np.int8], clear: Floats, cues: list[Span]) -> None:
    """Give words that two cues claim to the one that is surer of them, unless one cue stands in what the other says."""
    said = labels == CONTENT
    for one in range(len(cues)):
        for other in range(one + 1, len(cues)):
            both = said[one] & said[other]
            if not both.any() or said[one, slice(*cues[other])].any() or said[other, slice(*cues[one])].any():
                continue
            where = np.flatnonzero(both)
            for run in np.split(where, np.flatnonzero(np.diff(where) > 1) + 1):
                loser = one if clear[one, run].mean() < clear[other, run].mean() else other
                labels[loser, run] = NONE
                said[loser, run] = False


def buckets(distances: Numbers, count: int) -> Numbers:
    """Give the logarithmic bucket of signed distances in pieces."""
    half = count // 2
    logs = np.log1p(np.abs(distances).astype(np.float32)) / np.float32(np.log(_REACHES)) * (half - 1)
    capped = np.minimum(logs.astype(np.int64), half - 1)
    return np.where(distances < 0, capped, capped + half)


def steady(logs: Floats) -> npt.NDArray[np.int8]:
    """Give the best labels along the pieces of every row when each change costs what ``COSTS`` says (Viterbi 1967)."""
    rows, size, width = logs.shape
    best = logs[:, 0].copy()
    back = np.zeros((size, rows, width), dtype=np.int8)
    every = np.arange(rows)
    for at in range(1, size):
        reached = best[:, None, :] - COSTS  # (row, to, from)
        back[at] = reached.argmax(2)
        best = reached.max(2) + logs[:, at]
    labels = np.zeros((rows, size), dtype=np.int8)
    labels[:, -1] = best.argmax(1)
    for at in range(size - 1, 0, -1):
        labels[:, at - 1] = back[at, every, labels[:, at]]
    return labels


def _read(known: Floats, head: tuple[Floats, Floats]) -> Floats:
    weight, bias = head
    # summed row by row: a library's matrix product may add up in another order on another machine
    scores: Floats = (weight * known).sum(-1, dtype=np.float32) + bias
    return scores


def gelu(values: Floats) -> Floats:
    """Apply the function between two layers (Hendrycks and Gimpel 2016).

    The error function is formula 7.1.26 of Abramowitz and Stegun, whose error is under 2e-7.
    """
    scaled = np.abs(values) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1 - series * np.exp(-scaled * scaled))
    result: Floats = (values * 0.5 * (1 + erf)).astype(np.float32)
    return result
