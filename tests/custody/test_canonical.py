# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON: one form, nothing lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.custody.canonical import canonical, parse

TEXT = st.text(st.characters(codec=None))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def escapes(value: object) -> bool:
    """Whether a value has an object of the form that is kept for text with lone surrogates."""
    if isinstance(value, dict):
        return list(value) == ["surrogatepass"] or any(escapes(part) for part in value.values())
    return isinstance(value, list) and any(escapes(part) for part in value)


@given(VALUES.filter(lambda value: not escapes(value)))
def test_what_is_written_is_read_back_whatever_characters_it_has(value: object) -> None:
    assert parse(canonical(value)) == value


def test_the_example_of_the_standard_comes_out_as_the_standard_says() -> None:
    # RFC 8785, 3.2.2 and 3.2.3
    given_value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(given_value) == expected.encode()


def test_a_file_name_that_no_encoding_explains_is_kept_as_bytes() -> None:
    name = b"r\xe9ponse.txt".decode("utf-8", "surrogateescape")
    written = canonical({"name": name})
    assert json.loads(written) == {"name": {"surrogatepass": "72edb3a9706f6e73652e747874"}}
    assert parse(written)["name"].encode("utf-8", "surrogateescape") == b"r\xe9ponse.txt"


@pytest.mark.parametrize(
    "value",
    [{"surrogatepass": "6162"}, {"\udc80": 1}, {1: 2}, 2**53, float("nan"), float("inf"), b"bytes", {"a": object()}],
    ids=["escape", "surrogate-key", "number-key", "large", "nan", "infinite", "bytes", "object"],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


@pytest.mark.parametrize("data", [b"NaN", b"{", b"\xff", b'{"a":Infinity}', b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(data)
