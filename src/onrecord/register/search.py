# SPDX-License-Identifier: Apache-2.0
"""Full text search in texts and in statements, with one small language that cannot be got wrong.

    detained workers     both words, anywhere
    "forced labour"      these words, next to each other
    detain*              words that begin so
    -flood               without it

1. Everything else in a query is words to look for: no operator of SQLite gets through.
2. Words are found whatever their case and accents. Where a query holds a script that puts no space
   between words, or glues particles to them (Chinese, Arabic), it finds any stretch of characters.
3. Only latest readings are searched, and texts that a latest reading has.
4. Snippets come with the places of what was found, as offsets, so nobody has to trust marks in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from onrecord import clock
from onrecord.errors import BadCall
from onrecord.model import Span
from onrecord.register import codec
from onrecord.register.database import Register

Within = Literal["texts", "statements"]

LONGEST_QUERY = 1_000
"""Characters: a long paragraph. More is a paste by mistake."""

MOST_TERMS = 32
"""Words and phrases in one query: SQLite's expressions go 256 deep."""

LONGEST_SNIPPET = 400
"""Characters: two lines of a wide terminal. Words without end (Base64) are cut."""

_TRIGRAM = 3
"""Characters from which on the trigram index finds a stretch; shorter ones are looked for text by text."""

_BEFORE = 60
"""Characters shown before what was found, where SQLite does not cut the snippet."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One text or statement that was found."""

    receipt_id: str
    text_sha256: str
    statement_id: str | None
    """None for a hit in a text."""
    snippet: str
    marks: tuple[Span, ...]
    """Where in ``snippet`` the words stand that were looked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for."""

    words: str
    excluded: bool = False
    is_start: bool = False
    """The last word goes on in any way."""


_TERM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?(?P<star>\*?)|(?P<word>[^\s"]+)')


def parse(query: str) -> list[Term]:
    """Read a query. Raises BadCall where it holds nothing to look for, or is longer than anybody means."""
    if len(query) > LONGEST_QUERY:
        raise BadCall(f"A search takes at most {LONGEST_QUERY} characters.", helps="Look for a few words of it.")
    terms = [term for term in map(_term, _TERM.finditer(codec.searchable(query))) if _says_something(term.words)]
    if len(terms) > MOST_TERMS:
        raise BadCall(f"A search takes at most {MOST_TERMS} words.", helps="Put words that stand together in quotes.")
    if all(term.excluded for term in terms):
        raise BadCall(
            "There is nothing to look for in this search.",
            helps='Give at least one word that must be there, such as: "forced labour" -flood',
        )
    return terms


def _term(found: re.Match[str]) -> Term:
    if found["phrase"] is not None:
        return Term(found["phrase"], found["minus"] == "-", found["star"] == "*")
    word = found["word"]
    excluded = word.startswith("-")
    return Term(word.removeprefix("-").rstrip("*"), excluded, word.endswith("*"))


def _says_something(words: str) -> bool:
    return any(char.isalnum() for char in words)


def search(register: Register, query: str, *, within: Within = "texts", limit: int = 50) -> list[Hit]:
    """Find texts or statements, the best first. Raises BadCall for a query that says nothing."""
    terms = parse(query)
    table, column = ("text", "content") if within == "texts" else ("statement", "words")
    marker = clock.new_salt()[:16]  # a mark that no document can hold
    if not any(codec.needs_trigrams(term.words) for term in terms):
        statement = _indexed(table, "words")
        values: dict[str, Any] = {"match": _match(terms)}
    else:
        statement, values = _by_stretches(terms, table, column)
    values |= {"limit": limit, "open": f"<{marker}>", "close": f"</{marker}>"}
    with register.reading() as connection:
        found = connection.execute(sa.text(statement), values).all()
    return [_hit(row, marker, terms) for row in found]


# --- questions to SQLite -------------------------------------------------------------------------

_WHERE_IT_STANDS = {
    "text": (
        "CROSS JOIN reading ON reading.text_id = text.id AND reading.superseded = 0 "
        "CROSS JOIN receipt ON receipt.seq = reading.receipt_seq",
        "text.sha256, NULL AS statement_id",
    ),
    "statement": (
        "CROSS JOIN reading ON reading.id = statement.reading_id AND reading.superseded = 0 "
        "CROSS JOIN receipt ON receipt.seq = reading.receipt_seq "
        "CROSS JOIN text ON text.id = reading.text_id",
        "text.sha256, statement.statement_id",
    ),
}
"""Joins from a table to its receipts, and what is asked of them. CROSS keeps SQLite in the order of rank."""

_NOT_AMONG = " AND {table}.id NOT IN (SELECT rowid FROM {table}_trigrams WHERE {table}_trigrams MATCH :match)"


def _indexed(table: str, tokens: str, further: str = "") -> str:
    """Ask an index; its snippets are measured in tokens: 24 words, or the 66 characters of 64 trigrams."""
    joins, columns = _WHERE_IT_STANDS[table]
    index, size = f"{table}_{tokens}", 24 if tokens == "words" else 64
    return (
        f"SELECT receipt.receipt_id, {columns}, snippet({index}, 0, :open, :close, '…', {size}) AS snippet "  # noqa: S608  # names of our own
        f"FROM {index} CROSS JOIN {table} ON {table}.id = {index}.rowid {joins} "
        f"WHERE {index} MATCH :match {further} ORDER BY {index}.rank LIMIT :limit"
    )


def _match(terms: Iterable[Term]) -> str:
    """Write an FTS5 expression (https://www.sqlite.org/fts5.html#full_text_query_syntax) of quoted strings only."""
    terms = list(terms)
    wanted = " AND ".join(_quoted(term) for term in terms if not term.excluded)
    unwanted = " OR ".join(_quoted(term) for term in terms if term.excluded)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _quoted(term: Term) -> str:
    return '"' + term.words.replace('"', '""') + '"' + ("*" if term.is_start else "")


def _by_stretches(terms: Sequence[Term], table: str, column: str) -> tuple[str, dict[str, Any]]:
    """Ask the trigram index for stretches it can find, and look for shorter ones in what it gives."""
    plain = [Term(term.words, term.excluded) for term in terms]
    indexed = [term for term in plain if len(term.words) >= _TRIGRAM]
    short = [term for term in plain if len(term.words) < _TRIGRAM]
    values: dict[str, Any] = {f"short{number}": term.words for number, term in enumerate(short)}
    further = "".join(
        f" AND instr(lower({table}.{column}), lower(:short{number})) {'=' if term.excluded else '>'} 0"
        for number, term in enumerate(short)
    )
    if any(not term.excluded for term in indexed):
        return _indexed(table, "trigrams", further), values | {"match": _match(indexed)}
    joins, columns = _WHERE_IT_STANDS[table]
    if indexed:
        further += _NOT_AMONG.format(table=table)
        values["match"] = " OR ".join(_quoted(term) for term in indexed)
    first = next(number for number, term in enumerate(short) if not term.excluded)
    start = f"max(1, instr(lower({table}.{column}), lower(:short{first})) - {_BEFORE})"
    return (
        f"SELECT receipt.receipt_id, {columns}, substr({table}.{column}, {start}, {3 * _BEFORE}) AS snippet "  # noqa: S608  # names of our own
        f"FROM {table} {joins} WHERE {table}.trigrams = 1 {further} ORDER BY {table}.id LIMIT :limit"
    ), values


# --- snippets ------------------------------------------------------------------------------------


def _hit(row: sa.Row[Any], marker: str, terms: Sequence[Term]) -> Hit:
    snippet, marks = _take_marks(row.snippet, f"<{marker}>", f"</{marker}>")
    if not marks:
        marks = _find(snippet, terms)
    return Hit(row.receipt_id, row.sha256, row.statement_id, *_shorten(snippet, marks))


def _take_marks(marked: str, opening: str, closing: str) -> tuple[str, list[Span]]:
    first, *rest = marked.split(opening)
    text, marks = first, []
    for part in rest:
        found, _, after = part.partition(closing)
        marks.append((len(text), len(text) + len(found)))
        text += found + after
    return text, marks


def _find(text: str, terms: Sequence[Term]) -> list[Span]:
    spans = {
        found.span()
        for term in terms
        if not term.excluded
        for found in re.finditer(re.escape(term.words), text, re.IGNORECASE)
    }
    return sorted(spans)


def _shorten(snippet: str, marks: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    if len(snippet) <= LONGEST_SNIPPET:
        return snippet, tuple(marks)
    start = max(0, (marks[0][0] if marks else 0) - _BEFORE)
    end = start + LONGEST_SNIPPET
    kept = tuple((max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start)
    return snippet[start:end], kept
