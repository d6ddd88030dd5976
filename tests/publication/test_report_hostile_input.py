# SPDX-License-Identifier: Apache-2.0
"""The report about documents that want to be more than text, from their bytes to a real browser, scripts on and off."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casefile.sample import in_this_process
from onrecord import clock
from onrecord.casefile import adding, drafting, reading
from onrecord.casefile.case import Case
from onrecord.grouping.propose import propose
from onrecord.model import Provenance, Speaker
from onrecord.publication import report
from onrecord.settings import Settings
from publication import sample

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: see tools/ensure_chromium.sh")
TAKEN = "document.title='taken'"
MARKUP = f'</style></title></textarea>--><script>{TAKEN}</script><img src=http://evil.example/x onerror="{TAKEN}">'
HOSTILE: dict[str, str] = {
    "markup.txt": f"The Lantern Group {MARKUP} said that guards beat 30 people in Tarn. ]]> <![CDATA[\n\n{MARKUP}",
    "page.html": f"<title>&lt;/title&gt;&lt;script&gt;{TAKEN}&lt;/script&gt;</title>"
    f"<meta property='og:site_name' content='&lt;/style&gt;&lt;script&gt;{TAKEN}&lt;/script&gt;'>"
    f"<p>The Lantern Group said that &lt;script&gt;{TAKEN}&lt;/script&gt; guards beat 30 people in Tarn.</p>",
    "acting.txt": "The Lantern\u2028Group said\u2029 that\u202e guards \u202cbeat\x00 30\x07 \x1b[31m\u200b\ufeff.",
    "long.txt": f"The Lantern Group said {'A' * 50_000} beat 30 people.\n\n{'B' * 50_000} said that.",
    "four bytes.txt": "The \U0001d577antern \U0002070e Group \U0001f600 said that guards beat 30 people in Tarn.",
    "empty title.html": "<title> </title><p>The Lantern Group said that guards beat 30 people in Tarn.</p>",
    "a quo'te & more.txt": "\"It's a lie,\" said Odo O'Varn of \"The 'Quoted' <Group>\".",
    "two thousand.txt": "\n\n".join(
        f"Group {number} said on Monday that guards beat people in Tarn prison." for number in range(2000)
    ),
}
if os.name == "posix":  # elsewhere no file can have these names
    HOSTILE['a"<b>.txt'] = HOSTILE["four bytes.txt"] + " Twice."
    HOSTILE["\u202egpj.txt"] = HOSTILE["four bytes.txt"] + " Thrice."


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a case of hostile documents, by the whole way that documents take."""
    home = tmp_path_factory.mktemp("hostile")
    folder = home / "in"
    folder.mkdir()
    for name, content in HOSTILE.items():
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_all", in_this_process)
        with Case.new(home / "case", Settings(state_folder=home / "state", processes=1), title=MARKUP) as case:
            adding.add(case, [folder], Provenance())
            reading.read(case)
            return drafting.write_report(case)


def test_what_acts_is_shown_as_its_code_point_and_what_looks_like_markup_is_text(hostile: Path) -> None:
    page = hostile.read_text(encoding="utf-8")
    for code in ("U+202E", "U+0000", "U+0007", "U+001B", "U+FEFF"):
        assert f"⟦{code}⟧" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]", page)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == page.count("</title>\n<style>") == 1
    assert "\U0001f600" in page
    assert "]]&gt;" in page


def test_no_statement_of_a_document_with_two_thousand_is_lost(hostile: Path) -> None:
    page = hostile.read_text(encoding="utf-8")
    assert "2,000 statements in this document" in page
    assert all(f">Group {number}</" in page for number in (0, 1234, 1999))


def test_the_same_case_at_the_same_time_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_all", in_this_process)
    (tmp_path / "a.txt").write_text(HOSTILE["page.html"])
    with Case.new(tmp_path / "case", Settings(state_folder=tmp_path / "state", processes=1)) as case:
        adding.add(case, [tmp_path / "a.txt"], Provenance())
        reading.read(case)
        root, size = case.custody.root, case.custody.tree_size
        monkeypatch.setattr(clock, "timestamp", lambda: "2026-03-10T12:00:00Z")
        monkeypatch.setattr(type(case.custody), "root", root)
        monkeypatch.setattr(type(case.custody), "tree_size", size)
        one, other = drafting.write_report(case), drafting.write_report(case)
    assert one != other
    assert one.read_bytes() == other.read_bytes()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


class _Opened:
    """A report as a browser opened it, and all that the browser said and asked for."""

    def __init__(self, browser: playwright.Browser, path: Path, *, scripts: bool, width: int = 360) -> None:
        self.context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(path.as_uri())


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_browser_shows_hostile_documents_and_neither_runs_nor_fetches_anything(
    browser: playwright.Browser, hostile: Path, scripts: bool
) -> None:
    opened = _Opened(browser, hostile, scripts=scripts)
    title, shown = opened.page.title(), opened.page.locator("h1").inner_text()
    opened.context.close()
    assert title.startswith("Draft report: </style></title>")
    assert shown == MARKUP
    assert opened.said == []
    assert opened.asked == [hostile.as_uri()]


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("width", [320, 768])
def test_the_longest_word_pushes_no_page_sideways(browser: playwright.Browser, hostile: Path, width: int) -> None:
    opened = _Opened(browser, hostile, scripts=True, width=width)
    found = opened.page.evaluate("document.documentElement.scrollWidth")
    opened.context.close()
    assert found == width


@pytest.mark.browser
@needs_chromium
def test_a_case_of_five_hundred_documents_opens_and_its_last_footnote_leads_to_its_words(
    browser: playwright.Browser, tmp_path: Path
) -> None:
    documents = []
    for number in range(500):
        lines = [f"Speaker {number} said guards beat {line} people in town {line} of Estria." for line in range(2, 6)]
        text = "\n".join(lines) + "\n"
        told = tuple(
            replace(
                sample.said(text, "allegation", line.partition(" said ")[2]),
                speaker=Speaker(f"Speaker {number}"),
                violations=("torture",),
                said_at=f"2026-02-{number % 28 + 1:02}",
            )
            for line in lines
        )
        documents.append(sample.document(f"d{number}.txt", sample.text_of(text), told, published="2026-03-01"))
    path = tmp_path / "r.html"
    report.write(sample.material(documents=documents, proposals=propose(documents, "2026-03-10")), path)
    assert path.stat().st_size < 6_000_000
    opened = _Opened(browser, path, scripts=True)
    opened.page.locator("ol.sources > li:last-child a").first.click()
    words = opened.page.locator("mark:target").inner_text()
    in_view = opened.page.locator("mark:target").evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    opened.context.close()
    assert "guards beat" in words
    assert in_view
    assert opened.said == []
