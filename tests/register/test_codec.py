# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Incident,
    Metadata,
    Passage,
    Provenance,
    Quantity,
    Reading,
    Segment,
    Speaker,
    Statement,
    Text,
    Unread,
    Victim,
)
from onrecord.register import codec

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
SPANS = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=3).map(tuple)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def any_of(noun: type[Any], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a noun, all its fields filled by their types unless ``known`` says how."""
    return st.builds(noun, **{entry.name: known.get(entry.name, ...) for entry in fields(noun)})  # type: ignore[arg-type]  # each value is of its field


PASSAGES = st.builds(Passage, ANY_TEXT, SPANS)
QUANTITIES = any_of(
    Quantity, verbatim=ANY_TEXT, value=st.none() | FINITE, lower=st.none() | FINITE, upper=st.none() | FINITE
)
STATEMENTS = any_of(
    Statement,
    content=PASSAGES,
    source=st.none() | PASSAGES,
    cue=st.none() | PASSAGES,
    speaker=st.none() | any_of(Speaker, name=ANY_TEXT),
    quantities=st.lists(QUANTITIES, max_size=2).map(tuple),
    confidence=FINITE,
)
INCIDENTS = any_of(Incident, victims=st.lists(any_of(Victim), max_size=2).map(tuple))
READINGS = any_of(
    Reading,
    metadata=any_of(Metadata, title=st.none() | ANY_TEXT),
    statements=st.lists(STATEMENTS, max_size=2).map(tuple),
    incident=st.none() | INCIDENTS,
)


@given(STATEMENTS)
def test_a_statement_comes_back_as_it_went(statement: Statement) -> None:
    written = codec.dumps(codec.statement_to_json(statement))
    assert codec.statement_from_json(codec.loads(written)) == statement


@given(READINGS)
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    assert codec.from_json(Reading, codec.loads(codec.dumps(codec.to_json(reading)))) == reading


@given(any_of(Provenance, supplied_by=ANY_TEXT) | INCIDENTS | any_of(Metadata))
def test_other_nouns_come_back_as_they_went(noun: object) -> None:
    assert codec.from_json(type(noun), codec.loads(codec.dumps(codec.to_json(noun)))) == noun


@given(ANY_TEXT, ANY_TEXT, st.from_type(tuple[Segment, ...]), st.from_type(tuple[Unread, ...]))
def test_a_text_comes_back_as_it_went(
    content: str, extractor: str, segments: tuple[Segment, ...], unread: tuple[Unread, ...]
) -> None:
    text = Text(content, segments, extractor, unread, ("3 tracked deletions",))
    stored = codec.from_stored(codec.searchable(content), codec.exact(content))
    assert codec.text_from_json(stored, extractor, codec.loads(codec.dumps(codec.text_map_to_json(text)))) == text


@given(ANY_TEXT)
def test_what_is_searched_has_the_offsets_of_the_text_and_is_valid(content: str) -> None:
    searchable = codec.searchable(content)
    assert len(searchable) == len(content)
    assert b"\0" not in searchable.encode("utf-8")


def test_two_lone_surrogates_do_not_become_one_character() -> None:
    two = "\ud83d" + "\ude00"
    statement = Statement("S-1", "other", Passage(two, ((0, 2),)))
    assert codec.statement_from_json(codec.loads(codec.dumps(codec.statement_to_json(statement)))).content.text == two


def test_the_fields_of_a_statement_stand_in_the_order_of_the_model() -> None:
    statement = Statement("S-1", "other", Passage("x", ((0, 1),)), quantities=(Quantity("over 40", lower=40.0),))
    written = codec.statement_to_json(statement)
    assert list(written) == [entry.name for entry in fields(Statement)]
    assert json.loads(codec.dumps(written))["content"] == {"text": "x", "spans": [[0, 1]]}
    assert '"lower":40,' in codec.dumps(written)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda it: it.pop("kind"),
        lambda it: it.update(unknown=1),
        lambda it: it.update(kind=3),
        lambda it: it.update(implicit=1),
        lambda it: it.update(confidence="high"),
        lambda it: it.update(confidence=True),
        lambda it: it.update(directness="sideways"),
        lambda it: it.update(also="denial"),
        lambda it: it.update(content=None),
        lambda it: it["content"].update(spans=[[1]]),
        lambda it: it["content"].update(spans=[[1, 2.0]]),
    ],
)
def test_what_is_no_statement_is_refused_without_quoting_it(break_it: object) -> None:
    written = codec.statement_to_json(Statement("S-1", "other", Passage("secret words", ((0, 1),))))
    break_it(written)  # type: ignore[operator]  # each value is of its field
    with pytest.raises(ValueError, match=r"Statement|Passage") as refused:
        codec.statement_from_json(written)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_does_not_have_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        codec.to_json(Quantity("many", value=number))
    with pytest.raises(ValueError, match="number"):
        codec.loads("[NaN]")


@given(st.lists(st.integers(0, 2**64 - 1)).map(tuple))
def test_a_sketch_comes_back_as_it_went(sketch: tuple[int, ...]) -> None:
    assert codec.sketch_from_bytes(codec.sketch_to_bytes(sketch)) == sketch


def test_sketches_share_a_band_only_where_its_rows_agree() -> None:
    one = tuple(range(128))
    other = (99, *one[1:])
    assert len(set(codec.bands(one)) & set(codec.bands(other))) == 31
    assert len(codec.bands(one)) == 32
    assert codec.bands(()) == []


def test_a_sketch_that_does_not_fit_or_was_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        codec.sketch_to_bytes((-1,))
    with pytest.raises(ValueError, match="cut"):
        codec.sketch_from_bytes(b"123")


def test_a_reading_has_one_digest_and_another_reading_another() -> None:
    reading = Reading("read", None, (), "en-1", Metadata())
    assert codec.reading_sha256(reading) == codec.reading_sha256(replace(reading))
    assert codec.reading_sha256(reading) != codec.reading_sha256(replace(reading, reader="en-2"))


def test_the_codec_loads_no_database() -> None:
    program = "import sys, onrecord.register.codec as _; print('sqlalchemy' in sys.modules or 'sqlite3' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
