# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

from onrecord.publication.caps import STANDARD
from onrecord.publication.citations import Citations, Library
from onrecord.publication.steps import Steps, steps
from publication import sample


def _steps(**changes: int) -> Steps:
    library = Library(sample.documents())
    return steps(sample.proposals().ledger, library, Citations(library), replace(STANDARD, **changes))


def test_commitments_access_and_calls_stand_apart() -> None:
    made = _steps()
    assert [one.kind for one in made.commitments] == ["Commitment"]
    assert [one.kind for one in made.access] == ["Condition", "Offer"]
    assert [one.kind for one in made.calls] == ["Call"]


def test_a_passed_date_asks_for_attention_and_decides_nothing() -> None:
    (commitment,) = _steps().commitments
    assert commitment.attention
    assert commitment.due == "7 Mar 2026"
    assert commitment.status == "Its date has passed; nobody has decided whether it was kept"


def test_what_may_answer_a_step_is_a_proposal_with_its_reason() -> None:
    (proposal,) = _steps().commitments[0].proposals
    assert proposal.reason == "same words"


def test_terms_are_kept_one_by_one() -> None:
    assert _steps().access[0].terms == ("unsupervised access to every site",)


def test_steps_past_the_cap_are_counted() -> None:
    made = _steps(steps=1)
    assert made.left_out == 1
    assert len(made.access) == 1


def test_an_access_step_without_a_date_has_no_status() -> None:
    assert _steps().access[0].status is None
