# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from grouping.building import Said, about, only, outlet, paper, proposals, said


def claim(words: str, who: str | None = "Estria Watch", role: str = "ngo", **fields: Any) -> Said:
    fields = {"accused": "Norland", "violations": ("torture",), **fields}
    return said("allegation", words, who, role, **fields)


def test_statements_of_one_family_accused_place_and_period_are_one_allegation() -> None:
    one = paper("one", claim("guards beat men", place="Suran", about_time="2021"))
    two = paper("two", claim("men were beaten by guards", "Open Valley", place="Suran", about_time="2021-05/2021-12"))
    found = only(proposals(one, two), "torture")
    assert len(found.statements) == 2
    assert found.title == "Torture \u2013 alleged against Norland, Suran"
    assert found.period == "2021"


def test_a_type_and_its_parent_are_one_family() -> None:
    one = paper("one", claim("men are held", violations=("arbitrary_detention",)))
    two = paper("two", claim("men are held in camps", "Open Valley", violations=("mass_internment",)))
    (found,) = proposals(one, two).allegations
    assert found.violations == ("arbitrary_detention", "mass_internment")
    assert found.title.startswith("Arbitrary arrest or detention \u2013 ")


def test_another_accused_place_or_period_is_another_allegation() -> None:
    base = claim("guards beat men", place="Suran", about_time="2021")
    for other in (
        claim("they beat men", accused="Ostria", place="Suran", about_time="2021"),
        claim("they beat men", place="Meridan", about_time="2021"),
        claim("they beat men", place="Suran", about_time="2015"),
    ):
        found = proposals(paper("one", base), paper("two", other))
        assert len(about(found, "torture")) == 2


def test_a_missing_place_and_period_are_compatible_and_the_reasons_say_so() -> None:
    one = paper("one", claim("guards beat men", place="Suran", about_time="2021"))
    two = paper("two", claim("men were beaten", "Open Valley"))
    reasons = " | ".join(only(proposals(one, two), "torture").reasons)
    assert "1 statement: no place is named, taken as compatible" in reasons
    assert "1 statement: no time is named, taken as compatible" in reasons


def test_what_could_mean_two_places_stays_general_and_they_are_part_of_it() -> None:
    one = paper(
        "one", claim("men were beaten in Suran", place="Suran"), claim("men were beaten in Pellin", place="Pellin")
    )
    two = paper("two", claim("men are beaten everywhere", "Open Valley"))
    found = about(proposals(one, two), "torture")
    (general,) = [one for one in found if one.place is None]
    assert {one.part_of for one in found if one.place is not None} == {general.id}
    assert general.part_of is None


def test_an_event_is_part_of_the_general_time_and_not_merged_with_it() -> None:
    event = paper("one", claim("men were beaten that day", about_time="2021-05-04"))
    since = paper("two", claim("men have been beaten for years", "Open Valley", about_time="2017/.."))
    found = about(proposals(event, since), "torture")
    general = next(one for one in found if one.period == "2017/..")
    particular = next(one for one in found if one.period == "2021-05-04")
    assert particular.part_of == general.id


def test_an_account_about_one_person_is_linked_to_the_general_allegation_and_not_merged() -> None:
    general = paper("one", claim("guards beat detainees"))
    account = paper("two", claim("guards beat my brother", "Sana Orlim", "victim_or_relative", affected="my brother"))
    found = about(proposals(general, account), "torture")
    particular = next(one for one in found if one.part_of is not None)
    whole = next(one for one in found if one.part_of is None)
    assert particular.part_of == whole.id
    assert particular.affected is None
    assert "(particular persons)" in particular.title


def test_the_same_victims_name_never_brings_two_accounts_together() -> None:
    one = paper("one", claim("guards beat Teo", "Sana Orlim", "victim_or_relative", affected="Teo Orlim"))
    two = paper("two", claim("officers beat Teo Orlim", "Jal Maren", "witness", affected="Teo Orlim"))
    assert len(about(proposals(one, two), "torture")) == 2


def test_one_speaker_repeating_one_account_is_one_allegation() -> None:
    one = paper("one", claim("guards beat my brother", "Sana Orlim", "victim_or_relative", affected="my brother"))
    two = paper(
        "two", claim("they beat her brother Teo", "Sana Orlim", "victim_or_relative", affected="her brother Teo")
    )
    assert len(only(proposals(one, two), "torture").statements) == 2


def test_accounts_of_one_day_at_one_place_are_one_allegation_unless_the_victims_differ() -> None:
    when = {"place": "Dovrel", "about_time": "2025-11-04"}
    one = claim("I was beaten", "Sana Orlim", "witness", **when)
    two = claim("they beat me too", "Jal Maren", "witness", **when)
    assert len(about(proposals(paper("one", one), paper("two", two)), "torture")) == 1
    mine = claim("they beat my son", "Sana Orlim", "witness", affected="my son", **when)
    hers = claim("they beat my uncle", "Jal Maren", "witness", affected="my uncle", **when)
    assert len(about(proposals(paper("one", mine), paper("two", hers)), "torture")) == 2


def test_an_accused_that_a_statement_leaves_out_is_taken_from_its_document_only_if_there_is_one() -> None:
    silent = claim("men were beaten", "Open Valley", accused=None)
    one = proposals(paper("one", claim("guards beat men"), silent))
    assert len(only(one, "torture").statements) == 2
    assert any("names no accused" in reason for reason in only(one, "torture").reasons)
    two = proposals(paper("one", claim("guards beat men"), claim("others beat men", accused="Ostria"), silent))
    (unnamed,) = [one for one in two.allegations if one.accused is None]
    assert unnamed.title == "Torture \u2013 alleged, no accused named"


def test_findings_and_the_documents_own_voice_make_matters_and_calls_and_labels_do_not() -> None:
    found = proposals(
        paper(
            "one",
            said("finding", "soldiers killed protesters", "Commission of Inquiry", "un_body",
                 accused="Norland", violations=("unlawful_killing",)),
            outlet("allegation", "where men have to work", accused="Norland", violations=("forced_labour",)),
            said("call", "end the torture", "Open Valley", accused="Norland", violations=("torture",)),
            said("legal_characterisation", "a genocide", "Estria", accused="Norland", characterisations=("genocide",)),
        )
    )  # fmt: skip
    assert {one.violations for one in found.allegations} == {("unlawful_killing",), ("forced_labour",)}


def test_an_accusation_without_a_type_of_act_is_listed_and_not_lost() -> None:
    document = paper("one", claim("they did terrible things", violations=()))
    found = proposals(document)
    assert found.allegations == ()
    assert [one.statement for one in found.ungrouped] == [document.reading.statements[0].id]


def test_unspecified_abuse_counts_only_where_nothing_more_is_said() -> None:
    both = paper("one", claim("abuses and torture", violations=("unspecified_abuse", "torture")))
    (found,) = proposals(both).allegations
    assert found.violations == ("torture",)


def test_a_broken_promise_is_no_matter() -> None:
    late = claim("failed to publish the list", subtype="non_fulfilment", violations=())
    found = proposals(paper("one", late))
    assert (found.allegations, found.ungrouped) == ((), ())


def test_acts_that_always_stand_together_are_one_allegation_and_part_when_a_document_parts_them() -> None:
    both = claim("torture and forced labour in camps", violations=("torture", "forced_labour"))
    (found,) = proposals(paper("one", both)).allegations
    assert found.title == "Torture; Forced or compulsory labour \u2013 alleged against Norland"
    denied = said(
        "denial", "there is no forced labour", "Norland", "state", subtype="fact", violations=("forced_labour",)
    )
    assert len(proposals(paper("one", both, denied)).allegations) == 2


@pytest.mark.parametrize("accused", ["the Interior Ministry", "Norland", "guards"])
def test_the_title_names_the_accused_as_the_statements_do_and_says_of_what_state(accused: str) -> None:
    found = proposals(
        paper(
            "one",
            claim("they beat men", accused=accused),
            claim("x", accused="Norland's government", violations=("other",)),
        )
    )
    title = only(found, "torture").title
    assert "Norland" in title
    assert accused.removeprefix("the ") in title
