# SPDX-License-Identifier: Apache-2.0
"""How the time of a reading grows with its text, on texts that would catch out a pattern or a nested loop.

Each text is one piece repeated, read once at a size and once at four times that size: what looks at everything once
takes four times as long, what compares everything with everything sixteen times.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.model import Metadata, Text
from onrecord.reading.formats.plain import segment_plain
from onrecord.reading.statements import reader_for
from onrecord.reading.statements.english.reader import EnglishReader
from onrecord.reading.statements.interface import Reader, ReadingRequest

TIMES = 4
"""How much longer the second text is."""
BOUND = 7.0
"""What the time may grow by: between linear (4) and quadratic (16), with room for what happens on the machine."""
ENGLISH = (
    '"', " “a", " 'a", "aaaa", "AAAA", "Ann Lo of ", "said ", "He said he was sad. ", "We said it was sad. ",
    "claims of claims that ", "according to ", "a, ", "(AB) ", "The man, who said the woman, which claimed ",
    "“The army killed him\n", "more than 1 million killed ", "Police and soldiers arrested and killed ten of them. ",
    "The ministry denied it.\n\nThe group said police tortured them.\n\n",
)  # fmt: skip
WITH_ENCODER = (
    '"', "said ", "He said he was sad. ", "“he said ‘she said \"it\" ", "“the army said that it killed him. ",
    "The army killed ten men in Dovrel. ", "“They beat us,” she said.\n\n",
    "The ministry denied it.\n\nThe group said police tortured them.\n\n",
)  # fmt: skip
QUOTING = (
    "« ", "« » ", "«a» y ", "“«", '" ', "— dijo ", "«Vengan», dijo Ana Ruiz, ", "dijo que ", "Ana Ruiz ", "a-t-il ",
    "según ", "قال إن «", ". ", "\u0301", "\u064e", "«\n\n",
)  # fmt: skip


@dataclass(frozen=True)
class Growth:
    """How the time of one reading grew, at its worst."""

    what: str
    texts: int
    worst: float
    at: str
    """The piece that grew most."""


def growths(size: int) -> Iterator[Growth]:
    """Measure every reader; ``size``: characters of the shorter text for the rules, a fourth of it for the encoder."""
    yield _worst("English, rules alone", EnglishReader(encoded=0), ENGLISH, size)
    yield _worst("English, encoder and rules", EnglishReader(), WITH_ENCODER, size // 4)
    for language, name in (("es", "Spanish"), ("fr", "French"), ("ar", "Arabic")):
        reader = reader_for(language)
        if reader is None:
            raise LookupError(language)
        yield _worst(name, reader, QUOTING, size)


def _worst(what: str, reader: Reader, pieces: tuple[str, ...], size: int) -> Growth:
    grown = [(_growth(partial(_read, reader, piece), size), piece) for piece in pieces]
    worst, piece = max(grown)
    return Growth(what, len(pieces), worst, piece)


def _read(reader: Reader, piece: str, size: int) -> None:
    content = piece * (size // len(piece))
    reader.read(ReadingRequest(Text(content, segment_plain(content), "plain-1"), Metadata(published="2026-03-11")))


def _growth(read: Callable[[int], None], size: int) -> float:
    read(size // TIMES)
    short = min(_seconds(partial(read, size)) for _ in range(2))
    return min(_seconds(partial(read, size * TIMES)) for _ in range(2)) / short


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
