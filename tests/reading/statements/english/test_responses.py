# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OUTLET, Passage, Quantity, Speaker, Statement
from onrecord.reading.statements.english.responses import _WINDOW, link
from reading.statements.english.building import statements_of

ARMY = Speaker("Velmoran army", "state")
UNION = Speaker("Farmers’ Union", "ngo")


def said(number: int, kind: str, words: str, speaker: Speaker | None = UNION, **fields) -> Statement:
    """Make a statement whose content stands at ``100 * number``."""
    start = 100 * number
    content = Passage(words, ((start, start + len(words)),))
    return replace(Statement(f"S-{number}", kind, content, speaker=speaker), **fields)


def links(*statements: Statement, content: str = "") -> dict[str, tuple[str, ...]]:
    return {one.id: one.responds_to for one in link(statements, content) if one.responds_to}


TORTURE = said(1, "allegation", "soldiers beat prisoners", violations=("torture",), accused="Velmoran army")
DENIAL = said(2, "denial", "the allegations", ARMY, subtype="fact", violations=("torture",), accused="Velmoran army")


# --- what establishes a link ---


def test_a_denial_answers_the_allegation_before_it():
    linked = link((TORTURE, DENIAL), "")
    assert linked[1].responds_to == ("S-1",)
    assert linked[1].response_type == "denies_act"
    assert linked[0] == TORTURE


def test_the_same_act_of_the_accused_side_is_enough():
    answer = replace(DENIAL, content=Passage("nobody was beaten", ((200, 217),)))
    assert links(TORTURE, answer) == {"S-2": ("S-1",)}


def test_another_act_is_not():
    answer = replace(DENIAL, content=Passage("nobody was evicted", ((200, 218),)), violations=("forced_displacement",))
    assert links(TORTURE, answer) == {}


def test_a_pronoun_points_to_the_nearest():
    older = replace(TORTURE, id="S-0", content=Passage("soldiers beat monks", ((0, 19),)))
    answer = replace(DENIAL, content=Passage("it", ((200, 202),)))
    assert links(older, TORTURE, answer) == {"S-2": ("S-1",)}


def test_a_plural_points_to_all_that_accuse_the_side_of_the_same_acts():
    older = replace(TORTURE, id="S-0", content=Passage("soldiers beat monks", ((0, 19),)))
    assert links(older, TORTURE, DENIAL) == {"S-2": ("S-1", "S-0")}


def test_whoever_is_named_is_answered_and_not_the_nearest():
    hospital = Speaker("Averin Hospital", "expert")
    counted = said(0, "allegation", "28 people were shot", hospital, quantities=(Quantity("28", value=28.0),))
    answer = replace(DENIAL, content=Passage("the hospital’s figure", ((200, 221),)), subtype="scale", violations=())
    assert links(counted, TORTURE, answer) == {"S-2": ("S-0",)}


def test_the_same_number_joins_where_the_accuser_is_named():
    counted = said(0, "allegation", "28 people were shot", quantities=(Quantity("28", value=28.0),))
    words = "the union invented those 28"
    answer = said(3, "denial", words, ARMY, quantities=(Quantity("28", value=28.0),))
    assert links(counted, answer) == {"S-3": ("S-0",)}


def test_what_stands_inside_a_denial_is_what_it_denies():
    outer = said(1, "denial", "reports that soldiers had beaten prisoners", ARMY)
    inner = replace(said(1, "allegation", "soldiers had beaten prisoners", None), id="S-in")
    inner = replace(inner, content=Passage(inner.content.text, ((113, 142),)))
    assert links(outer, inner) == {"S-1": ("S-in",)}


# --- kinds ---


@pytest.mark.parametrize(
    ("subtype", "response"),
    [
        ("fact", "denies_act"),
        ("scale", "denies_act"),
        ("character", "denies_act"),
        ("responsibility", "denies_responsibility"),
        ("source", "contests_source_or_competence"),
        ("competence", "contests_source_or_competence"),
    ],
)
def test_the_subtype_of_a_denial_decides_its_response_type(subtype, response):
    assert link((TORTURE, replace(DENIAL, subtype=subtype)), "")[1].response_type == response


@pytest.mark.parametrize(
    ("kind", "subtype", "response"),
    [
        ("justification", "legality", "alternative_explanation"),
        ("admission", "partial", "states_circumstances"),
        ("admission", "full", "accepts_responsibility"),
        ("admission", None, "states_circumstances"),
    ],
)
def test_an_explanation_or_admission_answers_the_same_act(kind, subtype, response):
    answer = replace(DENIAL, kind=kind, subtype=subtype)
    linked = link((TORTURE, answer), "")[1]
    assert (linked.responds_to, linked.response_type) == (("S-1",), response)


def test_an_explanation_that_only_points_answers_nothing():
    answer = replace(DENIAL, kind="justification", violations=())
    assert links(TORTURE, answer) == {}


def test_a_refusal_answers_a_call_and_no_allegation():
    call = said(0, "call", "the army to let monitors in", addressee="Velmoran army")
    refusal = said(2, "refusal", "the request", ARMY)
    linked = link((call, TORTURE, refusal), "")[2]
    assert (linked.responds_to, linked.response_type) == (("S-0",), "declines")


def test_a_refusal_does_not_answer_a_call_upon_somebody_else():
    call = said(0, "call", "the council to let monitors in", addressee="Council of Estria")
    assert links(call, said(2, "refusal", "the request", ARMY)) == {}


def test_a_commitment_to_look_into_the_allegations_answers_them():
    promise = said(2, "commitment", "to investigate the allegations", ARMY)
    linked = link((TORTURE, promise), "")[1]
    assert (linked.responds_to, linked.response_type) == (("S-1",), "undertakes_action")


def test_a_commitment_to_something_else_answers_nothing():
    assert links(TORTURE, said(2, "commitment", "to open a school in May", ARMY)) == {}


def test_a_label_is_answered_by_whoever_disputes_it():
    label = said(0, "legal_characterisation", "genocide", characterisations=("genocide",), accused="Velmoran army")
    dispute = replace(label, id="S-3", speaker=ARMY, polarity="negative", accused=None)
    dispute = replace(dispute, content=Passage("no genocide", ((300, 311),)))
    assert links(label, dispute) == {"S-3": ("S-0",)}


# --- traps ---


def test_a_counter_allegation_answers_nothing_and_is_not_what_its_side_denies():
    counter = said(2, "allegation", "the union beat guards", ARMY, violations=("torture",), accused="Farmers’ Union")
    later = replace(DENIAL, id="S-3", content=Passage("the allegations", ((300, 315),)))
    assert links(TORTURE, counter, later) == {"S-3": ("S-1",)}


def test_nobody_answers_himself():
    own = replace(TORTURE, speaker=ARMY)
    assert links(own, DENIAL) == {}


def test_the_outlet_can_be_answered():
    assert links(replace(TORTURE, speaker=Speaker(OUTLET, "media_narrator")), DENIAL) == {"S-2": ("S-1",)}


def test_an_answer_of_another_side_than_the_accused_is_none():
    assert links(replace(TORTURE, accused="Sardan rebels"), DENIAL) == {}


def test_a_condemnation_answers_nothing():
    assert links(TORTURE, said(2, "other", "the torture of prisoners", ARMY, subtype="condemnation")) == {}


def test_an_answer_whose_speaker_is_hidden_answers_nothing():
    assert links(TORTURE, replace(DENIAL, speaker=None)) == {}


@pytest.mark.parametrize(
    ("cue", "content", "linked"),
    [
        ("declined to comment", "on the allegations", True),
        ("did not respond", "to the allegations", True),
        ("did not deny", "the allegations", False),
        ("neither confirmed nor denied", "the allegations", False),
    ],
)
def test_no_comment_answers_what_it_names_and_a_negated_denial_answers_nothing(cue, content, linked):
    answer = said(2, "other", content, ARMY, subtype="no_comment", cue=Passage(cue, ((170, 170 + len(cue)),)))
    result = link((TORTURE, answer), " " * 400)[1]
    assert bool(result.responds_to) is linked
    assert result.response_type == ("token" if linked else None)


def test_what_stands_too_far_back_is_not_answered():
    between = [said(number, "other", "the weather", subtype="information") for number in range(2, 16)]
    assert (
        links(TORTURE, *between, replace(DENIAL, id="S-9", content=Passage("the allegations", ((1700, 1715),)))) == {}
    )


# --- as read ---


def test_a_relayed_denial_answers_as_the_one_who_denies():
    text = (
        "The Farmers’ Union accused the Velmoran army of torturing prisoners.\n"
        "The agency said the Velmoran army denied the allegations of torture."
    )
    denial = next(one for one in statements_of(text) if one.kind == "denial")
    assert denial.speaker is not None
    assert denial.speaker.name == "Velmoran army"
    accusation = next(one for one in statements_of(text) if "torturing" in one.content.text)
    assert denial.responds_to == (accusation.id,)


def test_a_document_without_an_allegation_has_no_links():
    assert all(not one.responds_to for one in statements_of("The Velmoran army denied the allegations of torture."))


# --- any row of statements ---

_KINDS = ("allegation", "denial", "justification", "admission", "finding", "call", "commitment", "refusal", "other")
_SPEAKERS = (None, ARMY, UNION, Speaker("Anna Kirel", "witness"), Speaker(OUTLET, "media_narrator"))


@st.composite
def rows(draw) -> tuple[Statement, ...]:
    size = draw(st.integers(0, 12))
    return tuple(
        said(
            number,
            draw(st.sampled_from(_KINDS)),
            draw(
                st.sampled_from(("the allegations", "it", "the calls", "soldiers beat prisoners", "the union’s claim"))
            ),
            draw(st.sampled_from(_SPEAKERS)),
            violations=draw(st.sampled_from(((), ("torture",), ("torture", "unlawful_killing")))),
            accused=draw(st.sampled_from((None, "Velmoran army", "army", "Farmers’ Union"))),
            subtype=draw(st.sampled_from((None, "no_comment", "fact"))),
        )
        for number in range(size)
    )


@given(rows())
def test_links_point_to_other_statements_of_the_same_document(statements):
    linked = link(statements, "")
    known = {one.id: index for index, one in enumerate(statements)}
    assert [one.id for one in linked] == [one.id for one in statements]
    for index, one in enumerate(linked):
        assert len(one.responds_to) == len(set(one.responds_to)) <= 4
        assert all(known[target] < index for target in one.responds_to)
        assert one.responds_to or one.response_type is None


@given(rows())
def test_nothing_but_the_links_changes(statements):
    for before, after in zip(statements, link(statements, ""), strict=True):
        assert replace(after, responds_to=(), response_type=None) == before


def test_in_a_long_document_an_answer_looks_only_at_what_stands_near():
    row = tuple(replace(TORTURE if n % 2 else DENIAL, id=f"S-{n}") for n in range(1_600))
    linked = link(row, "")
    reached = [abs(n - int(target[2:])) for n, one in enumerate(linked) for target in one.responds_to]
    assert reached
    assert max(reached) <= _WINDOW
