# SPDX-License-Identifier: Apache-2.0
"""Say which statement of the same document an answer answers, where the text establishes it; else nothing.

What answers what: a denial, justification or admission answers an allegation, a finding or a legal label; a refusal
answers a call, condition or offer; a commitment answers a call, or a charge that it undertakes to look into; "no
comment" answers what it names. A call, a counter-allegation, a condemnation and "did not deny" answer nothing.

An answer and its target are never of one speaker or of one side, and a target that accuses or addresses somebody else
is none. Of those that remain, the text establishes the link by one of these, in this order; the nearest wins:

1. The target stands inside the answer: "denied reports that soldiers shot farmers".
2. The answer names the accuser ("the hospital's figure") and points, shares an act, or shares a number.
3. Both are about the same act or legal label, and the target accuses the side that answers.
4. The answer points: "the allegations", "these calls", "it". A plural points to all that accuse that side of the
   same acts.

Each answer is compared with the ``_WINDOW`` statements before it, so the time is linear in their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.model import OUTLET, Statement
from onrecord.reading.statements.english.nations import states_in
from onrecord.vocabulary import load

_WINDOW = 12
"""Statements back that an answer may answer."""
_REACH = 4_000
"""Characters back."""
_AT_MOST = 4
"""Targets of one answer."""
_CHARGES = frozenset({"allegation", "finding", "legal_characterisation"})
_REQUESTS = frozenset({"call", "condition", "offer"})
_TARGETS: dict[str, frozenset[str]] = {
    "denial": _CHARGES,
    "justification": _CHARGES,
    "admission": _CHARGES,
    "refusal": _REQUESTS,
    "commitment": _CHARGES | {"call"},
    "other": _CHARGES | {"call"},
    "legal_characterisation": frozenset({"legal_characterisation", "finding"}),
}
_POINTING = frozenset({"denial", "refusal", "commitment", "other", "legal_characterisation"})
"""Kinds for which words that point are enough: an explanation or admission must be about the same act."""
_BY_THE_ACCUSED = frozenset({"denial", "justification", "admission"})
_NOT_THE_ACCUSED = frozenset(
    "ngo victim_or_relative witness expert un_body un_official treaty_body court igo anonymous media_narrator".split()
)
_NO_ACTS = frozenset({"unspecified_abuse", "other"})
_DETERMINED = r"(?:the|these|those|such|this|that|all|any|its|his|her|their|\w+['’]s?)\s+(?:\w+[\s\-]+){0,2}?"
_POINTS_TO_CHARGE = re.compile(
    rf"\b{_DETERMINED}(?:allegations?|accusations?|claims?|charges?|reports?|findings?|criticisms?|accounts?|versions?|"
    r"figures?|tolls?|numbers?|assessments?|suggestions?|wrongdoing|labels?|abuses|incidents?|deaths|killings)\b"
)
_POINTS_TO_REQUEST = re.compile(
    rf"\b(?:{_DETERMINED})?(?:calls?|demands?|requests?|appeals?|pleas?|visits?|inquir\w+|enquir\w+|"
    r"investigations?|probes?|proposals?|offers?|invitations?|resolutions?|terms|conditions?|petitions?)\b"
)
_PRONOUN = re.compile(
    r"\W*(?:it|this|that|them|so|everything|both)\W*(?:$|(?:is|was|were|are|did|had|has|never|as|all|outright|to be)\b)"
)
_PLURAL = re.compile(
    r"\b(?:allegations|accusations|accounts|claims|charges|reports|findings|calls|demands|requests|appeals)\b"
)
_FIGURE = re.compile(r"\b(?:figures?|tolls?|numbers?)\b")
_NO_COMMENT = re.compile(r"\b(?:comment|respond|repl(?:y|ied)|answer|speak|discuss|say)\w*\b")
_NEITHER = re.compile(r"\b(?:den(?:y|ied|ies)|confirm\w*|disput\w+|contest\w*|conced\w+|reject\w*)\b")
_WORD = re.compile(r"\w{4,}")
_COMMON = frozenset(
    """government authorities police military army ministry minister foreign interior defence defense office spokesman
    spokeswoman spokesperson official officials security forces force state national president prime human rights group
    groups organisation organization united nations other department report reports said people regime
    department""".split()
)


@dataclass(frozen=True)
class _Placed:
    """A statement with what is compared, worked out once."""

    statement: Statement

    @property
    def start(self) -> int:
        return min(start for start, _ in self.statement.content.spans)

    @cached_property
    def low(self) -> str:
        return self.statement.content.text.lower()

    @property
    def speaker(self) -> str | None:
        speaker = self.statement.speaker
        return None if speaker is None or speaker.name == OUTLET else speaker.name

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset(self.statement.violations) - _NO_ACTS

    @cached_property
    def numbers(self) -> frozenset[float]:
        numbers = (number for one in self.statement.quantities for number in (one.value, one.lower, one.upper))
        return frozenset(number for number in numbers if number)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """For whom it is said: the speaker, and the own side where an answer tells it."""
        own = self.statement.accused if self.statement.kind in _BY_THE_ACCUSED else None
        return tuple(name for name in (self.speaker, own) if name)

    @cached_property
    def against(self) -> str | None:
        """Whom it accuses, or asks."""
        if self.statement.kind in _REQUESTS:
            return self.statement.addressee or self.statement.accused
        return self.statement.accused

    @cached_property
    def points(self) -> bool:
        """Whether its words point to what was said before."""
        kind = self.statement.kind
        charge = bool(_POINTS_TO_CHARGE.search(self.low))
        if kind in {"refusal", "commitment"}:
            return charge if kind == "commitment" else bool(_POINTS_TO_REQUEST.search(self.low))
        return charge or bool(_PRONOUN.match(self.low))


def link(statements: tuple[Statement, ...], content: str) -> tuple[Statement, ...]:
    """Give the statements of one document, in reading order, with the links of its answers filled in."""
    placed = [_Placed(statement) for statement in statements]
    linked: list[Statement] = []
    for index, answer in enumerate(placed):
        if not _answers(answer, content):
            linked.append(answer.statement)
            continue
        near = placed[max(0, index - _WINDOW) : index + _WINDOW]
        ids = tuple(dict.fromkeys(target.statement.id for target in _established(answer, near)))[:_AT_MOST]
        kind = _response_type(answer.statement) if ids else None
        linked.append(replace(answer.statement, responds_to=ids, response_type=kind))
    return tuple(linked)


def _answers(answer: _Placed, content: str) -> bool:
    """Say whether a statement is of a kind that can answer, with a speaker who is named."""
    statement = answer.statement
    if answer.speaker is None or statement.kind not in _TARGETS:
        return False
    if statement.kind in {"justification", "admission"}:
        return statement.accused is not None
    if statement.kind == "legal_characterisation":
        return statement.polarity == "negative"
    if statement.kind == "other":
        if statement.subtype != "no_comment" or statement.cue is None:
            return False
        end = statement.cue.spans[-1][1]
        cue = f"{statement.cue.text} {content[end : end + 24]}".lower()
        return bool(_NO_COMMENT.search(cue)) and not _NEITHER.search(cue)
    return True


def _established(answer: _Placed, near: list[_Placed]) -> Iterator[_Placed]:
    """Give the statements that the text shows to be answered, by the first rule that finds one."""
    if answer.statement.kind in _POINTING - {"commitment"}:
        inside = [target for target in near if _holds(answer, target) and _may_answer(answer, target)]
        if inside:
            yield from inside
            return
    earlier = [target for target in _before(answer, near) if _may_answer(answer, target)]
    for rule in (_names_accuser, _same_act, _same_label):
        found = next((target for target in earlier if rule(answer, target)), None)
        if found is not None:
            yield found
            yield from _plural(answer, earlier)
            return
    if answer.points and answer.statement.kind in _POINTING:
        meant = [target for target in earlier if target.acts & answer.acts] if answer.acts else earlier
        if _FIGURE.search(answer.low):
            meant = [target for target in meant if target.numbers]
        yield from meant[:1]
        yield from _plural(answer, meant)


def _before(answer: _Placed, near: list[_Placed]) -> Iterator[_Placed]:
    """Give what stands before an answer, nearest first; not what reports the answer itself."""
    for target in reversed(near):
        if answer.start - _REACH <= target.start < answer.start and not _holds(target, answer):
            yield target


def _plural(answer: _Placed, targets: list[_Placed]) -> Iterator[_Placed]:
    """Give the further ones that a plural points to: those that accuse that side of the same acts."""
    if answer.points and _PLURAL.search(answer.low):
        yield from (target for target in targets if target.acts & answer.acts and _is_against(answer, target))


def _holds(answer: _Placed, target: _Placed) -> bool:
    """1. Say whether the second stands inside the first."""
    return (
        target is not answer
        and all(
            any(start <= first and last <= end for start, end in answer.statement.content.spans)
            for first, last in target.statement.content.spans
        )
        and len(target.statement.content.text) < len(answer.statement.content.text)
    )


def _may_answer(answer: _Placed, target: _Placed) -> bool:
    """Say whether nothing speaks against a link: kinds, speakers and sides."""
    one, other = answer.statement, target.statement
    if other.kind not in _TARGETS[one.kind] or other.polarity == "negative" or one.id == other.id:
        return False
    if one.kind == "legal_characterisation" and not set(one.characterisations) & set(other.characterisations):
        return False
    if target.speaker is not None and any(_same_side(target.speaker, name) for name in answer.names):
        return False
    return target.against is None or _is_against(answer, target) is not False


def _is_against(answer: _Placed, target: _Placed) -> bool | None:
    """Say whether a target accuses or asks the side that answers; None where its name leaves that open."""
    if target.against is None:
        return None
    if any(_same_side(target.against, name) for name in answer.names):
        return True
    return None if not _telling(target.against) or not any(_telling(name) for name in answer.names) else False


def _names_accuser(answer: _Placed, target: _Placed) -> bool:
    """2. Say whether the answer names who said the target, and more joins the two."""
    if target.speaker is None:
        return False
    if answer.statement.kind == "commitment" and not (answer.points or _is_against(answer, target)):
        return False
    names = {word.lower() for word in _WORD.findall(target.speaker)} - _COMMON
    named = bool(names & set(_WORD.findall(answer.low)))
    return named and (answer.points or bool(answer.acts & target.acts) or bool(answer.numbers & target.numbers))


def _same_act(answer: _Placed, target: _Placed) -> bool:
    """3. Say whether both are about one act, and the target's side answers."""
    if not answer.acts & target.acts:
        return False
    role = answer.statement.speaker.role if answer.statement.speaker else "unknown"
    against = _is_against(answer, target)
    if answer.statement.kind in _BY_THE_ACCUSED and role in _NOT_THE_ACCUSED:
        return False
    if answer.statement.kind == "commitment":
        return against is True and target.statement.kind == "call"
    return against is True or (against is None and answer.statement.kind in {"denial", "refusal"} and answer.points)


def _same_label(answer: _Placed, target: _Placed) -> bool:
    """3. Say whether both are about one legal label, and the target's side answers."""
    labels = set(answer.statement.characterisations) & set(target.statement.characterisations)
    return bool(labels) and answer.statement.kind != "commitment" and _is_against(answer, target) is True


def _same_side(one: str, other: str) -> bool:
    """Say whether two names are of one side: of one state, or with a telling word in common."""
    states = states_in(one)
    if states and states_in(other):
        return bool(states & states_in(other))
    if one.lower() == other.lower():
        return True
    return bool(_telling(one) & _telling(other))


def _telling(name: str) -> frozenset[str]:
    """Give the beginnings of the words that tell one side from another."""
    return frozenset(word.lower()[:5] for word in _WORD.findall(name) if word.lower() not in _COMMON)


def _response_type(statement: Statement) -> str | None:
    """Give the response type that the vocabulary names for an answer's subtype, else for its kind."""
    kind = load().kinds[statement.kind]
    for subtype in kind.subtypes:
        if subtype.id == statement.subtype and subtype.response:
            return subtype.response
    if statement.kind == "other":
        return "token"
    if statement.kind == "admission":
        return "states_circumstances"
    return kind.responses[0] if kind.responses else None
