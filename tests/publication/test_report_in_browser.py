# SPDX-License-Identifier: Apache-2.0
"""The report as people see it: in a real browser, from disk, in light, dark and print, on a phone and wide."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from onrecord.grouping.proposals import Proposals
from onrecord.publication import report
from publication import sample

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: see tools/ensure_chromium.sh"),
]
DRAFT = "Machine-made draft. Nothing in it has been assessed or reviewed."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    report.write(sample.material(), path)
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_in_the_way_of_anyone(
    browser: playwright.Browser, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_no_page_has_to_be_pushed_sideways(browser: playwright.Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


@pytest.mark.parametrize(("width", "shown"), [(360, "on-narrow"), (1280, "on-wide")])
def test_each_chart_is_seen_once_in_the_layout_that_fits(
    browser: playwright.Browser, address: str, width: int, shown: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    charts = page.locator("svg.chart")
    seen = charts.evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().width).map(one => one.parentNode.className)"
    )
    assert len(seen) * 2 == charts.count() > 0
    assert set(seen) == {shown}
    page.close()


def test_on_a_phone_only_the_positions_may_be_pushed_sideways_and_every_cell_says_what_it_is(
    browser: playwright.Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address)
    wider = """all => all.filter(one => one.scrollWidth > one.clientWidth && !one.querySelector('.matrix'))
        .map(one => one.getAttribute('aria-label'))"""
    assert page.locator(".wide").evaluate_all(wider) == []
    label = page.locator("#quantities ~ .wide td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "That is" in label
    page.close()


def test_a_large_report_prints_what_is_laid_out_late_on_screen(browser: playwright.Browser, tmp_path: Path) -> None:
    documents = [
        sample.document(f"d{number}.txt", sample.text_of(f"Words of number {number}.\n")) for number in range(120)
    ]
    path = tmp_path / "r.html"
    report.write(sample.material(documents=documents, proposals=Proposals()), path)
    page = browser.new_page()
    page.goto(path.as_uri())
    page.pdf(path=tmp_path / "r.pdf", prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    words = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
    document.close()
    assert [number for number in range(120) if f"Words of number {number}." not in words] == []


def test_no_heading_is_left_alone_at_the_foot_of_a_printed_page(
    browser: playwright.Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(address)
    headings = page.locator("h2, h3").all_inner_texts()
    page.pdf(path=tmp_path / "r.pdf", prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    last_lines = []
    for sheet in document:
        lines = [line.strip() for line in sheet.get_textpage().get_text_range().splitlines() if line.strip()]
        last_lines.append([line for line in lines if not re.fullmatch(r"\d+ / \d+", line)][-1])
    document.close()
    assert len(last_lines) > 3
    assert not set(last_lines) & {" ".join(heading.split()) for heading in headings}


def test_it_opens_without_scripts_without_network_and_without_complaint(
    browser: playwright.Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.title() == "Draft report: Camps in northern Estria"
    context.close()
    assert said == []
    assert asked == [address]


def test_a_footnote_leads_to_the_words_in_their_document_and_back(browser: playwright.Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator("#a1 sup a").first.click()
    assert page.evaluate("location.hash") == "#n1"
    page.locator("#n1 a").first.click()
    assert page.locator("mark:target").inner_text().endswith("guards in the northern camps beat detainees with batons")
    page.locator("mark:target > a.back").click()
    page.locator("#n1 a").last.click()
    assert page.evaluate("location.hash") == "#r1"
    page.close()


def test_allegation_and_answer_have_equal_room_and_look_alike(browser: playwright.Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    measure = """(side) => [side.getBoundingClientRect().width, getComputedStyle(side).backgroundColor,
        ...['fontSize', 'fontFamily', 'color'].map(name => getComputedStyle(side.querySelector('.words'))[name])]"""
    left, right = (page.locator("#a1 .side").nth(index).evaluate(measure) for index in (0, 1))
    assert left == right
    page.close()


def test_writing_from_right_to_left_stands_so(browser: playwright.Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    direction = page.locator("#d4 .block > div").first.evaluate("block => getComputedStyle(block).direction")
    assert direction == "rtl"
    page.close()


def test_every_printed_page_says_that_it_is_a_draft_and_folded_parts_are_printed(
    browser: playwright.Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(address)
    page.pdf(path=tmp_path / "r.pdf", prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    words = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    document.close()
    assert len(words) > 1
    assert all(DRAFT in sheet for sheet in words)
    assert "Home | World | Sport" in " ".join(words)


def test_hostile_words_start_nothing(browser: playwright.Browser, tmp_path: Path) -> None:
    words = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    documents = [sample.document("a.txt", sample.text_of(words + "\n"), title=words, publisher=words)]
    empty = replace(sample.proposals(), allegations=(), ledger=(), positions=(), changes=(), ungrouped=(), copies=())
    path = tmp_path / "r.html"
    report.write(sample.material(documents=documents, proposals=empty), path)
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.title() == "Draft report: Camps in northern Estria"
    assert asked == [path.as_uri()]
    page.close()
