# SPDX-License-Identifier: Apache-2.0
"""What a judgement may be. Pure rules; ask them before ``register.write`` puts one on the record.

1. It says who decided and when.
2. It is about a proposal whose words stand in the text that it is bound to.
3. ``corrected`` comes with the corrected statement, of a known kind, whose words stand in that text
   too; no other decision comes with one.
4. A reason may be given with any decision.
5. It is withdrawn once, by a named person, not before it was made. It is never erased.

That the proposal was made, and that one person has one standing judgement on it, the register checks.
"""

from __future__ import annotations

import re
import typing
from dataclasses import replace

from onrecord.errors import BadCall
from onrecord.model import (
    KIND_IDS,
    Decision,
    Directness,
    Judgement,
    Modality,
    Passage,
    Polarity,
    Statement,
    Text,
    passage,
    statement_id,
)

LONGEST_REASON = 10_000
"""Characters: two pages. More belongs into a document of its own."""

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def correct(proposal: Statement, text: Text, **changes: typing.Any) -> Statement:
    """Make the corrected statement of a proposal: ``changes`` are fields of ``Statement``.

    Its words are taken from the text anew and its id follows from them. Raises BadCall where a span lies
    outside the text.
    """
    changed = replace(proposal, **changes)
    for name, words in _passages(changed):
        _check_spans(name, words, text)
    source, cue, content = (
        passage(text.content, words.spans) if words else None
        for words in (changed.source, changed.cue, changed.content)
    )
    assert content is not None  # noqa: S101  # a statement has content
    identity = statement_id(text.sha256, source, cue, content, changed.kind)
    return replace(changed, id=identity, source=source, cue=cue, content=content)


def check(judgement: Judgement, text: Text) -> None:
    """Hold a new judgement to rules 1 to 4. Raises BadCall, which names the rule that it breaks."""
    _check_person(judgement.by)
    _check_time(judgement.at)
    if judgement.withdrawn_at is not None or judgement.withdrawn_by is not None:
        raise _refused("A new judgement cannot be withdrawn already.")
    if judgement.decision not in typing.get_args(Decision):
        raise _refused("A judgement is confirmed, corrected, rejected or unsure.")
    if judgement.reason is not None and len(judgement.reason) > LONGEST_REASON:
        raise _refused(f"A reason has at most {LONGEST_REASON} characters.")
    if judgement.text_sha256 != text.sha256:
        raise _refused("The judgement is bound to another text than the one it was made on.")
    _check_words(judgement.statement, text)
    if (judgement.decision == "corrected") != (judgement.corrected is not None):
        raise _refused("A corrected statement comes with the decision 'corrected', and only with it.")
    if judgement.corrected is not None:
        _check_correction(judgement.statement, judgement.corrected, text)


def withdraw(judgement: Judgement, *, by: str, at: str) -> Judgement:
    """Give the judgement as withdrawn. Raises BadCall where it was before, or by rule 5."""
    _check_person(by)
    _check_time(at)
    if judgement.withdrawn_at is not None:
        raise _refused(f"The judgement {judgement.id} is withdrawn already.")
    if at < judgement.at:
        raise _refused(f"The judgement {judgement.id} cannot be withdrawn before it was made.")
    return replace(judgement, withdrawn_at=at, withdrawn_by=by)


def _check_person(name: str) -> None:
    if not name.strip():
        raise _refused("A judgement says who decided.")


def _check_time(time: str) -> None:
    if not _TIME.fullmatch(time):
        raise _refused("The time of a judgement is written as 2026-03-01T09:30:00Z.")


def _check_correction(proposal: Statement, corrected: Statement, text: Text) -> None:
    if corrected == proposal:
        raise _refused("The correction changes nothing.", "To agree with the proposal, confirm it.")
    if corrected.kind not in KIND_IDS or not set(corrected.also) <= set(KIND_IDS):
        raise _refused("The correction has a kind that onrecord does not know.")
    for value, words in (
        (corrected.directness, Directness),
        (corrected.modality, Modality),
        (corrected.polarity, Polarity),
    ):
        if value not in typing.get_args(words):
            raise _refused("The correction has a word that onrecord does not know.")
    _check_words(corrected, text)
    if corrected.id != statement_id(text.sha256, corrected.source, corrected.cue, corrected.content, corrected.kind):
        raise _refused("The id of the correction does not follow from its words.")


def _check_words(statement: Statement, text: Text) -> None:
    for name, words in _passages(statement):
        _check_spans(name, words, text)
        if words.text != passage(text.content, words.spans).text:
            raise _refused(f"The words of the {name} are not those that stand there in the text.")


def _check_spans(name: str, words: Passage, text: Text) -> None:
    if any(not 0 <= start < end <= len(text.content) for start, end in words.spans):
        raise _refused(f"The {name} of the statement lies outside the text, or is empty.")
    if name == "content" and not words.spans:
        raise _refused("The statement has no content.")


def _passages(statement: Statement) -> list[tuple[str, Passage]]:
    found = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return [(name, words) for name, words in found if words is not None]


def _refused(happened: str, helps: str = "") -> BadCall:
    return BadCall(happened, "Nothing was put on the record.", helps)
