# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.model import OUTLET
from reading.statements.english.building import one_of, statements_of

_ACT = "Soldiers detained at least 40 villagers in the Orlo valley in February and beat many of them."


def test_an_act_told_as_a_fact_is_the_outlets_own_allegation() -> None:
    statement = one_of(_ACT)
    assert statement.kind == "allegation"
    assert statement.directness == "narrator"
    assert statement.speaker is not None
    assert statement.speaker.name == OUTLET
    assert statement.source is None
    assert statement.cue is None
    assert statement.said_at is None


@pytest.mark.parametrize(
    "content",
    [
        "Could the soldiers have killed the villagers in the valley in February?",
        "Soldiers would have to be tortured before they gave the names of the villagers.",
        "The valley lies in the east of Velmora and is known for its apples and its wine.",
        "Soldiers who detained villagers in the Orlo valley",
        "Villagers were detained.",
    ],
)
def test_what_is_asked_possible_harmless_or_a_heading_is_no_assertion(content: str) -> None:
    assert statements_of(content) == ()


def test_a_line_that_stands_twice_is_a_caption() -> None:
    caption = "Soldiers had detained and beaten 40 villagers in the Orlo valley in 2024."
    assert len(statements_of(caption)) == 1
    assert statements_of(f"{caption}\n\n{caption}\n") == ()


def test_a_sentence_with_a_speaker_is_not_told_again_in_the_outlets_voice() -> None:
    statements = statements_of("Witnesses said soldiers had detained and beaten 40 villagers in the Orlo valley.")
    assert [one.directness for one in statements] == ["indirect"]
