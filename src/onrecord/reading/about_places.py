# SPDX-License-Identifier: Apache-2.0
"""Say which place a statement is about, out of the places that its document names.

Rules:

1. The narrowest place inside the content that a word like "in" or "of" governs; else a city or region that stands there
   freely.
2. Else the place with which the sentence opens: "In Xinjiang, she said, ...".
3. Never the place of the speaker, of a dateline, or of the occasion on which something was said; nor a body that is
   named after a place ("the government of China", "Beijing has detained ...").
4. Wider places that follow belong to the name: "Dovrel, Karsenn".
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.model import Span
from onrecord.reading.gazetteer import load, plain_key
from onrecord.reading.place_words import BODIES, DIRECTIONS, IN_PLACES, OFFICES, TELLING_NOUNS, WITHIN
from onrecord.reading.places import PlaceMention

_RANK = {"city": 0, "region": 1, "country": 2}
_ORGAN_OF = re.compile(r"\b([A-Za-z]+) of (?:the )?$")
_HOME = re.compile(r", of (?:the )?(?:[a-z]+ )?$")
_DATELINE_END = re.compile(r"\([^)\n]{2,40}\) ?(?:--?|\u2013|\u2014)|(?<=[A-Za-z\d]) (?:--|\u2013|\u2014) ")
_OCCASION = re.compile(
    r"\b(?:conference|briefing|speech|interview|meeting|session|summit|hearing|forum|visit|reporters|journalists|talks)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"(?: (?:{'|'.join(sorted(TELLING_NOUNS))}))?(?:, | in )(?:the )?", re.IGNORECASE)
_Spans = tuple[Span, ...]


def place_of(content: _Spans, said_by: _Spans, sentence: Span, text: str, places: Sequence[PlaceMention]) -> str | None:
    """Say which place a statement is about; None where its sentence does not tell.

    ``said_by`` are the spans of source and cue; ``sentence`` is the first one that the statement touches; ``places``
    are those of the whole document, in order.
    """
    inside = [place for place in _within(content, places) if not _is_dateline(place, sentence, text)]
    about = [place for place in inside if _is_governed(place, text) and not _is_actor(place, text)]
    about = about or [place for place in inside if place.kind != "country" and not _is_government(place)]
    if not about:
        about = list(_opening(content, said_by, sentence, text, places))
    if not about:
        return None
    narrowest = min(about, key=lambda place: (_RANK[place.kind], place.start))
    return ", ".join(_chain(narrowest, text, places))


def _within(spans: _Spans, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    for start, end in spans:
        yield from (place for place in _between(places, start, end) if place.end <= end)


def _between(places: Sequence[PlaceMention], start: int, end: int) -> Iterable[PlaceMention]:
    first = bisect.bisect_left(places, start, key=lambda place: place.start)
    last = bisect.bisect_left(places, end, key=lambda place: place.start)
    return places[first:last]


def _before(place: PlaceMention, text: str) -> str:
    words = text[max(0, place.start - 30) : place.start].split()
    while words and (words[-1].lower() in DIRECTIONS or words[-1].lower() in ("the", "al-")):
        words.pop()
    return words[-1].lower().strip("\"'\u201c\u2018(") if words else ""


def _is_governed(place: PlaceMention, text: str) -> bool:
    before = _before(place, text)
    if before == "of":  # "Ms Vane, of London": where somebody lives
        owner = text.startswith(("'s", "\u2019s"), place.end)
        return not owner and not _HOME.search(text, max(0, place.start - 40), place.start)
    return before in IN_PLACES and not (before == "outside" and place.kind == "country")


def _is_actor(place: PlaceMention, text: str) -> bool:
    """Say whether "of" makes a body out of the place: "the government of China"."""
    organ = _ORGAN_OF.search(text, max(0, place.start - 40), place.start)
    return organ is not None and (organ.group(1).lower() in OFFICES or organ.group(1).lower() in BODIES)


def _is_government(place: PlaceMention) -> bool:
    """Say whether a seat of government stands for the government: "Beijing has detained ..."."""
    return plain_key(place.name) in load().capitals


def _is_dateline(place: PlaceMention, sentence: Span, text: str) -> bool:
    if place.start - sentence[0] > 60:
        return False
    end = _DATELINE_END.search(text, place.end, min(len(text), place.end + 60))
    return end is not None and text[sentence[0] : place.end].isupper() | (place.start == sentence[0])


def _opening(
    content: _Spans, said_by: _Spans, sentence: Span, text: str, places: Sequence[PlaceMention]
) -> Iterator[PlaceMention]:
    first = min((start for start, _ in (*content, *said_by)), default=sentence[1])
    if text[sentence[0] : first].partition(" ")[0] not in WITHIN or _OCCASION.search(text, sentence[0], first):
        return
    for place in _between(places, sentence[0], first):
        if _before(place, text) in WITHIN and not _is_dateline(place, sentence, text):
            yield place


def _chain(place: PlaceMention, text: str, places: Sequence[PlaceMention]) -> Iterator[str]:
    """Give the name of a place and of the wider places that follow it: "Dovrel, Karsenn"."""
    yield place.name
    for wider in _between(places, place.end, place.end + 40):
        if _RANK[wider.kind] < _RANK[place.kind] or not _JOINED.fullmatch(text, place.end, wider.start):
            return
        yield wider.name
        place = wider
