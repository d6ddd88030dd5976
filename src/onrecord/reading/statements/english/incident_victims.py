# SPDX-License-Identifier: Apache-2.0
"""Whom the attack struck that a document tells of.

1. A name is a victim's where the encoder believes it in enough of the places where the name stands. Each is written as
   the fullest name that the document has for the person, and given once.
2. The name of a body, a place or an office is no victim's.
3. What a victim does (journalist, trade unionist, human rights defender) is told by words beside the name; the sex by
   titles and by the pronouns that follow; a child by an age or by words that only fit children.
4. A reader that may abstain leaves open what nothing tells; else the labels' own words for it stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Span, Victim
from onrecord.reading.gazetteer import fold, load
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.mentions import Mention, person_name

NAMED_FROM = 0.8
"""Belief in a name's strongest place from which it is a victim's; picked on the dev part."""
_AT_MOST = 20
_BESIDE = 70
"""Characters on either side of a name in which words describe who bears it."""
_OF_WORK = {
    "journalist": re.compile(
        r"\b(?:journalists?|reporters?|editors?|photographers?|photojournalists?|bloggers?|correspondents?|columnists?"
        r"|camera(?:man|woman|men)|broadcasters?|anchors?|newspapers?|publishers?|news)\b",
        re.IGNORECASE,
    ),
    "trade unionist": re.compile(
        r"\b(?:unions?|unionists?|labou?r (?:leader|activist|organi[sz]er)|shop steward)\b", re.IGNORECASE
    ),
    "human rights defender": re.compile(
        r"\b(?:activists?|human rights|rights (?:lawyer|defender|advocate)|campaigners?|dissidents?|defenders?)\b",
        re.IGNORECASE,
    ),
}
_AGE = re.compile(r"\A,? ?\(?(?:aged )?(\d{1,3})\b(?!\d|[,.]\d| (?:people|years in|months))")
_YEARS_OLD = re.compile(r"\b(\d{1,3})-year-old\b")
_CHILD = re.compile(
    r"\b(?:schoolgirl|schoolboy|child|minor|toddler|infant|baby|teenager|(?:the|a) (?:boy|girl))\b", re.IGNORECASE
)
_GROWN = 18
_OLDEST = 110
_SEX = (
    (
        "woman",
        re.compile(r"\b(?:Mrs|Ms|Miss|Madam|Sister|actress|policewoman|mother of|wife|woman)\b\.?\s*(?:\w+\s){0,1}\Z"),
    ),
    ("man", re.compile(r"\b(?:Mr|Sir|Father|Brother|Imam|Sheikh|father of|husband|man)\b\.?\s*(?:\w+\s){0,1}\Z")),
)

_BARE = re.compile(r"[\w\u2019'-]+(?:\.(?=\w))?")
_FOLLOWS = 160
"""Characters after a name in which its sentence ends."""
_NEXT_SENTENCE = re.compile(r"[^.!?\n]*[.!?][\"\u201d]?\s(He|His|She|Her)\b")


@dataclass(slots=True)
class _Named:
    """One name that may be a victim's."""

    name: str
    person: bool
    places: list[Span] = field(default_factory=list)
    belief: float = 0.0
    marked: set[str] = field(default_factory=set)
    """Words of it that the encoder takes for a victim's name."""


def victims_of(context: ReadingContext, told: Sequence[tuple[Span, float]], *, answer_all: bool) -> tuple[Victim, ...]:
    """Give the victims that the document names, in order; ``told`` are words that the encoder takes for their names."""
    named = [one for one in _joined(context, told) if one.belief >= NAMED_FROM and _is_somebody(one)]
    return tuple(_victim(context, one, answer_all=answer_all) for one in named[:_AT_MOST])


def _joined(context: ReadingContext, told: Iterable[tuple[Span, float]]) -> list[_Named]:
    """Join the words to the names that they are part of, and last names alone to the full name."""
    found: dict[str, _Named] = {}
    for span, belief in told:
        name, person, place = _name_at(context, span)
        one = found.setdefault(name, _Named(name, person))
        one.person = one.person or person
        one.places.append(place)
        one.belief = max(one.belief, belief)
        one.marked.update(_BARE.findall(context.text.content[span[0] : span[1]]))
    for one in found.values():
        one.name = _without_lead(one)
    return _with_short_names(list(found.values()))


def _without_lead(one: _Named) -> str:
    """Leave out a first word that is no part of the name: the encoder marks all but it ("Image Adaline Brockhurst")."""
    first, *rest = one.name.split() or [""]
    told = len(rest) > 1 and first not in one.marked and one.marked.issuperset(rest)
    return " ".join(rest) if told else one.name


def _with_short_names(named: list[_Named]) -> list[_Named]:
    """Join a single word to the one full name that holds it, be it the last name or the first."""
    full = list({one.name: one for one in sorted(named, key=lambda one: one.belief) if " " in one.name}.values())
    kept = list(full)
    for short in named:
        if " " in short.name:
            continue
        holding = [one for one in full if short.name in one.name.split()]
        if len(holding) == 1 and holding[0].person:
            holding[0].places += short.places
            holding[0].belief = max(holding[0].belief, short.belief)
        else:
            kept.append(short)
    return sorted(kept, key=lambda one: min(one.places))


def _name_at(context: ReadingContext, span: Span) -> tuple[str, bool, Span]:
    """Give the full name of which the words are a part, whether it is a person's, and where the part stands."""
    mention = _mention_at(context.mentions.found, span)
    if mention is not None and mention.person:
        first = context.text.content.find(mention.name.split()[0], mention.start, mention.end)  # past a title
        return context.mentions.full(mention.name), True, (max(first, mention.start), mention.end)
    # a run of capitalised words may hold more than the person: "Adaline Brockhurst in Lagos"
    words = context.text.content[span[0] : span[1]].split()
    own = " ".join(person_name(words) or words)
    name = context.mentions.full(own)
    return name, bool(person_name(words)) or len(name.split()) > len(own.split()), span


def _mention_at(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """Give the name that holds the words, a person's first."""
    touching = [one for one in mentions if one.start < span[1] and span[0] < one.end]
    return next((one for one in touching if one.person), touching[0] if touching else None)


def _is_somebody(one: _Named) -> bool:
    """Say whether the name can be a person's, and not a place's or people's."""
    if one.person:
        return True
    sense = load().senses.get(fold(one.name))
    known = sense is not None and (sense.large or bool(sense.people))
    return not known and not one.name.isupper() and one.name[:1].isupper() and len(one.name.split()) == 1


def _victim(context: ReadingContext, one: _Named, *, answer_all: bool) -> Victim:
    content = context.text.content
    sentences = [context.sentence_at(start) or (start, end) for start, end in one.places]
    before = [
        content[max(a, start - _BESIDE) : start] for (a, _), (start, _) in zip(sentences, one.places, strict=True)
    ]
    after = [content[end : min(b, end + _BESIDE)] for (_, b), (_, end) in zip(sentences, one.places, strict=True)]
    work = tuple(name for name, pattern in _OF_WORK.items() if any(map(pattern.search, (*before, *after))))
    sex = _sex(context, one, before)
    age = _age(before, after) or ("adult" if work or answer_all else None)
    if answer_all:
        return Victim(one.name, work or ("insufficient information",), "individual", sex or "unknown", age)
    return Victim(one.name, work, "individual", sex, age)


def _sex(context: ReadingContext, one: _Named, before: Sequence[str]) -> str | None:
    for sex, pattern in _SEX:
        if any(map(pattern.search, before)):
            return sex
    if one.name in context.mentions.sexes:
        return context.mentions.sexes[one.name]
    content = context.text.content
    for _, end in one.places:
        match = _NEXT_SENTENCE.match(content, end, min(len(content), end + _FOLLOWS))
        if match is not None:
            return "man" if match[1] in {"He", "His"} else "woman"
    return None


def _age(before: Sequence[str], after: Sequence[str]) -> str | None:
    ages = [int(match[1]) for words in after if (match := _AGE.match(words))]
    ages += [int(match[1]) for words in before if (match := _YEARS_OLD.search(words[-40:]))]
    ages = [age for age in ages if 0 < age <= _OLDEST]
    if ages:
        return "child" if ages[0] < _GROWN else "adult"
    return "child" if any(_CHILD.search(words[-25:]) for words in before) else None
