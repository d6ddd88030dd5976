# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime

import pytest

from onrecord.publication.dates import days, in_words, moment, shown, some_time, sort_key


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-02-28", "28 Feb 2022"),
        ("2022-03", "Mar 2022"),
        ("2022", "2022"),
        ("201X", "the 2010s"),
        ("2022-21", "spring 2022"),
        ("2022-03-XX", "Mar 2022"),
        ("2022~", "2022 (about)"),
        ("2022-03?", "Mar 2022 (uncertain)"),
        ("2022-03/2022-05", "Mar 2022 to May 2022"),
        ("2017/..", "from 2017 on"),
        ("../2019", "until 2019"),
        ("soon", "soon"),
        ("2022-55", "2022-55"),
        (None, "no date"),
        ("../..", "no date"),
    ],
)
def test_dates_are_shown_in_words(edtf: str | None, words: str) -> None:
    assert shown(edtf) == words


def test_a_month_covers_its_days_and_no_day_is_made_up() -> None:
    covered = days("2024-02")
    assert covered is not None
    assert (covered.first, covered.last) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))


def test_an_open_end_stays_open() -> None:
    covered = days("2017/..")
    assert covered is not None
    assert covered.last is None
    assert covered.end == datetime.date(2017, 1, 1)


@pytest.mark.parametrize("nothing", [None, "", "soon", "2022-02-30", "../..", "2023/2022"])
def test_what_is_no_date_covers_no_days_and_comes_last(nothing: str | None) -> None:
    assert days(nothing) is None
    assert sort_key("2999") < sort_key(nothing)


def test_a_time_is_shown_with_its_zone() -> None:
    assert moment("2026-03-01T09:30:00Z") == "1 Mar 2026, 09:30 UTC"
    assert moment("2026-03-01T09:30:00+05:30") == "1 Mar 2026, 09:30 UTC+05:30"
    assert moment("2026-03-01T09:30:00") == "1 Mar 2026, 09:30 no time zone"
    assert moment("yesterday") == "yesterday"
    assert moment(None) == "no time"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-02-28/2022-03-06", "between 28 Feb 2022 and 6 Mar 2022"),
        ("2022-03", "Mar 2022"),
        ("2022-03/..", "from Mar 2022 on"),
        (None, "no date"),
    ],
)
def test_an_interval_in_which_something_was_said_is_no_period_of_saying_it(edtf: str | None, words: str) -> None:
    assert some_time(edtf) == words


def test_only_dates_within_words_are_changed() -> None:
    assert in_words("places (2022-03/2022-05), 2022, page 12-14") == "places (Mar 2022 to May 2022), 2022, page 12-14"
