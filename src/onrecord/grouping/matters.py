# SPDX-License-Identifier: Apache-2.0
"""Bring accusing statements together by matter.

A matter is one family of acts (or several that accounts of one event name), one accused side, and a place and a period
that overlap.

1. Statements that accuse make matters (``accusing``). A statement about several families of acts belongs to the matter
   of each that stands by itself; where no accused is named, families that one may mean with the other's word make
   one matter. Legal labels, calls and conditions make none.
2. A place or period that is not stated is compatible with any: such a statement joins where there is only one matter
   that it could mean; where there are several it stays by itself, as the general matter of which they are part.
3. A longer or open period ("since 2017") and an event are general and specific: linked, never merged.
4. Accounts about particular persons are kept apart from general statements and linked to them. Who the victim is
   never brings two statements together; it only ever keeps them apart.
5. Where a statement names no accused, the accused is taken from its document only if that names a single one for
   this family of acts; the reason says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.grouping import periods, places
from onrecord.grouping.accusing import together
from onrecord.grouping.copies import Copies
from onrecord.grouping.material import Entry
from onrecord.grouping.parties import Parties, Party, is_unnamed
from onrecord.grouping.periods import Days
from onrecord.grouping.unions import Unions
from onrecord.grouping.wording import plain, word_set
from onrecord.model import Statement
from onrecord.vocabulary import load

_SINGULAR = word_set(
    """brother sister son daughter father mother husband wife uncle aunt cousin nephew niece grandfather grandmother
    man woman boy girl child person journalist lawyer teacher doctor activist student farmer carpenter baker detainee
    prisoner resident worker priest imam monk nun trader driver nurse reporter editor friend relative colleague"""
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b")
_NAME_LIKE = re.compile(r"(?:[^\W\d_a-z][\w'-]+ ?){2,3}")

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A statement in one block: how its accused, place and period are understood."""

    entry: Entry
    party: Party | None
    notes: tuple[str, ...]
    place: Place
    period: Days | None
    families: tuple[str, ...]
    """Those of which it accuses, among the families that its block is about."""


@dataclass(slots=True)
class Matter:
    """Accusing statements about one matter. Built here, frozen as an ``Allegation`` in ``allegations``."""

    families: tuple[str, ...]
    party: Party | None
    members: tuple[Member, ...]
    individual: bool
    anchor: tuple[str, ...]
    """What tells it from other matters of the same families and party; part of its id."""
    reasons: tuple[str, ...]
    parent: Matter | None = None
    days: Days | None = field(init=False)
    heads: Place = field(init=False)
    ids: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        spans = [member.period for member in self.members if member.period is not None]
        self.days = Days(min(one.first for one in spans), max(one.last for one in spans)) if spans else None
        self.heads = tuple(sorted({part for member in self.members for part in member.place}))
        self.ids = tuple(sorted(member.entry.id for member in self.members))

    @property
    def top(self) -> bool:
        """Whether it is about no particular person and part of no other matter."""
        return not self.individual and self.parent is None

    def takes_place_at(self, place: Place) -> bool:
        """Say whether a place may be where the matter took place. What is unknown may."""
        return not place or not self.heads or bool(set(place) & set(self.heads))


def build(accusations: Sequence[tuple[Entry, tuple[str, ...]]], parties: Parties, copies: Copies) -> list[Matter]:
    """Propose the matters of a case, given the accusing statements with the families of acts that they accuse of."""
    blocks: dict[tuple[tuple[str, ...], str], list[Member]] = defaultdict(list)
    named = _accused_by_document(accusations, parties)
    for entry, acts in accusations:
        for family in acts:
            for party, notes in _accused(entry, parties, named[entry.writing.key, family]):
                block = together(family, accused=party is not None)
                members = blocks[block, party.key if party else ""]
                if not members or members[-1].entry is not entry:
                    about = tuple(one for one in acts if one in block)
                    members.append(_member(entry, party, notes, parties, about))
    return [matter for key in sorted(blocks) for matter in _split(blocks[key], copies)]


def _accused_by_document(
    accusations: Iterable[tuple[Entry, tuple[str, ...]]], parties: Parties
) -> dict[tuple[str, str], dict[str, Party]]:
    named: dict[tuple[str, str], dict[str, Party]] = defaultdict(dict)
    for entry, acts in accusations:
        for family in acts:
            for party in parties.accused(entry):
                named[entry.writing.key, family][party.key] = party
    return named


def _accused(
    entry: Entry, parties: Parties, in_document: dict[str, Party]
) -> list[tuple[Party | None, tuple[str, ...]]]:
    """Give the accused parties of a statement with what had to be understood."""
    own = parties.accused(entry)
    if own:
        return [(party, (party.note,) if party.note else ()) for party in own]
    if entry.statement.accused is None and len(in_document) == 1:
        party = next(iter(in_document.values()))
        note = f"names no accused; its document accuses only {party.name} of this kind of act"
        return [(party, (note,))]
    return [(None, ())]


def _member(
    entry: Entry, party: Party | None, notes: tuple[str, ...], parties: Parties, about: tuple[str, ...]
) -> Member:
    statement = entry.statement
    place = places.parts(statement.place, party.state if party else None, parties.states)
    return Member(entry, party, notes, place, periods.days(statement.about_time), about)


def is_individual(statement: Statement) -> bool:
    """Say whether a statement is an account about particular persons ("my brother"), not about many."""
    if any(
        quantity.unit == "persons" and (quantity.lower or quantity.value or 0) > 3 for quantity in statement.quantities
    ):
        return False
    affected = (statement.affected or "").strip()
    if affected:
        words = plain(affected).split()
        return bool(_SINGULAR & set(words)) or (bool(_NAME_LIKE.fullmatch(affected)) and not words[-1].endswith("s"))
    told = statement.speaker is not None and statement.speaker.role in ("victim_or_relative", "witness", "anonymous")
    return told and bool(_FIRST_PERSON.search(statement.content.text))


# --- splitting one block of family and accused ---


def _split(members: list[Member], copies: Copies) -> list[Matter]:
    groups = places.group(sorted({member.place for member in members}))
    general = [member for member in members if not is_individual(member.entry.statement)]
    single = [member for member in members if is_individual(member.entry.statement)]
    matters = _general(general, groups)
    for cluster, reason in _accounts(single, groups, copies):
        anchor = ("account", min(member.entry.id for member in cluster))
        matters.append(_matter(cluster, anchor, (reason,), individual=True))
    for matter in matters:
        if matter.individual:
            matter.parent = _parent(matter, [one for one in matters if not one.individual])
    return matters


def _matter(
    members: Iterable[Member],
    anchor: tuple[str, ...],
    reasons: tuple[str, ...],
    *,
    individual: bool = False,
) -> Matter:
    members = tuple(sorted(members, key=lambda member: member.entry.order))
    families = tuple(sorted({family for member in members for family in member.families}))
    label = "; ".join(load().label_of(family) for family in families)
    party = members[0].party
    who = f"the same accused ({party.name})" if party else "no accused named"
    notes = Counter(note for member in members for note in member.notes)
    understood = tuple(f"{_count(notes[note])}: {note}" for note in sorted(notes))
    return Matter(families, party, members, individual, anchor, (f"{label}; {who}", *reasons, *understood))


def _count(number: int) -> str:
    return f"{number} statement" + ("" if number == 1 else "s")


def _general(members: list[Member], groups: dict[str, str]) -> list[Matter]:
    """Split by place, then by period."""
    by_place: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_place[groups[member.place[0]] if member.place else ""].append(member)
    placeless = by_place.pop("", [])
    if len(by_place) == 1:
        key = next(iter(by_place))
        note = (f"{_count(len(placeless))}: no place is named, taken as compatible",) if placeless else ()
        return _by_period(by_place[key] + placeless, (), note)
    wide = _by_period(placeless, (), ())
    narrow = [matter for key in sorted(by_place) for matter in _by_period(by_place[key], (key,), ())]
    for matter in narrow:
        if matter.parent is None:
            matter.parent = _parent(matter, wide)
    return wide + narrow


def _by_period(members: list[Member], anchor: tuple[str, ...], reasons: tuple[str, ...]) -> list[Matter]:
    """Split by period: overlapping events, overlapping general times, and what has no date."""
    undated = [member for member in members if member.period is None]
    events = _sweep([member for member in members if member.period is not None and member.period.is_event])
    wide = _sweep([member for member in members if member.period is not None and not member.period.is_event])
    note: tuple[str, ...] = ()
    if undated and len(events) + len(wide) == 1:
        note = (f"{_count(len(undated))}: no time is named, taken as compatible",)
        (events or wide)[0].extend(undated)
        undated = []
    elif undated and len(wide) == 1:
        note = (f"{_count(len(undated))}: no time is named, taken as the general time",)
        wide[0].extend(undated)
        undated = []
    alone = len(events) + len(wide) + bool(undated) == 1
    place = _place_reason(members)
    general = [_matter(undated, (*anchor, "no date"), (*place, *reasons))] if undated else []
    general += [_dated(one, anchor, (*place, *reasons, *note), alone) for one in wide]
    specific = [_dated(one, anchor, (*place, *reasons, *(note if alone else ())), alone) for one in events]
    for matter in specific:
        matter.parent = _parent(matter, general)
    if alone:
        for matter in general + specific:
            matter.anchor = anchor
    return general + specific


def _dated(members: list[Member], anchor: tuple[str, ...], reasons: tuple[str, ...], alone: bool) -> Matter:
    first = min(member.period for member in members if member.period is not None)
    event = first.is_event
    known = sorted({one.entry.statement.about_time for one in members if one.entry.statement.about_time})
    time = f"times that overlap ({', '.join(known[:4])}{', …' if len(known) > 4 else ''})"
    return _matter(
        members,
        anchor if alone else (*anchor, "event" if event else "since", str(first.first)),
        (time, *reasons),
    )


def _place_reason(members: Iterable[Member]) -> tuple[str, ...]:
    name = places.shown(one.entry.statement.place for one in members if one.place and one.entry.statement.place)
    return (f"places that overlap ({name})",) if name else ()


def _sweep(members: list[Member]) -> list[list[Member]]:
    """Cluster members whose periods overlap, directly or through others."""
    clusters: list[list[Member]] = []
    end = -1
    for member in sorted(members, key=lambda one: (one.period or Days(0, 0), one.entry.id)):
        period = member.period or Days(0, 0)
        if clusters and period.first <= end:
            clusters[-1].append(member)
        else:
            clusters.append([member])
        end = max(end, period.last) if clusters[-1][0] is not member else period.last
    return clusters


def _parent(matter: Matter, general: list[Matter]) -> Matter | None:
    """Give the general matter that a specific one is part of: the closest that place and period allow."""
    fitting = [
        one
        for one in general
        if matter.takes_place_at(one.heads)
        and (one.days is None or matter.days is None or one.days.overlaps(matter.days))
    ]
    return min(fitting, key=_closeness(matter), default=None)


def _closeness(matter: Matter) -> Callable[[Matter], tuple[bool, bool, int, tuple[str, ...]]]:
    def key(one: Matter) -> tuple[bool, bool, int, tuple[str, ...]]:
        same_place = bool(set(one.heads) & set(matter.heads))
        same_time = one.days is not None and matter.days is not None
        length = one.days.last - one.days.first if one.days else periods.LATEST
        return not same_place, not same_time, length, one.ids

    return key


# --- accounts about particular persons ---


def _accounts(members: list[Member], groups: dict[str, str], copies: Copies) -> list[tuple[list[Member], str]]:
    """Cluster accounts: told by the same person or in copies of one text, or of the same day at the same place."""
    unions = Unions(member.entry.id for member in members)
    buckets: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member in members:
        for bucket in _buckets(member, groups, copies):
            buckets[bucket].append(member)
    for bucket in sorted(buckets):
        for cluster in _not_different(buckets[bucket]):
            for member in cluster[1:]:
                unions.join(cluster[0].entry.id, member.entry.id)
    by_id = {member.entry.id: member for member in members}
    reason = "an account about particular persons: told by one speaker, in copies of one text, or of one day and place"
    return [([by_id[one] for one in ids], reason) for ids in unions.sets()]


def _buckets(member: Member, groups: dict[str, str], copies: Copies) -> Iterable[tuple[str, ...]]:
    speaker = member.entry.statement.speaker
    told = plain(speaker.name) if speaker is not None and not member.entry.own_voice else ""
    yield "copy", copies.cluster_of[member.entry.writing.key], told
    if speaker is not None and told and not is_unnamed(speaker.name):
        yield "speaker", told
    if member.place and member.period is not None and member.period.first == member.period.last:
        yield "event", groups[member.place[0]], str(member.period.first)


def _not_different(members: list[Member]) -> list[list[Member]]:
    """Part accounts whose victims or days are known to differ; the rest stays together."""
    clusters: list[list[Member]] = []
    for part in _parted_by_victim(members):
        dated = _sweep([member for member in part if member.period is not None])
        undated = [member for member in part if member.period is None]
        if len(dated) == 1:
            dated[0].extend(undated)
        elif undated:
            dated.append(undated)
        clusters += dated
    return [sorted(cluster, key=lambda one: one.entry.id) for cluster in clusters if cluster]


def _parted_by_victim(members: list[Member]) -> list[list[Member]]:
    unions = Unions()
    unknown = []
    for member in members:
        words = sorted(set(plain(member.entry.statement.affected or "").split()) - _PRONOUNS)
        if not words:
            unknown.append(member)
        for word in words:
            unions.join(words[0], word)
    parted: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        words = sorted(set(plain(member.entry.statement.affected or "").split()) - _PRONOUNS)
        if words:
            parted[unions.find(words[0])].append(member)
    if len(parted) <= 1:
        return [members]
    return [parted[key] for key in sorted(parted)] + ([unknown] if unknown else [])


_PRONOUNS = word_set("the a an his her my their our your its he she they him them me i who one of and")
