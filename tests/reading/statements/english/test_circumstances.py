# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from reading.statements.english.building import one_of


@pytest.mark.parametrize(
    ("content", "audience", "channel", "occasion"),
    [
        ("Guards beat the men, a former inmate told The Meris Dispatch by email.", "Meris Dispatch", "email", None),
        ("The minister told reporters that police had fired in self-defence.", "reporters", None, None),
        (
            "At a press conference in Meris, the minister said police had fired in self-defence.",
            None,
            "press conference",
            "press conference in Meris",
        ),
        (
            "In a video speech at the 61st session of the Human Rights Council, the minister denied the abuses.",
            None,
            "video",
            "61st session of the Human Rights Council",
        ),
        ("In a statement, Open Valley accused soldiers of killing 14 people.", None, "statement", None),
        ("Witnesses said guards had beaten the men at a prison meeting.", None, None, None),
        ("Open Valley accused soldiers of killing 14 people.", None, None, None),
    ],
)
def test_audience_channel_and_occasion(
    content: str, audience: str | None, channel: str | None, occasion: str | None
) -> None:
    statement = one_of(content)
    assert (statement.audience, statement.channel, statement.occasion) == (audience, channel, occasion)
