# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.deeds import find_deeds
from onrecord.reading.statements.english.noun_phrases import words_of
from onrecord.reading.statements.english.tokens import tokenize


def deeds_of(text: str) -> list[tuple[str, str | None, str | None]]:
    """Give (word for the act, doer, harmed) as words."""
    tokens = tokenize(text, 0, len(text))
    return [
        (
            tokens.low[deed.at],
            words_of(tokens, deed.doer) if deed.doer else None,
            words_of(tokens, deed.harmed) if deed.harmed else None,
        )
        for deed in find_deeds(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers shot two farmers near Averin.", ("shot", "Soldiers", "two farmers")),
        ("Soldiers shot dead at least 14 people.", ("shot", "Soldiers", "14 people")),
        ("Security forces have killed at least 38 protesters.", ("killed", "Security forces", "38 protesters")),
        ("The regime is torturing detainees.", ("torturing", "regime", "detainees")),
        ("Police in the town of Averin detained twelve teachers.", ("detained", "Police", "twelve teachers")),
        ("The army, which holds the valley, arrested the villagers.", ("arrested", "army", "villagers")),
    ],
)
def test_an_active_verb_has_its_doer_before_and_the_harmed_after(text, expected):
    assert expected in deeds_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two monks were beaten and jailed by prison guards.", ("beaten", "prison guards", "Two monks")),
        ("Two monks were beaten and jailed by prison guards.", ("jailed", "prison guards", "Two monks")),
        ("Anna Kirel was arrested by Velmoran police in March.", ("arrested", "Velmoran police", "Anna Kirel")),
        ("A teacher detained by police spoke to us.", ("detained", "police", "teacher")),
        ("Activists were arrested on Monday.", ("arrested", None, "Activists")),
        ("They freed the jailed activist Mira Sol.", ("jailed", None, "activist Mira Sol")),
    ],
)
def test_a_passive_has_the_harmed_before_and_the_doer_after_by(text, expected):
    assert expected in deeds_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The arrest of Pavel Orin angered many.", ("arrest", None, "Pavel Orin")),
        ("His arrest by the ministry angered many.", ("arrest", "ministry", None)),
        ("The army's raids on villagers went on.", ("raids", "army", "villagers")),
        ("We saw police brutality against protesters.", ("brutality", "police", "protesters")),
        ("It lists killings by rebels.", ("killings", "rebels", None)),
        ("His statement was made under police torture.", ("torture", "police", None)),
    ],
)
def test_a_noun_tells_doer_and_harmed(text, expected):
    assert expected in deeds_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The security forces of Velmora held a parade.",
        "The verdict surprised the town.",
        "They plan to attack poverty.",
        "The fire killed nothing but time.",
    ],
)
def test_nobody_does_or_suffers_harm_where_no_words_say_so(text):
    assert not [deed for deed in deeds_of(text) if deed[1] and deed[2]]


def test_a_verb_that_shares_its_subject_has_it():
    assert ("beat", "Soldiers", "men") in deeds_of("Soldiers broke into the house and beat the men.")


def test_to_charge_somebody_is_marked():
    text = "The court sentenced two brothers. Soldiers beat them."
    tokens = tokenize(text, 0, len(text))
    assert [(tokens.low[deed.at], deed.charge) for deed in find_deeds(tokens)] == [("sentenced", True), ("beat", False)]


@given(st.lists(st.sampled_from("Soldiers police shot were by the of arrest and , . who Orin's 14 killed to".split())))
def test_any_row_of_words_gives_phrases_inside_it(words):
    text = " ".join(words)
    tokens = tokenize(text, 0, len(text))
    for deed in find_deeds(tokens):
        assert 0 <= deed.at < len(tokens)
        for phrase in (deed.doer, deed.harmed):
            if phrase is not None:
                assert 0 <= phrase.start <= phrase.head < phrase.end <= len(tokens)


def test_a_long_text_without_marks_is_read_to_its_end():
    text = "police and soldiers arrested killed of by " * 4_000
    tokens = tokenize(text, 0, len(text))
    assert find_deeds(tokens)[-1].at > len(tokens) - 14


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soldiers opened fire on marchers", [("opened", "soldiers", "marchers")]),
        ("soldiers of the National Guard fired live rounds at villagers", [("fired", "soldiers of the National Guard",
                                                                           "villagers")]),
        ("police had used excessive force against workers", [("used", "police", "workers")]),
        ("the company fired a worker", []),
        ("the ministry opened an office on Monday", []),
        ("police used two cars", []),
        ("soldiers were fired on", []),
    ],
)  # fmt: skip
def test_force_is_told_by_what_follows_the_verb(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert deeds_of(text) == expected
