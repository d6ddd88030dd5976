# SPDX-License-Identifier: Apache-2.0
"""Who is reported to say which words with which cue, before anyone asks what they do."""

from __future__ import annotations

import pytest

from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.document import read_document
from reading.statements.english.building import text_of


def words(content: str, spans: tuple[tuple[int, int], ...]) -> str | None:
    return " ".join(content[start:end] for start, end in spans) or None


def triple(content: str, one: Attribution) -> tuple[str | None, str | None, str | None]:
    return words(content, one.source), words(content, one.cue), words(content, one.content)


def triples(content: str) -> list[tuple[str | None, str | None, str | None]]:
    return [triple(content, one) for one in read_document(text_of(content), encoded=0).attributions]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The mayor said that the camp was closed.", ("The mayor", "said", "the camp was closed")),
        ("The mayor said the camp was closed.", ("The mayor", "said", "the camp was closed")),
        ("The camp was closed, the mayor said.", ("the mayor", "said", "The camp was closed")),
        ("The mayor told Radio Tarn the camp was closed.", ("The mayor", "told", "the camp was closed")),
        ("The mayor said on Monday that he would leave.", ("The mayor", "said", "he would leave")),
        ("The mayor denied beating the boy.", ("The mayor", "denied", "beating the boy")),
        ("The mayor promised to open the files.", ("The mayor", "promised", "to open the files")),
        ("Harbour Watch condemned the raid on the school.", ("Harbour Watch", "condemned", "the raid on the school")),
        ("Harbour Watch urged the army to leave.", ("Harbour Watch", "urged", "the army to leave")),
        ("Harbour Watch called for an inquiry.", ("Harbour Watch", "called", "an inquiry")),
        ("According to Harbour Watch, the men were beaten.", ("Harbour Watch", "According to", "the men were beaten")),
        ("The men were beaten, according to Harbour Watch.", ("Harbour Watch", "according to", "The men were beaten")),
        ("The mayor is accused of theft.", (None, "is accused", "theft")),
        ("The mayor was accused by the union of stealing bread.", ("the union", "was accused", "stealing bread")),
        ("Jon Aske was refused a visa by the ministry.", ("the ministry", "was refused", "a visa")),
        ("“We left,” said the mayor.", ("the mayor", "said", "“We left,”")),
        ("“We left,” the mayor said, “at night.”", ("the mayor", "said", "“We left,” “at night.”")),
        ("The mayor said: “We left at night.”", ("The mayor", "said", "“We left at night.”")),
        ("The trial, the mayor said, goes on.", ("the mayor", "said", "The trial goes on")),
        (
            "Mira Solberg, who leads the union, said the men were beaten.",
            ("Mira Solberg, who leads the union", "said", "the men were beaten"),
        ),
        (
            "“We left,” said Oskar Lind, a fisherman from Tarn.",
            ("Oskar Lind, a fisherman from Tarn", "said", "“We left,”"),
        ),
    ],
)
def test_one_attribution(content: str, expected: tuple[str | None, str, str]) -> None:
    assert triples(content) == [expected]


def test_content_ends_where_the_next_cue_takes_over() -> None:
    content = "The mayor denied the theft and said the bread was his, adding that he would leave."
    assert triples(content) == [
        ("The mayor", "denied", "the theft"),
        ("The mayor", "said", "the bread was his"),
        ("The mayor", "adding", "he would leave"),
    ]


def test_a_quotation_goes_on_in_the_same_paragraph() -> None:
    content = "“They came at night,” Oskar Lind said. “Nobody helped us.”"
    assert triples(content) == [("Oskar Lind", "said", "“They came at night,” “Nobody helped us.”")]


def test_a_quotation_left_open_waits_for_its_cue() -> None:
    content = "“They came at night.\n“Nobody helped us,” Oskar Lind said."
    assert triples(content) == [("Oskar Lind", "said", "“They came at night. “Nobody helped us,”")]


def test_a_quotation_of_its_own_goes_on_without_a_cue() -> None:
    content = "“They came at night,” Oskar Lind said.\n“Nobody helped us.”"
    assert triples(content)[1] == ("Oskar Lind", None, "“Nobody helped us.”")


def test_what_a_quoted_speaker_reports_of_others_has_a_chain() -> None:
    content = "“The army denied that its men had burned the mill down,” Oskar Lind said."
    inner = next(one for one in read_document(text_of(content), encoded=0).attributions if one.cue_lemma == "deny")
    assert inner.chain == ("Oskar Lind", "army")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“We left,” the mayor said.", "direct"),
        ("The mayor said they left.", "indirect"),
        ("The mayor said they left “in great fear of the army” at night.", "mixed"),
    ],
)
def test_directness(content: str, expected: str) -> None:
    (one,) = read_document(text_of(content), encoded=0).attributions
    assert one.directness == expected


@pytest.mark.parametrize(
    "content",
    [
        "The council will publish the report on Friday.",
        "The mayor met the families and visited the school.",
        "Reports of beatings reached the town in May.",
        "",
        " \n \n",
    ],
)
def test_no_attribution(content: str) -> None:
    assert read_document(text_of(content), encoded=0).attributions == ()
