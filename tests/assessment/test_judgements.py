# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.assessment.judgements import LONGEST_REASON, check, correct, withdraw
from onrecord.errors import BadCall
from onrecord.model import Judgement, Passage, Segment, Statement, Text, passage, statement_id

WORDS = "The Ministry of Dovrel denied that workers were held in Lower Meris."
TEXT = Text(WORDS, (Segment(0, len(WORDS)),), "plain-1")


def said(span: tuple[int, int], kind: str = "denial", source: tuple[int, int] | None = (0, 22)) -> Statement:
    content = passage(WORDS, (span,))
    speaker = passage(WORDS, (source,)) if source else None
    return Statement(statement_id(TEXT.sha256, speaker, None, content, kind), kind, content, source=speaker)


PROPOSAL = said((35, 67))
CONFIRMED = Judgement("J-1", TEXT.sha256, PROPOSAL, "confirmed", None, None, "Ana", "2026-03-01T09:30:00Z")
CORRECTED = replace(CONFIRMED, decision="corrected", corrected=said((30, 67)))


@pytest.mark.parametrize(
    "judgement",
    [
        CONFIRMED,
        CORRECTED,
        replace(CONFIRMED, decision="rejected", reason="It is the caption."),
        replace(CONFIRMED, decision="rejected"),
        replace(CONFIRMED, decision="unsure", reason="Who is meant?"),
        replace(CORRECTED, corrected=said((35, 67), source=None)),
        replace(CORRECTED, corrected=replace(PROPOSAL, subtype="fact")),
    ],
)
def test_what_a_judgement_may_be(judgement: Judgement) -> None:
    check(judgement, TEXT)


OUTSIDE = replace(PROPOSAL, content=Passage("", ((60, 600),)))


@pytest.mark.parametrize(
    ("judgement", "because"),
    [
        (replace(CONFIRMED, by=" "), "who decided"),
        (replace(CONFIRMED, at="yesterday"), "time"),
        (replace(CONFIRMED, at="2026-03-01T09:30:00+01:00"), "time"),
        (replace(CONFIRMED, decision="maybe"), "confirmed, corrected"),  # type: ignore[arg-type]  # what must be refused
        (replace(CONFIRMED, withdrawn_at="2026-03-01T09:30:00Z"), "withdrawn"),
        (replace(CONFIRMED, withdrawn_by="Ana"), "withdrawn"),
        (replace(CONFIRMED, reason="x" * (LONGEST_REASON + 1)), "reason"),
        (replace(CONFIRMED, text_sha256="0" * 64), "another text"),
        (replace(CONFIRMED, statement=OUTSIDE), "outside the text"),
        (replace(CONFIRMED, statement=replace(PROPOSAL, content=Passage("other", ((35, 67),)))), "not those"),
        (replace(CONFIRMED, statement=replace(PROPOSAL, content=Passage("", ()))), "no content"),
        (replace(CONFIRMED, corrected=said((30, 67))), "only with it"),
        (replace(CONFIRMED, decision="corrected"), "only with it"),
        (replace(CORRECTED, corrected=PROPOSAL), "changes nothing"),
        (replace(CORRECTED, corrected=OUTSIDE), "outside the text"),
        (replace(CORRECTED, corrected=replace(PROPOSAL, content=Passage("", ((35, 35),)))), "empty"),
        (replace(CORRECTED, corrected=replace(PROPOSAL, content=Passage("", ((-3, 5),)))), "outside the text"),
        (replace(CORRECTED, corrected=said((30, 67), "gossip")), "kind"),
        (replace(CORRECTED, corrected=replace(PROPOSAL, also=("gossip",))), "kind"),
        (replace(CORRECTED, corrected=replace(PROPOSAL, directness="sideways")), "word"),  # type: ignore[arg-type]  # what must be refused
        (replace(CORRECTED, corrected=replace(said((30, 67)), id="S-1")), "does not follow"),
    ],
)
def test_what_a_judgement_may_not_be(judgement: Judgement, because: str) -> None:
    with pytest.raises(BadCall, match=because) as refused:
        check(judgement, TEXT)
    assert "workers" not in refused.value.page()


def test_a_correction_takes_its_words_and_its_id_from_the_text() -> None:
    corrected = correct(PROPOSAL, TEXT, kind="justification", content=Passage("whatever", ((30, 51),)), subtype=None)
    assert corrected.content.text == "that workers were hel"
    assert corrected.id == statement_id(TEXT.sha256, PROPOSAL.source, None, corrected.content, "justification")
    check(replace(CORRECTED, corrected=corrected), TEXT)


def test_a_correction_outside_the_text_is_refused() -> None:
    with pytest.raises(BadCall, match="outside"):
        correct(PROPOSAL, TEXT, content=Passage("", ((60, 69),)))


def test_a_judgement_is_withdrawn_once_by_somebody_and_not_before_it_was_made() -> None:
    withdrawn = withdraw(CONFIRMED, by="Ben", at="2026-03-02T00:00:00Z")
    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_at) == ("Ben", "2026-03-02T00:00:00Z")
    assert replace(withdrawn, withdrawn_at=None, withdrawn_by=None) == CONFIRMED
    with pytest.raises(BadCall, match="already"):
        withdraw(withdrawn, by="Ben", at="2026-03-03T00:00:00Z")
    with pytest.raises(BadCall, match="before it was made"):
        withdraw(CONFIRMED, by="Ben", at="2026-02-02T00:00:00Z")
    with pytest.raises(BadCall, match="who decided"):
        withdraw(CONFIRMED, by="", at="2026-03-02T00:00:00Z")
