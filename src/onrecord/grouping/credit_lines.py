# SPDX-License-Identifier: Apache-2.0
"""Find from whom a document says it has its words: agencies in datelines and credit lines, and translations.

Only what stands in the first and last words of a document, or in a statement's audience and attribution chain, is
used. A name that is found here links two statements without named speakers; it never separates any.
"""

from __future__ import annotations

import re

from onrecord.grouping.material import Entry, Writing
from onrecord.grouping.wording import plain, word_set

_OUTLET = r"[^\W\d_a-z][\w&'.-]*(?: [^\W\d_a-z][\w&'.-]*){0,3}"
_DATELINE = re.compile(rf"\(({_OUTLET})\) ?[-\u2013\u2014]")
_CREDIT = re.compile(
    r"\b(?:[Ss]ource: (?:[Tt]he )?|(?:with )?material (?:from|by) (?:the )?|[Cc]ourtesy of (?:the )?|"
    r"[Rr]epublished (?:from|with permission of) (?:the )?|"
    r"(?:first|originally) (?:published|appeared) (?:in|by|on) (?:the )?|"
    rf"news agency |[Aa]gency report by )({_OUTLET})"
)
_TRANSLATION = re.compile(
    r"\b(?:machine|automatic|unofficial)[ -]translat\w+|\btranslated (?:from|by)\b|\btranslation from\b", re.IGNORECASE
)
_GENERIC = word_set("news agency agencies wire service press the newspaper daily")
_NOBODY = word_set("reporters journalists us me press media agency newspaper agencies")


def outlet_key(name: str) -> str:
    """Give the name of an outlet or agency for comparing: "the Northline News Agency" is "northline"."""
    words = plain(name).split()
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words)


def of_writing(writing: Writing) -> frozenset[str]:
    """Give the agencies and outlets that a document credits, itself included."""
    names = {*_DATELINE.findall(writing.head), *_CREDIT.findall(writing.head)}
    publisher = writing.document.reading.metadata.publisher
    return frozenset(outlet_key(name) for name in (*names, *((publisher,) if publisher else ())))


def of_statement(entry: Entry) -> frozenset[str]:
    """Give those to whom, or through whom, a statement was made, as its document says ("told Northline")."""
    speaker = entry.statement.speaker
    own = plain(speaker.name) if speaker else ""
    names = [name for name in (entry.statement.audience, *entry.statement.attribution_chain) if name]
    keys = {outlet_key(name) for name in names if plain(name) != own}
    return frozenset(key for key in keys if key and not set(key.split()) <= _NOBODY and not key.startswith("a "))


def is_translation(writing: Writing) -> bool:
    """Say whether a document calls itself a translation."""
    return bool(_TRANSLATION.search(writing.head[:600]))
