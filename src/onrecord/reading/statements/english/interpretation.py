# SPDX-License-Identifier: Apache-2.0
"""From attributions to statements: what each does, to whom, about what, and when.

Call sequence: ``turns`` adds what the speakers of a transcript say, ``narration`` what the document asserts in its own
voice; then each attribution is looked
at (``clues``), its kind decided (``kinds``), and the rest asked of one module each: ``subtypes``, ``violations``,
``parties``, ``timing``, ``circumstances``, ``hedges``, ``terms``. A field that the document does not settle stays
empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.model import Metadata, Statement, passage, statement_id
from onrecord.reading.about_places import place_of
from onrecord.reading.dating import with_published
from onrecord.reading.quantities import find_quantities
from onrecord.reading.statements.english import narration
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.circumstances import circumstances_of
from onrecord.reading.statements.english.clues import Observation, observe
from onrecord.reading.statements.english.confidence import confidence_of
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document_parties import DocumentParties
from onrecord.reading.statements.english.hedges import modality_of, polarity_of
from onrecord.reading.statements.english.kinds import Verdict, decide
from onrecord.reading.statements.english.parties import parties_of
from onrecord.reading.statements.english.responses import link
from onrecord.reading.statements.english.subtypes import subtype_of
from onrecord.reading.statements.english.terms import contingent_on, terms_of
from onrecord.reading.statements.english.timing import Timing
from onrecord.reading.statements.english.turns import spoken
from onrecord.reading.statements.english.violations import Topics, acts_of, labels_of, topics_of


@dataclass(frozen=True, slots=True)
class _Document:
    """What is worked out once for a whole document."""

    context: ReadingContext
    topics: Topics
    timing: Timing
    parties: DocumentParties
    published: str | None


def interpret_document(context: ReadingContext) -> tuple[Metadata, tuple[Statement, ...]]:
    """Say what every attribution of a document does; complete what is known about the document."""
    metadata = with_published(context.text, context.metadata)
    context = with_turns(context)
    timing = Timing(context, metadata.published)
    document = _Document(context, topics_of(context), timing, DocumentParties(context), metadata.published)
    statements = tuple(_unique([_interpret(seen, verdict, document) for seen, verdict in judged(context)]))
    return metadata, link(statements, context.text.content)


def with_turns(context: ReadingContext) -> ReadingContext:
    """Add what the speakers of a transcript say in their turns."""
    told = tuple(one for one in context.attributions if one.directness != "narrator")
    turns = spoken(replace(context, attributions=told))
    if not turns:
        return context
    said = narration.joined_spans(span for one in turns for span in one.content)
    own = [
        one
        for one in context.attributions
        if one.directness == "narrator" and narration.lies_free((one.content[0][0], one.content[-1][1]), said)
    ]
    return replace(context, attributions=tuple(sorted((*told, *own, *turns), key=_order)))


def judged(context: ReadingContext) -> Iterator[tuple[Observation, Verdict]]:
    """Give every attribution, and what the document says in its own voice, each with what it does."""
    told = [one for one in context.attributions if not _is_asked(one, context)]
    for attribution in sorted((*told, *narration.narrated(context)), key=_order):
        seen = observe(attribution, context)
        if attribution.directness == "narrator" and narration.NOT_TOLD & seen.clues:
            continue
        verdict = decide(seen)
        yield seen, _own_voice(verdict) if attribution.directness == "narrator" else verdict


def _is_asked(attribution: Attribution, context: ReadingContext) -> bool:
    """Say whether somebody is only asked whether they say so: "Do you consider this a crime?"."""
    if context.words(attribution.source).lower() != "you":
        return False
    sentence = context.sentence_at(attribution.content[0][0])
    return sentence is not None and context.words((sentence,)).rstrip("\"\u201d\u2019' ").endswith("?")


def _order(attribution: Attribution) -> tuple[int, int]:
    return min(start for start, _ in attribution.content), attribution.cue[0][0] if attribution.cue else 0


def _unique(statements: list[Statement]) -> list[Statement]:
    """Keep one of statements with the same spans and kind: they are one statement found twice."""
    return list({statement.id: statement for statement in statements}.values())


def _interpret(seen: Observation, verdict: Verdict, document: _Document) -> Statement:
    return _described(_spans(seen.attribution, document, verdict), seen, verdict, document)


def _own_voice(verdict: Verdict) -> Verdict:
    """Take what a document asserts in its own voice as an allegation by the outlet, unless its words settle it."""
    if verdict.settled or verdict.kind in {"finding", "denial", "admission"}:
        return verdict
    return replace(verdict, kind="allegation", also=())


def _spans(attribution: Attribution, document: _Document, verdict: Verdict) -> Statement:
    text = document.context.text
    content = passage(text.content, attribution.content)
    source = passage(text.content, attribution.source) if attribution.source else None
    cue = passage(text.content, attribution.cue) if attribution.cue else None
    return Statement(
        statement_id(text.sha256, source, cue, content, verdict.kind),
        verdict.kind,
        content,
        also=verdict.also,
        source=source,
        cue=cue,
        directness=attribution.directness,
        speaker=attribution.speaker,
        attribution_chain=attribution.chain,
        confidence=confidence_of(attribution, verdict),
    )


def _described(statement: Statement, seen: Observation, verdict: Verdict, document: _Document) -> Statement:
    context, attribution = document.context, seen.attribution
    kind = verdict.kind
    violations = acts_of(seen, kind, context, document.topics)
    parties = parties_of(seen, kind, violations, document.parties)
    times = document.timing.of(attribution, kind)
    where = circumstances_of(attribution, context, kind)
    sentence = context.sentence_at((attribution.cue or attribution.content)[0][0]) or attribution.content[0]
    after = context.text.content[min(attribution.content[-1][1], sentence[1]) : sentence[1]]
    return replace(
        statement,
        subtype=verdict.subtype or subtype_of(seen, kind, after),
        addressee=parties.addressee,
        audience=where.audience,
        channel=where.channel,
        occasion=where.occasion,
        violations=violations,
        characterisations=labels_of(seen),
        accused=parties.accused,
        affected=parties.affected,
        place=place_of(
            attribution.content, (*attribution.source, *attribution.cue), sentence, context.text.content, context.places
        ),
        said_at=times.said_at,
        reported_at=document.published,
        about_time=times.about_time,
        due=times.due,
        contingent_on=contingent_on(seen, kind, context.words((sentence,))),
        terms=terms_of(seen, kind),
        quantities=find_quantities(
            context.text.content, attribution.content, document.timing.spans_in(attribution.content)
        ),
        modality=modality_of(seen, kind),
        polarity=polarity_of(seen, kind),
    )
