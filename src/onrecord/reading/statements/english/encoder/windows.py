# SPDX-License-Identifier: Apache-2.0
"""Cut a long text into windows that the encoder can see at once."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from onrecord.model import Span

LENGTH = 256
"""Pieces in a window, with the two that mark its ends: what the encoder was trained on."""
ROOM = LENGTH - 2
OVERLAP = 32
"""Pieces that a window repeats at most, so that whatever stands at an end of one stands inside of another."""


def windows(total: int, openings: Sequence[int], overlap: int = OVERLAP) -> Iterator[Span]:
    """Cut ``total`` pieces into windows of at most ``ROOM``, each (first piece, piece after the last).

    A window ends with a paragraph where one ends in its second half, and the next begins with a paragraph where one
    begins among the pieces that are repeated.
    """
    start = 0
    while start < total:
        end = min(total, start + ROOM)
        if end < total:
            opening = bisect.bisect_right(openings, end) - 1
            if opening >= 0 and openings[opening] > start + ROOM // 2:
                end = openings[opening]
        yield start, end
        if end >= total:
            return
        opening = bisect.bisect_left(openings, end - overlap)
        begins = openings[opening] if opening < len(openings) else total
        start = begins if start < begins < end else max(end - overlap, start + 1)
