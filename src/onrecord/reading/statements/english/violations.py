# SPDX-License-Identifier: Apache-2.0
"""Say which violations a statement is about, and which legal labels it uses. It proposes; people decide.

1. Strong trigger words of the vocabulary propose their type.
2. Weak ones need a second cue: a further word of harm in the content, a kind that asserts or answers acts,
   words for a state's agent or a victim, or that the document speaks of the type elsewhere. A weak word
   that only names a topic ("journalists", "school", "election") needs a word of harm beside it.
3. An answer, a call or a label that names no act speaks of what stands before it ("the allegations", "their
   release", "it"): of the acts that a sentence within reach names, those first that the document speaks of most.
4. ``unspecified_abuse`` stands only where no act is named. Four types are enough.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.statements.english.clues import SAYS_CLUES, Observation
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.vocabulary import Hit, load

_AT_MOST = 4
_BACK_AT_MOST = 2
_REACH = 8
"""Sentences back that words may point to."""
_ENOUGH = 1.2
"""Weight from which a type that the content names is proposed. 0.8 to 1.6 were tried on the labelled news."""
_ENOUGH_BEFORE = 0.75
"""The same for a type that only stands before; lower lets in what the document merely mentions."""
_HARM = SAYS_CLUES["says_harm"]
_ASSERTING = frozenset({"allegation", "denial", "justification", "admission", "finding", "call", "refusal"})
_POINTING = frozenset(
    {"allegation", "denial", "justification", "admission", "finding", "call", "refusal", "legal_characterisation"}
)
_AGENT_OR_VICTIM = re.compile(
    r"\b(?:police|officers?|soldiers?|troops|army|military|guards?|authorities|government|regime|security forces|"
    r"gunmen|militants?|rebels|militia|victims?|civilians?|detainees?|prisoners?|protest[eo]rs?|residents|villagers)\b"
)


@dataclass(frozen=True)
class Topics:
    """Which acts each sentence of a document names, and how often the document speaks of each."""

    by_sentence: tuple[tuple[str, ...], ...]
    share: dict[str, float]
    leading: frozenset[str]
    """The two that it speaks of most."""


def topics_of(context: ReadingContext) -> Topics:
    """Gather the acts that the sentences of a document name."""
    named = tuple(_named(context, sentence) for sentence in context.sentences)
    counts = Counter(term for terms in named for term in terms)
    total = counts.total() or 1
    share = {term: count / total for term, count in counts.items()}
    return Topics(named, share, frozenset(term for term, _ in counts.most_common(2)))


def _named(context: ReadingContext, sentence: Span) -> tuple[str, ...]:
    acts = _acts(context.hits_in((sentence,)))
    if not acts:
        return ()
    weights = _own_weights(acts, context.text.content, asserting=True)
    return tuple(term for term, weight in weights.items() if weight >= 1.0)


def _acts(hits: list[Hit]) -> list[Hit]:
    labels = load().characterisations
    return [hit for hit in hits if hit.term not in labels]


def labels_of(seen: Observation) -> tuple[str, ...]:
    """Give the legal labels that the content uses."""
    labels = load().characterisations
    return tuple(dict.fromkeys(hit.term for hit in seen.hits if hit.term in labels))


def acts_of(seen: Observation, kind: str, context: ReadingContext, topics: Topics) -> tuple[str, ...]:
    """Give the types of acts that a statement of that kind is about, most certain first."""
    asserting = kind in _ASSERTING or bool({"cue_accuse", "cue_deny"} & seen.clues)
    asserting = asserting or bool(_AGENT_OR_VICTIM.search(seen.low))
    weights = _own_weights(_acts(seen.hits), context.text.content, asserting=asserting)
    for term in weights:
        weights[term] += topics.share.get(term, 0.0) + (0.3 if term in topics.leading else 0.0)
    own = [term for term, weight in weights.items() if weight >= _ENOUGH]
    if own:
        return _best(own, weights)[:_AT_MOST]
    if kind not in _POINTING:
        return ()
    return _before(seen, context, topics)


def _own_weights(acts: list[Hit], text: str, *, asserting: bool) -> dict[str, float]:
    """Weigh the types by the trigger words that name them."""
    weights: dict[str, float] = {}
    harmful = [bool(_HARM.match(text[hit.start : hit.end].lower())) for hit in acts]
    any_harm = any(harmful) or any(hit.strength == "strong" for hit in acts)
    for hit, harm in zip(acts, harmful, strict=True):
        if hit.strength == "strong":
            weight = 2.0
        elif harm:
            weight = 1.0 if asserting else 0.6
        else:
            weight = 0.7 if any_harm and asserting else 0.3
        weights[hit.term] = weights.get(hit.term, 0.0) * 0.5 + weight
    return weights


def _best(terms: list[str], weights: dict[str, float]) -> tuple[str, ...]:
    known = load().violations
    specific = [term for term in terms if term not in known or known[term].group]
    # torture holds ill-treatment, which gives way to other acts where more are named than are kept
    held = {"ill_treatment"} if "torture" in terms else set()
    return tuple(sorted(specific or terms, key=lambda term: (term in held, -weights[term])))


def _before(seen: Observation, context: ReadingContext, topics: Topics) -> tuple[str, ...]:
    """Find the acts that a content without any points back to."""
    index = context.sentence_index(seen.attribution.content[0][0])
    if index is None:
        return ()
    weights: dict[str, float] = {}
    for back in range(min(_REACH, index) + 1):
        for term in topics.by_sentence[index - back]:
            near = 0.6 if back < 2 else 0.45 if back < 4 else 0.3
            weights[term] = max(weights.get(term, 0.0), near)
    for term in weights:
        weights[term] += topics.share[term] + (0.3 if term in topics.leading else 0.0)
    found = [term for term, weight in weights.items() if weight >= _ENOUGH_BEFORE]
    return _best(found, weights)[:_BACK_AT_MOST]
