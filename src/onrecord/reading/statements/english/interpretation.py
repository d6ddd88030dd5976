# SPDX-License-Identifier: Apache-2.0
"""From attributions to statements: what each does, to whom, about what, and when."""

from __future__ import annotations

from onrecord.model import Metadata, Statement, passage, statement_id
from onrecord.reading.dating import with_published
from onrecord.reading.quantities import find_quantities
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.clues import observe
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.kinds import decide
from onrecord.reading.statements.english.violations import Topics, acts_of, labels_of, topics_of


def interpret_document(context: ReadingContext) -> tuple[Metadata, tuple[Statement, ...]]:
    """Say what every attribution of a document does; complete what is known about the document."""
    metadata = with_published(context.text, context.metadata)
    topics = topics_of(context)
    return metadata, tuple(_interpret(attribution, context, topics) for attribution in context.attributions)


def _interpret(attribution: Attribution, context: ReadingContext, topics: Topics) -> Statement:
    seen = observe(attribution, context)
    verdict = decide(seen)
    text = context.text.content
    content = passage(text, attribution.content)
    source = passage(text, attribution.source) if attribution.source else None
    cue = passage(text, attribution.cue) if attribution.cue else None
    return Statement(
        statement_id(context.text.sha256, source, cue, content, verdict.kind),
        verdict.kind,
        content,
        also=verdict.also,
        subtype=verdict.subtype,
        source=source,
        cue=cue,
        directness=attribution.directness,
        speaker=attribution.speaker,
        attribution_chain=attribution.chain,
        violations=acts_of(seen, verdict.kind, context, topics),
        characterisations=labels_of(seen),
        quantities=find_quantities(text, attribution.content),
        confidence=verdict.confidence,
    )
