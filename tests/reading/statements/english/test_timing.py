# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from reading.statements.english.building import one_of, statements_of


@pytest.mark.parametrize(
    ("content", "said_at"),
    [
        ("The minister said on Monday that no prisoner had been beaten.", "2026-03-09"),
        ("On 2 March, the minister said that no prisoner had been beaten.", "2026-03-02"),
        ("The minister said that no prisoner had been beaten.", None),
    ],
)
def test_the_day_beside_the_cue_is_when_it_was_said(content: str, said_at: str | None) -> None:
    assert one_of(content).said_at == said_at


def test_a_day_inside_the_content_is_not_when_it_was_said() -> None:
    statement = one_of("Witnesses said soldiers had killed two men on Monday.")
    assert statement.said_at is None
    assert statement.about_time == "2026-03-09"


def test_the_three_dates_are_kept_apart() -> None:
    statement = one_of("On Tuesday, Open Valley accused soldiers of killing 14 people on 2 March.")
    assert (statement.said_at, statement.about_time, statement.reported_at) == (
        "2026-03-10",
        "2026-03-02",
        "2026-03-11",
    )


def test_a_speaker_goes_on_speaking_on_the_same_day() -> None:
    first, second = statements_of(
        "Minister Pavel Drumm said on Monday that no prisoner had been beaten.\nDrumm said the camps were open to all."
    )
    assert first.said_at == second.said_at == "2026-03-09"


@pytest.mark.parametrize(
    ("content", "due"),
    [
        ("The ministry promised to publish the list by 30 April.", "2026-04-30"),
        ("The office said it would publish its report on Friday.", "2026-03-13"),
        ("Rights groups called on the government to free the prisoners by 1 May.", "2026-05-01"),
        ("The ministry promised to publish the list soon.", None),
        ("The ministry promised to publish the list in the coming weeks.", None),
        ("Rights groups called on the government to free the men it had arrested on 2 February.", None),
    ],
)
def test_what_is_to_come_is_due_as_precisely_as_its_words(content: str, due: str | None) -> None:
    assert one_of(content).due == due


def test_a_day_comes_before_the_period_of_a_session() -> None:
    statement = one_of(
        "The commissioner will present an update at the 61st session of the Human Rights Council on 27 March, "
        "her spokeswoman told The Meris Dispatch."
    )
    assert statement.due == "2026-03-27"
    assert statement.occasion == "61st session of the Human Rights Council"


def test_without_a_publication_date_no_day_is_made_up() -> None:
    statement = one_of("The minister said on Monday that no prisoner had been beaten.", published=None)
    assert statement.said_at is None


def test_a_full_date_to_keep_needs_no_publication_date() -> None:
    statement = one_of("The ministry has undertaken to publish the list by 31 January 2026.", published=None)
    assert statement.due == "2026-01-31"
