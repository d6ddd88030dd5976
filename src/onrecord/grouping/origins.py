# SPDX-License-Identifier: Apache-2.0
"""Count from how many independent origins an allegation comes: origins, not documents.

1. The innermost speaker is the origin. Statements of one named speaker are one origin in however many documents;
   so are those of a person and the body the person speaks for, and those of one state's officials.
2. A document's own voice is no origin.
3. Speakers without a name ("rights groups", "a doctor") cannot be told apart: they are one possible origin where
   they stand in copies of one text or credit one agency in like words, and unresolved otherwise.
4. A named speaker who stands only in later copies of a text that does not have that speaker is unresolved. So is
   one who stands only in translations, and a short name that several speakers share.
5. Unresolved adds zero. The number of independent origins is the number of named, resolved ones; where there is
   none but somebody else than the documents themselves speaks, it is one.

So another copy never raises the number. Pairs are listed up to a limit and counted beyond it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from onrecord.grouping import credit_lines
from onrecord.grouping.copies import Copies
from onrecord.grouping.material import Entry, Material
from onrecord.grouping.parties import Parties
from onrecord.grouping.unions import Unions
from onrecord.grouping.wording import overlap, plain, stems
from onrecord.model import IndependenceState, OriginLink, Origins

LISTED = {"dependent": 40, "unresolved": 40, "independent": 20}
"""How many links of each state one allegation lists. A person can read no more; the rest is counted."""

OWN_VOICE = "a document's own voice is no origin"
SAME_WORDS = 0.5
"""Share of common words from which two descriptions without a name ("a hospital doctor") that credit one agency are
taken as one speaker. It only merges possible origins, which add none either way."""

_BODIES = frozenset(
    ("ngo", "un_body", "igo", "company", "court", "treaty_body", "parliament", "armed_group", "media_narrator")
)


@dataclass
class _Unit:
    """Statements of one possible origin."""

    entries: list[Entry] = field(default_factory=list)
    doubt: str | None = None
    """Why it cannot be told apart from the others; None where it can."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(entry.id for entry in self.entries))

    @property
    def lead(self) -> Entry:
        """The earliest statement."""
        return min(self.entries, key=lambda entry: entry.order)


class OriginCounter:
    """What is known of the speakers of one case."""

    def __init__(self, material: Material, parties: Parties, copies: Copies) -> None:
        self._parties = parties
        self._copies = copies
        self._writings = {writing.key: writing for writing in material.writings}
        self._spoken: dict[str, set[str]] = defaultdict(set)
        bodies: set[str] = set()
        for entry in material.entries:
            key = self._key(entry)
            if key is not None:
                self._spoken[entry.writing.key].add(key)
                if entry.statement.speaker is not None and entry.statement.speaker.role in _BODIES:
                    bodies.add(key)
        self._body_of = self._bodies(material, bodies)
        self._credits = {writing.key: credit_lines.of_writing(writing) for writing in material.writings}
        self._translated = {writing.key for writing in material.writings if credit_lines.is_translation(writing)}

    def _key(self, entry: Entry) -> str | None:
        party = self._parties.speaker(entry)
        return None if party is None or party.key.startswith("group:") else party.key

    def _bodies(self, material: Material, bodies: set[str]) -> Mapping[str, str]:
        """Learn for which body a named speaker speaks ("Mira Dostane, the director of Open Valley")."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in material.entries:
            key, source = self._key(entry), entry.statement.source
            if key is None or source is None:
                continue
            words = plain(source.text).split()[:40]
            runs = (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + 6, len(words)) + 1))
            found[key].update(f"name:{run}" for run in runs if f"name:{run}" in bodies and f"name:{run}" != key)
        return {key: max(names, key=lambda one: (len(one), one)) for key, names in found.items() if names}

    def count(self, entries: Sequence[Entry]) -> Origins:
        """Give the origins of the statements of one allegation. Their order changes nothing."""
        entries = sorted(entries, key=lambda entry: entry.id)
        silent = tuple((entry.id, OWN_VOICE) for entry in entries if entry.own_voice)
        heard = [entry for entry in entries if not entry.own_voice]
        named, joins = self._named([entry for entry in heard if self._key(entry) is not None])
        unnamed = self._unnamed([entry for entry in heard if self._key(entry) is None])
        resolved = [unit for unit in named if unit.doubt is None]
        doubtful = [unit for unit in named if unit.doubt is not None] + unnamed
        if not resolved and doubtful:
            resolved = [min(doubtful, key=lambda unit: unit.lead.order)]
            doubtful = [unit for unit in doubtful if unit is not resolved[0]]
        listed = [
            *islice(self._dependent((*resolved, *doubtful), joins), LISTED["dependent"]),
            *islice(_unresolved(resolved, doubtful), LISTED["unresolved"]),
            *islice(_independent(resolved), LISTED["independent"]),
        ]
        pairs = len(resolved), len(doubtful)
        unresolved = pairs[0] * pairs[1] + pairs[1] * (pairs[1] - 1) // 2
        dependent = sum(len(unit.entries) - 1 for unit in resolved + doubtful)
        total = unresolved + dependent + pairs[0] * (pairs[0] - 1) // 2
        return Origins(
            clusters=tuple(sorted(unit.ids for unit in resolved)),
            links=tuple(sorted(listed, key=lambda link: (link.state, link.one, link.other))),
            unresolved=tuple(sorted(unit.ids for unit in doubtful)),
            unresolved_pairs=unresolved,
            adding_none=silent,
            documents=sum(len(self._writings[key].receipts) for key in {entry.writing.key for entry in entries}),
            links_left_out=total - len(listed),
        )

    # --- named speakers ---

    def _named(self, entries: Sequence[Entry]) -> tuple[list[_Unit], dict[str, str]]:
        """Cluster named speakers, and give for each key that was joined to another the reason."""
        by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_key[self._key(entry) or ""].append(entry)
        unions = Unions(by_key)
        joins: dict[str, str] = {}
        shared: set[str] = set()
        for key in sorted(by_key):
            body = self._body_of.get(key)
            if body is not None:
                joins[key] = "the source phrase says that the one speaks for the other"
                unions.join(key, body)
            longer = self._longer(key, by_key)
            if len(longer) == 1:
                joins[key] = "the one name is short for the other"
                unions.join(key, longer[0])
            elif longer:
                shared.add(key)
        units: dict[str, _Unit] = defaultdict(_Unit)
        doubts: dict[str, list[str | None]] = defaultdict(list)
        for key in sorted(by_key):
            root = unions.find(key)
            units[root].entries += by_key[key]
            doubts[root].append(
                "several speakers share this short name" if key in shared else self._doubt(key, by_key[key])
            )
        for root, unit in units.items():
            unit.doubt = None if None in doubts[root] else doubts[root][0]
        return [units[root] for root in sorted(units)], joins

    @staticmethod
    def _longer(key: str, keys: Iterable[str]) -> list[str]:
        kind, _, name = key.partition(":")
        if kind != "name" or " " in name:
            return []
        return sorted(one for one in keys if one != key and name in one.partition(":")[2].split())

    def _doubt(self, key: str, entries: Sequence[Entry]) -> str | None:
        """Say why a named speaker cannot be counted, or None."""
        sound = [entry for entry in entries if self._in_original(key, entry)]
        if not sound:
            return "the speaker is named only in a later copy of a text that does not have this speaker"
        if all(entry.writing.key in self._translated for entry in sound):
            return "the document is a translation, so the name may be another's in another spelling"
        return None

    def _in_original(self, key: str, entry: Entry) -> bool:
        cluster = self._copies.cluster_of[entry.writing.key]
        return self._copies.size[cluster] == 1 or key in self._spoken[self._copies.first_of[cluster]]

    # --- speakers without a name ---

    def _unnamed(self, entries: Sequence[Entry]) -> list[_Unit]:
        """Bring together unnamed speakers in copies of one text, or through one agency in like words."""
        unions = Unions(entry.id for entry in entries)
        buckets: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for entry in entries:
            buckets["copy", self._copies.cluster_of[entry.writing.key], _description(entry)].append(entry)
            for credit in self._credits[entry.writing.key] | credit_lines.of_statement(entry):
                buckets["credit", credit].append(entry)
        for key in sorted(buckets):
            first: list[Entry] = []
            for entry in buckets[key]:
                like = next((one for one in first if key[0] == "copy" or _like(one, entry)), None)
                if like is not None:
                    unions.join(like.id, entry.id)
                elif len(first) < 20:
                    first.append(entry)
        by_id = {entry.id: entry for entry in entries}
        doubt = "the speaker is not named"
        return [_Unit([by_id[one] for one in ids], doubt) for ids in unions.sets()]

    def _dependent(self, units: Iterable[_Unit], joins: Mapping[str, str]) -> Iterator[OriginLink]:
        for unit in units:
            lead = unit.lead
            for entry in sorted(unit.entries, key=lambda one: one.order):
                if entry is not lead:
                    yield OriginLink(lead.id, entry.id, "dependent", self._why_one(lead, entry, joins))

    def _why_one(self, one: Entry, other: Entry, joins: Mapping[str, str]) -> str:
        keys = self._key(one), self._key(other)
        if self._copies.same(one.writing, other.writing) and one.writing.key != other.writing.key:
            return "they stand in copies of one text"
        if keys[0] is not None and keys[0] == keys[1]:
            return "the innermost speaker is the same"
        for key in keys:
            if key is not None and key in joins:
                return joins[key]
        if one.writing.key == other.writing.key:
            return "one document gives both to speakers whom it does not tell apart"
        return "both go back to the same agency or outlet, in like words"


def _unresolved(resolved: Sequence[_Unit], doubtful: Sequence[_Unit]) -> Iterator[OriginLink]:
    for unit in doubtful:
        for other in resolved:
            yield _link(unit, other, "unresolved", unit.doubt or "")
    for unit, other in combinations(doubtful, 2):
        yield _link(unit, other, "unresolved", unit.doubt or "")


def _independent(resolved: Sequence[_Unit]) -> Iterator[OriginLink]:
    for unit, other in combinations(resolved, 2):
        yield _link(unit, other, "independent", "different named speakers whom no copy, credit or attribution connects")


def _link(unit: _Unit, other: _Unit, state: IndependenceState, reason: str) -> OriginLink:
    one, two = sorted((unit.lead.id, other.lead.id))
    return OriginLink(one, two, state, reason)


def _description(entry: Entry) -> str:
    return plain(entry.statement.speaker.name) if entry.statement.speaker else ""


def _like(one: Entry, other: Entry) -> bool:
    words, others = stems(_description(one)), stems(_description(other))
    return (not words and not others) or overlap(words, others) >= SAME_WORDS
