# SPDX-License-Identifier: Apache-2.0
"""Read the attributions of a whole document: join what runs over sentences, then resolve the speakers.

Rules for what is said over several sentences:

1. A sentence that is nothing but a quotation belongs to the attribution before it, in the same paragraph
   or, where the quotation before it was left open, in the next one.
2. A paragraph of quotation that is left open and has no cue waits for the cue of the next paragraphs.
3. "X said:" takes the quotation after it, "X said." alone the quotation before it.
4. Inside a quotation, what the speaker reports of others is an attribution with that speaker as its chain.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.intake.limits import ENCODED_TEXT
from onrecord.model import OUTLET, Directness, Metadata, Span, Speaker, Text
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.cues import find_cues
from onrecord.reading.statements.english.drafts import Draft, LineReading
from onrecord.reading.statements.english.encoder.attributor import Attack, encode
from onrecord.reading.statements.english.hidden_speakers import hidden_speaker
from onrecord.reading.statements.english.lines import Line, inner_line, line_of
from onrecord.reading.statements.english.mentions import Mentions
from onrecord.reading.statements.english.merging import Merging
from onrecord.reading.statements.english.sentences import Paragraph, read_paragraphs
from onrecord.reading.statements.english.speakers import Speakers
from onrecord.reading.statements.english.verbal import read_cue
from onrecord.reading.statements.english.verbless import read_according, read_adverbs, read_nouns, read_opinions

_INNER_WORDS = 8
"""A shorter quotation holds no attribution of its own."""
_TOLD_OF_OTHERS = frozenset(
    "deny accuse admit promise pledge vow refuse reject threaten allege confess order claim announce "
    "acknowledge call".split()
)
"""What others are reported to do inside a quotation is read for these only: the rest is the speaker's own talk."""
_UNNAMED = re.compile(r"\W*(?:not to be (?:named|identified|quoted)|to remain anonymous|anonymity)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none(?: of .*)?)", re.IGNORECASE | re.DOTALL)
_WROTE = re.compile(r"(?:ha[sd] )?writ(?:e|es|ing|ten)|wrote", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:neither|nor|none of|no one)\b[^.;:!?\n]*\Z", re.IGNORECASE)
_NEITHER_WITHIN = 120
_CLAIM = re.compile(
    r"\b(?:accusation|account|allegation|appeal|application|argument|case|charge|claim|complaint|concern|criticism"
    r"|fear|figure|finding|idea|lawsuit|motion|notion|petition|report|rumou?r|statement|suggestion|suit|warning)s?\b"
)
_TO_SOMEBODY = re.compile(r"to (?:the|its|his|her|their|our|[A-Z])")
_NAMES_NOBODY = frozenset({"menu", "advert", "caption", "header", "footer", "metadata", "deleted"})
_FIRST_PERSON = frozenset("i we you".split())


@dataclass(frozen=True, slots=True)
class Findings:
    """The sentences of a document and who said what in them."""

    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    attack: Attack | None = None
    """What the encoder makes of the attack that the document tells of."""

    def context(self, text: Text, metadata: Metadata) -> ReadingContext:
        """Give the document as the interpreter sees it; ``text`` is what was read."""
        return ReadingContext(text, metadata, self.sentences, self.attributions, self.paragraphs, self.mentions)


@dataclass(slots=True)
class _Joining:
    """What is carried from sentence to sentence."""

    done: list[Draft] = field(default_factory=list)
    previous: Draft | None = None
    """The attribution that a quotation right here would go on with."""
    pending: list[Span] = field(default_factory=list)
    """Quotations that wait for their cue."""
    open_left: bool = False
    """The paragraph before left its quotation open."""
    waiting: Draft | None = None
    """"X said:" that waits for its quotation."""


def read_document(text: Text, encoded: int = ENCODED_TEXT.value) -> Findings:
    """Give the sentences and attributions of a document in reading order.

    The encoder reads the paragraphs that end among the first ``encoded`` characters, the rules alone what comes after.
    """
    joining = _Joining()
    sentences: list[Span] = []
    paragraphs = tuple(read_paragraphs(text))
    for paragraph in paragraphs:
        _read_paragraph(paragraph, joining, sentences)
    merged, attack = _merged(text, paragraphs, sentences, joining.done, encoded)
    drafts = [draft for draft in merged if draft.content and not _says_nothing(text.content, draft)]
    drafts.sort(key=lambda draft: (min(draft.content)[0], draft.cue[0][0] if draft.cue else 0))
    speakers = Speakers(_named_in(text), drafts)
    attributions = tuple(_attribution(text, draft, speakers) for draft in drafts)
    return Findings(tuple(sentences), attributions, paragraphs, speakers.mentions, attack)


def _merged(
    text: Text, paragraphs: Sequence[Paragraph], sentences: Sequence[Span], ruled: list[Draft], encoded: int
) -> tuple[list[Draft], Attack | None]:
    """Join both readings, as far as the encoder reads; what comes after that is left to the rules."""
    spans = [paragraph.span(0, len(paragraph.tokens)) for paragraph in paragraphs]
    count = bisect.bisect_right(spans, encoded, key=lambda span: span[1])
    if not count:
        return ruled, None
    last = spans[count - 1][1]
    seen = encode(text.content, spans[:count], sentences[: bisect.bisect_left(sentences, (last, last))])
    rest = [draft for draft in ruled if draft.content and min(draft.content)[0] >= last]
    return [*Merging(text.content, paragraphs[:count], ruled).merge(seen.told), *rest], seen.attack


def _says_nothing(content: str, draft: Draft) -> bool:
    """Say whether nothing is said: a source only asks to stay unnamed, nobody speaks, or only the reader is told."""
    start, end = min(draft.content)
    if _UNNAMED.match(content, start, end):
        return True
    if draft.source is not None and _NOBODY.fullmatch(content, *draft.source):
        return True
    if draft.lemma == "dismiss" and draft.passive and not _CLAIM.search(content, start, end):
        return True  # "five guards had been dismissed"
    wrote = bool(draft.cue) and _WROTE.fullmatch(content, *draft.cue[0]) is not None
    return wrote and _TO_SOMEBODY.match(content, start, end) is not None  # "wrote to the Government and asked"


def _named_in(text: Text) -> str:
    """Give the text with menus, adverts, captions and the like blanked: they name nobody who speaks here."""
    kept: list[str] = []
    at = 0
    for segment in text.segments:
        if segment.kind in _NAMES_NOBODY:
            kept += (text.content[at : segment.start], " " * (segment.end - segment.start))
            at = segment.end
    return "".join((*kept, text.content[at:]))


def _read_paragraph(paragraph: Paragraph, joining: _Joining, sentences: list[Span]) -> None:
    for number, sentence in enumerate(paragraph.sentences):
        line = line_of(paragraph, sentence)
        span = line.span(0, len(line))
        sentences.append(span)
        if _only_quotation(line):
            _take_quotation(line, joining, first=number == 0)
            _read_inside(line, joining.previous, joining)
            continue
        drafts = read_line(line)
        _join(line, drafts, joining)
        joining.done += drafts
    _end_paragraph(paragraph, joining)


def read_line(line: Line) -> list[Draft]:
    """Give the drafts of one sentence, in order of their cues."""
    if not len(line):
        return []
    reading = LineReading(line, find_cues(line))
    for index, cue in enumerate(reading.cues):
        draft = read_cue(reading, index, cue)
        if draft is not None:
            reading.drafts.append(draft)
    read_according(reading)
    read_opinions(reading)
    read_nouns(reading)
    if not reading.drafts:
        read_adverbs(reading)
    whole = line.span(0, len(line))
    for draft in reading.drafts:
        draft.sentences = [whole]
    return reading.drafts


def _only_quotation(line: Line) -> bool:
    return "Q" in line.tag and all(tag in "Q.,:;-" for tag in line.tag)


def _take_quotation(line: Line, joining: _Joining, *, first: bool) -> None:
    span = line.span(0, len(line))
    if joining.waiting is not None:
        joining.waiting.content.append(span)
        joining.waiting.sentences.append(span)
        joining.previous, joining.waiting = joining.waiting, None
    elif joining.previous is not None and first and not joining.open_left:
        draft = Draft(line, [span], [], joining.previous.source, "", "free", sentences=[span])
        joining.done.append(draft)
        joining.previous = draft
    elif joining.previous is not None:
        joining.previous.content.append(span)
        joining.previous.sentences.append(span)
    else:
        joining.pending.append(span)


def _join(line: Line, drafts: list[Draft], joining: _Joining) -> None:
    """Give waiting quotations to the first attribution here that closes one, and see what may go on."""
    for draft in drafts:
        if draft.mode == "await-before" and joining.pending:
            draft.content = list(joining.pending)
            joining.pending = []
        elif (
            draft.mode == "post"
            and joining.pending
            and line.tag[0] == "Q"
            and draft.content[0][0] == line.span(0, 1)[0]
        ):
            draft.content = joining.pending + draft.content
            joining.pending = []
    joining.pending = []
    joining.waiting = next((draft for draft in drafts if draft.mode.startswith("await") and not draft.content), None)
    for draft in drafts:
        _read_inside(line, draft, joining)
    said = [draft for draft in drafts if draft.content and not draft.mode.startswith("noun") and draft.source]
    joining.previous = said[-1] if said else None


def _end_paragraph(paragraph: Paragraph, joining: _Joining) -> None:
    last = paragraph.quotations[-1] if paragraph.quotations else None
    joining.open_left = last is not None and last.end == len(paragraph.tokens) and not last.closed
    runs_on = last is not None and last.end == len(paragraph.tokens)
    if not runs_on:
        joining.previous = joining.previous if _ends_with_quoting(paragraph, joining.previous) else None
        joining.pending = []
    elif last is not None and last.closed:
        joining.pending = joining.pending if _whole_paragraph(paragraph) else []


def _ends_with_quoting(paragraph: Paragraph, draft: Draft | None) -> bool:
    """Say whether the paragraph ends with a direct quotation and its cue, so that the next may go on."""
    if draft is None or not paragraph.quotations or draft.mode not in {"post", "quote", "await-before"}:
        return False
    last = paragraph.sentences[-1]
    return any(number >= 0 for number in paragraph.quoted[last.start : last.end])


def _whole_paragraph(paragraph: Paragraph) -> bool:
    return all(number >= 0 for number in paragraph.quoted)


def _read_inside(line: Line, outer: Draft | None, joining: _Joining) -> None:
    """Read what a quoted speaker reports of others."""
    paragraph = line.paragraph
    for unit, tag in enumerate(line.tag):
        if tag != "Q" or line.last[unit] - line.first[unit] < _INNER_WORDS:
            continue
        start, end = line.first[unit] + 1, line.last[unit]
        span = paragraph.span(line.first[unit], end)
        if outer is not None and not any(a <= span[0] and span[1] <= b for a, b in outer.content):
            continue
        for inner in _inner_lines(paragraph, start, end):
            for draft in read_line(inner):
                if draft.content and _third_person(draft, inner):
                    draft.outer = outer
                    joining.done.append(draft)


def _inner_lines(paragraph: Paragraph, start: int, end: int) -> list[Line]:
    tokens = paragraph.tokens
    lines, begin = [], start
    for at in range(start, end):
        if tokens.tag[at] == "." and at + 1 < end and tokens.raw[at + 1][0].isupper():
            lines.append(inner_line(paragraph, begin, at + 1))
            begin = at + 1
    lines.append(inner_line(paragraph, begin, end))
    return [line for line in lines if len(line)]


def _third_person(draft: Draft, line: Line) -> bool:
    if draft.source is None or draft.mode.startswith(("await", "noun", "adverb")) or draft.lemma not in _TOLD_OF_OTHERS:
        return False
    start, end = draft.source
    first = next(at for at in range(len(line)) if line.span(at, at + 1)[0] >= start)
    return line.low[first] not in _FIRST_PERSON and end > start


def _attribution(text: Text, draft: Draft, speakers: Speakers) -> Attribution:
    content = _tidy(text.content, draft.content)
    narrator = draft.mode == "narrator"
    return Attribution(
        content=content,
        cue=tuple(draft.cue),
        source=(draft.source,) if draft.source else (),
        cue_lemma=draft.lemma,
        directness="narrator" if narrator else _directness(text.content, content),
        speaker=Speaker(OUTLET, "media_narrator") if narrator else _speaker(text, draft, speakers),
        addressee=draft.addressee,
        negated=draft.negated or _is_neither(text.content, draft),
        passive=draft.passive,
        sentences=tuple(sorted(set(draft.sentences))),
        chain=speakers.chain_of(draft),
        beliefs=draft.beliefs,
    )


def _is_neither(content: str, draft: Draft) -> bool:
    """Say whether the subject negates what it is said to do: "Neither the mayor nor the army has denied"."""
    if draft.source is None:
        return False
    before = content[max(0, draft.source[0] - _NEITHER_WITHIN) : draft.source[1]]
    return _NEITHER.search(before) is not None


def _speaker(text: Text, draft: Draft, speakers: Speakers) -> Speaker | None:
    if draft.source is not None or not draft.cue:
        return speakers.speaker_of(draft)
    return hidden_speaker(text.content[draft.cue[0][0] : draft.cue[-1][1]])


def _tidy(content: str, spans: list[Span]) -> tuple[Span, ...]:
    """Cut marks and blanks off the ends and join spans that touch."""
    tidy: list[Span] = []
    for span in sorted(spans):
        start, end = _trimmed(content, *span)
        if start >= end:
            continue
        if tidy and start - tidy[-1][1] <= 1 and "\n" not in content[tidy[-1][1] : start]:
            tidy[-1] = (tidy[-1][0], end)
        else:
            tidy.append((start, end))
    return tuple(tidy) or ((spans[0]),)


def _trimmed(content: str, start: int, end: int) -> Span:
    while end > start and content[end - 1] in " \t\n\r,;:-–—":
        end -= 1
    while start < end and content[start] in " \t\n\r,;:":
        start += 1
    return start, end


_OPENING = "\"“„«'‘`"
_CLOSING = "\"”“»'’"


def _directness(content: str, spans: tuple[Span, ...]) -> Directness:
    """Say direct where all is in quotation marks, mixed where some is."""
    pieces = [content[start:end] for start, end in spans]
    if all(
        piece[0] in _OPENING and (piece.rstrip(".,")[-1:] in tuple(_CLOSING) or len(pieces) > 1) for piece in pieces
    ):
        return "direct"
    if any(mark in piece for piece in pieces for mark in '"“”„«»') or any(
        " ‘" in piece or " '" in piece for piece in pieces
    ):
        return "mixed"
    return "indirect"
