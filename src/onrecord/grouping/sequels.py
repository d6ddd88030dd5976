# SPDX-License-Identifier: Apache-2.0
"""Find statements that may fulfil, answer, replace or break a step of the ledger. A person decides on each.

1. A deed reported in like words, not before an undertaking, may fulfil it.
2. A statement that something was not done, in like words, may say that it was broken.
3. A later undertaking of the same side in like words with another date may replace it.
4. What a call, request, offer or condition is addressed to may answer it: by a refusal, an undertaking, an offer, an
   agreement or terms of its own. A link inside the document is enough; else the subject must be the same.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.grouping import periods
from onrecord.grouping.material import Entry, Material
from onrecord.grouping.parties import Parties
from onrecord.grouping.wording import stems, word_set
from onrecord.model import LedgerKind, Statement

LISTED = 8
"""How many proposals one entry lists, the nearest in time first."""

_NEAREST = 15
"""How many statements with a common word are looked at, the nearest in time first: keeps large cases quick."""

_ENOUGH = 2
"""Common content words from which two statements may be about one act ("publish" and "assessment")."""

_UNDERTAKINGS = ("commitment", "agreement")
_ASKING = ("call", "request", "offer", "condition")
_ANSWERING = ("refusal", "commitment", "offer", "condition", "denial", "admission", "other")
_NOT_DONE = re.compile(
    r"\b(?:fail\w*|ha[sd] not|have not|did not keep|never|broke\w*|breach\w*|missed|unmet|without)\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?:access|visit\w*|enter|entry|mission|inspect\w*|invit\w+|travel\w*|interview\w*|unsupervised)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    stem for word in word_set("government office official state minister right human people") for stem in stems(word)
)


class _Postings:
    """Statements by key, in the order of their dates."""

    def __init__(self) -> None:
        self._lists: dict[str, list[tuple[int, str, Entry]]] = defaultdict(list)

    def add(self, key: str, entry: Entry) -> None:
        day = entry.said.last if entry.said else periods.LATEST
        self._lists[key].append((day, entry.id, entry))

    def sort(self) -> None:
        for entries in self._lists.values():
            entries.sort(key=lambda one: one[:2])

    def since(self, key: str, day: int) -> Iterator[Entry]:
        """Give the statements from a day on, the nearest first, those without a date last."""
        entries = self._lists.get(key, [])
        start = bisect.bisect_left(entries, (day, ""), key=lambda one: one[:2])
        return (entry for _, _, entry in entries[start : start + _NEAREST])


class Sequels:
    """What may have become of the steps of one case."""

    def __init__(self, material: Material, parties: Parties) -> None:
        self._parties = parties
        self._done, self._broken, self._undertaken, self._answers = (_Postings() for _ in range(4))
        self._linked: dict[str, list[Entry]] = defaultdict(list)
        for entry in material.entries:
            self._index(entry)
        for postings in (self._done, self._broken, self._undertaken, self._answers):
            postings.sort()

    def _index(self, entry: Entry) -> None:
        statement = entry.statement
        if statement.kind in _ANSWERING:
            for target in statement.responds_to:
                self._linked[target].append(entry)
        words = self._words(statement)
        deed = statement.kind == "other" and statement.subtype == "report_of_action"
        if deed or statement.kind == "admission":
            self._add(self._done, words, entry)
        if statement.subtype == "non_fulfilment" or (
            statement.kind == "allegation" and _NOT_DONE.search(statement.content.text)
        ):
            self._add(self._broken, words, entry)
        party = self._parties.speaker(entry)
        if party is not None and (deed or statement.kind in _ANSWERING[:4]):
            if statement.kind == "commitment":
                self._add(self._undertaken, (f"{party.key} {word}" for word in words), entry)
            keys = [f"{party.key} {word}" for word in words]
            if _ACCESS.search(statement.content.text):
                keys.append(f"{party.key} access")
            self._add(self._answers, keys, entry)

    @staticmethod
    def _add(postings: _Postings, keys: Iterator[str] | Sequence[str] | frozenset[str], entry: Entry) -> None:
        for key in keys:
            postings.add(key, entry)

    @staticmethod
    def _words(statement: Statement) -> frozenset[str]:
        return stems(statement.content.text) - _COMMON

    def of(self, kind: LedgerKind, reports: Sequence[Entry], due: str | None) -> tuple[tuple[str, str], ...]:
        """Give (statement id, reason) for a step, at most ``LISTED``, the earliest first."""
        known = {entry.id for entry in reports}
        found: dict[str, tuple[Entry, str]] = {}
        for entry, reason in self._found(kind, reports, due):
            if entry.id not in known:
                found.setdefault(entry.id, (entry, reason))
        nearest = sorted(found.values(), key=lambda one: one[0].order)[:LISTED]
        return tuple((entry.id, reason) for entry, reason in nearest)

    def _found(self, kind: LedgerKind, reports: Sequence[Entry], due: str | None) -> Iterator[tuple[Entry, str]]:
        lead = reports[0]
        for report in reports:
            for entry in self._linked.get(report.id, ()):
                yield entry, "may answer it: the same document sets it against this step"
        if kind in _UNDERTAKINGS or kind in ("call", "request"):
            yield from self._like(
                self._broken, lead, "may say that it was not kept: speaks of the same act as not done"
            )
            yield from self._like(self._done, lead, "may fulfil it: reports a deed in like words")
        if kind in _UNDERTAKINGS:
            yield from self._replacing(lead, due)
        if kind in _ASKING:
            yield from self._answering(lead)

    def _like(self, postings: _Postings, lead: Entry, reason: str) -> Iterator[tuple[Entry, str]]:
        words = self._words(lead.statement)
        day = lead.said.first if lead.said else periods.EARLIEST
        counts: dict[str, int] = defaultdict(int)
        for word in sorted(words):
            for entry in postings.since(word, day):
                counts[entry.id] += 1
                if counts[entry.id] == _ENOUGH:
                    yield entry, reason

    def _replacing(self, lead: Entry, due: str | None) -> Iterator[tuple[Entry, str]]:
        party = self._parties.speaker(lead)
        if party is None or due is None:
            return
        counts: dict[str, int] = defaultdict(int)
        for word in sorted(self._words(lead.statement)):
            for entry in self._undertaken.since(
                f"{party.key} {word}", lead.said.first if lead.said else periods.LATEST
            ):
                counts[entry.id] += 1
                if counts[entry.id] == _ENOUGH and entry.statement.due and entry.statement.due != due:
                    yield entry, "may replace it: a later undertaking of the same side with another date"

    def _answering(self, lead: Entry) -> Iterator[tuple[Entry, str]]:
        asked = self._parties.addressee(lead)
        if asked is None:
            return
        words = self._words(lead.statement)
        day = lead.said.first if lead.said else periods.EARLIEST
        side = f"state:{asked.state}" if asked.state else asked.key
        counts: dict[str, int] = defaultdict(int)
        for word in sorted(words):
            for entry in self._answers.since(f"{side} {word}", day):
                counts[entry.id] += 1
                if counts[entry.id] == _ENOUGH:
                    yield entry, "may answer it: the side that was addressed speaks of the same act"
        if _ACCESS.search(lead.statement.content.text):
            for entry in self._answers.since(f"{side} access", day):
                yield entry, "may answer it: the side that was addressed speaks of access"
