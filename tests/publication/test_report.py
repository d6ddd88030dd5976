# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from onrecord.grouping.proposals import Proposals
from onrecord.grouping.propose import propose
from onrecord.model import CaseFacts, Speaker
from onrecord.publication import report
from onrecord.publication.caps import STANDARD
from onrecord.publication.redaction import NotReleasable, releasable
from publication import sample

PLANTED = ("Zuleika", "Quillfeather", "secret-name", "R-SECRET", "Unterwald")


def _page(**changes: object) -> str:
    return "".join(report.render(sample.material(**changes)))


def _tree(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def test_the_same_material_gives_the_same_bytes() -> None:
    assert _page() == _page()


def test_it_says_that_it_is_a_machine_made_draft_first_of_all_and_on_every_printed_page() -> None:
    page = _page()
    assert "Machine-made draft. Nothing in it has been assessed or reviewed." in page.split("<main")[0]
    assert '@top-center { content: "Machine-made draft.' in page
    assert page.count("Not assessed.") >= 2


def test_every_link_leads_somewhere_and_every_id_stands_once() -> None:
    tree = _tree(_page())
    identities = tree.xpath("//@id")
    assert len(identities) == len(set(identities))
    targets = {link[1:] for link in tree.xpath("//@href")}
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert targets <= set(identities)
    assert set(" ".join(tree.xpath("//@aria-labelledby")).split()) <= set(identities)


def test_every_footnote_leads_back_also_where_a_statement_is_only_named_as_a_further_report() -> None:
    wire, letter = sample.wire_statements(), sample.letter_statements()
    proposed = sample.proposals()
    first, *others = proposed.allegations
    answer = replace(first.responses[0], repeats=(wire["narrator"].id,))
    steps = (replace(proposed.ledger[0], repeats=(letter["visit"].id,)), *proposed.ledger[1:2])
    repeated = replace(proposed, allegations=(replace(first, responses=(answer,)), *others), ledger=steps)
    tree = _tree(_page(proposals=repeated))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(tree.xpath("//@id"))


OWN_WORDS = re.compile(
    r"\b(?:claim(?:s|ed)?|insist(?:s|ed)?|admit(?:s|ted)?|so-called|purported|proves?|proven|reveal(?:s|ed)?|guilty|"
    r"perpetrator|culprit|truly|in fact|undeniabl[ey]|regime)\b",
    re.IGNORECASE,
)


def test_the_report_s_own_voice_has_no_loaded_word_and_says_that_nothing_is_assessed() -> None:
    tree = _tree(_page())
    for element in tree.xpath('//style | //bdi | //article[@class="document"]//div[@class="text"] | //title'):
        element.drop_tree()
    own = tree.text_content()
    assert OWN_WORDS.findall(own) == []
    for words in ("nobody has yet checked", "No allegation was assessed", "Repeating a statement does not adopt it"):
        assert words in " ".join(own.split())


def test_every_sentence_has_a_footnote_with_words_place_and_whole_digest() -> None:
    tree = _tree(_page())
    said = tree.xpath('//p[@class="said"]')
    assert said
    assert all(len(sentence.xpath('.//sup/a[starts-with(@href, "#n")]')) == 1 for sentence in said)
    for note in tree.xpath('//ol[@class="sources"]/li'):
        assert note.xpath('.//bdi[@class="words"]')[0].text_content()
        assert re.fullmatch("[0-9a-f]{64}", note.xpath(".//code")[0].text_content())
        assert "characters" in note.text_content()
        assert note.xpath('.//a[starts-with(@href, "#r")]')


def test_nothing_of_a_protected_document_is_in_the_bytes() -> None:
    secret_text = "Zuleika Quillfeather said guards beat her in Unterwald.\n"
    told = sample.said(
        secret_text, "allegation", "guards beat her in Unterwald", speaker=Speaker("Zuleika Quillfeather")
    )
    secret = sample.document(
        "secret-name.docx", sample.text_of(secret_text), (told,), receipt="R-SECRET", protected=True, title="Unterwald"
    )
    inside = sample.document("Quillfeather.txt", sample.text_of("Zuleika again\n"), receipt="R-IN", parent="R-SECRET")
    everything = [*sample.documents(), secret, inside]
    page = _page(documents=releasable(everything))
    assert page == _page()
    hashes = (secret.receipt.item.sha256, inside.receipt.item.sha256, inside.receipt.id, told.id)
    assert not [word for word in (*PLANTED, *hashes) if word in page]


def test_a_protected_document_among_the_material_stops_the_report_before_a_byte_is_written(tmp_path: Path) -> None:
    secret = sample.document("a.txt", sample.text_of("a"), protected=True)
    with pytest.raises(NotReleasable):
        report.write(sample.material(documents=[*sample.documents(), secret]), tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_a_proposal_about_a_statement_that_is_in_no_document_stops_the_report(tmp_path: Path) -> None:
    with pytest.raises(NotReleasable):
        report.write(sample.material(documents=sample.documents()[2:]), tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_who_supplied_a_document_and_how_stays_in_the_case() -> None:
    page = _page()
    assert "Oduya" not in page
    assert "by hand" not in page
    assert "in/wire.txt" not in page


def test_the_policy_allows_the_report_s_own_style_sheet_and_nothing_else() -> None:
    page = _page()
    tree = _tree(page)
    (policy,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not tree.xpath("//script | //img | //iframe | //link | //object | //@style | //@src | //@onclick")
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "url(" not in style


HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"' onmouseover=x \u202ecod.exe\x1b[31m{{ 7*7 }}"
)


def test_hostile_words_are_shown_and_do_nothing() -> None:
    text = f"{HOSTILE} said: {HOSTILE} again.\n"
    statement = replace(
        sample.said(text, "denial", "again"),
        speaker=Speaker(HOSTILE, HOSTILE, HOSTILE),
        addressee=HOSTILE,
        occasion=HOSTILE,
        subtype="fact",
    )
    document = sample.document(
        f"{HOSTILE}.txt",
        sample.text_of(text),
        (statement,),
        title=HOSTILE,
        publisher=HOSTILE,
        published=HOSTILE,
        status="partly read",
        reason=HOSTILE,
    )
    case = CaseFacts("C", HOSTILE, "2026-03-01T00:00:00Z", HOSTILE, (HOSTILE,))
    page = _page(documents=[document], proposals=Proposals(), case=case, tool=HOSTILE)
    tree = _tree(page)
    assert not tree.xpath("//script | //img | //@onerror | //@onmouseover")
    assert len(tree.xpath("//style")) == 1
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "⟦U+202E⟧" in page
    assert "7*7" in page


def test_lone_surrogates_can_be_written(tmp_path: Path) -> None:
    document = sample.document("a\udcff.txt", sample.text_of("b\ud800c\n"))
    report.write(sample.material(documents=[document], proposals=Proposals()), tmp_path / "r.html")
    assert "⟦U+DCFF⟧" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_an_empty_case_gives_a_whole_report() -> None:
    page = _page(documents=[], proposals=Proposals(), not_taken=())
    for words in ("No allegation was found", "No commitment was found", "Nothing is cited", "holds no document"):
        assert words in page


def test_what_grouping_proposes_from_the_documents_can_be_printed() -> None:
    documents = sample.documents()
    page = _page(documents=documents, proposals=propose(documents, "2026-03-10"))
    tree = _tree(page)
    assert tree.xpath('//article[@class="card"]')
    assert {link[1:] for link in tree.xpath("//@href")} <= set(tree.xpath("//@id"))


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [
        int(heading.tag[1])
        for heading in _tree(_page()).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_headers_with_scope() -> None:
    tree = _tree(_page())
    assert all(table.xpath("./caption") for table in tree.xpath("//table"))
    assert tree.xpath("//th")
    assert not tree.xpath("//th[not(@scope)]")


def test_dates_are_never_digits_alone() -> None:
    text = _tree(_page()).xpath("string(//main)")
    assert "1 Mar 2026" in text
    assert not re.search(r"\b2026-03-0\d\b", text)


def test_allegation_and_answer_are_set_alike() -> None:
    left, right = _tree(_page()).xpath('(//div[@class="sides"])[1]/div')
    assert left.get("class") == right.get("class")
    assert {one.get("class") for one in left.iter() if one.get("class")} == {
        one.get("class") for one in right.iter() if one.get("class")
    }


def test_the_verification_appendix_holds_root_checkpoint_and_how_to_check() -> None:
    text = _tree(_page()).xpath("string(//section[h2/@id='verification'])")
    for words in ("ab" * 32, '{"tree_size":12}', "K-1", "onrecord verify CASE"):
        assert words in text


def _large(number: int) -> Iterator[object]:
    for index in range(number):
        text = f"Speaker {index} said school number {index} was closed. " + "More words. " * 300
        yield sample.document(
            f"d{index}.txt",
            sample.text_of(text),
            (sample.said(text, "other", f"school number {index} was closed"),),
            published="2026-03-01",
        )


def test_a_large_case_gives_a_file_that_opens_and_says_what_it_leaves_out() -> None:
    caps = replace(STANDARD, texts=100_000, documents=150)
    material = sample.material(documents=list(_large(400)), proposals=Proposals())
    page = "".join(report.render(material, caps))
    assert len(page) < 1_500_000
    assert "further documents</p>" not in page
    assert re.search(r"The text of \d+ further documents is in the case", page)
    assert "150 are listed here" in page
    targets = {link[1:] for link in _tree(page).xpath("//@href")}
    assert targets <= set(_tree(page).xpath("//@id"))


def test_a_report_that_was_there_stays_whole_where_a_new_one_cannot_be_made(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    report.write(sample.material(), path)
    before = path.read_bytes()
    with pytest.raises(NotReleasable):
        report.write(sample.material(documents=[]), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["r.html"]


def _write_in_another_process(path: Path, before: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from onrecord.errors import CannotKeep\n"
        "from onrecord.publication import report\n"
        "from publication import sample\n"
        "''.join(report.render(sample.material()))\n"
        f"{before}\n"
        "try:\n"
        "    report.write(sample.material(), Path(sys.argv[1]))\n"
        "except CannotKeep as error:\n"
        "    print(error.page())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_folder_that_cannot_be_written_is_said_so_and_nothing_is_left(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    done = _write_in_another_process(locked / "r.html", "os.getuid() == 0 and os.setuid(65534)")
    assert "could not be written" in done.stdout
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of a file to stand for a full disk")
def test_a_disk_that_fills_up_leaves_nothing_half_written_and_the_earlier_report_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_text("the earlier report")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    assert "could not be written" in _write_in_another_process(path, limit).stdout
    assert [one.name for one in tmp_path.iterdir()] == ["r.html"]
    assert path.read_text() == "the earlier report"


def test_what_a_killed_report_left_behind_does_not_stand_in_the_way_and_only_the_owner_reads(tmp_path: Path) -> None:
    (tmp_path / ".r.html.part").write_text("half")
    report.write(sample.material(), tmp_path / "r.html")
    assert [one.name for one in tmp_path.iterdir()] == ["r.html"]
    if sys.platform != "win32":
        assert (tmp_path / "r.html").stat().st_mode & 0o777 == 0o600
