# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.reading.statements.quoting.cues import tokens_of
from onrecord.reading.statements.quoting.levelling import folded
from onrecord.reading.statements.quoting.speakers import name_of, role_of
from onrecord.reading.statements.quoting.table import load_table
from reading.statements.quoting.building import reading_of, told


@pytest.mark.parametrize(
    ("language", "source", "name", "role"),
    [
        ("spanish", "el ministro Karel Vosk", "Karel Vosk", "state"),
        ("spanish", "la doctora Ilsa Brandt", "Ilsa Brandt", "expert"),
        ("spanish", "Don Nils Aro", "Nils Aro", "unknown"),
        ("spanish", "el portavoz del Ministerio del Interior", "portavoz del Ministerio del Interior", "state"),
        ("spanish", "el portavoz del Ministerio del Interior, Karel Vosk", "Karel Vosk", "state"),
        ("spanish", "Marta Keller, presidenta de la asociación Alba", "Marta Keller", "ngo"),
        ("spanish", "el presidente de Velmora", "presidente de Velmora", "state"),
        ("spanish", "la organización Amanecer Norte", "Amanecer Norte", "ngo"),
        ("spanish", "un portavoz de la organización Amanecer", "portavoz de la organización Amanecer", "ngo"),
        ("spanish", "el Tribunal Supremo de Estria", "Tribunal Supremo de Estria", "court"),
        ("french", "l’avocate Anna Roux", "Anna Roux", "unknown"),
        ("french", "le porte-parole de l’armée", "porte-parole de l’armée", "state"),
        ("french", "Mme Ferran", "Ferran", "unknown"),
        ("french", "la haute-commissaire Adèle Morvane", "Adèle Morvane", "un_official"),
        ("arabic", "وزير الداخلية أحمد سالم", "أحمد سالم", "state"),
        ("arabic", "المتحدث باسم الجيش سامي نور", "سامي نور", "state"),
        ("arabic", "منظمة فجر الشمال", "منظمة فجر الشمال", "ngo"),
        ("arabic", "وزارة الداخلية", "وزارة الداخلية", "state"),
        ("arabic", "ليلى الحداد", "ليلى الحداد", "unknown"),
    ],
)
def test_names_stand_without_titles_and_offices(language: str, source: str, name: str, role: str) -> None:
    table = load_table(language)
    assert name_of(tokens_of(source, 0, len(source)), table) == name
    assert role_of(folded(source), table) == role


def test_a_last_name_is_the_full_name_of_the_document() -> None:
    said = "La abogada Lucía Ferrán llegó.\n\n«Vi a tres menores», contó Ferrán."
    assert told("es", said) == [("Lucía Ferrán", "«Vi a tres menores»")]


def test_a_last_name_of_two_people_stays_as_it_is() -> None:
    said = "Lucía Ferrán y Tomás Ferrán llegaron.\n\n«Vi a tres menores», contó Ferrán."
    assert told("es", said) == [("Ferrán", "«Vi a tres menores»")]


@pytest.mark.parametrize(
    ("language", "content", "speaker"),
    [
        ("es", "«A», dijo la ministra Rosa Alder. «B», dijo el juez Pavel Orta. «C», añadió ella.", "Rosa Alder"),
        ("es", "«A», dijo la ministra Rosa Alder. «B», dijo el juez Pavel Orta. «C», añadió él.", "Pavel Orta"),
        ("es", "«A», dijo la ministra Rosa Alder. «B», dijo el juez Pavel Orta. «C», añadió.", "Pavel Orta"),
        ("fr", "« A », dit la ministre Élise Roux. « B », dit le juge Paul Orta. « C », ajoute-t-elle.", "Élise Roux"),
        ("ar", "قالت ليلى نور: «أولا». وقال سامي سعد: «ثانيا». وأضافت: «ثالثا».", "ليلى نور"),
    ],
)
def test_a_pronoun_means_the_last_speaker_of_that_sex(language: str, content: str, speaker: str) -> None:
    assert told(language, content)[-1][0] == speaker


def test_a_speaker_whose_sex_nothing_shows_comes_before_one_who_spoke_earlier() -> None:
    content = (
        "« Personne n'a été blessé », a déclaré la porte-parole du ministère, Anne Royer.\n\n"
        "« Ils ont frappé mon fils », accuse Marie Lodo, mère d'un détenu. « Je l'ai vu », ajoute-t-elle."
    )
    assert told("fr", content)[-1] == ("Marie Lodo", "« Je l'ai vu »")


def test_where_nobody_spoke_before_the_last_person_named_is_meant() -> None:
    assert told("es", "Rosa Alder llegó tarde. «Nadie vino», dijo.") == [("Rosa Alder", "«Nadie vino»")]
    assert told("es", "«Nadie vino», dijo.") == [(None, "«Nadie vino»")]


def test_who_spoke_without_a_quotation_comes_before_who_was_quoted() -> None:
    said = "«A ver», dijo Rosa Alder. El vocero, Julio Marte, negó todo. «La investigación está abierta», sostuvo."
    assert told("es", said)[-1] == ("Julio Marte", "«La investigación está abierta»")


def test_a_speaker_is_less_sure_where_somebody_else_was_named() -> None:
    alone, other = (
        reading_of("es", f"«A ver», dijo Rosa Alder. {between} «Nadie vino», sostuvo.").statements[-1].confidence
        for between in ("Llovía.", "Llegó Julio Marte.")
    )
    assert other < alone
