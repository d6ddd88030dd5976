# SPDX-License-Identifier: Apache-2.0
"""Decide what a statement does: one of the twelve kinds, with what speaks for it.

Two steps. (1) Traps, in order: forms of words whose meaning is settled whatever else stands there,
such as "did not deny" (no comment, never an admission), "denied entry" (a refusal), "rejects calls"
(a refusal) and "rejects accusations" (a denial). (2) Points: every clue (``clues``) speaks for or against
kinds, as ``kind_points.yaml`` says; the kind with the most points wins. The points were fitted by
``tools/fit_kinds.py`` on labelled news and on passages about fictional places, and rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from onrecord.model import KIND_IDS
from onrecord.reading.statements.english.attribution import Beliefs
from onrecord.reading.statements.english.clues import Observation

_ALSO_FROM = 0.30
"""A further kind is named where it has at least this share of the belief."""
_POINTS_COUNT, _ENCODER_COUNTS = 1.0, 1.0
"""How much the points and the encoder's logarithmic belief count where both speak; picked on the dev part."""
_LEAST = 1e-4
"""Belief below which the encoder's certainty is not taken at its word."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind that is proposed."""

    kind: str
    also: tuple[str, ...]
    belief: float
    """Share of belief in the kind by points and encoder, whatever a trap says."""
    settled: bool
    """A trap decided, not the points."""
    subtype: str | None = None


def decide(seen: Observation) -> Verdict:
    """Say what the statement does."""
    for trap in _TRAPS:
        caught = trap(seen)
        if caught is not None:
            kind, subtype = caught
            beliefs = weigh(seen.clues, seen.attribution.beliefs)
            also = _also(beliefs, kind) if kind in {"allegation", "condition", "commitment"} else ()
            return Verdict(kind, also, beliefs[kind], settled=True, subtype=subtype)
    beliefs = weigh(seen.clues, seen.attribution.beliefs)
    open_to_it = [kind for kind in KIND_IDS if kind != "finding" or _may_find(seen)]
    kind = max(open_to_it, key=lambda each: beliefs[each])
    return Verdict(kind, _also(beliefs, kind), beliefs[kind], settled=False)


_MAY_FIND = ("court", "intergovernmental", "state")
"""Sorts of speakers, as the encoder names them, that may state a finding."""


def _may_find(seen: Observation) -> bool:
    """Say whether a conclusion can be a finding: only of a mandated body (rule B5), or of a state or nobody named."""
    one = seen.attribution
    if one.speaker is None or one.directness == "narrator" or "role_mandated" in seen.clues:
        return True
    if seen.role == "unknown" and one.beliefs is not None:
        return sum(one.beliefs.speaker_types.get(sort, 0.0) for sort in _MAY_FIND) >= 0.5
    return seen.role in {"state", "state_subject"}


def _also(beliefs: Mapping[str, float], kind: str) -> tuple[str, ...]:
    return tuple(each for each in KIND_IDS if each not in {kind, "other"} and beliefs[each] >= _ALSO_FROM)


def weigh(clues: frozenset[str], told: Beliefs | None = None) -> dict[str, float]:
    """Share belief among the kinds by the points of the clues and what the encoder makes of it; they add up to one."""
    points = _points()
    rows = [points["always"], *(points[clue] for clue in clues if clue in points)]
    # exactly rounded sums: the order in which a set gives its clues must not decide between two kinds
    totals = {kind: math.fsum(row.get(kind, 0.0) for row in rows) for kind in KIND_IDS}
    if told is not None:
        totals = {
            kind: _POINTS_COUNT * total + _ENCODER_COUNTS * math.log(max(told.kinds[kind], _LEAST))
            for kind, total in totals.items()
        }
    highest = max(totals.values())
    powers = {kind: math.exp(total - highest) for kind, total in totals.items()}
    whole = sum(powers.values())
    return {kind: power / whole for kind, power in powers.items()}


@lru_cache(maxsize=1)
def _points() -> dict[str, dict[str, float]]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = resources.files(__package__).joinpath("kind_points.yaml").read_text(encoding="utf-8")
    points: dict[str, dict[str, float]] = yaml.load(source, Loader=loader)["points"]  # noqa: S506  # a safe loader
    return points


# --- traps ---------------------------------------------------------------------------------------

Caught = tuple[str, str | None] | None

_NO_COMMENT = re.compile(
    r"\b(?:no comment|(?:declin|refus)\w* to (?:comment|answer|respond|say|speak|discuss|be drawn|give (?:any )?details)|"
    r"neither confirm\w* n|(?:did|does|do|has|have|had|would|could) not (?:immediately |explicitly )?(?:deny|contest|dispute|comment|respond|reply|answer)|"
    r"(?:didn|doesn|don|hasn|haven|hadn|wouldn|couldn)['\u2019]t (?:immediately )?(?:deny|contest|dispute|comment|respond|reply|answer)|"
    r"(?:has|have|had) (?:never|not) (?:denied|conceded)|stop\w* short of)"
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|rebut\w*|refut\w*|disput\w+|contradict\w*|distanc\w+)\b")
_REJECTS = re.compile(r"\b(?:reject\w*|dismiss\w*|rebuff\w*|spurn\w*|brush\w* \w{0,6} ?(?:aside|off))")
_TURNS_DOWN = re.compile(r"\b(?:turn\w* down|rul(?:e|es|ed|ing) out|rebuff\w*|spurn\w*|did not take up|will not allow)")
_ACCESS = re.compile(
    r"\W*(?:(?:the|a|an|his|her|its|their|them|him|us|any|all|full|free|\w+['\u2019]s)\s+){0,2}(?:\w+\s+){0,3}?"
    r"(?:entry|access|visas?|permission|permit|bail|visits?|entrance|passage|leave to)\b"
)
_REQUEST = re.compile(
    r"\W*(?:all |any |the |a |an |its |his |her |their |this |those |repeated |further |several |new |what \w+ |\w+['\u2019]s? ){0,4}(?:\w+ ){0,3}?"
    r"(?:calls?\b|demands?\b|requests?\b|visits?\b|inquir\w+|enquir\w+|probes?\b|investigations?\b|resolution|proposals?\b|pleas?\b|petition|offers?\b|bail\b"
    r"|appeals?\b|talks\b|invitations?\b|deal\b|terms\b|pressure to|participation|negotiat\w+|compensation|application|mission\b|ceasefire|gesture|mediation|extradition)"
)
_CLAIM = re.compile(
    r"\W*(?:all |any |the |a |an |its |his |her |their |these |those |this |such |widespread |persistent |\w+['\u2019]s? ){0,4}(?:\w+ ){0,3}?"
    r"(?:allegations?|accusations?|claims?|charges?|reports?\b|suggestions?|criticisms?|accounts?|figures?|versions?|wrongdoing|involvement|responsibility|rumou?rs?|notion"
    r"|assertions?|estimates?|statement|labels?|knowledge|insinuations?)"
)
_CALLS_FALSE = re.compile(
    r"\b(?:lies?|lying|fabricat\w*|baseless|groundless|unfounded|false\w*|untrue|slander\w*|smears?|rumou?rs?|disinformation|misinformation|nonsense|propaganda|fiction|fake|forger(?:y|ies)|theatre|invention|hoax|fantasy)\b"
)
_IS_FALSE = re.compile(
    r"\b(?:allegations?|accusations?|claims?|charges?|reports?|rumou?rs?|stories|story|so[- ]called .{1,80}|it|this|that|they|these|all) "
    r"(?:is|are|was|were) (?:\w+ ){0,3}?(?:lies?|fabricat\w*|baseless|groundless|unfounded|false\w*|untrue|slanders?|smears?|rumou?rs|disinformation|nonsense|"
    r"propaganda|fiction|fake|forger(?:y|ies)|inventions?|hoax|fantasy|not true|not correct)\b"
)
_HARMED = (
    r"(?:beat(?:en|ing)?|tortur\w+|kill\w*|shots?|fir(?:ed|e|ing)|rounds?|arrest\w*|detain\w*|held|rap(?:ed|e)|abus\w+|mistreat\w*|ill[- ]treat\w*|forc\w+|camps?|"
    r"prison\w*|persecut\w*|attack\w*|bomb\w*|shell\w*|harm\w*|die[ds]?|deaths?|abduct\w*|disappear\w*|harass\w*|execut\w*|expel\w*|deport\w*|violat\w*|genocid\w*|"
    r"starv\w*|hunger|burn\w*|sterili[sz]\w*|target\w*|massacre|wrongdoing|evict\w*|destroy\w*|rigg\w*)"
)
_NOT_DONE = re.compile(
    r"\b(?:no (?:\w+ ){1,4}(?:was|were|is|are|has|have|had) (?:\w+ ){0,3}?|(?:did|had|has|have|was|were|is|are) not (?:\w+ ){0,4}?|"
    r"(?:has |have |had |was |were )?never (?:\w+ ){0,3}?|(?:didn|hadn|hasn|haven|wasn|weren|isn|aren)['\u2019]t (?:\w+ ){0,4}?|"
    r"nobody (?:\w+ ){0,3}?|none (?:of .{0,30}|was |were |had been |has been )|there (?:is|are|was|were|has been|have been|had been) no (?:\w+ ){0,2}?)"
    + _HARMED
    + r"\b"
)
_DONE_BY_OTHERS = re.compile(
    r"\b(?:burn\w*|kill\w*|shot|fired|attack\w*|destroy\w*|carried out|committed|caused|taken|abducted|done|work|laid|planted|shell\w*|bomb\w*)\b.{0,60}"
    r"(?:\bby (?:the )?(?:rebels?|terrorists?|militants?|bandits?|insurgents?|others|smugglers?|criminals?|gangs?)\b|\band not by\b|, not by\b|\bnot by (?:its|our|his|her|any|the)\b)"
)
_BENIGN = re.compile(
    r"\b(?:in self[- ]defen[cs]e|to defend (?:themselves|itself|himself|herself)|fir(?:ed|ing) back|return(?:ed|ing) fire|after (?:being|they were|coming) (?:attacked|under)|only responded|"
    r"(?:was|were|had been) (?:attacked|provoked|threatened) (?:by|with)|(?:vocational|job|skills) training|training cent(?:re|er)s?|in (?:line|accordance) with (?:the )?law|"
    r"free will|voluntar\w+|(?:aimed at|aim to|in order to|to) (?:\w+ )?(?:fight|combat|counter|prevent|curb|root out|stamp out)(?:ing)? (?:\w+ )?(?:terror\w+|extremis\w+|separatis\w+|crime))"
)
_NO_LABEL = re.compile(
    r"\b(?:nothing to do with|(?:do|does|did) not (?:amount to|constitute)|(?:is|are|was|were) (?:not|no|never) (?:\w+ ){0,2}?)\W*(?:an? |acts? of )?"
    r"(?:genocid\w+|crimes? against humanity|war crimes?|ethnic cleansing|apartheid)"
)
_APPRAISAL = re.compile(
    r"\b(?:an? |the )?(?:\w+ )?(?:insult|disgrace|shame|mockery|farce|outrage|provocation|scandal|step (?:back|forward|in the right direction)|victory|relief|betrayal|tragedy|mistake)\W*\Z"
)
_PROMISE_BROKEN = re.compile(
    r"\b(?:broke|broken|failed to (?:keep|honou?r)) (?:its|his|her|their|the) (?:promise|pledge|word|undertaking)"
    r"|\bfailed to \w+ .{0,60}\b(?:promised|pledged|undertaken)\b"
)
_NO_STANDING = re.compile(
    r"\b(?:(?:has|have|had|with) no (?:standing|right|business|competence|authority|mandate|jurisdiction)\b|internal affairs?\b|interfer\w+ (?:in|with)\b|who (?:is|are) (?:they|he|she|you) to\b)"
)
_WILL_ACT = re.compile(
    r"\W*(?:we|i|it|he|she|(?:the|our|her|his|its|their) (?:\w+ )?(?:office|ministry|government|commission|committee|council|court|prosecutor|company|organi[sz]ation|delegation|department|union))"
    r"['\u2019]?(?:ll| will| would| shall) (?:\w+ly )?(?:publish|release|present|issue|report|visit|travel|send|open|hold|convene|ratify|sign|pay|compensate|submit|provide|share|launch|appoint|allow|free|close|"
    r"investigate|review|cooperate|answer|respond|return|begin|start|continue to (?:monitor|work|seek))\b"
)
_SPEAKS_FOR = re.compile(r"\bspokes\w+|\b(?:his|her|its|their) (?:office|ministry|government)\b")
_WILL_PUBLISH = re.compile(
    r"\bwill (?:\w+ly )?(?:publish|release|present|issue|submit|share|visit|ratify|sign|compensate|convene|launch|appoint)\b"
)
_BEGINNING = 260
"""Characters of a content in which the answer of an accused side shows."""
_LABELLING = re.compile(
    r"\b(?:call(?:s|ed|ing)?|describ\w+|label\w*|brand\w*|dub\w*|term\w*|dismiss\w*|denounc\w*|slam\w*|reject\w*)\b"
)
_LIAR = re.compile(
    r"\bof (?:\w+ )?(?:lying|spreading|fabricat\w+|invent\w+|relying on .{0,3}false|slander\w*|smear\w*)|\b(?:lies|false information)\b"
)
_UNDERTAKES = re.compile(
    r"\b(?:promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|sw(?:ears?|ore)|undert(?:ake|akes|ook|aking)|committed (?:itself|himself|herself|themselves)? ?to)\b"
)
_OWN_TERMS = re.compile(
    r"\b(?:only if|only after|only when|only with (?!\d)|unless|on (?:the )?condition that|on the understanding that|provided that|(?:\A\W*|, )provided (?:they|it|the|he|she|no)\b|(?:as|so) long as (?!\d)|parameters|(?<!without )precondition|"
    r"(?:any|such a|the|a) (?:future )?(?:visit|trip|such \w+|mission|return|talks) (?:\w+ ){0,4}?(?:must|should be such|cannot|would have to|has to|have to)|not negotiable)"
)
_INSISTS_ON_TERMS = re.compile(r"\binsist\w*")
_TERMS = re.compile(
    r"\b(?:any|every|the|a) (?:\w+ ){0,2}?(?:trip|visit|mission|inspection|access|talks|meeting|inquiry|interview)\b.{0,40}\b(?:must|include|should|cannot|be\b)"
)
_INVITES = re.compile(r"\b(?:invit(?:e|es|ed|ing)|extend\w* an (?:invitation|offer))\b")
_OFFERS = re.compile(r"\boffer(?:s|ed|ing)?\b")
_ASKS_TO_ACT = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|appeal(?:s|ed|ing)? to|implor\w+|exhort\w*|demand(?:s|ed|ing)?|call(?:s|ed|ing)? for|recommend(?:s|ed|ing)?|press(?:es|ed|ing)? .{0,12}\bto|plead\w* with)\b"
)
_ALARM = re.compile(
    r"\b(?:expresse?[sd]?|voice[sd]?|voicing|expressing|rais(?:e[sd]?|ing)) (?:\w+ ){0,3}?(?:concern|alarm|dismay|shock|outrage)"
)


def _no_comment(seen: Observation) -> Caught:
    if _NO_COMMENT.search(seen.cue) or (seen.attribution.negated and _DENIES.search(seen.cue)):
        return "other", "no_comment"
    return None


def _denied_access(seen: Observation) -> Caught:
    """Rule B8 and the trap of ``deny``: access, entry, bail and visas are refused, not denied."""
    if not _DENIES.search(seen.cue):
        return None
    if any(_ACCESS.match(seen.low, start) for start in _beginnings(seen)) or (
        "cue_passive" in seen.clues and _REQUEST.match(seen.low)
    ):
        return "refusal", "access"
    return None


def _beginnings(seen: Observation) -> Iterator[int]:
    """Give where in the words of a content each of its spans begins: "he" and "a visa" in "he was denied a visa"."""
    at = 0
    for start, end in seen.attribution.content:
        yield at
        at += end - start + 1


def _rejects(seen: Observation) -> Caught:
    """Rule B8: the object of "reject" decides."""
    if not _REJECTS.search(seen.cue):
        return None
    if _CLAIM.match(seen.low) or _CALLS_FALSE.search(seen.low):
        return "denial", None
    return ("refusal", None) if _REQUEST.match(seen.low) or "cue_deny" not in seen.clues else None


def _turns_down(seen: Observation) -> Caught:
    if _TURNS_DOWN.search(seen.cue) and not _CLAIM.match(seen.low) and not re.search(r"\bnot\b.{0,12}rul", seen.cue):
        return "refusal", None
    return None


def _denies(seen: Observation) -> Caught:
    return ("denial", None) if _DENIES.search(seen.cue) and not seen.attribution.negated else None


def _calls_it_false(seen: Observation) -> Caught:
    if _LABELLING.search(seen.cue) and "cue_call" not in seen.clues and _CALLS_FALSE.search(seen.low):
        return "denial", None
    if "role_accused_side" in seen.clues and _IS_FALSE.search(seen.low):
        return "denial", None
    return None


def _calls_a_liar(seen: Observation) -> Caught:
    """Tell the answer of an accused side that accuses its accuser of lying: it attacks the source."""
    if (
        re.search(r"\baccus(?:e|es|ed|ing)\b", seen.cue)
        and "role_accused_side" in seen.clues
        and _LIAR.search(seen.low)
    ):
        return "denial", "source"
    return None


def _contests_standing(seen: Observation) -> Caught:
    if "role_accused_side" in seen.clues and _NO_STANDING.search(seen.low[:_BEGINNING]):
        return "denial", "competence"
    return None


def _will_act(seen: Observation) -> Caught:
    """Rule 4 of the procedure: a body says of itself what it will do."""
    if _WILL_ACT.match(seen.low):
        return "commitment", None
    speaker = seen.attribution.speaker
    words = (speaker.resolved_from or speaker.name).lower() if speaker else ""
    spoken_for = _SPEAKS_FOR.search(words) is not None
    return ("commitment", None) if spoken_for and _WILL_PUBLISH.search(seen.low, 0, _BEGINNING) else None


def _disputes_a_label(seen: Observation) -> Caught:
    return ("legal_characterisation", None) if _NO_LABEL.search(seen.low[:_BEGINNING]) else None


def _breaks_a_promise(seen: Observation) -> Caught:
    """Tell what others say was promised and not done; what the accused side says of it is an answer."""
    if "role_accused_side" not in seen.clues and _PROMISE_BROKEN.search(seen.low) and not _DENIES.search(seen.cue):
        return "allegation", "non_fulfilment"
    return None


def _own_side_answers(seen: Observation) -> Caught:
    """Step 6a of the procedure: who speaks for the accused side says that it was not so, not they, or not wrong."""
    if "role_accused_side" not in seen.clues or {"says_must", "says_should", "cue_call", "cue_accuse"} & seen.clues:
        return None
    beginning = seen.low[:_BEGINNING]
    if _DONE_BY_OTHERS.search(beginning):
        return "denial", "responsibility"
    if _NOT_DONE.search(beginning):
        return "denial", None
    return ("justification", None) if _BENIGN.search(beginning) else None


def _states_terms(seen: Observation) -> Caught:
    if _OWN_TERMS.search(seen.low) and not re.search(r"\b(?:detain(?:ed|ing|s)?\b|arrest|kill|beat|tortur)", seen.low):
        return "condition", None
    if _INSISTS_ON_TERMS.search(seen.cue) and _TERMS.search(seen.low):
        return "condition", None
    return ("condition", None) if "on condition that" in seen.cue else None


def _undertakes(seen: Observation) -> Caught:
    return ("commitment", "promise") if _UNDERTAKES.search(seen.cue) else None


def _invites(seen: Observation) -> Caught:
    if _INVITES.search(seen.cue):
        return "offer", None
    if _OFFERS.search(seen.cue) and "object_infinitive" in seen.clues:
        return "offer", None
    return None


def _asks_to_act(seen: Observation) -> Caught:
    return ("call", None) if _ASKS_TO_ACT.search(seen.cue) and "cue_deny" not in seen.clues else None


def _appraises(seen: Observation) -> Caught:
    """Tell an insult from a finding: the object of "call" is an appraisal."""
    return ("other", "condemnation") if _LABELLING.search(seen.cue) and _APPRAISAL.search(seen.low) else None


def _voices_concern(seen: Observation) -> Caught:
    return ("other", "concern") if _ALARM.search(seen.cue) else None


_TRAPS: tuple[Callable[[Observation], Caught], ...] = (
    _no_comment,
    _states_terms,
    _denied_access,
    _rejects,
    _turns_down,
    _calls_a_liar,
    _calls_it_false,
    _denies,
    _undertakes,
    _invites,
    _asks_to_act,
    _appraises,
    _voices_concern,
    _contests_standing,
    _will_act,
    _disputes_a_label,
    _breaks_a_promise,
    _own_side_answers,
)
