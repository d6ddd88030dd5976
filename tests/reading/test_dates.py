# SPDX-License-Identifier: Apache-2.0
"""Words that name a time become EDTF, and never a day that nobody named."""

from __future__ import annotations

import datetime

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.calendars import Direction, anchor_of, bounds
from onrecord.reading.date_words import find_dates

PUBLISHED = "2022-03-01"  # a Tuesday


def resolved(text: str, direction: Direction = "past", published: str | None = PUBLISHED) -> list[str | None]:
    return [said.resolve(anchor_of(published), direction) for said in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on Monday", "2022-02-28"),
        ("on Tuesday", "2022-03-01"),
        ("Monday (28/2)", "2022-02-28"),
        ("last month", "2022-02"),
        ("last week", "2022-02-21/2022-02-27"),
        ("since 2017", "2017/.."),
        ("since last March", "2021-03/.."),
        ("in March 2019", "2019-03"),
        ("in the 1990s", "199X"),
        ("between 2017 and 2019", "2017/2019"),
        ("from March to May 2020", "2020-03/2020-05"),
        ("from December to May 2020", "2019-12/2020-05"),
        ("in 2017-19", "2017/2019"),
        ("three days ago", "2022-02-26"),
        ("two months ago", "2022-01"),
        ("in the summer of 2020", "2020-22"),
        ("Friday, March 4, 2022", "2022-03-04"),
        ("on 24 December", "2021-12-24"),
        ("yesterday", "2022-02-28"),
        ("2022-02-14", "2022-02-14"),
        ("at the 49th session", "2022-02-28/2022-04-01"),
        ("25/12/2021", "2021-12-25"),
    ],
)
def test_the_past_is_reckoned_from_the_publication_date(text: str, date: str) -> None:
    assert resolved(text) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("will report on March 7", "2022-03-07"),
        ("by 30 June", "2022-06-30"),
        ("by the end of June", "2022-06"),
        ("by the end of the year", "2022"),
        ("within two weeks", "2022-03-15"),
        ("next Friday", "2022-03-04"),
        ("next month", "2022-04"),
        ("tomorrow", "2022-03-02"),
    ],
)
def test_the_future_is_reckoned_from_the_publication_date(text: str, date: str) -> None:
    assert resolved(text, "future") == [date]


@pytest.mark.parametrize("text", ["in recent weeks", "over the coming months", "on 31 June 2020"])
def test_vague_and_impossible_dates_have_no_value(text: str) -> None:
    assert set(resolved(text)) == {None}


@pytest.mark.parametrize("text", ["soon", "It may rain.", "March of the women", "2,019 people", "in 2000 people fled"])
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert resolved(text) == []


def test_of_a_date_in_figures_that_can_be_read_two_ways_only_the_year_is_sure() -> None:
    assert resolved("12/11/2021") == ["2021"]


def test_a_weekday_settles_which_figure_is_the_month() -> None:
    assert resolved("Tuesday (1/3)") == ["2022-03-01"]
    assert resolved("Tuesday (3/1)") == ["2022-03-01"]


def test_without_a_publication_date_only_full_dates_are_known() -> None:
    assert resolved("on Monday, in March 2019", published=None) == [None, "2019-03"]


def test_an_uncertain_publication_date_gives_a_day_only_where_both_ends_agree() -> None:
    week = "2022-02-28/2022-03-06"
    assert resolved("on Monday", published=week) == ["2022-02-28"]
    assert resolved("yesterday", published=week) == [None]
    assert resolved("on March 7", "future", week) == ["2022-03-07"]


def test_offsets_point_to_the_words() -> None:
    text = "They met on 2 March 2022 and on Monday."
    assert [text[said.start : said.end] for said in find_dates(text)] == ["2 March 2022", "Monday"]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))
def test_every_written_day_comes_back(day: datetime.date) -> None:
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert resolved(written) == [day.isoformat()]


WORDS = st.sampled_from(
    [
        "on",
        "Monday",
        "last",
        "week",
        "since",
        "2017",
        "March",
        "7",
        "28",
        "to",
        "2019",
        "between",
        "and",
        "(28/2)",
        "two",
        "days",
        "ago",
        "summer",
        "of",
        "by",
        "the",
        "end",
        "1990s",
        "49th session",
        "within",
        "month",
        "next",
        "Friday",
        "3/4/2020",
        "Tuesday (3/1)",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.dates())
def test_whatever_is_resolved_is_valid_edtf(text: str, published: datetime.date) -> None:
    for value in resolved(text, published=published.isoformat()):
        assert value is None or edtf.parse_edtf(value) is not None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= said.start < said.end <= len(text) for said in find_dates(text))


def test_bounds_of_open_or_strange_dates_are_unknown() -> None:
    assert bounds("2017/..") is None
    assert bounds("soon") is None
    assert bounds("2022-13") is None
    assert bounds("2022-22") == (datetime.date(2022, 6, 1), datetime.date(2022, 8, 31))
