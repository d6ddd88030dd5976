# SPDX-License-Identifier: Apache-2.0
"""Find the reporting words of a sentence.

A cue is a form of a verb of the lexicon that is used as a verb here, with its auxiliaries, negation and
adverbs. Whether "reports", "claims" or "calls" is a verb or a noun is told by what stands before and
after it; where that tells nothing it is taken for a noun, because a missed statement can be found by a
reader and an invented one misleads.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.statements.english.lexicon import VERB_FORMS, Entry, Form
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.tokens import NEGATIONS

_BE = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t it's it’s he's "
    "he’s she's "
    "she’s they're they’re we're we’re i'm i’m".split()
)
_HAVE = frozenset("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t 've ’ve".split())
_MODAL = frozenset(
    "will would can could may might must shall should won't won’t wouldn't wouldn’t can't can’t cannot "
    "couldn't couldn’t "
    "shouldn't shouldn’t".split()
)
_DO = frozenset("do does did don't doesn't didn't don’t doesn’t didn’t".split())
_PLURAL_PRONOUNS = frozenset("they we i you who that which".split())


@dataclass(slots=True)
class Cue:
    """One reporting verb in its line; positions are units."""

    start: int
    end: int
    head: int
    entry: Entry
    shape: str
    """finite, participle (", saying"), infinitive or reduced ("the man accused of")"""
    passive: bool
    negated: bool
    modal: bool


def find_cues(line: Line) -> list[Cue]:
    """List the cues of a line, in order."""
    found: list[Cue] = []
    for at, low in enumerate(line.low):
        forms = VERB_FORMS.get(low)
        if forms is None or (at and line.raw[at][0].isupper()) or line.raw[at].isupper():
            continue
        if found and forms[0].entry.nounish and _in_object(line, found[-1], at):
            continue
        for form in forms:
            cue = _cue(line, at, form)
            if cue is not None:
                found.append(cue)
                break
    return found


def _in_object(line: Line, before: Cue, at: int) -> bool:
    """Say whether the word is the noun of what a verb before it labels: "called the torture claims a lie"."""
    between = line.tag[before.end : at]
    return "obj-comp" in before.entry.frames and 2 <= len(between) <= 5 and all(tag in "DWUEFG" for tag in between)


def _cue(line: Line, at: int, form: Form) -> Cue | None:
    end = at + 1
    if form.particle:
        size = form.particle.count(" ") + 1
        if line.words(end, end + size) != form.particle:
            return None
        end += size
    start = _before_continued(line, at)
    while start > 0 and at - start < 8:
        if line.tag[start - 1] in "AR":
            start -= 1
        elif line.tag[start - 1] == "M" and line.tag[max(0, start - 3) : start - 1] == ["A", "I"]:
            start -= 3  # "had on Friday urged"
        else:
            break
    while start < at and line.tag[start] == "R" and (start == 0 or line.tag[start - 1] in ",CQ;:.-S"):
        start += 1
    helpers = line.low[start:at]
    shape = _shape(line, at, start, form, helpers)
    if shape is None:
        return None
    passive = form.shape == "ed" and (shape == "reduced" or _is_passive(helpers))
    negated = any(word in NEGATIONS for word in helpers) or line.low[max(0, start - 1) : start] in (["not"], ["nor"])
    if line.tag[max(0, start - 3) : start] == [",", "R", ","]:
        start -= 3  # "the ministry, however, denied"
    return Cue(start, end, at, form.entry, shape, passive, negated, any(word in _MODAL for word in helpers))


def _before_continued(line: Line, at: int) -> int:
    """Step over "continued to", "went on to", "has yet to": they only say that the reporting goes on."""
    if at < 2 or line.tag[at - 1] != "T":
        return at
    if line.low[at - 2] in _GOING_ON:
        return at - 2
    if line.low[at - 3 : at - 1] in (["went", "on"], ["goes", "on"], ["going", "on"]):
        return at - 3
    return at


_GOING_ON = frozenset("continued continues continue continuing began begun begins started starts repeatedly".split())


def _is_passive(helpers: list[str]) -> bool:
    auxiliaries = [word for word in helpers if word in _BE or word in _HAVE]
    return bool(auxiliaries) and auxiliaries[-1] in _BE


def _shape(line: Line, at: int, start: int, form: Form, helpers: list[str]) -> str | None:
    before = line.tag[start - 1] if start else "^"
    after = line.tag[at + 1] if at + 1 < len(line) else "."
    auxiliary = any(word in _BE or word in _HAVE or word in _MODAL or word in _DO for word in helpers)
    if form.shape == "ing":
        return "finite" if auxiliary else _participle(line, at, before, after, form)
    if before == "T" and start == at:
        return "infinitive" if form.shape == "base" else None
    if line.tag[at - 1] == "T" and start < at:
        return "finite" if form.shape == "base" and before != "T" else None
    if form.shape == "ed":
        return "finite" if auxiliary else _past(line, at, before, after, form)
    if auxiliary:
        fits = form.shape == "base" and any(word in _MODAL or word in _DO for word in helpers)
        return "finite" if fits else None
    if form.shape == "s":
        return _third_person(line, at, before, after, form)
    return _base(line, start, before, after, form)


def _participle(line: Line, at: int, before: str, after: str, form: Form) -> str | None:
    if before in "DG":
        return None
    if before == "I" and line.low[at - 1] not in {"by", "after", "before", "without", "in", "for"}:
        return None
    if after in ".;" and form.entry.lemma not in {"say", "add"}:
        return None
    return "participle"


def _past(line: Line, at: int, before: str, after: str, form: Form) -> str | None:
    if before in "DG" or (before == "I" and after in "WUEF"):
        return None  # "the alleged killing", "of reported abuses"
    if before in "UWNq)" and any(frame.startswith("be-") for frame in form.entry.frames):
        following = line.low[at + 1] if at + 1 < len(line) else ""
        if (
            "be-" + following in form.entry.frames
            and following in {"of", "with", "as", "for"}
            and not _in_relative(line, at)
        ):
            return "reduced"  # "a man accused of theft"
        if before == "W" and "obj-comp" in form.entry.frames and after in "UQqWER" and not _in_relative(line, at):
            return None  # "a group called Dawn", "acts deemed unlawful"
    if before == "V" and form.entry.lemma == "accuse" and line.low[at - 1] in {"stand", "stands", "stood"}:
        return "reduced"
    if before == "W" and line.low[at - 1] in {"newly", "so"}:
        return None
    return "finite"


def _in_relative(line: Line, at: int) -> bool:
    """Say whether a subject after "which", "that" or "what" stands before the verb."""
    for back in range(at - 1, max(-1, at - 8), -1):
        if line.tag[back] == "S":
            return line.low[back] in {"which", "that", "what", "whom"} and back < at - 1
        if line.tag[back] not in "UWDGNM":
            return False
    return False


def _third_person(line: Line, at: int, before: str, after: str, form: Form) -> str | None:
    if not form.entry.nounish:
        return "finite" if before not in "DT" else None
    if before in "DGITAE":
        return None
    if before in "UP)":
        if after == ".":
            return "finite" if set("Q,") & set(line.tag[max(0, at - 6) : at]) else None
        return "finite" if after in "DPSUQqFETI,WNR:" and line.low[at + 1 : at + 2] != ["of"] else None
    if (
        before == "W"
        and at + 1 < len(line)
        and line.low[at + 1] in _governed(form)
        and not _adjective(line.low[at - 1])
    ):
        return "finite"
    if before in "WR,CSM":
        noun_follows = line.low[at + 1 : at + 2] in (["of"], ["from"], ["by"], ["in"], ["about"], ["against"])
        return "finite" if after in "DPSQqT" and not noun_follows and before != "C" else None
    return None


def _governed(form: Form) -> frozenset[str]:
    """Give the prepositions that the verb governs."""
    return form.entry.prepositions() | {frame[:-3] for frame in form.entry.frames if frame in {"on-to", "upon-to"}}


def _adjective(word: str) -> bool:
    return word.endswith(("al", "ive", "ous", "ary", "ic", "ing", "ful", "less", "able", "ible", "ent")) or word in {
        "new",
        "fresh",
        "loud",
        "wider",
        "louder",
        "false",
        "public",
    }


def _base(line: Line, start: int, before: str, after: str, form: Form) -> str | None:
    previous = line.low[start - 1] if start else ""
    if before == "P" or (before == "S" and previous in _PLURAL_PRONOUNS):
        return "finite" if previous not in {"he", "she", "it", "him", "them", "us", "me"} else None
    if before == "^":
        return None
    plural = previous.endswith("s") or previous in {
        "people",
        "police",
        "media",
        "men",
        "women",
        "mps",
        "some",
        "many",
        "others",
    }
    if before in "WUM)D" and plural and not (form.entry.nounish and after in "AIV."):
        return "finite" if before != "D" or previous in {"some", "many", "others", "most", "all"} else None
    if before in "UWMN)" and not form.entry.nounish and after in "DPSQTUWN:,q":
        return "finite"
    if before == "C" and not form.entry.nounish and after in "DPSQ":
        return "finite"
    return None
