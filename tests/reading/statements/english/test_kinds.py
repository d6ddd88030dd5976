# SPDX-License-Identifier: Apache-2.0
"""What a statement does, and the words that look like one kind and are another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import KIND_IDS
from onrecord.reading.statements.english.clues import CUE_CLUES, OBJECT_CLUES, SAYS_CLUES, TOGETHER
from onrecord.reading.statements.english.kinds import _points, weigh
from reading.statements.english.building import one_of, statements_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Survivors said that guards had beaten them with chains.", "allegation"),
        ("The ministry denied that its guards had beaten anyone.", "denial"),
        ("The ministry said the camps are schools that fight extremism.", "justification"),
        ("The governor admitted that his officers had killed the boy.", "admission"),
        ("The court ruled that the arrest was unlawful.", "finding"),
        ("The parliament described the killings as genocide.", "legal_characterisation"),
        ("Harbour Watch urged the army to free the fishermen.", "call"),
        ("The minister pledged to publish the list.", "commitment"),
        ("The envoy said she would travel only if she may meet the families alone.", "condition"),
        ("The ministry invited the envoy to visit the valley.", "offer"),
        ("The army refused to let the monitors pass.", "refusal"),
        ("The minister thanked the people of Tarn for their patience.", "other"),
    ],
)
def test_every_kind(content: str, kind: str) -> None:
    assert one_of(content).kind == kind


@pytest.mark.parametrize(
    ("content", "kind", "rule"),
    [
        ("Officers denied the monitors access to the camp.", "refusal", "deny access"),
        ("The reporters were denied entry by the border guards.", "refusal", "deny entry"),
        ("The judge denied him bail.", "refusal", "deny bail"),
        ("The ministry rejected the accusations of torture.", "denial", "B8: accusations"),
        ("The ministry rejected the report as a fabrication.", "denial", "B8: report"),
        ("The ministry rejected calls for an inquiry.", "refusal", "B8: calls"),
        ("The ministry rejected a visit by the working group.", "refusal", "B8: visit"),
        ("The ministry dismissed the demand for talks.", "refusal", "B8: demand"),
        ("The minister did not deny that the men were beaten.", "other", "B9: negated denial"),
        ("The minister has not denied the beatings.", "other", "B9: negated denial"),
        ("The army neither confirmed nor denied the raid.", "other", "B9: neither"),
        ("Neither the mayor nor the army has denied that men were beaten.", "other", "B9: neither of two"),
        (
            "Amid pressure, the commissioner will present an update in May, her spokeswoman told Radio Tarn.",
            "commitment",
            "who speaks for a body says what it will do",
        ),
        ("Harbour Watch concluded that police had tortured the boys.", "allegation", "B5: no mandate"),
        ("The spokesman declined to comment on the beatings.", "other", "no comment"),
        ("The prosecutor refused to comment.", "other", "no comment"),
        ("The envoy insisted that any visit must include private interviews.", "condition", "insist on a term"),
        ("The ministry insisted that the schools were voluntary.", "justification", "insist on a fact"),
        (
            "The parameters of the visit should be such that she has access to all camps, the envoy said.",
            "condition",
            "B11",
        ),
        ("The rapporteur said that the army should let the monitors in.", "call", "B11: should"),
        ("The committee expressed alarm over reports of mass detention.", "other", "B2: alarm"),
        ("The foreign ministry called the claims of torture a slander.", "denial", "calls it a lie"),
        ("The ministry accused Harbour Watch of spreading lies.", "denial", "accuses the accuser"),
        ("The ministry ruled out an inquiry.", "refusal", "rule out"),
        ("Survivors claimed that guards had beaten them.", "allegation", "claim is neutral"),
    ],
)
def test_traps(content: str, kind: str, rule: str) -> None:
    kinds = {statement.kind for statement in statements_of(content)}
    assert kinds == {kind}, rule


def test_a_negated_denial_is_never_an_admission() -> None:
    for verb in ("deny", "contest", "dispute"):
        statement = one_of(f"The minister did not {verb} that his guards had beaten the men.")
        assert (statement.kind, statement.subtype) == ("other", "no_comment")


def test_denial_and_offer_in_one_sentence_are_two_statements() -> None:
    content = "The ministry denied the abuses and invited the envoy to a friendly visit."
    assert [statement.kind for statement in statements_of(content)] == ["denial", "offer"]


def test_belief_is_shared_out_among_all_kinds() -> None:
    beliefs = weigh(frozenset({"cue_deny", "object_claim"}))
    assert set(beliefs) == set(KIND_IDS)
    assert sum(beliefs.values()) == pytest.approx(1)
    assert max(beliefs, key=lambda kind: beliefs[kind]) == "denial"


def test_points_are_given_by_clues_that_exist() -> None:
    seen = {*CUE_CLUES, *OBJECT_CLUES, *SAYS_CLUES, *TOGETHER, "always"}
    other = {clue for clue in _points() if clue not in seen}
    assert all(clue.startswith(("role_", "act_", "form_", "cue_", "word_")) for clue in other), other
    assert all(set(points) <= set(KIND_IDS) for points in _points().values())


@given(st.frozensets(st.sampled_from(sorted({*CUE_CLUES, *SAYS_CLUES, *TOGETHER, "no such clue"}))))
def test_any_clues_give_one_belief(clues: frozenset[str]) -> None:
    assert sum(weigh(clues).values()) == pytest.approx(1)
