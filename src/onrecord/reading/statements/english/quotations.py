# SPDX-License-Identifier: Apache-2.0
"""Find what stands in quotation marks in one paragraph.

Rules:

1. The outermost pair counts; marks inside it are its words.
2. A mark that opens at a word's start and is never closed runs to the end of the paragraph: newspapers
   open each paragraph of a long quotation and close only the last one. Such a quotation is ``open``.
3. An apostrophe opens nothing: a single mark needs a non-letter before it and a letter after it, and a
   closing one after it in the same paragraph.
4. A closing mark without an opening one closes what stands before it, from the paragraph's start.
5. One pass over the tokens; each single mark looks ahead only to the next candidate that closes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.statements.english.tokens import Tokens

_CLOSES = {"“": "”", "«": "»", "„": "“”", "‹": "›", "``": "''", "‘": "’", "‚": "’‘"}
_STRAIGHT = frozenset({'"', "''", "'"})
_DOUBLE_CLOSERS = frozenset({"”", '"', "''", "“"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, in tokens of its paragraph, marks included."""

    start: int
    end: int
    closed: bool
    """False where the paragraph ends before the closing mark."""

    opened: bool = True
    """False where the opening mark was left out."""

    @property
    def inner(self) -> tuple[int, int]:
        """The tokens between the marks."""
        return self.start + 1 if self.opened else self.start, self.end - 1 if self.closed else self.end


def find_quotations(tokens: Tokens) -> list[Quotation]:
    """List the outermost quotations of a paragraph, in order and disjoint."""
    found: list[Quotation] = []
    singles = _single_closers(tokens)
    position, count = 0, len(tokens)
    while position < count:
        if tokens.tag[position] != '"':
            position += 1
            continue
        end, closed = _close(tokens, position, singles)
        if end is None:
            if not found and tokens.raw[position] == "”" and position > 3:
                found.append(Quotation(0, position + 1, closed=True, opened=False))
            position += 1
            continue
        found.append(Quotation(position, end, closed))
        position = end
    return found


def _close(tokens: Tokens, position: int, singles: list[int]) -> tuple[int | None, bool]:
    """Say where the quotation that opens at ``position`` ends; None where nothing opens there."""
    mark = tokens.raw[position]
    if mark in "'‘’‚`":
        if not _opens_single(tokens, position):
            return None, False
        end = singles[position]
        return (end + 1, True) if end > 0 else (None, False)
    # a closing mark without its opening is a typing slip where it stands like an opening one
    if mark not in _CLOSES and mark not in _STRAIGHT and not _stands_like_opening(tokens, position):
        return None, False
    return _close_double(tokens, position, mark)


def _close_double(tokens: Tokens, position: int, mark: str) -> tuple[int | None, bool]:
    wanted = _CLOSES.get(mark, "")
    at, count = position + 1, len(tokens)
    while at < count:
        raw = tokens.raw[at]
        if raw in wanted and raw:
            return at + 1, True
        if raw in _DOUBLE_CLOSERS and tokens.tag[at] == '"':
            if mark in _STRAIGHT and raw == mark:
                return at + 1, True
            if not _stands_like_opening(tokens, at):
                return at + 1, True  # marks of two styles mixed by a careless editor
            if raw == mark and mark == "“":
                return at, False  # opened again before it was closed
        at += 1
    if _stands_like_opening(tokens, position):
        return count, False
    return None, False


def _stands_like_opening(tokens: Tokens, position: int) -> bool:
    before_gap = position == 0 or tokens.ends[position - 1] < tokens.starts[position]
    opens_after = (
        position > 0 and tokens.tag[position - 1] in "(-" and tokens.ends[position - 1] == tokens.starts[position]
    )
    after = position + 1 < len(tokens) and tokens.starts[position + 1] == tokens.ends[position]
    return (before_gap or opens_after) and after


def _opens_single(tokens: Tokens, position: int) -> bool:
    if not _stands_like_opening(tokens, position):
        return False
    following = tokens.raw[position + 1]
    return following[0].isalnum() and following.lower() not in {"em", "til", "cause", "tis"}


def _single_closers(tokens: Tokens) -> list[int]:
    """For each token, the next single mark after it that can close a quotation; 0 where there is none."""
    following = 0
    result = [0] * len(tokens)
    for position in range(len(tokens) - 1, -1, -1):
        result[position] = following
        if tokens.raw[position] in "'’‘" and tokens.tag[position] == '"' and _closes_single(tokens, position):
            following = position
    return result


def _closes_single(tokens: Tokens, position: int) -> bool:
    if position == 0 or tokens.ends[position - 1] != tokens.starts[position]:
        return False
    touching = position + 1 < len(tokens) and tokens.starts[position + 1] == tokens.ends[position]
    if touching and tokens.raw[position + 1][0].isalnum():
        return False
    before = tokens.low[position - 1]
    plural_possessive = (
        before.endswith("s")
        and position + 1 < len(tokens)
        and tokens.tag[position + 1] in "WUFE"
        and tokens.starts[position + 1] > tokens.ends[position]
    )
    return not plural_possessive
