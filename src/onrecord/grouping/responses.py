# SPDX-License-Identifier: Apache-2.0
"""Set answers beside what they answer.

A statement answers a matter where

1. its document links it to one of the matter's statements (or to a call or a label about the matter); or
2. the accused side speaks, about the same family of acts, and not before the matter's time, at a place that fits.
   In its own document it answers every such matter; elsewhere it answers those about no particular person, and among
   these the general ones where it names neither time nor place itself; or
3. the accused side denies what was said without saying what ("rejected the allegations"): it then answers everything
   that the same document alleges against that side, and nothing else. What is unlike that and names no act ("a
   residence for young people") answers only where a single matter can be meant.

What the accused side says about a legal label answers the label, not the fact. Contesting a source or a body's
standing is never an answer that contests the fact. What others say against an allegation is no response: it stands
as contradiction. Response types: HURIDOCS micro-thesauri 27 and 28, ``vocabulary/response_types.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.grouping import periods
from onrecord.grouping.accusing import families, kindred
from onrecord.grouping.copies import Copies
from onrecord.grouping.labels import KIND as LABEL
from onrecord.grouping.labels import Labels, is_about_label
from onrecord.grouping.material import Entry
from onrecord.grouping.parties import Party
from onrecord.grouping.proposals import Ungrouped
from onrecord.grouping.sides import SPOKEN_BY_ACCUSED, Sides
from onrecord.grouping.wording import overlap, plain, stems, word_set
from onrecord.model import Response, Statement
from onrecord.vocabulary import load

CONTESTS_SOURCE = "contests_source_or_competence"
_BY_KIND = {
    "justification": "alternative_explanation",
    "admission": "states_circumstances",
    "commitment": "undertakes_action",
    "refusal": "declines",
    "denial": "denies_act",
    LABEL: "denies_act",
    "allegation": "alternative_explanation",
    "finding": "alternative_explanation",
}
_WHAT_IS_SAID = word_set(
    """accusation accusations account accounts all allegation allegations anything assertion assertions charge charges
    claim claims criticism everything finding findings involvement label report reports responsibility rumour rumours
    story version wrongdoing"""
)
"""Words for all that was said against somebody."""
_FEW = 5
"""Words of a denial that is too short to say what it denies: "that is not true"."""

SAME_ANSWER = 0.7
"""Share of common content words from which two documents' reports of one speaker's answer are one answer, reported
twice. Chosen by judgement, not swept: too high shows one answer several times, too low hides a different one among
the repeats. In copies of one text half of it is enough."""

_LOOK_BACK = 50
"""How many earlier answers of one voice a report is compared with, so that a case full of denials stays quick."""


@dataclass(frozen=True, slots=True)
class Link:
    """An answer, how it answers, and why it is thought to."""

    entry: Entry
    response_type: str
    reason: str


@dataclass(frozen=True)
class Answered:
    """What was found for each matter, by its place in the list of matters."""

    responses: dict[int, list[Link]]
    to_labels: dict[int, list[Link]]
    contradictions: dict[int, list[Link]]
    unlinked: list[Ungrouped]


def response_type(statement: Statement) -> str:
    """Give the response type of an answer. A denial of source or competence never contests the fact."""
    if statement.kind == "denial" and statement.subtype in ("source", "competence"):
        return CONTESTS_SOURCE
    kind = load().kinds.get(statement.kind)
    if kind is not None:
        if statement.response_type is not None and statement.response_type in kind.responses:
            return statement.response_type
        for subtype in kind.subtypes:
            if subtype.id == statement.subtype and subtype.response:
                return subtype.response
    return _BY_KIND.get(statement.kind, "token")


def find(sides: Sides, labels: Labels) -> Answered:
    """Go through all answers of a case, by id."""
    answered = Answered(defaultdict(list), defaultdict(list), defaultdict(list), [])
    for entry in _candidates(sides):
        kind = response_type(entry.statement)
        label_only = is_about_label(entry.statement)
        to_fact = {} if label_only else _about_fact(entry, sides)
        contrary = {place: reason for place, (reason, ours) in to_fact.items() if not ours}
        for place, (reason, _) in sorted(to_fact.items()):
            target = answered.contradictions if place in contrary else answered.responses
            target[place].append(Link(entry, kind, reason))
        to_label = dict(labels.answered_by(entry)) if label_only or entry.statement.characterisations else {}
        for place, reason in sorted(to_label.items()):
            answered.to_labels[place].append(Link(entry, kind, reason))
        if not to_fact and not to_label and entry.statement.kind in SPOKEN_BY_ACCUSED:
            answered.unlinked.append(
                Ungrouped(entry.id, "answers nothing that these documents allege, as far as can be told")
            )
    return answered


def _candidates(sides: Sides) -> Iterator[Entry]:
    kinds = (*sorted(SPOKEN_BY_ACCUSED), "refusal", "commitment", "other", "allegation", "finding", LABEL)
    for entry in sides.material.of_kind(*kinds):
        statement = entry.statement
        own = entry.id in sides.own_accounts
        if statement.kind in ("allegation", "finding", LABEL) and statement.polarity != "negative" and not own:
            continue
        if statement.kind == "other" and not statement.response_type:
            continue
        yield entry


def _about_fact(entry: Entry, sides: Sides) -> dict[int, tuple[str, bool]]:
    """Give the matters that a statement answers, with the reason; True where the accused side speaks."""
    found: dict[int, tuple[str, bool]] = {}
    for place, reason, ours in (*_linked(entry, sides), *_same_acts(entry, sides)):
        found.setdefault(place, (reason, ours))
    if not found:
        found = {place: (reason, True) for place, reason in _unspecific(entry, sides)}
    if not found:
        found = {place: (reason, False) for place, reason in _contrary(entry, sides)}
    return found


def _linked(entry: Entry, sides: Sides) -> Iterator[tuple[int, str, bool]]:
    """1. Linked by its document."""
    acts = set(families(entry.statement))
    for target in entry.statement.responds_to:
        answered = sides.material.by_id.get(target)
        if answered is None or answered.writing.key != entry.writing.key or answered.id == entry.id:
            continue
        meant = _meant_by(answered, sides)
        for place in [one for one in meant if _kindred(sides, one, acts)] or meant:
            ours = sides.speaks_for(entry, place, linked=True)
            yield place, "the same document sets it against a statement of this matter", ours


def _meant_by(answered: Entry, sides: Sides) -> list[int]:
    """Give the matters that an answered statement is about: its own, or those that its call or label means."""
    own = sides.of_statement.get(answered.id)
    if own:
        return own
    if answered.statement.kind not in (LABEL, "call", "condition", "offer"):
        return []
    acts = set(families(answered.statement))
    return [place for place in sides.here(answered) if acts & set(sides.matters[place].families)]


def _kindred(sides: Sides, place: int, acts: set[str]) -> bool:
    return any(acts & kindred(family) for family in sides.matters[place].families)


def _same_acts(entry: Entry, sides: Sides) -> Iterator[tuple[int, str, bool]]:
    """2. The accused side about the same acts."""
    speaker = sides.speaker(entry)
    acts = families(entry.statement)
    if speaker is None or not acts:
        return
    if entry.statement.kind in ("allegation", "finding") and entry.id not in sides.own_accounts:
        return
    here = [place for place in sides.here(entry) if sides.speaks_for(entry, place)]
    for place in here:
        if _kindred(sides, place, set(acts)) and sides.fits(entry, place):
            yield place, f"{sides.who(place, speaker)} speaks in the same document about this kind of act", True
    for family in acts:
        for place in sides.against(speaker, family):
            if place not in here and _reaches(entry, place, sides):
                label = load().label_of(family)
                yield (
                    place,
                    f"{sides.who(place, speaker)} speaks in another document about this kind of act ({label})",
                    True,
                )


def _reaches(entry: Entry, place: int, sides: Sides) -> bool:
    """Say whether an answer in another document is about a matter: a part of a larger one must be meant by itself."""
    matter = sides.matters[place]
    if not sides.fits(entry, place):
        return False
    dated = matter.days is not None and periods.days(entry.statement.about_time) is not None
    return matter.parent is None or dated or bool(matter.heads and sides.where(entry, matter))


def _unspecific(entry: Entry, sides: Sides) -> Iterator[tuple[int, str]]:
    """3. The accused side answers without naming an act."""
    statement = entry.statement
    if families(statement) not in ((), ("unspecified_abuse",)) or statement.kind not in SPOKEN_BY_ACCUSED:
        return
    speaker: Party | None = sides.speaker(entry)
    here = [place for place in sides.here(entry) if sides.speaks_for(entry, place) and sides.fits(entry, place)]
    words = plain(statement.content.text).split()
    blanket = statement.kind == "denial" and (len(words) <= _FEW or bool(_WHAT_IS_SAID & set(words)))
    if not blanket and len({sides.matters[place].ids for place in here}) > 1:
        return
    for place in here:
        yield place, f"{sides.who(place, speaker)} answers in the same document without naming an act"


def _contrary(entry: Entry, sides: Sides) -> Iterator[tuple[int, str]]:
    """Find what somebody else than the accused side says against a matter of the same document."""
    statement = entry.statement
    if statement.kind not in ("denial", "finding", "allegation") or response_type(statement) == CONTESTS_SOURCE:
        return
    acts = set(families(statement))
    for place in sides.here(entry):
        matter = sides.matters[place]
        same = bool(acts & set(matter.families)) and entry.id not in matter.ids and sides.fits(entry, place)
        if same and not sides.speaks_for(entry, place):
            yield place, "somebody else than the accused side says in the same document that it was not so"


def merged(links: Sequence[Link], copies: Copies) -> tuple[Response, ...]:
    """Make responses of links, the earliest report first; later reports of the same answer are its repeats."""
    found: list[tuple[Link, list[str]]] = []
    by_voice: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for link in sorted(links, key=lambda one: one.entry.order):
        speaker = link.entry.statement.speaker
        voice = (link.entry.statement.kind, link.response_type, plain(speaker.name) if speaker else "")
        for place in by_voice[voice][-_LOOK_BACK:]:
            if _same_answer(found[place][0].entry, link.entry, copies):
                found[place][1].append(link.entry.id)
                break
        else:
            by_voice[voice].append(len(found))
            found.append((link, []))
    return tuple(Response(link.entry.id, link.response_type, link.reason, tuple(ids)) for link, ids in found)


def _same_answer(one: Entry, other: Entry, copies: Copies) -> bool:
    if one.writing.key == other.writing.key:
        return False
    common = overlap(stems(one.statement.content.text), stems(other.statement.content.text))
    return common >= (SAME_ANSWER / 2 if copies.same(one.writing, other.writing) else SAME_ANSWER)
