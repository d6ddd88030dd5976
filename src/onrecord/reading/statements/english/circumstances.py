# SPDX-License-Identifier: Apache-2.0
"""To whom, through what and on which occasion it was said, as far as the words beside the cue tell.

Only the sentence that holds the cue is looked at, and there only what lies outside the content: a meeting that the
content speaks of is no occasion of the saying. What is undertaken or asked for a numbered session is the exception:
that session is where it is to come before people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.context import ReadingContext

_CHANNELS: dict[str, str] = {
    "email": r"(?:by|via|in an?|over) (?:\w+ )?e-?mail\w*|e-?mailed (?:statement|response|comments?|reply)",
    "telephone": r"(?:by|over the|on the) (?:tele)?phone|(?:tele)?phone (?:interview|call)",
    "letter": r"(?:in|by) (?:an? |the |his |her |their |its )?(?:\w+ )?letter\b",
    "social media": r"(?:on|in a|via) (?:\w+ )?(?:twitter|facebook|instagram|telegram|whatsapp|weibo|tiktok|youtube|social media|tweet|post)\b|tweeted",
    "press conference": r"(?:press|news) (?:conference|briefing)|(?:regular|daily) briefing",
    "interview": r"(?:in an?|told .{0,40} in an?) (?:\w+ ){0,2}?interview|interview with",
    "television": r"(?:state|public|national) (?:television|tv)\b|television (?:address|interview)|televised",
    "radio": r"(?:on|state|public|national) radio\b",
    "video": r"(?:in an?|by|via) (?:\w+ )?video(?: \w+)?|video (?:link|speech|message|statement|address)",
    "report": r"in (?:an?|its|their|his|her|the) (?:\w+ ){0,3}?(?:report|study|paper|assessment)\b",
    "statement": r"in (?:an?|its|their|his|her|the|another|one) (?:\w+ ){0,3}?(?:statement|press release|communiqu\u00e9|release)\b",
    "court": r"(?:in|before|told) (?:the |a )?(?:\w+ )?(?:court|tribunal)\b|testified",
    "speech": r"in (?:an?|his|her|the) (?:\w+ ){0,2}?(?:speech|address|sermon|remarks)\b",
}
_CHANNEL = re.compile(
    "|".join(f"(?P<c{i}>\\b(?:{pattern}))" for i, pattern in enumerate(_CHANNELS.values())), re.IGNORECASE
)
_NAMES = tuple(_CHANNELS)
_OCCASION = re.compile(
    r"\b(?:(?i:at|during)|to|before|in|of) (?:an?|the|its|their|this|last|his|her)(?: (?:[\w'\u2019.-]+)){0,7}? "
    r"(?:session|meeting|summit|conference|briefing|hearing|rally|ceremony|debate|forum|talks|assembly|visit|trial|funeral|protest)\b"
    r"(?: (?:of|on|in|for|with) (?:the )?(?:[A-Z][\w'\u2019.-]*(?: (?:of |and |for |the )*[A-Z][\w'\u2019.-]*)*))*",
)
_NUMBERED = re.compile(
    r"\b(?P<number>\d{1,2}(?:st|nd|rd|th)) (?:(?:regular|special|UN|U\.N\.) )*(?:session of (?:the )?)?"
    r"(?P<body>(?:[A-Z][\w'\u2019.-]*(?: (?:of |the )*[A-Z][\w'\u2019.-]*)*))?(?: (?:session|meeting))?"
)
_NEAR = 600
"""Characters on either side of a cue: a sentence whose quotation is never closed has no end."""
_TO_COME = frozenset({"commitment", "call"})
_LEAD = re.compile(r"^(?:at|during|to|before|in|of) (?:an?|the|its|their|this|his|her) ", re.IGNORECASE)
_TELLS = frozenset(
    {"tell", "inform", "brief", "assure", "write", "email", "speak", "remind", "text", "address", "warn"}
)
_TOLD = re.compile(
    r"\b(?:told|telling|informed|briefed|speaking to|spoke to|speaking with|interview with|in remarks to|wrote to|statement to|comments? to|email to)\s+"
    r"(?P<who>(?:the |a |an )?(?:[A-Z][\w&'\u2019.-]*(?: (?:of |and |the |for )*[A-Z][\w&'\u2019.-]*)*|reporters|journalists|local media|the media|lawmakers|the court|judges|investigators))"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Words of the document, None where it does not say; ``channel`` is one of a short list."""

    audience: str | None = None
    channel: str | None = None
    occasion: str | None = None


def circumstances_of(attribution: Attribution, context: ReadingContext, kind: str) -> Circumstances:
    """Say to whom, through what and on which occasion a statement was made."""
    if attribution.directness == "narrator" or not attribution.cue:
        return Circumstances()
    words = _beside(attribution, context)
    occasion = _occasion(words)
    if occasion is None and kind in _TO_COME:
        occasion = _session(context.words(attribution.content))
    return Circumstances(_audience(attribution, context, words), _channel(words), occasion)


def _beside(attribution: Attribution, context: ReadingContext) -> str:
    """Give the sentence of the cue without the content, a gap marked by a bar."""
    sentence = context.sentence_at(attribution.cue[0][0])
    if sentence is None:
        return ""
    first = max(sentence[0], attribution.cue[0][0] - _NEAR)
    last = min(sentence[1], attribution.cue[-1][1] + _NEAR)
    kept: list[str] = []
    at = first
    for start, end in _inside(attribution.content, (first, last)):
        kept.append(context.text.content[at:start])
        at = min(max(at, end), last)
    kept.append(context.text.content[at:last])
    return " | ".join(part.strip() for part in kept if part.strip())


def _inside(spans: tuple[Span, ...], sentence: Span) -> list[Span]:
    return sorted(span for span in spans if span[0] < sentence[1] and sentence[0] < span[1])


def _audience(attribution: Attribution, context: ReadingContext, words: str) -> str | None:
    told = attribution.addressee
    if told is not None and attribution.cue_lemma in _TELLS:
        return _tidy(context.text.content[told[0] : told[1]])
    match = _TOLD.search(words)
    return _tidy(match["who"]) if match else None


def _tidy(words: str) -> str | None:
    words = re.sub(r"^(?:the|a|an)\s+", "", words.strip(" ,.;:"), flags=re.IGNORECASE)
    return words or None


def _channel(words: str) -> str | None:
    match = _CHANNEL.search(words)
    if match is None:
        return None
    return _NAMES[int((match.lastgroup or "c0")[1:])]


def _session(words: str) -> str | None:
    numbered = _NUMBERED.search(words)
    if numbered is None or not numbered["body"] or not ("session" in numbered[0] or "Council" in numbered[0]):
        return None
    body = re.sub(r"^(?:UN|U\.N\.|United Nations) ", "", numbered["body"])
    return f"{numbered['number']} session of the {body}"


def _occasion(words: str) -> str | None:
    session = _session(words)
    if session is not None:
        return session
    match = _OCCASION.search(words)
    return _LEAD.sub("", match[0]).strip() if match else None
