# SPDX-License-Identifier: Apache-2.0
"""Tell the subtype of a statement: what a denial denies, what a justification leans on, what "other" is.

A denial of the witness or of the asker's standing leaves the fact uncontested, so ``source`` and ``competence`` need
words that name them; what only says "false" or "not true" denies the fact. Each kind has its rules in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.reading.statements.english.clues import Observation

_LABEL = re.compile(
    r"\b(?:so[- ]called|not (?:a |an )?(?:genocid\w+|crimes?|camps?|prisons?|torture|forced|massacre|war|coup|disappear\w+|detention)|"
    r"(?:label|term|word|description|characteri[sz]ation|notion)\b|genocid\w+|crimes? against humanity|war crimes?|ethnic cleansing|apartheid|"
    r"nothing (?:like|of the (?:kind|sort))|nothing to do with)"
)
_SCALE = re.compile(
    r"\b(?:figures?|numbers?|tolls?|scale|extent|exaggerat\w+|inflat\w+|overstat\w+|not (?:\d|hundreds|thousands|dozens)|"
    r"(?:far|much) (?:lower|fewer|smaller|less)|only (?:\d|one|two|three|four|five|a (?:few|handful))|(?:\w+), not (?:\w+)teen|isolated)\b"
)
_SOURCE = re.compile(
    r"\b(?:actors?|actress\w*|paid\b|bribed|hired|witness(?:es)? (?:is|are|was|were|had)|liars?|lying|spreading (?:lies|rumou?rs)|biased|"
    r"(?:fake|false|forged|doctored|staged|edited) (?:\w+ )?(?:witness\w*|photo\w*|video\w*|footage|testimon\w+|document\w*|images?|pictures?|papers?|letters?)|"
    r"(?:photo\w*|video\w*|footage|testimon\w+|documents?|images?|pictures?|papers?|letters?|list|recording) (?:\w+ ){0,3}?(?:is|are|was|were|had been|has been) (?:\w+ )?(?:fake\w*|forg\w+|staged|doctored|fabricat\w*|edited)|"
    r"(?:author|researcher|scholar|reporter|journalist|source|informant|accuser|organi[sz]ation|group)s? .{0,40}(?:lie[sd]?\b|lying|notorious|not credible|credib|reliab|paid|hostile|funded|invent\w*|agenda)|"
    r"credibility|unreliable|anti-\w+ forces|hostile forces|foreign-(?:paid|funded|financed)|on the payroll|discredit\w*|prejudice)"
)
_COMPETENCE = re.compile(
    r"\b(?:internal affairs?|interfer\w+|meddl\w+|no (?:competence|right|authority|mandate|business|standing|jurisdiction)\b|sovereign\w*|"
    r"(?:beyond|outside|exceed\w*|oversteps?\w*) (?:its|his|her|their|the) (?:mandate|competence|powers|jurisdiction)|mandate does not|who (?:are|is) (?:they|you|he|she) to|lectur\w+|double standards?)"
)
_OTHERS = re.compile(
    r"\b(?:by (?:the )?(?:rebels?|terrorists?|militants?|bandits?|others|criminals?|gangs?|insurgents?|protest[eo]rs|armed (?:men|groups?))|"
    r"(?:somebody|someone|anyone) else|not (?:by|from) (?:its|our|his|her|the|any)|and not (?:by )?\w+|they are responsible|"
    r"no (?:involvement|role|part|hand|responsibility|link|connection|knowledge)|not (?:involved|responsible|behind|ours|our)|(?:responsibility|involvement|role|hand|part) (?:in|for)\b|"
    r"were not (?:present|there|in the area)|unaware|not aware|did not (?:order|take part))"
)
_FALSE = re.compile(
    r"\b(?:fabricat\w*|lies?|false\w*|untrue|baseless|groundless|unfounded|invent\w*|did not happen|never happened)\b"
)
_SECURITY = re.compile(
    r"\b(?:terror\w+|extremis\w+|separatis\w+|security|public (?:order|safety)|order\b|self[- ]defen[cs]e|bandits|militants?|insurgen\w+|"
    r"attacked|weapons?|violen\w+|riot\w*|stability|stabili[sz]e\w*|threats?|criminals?|fired (?:first|back)|return\w* fire)"
)
_LEGALITY = re.compile(
    r"\b(?:law|laws|lawful\w*|legal\w*|constitution\w*|statute|court|warrant|illegal\w*|charged|prosecut\w+|regulations?|rules?|decree|authori[sz]\w+|unauthori[sz]ed)\b"
)
_WELFARE = re.compile(
    r"\b(?:training|vocational|school\w*|skills?|jobs?|employment|poverty|educat\w+|teach\w*|welfare|hygiene|health|shelter|protect\w*|safety|develop\w+|medical|care|hous\w+)\b"
)
_CONCERN = re.compile(r"\b(?:concern\w*|alarm\w*|worr\w+|dismay\w*|shock\w*|disturb\w*|anxi\w+|sadden\w*)")
_CONDEMNS = re.compile(
    r"\b(?:condemn\w*|deplor\w*|denounc\w*|criticis\w*|criticiz\w*|slam\w*|decr(?:y|ied)|outrag\w*|blast\w*|rebuk\w*)"
)
_SUPPORTS = re.compile(
    r"\b(?:prais\w*|support\w*|welcom\w*|hail\w*|thank\w*|applaud\w*|commend\w*|endors\w*|congratulat\w*|solidarity|salut\w*|appreciat\w*|laud\w*)"
)
_THREATENS = re.compile(r"\bthreat\w*|\bwarn(?:s|ed|ing)? (?:\w+ ){0,4}?(?:that|of)\b")
_OPINION = re.compile(
    r"\b(?:believ\w*|think\w*|thought|hope[sd]?|hoping|fear\w*|feel\w*|felt|want\w*|expect\w*|consider\w*|doubt\w*|suspect\w*|wish\w*|prefer\w*|intend\w*|likes?|loves?|regret\w*|view\w*)\b"
)
_DONE = re.compile(
    r"\b(?:publish\w*|releas\w*|ratif\w*|arriv\w*|sign(?:ed|s)\b|visit\w*|met\b|launch\w*|adopt\w*|open(?:ed|s)\b|sent\b|handed|submitt\w*|imposed|sanction\w*|began|begun|started|held\b)"
)
_DONE_TENSE = re.compile(r"\b(?:was|were|had|has|have|did)\b|ed\b")
_SCHEDULED = re.compile(
    r"\b(?:will|would|is to|are to|was to|due|scheduled|set to|expected to|hearing|session|meeting|agenda|adjourn\w*|postpon\w*)\b"
)
_RECOMMENDS = re.compile(r"\b(?:recommend\w*|advis\w*|suggest\w*|should)\b")
_ACCESS = re.compile(
    r"\b(?:visit\w*|access\w*|trip|travel\w*|mission|entry|enter\w*|visas?|inspect\w*|interview\w*|see for|monitor\w*|investigators?|delegation)\b"
)
_SORRY = re.compile(
    r"\b(?:apolog\w*|sorry|responsib\w*|guilty|our fault|was wrong|were wrong|ashamed|forgive\w*|committed|i (?:killed|beat|shot))"
)
_PROMISES = re.compile(
    r"\b(?:promis\w*|pledg\w*|vow\w*|sw(?:ear|ore)\w*|undert[ao]\w*|guarante\w*|assur\w*|commit\w*)\b"
)
_RESPONSIBLE_TRIBUNAL = re.compile(r"\b(?:people['’]?s|civil|citizens['’]?) tribunal\b")
_PROMISED = re.compile(
    r"\b(?:as promised|despite (?:\w+ )?(?:promises?|pledges?|assurances?)|broke\w* (?:its|his|her|their) (?:promise|pledge|word)|failed to (?:keep|honou?r|publish|deliver))"
)


def subtype_of(seen: Observation, kind: str, after: str = "") -> str | None:
    """Give the subtype; None where the kind needs none or none can be told.

    ``after`` are the words between the content and the end of its sentence: "rejected the claims as interference".
    """
    if kind == "denial":
        return _denial(f"{seen.low} {after.lower()}")
    rule = _RULES.get(kind)
    return rule(seen) if rule else None


def _first(words: str, rules: tuple[tuple[str, re.Pattern[str]], ...], otherwise: str | None = None) -> str | None:
    return next((name for name, pattern in rules if pattern.search(words)), otherwise)


def _denial(words: str) -> str | None:
    return _first(
        words,
        (
            ("competence", _COMPETENCE),
            ("source", _SOURCE),
            ("responsibility", _OTHERS),
            ("scale", _SCALE),
            ("fact", _FALSE),
            ("character", _LABEL),
        ),
        "fact",
    )


def _justification(seen: Observation) -> str | None:
    return _first(
        f"{seen.cue} {seen.low}",
        (("welfare", _WELFARE), ("security", _SECURITY), ("legality", _LEGALITY)),
        "other_cause",
    )


def _other(seen: Observation) -> str | None:
    if "says_question" in seen.clues:
        return "question"
    by_cue = _first(
        seen.cue,
        (
            ("threat", _THREATENS),
            ("condemnation", _CONDEMNS),
            ("concern", _CONCERN),
            ("support", _SUPPORTS),
            ("opinion", _OPINION),
        ),
    )
    if by_cue:
        return by_cue
    by_content = _first(
        seen.low[:300],
        (("concern", _CONCERN), ("condemnation", _CONDEMNS), ("support", _SUPPORTS), ("procedural", _SCHEDULED)),
    )
    if by_content:
        return by_content
    if _DONE.search(seen.low) and _DONE_TENSE.search(seen.low):
        return "report_of_action"
    return "opinion" if "says_opinion" in seen.clues else "information"


def _call(seen: Observation) -> str | None:
    return (
        "recommendation"
        if _RECOMMENDS.search(f"{seen.cue} {seen.low[:200]}") and "demand" not in seen.cue
        else "demand"
    )


def _allegation(seen: Observation) -> str | None:
    if _PROMISED.search(seen.low):
        return "non_fulfilment"
    if _RESPONSIBLE_TRIBUNAL.search(seen.low):
        return "civil_tribunal"
    return "presupposed" if _CONDEMNS.search(seen.cue) else None


def _finding(seen: Observation) -> str | None:
    return {"court": "judicial", "un_body": "inquiry", "treaty_body": "inquiry"}.get(seen.role)


def _label(seen: Observation) -> str | None:
    by_role = {"parliament": "legislature", "state": "executive", "state_subject": "executive", "court": "judicial"}
    return by_role.get(seen.role, "expert" if seen.role in {"expert", "ngo", "un_official"} else None)


def _on_access(found: str, otherwise: str) -> Callable[[Observation], str]:
    return lambda seen: found if _ACCESS.search(seen.low) else otherwise


_RULES: dict[str, Callable[[Observation], str | None]] = {
    "justification": _justification,
    "other": _other,
    "call": _call,
    "allegation": _allegation,
    "finding": _finding,
    "legal_characterisation": _label,
    "admission": lambda seen: "full" if _SORRY.search(f"{seen.cue} {seen.low}") else "partial",
    "commitment": lambda seen: "promise" if _PROMISES.search(seen.cue) else "announcement",
    "condition": _on_access("access", "cooperation"),
    "offer": _on_access("invitation", "cooperation"),
    "refusal": _on_access("access", "request"),
}
