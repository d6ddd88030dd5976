# SPDX-License-Identifier: Apache-2.0
"""Who speaks: the fullest name in the document, resolved from pronouns, offices, short forms and documents."""

from __future__ import annotations

import pytest

from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.mentions import find_mentions, person_name
from onrecord.reading.statements.english.roles import role_of
from reading.statements.english.building import text_of


def speakers(content: str) -> list[str | None]:
    return [
        one.speaker.name if one.speaker else None for one in read_document(text_of(content), encoded=0).attributions
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Foreign Minister Karel Vosk said it was over.", ["Karel Vosk"]),
        ("Karel Vosk said it was over. He denied the killings.", ["Karel Vosk", "Karel Vosk"]),
        ("Mira Solberg said it was over. She denied the killings.", ["Mira Solberg", "Mira Solberg"]),
        ("Karel Vosk said it was over. “Nobody died,” Vosk said.", ["Karel Vosk", "Karel Vosk"]),
        ("Mrs. Mira Solberg met Mr. Karel Vosk. She said it was over.", ["Mira Solberg"]),
        (
            "Mrs. Mira Solberg said it was over. Mr. Karel Vosk said it was not. She said it again was.",
            ["Mira Solberg", "Karel Vosk", "Mira Solberg"],
        ),
        (
            "The Tarn Fishers Union (TFU) said men were held. The TFU denied that they had struck.",
            ["Tarn Fishers Union", "Tarn Fishers Union"],
        ),
        ("Harbour Watch said men were held. It denied that they had struck.", ["Harbour Watch", "Harbour Watch"]),
        ("Harbour Watch said men were held. The group denied that they had struck.", ["Harbour Watch"] * 2),
        ("Rosa Thune, a spokeswoman for the council, said it was over.", ["Rosa Thune"]),
        (
            "The council’s spokeswoman Rosa Thune said it was over. The spokeswoman denied the killings.",
            ["Rosa Thune"] * 2,
        ),
        ("A statement by Harbour Watch said that men were held.", ["Harbour Watch"]),
        ("Human rights groups said that men were held.", ["Human rights groups"]),
        ("The mayor is accused of theft.", [None]),
        ("Oskar Lind was beaten. His mother said he could not walk.", ["Oskar Lind’s mother"]),
        (
            "Oskar Lind was beaten in Tarn. Oskar Lind is 19. Karel Vosk said it was over. His mother said that he "
            "could not walk.",
            ["Karel Vosk", "Oskar Lind’s mother"],
        ),
        ("Karel Vosk said it was over. Agusan del Sur is far. He denied the killings.", ["Karel Vosk"] * 2),
        ("Karel Vosk met guests. Later Mira Solberg left. Vosk sat down. He said it was over.", ["Karel Vosk"]),
        (
            "The Tarn juvenile court said that he lied. The federal court said that he did not.",
            ["Tarn juvenile court", "federal court"],
        ),
        (
            "The Government Girls College said it was shut. The Norland government denied the killings.",
            ["Government Girls College", "Norland government"],
        ),
        ("The army’s report said that men were held.", ["army"]),
        ("Police reports said that men were held.", ["Police"]),
        ("The affidavits said that men were held.", ["affidavits"]),
        ("An annual report said that men were held.", ["annual report"]),
        ("Estimates by Harbour Watch said that men were held.", ["Harbour Watch"]),
        ("Harbour Watch said men were held. The resolution denied that they had struck.", ["Harbour Watch"] * 2),
        ("UN experts said that men were held.", ["UN experts"]),
        ("The army denied the killings. The group said that men were held.", ["army", "group"]),
        (
            "Harbour Watch said men were held. The border agency denied that they had struck.",
            ["Harbour Watch", "border agency"],
        ),
        (
            "Amira Tesk told Harun Bol that she had been beaten by guards. He said that he had helped. She said that "
            "guards had threatened her.",
            ["Amira Tesk", "Harun Bol", "Amira Tesk"],
        ),
        ("Sa\u200bfe Shore said that men were held.", ["Safe Shore"]),
        ("Three senators, including Rosa Thune and Karel Vosk, said that men were held.", ["Three senators"]),
    ],
)
def test_speakers(content: str, expected: list[str | None]) -> None:
    assert speakers(content) == expected


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("the interior ministry", "state"),
        ("Ines Maldar, the union's president", "ngo"),
        ("Norland's president", "state"),
        ("a critic of the government", "unknown"),
        ("a spokesman for the interior ministry", "state"),
        ("the High Court", "court"),
        ("a former guard", "witness"),
        ("his mother", "victim_or_relative"),
        ("human rights groups", "ngo"),
        ("the newly opened shop", "unknown"),
        ("", "unknown"),
    ],
)
def test_roles(words: str, role: str) -> None:
    assert role_of(words) == role


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Foreign Minister Karel Vosk", "Karel Vosk"),
        ("President Hald", "Hald"),
        ("Karel Vosk", "Karel Vosk"),
        ("Tarn City Council", ""),
        ("Harbour Watch", ""),
        ("On Monday", ""),
        ("NUJ", ""),
    ],
)
def test_personal_names(words: str, name: str) -> None:
    assert " ".join(person_name(words.split())) == name


def test_names_of_a_document() -> None:
    content = "The Tarn Fishers Union (TFU) met Karel Vosk. Vosk and his aides left."
    mentions = find_mentions(content)
    assert mentions.shorts["TFU"] == "Tarn Fishers Union"
    assert mentions.full("Vosk") == "Karel Vosk"
    assert mentions.full("T.F.U.") == "Tarn Fishers Union"
    assert mentions.full("Nobody") == "Nobody"
    assert mentions.sexes == {"Karel Vosk": "man"}


def test_a_name_that_two_people_share_stays_with_each_full_name() -> None:
    assert speakers("Karel Vosk said it was over. Mira Vosk said it was not.") == ["Karel Vosk", "Mira Vosk"]
