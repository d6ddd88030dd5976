# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from grouping.building import Said, only, paper, proposals, said
from onrecord.grouping.proposals import Proposals
from onrecord.model import Allegation

CLAIM = said("allegation", "guards beat detainees", "Estria Watch", accused="Norland's army", violations=("torture",))
LABOUR = said(
    "allegation", "men are made to work", "Estria Watch", accused="Norland's army", violations=("forced_labour",)
)


def state(kind: str, words: str = "it is false", **fields: Any) -> Said:
    return said(kind, words, "Odo Varn", "state", source="Norland's foreign minister, Odo Varn", **fields)


def types(found: Allegation) -> list[str]:
    return [answer.response_type for answer in found.responses]


def torture(found: Proposals) -> Allegation:
    return only(found, "torture")


@pytest.mark.parametrize(
    ("kind", "subtype", "expected"),
    [
        ("denial", "fact", "denies_act"),
        ("denial", "scale", "denies_act"),
        ("denial", "responsibility", "denies_responsibility"),
        ("denial", "source", "contests_source_or_competence"),
        ("denial", "competence", "contests_source_or_competence"),
        ("justification", "security", "alternative_explanation"),
        ("admission", "full", "accepts_responsibility"),
        ("admission", "partial", "states_circumstances"),
        ("commitment", "promise", "undertakes_action"),
        ("refusal", "request", "declines"),
    ],
)
def test_each_kind_of_answer_has_its_response_type(kind: str, subtype: str, expected: str) -> None:
    answer = state(kind, subtype=subtype, violations=("torture",))
    assert types(torture(proposals(paper("one", CLAIM, answer)))) == [expected]


def test_contesting_the_source_never_counts_as_denying_the_act_even_if_the_reading_says_so() -> None:
    answer = state("denial", subtype="source", violations=("torture",), response_type="denies_act")
    assert types(torture(proposals(paper("one", CLAIM, answer)))) == ["contests_source_or_competence"]


def test_a_link_inside_the_document_is_enough() -> None:
    found = proposals(paper("one", CLAIM, LABOUR, state("denial", subtype="fact"), answers={2: 1}))
    assert types(only(found, "forced_labour")) == ["denies_act"]
    assert types(torture(found)) == []


def test_an_answer_of_the_accused_side_in_another_document_answers_the_same_kind_of_act_only() -> None:
    answer = paper("two", state("denial", subtype="fact", violations=("torture",)))
    found = proposals(paper("one", CLAIM, LABOUR), answer)
    assert types(torture(found)) == ["denies_act"]
    assert types(only(found, "forced_labour")) == []
    assert found.unanswered == (only(found, "forced_labour").id,)


def test_a_denial_of_everything_answers_all_of_its_own_document_and_nothing_else() -> None:
    killing = said(
        "allegation", "men were shot", "Open Valley", accused="Norland's army", violations=("unlawful_killing",)
    )
    found = proposals(paper("one", CLAIM, LABOUR, state("denial", subtype="fact")), paper("two", killing))
    assert types(torture(found)) == types(only(found, "forced_labour")) == ["denies_act"]
    assert types(only(found, "unlawful_killing")) == []


def test_who_answers_for_another_state_answers_nothing() -> None:
    other = said(
        "denial",
        "no torture",
        "Pav Rusk",
        "state",
        source="Ostria's foreign minister, Pav Rusk",
        violations=("torture",),
    )
    found = proposals(paper("one", CLAIM), paper("two", other))
    assert types(torture(found)) == []
    assert [one.statement for one in found.unlinked_answers]


def test_what_was_said_before_the_time_of_the_act_answers_nothing() -> None:
    claim = said("allegation", "guards beat men in May", "Estria Watch", accused="Norland's army",
                 violations=("torture",), about_time="2021-05")  # fmt: skip
    early = paper("two", state("denial", violations=("torture",), said_at="2020-01-01"))
    late = paper("three", state("denial", "that is a lie", violations=("torture",), said_at="2021-06-01"))
    assert types(torture(proposals(paper("one", claim), early))) == []
    assert types(torture(proposals(paper("one", claim), late))) == ["denies_act"]


def test_a_denial_about_another_place_answers_nothing() -> None:
    claim = said(
        "allegation",
        "guards beat men",
        "Estria Watch",
        accused="Norland's army",
        violations=("torture",),
        place="Suran",
    )
    elsewhere = paper("two", state("denial", violations=("torture",), place="Pellin"))
    assert types(torture(proposals(paper("one", claim), elsewhere))) == []


def test_a_general_denial_elsewhere_does_not_answer_one_persons_account() -> None:
    account = said("allegation", "guards beat my brother", "Sana Orlim", "victim_or_relative", accused="Norland's army",
                   violations=("torture",), affected="my brother")  # fmt: skip
    found = proposals(paper("one", account), paper("two", state("denial", violations=("torture",))))
    assert types(torture(found)) == []


def test_a_kindred_act_is_answered_in_the_same_document_only() -> None:
    beatings = state("denial", subtype="fact", violations=("ill_treatment",))
    assert types(torture(proposals(paper("one", CLAIM, beatings)))) == ["denies_act"]
    assert types(torture(proposals(paper("one", CLAIM), paper("two", beatings)))) == []


def test_a_refusal_of_a_call_answers_what_the_call_is_about() -> None:
    call = said("call", "end the torture", "Estria Watch", violations=("torture",), addressee="Norland")
    found = proposals(paper("one", CLAIM, call, state("refusal", "we will not"), answers={2: 1}))
    assert types(torture(found)) == ["declines"]


def test_a_company_answers_for_itself_by_name_and_through_its_lawyer() -> None:
    claim = said(
        "allegation", "guards shot men", "Estria Watch", accused="Suran Mining Ltd", violations=("unlawful_killing",)
    )
    named = said("denial", "we shot nobody", "Suran Mining Ltd", "company", violations=("unlawful_killing",))
    lawyer = said(
        "denial", "they carried no guns", "Dulca Marchen", "company", source="the firm's lawyer", subtype="fact"
    )
    found = only(proposals(paper("one", claim, named, lawyer)), "unlawful_killing")
    assert len(found.responses) == 2
    assert any("only side that the document accuses" in answer.reason for answer in found.responses)


def test_somebody_elses_doubt_is_a_contradiction_and_no_response() -> None:
    doubt = said("denial", "nobody was beaten there", "Jal Maren", "witness", subtype="fact", violations=("torture",))
    found = torture(proposals(paper("one", CLAIM, doubt)))
    assert types(found) == []
    assert len(found.contradicted_by) == 1


def test_a_finding_that_it_was_not_so_is_a_contradiction() -> None:
    cleared = said("finding", "no sign of beatings", "Ombudsman", "court", polarity="negative", violations=("torture",))
    found = torture(proposals(paper("one", CLAIM, cleared)))
    assert len(found.statements) == 1
    assert len(found.contradicted_by) == 1


def test_the_same_answer_reported_twice_is_one_response_with_a_repeat() -> None:
    one = paper(
        "one",
        CLAIM,
        state("denial", "nobody was ever beaten in the camps", violations=("torture",)),
        published="2022-01-01",
    )
    two = paper(
        "two", state("denial", "nobody was beaten in the camps", violations=("torture",)), published="2022-01-02"
    )
    (answer,) = torture(proposals(one, two)).responses
    assert len(answer.repeats) == 1


def test_a_rejected_label_answers_the_label_and_not_the_fact() -> None:
    label = said("legal_characterisation", "it is genocide", "Estria", "parliament", accused="Norland",
                 characterisations=("genocide",))  # fmt: skip
    rejected = state("legal_characterisation", "it has nothing to do with genocide", polarity="negative",
                     characterisations=("genocide",))  # fmt: skip
    found = torture(proposals(paper("one", CLAIM, label, rejected)))
    assert types(found) == []
    assert len(found.label_responses) == 1
    assert len(found.characterisations) == 2


def test_a_denial_of_a_label_alone_is_no_denial_of_the_act() -> None:
    label = said("legal_characterisation", "it is genocide", "Estria", "parliament", accused="Norland",
                 characterisations=("genocide",))  # fmt: skip
    denial = state("denial", "the so-called genocide is a lie", subtype="character", characterisations=("genocide",))
    found = torture(proposals(paper("one", CLAIM, label, denial)))
    assert types(found) == []
    assert len(found.label_responses) == 1


def test_a_label_on_nothing_that_is_alleged_is_listed() -> None:
    found = proposals(
        paper("one", said("legal_characterisation", "a crime", "Estria", "parliament", characterisations=("genocide",)))
    )
    assert len(found.ungrouped) == 1


def test_a_denial_of_all_that_was_said_answers_all_of_it_and_one_of_something_unnamed_does_not() -> None:
    torture = said("allegation", "men were tortured", "Open Valley", accused="Norland", violations=("torture",))
    labour = said("allegation", "men were forced to work", "Open Valley", accused="Norland",
                  violations=("forced_labour",))  # fmt: skip
    everything = said("denial", "rejected the commission's report", "Norland", "state", subtype="fact")
    assert all(one.responses for one in proposals(paper("one", torture, labour, everything)).allegations)
    something = said("denial", "described the place as a school for the young people of the province", "Norland",
                     "state", subtype="fact")  # fmt: skip
    found = proposals(paper("one", torture, labour, something))
    assert not any(one.responses for one in found.allegations)
    assert len(found.unlinked_answers) == 1


def test_who_is_known_elsewhere_as_a_rights_group_does_not_answer_for_the_accused() -> None:
    torture = said("allegation", "men were tortured", "Open Valley", "ngo", accused="Norland", violations=("torture",))
    explained = said("justification", "the ministry had no list", "Open Valley", "unknown")
    found = proposals(paper("one", torture), paper("two", torture, explained))
    assert only(found, "torture").responses == ()
