# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Passage, Statement
from onrecord.publication.highlights import Close, Highlight, Open, highlights, weave

TEXT = "abcdefghij" * 3
SPANS = st.tuples(st.integers(-2, 32), st.integers(-2, 32))
STATEMENTS = st.lists(
    st.builds(
        lambda content, source: Statement(
            "S", "other", Passage("", tuple(content)), source=Passage("", (source,)) if source else None
        ),
        st.lists(SPANS, min_size=1, max_size=3),
        st.none() | SPANS,
    ),
    max_size=8,
)


@given(STATEMENTS, st.integers(0, 15), st.integers(15, 30))
def test_the_pieces_taken_together_give_the_text_back(statements: list[Statement], start: int, end: int) -> None:
    events = list(weave(TEXT, start, end, highlights(statements, len(TEXT))))
    assert "".join(event for event in events if isinstance(event, str)) == TEXT[start:end]


@given(STATEMENTS)
def test_marks_nest_properly(statements: list[Statement]) -> None:
    open_marks: list[Highlight] = []
    for event in weave(TEXT, 0, len(TEXT), highlights(statements, len(TEXT))):
        if isinstance(event, Open):
            open_marks.append(event.highlight)
        elif isinstance(event, Close):
            assert open_marks.pop() == event.highlight
    assert not open_marks


@given(STATEMENTS)
def test_each_character_carries_the_marks_that_it_should(statements: list[Statement]) -> None:
    marks = highlights(statements, len(TEXT))
    wanted = [{(mark.index, mark.part) for mark in marks if mark.start <= at < mark.end} for at in range(len(TEXT))]
    found: list[set[tuple[int, str]]] = []
    open_marks: list[tuple[int, str]] = []
    for event in weave(TEXT, 0, len(TEXT), marks):
        if isinstance(event, str):
            found += [set(open_marks)] * len(event)
        elif isinstance(event, Open):
            open_marks.append((event.highlight.index, event.highlight.part))
        else:
            open_marks.pop()
    assert found == wanted


@given(STATEMENTS)
def test_a_statement_begins_once(statements: list[Statement]) -> None:
    begun = [
        event.highlight.index
        for event in weave(TEXT, 0, len(TEXT), highlights(statements, len(TEXT)))
        if isinstance(event, Open) and event.highlight.first
    ]
    assert len(begun) == len(set(begun))


def test_overlapping_statements_are_cut_where_one_would_stick_out_of_the_other() -> None:
    statements = [Statement("A", "other", Passage("", ((0, 5),))), Statement("B", "other", Passage("", ((3, 8),)))]
    shape = "".join(
        event if isinstance(event, str) else f"<{event.highlight.index}" if isinstance(event, Open) else ">"
        for event in weave(TEXT, 0, 10, highlights(statements, 10))
    )
    assert shape == "<0abc<1de>><1fgh>ij"
