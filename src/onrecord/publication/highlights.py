# SPDX-License-Identifier: Apache-2.0
"""Mark statements in the text of a document, also where they nest and overlap.

Marks become elements, and elements must nest: a mark that would stick out of the one around it is cut
there and goes on after it. The text itself is printed once, in order, and never changed: taking all
pieces together gives the text back.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Statement

Part = Literal["content", "source", "cue"]
_RANK: dict[Part, int] = {"content": 0, "source": 1, "cue": 2}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a text that belongs to one part of one statement."""

    start: int
    end: int
    part: Part
    index: int
    """Which statement of the document, from 0."""
    first: bool
    """Whether the statement's content begins here."""


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins."""

    highlight: Highlight


@dataclass(frozen=True, slots=True)
class Close:
    """The mark that was opened last ends."""

    highlight: Highlight


Event = str | Open | Close


def highlights(statements: Sequence[Statement], length: int) -> list[Highlight]:
    """List the marks of all statements, sorted by place; spans outside a text of ``length`` are cut to it."""
    found = []
    for index, statement in enumerate(statements):
        parts: tuple[tuple[Part, tuple[tuple[int, int], ...]], ...] = (
            ("content", statement.content.spans),
            ("source", statement.source.spans if statement.source else ()),
            ("cue", statement.cue.spans if statement.cue else ()),
        )
        for part, spans in parts:
            inside = sorted((max(0, start), min(end, length)) for start, end in spans)
            filled = [span for span in inside if span[0] < span[1]]
            for number, (start, end) in enumerate(filled):
                found.append(Highlight(start, end, part, index, part == "content" and number == 0))
    return sorted(found, key=_order)


def weave(text: str, start: int, end: int, marks: Iterable[Highlight]) -> Iterator[Event]:
    """Give ``text[start:end]`` as pieces of text between openings and closings that nest properly."""
    cut = (_cut(mark, start, end) for mark in marks)
    waiting = [(_order(mark), number, mark) for number, mark in enumerate(cut) if mark.start < mark.end]
    heapq.heapify(waiting)
    open_marks: list[Highlight] = []
    at = start
    while waiting:
        _, number, mark = heapq.heappop(waiting)
        while open_marks and open_marks[-1].end <= mark.start:
            closing = open_marks.pop()
            yield from _text(text, at, closing.end)
            at = closing.end
            yield Close(closing)
        if open_marks and mark.end > open_marks[-1].end:
            border = open_marks[-1].end
            rest = Highlight(border, mark.end, mark.part, mark.index, first=False)
            heapq.heappush(waiting, (_order(rest), number, rest))
            mark = Highlight(mark.start, border, mark.part, mark.index, mark.first)
        yield from _text(text, at, mark.start)
        at = mark.start
        open_marks.append(mark)
        yield Open(mark)
    while open_marks:
        closing = open_marks.pop()
        yield from _text(text, at, closing.end)
        at = closing.end
        yield Close(closing)
    yield from _text(text, at, end)


def _order(mark: Highlight) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, _RANK[mark.part], mark.index


def _cut(mark: Highlight, start: int, end: int) -> Highlight:
    first = mark.first and start <= mark.start < end
    return Highlight(max(mark.start, start), min(mark.end, end), mark.part, mark.index, first)


def _text(text: str, start: int, end: int) -> Iterator[str]:
    if start < end:
        yield text[start:end]
