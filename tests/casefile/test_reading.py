# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

from casefile.sample import CALL, REPORT, contents, settings_in
from onrecord.casefile import drafting
from onrecord.casefile.adding import add
from onrecord.casefile.case import Case
from onrecord.casefile.reading import read
from onrecord.model import Provenance


def test_a_document_whose_bytes_are_gone_is_listed_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "call.txt").write_text(CALL)
    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        add(case, [tmp_path / "report.txt", tmp_path / "call.txt"], Provenance())
        sha256 = {name: digest for name, digest, *_ in contents(case)}["call.txt"]
        place = case.custody.item_place(sha256)
        away = tmp_path / "away"
        place.rename(away)
        summary = read(case)
        assert [(one.name, "verify" in one.reason) for one in summary.unread] == [("call.txt", True)]
        assert {name: status for name, _, _, status, _ in contents(case)} == {
            "report.txt": "read",
            "call.txt": "failed",
        }

        away.rename(place)
        assert read(case, failed_too=True).unread == []
        assert {status for _, _, _, status, _ in contents(case)} == {"read"}


def test_a_document_that_holds_no_text_is_not_called_one_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "page.html").write_text("<!DOCTYPE html><title></title><script>show()</script>")
    with Case.new(tmp_path / "case", settings_in(tmp_path)) as case:
        add(case, [tmp_path / "documents"], Provenance())
        assert [(one.name, one.reason) for one in read(case).unread] == [("page.html", "it holds no text")]
        assert drafting.status(case).languages == []
