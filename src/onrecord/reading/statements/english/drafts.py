# SPDX-License-Identifier: Apache-2.0
"""Read the attributions of one sentence: which source said which content with which cue.

Call sequence: ``read_line`` for each line of the document in order. It gives drafts; what runs over
sentences and paragraphs (quotations that go on, speakers) is joined afterwards by ``passages`` and
``speakers``.

How a cue is read:

1. A cue with a subject before it and content after it: "X said that A".
2. A cue at the end of its clause, after a comma or a quotation: "A, X said", "'A,' said X".
3. A cue without a subject of its own takes that of the cue before it, or of the sentence: ", adding A".
4. A passive or reduced cue hides who says it, unless "by X" follows.
5. "According to X" and nouns ("the allegation that A") are read after the verbs.
6. Content ends where the next cue of the same sentence takes over.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import Span
from onrecord.reading.statements.english.contents import (
    Content,
    clause_end,
    content_after,
    object_end,
    opening,
    person_after,
)
from onrecord.reading.statements.english.cues import Cue, find_cues
from onrecord.reading.statements.english.lexicon import NOUN_FORMS, REPORT_ADVERBS, Entry
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.sources import (
    Phrase,
    apposition_after,
    phrase_after,
    subject_before,
)

_SUBORDINATE = frozenset(
    "after when while as because although though since if before whereas unless once until".split()
)
_CLAUSAL = frozenset({"say", "that", "tell", "quote"})
_HIDDEN_NOUNS = frozenset({"allegation", "accusation", "charge", "suspicion", "rumour", "rumor", "fear", "complaint"})


@dataclass(slots=True)
class Draft:
    """One attribution in the making; spans are offsets of the document."""

    line: Line
    content: list[Span]
    cue: list[Span]
    source: Span | None
    lemma: str
    mode: str
    """How the content was found: that, quote, zero, np, to, post, according ..."""
    negated: bool = False
    passive: bool = False
    addressee: Span | None = None
    outer: Draft | None = None
    """The attribution whose content holds this one."""
    inner_source: Span | None = None
    """A further source behind the named one ("citing X")."""
    first_unit: int = 0
    last_unit: int = 0
    sentences: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Work in progress on one line."""

    line: Line
    cues: list[Cue]
    drafts: list[Draft] = field(default_factory=list)
    sources: list[tuple[int, Span]] = field(default_factory=list)
    """(unit, source) of the cues read so far."""
    taken: int = 0
    """First unit that a later content may begin at, after an inverted cue."""


def read_line(line: Line) -> list[Draft]:
    """Give the drafts of one line, in order of their cues."""
    if not len(line):
        return []
    reading = _Reading(line, find_cues(line))
    for index, cue in enumerate(reading.cues):
        draft = _read_cue(reading, index, cue)
        if draft is not None:
            reading.drafts.append(draft)
    _read_according(reading)
    _read_nouns(reading)
    if not reading.drafts:
        _read_adverbs(reading)
    whole = line.span(0, len(line))
    for draft in reading.drafts:
        draft.sentences = [whole]
    return reading.drafts


# --- one cue -------------------------------------------------------------------------------------


def _read_cue(reading: _Reading, index: int, cue: Cue) -> Draft | None:
    line = reading.line
    if line.low[max(0, cue.start - 1) : cue.start] == ["as"] and cue.shape == "participle":
        return _read_quoted_as(reading, index, cue)
    if cue.passive:
        return _read_passive(reading, index, cue)
    if cue.shape == "infinitive":
        return _read_infinitive(reading, index, cue)
    phrase = subject_before(line, cue.start, 0) if cue.shape == "finite" or _own_subject(line, cue) else None
    if cue.modal and not (cue.negated or _before_is_quoted(line, phrase, cue)):
        return None
    if phrase is None and cue.shape == "finite" and cue.start > 0 and line.tag[cue.start - 1] in "Q,":
        inverted = _read_inverted(reading, cue)
        if inverted is not None:
            return inverted
    limit = _limit(reading, index, cue, phrase)
    content = content_after(line, cue, limit)
    if phrase is not None and cue.entry.frames & _CLAUSAL and phrase.opener in "^,Q-)":
        after = _read_postposed(reading, index, cue, phrase, content)
        if after is not None:
            return after
    if content is None:
        return _awaiting(reading, cue, phrase)
    source = line.span(phrase.start, phrase.end) if phrase else _shared_source(reading, cue)
    if source is None and phrase is None and cue.shape == "finite" and content.mode in {"np", "zero", "prep"}:
        return None
    return _draft(reading, cue, content, source)


def _awaiting(reading: _Reading, cue: Cue, phrase: Phrase | None) -> Draft | None:
    """Keep "X said:" and "X said." without content: it may stand in the sentence before or after."""
    line = reading.line
    if not cue.entry.frames & {"say", "tell", "quote"} or cue.negated or not _closes(line, cue):
        return None
    source = line.span(phrase.start, phrase.end) if phrase else _shared_source(reading, cue)
    if source is None or (line.tag[-1] != ":" and (phrase is None or phrase.start > 2 or reading.drafts)):
        return None
    mode = "await-next" if line.tag[-1] == ":" else "await-before"
    return Draft(line, [], [line.span(cue.start, cue.end)], source, cue.entry.lemma, mode)


def _own_subject(line: Line, cue: Cue) -> bool:
    """Say whether a participle stands directly after a noun: "a statement saying"."""
    return cue.shape == "participle" and cue.start > 0 and line.tag[cue.start - 1] in "WUq)"


def _before_is_quoted(line: Line, phrase: Phrase | None, cue: Cue) -> bool:
    start = phrase.start if phrase else cue.start
    return start > 0 and line.tag[start - 1] == "Q"


def _draft(reading: _Reading, cue: Cue, content: Content, source: Span | None) -> Draft | None:
    line = reading.line
    if content.end <= content.start:
        return None
    addressee = (
        line.span(*content.addressee) if content.addressee and content.addressee[0] < content.addressee[1] else None
    )
    if source is not None:
        reading.sources.append((cue.start, source))
    return Draft(
        line,
        [line.span(content.start, content.end)],
        [line.span(cue.start, cue.end)],
        source,
        cue.entry.lemma,
        content.mode,
        negated=cue.negated,
        passive=cue.passive,
        addressee=addressee,
        first_unit=content.start,
        last_unit=content.end,
    )


def _shared_source(reading: _Reading, cue: Cue) -> Span | None:
    """Take the source of the cue before, or the subject of the sentence."""
    earlier = [source for at, source in reading.sources if at < cue.start]
    if earlier:
        return earlier[-1]
    line = reading.line
    for at in range(cue.start if cue.shape != "participle" or cue.start > 6 else len(line)):
        if line.finite(at) and at > 0:
            start = at
            while start > 0 and line.tag[start - 1] in "AR":
                start -= 1
            phrase = subject_before(line, start, 0)
            if phrase is not None:
                return line.span(phrase.start, phrase.end)
    if cue.shape == "participle":
        for at in range(cue.end, len(line)):
            if line.tag[at] == "," and at + 1 < len(line):
                end = phrase_after(line, at + 1, len(line))
                return line.span(at + 1, end) if end > at + 1 else None
    return None


def _limit(reading: _Reading, index: int, cue: Cue, phrase: Phrase | None) -> int:
    """Say where the content of a cue ends at the latest."""
    line = reading.line
    limit = len(line)
    for later in reading.cues[index + 1 :]:
        cut = _cut_before(line, later)
        if cut is not None and cut > cue.end and content_after(line, later, len(line)) is not None:
            limit = cut
            break
    for at in range(cue.end + 1, limit - 1):
        if line.low[at] == "according" and line.low[at + 1] == "to":
            limit = at
            break
    opener = phrase.opener if phrase else ""
    word = line.low[phrase.start - 1] if phrase and phrase.start else ""
    if opener == "who" and phrase is not None and line.tag[phrase.end] == ",":
        return _next_comma(line, cue.end, limit)
    if opener in "SI" and word in _SUBORDINATE and not line.has_finite(0, max(0, (phrase.start if phrase else 0) - 1)):
        return _next_comma(line, cue.end, limit)
    if cue.shape == "participle" and (cue.start == 0 or (cue.start == 1 and line.tag[0] in "IS")):
        return _next_comma(line, cue.end, limit)
    return limit


def _cut_before(line: Line, later: Cue) -> int | None:
    """Say where content must stop before a later cue that shares the subject; None if it need not."""
    at = later.start
    if at == 0:
        return None
    own = subject_before(line, at, 0) if later.shape == "finite" and not later.modal else None
    if own is not None and own.opener == "C" and line.low[own.start - 1] in {"and", "but"}:
        comma = line.tag[own.start - 2] == ","
        return own.start - 2 if comma else own.start - 1
    if own is not None and own.opener == "," and later.entry.frames & {"say", "tell"} and _closes(line, later):
        return own.start - 1
    while at > 1 and line.tag[at - 1] == "R":
        at -= 1
    before = line.tag[at - 1]
    if later.shape == "participle" and before == ",":
        return at - 1
    if later.shape == "participle" and line.low[later.end : later.end + 1] == ["that"] and before in "WUN)Mq":
        return at
    if later.shape == "participle" and before in "CS" and line.low[at - 1] in {"and", "while", "but"}:
        return at - 1
    if later.shape == "finite" and before == "C" and not later.passive:
        return at - 2 if at >= 2 and line.tag[at - 2] == "," else at - 1
    return None


def _next_comma(line: Line, start: int, limit: int) -> int:
    for at in range(start + 1, limit):
        if line.tag[at] == ",":
            return at
    return limit


# --- cue after what is said ----------------------------------------------------------------------


def _left_content(reading: _Reading, end: int) -> tuple[int, int] | None:
    """Give what stands before a postposed cue, when it can be something said."""
    line = reading.line
    start = reading.taken
    while end > start and line.tag[end - 1] in ",;-:":
        end -= 1
    while start < end and line.tag[start] in ",;:-.C":
        start += 1
    if start >= end:
        return None
    quoted = "Q" in line.tag[start:end]
    if not quoted and not line.has_finite(start, end) and (end - start < 5 or line.tag[start] in "IMRF"):
        return None
    if (
        not quoted
        and line.tag[start] == "I"
        and not line.has_finite(start, _next_comma(line, start, end))
        and "," not in line.tag[start:end]
    ):
        return None
    return start, end


def _closes(line: Line, cue: Cue) -> bool:
    """Say whether the cue closes its clause, so that what is said stands before it."""
    at = person_after(line, cue.end, len(line)) if "tell" in cue.entry.frames else cue.end
    mode, _ = opening(line, at, len(line))
    return mode == "none"


def _read_postposed(reading: _Reading, index: int, cue: Cue, phrase: Phrase, content: Content | None) -> Draft | None:
    line = reading.line
    quoted_before = phrase.opener == "Q"
    continues = content is not None and content.mode == "quote" and quoted_before
    if not continues and not _closes(line, cue):
        if not (quoted_before and content is not None and _remark(line, cue, content)):
            return None
    if phrase.opener not in ",Q-":
        return None
    if not cue.entry.frames & {"say", "tell", "quote"} and not quoted_before:
        if cue.entry.lemma not in {"show", "find", "believe", "learn"}:
            return None
    left = _left_content(reading, phrase.start)
    if left is None:
        return None
    draft = _draft(
        reading, cue, Content(left[0], left[1], "post", _told(line, cue)), line.span(phrase.start, phrase.end)
    )
    if draft is None:
        return None
    reading.taken = cue.end
    rest = _rest_of_clause(line, cue.end, reading, index) if phrase.opener == "," else None
    if rest is not None:
        draft.content.append(line.span(*rest))
    if continues and content is not None:
        draft.content.append(
            line.span(content.start, _quotation_end(line, content, _limit(reading, index, cue, phrase)))
        )
    return draft


def _rest_of_clause(line: Line, end: int, reading: _Reading, index: int) -> tuple[int, int] | None:
    """Find what goes on after a cue between commas: "A, he said, and B"."""
    if end + 2 >= len(line) or line.tag[end] != ",":
        return None
    start = end + 1
    if line.tag[start] in "SFPQ" or line.low[start] in _ASIDE:
        return None
    limit = len(line)
    for later in reading.cues[index + 1 :]:
        cut = _cut_before(line, later)
        if cut is not None and content_after(line, later, len(line)) is not None:
            limit = min(limit, max(cut, start))
            break
    stop = clause_end(line, start, limit)
    return (start, stop) if stop > start else None


_ASIDE = frozenset("but although though while when after as since because despite with without amid according".split())


def _remark(line: Line, cue: Cue, content: Content) -> bool:
    """Say whether what follows "'A,' X said" is a remark on the saying, not said itself."""
    if content.mode not in {"zero", "wh", "np", "prep"}:
        return False
    return content.start > cue.end or "say" not in cue.entry.frames or line.tag[content.start] in "EFI"


def _quotation_end(line: Line, content: Content, limit: int) -> int:
    return min(content.end, limit)


def _told(line: Line, cue: Cue) -> tuple[int, int] | None:
    if "tell" not in cue.entry.frames:
        return None
    end = person_after(line, cue.end, len(line))
    return (cue.end, end) if end > cue.end else None


def _read_inverted(reading: _Reading, cue: Cue) -> Draft | None:
    """Read "'A,' said X"."""
    line = reading.line
    if not cue.entry.frames & {"say", "tell", "quote"} or cue.end >= len(line):
        return None
    end = phrase_after(line, cue.end, len(line))
    if end == cue.end or line.tag[cue.end] in "F":
        return None
    left = _left_content(reading, cue.start)
    if left is None:
        return None
    if (
        line.tag[cue.start - 1] == ","
        and "Q" not in line.tag[max(0, cue.start - 2) : cue.start]
        and line.tag[cue.end] == "P"
    ):
        return None
    end = apposition_after(line, end, len(line))
    draft = _draft(reading, cue, Content(left[0], left[1], "post"), line.span(cue.end, end))
    if draft is None:
        return None
    reading.taken = end
    mode, start = opening(line, end, len(line))
    if mode == "quote" and "Q" in line.tag[left[0] : left[1]]:
        draft.content.append(line.span(start, clause_end(line, start, len(line))))
    return draft


def _read_quoted_as(reading: _Reading, index: int, cue: Cue) -> Draft | None:
    """Read "quoted X as saying A" and "X was quoted as saying A"."""
    line = reading.line
    quoting = next((one for one in reversed(reading.cues[:index]) if one.entry.lemma in {"quote", "cite"}), None)
    if quoting is None:
        return None
    reading.drafts = [draft for draft in reading.drafts if draft.lemma != quoting.entry.lemma]
    if quoting.passive:
        phrase = subject_before(line, quoting.start, 0)
        if phrase is None:
            return None
        source, opener = line.span(phrase.start, phrase.end), phrase.opener
    elif quoting.end < cue.start - 1:
        source, opener = line.span(quoting.end, cue.start - 1), ""
    else:
        return None
    content = content_after(line, cue, _limit(reading, index, cue, None))
    if content is None and opener in {",", "Q"} and quoting.passive and phrase is not None:
        left = _left_content(reading, phrase.start)
        content = Content(left[0], left[1], "post") if left else None
    return None if content is None else _draft(reading, cue, content, source)


# --- passive and infinitive ----------------------------------------------------------------------


def _read_passive(reading: _Reading, index: int, cue: Cue) -> Draft | None:
    line = reading.line
    if cue.modal:
        return None
    phrase = subject_before(line, cue.start, 0) if cue.shape == "finite" else None
    limit = _limit(reading, index, cue, phrase)
    content = content_after(line, cue, limit)
    agent = _agent(line, cue, limit)
    if content is None:
        return _passive_object(reading, cue, phrase, agent)
    draft = _draft(reading, cue, content, agent)
    if draft is None:
        return None
    if phrase is not None and content.mode in {"be-to", "be-as", "be-comp", "be-of", "be-with", "be-for"}:
        if line.tag[phrase.end - 1] != "P" and phrase.end - phrase.start <= 12 and _keeps_subject(content, cue):
            draft.content.insert(0, line.span(phrase.start, phrase.end))
    return draft


def _keeps_subject(content: Content, cue: Cue) -> bool:
    """Say whether the subject of a passive is part of what is said: "the march is expected to pass"."""
    return content.mode in {"be-to", "be-as", "be-comp"} or (content.mode == "be-for" and cue.entry.lemma == "schedule")


def _agent(line: Line, cue: Cue, limit: int) -> Span | None:
    if cue.end < limit and line.low[cue.end] == "by":
        end = phrase_after(line, cue.end + 1, limit)
        if end > cue.end + 1 and line.tag[cue.end + 1] != "F":
            return line.span(cue.end + 1, end)
    return None


def _passive_object(reading: _Reading, cue: Cue, phrase: Phrase | None, agent: Span | None) -> Draft | None:
    """Read "the claim was rejected by X"."""
    line = reading.line
    if phrase is None or "np" not in cue.entry.frames:
        return None
    if agent is None and cue.entry.lemma not in {"deny", "reject", "dismiss", "refuse"}:
        return None
    if line.tag[phrase.end - 1] == "P":
        return None
    return _draft(reading, cue, Content(phrase.start, phrase.end, "np"), agent)


def _read_infinitive(reading: _Reading, index: int, cue: Cue) -> Draft | None:
    """Read "took to the radio to deny A", unless another cue governs the infinitive."""
    line = reading.line
    to = cue.start - 1
    if any(draft.first_unit <= to < draft.last_unit for draft in reading.drafts):
        return None
    if not cue.entry.frames & {"say", "tell", "that"}:
        return None
    content = content_after(line, cue, _limit(reading, index, cue, None))
    if content is None or content.mode not in {"that", "quote"}:
        return None
    source = _shared_source(reading, cue)
    return None if source is None else _draft(reading, cue, content, source)


# --- according to, nouns, adverbs ----------------------------------------------------------------


def _read_according(reading: _Reading) -> None:
    line = reading.line
    for at in range(len(line) - 2):
        if line.low[at] != "according" or line.low[at + 1] != "to":
            continue
        end = phrase_after(line, at + 2, len(line))
        if end == at + 2:
            continue
        end = apposition_after(line, end, len(line)) if at > 0 else end
        content = _around_according(reading, at, end)
        if content:
            source = line.span(at + 2, end)
            spans = [line.span(*part) for part in content]
            draft = Draft(line, spans, [line.span(at, at + 2)], source, "according to", "according")
            draft.first_unit, draft.last_unit = content[0][0], content[-1][1]
            reading.drafts.append(draft)
            reading.sources.append((at, source))


def _around_according(reading: _Reading, at: int, end: int) -> list[tuple[int, int]]:
    line = reading.line
    opens = at == 0 or not line.has_finite(0, at)
    if opens and at <= 2:
        comma = end if end < len(line) and line.tag[end] == "," else _next_comma(line, end - 1, len(line))
        start = comma + 1 if comma < len(line) else end
        return (
            [(start, clause_end(line, start, len(line)))]
            if start < len(line) and clause_end(line, start, len(line)) > start
            else []
        )
    start, stop = 0, at
    while stop > start and line.tag[stop - 1] in ",;-C(":
        stop -= 1
    for draft in reading.drafts:
        if draft.mode == "post" and draft.last_unit < at and draft.line is line and reading.taken <= at:
            start = max(start, reading.taken)
    while start < stop and line.tag[start] in ",;C-":
        start += 1
    parts = [(start, stop)] if stop > start else []
    later = sum(1 for cue in reading.cues if cue.start < at)
    rest = _rest_of_clause(line, end, reading, later - 1)
    if rest is not None:
        parts.append(rest)
    return parts


def _read_nouns(reading: _Reading) -> None:
    line = reading.line
    for at in range(len(line) - 2):
        entry = NOUN_FORMS.get(line.low[at])
        if entry is None or any(cue.head == at for cue in reading.cues) or line.finite(at):
            continue
        draft = _noun_draft(reading, at, entry)
        if draft is not None:
            reading.drafts.append(draft)


def _noun_draft(reading: _Reading, at: int, entry: Entry) -> Draft | None:
    line = reading.line
    following = line.low[at + 1]
    if following not in entry.frames:
        return None
    if following == "of" and entry.lemma not in _HIDDEN_NOUNS:
        return None
    start = at + 1 if following == "to" else at + 2
    holder = next((draft for draft in reading.drafts if draft.first_unit <= at < draft.last_unit), None)
    if holder is not None and (following != "that" or holder.mode == "np"):
        return None
    source = _owner(line, at)
    if following == "to" and source is None:
        return None
    if following in {"of", "for"}:
        end = object_end(line, start, len(line))
        verb = next((unit for unit in range(start + 1, end) if line.finite(unit)), end)
        end = verb if not any(tag == "S" for tag in line.tag[start:verb]) else end
    else:
        end = clause_end(line, start, _next_comma(line, start, len(line)))
    if end <= start:
        return None
    return Draft(
        line,
        [line.span(start, end)],
        [line.span(at, at + 1)],
        source,
        entry.lemma,
        "noun-" + following,
        first_unit=start,
        last_unit=end,
    )


def _owner(line: Line, noun: int) -> Span | None:
    """Find whose allegation it is: "Amnesty's claim", "her promise"."""
    at = noun - 1
    while at >= 0 and line.tag[at] in "WREF" and noun - at < 4:
        at -= 1
    if at >= 0 and line.low[at] in {"his", "her", "their", "its"}:
        return line.span(at, at + 1)
    if at >= 1 and line.tag[at] == "G":
        start = at - 1
        while start > 0 and line.tag[start - 1] in "UWD" and line.tag[start] != "D":
            start -= 1
        return line.span(start, at)
    return None


def _read_adverbs(reading: _Reading) -> None:
    """Read "X allegedly did A": the adverb hides who says so."""
    line = reading.line
    for at, low in enumerate(line.low):
        if low not in REPORT_ADVERBS:
            continue
        start = at
        while start > 0 and line.tag[start - 1] not in ",;:-S":
            start -= 1
        end = clause_end(line, at + 1, _next_comma(line, at, len(line)))
        parts = [(start, at), (at + 1, end)]
        spans = [line.span(*part) for part in parts if part[1] > part[0]]
        if spans:
            draft = Draft(line, spans, [line.span(at, at + 1)], None, low, "adverb", passive=True)
            draft.first_unit, draft.last_unit = start, end
            reading.drafts.append(draft)
        return
