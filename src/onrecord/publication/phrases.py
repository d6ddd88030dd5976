# SPDX-License-Identifier: Apache-2.0
"""The fixed phrase table: every sentence of the report that is not a quotation comes from here.

Verbs are the same for all sides: said, stated, denied, rejected, acknowledged, explained. A denial says
what is denied; contesting the source or the standing of a body is never worded as denying the fact. A
speaker's hedge stays ("may amount to") because the words themselves are quoted. No phrase says that
something happened or did not happen. Source: OHCHR reporting practice, and the project's standards.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import OUTLET, LedgerEntry, Statement
from onrecord.vocabulary import load

DRAFT = "Machine-made draft. Nothing in it has been assessed or reviewed."
UNNAMED = "A speaker whom the document does not name"
_PRONOUNS = frozenset("he she it they we i you him her them who".split())
OWN_VOICE = "The document, in its own voice,"

_VERBS = {
    "allegation": "stated",
    "denial": "issued a denial",
    "justification": "explained",
    "admission": "acknowledged",
    "finding": "stated as its finding",
    "legal_characterisation": "applied a legal label",
    "call": "called for an act",
    "commitment": "undertook",
    "condition": "stated as a condition",
    "offer": "offered",
    "refusal": "refused",
    "other": "said",
}
_DENIALS = {
    "fact": "denied the fact",
    "responsibility": "denied responsibility",
    "character": "denied the character alleged",
    "scale": "denied the numbers alleged",
    "source": "disputed the source, not the fact",
    "competence": "disputed the right to ask, not the fact",
}
_OTHERS = {
    "no_comment": "gave no comment",
    "concern": "stated concern",
    "condemnation": "stated condemnation",
    "support": "stated support",
    "threat": "stated a warning",
    "procedural": "said",
    "report_of_action": "stated that an act was done",
    "opinion": "stated an opinion, wish or belief",
    "question": "asked",
    "information": "said",
}
KIND_WORDS = {
    "allegation": "alleged",
    "denial": "denied",
    "justification": "explained",
    "admission": "acknowledged",
    "finding": "found",
    "legal_characterisation": "legal label",
    "call": "called for",
    "commitment": "undertook",
    "condition": "set terms",
    "offer": "offered",
    "refusal": "refused",
    "other": "said",
}
"""A word or two for each kind, for the matrix and the timeline."""
_NAMES = {
    "allegation": "Allegation",
    "denial": "Denial",
    "justification": "Explanation",
    "admission": "Acknowledgement",
    "finding": "Finding",
    "legal_characterisation": "Legal label",
    "call": "Call",
    "commitment": "Commitment",
    "condition": "Terms",
    "offer": "Offer",
    "refusal": "Refusal",
    "other": "Statement",
}
"""What stands above a sentence; the sentence itself has the verb."""
_DENIAL_NAMES = {
    "fact": "Denial of the fact",
    "responsibility": "Denial of responsibility",
    "character": "Denial of the character",
    "scale": "Denial of the numbers",
    "source": "Source disputed",
    "competence": "Right to ask disputed",
}
_FILE_KINDS = {
    "plain": "plain text",
    "html": "web page (HTML)",
    "pdf": "PDF",
    "docx": "Word document (DOCX)",
    "email": "email message",
    "mbox": "mailbox (mbox)",
    "msg": "Outlook message (MSG)",
    "zip": "ZIP archive",
    "warc": "web archive (WARC)",
    "wacz": "web archive (WACZ)",
}
UNIT_WORDS = {
    "persons": "People",
    "families": "Families",
    "children": "Children",
    "deaths": "Deaths",
    "sites": "Places",
    "events": "Events",
    "years": "Years",
    "share": "Shares",
    "other": "Other units",
}

_DENIAL_WORDS = {
    "fact": "denied the fact",
    "responsibility": "denied responsibility",
    "character": "denied the character",
    "scale": "denied the numbers",
    "source": "disputed the source",
    "competence": "disputed the standing",
}
STATUS_WORDS = {
    "open": "Open: the date lies ahead",
    "due": "Due soon",
    "overdue": "Its date has passed; nobody has decided whether it was kept",
}
LEDGER_WORDS = {
    "request": "Request",
    "condition": "Condition",
    "offer": "Offer",
    "refusal": "Refusal",
    "agreement": "Agreement",
    "visit": "Visit",
    "commitment": "Commitment",
    "call": "Call",
}
SAID, REPORTED, SPOKEN_OF, DUE = "Said", "Reported", "Time spoken of", "Due"
TRACKS = (SAID, REPORTED, SPOKEN_OF, DUE)
"""Tracks of the timeline. No date moves from one to another."""
_MODALITY = {"possible": "hedged by the speaker as possible", "probable": "hedged by the speaker as probable"}


def who(statement: Statement, publisher: str | None = None) -> str:
    """Say who speaks, as the subject of a sentence."""
    if statement.speaker is None or _is_pronoun(statement.speaker.name):
        return UNNAMED
    if statement.speaker.name == OUTLET:
        return f"{publisher}, in its own voice," if publisher else OWN_VOICE
    return _capital(statement.speaker.name)


def actor(statement: Statement, publisher: str | None = None) -> str:
    """Name who speaks, for a table or a list."""
    return _capital(actor_within(statement, publisher))


def actor_within(statement: Statement, publisher: str | None = None) -> str:
    """Name who speaks, within a sentence."""
    if statement.speaker is None or _is_pronoun(statement.speaker.name):
        return "unnamed speakers"
    if is_own_voice(statement):
        return f"{publisher} (own voice)" if publisher else "documents in their own voice"
    return statement.speaker.name


def _is_pronoun(name: str) -> bool:
    """Say whether a name is only a word that points at somebody whom the reader did not find."""
    return name.lower() in _PRONOUNS


def is_own_voice(statement: Statement) -> bool:
    """Whether the document itself says it, and nobody in it."""
    return statement.speaker is not None and statement.speaker.name == OUTLET


def verb(statement: Statement) -> str:
    """Say what the speaker did with the words, in a verb that takes no side."""
    if statement.kind == "denial":
        return _DENIALS.get(statement.subtype or "", _VERBS["denial"])
    if statement.kind == "other":
        return _OTHERS.get(statement.subtype or "", _VERBS["other"])
    if statement.kind == "legal_characterisation" and statement.polarity == "negative":
        return "rejected a legal label"
    if statement.kind == "call" and statement.addressee:
        return "called on " + statement.addressee
    if statement.kind == "offer" and statement.addressee:
        return "offered to " + statement.addressee
    return _VERBS.get(statement.kind, "said")


def is_own_account(statement: Statement, *, answers: bool) -> bool:
    """Whether the accused side says how it was: read as an allegation, but one that ``answers`` another."""
    return answers and statement.kind in ("allegation", "finding") and statement.polarity != "negative"


def kind_word(statement: Statement, *, answers: bool = False) -> str:
    """Give the kind of a statement in a word or two ("denied responsibility")."""
    if is_own_account(statement, answers=answers):
        return "gave its account"
    if statement.kind == "denial":
        return _DENIAL_WORDS.get(statement.subtype or "", KIND_WORDS["denial"])
    if statement.kind == "legal_characterisation":
        return "rejected label" if statement.polarity == "negative" else "legal label"
    return KIND_WORDS.get(statement.kind, "said")


def kind_name(statement: Statement, *, answers: bool = False) -> str:
    """Give the kind of a statement as a name ("Denial of the fact")."""
    if is_own_account(statement, answers=answers):
        return "Own account"
    if statement.kind == "denial":
        return _DENIAL_NAMES.get(statement.subtype or "", _NAMES["denial"])
    if statement.kind == "legal_characterisation" and statement.polarity == "negative":
        return "Legal label rejected"
    return _NAMES.get(statement.kind, "Statement")


def unit_word(unit: str) -> str:
    """Name what a unit counts, as a heading."""
    return UNIT_WORDS.get(unit) or _from_id(unit)


def file_kind(kind: str) -> str:
    """Name the kind of a file."""
    return _FILE_KINDS.get(kind, kind)


def kind_label(kind: str) -> str:
    """Give the name of a kind from the vocabulary."""
    known = load().kinds.get(kind)
    return known.label if known else _from_id(kind)


def kind_plural(kind: str, number: int) -> str:
    """Give the name of a kind for a count of ``number``."""
    known = load().kinds.get(kind)
    return kind_label(kind) if known is None or number == 1 else known.plural


def subtype_label(statement: Statement) -> str | None:
    """Give the name of a statement's legal label or subtype; None where there is none or the kind's words say it."""
    if statement.characterisations and statement.kind == "legal_characterisation":
        return ", ".join(characterisation_label(one) for one in statement.characterisations)
    if statement.subtype is None or statement.kind == "denial":
        return None
    known = load().kinds.get(statement.kind)
    for subtype in known.subtypes if known else ():
        if subtype.id == statement.subtype:
            return subtype.label
    return _from_id(statement.subtype)


def violation_label(identity: str) -> str:
    """Give the name of a type of act, or its id in plain words where the vocabulary does not know it."""
    known = load().violations.get(identity)
    return known.label if known else _from_id(identity)


def characterisation_label(identity: str) -> str:
    """Give the name of a legal label."""
    known = load().characterisations.get(identity)
    return known.label if known else _from_id(identity)


def role_label(identity: str) -> str | None:
    """Give the name of a speaker's role; None for the unknown one."""
    if identity == "unknown":
        return None
    known = load().roles.get(identity)
    return known.label if known else _from_id(identity)


def response_label(identity: str) -> str:
    """Give the name of a type of response."""
    known = load().response_types.get(identity)
    return known.label if known else _from_id(identity)


def contests_fact(response_type: str) -> bool:
    """Say whether a type of response contests that the act happened."""
    known = load().response_types.get(response_type)
    return bool(known and known.contests_fact)


def hedge(statement: Statement) -> str | None:
    """Say that the speaker hedged, in the speaker's own degree."""
    return _MODALITY.get(statement.modality)


def outcome(alleged_by: Sequence[str], found_by: Sequence[str]) -> str:
    """Give the outcome line of an allegation that nobody has assessed."""
    parts = []
    if alleged_by:
        parts.append(f"Alleged by {listed(alleged_by)}.")
    if found_by:
        parts.append(f"A finding is stated by {listed(found_by)}.")
    return " ".join([*parts, "Not assessed."])


def origins(statements: int, documents: int, independent: int, unresolved: int) -> str:
    """Say from how many independent origins an allegation comes. Unresolved pairs add none."""
    said = f"{count(statements, 'statement')} in {count(documents, 'document')}, from "
    said += count(independent, "independent origin") if independent else "no origin that could be told"
    if unresolved:
        said += f"; {count(unresolved, 'pair')} unresolved, adding none"
    return said + "."


def step_status(entry: LedgerEntry) -> str | None:
    """Say what the calendar says about a step; None where it has no date."""
    return STATUS_WORDS.get(entry.status)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Give a number with its noun, such as "1 pair" and "2 pairs"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], limit: int = 4) -> str:
    """Join names as a sentence does, and count those past ``limit``."""
    if len(names) > limit:
        return ", ".join(names[: limit - 1]) + f" and {count(len(names) - limit + 1, 'other')}"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def _from_id(identity: str) -> str:
    return _capital(identity.replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
