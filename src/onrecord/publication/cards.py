# SPDX-License-Identifier: Apache-2.0
"""Make the card of an allegation: what is alleged and what was answered, side by side and with equal room.

The card says who, when and how many as stated, from how many independent origins, which legal labels were
applied and rejected, and what is missing. Quantities are listed and never summed. The outcome line comes
from the phrase table: nobody has assessed anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Allegation, OriginLink, Quantity, Response, Statement
from onrecord.publication import phrases
from onrecord.publication.caps import Caps
from onrecord.publication.citations import Citations, Library, Place, content_words
from onrecord.publication.dates import in_words, shown
from onrecord.publication.legible import one_line
from onrecord.publication.sentences import Sentence, chronological, sentence, when


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a card: sentences, and how many more there are in the case."""

    sentences: tuple[Sentence, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity as somebody stated it."""

    quantity: Quantity
    what: str
    """What is counted: the document's words, or else the unit."""
    range: str
    who: str
    when: str
    cite: int
    side: str
    """``alleged``, ``found`` by a mandated body, or ``answered``."""
    matter: str
    """Short name of the allegation ("A1")."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of statements of which the same is proposed, for the same reason: whether they go back to one origin."""

    state: str
    reason: str
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the report says about one allegation."""

    name: str
    anchor: str
    title: str
    outcome: str
    facts: tuple[tuple[str, str], ...]
    alleged: Side
    answered: Side
    labels: Side
    labels_rejected: Side
    quantities: tuple[Stated, ...]
    origins: str
    clusters: tuple[tuple[int, ...], ...]
    """Footnote numbers, one tuple an independent origin."""
    unresolved: tuple[tuple[int, ...], ...]
    """Footnote numbers, one tuple a possible origin that cannot be told apart and adds none."""
    adding_none: tuple[tuple[int, str], ...]
    """Footnote number and reason of statements that are no origin at all."""
    pairs: tuple[Pairs, ...]
    pairs_left_out: int
    gaps: tuple[str, ...]
    reasons: tuple[str, ...]
    part_of: str | None
    """Name of the wider allegation."""


@dataclass(frozen=True, slots=True)
class Row:
    """An allegation past the cap on cards: one line of a table."""

    name: str
    title: str
    statements: int
    responses: int
    independent: int


def cards(
    allegations: Sequence[Allegation], citations: Citations, caps: Caps
) -> tuple[tuple[Card, ...], tuple[Row, ...]]:
    """Make the cards, and the rows of what lies past the cap."""
    names = {allegation.id: f"A{number}" for number, allegation in enumerate(allegations, start=1)}
    made = tuple(_card(one, names, citations, caps) for one in allegations[: caps.cards])
    rest = tuple(
        Row(names[one.id], one_line(one.title), len(one.statements), len(one.responses), one.origins.independent)
        for one in allegations[caps.cards :]
    )
    return made, rest


def _card(allegation: Allegation, names: dict[str, str], citations: Citations, caps: Caps) -> Card:
    library = citations.library
    alleged = _places(allegation.statements, library)
    answers = {response.statement: response for response in allegation.responses}
    answered = _places(answers, library)
    labels = _places(allegation.characterisations, library)
    rejected = [place for place in labels if place.statement.polarity == "negative"]
    applied = [place for place in labels if place.statement.polarity != "negative"]
    origins = allegation.origins
    name = names[allegation.id]
    return Card(
        name=name,
        anchor=name.lower(),
        title=one_line(allegation.title),
        outcome=_outcome(alleged),
        facts=_facts(allegation),
        alleged=_side(alleged, citations, caps),
        answered=_side(answered, citations, caps, answers),
        labels=_side(applied, citations, caps),
        labels_rejected=_side(rejected, citations, caps),
        quantities=(*_stated(alleged, citations, "alleged", name), *_stated(answered, citations, "answered", name)),
        origins=_origins(allegation, library),
        clusters=tuple(_numbers(cluster, citations) for cluster in origins.clusters),
        unresolved=tuple(numbers for one in origins.unresolved if (numbers := _numbers(one, citations))),
        adding_none=tuple(
            (number, one_line(reason))
            for identity, reason in origins.adding_none
            if (number := citations.number(identity)) is not None
        ),
        pairs=_pairs(origins.links, citations, caps),
        pairs_left_out=origins.links_left_out + max(0, len(origins.links) - caps.links),
        gaps=_gaps(allegation, alleged),
        reasons=tuple(one_line(in_words(reason)) for reason in allegation.reasons),
        part_of=names.get(allegation.part_of) if allegation.part_of else None,
    )


def _places(identities: Iterable[str], library: Library) -> list[Place]:
    return sorted((library.place(identity) for identity in dict.fromkeys(identities)), key=chronological)


def _side(
    places: Sequence[Place], citations: Citations, caps: Caps, answers: dict[str, Response] | None = None
) -> Side:
    """Print each wording once a speaker; where it stands again, as in a copy, only the footnote is added."""
    made: dict[tuple[str, str], Sentence] = {}
    left_out = 0
    for place in places:
        answer = answers[place.statement.id] if answers else None
        wording = (_who(place), content_words(place.statement, place.shelved.words))
        if wording not in made and len(made) >= caps.side:
            left_out += 1
            continue
        again = list(answer.repeats[: caps.side]) if answer else []
        if wording in made:
            again.insert(0, place.statement.id)
        else:
            made[wording] = _answering(place, citations, answer) if answer else sentence(place, citations)
        said = made[wording]
        given = {said.cite, *(cited.number for cited in said.repeats)}
        cited = [one for one in map(citations.cite, dict.fromkeys(again)) if one.number not in given]
        made[wording] = replace(said, repeats=(*said.repeats, *cited))
    return Side(tuple(made.values()), left_out)


def _who(place: Place) -> str:
    return phrases.who(place.statement, place.shelved.document.reading.metadata.publisher)


def _answering(place: Place, citations: Citations, response: Response) -> Sentence:
    """Put an answer into a sentence; the accused side's own account is shown with the explanations."""
    said = sentence(place, citations, _answer_label(place, response))
    if not phrases.is_own_account(place.statement, answers=True):
        return said
    return replace(said, kind="justification", kind_name=phrases.kind_name(place.statement, answers=True))


def _answer_label(place: Place, response: Response) -> str | None:
    """Name the type of a response where the kind of the statement does not say it already."""
    if place.statement.kind in ("denial", "justification", "commitment", "refusal"):
        return None
    return phrases.response_label(response.response_type)


def _outcome(alleged: Sequence[Place]) -> str:
    def names(kinds: tuple[str, ...], *, wanted: bool) -> list[str]:
        chosen = (place for place in alleged if (place.statement.kind in kinds) is wanted)
        named_first = sorted(chosen, key=lambda place: _rank(place.statement))
        return list(
            dict.fromkeys(
                one_line(phrases.actor_within(place.statement, place.shelved.document.reading.metadata.publisher))
                for place in named_first
            )
        )

    return phrases.outcome(names(("finding",), wanted=False), names(("finding",), wanted=True))


def _rank(statement: Statement) -> int:
    return 2 if statement.speaker is None else 1 if phrases.is_own_voice(statement) else 0


def _facts(allegation: Allegation) -> tuple[tuple[str, str], ...]:
    given = (
        ("Kind of act", "; ".join(phrases.violation_label(one) for one in allegation.violations)),
        ("Alleged against", allegation.accused),
        ("Affected", allegation.affected),
        ("Place", allegation.place),
        ("When, as alleged", shown(allegation.period) if allegation.period else None),
    )
    return tuple((label, one_line(value) if value else "not stated") for label, value in given)


def _stated(places: Sequence[Place], citations: Citations, side: str, matter: str) -> list[Stated]:
    stated: list[Stated] = []
    for place in places:
        number = citations.number(place.statement.id)
        if number is None:
            continue
        publisher = place.shelved.document.reading.metadata.publisher
        speaker = one_line(phrases.actor(place.statement, publisher))
        role = "found" if place.statement.kind == "finding" and side == "alleged" else side
        stated.extend(
            Stated(quantity, _counted(quantity), bounds(quantity), speaker, when(place), number, role, matter)
            for quantity in place.statement.quantities
        )
    return stated


def _counted(quantity: Quantity) -> str:
    return one_line(quantity.what or "") or phrases.unit_word(quantity.unit).lower()


def bounds(quantity: Quantity) -> str:
    """Say the bounds of a quantity in words: "more than 1,000,000", never a point made of an open bound."""
    lower, upper, value = (_figure(bound) for bound in (quantity.lower, quantity.upper, quantity.value))
    about = "about " if quantity.approximate and (value is not None or (lower and upper)) else ""
    if value is not None:
        return about + value + (f", below {upper}" if upper and not quantity.upper_inclusive else "")
    if lower and upper:
        return f"{about}{lower} to {upper}"
    if lower:
        return f"{about}{'at least' if quantity.lower_inclusive else 'more than'} {lower}"
    if upper:
        return f"{about}{'at most' if quantity.upper_inclusive else 'fewer than'} {upper}"
    return "no number"


def _figure(bound: float | None) -> str | None:
    if bound is None:
        return None
    return f"{int(bound):,}" if float(bound).is_integer() else f"{bound:,g}"


def _origins(allegation: Allegation, library: Library) -> str:
    documents = {place.shelved.number for one in allegation.statements for place in library.places(one)}
    origins = allegation.origins
    return phrases.origins(len(allegation.statements), len(documents), origins.independent, origins.unresolved_pairs)


def _pairs(links: Sequence[OriginLink], citations: Citations, caps: Caps) -> tuple[Pairs, ...]:
    order = {"unresolved": 0, "dependent": 1, "independent": 2}
    chosen = sorted(links, key=lambda link: order[link.state])[: caps.links]
    together: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for link in chosen:
        one, other = citations.number(link.one), citations.number(link.other)
        if one and other:
            together.setdefault((link.state, one_line(link.reason)), []).append((min(one, other), max(one, other)))
    return tuple(Pairs(state, reason, tuple(sorted(pairs))) for (state, reason), pairs in together.items())


def _numbers(identities: Iterable[str], citations: Citations) -> tuple[int, ...]:
    return tuple(number for number in map(citations.number, identities) if number is not None)


def _gaps(allegation: Allegation, alleged: Sequence[Place]) -> tuple[str, ...]:
    types = [response.response_type for response in allegation.responses]
    gaps = []
    if types and all(kind == "contests_source_or_competence" for kind in types):
        gaps.append("The responses found contest the source or the standing; none of them speaks to the facts.")
    unstated = [words for words, value in _told(allegation) if not value]
    if unstated:
        gaps.append(f"Not stated, or not recognised: {', '.join(unstated)}.")
    if allegation.origins.independent < 2:
        gaps.append("No second independent origin was found.")
    undated = sum(place.statement.said_at is None for place in alleged)
    if undated:
        gaps.append(f"{phrases.count(undated, 'statement')} without a date on which it was said.")
    return tuple(gaps)


def _told(allegation: Allegation) -> tuple[tuple[str, str | None], ...]:
    return (
        ("against whom it is alleged", allegation.accused),
        ("who was affected", allegation.affected),
        ("where", allegation.place),
        ("when", allegation.period),
    )
