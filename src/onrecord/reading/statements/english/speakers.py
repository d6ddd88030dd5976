# SPDX-License-Identifier: Apache-2.0
"""Resolve who speaks: from the words of a source to the fullest name in the document.

Rules, tried in order on the words of a source:

1. A pronoun stands for the last speaker before it that it can stand for: he and she for a person, it for
   a body, they for a body or a group. Where no speaker came before, for the last name of that sort.
   "We" outside a quotation is the document's own voice, never that of somebody it speaks of.
2. A personal or body's name stands for its fullest form in the document, titles left out.
3. "The ministry", "the group", "the spokeswoman" stand for the last speaker or name that has this word,
   else for the last speaker of that sort.
4. "Her lawyer" stands for the one lawyer that the document names, else for "X's lawyer".
5. Anything else is its own description ("human rights groups").
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from onrecord.model import OUTLET, Span, Speaker
from onrecord.reading.statements.english.drafts import Draft
from onrecord.reading.statements.english.mentions import (
    BODY_WORDS,
    Mention,
    Mentions,
    find_mentions,
    person_name,
)
from onrecord.reading.statements.english.roles import role_of

_PRONOUNS = {
    "he": "man",
    "him": "man",
    "his": "man",
    "himself": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "herself": "woman",
    "it": "body",
    "its": "body",
    "itself": "body",
    "they": "many",
    "their": "many",
    "them": "many",
    "themselves": "many",
}
_SELF = frozenset("i we my our me us".split())
_BODY_HEADS = frozenset(
    """group organization organisation ngo watchdog union agency committee council ministry office court statement
    report commission company body institution party government charity newspaper army military mission department
    embassy outlet network association coalition regime tribunal university school board bureau centre center paper
    website resolution tweet letter publication broadcaster airline bank club federation foundation panel""".split()
)
_PERSON_HEADS = frozenset(
    """spokesman spokeswoman spokesperson official minister lawyer attorney woman man president activist journalist
    judge prosecutor victim witness leader officer commander commissioner governor mayor senator lawmaker
    ambassador envoy source teacher student mother father wife husband brother sister son daughter resident doctor
    expert rapporteur director analyst researcher author editor reporter secretary chairman chief politician
    complainant defendant soldier survivor boy girl blogger writer professor scholar diplomat counsel singer artist
    general colonel legislator candidate businessman ombudsman ombudswoman ombudsperson""".split()
)
_WOMAN = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess)\b|\b(?:\w*woman|mother|wife|sister|daughter|girl|actress|widow)\b"
)
_MAN = re.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince)\b"
    r"|\b(?:spokesman|businessman|gentleman|father|husband|brother|son|boy|man|congressman)\b"
)
_QUOTED_BY = re.compile(r"(?<=\w),?\s+(?:who was\s+)?(?:quoted|cited|interviewed)\s+(?:by|in)\s.*", re.DOTALL)
"""Who passes the words on ("a doctor quoted by the agency") is not who speaks."""
_DOCUMENT = re.compile(
    r"^(?:(?:a|an|the|its|their|his|her|this|that)\s+)?(?:[\w\-]+\s+){0,3}?"
    r"(?:statement|report|letter|release|press release|document|affidavit|verdict|tweet|post|complaint|article|email"
    r"|brief|study|survey|submission|estimate|figure|research|analysis|count|tally|data)s?\s+"
    r"(?:issued |released |published |posted |signed |obtained |seen )*"
    r"(?:by|from|of)\s+(?P<maker>.+)$",
    re.IGNORECASE,
)
_OWN_DOCUMENT = re.compile(
    r"^(?:(?:a|an|the)\s+)?(?P<maker>(?!(?:an?|the|his|her|its|their|this|that|these)\s)(?:[\w.\-]+\s+){0,4}?[\w.\-]+(?:['’]s?)?)\s+(?:\d{4}\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:statement|report|letter|website|document|affidavit|complaint|index|survey|study|record|figure|estimate)s?$",
    re.IGNORECASE,
)
_CAPITAL_RUN = re.compile(
    r"[^\W\d_a-z][\w’'.\-]*(?:\s+(?:(?:of|for|and|de|del|al|bin|ben|ibn|van|von|der|on|the|&|to|against)\s+){0,2}[^\W\d_a-z][\w’'.\-]*)*"
)
_ASIDE = re.compile(r"(?:,?\s+(?:including|among them|such as)\b|\s[–—]\s|\s\(|\son\s[A-Z]\w+\s\d).*$", re.DOTALL)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|one|another)\s+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FIRST_PRONOUN = re.compile(r"(?:that\s+)?(he|she)\b", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:who|which|that|whose|where)\b.*$", re.DOTALL)
_REACH = 1500
"""How far back, in characters, a name is looked for that nobody spoke under before."""
_NEAREST = 200
"""How many speakers or names, nearest first, are looked at: so the time stays linear in a text of many names."""
_SURROUNDED = 200_000
"""Characters of a text in which the first mention of a name is looked for."""


@dataclass(slots=True)
class _Voice:
    """A speaker met so far."""

    name: str
    words: dict[str, None]
    """All words in which the document names it as a source, in order; a dictionary, so that each stands once."""
    sort: str
    """man, woman, person, body or many"""
    at: int


@dataclass(slots=True)
class Speakers:
    """The speakers of a document, resolved in reading order."""

    content: str
    drafts: list[Draft]
    mentions: Mentions = field(default_factory=Mentions)
    voices: dict[str, _Voice] = field(default_factory=dict)
    """By name; who spoke last stands last."""
    _starts: list[int] = field(default_factory=list)
    _resolved: dict[int, Speaker | None] = field(default_factory=dict)
    _roles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mentions = find_mentions(self.content)
        self._starts = [mention.start for mention in self.mentions.found]
        by_source = sorted((draft for draft in self.drafts if draft.source), key=lambda draft: draft.source or (0, 0))
        known: dict[Span, Speaker] = {}
        for draft in by_source:
            if draft.source is None:
                continue
            if draft.source not in known:
                known[draft.source] = self._resolve(draft)
            self._resolved[id(draft)] = known[draft.source]
        for key, speaker in self._resolved.items():
            if speaker is not None and speaker.name != OUTLET:
                self._resolved[key] = replace(speaker, role=self._role(speaker))

    def speaker_of(self, draft: Draft) -> Speaker | None:
        """Give the speaker of a draft; None where the document hides it."""
        return self._resolved.get(id(draft))

    def chain_of(self, draft: Draft) -> tuple[str, ...]:
        """Give the names of those through whom it comes, outermost first, the speaker last; empty for one."""
        names: list[str] = []
        outer = draft.outer
        while outer is not None:
            speaker = self.speaker_of(outer)
            if speaker is not None:
                names.insert(0, speaker.name)
            outer = outer.outer
        own = self.speaker_of(draft)
        return (*names, own.name) if names and own else ()

    def _resolve(self, draft: Draft) -> Speaker:
        start, end = draft.source or (0, 0)
        words = " ".join(_INVISIBLE.sub("", self.content[start:end]).split())
        if words.lower() in _SELF and draft.outer is None and not self._is_quoted(start):
            return Speaker(OUTLET, "media_narrator", words)
        own = _QUOTED_BY.sub("", words)
        name, sort = self._name(own, start)
        name = _readable(name)
        if sort == "person":
            sort = self._sex_told(draft) or sort
        voice = self.voices.pop(name, None)
        if voice is None:
            voice = _Voice(name, {own: None}, sort, start)
        else:
            voice.words[own] = None
            voice.at = start
            voice.sort = sort if voice.sort in {"person", "body"} and sort in {"man", "woman", "many"} else voice.sort
        self.voices[name] = voice
        return Speaker(name, resolved_from=words if words != name else None)

    def _sex_told(self, draft: Draft) -> str | None:
        """Tell the sex of a speaker from the first word of what is reported: "told Bol that she had seen it"."""
        begins = min(draft.content)[0] if draft.content else 0
        word = _FIRST_PRONOUN.match(self.content, begins)
        return _PRONOUNS[word[1].lower()] if word and draft.cue and begins > draft.cue[0][0] else None

    def _is_quoted(self, at: int) -> bool:
        """Say whether a place stands inside a quotation of its paragraph."""
        floor = max(0, at - _REACH)  # bounded, so that a paragraph without an end stays linear
        before = self.content[max(floor, self.content.rfind("\n", floor, at) + 1) : at]
        return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1

    def _role(self, speaker: Speaker) -> str:
        """Tell the role from the fullest words for this speaker, then from all, then from where it is first named."""
        if speaker.name not in self._roles:
            words = self.voices[speaker.name].words
            tries = (max(words, key=len), " | ".join(words), self._surroundings(speaker.name))
            self._roles[speaker.name] = next((role for one in tries if (role := role_of(one)) != "unknown"), "unknown")
        return self._roles[speaker.name]

    def _surroundings(self, name: str) -> str:
        """Give the words around the first mention of a name, where its office is usually told."""
        at = self.content.find(name, 0, _SURROUNDED)
        if at < 0:
            return name
        before = re.split(r"[.;!?\n]", self.content[max(0, at - 60) : at])[-1]
        after = re.split(r"[.;!?\n]", self.content[at : at + len(name) + 80])[0]
        apposition = after if after[len(name) : len(name) + 1] == "," else name
        return before.split(",")[-1] + apposition

    # --- from words to a name ---

    def _name(self, words: str, at: int) -> tuple[str, str]:
        low = words.lower()
        if low in _PRONOUNS:
            return self._pronoun(low, at)
        if low in _SELF:
            return self._last({"person", "man", "woman", "body", "many"}) or (words, "person")
        owner = re.match(r"(his|her|their|its)\s+(.+)$", words, re.IGNORECASE)
        if owner:
            return self._owned(owner.group(1), owner.group(2), at)
        maker = _DOCUMENT.match(words) or _OWN_DOCUMENT.match(words)
        if maker and maker.group("maker") and (maker.re is _DOCUMENT or self._speaks(maker.group("maker"))):
            return self._name(maker.group("maker"), at)
        named = self._proper(words)
        if named is not None:
            return named
        return self._described(words, at)

    def _speaks(self, maker: str) -> bool:
        """Say whether the words before a document name somebody: "the army's", "police", not "annual"."""
        if maker.endswith(("’s", "'s")) or maker[:1].isupper():
            return True
        return maker.rsplit(maxsplit=1)[-1].lower() in _BODY_HEADS | _PLURALS

    def _proper(self, words: str) -> tuple[str, str] | None:
        """Find the name that the words hold, if their head is one."""
        head = _RELATIVE.sub("", words)
        parts = [part.strip() for part in re.split(r",|\s[–—-]\s|\(|\)", head) if part.strip()]
        for part in parts:
            person = self._person_in(part) or self._person_in(
                re.split(r"\s(?:of|from|at|with|in|on|during|via|through)\s", part)[0]
            )
            if person:
                full = self.mentions.full(person)
                return full, self._sex(words)
        return self._body_in(parts[0]) if parts else None

    def _person_in(self, part: str) -> str | None:
        runs = list(_CAPITAL_RUN.finditer(part))
        if not runs or runs[-1].end() < len(part) - 1:
            return None
        run = runs[-1]
        words = run.group().rstrip(".").split()
        before = part[: run.start()].split()
        name = person_name(words)
        if name:
            titled = len(name) < len(words)
            if len(name) > 1 or titled or self.mentions.full(name[0]) != name[0]:
                return " ".join(name)
        if len(words) == 1 and not words[0].isupper():
            known = self.mentions.by_last.get(words[0].lower())
            if known:
                return words[0]
            if before and before[-1].lower() in _PERSON_HEADS:
                return words[0]
        return None

    def _body_in(self, part: str) -> tuple[str, str] | None:
        plain = _ARTICLE.sub("", part)
        runs = list(_CAPITAL_RUN.finditer(plain))
        if not runs:
            return None
        first, last = runs[0], runs[-1]
        whole = plain.rstrip(".")
        if first.start() == 0 and first.end() >= len(whole) - 1:
            name = first.group().rstrip(".")
            name = name[:-2] if name.endswith(("’s", "'s")) else name
            office = len(name.split()) > 1 and name.split()[-1].lower() in _PERSON_HEADS
            if name.lower() in _NOT_A_NAME or office or (len(name.split()) == 1 and _is_common(name)):
                return None
            return self.mentions.full(name), "body"
        if (
            last.end() >= len(whole) - 1
            and plain[: last.start()].strip().split()[-1:]
            and plain[: last.start()].split()[-1].lower() in _BODY_HEADS
        ):
            return self.mentions.full(last.group()), "body"
        short = next((run.group() for run in runs if run.group().replace(".", "") in self.mentions.shorts), None)
        if short and len(whole.split()) <= 2 and _head_word(whole).rstrip("s") not in _PERSON_HEADS:
            return self.mentions.full(short), "body"
        return None

    def _described(self, words: str, at: int) -> tuple[str, str]:
        words = re.sub(r"['’]s?$", "", _ASIDE.sub("", words))
        head = _head_word(words)
        definite = re.match(r"(?:the|this|that|these|those|\S+['’]s)\s", words, re.IGNORECASE) is not None
        short = len(words.split()) <= 4
        if definite and short and not re.search(r"\b(?:of|for|from|in|at)\b", words):
            found = self._same_head(words, head, at)
            if found is not None:
                return found
        return _ARTICLE.sub("", _RELATIVE.sub("", words)).strip(" ,"), _sort_of(words, head)

    def _same_head(self, words: str, head: str, at: int) -> tuple[str, str] | None:
        pattern = re.compile(rf"\b{re.escape(head)}\b", re.IGNORECASE)
        told_apart = _told_apart(words, head)
        for voice in self._latest():
            if not told_apart <= _words_of(voice.name, *islice(voice.words, _NEAREST)):
                continue  # "the federal court" is not the juvenile court
            if head in _BODY_HEADS and voice.sort not in {"body", "many"}:
                continue  # "the union" is not the woman who speaks for it
            named = voice.name[:1].isupper() or _head_word(voice.name) == head  # not "estimates by the group"
            if named and any(pattern.search(words) for words in (voice.name, *islice(voice.words, _NEAREST))):
                return voice.name, voice.sort
        for mention in self._before(at):
            if not mention.person and len(mention.name.split()) > 1 and _head_word(mention.name) == head:
                return self.mentions.full(mention.name), "body"
        if head in _RULINGS:
            return self._same_head("court", "court", at)
        if head in _ISSUED:
            return self._last({"body"}) or self._body_before(at)
        if head in _ANY_BODY and not _sorted_out(words):
            return self._last({"body"}, _OF_A_STATE) or self._body_before(at)
        return self._titled(head, at) if head in _PERSON_HEADS else None

    def _titled(self, head: str, at: int) -> tuple[str, str] | None:
        """Find the person whose name stands beside this word: the nearest before, else the first."""
        middle = bisect.bisect_left(self._starts, at)
        nearest = self.mentions.found[max(0, middle - _NEAREST) : middle][::-1]
        nearest += self.mentions.found[middle : middle + _NEAREST]
        chosen = next((mention for mention in nearest if mention.person and self._beside(mention, head)), None)
        return (self.mentions.full(chosen.name), _sort_of(head, head)) if chosen else None

    def _beside(self, mention: Mention, head: str) -> bool:
        left = re.split(r"[.;!?\n]", self.content[max(0, mention.start - 90) : mention.start])[-1].lower()
        right = re.split(r"[.;!?\n]", self.content[mention.end : mention.end + 90])[0].lower()
        if re.search(rf"\b{re.escape(head)}(?:\s+(?:for|of|at|with|in)\b[^,]*,\s*|\s*,?\s*)$", left):
            return True
        if head in self.content[mention.start : mention.end].lower().split():
            return True
        return (
            re.match(rf",\s+(?:a|an|the|his|her|its)?\s*(?:[\w\-’']+\s+){{0,4}}{re.escape(head)}\b", right) is not None
        )

    def _owned(self, pronoun: str, rest: str, at: int) -> tuple[str, str]:
        head = _head_word(rest)
        named = self._proper(rest)
        if named is not None and named[0] != rest:
            return named
        titled = self._titled(head, at) if head in _PERSON_HEADS and head not in _KIN else None
        if titled is not None:
            return titled
        owner = self._protagonist(pronoun.lower(), at) if head in _OF_SOMEBODY else None
        owner = owner or self._pronoun(pronoun.lower(), at)[0]
        if owner.lower() == pronoun.lower():
            return f"{pronoun.lower()} {rest}", _sort_of(rest, head)
        return f"{owner}’s {rest}", _sort_of(rest, head)

    def _protagonist(self, pronoun: str, at: int) -> str | None:
        """Give the person whom the text before a place names most often: relatives speak of whom a report is about."""
        other = {"his": "woman", "her": "man"}.get(pronoun)
        if other is None:
            return None
        last = bisect.bisect_left(self._starts, at)
        named = Counter(
            self.mentions.full(one.name)
            for one in self.mentions.found[max(0, last - _NEAREST) : last]
            if one.person and self._sex_of_mention(one) != other
        )
        return max(named, key=lambda name: named[name], default=None)

    # --- pronouns ---

    def _pronoun(self, low: str, at: int) -> tuple[str, str]:
        wanted = _PRONOUNS[low]
        if wanted in {"man", "woman"}:
            found = self._person_before(wanted, at)
            if found is not None:
                return found
            return self._last({"person"}) or (low, wanted)
        if wanted == "body":
            return self._last({"body"}) or self._body_before(at) or self._last({"many"}) or (low, "body")
        return self._last({"many", "body"}) or (low, "many")

    def _person_before(self, sex: str, at: int) -> tuple[str, str] | None:
        other = "woman" if sex == "man" else "man"
        voice = self._voice_of(sex, other)
        mention = next((one for one in self._before(at) if one.person and self._sex_of_mention(one) != other), None)
        if voice is not None and (
            mention is None or voice.at + 400 >= mention.start or self.mentions.full(mention.name) == voice.name
        ):
            voice.sort = sex
            return voice.name, sex
        if mention is not None:
            return self.mentions.full(mention.name), sex
        return None

    def _voice_of(self, sex: str, other: str) -> _Voice | None:
        """Give the last speaker who is of a sex, or a person whom nothing shows to be of the other."""
        return next(
            (
                one
                for one in self._latest()
                if one.sort == sex or (one.sort == "person" and self.mentions.sexes.get(one.name) != other)
            ),
            None,
        )

    def _sex_of_mention(self, mention: Mention) -> str:
        full = self.mentions.full(mention.name)
        voice = self.voices.get(full)
        if voice is not None and voice.sort in {"man", "woman"}:
            return voice.sort
        told = self._sex(self.content[max(0, mention.start - 12) : mention.end])
        return told if told != "person" else self.mentions.sexes.get(full, "person")

    def _body_before(self, at: int) -> tuple[str, str] | None:
        for mention in self._before(at):
            if not mention.person and BODY_WORDS & set(mention.name.lower().split()):
                return self.mentions.full(mention.name), "body"
        return None

    def _before(self, at: int) -> list[Mention]:
        """Give the names before a place, nearest first."""
        last = bisect.bisect_left(self._starts, at)
        first = bisect.bisect_left(self._starts, at - _REACH)
        return self.mentions.found[first:last][::-1]

    def _last(self, sorts: set[str], but: frozenset[str] = frozenset()) -> tuple[str, str] | None:
        """Give the last speaker of these sorts, but for those whose words tell one of some roles."""
        for one in self._latest():
            if one.sort in sorts and not (but and role_of(max(one.words, key=len)) in but):
                return one.name, one.sort
        return None

    def _latest(self) -> Iterator[_Voice]:
        """Give the speakers met so far, the last one first."""
        return islice(reversed(self.voices.values()), _NEAREST)

    def _sex(self, words: str) -> str:
        if _WOMAN.search(words):
            return "woman"
        return "man" if _MAN.search(words) else "person"


_ANY_BODY = frozenset("group organization organisation ngo watchdog union charity body agency".split())
_OF_A_STATE = frozenset("state state_subject court parliament".split())
"""Roles of bodies that nobody calls "the group"."""
_OF_ANY_SORT = frozenset("the this that human rights aid advocacy monitoring campaign non-governmental same".split())
_ISSUED = frozenset("statement report letter resolution notice petition communique communiqué declaration".split())
"""Documents: who issued them speaks."""
_RULINGS = frozenset("ruling verdict judgment judgement".split())
_SMALL = frozenset("of the and for on in at to de la el al bin".split())


def _readable(name: str) -> str:
    """Give a name of several words that stands in capitals, as letterheads do, the way people write it."""
    words = name.split()
    if len(words) < 2 or not name.isupper() or max(map(len, words)) <= _LONGEST_ACRONYM:
        return name
    return " ".join(
        word.lower() if word.lower() in _SMALL and at else word.capitalize() for at, word in enumerate(words)
    )


_LONGEST_ACRONYM = 5
_KIN = frozenset("mother father wife husband brother sister son daughter".split())
_OF_SOMEBODY = _KIN | frozenset("family relatives parents lawyer lawyers client".split())
_NOT_A_NAME = frozenset("he she it they we i some many others most several critics".split())


def _is_common(name: str) -> bool:
    """Say whether a capitalised word is only the first of its sentence."""
    low = name.lower()
    return low in _PERSON_HEADS or low in _BODY_HEADS or low in _PLURALS or low.rstrip("s") in _PERSON_HEADS


def _words_of(*phrases: str) -> set[str]:
    return {word for phrase in phrases for word in re.findall(r"[\w-]+", phrase.lower())}


def _told_apart(words: str, head: str) -> set[str]:
    """Give the words of a description that tell whom it means apart from others: names, owners, the sort of court."""
    before = words.split()[1:] if _ARTICLE.match(words) else words.split()
    named = (word for word in before if word[:1].isupper() or head in _MANY_OF_A_SORT)
    return _words_of(*(re.sub(r"['’]s?$", "", word) for word in named)) - {head}


def _sorted_out(words: str) -> bool:
    """Say whether a body is told from others by what it does: "the border agency", not "the rights group"."""
    return not set(words.lower().split()[:-1]) <= _OF_ANY_SORT


_MANY_OF_A_SORT = frozenset("court ministry tribunal".split())
"""A report names several, which differ by the word before ("the federal court")."""
_PLURALS = frozenset(
    "police authorities prosecutors officials witnesses critics activists experts lawyers residents "
    "protesters investigators "
    "opponents supporters relatives media reports sources people observers analysts campaigners rebels soldiers".split()
)


def _head_word(words: str) -> str:
    """Give the head noun of a description: the last word before "of", "for", "in", "who"."""
    core = re.split(r"\s(?:of|for|from|in|at|to|on|with|who|which|that|by|about|close|familiar)\b|,", words)[0]
    parts = core.split()
    return parts[-1].lower().rstrip(".") if parts else words.lower()


def _sort_of(words: str, head: str) -> str:
    words = re.split(r"['’]s?\s", words)[-1]  # "Ms Brandt's lawyer" may be a man
    if _WOMAN.search(words):
        return "woman"
    if _MAN.search(words):
        return "man"
    if head in _PERSON_HEADS:
        return "person"
    if head in _BODY_HEADS or head in BODY_WORDS:
        return "body"
    if head.endswith("s") or head in {"police", "people", "media", "others", "many", "some"}:
        return "many"
    return "person" if _DOER.search(head) or words[:1].isupper() else "thing"


_DOER = re.compile(r"(?:ist|ian|yst|man|woman|person|ee|or|er|ent|ant|one|else|youth|elder|relative)$")
"""Endings of words for people. What else speaks ("the result of the case", "the team") is no "he" and no "she"."""
