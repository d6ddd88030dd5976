# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from reading.statements.english.building import statements_of

_BRIEFING = """Press briefing of 20 January 2026, Port Salen. Transcript.
MS HARTAVEL (spokeswoman for the Commissioner for Human Rights): Good morning.
Any visit would have to include unhindered access and private interviews with detainees.
The office will publish its assessment of the situation before the end of February.
QUESTION (Northline): Do you consider these acts to be crimes against humanity?
MS HARTAVEL: It is too early for that.
MR OLM: As we heard, soldiers tortured at least 40 detainees in the prison of Pellin.
The transcript was prepared by Lise Hartavel and her staff.
"""


def test_what_stands_after_a_label_is_said_by_that_speaker() -> None:
    found = {one.kind: one for one in statements_of(_BRIEFING, "2026-01-20")}
    assert set(found) == {"condition", "commitment", "allegation"}
    condition, commitment, allegation = found["condition"], found["commitment"], found["allegation"]
    assert condition.speaker is not None
    assert commitment.speaker == condition.speaker
    assert condition.speaker.name == "Lise Hartavel"
    assert condition.speaker.role == "un_official"
    assert condition.directness == "direct"
    assert condition.source is not None
    assert condition.source.text == "MS HARTAVEL"
    assert commitment.due == "2026-02"
    assert allegation.speaker is not None
    assert allegation.speaker.name == "Mr Olm"


def test_a_sentence_is_cut_after_its_label() -> None:
    statement = next(one for one in statements_of(_BRIEFING, "2026-01-20") if one.kind == "allegation")
    assert statement.content.text.startswith("As we heard")


@pytest.mark.parametrize(
    "content",
    [
        "NOTE: Soldiers tortured at least 40 detainees in the prison of Pellin in February.",
        "SUBJECT: The office will publish its assessment.\nDATE: 3 March 2026",
        "MR OLM: As we heard, soldiers tortured at least 40 detainees in the prison.",
    ],
)
def test_a_form_or_a_single_label_is_no_transcript(content: str) -> None:
    assert all(one.directness == "narrator" for one in statements_of(content))
