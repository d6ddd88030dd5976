# SPDX-License-Identifier: Apache-2.0
"""Fictional material for the tests of this stage: documents about Estria, a country that does not exist."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.grouping.proposals import CopyCluster, Position, PositionChange, PositionRow, Proposals, Ungrouped
from onrecord.model import (
    OUTLET,
    Allegation,
    CaseFacts,
    Item,
    LedgerEntry,
    Metadata,
    OriginLink,
    Origins,
    Passage,
    Provenance,
    Quantity,
    ReadDocument,
    Reading,
    Receipt,
    Response,
    Segment,
    Span,
    Speaker,
    Statement,
    Text,
    Unread,
    passage,
    statement_id,
)
from onrecord.publication.material import CustodyFacts, ReportMaterial

WIRE = (
    "Home | World | Sport\n"
    "Rights groups accuse Estria over northern camps\n"
    "ESTMOND, 1 March - Estria Watch said guards in the northern camps beat detainees with batons. "
    "More than 9,000 people have been held there since 2019, the group said.\n"
    "The foreign ministry denied the beatings. “They are training centres,” said its spokesman Odo Varn, "
    "adding that the witnesses were hired actors.\n"
    "The Council of Elders called the camps a crime against humanity.\n"
    "Subscribe now for one crown a week\n"
)
LETTER = (
    "The Office for Rights will publish its report before 7 March 2026. It will travel only with unsupervised access "
    "to every site. It urged Estria to release those held.\n"
    "Estria invited the Office to a friendly visit.\n"
)
ARABIC = "قالت الوزارة إن المراكز مدارس للتدريب المهني.\n"


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Find where ``words`` stand in ``text``."""
    return tuple((text.index(part), text.index(part) + len(part)) for part in words)


def said(text: str, kind: str, content: str, **fields: Any) -> Statement:
    """Build a statement about words of ``text``; ``source`` and ``cue`` are words too."""
    parts: dict[str, Passage | None] = {
        name: passage(text, spans(text, fields.pop(name))) if name in fields else None for name in ("source", "cue")
    }
    words = passage(text, spans(text, content))
    identity = statement_id(hashlib.sha256(text.encode()).hexdigest(), parts["source"], parts["cue"], words, kind)
    return Statement(id=identity, kind=kind, content=words, source=parts["source"], cue=parts["cue"], **fields)


def text_of(
    content: str, kinds: Sequence[str] = (), *, page: int | None = None, unread: tuple[Unread, ...] = ()
) -> Text:
    """Make a text with one segment a line."""
    segments, start = [], 0
    for number, line in enumerate(content.splitlines(keepends=True)):
        kind: Any = kinds[number] if number < len(kinds) else "paragraph"
        end = start + len(line.rstrip("\n"))
        segments.append(Segment(start, end, kind, page=page, paragraph=number + 1))
        start += len(line)
    return Text(content, tuple(segments), "plain-1", unread=unread)


def document(
    name: str,
    text: Text | None,
    statements: Sequence[Statement] = (),
    *,
    receipt: str | None = None,
    parent: str | None = None,
    protected: bool = False,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    status: Any = "read",
    reason: str | None = None,
) -> ReadDocument:
    """Make a read document; its digests come from its words, or from its name where it has none."""
    body = text.content.encode("utf-8", "surrogatepass") if text else name.encode("utf-8", "surrogatepass")
    item = Item(hashlib.sha256(body).hexdigest(), hashlib.sha512(body).hexdigest(), len(body))
    basis: Any = "stated" if published else "unknown"
    return ReadDocument(
        receipt=Receipt(
            id=receipt or "R-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12].upper(),
            item=item,
            name=name,
            path=f"in/{name}",
            parent=parent,
            modified="2026-03-01T08:00:00Z",
            received_at="2026-03-02T09:30:00Z",
            provenance=Provenance(supplied_by="Mirelle Oduya", how_obtained="by hand", protected=protected),
        ),
        file_kind="plain",
        text=text,
        reading=Reading(
            status=status,
            reason=reason,
            unread=(),
            reader="en-1" if text else None,
            metadata=Metadata(
                title=title, publisher=publisher, published=published, published_basis=basis, language="en"
            ),
            statements=tuple(statements),
        ),
    )


def wire_statements() -> dict[str, Statement]:
    """Build the statements of the wire report, by a short name."""
    ministry = Speaker("Ministry of Foreign Affairs of Estria", "state")
    return {
        "beating": said(
            WIRE, "allegation", "guards in the northern camps beat detainees with batons", source="Estria Watch",
            cue="said", speaker=Speaker("Estria Watch", "ngo"), said_at="2026-03-01", about_time="2019/..",
            violations=("torture",), accused="Estria", modality="certain", directness="indirect",
        ),
        "number": said(
            WIRE, "allegation", "More than 9,000 people have been held there since 2019", source="the group",
            speaker=Speaker("Estria Watch", "ngo", "the group"), said_at="2026-03-01", about_time="2019/..",
            violations=("mass_internment",), accused="Estria",
            quantities=(Quantity("More than 9,000", lower=9000, unit="persons", what="held"),),
        ),
        "denial": said(
            WIRE, "denial", "the beatings", source="The foreign ministry", cue="denied", subtype="fact",
            speaker=ministry, said_at="2026-03-01",
        ),
        "training": said(
            WIRE, "justification", "They are training centres", source="its spokesman Odo Varn", cue="said",
            subtype="welfare", directness="direct",
            speaker=Speaker("Odo Varn", "state", "its spokesman"), said_at="2026-03-01",
        ),
        "actors": said(
            WIRE, "denial", "the witnesses were hired actors", cue="adding", subtype="source",
            speaker=Speaker("Odo Varn", "state"), said_at="2026-03-01",
        ),
        "label": said(
            WIRE, "legal_characterisation", "the camps a crime against humanity", source="The Council of Elders",
            cue="called", speaker=Speaker("Council of Elders", "parliament"), reported_at="2026-03-01",
            characterisations=("crimes_against_humanity",), modality="possible",
        ),
        "narrator": said(
            WIRE, "other", "Rights groups accuse Estria over northern camps", subtype="information",
            speaker=Speaker(OUTLET, "media_narrator"), directness="narrator",
        ),
    }  # fmt: skip


def letter_statements() -> dict[str, Statement]:
    """Build the statements of the letter, by a short name."""
    office = Speaker("Office for Rights", "un_body")
    return {
        "publish": said(
            LETTER, "commitment", "publish its report before 7 March 2026", source="The Office for Rights", cue="will",
            speaker=office, said_at="2026-03-02", due="2026-03-07", directness="narrator",
        ),
        "terms": said(
            LETTER, "condition", "travel only with unsupervised access to every site", speaker=office,
            terms=("unsupervised access to every site",), addressee="Estria",
        ),
        "release": said(LETTER, "call", "to release those held", speaker=office, addressee="Estria"),
        "visit": said(
            LETTER, "offer", "the Office to a friendly visit", source="Estria", cue="invited",
            speaker=Speaker("Estria", "state"), addressee="the Office",
        ),
    }  # fmt: skip


def documents() -> list[ReadDocument]:
    """Build the documents that may be released."""
    kinds = ("menu", "title", "paragraph", "paragraph", "paragraph", "advert")
    wire, letter = wire_statements(), letter_statements()
    return [
        document(
            "wire.txt", text_of(WIRE, kinds, page=1), tuple(wire.values()), receipt="R-WIRE",
            title="Rights groups accuse Estria", publisher="Estria Wire", published="2026-03-01",
        ),
        document(
            "wire-again.txt", text_of(WIRE, kinds), tuple(wire.values()), receipt="R-COPY", published="2026-03-02",
        ),
        document(
            "letter.txt",
            text_of(LETTER, unread=(Unread("page 3 needs OCR"),)),
            tuple(letter.values()), receipt="R-LETTER", published="2026-03-02",
        ),
        document("وزارة.txt", text_of(ARABIC), receipt="R-ARABIC", title="بيان الوزارة", status="kept, not read",
                 reason="not read yet: Arabic"),
        document("photo.jpg", None, receipt="R-PHOTO", status="kept, not read", reason="kept, not read: image"),
    ]  # fmt: skip


def allegations() -> tuple[Allegation, ...]:
    """Build two allegations, one answered and one not."""
    wire = wire_statements()
    one = Allegation(
        id="A-torture", title="Torture - alleged against Estria", violations=("torture",), accused="Estria",
        affected=None, place=None, period="2019/..", statements=(wire["beating"].id,),
        characterisations=(wire["label"].id,),
        responses=(
            Response(wire["denial"].id, "denies_act", "same document and matter"),
            Response(wire["training"].id, "alternative_explanation", "same document"),
            Response(wire["actors"].id, "contests_source_or_competence", "same document"),
        ),
        origins=Origins(
            ((wire["beating"].id,),), (OriginLink(wire["beating"].id, wire["number"].id, "unresolved", "unnamed"),),
            unresolved_pairs=1,
        ),
        reasons=("one kind of act, one accused",),
    )  # fmt: skip
    two = Allegation(
        id="A-internment", title="Mass internment - alleged against Estria", violations=("mass_internment",),
        accused="Estria", affected=None, place="northern camps", period=None, statements=(wire["number"].id,),
        characterisations=(), responses=(), origins=Origins(((wire["number"].id,),), ()), reasons=(),
        part_of="A-torture",
    )  # fmt: skip
    return one, two


def proposals() -> Proposals:
    """Build what grouping would propose."""
    wire, letter = wire_statements(), letter_statements()
    denial = Position(wire["denial"].id, "A-torture", "2026-03-01", "denial", "fact", "denies")
    later = Position(wire["training"].id, "A-torture", "2026-03-01", "justification", "welfare", "explains")
    accuses = Position(wire["beating"].id, "A-torture", "2026-03-01", "allegation", None, "accuses")

    def entry(kind: Any, name: str, **fields: Any) -> LedgerEntry:
        statement = letter[name]
        given: dict[str, Any] = {
            "by": "Office for Rights", "to": None, "terms": statement.terms, "said_at": statement.said_at,
            "due": statement.due, "contingent_on": None, "status": "no date", "proposals": (),
        }  # fmt: skip
        return LedgerEntry(
            id=f"L-{name}", kind=kind, statement=statement.id, act=statement.content.text, **(given | fields)
        )

    return Proposals(
        allegations=allegations(),
        ledger=(
            entry("commitment", "publish", status="overdue", proposals=((wire["narrator"].id, "same words"),)),
            entry("condition", "terms", to="Estria"),
            entry("offer", "visit", by="Estria"),
            entry("call", "release", to="Estria"),
        ),
        positions=(
            PositionRow("Estria", "estria", own_voice=False, named=True, positions=(denial, later)),
            PositionRow("Estria Watch", "estria watch", own_voice=False, named=True, positions=(accuses,)),
        ),
        changes=(PositionChange("Estria", "estria", "A-torture", denial, later, "later"),),
        copies=(CopyCluster(("R-WIRE", "R-COPY"), exact=True, likeness=1.0, reason="the same text"),),
        unanswered=("A-internment",),
        ungrouped=(Ungrouped(wire["narrator"].id, "no act named"),),
    )


def material(**changes: Any) -> ReportMaterial:
    """Build a whole material; ``changes`` replace fields of it."""
    given: dict[str, Any] = {
        "case": CaseFacts(
            "C-TEST", "Camps in northern Estria", "2026-03-01T00:00:00Z", "Who said what?", ("2019 to 2026",)
        ),
        "documents": documents(),
        "proposals": proposals(),
        "custody": CustodyFacts(12, "ab" * 32, '{"tree_size":12}', "K-1"),
        "made_at": "2026-03-10T12:00:00Z",
        "tool": "onrecord 0.1.0",
    }
    return ReportMaterial(**(given | changes))


def replace_content(statement: Statement, text: str, content: tuple[Span, ...]) -> Statement:
    """Give the statement another content."""
    return replace(statement, content=passage(text, content))
