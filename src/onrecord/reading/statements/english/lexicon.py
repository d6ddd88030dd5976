# SPDX-License-Identifier: Apache-2.0
"""The reporting words of English and what each governs.

Each line of a table is ``lemma: frames``; the frames say what may stand after the word:

- ``say``   a clause, with or without "that", or a quotation; may stand after or within what is said
- ``that``  a clause only with "that", "how", "whether", or a quotation
- ``tell``  a person, then a clause or a quotation
- ``np``    a noun phrase that is the content ("denied the charges", "condemned the raid")
- ``to``    an infinitive that is the content ("promised to publish")
- ``ing``   a gerund ("denied paying")
- ``obj-to``  a person, then an infinitive ("urged the court to rule")
- ``obj-of``, ``obj-as``, ``obj-for``, ``obj-with``  a person or thing, then that word ("accused X of Y")
- ``obj-comp``  an object and a complement ("called the trial a farce")
- ``+of`` and the like: that preposition, then a noun phrase ("called for calm")
- ``be-to``, ``be-of`` ...: the passive hides who says so ("is accused of", "is believed to")

The frames were written by hand and checked against labelled news.
"""

from __future__ import annotations

from dataclasses import dataclass

_VERBS = """
say: say be-to +of; said
add: say; added
state: say
note: say np; noted
claim: say to np
allege: say np be-to
argue: say +against +for
insist: say +on
assert: say np
maintain: say
contend: say
declare: say np obj-comp be-comp
announce: say np
confirm: say np be-to
report: say np be-to
reveal: say np be-to
disclose: say np
explain: say np
reply: say
respond: quote that
answer: quote that
retort: quote that
react: quote
depose: that
counter: quote that
continue: quote
go on: quote
begin: quote
conclude: say
remark: say +on
comment: quote that +on
observe: that quote
recall: say np
warn: say obj-that +of +against obj-to obj-of
caution: say +against obj-to
complain: say +about +of
lament: say np
boast: say +about +of
joke: say
quip: say
admit: say np ing +to
acknowledge: say np ing
concede: say np
confess: say +to
stress: say np
emphasize: say np
emphasise: say np
underline: say np
underscore: say np
highlight: that np
reiterate: say np
repeat: quote that np
tweet: say
write: say
post: quote that
testify: say +about
estimate: say obj-to be-to
predict: say np
speculate: say
suggest: say
indicate: say
imply: say
hint: say +at
mention: that np
point out: say np
hold: that
find: that be-guilty
show: that wh
prove: that
establish: that
determine: that
demonstrate: that
rule: say +against
decide: that to
believe: say be-to +in
think: say be-to
feel: that
fear: say np be-to
hope: say to +for
worry: say +about
doubt: that np
suspect: that be-of be-to
understand: be-to
expect: that be-to
deny: that np ing be-np
refute: np that
rebut: np
contradict: np
dispute: np that
contest: np that
reject: np that
dismiss: np
accuse: obj-of be-of
blame: obj-for np be-for
charge: that be-with obj-with
convict: be-of obj-of
acquit: be-of obj-of
sentence: obj-to-np
indict: be-for be-on
condemn: np obj-for
denounce: np obj-as
decry: np
deplore: np
slam: np obj-for obj-as
blast: np obj-for obj-as
criticize: np obj-for
criticise: np obj-for
praise: np obj-for
welcome: np
applaud: np obj-for
support: np
oppose: np
defend: np
describe: obj-as be-as np wh
label: obj-as obj-comp be-as
brand: obj-as obj-comp be-as
characterize: obj-as be-as
characterise: obj-as be-as
portray: obj-as be-as
dub: obj-comp be-comp
term: obj-comp be-comp
deem: obj-comp be-comp
regard: obj-as be-as
consider: obj-comp be-comp
liken: obj-to-np
compare: obj-to-np
call: obj-comp be-comp +for on-to upon-to
urge: obj-to that np be-to
ask: obj-to obj-wh that +for be-to quote np
demand: that np to
request: that np obj-to be-to
appeal: to-to +for
press: obj-to +for
pressure: obj-to
pressurise: obj-to
implore: obj-to
beg: obj-to
plead: with-to +for
exhort: obj-to
recommend: that np ing
propose: that np to ing
advise: obj-to that
encourage: obj-to
invite: obj-to obj-to-np be-to
instruct: obj-to be-to
order: obj-to np be-to
direct: obj-to be-to
task: obj-to
summon: obj-to be-to
require: obj-to that be-to
petition: obj-to
lobby: obj-to +for
tell: tell be-that
inform: tell
assure: tell
remind: tell
notify: tell
convince: tell
promise: that to np
pledge: that to np
vow: that to np
swear: that to
commit: +to
undertake: to
agree: that to
threaten: to that +with obj-with
offer: to np
refuse: to np be-np
decline: to
plan: to be-to
intend: to
schedule: be-to be-for
want: to obj-to np
wish: to
seek: to np be-np
aim: to
consent: to
apologise: +for
apologize: +for
regret: np that
call into question: np
question: np wh
cite: np
quote: obj-as
express: np
voice: np
echo: np
vouch: that
opine: say
proclaim: say np
profess: say
attest: say
certify: that
advocate: np +for
campaign: +for +against
protest: np +against
push: +for obj-to
document: np that
rule out: np
turn down: np
brush aside: np
brush off: np
wave away: np
speak: +of +about +against
talk: +about +of
apprise: tell
lash out: +at
tout: obj-as np
vilify: np
ridicule: np
mock: np
endorse: np
back: np
favor: np
favour: np
admonish: obj-for obj-to
chide: obj-for
caution against: np
call out: np obj-for
insinuate: that np
posit: that
theorize: that
theorise: that
hypothesise: that
contemplate: np
clarify: that np
elaborate: quote
recount: say np
relate: that
forecast: say np
foresee: that np
anticipate: that np
stipulate: that
specify: that
learn: that
discover: that
realize: that
realise: that
know: that
assume: say
presume: that be-to
imagine: that
surmise: that
wonder: wh quote
inquire: wh quote
enquire: wh quote
exclaim: quote that
shout: quote that
yell: quote
chant: quote
whisper: quote that
scream: quote that
sing: quote
cry: quote
read: quote that
tag: obj-as be-as
paint: obj-as be-as
hear: that
see: obj-as be-as
view: obj-as be-as
perceive: obj-as be-as
depict: obj-as be-as
allude: +to
refer: +to
point: +to
attribute: obj-to-np be-to-np
ascribe: obj-to-np be-to-np
link: be-to-np
identify: obj-as be-as
name: obj-as be-as obj-comp
list: obj-as be-as
classify: obj-as be-as
designate: obj-as be-as obj-comp
forbid: obj-to
prohibit: np
favour: np
concur: quote that
affirm: say np
reaffirm: say np
bemoan: np
assail: np obj-for
laud: np obj-for
commend: np obj-for
salute: np
thank: obj-for
credit: obj-for obj-with
fault: obj-for
chastise: obj-for
rebuke: obj-for np
reprimand: obj-for
castigate: obj-for
censure: obj-for np
hold responsible: np
"""

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "hold": "holds held holding",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "know": "knows knew known knowing",
    "understand": "understands understood understanding",
    "swear": "swears swore sworn swearing",
    "seek": "seeks sought seeking",
    "speak": "speaks spoke spoken speaking",
    "undertake": "undertakes undertook undertaken undertaking",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forecast": "forecasts forecast forecasting",
    "read": "reads read reading",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "cast": "casts cast casting",
    "mean": "means meant meaning",
    "sing": "sings sang sung singing",
    "begin": "begins began begun beginning",
    "go": "goes went gone going",
    "forbid": "forbids forbade forbidden forbidding",
    "learn": "learns learned learnt learning",
    "rebut": "rebuts rebutted rebutting",
    "refer": "refers referred referring",
    "admit": "admits admitted admitting",
    "commit": "commits committed committing",
    "regret": "regrets regretted regretting",
    "acquit": "acquits acquitted acquitting",
    "beg": "begs begged begging",
    "plan": "plans planned planning",
    "slam": "slams slammed slamming",
    "brand": "brands branded branding",
    "tag": "tags tagged tagging",
    "quip": "quips quipped quipping",
    "concur": "concurs concurred concurring",
    "ban": "bans banned banning",
    "posit": "posits posited positing",
    "dub": "dubs dubbed dubbing",
}

_NOUNISH = frozenset(
    "contest state note claim report comment remark answer reply counter stress highlight tweet post estimate hint point rule "
    "doubt fear hope worry suspect dispute blame charge convict sentence praise welcome support label brand term "
    "call demand request appeal press pressure order task petition lobby promise pledge vow threat offer plan schedule "
    "want wish aim question quote voice issue release protest push talk echo view see read cry sing shout name list point "
    "link attribute reference fault credit attack ban silence show find hold reason show result study book record cause "
    "insist tag cast paint back favor favour censure salute thank mock hail witness joke boast advocate campaign decline document "
    "project forecast".split()
)

_NOUNS = """
allegation: of that
accusation: of that
claim: of that
charge: of that
report: of that
rumour: of that
rumor: of that
complaint: of that about
suspicion: of that
fear: of that
concern: that about over of
warning: of that
statement: that
assertion: that
belief: that
hope: that
threat: to of
promise: to of that
pledge: to of that
vow: to
offer: to of
refusal: to
request: to for that
demand: for that to
call: for to
appeal: for to
proposal: to for that
plea: for to
decision: to
order: to
plan: to
push: for to
insistence: that on
admission: of that
confession: of that
denial: of that
acknowledgement: of that
acknowledgment: of that
condemnation: of
criticism: of
evidence: that of
finding: that of
testimony: that of
suggestion: that of
announcement: that of
conviction: for
invitation: to
commitment: to
agreement: to
recommendation: that to
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reporting word and its frames."""

    lemma: str
    frames: frozenset[str]
    nounish: bool
    """Whether its base form and its -s form are also nouns."""

    def prepositions(self) -> frozenset[str]:
        """Give the prepositions that may follow the verb before a noun phrase."""
        return frozenset(frame[1:] for frame in self.frames if frame.startswith("+"))


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a reporting verb."""

    entry: Entry
    shape: str
    """base, s, ed, ing"""
    particle: str = ""
    """A word that must follow ("out" of "point out")."""


def _regular(lemma: str) -> dict[str, str]:
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return {lemma: "base", lemma + "s": "s", lemma + "d": "ed", stem + "ing": "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma: "base", lemma[:-1] + "ies": "s", lemma[:-1] + "ied": "ed", lemma + "ing": "ing"}
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return {lemma: "base", third: "s", lemma + "ed": "ed", lemma + "ing": "ing"}


def _forms_of(lemma: str) -> dict[str, str]:
    if lemma not in _IRREGULAR:
        return _regular(lemma)
    forms = {lemma: "base"}
    for form in _IRREGULAR[lemma].split():
        shape = "ing" if form.endswith("ing") and form != lemma else "s" if form.endswith("s") else "ed"
        forms[form] = shape
    return forms


def _verb_forms() -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for line in _VERBS.strip().splitlines():
        lemma, _, frames = line.partition(":")
        head, _, particle = lemma.partition(" ")
        entry = Entry(lemma, frozenset(frames.split(";")[0].split()), head in _NOUNISH)
        for form, shape in _forms_of(head).items():
            table.setdefault(form, []).append(Form(entry, shape, particle))
    return {form: tuple(sorted(entries, key=lambda one: not one.particle)) for form, entries in table.items()}


def _noun_forms() -> dict[str, Entry]:
    table = {}
    for line in _NOUNS.strip().splitlines():
        lemma, _, frames = line.partition(":")
        entry = Entry(lemma, frozenset(frames.split()), nounish=True)
        table[lemma] = entry
        table[lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"] = entry
    return table


VERB_FORMS = _verb_forms()
NOUN_FORMS = _noun_forms()

REPORT_ADVERBS = frozenset("allegedly reportedly purportedly supposedly".split())
STATEMENT_NOUNS = frozenset(
    "statement report letter email interview release tweet post speech article complaint affidavit "
    "message note memo brief briefing testimony resolution judgment judgement ruling verdict petition document notice "
    "communique communiqué declaration".split()
)
