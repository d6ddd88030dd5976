# SPDX-License-Identifier: Apache-2.0
"""An attribution: that somebody is reported to say something, before anyone asks what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Directness, Span, Speaker


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the encoder makes of an attribution."""

    sure: float
    """Belief that this is a statement at all, before calibration."""
    clear: float
    """Mean belief in the pieces of its content."""
    kinds: Mapping[str, float]
    """Share of belief in each kind; they add up to one."""
    speaker_types: Mapping[str, float]
    """The same for the sorts of speakers."""
    violations: Mapping[str, float]
    """Belief in each violation that labelled news knows, each by itself."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one source, one cue, one content, and who the speaker is."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    """Empty for a free quotation that has no reporting words."""
    source: tuple[Span, ...]
    """Empty where the passive or an adverb hides the speaker."""
    cue_lemma: str
    """Base form of the reporting words: ``deny``, ``call on``, ``according to``; empty without a cue."""
    directness: Directness
    speaker: Speaker | None
    """None where the document hides it."""
    addressee: Span | None = None
    """The words that name who was told, asked, urged or invited, where the cue governs one."""
    negated: bool = False
    """The cue itself is negated: "did not deny"."""
    passive: bool = False
    sentences: tuple[Span, ...] = ()
    """The sentences that the attribution touches."""
    chain: tuple[str, ...] = ()
    """Names outermost first, when the attribution is inside another one or names an agency."""
    beliefs: Beliefs | None = None
    """None where the rules alone read it."""
