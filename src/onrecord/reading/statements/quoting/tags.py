# SPDX-License-Identifier: Apache-2.0
"""Who is said to say it: the reporting words after a quotation or before it.

1. After: a verb with its speaker ("», dijo el ministro"), a verb alone ("», añadió"), or "according to" ("», según X").
   Between the verb and its speaker may stand when and where ("», dijo ayer en rueda de prensa el ministro").
2. Before: "X dijo: «", "X dijo que ... «", "X denunció «", "Según X, «", and the same with the verb first. Between the
   verb and the mark there may be an adjunct where a colon follows it.
3. A label is a speaker and a colon, without a verb: "Karel Vosk: «". It needs two words of a name, or an office.
4. A negated verb says nothing, unless it is one of denying ("no negó"): that is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.statements.quoting.cues import Cue, Token, cues_in, find_cue_at, match, tokens_of, unprefixed
from onrecord.reading.statements.quoting.phrases import is_day, is_name, phrase_end, with_aside
from onrecord.reading.statements.quoting.table import Table, Verb

LOOKED_AT = 320
"""Characters beside a quotation in which its reporting words are looked for."""
_LETTER = re.compile(r"[^\W\d_]")
_LINKS = frozenset(",،;؛—–-()")
_COMMAS = frozenset(",،")
_COLONS = frozenset(":：")


@dataclass(frozen=True, slots=True)
class Tag:
    """Reporting words in a levelled paragraph; ``source`` is empty where the speaker is left out."""

    verb: Verb | None
    """None for a label."""
    cue: tuple[int, int] | None
    source: tuple[Token, ...]
    how: str
    """after, according, before, label, clause, object, free."""
    content: int | None = None
    """Where the reported clause begins, for "dijo que ... «...»"."""
    end: int = 0
    negated: bool = False
    pronoun: str | None = None
    form: str = ""

    @property
    def spans(self) -> tuple[int, int]:
        """The stretch that the words take up."""
        places = [place for token in self.source for place in (token.start, token.end)]
        places += list(self.cue or ())
        return min(places, default=self.end), max([*places, self.end])


def tag_after(words: str, start: int, end: int, table: Table) -> Tag | None:
    """Find the reporting words that follow a quotation which ends at ``start``."""
    tokens = tokens_of(words, start, min(end, start + LOOKED_AT)) if _LETTER.search(words, start, end) else []
    at = 0
    while at < len(tokens) and tokens[at].text in _LINKS:
        at += 1
    begin = at
    while at < len(tokens) and at - begin < 4:
        first = _accords(tokens, at, table)
        if first is not None:
            return _according(tokens, at, first, table)
        cue = find_cue_at(tokens, at, table)
        if cue is not None:
            return None if _begins_another(tokens, cue, table) else _verb_after(tokens, cue, table)
        low = tokens[at].low
        if not any(table.has(name, low) for name in ("leads", "clitics", "adverbs", "negators")):
            return None
        at += 1
    return None


def _begins_another(tokens: Sequence[Token], cue: Cue, table: Table) -> bool:
    """Say whether a verb after a quotation begins another statement: "», y pidió", "», negó que", "», añadiendo"."""
    prefixed = cue.form != tokens[cue.start].low and tokens[cue.start].low[0] in table.prefix
    clause = cue.end < len(tokens) and table.has("complementisers", tokens[cue.end].low)
    return clause or table.has("saying", cue.form) or (bool(table.prefix) and prefixed)


def _accords(tokens: Sequence[Token], at: int, table: Table, *, begins: bool = False) -> int | None:
    """Find "according to" at a token; gives the token after it."""
    for first in unprefixed(tokens[at].low, table):
        found = match(table.according, tokens, at, first)
        if found is None and begins:
            found = match(table.according_first, tokens, at, first)
        if found is not None:
            return found[1]
    return None


def _according(tokens: Sequence[Token], at: int, first: int, table: Table) -> Tag | None:
    """Read "según X", "según dijo X"."""
    if first >= len(tokens):
        return None
    verb_at = first + 1 if table.has("clitics", tokens[first].low) and first + 1 < len(tokens) else first
    cue = find_cue_at(tokens, verb_at, table)
    if cue is not None:
        return _verb_after(tokens, cue, table)
    if table.has("complementisers", tokens[first].low) or is_day(tokens, first, table):
        return None
    end = first + 1 if _is_pronoun(tokens[first], table) else phrase_end(tokens, first, table)
    if end == first:
        return None
    end = with_aside(tokens, first, end, table)
    return Tag(
        Verb("according"), (tokens[at].start, tokens[first - 1].end), tuple(tokens[first:end]), "according",
        end=tokens[end - 1].end,
    )  # fmt: skip


def _verb_after(tokens: Sequence[Token], cue: Cue, table: Table) -> Tag | None:
    if cue.negated and cue.verb.kind != "denial":
        return None
    first = _speaker_after(tokens, cue.end, table)
    source: tuple[Token, ...] = ()
    last = tokens[cue.end - 1].end
    if first is not None:
        end = with_aside(tokens, first, phrase_end(tokens, first, table), table)
        source = tuple(tokens[first:end])
        last = tokens[end - 1].end
    return _tag(tokens, cue, source, "after", end=last)


def _tag(
    tokens: Sequence[Token], cue: Cue, source: Sequence[Token], how: str, *, end: int, content: int | None = None
) -> Tag:
    span = (tokens[cue.start].start, tokens[cue.end - 1].end)
    return Tag(cue.verb, span, tuple(source), how, content, end, cue.negated, cue.pronoun, cue.form)


def _speaker_after(tokens: Sequence[Token], at: int, table: Table) -> int | None:
    """Say where the speaker after a verb begins: at once, or after when and where it was said."""
    begin = at
    while at < len(tokens) and tokens[at].is_word and at - begin < 6:
        aside = match(table.parentheticals, tokens, at)
        if aside is not None:
            at = aside[1]
        elif is_day(tokens, at, table) or table.has("adverbs", tokens[at].low):
            at += 1
        elif table.has("determiners", tokens[at].low) and at + 1 < len(tokens) and is_day(tokens, at + 1, table):
            at += 2
        else:
            break
    if phrase_end(tokens, at, table) > at:
        return at
    if at < len(tokens) and table.has("adjuncts", tokens[at].low):
        return _after_adjunct(tokens, at, table)
    return None


def _after_adjunct(tokens: Sequence[Token], at: int, table: Table) -> int | None:
    """Find the speaker behind an adjunct: "en un comunicado la ministra", "à la presse le ministre"."""
    for place in range(at + 2, min(len(tokens), at + 10)):
        token, before = tokens[place], tokens[place - 1].low
        if not token.is_word:
            return None
        governed = any(table.has(name, before) for name in ("adjuncts", "of", "determiners", "joiners"))
        begins = table.has("determiners", token.low) or (
            table.capitals and token.is_capital and not tokens[place - 1].is_capital
        )
        if begins and not governed and not is_day(tokens, place, table):
            return place if phrase_end(tokens, place, table) > place else None
    return None


def tag_before(words: str, start: int, end: int, table: Table) -> Tag | None:
    """Find the reporting words in ``[start, end)``, which stands before a quotation in its sentence."""
    if _LETTER.search(words, max(start, end - LOOKED_AT), end) is None:
        return None
    tokens = tokens_of(words, max(start, end - LOOKED_AT), end)
    while tokens and tokens[0].text in _LINKS:
        tokens = tokens[1:]
    if not tokens:
        return None
    colon = tokens[-1].text in _COLONS
    found = cues_in(tokens, table)
    if not found:
        return _accorded(tokens, table) or (_label(tokens, table) if colon else None)
    cue = found[-1]
    if len(found) > 1 and table.has("saying", cue.form):
        cue = found[-2]
    if not colon and cue.end < len(tokens) and not _leads_on(tokens, cue, table):
        return _accorded(tokens, table)
    if cue.negated and cue.verb.kind != "denial":
        return None
    source, after = _speaker_before(tokens, cue, found, table)
    clause = next(
        (at for at in range(after, len(tokens)) if table.has("complementisers", tokens[at].low)), None
    ) if not colon or table.verb_first else None  # fmt: skip
    if colon and (clause is None or len(tokens) - clause > 2):
        return _tag(tokens, cue, source, "before", end=end)
    if clause is not None:
        follows = tokens[clause + 1].start if clause + 1 < len(tokens) else end
        return _tag(tokens, cue, source, "clause", end=end, content=follows)
    begin = tokens[after].start if after < len(tokens) else end
    return _tag(tokens, cue, source, "object", end=end, content=begin)


def speaker_in(words: str, start: int, end: int, table: Table) -> tuple[tuple[Token, ...], str]:
    """Find who is last said to speak in a stretch without a quotation: (speaker, form of the verb)."""
    tokens = tokens_of(words, start, end)
    found = cues_in(tokens, table)
    for cue in reversed(found):
        source, _ = _speaker_before(tokens, cue, [each for each in found if each.start <= cue.start], table)
        if source and not _is_pronoun(source[0], table) and not table.has("who", source[0].low):
            return tuple(source), cue.form
    return (), ""


def _leads_on(tokens: Sequence[Token], cue: Cue, table: Table) -> bool:
    """Say whether the words between a verb and a mark can be its speaker, its clause or the beginning of its object."""
    rest = tokens[cue.end :]
    if any(table.has("complementisers", token.low) for token in rest):
        return True
    return len(rest) <= 8 + 8 * table.verb_first and not any(token.text in {",", ";"} for token in rest[:-1])


def _speaker_before(
    tokens: Sequence[Token], cue: Cue, found: Sequence[Cue], table: Table
) -> tuple[Sequence[Token], int]:
    """Find the speaker of a verb that stands before its quotation: (its tokens, the token after verb and speaker)."""
    behind = _behind(tokens, cue, table)
    if table.verb_first and behind[0]:
        return behind
    source = _subject(tokens, cue, found, table)
    if source:
        return source, cue.end
    begins = all(
        any(table.has(name, token.low) for name in ("leads", "connectives", "adverbs", "clitics"))
        for token in tokens[: cue.start]
    )
    return behind if begins else ((), cue.end)


def _behind(tokens: Sequence[Token], cue: Cue, table: Table) -> tuple[Sequence[Token], int]:
    first = _speaker_after(tokens, cue.end, table)
    if first is None:
        return (), cue.end
    end = with_aside(tokens, first, phrase_end(tokens, first, table), table)
    return tokens[first:end], end


def _subject(tokens: Sequence[Token], cue: Cue, found: Sequence[Cue], table: Table) -> Sequence[Token]:
    """Find the subject before a verb."""
    last = cue.start
    while last > 0 and any(
        table.has(name, tokens[last - 1].low) for name in ("clitics", "negators", "adverbs", "leads")
    ):
        last -= 1
    if last == 0:
        return ()
    begin = _clause_start(tokens, last, found, table)
    if table.has("who", tokens[last - 1].low):
        return tokens[last - 1 : last]
    if _is_pronoun(tokens[last - 1], table):
        return tokens[last - 1 : last]
    origin = next((at for at in range(begin, last) if table.has("from", tokens[at].low)), None)
    if origin is not None and phrase_end(tokens, origin + 1, table) > origin + 1:
        return tokens[origin + 1 : phrase_end(tokens, origin + 1, table)]
    found_ends = _candidates(tokens, begin, last, table)
    for start, end in found_ends:
        if end >= last or (end == last - 1 and tokens[end].text in _COMMAS):
            return tokens[start : min(end, last)]
    before = [token for token in tokens[begin:last] if not token.is_word]
    if last - begin <= 8 and not before and phrase_end(tokens, begin, table) >= last:
        return tokens[begin:last]
    start, end = next((each for each in found_ends if _opens_a_name(tokens, each, table)), found_ends[0])
    return tokens[start:end]


def _candidates(tokens: Sequence[Token], begin: int, last: int, table: Table) -> list[tuple[int, int]]:
    """Give where a subject may begin and end: at the beginning, or after a comma."""
    starts = [begin, *(at + 1 for at in range(begin, last - 1) if tokens[at].text in _COMMAS)]
    return [(at, with_aside(tokens, at, phrase_end(tokens, at, table, strict=True), table)) for at in starts]


def _opens_a_name(tokens: Sequence[Token], place: tuple[int, int], table: Table) -> bool:
    return place[1] > place[0] and table.has("determiners", tokens[place[0]].low)


def _clause_start(tokens: Sequence[Token], last: int, found: Sequence[Cue], table: Table) -> int:
    """Say where the clause of a verb begins: after an adjunct with a comma, or after the words of a verb before."""
    begin = 0
    for other in found:
        if other.end < last and any(not token.is_word for token in tokens[other.end : last]):
            begin = max(begin, other.end)
    while begin < last and (
        not tokens[begin].is_word
        or table.has("connectives", tokens[begin].low)
        or table.has("adverbs", tokens[begin].low)
    ):
        begin += 1
    low = tokens[begin].low if begin < last else ""
    opens = begin < last and (table.has("adjuncts", low) or table.has("of", low) or _stops_there(tokens, begin, table))
    if opens:
        comma = next((at for at in range(begin, last) if tokens[at].text in _COMMAS), None)
        if comma is not None and comma + 1 < last:
            return comma + 1
    return begin


def _stops_there(tokens: Sequence[Token], at: int, table: Table) -> bool:
    return phrase_end(tokens, at, table) == at


def _is_pronoun(token: Token, table: Table) -> bool:
    return any(table.has(name, token.low) for name in ("he", "she", "they"))


def _accorded(tokens: Sequence[Token], table: Table) -> Tag | None:
    """Read "Según X, ... «"."""
    for at in range(min(len(tokens), 6)):
        first = _accords(tokens, at, table, begins=at == 0)
        if first is not None:
            tag = _according(tokens, at, first, table)
            if tag is None or tag.how != "according":
                return tag
            after = [token for token in tokens if token.start >= tag.end and token.is_word]
            begin = after[0].start if after else tokens[-1].end + LOOKED_AT
            return Tag(tag.verb, tag.cue, tag.source, "according", begin, tokens[-1].end)
    return None


def _label(tokens: Sequence[Token], table: Table) -> Tag | None:
    """Read "Karel Vosk: «" and "Portavoz: «"."""
    words = tokens[:-1]
    if not 0 < len(words) <= 8 or any(table.has("no_speaker", token.low) for token in words):
        return None
    whole = " ".join(token.low for token in words)
    offices = any(role.search(whole) for _, role in table.roles) or any(
        table.has("spokespersons", token.low) for token in words
    )
    if phrase_end(tokens, 0, table) < len(words) and not any(token.text == "," for token in words):
        return None
    if not offices and not (table.capitals and is_name(words, table) and len(words) > 1):
        return None
    return Tag(None, None, tuple(words), "label", end=tokens[-1].end)
