# SPDX-License-Identifier: Apache-2.0
"""Who said what in a text, as the trained encoder sees it: spans, and beliefs about what each statement does."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.model import Span
from onrecord.reading.statements.english.attribution import Beliefs
from onrecord.reading.statements.english.encoder.decoding import Found, answers_for, decode
from onrecord.reading.statements.english.encoder.network import Floats, Network, Scores, network
from onrecord.reading.statements.english.encoder.windows import windows
from onrecord.reading.statements.english.encoder.wordpieces import Pieces, WordPieces, word_pieces

_OPENING_WINDOWS = 4
"""Windows at the beginning of a document in which its attack is told."""
_NAMED_FROM = 0.1
"""Belief from which a name is worth handing on; whoever uses it decides what is enough."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement that the encoder sees; spans are offsets into the text, of whole words."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    beliefs: Beliefs


@dataclass(frozen=True, slots=True)
class Attack:
    """What the encoder makes of the attack on people that a document tells of, as the labels of HRDsAttack name it."""

    victims: tuple[tuple[Span, float], ...]
    """Words that may name a victim, each with the highest belief in one of its pieces, in order."""
    places: tuple[tuple[Span, float], ...]
    """The same for words that may name the town or region of it."""
    kinds: dict[str, float]
    """Belief in each kind of attack, each by itself: the highest of the windows at the beginning."""
    perpetrators: dict[str, float]
    """Share of belief in each sort of perpetrator, over the windows at the beginning."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What one pass over a text gives."""

    told: tuple[Told, ...]
    """Statements, window by window."""
    attack: Attack


def encode(content: str, paragraphs: Iterable[Span], sentences: Sequence[Span]) -> Encoded:
    """Read the paragraphs of a text, which ``sentences`` lie in, in order. Offsets lie inside ``paragraphs``."""
    return encode_with(content, paragraphs, sentences, word_pieces(), network())


def encode_with(
    content: str, paragraphs: Iterable[Span], sentences: Sequence[Span], cutter: WordPieces, net: Network
) -> Encoded:
    """Read a text as these pieces and weights see it."""
    pieces = cutter.cut(content, paragraphs)
    lines = [_range(pieces, sentence) for sentence in sentences]
    opens = [first for first, _ in lines]
    names = net.heads.names
    told: list[Told] = []
    named: list[list[tuple[Span, float]]] = [[], []]
    opening: list[Scores] = []
    for window, answers in answers_for(list(windows(len(pieces), pieces.openings))):
        scores = net.run(pieces, window, cutter)
        if len(opening) < _OPENING_WINDOWS:
            opening.append(scores)
        here = lines[bisect.bisect_left(opens, answers[0]) : bisect.bisect_left(opens, answers[1])]
        said = decode(scores, window, answers, net.heads, _by_paragraph(pieces, here))
        told += [one for one in (_told(content, pieces, each, names) for each in said) if one.content]
        for column, spans in enumerate(named):
            spans.extend(_named(content, pieces, scores.victims[:, column], window, answers))
    return Encoded(tuple(told), _attack(opening, named, names))


def _range(pieces: Pieces, span: Span) -> Span:
    """Give the pieces that lie in a span."""
    return bisect.bisect_left(pieces.starts, span[0]), bisect.bisect_left(pieces.starts, span[1])


def _by_paragraph(pieces: Pieces, sentences: Iterable[Span]) -> list[list[Span]]:
    """Put the sentences of a paragraph together; those without a piece are left out."""
    found: dict[int, list[Span]] = {}
    for first, last in sentences:
        if first < last:
            found.setdefault(bisect.bisect_right(pieces.openings, first), []).append((first, last))
    return list(found.values())


def _named(content: str, pieces: Pieces, shares: Floats, window: Span, answers: Span) -> Iterator[tuple[Span, float]]:
    """Give the words of which some piece is believed to name what is asked."""
    start = window[0]
    chosen = [at for at in range(*answers) if shares[at - start] >= _NAMED_FROM]
    highest = {at: float(shares[at - start]) for at in chosen}
    for span in words(content, pieces, chosen):
        yield span, max(highest[at] for at in chosen if span[0] <= pieces.starts[at] < span[1])


def _attack(opening: list[Scores], named: list[list[tuple[Span, float]]], names: dict[str, tuple[str, ...]]) -> Attack:
    kinds = dict.fromkeys(names["attacks"], 0.0)
    perpetrators = dict.fromkeys(names["perpetrators"], 0.0)
    for scores in opening:
        for name, score in zip(names["attacks"], scores.attacks, strict=True):
            kinds[name] = max(kinds[name], 1 / (1 + math.exp(-float(score))))
        for name, share in _one_of(names["perpetrators"], scores.perpetrator).items():
            perpetrators[name] += share / len(opening)
    return Attack(tuple(named[0]), tuple(named[1]), kinds, perpetrators)


def _told(content: str, pieces: Pieces, found: Found, names: dict[str, tuple[str, ...]]) -> Told:
    return Told(
        cue=words(content, pieces, range(*found.cue)) if found.cue else (),
        source=words(content, pieces, found.source),
        content=words(content, pieces, found.content),
        beliefs=Beliefs(
            sure=found.sure,
            clear=found.clear,
            kinds=_one_of(names["kinds"], found.kinds),
            speaker_types=_one_of(names["speaker_types"], found.speaker_types),
            violations={
                name: 1 / (1 + math.exp(-float(score)))
                for name, score in zip(names["violations"], found.violations, strict=True)
            },
        ),
    )


def _one_of(names: tuple[str, ...], scores: Floats) -> dict[str, float]:
    powers = np.exp(scores - scores.max())
    whole = float(powers.sum())
    return {name: float(power) / whole for name, power in zip(names, powers, strict=True)}


def words(content: str, pieces: Pieces, where: Iterable[int]) -> tuple[Span, ...]:
    """Join pieces that touch to spans of whole words; a span never runs over a line's end."""
    spans: list[Span] = []
    last = -2
    for at in where:
        start, end = pieces.starts[at], pieces.ends[at]
        if start == end:
            continue
        while start > 0 and content[start - 1].isalnum() and content[start].isalnum():
            start -= 1
        while end < len(content) and content[end].isalnum() and content[end - 1].isalnum():
            end += 1
        if spans and (at == last + 1 or start <= spans[-1][1]) and "\n" not in content[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
        last = at
    return tuple(spans)
