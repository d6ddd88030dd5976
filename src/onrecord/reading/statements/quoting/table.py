# SPDX-License-Identifier: Apache-2.0
"""The table of one language, as the engine uses it: words levelled, forms written out, patterns compiled.

A form with a space in the table's sense is written with an underscore ("puso_de_relieve"). A class of verbs gives
its forms with ``*`` for the stem; ``|`` stands before the participles, which need an auxiliary before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from onrecord.reading.statements.quoting.levelling import folded, levelled

WORD = re.compile(r"\x01+|[^\W_]+['’](?=\w)|[^\W_]+(?:[-\u2010\u2011][^\W_]+)*|[^\s]")


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: its base form and what it settles."""

    lemma: str
    kind: str = "other"
    subtype: str | None = None
    object_decides: bool = False
    """What is rejected decides between a denial and a refusal."""
    labels: bool = False
    """It calls something by a name: "calificó de"."""


Forms = dict[str, list[tuple[tuple[str, ...], Verb]]]
"""First word of a form to the words that follow it and the verb, the longest form first."""


@dataclass(frozen=True)
class Table:
    """What the engine knows of one language."""

    code: str
    marks: Mapping[str, str]
    """Opening mark to the marks that close it."""
    mark: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    """Lists of words by name, such as ``determiners``."""
    abbreviations: frozenset[str]
    """As they are written before a point."""
    patterns: Mapping[str, re.Pattern[str]]
    """Lists of words as patterns, such as ``access``."""
    forms: Forms
    participles: Forms
    according: Forms
    according_first: Forms
    """What means "according to" only where it begins a sentence: "Para X, «"."""
    parentheticals: Forms
    """"For his part": what may stand between a verb and its speaker."""
    inversion: re.Pattern[str] | None
    """A pronoun that hangs on its verb: "a-t-il"."""
    feminine_form: re.Pattern[str] | None
    prefix: str = ""
    """Letters that may be written together with a verb."""
    article: str = ""
    """Letters that may be written together with a noun."""
    capitals: bool = True
    verb_first: bool = False
    inside: bool = False
    """Reporting words may stand inside the marks, between commas."""
    dashes: bool = False
    """A dash opens what is said in a dialogue."""
    roles: tuple[tuple[str, re.Pattern[str]], ...] = ()
    says: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """Kinds that words of the content settle where the verb settles none."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    offsets: Mapping[str, int] = field(default_factory=dict)
    """Words like "yesterday" to days from publication."""
    date: re.Pattern[str] = re.compile(r"(?!)")

    def has(self, name: str, word: str) -> bool:
        """Say whether a word in lower case stands in a list."""
        return word in self.words[name]


_LISTS = (
    "determiners masculine feminine of particles complementisers auxiliaries adverbs adverb_endings clitics negators "
    "he she they who stops adjuncts joiners leads titles bodies adjectives offices heads spokespersons "
    "no_speaker connectives saying from"
).split()
_PATTERNS = ("access", "claims", "requests", "sorry", "untrue")


@cache
def load_table(name: str) -> Table:
    """Load the table of a language by its file name."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return _table(yaml.load(source, Loader=loader))  # noqa: S506  # a safe loader


def _table(given: Mapping[str, Any]) -> Table:
    marks: dict[str, str] = {}
    for pair in given["marks"]:
        marks[pair[0]] = marks.get(pair[0], "") + pair[1]
    finite, participles = _verbs(given)
    days = given["days"]
    weekdays = _numbered(days["weekdays"], 0)
    months = _numbered(days["months"], 1)
    offsets = {folded(levelled(word)).replace("_", " "): int(amount) for word, amount in days["offsets"].items()}
    return Table(
        code=given["code"],
        marks=marks,
        mark=re.compile("[" + re.escape("".join(marks) + "".join(marks.values())) + "]"),
        words={name: frozenset(_split(given.get(name, ""))) for name in _LISTS},
        abbreviations=frozenset(given["abbreviations"].split()),
        patterns={name: pattern(given.get(name, "")) for name in _PATTERNS},
        forms=finite,
        participles=participles,
        according=_by_first((form, Verb("according")) for form in _split(given["according"])),
        according_first=_by_first((form, Verb("according")) for form in _split(given.get("according_first", ""))),
        parentheticals=_by_first((form, Verb("")) for form in _split(given.get("parentheticals", ""))),
        inversion=re.compile(given["inversion"]) if given.get("inversion") else None,
        feminine_form=re.compile(given["feminine_form"]) if given.get("feminine_form") else None,
        prefix=folded(given.get("prefix", "")),
        article=folded(given.get("article", "")),
        capitals=given.get("capitals", True),
        verb_first=given.get("verb_first", False),
        inside=given.get("inside", False),
        dashes=given.get("dashes", False),
        roles=tuple((role, pattern(words)) for role, words in given["roles"].items()),
        says=tuple((kind, pattern(words)) for kind, words in given["says"].items()),
        weekdays=weekdays,
        months=months,
        offsets=offsets,
        date=_date(weekdays, months, offsets, days.get("between", "")),
    )


def _split(words: str) -> list[str]:
    return folded(levelled(words)).split()


def _numbered(words: Iterable[str], first: int) -> dict[str, int]:
    """Give names of days or months their numbers; several spellings of one stand with a bar between them."""
    names = ((number, name) for number, listed in enumerate(words, first) for name in listed.split("|"))
    return {folded(levelled(name)).replace("_", " "): number for number, name in names}


def pattern(words: str) -> re.Pattern[str]:
    """Make a pattern of words: ``*`` is any ending, ``_`` a space."""
    listed = sorted(set(_split(words)), key=lambda word: (-len(word), word))
    if not listed:
        return re.compile(r"(?!)")
    parts = (re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*") for word in listed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _verbs(given: Mapping[str, Any]) -> tuple[Forms, Forms]:
    classes = given.get("classes", {})
    finite: list[tuple[str, Verb]] = []
    participles: list[tuple[str, Verb]] = []
    for settles, entries in given["verbs"].items():
        kind, _, more = settles.partition("/")
        flags = set(more.split("+"))
        subtype = next((flag for flag in sorted(flags) if flag and flag not in {"object", "label"}), None)
        for entry in entries:
            head, _, own = entry.partition("=")
            stem, _, group = head.strip().partition(":")
            verb = Verb(stem.strip(), kind, subtype, "object" in flags, "label" in flags)
            for forms in (classes.get(group.strip(), "").replace("*", stem.strip()), own):
                before, _, after = folded(levelled(forms)).partition("|")
                finite += [(form, verb) for form in before.split()]
                participles += [(form, verb) for form in after.split()]
    return _by_first(finite), _by_first(participles)


def _by_first(forms: Iterable[tuple[str, Verb]]) -> Forms:
    found: Forms = {}
    for form, verb in forms:
        first, *rest = (found.group() for found in WORD.finditer(form.replace("_", " ")))
        found.setdefault(first, []).append((tuple(rest), verb))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _date(weekdays: Iterable[str], months: Iterable[str], offsets: Iterable[str], between: str) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    joint = rf"\s+(?:(?:{either(between.split())})\s+)?" if between else r"\s+"
    return re.compile(
        rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:er|\u00ba)?{joint}(?P<month>{either(months)})(?:{joint}(?P<year>\d{{4}}))?|"
        rf"(?P<weekday>{either(weekdays)})|(?P<offset>{either(offsets)}))(?!\w)",
        re.IGNORECASE,
    )
