# SPDX-License-Identifier: Apache-2.0
"""Find the noun phrase before or after a word, and tell whether somebody is named by it.

Without a parser: a plain phrase is a run of determiners, adjectives, nouns and names; "of", "in", "from" and "and"
join plain phrases. The head is the last noun of the first plain phrase. Positions are tokens of one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.statements.english.tokens import Tokens

_LONGEST = 14
_JOINTS = frozenset("at for from in near of with".split())
_PLAIN = frozenset("UWNGDEFMx")
_NO_NOUNS = frozenset(
    """added all allegedly also and any apparently arbitrarily but however illegally later meanwhile not or
    reportedly said says so some such that then there therefore thus told unlawfully what which who whom
    whose""".split()
)
AGENT_HEADS = frozenset(
    """abductor abductors administration administrators agencies agency agent agents airforce army assailant
    assailants attacker attackers authorities authority bandit bandits bureau captors coalition command commander
    commanders commission committee companies company contractor contractors convoy corporation council court
    courts criminal criminals crowd crowds cultists demonstrators dictator dictatorship driver embassy employer
    employers extremists father fighters firm firms force forces gang gangs gendarmes general government
    governments governor group groups guard guards gunman gunmen herdsmen hijacker hijackers hooligans husband
    insurgents interrogators investigators jailers jihadist jihadists judge judges junta kidnapper kidnappers
    killer killers landlord landlords leader leaders leadership legislature man management mayor men mercenaries
    militants military militia militias minister ministries ministry mob mobs murderers navy neighbour neighbours
    occupation officer officers official officials operatives owner owners paramilitaries parliament party
    perpetrator perpetrators personnel police policeman policemen policewoman politicians president priest
    prosecution prosecutor prosecutors protesters protestors rebels regime robber robbers school senate
    separatists service services settlers smugglers soldier soldiers state stepfather supporters suspect suspects
    teacher terrorist terrorists thugs traffickers troops uncle unit units university wardens warders woman
    women""".split()
)
_ONLY_AGENTS = frozenset(
    """abductors army authorities bandits court courts forces government guards gunmen insurgents jihadists junta
    kidnappers militants military officers police prosecutors rebels regime soldiers troops""".split()
)
_PERSON_ENDING = re.compile(r"(?:ers|ors|ists|ees|ants|ians|ees|er|ist|ee|ant|men|women|eers|ives|nals|als)$")
_NOT_PERSONS = frozenset(
    """alternatives appeals approvals archives border borders center centers centres chapter chapters charters
    committee committees computer computers counter cover days degree degrees denials directives door doors drive
    drives error errors factor factors fee fees floor floors goals grant grants guarantee guarantees headquarters
    hospitals hotels hours initiatives journals laptops letter letters lives materials matter matters measures
    medals member members mirrors months murder murders number numbers objectives offer offers order orders others
    paper papers plant plants power powers proposals quarter quarters restaurant restaurants rivals river rumours
    sector sectors signals summer tears terminals tower tree trees trials warrant warrants water waters weather
    weeks winter years""".split()
)
PERSON_HEADS = frozenset(
    """academic academics activist activists adults aid aunt babies baby blogger bloggers boy boys brother
    brothers candidate candidates child children christians citizen citizens civilian civilians clergy client
    clients colleague colleagues communities community cousin crew critics daughter daughters defender defenders
    demonstrators detainee detainees dissidents doctor doctors editor editors elderly employee employees families
    family farmer farmers father girl girls group groups hostage hostages husband inmate inmates journalist
    journalists lawyer lawyers leader leaders man media member members men migrants minor minorities minority
    minors monks mother mp mps muslims national nationals nuns nurses officer officers operatives opponents
    organisation organisations organization organizations others parents passengers patients people person
    personnel persons photographer police policemen politicians population priest priests prisoner prisoners
    protester protesters protestors public pupil pupils refugees relative relatives reporter reporters resident
    residents schoolboys schoolchildren schoolgirls sister sisters soldier soldiers son sons staff student
    students suspect suspects teacher teachers teenager teenagers toddler uncle victim victims villagers wife
    woman women worker workers writer writers youth youths""".split()
)
_ADJECTIVES = frozenset(
    "armed masked unidentified suspected alleged uniformed organised organized hooded unnamed affiliated backed led "
    "based related united detained jailed imprisoned accused wanted retired displaced".split()
)
_MEASURES = {"at": "least", "more": "than", "up": "to", "as": "many"}
_MODALS = frozenset("can cannot could did do does may might must shall should to will would".split())
_LEADING = frozenset(
    """a after also although an another any as away because before both each even every former her his if its just
    late least local many more most my no once only other our record several since so some such than that the
    their these this those though when while your""".split()
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens ``[start, end)`` of a paragraph, and where its head stands."""

    start: int
    end: int
    head: int

    def pronoun(self, tokens: Tokens) -> str | None:
        """Give the pronoun where the phrase is one, in lower case."""
        return tokens.low[self.head] if tokens.tag[self.head] == "P" else None


def phrase_before(tokens: Tokens, end: int, floor: int) -> NounPhrase | None:
    """Find the phrase that ends right before token ``end``; none begins before ``floor``."""
    floor = max(floor, end - _LONGEST)
    at = end - 1
    while at >= floor and tokens.tag[at] in 'R")' and tokens.low[at] not in _NO_NOUNS:
        at -= 1
    if at < floor:
        return None
    if tokens.tag[at] == "P":
        return NounPhrase(at, at + 1, at) if tokens.low[at] != "there" else None
    if tokens.tag[at] == "S":
        if tokens.low[at] not in {"who", "which", "that"} or at == floor:
            return None
        before = at - 1 if tokens.tag[at - 1] != "," else at - 2
        return phrase_before(tokens, before + 1, floor) if before >= floor else None
    if tokens.tag[at] == ",":
        return _before_apposition(tokens, at, floor)
    return _back_over(tokens, at + 1, floor)


def _before_apposition(tokens: Tokens, comma: int, floor: int) -> NounPhrase | None:
    """Find X in "X, a spokesman for Y," and "X, who is 20,"."""
    for at in range(comma - 1, floor - 1, -1):
        if tokens.tag[at] in '.;:"-':
            return None
        if tokens.tag[at] == ",":
            opens = tokens.low[at + 1]
            if opens in {"who", "which", "whose", "a", "an", "the", "including"} or tokens.tag[at + 1] == "N":
                return _back_over(tokens, at, floor)
            return None
    return None


def _back_over(tokens: Tokens, end: int, floor: int) -> NounPhrase | None:
    start = _plain_back(tokens, end, floor)
    if start == end:
        return None
    first_end = end
    while start - 1 > floor:
        joint = start - 1
        low = tokens.low[joint]
        if low not in _JOINTS and not (low == "and" and tokens.tag[joint - 1] in "UW"):
            break
        earlier = _plain_back(tokens, joint, floor)
        if earlier == joint:
            return None if tokens.tag[joint] == "I" else _made(tokens, start, end, first_end)
        start, first_end = earlier, joint
    if start > floor and tokens.tag[start - 1] in "IT" and tokens.low[start - 1] not in _JOINTS:
        later = _after_adjunct(tokens, start, first_end)
        return _made(tokens, later, end, first_end) if later is not None else None
    return _made(tokens, start, end, first_end)


def _after_adjunct(tokens: Tokens, start: int, end: int) -> int | None:
    """Find the phrase after an opening adjunct: "on Monday police", "in 2019 the army"."""
    for at in range(start + 1, end):
        if tokens.tag[at - 1] in "MN" and tokens.tag[at] in "DUW":
            return at
    return None


def _plain_back(tokens: Tokens, end: int, floor: int) -> int:
    at = end
    while at > floor and _is_plain(tokens, at - 1):
        at -= 1
        if tokens.tag[at] == "D" and not (at > floor and tokens.tag[at - 1] == "D"):
            break
    return at


def _is_plain(tokens: Tokens, at: int) -> bool:
    return tokens.tag[at] in _PLAIN and tokens.low[at] not in _NO_NOUNS and not _is_verb(tokens, at)


def _is_verb(tokens: Tokens, at: int) -> bool:
    """Say whether a word between nouns is their verb: "the West denounced governments", "could recommend charges"."""
    before = tokens.tag[at - 1] if at else "."
    if tokens.tag[at] == "E":
        return before in "UWP" and tokens.low[at] not in _ADJECTIVES and not tokens.low[at - 1].endswith("ly")
    if tokens.tag[at] == "F":
        return before == "," or (before in "IC" and at + 1 < len(tokens) and tokens.tag[at + 1] in "NDU")
    return tokens.tag[at] == "W" and before in "AT" and tokens.low[at - 1] in _MODALS


def phrase_after(tokens: Tokens, start: int, limit: int) -> NounPhrase | None:
    """Find the phrase that begins at token ``start``; it ends before ``limit``."""
    limit = min(limit, start + _LONGEST)
    at = start
    while at < limit and (tokens.tag[at] in 'R"' or _is_measure(tokens, at)):
        at += 3 if tokens.low[at] == "no" else 2 if tokens.low[at] in _MEASURES else 1
    if at >= limit:
        return None
    if tokens.tag[at] == "P":
        return NounPhrase(at, at + 1, at) if tokens.low[at] != "there" else None
    end = _plain_on(tokens, at, limit)
    if end == at:
        return None
    first_end = end
    while end + 1 < limit and tokens.low[end] in {"of", "and"}:
        later = _plain_on(tokens, end + 1, limit)
        if later == end + 1:
            break
        end = later
    return _made(tokens, at, end, first_end)


def _is_measure(tokens: Tokens, at: int) -> bool:
    """Say whether a word only says how, or how many at the least: "shot dead at least 14 people"."""
    if tokens.low[at] == "no" and tokens.low[at + 1 : at + 3] in (["fewer", "than"], ["less", "than"]):
        return True
    return tokens.low[at] in {"dead", "down"} or tokens.low[at + 1 : at + 2] == [_MEASURES.get(tokens.low[at], "")]


def _plain_on(tokens: Tokens, start: int, limit: int) -> int:
    at = start
    while at < limit and _is_plain(tokens, at):
        if tokens.tag[at] == "D" and at > start and tokens.tag[at - 1] != "D":
            break
        if tokens.tag[at] in "EM" and at > start:
            break
        at += 1
    return at


def _made(tokens: Tokens, start: int, end: int, first_end: int) -> NounPhrase | None:
    head = first_end - 1
    while head > start and tokens.tag[head] in "GMNRx":
        head -= 1
    return NounPhrase(start, end, head) if tokens.tag[head] in "UWEFNM" else None


def is_agent(tokens: Tokens, phrase: NounPhrase) -> bool:
    """Say whether the phrase names somebody who can do an act."""
    head = tokens.low[phrase.head]
    return tokens.tag[phrase.head] in "PU" or head in AGENT_HEADS or is_person(tokens, phrase)


def is_person(tokens: Tokens, phrase: NounPhrase) -> bool:
    """Say whether the phrase names people."""
    head = tokens.low[phrase.head]
    if tokens.tag[phrase.head] in "PU" or head in PERSON_HEADS:
        return True
    return tokens.tag[phrase.head] in "WF" and _names_persons(head)


def is_common(tokens: Tokens, phrase: NounPhrase) -> bool:
    """Say whether a capitalised head is a common noun at the beginning of its sentence: "Soldiers of the Guard"."""
    head = phrase.head
    opens = head == 0 or tokens.tag[head - 1] in '.":;-)'
    goes_on = tokens.tag[head + 1 : head + 2] == ["U"]
    return tokens.tag[head] == "U" and opens and not goes_on and tokens.low[head] in AGENT_HEADS | PERSON_HEADS


def persons_in(tokens: Tokens, phrase: NounPhrase) -> NounPhrase | None:
    """Give the phrase where it names people, cut after the last word that does; None where it names none."""
    if is_person(tokens, phrase):
        return phrase
    for head in range(phrase.head - 1, phrase.start - 1, -1):
        low = tokens.low[head]
        if low in PERSON_HEADS or (tokens.tag[head] == "W" and low.endswith("s") and _names_persons(low)):
            return NounPhrase(phrase.start, head + 1, head)
    return None


def _names_persons(low: str) -> bool:
    return bool(_PERSON_ENDING.search(low)) and low not in _NOT_PERSONS


def is_always_agent(word: str) -> bool:
    """Say whether a head word names those who do such acts rather than those who suffer them."""
    return word in _ONLY_AGENTS


def words_of(tokens: Tokens, phrase: NounPhrase) -> str:
    """Give the words of a phrase without what only points: "the", "his", "several"."""
    start, end = phrase.start, min(phrase.end, _first_end(tokens, phrase))
    while start < end - 1 and (tokens.low[start] in _LEADING or tokens.tag[start] in "DGM"):
        start += 1
        if tokens.low[start : start + 2] in (["fewer", "than"], ["less", "than"]) and end - start > 2:
            start += 2  # "no fewer than"
    words: list[str] = []
    for at in range(start, end):
        raw = tokens.raw[at]
        if tokens.tag[at] == "G" and words:
            if at + 1 < end:
                words[-1] += raw
            continue
        if tokens.tag[at] in '"x':
            continue
        words.append(raw)
    return " ".join(words)


def _first_end(tokens: Tokens, phrase: NounPhrase) -> int:
    """Say where the first plain phrase ends, with what "of" and "and" join to it."""
    at = phrase.head + 1
    while at + 1 < phrase.end and tokens.low[at] in {"of", "and"}:
        at = _plain_on(tokens, at + 1, phrase.end)
    return at
