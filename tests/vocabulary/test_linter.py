# SPDX-License-Identifier: Apache-2.0
"""The vocabulary that ships is sound, and the linter finds what is not."""

from __future__ import annotations

import pytest

from onrecord.vocabulary import linter
from onrecord.vocabulary.terms import Triggers


def test_the_vocabulary_is_sound() -> None:
    assert linter.complaints() == []


@pytest.mark.parametrize("trigger", ["Upper case", "two  spaces", "*start", "mid*dle", "", "comma, word"])
def test_a_malformed_trigger_is_found(trigger: str) -> None:
    assert list(linter.trigger_complaints("x", Triggers(strong=(trigger,))))


def test_a_trigger_that_is_strong_and_weak_is_found() -> None:
    assert list(linter.trigger_complaints("x", Triggers(strong=("tortur*",), weak=("tortur*",))))
