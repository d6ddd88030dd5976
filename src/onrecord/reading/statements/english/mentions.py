# SPDX-License-Identifier: Apache-2.0
"""Find the names in a document: of people, of bodies, and the short forms that stand for them.

Rules:

1. A name is a run of capitalised words; "of", "for", "and", "de", "al" and the like may stand inside it.
2. Titles, offices and nationalities before a person's name are not part of it.
3. A short form in brackets after a name, or whose letters are the name's initials, stands for the name.
4. A person's last name alone stands for the longest name in the document that ends with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.reading.gazetteer import fold
from onrecord.reading.gazetteer import load as gazetteer

_WORD = (
    r"(?:(?:[^\W\d_a-z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|St|Rev|Hon|Barr)\."
    r"|[^\W\d_a-z][\w’'\-]*(?:\.\w[\w’'\-]*)*)"
)
_INSIDE = "of|for|and|on|de|del|da|dos|la|le|el|al|bin|ben|ibn|van|von|der|den|in|to|the|against|with|&"
_RUN = re.compile(rf"(?:{_WORD})(?:[ \u00a0](?:(?:{_INSIDE}) ){{0,2}}(?:{_WORD}))*")
_SHORT = re.compile(r"\(([A-Z][A-Za-z.\-]{1,11})\)")

TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend father sister brother imam sheikh sheik
    ayatollah pastor bishop archbishop cardinal rabbi president vice prime premier minister deputy foreign interior
    defence defense justice health finance information home secretary undersecretary chancellor governor mayor
    senator sen representative rep congressman congresswoman councillor gov gen general lt lieutenant col colonel
    maj major capt captain sgt sergeant commander brigadier admiral inspector superintendent chief police detective
    officer constable judge justice magistrate attorney prosecutor ambassador envoy commissioner high director
    executive chairman chairwoman chairperson chair head spokesman spokeswoman spokesperson correspondent reporter
    journalist lawyer activist analyst researcher opposition leader former acting assistant special rapporteur king
    queen prince princess crown emir sultan state general's comrade barrister advocate lawmaker mp cardinal pope us
    uk un u.s. u.n. eu national country's regional senior secretary-general coordinator manager editor
    editor-in-chief founder co-founder barr chief's pc hon alhaji mallam national-security adviser advisor
    presidential press media""".split()
)
_NATIONAL = re.compile(
    r"(?:[A-Z][a-z]+(?:ese|ish|ian|ean|ani|aqi|abi|ghan|kish|ench|utch|reek|reeks|iet|ssian|rish|zech|wiss|zbek|ajik|urdish|eli)"
    r"|Thai|Chinese|American|British|Afghan|Uyghur|Uighur|Kazakh|European|African|Western|Asian|Arab)$"
)
BODY_WORDS = frozenset(
    """ministry government council commission committee court tribunal parliament senate congress office organization
    organisation association union group network foundation centre center institute agency department bureau police
    army force forces party front movement university college company corporation inc ltd watch amnesty
    international nations federation league alliance coalition authority board bank society times post news press
    agency service services assembly house embassy mission secretariat directorate division unit administration
    treasury defenders rights republic kingdom states state school hospital church mosque team campaign fund
    programme program conference forum initiative journalists reporters lawyers workers club academy observatory
    mechanism prosecution navy guard guards intelligence security mission monitor project trust partners chamber
    cabinet kremlin interior affairs
    enterprises holdings industries control haram video advertising advertisement related
    theatre theater aid credit photo article province county city town river island islands street road park square
    airport festival league act bill website radio television tv channel online""".split()
)
_NOT_NAMES = frozenset(
    """the a an in on at by for from with and or but if when while after before since as he she it they we i his her
    their our its this that these those there here what who why how where which is are was were be been do does did
    has have had not no yes many most some several all both each every another other such also however meanwhile
    moreover according despite although though because until during under over about between among without within
    through january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday last next one two three four five six seven eight nine ten more than
    then now today yesterday let you my your so yet nor still only just even once earlier later instead
    additionally furthermore human critics officials authorities witnesses activists protesters""".split()
)
_KNOWN_SHORTS = {
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "UAE": "United Arab Emirates",
    "UN": "United Nations",
    "EU": "European Union",
    "OHCHR": "Office of the United Nations High Commissioner for Human Rights",
    "UNHCR": "United Nations High Commissioner for Refugees",
    "UNICEF": "United Nations Children’s Fund",
    "ICC": "International Criminal Court",
    "ICJ": "International Court of Justice",
    "ICRC": "International Committee of the Red Cross",
    "HRW": "Human Rights Watch",
    "CPJ": "Committee to Protect Journalists",
    "RSF": "Reporters Without Borders",
}
"""Short forms that texts use without ever giving the name; a text that gives one decides for itself."""


@dataclass(slots=True)
class Mention:
    """A name where it stands."""

    start: int
    end: int
    name: str
    person: bool


@dataclass(slots=True)
class Mentions:
    """All names of a document."""

    found: list[Mention] = field(default_factory=list)
    shorts: dict[str, str] = field(default_factory=dict)
    """Short form, without dots, to full name."""
    by_last: dict[str, str] = field(default_factory=dict)
    """Last name, in lower case, to the fullest personal name."""

    sexes: dict[str, str] = field(default_factory=dict)
    """Fullest personal name to man or woman, by the pronouns that follow it most often."""

    def full(self, name: str) -> str:
        """Give the fullest form in the document of a name."""
        plain = name.replace(".", "")
        if plain in self.shorts:
            return self.shorts[plain]
        if plain in _KNOWN_SHORTS:
            return _KNOWN_SHORTS[plain]
        words = name.split()
        if not words:
            return name
        fullest = self.by_last.get(words[-1].lower())
        if fullest and (len(words) == 1 or set(words) <= set(fullest.split())):
            return fullest
        return name


def find_mentions(content: str) -> Mentions:
    """List the names of a document in order."""
    mentions = Mentions()
    for match in _RUN.finditer(content):
        start, words = _cut_front(match.group(), match.start())
        if not words:
            continue
        name = " ".join(words)
        person_words = person_name(words)
        if person_words:
            mentions.found.append(Mention(start, match.end(), " ".join(person_words), person=True))
            _remember_person(mentions, person_words)
        elif len(words) > 1 or not _plain_word(words[0]):
            mentions.found.append(Mention(start, match.end(), name, person=False))
    _know_by_last_name(mentions)
    _find_shorts(content, mentions)
    _find_sexes(content, mentions)
    if "United Nations" in content:
        mentions.shorts.setdefault("UN", "United Nations")
    return mentions


def _know_by_last_name(mentions: Mentions) -> None:
    """Take a last name alone for the person whom the document names in full."""
    for mention in mentions.found:
        if not mention.person and " " not in mention.name and mention.name.lower() in mentions.by_last:
            mention.person = not mention.name.isupper()


def _is_place(words: list[str]) -> bool:
    """Say whether a name is that of a place, and not more often that of a person."""
    table = gazetteer()
    name = fold(" ".join(words))
    sense = table.senses.get(name)
    return sense is not None and bool(sense.readings) and name not in table.personal


def _plain_word(word: str) -> bool:
    return word.lower() in _NOT_NAMES or word.lower() in TITLES


def _cut_front(run: str, start: int) -> tuple[int, list[str]]:
    """Leave out a sentence's first word that is no name: "The", "On", "Many"."""
    words = run.replace("’s", "").replace("'s", "").strip(".").split()
    while words and words[0].lower().strip(".") in _NOT_NAMES:
        start += len(words[0]) + 1
        words = words[1:]
    while words and words[-1].islower():
        words = words[:-1]
    return start, words


def person_name(words: list[str]) -> list[str]:
    """Give the words of a personal name, without titles; empty where it is no person's."""
    last_title = -1
    for index, word in enumerate(words):
        if word.lower().strip(".,’'") in TITLES:
            last_title = index
    titled = last_title >= 0
    rest = words[last_title + 1 :]
    while rest and _NATIONAL.match(rest[0]) and len(rest) > 2:
        rest = rest[1:]
    if not rest or len(rest) > 4:
        return []
    lows = [word.lower().strip(".") for word in rest]
    if any(
        low in BODY_WORDS or low in {"of", "for", "and", "&", "on", "the", "in", "against", "to", "with"}
        for low in lows
    ):
        return []
    if any(word.isupper() and len(word) > 2 and "." not in word for word in rest):
        return []
    if titled:
        return rest
    if _is_place(rest):
        return []
    return rest if 2 <= len(rest) <= 4 and not any(low in _NOT_NAMES for low in lows) else []


def _remember_person(mentions: Mentions, words: list[str]) -> None:
    if len(words) < 2:
        return
    for key in {words[-1].lower(), words[-2].lower() if len(words) > 2 else words[-1].lower()}:
        known = mentions.by_last.get(key)
        if known is None or (len(words) > len(known.split()) and known.split()[-1] in words):
            mentions.by_last[key] = " ".join(words)


def _find_shorts(content: str, mentions: Mentions) -> None:
    for match in _SHORT.finditer(content):
        short = match.group(1).replace(".", "")
        if sum(letter.isupper() for letter in short) < 2:
            continue
        before = content[max(0, match.start() - 120) : match.start()].rstrip()
        name = _ending_name(before, short)
        if name:
            mentions.shorts.setdefault(short, name)
    initials: dict[str, str] = {}
    for mention in mentions.found:
        words = mention.name.split()
        if len(words) > 2 and not mention.person:
            initials.setdefault("".join(word[0] for word in words if word[0].isupper()), mention.name)
    for mention in mentions.found:
        plain = mention.name.replace(".", "")
        if plain.isupper() and 3 <= len(plain) <= 8 and plain in initials:
            mentions.shorts.setdefault(plain, initials[plain])


_BREAK = re.compile(r"[.!?;\n]")
_GENDERED = re.compile(r"\b(?:(he|his|him)|(she|her|hers))\b", re.IGNORECASE)


def _find_sexes(content: str, mentions: Mentions) -> None:
    """Count which pronouns follow each person's name before the next person is named."""
    votes: dict[str, int] = {}
    persons = [mention for mention in mentions.found if mention.person]
    for index, mention in enumerate(persons):
        if index and not _BREAK.search(content, persons[index - 1].end, mention.start):
            continue  # of two people in one sentence either may be meant
        stop = persons[index + 1].start if index + 1 < len(persons) else len(content)
        name = mentions.full(mention.name)
        for match in _GENDERED.finditer(content, mention.end, min(stop, mention.end + 160)):
            votes[name] = votes.get(name, 0) + (1 if match.group(1) else -1)
    for name, vote in votes.items():
        if vote:
            mentions.sexes[name] = "man" if vote > 0 else "woman"


def _ending_name(before: str, short: str) -> str | None:
    """Find the words before the bracket whose initials give the short form."""
    words = re.split(r"[\s]+", before)[-12:]
    wanted = [letter for letter in short if letter.isupper()]
    for size in range(1, len(words) + 1):
        part = words[-size:]
        letters = [piece[0] for word in part for piece in word.split("-") if piece and piece[0].isupper()]
        if letters == wanted and part[0][:1].isupper():
            return " ".join(part).strip("“”\"'(),")
        if len(letters) > len(wanted):
            break
    tail = [word for word in words if word]
    index = len(tail)
    while index > 0 and (tail[index - 1][:1].isupper() or tail[index - 1] in {"of", "for", "and", "the", "on"}):
        index -= 1
    run = tail[index:]
    while run and not run[0][:1].isupper():
        run = run[1:]
    if run and run[0].lower() == "the":
        run = run[1:]
    return " ".join(run).strip("“”\"'(),") if len(run) > 1 else None
