# SPDX-License-Identifier: Apache-2.0
"""Which words of a sentence report that somebody says something."""

from __future__ import annotations

import pytest

from onrecord.reading.statements.english.cues import Cue, find_cues
from onrecord.reading.statements.english.lexicon import NOUN_FORMS, VERB_FORMS
from onrecord.reading.statements.english.lines import Line, line_of
from onrecord.reading.statements.english.sentences import read_paragraphs
from reading.statements.english.building import text_of


def line(content: str) -> Line:
    (paragraph,) = read_paragraphs(text_of(content))
    return line_of(paragraph, paragraph.sentences[0])


def cues(content: str) -> list[Cue]:
    return find_cues(line(content))


def words(content: str) -> list[str]:
    units = line(content)
    return [content[slice(*units.span(cue.start, cue.end))] for cue in find_cues(units)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The minister said the camp was closed.", ["said"]),
        ("The minister has repeatedly denied the killings.", ["has repeatedly denied"]),
        ("The minister did not deny the killings.", ["did not deny"]),
        ("Groups called on the army to leave.", ["called"]),
        ("The court ruled out a new trial.", ["ruled out"]),
        ("The man accused of theft was freed.", ["accused"]),
        ("The group left, saying it was afraid.", ["saying"]),
        ("The editor is accused of treason.", ["is accused"]),
        ("The union, however, denied it.", [", however, denied"]),
        ("Rights groups say guards beat them.", ["say"]),
        ("Reports of beatings reached the town.", []),
        ("The alleged killing took place in May.", []),
        ("His calls went unanswered for days.", []),
        ("The group called Dawn met in Tarn.", []),
        ("She went to the market to sell fish.", []),
    ],
)
def test_cues(content: str, expected: list[str]) -> None:
    assert words(content) == expected


def test_what_a_cue_tells_of_itself() -> None:
    (denied,) = cues("The minister has not denied the killings.")
    assert (denied.entry.lemma, denied.negated, denied.passive, denied.modal) == ("deny", True, False, False)
    (accused,) = cues("The editor was accused of treason.")
    assert (accused.entry.lemma, accused.passive, accused.shape) == ("accuse", True, "finite")
    (would,) = cues("The minister would deny the killings.")
    assert would.modal


def test_neither_and_nor_negate() -> None:
    assert [cue.negated for cue in cues("The army neither confirmed nor denied the raid.")] == [True, True]


@pytest.mark.parametrize(
    ("form", "lemma", "shape"),
    [
        ("denies", "deny", "s"),
        ("denied", "deny", "ed"),
        ("told", "tell", "ed"),
        ("urging", "urge", "ing"),
        ("swore", "swear", "ed"),
        ("read", "read", "ed"),
        ("confesses", "confess", "s"),
    ],
)
def test_forms_of_reporting_verbs(form: str, lemma: str, shape: str) -> None:
    assert (lemma, shape) in {(one.entry.lemma, one.shape) for one in VERB_FORMS[form]}


def test_no_reporting_word_is_listed_without_a_frame() -> None:
    assert all(one.entry.frames for forms in VERB_FORMS.values() for one in forms)
    assert all(entry.frames for entry in NOUN_FORMS.values())
