# SPDX-License-Identifier: Apache-2.0
"""Say who said what, in one sentence with its footnote. Allegations and answers go through the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import OUTLET, Statement
from onrecord.publication import phrases
from onrecord.publication.citations import Citations, Cited, Place, content_words
from onrecord.publication.dates import shown, some_time, sort_key
from onrecord.publication.legible import one_line, shortened

WORDS = 700
"""Characters of a statement quoted in a sentence; the footnote leads to the rest."""
_TAKES_AN_OBJECT = re.compile(
    r"(?:ha(?:s|ve|d) |later |also )*"
    r"(?:accus|blam|charg|call|describ|condemn|den(?:y|ie)|reject|dismiss|refut|urg|press|"
    r"demand|ask|request|order|invit|refus|declin|warn|threaten)\w*(?: on| for)?",
    re.IGNORECASE,
)
"""Verbs whose object is the content. Verbs of saying are left to the phrase table, loaded ones above all."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement as the report prints it: who, verb, words, when, and the number of its footnote."""

    who: str
    verb: str
    words: str
    kind: str
    kind_name: str
    label: str | None
    """Subtype or type of response, in a word or two."""
    when: str
    details: tuple[str, ...]
    cite: int
    first: bool
    """Whether this is where the footnote leads back to."""
    repeats: tuple[Cited, ...] = ()
    """Footnotes of further statements that report the same."""


def sentence(place: Place, citations: Citations, label: str | None = None) -> Sentence:
    """Put one statement into a sentence and cite it."""
    statement, metadata = place.statement, place.shelved.document.reading.metadata
    number, first = citations.cite(statement.id)
    return Sentence(
        who=one_line(phrases.who(statement, metadata.publisher)),
        verb=one_line(phrases.verb(statement)),
        words=shortened(_words(statement, place.shelved.words), WORDS),
        kind=statement.kind,
        kind_name=phrases.kind_name(statement),
        label=label if label is not None else phrases.subtype_label(statement),
        when=when(place),
        details=tuple(one_line(detail) for detail in _details(place)),
        cite=number,
        first=first,
    )


def _words(statement: Statement, text: str) -> str:
    """Give the words of a statement, from its verb on where they make no sense without it ("accuse Estria of …")."""
    cue, content = statement.cue, statement.content
    words = content_words(statement, text)
    if cue is None or not (cue.spans and content.spans) or not _TAKES_AN_OBJECT.match(cue.text):
        return words
    (start, end), begin = cue.spans[-1], content.spans[0][0]
    return f"{one_line(text[start:end])} {words}" if end <= begin and not text[end:begin].strip() else words


def when(place: Place) -> str:
    """Say when it was said, or else when it was reported or published. The three are never exchanged."""
    statement, metadata = place.statement, place.shelved.document.reading.metadata
    if statement.said_at:
        return some_time(statement.said_at)
    if statement.reported_at:
        return f"reported {some_time(statement.reported_at)}"
    if metadata.published:
        return f"published {some_time(metadata.published)}"
    return "no date"


def chronological(place: Place) -> tuple[tuple[int, int, str], int, int]:
    """Sort key: when it was said (or reported, or published), then where it stands."""
    statement, metadata = place.statement, place.shelved.document.reading.metadata
    date = statement.said_at or statement.reported_at or metadata.published
    return sort_key(date), place.shelved.number, place.index


def _details(place: Place) -> list[str]:
    statement = place.statement
    speaker = statement.speaker
    role = phrases.role_label(speaker.role) if speaker and speaker.name != OUTLET else None
    resolved = speaker.resolved_from if speaker and speaker.resolved_from else None
    through = [name for name in statement.attribution_chain if name]
    candidates = (
        role,
        resolved and f"“{resolved}” in the document",
        statement.about_time and f"time spoken of: {shown(statement.about_time)}",
        statement.addressee and f"addressed to {statement.addressee}",
        statement.audience and f"told to {statement.audience}",
        statement.channel and f"by {statement.channel}",
        statement.occasion,
        len(through) > 1 and "reported through " + ", ".join(through[:-1]),
        phrases.hedge(statement),
        statement.implicit and "implied, not said outright",
        statement.also and "also: " + ", ".join(phrases.kind_label(kind).lower() for kind in statement.also),
    )
    return [detail for detail in candidates if isinstance(detail, str) and detail]
