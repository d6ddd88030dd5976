# SPDX-License-Identifier: Apache-2.0
"""Numbers keep the bounds that the words give them, and no open bound becomes a point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Quantity
from onrecord.reading.quantities import find_quantities


def found(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, ((0, len(text)),))


def bounds(quantity: Quantity) -> tuple[float | None, float | None, bool, float | None, bool, bool]:
    return (
        quantity.value,
        quantity.lower,
        quantity.lower_inclusive,
        quantity.upper,
        quantity.upper_inclusive,
        quantity.approximate,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than one million people", (None, 1e6, False, None, False, False)),
        ("over 600 cleaners", (None, 600, False, None, False, False)),
        ("upwards of 50 prisoners", (None, 50, False, None, False, False)),
        ("at least 3,000 people", (None, 3000, True, None, False, False)),
        ("no fewer than nine men", (None, 9, True, None, False, False)),
        ("up to 40,000 people", (None, None, False, 40000, True, False)),
        ("as many as a dozen youths", (None, None, False, 12, True, False)),
        ("fewer than 5 detainees", (None, None, False, 5, False, False)),
        ("about 90,000 people", (90000, None, False, None, False, True)),
        ("some 6,000 people", (6000, None, False, None, False, True)),
        ("nearly 200 people", (200, None, False, 200, False, True)),
        ("13 people", (13, None, False, None, False, False)),
        ("a million or more people", (None, 1e6, True, None, False, False)),
        ("tens of thousands of people", (None, 20000, True, 99999, True, True)),
        ("hundreds of thousands of people", (None, 200000, True, 999999, True, True)),
        ("dozens of prisoners", (None, 24, True, None, False, True)),
        ("scores of homes", (None, 40, True, None, False, True)),
        ("thousands of people", (None, 1000, False, None, False, True)),
        ("between 200 and 350 people", (None, 200, True, 350, True, False)),
        ("one to two million people", (None, 1e6, True, 2e6, True, False)),
        ("tens of thousands to over a million people", (None, 20000, True, None, False, True)),
        ("half a million people", (500000, None, False, None, False, False)),
        ("two hundred and fifty detainees", (250, None, False, None, False, False)),
        ("1.5 million people", (1.5e6, None, False, None, False, False)),
    ],
)
def test_words_give_their_bounds(text: str, expected: tuple[object, ...]) -> None:
    (quantity,) = found(text)
    assert bounds(quantity) == expected


@pytest.mark.parametrize(
    "text",
    [
        "several people",
        "many families",
        "a man aged 34",
        "a 34-year-old man",
        "at 9 p.m. on page 12",
        "$2 million in bribes",
        "the 49th session",
        "article 39 of the code",
        "one of the men",
        "seven three people",
        "400 kilometres",
    ],
)
def test_what_is_no_quantity_is_left_out(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("killing 28 people including 11 children", "persons"),
        ("more than 700 families are in tents", "families"),
        ("31 deaths in custody", "deaths"),
        ("five clinics burned", "sites"),
        ("212 arrests", "events"),
        ("sentenced to 10 years", "years"),
        ("12 per cent of the adults", "share"),
        ("the death toll at nine", "deaths"),
    ],
)
def test_the_unit_is_what_is_counted(text: str, unit: str) -> None:
    assert found(text)[0].unit == unit


def test_what_was_done_is_kept_in_the_words_of_the_document() -> None:
    assert found("at least 16 journalists were detained")[0].what == "journalists detained"


def test_the_words_are_kept() -> None:
    assert found("They held more than\none million people")[0].verbatim == "more than one million"


def test_harmed_people_come_first_and_four_are_enough() -> None:
    text = "In 3 towns 5 houses, 6 shops, 7 schools and 8 mosques burned and 9 people were killed."
    quantities = found(text)
    assert len(quantities) == 4
    assert quantities[0].value == 9


def test_a_date_is_no_quantity() -> None:
    text = "on March 7 people left"
    assert find_quantities(text, ((0, len(text)),), ((3, 10),)) == ()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert len(found(text)) <= 4


@given(st.integers(1, 999_999))
def test_an_open_bound_is_never_a_point(number: int) -> None:
    for words in ("more than", "at least", "up to", "fewer than"):
        (quantity,) = found(f"{words} {number:,} people")
        assert quantity.value is None


def test_the_act_right_before_a_number_is_what_is_counted() -> None:
    (one,) = found("torture, forced labour and the detention of more than one million Norri people in camps")
    assert (one.unit, one.what) == ("persons", "detention of Norri people")
