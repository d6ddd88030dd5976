# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.building import Said, only, outlet, paper, proposals, said
from onrecord.grouping.origins import LISTED
from onrecord.model import Origins, ReadDocument


def claim(who: str | None, words: str = "guards beat detainees", role: str = "ngo", **fields: Any) -> Said:
    return said("allegation", words, who, role, accused="Norland", violations=("torture",), **fields)


def origins(*documents: ReadDocument) -> Origins:
    return only(proposals(*documents), "torture").origins


def test_one_speaker_in_many_documents_is_one_origin() -> None:
    found = origins(paper("one", claim("Estria Watch")), paper("two", claim("Estria Watch", "they beat men")))
    assert found.independent == 1
    assert [link.reason for link in found.links] == ["the innermost speaker is the same"]
    assert found.documents == 2


def test_two_named_speakers_are_two_origins() -> None:
    found = origins(paper("one", claim("Estria Watch")), paper("two", claim("Mira Dostane", "they beat men")))
    assert found.independent == 2
    assert [link.state for link in found.links] == ["independent"]


def test_who_speaks_for_a_body_is_the_same_origin_as_the_body() -> None:
    director = claim("Mira Dostane", "they beat men", source="Mira Dostane, the director of Open Valley")
    found = origins(paper("one", claim("Open Valley")), paper("two", director))
    assert found.independent == 1
    assert found.links[0].reason == "the source phrase says that the one speaks for the other"


def test_officials_of_one_state_are_one_origin() -> None:
    one = claim("Pav Rusk", role="state", source="Ostria's foreign minister, Pav Rusk")
    two = claim("Ostrian embassy", "they beat men", role="state", source="the Ostrian embassy")
    assert origins(paper("one", one), paper("two", two)).independent == 1


def test_the_documents_own_voice_is_no_origin_and_is_said_so() -> None:
    voice = outlet("allegation", "where guards beat men", accused="Norland", violations=("torture",))
    alone = origins(paper("one", voice))
    assert (alone.independent, len(alone.adding_none)) == (0, 1)
    assert origins(paper("one", voice), paper("two", claim("Estria Watch"))).independent == 1


def test_unnamed_speakers_add_none_beside_named_ones_and_are_listed_as_unresolved() -> None:
    found = origins(paper("one", claim("Estria Watch")), paper("two", claim("rights groups", "they beat men")))
    assert (found.independent, found.unresolved_pairs) == (1, 1)
    assert [(link.state, link.reason) for link in found.links] == [("unresolved", "the speaker is not named")]


def test_unnamed_speakers_alone_are_one_origin_however_many_they_are() -> None:
    documents = [paper(f"d{number}", claim("activists", f"they beat men {number}")) for number in range(4)]
    found = origins(*documents)
    assert found.independent == 1
    assert found.unresolved_pairs == 6


def test_one_agencys_unnamed_source_told_twice_is_one_possible_origin() -> None:
    wire = paper(
        "one", claim("a doctor at the hospital", "guards shot at men", "anonymous"), head="DOVREL (Northline) - Words"
    )
    other = paper(
        "two", claim("a hospital doctor", "guards fired at men", "anonymous", audience="the Northline News Agency")
    )
    found = origins(wire, other, paper("three", claim("Estria Watch")))
    assert (found.independent, found.unresolved_pairs) == (1, 1)
    assert "the same agency or outlet" in next(link.reason for link in found.links if link.state == "dependent")


SKETCH = tuple(range(128))


def test_a_speaker_whom_only_the_later_copy_names_is_unresolved() -> None:
    first = paper("one", claim("Estria Watch"), sketch=SKETCH, published="2022-01-01")
    later = paper(
        "two", claim("Estria Watch"), claim("Zora Pell", "they beat men"), sketch=SKETCH, published="2022-01-02"
    )
    found = origins(first, later)
    assert (found.independent, found.unresolved_pairs) == (1, 1)


def test_a_speaker_whom_only_a_translation_names_is_unresolved() -> None:
    translated = paper(
        "two", claim("Sorah Pel", "they beat men"), head="Automatic translation from the Norlandic language"
    )
    found = origins(paper("one", claim("Estria Watch")), translated)
    assert (found.independent, found.unresolved_pairs) == (1, 1)


def test_long_lists_of_pairs_are_cut_and_the_rest_is_counted() -> None:
    documents = [paper(f"d{number}", claim("activists", f"they beat men {number}")) for number in range(60)]
    found = origins(*documents)
    assert found.unresolved_pairs == 59 + 59 * 58 // 2
    assert sum(link.state == "unresolved" for link in found.links) == LISTED["unresolved"]
    assert found.links_left_out == found.unresolved_pairs - LISTED["unresolved"]


SPEAKERS = st.sampled_from(["Estria Watch", "Open Valley", "Mira Dostane", "rights groups", "a witness", None])
DOCUMENTS = st.lists(st.lists(SPEAKERS, min_size=1, max_size=3), min_size=1, max_size=5)


def case(speakers: list[list[str | None]]) -> list[ReadDocument]:
    made = []
    for number, names in enumerate(speakers):
        statements = [claim(name, f"words {number} {place}") for place, name in enumerate(names)]
        sketch = tuple(1_000 * number + value for value in range(128))
        made.append(paper(f"d{number}", *statements, sketch=sketch, published=f"2022-01-{number + 1:02d}"))
    return made


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.data())
def test_one_more_copy_never_raises_the_number(speakers: list[list[str | None]], data: st.DataObject) -> None:
    documents = case(speakers)
    before = origins(*documents).independent
    original = data.draw(st.sampled_from(documents))
    number = documents.index(original)
    names: list[str | None] = data.draw(st.permutations([*speakers[number], data.draw(SPEAKERS)]))
    reworded = [claim(name, f"in other words {place}") for place, name in enumerate(names)]
    copy = paper("copy", *reworded, sketch=original.sketch, published="2022-02-01")
    exact = replace(original, receipt=replace(original.receipt, id="R-exact"))
    assert origins(*documents, exact).independent == before
    assert origins(*documents, copy).independent <= before


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(speakers: list[list[str | None]], random: Any) -> None:
    documents = case(speakers)
    expected = proposals(*documents)
    random.shuffle(documents)
    assert proposals(*documents) == expected


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_each_statement_stands_in_one_place_and_clusters_are_independent(speakers: list[list[str | None]]) -> None:
    found = only(proposals(*case(speakers)), "torture")
    placed = [one for cluster in (*found.origins.clusters, *found.origins.unresolved) for one in cluster]
    placed += [one for one, _ in found.origins.adding_none]
    assert sorted(placed) == sorted(found.statements)
    firsts = {one: place for place, cluster in enumerate(found.origins.clusters) for one in cluster}
    for link in found.origins.links:
        if link.state == "unresolved":
            assert not (link.one in firsts and link.other in firsts)
