# SPDX-License-Identifier: Apache-2.0
"""Places are found where a text names them, and nobody's name is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.about_places import place_of
from onrecord.reading.countries import country_named, country_of, seat_of
from onrecord.reading.gazetteer import fold, load
from onrecord.reading.places import find_places


def found(text: str) -> list[tuple[str, str | None, str]]:
    return [(one.name, one.country, one.kind) for one in find_places(text)]


def names(text: str) -> list[str]:
    return [one.name for one in find_places(text)]


# --- what the table knows ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The camps in Xinjiang were shown on maps.", [("Xinjiang", "CN", "region")]),
        ("Shelling was heard in Darfur and Tigray.", [("Darfur", "SD", "region"), ("Tigray", "ET", "region")]),
        ("He fled from Sana’a to Cox’s Bazar.", [("Sana’a", "YE", "city"), ("Cox’s Bazar", "BD", "region")]),
        ("Troops left South Sudan.", [("South Sudan", "SS", "country")]),
        (
            "It is the army of the Democratic Republic of the Congo.",
            [("Democratic Republic of the Congo", "CD", "country")],
        ),
        ("Two were held in Rangoon, then in Burma's north.", [("Rangoon", "MM", "city"), ("Burma", "MM", "country")]),
        ("U.S. officials and the US envoy", [("U.S.", "US", "country"), ("US", "US", "country")]),
        ("They lived near al-Raqqa.", [("Raqqa", "SY", "city")]),
        ("He was taken in Kaduna state.", [("Kaduna", "NG", "region")]),
        ("A court in Kaduna heard him.", [("Kaduna", "NG", "city")]),
        ("KABUL, Afghanistan (Wire) - Two died.", [("KABUL", "AF", "city"), ("Afghanistan", "AF", "country")]),
        ("They marched in New\nDelhi.", [("New\nDelhi", "IN", "city")]),
        ("Es geschah in Gävle.", [("Gävle", "SE", "city")]),
    ],
)
def test_known_places_are_found_with_their_country_and_kind(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton met the press.",
        "Jack London wrote it.",
        "Michael Jordan left the court. Jordan said nothing more.",
        "Mr. Chad denied it.",
        "Mali Benson and Chad Ellery were there.",
        "Reading the report took a day.",
        "Nice words were spoken. Of course they were.",
        "Split the money, she said. Mobile phones were taken.",
        "March was cold. In March they left, and in May they came back.",
        "The Washington Post printed it, and so did the Boston Herald.",
        "A Paris-based group spoke.",
        "He studied at the University of Oxford.",
        "He said @London and #Berlin and London2012.",
        "Orin Davenport left. Police said Davenport had called.",
        "Christian Lincoln Harper spoke. Florence Adeyo answered.",
    ],
)
def test_names_of_people_bodies_and_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was born in Nice.", ["Nice"]),
        ("She works in Reading, and he near Split.", ["Reading", "Split"]),
        ("They met in Mobile, Alabama.", ["Mobile", "Alabama"]),
        ("Jordan took in the families. Its border with Syria is shut.", ["Jordan", "Syria"]),
        ("Refugees from Chad crossed into Turkey.", ["Chad", "Turkey"]),
        ("Police in Chicago Heights said so.", ["Chicago Heights"]),
        ("In London Police Commissioner Ardal Vane spoke.", ["London"]),
    ],
)
def test_doubtful_names_are_places_where_the_words_beside_them_say_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_small_town_counts_elsewhere_once_it_is_named_clearly() -> None:
    assert names("Bentiu fell quiet.") in (["Bentiu"], [])
    assert names("Kafr Zayta was hit again.") == []
    assert names("Shells fell in Kafr Zayta. Kafr Zayta was hit again.") == ["Kafr Zayta", "Kafr Zayta"]


def test_a_name_of_several_countries_is_left_open_with_the_reason() -> None:
    (place,) = find_places("They were beaten in Valencia.")
    assert place.country is None
    assert place.why is not None
    assert "ES" in place.why
    assert "VE" in place.why


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Indian police beat them in Hyderabad.", "IN"),
        ("Police in Pakistan beat them in Hyderabad.", "PK"),
        ("They were beaten in Hyderabad, Pakistan.", "PK"),
        ("They were beaten in Hyderabad.", "IN"),
        ("The Canadian minister spoke in London.", "GB"),
        ("India and Pakistan both spoke of Hyderabad.", None),
        ("Protesters in Tbilisi said that Georgian troops had left Georgia.", "GE"),
        ("A U.S. court in Georgia heard it.", "US"),
        ("They came from Georgia.", None),
        ("Soldiers in Kashmir opened fire.", None),
        ("Indian soldiers in Kashmir opened fire.", "IN"),
    ],
)
def test_the_document_decides_between_countries(text: str, country: str | None) -> None:
    assert find_places(text)[-1].country == country


# --- what no table knows ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guards in Karsenn province fired. He left Karsenn.", [("Karsenn", "region"), ("Karsenn", "region")]),
        ("It was in the village of Orrinholt.", [("Orrinholt", "city")]),
        ("The mayor of Dovrelin spoke.", [("Dovrelin", "city")]),
        ("The Vessarin Valley was flooded.", [("Vessarin", "region")]),
        ("They were held at Tamrik camp.", [("Tamrik", "city")]),
        ("DOVRELIN, Velmora (Northline) - Two died.", [("DOVRELIN", "city"), ("Velmora", "region")]),
        ("Nine people died in Dovrelin on Monday.", [("Dovrelin", "region")]),
    ],
)
def test_unknown_places_are_proposed_where_the_text_says_what_they_are(
    text: str, expected: list[tuple[str, str]]
) -> None:
    places = find_places(text)
    assert [(one.name, one.kind) for one in places] == expected
    assert all(one.country is None and one.why for one in places)


@pytest.mark.parametrize(
    "text",
    [
        "An Islamic state and a Communist state.",
        "The Treasury department and the Third region.",
        "He was put in Custody, and custody is long.",
        "It was published in Lanternlight and written in Velmoric.",
        "She met Orla Vantrey. Vantrey state media said so.".replace("Vantrey state", "vantrey state"),
        "In January and in Parliament they argued.",
    ],
)
def test_not_everything_that_is_written_large_is_a_place(text: str) -> None:
    assert names(text) == []


def test_a_surname_that_a_district_bears_stays_a_surname() -> None:
    text = "Orbin County is large. Mr Orbin spoke. Tessa Orbin spoke. Then Orbin left, Orbin came, Orbin sat."
    assert names(text) == ["Orbin"]


# --- what must always hold ---


@given(st.text(st.sampled_from(" \n.,'-’\"()ABCDabcdeéÉøŁ李ض0"), max_size=200), st.integers(0, 50), st.integers(0, 200))
def test_offsets_lie_inside_and_the_same_text_gives_the_same_places(text: str, start: int, end: int) -> None:
    check(text, start, end)


WORDS = [
    "Paris",
    "in",
    "the",
    "Jordan",
    "of",
    "New",
    "York",
    "Cox’s",
    "Bazar",
    "village",
    "Karsenn",
    "said",
    "Mr",
    "U.S.",
    "al-",
    ",",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.integers(0, 40), st.integers(0, 200))
def test_offsets_lie_inside_for_names_too(words: list[str], start: int, end: int) -> None:
    check(" ".join(words), start, end)


def check(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    start = min(start, end)
    places = find_places(text, start, end)
    assert places == find_places(text, start, end)
    last = start
    for place in places:
        assert last <= place.start < place.end <= end
        assert text[place.start : place.end] == place.name
        last = place.end


@given(st.text())
def test_plain_letters_keep_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


# --- countries ---


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("China", "CN"),
        ("Chinese", "CN"),
        ("the Chinese Foreign Ministry", "CN"),
        ("the government of China", "CN"),
        ("Beijing", "CN"),
        ("Xinjiang", "CN"),
        ("Karachi police", "PK"),
        ("Burma", "MM"),
        ("the Sudanese army", "SD"),
        ("South Sudanese soldiers", "SS"),
        ("the United Kingdom's Foreign Office", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("Congo", None),
        ("Korean", None),
        ("Kashmir", None),
        ("Georgia", None),
        ("Jack London", None),
        ("Velmora", None),
        ("China and Russia", None),
        ("", None),
    ],
)
def test_a_name_stands_for_its_country_or_for_none(name: str, country: str | None) -> None:
    assert country_of(name) == country


def test_grouping_is_given_the_names_of_states_and_of_their_seats() -> None:
    assert country_named("Burmese") == country_named("Burma") == "Myanmar"
    assert country_named("Democratic Republic Congo") == "DR Congo"
    assert country_named("Beijing") is None
    assert country_named("Xinjiang") is None
    assert country_named("Georgia") is None
    assert seat_of("Beijing") == "China"
    assert seat_of("Kremlin") == "Russia"
    assert seat_of("Kingston") == "Jamaica"
    assert seat_of("Shanghai") is None


def test_every_country_in_the_table_has_a_name_to_show() -> None:
    table = load()
    codes = {code for sense in table.senses.values() for code in (*sense.countries, *sense.people)}
    small = {"AX", "BL", "BQ", "GG", "GP", "IM", "JE", "MF", "MP", "MQ", "MS", "NF", "NU", "PF", "PM", "PN", "RE", "SH"}
    territories = small | {"SJ", "SX", "TC", "TK", "VG", "VI", "WF", "YT", "KY", "FK", "CX", "CC", "GS", "IO", "TF"}
    assert codes - set(table.shown) <= territories


# --- what a statement is about ---


def about(text: str, content: str, said_by: str = "") -> str | None:
    start = text.index(content)
    spans = ((start, start + len(content)),)
    by = ((text.index(said_by), text.index(said_by) + len(said_by)),) if said_by else ()
    return place_of(spans, by, (0, len(text)), text, find_places(text))


@pytest.mark.parametrize(
    ("text", "content", "said_by", "place"),
    [
        ("He said soldiers shot four people in Aleppo.", "soldiers shot four people in Aleppo", "He said", "Aleppo"),
        (
            "She said China held thousands in Xinjiang.",
            "China held thousands in Xinjiang",
            "She said",
            "Xinjiang",
        ),
        (
            "They said guards fired in Dovrelin, Karsenn province.",
            "guards fired in Dovrelin, Karsenn province",
            "They said",
            "Dovrelin, Karsenn",
        ),
        ("She accused the government of China of torture.", "the government of China of torture", "She accused", None),
        ("He said Beijing has detained her.", "Beijing has detained her", "He said", None),
        ("A resident of Aleppo said he was beaten.", "he was beaten", "A resident of Aleppo said", None),
        ("In Tigray, a nurse said, hospitals were looted.", "hospitals were looted", "a nurse said", "Tigray"),
        (
            "He said Ms Vane, of London, was held in Tehran.",
            "Ms Vane, of London, was held in Tehran",
            "He said",
            "Tehran",
        ),
        ("He said the data was bought outside China.", "the data was bought outside China", "He said", None),
        ("Two lawyers in Geneva told us that he was beaten.", "he was beaten", "told us", None),
        ("He said soldiers of Chad's army beat him.", "soldiers of Chad's army beat him", "He said", None),
        ("He was beaten, she told reporters in Geneva.", "He was beaten", "she told reporters", None),
        ("At talks in Geneva, she said he was beaten.", "he was beaten", "she said", None),
        (
            "KABUL, Afghanistan (Wire) - Gunmen killed two teachers.",
            "KABUL, Afghanistan (Wire) - Gunmen killed two teachers",
            "",
            None,
        ),
        (
            "KABUL (Wire) - Gunmen killed two teachers in Herat.",
            "KABUL (Wire) - Gunmen killed two teachers in Herat",
            "",
            "Herat",
        ),
    ],
)
def test_a_statement_is_about_the_narrowest_place_of_its_content(
    text: str, content: str, said_by: str, place: str | None
) -> None:
    assert about(text, content, said_by) == place


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_whatever_the_spans_the_place_is_one_of_the_document(spans: list[tuple[int, int]]) -> None:
    text = "In Tigray, a nurse from Aleppo said shops in Herat were hit."
    places = find_places(text)
    content = tuple((min(one), max(one)) for one in spans)
    answer = place_of(content, (), (0, len(text)), text, places)
    assert answer is None or answer in {one.name for one in places}


def test_an_adjective_of_a_place_is_no_place() -> None:
    text = "Velmora denied it. At least 14 people died in the Velmoran town of Dovrel. They were in Velmoran hands."
    assert "Dovrel" in {one.name for one in find_places(text)}
    assert "Velmoran" not in {one.name for one in find_places(text)}
