# SPDX-License-Identifier: Apache-2.0
"""The nouns: frozen values without any I/O, shared by all stages.

Offsets are ``[start, end)`` in Unicode code points of a document's canonical text. Dates are EDTF
strings (``2022-03``, ``2022-02-28``, ``2022-03/2022-05``). The fields of ``Statement`` and what it
holds are those of the public JSON Lines contract, in its order, so the contract is this file.
"""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Span = tuple[int, int]

# --- things received -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes as received, addressed by their SHA-256 and never altered."""

    sha256: str
    sha512: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the person who adds a thing says about it. Claims, kept as claims."""

    supplied_by: str | None = None
    how_obtained: str | None = None
    published: str | None = None
    """EDTF date given by the person, used where the document states none."""
    protected: bool = False
    """What it holds stays out of every report."""
    earlier_custody: str = "unknown"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One arrival of one item: the same bytes that arrive twice under two names have two receipts."""

    id: str
    item: Item
    name: str
    """File name as found, cleaned of nothing. A claim."""
    path: str
    """Path as given, or the path inside the container. A claim."""
    parent: str | None
    """Receipt id of the archive or message that holds it."""
    modified: str | None
    """The file's own modification time, RFC 3339. A claim."""
    received_at: str
    provenance: Provenance


# --- text ----------------------------------------------------------------------------------------

SegmentKind = Literal[
    "title",
    "heading",
    "paragraph",
    "list",
    "table",
    "quotation",
    "caption",
    "menu",
    "advert",
    "header",
    "footer",
    "footnote",
    "comment",
    "deleted",
    "inserted",
    "metadata",
    "quoted_message",
    "signature",
]
"""What a stretch of text is for. Only some of them hold statements; all of them are kept."""

BODY_KINDS: frozenset[SegmentKind] = frozenset(
    {"title", "heading", "paragraph", "list", "table", "quotation", "footnote", "inserted"}
)
"""The kinds of segment in which statements are read."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of canonical text and where it stands in the original. Segments are sorted and disjoint."""

    start: int
    end: int
    kind: SegmentKind = "paragraph"
    page: int | None = None
    """Page number from 1, where the format has pages."""
    paragraph: int | None = None
    """Paragraph number from 1, counted over the whole document."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that could not be read, with the reason ("page 3 needs OCR")."""

    reason: str
    span: Span | None = None
    """Where it stands in the canonical text; None for a part that gave no text at all."""


@dataclass(frozen=True)
class Text:
    """The canonical text of an item with a map back to where each character stands."""

    content: str
    segments: tuple[Segment, ...]
    extractor: str
    """Name and version of what made it, such as ``html-1``."""
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    """What a reader of the document should know ("3 tracked deletions"). No words of the document."""

    @cached_property
    def sha256(self) -> str:
        """Digest of the canonical text in UTF-8 (lone surrogates kept as they are)."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def segment_at(self, offset: int) -> Segment | None:
        """Find the segment that holds ``offset``, or None where it falls between two."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.segments[index].end:
            return None
        return self.segments[index]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself, or a person says about it. None where nobody says."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """EDTF."""
    published_basis: Literal["stated", "inferred", "given", "unknown"] = "unknown"
    language: str | None = None
    """ISO 639-1 code."""


# --- statements ----------------------------------------------------------------------------------

KIND_IDS: tuple[str, ...] = (
    "allegation",
    "denial",
    "justification",
    "admission",
    "finding",
    "legal_characterisation",
    "call",
    "commitment",
    "condition",
    "offer",
    "refusal",
    "other",
)

Directness = Literal["direct", "indirect", "mixed", "narrator"]
Modality = Literal["certain", "probable", "possible", "unspecified"]
Polarity = Literal["positive", "negative"]

OUTLET = "OUTLET"
"""Speaker name of what a document asserts in its own voice."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: its spans, and their text joined by a space."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: the fullest name in the document, the role, and the words it was resolved from."""

    name: str
    role: str = "unknown"
    """One of ``vocabulary`` roles: state, un_official, ngo, ..."""
    resolved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as stated, with open or closed bounds. Never a point made out of an open bound."""

    verbatim: str
    value: float | None = None
    lower: float | None = None
    lower_inclusive: bool = False
    upper: float | None = None
    upper_inclusive: bool = False
    approximate: bool = False
    unit: str = "other"
    """persons, families, children, deaths, sites, events, years, share, other."""
    what: str | None = None
    """What is counted, in the document's words ("detained")."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One source, one cue, one content, and what it does. The machine's proposal, never a truth."""

    id: str
    kind: str
    content: Passage
    also: tuple[str, ...] = ()
    subtype: str | None = None
    implicit: bool = False
    source: Passage | None = None
    cue: Passage | None = None
    directness: Directness = "indirect"
    speaker: Speaker | None = None
    addressee: str | None = None
    audience: str | None = None
    """To whom it was said ("VOA")."""
    channel: str | None = None
    """Through what ("email")."""
    occasion: str | None = None
    """Where or when it was said ("49th session of the Human Rights Council")."""
    attribution_chain: tuple[str, ...] = ()
    """Outermost first: outlet, agency, official."""
    violations: tuple[str, ...] = ()
    characterisations: tuple[str, ...] = ()
    accused: str | None = None
    affected: str | None = None
    place: str | None = None
    said_at: str | None = None
    reported_at: str | None = None
    about_time: str | None = None
    due: str | None = None
    contingent_on: str | None = None
    terms: tuple[str, ...] = ()
    responds_to: tuple[str, ...] = ()
    """Ids of statements in the same document."""
    response_type: str | None = None
    quantities: tuple[Quantity, ...] = ()
    modality: Modality = "unspecified"
    polarity: Polarity = "positive"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Victim:
    """A person or group harmed in an incident, as the document describes them."""

    name: str | None = None
    type: tuple[str, ...] = ()
    population: str | None = None
    sex: str | None = None
    age_group: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A document's main event of harm: who did what to whom, where and when."""

    perpetrator_mention: bool = False
    perpetrator_type: str | None = None
    victims: tuple[Victim, ...] = ()
    violations: tuple[str, ...] = ()
    country: str | None = None
    region: str | None = None
    city: str | None = None
    year: str | None = None
    month: str | None = None
    day: str | None = None


ReadingStatus = Literal["read", "partly read", "kept, not read", "failed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader, in one version, found in one text."""

    status: ReadingStatus
    reason: str | None
    """Why it is not wholly read; None when it is."""
    unread: tuple[Span, ...]
    reader: str | None
    """Name and version of the reader, such as ``en-1``."""
    metadata: Metadata
    """What the document says of itself, completed by the reader (inferred publication date, language)."""
    statements: tuple[Statement, ...] = ()
    incident: Incident | None = None


@dataclass(frozen=True)
class ReadDocument:
    """One receipt with its text and reading: what grouping and publication are given."""

    receipt: Receipt
    file_kind: str
    """What the bytes are, judged by content: an id of ``intake.kinds``, such as ``pdf`` or ``unknown``."""
    text: Text | None
    reading: Reading
    sketch: tuple[int, ...] = ()
    """MinHash of the text, for near copies; empty for texts too short to compare."""


def passage(text: str, spans: tuple[Span, ...]) -> Passage:
    """Take the words at ``spans`` out of ``text``."""
    return Passage(" ".join(text[start:end] for start, end in spans), spans)


def statement_id(text_sha256: str, source: Passage | None, cue: Passage | None, content: Passage, kind: str) -> str:
    """Make the id of a statement: a digest of text hash, spans and kind, the same on any machine."""
    spans = (";".join(f"{a}-{b}" for a, b in words.spans) if words else "" for words in (source, cue, content))
    return "S-" + hashlib.sha256("\n".join((text_sha256, kind, *spans)).encode("ascii")).hexdigest()[:20]


# --- proposals that grouping makes ---------------------------------------------------------------

IndependenceState = Literal["independent", "dependent", "unresolved"]


@dataclass(frozen=True, slots=True)
class OriginLink:
    """Two statements and whether they go back to one origin, with the reason."""

    one: str
    other: str
    state: IndependenceState
    reason: str


@dataclass(frozen=True, slots=True)
class Origins:
    """From how many independent origins an allegation comes. Unresolved pairs add none."""

    clusters: tuple[tuple[str, ...], ...]
    """Statement ids, one tuple an independent origin."""
    links: tuple[OriginLink, ...]
    """The links that are listed; ``links_left_out`` counts those beyond the limit."""
    unresolved: tuple[tuple[str, ...], ...] = ()
    """Ids of statements whose origin could not be told from the others, one tuple a possible origin. They add none."""
    unresolved_pairs: int = 0
    """How many pairs of possible origins are unresolved, listed or not."""
    adding_none: tuple[tuple[str, str], ...] = ()
    """(statement id, reason): statements that are no origin at all, such as an outlet's own voice."""
    documents: int = 0
    """In how many documents the statements stand, copies included."""
    links_left_out: int = 0

    @property
    def independent(self) -> int:
        """The number of independent origins."""
        return len(self.clusters)


@dataclass(frozen=True, slots=True)
class Response:
    """A statement that answers an allegation."""

    statement: str
    response_type: str
    """HURIDOCS MT28-derived type, see ``vocabulary/response_types.yaml``."""
    reason: str
    repeats: tuple[str, ...] = ()
    """Further statements that report the same answer."""


@dataclass(frozen=True, slots=True)
class Allegation:
    """Statements about one matter: one violation family, accused, place and period. A proposal."""

    id: str
    title: str
    violations: tuple[str, ...]
    accused: str | None
    affected: str | None
    place: str | None
    period: str | None
    statements: tuple[str, ...]
    characterisations: tuple[str, ...]
    """Ids of statements that put a legal label on the matter, dispute one or withhold one."""
    responses: tuple[Response, ...]
    origins: Origins
    reasons: tuple[str, ...]
    part_of: str | None = None
    label_responses: tuple[Response, ...] = ()
    """Answers of the accused side to a legal label. They do not contest the fact."""
    contradicted_by: tuple[Response, ...] = ()
    """Statements of others than the accused side that it was not so. They are no responses."""


LedgerKind = Literal["request", "condition", "offer", "refusal", "agreement", "visit", "commitment", "call"]
LedgerStatus = Literal["open", "due", "overdue", "no date"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One step about access, or one undertaking. Its status is what the calendar says; only a person closes it."""

    id: str
    kind: LedgerKind
    statement: str
    by: str | None
    to: str | None
    act: str
    """The words of the statement."""
    terms: tuple[str, ...]
    said_at: str | None
    due: str | None
    contingent_on: str | None
    status: LedgerStatus
    proposals: tuple[tuple[str, str], ...]
    """(statement id, reason): statements that may fulfil, answer or break it. For a person to decide."""
    repeats: tuple[str, ...] = ()
    """Further statements that report the same step."""


# --- what people decide --------------------------------------------------------------------------

Decision = Literal["confirmed", "corrected", "rejected", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about one proposed statement; withdrawn, never erased."""

    id: str
    text_sha256: str
    statement: Statement
    """The proposal as it stood when it was judged: bound to its text and spans, not to a reader."""
    decision: Decision
    corrected: Statement | None
    reason: str | None
    by: str
    at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None


DEFAULT_STANDARD = "reasonable_grounds_to_believe"
"""The standard of proof of a new case; most commissions of inquiry use it."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What stands in ``case.toml``."""

    id: str
    title: str
    created_at: str
    question: str | None = None
    scope: tuple[str, ...] = field(default=())
    standard_of_proof: str = DEFAULT_STANDARD
