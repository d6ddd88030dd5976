# SPDX-License-Identifier: Apache-2.0
"""Messages (.eml and Outlook's .msg): headers, body, what is quoted and what is signed.

1. The first piece holds the headers that people read, with the kind ``metadata``.
2. The body is the plain text; the HTML where there is none. Where the HTML says what the plain text does
   not, both are kept and a warning says so.
3. Lines that begin with ``>``, and all that follows "On … wrote:" or a forwarded header, are what somebody
   else wrote: ``quoted_message``. From a line of ``-- `` on it is a ``signature``.
4. Title is the subject, author the sender's name, and the date is that of the Date header in the sender's
   own time zone: a message says when it was sent. Attachments are items of their own, read by themselves.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from onrecord.errors import Unreadable
from onrecord.intake import mime
from onrecord.intake.containers.messages import read_whole
from onrecord.intake.containers.outlook import DAMAGED, open_message
from onrecord.model import Metadata, SegmentKind
from onrecord.reading.formats.decoding import decode
from onrecord.reading.formats.extraction import Extraction
from onrecord.reading.formats.html import page_text
from onrecord.reading.formats.plain import segment_plain
from onrecord.reading.text import TextBuilder, counted

EML_EXTRACTOR = "email-1"
MSG_EXTRACTOR = "msg-1"

_SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID")
_MOST_HEADER = 4_000
"""Characters of a header that are interpreted; the library takes long over longer ones."""
_WROTE = re.compile(r"[^\n]{4,200}(?:wrote|écrit|escribió|schrieb|написал|napisał|كتب)\s?\w{0,3}:[ \t]*\Z")
_FORWARDED = re.compile(
    r"-{2,}\s*(?:Original Message|Forwarded message|Begin forwarded message|Ursprüngliche Nachricht|Message d'origine)"
    r"|Begin forwarded message:|_{10,}\s*\Z",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"\*?(?:From|De|Von|От)\*?:\s")
_SENT_LINE = re.compile(r"\*?(?:Sent|Date|Enviado|Envoyé|Gesendet|Fecha|Дата)\*?:\s")
_SIGNATURE = re.compile(r"-- ?\Z")
_LONGEST_INTRODUCTION = 300
"""Characters of a line that introduces a quotation."""
_MORE_SHARE = 0.1
"""Of the words in the plain text: how many new ones the HTML may have and still be the same text."""


def extract_eml(path: Path) -> Extraction:
    """Read a message. Raises LimitExceeded where it is too large or too deep."""
    data = read_whole(path)
    root = mime.parse_message(data)
    headers = {name: mime.header(root.headers, name.lower()) for name in _SHOWN}
    builder = TextBuilder(EML_EXTRACTOR)
    _add_headers(builder, headers)
    for body in mime.bodies(root):
        plain = _text_of(data, body.plain, builder) if body.plain else ""
        page = _text_of(data, body.html, builder) if body.html else ""
        _add_body(builder, plain, page)
    attached = len(mime.attachments(root))
    if attached:
        builder.warn(f"{counted(attached, 'attachment is an item of its', 'attachments are items of their')} own.")
    metadata = _metadata(headers, builder)
    return Extraction(builder.build(), metadata)


def extract_msg(path: Path) -> Extraction:
    """Read an Outlook message. Raises Unreadable for a damaged one, LimitExceeded past the limits."""
    message = open_message(path)
    try:
        stated = {name: mime.decode_words(message.message_headers.get(name) or "") for name in _SHOWN}
        stated["From"] = stated["From"] or message.sender or ""
        stated["Subject"] = stated["Subject"] or message.subject
        sent = message.sent_date
        recipients = [entry.name or entry.email_address or "" for entry in message.recipients]
        plain, page = message.body or "", message.html_body or ""
    except (*DAMAGED, UnicodeError) as error:
        raise Unreadable("The Outlook message is damaged: its fields cannot be read.") from error
    stated["To"] = stated["To"] or "; ".join(filter(None, recipients))
    if not stated["Date"] and isinstance(sent, datetime):
        stated["Date"] = sent.strftime("%d %b %Y %H:%M:%S +0000")
    builder = TextBuilder(MSG_EXTRACTOR)
    _add_headers(builder, stated)
    _add_body(builder, plain, page)
    if not plain.strip() and not page.strip():
        builder.unread("the body of the message is stored in a form that is not read (RTF), or is empty")
    metadata = _metadata(stated, builder)
    return Extraction(builder.build(), metadata)


def _text_of(data: bytes, part: mime.Part, builder: TextBuilder) -> str:
    try:
        charset = part.headers.get_content_charset()
    except (LookupError, ValueError, TypeError):
        charset = None
    decoded = decode(mime.decoded(data, part), charset)
    for warning in decoded.warnings:
        builder.warn(warning)
    return decoded.text


def _add_headers(builder: TextBuilder, headers: dict[str, str]) -> None:
    shown = "\n".join(f"{name}: {headers[name]}" for name in _SHOWN if headers.get(name))
    builder.add(shown, "metadata")


def _add_body(builder: TextBuilder, plain: str, page: str) -> None:
    _add_plain(builder, plain)
    if not page.strip():
        return
    text = page_text(page)
    known = _word_set(plain)
    more = [word for word in _word_set(text.content) if word not in known]
    if plain.strip() and len(more) <= _MORE_SHARE * max(20, len(known)):
        return
    if plain.strip():
        builder.warn("The HTML of the message says more than its plain text; both are kept.")
    kinds = _message_kinds([text.content[part.start : part.end] for part in text.segments])
    for segment, kind in zip(text.segments, kinds, strict=True):
        builder.add(text.content[segment.start : segment.end], kind or segment.kind)


def _word_set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.lower()))


def _add_plain(builder: TextBuilder, plain: str) -> None:
    text = plain.replace("\r\n", "\n").replace("\r", "\n")
    for kind, stretch in _stretches(text):
        if kind is None:
            for segment in segment_plain(stretch):
                # a short first line of a message is a greeting, not a title
                builder.add(
                    stretch[segment.start : segment.end], "paragraph" if segment.kind == "title" else segment.kind
                )
        else:
            for piece in re.split(r"\n[ \t>]*\n", stretch):
                builder.add(piece, kind)


def _stretches(text: str) -> list[tuple[SegmentKind | None, str]]:
    """Cut a body into the sender's own words (None), what is quoted and what is signed, line by line."""
    lines = text.split("\n")
    kinds = _message_kinds(lines)
    found: list[tuple[SegmentKind | None, list[str]]] = []
    for line, kind in zip(lines, kinds, strict=True):
        if found and (found[-1][0] == kind or not line.strip()):
            found[-1][1].append(line)
        else:
            found.append((kind, [line]))
    return [(kind, "\n".join(stretch)) for kind, stretch in found]


def _message_kinds(lines: list[str]) -> list[SegmentKind | None]:
    kinds: list[SegmentKind | None] = []
    rest: SegmentKind | None = None
    for place, line in enumerate(lines):
        stripped = line.strip()
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if stripped.startswith(">"):
            kinds.append("quoted_message")
            continue
        if len(stripped) <= _LONGEST_INTRODUCTION and _WROTE.search(stripped) and following.strip().startswith(">"):
            kinds.append("quoted_message")  # what is quoted marks each line itself; the sender's words may follow it
            continue
        if _begins_quotation(stripped, following):
            rest = "quoted_message"
        elif rest is None and _SIGNATURE.match(line.rstrip("\n")):
            rest = "signature"
        kinds.append(rest)
    return kinds


def _begins_quotation(line: str, following: str) -> bool:
    if len(line) > _LONGEST_INTRODUCTION:
        return False
    if _FORWARDED.match(line) or _WROTE.search(line):
        return True
    return bool(_HEADER_LINE.match(line) and _SENT_LINE.match(following.strip()))


def _metadata(headers: dict[str, str], builder: TextBuilder) -> Metadata:
    published = _date(headers.get("Date", ""))
    if headers.get("Date") and published is None:
        builder.warn("The Date header of the message is no date.")
    return Metadata(
        title=headers.get("Subject") or None,
        author=_sender(headers.get("From", "")),
        published=published,
        published_basis="stated" if published else "unknown",
    )


def _date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value[:200]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sender(value: str) -> str | None:
    try:
        name, address = parseaddr(value[:_MOST_HEADER])
    except (RecursionError, IndexError):
        return value.strip() or None
    return " ".join(name.split()) or address or value.strip() or None
