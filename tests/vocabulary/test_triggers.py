# SPDX-License-Identifier: Apache-2.0
"""Trigger words are found as the header of violations.yaml says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.vocabulary.triggers import TriggerMatcher, matcher, named_acts


def terms(text: str, strength: str | None = None) -> set[str]:
    return {hit.term for hit in matcher().find(text) if strength in (None, hit.strength)}


@pytest.mark.parametrize(
    "text",
    ["forced labour", "Forced Labor", "forced-labour", "forced\nlabor", "FORCED LABOUR"],
)
def test_space_hyphen_newline_case_and_spelling_make_no_difference(text: str) -> None:
    assert terms(text, "strong") == {"forced_labour"}


@pytest.mark.parametrize("text", ["forcibly sterilised", "forced sterilization", "forced sterilisations"])
def test_ise_and_ize_are_the_same(text: str) -> None:
    assert "forced_sterilization" in terms(text, "strong")


def test_words_match_whole_unless_starred() -> None:
    assert "unlawful_killing" not in terms("he bought painkillers and learned skills")
    assert "torture" in terms("tortured")


def test_an_excluded_phrase_covers_its_hit_only() -> None:
    assert "sexual_violence" not in terms("sexual orientation")
    assert "sexual_violence" in terms("sexual orientation and sexual violence")


def test_hits_carry_offsets_into_the_whole_text() -> None:
    text = "He said that arbitrary detention goes on."
    (hit,) = [hit for hit in matcher().find(text, 10) if hit.strength == "strong"]
    assert text[hit.start : hit.end] == "arbitrary detention"


def test_legal_labels_are_found() -> None:
    assert terms("acts of genocide and crimes against humanity") >= {"genocide", "crimes_against_humanity"}


def test_a_comma_ends_a_phrase() -> None:
    assert "forced_labour" not in terms("forced, labour")


@given(st.text(max_size=200))
def test_every_hit_lies_inside_any_text(text: str) -> None:
    assert all(0 <= hit.start < hit.end <= len(text) for hit in matcher().find(text))


def test_a_matcher_of_nothing_finds_nothing() -> None:
    assert TriggerMatcher([]).find("torture") == []


def test_acts_are_named_by_strong_triggers_several_words_and_words_of_harm_and_topics_name_none() -> None:
    assert named_acts("they were forced to work") == {"forced_labour"}
    assert "unlawful_killing" in named_acts("two people lost their lives")
    assert "torture" in named_acts("she was beaten")
    assert named_acts("the school, the media and the detainees") == frozenset()


@pytest.mark.parametrize("month", ["in March", "from March 9 to 12", "between May and March 2026"])
def test_a_month_is_no_march(month: str) -> None:
    assert [hit for hit in matcher().find(f"they came {month}") if hit.term == "assembly_restriction"] == []
    assert any(hit.term == "assembly_restriction" for hit in matcher().find("the march was stopped"))


def test_who_died_did_not_always_die_in_custody() -> None:
    assert named_acts("14 people died at the march") == {"unlawful_killing"}
    assert "death_in_custody" in named_acts("he died in detention")
