# SPDX-License-Identifier: Apache-2.0
"""What people decided about statements of a case reaches the report that is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from casefile.sample import REPORT, in_this_process
from onrecord.casefile import adding, drafting, reading
from onrecord.casefile.case import Case
from onrecord.model import Judgement, Provenance
from onrecord.register import query, write
from onrecord.settings import Settings


def _said(report: Path) -> tuple[list[str], str]:
    tree = html.fromstring(report.read_text(encoding="utf-8"))
    return [one.text_content() for one in tree.xpath('//p[@class="said"]')], tree.xpath(
        "string(//section[h2/@id='method'])"
    )


def test_a_rejected_statement_leaves_the_report_and_the_report_says_that_a_person_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_all", in_this_process)
    (tmp_path / "report.txt").write_text(REPORT)
    with Case.new(tmp_path / "case", Settings(state_folder=tmp_path / "state", processes=1)) as case:
        adding.add(case, [tmp_path / "report.txt"], Provenance())
        reading.read(case)
        before, _ = _said(drafting.write_report(case))
        (document,) = query.read_documents(case.register)
        (statement,) = document.reading.statements
        assert document.text is not None
        rejected = Judgement(
            "J-1",
            document.text.sha256,
            statement,
            "rejected",
            None,
            "no such statement",
            "Mara",
            "2026-03-05T08:00:00Z",
        )
        write.record_judgement(case.register, rejected)
        after, method = _said(drafting.write_report(case))
    assert len(before) == 1
    assert after == []
    assert "1 decision of a person" in method
    assert "Nothing here was confirmed by a person" not in method
