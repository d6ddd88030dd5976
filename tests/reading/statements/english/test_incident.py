# SPDX-License-Identifier: Apache-2.0
"""The main attack of a document: the encoder's beliefs are given by hand, the words are those of invented news."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Incident, Metadata
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.encoder.attributor import Attack
from onrecord.reading.statements.english.incident import incident_of
from onrecord.reading.statements.english.incident_kinds import ENOUGH, NOBODY, OTHER_SURE_FROM, chosen_kinds, fitted
from onrecord.reading.statements.english.incident_when import MONTHS, date_of
from onrecord.reading.statements.english.interpretation import interpret_document

from .building import text_of

ABDUCTION = (
    "Gunmen kidnapped the journalist Adaline Brockhurst in Lagos on 3 March 2026, her editor said.\n"
    "Brockhurst, 34, was abducted near her home in Lagos, Nigeria. She has not been heard from.\n"
    "The kidnappers demanded a ransom for Brockhurst, the newspaper said. Nigerian police are searching for her.\n"
)
MARKET = "The harvest was good this year.\nPrices at the market in Lagos fell, and traders were content.\n"
SURE = 0.95


def _attack(content: str, names: tuple[str, ...] = (), **kinds: float) -> Attack:
    spans = [(content.index(name), content.index(name) + len(name)) for name in names]
    return Attack(
        victims=tuple((span, SURE) for span in spans),
        places=(),
        kinds={**dict.fromkeys(ENOUGH, 0.02), **{name.replace("_", " "): belief for name, belief in kinds.items()}},
        perpetrators={name: 1 / 7 for name in fitted("perpetrators") if name != NOBODY},
    )


def _context(content: str, published: str | None = "2026-03-11", publisher: str | None = None) -> ReadingContext:
    text = text_of(content)
    found = read_document(text, encoded=0)
    metadata = Metadata(published=published, published_basis="given" if published else "unknown", publisher=publisher)
    return found.context(text, metadata)


def _incident(
    content: str,
    attack: Attack | None,
    *,
    published: str | None = "2026-03-11",
    publisher: str | None = None,
    answer_all: bool = False,
) -> Incident | None:
    context = _context(content, published, publisher)
    statements = interpret_document(context)[1]
    return incident_of(context, published, attack, statements, answer_all=answer_all)


def _told(content: str, attack: Attack, *, published: str | None = "2026-03-11", answer_all: bool = False) -> Incident:
    found = _incident(content, attack, published=published, answer_all=answer_all)
    assert found is not None
    return found


def test_an_abduction_is_told_with_whom_where_and_what() -> None:
    found = _told(ABDUCTION, _attack(ABDUCTION, ("Adaline Brockhurst",), kidnapping=SURE))
    assert "kidnapping" in found.violations
    assert [one.name for one in found.victims] == ["Adaline Brockhurst"]
    assert (found.country, found.city) == ("Nigeria", "Lagos")


def test_without_the_encoder_there_is_no_incident() -> None:
    assert _incident(ABDUCTION, None) is None


def test_a_document_without_a_word_of_harm_has_no_incident_whatever_the_encoder_believes() -> None:
    assert _incident(MARKET, _attack(MARKET, killing=SURE)) is None


def test_where_all_is_to_be_answered_such_a_document_has_one() -> None:
    found = _told(MARKET, _attack(MARKET), answer_all=True)
    assert found.violations
    assert found.perpetrator_type is not None
    assert (found.year, found.month, found.day) == ("2026", "March", "11")


def test_a_last_name_alone_is_the_fullest_name_and_given_once() -> None:
    attack = _attack(ABDUCTION, ("Adaline Brockhurst",), kidnapping=SURE)
    second = ABDUCTION.index("Brockhurst, 34")
    attack = replace(attack, victims=(*attack.victims, ((second, second + len("Brockhurst")), SURE)))
    assert [one.name for one in _told(ABDUCTION, attack).victims] == ["Adaline Brockhurst"]


def test_a_victim_has_the_work_sex_and_age_that_the_words_beside_the_name_tell() -> None:
    content = (
        "Soldiers shot dead the reporter Adaline Brockhurst in Lagos, witnesses said. "
        "She was known for her work.\nMr Tobias Fennimore, 41, was killed beside her.\n"
        "A 9-year-old boy, Ansel Quillfeather, was killed too.\n"
    )
    names = ("Adaline Brockhurst", "Tobias Fennimore", "Ansel Quillfeather")
    found = {one.name: one for one in _told(content, _attack(content, names, killing=SURE)).victims}
    assert found["Adaline Brockhurst"].type == ("journalist",)
    assert found["Adaline Brockhurst"].sex == "woman"
    assert (found["Tobias Fennimore"].sex, found["Tobias Fennimore"].age_group) == ("man", "adult")
    assert found["Ansel Quillfeather"].age_group == "child"


def test_the_name_of_a_place_is_no_victim() -> None:
    found = _told(ABDUCTION, _attack(ABDUCTION, ("Lagos",), kidnapping=SURE))
    assert found.victims == ()


def test_what_nothing_tells_of_a_victim_is_open_unless_all_is_to_be_answered() -> None:
    content = "Gunmen killed Ottoline Marchbanks in Lagos on Monday, officials said.\n"
    attack = _attack(content, ("Ottoline Marchbanks",), killing=SURE)
    (open_one,) = _told(content, attack).victims
    assert (open_one.type, open_one.sex, open_one.age_group) == ((), None, None)
    (answered,) = _told(content, attack, answer_all=True).victims
    assert (answered.type, answered.sex, answered.age_group) == (("insufficient information",), "unknown", "adult")


def test_hong_kong_lies_in_china() -> None:
    content = "Police in Hong Kong arrested a publisher in Hong Kong, witnesses said.\n"
    assert _told(content, _attack(content, arbitrary_detention=SURE)).country == "China"


def test_a_country_is_told_by_its_people_too() -> None:
    content = "Nigerian soldiers beat and arrested a lawyer, witnesses said.\n"
    assert _told(content, _attack(content, arbitrary_detention=SURE)).country == "Nigeria"


def test_the_country_of_the_publisher_counts_where_nothing_names_one() -> None:
    content = "Soldiers arrested a lawyer at his home, witnesses said.\n"
    attack = _attack(content, arbitrary_detention=SURE)
    found = _incident(content, attack, publisher="Government of Nigeria")
    assert found is not None
    assert found.country == "Nigeria"


def test_a_document_without_a_publication_date_gets_none_invented() -> None:
    content = "Gunmen killed a trader in Lagos on Monday, officials said.\n"
    found = _told(content, _attack(content, killing=SURE), published=None, answer_all=True)
    assert (found.year, found.month, found.day) == (None, None, None)


def test_other_is_named_on_little_belief_only_where_all_is_to_be_answered() -> None:
    beliefs = {**dict.fromkeys(ENOUGH, 0.01), "killing": SURE, "other": (ENOUGH["other"] + OTHER_SURE_FROM) / 2}
    assert chosen_kinds(beliefs, answer_all=False) == ("killing",)
    assert chosen_kinds(beliefs, answer_all=True) == ("killing", "other")


def test_a_day_is_named_only_with_its_month_and_a_month_only_with_its_year() -> None:
    assert date_of([((2026, 3, 3), 1.0)], answer_all=False) == ("2026", "March", "3")
    assert date_of([((2026, 0, 0), 1.0)], answer_all=False) == ("2026", None, None)
    unsure = [((2020 + number, 5, 9), 0.1) for number in range(10)]
    assert date_of(unsure, answer_all=False) == (None, None, None)


def test_dates_that_agree_count_together() -> None:
    dates = [((2026, 3, 3), 0.3), ((2026, 3, 0), 0.3), ((2025, 1, 1), 0.4)]
    assert date_of(dates, answer_all=True) == ("2026", "March", "3")


def test_no_date_gives_no_date() -> None:
    assert date_of([], answer_all=True) == (None, None, None)


@pytest.mark.parametrize("answer_all", [False, True])
def test_labels_are_those_of_the_corpus(answer_all: bool) -> None:
    found = _told(ABDUCTION, _attack(ABDUCTION, kidnapping=SURE, other=SURE), answer_all=answer_all)
    assert set(found.violations) <= set(ENOUGH)
    assert found.perpetrator_type is None or found.perpetrator_type in fitted("perpetrators")
    assert found.month is None or found.month in MONTHS


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_any_text_gives_an_incident_or_none(content: str, answer_all: bool) -> None:
    spans = tuple(((at, min(at + 5, len(content))), SURE) for at in range(0, len(content), 9))
    attack = replace(_attack(""), victims=spans, places=spans)
    found = _incident(content, attack, answer_all=answer_all)
    assert found is None or isinstance(found, Incident)
