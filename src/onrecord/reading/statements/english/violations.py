# SPDX-License-Identifier: Apache-2.0
"""Say which violations a statement is about, and which legal labels it uses. It proposes; people decide.

1. A type is a candidate where a trigger word of the vocabulary names it in the content or, unless the content names
   one beyond doubt, in its sentence or within reach before it: an answer or a call speaks of what stands
   before it ("the allegations", "their release").
2. Clues (``act_clues``) say how it is named, how near, how much of the document speaks of it, and what the statement
   does. Each has points, fitted by ``tools/fit_acts.py`` on labelled news; they are the same for all types, so that
   a type of which the news rarely speaks is treated like any other. A type with enough points is proposed.
3. A taking that nobody will account for is an enforced disappearance, though no word names it.
4. ``unspecified_abuse`` stands only where no act is named. Four types are enough.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from onrecord.model import Span
from onrecord.reading.statements.english import encoder
from onrecord.reading.statements.english.clues import SAYS_CLUES, Observation
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.vocabulary import Hit, load

_AT_MOST = 4
_REACH = 8
"""Sentences back that words may point to."""
_ENOUGH = -0.9
"""Points from which a type is proposed; -1.2 to 0 were tried by cross-validation over documents."""
_ENOUGH_OF_BOTH = -1.8
"""The same where the encoder speaks too; picked on the dev part."""
_BEYOND_DOUBT = 0.5
"""Points of words alone from which a type stands whatever the encoder believes; picked on the dev part."""
_POINTS_COUNT, _ENCODER_COUNTS = 0.7, 0.4
"""How much the points and the encoder's odds count where both speak; picked on the dev part."""
_LEAST = 1e-4
_NOT_TOLD = -2.0
"""Odds of a type that no label of the encoder can be."""
_UNSPECIFIC = frozenset({"unspecified_abuse"})
"""Taken from the content alone."""
_SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
_SHORT, _LONG = 60, 250
"""Characters of a content."""
_HARM = SAYS_CLUES["says_harm"]
_TELLING = (
    "cue_deny cue_accuse says_victimised says_harm says_accounts says_opinion says_procedure says_first_person".split()
)
_TAKEN = re.compile(r"\b(?:took|taken|seized|dragged|arrested|detained|abducted|picked up|led away)\b")
_UNACCOUNTED = re.compile(
    r"\b(?:nobody|no one|none|never|not)\b.{0,40}\b(?:where (?:he|she|they|his|her)\b|(?:seen|heard from|heard of)\b)"
)


@dataclass(frozen=True)
class Topics:
    """Which acts each sentence of a document names, and how often the document speaks of each."""

    by_sentence: tuple[tuple[str, ...], ...]
    share: dict[str, float]
    ranks: dict[str, int]
    """1 for the type that it speaks of most."""


def topics_of(context: ReadingContext) -> Topics:
    """Gather the acts that the sentences of a document name."""
    named = tuple(_named(context, sentence) for sentence in context.sentences)
    counts = Counter(term for terms in named for term in terms)
    total = counts.total() or 1
    share = {term: count / total for term, count in counts.items()}
    return Topics(named, share, {term: rank for rank, (term, _) in enumerate(counts.most_common(), start=1)})


def _named(context: ReadingContext, sentence: Span) -> tuple[str, ...]:
    """Give the types that a sentence names: strongly, or by a word of harm, or by any word beside one."""
    acts = _acts(context.hits_in((sentence,)))
    content = context.text.content
    harm = any(hit.strength == "strong" or _HARM.match(content[hit.start : hit.end].lower()) for hit in acts)
    weight: Counter[str] = Counter()
    for hit in acts:
        names = hit.strength == "strong" or _HARM.match(content[hit.start : hit.end].lower())
        weight[hit.term] += 2 if names else 1
    return tuple(term for term, points in weight.items() if harm and points >= 2)


def _acts(hits: list[Hit]) -> list[Hit]:
    labels = load().characterisations
    return [hit for hit in hits if hit.term not in labels]


def labels_of(seen: Observation) -> tuple[str, ...]:
    """Give the legal labels that the content uses."""
    labels = load().characterisations
    return tuple(dict.fromkeys(hit.term for hit in seen.hits if hit.term in labels))


def acts_of(seen: Observation, kind: str, context: ReadingContext, topics: Topics) -> tuple[str, ...]:
    """Give the types of acts that a statement of that kind is about, most certain first."""
    points = _points()
    weights = {
        term: math.fsum((points["always"], *(points.get(clue, 0.0) for clue in clues)))
        for term, clues in act_clues(seen, kind, context, topics).items()
    }
    enough = _ENOUGH
    if seen.attribution.beliefs is not None:
        weights, enough = _told(weights, seen.attribution.beliefs.violations, points["always"]), _ENOUGH_OF_BOTH
    return _best([term for term, weight in weights.items() if weight > enough], weights)[:_AT_MOST]


def _told(weights: dict[str, float], beliefs: Mapping[str, float], unnamed: float) -> dict[str, float]:
    """Add what the encoder believes; a type that no word names stands where the encoder alone is sure enough."""
    told: dict[str, float] = {}
    for label, terms in _label_terms().items():
        odds = math.log(max(beliefs[label], _LEAST) / max(1 - beliefs[label], _LEAST))
        named = [term for term in terms if term in weights]
        for term in named or terms[:1]:
            told[term] = max(told.get(term, -math.inf), odds)
    mixed = {
        term: _POINTS_COUNT * weights.get(term, unnamed) + _ENCODER_COUNTS * told.get(term, _NOT_TOLD)
        for term in sorted({*weights, *told})
    }
    # what words name beyond doubt stands, though the labelled news hardly had it
    return {term: weights[term] if weights.get(term, unnamed) > _BEYOND_DOUBT else mixed[term] for term in mixed}


@lru_cache(maxsize=1)
def _label_terms() -> dict[str, list[str]]:
    source = resources.files(encoder).joinpath("label_terms.yaml").read_text(encoding="utf-8")
    terms: dict[str, list[str]] = yaml.safe_load(source)
    return terms


def _best(terms: list[str], weights: dict[str, float]) -> tuple[str, ...]:
    known = load().violations
    specific = [term for term in terms if term not in known or known[term].group]
    # torture holds ill-treatment, which gives way to other acts where more are named than are kept
    held = {"ill_treatment"} if "torture" in terms else set()
    return tuple(sorted(specific or terms, key=lambda term: (term in held, -weights[term], term)))


@lru_cache(maxsize=1)
def _points() -> dict[str, float]:
    source = resources.files(__package__).joinpath("act_points.yaml").read_text(encoding="utf-8")
    points: dict[str, float] = yaml.safe_load(source)["points"]
    return points


# --- clues ---------------------------------------------------------------------------------------


def act_clues(seen: Observation, kind: str, context: ReadingContext, topics: Topics) -> dict[str, frozenset[str]]:
    """Give for each candidate type what speaks for and against it."""
    own = _own(seen, context.text.content, topics)
    clues = {term: set(names) for term, names in own.items()}
    strong = any("named_strongly" in names for names in own.values())
    for term, name in _before(seen, context, topics):
        if term in own or not (strong or term in _UNSPECIFIC):
            clues.setdefault(term, set()).add(name)
    opening = {term for terms in topics.by_sentence[:3] for term in terms}
    common = _statement_clues(seen, kind)
    if own:
        common.add("beside_any")
    if strong:
        common.add("beside_strong")
    for term, names in clues.items():
        share = topics.share.get(term, 0.0)
        names.update(f"share_above_{bound}" for bound in _SHARES if share > bound)
        if topics.ranks.get(term, 9) <= 4:
            names.add(f"rank_{topics.ranks[term]}")
        if term in opening:
            names.add("opening")
        way = "named" if term in own else "unnamed"
        names.update(f"{way}_{name}" for name in common)
    return {term: frozenset(names) for term, names in clues.items()}


def _own(seen: Observation, text: str, topics: Topics) -> dict[str, set[str]]:
    """Say how the content itself names each type."""
    own: dict[str, set[str]] = {}
    for hit in _acts(seen.hits):
        harmful = bool(_HARM.match(text[hit.start : hit.end].lower()))
        name = "named_strongly" if hit.strength == "strong" else "named_with_harm" if harmful else "named_plainly"
        names = own.setdefault(hit.term, set())
        names |= {name, "named_twice"} if names else {name}
    for names in own.values():
        if "named_strongly" in names:
            names -= {"named_with_harm", "named_plainly"}
        elif "named_with_harm" in names:
            names.discard("named_plainly")
    if not topics.share:  # "school" or "journalists" name a topic, not an act, in a document that names none
        own = {term: names for term, names in own.items() if "named_plainly" not in names}
    if _TAKEN.search(seen.low) and _UNACCOUNTED.search(seen.low):
        own["enforced_disappearance"] = {"named_strongly", "named_twice"}
    return own


def _before(seen: Observation, context: ReadingContext, topics: Topics) -> list[tuple[str, str]]:
    """Give the types that the sentence of the content and those before it name, each with how near."""
    first = context.sentence_index(seen.attribution.content[0][0])
    if first is None:
        return []
    near = ["here", "just_before", "before", "before", *["long_before"] * (_REACH - 3)]
    return [
        (term, name) for back, name in enumerate(near) if back <= first for term in topics.by_sentence[first - back]
    ]


def _statement_clues(seen: Observation, kind: str) -> set[str]:
    """Give what the statement tells of itself, whatever the type."""
    clues = {f"in_{kind}", *(clue for clue in _TELLING if clue in seen.clues)}
    if len(seen.low) < _SHORT:
        clues.add("short")
    if len(seen.low) > _LONG:
        clues.add("long")
    if seen.attribution.directness == "narrator":
        clues.add("narrator")
    return clues
