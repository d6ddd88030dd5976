# SPDX-License-Identifier: Apache-2.0
"""The passages about invented places are read as a person reads them: every STRONG one wholly."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import eval_passages  # noqa: E402  # the tools are scripts beside the tests, not a package

CASES = eval_passages.load_cases(language=None)


@pytest.mark.parametrize("case", [case for case in CASES if case.grade == "STRONG"], ids=lambda case: case.id)
def test_strong_passages_hold(case: eval_passages.Case) -> None:
    assert eval_passages.failures(case) == []


def test_passages_are_many_and_named_once() -> None:
    names = Counter(case.id for case in CASES)
    assert len(names) >= 40
    assert max(names.values()) == 1
    assert {case.grade for case in CASES} <= set(eval_passages.GRADES)


def test_most_of_the_harder_passages_hold() -> None:
    """MEDIUM ones are counted, not required: three quarters hold, or something was lost."""
    medium = [case for case in CASES if case.grade == "MEDIUM"]
    assert sum(not eval_passages.failures(case) for case in medium) >= 0.75 * len(medium)


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_each_language_that_is_read_has_its_own_cases(language: str) -> None:
    cases = eval_passages.load_cases(language=language)
    assert len(cases) >= 20
    assert all(case.id.startswith(f"{language}-") for case in cases)


def test_a_wrong_expectation_is_told() -> None:
    case = eval_passages.Case(
        "wrong", "STRONG", "Harbour Watch said they left.", ({"kind": "denial"},), None, 2, ("left",)
    )
    faults = eval_passages.failures(case)
    assert len(faults) == 3
