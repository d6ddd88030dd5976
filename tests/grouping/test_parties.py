# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from grouping.building import Said, paper, said
from onrecord.grouping.material import gather
from onrecord.grouping.parties import Parties, Party, is_unnamed

TABLE = {"aldoria": "Aldoria", "aldorian": "Aldoria", "port sel": "Aldoria", "ostria": "Ostria", "ostrian": "Ostria"}


def table(name: str) -> str | None:
    return TABLE.get(name.casefold())


def accused_of(*statements: Said, head: str = "") -> list[str]:
    material = gather([paper("one", *statements, head=head)])
    parties = Parties(material, table)
    order = {one.words: place for place, one in enumerate(statements)}
    entries = sorted(material.entries, key=lambda entry: order[entry.statement.content.text])
    return [party.key for entry in entries for party in parties.accused(entry)]


def claim(accused: str, words: str = "") -> Said:
    return said("allegation", words or f"{accused} did it", "Estria Watch", accused=accused, violations=("torture",))


@pytest.mark.parametrize(
    "name", ["Aldoria", "the Aldorian government", "Port Sel", "Aldoria's security forces", "Aldorian police"]
)
def test_a_state_its_capital_its_adjective_and_its_organs_are_one_party(name: str) -> None:
    assert accused_of(claim(name)) == ["state:aldoria"]


@pytest.mark.parametrize(
    "name", ["the authorities", "the Interior Ministry", "National Guard", "police officers", "guards"]
)
def test_an_organ_without_a_state_is_of_the_state_that_the_document_accuses(name: str) -> None:
    assert accused_of(claim("Aldoria"), claim(name)) == ["state:aldoria", "state:aldoria"]


def test_an_organ_stays_by_itself_where_the_document_accuses_two_states() -> None:
    keys = accused_of(claim("Aldoria"), claim("Ostria"), claim("the police"))
    assert keys[2].startswith("group:")


def test_a_state_that_no_table_knows_is_learned_from_how_documents_name_it() -> None:
    keys = accused_of(
        claim("Norland's foreign ministry"), claim("Norlandic security forces"), claim("the government of Norland")
    )
    assert set(keys) == {"state:norland"}


def test_the_capital_that_a_document_names_stands_for_its_state() -> None:
    keys = accused_of(
        claim("Norland's government"), claim("Meridan"), head="He spoke in the capital, Meridan, on Monday"
    )
    assert keys == ["state:norland", "state:norland"]


def test_two_states_accused_together_are_two_parties() -> None:
    assert accused_of(claim("Aldoria and Ostria")) == ["state:aldoria", "state:ostria"]


@pytest.mark.parametrize("name", ["Suran Mining Ltd", "Free Valley Army", "Teodor Ancel"])
def test_companies_armed_groups_and_persons_are_not_the_state(name: str) -> None:
    assert accused_of(claim("Aldoria"), claim(name))[1].startswith("name:")


def test_a_group_without_a_name_is_its_own_party_within_one_state() -> None:
    assert accused_of(claim("Aldoria"), claim("rebels"))[1] == "group:aldoria:rebels"


def speaker_of(statement: Said, *others: Said) -> Party | None:
    material = gather([paper("one", statement, *others)])
    entry = next(entry for entry in material.entries if entry.statement.content.text == statement.words)
    return Parties(material, table).speaker(entry)


def test_an_official_is_of_the_state_that_the_source_phrase_gives() -> None:
    named = said("denial", "it is a lie", "Ilm Tovar", "state", source="Aldoria's foreign minister, Ilm Tovar")
    party = speaker_of(named)
    assert party is not None
    assert party.key == "state:aldoria"


def test_a_pronoun_later_in_the_case_keeps_the_official_with_his_state() -> None:
    later = said("denial", "all of it is false", "Ilm Tovar", "state", source="He")
    party = speaker_of(later, said("other", "good day", "Ilm Tovar", "state", source="Aldorian minister Ilm Tovar"))
    assert party is not None
    assert party.key == "state:aldoria"


def test_the_government_of_an_unknown_country_is_never_taken_for_the_accused_state() -> None:
    label = said("other", "it was a crime", "Veshtan government", "state", source="The Veshtan government")
    party = speaker_of(label, claim("Aldoria"))
    assert party is not None
    assert party.state != "aldoria"


def test_a_surname_means_the_one_full_name_that_has_it() -> None:
    short = said("call", "let them go", "Dostane", "ngo")
    party = speaker_of(short, said("call", "come and see", "Mira Dostane", "ngo"))
    assert party is not None
    assert party.key == "name:mira dostane"


@pytest.mark.parametrize(
    "name",
    ["rights groups", "Residents of Vila Serrana", "a doctor at the town's hospital", "Many countries, even big ones",
     "activists", "Ostrian politicians", "the doctor", "she", "several NGOs"],
)  # fmt: skip
def test_a_description_is_no_name(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize(
    "name", ["Open Valley", "Amnesty", "Mira Dostane", "Estria", "UN experts", "the Council of Elders", "李明"]
)
def test_a_name_is_a_name(name: str) -> None:
    assert not is_unnamed(name)
