# SPDX-License-Identifier: Apache-2.0
"""Read the attributions of one sentence that have a verb: which source said which content with which cue.

1. A cue with a subject before it and content after it: "X said that A".
2. A cue at the end of its clause, after a comma or a quotation: "A, X said", "'A,' said X".
3. A cue without a subject of its own takes that of the cue before it, or of the sentence: ", adding A".
4. A passive or reduced cue hides who says it, unless "by X" follows.
5. Content ends where the next cue of the same sentence takes over.
"""

from __future__ import annotations

from onrecord.model import Span
from onrecord.reading.statements.english.contents import (
    Content,
    agent_after,
    clause_end,
    content_after,
    opening,
    person_after,
)
from onrecord.reading.statements.english.cues import Cue
from onrecord.reading.statements.english.drafts import (
    Draft,
    LineReading,
    closes,
    draft_of,
    left_content,
    limit_of,
    rest_of_clause,
)
from onrecord.reading.statements.english.lines import Line
from onrecord.reading.statements.english.sources import Phrase, apposition_after, phrase_after, subject_before

_CLAUSAL = frozenset({"say", "that", "tell", "quote"})

# --- one cue -------------------------------------------------------------------------------------


def read_cue(reading: LineReading, index: int, cue: Cue) -> Draft | None:
    """Read the attribution of one verb; None where it reports nothing here."""
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
    inverted = _read_inverted(reading, cue) if phrase is None and cue.shape == "finite" else None
    return inverted or _read_before_or_after(reading, index, cue, phrase)


def _read_before_or_after(reading: LineReading, index: int, cue: Cue, phrase: Phrase | None) -> Draft | None:
    """Read a cue with its subject before it: what is said stands after it, or before the subject."""
    line = reading.line
    content = content_after(line, cue, limit_of(reading, index, cue, phrase))
    if phrase is not None and cue.entry.frames & _CLAUSAL and phrase.opener in "^,Q-)":
        after = _read_postposed(reading, index, cue, phrase, content)
        if after is not None:
            return after
    if content is None:
        return _awaiting(reading, cue, phrase)
    source = line.span(phrase.start, phrase.end) if phrase else _shared_source(reading, cue)
    if source is None and phrase is None and cue.shape == "finite" and content.mode in {"np", "zero", "prep"}:
        return None
    return draft_of(reading, cue, content, source)


def _awaiting(reading: LineReading, cue: Cue, phrase: Phrase | None) -> Draft | None:
    """Keep "X said:" and "X said." without content: it may stand in the sentence before or after."""
    line = reading.line
    if not cue.entry.frames & {"say", "tell", "quote"} or cue.negated or not closes(line, cue):
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


def _shared_source(reading: LineReading, cue: Cue) -> Span | None:
    """Take the source of the cue before, or the subject of the sentence."""
    earlier = [source for at, source in reading.sources if at < cue.start]
    if earlier:
        return earlier[-1]
    line = reading.line
    for other in reversed([one for one in reading.cues if one.start < cue.start and one.shape == "finite"][-2:]):
        phrase = subject_before(line, other.start, 0)
        if phrase is not None and line.tag[cue.start - 1] == "C":
            return line.span(phrase.start, phrase.end)
    subject = reading.subject(cue.start if cue.shape != "participle" or cue.start > 6 else len(line))
    if subject is not None:
        return subject
    if cue.shape == "participle":
        for at in range(cue.end, len(line)):
            if line.tag[at] == "," and at + 1 < len(line):
                end = phrase_after(line, at + 1, len(line))
                return line.span(at + 1, end) if end > at + 1 else None
    return None


# --- cue after what is said ----------------------------------------------------------------------


def _read_postposed(
    reading: LineReading, index: int, cue: Cue, phrase: Phrase, content: Content | None
) -> Draft | None:
    line = reading.line
    quoted_before = phrase.opener == "Q"
    continues = content is not None and content.mode == "quote" and quoted_before
    remarks = quoted_before and content is not None and _remark(line, cue, content)
    if phrase.opener not in ",Q-" or not (continues or remarks or closes(line, cue)):
        return None
    if not (quoted_before or cue.entry.frames & {"say", "tell", "quote"} or cue.entry.lemma in _PARENTHETICAL):
        return None
    left = left_content(reading, phrase.start, subject=phrase.opener == "," and _verb_resumes(line, cue.end))
    if left is None:
        return None
    draft = draft_of(
        reading, cue, Content(left[0], left[1], "post", _told(line, cue)), line.span(phrase.start, phrase.end)
    )
    if draft is None:
        return None
    reading.taken = cue.end
    rest = rest_of_clause(line, cue.end, reading, index) if phrase.opener == "," else None
    if rest is not None:
        draft.content.append(line.span(*rest))
    if continues and content is not None:
        draft.content.append(line.span(content.start, min(content.end, limit_of(reading, index, cue, phrase))))
    return draft


def _verb_resumes(line: Line, comma: int) -> bool:
    """Say whether a verb follows the comma after a cue: ", officials said, reflects"."""
    if comma + 2 >= len(line) or line.tag[comma] != ",":
        return False
    verb = comma + 1
    return line.finite(verb) or (
        line.tag[verb] == "W" and line.low[verb].endswith("s") and line.tag[verb + 1] in "DWUIR"
    )


_PARENTHETICAL = frozenset({"show", "find", "believe", "learn"})


def _remark(line: Line, cue: Cue, content: Content) -> bool:
    """Say whether what follows "'A,' X said" is a remark on the saying, not said itself."""
    if content.mode not in {"zero", "wh", "np", "prep"}:
        return False
    return content.start > cue.end or "say" not in cue.entry.frames or line.tag[content.start] in "EFI"


def _told(line: Line, cue: Cue) -> tuple[int, int] | None:
    if "tell" not in cue.entry.frames:
        return None
    end = person_after(line, cue.end, len(line))
    return (cue.end, end) if end > cue.end else None


def _read_inverted(reading: LineReading, cue: Cue) -> Draft | None:
    """Read "'A,' said X"."""
    line = reading.line
    if cue.start == 0 or line.tag[cue.start - 1] not in "Q,":
        return None
    if not cue.entry.frames & {"say", "tell", "quote"} or cue.end >= len(line):
        return None
    end = phrase_after(line, cue.end, len(line))
    if end == cue.end or line.tag[cue.end] == "F":
        return None
    left = left_content(reading, cue.start)
    if left is None:
        return None
    if (
        line.tag[cue.start - 1] == ","
        and "Q" not in line.tag[max(0, cue.start - 2) : cue.start]
        and line.tag[cue.end] == "P"
    ):
        return None
    end = apposition_after(line, end, len(line))
    draft = draft_of(reading, cue, Content(left[0], left[1], "post"), line.span(cue.end, end))
    if draft is None:
        return None
    reading.taken = end
    mode, start = opening(line, end, len(line))
    if mode == "quote" and "Q" in line.tag[left[0] : left[1]]:
        draft.content.append(line.span(start, clause_end(line, start, len(line))))
    return draft


def _read_quoted_as(reading: LineReading, index: int, cue: Cue) -> Draft | None:
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
    content = content_after(line, cue, limit_of(reading, index, cue, None))
    if content is None and opener in {",", "Q"} and quoting.passive and phrase is not None:
        left = left_content(reading, phrase.start)
        content = Content(left[0], left[1], "post") if left else None
    return None if content is None else draft_of(reading, cue, content, source)


# --- passive and infinitive ----------------------------------------------------------------------


def _read_passive(reading: LineReading, index: int, cue: Cue) -> Draft | None:
    line = reading.line
    if cue.modal:
        return None
    phrase = subject_before(line, cue.start, 0) if cue.shape == "finite" else None
    limit = limit_of(reading, index, cue, phrase)
    content = content_after(line, cue, limit)
    agent = _agent(line, cue, content, limit)
    if content is None:
        return _passive_object(reading, cue, phrase, agent)
    draft = draft_of(reading, cue, content, agent)
    if draft is None:
        return None
    if phrase is not None and _keeps_subject(content, cue):
        named = line.tag[phrase.end - 1] != "P" and phrase.end - phrase.start <= 12
        draft.content[:0] = [line.span(phrase.start, phrase.end)] if named else []
    return draft


def _keeps_subject(content: Content, cue: Cue) -> bool:
    """Say whether the subject of a passive is part of what is said: "the march is expected to pass"."""
    return content.mode in {"be-to", "be-as", "be-comp"} or (content.mode == "be-for" and cue.entry.lemma == "schedule")


def _agent(line: Line, cue: Cue, content: Content | None, limit: int) -> Span | None:
    at = content.end if content is not None and content.mode == "be-np" else cue.end
    end = agent_after(line, cue, at, limit)
    return line.span(at + 1, end) if end > at + 1 and line.tag[at + 1] != "F" else None


def _passive_object(reading: LineReading, cue: Cue, phrase: Phrase | None, agent: Span | None) -> Draft | None:
    """Read "the claim was rejected by X"."""
    line = reading.line
    if phrase is None or "np" not in cue.entry.frames:
        return None
    if agent is None and cue.entry.lemma not in {"deny", "reject", "dismiss", "refuse"}:
        return None
    if line.tag[phrase.end - 1] == "P":
        return None
    return draft_of(reading, cue, Content(phrase.start, phrase.end, "np"), agent)


def _read_infinitive(reading: LineReading, index: int, cue: Cue) -> Draft | None:
    """Read "took to the radio to deny A", unless another cue governs the infinitive."""
    line = reading.line
    to = cue.start - 1
    if any(draft.first_unit <= to < draft.last_unit for draft in reading.drafts):
        return None
    if not cue.entry.frames & {"say", "tell", "that"}:
        return None
    content = content_after(line, cue, limit_of(reading, index, cue, None))
    if content is None or content.mode not in {"that", "quote"}:
        return None
    source = _shared_source(reading, cue)
    return None if source is None else draft_of(reading, cue, content, source)


# --- according to, nouns, adverbs ----------------------------------------------------------------
