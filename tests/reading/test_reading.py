# SPDX-License-Identifier: Apache-2.0
"""What of a text is read, and how the rest is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.intake.limits import READ_TEXT
from onrecord.model import Metadata, Reading, Text
from onrecord.reading import reading
from onrecord.reading.formats.plain import segment_plain

DENIAL = "The Interior Ministry of Aldova denied on Monday that detainees had been beaten in the prison. "
DENIALS = [DENIAL.strip().replace("Monday", day) for day in ("Monday", "Friday", "Sunday")]
CLAIM = "The Lantern Group said on Tuesday that thirty people were held there without any trial. "


def text_of(content: str) -> Text:
    return Text(content, segment_plain(content), "plain-1")


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    value = 3 * len(DENIAL) + 20
    monkeypatch.setattr(reading, "READ_TEXT", replace(READ_TEXT, value=value))
    return value


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["short paragraphs", "one long paragraph"])
def test_of_a_very_long_text_the_beginning_is_read_and_the_rest_is_listed(short_limit: int, between: str) -> None:
    content = between.join(DENIALS + [CLAIM.strip()] * 50)
    found = reading.read(text_of(content), Metadata())
    assert found.status == "partly read"
    assert "text of one document that is read for statements" in (found.reason or "")
    ((start, end),) = found.unread
    assert end == len(content)
    assert short_limit - len(CLAIM) < start <= short_limit
    assert content[:start].rstrip().endswith(".") or between == "\n\n"
    spans = [span for statement in found.statements for span in statement.content.spans]
    assert spans
    assert max(stop for _, stop in spans) <= start
    assert [content[a:b] for a, b in found.statements[0].content.spans] == [found.statements[0].content.text]


def test_what_another_paragraph_leaves_unread_stays_listed_beside_the_rest(short_limit: int) -> None:
    foreign = "O ministério negou na segunda-feira que os detidos tivessem sido espancados na prisão central do país."
    content = "\n\n".join([DENIAL.strip(), foreign, *[CLAIM.strip()] * 50, foreign])
    found = reading.read(text_of(content), Metadata())
    assert "Portuguese is not read yet" in (found.reason or "")
    first, rest = found.unread
    assert content[slice(*first)] == foreign
    assert rest[1] == len(content)


def test_a_text_at_the_limit_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    content = DENIAL * 3
    monkeypatch.setattr(reading, "READ_TEXT", replace(READ_TEXT, value=len(content)))
    assert reading.read(text_of(content), Metadata()).status == "read"


# --- languages -----------------------------------------------------------------------------------

SPANISH = (
    "«Nos golpearon todas las noches y nadie llamó a un médico», denunció el lunes la abogada Ana Ruiz en la capital."
)
INDIRECT = (
    "El ministerio negó de nuevo que existan centros de detención en la provincia y en los valles vecinos del norte."
)
FRENCH = (
    "« Les gardes nous ont battus toutes les nuits », a déclaré mardi à la presse la ministre Élise Morvan à Halvany."
)
RUSSIAN = (
    "Министерство отрицает обвинения в пытках заключенных, заявил его представитель в столице страны в понедельник."
)


def reading_of(*paragraphs: str) -> Reading:
    return reading.read(text_of("\n\n".join(paragraphs)), Metadata())


def test_a_spanish_document_is_partly_read_and_says_what_was_not() -> None:
    found = reading_of(SPANISH, INDIRECT)
    assert (found.status, found.reader, found.metadata.language) == ("partly read", "es-1", "es")
    assert found.reason == "In Spanish only direct quotations are read"
    assert [one.speaker.name for one in found.statements if one.speaker] == ["Ana Ruiz"]
    start = len(SPANISH) + 2
    assert found.unread == ((start, start + len(INDIRECT)),)


def test_each_paragraph_is_read_by_the_reader_of_its_language() -> None:
    found = reading_of(DENIALS[0], SPANISH, DENIALS[1], CLAIM.strip(), FRENCH)
    assert (found.status, found.metadata.language) == ("partly read", "en")
    assert (found.reader or "").split("+")[1:] == ["es-1", "fr-1"]
    assert "In Spanish only direct quotations are read; In French only" in (found.reason or "")
    places = [statement.content.spans[0] for statement in found.statements]
    assert places == sorted(places)
    names = {one.speaker.name for one in found.statements if one.speaker}
    assert {"Ana Ruiz", "Élise Morvan", "Lantern Group"} <= names


def test_a_document_is_in_the_language_of_most_of_it() -> None:
    assert reading_of(SPANISH, INDIRECT, DENIALS[0], RUSSIAN).metadata.language == "es"


def test_a_passage_without_a_reader_is_listed_with_its_language() -> None:
    found = reading_of(DENIALS[0], RUSSIAN, DENIALS[1], CLAIM.strip())
    assert found.reason == "Russian is not read yet"
    ((start, end),) = found.unread
    assert (start, end) == (len(DENIALS[0]) + 2, len(DENIALS[0]) + 2 + len(RUSSIAN))


def test_a_document_in_no_language_that_is_read_is_kept() -> None:
    found = reading_of(RUSSIAN, RUSSIAN)
    assert (found.status, found.reason, found.reader) == ("kept, not read", "Russian is not read yet", None)


def test_a_passage_that_is_read_in_a_foreign_document_counts() -> None:
    found = reading_of(RUSSIAN, RUSSIAN, SPANISH)
    assert (found.status, found.reader, found.metadata.language) == ("partly read", "es-1", "ru")
    assert len(found.statements) == 1
    assert "Russian is not read yet" in (found.reason or "")
