# SPDX-License-Identifier: Apache-2.0
"""What a quotation does, as far as its verb or a few plain words of it settle that; else it is "other".

1. A verb of the table settles the kind: "denunció" alleges, "exigió" calls for something.
2. What is rejected decides between a denial (accusations) and a refusal (a visit, a request); calling something by a
   name is a denial where the name says that it is false.
3. A finding needs a court or another mandated body; said by others it is "other".
4. "Did not deny" is no comment (rule B9), "denied entry" a refusal.
5. Where the verb settles nothing, words by which a speaker does something do: "exigimos", "nous demandons pardon"; and
   a state, a company or an armed group that calls accusations false denies them.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.statements.quoting.table import Table, Verb

_MANDATED = frozenset({"court", "un_body", "treaty_body"})
_ANSWERING = frozenset({"state", "state_subject", "company", "armed_group"})
"""Those whose "these accusations are lies" answers an accusation."""
_BEGINNING = 200
"""Characters of a content in which words that settle a kind are looked for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A kind, its subtype, and whether a verb settled it or the words of the content."""

    kind: str
    subtype: str | None
    by_verb: bool = True


def kind_of(verb: Verb | None, content: str, beside: str, role: str, *, negated: bool, table: Table) -> Settled:
    """Say what is done; ``content`` are the words said and ``beside`` those around them, in lower case."""
    if verb is None:
        return _by_content(content, role, table)
    if negated:
        return Settled("other", "no_comment")
    if verb.object_decides:
        return _rejected(content, beside, table)
    if verb.labels:
        false = table.patterns["untrue"].search(content)
        return Settled("denial", "fact") if false else Settled("other", "opinion")
    if verb.kind == "denial" and table.patterns["access"].search(beside):
        return Settled("refusal", "access")
    if verb.kind == "finding":
        if role in _MANDATED:
            return Settled("finding", "judicial" if role == "court" else "inquiry")
        return Settled("other", verb.subtype, by_verb=verb.subtype == "condemnation")
    if verb.kind == "other" and verb.subtype in {None, "information"}:
        return _by_content(content, role, table)
    return Settled(verb.kind, verb.subtype or _subtype(verb.kind, f"{beside} {content}", table))


def _rejected(content: str, beside: str, table: Table) -> Settled:
    for words in (beside, content[:_BEGINNING]):
        if table.patterns["claims"].search(words):
            return Settled("denial", "fact")
        if table.patterns["requests"].search(words):
            return Settled("refusal", _subtype("refusal", words, table))
    return Settled("other", "opinion")


def _by_content(content: str, role: str, table: Table) -> Settled:
    for settles, pattern in table.says:
        if pattern.search(content[:_BEGINNING]):
            kind, _, subtype = settles.partition("/")
            return Settled(kind, subtype or _subtype(kind, content, table), by_verb=False)
    begins = content[:_BEGINNING]
    if role in _ANSWERING and table.patterns["claims"].search(begins) and table.patterns["untrue"].search(begins):
        return Settled("denial", "fact", by_verb=False)
    return Settled("other", "information")


def _subtype(kind: str, words: str, table: Table) -> str | None:
    access = table.patterns["access"].search(words) is not None
    if kind == "admission":
        return "full" if table.patterns["sorry"].search(words) else "partial"
    if kind == "offer":
        return "invitation" if access else "cooperation"
    if kind == "refusal":
        return "access" if access else "request"
    plain = {"denial": "fact", "call": "demand", "commitment": "promise", "justification": "other_cause"}
    return plain.get(kind)
