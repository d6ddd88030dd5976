# SPDX-License-Identifier: Apache-2.0
"""Which of the words around a quotation name a speaker.

1. A speaker's words run from where they begin to the first word that no name goes on with: a mark, a preposition that
   begins an adjunct ("en", "lors", "في"), a relative, a day.
2. Before a verb less is taken for granted: of words in small letters only a head, what "de" joins, offices and the
   adjectives of the table belong to the speaker.
3. What stands between commas after a speaker is part of it where it is a name, or describes a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.statements.quoting.cues import Token, find_cue_at
from onrecord.reading.statements.quoting.table import Table

LONGEST = 16
"""Words of a speaker at most."""
LONGEST_ASIDE = 12
_NAME_WORDS = range(2, 5)
"""Words of a name after a comma, in a script without capitals."""


def is_day(tokens: Sequence[Token], at: int, table: Table) -> bool:
    """Say whether a day is named there: "lunes", "hier", "2 de marzo"."""
    low = tokens[at].low
    if low in table.weekdays or low in table.offsets or low[:1].isdigit():
        return True
    return low.endswith("'") and at + 1 < len(tokens) and low + tokens[at + 1].low in table.offsets


def _is_opening(low: str, table: Table) -> bool:
    return table.has("determiners", low) or table.has("of", low)


def phrase_end(tokens: Sequence[Token], at: int, table: Table, *, strict: bool = False) -> int:
    """Say where the speaker that begins at a token ends; ``at`` where none does."""
    end, head = at, False
    while end < len(tokens) and end - at < LONGEST:
        token = tokens[end]
        if not token.is_word:
            if not _is_inside(tokens, end, table):
                break
        elif end > at and table.has("joiners", token.low):
            if not _joins(tokens, end, table):
                break
        elif not (table.has("of", token.low) and head):
            if _stops(tokens, end, table, begins=end == at) or (strict and head and not _belongs(tokens, end, table)):
                break
            head = head or not table.has("determiners", token.low)
        end += 1
    return _trimmed(tokens, at, end, table)


def _trimmed(tokens: Sequence[Token], at: int, end: int, table: Table) -> int:
    """Leave out what no speaker ends with: a mark, an article, a preposition."""
    while end > at and (not tokens[end - 1].is_word or _trails(tokens[end - 1].low, table)):
        end -= 1
    return end


def _is_inside(tokens: Sequence[Token], at: int, table: Table) -> bool:
    """Say whether a mark belongs to a name: the point of an abbreviation."""
    if tokens[at].text != "." or at == 0 or at + 1 >= len(tokens):
        return False
    before = tokens[at - 1]
    return before.end == tokens[at].start and (before.text in table.abbreviations or len(before.text) == 1)


def _joins(tokens: Sequence[Token], at: int, table: Table) -> bool:
    if at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    named = following.is_capital or table.has("determiners", following.low)
    return named and find_cue_at(tokens, at + 1, table) is None and not is_day(tokens, at + 1, table)


def _stops(tokens: Sequence[Token], at: int, table: Table, *, begins: bool) -> bool:
    low = tokens[at].low
    if is_day(tokens, at, table):
        return True
    if table.has("determiners", low):
        return at + 1 < len(tokens) and is_day(tokens, at + 1, table)
    if not table.capitals and not begins and _is_matter(low, table):
        return True
    if table.has("stops", low):
        return not (begins and tokens[at].is_capital and len(low) > 3)
    if begins or _is_opening(tokens[at - 1].low, table):  # a noun with the ending of an adverb: "le gouvernement"
        return False
    return any(len(low) > len(end) + 3 and low.endswith(end) for end in table.words["adverb_endings"])


def _belongs(tokens: Sequence[Token], at: int, table: Table) -> bool:
    """Say whether a word in the middle of a speaker's words is one of them, where a verb may follow."""
    token, before = tokens[at], tokens[at - 1]
    if table.capitals and token.is_capital:
        return True
    if _is_opening(before.low, table) or _is_opening(token.low, table):
        return True
    if not table.capitals:
        return find_cue_at(tokens, at, table) is None
    return table.has("adjectives", token.low) or any(role.fullmatch(token.low) for _, role in table.roles)


def _trails(low: str, table: Table) -> bool:
    return (
        table.has("determiners", low) or table.has("of", low) or table.has("joiners", low) or table.has("adjuncts", low)
    )


def with_aside(tokens: Sequence[Token], at: int, end: int, table: Table) -> int:
    """Give the end of a speaker together with what stands after a comma: "el portavoz, Juan Pérez, ..."."""
    if end <= at or end + 1 >= len(tokens) or tokens[end].text not in {",", "،"}:
        return end
    stop = next(
        (at for at in range(end + 1, min(len(tokens), end + 2 + LONGEST_ASIDE)) if _ends_aside(tokens, at, table)),
        None if len(tokens) > end + 2 + LONGEST_ASIDE else len(tokens),
    )
    if stop is None or stop == end + 1:
        return end
    aside = tokens[end + 1 : stop]
    if not table.capitals:
        return (
            stop
            if len(aside) in _NAME_WORDS
            and phrase_end(tokens, end + 1, table) == stop
            and not any(is_office(token, table) for token in aside[:1])
            else end
        )
    if any(find_cue_at(aside, k, table) for k in range(len(aside))):
        return end
    named = is_name(tokens[at:end], table)
    if is_name(aside, table):
        return end if named else stop
    opens = table.has("determiners", aside[0].low) or any(role.fullmatch(aside[0].low) for _, role in table.roles)
    opens = opens or table.has("spokespersons", aside[0].low) or table.has("of", aside[0].low)
    if not (opens and tokens[end - 1].is_capital) or aside[0].is_capital:
        return end
    begin = end + 1 + table.has("of", aside[0].low)
    return max(end, phrase_end(tokens, begin, table))


def _ends_aside(tokens: Sequence[Token], at: int, table: Table) -> bool:
    return not tokens[at].is_word and not _is_inside(tokens, at, table)


def is_name(tokens: Sequence[Token], table: Table) -> bool:
    """Say whether words are nothing but a name, perhaps with a title."""
    words = [token for token in tokens if token.is_word]
    while words and (table.has("titles", words[0].low) or table.has("determiners", words[0].low)):
        words = words[1:]
    if not words or not words[0].is_capital or table.has("bodies", words[0].low) or len(words) > 7:
        return False
    return all(word.is_capital or table.has("particles", word.low) for word in words)


def _is_matter(low: str, table: Table) -> bool:
    """Say whether a word is what somebody rejects: it ends the speaker where the verb comes first."""
    return any(table.patterns[name].fullmatch(low) for name in ("claims", "requests"))


def is_office(token: Token, table: Table) -> bool:
    """Say whether a word without capitals is an office, a body or anything with an article, and so no name."""
    if table.article and token.text.startswith(table.article):
        return True
    low = token.low
    if table.has("particles", low):
        return False
    if any(table.has(name, low) for name in ("bodies", "offices", "titles", "of", "determiners", "adjectives")):
        return True
    return table.has("spokespersons", low) or any(role.fullmatch(low) for _, role in table.roles)
