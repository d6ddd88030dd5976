# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import periods
from onrecord.grouping.periods import Days, days


def ordinal(date: str) -> int:
    return datetime.date.fromisoformat(date).toordinal()


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022-02-28", "2022-02-28", "2022-02-28"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-21", "2022-01-01", "2022-12-31"),
        ("2022-03/2022-05-04", "2022-03-01", "2022-05-04"),
        ("2022-03-07~", "2022-03-07", "2022-03-07"),
        ("2022-03-XX", "2022-03-01", "2022-03-31"),
        ("2022-03-07T09:30:00Z", "2022-03-07", "2022-03-07"),
    ],
)
def test_a_date_covers_its_days_and_no_more(edtf: str, first: str, last: str) -> None:
    assert days(edtf) == Days(ordinal(first), ordinal(last))


@pytest.mark.parametrize(
    "edtf", [None, "", "soon", "2022-13", "2022-02-30", "2022-05/2022-03", "../..", "0000", "2022-00"]
)
def test_what_names_no_day_covers_nothing(edtf: str | None) -> None:
    assert days(edtf) is None


def test_an_open_end_covers_all_later_days() -> None:
    since = days("2017/..")
    assert since is not None
    assert since.last == periods.LATEST
    assert not since.is_event


def test_a_month_is_the_time_of_an_event_and_a_year_is_not() -> None:
    month, year = days("2022-01"), days("2022")
    assert month is not None
    assert year is not None
    assert (month.is_event, year.is_event) == (True, False)


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (["2022-03"], "2022-03"),
        (["2022-03", "2022-03-07"], "2022-03"),
        (["2022-03", "2022-05-04"], "2022-03/2022-05-04"),
        (["2017/..", "2018"], "2017/.."),
        (["nonsense"], None),
        ([], None),
    ],
)
def test_a_span_keeps_the_precision_in_which_its_ends_were_stated(dates: list[str], span: str | None) -> None:
    assert periods.spanning(dates) == span


@given(
    st.lists(
        st.sampled_from(["2022", "2022-03", "2021-12-24", "2017/..", "../2019", "2022-03-01/2022-03-04"]), min_size=1
    )
)
def test_a_span_covers_each_of_its_dates_in_any_order(dates: list[str]) -> None:
    spanning = periods.spanning(dates)
    assert spanning == periods.spanning(list(reversed(dates)))
    whole = days(spanning)
    for date in dates:
        part = days(date)
        assert part is not None
        assert whole is None or (whole.first <= part.first and part.last <= whole.last)
