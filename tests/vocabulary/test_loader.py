# SPDX-License-Identifier: Apache-2.0
"""What the vocabulary files load to."""

from __future__ import annotations

from onrecord import vocabulary
from onrecord.model import KIND_IDS


def test_the_kinds_are_those_of_the_contract() -> None:
    assert tuple(vocabulary.load().kinds) == KIND_IDS


def test_the_vocabulary_is_loaded_once() -> None:
    assert vocabulary.load() is vocabulary.load()


def test_there_are_six_denial_subtypes_and_each_has_a_response_type() -> None:
    subtypes = vocabulary.load().kinds["denial"].subtypes
    assert [subtype.id for subtype in subtypes] == [
        "fact",
        "responsibility",
        "character",
        "scale",
        "source",
        "competence",
    ]
    assert all(subtype.response for subtype in subtypes)


def test_attacks_on_the_source_do_not_contest_the_fact() -> None:
    assert not vocabulary.load().response_types["contests_source_or_competence"].contests_fact
    assert vocabulary.load().response_types["denies_act"].contests_fact


def test_the_criminal_standard_cannot_be_chosen() -> None:
    standards = vocabulary.load().standards
    assert [name for name, standard in standards.items() if not standard.selectable] == ["beyond_reasonable_doubt"]


def test_legal_labels_are_no_acts() -> None:
    words = vocabulary.load()
    assert "genocide" in words.characterisations
    assert "genocide" not in words.violations


def test_a_family_is_the_topmost_parent() -> None:
    words = vocabulary.load()
    assert words.family_of("mass_internment") == "arbitrary_detention"
    assert words.family_of("torture") == "torture"
    assert words.family_of("no such id") == "no such id"


def test_a_term_has_a_label() -> None:
    words = vocabulary.load()
    assert words.label_of("genocide") == "Genocide"
    assert words.label_of("denies_act") == "Denies the act"
    assert words.label_of("no such id") == "no such id"
