# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Statement
from reading.statements.english.building import reading_of, statements_of


def about(content: str, words: str) -> Statement:
    """Give the statement of a text that holds these words."""
    found = [one for one in statements_of(content) if words in one.content.text]
    assert found, [one.content.text for one in statements_of(content)]
    return min(found, key=lambda one: len(one.content.text))


# --- accused ---


@pytest.mark.parametrize(
    ("text", "words", "accused"),
    [
        ("The union accused the Velmoran government of torturing prisoners.", "torturing", "Velmoran government"),
        ("The union blamed the army for the killing of two farmers.", "farmers", "army"),
        ("Residents said soldiers shot two farmers near Averin.", "shot", "soldiers"),
        ("Residents said two farmers were shot by soldiers near Averin.", "shot", "soldiers"),
        ("Residents reported killings by Sardan rebels in May.", "killings", "Sardan rebels"),
        ("Ilmar Tovesk was accused of torturing two farmers.", "torturing", "Ilmar Tovesk"),
    ],
)
def test_the_words_say_who_is_accused(text, words, accused):
    assert about(text, words).accused == accused


def test_a_bare_organ_has_its_fullest_name():
    text = "The Averin police met on Monday.\nResidents said police beat a teacher."
    assert about(text, "beat").accused == "Averin police"


def test_the_name_in_a_charge_is_the_fullest_of_the_document():
    text = "Ilmar Tovesk, a trader, lives in Averin.\nThe union accused Tovesk of torturing two farmers."
    assert about(text, "torturing").accused == "Ilmar Tovesk"


@pytest.mark.parametrize(
    "text",
    [
        "Velmora’s interior ministry denied the allegations of torture.",
        "The Velmoran army denied the allegations of torture.",
        "Karsa Mining Company denied the allegations of forced labour.",
    ],
)
def test_the_side_that_answers_is_the_accused_one(text):
    statement = about(text, "allegations")
    assert statement.kind == "denial"
    assert statement.speaker is not None
    assert statement.accused == statement.speaker.name


def test_an_official_answers_for_the_state():
    text = (
        "Rights groups accused Velmora’s army of torturing prisoners. Velmora’s government says nothing.\n"
        "Velmora’s foreign minister, Dario Kest, denied the allegations of torture."
    )
    assert about(text, "allegations of torture").accused == "Velmora"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amnesty said the situation in the valley is worrying.", "worrying"),
        ("Residents said two farmers were shot near Averin.", "shot"),
        ("The court sentenced two brothers to five years in prison for theft.", "two brothers"),
        ("The family denied the police account of his death.", "account"),
    ],
)
def test_nobody_is_accused_where_the_words_leave_it_open(text, words):
    assert about(text, words).accused is None


def test_nobody_accuses_himself():
    text = "The Velmoran army said the Velmoran army killed two farmers."
    assert all(
        one.accused is None or one.kind in {"denial", "justification", "admission"} for one in statements_of(text)
    )


def test_whoever_is_charged_in_a_report_of_crimes_is_accused_and_the_police_are_not():
    text = (
        "Police arrested Pavel Orin on suspicion of murder, kidnapping and robbery on Monday.\n"
        "Pavel Orin was charged with the kidnapping of a boy, prosecutors said.\n"
        "Police said Pavel Orin abducted the boy for ransom."
    )
    assert "Police" not in {one.accused for one in statements_of(text)}
    assert about(text, "for ransom").accused == "Pavel Orin"


RIGHTS = (
    "Velmora’s army beat protesters in Averin. Velmora’s police arrested activists and journalists after the protest.\n"
    "The crackdown on dissent in Velmora went on. Critics of the regime and dissidents fled.\n"
)


def test_a_statement_of_harm_inherits_the_state_that_its_document_accuses():
    text = RIGHTS + "A rights group said 14 people were tortured in a cellar."
    assert about(text, "tortured").accused == "Velmora"


def test_a_statement_without_harm_inherits_nobody():
    text = RIGHTS + "A rights group said the weather in the valley was cold."
    assert about(text, "cold").accused is None


def test_the_state_itself_does_not_inherit_the_charge():
    text = RIGHTS + "Velmora’s government said 14 people were tortured by rebels in a cellar."
    assert about(text, "tortured").accused != "Velmora"


def test_a_counter_allegation_accuses_the_other_side():
    text = "Rights groups accused the Velmoran army of torture.\nThe army accused the rebels of killing hostages."
    assert about(text, "hostages").accused == "rebels"


# --- harmed ---


@pytest.mark.parametrize(
    ("text", "words", "affected"),
    [
        ("Residents said soldiers shot dead at least 14 people near Averin.", "shot", "14 people"),
        ("Residents said two monks were beaten by guards.", "beaten", "two monks"),
        ("The union condemned the arrest of Pavel Orin.", "Pavel Orin", "Pavel Orin"),
        ("“Soldiers beat me in the cellar,” said Anna Kirel, a former prisoner.", "beat me", "Anna Kirel"),
    ],
)
def test_the_harmed_are_those_whom_the_words_name(text, words, affected):
    assert about(text, words).affected == affected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ministry said the centre teaches trades.", "trades"),
        ("Velmora’s interior minister, Dario Kest, said: “They attacked us in the press.”", "attacked"),
    ],
)
def test_nobody_is_harmed_where_no_words_say_so(text, words):
    assert about(text, words).affected is None


def test_a_pronoun_stands_for_the_one_who_was_harmed_before_and_for_no_place():
    text = (
        "Soldiers beat Pavel Orin in a cellar. He was held in Tal Kavi for a week.\n"
        "Residents said guards beat him again."
    )
    assert about(text, "again").affected == "Pavel Orin"


# --- addressed ---


@pytest.mark.parametrize(
    ("text", "words", "addressee"),
    [
        ("The union urged the ministry to release the detainees.", "release", "ministry"),
        ("The union called on Velmora’s government to free the monks.", "free the monks", "Velmora’s government"),
        ("“We urge the Averin police to free the monks,” the union said in a statement.", "free", "Averin police"),
        ("“The Averin police must free the monks,” the union demanded.", "free", "Averin police"),
    ],
)
def test_a_call_is_addressed_to_whoever_is_asked(text, words, addressee):
    statement = about(text, words)
    assert statement.kind == "call"
    assert statement.addressee == addressee


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The union called for an inquiry into the deaths.", "inquiry"),
        ("The minister told reporters the army had killed two farmers.", "farmers"),
    ],
)
def test_nobody_is_addressed_where_the_words_name_none(text, words):
    assert about(text, words).addressee is None


# --- any text ---

_WORDS = (
    "soldiers police Velmora Velmora’s army accused of torturing Anna Kirel said denied the allegations urged to free "
    "they he she killed by two farmers and , . “ ” must not"
).split()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_any_text_gives_names_of_its_own_words_or_none(words):
    text = " ".join(words)
    known = set(text.replace("’s", "").replace(".", " ").lower().split())
    for statement in reading_of(text).statements:
        for name in (statement.accused, statement.affected, statement.addressee):
            assert name is None or name == "OUTLET" or set(name.replace("’s", "").lower().split()) <= known


@settings(max_examples=20)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_the_same_text_gives_the_same_sides(words):
    text = " ".join(words)
    assert reading_of(text) == reading_of(text)
