# SPDX-License-Identifier: Apache-2.0
"""Which words are said by whom, and which are left out."""

from __future__ import annotations

import pytest

from reading.statements.quoting.building import reading_of, told


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("es", "«A ver», dijo Ana Ruiz, «si vienen».", [("Ana Ruiz", "«A ver» «si vienen»")]),
        ("es", "Ana Ruiz dijo: «Vengan» y «miren».", [("Ana Ruiz", "«Vengan» «miren»")]),
        ("es", "El plan es «una farsa», dijo Ana Ruiz.", [("Ana Ruiz", "El plan es «una farsa»")]),
        ("es", "Ana Ruiz habló de la «casa» y del «río».", []),
        ("es", "«Vengan», y pidió Ana Ruiz agua.", []),
        ("es", "Para Ana Ruiz, «no hay salida alguna hoy».", [("Ana Ruiz", "«no hay salida alguna hoy»")]),
        ("es", "Ana Ruiz no dijo «vengan todos ahora mismo».", []),
        ("fr", "« Venez, a dit Anna Roux, et voyez. »", [("Anna Roux", "« Venez et voyez. »")]),
        ("fr", "— Venez, a dit Anna Roux.", [("Anna Roux", "Venez,")]),
        ("fr", "– le premier point\n\n– le deuxième point", []),
        ("ar", "قال سامي نور إن «الباب مفتوح».", [("سامي نور", "«الباب مفتوح»")]),
        ("ar", "كتاب «ليلة تارن» في المكتبة.", []),
    ],
)
def test_a_quotation_has_the_words_and_the_speaker_that_a_person_reads(
    language: str, content: str, expected: list[tuple[str | None, str]]
) -> None:
    assert told(language, content) == expected


def test_a_reported_clause_ends_before_the_next_verb() -> None:
    said = "La juez Rosa Alder afirmó que «hubo abusos» y pidió «una investigación» al Congreso."
    assert told("es", said) == [
        ("Rosa Alder", "«hubo abusos»"),
        ("Rosa Alder", "«una investigación» al Congreso"),
    ]


def test_a_mark_that_opens_inside_a_reported_clause_belongs_to_it() -> None:
    (found,) = reading_of("es", "Ana Ruiz afirmó que « todo » “Estamos bien ahora.").statements
    assert len(found.content.spans) == 1


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    said = "Ana Ruiz dijo: «Llegaron de noche.\n\n»Quemaron todo.\n\n»Nadie ayudó».\n\nEl juez calló."
    (found,) = reading_of("es", said).statements
    assert len(found.content.spans) == 3
    assert found.content.text.endswith("»Nadie ayudó»")


def test_the_verb_may_stand_where_a_quotation_over_paragraphs_ends() -> None:
    said = "«Llegaron de noche.\n\n»Nadie ayudó», dijo Ana Ruiz."
    assert told("es", said) == [("Ana Ruiz", "«Llegaron de noche. »Nadie ayudó»")]


def test_sentences_of_which_nothing_was_taken_are_unread() -> None:
    content = "Hoy llovió. «Vengan», dijo Ana Ruiz. El juez negó todo. Nadie habló.\n\nOtro día."
    found = reading_of("es", content)
    assert [content[a:b] for a, b in found.unread] == ["Hoy llovió.", "El juez negó todo. Nadie habló.\n\nOtro día."]


@pytest.mark.parametrize(
    ("language", "content", "date"),
    [
        ("es", "«Vengan», dijo ayer Ana Ruiz.", "2026-03-05"),
        ("es", "«Vengan», dijo Ana Ruiz el 2 de marzo de 2026.", "2026-03-02"),
        ("es", "«Vengan el lunes», dijo Ana Ruiz.", None),
        ("fr", "« Venez », a dit Anna Roux mardi.", "2026-03-03"),
        ("fr", "« Venez », a dit hier Anna Roux.", "2026-03-05"),
        ("ar", "قال سامي نور أمس: «الباب مفتوح».", "2026-03-05"),
    ],
)
def test_a_day_beside_the_verb_is_when_it_was_said(language: str, content: str, date: str | None) -> None:
    (found,) = reading_of(language, content, "2026-03-06").statements
    assert (found.said_at, found.reported_at) == (date, "2026-03-06")


def test_without_a_day_of_publication_a_weekday_is_no_date() -> None:
    (found,) = reading_of("es", "«Vengan», dijo el lunes Ana Ruiz.").statements
    assert found.said_at is None
