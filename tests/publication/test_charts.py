# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Quantity
from onrecord.publication.charts import LETTER, NARROW, WIDTH, Mark, Moment, intervals, timeline
from onrecord.publication.dates import Days

DATES = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
NEAR = st.dates(datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
MOMENTS = st.lists(
    st.builds(lambda a, b: Moment(Days(min(a, b), max(a, b)), "A1 denied"), DATES, DATES), min_size=1, max_size=30
)


def _day(text: str) -> Days:
    day = datetime.date.fromisoformat(text)
    return Days(day, day)


@given(MOMENTS, MOMENTS, st.sampled_from([WIDTH, NARROW]))
def test_every_mark_and_its_text_lie_on_the_chart(said: list[Moment], spoken_of: list[Moment], width: float) -> None:
    drawing = timeline([("Said", said), ("Time spoken of", spoken_of)], 200, width)
    assert drawing is not None
    for track in drawing.tracks:
        assert all(mark.x >= 0 and mark.x + mark.width <= width + 4 for mark in track.marks)
        assert all(track.y <= mark.y < mark.text_y <= track.y + track.height for mark in track.marks)
        assert all(begin >= 0 and end <= width for begin, end in map(_extent, track.marks))
    assert all(0 <= tick.x <= width for tick in drawing.ticks)
    assert len(drawing.ticks) <= 14


def _extent(mark: Mark) -> tuple[float, float]:
    length = len(mark.text) * LETTER
    return (mark.text_x, mark.text_x + length) if mark.anchor == "start" else (mark.text_x - length, mark.text_x)


@given(
    st.lists(st.builds(lambda a, b: Moment(Days(min(a, b), max(a, b)), "A1 denied, A2 denied, A3 denied"), NEAR, NEAR))
)
def test_no_text_lies_over_another(moments: list[Moment]) -> None:
    drawing = timeline([("Said", moments)], 200, NARROW)
    marks = drawing.tracks[0].marks if drawing else ()
    for one, other in combinations(marks, 2):
        (begin, end), (other_begin, other_end) = _extent(one), _extent(other)
        assert abs(one.text_y - other.text_y) > 11 or end <= other_begin or other_end <= begin


def test_when_it_was_said_and_what_it_speaks_of_stand_on_tracks_of_one_scale() -> None:
    tracks = [("Said", [Moment(_day("2022-03-01"), "A1")]), ("Time spoken of", [Moment(_day("2019-03-01"), "A1")])]
    drawing = timeline(tracks, 10)
    assert drawing is not None
    said, spoken_of = drawing.tracks
    assert said.y < spoken_of.y
    assert said.marks[0].x > spoken_of.marks[0].x


def test_marks_that_would_lie_over_each_other_stand_in_lanes() -> None:
    moments = [Moment(_day("2022-03-01"), "A1 alleged"), Moment(_day("2022-03-02"), "A2 denied")]
    drawing = timeline([("Said", moments)], 10)
    assert drawing is not None
    assert len({mark.y for mark in drawing.tracks[0].marks}) == 2


def test_too_many_days_become_months_and_then_years_and_say_so() -> None:
    moments = [Moment(_day(f"2022-{month:02}-{day:02}"), "A1") for month in (1, 2) for day in range(1, 21)]
    monthly, yearly = timeline([("Said", moments)], 12), timeline([("Said", moments)], 1)
    assert monthly is not None
    assert yearly is not None
    assert monthly.tracks[0].coarseness == "month"
    assert yearly.tracks[0].coarseness == "year"
    assert yearly.tracks[0].marks[0].text == "A1 (40)"


def test_nothing_dated_gives_no_chart() -> None:
    assert timeline([("Said", []), ("Due", [])], 10) is None


def test_an_open_bound_is_drawn_open_and_never_as_a_point() -> None:
    (bar,) = intervals("persons", [(Quantity("more than one million", lower=1_000_000), "A", "w")]).bars
    assert bar.open_end
    assert not bar.open_start
    assert bar.x2 > bar.x1


def test_a_stated_number_is_a_point_and_an_approximate_one_is_hollow() -> None:
    exact, about = intervals(
        "persons", [(Quantity("11", value=11), "A", "w"), (Quantity("about 12", value=12, approximate=True), "B", "w")]
    ).bars
    assert exact.x1 == exact.x2
    assert not exact.hollow
    assert about.hollow


def test_far_apart_amounts_share_a_scale_of_powers_of_ten() -> None:
    drawing = intervals("persons", [(Quantity("3", value=3), "A", "w"), (Quantity("2m", value=2e6), "B", "w")])
    assert drawing.logarithmic
    assert drawing.ticks[-1].text == "10 million"


def test_nought_has_its_own_place_left_of_the_powers_of_ten() -> None:
    drawing = intervals("persons", [(Quantity(str(n), value=n), "A", "w") for n in (0, 1, 1000)])
    assert drawing.logarithmic
    assert [tick.text for tick in drawing.ticks][:2] == ["0", "1"]
    assert drawing.bars[0].x1 == drawing.ticks[0].x < drawing.bars[1].x1


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=True)), min_size=3, max_size=12))
def test_any_bounds_can_be_drawn(bounds: list[float | None]) -> None:
    rows = [
        (Quantity("q", value=value, lower=lower, upper=upper), "A", "w")
        for value, lower, upper in zip(bounds[::3], bounds[1::3], bounds[2::3], strict=False)
    ]
    for bar in intervals("persons", rows).bars:
        assert 0 <= bar.x1 <= bar.x2 <= WIDTH
