# SPDX-License-Identifier: Apache-2.0
"""Who the words of a source mean.

1. A name is given as the document writes it most fully, without title or office: "el ministro Vosk" is Karel Vosk.
2. Somebody who speaks for a body without being named is called after office and body: "portavoz del Ministerio".
3. A pronoun, or a verb without a subject, means the last speaker, of that sex where the language shows it; else the
   last person that the document named before. Where there is none, the speaker is not told.
4. The role is that of the first office or body among the words; who speaks for a body has the role of the body. A name
   alone has the role with which it stood before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.model import Span, Speaker
from onrecord.reading.statements.quoting.cues import Token
from onrecord.reading.statements.quoting.levelling import folded
from onrecord.reading.statements.quoting.phrases import is_name, is_office
from onrecord.reading.statements.quoting.table import Table

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_ELIDED = re.compile(r"\w['’](\w.*)")
_COMMAS = frozenset(",،")
_MOST_NAMES = 5_000
"""Full names of one document that are remembered."""
_MOST_ALIKE = 20
"""Full names with one word in common that are remembered."""
_REMEMBERED = 12
"""Speakers that a pronoun may mean."""


@dataclass(slots=True)
class Known:
    """A speaker that the document has had."""

    name: str
    role: str
    sex: str | None


@dataclass(slots=True)
class Speakers:
    """The speakers of one document, in the order in which they are read."""

    table: Table
    full: dict[str, list[str]] = field(default_factory=dict)
    """Last word of a name to the names that end in it."""
    people: list[tuple[int, str]] = field(default_factory=list)
    """Full names of people by place."""
    recent: list[Known] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)

    def gather(self, words: str, offset: int) -> None:
        """Note the names of more than one word in a paragraph."""
        if not self.table.capitals or len(self.people) >= _MOST_NAMES:
            return
        for found in _names(self.table).finditer(words):
            parts = [
                part for part in found.group().split() if part.strip(".").lower() not in self.table.words["titles"]
            ]
            if parts and parts[0].lower() in self.table.words["determiners"] | self.table.words["stops"]:
                parts = parts[1:]
            elided = _ELIDED.match(parts[0]) if parts else None
            if elided is not None:
                parts = [elided[1], *parts[1:]] if elided[1][0].isupper() else parts[1:]
            if len(parts) > 1 and not any(part.lower() in self.table.words["bodies"] for part in parts):
                self._note(" ".join(parts))
                self.people.append((offset + found.start(), " ".join(parts)))

    def _note(self, name: str) -> None:
        for part in name.split()[1:]:
            if part[0].isupper() or not self.table.capitals:
                names = self.full.setdefault(part, [])
                if name not in names and len(names) < _MOST_ALIKE:
                    names.append(name)

    def told(self, source: Sequence[Token], place: int, pronoun: str | None, form: str) -> Speaker | None:
        """Say whom a source means that stands at a place; no tokens where the subject is left out."""
        low = [token.low for token in source]
        if not source or (len(low) == 1 and self._is_pronoun(low[0])):
            words = source[0].text if source else pronoun
            sex = self._sex_of_pronoun(low[0] if low else (pronoun or ""), form)
            return self._last(sex, place, words)
        words = _joined(source)
        name = self._fullest(name_of(source, self.table))
        sex = self._sex(source, form)
        role = role_of(folded(words), self.table)
        role = role if role != "unknown" else self.roles.get(name, "unknown")
        self.roles.setdefault(name, role)
        self._remember(Known(name, role, sex))
        return Speaker(name, role, words if words != name else None)

    def again(self) -> Speaker | None:
        """Give the last speaker, whose words go on."""
        return Speaker(self.recent[-1].name, self.recent[-1].role) if self.recent else None

    def names_another(self, span: Span) -> bool:
        """Say whether somebody else than the last speaker is named in a stretch."""
        first, last = bisect_left(self.people, (span[0], "")), bisect_left(self.people, (span[1], ""))
        known = self.recent[-1].name if self.recent else None
        return known is not None and any(name != known for _, name in self.people[first:last])

    def _remember(self, known: Known) -> None:
        sex = known.sex or next((one.sex for one in self.recent if one.name == known.name and one.sex), None)
        self.recent = [*(one for one in self.recent if one.name != known.name), Known(known.name, known.role, sex)]
        self.recent = self.recent[-_REMEMBERED:]

    def _is_pronoun(self, low: str) -> bool:
        return any(self.table.has(name, low) for name in ("he", "she", "they", "who"))

    def _sex_of_pronoun(self, low: str, form: str) -> str | None:
        if self.table.has("he", low):
            return "m"
        if self.table.has("she", low):
            return "f"
        return self._sex_of_form(form)

    def _sex_of_form(self, form: str) -> str | None:
        if self.table.feminine_form is None or not form:
            return None
        return "f" if self.table.feminine_form.search(form) else "m"

    def _sex(self, source: Sequence[Token], form: str) -> str | None:
        for token in source[:2]:
            if self.table.has("feminine", token.low):
                return "f"
            if self.table.has("masculine", token.low):
                return "m"
        return self._sex_of_form(form)

    def _last(self, sex: str | None, place: int, words: str | None) -> Speaker | None:
        fits = [one for one in self.recent if sex is None or one.sex in {None, sex}]
        if fits:
            one = fits[-1]
            self._remember(one)
            return Speaker(one.name, one.role, words)
        before = bisect_left(self.people, (place, ""))
        if before == 0:
            return None
        name = self.people[before - 1][1]
        self._remember(Known(name, self.roles.get(name, "unknown"), sex))
        return Speaker(name, self.roles.get(name, "unknown"), words)

    def _fullest(self, name: str) -> str:
        """Give the one longer name that ends in the same word, or has it as one of two family names."""
        parts = name.split()
        if not self.table.capitals:
            self._note(name)
        if len(parts) > 1 and self.table.capitals:
            return name
        longer = [full for full in self.full.get(parts[-1], ()) if set(parts) <= set(full.split())] if parts else []
        longest = max(longer, key=len, default=name)
        return longest if all(set(one.split()) <= set(longest.split()) for one in longer) else name


def _names(table: Table) -> re.Pattern[str]:
    particles = "|".join(sorted(map(re.escape, table.words["particles"]), key=len, reverse=True))
    return re.compile(rf"(?<!\w){_CAPITAL}\.?(?:\s(?:(?:{particles})\s){{0,2}}{_CAPITAL}){{1,4}}(?!\w)")


def name_of(source: Sequence[Token], table: Table) -> str:
    """Give the name in the words of a source, or the words without their article where they hold none."""
    if not table.capitals:
        return _name_without_capitals(source, table)
    parts: list[list[Token]] = [[]]
    for token in source:
        if token.text in _COMMAS:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [part for part in parts if part]
    pure = [part for part in parts if is_name(part, table)]
    if pure:
        return _bare(pure[-1] if len(parts) > 1 else pure[0], table)
    first = parts[0] if parts else []
    while first and table.has("determiners", first[0].low):
        first = first[1:]
    begin = next((at for at, token in enumerate(first) if token.is_capital), None)
    if begin is None or begin == 0 or not is_name(first[begin:], table):
        return _bare(first, table)
    before = first[begin - 1].low
    of_a_body = table.has("bodies", before) and begin > 1  # "portavoz de la organización Amanecer"
    if table.has("of", before) or of_a_body or _governed(first, begin, table):
        return _bare(first, table)
    return _bare(first[begin:], table)


def _governed(tokens: Sequence[Token], at: int, table: Table) -> bool:
    """Say whether "de la" stands before a name."""
    return at > 1 and table.has("determiners", tokens[at - 1].low) and table.has("of", tokens[at - 2].low)


def _bare(tokens: Sequence[Token], table: Table) -> str:
    """Give words without the article and the titles before them."""
    words = list(tokens)
    while len(words) > 1 and (
        table.has("determiners", words[0].low) or table.has("titles", words[0].low) or not words[0].is_word
    ):
        words = words[1:]
    return _joined(words)


def _joined(tokens: Sequence[Token]) -> str:
    """Write tokens as they stand, with one space where any was."""
    pieces = []
    for before, token in zip((None, *tokens), tokens, strict=False):
        pieces.append(" " if before is not None and before.end < token.start else "")
        pieces.append(token.text)
    return "".join(pieces)


def _name_without_capitals(source: Sequence[Token], table: Table) -> str:
    """Take what is left after offices, bodies and words with an article: "وزير الداخلية أحمد سالم" is أحمد سالم."""
    words = [token for token in source if token.is_word]
    comma = next((token.start for token in source if token.text in _COMMAS), None)
    if comma is not None:
        return _joined([token for token in words if token.start > comma])
    last = next((at for at, token in enumerate(words) if not is_office(token, table)), len(words))
    rest = words[last:]  # a name has begun; an article inside it belongs to it
    body = last > 0 and table.has("bodies", words[last - 1].low)
    if not rest or (body and (last == 1 or len(rest) < 3)):
        return _bare(words, table)
    return _joined(rest[1:] if body else rest)


def role_of(words: str, table: Table) -> str:
    """Give the role that words tell: that of the first office or body among them, of two at one place the longer.

    Where somebody is at the head of a body or speaks for it, the body decides: "présidente de l'association".
    """
    spoken_for = _heads(table).search(words)
    if spoken_for is not None:
        role = _first_role(spoken_for[1], table)
        if role != "unknown":
            return role
    role = _first_role(words, table)
    spokesperson = not table.words["spokespersons"].isdisjoint(re.split(r"[\s,،]+", words))
    return "state" if role == "unknown" and spokesperson and spoken_for is None else role


@cache
def _heads_pattern(heads: frozenset[str], of: frozenset[str]) -> re.Pattern[str]:
    def either(words: frozenset[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    return re.compile(rf"(?<!\w)(?:{either(heads)})\s+(?:{either(of)})(?!\w)\s*(.+)") if heads else re.compile("(?!)()")


def _heads(table: Table) -> re.Pattern[str]:
    return _heads_pattern(table.words["heads"], table.words["of"])


def _first_role(words: str, table: Table) -> str:
    found = [
        (match.start(), match.start() - match.end(), role)
        for role, pattern in table.roles
        if (match := pattern.search(words)) is not None
    ]
    return min(found)[2] if found else "unknown"
