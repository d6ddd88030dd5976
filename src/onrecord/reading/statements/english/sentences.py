# SPDX-License-Identifier: Apache-2.0
"""Cut a document into paragraphs and sentences, in tokens.

Rules:

1. Only segments of a body kind are read. A paragraph that is a caption is not: short, without any verb,
   or the same words twice in the document.
2. A sentence ends at ``. ? ! …`` with its closing marks, when what follows can begin one; never at an
   abbreviation or an initial, and never inside a quotation, which belongs to the sentence that holds it.
3. A sentence longer than ``LONGEST`` tokens is cut there, so that everything built on sentences takes
   linear time on a text without a full stop.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model import BODY_KINDS, Span, Text
from onrecord.reading.statements.english.quotations import Quotation, find_quotations
from onrecord.reading.statements.english.tokens import Tokens, tokenize

LONGEST = 250
"""Tokens outside quotations. The longest sentence of 840 news articles has fewer."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt maj cmdr adm st rev hon pres supt insp det brig jan feb mar apr "
    "jun jul aug sept sep oct nov dec no nos vs etc al fig inc ltd co corp jr sr dept art arts para paras approx "
    "messrs mt ft pvt cpl amb atty asst univ e.g i.e a.m p.m mme mlle".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt maj st rev hon pres messrs amb atty mme mlle vs e.g "
    "i.e no nos ma sta sto".split()
)
_CAPTION_WORDS = 14
_ENDS = frozenset(".!?\"\u201d\u2019'\u00bb")
_NAME_LINE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, in tokens of its paragraph."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is read."""

    index: int
    tokens: Tokens
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]
    """For each token the index of its quotation, -1 outside."""
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> Span:
        """Turn tokens ``[start, end)`` into offsets of the document."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]


def read_paragraphs(text: Text) -> list[Paragraph]:
    """Cut the parts of ``text`` that are read into paragraphs and sentences."""
    content = text.content
    bodies = [segment for segment in text.segments if segment.kind in BODY_KINDS - {"title", "heading"}]
    keys = [" ".join(content[segment.start : segment.end].split()) for segment in bodies]
    times = Counter(keys)
    read: set[str] = set()
    found: list[Paragraph] = []
    for segment, key in zip(bodies, keys, strict=True):
        # what stands twice is read once, a caption under two pictures not at all
        if not key or key in read or (times[key] > 1 and key[-1] not in _ENDS):
            continue
        read.add(key)
        for start, end in _blocks(content, segment.start, segment.end):
            tokens = tokenize(content, start, end)
            if len(tokens) and not _is_caption(tokens):
                found.append(_paragraph(len(found), tokens))
    return found


def _blocks(content: str, start: int, end: int) -> list[Span]:
    """Cut a segment at blank lines, which some extractors keep inside one."""
    blocks: list[Span] = []
    while start < end:
        cut = content.find("\n\n", start, end)
        stop = end if cut < 0 else cut
        if stop > start:
            blocks.append((start, stop))
        start = stop + 2
    return blocks


def _is_caption(tokens: Tokens) -> bool:
    if len(tokens) > _NAME_LINE_WORDS:
        return False
    closing = tokens.tag[-1] in '."'
    verb = any(tag in "AVE" for tag in tokens.tag)
    return not verb and not closing


def _paragraph(index: int, tokens: Tokens) -> Paragraph:
    quotations = tuple(find_quotations(tokens))
    quoted = [-1] * len(tokens)
    for number, quotation in enumerate(quotations):
        for position in range(quotation.start, quotation.end):
            quoted[position] = number
    _mark_possessives(tokens, quoted)
    sentences = tuple(split_sentences(tokens, quotations, quoted))
    return Paragraph(index, tokens, quotations, tuple(quoted), sentences)


def _mark_possessives(tokens: Tokens, quoted: list[int]) -> None:
    """Tag the apostrophe of "officials’ refusal" as possessive, now that it is known to close no quotation."""
    for at, raw in enumerate(tokens.raw):
        if (
            raw in "'’"
            and at
            and quoted[at] < 0
            and tokens.ends[at - 1] == tokens.starts[at]
            and tokens.low[at - 1].endswith("s")
        ):
            tokens.tag[at] = "G"


def split_sentences(tokens: Tokens, quotations: tuple[Quotation, ...], quoted: list[int]) -> list[Sentence]:
    """Cut a paragraph into sentences that keep each quotation whole."""
    found: list[Sentence] = []
    start, position, count = 0, 0, len(tokens)
    outside = 0
    while position < count:
        number = quoted[position]
        if number >= 0:
            quotation = quotations[number]
            position = quotation.end
            ends = quotation.closed and _quotation_ends_sentence(tokens, quotation)
        else:
            ends = tokens.tag[position] == "." and _ends_sentence(tokens, position)
            position += 1
            outside += 1
            if ends:
                position = _closing_marks(tokens, position, quoted)
        if ends or outside >= LONGEST:
            found.append(Sentence(start, position))
            start, outside = position, 0
    if start < count:
        found.append(Sentence(start, count))
    return found


def _closing_marks(tokens: Tokens, position: int, quoted: list[int]) -> int:
    while position < len(tokens) and quoted[position] < 0 and tokens.tag[position] in '.)"':
        if tokens.starts[position] > tokens.ends[position - 1]:
            break
        position += 1
    return position


def _ends_sentence(tokens: Tokens, position: int) -> bool:
    mark = tokens.raw[position]
    following = position + 1
    while (
        following < len(tokens)
        and tokens.tag[following] in '.)"'
        and tokens.starts[following] == tokens.ends[following - 1]
    ):
        following += 1
    if following >= len(tokens):
        return True
    if tokens.starts[following] == tokens.ends[following - 1] and mark == ".":
        return False
    begins = _can_begin(tokens, following)
    if mark != "." or position == 0:
        return begins
    before = tokens.low[position - 1]
    touching = tokens.ends[position - 1] == tokens.starts[position]
    if touching and (before in _NEVER_LAST or (len(before) == 1 and before.isalpha() and before != "i")):
        return False
    if touching and before in _ABBREVIATIONS:
        return begins and tokens.tag[following] in "DPSIAR"
    return begins


def _can_begin(tokens: Tokens, position: int) -> bool:
    raw = tokens.raw[position]
    return raw[0].isupper() or raw[0].isdigit() or tokens.tag[position] in '"(-' or not raw[0].isascii()


def _quotation_ends_sentence(tokens: Tokens, quotation: Quotation) -> bool:
    last = quotation.end - 2
    if last <= quotation.start or tokens.tag[last] != ".":
        return False
    following = quotation.end
    if following >= len(tokens):
        return True
    if tokens.raw[last] in {"?", "!", "…", "..."} and _reporting_follows(tokens, following):
        return False
    return _can_begin(tokens, following)


def _reporting_follows(tokens: Tokens, position: int) -> bool:
    """Say whether "X asked" or "asked X" follows, so that the quotation's mark ends nothing."""
    for at in range(position, min(position + 12, len(tokens))):
        if tokens.low[at] in _REPORTING:
            return True
        if tokens.tag[at] in '.;:A"':
            return False
    return False


_REPORTING = frozenset(
    "said says asked asks added adds told tells wrote writes tweeted exclaimed wondered replied".split()
)
