# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from reading.statements.english.building import one_of


def test_each_term_of_a_condition_is_an_item() -> None:
    statement = one_of(
        "Her office said it would travel only if it had free and unhindered access, including unsupervised interviews."
    )
    assert statement.kind == "condition"
    assert statement.terms == ("it had free and unhindered access", "unsupervised interviews")


@pytest.mark.parametrize(
    ("content", "contingent_on"),
    [
        ("The committee said it would release the report once comments are received.", "once comments are received"),
        ("The office promised to publish the report after talks.", None),
        ("The office promised to publish the report until Friday.", None),
    ],
)
def test_what_an_undertaking_waits_for(content: str, contingent_on: str | None) -> None:
    assert one_of(content).contingent_on == contingent_on
