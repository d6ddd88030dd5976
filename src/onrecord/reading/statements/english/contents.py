# SPDX-License-Identifier: Apache-2.0
"""Find the words that are said: where they begin after a cue, and where they end.

Rules for what follows a cue, tried in order: a quotation; a clause with "that", "how", "whether"; an
infinitive; a preposition with its noun phrase; an object with what the verb says of it; a bare clause or
noun phrase. Between cue and content may stand adjuncts ("on Monday", "in a statement", "to reporters").
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.statements.english.cues import Cue
from onrecord.reading.statements.english.lexicon import NOUN_FORMS, STATEMENT_NOUNS
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.sources import phrase_after

_WH = frozenset("whether how what why who where which if when".split())
_CLAUSAL = frozenset({"say", "that", "tell", "quote"})
_CLOSERS = frozenset("after when while as because before since until although though amid during following".split())
_PLACES = frozenset("in on at to during via by through from before after for over with outside of".split())
_BOUND = frozenset("while although though whereas because after before when as until despite but unless".split())
_PREPOSITION_OF = {
    "obj-of": "of",
    "obj-as": "as",
    "obj-for": "for",
    "obj-with": "with",
    "obj-to": "to",
    "obj-to-np": "to",
}


@dataclass(frozen=True, slots=True)
class Content:
    """Units that are said, and those that name who was told or asked."""

    start: int
    end: int
    mode: str
    addressee: tuple[int, int] | None = None


def content_after(line: Line, cue: Cue, limit: int) -> Content | None:
    """Find what the cue governs to its right; None where it closes its clause."""
    if cue.passive:
        return _after_passive(line, cue, limit)
    addressee = None
    if "tell" in cue.entry.frames:
        told = person_after(line, cue.end, limit)
        addressee = (cue.end, told) if told > cue.end else None
        if told < limit and line.tag[told] == "T" and addressee:
            return Content(told, clause_end(line, told, limit), "to", addressee)
    if addressee is None and _chooses(line, cue, limit):
        governed = _governed(line, cue, limit)
        if governed is not None:
            return governed
    mode, start = opening(line, addressee[1] if addressee else cue.end, limit)
    if _takes_clause(cue, mode):
        return Content(start, clause_end(line, start, limit), mode, addressee)
    if mode == "quote":
        return Content(start, object_end(line, start, limit), mode)
    return None if mode == "none" else _unmarked(line, cue, limit, Content(start, limit, mode, addressee))


def _takes_clause(cue: Cue, mode: str) -> bool:
    """Say whether what opens in this mode is a clause or quotation that the verb reports."""
    frames = cue.entry.frames
    if mode in {"that", "quote", "colon"}:
        return bool(frames & _CLAUSAL)
    return mode == "wh" and bool(frames & _CLAUSAL or "wh" in frames)


def _unmarked(line: Line, cue: Cue, limit: int, opened: Content) -> Content | None:
    """Read what no "that" and no quotation mark announces: governed words, an object, a bare clause."""
    special = _governed(line, cue, limit)
    if special is not None:
        return special
    frames, start, mode, addressee = cue.entry.frames, opened.start, opened.mode, opened.addressee
    if "np" in frames and not ("say" in frames and _is_clause(line, start, limit)):
        return _object(line, cue, limit)
    if mode == "zero" and (frames & {"say", "tell"} or ("that" in frames and _is_clause(line, start, limit))):
        return Content(start, clause_end(line, start, limit), mode, addressee)
    return None


def _chooses(line: Line, cue: Cue, limit: int) -> bool:
    """Say whether the word after the cue is one that this verb governs."""
    if cue.end >= limit:
        return False
    low, frames = line.low[cue.end], cue.entry.frames
    return (
        low in cue.entry.prepositions()
        or low + "-to" in frames
        or (low == "to" and "to" in frames)
        or (low == "as" and "obj-as" in frames)
    )


def opening(line: Line, at: int, limit: int) -> tuple[str, int]:
    """Skip adjuncts after a cue and say how the content opens: that, quote, colon, wh, zero or none."""
    origin = at
    while at < limit and at - origin < 30:
        announced = _announced(line, at, limit)
        if announced is not None:
            return announced
        later = _after_comma(line, at, limit) if line.tag[at] == "," else _past_adjunct(line, at, limit)
        if later is None:
            return ("none" if line.tag[at] in ",.;-" else "zero"), at
        at = later
    return "none", at


def _announced(line: Line, at: int, limit: int) -> tuple[str, int] | None:
    """Say how the content opens where a word or mark tells; None where the unit at ``at`` does not."""
    low, tag = line.low[at], line.tag[at]
    if low == "that" and not (at + 1 < limit and line.tag[at + 1] in "A.,"):
        return "that", at + 1
    if tag == "Q":
        return "quote", at
    if tag == ":" and at + 1 < limit:
        return ("quote" if line.tag[at + 1] == "Q" else "colon"), at + 1
    if low in _CLOSERS or (
        low == "that" and line.low[at - 1] in STATEMENT_NOUNS and line.tag[at + 1 : at + 2] == ["A"]
    ):
        return "none", at  # "in a letter that was read out": a clause on the noun
    return ("wh", at) if low in _WH and tag == "S" else None


def _past_adjunct(line: Line, at: int, limit: int) -> int | None:
    """Step over words of time and place; None where none stand here."""
    if line.tag[at] in "MR":
        return at + 1
    if line.low[at : at + 3] in _RECIPROCAL:
        return at + 3
    if line.low[at] in {"last", "this", "early", "late", "next"} and at + 1 < limit and line.tag[at + 1] in "MNR":
        return at + 1
    return _after_adjunct(line, at, limit) if line.tag[at] in "IT" and line.low[at] in _PLACES else None


def _after_comma(line: Line, at: int, limit: int) -> int | None:
    """Say where content goes on after a comma that follows the cue."""
    following = at + 1
    if following >= limit:
        return None
    if line.tag[following] == "Q" or line.low[following] == "that":
        return following
    for close in range(following, min(limit, following + 16)):
        if (
            line.tag[close] == ","
            and close + 1 < limit
            and (line.low[close + 1] == "that" or line.tag[close + 1] == "Q")
        ):
            return close + 1
        if line.tag[close] in ".;Q":
            return None
    return None


def _after_adjunct(line: Line, at: int, limit: int) -> int | None:
    """Say where an adjunct such as "in a statement" ends; None where it is no adjunct."""
    end = at + 1
    if end < limit and (line.tag[end] == "M" or line.tag[end : end + 2] == ["N", "M"]):
        while end < limit and line.tag[end] in "MN":
            end += 1
        return end
    if end < limit and line.tag[end] == "F":
        return None
    end = phrase_after(line, at + 1, limit)
    if end == at + 1:
        return None
    if end >= limit or line.tag[end] in ",.;:Q" or line.low[end] in {"that"} | _CLOSERS:
        return end
    if any(low in STATEMENT_NOUNS or low in _VENUES for low in line.low[at + 1 : end]):
        return _first_break(line, at + 1, end)
    return end if line.tag[end] in "DPMIST" else None


_RECIPROCAL = (["of", "one", "another"], ["of", "each", "other"])
"""What follows "independently" and says nothing of the content."""
_VENUES = frozenset(
    "conference interview court reporters parliament twitter facebook phone email television tv radio "
    "condition anonymity journalists hearing briefing media".split()
)


def _first_break(line: Line, start: int, end: int) -> int:
    for at in range(start, end):
        if line.low[at] in STATEMENT_NOUNS or line.low[at] in _VENUES:
            following = at + 1
            while following < end and line.tag[following] == "I" and following + 1 < end:
                inner = phrase_after(line, following + 1, end)
                following = inner if inner > following + 1 else end
            return following
    return end


def person_after(line: Line, at: int, limit: int) -> int:
    """Say where the person who is told ends."""
    if at >= limit:
        return at
    if line.tag[at] == "P":
        return at + 1
    end = at
    seen_noun = False
    while end < limit and end - at < 14 and _names_on(line, at, end, limit, seen_noun=seen_noun):
        seen_noun = seen_noun or line.tag[end] in "UW"
        end += 1
    if end < limit and line.finite(end) and end - at >= 2:
        # "told Reuters police had": the last noun is the subject of what is told
        return at + 1 if line.tag[at] == "U" and line.tag[at + 1] != "U" else max(at + 1, end - 1)
    while end > at and line.tag[end - 1] in "ICD":
        end -= 1
    return end


def _names_on(line: Line, start: int, at: int, limit: int, *, seen_noun: bool) -> bool:
    """Say whether the unit at ``at`` still belongs to the name of who is told."""
    tag, before = line.tag[at], line.tag[at - 1]
    after = line.tag[at + 1] if at + 1 < limit else ""
    if tag == "D":
        return at == start or before in "IG"
    if tag == "I":
        governs = line.low[at] in {"of", "at", "from"} or (line.low[at] == "in" and after in {"U", "D", ""})
        return seen_noun and governs
    if tag == "C":
        return seen_noun and after in {"U", "D", "W"}
    if tag == "U":
        return not (seen_noun and before == "W" and line.low[start] not in {"the", "a"})
    return tag in "WNGqE"


def _is_clause(line: Line, start: int, limit: int) -> bool:
    """Guess whether a clause with its own verb begins at ``start``."""
    if start < limit and line.tag[start] == "P" and line.low[start] not in {"him", "them", "us", "me", "themselves"}:
        return True
    end = phrase_after(line, start, limit)
    while end < limit and line.tag[end] == "R":
        end += 1
    return end > start and end < limit and line.finite(end)


def _governed(line: Line, cue: Cue, limit: int) -> Content | None:
    """Read the frames in which the verb chooses a preposition or an infinitive."""
    frames, at = cue.entry.frames, cue.end
    low = line.low[at] if at < limit else ""
    if low == "to" and "to" in frames:
        return Content(at, clause_end(line, at, limit), "to")
    if low == "not" and line.low[at + 1 : at + 2] == ["to"] and "to" in frames:
        return Content(at, clause_end(line, at, limit), "to")
    if low in {"on", "upon", "to", "with"} and low + "-to" in frames:
        end = phrase_after(line, at + 1, limit)
        if end < limit and line.tag[end] == "T":
            return Content(at + 1, clause_end(line, end, limit), "obj-to", (at + 1, end))
        if end < limit and line.low[end] in {"for", "not"}:
            return Content(end, clause_end(line, end, limit), "obj-to", (at + 1, end))
    if low in cue.entry.prepositions() and at + 1 < limit:
        return _with_preposition(line, at, limit)
    if "ing" in frames and at < limit and line.tag[at] == "F":
        return Content(at, gerund_end(line, at, limit), "ing")
    if low == "as" and "obj-as" in frames and at + 1 < limit:
        return Content(at + 1, object_end(line, at + 1, limit), "obj-as")  # "what X described as A"
    return _object_frames(line, cue, limit)


def _with_preposition(line: Line, at: int, limit: int) -> Content:
    if line.tag[at + 1] == "F" or _is_clause(line, at + 1, limit):
        return Content(at + 1, clause_end(line, at + 1, limit), "prep")
    end = object_end(line, at + 1, limit)
    if end < limit and line.tag[end] == "T":
        return Content(at + 1, clause_end(line, end, limit), "prep-to", (at + 1, end))
    return Content(at + 1, max(end, at + 2), "prep")


def _object_frames(line: Line, cue: Cue, limit: int) -> Content | None:
    frames, at = cue.entry.frames, cue.end
    wanted = {_PREPOSITION_OF[frame]: frame for frame in frames if frame in _PREPOSITION_OF}
    if not wanted and "obj-comp" not in frames and not frames & {"obj-wh", "obj-that"}:
        return None
    end = at
    for _ in range(5):
        stop = phrase_after_until(line, end, limit, frozenset(wanted))
        if stop < limit and line.low[stop] in wanted and stop > at:
            return Content(at, gerund_end(line, stop, limit), wanted[line.low[stop]], (at, stop))
        if stop < limit and line.low[stop] == "not" and line.low[stop + 1 : stop + 2] == ["to"] and "obj-to" in frames:
            return Content(at, clause_end(line, stop, limit), "obj-to", (at, stop))
        if (
            stop < limit
            and frames & {"obj-wh", "obj-that", "obj-to"}
            and (line.low[stop] in _WH or line.low[stop] == "that")
            and stop > at
        ):
            return Content(stop, clause_end(line, stop, limit), "wh", (at, stop))
        if stop < limit and line.tag[stop] == "M" and stop > at:
            end = stop + 1
            continue
        break
    if "obj-comp" in frames and at < limit and line.tag[at] in "DUWPNEqQ":
        end = object_end(line, at, limit, complement=True)
        if end - at >= 2 and not (line.tag[at] == "D" and end - at == 2):
            return Content(at, end, "obj-comp", None)
    return None


def phrase_after_until(line: Line, start: int, limit: int, words: frozenset[str]) -> int:
    """Say where a noun phrase ends, at the latest before one of ``words`` (once it has begun)."""
    end = phrase_after(line, start, limit)
    for at in range(start + 1, end):
        if line.low[at] in words and not (line.low[at] in {"of", "for", "with"} and not _opens_charge(line, at, end)):
            return at
    while end < limit and line.tag[end] == "," and end - start < 30:
        # "accused the ministry, which runs the camp, of": skip what stands between commas
        close = end + 1
        while close < limit and line.tag[close] not in ",.;Q":
            close += 1
        if close + 1 < limit and line.tag[close] == "," and line.low[close + 1] in words:
            return close + 1
        break
    return end


def _opens_charge(line: Line, at: int, end: int) -> bool:
    """Say whether this "of" or "for" begins the charge, not a part of the name before it."""
    following = line.tag[at + 1] if at + 1 < end else "."
    if following in "FQ":
        return True
    later = [other for other in range(at + 1, end) if line.low[other] == line.low[at]]
    if any(line.tag[other + 1] in "FQ" for other in later if other + 1 < end):
        return False
    return not (later and line.low[at - 1] in _RELATIONAL)


_RELATIONAL = frozenset(
    "member members leader leaders government president head chief director part number dozens hundreds thousands "
    "group office army people minister ministry supporters owner owners department officers one some many all "
    "most".split()
)


def _object(line: Line, cue: Cue, limit: int) -> Content | None:
    at = cue.end
    while at < limit and line.tag[at] == "R":
        at += 1
    if at >= limit or not (line.tag[at] in "DUWNPEFqQGR" or line.low[at] in NOUN_FORMS):
        return None
    if line.tag[at] == "P" and line.low[at] in {"himself", "themselves", "herself", "itself"}:
        return None
    end = object_end(line, at, limit)
    return Content(at, end, "np") if end > at else None


def object_end(line: Line, start: int, limit: int, *, complement: bool = False) -> int:
    """Say where an object noun phrase with its modifiers ends."""
    at = start
    while at < limit:
        tag, low = line.tag[at], line.low[at]
        if tag in ".;-:":
            break
        if tag == "," and not _list_goes_on(line, at, limit):
            break
        if tag == "C" and _verb_follows(line, at, limit):
            break
        if at > start and low in _BOUND and not (complement and low == "as"):
            break
        if tag == "F" and at > start and line.tag[at - 1] == ",":
            break
        at += 1
    return at


def _list_goes_on(line: Line, comma: int, limit: int) -> bool:
    """Say whether the comma stands in a list of nouns: "arrests, detentions and beatings"."""
    following = comma + 1
    if following >= limit or line.tag[following] in "SPTRFQM." or line.low[following] in _BOUND:
        return False
    for at in range(following, min(limit, following + 14)):
        if line.finite(at) or line.tag[at] in "S.;":
            return False
        if line.low[at] in {"and", "or"} and not _verb_follows(line, at, limit):
            return at + 1 < limit and line.tag[at + 1] != "S"
    return False


def _verb_follows(line: Line, conjunction: int, limit: int) -> bool:
    """Say whether a verb, not a noun, comes after the conjunction."""
    at = conjunction + 1
    while at < limit and line.tag[at] == "R":
        at += 1
    if at >= limit:
        return True
    tag = line.tag[at]
    if line.low[conjunction] == "but":
        return True
    if tag in "VAS":
        return True
    after = line.tag[at + 1] if at + 1 < limit else "."
    if tag == "E":
        return after in "DPUITSQ"
    if tag in "PD" or tag == "U":
        return _soon_finite(line, at, limit)
    if tag == "W":
        from_lexicon = line.low[at] not in NOUN_FORMS and line.low[at].endswith("s") and after in "DP"
        return from_lexicon or line.finite(at)
    return False


def _soon_finite(line: Line, start: int, limit: int) -> bool:
    end = phrase_after(line, start, limit)
    return start < end < limit and line.finite(end)


def gerund_end(line: Line, start: int, limit: int) -> int:
    """Say where a charge or an undertaking without a subject ends: at "and was found", which has the outer subject."""
    end = clause_end(line, start, limit)
    for at in range(start + 1, end - 1):
        if line.tag[at] == "C" and line.tag[at + 1] == "A":
            return at - 1 if line.tag[at - 1] == "," else at
    return end


def clause_end(line: Line, start: int, limit: int) -> int:
    """Say where a clause ends that runs to ``limit`` at the latest."""
    end = _turning(line, start, limit)
    while end > start and line.tag[end - 1] in ",;:-":
        end -= 1
    if end > start + 1 and line.tag[end - 1] == "." and line.tag[end - 2] != "(":
        end -= 1
    return end


_TURNS = frozenset("but although though despite after while".split())


def _turning(line: Line, start: int, limit: int) -> int:
    """Find the comma after which the writer speaks again: ", while the army denies it"."""
    for at in range(start + 3, limit - 2):
        if (
            line.tag[at] == ","
            and line.low[at + 1] in _TURNS
            and not (line.low[at + 1] == "but" and line.tag[at + 2] in "AVERTF")
        ):
            return at
    return limit


def _after_passive(line: Line, cue: Cue, limit: int) -> Content | None:
    frames, at = cue.entry.frames, cue.end
    while at < limit and line.tag[at] in "RM":
        at += 1
    low = line.low[at] if at < limit else ""
    agent = agent_after(line, cue, at, limit)
    low = line.low[agent] if agent < limit else ""
    if low == "to" and frames & {"be-to", "obj-to"}:
        return Content(agent, clause_end(line, agent, limit), "be-to")
    if low in {"of", "with", "for", "as", "on"} and "be-" + low in frames and agent + 1 < limit:
        start = agent + 1
        if line.tag[start] == "F" or _is_clause(line, start, limit):
            return Content(start, gerund_end(line, start, limit), "be-" + low)
        return Content(start, max(start + 1, object_end(line, start, limit)), "be-" + low)
    if low == "that" and frames & {"be-that", "say", "that", "tell"}:
        return Content(agent + 1, clause_end(line, agent + 1, limit), "be-that")
    return _passive_complement(line, frames, at, agent, limit)


def agent_after(line: Line, cue: Cue, at: int, limit: int) -> int:
    """Say where "by X" ends that begins at ``at``, before the preposition of the verb; ``at`` where none begins."""
    if at >= limit or line.low[at] != "by":
        return at
    governed = frozenset(frame[3:] for frame in cue.entry.frames if frame in {"be-of", "be-with", "be-for", "be-as"})
    return phrase_after_until(line, at + 1, limit, governed)


def _passive_complement(line: Line, frames: frozenset[str], at: int, agent: int, limit: int) -> Content | None:
    """Read what only some passives take; ``at`` follows the verb, ``agent`` the "by X" if there is one."""
    low = line.low[agent] if agent < limit else ""
    if low == "to" and "be-to-np" in frames and agent + 1 < limit:
        return Content(agent + 1, object_end(line, agent + 1, limit), "be-to-np")
    guilty = low in {"guilty", "liable", "responsible"} and line.low[agent + 1 : agent + 2] in (["of"], ["for"])
    if "be-np" in frames and agent == at < limit and line.tag[at] in "DW":
        end = object_end(line, at, limit)
        return Content(at, at + line.low[at:end].index("by") if "by" in line.low[at:end] else end, "be-np")
    if "be-guilty" in frames and guilty:
        return Content(agent + 2, object_end(line, agent + 2, limit), "be-guilty")
    if "tell" in frames and _is_clause(line, agent, limit):
        return Content(agent, clause_end(line, agent, limit), "be-that")
    if "be-comp" in frames and at < limit and line.tag[at] in "qQ":
        return Content(at, at + 1, "be-comp")
    if "be-comp" in frames and at < limit and line.tag[at] in "DW" and low != "by":
        return Content(at, object_end(line, at, limit), "be-comp")
    return None
