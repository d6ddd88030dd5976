# SPDX-License-Identifier: Apache-2.0
"""What stands in quotation marks, of any style, closed or left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.statements.english.quotations import find_quotations
from onrecord.reading.statements.english.tokens import tokenize


def quoted(content: str) -> list[tuple[str, bool]]:
    tokens = tokenize(content, 0, len(content))
    return [
        (content[tokens.starts[one.start] : tokens.ends[one.end - 1]], one.closed) for one in find_quotations(tokens)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("He said “we left” today.", [("“we left”", True)]),
        ('He said "we left" today.', [('"we left"', True)]),
        ("He said «we left» today.", [("«we left»", True)]),
        ("He said „we left“ today.", [("„we left“", True)]),
        ("He said 'we left' today.", [("'we left'", True)]),
        ("He said ``we left'' today.", [("``we left''", True)]),
        ("“One,” he said, “two.”", [("“One,”", True), ("“two.”", True)]),
        ("“He told me ‘go’ and I went.”", [("“He told me ‘go’ and I went.”", True)]),
        ("“They came at night.", [("“They came at night.", False)]),
        ("The guards' dogs didn't bark at the prisoners' wives.", []),
        ("It was the '90s.", []),
        ('“mixed marks" here', [('“mixed marks"', True)]),
        ("We left it there,” he said.", [("We left it there,”", True)]),
    ],
)
def test_quotations(content: str, expected: list[tuple[str, bool]]) -> None:
    assert quoted(content) == expected


def test_the_inside_of_a_quotation_leaves_the_marks_out() -> None:
    tokens = tokenize("“we left”", 0, 9)
    (quotation,) = find_quotations(tokens)
    assert tokens.raw[slice(*quotation.inner)] == ["we", "left"]


@given(st.text(alphabet="ab .,'\"“”‘’«»„`\n", max_size=80))
def test_quotations_are_disjoint_and_in_order(content: str) -> None:
    tokens = tokenize(content, 0, len(content))
    at = 0
    for one in find_quotations(tokens):
        assert at <= one.start < one.end <= len(tokens)
        at = one.end
