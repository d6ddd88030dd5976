# SPDX-License-Identifier: Apache-2.0
"""Say who a statement accuses, who is said to be harmed, and who is addressed. It proposes; people decide.

Who is accused, the first that fits:

1. "X accused Y of …", "Y was accused of …": Y, or nobody where it stays open who Y is.
2. An answer of the side that stands accused (denial, justification, admission): that side.
3. Whoever does the acts that the content tells ("soldiers shot two farmers").
4. Whoever does the acts that the rest of its sentence tells, if the document accuses that side most of all.
5. The state to which a document about rights lays nearly all acts, where the statement speaks of harm and is not the
   state's own: by the organ of it that the sentence names ("police"), else by its name.

Who is harmed is read from the acts of the content alone. Who is addressed is the object of "urge", "ask", "invite",
"call on", or the subject of "must". A name is the fullest that the document has; where it stays open who is meant,
there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import OUTLET
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.clues import Observation
from onrecord.reading.statements.english.document_parties import THE_SPEAKER, DocumentParties
from onrecord.reading.statements.english.noun_phrases import NounPhrase, is_agent, phrase_after, phrase_before
from onrecord.reading.statements.english.tokens import Tokens

ANSWERS = frozenset({"denial", "justification", "admission"})
"""Kinds that the accused side makes."""
_STANDS_OUT = 0.8
"""Share of the acts from which a state leads. At 0.6 one more in ten is named, and half of those are wrong."""
_INHERITING = frozenset({"allegation", "call", "legal_characterisation", "denial", "refusal", "other"})
_STATE_ROLES = frozenset({"state", "state_subject"})
_OF_THE_STATE = frozenset({"state", "state_subject", "court"})
_SPEAK_OF_OTHERS = frozenset(
    "state state_subject court ngo expert media_narrator un_body un_official igo parliament".split()
)
_ADDRESSED = frozenset({"call", "offer", "condition"})
_CHARGE_OPENS = frozenset({"of", "for", "with", "over"})
_OUGHT = frozenset("must should ought needs need shall".split())
_ACCUSING = re.compile(
    r"\b(?:accus|blam|charg|suspect|convict|sentenc|indict|arraign|prosecut|linked|condemn|critici|fault|denounc|jailed|"
    r"acquit|tried|slam)"
)
_NAMES_ACCUSED = re.compile(r"\b(?:accus(?:e|es|ed|ing)|convict|charged|sentenced|indict|found guilty)")
_ASKS = re.compile(
    r"(?:[Cc]all(?:s|ing)?(?: \w+){0,2} (?:on|upon)|[Uu]rg(?:e|es|ing)|[Aa]sk(?:s|ing)?|[Aa]ppeal(?:s|ing)? to|"
    r"[Dd]emand(?:s|ing)? that|[Rr]equest(?:s|ing)?) "
)


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of one statement, by name."""

    accused: str | None = None
    affected: str | None = None
    addressee: str | None = None


def parties_of(seen: Observation, kind: str, violations: tuple[str, ...], document: DocumentParties) -> Parties:
    """Name the sides of a statement of that kind about those acts."""
    speaker = seen.attribution.speaker.name if seen.attribution.speaker else None
    accused = _accused(seen, kind, violations, document)
    if accused == THE_SPEAKER or (accused == speaker and kind not in ANSWERS):
        accused = speaker if kind in ANSWERS else None
    addressee = _addressee(seen, kind, document)
    if addressee in {THE_SPEAKER, speaker}:
        addressee = None
    return Parties(accused, _affected(seen, document), addressee)


# --- accused ---


def _accused(seen: Observation, kind: str, violations: tuple[str, ...], document: DocumentParties) -> str | None:
    attribution = seen.attribution
    if _ACCUSING.search(seen.cue):
        name = _object_of_charge(attribution, document)
        if name is not None or _NAMES_ACCUSED.search(seen.cue):
            return name
    if kind in ANSWERS:
        name = _own_side(seen, kind, document)
        if name is not None:
            return name
    leading, share = document.leading
    inside = next(document.doers_in(attribution.content), None)
    if inside is not None and (kind != "other" or document.same_side(inside, leading)):
        return inside
    if not violations or leading is None:
        return None
    around = next(document.doers_in(attribution.sentences), None)
    if around is not None and document.same_side(around, leading):
        return around
    if share < _STANDS_OUT or not _may_inherit(seen, kind, leading, document):
        return None
    return document.organ_in(attribution.content) or document.organ_in(attribution.sentences) or leading


def _may_inherit(seen: Observation, kind: str, leading: str, document: DocumentParties) -> bool:
    """Say whether a statement that names nobody may be about the state that the document speaks of."""
    if document.nations.home != leading or kind not in _INHERITING or not document.is_about_rights:
        return False
    if not {"act_strong", "act_weak", "says_harm"} & seen.clues:
        return False
    return seen.role not in _OF_THE_STATE or document.state_of_speaker(seen.attribution) != leading


def _object_of_charge(attribution: Attribution, document: DocumentParties) -> str | None:
    """Find Y in "X accused Y of" and in "Y was accused of"."""
    passive = attribution.passive and bool(attribution.cue)
    place = document.tokens_at(attribution.cue[0][0] if passive else attribution.content[0][0])
    if place is None:
        return None
    tokens, at = place
    if passive:
        while at > 0 and tokens.tag[at - 1] in "AR":
            at -= 1
        phrase = phrase_before(tokens, at, max(0, at - 25)) if at else None
    else:
        phrase = phrase_after(tokens, at, len(tokens))
        phrase = _up_to_charge(tokens, phrase) if phrase is not None else None
    if phrase is None or not is_agent(tokens, phrase):
        return None
    return document.name(tokens, phrase, document.deeds_before(tokens.starts[phrase.start]), doer=True)


def _up_to_charge(tokens: Tokens, phrase: NounPhrase) -> NounPhrase | None:
    """Cut a phrase before the "of" or "for" that opens the charge; None where no charge follows."""
    for at in range(phrase.head + 1, min(phrase.end + 1, len(tokens))):
        name_goes_on = tokens.tag[at + 1 : at + 2] == ["U"] and at + 2 < phrase.end
        if tokens.low[at] in _CHARGE_OPENS and not name_goes_on:
            return NounPhrase(phrase.start, at, phrase.head)
    return None


def _own_side(seen: Observation, kind: str, document: DocumentParties) -> str | None:
    """Name the side for which an answer is given."""
    speaker = seen.attribution.speaker
    if speaker is None or speaker.name == OUTLET:
        return None
    if speaker.role in {"company", "armed_group"}:
        return speaker.name
    if speaker.role not in _STATE_ROLES:
        return speaker.name if kind != "justification" and document.balance[speaker.name] > 0 else None
    if document.is_crime_report:
        return None
    if document.is_organ(speaker.name) or document.nations.is_state(speaker.name):
        return speaker.name
    state = document.state_of_speaker(seen.attribution)
    accused = state is not None and state == document.leading[0]
    return state if accused and (kind != "justification" or document.is_about_rights) else None


# --- harmed ---


def _affected(seen: Observation, document: DocumentParties) -> str | None:
    """Name those harmed in the acts that the content tells."""
    speaker = seen.attribution.speaker
    of_self = speaker is None or seen.role not in _SPEAK_OF_OTHERS
    for deed in document.deeds_in(seen.attribution.content):
        name = deed.harmed
        if not name or (deed.charge and document.is_crime_report):
            continue
        if name == THE_SPEAKER:
            if speaker is not None and of_self and speaker.name != OUTLET:
                return speaker.name
        elif document.balance[name] <= 0 and (of_self or speaker is None or name != speaker.name):
            return name
    return None


# --- addressed ---


def _addressee(seen: Observation, kind: str, document: DocumentParties) -> str | None:
    """Name who is asked, urged or invited; only where the words say so."""
    attribution = seen.attribution
    if kind not in _ADDRESSED:
        return None
    name = None
    if {"cue_call", "cue_offer"} & seen.clues:
        told = attribution.addressee
        name = _name_at(told[0] if told else attribution.content[0][0], document, asked=told is None)
    if name is None and kind == "call":
        name = _who_is_asked(attribution, document) or _who_must(attribution, document)
    return name


def _who_is_asked(attribution: Attribution, document: DocumentParties) -> str | None:
    """Find Y in a quoted "we urge Y to release them"."""
    for start, end in attribution.content:
        match = _ASKS.search(document.text, start, end)
        if match:
            return _name_at(match.end(), document, asked=True)
    return None


def _name_at(offset: int, document: DocumentParties, *, asked: bool) -> str | None:
    """Name the phrase at a place; with ``asked`` only where "to" follows it in its clause."""
    place = document.tokens_at(offset)
    if place is None:
        return None
    tokens, at = place
    phrase = phrase_after(tokens, at, len(tokens))
    if phrase is None or not is_agent(tokens, phrase):
        return None
    rest = tokens.tag[phrase.end : phrase.end + 6]
    clause = rest[: next((at for at, tag in enumerate(rest) if tag in ".,;:AV"), len(rest))]
    if asked and "T" not in clause:
        return None
    return document.name(tokens, phrase, document.deeds_before(offset), doer=True)


def _who_must(attribution: Attribution, document: DocumentParties) -> str | None:
    """Find Y in "Y must release them"."""
    for start, end in attribution.content:
        place = document.tokens_at(start)
        if place is None:
            continue
        tokens, first = place
        for at in range(first + 1, len(tokens) - 1):
            if tokens.starts[at] >= end:
                break
            if tokens.low[at] not in _OUGHT or tokens.low[at + 1] == "be":
                continue
            phrase = phrase_before(tokens, at, first)
            if phrase is not None and is_agent(tokens, phrase):
                return document.name(tokens, phrase, document.deeds_before(tokens.starts[at]), doer=True)
    return None
