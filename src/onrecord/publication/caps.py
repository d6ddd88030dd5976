# SPDX-License-Identifier: Apache-2.0
"""How much one report holds: all caps in one place, with unit and reason. ``full`` lifts those on texts.

A report is one file that must open on an old laptop and on a phone. What a cap leaves out is always
counted in the report and is always still in the case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Caps:
    """Upper bounds of a report."""

    cards: int = 100
    """Allegations with a card of their own. Past it they stand in a table: nobody reads 100 cards in a row."""
    side: int = 25
    """Statements printed on each side of a card, the same for allegation and answer."""
    links: int = 50
    """Pairs of origins printed for one allegation; a pattern shows within fifty."""
    steps: int = 300
    """Entries of the ledger, and as many calls."""
    others: int = 300
    """Statements in "everything else said"."""
    documents: int = 1_000
    """Documents in the list; those that are cited come first. About 2 kB each."""
    texts: int = 1_500_000
    """Characters of document text in the whole file: with marks and lists some 6 MB, which a phone still opens.
    Tried with 10,000 documents of 1,300 characters and ten statements each: four million made a file of 21 MB."""
    one_text: int = 150_000
    """Characters of one document; of a longer one the paragraphs with statements are printed."""
    marks: int = 48
    """Marks on one track of the timeline; past it days become months, then years."""
    rows: int = 200
    """Rows of the table beside the timeline."""
    intervals: int = 40
    """Quantities on one chart."""
    matters: int = 24
    """Matters in the positions matrix."""
    actors: int = 40
    """Actors in the positions matrix."""


STANDARD = Caps()
FULL = replace(STANDARD, documents=1_000_000, texts=2_000_000_000, one_text=2_000_000_000)
