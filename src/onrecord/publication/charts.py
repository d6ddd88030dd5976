# SPDX-License-Identifier: Apache-2.0
"""Lay out the two charts of a report: a timeline on several tracks, and quantities as intervals.

Pure geometry: values in, coordinates in pixels out; templates draw them as inline SVG. When something was
said, when it was reported and the time that it speaks of stand on tracks of their own and are never mixed. A
quantity is drawn as the interval that was stated, an open end stays open with an arrow, and no mean, sum
or middle is drawn.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Quantity
from onrecord.publication.dates import MONTHS, Days
from onrecord.publication.legible import shortened

WIDTH = 760.0
NARROW = 340.0
"""Width of the layout for a phone. The same chart is laid out for both, and the style sheet shows one of them."""
LETTER = 6.2
"""Width of a letter in the charts' type size, with some to spare."""
LANE = 22.0
_ARROW = 16.0
_TRACK_LABEL = 20.0
_TICK = 60.0
"""Room for the label of one line of a scale."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to place on a track of the timeline."""

    days: Days
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: a bar from ``x`` over ``width``, its text to the right or left."""

    x: float
    width: float
    y: float
    text: str
    text_x: float
    text_y: float
    anchor: str
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its label."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """One track of the timeline."""

    name: str
    y: float
    height: float
    marks: tuple[Mark, ...]
    coarseness: str | None
    """``month`` or ``year`` where marks were put together, else None."""
    left_out: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Tracks on one scale."""

    width: float
    height: float
    tracks: tuple[Track, ...]
    ticks: tuple[Tick, ...]


def timeline(tracks: Sequence[tuple[str, Sequence[Moment]]], most: int, width: float = WIDTH) -> Timeline | None:
    """Lay out named tracks, or None where nothing has a date. Past ``most`` marks, days become months, then years."""
    dates = [day for _, moments in tracks for one in moments for day in (one.days.start, one.days.end)]
    if not dates:
        return None
    scale = _TimeScale(min(dates), max(dates), width)
    laid_out, y = [], 30.0
    for name, moments in tracks:
        track = _track(name, moments, scale, y, most)
        laid_out.append(track)
        y += track.height + 14
    return Timeline(width, y, tuple(laid_out), scale.ticks())


class _TimeScale:
    """Days to pixels, with a margin so that marks at the ends can carry their text."""

    def __init__(self, first: datetime.date, last: datetime.date, width: float) -> None:
        self.width = width
        span = max(30, (last - first).days)
        margin = max(3, span // 20)
        self.first = first.toordinal() - margin
        self.last = first.toordinal() + span + margin

    def x(self, day: int) -> float:
        return round(8 + (self.width - 16) * (day - self.first) / (self.last - self.first), 1)

    def ticks(self) -> tuple[Tick, ...]:
        start = datetime.date.fromordinal(max(1, self.first))
        end = datetime.date.fromordinal(min(self.last, datetime.date.max.toordinal()))
        months = (end.year - start.year) * 12 + end.month - start.month
        most = self.width // _TICK
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200) if months / s <= most), 12_000)
        ticks = []
        first_month = start.year * 12 + start.month - 1
        for month in range(-(-first_month // step) * step, end.year * 12 + end.month, step):
            year, index = divmod(month, 12)
            day = datetime.date(year, index + 1, 1).toordinal() if year else 0
            if self.first <= day <= self.last:
                text = str(year) if step >= 12 else f"{MONTHS[index]} {year}"
                ticks.append(Tick(self.x(day), text))
        return tuple(ticks)


def _track(name: str, moments: Sequence[Moment], scale: _TimeScale, y: float, most: int) -> Track:
    grouped, coarseness = _put_together(moments, most)
    shown = grouped[:most]
    lanes: list[float] = []
    marks = []
    for days, texts in shown:
        text = shortened(texts[0] if len(texts) == 1 else _summed_up(texts), int((scale.width - 40) / LETTER))
        start, end = scale.x(days.start.toordinal()), scale.x(days.end.toordinal() + 1)
        width = max(4.0, round(end - start, 1))
        needed = len(text) * LETTER + 8
        before = _ARROW if days.first is None else 0.0
        after = _ARROW if days.last is None else 0.0
        text_x, anchor, below = start + width + after + 5, "start", 0.0
        begin, finish = start - before, text_x + needed
        if finish > scale.width and begin > needed:
            text_x, anchor = begin - 5, "end"
            begin, finish = text_x - needed, start + width + after
        elif finish > scale.width:  # a bar across the whole scale: its text stands under it
            text_x, below = max(4.0, scale.width - needed), LANE - 5
        lane = _two_lanes(lanes) if below else _free_lane(lanes, begin, finish)
        marks.append(
            Mark(
                x=start,
                width=width,
                y=round(y + _TRACK_LABEL + lane * LANE, 1),
                text=text,
                text_x=round(text_x, 1),
                text_y=round(y + _TRACK_LABEL + lane * LANE + 14.5 + below, 1),
                anchor=anchor,
                open_start=days.first is None,
                open_end=days.last is None,
            )
        )
    height = _TRACK_LABEL + max(1, len(lanes)) * LANE
    left_out = sum(len(texts) for _, texts in grouped[most:])
    return Track(name, y, height, tuple(marks), coarseness, left_out)


def _free_lane(lanes: list[float], begin: float, finish: float) -> int:
    for index, end in enumerate(lanes):
        if end + 6 <= begin:
            lanes[index] = finish
            return index
    lanes.append(finish)
    return len(lanes) - 1


def _two_lanes(lanes: list[float]) -> int:
    lanes += [math.inf, math.inf]
    return len(lanes) - 2


def _summed_up(texts: Sequence[str]) -> str:
    different = list(dict.fromkeys(texts))
    if len(different) == 1:
        return f"{different[0]} ({len(texts)})"
    return ", ".join(different) if len(different) <= 3 else f"{len(texts)} statements"


def _put_together(moments: Sequence[Moment], most: int) -> tuple[list[tuple[Days, list[str]]], str | None]:
    """Put moments of the same days together, and where that is not enough those of a month, then of a year."""
    groups: list[tuple[Days, list[str]]] = []
    for coarseness in (None, "month", "year"):
        found: dict[Days, list[str]] = {}
        for moment in moments:
            found.setdefault(_widened(moment.days, coarseness), []).append(moment.text)
        groups = sorted(found.items(), key=lambda group: (group[0].start, group[0].end))
        if len(groups) <= most:
            return groups, coarseness
    return groups, "year"


def _widened(days: Days, coarseness: str | None) -> Days:
    if coarseness is None:
        return days

    def first(day: datetime.date) -> datetime.date:
        return day.replace(day=1) if coarseness == "month" else day.replace(month=1, day=1)

    def last(day: datetime.date) -> datetime.date:
        if coarseness == "year" or day.month == 12:
            return day.replace(month=12, day=31)
        return day.replace(month=day.month + 1, day=1) - datetime.timedelta(days=1)

    return Days(days.first and first(days.first), days.last and last(days.last))


# --- quantities ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """One quantity: from ``x1`` to ``x2``; an open end has an arrow, a point has ``x1 == x2``."""

    x1: float
    x2: float
    y: float
    text_y: float
    """Where the first of the two lines of text stands."""
    open_start: bool
    open_end: bool
    hollow: bool
    """Drawn hollow because it was stated as approximate."""
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """Quantities of one unit on one scale."""

    unit: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    logarithmic: bool


_SMALLEST, _LARGEST = 1e-6, 1e12
"""Amounts outside are no counts of anything in a document; they stay in the table and are not drawn."""
_ROW, _NARROW_ROW = 36.0, 56.0
"""Height of a quantity; in the narrow layout its words stand above its interval."""
_LEFT = 300.0
"""Where the scale begins, right of the words, in the wide layout."""
WORDS, NARROW_WORDS = 51, 56
"""Letters that the words about a quantity may have."""
_ZERO = 60.0
"""Room for nought left of a scale of powers of ten, which has none."""


def drawable(quantity: Quantity) -> bool:
    """Say whether a quantity has a bound that can be drawn."""
    return any(_finite(bound) is not None for bound in (quantity.value, quantity.lower, quantity.upper))


def intervals(unit: str, rows: Sequence[tuple[Quantity, str, str]], *, narrow: bool = False) -> Intervals:
    """Lay out quantities of one unit, given with a label and their words, in the order given."""
    bounds = [found for quantity, _, _ in rows for found in _bounds(quantity)]
    width, row = (NARROW, _NARROW_ROW) if narrow else (WIDTH, _ROW)
    scale = _AmountScale(bounds, left=12.0 if narrow else _LEFT, right=width - 16.0)
    bars = []
    for index, (quantity, label, words) in enumerate(rows):
        top = 34 + index * row
        most = NARROW_WORDS if narrow else WORDS
        bar = _bar(quantity, shortened(label, most), shortened(words, most), scale, top + (40 if narrow else 13))
        bars.append(replace(bar, text_y=top + 10))
    return Intervals(unit, width, 34 + len(rows) * row + 6, tuple(bars), scale.ticks(), scale.logarithmic)


def _bar(quantity: Quantity, label: str, words: str, scale: _AmountScale, y: float) -> Bar:
    value, lower, upper = (_finite(bound) for bound in (quantity.value, quantity.lower, quantity.upper))
    if value is not None:
        lower = upper = value
    x1 = scale.x(lower) if lower is not None else scale.left
    x2 = scale.x(upper) if upper is not None else scale.right
    return Bar(x1, max(x1, x2), y, y, lower is None, upper is None, quantity.approximate, label, words)


def _bounds(quantity: Quantity) -> Iterable[float]:
    found = (_finite(bound) for bound in (quantity.value, quantity.lower, quantity.upper))
    return [bound for bound in found if bound is not None]


def _finite(bound: float | None) -> float | None:
    if bound is None or not math.isfinite(bound):
        return None
    return bound if bound == 0 or _SMALLEST <= bound <= _LARGEST else None


class _AmountScale:
    """Amounts to pixels, logarithmic where the largest is more than fifty times the smallest above zero."""

    def __init__(self, bounds: Sequence[float], left: float, right: float) -> None:
        self.left, self.right = left, right
        self.most_ticks = (right - left) // _TICK
        above_zero = [bound for bound in bounds if bound > 0] or [1.0]
        self.logarithmic = max(above_zero) / min(above_zero) > 50
        self.top = max(above_zero)
        low = min(above_zero)
        self.has_zero = 0 in bounds
        if self.logarithmic:
            self.first = math.floor(math.log10(low))
            self.last = max(self.first + 1, math.ceil(math.log10(self.top * 1.2)))
        else:
            self.step = _round_step(self.top / min(5, self.most_ticks - 1))
            self.last = max(1, math.ceil(self.top * 1.1 / self.step))

    def x(self, amount: float) -> float:
        left = self.left
        if self.logarithmic and amount == 0:
            return left
        if self.logarithmic:
            left += _ZERO if self.has_zero else 0
            share = (math.log10(amount) - self.first) / (self.last - self.first)
        else:
            share = amount / (self.step * self.last)
        return round(left + (self.right - 30 - left) * max(0.0, min(1.0, share)), 1)

    def ticks(self) -> tuple[Tick, ...]:
        if self.logarithmic:
            every = max(1, math.ceil((self.last - self.first) / self.most_ticks))
            powers = [10.0**power for power in range(self.first, self.last + 1, every)]
            return tuple(Tick(self.x(amount), _amount(amount)) for amount in ([0.0] if self.has_zero else []) + powers)
        return tuple(Tick(self.x(self.step * index), _amount(self.step * index)) for index in range(self.last + 1))


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)


def _amount(amount: float) -> str:
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if amount >= size:
            return f"{amount / size:g}{word}"
    return f"{amount:,.0f}" if amount >= 1 or amount == 0 else f"{amount:g}"
