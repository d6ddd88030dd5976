# SPDX-License-Identifier: Apache-2.0
"""What kind of attack on people a document tells of, and by whom: its words and the encoder, weighed together.

1. Words of each kind ("abducted", "beaten") are counted in the title, in the opening and in the whole document; so are
   the statements that speak of such an act. Each count has points for each kind and for each sort of perpetrator,
   fitted by ``tools/fit_incident.py`` on labelled news.
2. Points and the encoder's odds are added, each with its weight; a kind with belief enough is named.
3. A document that hardly has a word of harm tells of no attack, whatever the encoder believes: it has only seen
   documents with one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from onrecord.model import Statement

Points = Mapping[str, Mapping[str, float]]

KINDS_WORDS, KINDS_ENCODER = 0.6, 0.6
"""How much points and the encoder's odds count for the kind of attack; picked on the dev part."""
SORTS_WORDS, SORTS_ENCODER = 0.6, 0.6
"""The same for the sort of perpetrator."""
NOBODY = "nobody"
"""In place of a sort of perpetrator, where the document names none."""
ENOUGH: Mapping[str, float] = {
    "arbitrary detention": 0.36,
    "enforced disappearance": 0.35,
    "killing": 0.44,
    "kidnapping": 0.6,
    "torture": 0.26,
    "other": 0.16,
    "unknown": 0.4,
}
"""Belief from which a kind is named; picked on the dev part, for the F1 score: what is rare is named on less belief."""
OTHER_SURE_FROM = 0.6
"""The same for "other", for a reader that may abstain. F1 alone would name it in nine of ten articles, and it would be
right no more often than the label is there: that tells a person nothing."""
HARM_AT_BEGINNING, HARM_IN_ALL = 2, 6
"""Words of harm from which a document may tell of an attack. Picked so that of 100 articles with an attack 94 pass (dev
part of HRDsAttack), and of 84 articles of general news 20 (dev part of PolNeAR)."""
_BEGINNING = 2000
_NOTE = 600
"""Characters; in a shorter text one word of harm is enough."""
_OPENING = 1200
"""Characters in which news tells what happened."""
_SHORTEST = 80
"""Words; a share of fewer means nothing."""
_HIGHEST_SHARE = 2.0
_PAGE = 500
"""Words of a usual article."""
_LEAST = 1e-4
_WORDS = {
    "detention": r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*|custody|prison\w*|sentenced|behind bars"
    r"|convict\w*|charged|house arrest|bail|remanded|trial|released|held",
    "disappearance": r"disappear\w*|missing|whereabouts|incommunicado|vanish\w*",
    "killing": r"kill\w*|murder\w*|dead|deaths?|shot|assassinat\w*|execut(?:ed|ions?)|slain|died|massacre\w*|gunned"
    r"|bod(?:y|ies)|bomb\w*|funeral",
    "kidnapping": r"kidnap\w*|abduct\w*|hostages?|ransom|captiv\w*|captors?",
    "torture": r"tortur\w*|beat(?:en|ing|ings)?|ill-treat\w*|waterboard\w*|mistreat\w*|abused?|degrading|inhumane?"
    r"|shackle\w*|electric shocks?",
    "harm": r"threat\w*|harass\w*|attack\w*|assault\w*|injur\w*|wound\w*|rap(?:e|ed|es)|sexual\w*|fired|dismiss\w*"
    r"|sacked|ban(?:ned)?|crackdown|discriminat\w*|strik(?:e|es|ing)|intimidat\w*|forced|tear gas|protest\w*|evict\w*"
    r"|raid\w*|clash\w*|censor\w*|surveillance",
    "labour": r"unions?|wages?|workers?|layoffs?|labou?r|employe\w+|pay",
    "state": r"police|troops|soldiers|army|military|government|authorities|security forces|court|officers?|president",
    "armed": r"gunm[ae]n|bandits?|militants?|insurgents?|rebels?|terrorists?|gangs?|boko haram|taliban|islamic state"
    r"|isis|cartels?",
    "press": r"journalists?|reporters?|newspapers?|media|editors?|broadcaster",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _WORDS.items()}
_ACTS: Mapping[str, frozenset[str]] = {
    "detention": frozenset({"arbitrary_detention", "mass_internment", "unfair_trial", "inhumane_detention_conditions"}),
    "disappearance": frozenset({"enforced_disappearance"}),
    "killing": frozenset({"unlawful_killing", "death_in_custody", "death_penalty_violation", "attack_on_civilians"}),
    "kidnapping": frozenset({"abduction", "transnational_repression"}),
    "torture": frozenset({"torture", "ill_treatment", "sexual_violence"}),
}
"""Types of the vocabulary that a statement may name, by the group of words that they go with."""
_HARM = re.compile(
    "|".join(
        (
            r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|s|ing)?|jailed|imprison\w*|disappeared|murder\w*|assassinat\w*"
            r"|beaten|rap(?:e|ed)|assault\w*|threaten\w*|harass\w*|intimidat\w*|attack\w*|crackdown|massacre\w*|slain"
            r"|execut(?:ed|ions?)|wounded|injured|persecut\w*|kill(?:ed|ing|ings|s)?|tear gas|sacked|fired at|abuses?"
            r"|violations?|prison\w*|detention|custody|sentenced|missing|shot|violence|repress\w*|banned|dismissed)\b",
            _PATTERNS["kidnapping"].pattern,
            _PATTERNS["torture"].pattern,
        )
    ),
    re.IGNORECASE,
)


def tells_of_harm(title: str, content: str) -> bool:
    """Say whether the title names an act that harms people, the beginning does so twice, or the document often."""
    if _HARM.search(title) is not None:
        return True
    enough = 1 if len(content) < _NOTE else HARM_AT_BEGINNING
    if len(_HARM.findall(content, 0, _BEGINNING)) >= enough:
        return True
    return len(_HARM.findall(content)) >= HARM_IN_ALL


def signs_of(title: str, content: str, statements: Sequence[Statement]) -> dict[str, float]:
    """Count what tells of each kind of attack, by name."""
    words = max(_SHORTEST, len(content.split()))
    signs = {"always": 1.0, "length": math.log(words / _PAGE)}
    for name, pattern in _PATTERNS.items():
        count = sum(1 for _ in pattern.finditer(content))
        signs[f"{name}_often"] = math.log1p(count) / 2
        signs[f"{name}_opening"] = math.log1p(sum(1 for _ in pattern.finditer(content, 0, _OPENING)))
        signs[f"{name}_title"] = float(pattern.search(title) is not None)
        signs[f"{name}_share"] = min(_HIGHEST_SHARE, 100 * count / words / 1.5)
    for name, acts in _ACTS.items():
        signs[f"{name}_stated"] = math.log1p(sum(1 for one in statements if not acts.isdisjoint(one.violations)))
    return signs


def beliefs_in_kinds(signs: Mapping[str, float], told: Mapping[str, float]) -> dict[str, float]:
    """Give the belief in each kind, by its points and by what the encoder believes of it."""
    beliefs: dict[str, float] = {}
    for name, points in fitted("kinds").items():
        odds = KINDS_WORDS * weighed(signs, points) + KINDS_ENCODER * odds_of(told.get(name, _LEAST))
        beliefs[name] = 1 / (1 + math.exp(-odds))
    return beliefs


def chosen_kinds(beliefs: Mapping[str, float], *, answer_all: bool) -> tuple[str, ...]:
    """Name the kinds with belief enough, the likeliest first; "unknown" only where no other is likely."""
    enough = ENOUGH if answer_all else {**ENOUGH, "other": OTHER_SURE_FROM}
    named = [name for name, belief in beliefs.items() if belief >= enough[name] and name != "unknown"]
    if not named and answer_all:
        named = [max(beliefs, key=lambda name: beliefs[name] / ENOUGH[name])]
    return tuple(sorted(named, key=lambda name: -beliefs[name]))


def shares_of_sorts(signs: Mapping[str, float], told: Mapping[str, float]) -> dict[str, float]:
    """Give the share of belief in each sort of perpetrator; "nobody" where the document names none."""
    odds = {
        name: SORTS_WORDS * weighed(signs, points) + SORTS_ENCODER * math.log(max(told.get(name, _LEAST), _LEAST))
        for name, points in fitted("perpetrators").items()
    }
    highest = max(odds.values())
    powers = {name: math.exp(value - highest) for name, value in odds.items()}
    whole = math.fsum(powers.values())
    return {name: power / whole for name, power in powers.items()}


def odds_of(belief: float) -> float:
    """Give the logarithm of the odds, kept within bounds."""
    return math.log(max(belief, _LEAST) / max(1 - belief, _LEAST))


def weighed(signs: Mapping[str, float], points: Mapping[str, float]) -> float:
    """Add the points of signs."""
    return math.fsum(value * points.get(name, 0.0) for name, value in signs.items())


@lru_cache(maxsize=4)
def fitted(part: str) -> Points:
    """Give the fitted points of one part of ``incident_points.yaml``."""
    source = resources.files(__package__).joinpath("incident_points.yaml").read_text(encoding="utf-8")
    points: dict[str, dict[str, dict[str, float]]] = yaml.safe_load(source)
    return points[part]
