# SPDX-License-Identifier: Apache-2.0
"""Find the noun phrase that names who says it, before or after a cue.

Without a parser, a noun phrase is what can be walked over from its edge without meeting a verb, a
conjunction of clauses or a mark. Appositions and relative clauses set off by commas belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.tokens import SUBJECT_PRONOUNS

_RELATIVES = frozenset({"who", "which", "whom", "whose"})
_STOP_MARKS = frozenset(";:-Q.")
_LONGEST = 60
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves", "too", "also"})
_ARTICLES = frozenset("a an the his her its their our my your".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_LEADING = frozenset("CR")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in units of its line, and how the clause before it ends."""

    start: int
    end: int
    opener: str
    """What stands before it: ``^`` line start, ``,`` ``Q`` ``S`` ``C`` and other tags."""


def subject_before(line: Line, end: int, floor: int) -> Phrase | None:
    """Find the subject that ends at ``end``; ``floor`` is where the clause can begin at the earliest."""
    if end <= floor:
        return None
    floor = max(floor, end - _LONGEST)
    if line.low[end - 1] in _REFLEXIVES and end - 1 > floor:
        end -= 1
    end = _before_a_day(line, end, floor)
    if line.tag[end - 1] in ",)":
        return _with_apposition(line, end, floor)
    start = _clause_start(line, end, floor)
    phrase = _walk_back(line, end, start)
    if phrase is None:
        return None
    return _extend_list(line, phrase, floor)


def _before_a_day(line: Line, end: int, floor: int) -> int:
    """Step back over "on Tuesday" or "Tuesday" between a subject and its verb."""
    if line.low[end - 1] not in _WEEKDAYS:
        return end
    start = end - 2 if end - 2 > floor and line.low[end - 2] in {"on", "late", "early"} else end - 1
    return start if start > floor and line.tag[start - 1] in "UWN,)" else end


def _clause_start(line: Line, end: int, floor: int) -> int:
    at = end - 1
    while at >= floor and line.tag[at] not in ",;:-Q.":
        at -= 1
    return at + 1


def _opener(line: Line, start: int) -> str:
    return line.tag[start - 1] if start else "^"


def _walk_back(line: Line, end: int, floor: int) -> Phrase | None:
    last = line.tag[end - 1]
    if last == "P":
        if line.low[end - 1] not in SUBJECT_PRONOUNS:
            return None
        return Phrase(end - 1, end, _opener(line, end - 1))
    if last == "S" and line.low[end - 1] in {"who", "which", "that"}:
        return _antecedent(line, end, floor)
    at = end - 1
    if last == "R" and at > floor:
        at -= 1
    while at >= floor and _belongs(line, at, end, floor):
        if line.tag[at] == "D" and at > floor and line.tag[at - 1] in "UWMNPq)" and line.low[at] in _ARTICLES:
            at -= 1
            break
        at -= 1
    if at > floor and at + 1 < end and line.tag[at] in "AVEWPRS":
        relative = _relative_left(line, at, floor) if line.tag[at] != "S" else _relative_here(line, at, end)
        if relative is not None:
            head = _walk_back(line, relative, floor)
            if head is not None and head.end == relative:
                return Phrase(head.start, end, head.opener)
    return _trim(line, at + 1, end)


def _antecedent(line: Line, end: int, floor: int) -> Phrase | None:
    head_end = end - 1
    if head_end > floor and line.tag[head_end - 1] == ",":
        head_end -= 1
    if head_end <= floor or line.tag[head_end - 1] not in "UWq)NP":
        return None
    if line.low[end - 1] == "that" and line.tag[head_end - 1] == "P":
        return None
    head = _walk_back(line, head_end, _clause_start(line, head_end, floor))
    if head is None:
        return None
    start = head.start
    for at in range(head_end - 1, start, -1):
        if line.low[at] in {"by", "with", "to", "against", "among", "from"}:
            start = at + 1
            break
    return Phrase(start, head_end, "who")


def _relative_left(line: Line, at: int, floor: int) -> int | None:
    for back in range(at, max(floor, at - 14), -1):
        if line.low[back] in {"who", "which", "that", "whose"} and line.tag[back - 1] in "UWq" and back > floor:
            return back
    return None


def _relative_here(line: Line, at: int, end: int) -> int | None:
    """Say whether the clause that begins here is one on the noun before: "an officer who pleaded anonymity"."""
    verb = any(tag in "AVE" for tag in line.tag[at + 1 : min(end, at + 3)])
    return at if verb and line.low[at] in {"who", "which", "that"} and line.tag[at - 1] in "UWq" else None


def _belongs(line: Line, at: int, end: int, floor: int) -> bool:
    tag = line.tag[at]
    if tag in "UWNDGqM()x":
        return not (tag == "W" and line.finite(at))
    if tag == "I":
        return at + 1 < end and line.low[at] not in {"after", "before", "since", "until"}
    if tag == "T":
        return at + 1 < end and line.tag[at + 1] in "DU" and at > floor and line.tag[at - 1] in "WU"
    if tag == "C":
        return (
            line.low[at] in {"and", "or"}
            and at > floor
            and line.tag[at - 1] in "UWqN)MGE"
            and not line.has_finite(floor, at)
            and at + 1 < end
        )
    if tag in "EF":
        return not line.finite(at) and (at == floor or line.tag[at - 1] != "A")
    if tag == "R":
        return at > floor and line.tag[at - 1] in "DIC" and at + 1 < end
    return tag == "V" and at > floor and line.tag[at - 1] in "DGI"


def _trim(line: Line, start: int, end: int) -> Phrase | None:
    """Leave out what comes before the phrase: "But", "On Monday", "In a statement"."""
    while start < end and line.tag[start] in _LEADING:
        start += 1
    if start < end and line.low[start] == "with" and start + 1 < end:
        start += 1
    if start < end and line.tag[start] in "IMFE" and (start == 0 or line.tag[start - 1] in ',.;:-Q^CSA"'):
        later = _after_adjunct(line, start, end)
        if later is not None:
            start = later
        elif line.tag[start] == "I":
            return None
    while start < end and line.tag[start] in "CR":
        start += 1
    if start >= end or not any(tag in "UWPNDq" for tag in line.tag[start:end]):
        return None
    if line.tag[end - 1] in "ICT" or (line.tag[end - 1] == "D" and line.low[end - 1] in _ARTICLES):
        return None
    return Phrase(start, end, _opener(line, start))


def _after_adjunct(line: Line, start: int, end: int) -> int | None:
    """Find where a new noun phrase begins after an opening adjunct without a comma."""
    for at in range(start + 1, end):
        before = line.tag[at - 1]
        if line.tag[at] == "P":
            return at
        if line.tag[at] == "D" and before in "WMNUFq" and line.low[at] not in {"last", "this"}:
            return at
        if line.tag[at] == "U" and before in "MN" and at + 1 <= end:
            return at
        if line.tag[at] == "W" and before == "M":
            return at
    return None


def _with_apposition(line: Line, end: int, floor: int) -> Phrase | None:
    """Read "X, a spokesman for Y, said": from the last mark back to the head of the phrase."""
    close = end - 1
    if line.tag[close] == ")":
        opening = close
        while opening > floor and line.tag[opening] != "(":
            opening -= 1
        head = subject_before(line, opening, floor) if opening > floor else None
        return None if head is None else Phrase(head.start, end, head.opener)
    comma = close
    for _ in range(4):
        previous = _previous_comma(line, comma, floor)
        if previous is None:
            return None
        if not _appositive(line, previous + 1, comma):
            return None
        head = _walk_back(line, previous, _clause_start(line, previous, floor))
        if head is not None and not _appositive_only(line, head, floor):
            return Phrase(head.start, close, head.opener)
        comma = previous
    return None


def _previous_comma(line: Line, end: int, floor: int) -> int | None:
    for at in range(end - 1, floor - 1, -1):
        if line.tag[at] == ",":
            return at
        if line.tag[at] in ";:Q.":
            return None
    return None


def _appositive(line: Line, start: int, end: int) -> bool:
    if start >= end:
        return False
    if line.low[start] in _RELATIVES | {"whose", "where"} or (line.tag[start] == "I" and start + 1 < end):
        return True
    if line.tag[start] in "DUWNFERq":
        return not any(line.finite(at) and not _participle(line, at, end) for at in range(start, end)) or any(
            low in _RELATIVES for low in line.low[start:end]
        )
    return False


def _participle(line: Line, at: int, end: int) -> bool:
    """Say whether an -ed form only describes the noun before it: "a group based in the capital"."""
    return line.tag[at] == "E" and at + 1 < end and line.tag[at + 1] == "I"


def _appositive_only(line: Line, head: Phrase, floor: int) -> bool:
    """Say whether this "head" is itself one more apposition, so that the true head stands before it."""
    describes = line.tag[head.start] == "D" or "G" in line.tag[head.start : head.end]
    if head.opener != "," or not describes or head.start - 1 <= floor:
        return False
    earlier = _walk_back(line, head.start - 1, _clause_start(line, head.start - 1, floor))
    return earlier is not None and earlier.opener in "^QCS" and line.tag[earlier.end - 1] == "U"


def _extend_list(line: Line, phrase: Phrase, floor: int) -> Phrase:
    """Take in the first members of "A, B and C said" and of "A, as well as B, accuse"."""
    start = phrase.start
    joined = "and" in line.low[start : phrase.end] or line.low[start - 2 : start] == ["well", "as"]
    if phrase.opener != "," and line.low[start - 1 : start] not in (["and"], ["as"]):
        return phrase
    if not joined and line.low[start - 1 : start] != ["and"]:
        return phrase
    comma = start - 1
    while comma > floor and line.tag[comma] != ",":
        comma -= 1
    begin = comma
    while begin > floor and line.tag[begin - 1] not in ";:Q.-":
        begin -= 1
    while begin < comma and line.tag[begin] in "CR":
        begin += 1
    if begin >= comma or line.has_finite(begin, start) or line.tag[begin] in "ISFMP" or line.low[begin] == "according":
        return phrase
    return Phrase(begin, phrase.end, _opener(line, begin))


def phrase_after(line: Line, start: int, limit: int) -> int:
    """Say where the noun phrase that begins at ``start`` ends; ``start`` itself where none begins."""
    at = start
    if at < limit and line.tag[at] == "P":
        return at + 1
    while at < limit and at - start < _LONGEST and _continues(line, start, at, limit):
        at += 1
    while at > start and line.tag[at - 1] in "CDITR(":
        at -= 1
    return at


def _continues(line: Line, start: int, at: int, limit: int) -> bool:
    tag = line.tag[at]
    if tag in "UWNGqx()":
        return not (line.finite(at) and at > start)
    if tag == "D":
        return at == start or line.tag[at - 1] in "ICDTG("
    if tag == "T":
        return at > start and at + 1 < limit and line.tag[at + 1] in "DU"
    if tag == "I":
        return (
            at > start
            and at + 1 < limit
            and line.tag[at + 1] in "DUWNPFEqM"
            and line.low[at] not in {"after", "before", "during"}
        )
    if tag == "C":
        return (
            at > start and at + 1 < limit and line.tag[at + 1] in "DUWNq" and not _clause_follows(line, at + 1, limit)
        )
    if tag in "EF":
        return not line.finite(at)
    if tag == "M":
        return at > start and line.tag[at - 1] in "IDUC"
    return tag == "R" and at + 1 < limit and line.tag[at + 1] in "EWF" and (at == start or line.tag[at - 1] in "DI")


def _clause_follows(line: Line, start: int, limit: int) -> bool:
    for at in range(start, min(limit, start + 8)):
        if line.tag[at] in ",;.IQ":
            return False
        if line.finite(at):
            return True
    return False


def apposition_after(line: Line, end: int, limit: int) -> int:
    """Extend an inverted source over ", a spokesman for Y"; gives ``end`` where none follows."""
    for _ in range(3):
        if end + 1 >= limit or line.tag[end] != ",":
            return end
        start = end + 1
        if line.tag[start] not in "DWUN" and line.low[start] not in _RELATIVES:
            return end
        close = start
        while close < limit and line.tag[close] not in ",;.Q:":
            close += 1
        relative = line.low[start] in _RELATIVES
        if not relative and line.has_finite(start, close) and not _RELATIVES & set(line.low[start:close]):
            return end
        if close - start > 30:
            return end
        end = close
    return end
