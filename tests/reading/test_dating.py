# SPDX-License-Identifier: Apache-2.0
"""The publication date is inferred only where the text fixes it."""

from __future__ import annotations

import re

import pytest

from onrecord.model import Metadata, Segment, Text
from onrecord.reading.dating import with_published


def dated(content: str, metadata: Metadata | None = None) -> tuple[str | None, str]:
    segments = tuple(Segment(*match.span()) for match in re.finditer(r"[^\n]+", content))
    found = with_published(Text(content, segments, "plain-1"), metadata or Metadata())
    return found.published, found.published_basis


def test_a_date_that_somebody_states_stays() -> None:
    stated = Metadata(published="2020-01-01", published_basis="stated")
    assert dated("TASHMEK, 2 March 2022 - A man said so.", stated) == ("2020-01-01", "stated")


def test_a_line_of_its_own_gives_the_date() -> None:
    assert dated("A title\n2 March 2022\nThe ministry said so.") == ("2022-03-02", "inferred")
    assert dated("A title\nPublished: 2 March 2022, 10:30 GMT\nThe ministry said so.") == ("2022-03-02", "stated")


def test_a_dateline_with_its_year_gives_the_date() -> None:
    assert dated("TASHMEK, March 2, 2022 (Orbis Wire) - The ministry said so.") == ("2022-03-02", "inferred")


def test_a_dateline_without_a_year_gives_nothing_by_itself() -> None:
    assert dated("TASHMEK, March 2 (Orbis Wire) - The ministry said so.") == (None, "unknown")


def test_a_session_fixes_the_year_of_a_dateline() -> None:
    text = "TASHMEK, March 2 (Orbis Wire) - At the 49th session of the Human Rights Council the ministry said so."
    assert dated(text) == ("2022-03-02", "inferred")


def test_a_weekday_and_a_session_fix_the_week() -> None:
    text = "At the 49th session of the Human Rights Council on Monday (28/2) the minister said so."
    assert dated(text) == ("2022-02-28/2022-03-06", "inferred")


def test_what_is_still_to_come_cuts_the_week_off() -> None:
    text = (
        "At the 49th session of the Human Rights Council on Monday (28/2) the minister said so. "
        "The office will answer on March 3, a spokeswoman said."
    )
    assert dated(text) == ("2022-02-28/2022-03-03", "inferred")


def test_a_weekday_and_the_latest_year_fix_the_week() -> None:
    text = "The camp was closed in 2021. On Monday (28/2) the minister said so."
    assert dated(text) == ("2022-02-28/2022-03-06", "inferred")


def test_a_weekday_that_fits_two_years_gives_nothing() -> None:
    assert dated("On Monday (28/2) the minister said so.") == (None, "unknown")


def test_a_full_date_inside_a_sentence_is_no_evidence() -> None:
    assert dated("The men were taken on 13 November 2015, a lawyer said.") == (None, "unknown")


@pytest.mark.parametrize(
    ("content", "published", "basis"),
    [
        (
            "MINISTRY OF THE INTERIOR\nPress service\nMeris, 10 November 2025\n\nOn the events in Dovrel",
            "2025-11-10",
            "inferred",
        ),
        ("*Open Valley, briefing paper, 11 December 2025*\n\n## Summary", "2025-12-11", "inferred"),
        ("The Meridian Review\nJune 2026\n\nWhat the water covers", "2026-06", "inferred"),
        ("Press briefing of 20 January 2026, Port Salen. Transcript.", "2026-01-20", "inferred"),
        ("The men, he said, were taken on 13 November 2015", None, "unknown"),
    ],
)
def test_a_line_at_the_top_that_ends_in_a_date(content: str, published: str | None, basis: str) -> None:
    assert dated(content) == (published, basis)
