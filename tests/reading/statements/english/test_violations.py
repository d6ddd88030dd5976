# SPDX-License-Identifier: Apache-2.0
"""Which acts a statement is about, and which legal labels it uses."""

from __future__ import annotations

import pytest

from onrecord.vocabulary import load
from reading.statements.english.building import one_of, statements_of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Survivors said that guards had tortured them.", {"torture"}),
        ("Harbour Watch said soldiers had raped eleven women.", {"sexual_violence"}),
        ("Harbour Watch said villagers were made to do forced labour.", {"forced_labour"}),
        ("The ministry denied the enforced disappearance of the editor.", {"enforced_disappearance"}),
        ("Harbour Watch urged the state to end arbitrary detention.", {"arbitrary_detention"}),
        ("Harbour Watch accused the army of extrajudicial killings.", {"unlawful_killing"}),
    ],
)
def test_strong_words(content: str, expected: set[str]) -> None:
    assert expected <= set(one_of(content).violations)


@pytest.mark.parametrize(
    "content",
    [
        "The minister said the harvest had been good.",
        "The minister voiced concern about the situation in the valley.",
        "The teacher said that the school would open in May.",
        "The editor said that the election was in June.",
    ],
)
def test_topics_alone_are_no_act(content: str) -> None:
    assert one_of(content).violations == ()


def test_an_answer_speaks_of_the_acts_before_it() -> None:
    content = "Survivors said that guards had tortured them in Tarn. The ministry denied the allegations."
    denial = statements_of(content)[1]
    assert denial.kind == "denial"
    assert "torture" in denial.violations


def test_what_the_content_names_beyond_doubt_is_all_it_speaks_of() -> None:
    content = "Survivors spoke of rape and forced labour in Tarn. The ministry denied the allegations of torture."
    assert statements_of(content)[-1].violations == ("torture",)


def test_a_taking_that_nobody_accounts_for_is_a_disappearance() -> None:
    content = "Ilsa Brandt said soldiers took her son and nobody would tell her where he was."
    assert "enforced_disappearance" in one_of(content).violations


def test_acts_far_away_are_not_taken() -> None:
    filler = "The weather in the valley was mild that week. " * 20
    content = f"Survivors said that guards had tortured them in Tarn. {filler}The ministry denied the allegations."
    assert statements_of(content)[1].violations == ()


def test_labels_are_no_acts() -> None:
    statement = one_of("The parliament described the campaign as genocide and crimes against humanity.")
    assert statement.characterisations == ("genocide", "crimes_against_humanity")
    assert not set(statement.violations) & {"genocide", "crimes_against_humanity"}


def test_no_more_than_four_and_all_of_the_vocabulary() -> None:
    content = (
        "Harbour Watch accused the army of torture, rape, forced labour, enforced disappearances, extrajudicial "
        "killings, arbitrary detention, forced sterilisation and the destruction of mosques."
    )
    found = one_of(content).violations
    assert len(found) == 4
    assert set(found) <= set(load().violations)
