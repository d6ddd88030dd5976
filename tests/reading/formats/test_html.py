# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import LimitExceeded, Unreadable
from onrecord.model import Metadata
from onrecord.reading.formats import html
from onrecord.reading.formats.decoding import Decoded
from onrecord.reading.formats.html_metadata import parse_date
from reading.formats.test_contract import FOLDER, check_map


def pieces(page: str) -> list[tuple[str, str]]:
    text = html.extract_page(Decoded(page, "utf-8")).text
    check_map(text)
    return [(part.kind, text.content[part.start : part.end]) for part in text.segments]


def metadata(head: str, body: str = "<p>x</p>") -> Metadata:
    return html.extract_page(Decoded(f"<html><head>{head}</head><body>{body}</body></html>", "utf-8")).metadata


def test_keeps_all_that_can_be_seen_and_marks_what_is_no_body() -> None:
    extraction = html.extract(FOLDER / "html" / "article.html")
    text = extraction.text
    assert [(part.kind, text.content[part.start : part.end]) for part in text.segments] == [
        ("header", "The Post"),
        ("menu", "Home"),
        ("menu", "World"),
        ("title", "Ministry denies beatings"),
        ("caption", "The prison gate, file photo"),
        ("paragraph", "The ministry denied it on\nMonday. It gave no figures."),
        ("advert", "Buy two, pay one"),
        ("metadata", "Not for readers"),
        ("quotation", "Nobody was beaten."),
        ("table", "Prison\tHeld"),
        ("table", "North\t30"),
        ("footer", "All rights reserved"),
    ]
    assert text.warnings == ("1 passage is hidden on the page.",)
    assert extraction.metadata == Metadata(
        "Ministry denies beatings", "The Aldova Post", "A. Reporter, B. Reporter", "2026-03-02", "stated"
    )


def test_a_class_on_the_outermost_element_does_not_make_the_page_a_menu() -> None:
    page = "<body class='menu-open'><div class='sidebar-layout nav'><p>" + "He denied it. " * 20 + "</p></div></body>"
    assert [kind for kind, _ in pieces(page)] == ["paragraph"]


def test_entities_line_breaks_and_white_space_are_as_a_browser_shows_them() -> None:
    assert pieces("<p>a &amp; b&nbsp;&eacute;\n\n  c<br>d<br><br>e</p><pre>x\n  y</pre>") == [
        ("paragraph", "a & b\xa0é c\nd"),
        ("paragraph", "e"),
        ("paragraph", "x\n  y"),
    ]


def test_text_after_a_dropped_element_is_kept() -> None:
    assert pieces("<p>a<script>x()</script>b<style>y</style>c<!-- no -->d</p>") == [("paragraph", "abcd")]


def test_text_without_any_tag_and_broken_tags_are_read() -> None:
    assert pieces("just words") == [("paragraph", "just words")]
    assert [text for _, text in pieces("<div><p>one<div>two</b></div>three")] == ["one", "two", "three"]


def test_nul_and_control_characters_end_nothing() -> None:
    assert [text for _, text in pieces("<p>be\0fore</p><p>af\x01ter</p>")] == ["be\ufffdfore", "after"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset=windows-1251><p>Отрицает".encode("cp1251"), "Отрицает"),
        ("<?xml version='1.0' encoding='iso-8859-2'?><html><p>łódź</html>".encode("iso-8859-2"), "łódź"),
        ("\ufeff<html><p>تنفي".encode("utf-16"), "تنفي"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-8'><p>否认".encode(), "否认"),
        ("<meta charset=iso-8859-1><p>“so”".encode("cp1252"), "“so”"),
        ("<meta charset=utf-16><p>négation".encode(), "négation"),
    ],
)
def test_the_declared_encoding_is_used_as_browsers_do(data: bytes, words: str, tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_bytes(data)
    assert html.extract(page).text.content == words


def test_a_page_too_deep_is_refused_with_the_limit_named_and_one_of_large_text_is_read() -> None:
    with pytest.raises(LimitExceeded, match="elements inside one another"):
        pieces("<div>" * 3000 + "x" + "</div>" * 3000 + "<p>after</p>")
    assert pieces("<p>" + "word " * 3_000_000 + "</p><p>after</p>")[-1] == ("paragraph", "after")


@pytest.mark.parametrize("attribute", [" a{}", " a{}=1", "/a{}='>'", ' a{} = "<p>"'])
def test_an_element_of_very_many_attributes_is_refused_with_the_limit_named(attribute: str) -> None:
    many = "".join(attribute.format(number) for number in range(10_001))
    with pytest.raises(LimitExceeded, match="attributes"):
        html.page_text(f"<p>Before.<p{many}>They were held.</p>")


def test_long_values_scripts_and_text_are_no_attributes() -> None:
    words = "a b=c/" * 20_000
    page = (
        f"<p title=\"{words}\" data-x='{words}'>They were <script>if (a<b) {{{words} }}</script>held.</p> 1 <2 {words}"
    )
    assert html.page_text(page).content.startswith("They were held.")


def test_a_page_of_nothing_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        pieces("   ")


def test_entities_of_the_page_itself_open_and_expand_nothing() -> None:
    page = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yyyy'>]><p>a &x; &y; b"
    joined = " ".join(text for _, text in pieces(page))
    assert "root" not in joined
    assert "yyyy yyyy" not in joined


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2026-03-01T23:30:00-05:00">', "2026-03-01"),
        ('<meta property="article:modified_time" content="2026-03-01">', None),
        ('<meta name="DC.date.issued" content="2026-03">', "2026-03"),
        ('<meta name="citation_publication_date" content="2026/3/1">', "2026-03-01"),
        (
            '<script type="application/ld+json">[{"@graph":[{"@type":["Thing","NewsArticle"],'
            '"datePublished":"2026-01-02","headline":"x"}]}]</script>',
            "2026-01-02",
        ),
        ('<script type="application/ld+json">{not json</script>', None),
        ('<meta name="date" content="03/04/2026">', None),
        ('<meta name="date" content="2026-02-30">', None),
    ],
)
def test_the_date_of_publication_is_what_the_page_states(head: str, date: str | None) -> None:
    found = metadata(head)
    assert found.published == date
    assert found.published_basis == ("stated" if date else "unknown")


def test_a_time_element_and_a_byline_are_read_where_nothing_else_says() -> None:
    body = "<div class='byline'>By A. Reporter</div><time datetime='2026-03-01T10:00Z'>Sunday</time><p>x"
    assert metadata("", body) == Metadata(None, None, "A. Reporter", "2026-03-01", "stated")
    assert metadata("<title>T</title>").title == "T"


def test_an_address_is_no_author() -> None:
    assert metadata('<meta property="article:author" content="https://social.example/x">').author is None


def test_written_dates_are_read_only_where_their_order_is_plain() -> None:
    assert parse_date("Sunday, 1 March 2026") == "2026-03-01"
    assert parse_date("March 1, 2026 at 9:00") == "2026-03-01"
    assert parse_date("2026年3月1日") == "2026-03-01"
    assert parse_date("20260301") == "2026-03-01"
    assert parse_date("1/3/2026") is None
    assert parse_date("May be 3 2026") is None
