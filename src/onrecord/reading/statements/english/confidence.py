# SPDX-License-Identifier: Apache-2.0
"""How sure the reader is of a statement: the share of such statements that a second annotator would have, of that kind.

A logistic model (Platt 1999) over the encoder's beliefs and that in the kind, fitted by ``tools/fit_confidence.py`` on
the dev part of the labelled news. What the rules alone read has none of these beliefs and is put low, so that a
person sees it early.
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import resources

import yaml

from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.kinds import Verdict

_LEAST, _MOST = 0.01, 0.99
_RULES_ALONE = 0.5
"""Highest confidence in what the rules alone read."""


def confidence_of(attribution: Attribution, verdict: Verdict) -> float:
    """Give the confidence in a statement, 0 to 1 with two places."""
    signs = signs_of(attribution, verdict)
    if signs is None:
        return round(min(_RULES_ALONE, verdict.belief), 2)
    weights = _weights()
    points = math.fsum(weights[name] * value for name, value in signs.items())
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-points)))), 2)


def signs_of(attribution: Attribution, verdict: Verdict) -> dict[str, float] | None:
    """Give what tells how sure a statement is; None where the rules alone read it."""
    beliefs = attribution.beliefs
    if beliefs is None:
        return None
    return {
        "always": 1.0,
        "sure": _odds(beliefs.sure),
        "clear": _odds(beliefs.clear),
        "kind": math.log(max(verdict.belief, _LEAST)),
        "encoder_agrees": math.log(max(beliefs.kinds[verdict.kind], _LEAST)),
        "settled": float(verdict.settled),
        "narrator": float(attribution.directness == "narrator"),
        "cue": float(bool(attribution.cue)),
        "source": float(bool(attribution.source)),
        "long": math.log1p(sum(end - start for start, end in attribution.content)),
    }


def _odds(share: float) -> float:
    bounded = min(_MOST, max(_LEAST, share))
    return math.log(bounded / (1 - bounded))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    source = resources.files(__package__).joinpath("confidence.yaml").read_text(encoding="utf-8")
    weights: dict[str, float] = yaml.safe_load(source)["weights"]
    return weights
