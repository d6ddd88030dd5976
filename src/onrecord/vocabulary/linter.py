# SPDX-License-Identifier: Apache-2.0
"""Say what is wrong with the vocabulary. Run in the tests; an empty list means it is sound.

Checked: ids are unique and well formed; groups, parents, instruments, response types, kinds and acts that
an entry points to exist; no parent is its own ancestor; triggers have the allowed form and stand once
in their type; HURIDOCS codes have twelve digits; the twelve kinds are those of the public contract;
phrases hold only the fields they may.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter
from typing import Any

from onrecord.model import KIND_IDS
from onrecord.vocabulary.loader import FILES, load, read_file
from onrecord.vocabulary.terms import Triggers, Vocabulary

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TRIGGER = re.compile(r"\w+\*?( \w+\*?)*")
_LISTS = {
    "violations": ("violations", "special_codes", "legal_characterisations"),
    "kinds": ("kinds",),
    "roles": ("roles",),
    "response_types": ("response_types",),
    "standards": ("standards", "outcomes"),
}


def complaints() -> list[str]:
    """Check the files and what they load to."""
    files = {name: read_file(name) for name in FILES}
    vocabulary = load()
    return [
        *_ids(files),
        *_violations(vocabulary),
        *_characterisations(vocabulary),
        *_kinds(vocabulary),
        *_phrases(vocabulary),
    ]


def _ids(files: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, lists in _LISTS.items():
        ids = [entry["id"] for part in lists for entry in files[name][part]]
        yield from (f"{name}: {term} stands twice" for term, count in Counter(ids).items() if count > 1)
        yield from (f"{name}: {term} is no id" for term in ids if not _ID.fullmatch(term))


def trigger_complaints(term: str, triggers: Triggers) -> Iterator[str]:
    """Check the triggers of one term: lower case words, single spaces, ``*`` only at the end of a word, no repeats."""
    for part in (triggers.strong, triggers.weak, triggers.exclude):
        for trigger in part:
            if not _TRIGGER.fullmatch(trigger) or trigger != trigger.lower():
                yield f"{term}: {trigger!r} is no trigger"
    proposing = Counter(triggers.strong + triggers.weak)
    yield from (f"{term}: {trigger!r} stands twice" for trigger, count in proposing.items() if count > 1)


def _violations(vocabulary: Vocabulary) -> Iterator[str]:
    for act in vocabulary.violations.values():
        yield from trigger_complaints(act.id, act.triggers)
        if act.group and act.group not in vocabulary.groups:
            yield f"{act.id}: no group {act.group}"
        if act.parent and act.parent not in vocabulary.violations:
            yield f"{act.id}: no parent {act.parent}"
        elif act.parent and vocabulary.violations[act.parent].parent:
            yield f"{act.id}: parents go one level up only"
        if not act.definition:
            yield f"{act.id}: no definition"
        for provision in act.instruments:
            if provision.instrument not in vocabulary.instruments:
                yield f"{act.id}: no instrument {provision.instrument}"
        for code in act.huridocs_mt4.codes:
            if not re.fullmatch(r"\d{12}", code):
                yield f"{act.id}: {code} is no HURIDOCS code"


def _characterisations(vocabulary: Vocabulary) -> Iterator[str]:
    for label in vocabulary.characterisations.values():
        yield from trigger_complaints(label.id, label.triggers)
        if label.id in vocabulary.violations:
            yield f"{label.id}: is an act and a label"
        if not label.triggers.strong:
            yield f"{label.id}: no trigger"
        for provision in label.instruments:
            if provision.instrument not in vocabulary.instruments:
                yield f"{label.id}: no instrument {provision.instrument}"


def _kinds(vocabulary: Vocabulary) -> Iterator[str]:
    if tuple(vocabulary.kinds) != KIND_IDS:
        yield "kinds: not those of the contract, in its order"
    for kind in vocabulary.kinds.values():
        yield from trigger_complaints(kind.id, Triggers(strong=kind.cues))
        answers = (*kind.responses, *(subtype.response for subtype in kind.subtypes if subtype.response))
        yield from (f"{kind.id}: no response type {one}" for one in answers if one not in vocabulary.response_types)
        subtypes = Counter(subtype.id for subtype in kind.subtypes)
        yield from (f"{kind.id}: subtype {one} stands twice" for one, count in subtypes.items() if count > 1)
    for response in vocabulary.response_types.values():
        yield from (f"{response.id}: no kind {kind}" for kind in response.kinds if kind not in vocabulary.kinds)
    for role in vocabulary.roles.values():
        yield from trigger_complaints(role.id, Triggers(strong=role.nouns))


def _phrases(vocabulary: Vocabulary) -> Iterator[str]:
    if vocabulary.default_standard not in vocabulary.standards:
        yield f"standards: no default {vocabulary.default_standard}"
    orders = [standard.order for standard in vocabulary.standards.values()]
    if orders != sorted(set(orders)):
        yield "standards: not in order"
    phrases = [(standard.id, standard.stem) for standard in vocabulary.standards.values()]
    phrases += [(outcome.id, outcome.phrase) for outcome in vocabulary.outcomes.values()]
    for term, phrase in phrases:
        fields = {name for _, name, _, _ in Formatter().parse(phrase) if name}
        if not fields <= {"what", "by"}:
            yield f"{term}: phrase has unknown fields"
