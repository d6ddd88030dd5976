# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from grouping.building import about, only, outlet, paper, proposals, said
from onrecord.model import ReadDocument


def test_a_topic_without_an_act_or_an_accused_is_no_allegation_and_is_listed() -> None:
    document = paper("one", said("allegation", "he had been a pupil of that school", "Mira Dostane",
                                 violations=("denial_of_education",)))  # fmt: skip
    found = proposals(document)
    assert found.allegations == ()
    assert [(one.statement, one.reason) for one in found.ungrouped] == [
        (document.reading.statements[0].id, "its own words name neither an act nor an accused")
    ]


def test_an_accusation_of_somebody_stands_also_where_only_the_words_around_it_name_the_act() -> None:
    document = paper("one", said("allegation", "they did it to the younger ones too", "Mira Dostane",
                                 accused="Norland", violations=("torture",)))  # fmt: skip
    assert len(only(proposals(document), "torture").statements) == 1


def test_a_statement_is_put_only_to_the_acts_that_its_own_words_name() -> None:
    document = paper("one", said("allegation", "men were beaten beside the school", "Open Valley",
                                 accused="Norland", violations=("torture", "denial_of_education")))  # fmt: skip
    (found,) = proposals(document).allegations
    assert found.violations == ("torture",)


def test_whom_it_happened_to_names_no_act() -> None:
    document = paper("one", outlet("allegation", "sexual violence against detainees",
                                   violations=("sexual_violence", "arbitrary_detention")))  # fmt: skip
    (found,) = proposals(document).allegations
    assert found.violations == ("sexual_violence",)


def test_an_accused_states_own_account_is_an_answer_and_no_origin_of_the_allegation() -> None:
    claim = said("allegation", "soldiers killed marchers", "Open Valley", accused="Norland",
                 violations=("unlawful_killing",))  # fmt: skip
    account = said("allegation", "both were killed by an armed gang", "Norland", "state",
                   violations=("unlawful_killing",))  # fmt: skip
    theirs = paper("two", account)
    (found,) = proposals(paper("one", claim), theirs).allegations
    own = theirs.reading.statements[0].id
    assert own not in found.statements
    assert [(one.statement, one.response_type) for one in found.responses] == [(own, "alternative_explanation")]
    assert found.origins.independent == 1
    rows = proposals(paper("one", claim), theirs).positions
    assert [one.stance for row in rows for one in row.positions if one.statement == own] == ["explains"]


def test_another_states_account_without_an_accused_stays_an_allegation() -> None:
    claim = said("allegation", "soldiers killed marchers", "Open Valley", accused="Norland",
                 violations=("unlawful_killing",))  # fmt: skip
    account = said("allegation", "marchers were killed", "Estria", "state", violations=("unlawful_killing",))
    found = about(proposals(paper("one", claim), paper("two", account)), "unlawful_killing")
    assert {one.accused for one in found} == {"Norland", None}


def test_kinds_of_act_that_one_may_mean_with_one_word_are_one_matter_where_nobody_is_accused() -> None:
    one = paper("one", said("allegation", "14 people were killed", "Open Valley", violations=("unlawful_killing",)))
    two = paper(
        "two", said("allegation", "they opened fire on marchers", "Estria Watch", violations=("excessive_force",))
    )
    (found,) = proposals(one, two).allegations
    assert len(found.statements) == 2
    assert found.title.endswith("alleged, no accused named")
    assert set(found.violations) == {"unlawful_killing", "excessive_force"}


def test_killing_and_force_are_one_matter_and_detention_and_disappearance_are_two_for_one_accused() -> None:
    def claim(words: str, violation: str) -> ReadDocument:
        return paper(words, said("allegation", words, "Open Valley", accused="Norland", violations=(violation,)))

    shots = proposals(claim("14 were killed", "unlawful_killing"), claim("they opened fire on men", "excessive_force"))
    assert len(shots.allegations) == 1
    held = proposals(
        claim("men are detained", "arbitrary_detention"), claim("men disappeared", "enforced_disappearance")
    )
    assert len(held.allegations) == 2


def test_ill_treatment_without_a_statement_of_its_own_stands_with_torture_and_its_answers() -> None:
    both = said("allegation", "men were beaten", "Open Valley", accused="Norland",
                violations=("torture", "ill_treatment"))  # fmt: skip
    more = said("allegation", "guards used torture", "Open Valley", accused="Norland", violations=("torture",))
    denied = said("denial", "nobody was tortured", "Norland", "state", subtype="fact", violations=("torture",))
    (found,) = proposals(paper("one", both, more), paper("two", denied)).allegations
    assert found.violations == ("torture", "ill_treatment")
    assert (len(found.statements), len(found.responses)) == (2, 1)
    assert found.part_of is None
