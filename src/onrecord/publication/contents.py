# SPDX-License-Identifier: Apache-2.0
"""Work out everything that a report says, before a single byte of it is written.

Footnotes are numbered in the order of the sections here, which is the order in which they are printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from onrecord.model import ReadDocument, Statement
from onrecord.publication import charts, phrases
from onrecord.publication.caps import Caps
from onrecord.publication.cards import Card, Row, Stated, cards
from onrecord.publication.citations import Citations, Footnote, Library, Place
from onrecord.publication.dates import days, shown, some_time, sort_key
from onrecord.publication.decided import decisions, with_decisions
from onrecord.publication.legible import one_line, shortened
from onrecord.publication.material import ReportMaterial
from onrecord.publication.pages import Copies, Page, choose_texts, page
from onrecord.publication.positions import Positions, positions
from onrecord.publication.sentences import Sentence, chronological, sentence
from onrecord.publication.steps import Steps, steps


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary, what it counts, and where in the report it leads."""

    number: int
    words: str
    leads_to: str
    attention: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the table beside the timeline."""

    date: str
    track: str
    what: str
    who: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of quantities of one unit, with the rows of its table."""

    drawings: tuple[charts.Intervals, ...]
    """The wide and the narrow layout; none where no value can be drawn."""
    unit: str
    stated: tuple[Stated, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What else an actor said."""

    who: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something that could not be read, wholly or in part. ``document`` is its number, where it has one."""

    name: str
    document: int | None
    reason: str


@dataclass(frozen=True)
class Contents:
    """The whole report as values; only the texts of documents are still to be woven."""

    library: Library
    citations: Citations
    summary: tuple[Figure, ...]
    kinds: tuple[tuple[str, str, int], ...]
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    positions: Positions
    timeline: tuple[charts.Timeline, ...]
    """The wide and the narrow layout; none where nothing has a date."""
    events: tuple[Event, ...]
    events_left_out: int
    quantities: tuple[Chart, ...]
    steps: Steps
    findings: tuple[Sentence, ...]
    findings_left_out: int
    others: tuple[Spoken, ...]
    others_left_out: int
    footnotes: tuple[Footnote, ...]
    listed: tuple[Page, ...]
    documents: int
    texts_left_out: int
    unread: tuple[NotRead, ...]
    decisions: int
    """What people decided about statements in these documents."""


def contents(material: ReportMaterial, caps: Caps) -> Contents:
    """Work out a report; raises NotReleasable where it would cite what is in none of its documents."""
    library = Library(with_decisions(material.documents, material.judgements))
    citations = Citations(library)
    made, rows = cards(material.proposals.allegations, citations, caps)
    ledger = steps(material.proposals.ledger, library, citations, caps)
    found = _places(library, "finding")
    findings = tuple(sentence(place, citations) for place in found[: caps.steps])
    others, others_left_out = _others(material, library, citations, caps)
    moments, events = _timeline(material, library, citations, caps)
    listed, texts_left_out = _pages(material, library, citations, caps)
    unread = tuple(_unread(material, library))
    return Contents(
        library=library,
        citations=citations,
        summary=_summary(material, library, unread),
        kinds=_kinds([shelved.document for shelved in library.shelves]),
        cards=made,
        rows=rows,
        positions=positions(material.proposals, library, citations, caps),
        timeline=moments,
        events=tuple(events[: caps.rows]),
        events_left_out=max(0, len(events) - caps.rows),
        quantities=_quantities(made, caps),
        steps=ledger,
        findings=findings,
        findings_left_out=len(found) - len(findings),
        others=others,
        others_left_out=others_left_out,
        footnotes=tuple(
            citations.footnotes(
                {one.number for one in listed}, frozenset(one.number for one in listed if one.with_text)
            )
        ),
        listed=listed,
        documents=len(library.shelves),
        texts_left_out=texts_left_out,
        unread=unread,
        decisions=decisions(material.documents, material.judgements),
    )


def _all_places(library: Library) -> Iterator[Place]:
    """Each statement once, at its first place."""
    for shelved in library.shelves:
        for index, statement in enumerate(shelved.document.reading.statements):
            first = library.place(statement.id)
            if (first.shelved.number, first.index) == (shelved.number, index):
                yield first


def _places(library: Library, kind: str) -> list[Place]:
    return sorted((place for place in _all_places(library) if place.statement.kind == kind), key=chronological)


def _kinds(documents: Sequence[ReadDocument]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(statement.kind for document in documents for statement in document.reading.statements)
    return tuple(
        (kind, phrases.kind_plural(kind, number), number)
        for kind, number in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    )


def _summary(material: ReportMaterial, library: Library, unread: Sequence[NotRead]) -> tuple[Figure, ...]:
    answered = sum(bool(allegation.responses) for allegation in material.proposals.allegations)
    unanswered = len(material.proposals.allegations) - answered
    undertakings = Counter(entry.status for entry in material.proposals.ledger if entry.kind == "commitment")
    calls = sum(entry.kind == "call" for entry in material.proposals.ledger)
    access = len(material.proposals.ledger) - calls - undertakings.total()
    statements = sum(len(shelved.document.reading.statements) for shelved in library.shelves)
    findings = sum(place.statement.kind == "finding" for place in _all_places(library))

    def figure(number: int, one: str, more: str, leads_to: str, *, attention: bool = False) -> Figure:
        return Figure(number, one if number == 1 else more, leads_to, attention and number > 0)

    return (
        figure(len(library.shelves), "document", "documents", "documents"),
        figure(statements, "statement read in them", "statements read in them", "method"),
        figure(answered, "allegation with a response", "allegations with a response", "allegations"),
        figure(unanswered, "allegation without a response", "allegations without a response", "allegations"),
        figure(findings, "finding of a mandated body", "findings of mandated bodies", "findings"),
        figure(
            undertakings["overdue"],
            "commitment whose date has passed",
            "commitments whose date has passed",
            "ledger",
            attention=True,
        ),
        figure(undertakings["due"], "commitment due soon", "commitments due soon", "ledger", attention=True),
        figure(
            undertakings["open"] + undertakings["no date"],
            "commitment with a later date or none",
            "commitments with a later date or none",
            "ledger",
        ),
        figure(access, "step about access", "steps about access", "access"),
        figure(calls, "call", "calls", "calls"),
        figure(
            len(unread), "thing not read, or not wholly", "things not read, or not wholly", "unread", attention=True
        ),
    )


def _others(
    material: ReportMaterial, library: Library, citations: Citations, caps: Caps
) -> tuple[tuple[Spoken, ...], int]:
    """Give what no section further up holds, by actor; those past the cap are counted."""
    used = {entry.statement for entry in material.proposals.ledger} | {
        one for entry in material.proposals.ledger for one in entry.repeats
    }
    for allegation in material.proposals.allegations:
        used.update(allegation.statements, allegation.characterisations)
        used.update(one for response in allegation.responses for one in (response.statement, *response.repeats))
    unplaced = {
        one.statement: one.reason for one in (*material.proposals.ungrouped, *material.proposals.unlinked_answers)
    }
    by_actor: dict[tuple[bool, str], list[Place]] = {}
    for place in _all_places(library):
        statement = place.statement
        if statement.id in used or statement.kind == "finding" or citations.number(statement.id) is not None:
            continue
        name = one_line(phrases.actor(statement, place.shelved.document.reading.metadata.publisher))
        unnamed = statement.speaker is None or phrases.is_own_voice(statement)
        by_actor.setdefault((unnamed, name), []).append(place)
    left, spoken = caps.others, []
    for key in sorted(by_actor, key=lambda key: (key[0], -len(by_actor[key]), key[1])):
        chosen = sorted(by_actor[key], key=chronological)[:left]
        left -= len(chosen)
        if chosen:
            spoken.append(Spoken(key[1], tuple(_with_reason(place, citations, unplaced) for place in chosen)))
    total = sum(map(len, by_actor.values()))
    return tuple(spoken), total - (caps.others - left)


def _with_reason(place: Place, citations: Citations, unplaced: Mapping[str, str]) -> Sentence:
    """Put a statement into a sentence, and say why it stands on no card where grouping gave a reason."""
    said, reason = sentence(place, citations), unplaced.get(place.statement.id)
    return replace(said, details=(*said.details, f"on no card: {one_line(reason)}")) if reason else said


def _timeline(
    material: ReportMaterial, library: Library, citations: Citations, caps: Caps
) -> tuple[tuple[charts.Timeline, ...], list[Event]]:
    tracks: dict[str, list[charts.Moment]] = {track: [] for track in phrases.TRACKS}
    answers = {one.statement for allegation in material.proposals.allegations for one in allegation.responses}
    rows: dict[tuple[tuple[int, int, str], int, str, str, str, str], list[int]] = {}
    for name, place in _dated(material, library, citations, caps):
        number = citations.number(place.statement.id) or 0
        who = one_line(phrases.actor(place.statement, place.shelved.document.reading.metadata.publisher))
        word = f"{name} {phrases.kind_word(place.statement, answers=place.statement.id in answers)}".strip()
        for order, (track, date) in enumerate(_dates_of(place.statement)):
            covered = days(date)
            if covered is None:
                continue
            tracks[track].append(charts.Moment(covered, phrases.DUE.lower() if track == phrases.DUE else word))
            on = shown(date) if track in (phrases.SPOKEN_OF, phrases.DUE) else some_time(date)
            rows.setdefault((sort_key(date), order, on, track, word, who), []).append(number)
    in_order = sorted(rows.items(), key=lambda row: (row[0][:2], row[1]))
    events = [Event(*row[2:], tuple(cites)) for row, cites in in_order]
    given = [(track, moments) for track, moments in tracks.items() if moments]
    layouts = (charts.timeline(given, caps.marks, width) for width in (charts.WIDTH, charts.NARROW))
    return tuple(layout for layout in layouts if layout), events


def _dates_of(statement: Statement) -> Iterator[tuple[str, str | None]]:
    """Give the dates of a statement by track; the date of the report only where nobody says when it was said."""
    yield phrases.SAID, statement.said_at
    yield phrases.REPORTED, None if statement.said_at else statement.reported_at
    yield phrases.SPOKEN_OF, statement.about_time
    yield phrases.DUE, statement.due


def _dated(material: ReportMaterial, library: Library, citations: Citations, caps: Caps) -> Iterator[tuple[str, Place]]:
    """Give the cited statements of allegations and of the ledger, each once, with the name of the first matter."""
    seen: set[str] = set()
    for number, allegation in enumerate(material.proposals.allegations[: caps.cards], start=1):
        answers = (response.statement for response in allegation.responses)
        for identity in (*allegation.statements, *answers, *allegation.characterisations):
            if identity not in seen and citations.number(identity) is not None:
                seen.add(identity)
                yield f"A{number}", library.place(identity)
    for entry in material.proposals.ledger:
        if entry.statement not in seen and citations.number(entry.statement) is not None:
            seen.add(entry.statement)
            yield "", library.place(entry.statement)


def _quantities(made: Sequence[Card], caps: Caps) -> tuple[Chart, ...]:
    by_unit: dict[str, dict[tuple[int, str, float | None, float | None], Stated]] = {}
    for card in made:
        for stated in card.quantities:
            key = (stated.cite, stated.quantity.verbatim, stated.quantity.lower, stated.quantity.upper)
            by_unit.setdefault(stated.quantity.unit, {}).setdefault(key, stated)
    result = []
    for unit in sorted(by_unit, key=lambda unit: (unit == "other", unit)):
        every = list(by_unit[unit].values())
        drawn = [one for one in every if charts.drawable(one.quantity)][: caps.intervals]
        rows = [(one.quantity, f"{shortened(one.who, 32)} ({one.side})", _words(one)) for one in drawn]
        drawings = tuple(charts.intervals(unit, rows, narrow=narrow) for narrow in (False, True)) if drawn else ()
        name = phrases.unit_word(unit)
        result.append(Chart(drawings, name, tuple(every[: caps.rows]), max(0, len(every) - caps.rows)))
    return tuple(result)


def _words(stated: Stated) -> str:
    return one_line(f"“{stated.quantity.verbatim}” {stated.what}, {stated.when}")


def _pages(
    material: ReportMaterial, library: Library, citations: Citations, caps: Caps
) -> tuple[tuple[Page, ...], int]:
    with_text = choose_texts(library.shelves, citations, caps)
    numbers = {shelved.document.receipt.id: shelved.number for shelved in library.shelves}
    copies = _copies(material, numbers)
    first = dict.fromkeys(citations.cited_documents())
    chosen = sorted(
        [*first, *(shelved.number for shelved in library.shelves if shelved.number not in first)][: caps.documents]
    )
    listed = tuple(
        replace(
            page(library.shelves[number - 1], citations, numbers, caps, with_text=number in with_text),
            copies=copies.get(number, ()),
        )
        for number in chosen
    )
    texts = sum(bool(shelved.words) for shelved in library.shelves)
    return listed, texts - sum(one.with_text for one in listed)


def _copies(material: ReportMaterial, numbers: Mapping[str, int]) -> dict[int, tuple[Copies, ...]]:
    """Say for each document of which others it is a copy."""
    found: dict[int, tuple[Copies, ...]] = {}
    for cluster in material.proposals.copies:
        members = sorted(numbers[receipt] for receipt in cluster.receipts if receipt in numbers)
        for number in members:
            others = tuple(other for other in members if other != number)
            if others:
                found[number] = (*found.get(number, ()), Copies(others, one_line(cluster.reason)))
    return found


def _unread(material: ReportMaterial, library: Library) -> Iterator[NotRead]:
    for shelved in library.shelves:
        reading, text = shelved.document.reading, shelved.document.text
        reasons = [one_line(reading.reason or reading.status)] if reading.status != "read" else []
        reasons += [one_line(part.reason) for part in (text.unread if text else ())]
        for reason in dict.fromkeys(reasons):
            yield NotRead(shelved.document.receipt.name, shelved.number, reason)
    for refused in material.not_taken:
        yield NotRead(PureWindowsPath(refused.path).name or "a file without a name", None, one_line(refused.reason))
