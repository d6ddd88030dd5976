# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.reading.statements.english.nations import Nations, states_in
from onrecord.reading.statements.english.sentences import read_paragraphs
from reading.statements.english.building import text_of


def nations_of(content: str) -> Nations:
    return Nations(tuple(read_paragraphs(text_of(content))))


LISTED = "China’s army moved in. The Chinese police made arrests on Monday, Beijing said. China was silent."
FICTIONAL = (
    "Velmora’s government denied it. The Velmoran police made arrests. Open Valley, a group, wrote to the government "
    "of Velmora."
)


@pytest.mark.parametrize("name", ["Chinese police", "China’s army", "Beijing", "the authorities in China"])
def test_a_name_belongs_to_the_state_that_it_tells(name):
    assert nations_of(LISTED).of(name) == "China"


@pytest.mark.parametrize("name", ["Velmoran police", "Velmora’s army", "government of Velmora"])
def test_a_state_that_no_table_lists_is_learned_from_the_document(name):
    assert nations_of(FICTIONAL).of(name) == "Velmora"


def test_the_home_is_the_state_named_most():
    assert nations_of(LISTED).home == "China"
    assert nations_of(FICTIONAL).home == "Velmora"


def test_two_states_named_as_often_leave_the_home_open():
    text = "China’s army and India’s army met. Chinese and Indian troops withdrew on Monday."
    assert nations_of(text).home is None


def test_a_state_keeps_the_name_that_the_document_writes():
    text = "Burma’s army moved in. The Burmese army stayed. Burma is silent."
    assert nations_of(text).of("Burmese soldiers") == "Burma"


def test_a_seat_of_government_alone_stands_for_no_state():
    assert nations_of("Open Valley wrote a letter about the flood. Open Valley waits.").of("Open Valley") is None


@pytest.mark.parametrize("name", ["police", "Averin police", "Open Valley", ""])
def test_a_name_that_tells_no_state_belongs_to_none(name):
    assert nations_of(FICTIONAL).of(name) is None


def test_states_in_a_name_are_codes():
    assert states_in("Chinese and Russian officials") == {"CN", "RU"}
    assert states_in("rebels") == frozenset()
