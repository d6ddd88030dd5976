# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from reading.statements.english.building import one_of


@pytest.mark.parametrize(
    ("content", "modality"),
    [
        ("The experts said the pattern may amount to crimes against humanity.", "possible"),
        ("The experts said the pattern amounts to crimes against humanity.", "certain"),
        ("Witnesses said soldiers had killed two men.", "certain"),
        ("Witnesses said soldiers had probably killed two men.", "probable"),
        ("Rights groups called on the government to free the prisoners.", "unspecified"),
        ("Witnesses said soldiers had killed two men on 1 May 2025.", "certain"),
        ("Witnesses said soldiers had killed two men in May.", "certain"),
        ("Witnesses said soldiers had killed two men whom they could not name.", "certain"),
        ("Witnesses said soldiers may have killed two men.", "possible"),
    ],
)
def test_the_speakers_hedge_is_kept(content: str, modality: str) -> None:
    assert one_of(content).modality == modality


@pytest.mark.parametrize(
    ("content", "polarity"),
    [
        ("The ministry denied that guards had beaten anyone.", "negative"),
        ("The foreign minister said the campaign had nothing to do with genocide.", "negative"),
        ("The experts said the campaign was genocide.", "positive"),
        ("Witnesses said soldiers had killed two men.", "positive"),
    ],
)
def test_what_is_contested_is_negative(content: str, polarity: str) -> None:
    assert one_of(content).polarity == polarity
