# SPDX-License-Identifier: Apache-2.0
"""The words around a quotation as tokens, and the reporting verbs among them.

1. A verb is one of the forms of the table, or a participle after an auxiliary, with adverbs, a negation or a pronoun
   between the two ("a-t-elle ensuite déclaré").
2. A form that stands like a noun ("la denuncia") is none.
3. Of two forms that begin at one word the longer one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.statements.quoting.levelling import folded
from onrecord.reading.statements.quoting.table import WORD, Forms, Table, Verb


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a levelled paragraph."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper()


def tokens_of(words: str, start: int, end: int) -> list[Token]:
    """Cut the characters ``[start, end)`` of a levelled paragraph into tokens."""
    return [
        Token(found.group(), folded(found.group()), found.start(), found.end())
        for found in WORD.finditer(words, start, end)
    ]


def match(forms: Forms, tokens: Sequence[Token], at: int, first: str | None = None) -> tuple[Verb, int] | None:
    """Find the longest form that begins at a token: (verb, token after it)."""
    for rest, verb in forms.get(first or tokens[at].low, ()):
        if all(at + 1 + k < len(tokens) and tokens[at + 1 + k].low == word for k, word in enumerate(rest)):
            return verb, at + 1 + len(rest)
    return None


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in its place: tokens ``[start, end)``."""

    verb: Verb
    start: int
    end: int
    negated: bool = False
    pronoun: str | None = None
    """A pronoun that hangs on it or stands inside it: "a-t-elle déclaré"."""
    form: str = ""


def find_cue_at(tokens: Sequence[Token], at: int, table: Table) -> Cue | None:
    """Find a reporting verb that begins at a token."""
    low = tokens[at].low
    if not low[0].isalpha():
        return None
    pronoun = None
    if table.inversion is not None and (hangs := table.inversion.match(low)) is not None:
        low, pronoun = hangs["verb"], hangs["pronoun"]
    if table.has("auxiliaries", low) and table.participles:
        found = _compound(tokens, at, table, pronoun)
        if found is not None:
            return found
    for first in unprefixed(low, table):
        whole = match(table.forms, tokens, at, first)
        if whole is not None:
            negated = any(table.has("negators", token.low) for token in tokens[max(0, at - 2) : at])
            return None if _is_noun(tokens, at, table) else Cue(whole[0], at, whole[1], negated, pronoun, first)
    return None


def unprefixed(low: str, table: Table) -> Iterator[str]:
    """Give a word, and the word without what Arabic writes together with it."""
    yield low
    if len(low) > 3 and low[0] in table.prefix:
        yield low[1:]


def _compound(tokens: Sequence[Token], at: int, table: Table, pronoun: str | None) -> Cue | None:
    """Find a participle after an auxiliary: "ha dicho", "a notamment déclaré", "a-t-il dit"."""
    negated = False
    for place in range(at + 1, min(len(tokens), at + 5)):
        low = tokens[place].low
        whole = match(table.participles, tokens, place)
        if whole is not None:
            return Cue(whole[0], at, whole[1], negated, pronoun, low)
        negated = negated or table.has("negators", low)
        ends = any(low.endswith(ending) for ending in table.words["adverb_endings"])
        if table.has("he", low) or table.has("she", low) or table.has("they", low):
            pronoun = low
        elif not (table.has("adverbs", low) or table.has("auxiliaries", low) or ends):
            return None
    return None


def _is_noun(tokens: Sequence[Token], at: int, table: Table) -> bool:
    """Say whether a form stands like a noun: "la denuncia", "de crítica"."""
    if at == 0 or not table.capitals:
        return False
    low = tokens[at - 1].low
    if table.has("clitics", low) and not table.has("of", low):
        noun_like = table.has("determiners", low) and (at < 2 or not tokens[at - 2].is_word)
        return noun_like and tokens[at].low not in {"dit", "dijo"}
    return table.has("determiners", low) or table.has("of", low)


def cues_in(tokens: Sequence[Token], table: Table) -> list[Cue]:
    """Find the reporting verbs among tokens, in order."""
    found: list[Cue] = []
    for at in range(len(tokens)):
        if found and at < found[-1].end:
            continue
        cue = find_cue_at(tokens, at, table)
        if cue is not None:
            found.append(cue)
    return found
