# SPDX-License-Identifier: Apache-2.0
"""What can be seen in one attribution that tells what it does: named clues, each a pattern.

``cue_…`` clues are seen in the reporting words with the words right after them, ``object_…`` in a content that
is a noun phrase which the cue governs, ``says_…`` in the content, ``word_…`` is a single word of it, ``role_…`` is
seen in the speaker. A clue says nothing by itself; ``kinds`` weighs them. All patterns are bounded, so the time is
linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import OUTLET
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.vocabulary import HARM, Hit, load

LONGEST_CONTENT = 1_200
"""Characters of a content that are looked at; what a statement does shows at its beginning."""

LONGEST_WORDED = 400
"""Characters of a content whose single words are clues."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")")


CUE_CLUES: dict[str, re.Pattern[str]] = {
    "cue_deny": _any(
        r"den(?:y|ies|ied|ying|ial)\b",
        r"refut",
        r"rebut",
        r"disput",
        r"contradict",
        r"distanc",
        r"dismiss",
        r"reject",
        r"disagree",
        r"not guilty",
        r"short shrift",
        r"contest",
        r"objected",
        r"doubt",
        r"protest(?:s|ed|ing)? (?:his|her|their) innocence",
    ),
    "cue_refuse": _any(
        r"refus",
        r"declin",
        r"turn(?:s|ed|ing)? down",
        r"rul(?:e|es|ed|ing) out",
        r"rebuff",
        r"spurn",
        r"resist(?:s|ed|ing)?\b",
        r"brush(?:es|ed|ing)? (?:\w+ )?(?:aside|off)",
        r"did not take up",
        r"ha(?:s|ve|d) not allowed",
        r"won't allow",
        r"block(?:s|ed|ing)\b",
        r"oppos",
        r"unwilling",
    ),
    "cue_accuse": _any(
        r"accus",
        r"alleg",
        r"blam",
        r"charg(?:es?|ed|ing)\b(?! of)",
        r"claim",
        r"complain",
        r"testif",
        r"recount",
        r"suspect",
        r"linked",
        r"decr(?:y|ied)",
        r"denounc",
        r"criticis(?:e|ed|ing) (?:for|over)",
        r"(?:was|were) told",
        r"recall",
    ),
    "cue_admit": _any(
        r"admit",
        r"admission",
        r"acknowledg",
        r"conced",
        r"confess",
        r"apolog",
        r"regret",
        r"t(?:ake|akes|ook|aking) responsibility",
        r"claim(?:s|ed|ing)? responsibility",
        r"claimed by",
        r"own(?:s|ed)? up",
        r"plead(?:s|ed)? guilty",
        r"pleaded guilty",
        r"sorry",
        r"recogni[sz]ed",
        r"allowed\b",
    ),
    "cue_accept": _any(r"accept"),
    "cue_find": _any(
        r"conclu",
        r"f(?:ou|i)nd(?:s|ing|ings)?\b",
        r"determin",
        r"rul(?:e|es|ed|ing)\b(?! out)",
        r"held\b",
        r"holds?\b",
        r"establish",
        r"convict",
        r"sentenc",
        r"acquit",
        r"upheld",
        r"struck down",
        r"quash",
        r"verdict",
        r"guilty",
        r"adjudg",
        r"granted",
        r"junked",
    ),
    "cue_label": _any(
        r"describ",
        r"call(?:s|ed|ing)?\b(?! (?:on|for|upon|by|to)\b)",
        r"label",
        r"brand",
        r"dub(?:s|bed)\b",
        r"term(?:s|ed|ing)?\b",
        r"characteri[sz]",
        r"liken",
        r"compar",
        r"paint",
        r"tag(?:s|ged)\b",
        r"designat",
        r"sp(?:eaks?|oke) of",
        r"considers?\b",
        r"considered\b",
        r"deem",
        r"seen as",
        r"declar(?:es|ed|ing) (?!that)",
    ),
    "cue_call": _any(
        r"urg(?:e|es|ed|ing)\b",
        r"call(?:s|ed|ing)? (?:on|for|upon|by)\b",
        r"calls? (?:\w+ )?to\b",
        r"demand",
        r"appeal",
        r"press(?:es|ed|ing)?\b",
        r"pressur",
        r"request",
        r"recommend",
        r"ask(?:s|ed|ing)? (?!whether|if|why|how|what|about)",
        r"implor",
        r"plead(?:s|ed|ing)? (?:with|for)",
        r"pleaded with",
        r"wants?\b",
        r"wanted\b",
        r"advis",
        r"petition",
        r"exhort",
        r"order(?:s|ed|ing)?\b",
        r"direct(?:s|ed|ing)\b",
        r"instruct",
        r"s(?:eeks?|ought|eeking)\b",
        r"push(?:es|ed|ing)? (?:for|to)",
        r"encourag",
        r"lobb(?:y|ied)",
        r"beg(?:s|ged)\b",
        r"summon",
        r"advocat",
    ),
    "cue_commit": _any(
        r"promis",
        r"pledg",
        r"vow",
        r"sw(?:ear|ore)",
        r"undert(?:ake|akes|ook|aking)",
        r"commit(?:s|ted|ting)? (?:to|it|him|her|them)",
        r"agree(?:s|d)?\b",
        r"plan(?:s|ned|ning)?\b",
        r"intend",
        r"assur",
        r"(?:is|are|was|were) (?:set|due|scheduled|expected|slated) to",
        r"(?:is|are) expected",
        r"set to",
        r"scheduled",
        r"will\b",
        r"vot(?:es|ed) to",
        r"decid",
        r"decision",
        r"guarante",
    ),
    "cue_threaten": _any(r"threat"),
    "cue_announce": _any(r"announc"),
    "cue_offer": _any(
        r"offer",
        r"invit",
        r"propos",
        r"extend(?:s|ed|ing)? an? (?:invitation|offer)",
        r"readiness",
        r"willing",
        r"(?:is|are|was|were) (?:open|ready|prepared)",
    ),
    "cue_welcome": _any(r"welcom"),
    "cue_condition": _any(
        r"on (?:the )?condition that",
        r"insist(?:s|ed|ing)? (?:on|that any|any)",
        r"provided that",
        r"on the understanding",
        r"conditional",
    ),
    "cue_appraise": _any(
        r"condemn",
        r"deplor",
        r"concern",
        r"prais",
        r"hail",
        r"thank",
        r"fear",
        r"hop(?:e|es|ed|ing)\b",
        r"believ",
        r"worr(?:y|ied|ies)",
        r"celebrat",
        r"applaud",
        r"endors",
        r"critici[sz]",
        r"support",
        r"hat(?:e|es|ed)\b",
        r"felt\b",
        r"feels?\b",
        r"mourn",
        r"express",
        r"commend",
        r"alarm",
        r"disappoint",
        r"warn",
        r"think",
        r"thought",
        r"expects?\b",
        r"expected (?:that|the|a)\b",
        r"slam",
        r"lament",
        r"salut",
        r"laud",
        r"appreciat",
        r"stood by",
        r"sympath",
        r"quipped",
        r"joked",
        r"tweeted",
        r"desire",
        r"boast",
        r"consider(?:s|ed)? (?:it|the|that)",
        r"remark",
    ),
    "cue_justify": _any(
        r"justif",
        r"defend",
        r"argu",
        r"explain",
        r"insist",
        r"maintain",
        r"cit(?:es|ed|ing)\b",
        r"on (?:the )?grounds",
        r"attribut",
        r"insinuat",
        r"excus",
        r"reason(?:s|ed)?\b",
        r"put(?:s|ting)? (?:it )?down to",
        r"countered",
        r"prefer",
    ),
    "cue_conveys": _any(
        r"confirm", r"report", r"reveal", r"announc", r"show", r"document", r"accord", r"disclos", r"estimat"
    ),
    "cue_says": _any(
        r"sa(?:y|ys|id|ying)\b",
        r"t(?:ell|old|ells|elling)\b",
        r"add(?:s|ed|ing)?\b",
        r"stat(?:e|es|ed|ing|ement)\b",
        r"wr(?:ite|ites|ote|iting)\b",
        r"not(?:e|es|ed|ing)\b",
        r"accord",
        r"according",
        r"read(?:s|ing)?\b",
        r"repl",
        r"answer",
        r"respon",
    ),
    "cue_no": _any(
        r"did not (?:deny|contest|dispute|rule)",
        r"(?:has|have|had) never conceded",
        r"stopped short",
        r"neither confirm",
        r"would say only",
        r"no comment",
        r"declined to (?:comment|answer|respond|say|speak|give (?:any )?(?:details|comment))",
        r"not immediately (?:respond|reply|comment)",
    ),
}
_CLAIM_NOUN = r"(?:allegation|accusation|claim|charge|report(?!er)|suggestion|criticism|account|figure|version|talk|number|story|label|wrongdoing|involvement|responsibility|rumou?r|notion|assertion|estimate|finding|statement|instances|evidence|grounds|narrative|connection|links?\b|insinuation)"
_REQUEST_NOUN = r"(?:calls?\b|demand|request|visit|inquir|enquir|probe|investigation|resolution|proposal|plea\b|petition|offer|bail|appeal|talks\b|invitation|deal\b|terms\b|idea|pressure|access|entry|visa|permission|release|application|exchange|participation|cooperat|negotiation|motion|compensation|recommendation|gesture|bid\b|settlement|compromise|mediat)"
OBJECT_CLUES: dict[str, re.Pattern[str]] = {
    "object_claim": re.compile(rf"\W*(?:\S+\s+){{0,5}}?{_CLAIM_NOUN}"),
    "object_request": re.compile(rf"\W*(?:\S+\s+){{0,4}}?{_REQUEST_NOUN}"),
    "object_infinitive": re.compile(r"\W*(?:\w+\s+)?(?:not )?to (?!the\b|a\b|an\b|his\b|her\b|their\b)\w+"),
    "object_person_infinitive": re.compile(
        r"\W*(?:\S+\s+){1,12}?(?:not )?to (?!the\b|a\b|an\b|his\b|her\b|their\b|its\b|be\b)[a-z]+"
    ),
    "object_as": re.compile(r".{0,160}?\bas (?:an?|the|\W)?"),
    "object_it": re.compile(r"\W*(?:that|this|it|these|them|so)\W*\Z"),
}
_OWN = r"(?:we|i|he|she|it|they|our|the (?:government|ministry|council|office|group|company|army|authorities|firm|board|court|commission|committee|state|country|party|police|department|bank|union)|authorities|\w+ (?:ministry|government|council|office))"
_BASE_VERB = r"(?:free|release|stop|end|let|tell|give|call|drop|investigate|publish|allow|come|go|leave|stay|respect|protect|ensure|return|show|open|bring|resign|help|don['\u2019]t|do not|please|remember|join|stand|act|take|hold|make|send|listen|ask|look|withdraw)\b"
SAYS_CLUES: dict[str, re.Pattern[str]] = {
    "says_should": re.compile(r"\b(?:should|ought to)\b(?! (?:not )?have\b)(?! any\b)"),
    "says_must": re.compile(
        r"\b(?:must|needs? to|ha(?:s|ve) to|it is (?:time|imperative|essential|vital|urgent)|we (?:call|urge|demand|appeal|ask)|i (?:call|urge|demand|appeal|ask)|(?:is|are) calling (?:for|on)|are needed|is needed|we need|deserves?|let (?:us|them|him|her)\b)"
    ),
    "says_imperative": re.compile(rf"\W*(?:friends, |people, )?{_BASE_VERB}"),
    "says_future": re.compile(
        rf"\b{_OWN}(?: \w+){{0,2}}? (?:will|would|shall|(?:is|are|was|were) (?:going|planning|preparing|determined) to|(?:['\u2019])ll)\b(?! not\b| never\b| have\b| like\b)"
    ),
    "says_will": re.compile(r"\b(?:will|would|shall|['\u2019]ll)\b(?! not\b| never\b| have\b)"),
    "says_by_when": re.compile(
        r"\b(?:by|before|within|until|till|next|tomorrow|soon|in the coming|from|on) (?:the )?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|end of|first|week|month|year|days|weeks|start|one|two|three|ten|thirty)"
    ),
    "says_condition": re.compile(
        r"\b(?:only if|unless|on condition|on the understanding|provided (?:that |they |it |the |he |she |no )|as long as|so long as|only after|must include|have to include|not while|precondition|not negotiable|negotiable|only when|until (?:the|a|they|he|she|it|all)\b|not before|in exchange for|in return for|the day we are|parameters|conditions? (?:for|of) (?:the|any)|once (?:the|they|it|two|all)|(?:any|such a|the) (?:visit|trip|such) .{0,40}(?:should|must|cannot|would have to)|when .{5,80}, (?:he|she|they|we|it) may)"
    ),
    "says_if": re.compile(r"\b(?:if|should (?:any|the|a)\b|when .{0,50} would)\b.{0,120}"),
    "says_access": re.compile(
        r"\b(?:unfettered|unhindered|unimpeded|meaningful (?:and \w+ )?access|unsupervised|free choice|confidential interviews|unannounced|friendly visit|presumption of guilt)\b"
    ),
    "says_welcome": re.compile(
        r"\b(?:doors?|gates?|airport|borders?) (?:is|are|was|were|remains?) (?:\w+ )?open|\b(?:is|are|was|were|be) (?:always |most )?welcome\b|free to (?:return|come|visit|inspect)|\b(?:ready|willing|prepared|open) (?:to|for) \w+|\bwe (?:welcome|invite)|\bwould be (?:pleased|happy|glad) to|may come\b|can come\b|may see\b|\bcould collect\b|to visit .{0,40}(?:for|and see)|joint (?:investigation|inquiry|working)"
    ),
    "says_refuse": re.compile(
        r"\b(?:will|would|shall|can|could) not (?:be |\w+ )|\bwon['\u2019]t\b|off the table|not under consideration|on the cards|no (?:need|inquiry was needed|plans?)|not allowed to|we do not (?:bargain|hand|negotiate|need|accept|recogni[sz]e)|could not be satisfied|not convenient|is over\b|would stand\b|no compensation|never (?:accept|agree|allow)|nothing to (?:say|discuss)|refus|reject|declin|not (?:be )?(?:possible|permitted)"
    ),
    "says_not": re.compile(
        r"\b(?:there (?:is|are|was|were|has been|have been|had been|had never been) (?:no|not|never|nothing)|never|did not|does not|do not|did n.t|didn['\u2019]t|doesn['\u2019]t|don['\u2019]t|(?:has|have|had) not|(?:has|have|had)n['\u2019]t|(?:is|are|was|were) not|(?:is|are|was|were)n['\u2019]t|nobody|no one|none of|no (?:such|prisoner|lawful|\w+ed\b)|nothing to do with|not (?:true|correct|a\b|the)|neither|cannot|holds? no\b|without any|no (?:\w+ )?(?:is|are|was|were|has|have|had)\b)"
    ),
    "says_false": re.compile(
        r"\b(?:false|untrue|baseless|groundless|unfounded|fabricat|lie[sd]?\b|lying|fake|forgery|slander|smear|rumou?rs?\b|nonsense|propaganda|misinformation|disinformation|invent|so[- ]called|fantasy|actors?\b|paid\b|hostile|prejudice|imagination|fiction|theatre|joke of|ridiculous|absurd|distort|biased|mistaken|incorrect|fruit of|recycled|wrong people|completely wrong|no (?:basis|truth|foundation))"
    ),
    "says_others": re.compile(
        r"\b(?:by (?:rebels|terrorists|militants|bandits|others)|somebody else|someone else|not by (?:its|our|his)|they are responsible|different province|no knowledge|unaware|not aware|no information|not involved|no involvement|had no)"
    ),
    "says_standing": re.compile(
        r"\b(?:internal affairs|interfer\w+ in|no competence|no (?:right|authority|mandate|business|standing) (?:to|here)?|sovereign|mandate .does not|never invited|know nothing|foreign (?:forces|agents|hands)|foreign-financed)"
    ),
    "says_reason": re.compile(
        r"\b(?:because|in order to|so (?:that|as) to|for (?:security|safety|their own|the safety|humanitarian|operational)|aimed at|to (?:protect|prevent|combat|counter|fight|stop|ensure|maintain|preserve|safeguard|avoid|curb|end|forestall|restore|defend|disperse)|in accordance with|(?:under|by|within|according to) (?:the )?(?:frames? of the )?(?:law|orders|constitution|statute)|as (?:the )?(?:law|statute|rules)|lawful|legal(?:ly)?\b|voluntar|free will|obliged|signed|safekeeping|temporary|necessary|needed to|routine|self[- ]defen[cs]e|after being attacked|responded (?:after|to)|fired first|returning fire|returned fire|under attack|in good faith|on grounds|due to|caused (?:when|by)|fell while|natural causes|sugar in|incomplete)"
    ),
    "says_security": re.compile(
        r"\b(?:terroris\w+|extremis\w+|separatis\w+|national security|public (?:order|safety|health)|law and order|rule of law|bandits|criminals?\b|militants?|insurgen\w+|sabotage|smuggl\w+|subver\w+|sedit\w+|weapons|firearms|explosives|landmines|threats? (?:to|from)|state secrets|fake news|collu\w+|illegal(?:ly)? (?:gather|assembl|protest|weapon|mining|possess)\w*|unauthori[sz]ed|unsanctioned|resisting arrest|attacked (?:the )?(?:police|officers))"
    ),
    "says_benefit": re.compile(
        r"\b(?:training|vocational|school|skills|jobs?\b|employment|poverty|education|teach\w*|graduates|welfare|hygiene|health measure|shelter|hostel|holiday|medical (?:care|help|treatment)|rest\b|diet\b|protection|develop\w+)"
    ),
    "says_procedure": re.compile(
        r"\b(?:under (?:section|article|the)|warrant|charged with|case (?:was|has been|is) registered|complaint (?:was|had been)|investigat\w+|remanded|in connection with|for allegedly|suspicion of|suspected of|wanted (?:for|in)|accused of|convicted of|found guilty|committed|crimes?\b|sentenced)"
    ),
    "says_sorry": re.compile(
        r"\b(?:sorry|apologi[sz]\w*|regret\w*|mistakes?\b|should (?:not|never) have|it was wrong|was wrong\b|our (?:fault|doing|boat|failure)|we (?:failed|lost)|i (?:signed|turned|took part|was wrong)|failed him|shortcomings?|excess(?:es|ive zeal)|responsibility for|not legal|unacceptable|tempers|pardon|isolated)"
    ),
    "says_found": re.compile(
        r"\b(?:guilty|convicted|sentenced|acquitted|unconstitutional|reasonable grounds|probable cause|verdict|void|null and|inadmissible|without legal basis|lacked (?:a )?legal|violated (?:its|the|his|her)|breached|established that|evidence (?:shows|showed)|no evidence)"
    ),
    "says_crime_label": re.compile(
        r"\b(?:genocid\w*|crimes? against humanity|war crimes?|ethnic cleansing|apartheid|terrorism|terrorists?\b|state terror\w*|slavery|persecution|collective punishment|cover[- ]up|coup\b|dictator\w*|massacre|summary killings|reprisal|prisoners? of conscience)"
    ),
    "says_amounts": re.compile(
        r"\b(?:amounts? to|amounted to|constitut\w+|tantamount|nothing (?:less|short) (?:than|of)|(?:is|are|was|were|this is|it is|that is) (?:\w+ )?(?:an?|another|the) (?:\w+ )?(?:violation|breach|attack|assault|affront|act|crime|form|example|campaign|attempt|case|mockery|farce|scheme|disgrace|testament|proof|way)\b|in (?:breach|violation) of|violat(?:es?|ed|ing|ions?) (?:of )?(?:the|their|his|her|its|international|human|both|basic|fundamental)|infring\w+|illegal\b|unlawful\w*|contravenes?|(?:is|was|were|are) (?:a|an) )"
    ),
    "says_opinion": re.compile(
        r"\b(?:concern\w*|alarm\w*|shock\w*|outrag\w*|appall?\w*|sad(?:ly)?\b|disappoint\w*|worr\w+|hope[sd]?\b|happy|proud|grateful|thank\w*|condolen\w*|tragic|tragedy|unfortunate\w*|important|historic|welcome[sd]?\b|praise\w*|believes?\b|feel\w*|love|fear\w*|afraid|dangerous|enrag\w*|inspir\w*|solidarity|stand with|stands with|support|condemn\w*|hero\w*|dream|god\b|imagine|surpris\w*|unprecedented|courage|worst|best\b|reminder|signal\w*|dismay|democracy|dignity)"
    ),
    "says_first_person": re.compile(r"\b(?:i|my|me|we|our|us)\b"),
    "says_accounts": re.compile(
        r"\b(?:they|he|she|police|officers|soldiers|guards|men|gunmen|troops|forces|authorities|regime|government) (?:\w+ )?(?:beat|took|came|dragged|threatened|shot|killed|arrested|detained|raided|tortured|kept|held|forced|entered|seized|hit|kicked|attacked|fired|blocked|stopped|destroyed|burned|tied|ordered|refused|denied)\b"
    ),
    "says_victimised": re.compile(
        r"\b(?:was|were|been|being|be) (?:\w+ )?(?:beaten|arrested|detained|killed|tortured|abducted|kidnapped|raped|threatened|harassed|held|jailed|imprisoned|shot|attacked|forced|denied|expelled|deported|raided|intimidated|targeted|displaced|evicted|assaulted|robbed|disappeared|executed|sentenced|charged|murdered|abused|mistreated|prevented|banned|barred|fired|taken|tricked|lured|silenced|stripped)\b"
    ),
    "says_question": re.compile(r".{0,300}\?[\"\u201d\u2019']*\s*\Z"),
    "says_quote_label": re.compile(r"[^\"\u201c]{0,80}[\"\u201c\u2018']\w+(?:[ -]\w+){0,5}[\"\u201d\u2019',.]*\Z"),
    "says_number": re.compile(r"\b\d"),
    "says_harm": HARM,
}


TOGETHER: dict[str, frozenset[str]] = {
    name: frozenset(parts.split())
    for name, parts in {
        "deny_a_claim": "cue_deny object_claim",
        "deny_a_request": "cue_deny object_request",
        "refuse_a_request": "cue_refuse object_request",
        "refuse_to_act": "cue_refuse object_infinitive",
        "call_someone_to_act": "cue_call object_person_infinitive",
        "commit_to_act": "cue_commit object_infinitive",
        "offer_to_act": "cue_offer object_infinitive",
        "label_as": "cue_label object_as",
        "label_in_quotes": "cue_label says_quote_label",
        "own_side_reason": "role_accused_side says_reason",
        "own_side_security": "role_accused_side says_security",
        "own_side_benefit": "role_accused_side says_benefit",
        "own_side_procedure": "role_accused_side says_procedure",
        "own_side_not": "role_accused_side says_not",
        "own_side_false": "role_accused_side says_false",
        "own_side_others": "role_accused_side says_others",
        "own_side_sorry": "role_accused_side says_sorry",
        "own_side_admits": "role_accused_side cue_admit",
        "own_side_justifies": "role_accused_side cue_justify",
        "own_side_future": "role_accused_side says_future",
        "own_side_act": "role_accused_side act_strong",
        "own_side_weak_act": "role_accused_side act_weak",
        "own_side_standing": "role_accused_side says_standing",
        "own_side_must": "role_accused_side says_must",
        "court_finds": "role_court cue_find",
        "court_says": "role_court cue_says",
        "court_refuses": "role_court cue_deny",
        "court_rejects": "role_court cue_refuse",
        "mandated_finds": "role_mandated cue_find",
        "future_with_date": "says_will says_by_when",
        "own_future_with_date": "says_future says_by_when",
        "will_if": "says_will says_if",
        "ngo_should": "role_ngo says_should",
        "ngo_act": "role_ngo act_strong",
        "victim_tells": "role_victim_or_relative says_accounts",
        "act_with_opinion": "act_strong says_opinion",
        "weak_act_with_opinion": "act_weak says_opinion",
        "appraise_a_thing": "cue_appraise form_short",
        "quoted_opinion": "form_direct says_opinion",
        "announce_future": "cue_announce says_will",
        "announce_a_thing": "cue_announce form_short",
        "admit_short": "cue_admit form_short",
        "sorry_in_quotes": "form_direct says_sorry",
        "crime_and_amounts": "says_crime_label says_amounts",
        "convicted_passive": "cue_passive cue_find",
        "accused_passive": "cue_passive cue_accuse",
        "not_in_quotes": "form_direct says_not",
        "false_without_cue": "form_no_cue says_false",
        "reason_with_act": "says_reason act_weak",
    }.items()
}
"""Clues that mean more together: a reason given by the side that stands accused."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One attribution with what can be seen in it."""

    attribution: Attribution
    content: str
    """Words of the content as they stand, cut at ``LONGEST_CONTENT``."""
    low: str
    """The same in lower case."""
    cue: str
    """Reporting words in lower case, with the lemma."""
    role: str
    hits: list[Hit]
    clues: frozenset[str]


_WORD = re.compile(r"(?<!\w)[a-z]{3,15}(?!\w)")
_AFTER = re.compile(r"[^.,;:!?\n\"\u201c\u201d]*")
_OWN_SIDE_ROLES = frozenset({"state", "state_subject", "company", "armed_group"})


def observe(attribution: Attribution, context: ReadingContext) -> Observation:
    """Look at one attribution of the document."""
    text = context.text.content
    content = context.words(attribution.content)[:LONGEST_CONTENT]
    low = content.lower()
    cue = context.words(attribution.cue).lower()
    if attribution.cue:
        end = attribution.cue[-1][1]
        cue = f"{cue} {_AFTER.match(text, end, end + 14)[0].lower().strip()}"  # type: ignore[index]  # matches nothing, too
    role = attribution.speaker.role if attribution.speaker else "unknown"
    hits = context.hits_in(attribution.content)
    clues = {name for name, pattern in SAYS_CLUES.items() if _seen(name, pattern, low)}
    clues |= {name for name, pattern in OBJECT_CLUES.items() if pattern.match(low)}
    clues |= {name for name, pattern in CUE_CLUES.items() if pattern.search(cue)}
    clues |= _roles(attribution, role) | _acts(hits) | _shape(attribution, cue)
    clues |= {name for name, parts in TOGETHER.items() if parts <= clues}
    clues |= {f"word_{word}" for word in _WORD.findall(low[:LONGEST_WORDED])}
    return Observation(attribution, content, low, cue, role, hits, frozenset(clues))


_AT_THE_START = frozenset({"says_imperative", "says_question", "says_quote_label"})


def _seen(name: str, pattern: re.Pattern[str], low: str) -> bool:
    return bool(pattern.match(low) if name in _AT_THE_START else pattern.search(low))


def _roles(attribution: Attribution, role: str) -> set[str]:
    clues = {f"role_{role}"}
    if attribution.directness == "narrator" or (attribution.speaker and attribution.speaker.name == OUTLET):
        clues.add("role_outlet")
    if role in _OWN_SIDE_ROLES:
        clues.add("role_accused_side")
    if load().roles[role].mandated if role in load().roles else False:
        clues.add("role_mandated")
    return clues


def _acts(hits: list[Hit]) -> set[str]:
    labels = load().characterisations
    acts = [hit for hit in hits if hit.term not in labels]
    clues = set()
    if any(hit.strength == "strong" for hit in acts):
        clues.add("act_strong")
    if any(hit.strength == "weak" for hit in acts):
        clues.add("act_weak")
    if len(acts) >= 3:
        clues.add("act_many")
    if any(hit.term in labels for hit in hits):
        clues.add("act_label")
    return clues


def _shape(attribution: Attribution, cue: str) -> set[str]:
    clues = {f"form_{attribution.directness}"}
    if not attribution.cue:
        clues.add("form_no_cue")
    if attribution.negated:
        clues.add("cue_negated")
    if attribution.passive or re.match(
        r"(?:is|are|was|were|been|being|has been|have been|had been) \w+(?:ed|d)\b", cue
    ):
        clues.add("cue_passive")
    if len(attribution.content) > 1:
        clues.add("form_split")
    if sum(end - start for start, end in attribution.content) < 60:
        clues.add("form_short")
    return clues
