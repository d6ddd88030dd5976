# SPDX-License-Identifier: Apache-2.0
"""From the lines of PDF pages to paragraphs. Pure: lines in, paragraphs out.

1. A line at the edge of the page that returns on half of the pages, numbers aside, is a header or footer.
2. A line goes on in the next one unless the next one's first word would have fitted, the distance grows,
   the size of type changes, or the sentence ended and the next line is indented.
3. A hyphen at a line's end is kept and the lines are joined without a space. It is left out only where the
   document has the joined word elsewhere: "pri-" + "son" is "prison" if the document says "prison".
4. Larger type in a short paragraph is a heading; the largest on the first page is the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from onrecord.model import SegmentKind

_EDGE_LINES = 2
"""Lines from the top and the bottom of a page in which headers and footers are looked for."""
_EDGE = 0.1
"""Share of the page's height from its top and bottom in which they stand."""
_CLOSING = re.compile(r"[.!?:;…。؟][\"'”\u2019»)\]]*$")
_WORD = re.compile(r"\w+")
_HEADING_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; measures in points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    """Of the type."""
    height: float
    """Where its bottom stands, as a share of the page's height."""
    hyphen: bool = False
    """Ends in a hyphen at which a word was divided, which is not part of ``text``."""


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """A paragraph of a page."""

    text: str
    kind: SegmentKind
    page: int


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[PageParagraph]:
    """Put the lines of all pages together into paragraphs, in their order."""
    running = _running_lines(pages)
    words = frozenset(word.lower() for page in pages for line in page for word in _WORD.findall(line.text))
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    largest = max((line.size for page in pages[:1] for line in page), default=0.0)
    found: list[PageParagraph] = []
    titled = False
    for number, page in enumerate(pages, 1):
        for kind, block in _blocks(page, running[number - 1]):
            text = _join(block, words)
            large = kind == "paragraph" and len(text) <= _HEADING_CHARACTERS and block[0].size > 1.15 * body_size
            is_title = large and number == 1 and not titled and block[0].size >= 0.99 * largest
            titled = titled or is_title
            found.append(PageParagraph(text, "title" if is_title else "heading" if large else kind, number))
    return found


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split())).lower()


def _running_lines(pages: Sequence[Sequence[Line]]) -> list[dict[int, SegmentKind]]:
    """For each page: which of its lines (by place) are headers or footers."""
    edges: list[dict[int, SegmentKind]] = []
    counts: Counter[tuple[SegmentKind, str]] = Counter()
    for page in pages:
        by_height = sorted(range(len(page)), key=lambda place: -page[place].height)
        places: dict[int, SegmentKind] = {}
        for place in by_height[-_EDGE_LINES:]:
            if page[place].height < _EDGE:
                places[place] = "footer"
        for place in by_height[:_EDGE_LINES]:
            if page[place].height > 1 - _EDGE:
                places[place] = "header"
        edges.append(places)
        counts.update({(kind, _key(page[place])) for place, kind in places.items()})
    needed = max(2, len(pages) / 2)
    return [
        {place: kind for place, kind in places.items() if counts[kind, _key(page[place])] >= needed}
        for page, places in zip(pages, edges, strict=True)
    ]


def _blocks(page: Sequence[Line], running: dict[int, SegmentKind]) -> list[tuple[SegmentKind, list[Line]]]:
    margins = _right_margins(page)
    body = [line for place, line in enumerate(page) if place not in running]
    steps = [one.bottom - other.bottom for one, other in pairwise(body) if one.bottom > other.bottom]
    leading = median(steps) if steps else 0.0
    found: list[tuple[SegmentKind, list[Line]]] = []
    previous: Line | None = None
    for place, line in enumerate(page):
        if place in running:
            found.append((running[place], [line]))
        elif previous is not None and found[-1][0] == "paragraph" and _goes_on(previous, line, leading, margins):
            found[-1][1].append(line)
        else:
            found.append(("paragraph", [line]))
        previous = line if place not in running else None
    return found


def _column(line: Line) -> int:
    return int(line.left // 36)


def _right_margins(page: Sequence[Line]) -> dict[int, float]:
    """Find the right edge of each column of lines; a column is half an inch of left edges."""
    margins: dict[int, float] = {}
    for line in page:
        for column in (_column(line) - 1, _column(line), _column(line) + 1):
            margins[column] = max(margins.get(column, 0.0), line.right)
    return margins


def _goes_on(previous: Line, line: Line, leading: float, margins: dict[int, float]) -> bool:
    if previous.hyphen:
        return True
    if abs(previous.size - line.size) > 0.1 * max(previous.size, line.size):
        return False
    step = previous.bottom - line.bottom
    if step > 1.35 * leading:
        return False
    word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    width = (len(word) + 1) * (line.right - line.left) / max(1, len(line.text))
    if previous.right + width < margins[_column(previous)] - 1:
        return False
    ended = _CLOSING.search(previous.text[-10:]) is not None
    jumped = step < -0.5 * line.size
    indented = line.left - previous.left > 0.8 * line.size
    return not (ended and (jumped or indented))


def _join(block: Sequence[Line], words: frozenset[str]) -> str:
    text = block[0].text
    for previous, line in pairwise(block):
        if previous.hyphen:
            text += ("" if _is_one_word(text, line.text, words) else "-") + line.text
        else:
            text += ("" if text.endswith(("-", "\N{EN DASH}", "\N{EM DASH}")) else " ") + line.text
    return text + ("-" if block[-1].hyphen else "")


def _is_one_word(before: str, after: str, words: frozenset[str]) -> bool:
    head = re.search(r"\w+$", before[-60:])
    tail = re.match(r"\w+", after)
    return bool(head and tail and (head[0] + tail[0]).lower() in words)
