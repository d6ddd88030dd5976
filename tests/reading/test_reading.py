# SPDX-License-Identifier: Apache-2.0
"""What of a text is read, and how the rest is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.intake.limits import READ_TEXT
from onrecord.model import Metadata, Text
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
    foreign = "El ministerio negó el lunes que los detenidos hubieran sido golpeados en la prisión central del país."
    content = "\n\n".join([DENIAL.strip(), foreign, *[CLAIM.strip()] * 50, foreign])
    found = reading.read(text_of(content), Metadata())
    assert "Spanish is not read yet" in (found.reason or "")
    first, rest = found.unread
    assert content[slice(*first)] == foreign
    assert rest[1] == len(content)


def test_a_text_at_the_limit_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    content = DENIAL * 3
    monkeypatch.setattr(reading, "READ_TEXT", replace(READ_TEXT, value=len(content)))
    assert reading.read(text_of(content), Metadata()).status == "read"
