# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from onrecord.model import OriginLink, Quantity
from onrecord.publication.caps import STANDARD
from onrecord.publication.cards import Card, bounds, cards
from onrecord.publication.citations import Citations, Cited, Library
from publication import sample


def _cards(**changes: int) -> tuple[Card, ...]:
    citations = Citations(Library(sample.documents()))
    return cards(sample.allegations(), citations, replace(STANDARD, **changes))[0]


def test_what_is_alleged_and_what_was_answered_stand_on_two_sides() -> None:
    card = _cards()[0]
    assert [one.who for one in card.alleged.sentences] == ["Estria Watch"]
    assert [one.verb for one in card.answered.sentences] == [
        "denied the fact",
        "explained",
        "disputed the source, not the fact",
    ]


def test_both_sides_have_the_same_cap_and_what_is_left_out_is_counted() -> None:
    card = _cards(side=1)[0]
    assert (len(card.alleged.sentences), len(card.answered.sentences)) == (1, 1)
    assert (card.alleged.left_out, card.answered.left_out) == (0, 2)


def test_a_label_applied_and_a_label_rejected_stand_apart() -> None:
    card = _cards()[0]
    assert len(card.labels.sentences) == 1
    assert card.labels_rejected.sentences == ()


def test_a_card_says_what_is_missing() -> None:
    answered, unanswered = _cards()
    assert "Not stated, or not recognised: who was affected, where." in answered.gaps
    assert "Not stated, or not recognised: who was affected, when." in unanswered.gaps
    assert any("No second independent origin" in gap for gap in answered.gaps)


def test_answers_that_contest_only_the_source_do_not_speak_to_the_facts() -> None:
    allegation = sample.allegations()[0]
    only_source = replace(allegation, responses=allegation.responses[2:])
    (card,), _ = cards([only_source], Citations(Library(sample.documents())), STANDARD)
    assert any("none of them speaks to the facts" in gap for gap in card.gaps)


def test_a_quantity_keeps_its_words_its_bounds_and_its_source() -> None:
    (stated,) = _cards()[1].quantities
    assert stated.quantity.verbatim == "More than 9,000"
    assert stated.range == "more than 9,000"
    assert (stated.who, stated.side, stated.matter) == ("Estria Watch", "alleged", "A2")


def test_the_accused_sides_own_account_is_not_shown_as_an_allegation() -> None:
    denial = sample.wire_statements()["denial"]
    documents = [
        replace(one, reading=replace(one.reading, statements=tuple(
            replace(said, kind="allegation", subtype=None, polarity="positive") if said.id == denial.id else said
            for said in one.reading.statements
        )))
        for one in sample.documents()
    ]  # fmt: skip
    found, _ = cards(sample.allegations(), Citations(Library(documents)), STANDARD)
    assert found[0].answered.sentences[0].kind_name == "Own account"
    assert found[0].alleged.sentences[0].kind_name == "Allegation"


def test_a_number_in_a_finding_is_said_to_be_found_and_not_alleged() -> None:
    number = sample.wire_statements()["number"]
    documents = [
        replace(one, reading=replace(one.reading, statements=tuple(
            replace(said, kind="finding") if said.id == number.id else said for said in one.reading.statements
        )))
        for one in sample.documents()
    ]  # fmt: skip
    found, _ = cards(sample.allegations(), Citations(Library(documents)), STANDARD)
    assert [one.side for one in found[1].quantities] == ["found"]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity("q", lower=1_000_000), "more than 1,000,000"),
        (Quantity("q", lower=5, lower_inclusive=True), "at least 5"),
        (Quantity("q", upper=40_000, upper_inclusive=True), "at most 40,000"),
        (Quantity("q", upper=40_000), "fewer than 40,000"),
        (Quantity("q", lower=20_000, upper=99_999), "20,000 to 99,999"),
        (Quantity("q", value=12, approximate=True), "about 12"),
        (Quantity("hundreds", lower=100, approximate=True), "more than 100"),
        (Quantity("q", value=100, upper=100, approximate=True), "about 100, below 100"),
        (Quantity("q", value=12.7), "12.7"),
        (Quantity("several"), "no number"),
    ],
)
def test_bounds_are_said_in_words(quantity: Quantity, words: str) -> None:
    assert bounds(quantity) == words


def test_allegations_past_the_cap_stand_in_a_table_with_their_counts() -> None:
    citations = Citations(Library(sample.documents()))
    made, rows = cards(sample.allegations(), citations, replace(STANDARD, cards=1))
    assert [card.name for card in made] == ["A1"]
    assert [(row.name, row.statements, row.responses, row.independent) for row in rows] == [("A2", 1, 0, 1)]


def test_what_adds_no_origin_is_listed_with_its_reason_and_what_is_not_listed_is_counted() -> None:
    allegation = sample.allegations()[0]
    (beating,) = allegation.statements
    origins = replace(
        allegation.origins,
        unresolved=((beating,),),
        adding_none=((beating, "a document's own voice is no origin"),),
        unresolved_pairs=7,
        links_left_out=3,
    )
    (card,), _ = cards([replace(allegation, origins=origins)], Citations(Library(sample.documents())), STANDARD)
    assert card.origins.endswith("7 pairs unresolved, adding none.")
    assert card.unresolved == ((1,),)
    assert card.adding_none == ((1, "a document's own voice is no origin"),)
    assert card.pairs_left_out == 3


def test_further_reports_of_an_answer_are_cited_beside_it() -> None:
    allegation = sample.allegations()[0]
    narrator = sample.wire_statements()["narrator"].id
    answer = replace(allegation.responses[0], repeats=(narrator,))
    repeated = replace(allegation, responses=(answer,))
    (card,), _ = cards([repeated], Citations(Library(sample.documents())), STANDARD)
    assert card.answered.sentences[0].repeats == (Cited(3, first=True),)


def test_the_same_words_of_the_same_speaker_are_printed_once_and_cited_each_time() -> None:
    longer = sample.WIRE + "Printed again in the evening.\n"
    copied = replace(sample.wire_statements()["beating"], id="S-AGAIN")
    documents = [*sample.documents(), sample.document("evening.txt", sample.text_of(longer), (copied,))]
    allegation = sample.allegations()[0]
    twice = replace(allegation, statements=(*allegation.statements, "S-AGAIN"))
    (card,), _ = cards([twice], Citations(Library(documents)), replace(STANDARD, side=1))
    (said,) = card.alleged.sentences
    assert (said.cite, said.repeats) == (1, (Cited(2, first=True),))
    assert card.alleged.left_out == 0


def test_pairs_with_one_reason_stand_in_one_line() -> None:
    allegation = sample.allegations()[0]
    wire = sample.wire_statements()
    ids = [wire[name].id for name in ("beating", "denial", "training")]
    links = tuple(OriginLink(one, other, "unresolved", "unnamed") for one, other in combinations(ids, 2))
    linked = replace(allegation, origins=replace(allegation.origins, links=links))
    (card,), _ = cards([linked], Citations(Library(sample.documents())), STANDARD)
    (pairs,) = card.pairs
    assert pairs.numbers == ((1, 2), (1, 3), (2, 3))


def test_dates_in_the_reasons_of_grouping_are_said_in_words() -> None:
    reasons = ("times that overlap (2025-11/.., 2025-11-04)",)
    dated = replace(sample.allegations()[0], reasons=reasons)
    (card,), _ = cards([dated], Citations(Library(sample.documents())), STANDARD)
    assert card.reasons == ("times that overlap (from Nov 2025 on, 4 Nov 2025)",)


def test_a_pair_is_printed_only_where_both_statements_are_cited() -> None:
    assert _cards()[0].pairs == ()
    assert _cards()[1].part_of == "A1"
