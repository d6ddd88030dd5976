# SPDX-License-Identifier: Apache-2.0
"""Find who is said to do harm to whom: the words for harmful acts with their doer and the people they were done to.

1. A verb in the active has its doer before it and the harmed after it: "soldiers shot two farmers".
2. A passive, also without its auxiliary, has the harmed before it and the doer after "by": "a teacher held by police".
3. A noun has the harmed after "of", "against" or "on" and the doer after "by". What owns it is the harmed where the
   noun says what happened to somebody ("Orin's arrest"), the doer where it says what somebody does ("army raids").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.statements.english.noun_phrases import (
    NounPhrase,
    is_agent,
    is_always_agent,
    is_person,
    persons_in,
    phrase_after,
    phrase_before,
)
from onrecord.reading.statements.english.tokens import Tokens

_REGULAR = """abduct abuse accuse ambush apprehend arraign arrest assassinate assault attack ban bar batter behead
    blackmail blindfold block bomb bombard brutalise brutalize burn censor chain charge confiscate convict crush
    defame demolish deport deprive destroy detain discriminate disperse displace drag electrocute enslave evict
    execute expel exploit extort flog force gas handcuff harass hijack hospitalize humiliate imprison incarcerate
    indict injure intern interrogate intimidate jail kick kidnap kill loot lynch maim massacre mistreat mob molest
    murder mutilate oppress pepper-spray persecute poison prosecute pummel punch punish raid ransack rape repress
    rob rough round-up seize sentence separate shackle shell silence slap snatch stab stalk starve sterilise
    sterilize storm strangle suppress surveil suspect swindle target tear-gas terrorise terrorize threaten torture
    traffic victimise victimize violate whip wound""".split()
_IRREGULAR = {
    "beat": ("beat", "beaten", "beating"),
    "shoot": ("shot", "shot", "shooting"),
    "hold": ("held", "held", "holding"),
    "take": ("took", "taken", "taking"),
    "hang": ("hanged", "hanged", "hanging"),
    "strip": ("stripped", "stripped", "stripping"),
    "steal": ("stole", "stolen", "stealing"),
    "hit": ("hit", "hit", "hitting"),
}
_DONE_TO = frozenset(
    """abduction abductions arrest arrests assassination beating beatings conviction death deaths deportation
    detention detentions disappearance disappearances displacement eviction execution executions exploitation
    expulsion flogging hanging harassment humiliation ill-treatment imprisonment incarceration internment
    intimidation jailing kidnapping kidnappings killing killings massacre mistreatment murder murders oppression
    persecution poisoning prosecution rape rapes sentencing separation shooting shootings sterilisation
    sterilization suppression surveillance torture treatment trial""".split()
)
_DONE_BY = frozenset(
    """abuse abuses action actions airstrike airstrikes assault assaults atrocities attack attacks attempts
    bombing bombings brutality campaign conduct coup crackdown crackdowns crime crimes cruelty discrimination
    efforts excesses interference invasion occupation offensive onslaught persecution plot policies policy
    practice practices raid raids repression shelling siege strikes tactics threat threats violation violations
    violence war""".split()
)
_MEANS = frozenset("force violence torture gas batons ammunition".split())
_NOUNS = _DONE_TO | _DONE_BY
_ON = frozenset({"of", "against", "on"})
_BE = frozenset("am are aren't be been being get gets got is isn't was wasn't were weren't".split())
_HAVE = frozenset("had has have having".split())
_MODAL = frozenset("can could did do does may might must never not shall should to will would".split())
_CLAUSE_END = frozenset(".;:")


@dataclass(frozen=True, slots=True)
class Deed:
    """One harmful act as it is told, with its doer and the harmed as phrases of the paragraph."""

    at: int
    """Token of the word for the act."""
    doer: NounPhrase | None
    harmed: NounPhrase | None
    charge: bool = False
    """The act is to charge, try or punish somebody for an offence."""


_CHARGES = frozenset(
    """accuse accused accusing apprehended arraign arraigned arrest arrested charge charged charging convict
    convicted indict indicted prosecute prosecuted sentence sentenced sentencing suspect suspected""".split()
)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Map each form of a verb to its shape: base, s, past, participle, past-or-participle, ing."""
    forms: dict[str, str] = {}
    for verb in _REGULAR:
        stem = verb.removesuffix("e")
        doubled = stem + stem[-1] if verb in {"rob", "stab", "ban", "bar", "whip", "plot", "kidnap", "mob"} else stem
        forms[verb] = "base"
        forms[verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")] = "s"
        forms[doubled + "ed"] = "past-or-participle"
        forms[doubled + "ing"] = "ing"
    for verb, (past, participle, ing) in _IRREGULAR.items():
        forms[verb] = "base"
        forms[verb + "s"] = "s"
        forms[ing] = "ing"
        forms[past] = "past"
        forms[participle] = "past-or-participle" if participle == past else "participle"
    del forms["forces"]
    forms.update({"beat": "past", "hit": "past"})
    return forms


def find_deeds(tokens: Tokens) -> list[Deed]:
    """List the acts that a paragraph tells, in order."""
    forms = _forms()
    deeds: list[Deed] = []
    for at, low in enumerate(tokens.low):
        if low in _FORCE:
            deed = _read_force(tokens, at)
            if deed is not None:
                deeds.append(deed)
            continue
        shape = forms.get(low)
        if shape is None and low not in _NOUNS:
            continue
        deed = _read(tokens, at, shape)
        if deed is not None and low in _CHARGES:
            deed = Deed(at, deed.doer, deed.harmed, charge=True)
        if deed is not None and (deed.doer is not None or deed.harmed is not None):
            deeds.append(deed)
    return deeds


def _read(tokens: Tokens, at: int, shape: str | None) -> Deed | None:
    low = tokens.low[at]
    before = tokens.tag[at - 1] if at else "."
    may_be_noun = low in _NOUNS and (shape in {None, "base", "ing"} or before in "DGIW")
    if may_be_noun and (shape is None or not _verbal_before(tokens, at)):
        noun = _read_noun(tokens, at)
        if shape != "ing" or noun.doer is not None or noun.harmed is not None:
            return noun
    if shape == "ing":
        return _read_ing(tokens, at)
    if shape in {"base", "s", "past"}:
        return _read_active(tokens, at, shape)
    if shape is None:
        return None
    return _read_participle(tokens, at, shape)


_FORCE = frozenset("opened opens open fired fires used uses use".split())
"""Verbs that tell of harm by what follows: "opened fire on", "fired live rounds at", "used excessive force"."""


def _read_force(tokens: Tokens, at: int) -> Deed | None:
    """Read "soldiers opened fire on marchers", "police fired rounds at a crowd", "guards used force against them"."""
    floor, limit = _floor(tokens, at), min(_limit(tokens, at), at + 8)
    following = tokens.low[at + 1 : limit]
    if tokens.low[at].startswith("open") and following[:1] != ["fire"]:
        return None
    used = tokens.low[at].startswith("us")
    if used and not set(following[:4]) & _MEANS:
        return None
    target = next(
        (there for there in range(at + 1, limit) if tokens.low[there] in {"on", "at", "against", "into"}), None
    )
    if target is None and not used:
        return None
    end, stepped = _subject_end(tokens, at, floor)
    if "to" in stepped or stepped & _BE:
        return None
    doer = _doer(tokens, _skip_coordinated(tokens, end, floor), floor) if end > floor else None
    harmed = _harmed(tokens, target + 1, _limit(tokens, at)) if target is not None else None
    return Deed(at, doer, harmed) if doer is not None else None


def _verbal_before(tokens: Tokens, at: int) -> bool:
    """Say whether the word before makes this a verb: "to attack", "will arrest", "are killing"."""
    low = tokens.low[at - 1] if at else ""
    return low in _MODAL or low in _BE or tokens.tag[at - 1] == "P"


def _floor(tokens: Tokens, at: int) -> int:
    """Say where the clause around a token can begin at the earliest."""
    floor = at
    while floor > 0 and at - floor < 40 and tokens.tag[floor - 1] not in _CLAUSE_END:
        floor -= 1
    return floor


def _limit(tokens: Tokens, at: int) -> int:
    limit = at + 1
    while limit < len(tokens) and limit - at < 30 and tokens.tag[limit] not in _CLAUSE_END:
        limit += 1
    return limit


def _subject_end(tokens: Tokens, at: int, floor: int) -> tuple[int, set[str]]:
    """Step back over auxiliaries and adverbs before a verb; gives where the subject ends and what was stepped over."""
    stepped: set[str] = set()
    end = at
    while end > floor and (tokens.tag[end - 1] in "AR" or tokens.low[end - 1] in {"to", "not"}):
        stepped.add(tokens.low[end - 1])
        end -= 1
    return end, stepped


def _read_active(tokens: Tokens, at: int, shape: str) -> Deed | None:
    floor, limit = _floor(tokens, at), _limit(tokens, at)
    end, stepped = _subject_end(tokens, at, floor)
    if shape == "base" and not stepped and tokens.tag[at - 1 : at] not in ([], ["U"], ["W"], ["P"], ["C"], ["S"]):
        return None
    doer = None
    if "to" not in stepped and end > floor:
        doer = _doer(tokens, _skip_coordinated(tokens, end, floor), floor)
    harmed = _harmed(tokens, at + 1, limit)
    return Deed(at, doer, harmed)


def _skip_coordinated(tokens: Tokens, end: int, floor: int) -> int:
    """Go back over a coordinated verb to the subject they share: "soldiers broke in and beat"."""
    if tokens.tag[end - 1] != "C" or tokens.low[end - 1] not in {"and", "or", "but"}:
        return end
    for at in range(end - 2, floor, -1):
        if tokens.tag[at] in "AVE" or tokens.low[at] in _forms():
            begin, _ = _subject_end(tokens, at, floor)
            return begin if begin > floor else end
    return end


def _doer(tokens: Tokens, end: int, floor: int) -> NounPhrase | None:
    phrase = phrase_before(tokens, end, floor) if end > floor else None
    return phrase if phrase is not None and is_agent(tokens, phrase) else None


def _harmed(tokens: Tokens, start: int, limit: int) -> NounPhrase | None:
    phrase = phrase_after(tokens, start, limit) if start < limit else None
    return persons_in(tokens, phrase) if phrase is not None else None


def _after_by(tokens: Tokens, at: int, limit: int) -> NounPhrase | None:
    for there in range(at + 1, min(limit, at + 16)):
        if tokens.low[there] == "by":
            phrase = phrase_after(tokens, there + 1, limit)
            return phrase if phrase is not None and is_agent(tokens, phrase) else None
        if tokens.tag[there] in "SV" or (tokens.tag[there] == "," and there > at + 8):
            return None
    return None


def _read_participle(tokens: Tokens, at: int, shape: str) -> Deed | None:
    floor, limit = _floor(tokens, at), _limit(tokens, at)
    end, stepped = _subject_end(tokens, at, floor)
    if stepped & _BE:
        return Deed(at, _after_by(tokens, at, limit), _passive_subject(tokens, end, floor))
    if stepped & _HAVE:
        return Deed(at, _doer(tokens, end, floor), _harmed(tokens, at + 1, limit))
    before = tokens.tag[at - 1] if at > floor else "."
    after = tokens.tag[at + 1] if at + 1 < limit else "."
    if shape == "participle" or tokens.low[at + 1 : at + 2] == ["by"] or before in "DIG":
        if before in "DIG":
            return Deed(at, None, _harmed(tokens, at + 1, limit))
        return Deed(at, _after_by(tokens, at, limit), _passive_subject(tokens, at, floor))
    if after in "DUPWN" or tokens.low[at + 1 : at + 2] == ["at"]:
        doer = _doer(tokens, _skip_coordinated(tokens, end, floor), floor)
        return Deed(at, doer, _harmed(tokens, at + 1, limit))
    return Deed(at, _after_by(tokens, at, limit), _passive_subject(tokens, at, floor))


def _passive_subject(tokens: Tokens, end: int, floor: int) -> NounPhrase | None:
    end = _skip_coordinated(tokens, end, floor) if end > floor else end
    phrase = phrase_before(tokens, end, floor) if end > floor else None
    return persons_in(tokens, phrase) if phrase is not None else None


def _read_ing(tokens: Tokens, at: int) -> Deed | None:
    floor, limit = _floor(tokens, at), _limit(tokens, at)
    end, stepped = _subject_end(tokens, at, floor)
    harmed = _harmed(tokens, at + 1, limit)
    if stepped & _BE:
        return Deed(at, _doer(tokens, end, floor), harmed)
    return Deed(at, None, harmed) if harmed is not None else None


def _read_noun(tokens: Tokens, at: int) -> Deed:
    floor, limit = _floor(tokens, at), _limit(tokens, at)
    done_to = tokens.low[at] in _DONE_TO
    owner = _owner(tokens, at, floor)
    harmed = doer = None
    if at + 1 < limit and tokens.low[at + 1] in _ON:
        harmed = _harmed(tokens, at + 2, limit)
    doer = _after_by(tokens, at, limit)
    by_owner = owner is not None and is_always_agent(tokens.low[owner.head])
    if owner is not None and done_to and not by_owner and harmed is None and is_person(tokens, owner):
        harmed = owner
    elif owner is not None and doer is None and is_agent(tokens, owner):
        doer = owner
    return Deed(at, doer, harmed)


def _owner(tokens: Tokens, at: int, floor: int) -> NounPhrase | None:
    """Find X in "X's violent arrest" and "police brutality".

    Whose "his arrest" is stays open: most guesses were wrong.
    """
    back = at - 1
    while back > floor and tokens.tag[back] in "WRFE" and at - back < 4 and tokens.low[back] != "police":
        back -= 1
    if back < floor:
        return None
    if tokens.tag[back] == "G":
        return phrase_before(tokens, back, floor)
    if tokens.low[back] in {"police", "army", "military", "state", "government"} or (
        tokens.tag[back] == "U" and tokens.low[at] in _DONE_BY
    ):
        return NounPhrase(back, back + 1, back)
    return None
