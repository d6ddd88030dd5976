# SPDX-License-Identifier: Apache-2.0
"""The parts of a message (RFC 5322, RFC 2045 to 2047), as slices of its own bytes.

The standard library parses headers; the cutting into parts is done here, because attached messages must
come out byte for byte as they came in (the library rewrites their line ends), and because a hostile
message must cost linear time: one pass over the bytes for each level, levels and parts limited.

1. A part is a body if it is text/plain or text/html, is not called an attachment and has no file name.
2. Of a multipart/alternative the plain text and the HTML are two versions of one body.
3. Every other leaf is an attachment, named as the message names it, or by its number.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from onrecord.intake.limits import MIME_DEPTH, MIME_PARTS

_MOST_HEADER = 1_000_000
"""Bytes of one header that are parsed; what follows them counts as body."""
_MOST_ENCODED = 16_384
"""Characters of a header value in which encoded words are looked for: looking takes quadratic time."""
_MOST_PARAMETERS = 4_096
"""Characters of a Content-Type or Content-Disposition: the library's parser takes quadratic time for them."""

_PARSER = BytesHeaderParser(policy=compat32)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:|[ \t]|From ")
"""What the library takes for a line of a header; at any other line the body begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message, and where its body stands in the bytes of the message."""

    number: str
    """``1.2`` is the second part of the first part; the message itself is the empty string."""
    headers: Message
    start: int
    end: int
    parts: tuple[Part, ...] = ()

    @property
    def content_type(self) -> str:
        """The stated media type, ``text/plain`` where none is."""
        return self.headers.get_content_type()


@dataclass(frozen=True, slots=True)
class Body:
    """One body of a message in one or two versions."""

    plain: Part | None
    html: Part | None


@dataclass(slots=True)
class _Cutter:
    data: bytes
    parts: int = 0

    def cut(self, start: int, end: int, number: str, depth: int) -> Part:
        self.parts += 1
        if depth > MIME_DEPTH.value:
            raise MIME_DEPTH.exceeded("The nesting of the message")
        if self.parts > MIME_PARTS.value:
            raise MIME_PARTS.exceeded("The number of parts of the message")
        headers, body = _header(self.data, start, end)
        children: list[Part] = []
        if headers.get_content_maintype() == "multipart":
            for index, (first, last) in enumerate(_between_boundaries(self.data, body, end, headers), 1):
                name = f"{number}.{index}" if number else str(index)
                children.append(self.cut(first, last, name, depth + 1))
        return Part(number, headers, body, end, tuple(children))


def parse_message(data: bytes) -> Part:
    """Cut a message into its parts. Raises LimitExceeded for too many or too deep ones."""
    start = len(data) - len(data.lstrip(b"\r\n"))
    return _Cutter(data).cut(start, len(data), "", 0)


def _header(data: bytes, start: int, end: int) -> tuple[Message, int]:
    limit = min(end, start + _MOST_HEADER)
    if data[start : start + 1] == b"\n" or data[start : start + 2] == b"\r\n":
        return Message(), min(end, data.index(b"\n", start) + 1)
    stop, beyond = start, start
    while beyond < limit and _HEADER_LINE.match(data, beyond, limit):
        line_end = data.find(b"\n", beyond, limit)
        stop = beyond = limit if line_end < 0 else line_end + 1
        if data[beyond : beyond + 1] == b"\n" or data[beyond : beyond + 2] == b"\r\n":
            beyond = data.index(b"\n", beyond) + 1
            break
    headers = _PARSER.parsebytes(data[start:stop])
    for name in ("content-type", "content-disposition"):
        if len(raw_header(headers, name)) > _MOST_PARAMETERS:
            del headers[name]
    return headers, min(end, beyond)


def _between_boundaries(data: bytes, start: int, end: int, headers: Message) -> list[tuple[int, int]]:
    try:
        boundary = headers.get_boundary()
    except (MessageError, ValueError, LookupError):
        boundary = None
    if not boundary:
        return []
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    # RFC 2046, 5.1.1: the line break before a delimiter belongs to the delimiter.
    delimiter = re.compile(rb"(?:\A|\r?\n|(?<=\n))--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found: list[tuple[int, int]] = []
    first: int | None = None
    for match in delimiter.finditer(data, max(0, start - 1), end):
        if first is not None:
            found.append((first, max(first, match.start())))
        line_end = data.find(b"\n", match.end(), end)
        first = end if line_end < 0 else line_end + 1
        if match[1]:
            return found
        if len(found) > MIME_PARTS.value:
            break
    if first is not None and first < end:
        found.append((first, end))
    return found


def decoded(data: bytes, part: Part) -> bytes:
    """Undo the transfer encoding of a part. What is damaged is decoded as far as it goes."""
    raw = data[part.start : part.end]
    encoding = raw_header(part.headers, "content-transfer-encoding").strip().lower()
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    return raw


def _base64(raw: bytes) -> bytes:
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    return binascii.a2b_base64(clean[: len(clean) - (len(clean) % 4 == 1)] + b"==")


def bodies(root: Part) -> list[Body]:
    """Give the bodies of a message in order."""
    if root.parts:
        if root.content_type == "multipart/alternative":
            texts = [part for part in _leaves(root) if _is_body(part)]
            plain = next((part for part in texts if part.content_type == "text/plain"), None)
            page = next((part for part in texts if part.content_type == "text/html"), None)
            others = [part for part in texts if part is not plain and part is not page]
            first = [Body(plain, page)] if plain or page else []
            return first + [_single(part) for part in others]
        return [body for part in root.parts for body in bodies(part)]
    return [_single(root)] if _is_body(root) else []


def attachments(root: Part) -> list[Part]:
    """Give the leaves that are no body, in order."""
    return [part for part in _leaves(root) if not _is_body(part) and part.end > part.start]


def _single(part: Part) -> Body:
    return Body(None, part) if part.content_type == "text/html" else Body(part, None)


def _leaves(part: Part) -> list[Part]:
    return [leaf for child in part.parts for leaf in _leaves(child)] if part.parts else [part]


def _is_body(part: Part) -> bool:
    if part.content_type not in ("text/plain", "text/html") and not (
        # a multipart without its boundary is text for all that can be known
        part.headers.get_content_maintype() == "multipart" and not part.number
    ):
        return False
    return part.headers.get_content_disposition() != "attachment" and not file_name(part)


def file_name(part: Part) -> str | None:
    """Give the file name that a message claims for a part; None where it claims none."""
    try:
        name = part.headers.get_filename()
    except (MessageError, ValueError, LookupError, TypeError):
        return None
    return decode_words(name) if name else None


def raw_header(headers: Message, name: str) -> str:
    """Give the first header field of that name, unfolded; undecodable bytes as surrogates; empty if absent."""
    for key, value in headers.raw_items():
        if key.lower() == name:
            return re.sub(r"\r?\n[ \t]?", " ", str(value)).strip()
    return ""


def header(headers: Message, name: str) -> str:
    """Give a header field as text, with encoded words (RFC 2047) decoded."""
    return decode_words(raw_header(headers, name))


def decode_words(value: str) -> str:
    """Decode encoded words and stray bytes in a header value. Never raises; what is damaged stays as it is."""
    value = _from_bytes(value.encode("utf-8", "surrogateescape"), None)
    if "=?" not in value or len(value) > _MOST_ENCODED:
        return value
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, binascii.Error):
        return value
    return "".join(_from_bytes(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)


def _from_bytes(data: bytes, charset: str | None) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        if encoding:
            try:
                return data.decode(encoding)
            except (ValueError, LookupError):
                continue
    return data.decode("latin-1")
