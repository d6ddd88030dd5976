# SPDX-License-Identifier: Apache-2.0
"""Cut a paragraph into tokens and give each a coarse tag.

Rules:

1. Tokens are words, numbers and single punctuation marks; a possessive ``'s`` is a token of its own.
2. Tags come from closed word lists, from shape (capital letter, ``-ed``, ``-ing``, ``-ly``) and from
   nothing else: the same token has the same tag in every text.
3. Time is linear in the length of the text. Nothing here can fail on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,8}"  # U.S., U.N.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|Cmdr|Adm|St|Rev|Hon|Pres|Supt|Insp|Brig|Atty)\."
    r"|[0-9]+(?:[.,:/][0-9]+)*"
    r"|['’`´]s\b(?=[^\w]|$)"
    r"|[^\W_]+(?:(?:-|–(?=[^\W\d])|[’'](?!s\b)|/)[^\W_]+)*"
    r"|''|``|--+|\.\.\.+"
    r"|[^\w\s]|_",
)

DETERMINERS = frozenset(
    "the a an this these those his her its their our my your some any many several all each every no another both "
    "most few various other such more numerous certain dozens hundreds thousands scores".split()
)
PRONOUNS = frozenset("he she it they we i you there himself herself itself themselves him them us me".split())
SUBJECT_PRONOUNS = frozenset("he she it they we i you".split())
PREPOSITIONS = frozenset(
    "of in on at by for with from against about over under after before during since until through among between "
    "without within amid despite into onto upon across near toward towards around behind outside inside via per "
    "regarding concerning including like beyond above below along following throughout alongside".split()
)
CONJUNCTIONS = frozenset("and or but nor yet".split())
SUBORDINATORS = frozenset(
    "that because although though while when where if as unless whereas whether who which whom whose what how why "
    "whoever whatever once".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't "
    "isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t "
    "shouldn't mustn't ’ve 've i'm i’m we're we’re they're they’re it's it’s he's he’s she's she’s that's that’s "
    "we've we’ve they've they’ve i've i’ve there's there’s".split()
)
NEGATIONS = frozenset(
    "not never neither nor hardly n't didn't didn’t don't don’t doesn't doesn’t won't won’t wouldn't wouldn’t "
    "hasn't hasn’t haven't haven’t hadn't hadn’t cannot can't can’t couldn't couldn’t isn't isn’t wasn't wasn’t".split()
)
ADVERBS = frozenset(
    "also not neither never just still now then later earlier already again even only further often always too "
    "once twice recently however meanwhile moreover furthermore therefore thus instead though ever since soon "
    "nevertheless nonetheless so far well widely long first previously subsequently originally".split()
)
_CALENDAR = frozenset("mon tue wed thu fri sat sun may march mar jan feb apr jun jul aug sep oct dec".split())
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today yesterday "
    "tomorrow tonight january february march april june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec morning afternoon evening night week month year weeks months years".split()
)
_VERBS = frozenset(
    "say says know knows get gets make makes go goes take takes see sees come comes want wants use uses find "
    "finds give "
    "gives tell tells work works call calls try tries ask asks need needs feel feels become becomes leave leaves put "
    "puts mean means keep keeps let lets begin begins seem seems show shows hear hears run runs hold holds "
    "bring brings "
    "face faces remain remains continue continues "
    "went got made took saw came gave told found felt became left kept began held brought ran sent spent "
    "stood lost met "
    "paid sat spoke led grew fell drew broke chose rose wrote won knew thought heard meant fought caught sought said "
    "shot hit cut beat hurt burnt spread fled hid struck stole "
    "died lies lie lives live stands serves says remains includes include appears appear exists".split()
)
_NOT_ED = frozenset("red bed need seed speed united hundred indeed feed deed breed embed shed wed bred fed led".split())
_NOT_ING = frozenset(
    "king ring thing things spring wing string sing bring evening morning nothing something "
    "anything everything building beijing meeting hearing during sibling killing killings meetings buildings".split()
)
_NOT_LY = frozenset(
    "family ally rally july reply supply assembly monopoly anomaly italy only early daily weekly "
    "monthly apply comply imply fly ugly holy elderly".split()
)

END_MARKS = frozenset({".", "?", "!", "…", "...", "。", "؟"})


@dataclass(slots=True)
class Tokens:
    """The tokens of one paragraph, as lists of equal length."""

    starts: list[int]
    """Offsets in the document's text."""
    ends: list[int]
    raw: list[str]
    low: list[str]
    tag: list[str]
    """One letter: see ``tag_of``."""

    def __len__(self) -> int:
        return len(self.starts)

    def words(self, start: int, end: int) -> str:
        """Join the lower-case tokens of ``[start, end)`` by blanks."""
        return " ".join(self.low[start:end])


def _tags() -> dict[str, str]:
    table: dict[str, str] = {}
    for words, tag in (
        (_VERBS, "V"),
        (TIME_WORDS, "M"),
        (ADVERBS, "R"),
        (PREPOSITIONS, "I"),
        (DETERMINERS, "D"),
        (SUBORDINATORS, "S"),
        (CONJUNCTIONS, "C"),
        (PRONOUNS, "P"),
        (AUXILIARIES, "A"),
    ):
        table.update(dict.fromkeys(words, tag))
    table["to"] = "T"
    for mark in "'s ’s `s ´s".split():
        table[mark] = "G"
    table.update({mark: mark for mark in ",;:"})
    for mark in END_MARKS:
        table[mark] = "."
    for mark in ("-", "--", "---", "–", "—", "―", "―"):
        table[mark] = "-"
    for mark in "([{":
        table[mark] = "("
    for mark in ")]}":
        table[mark] = ")"
    for mark in ("”", "“", '"', "''", "``", "„", "«", "»", "‘", "’", "'", "‹", "›", "‚"):
        table[mark] = '"'
    return table


_TABLE = _tags()


def tag_of(raw: str, low: str) -> str:
    """Give the coarse tag of a token.

    ``D`` determiner, ``P`` pronoun, ``I`` preposition, ``T`` to, ``C`` and/or/but, ``S`` subordinator,
    ``A`` auxiliary, ``R`` adverb, ``M`` time word, ``V`` common verb form, ``N`` number, ``U`` capitalised,
    ``E`` word in -ed, ``F`` word in -ing, ``W`` any other word, ``G`` possessive, and the marks
    ``, ; : . - ( ) "`` for themselves.
    """
    if raw in {"US", "WHO"}:
        return "U"
    known = _calendar_tag(raw, low) if low in _CALENDAR else _TABLE.get(low)
    return known or _tag_of_shape(raw[0], low)


def _calendar_tag(raw: str, low: str) -> str | None:
    """Tell "May", "March" and "Sat" from "may", "march" and "sat"."""
    if raw[0].isupper():
        return "M"
    if low in {"mon", "mar", "jan", "jun"}:
        return None
    return {"may": "A", "sat": "V"}.get(low, "W")


def _tag_of_shape(first: str, low: str) -> str:
    if first.isdigit():
        return "N"
    if not first.isalpha():
        return "x"
    if first.isupper():
        return "U"
    if low.endswith("ed") and len(low) > 4 and low not in _NOT_ED:
        return "E"
    if low.endswith("ing") and len(low) > 5 and low not in _NOT_ING:
        return "F"
    if low.endswith("ly") and len(low) > 4 and low not in _NOT_LY:
        return "R"
    return "W"


def tokenize(content: str, start: int, end: int) -> Tokens:
    """Cut ``content[start:end]`` into tokens."""
    tokens = Tokens([], [], [], [], [])
    for match in _TOKEN.finditer(content, start, end):
        raw = match.group()
        low = raw.lower()
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.raw.append(raw)
        tokens.low.append(low)
        tokens.tag.append(tag_of(raw, low))
    return tokens
