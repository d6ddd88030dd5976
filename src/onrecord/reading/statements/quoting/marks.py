# SPDX-License-Identifier: Apache-2.0
"""Find what stands in quotation marks in one paragraph, in the marks of one language.

1. The outermost pair counts; marks inside it are its words.
2. What is opened and not closed runs to the end of the paragraph, and goes on in the next one if that begins with a
   mark ("»" in Spanish, "«" in French) or closes it before it opens another.
3. A mark with one form for both sides opens only where no letter stands before it; a single one closes only where none
   follows it. A letter that Arabic writes together with the next word may stand before an opening mark.
4. One pass over the marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.statements.quoting.table import Table

_PREFIX = re.compile(r"(?:^|\W)[\u0628\u0644\u0648\u0641\u0643]$")
"""One letter of Arabic that is written together with the word after it."""
_SINGLE = frozenset("‘’'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch of a paragraph, marks included."""

    start: int
    end: int
    closed: bool = True
    carried: bool = False
    """It goes on from the paragraph before."""


def find_quotations(words: str, table: Table, carried: str | None = None) -> tuple[list[Quotation], str | None]:
    """List the outermost quotations, in order, and the mark that is still open at the end.

    ``carried`` is the mark that was open at the end of the paragraph before.
    """
    found: list[Quotation] = []
    resumed = _goes_on(words, table, carried) if carried is not None else None
    opener, depth, goes_on = (carried, 1, True) if resumed else (None, 0, False)
    begin, at = resumed or (0, 0)
    for mark in table.mark.finditer(words, at):
        char, place = mark.group(), mark.start()
        if opener is None:
            if char in table.marks and _opens(words, place, table):
                opener, begin, depth = char, place, 1
        elif char in table.marks[opener] and _closes(words, place):
            depth -= 1
            if depth == 0:
                found.append(Quotation(begin, place + 1, carried=goes_on))
                opener, goes_on = None, False
        elif char == opener and char not in _SINGLE:
            depth += 1
    end = len(words.rstrip())
    if opener is None or end <= begin + 1:
        return found, None
    return [*found, Quotation(begin, end, closed=False, carried=goes_on)], opener


def _goes_on(words: str, table: Table, carried: str) -> tuple[int, int] | None:
    """Say where a quotation goes on that was open before: (its first character, where to look for marks from)."""
    first = len(words) - len(words.lstrip())
    if first < len(words) and (words[first] == carried or words[first] in table.marks[carried]):
        return (first, first + 1) if first + 1 < len(words) else None
    mark = table.mark.search(words)
    if mark is not None and mark.group() in table.marks[carried] and mark.group() != carried:
        return first, first
    return None


def _opens(words: str, place: int, table: Table) -> bool:
    char = words[place]
    if char not in table.marks[char] and char not in _SINGLE:
        return True
    before = words[max(0, place - 2) : place]
    return not before[-1:].isalnum() or bool(_PREFIX.search(before))


def _closes(words: str, place: int) -> bool:
    return words[place] not in _SINGLE or not words[place + 1 : place + 2].isalnum()
