# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import BadCall
from onrecord.model import Provenance
from onrecord.register import search as searching
from onrecord.register.database import Register
from onrecord.register.search import Hit, Term, parse, search
from register.sample import DENIED, WORDS, document_of, keep, receipt_of, said, text_of

CHINESE = "被警方施以酷刑并拘留了四十人"
ARABIC = "تعرضوا للتعذيب في السجن وقال الوزير إن ذلك لم يحدث"
TEXTS = (
    WORDS,
    "The CAFÉ in Lower Meris was searched. Forced labour was not found there, the owner said.",
    CHINESE,
    ARABIC,
    "labour that was forced on no one",
)


@pytest.fixture
def full(register: Register) -> Register:
    keep(register, *(document_of(number, content) for number, content in enumerate(TEXTS, 1)))
    return register


def found(register: Register, query: str) -> set[str]:
    return {hit.receipt_id[-1] for hit in search(register, query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ministry", {"1"}),
        ("MINISTRY dovrel", {"1"}),
        ("cafe", {"2"}),
        ("café", {"2"}),
        ("forced labour", {"2", "5"}),
        ('"forced labour"', {"2"}),
        ('"forced labour', {"2"}),
        ('labour -"forced labour"', {"5"}),
        ("lower meris -cafe", {"1"}),
        ("detain*", {"1"}),
        ('"were det"*', {"1"}),
        ("detain", set()),
        ("ministry nowhere", set()),
        ("酷刑", {"3"}),
        ("施以酷刑", {"3"}),
        ("刑", {"3"}),
        ("酷刑 拘留", {"3"}),
        ("酷刑 -拘留", set()),
        ("酷刑 -施以酷刑", set()),
        ("施以酷刑 -四十", set()),
        ("施以酷刑 -水", {"3"}),
        ("تعذيب", {"4"}),
        ("تعذيب الوزير", {"4"}),
        ("في", {"4"}),
        ("تعذيب -الوزير", set()),
        ("酷刑 ministry", set()),
    ],
)
def test_what_a_query_finds(full: Register, query: str, expected: set[str]) -> None:
    assert found(full, query) == expected


def test_a_hit_says_where_it_stands_and_what_was_found(full: Register) -> None:
    (hit,) = search(full, "ministry dovrel")
    assert (hit.receipt_id, hit.text_sha256, hit.statement_id) == ("R-000000000001", text_of().sha256, None)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Ministry", "Dovrel"]
    assert hit.snippet.startswith("The Ministry of Dovrel denied")


def test_statements_are_searched_by_their_words(full: Register) -> None:
    statement = said(text_of(), DENIED)
    assert search(full, "workers", within="statements") == [
        Hit("R-000000000001", text_of().sha256, statement.id, statement.content.text, ((0, 7),))
    ]
    assert search(full, "ministry", within="statements") == []


def test_statements_in_other_scripts_are_searched(register: Register) -> None:
    text = text_of(CHINESE)
    keep(register, document_of(1, CHINESE, (said(text, (3, 7), "allegation"),)))
    for query in ("施以酷刑", "酷刑"):
        (hit,) = search(register, query, within="statements")
        assert [hit.snippet[start:end] for start, end in hit.marks] == [query]


@pytest.mark.parametrize("query", ["酷刑", "施以酷刑"])
def test_marks_stand_where_the_characters_stand(full: Register, query: str) -> None:
    (hit,) = search(full, query)
    assert [hit.snippet[start:end] for start, end in hit.marks] == [query]


def test_only_latest_readings_are_searched(register: Register) -> None:
    keep(register, document_of(1))
    keep(register, document_of(1, "Quite other words.", reader="en-2"))
    assert found(register, "ministry") == set()
    assert found(register, "quite") == {"1"}
    assert search(register, "workers", within="statements") == []
    keep(register, document_of(1, reader="en-3"))
    assert found(register, "ministry") == {"1"}
    assert len(search(register, "workers", within="statements")) == 1


def test_each_arrival_of_a_text_is_found(register: Register) -> None:
    keep(register, document_of(1), document_of(2))
    assert found(register, "ministry") == {"1", "2"}
    assert len(search(register, "ministry", limit=1)) == 1


def test_the_best_comes_first(register: Register) -> None:
    keep(register, document_of(1, "flood " + "other words " * 50), document_of(2, "flood flood flood"))
    assert [hit.receipt_id[-1] for hit in search(register, "flood")] == ["2", "1"]


def test_words_behind_a_nul_and_beside_lone_surrogates_are_found(register: Register) -> None:
    keep(register, document_of(1, "before\x00after \ud800 the end"))
    (hit,) = search(register, "after end")
    assert hit.snippet == "before�after � the end"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["after", "end"]


def test_a_text_that_looks_like_marks_makes_none(register: Register) -> None:
    keep(register, document_of(1, "<b>flood</b> </0> <0>"))
    (hit,) = search(register, "flood")
    assert hit.snippet == "<b>flood</b> </0> <0>"
    assert hit.marks == ((3, 8),)


def test_a_word_without_end_gives_a_short_snippet(register: Register) -> None:
    keep(register, document_of(1, "x" * 5000 + " flood " + "y" * 5000))
    (hit,) = search(register, "flood")
    assert len(hit.snippet) <= searching.LONGEST_SNIPPET
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["flood"]


def test_protected_documents_are_searched_for_they_are_in_the_case(register: Register) -> None:
    keep(register, document_of(1, receipt=receipt_of(1, provenance=Provenance(protected=True))))
    assert found(register, "ministry") == {"1"}


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("a b", [Term("a"), Term("b")]),
        ('"a b" c', [Term("a b"), Term("c")]),
        ('-"a b" c', [Term("a b", excluded=True), Term("c")]),
        ("al-Meris", [Term("al-Meris")]),
        ("over-* -x*", [Term("over-", is_start=True), Term("x", excluded=True, is_start=True)]),
        ('a"b', [Term("a"), Term("b")]),
        ('AND a -- * ( ) "" \'', [Term("AND"), Term("a")]),
        ("a\x00b", [Term("a\ufffdb")]),
    ],
)
def test_how_a_query_is_read(query: str, terms: list[Term]) -> None:
    assert parse(query) == terms


@pytest.mark.parametrize("query", ["", "   ", "-a", '""', '"', "* - ( )", '-"a b" -c', "\x00", "\ud800"])
def test_a_query_that_says_nothing_is_refused_with_an_example(query: str) -> None:
    with pytest.raises(BadCall, match="nothing to look for") as refused:
        parse(query)
    assert "-flood" in refused.value.helps


def test_a_query_longer_than_anybody_means_is_refused() -> None:
    with pytest.raises(BadCall, match="1000 characters"):
        parse("a" * 1001)
    with pytest.raises(BadCall, match="32 words"):
        parse("a " * 33)


SIGNS = (*"\"'*^-(){}:+%_;  ", "--", "\x00", "\ud800", "\u0301", "NEAR(", "AND", "OR", "NOT", "a", "é")
NAMES = ("text_words", "content", "rowid", "酷", "酷刑", "施以酷刑", "تعذيب")
HOSTILE = st.lists(st.sampled_from(SIGNS + NAMES), max_size=12).map("".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=HOSTILE | st.text(st.characters(exclude_categories=()), max_size=12))
def test_no_query_reaches_sqlite_as_anything_but_words(full: Register, query: str) -> None:
    for within in ("texts", "statements"):
        try:
            hits = search(full, query, within=within)  # type: ignore[arg-type]  # one of both words
        except BadCall:
            continue
        for hit in hits:
            assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)
