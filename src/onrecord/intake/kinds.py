# SPDX-License-Identifier: Apache-2.0
"""What kind of file some bytes are: judged by content, never by name.

Rules, in this order:

1. What is accepted is told by signatures of our own, which look inside where a signature is shared
   (a ZIP may be a DOCX, a WACZ or a spreadsheet; an OLE file may be a message or an old Word document).
2. What is text is told by decoding the beginning of it: a message by the grammar of its header, a page by
   its first tag, anything else is ``plain``.
3. What is left is named by puremagic, roughly (image, video, audio, ...); it is kept, not read.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from onrecord.intake import ole

KINDS: dict[str, str] = {
    "empty": "an empty file",
    "plain": "plain text",
    "html": "a web page (HTML)",
    "pdf": "a PDF document",
    "docx": "a Word document (DOCX)",
    "email": "an e-mail message",
    "msg": "an Outlook message (MSG)",
    "mbox": "a mailbox (mbox)",
    "zip": "a ZIP archive",
    "warc": "a web archive (WARC)",
    "wacz": "a web archive (WACZ)",
    "image": "a photo or another image",
    "video": "a video",
    "audio": "a sound recording",
    "spreadsheet": "a spreadsheet",
    "presentation": "a presentation",
    "office-legacy": "a document of an old or other word processor (DOC, RTF, ODT, EPUB, Pages)",
    "office-locked": "an Office document locked with a password",
    "xml": "an XML document",
    "archive-other": "an archive that is not opened (RAR, 7z, tar, gzip)",
    "executable": "a program",
    "case-packed": "a case of onrecord, packed or backed up; what it protects stays in it",
    "unknown": "a file of unknown kind",
}
"""Every id that ``detect`` gives, with words for people."""

CASE_LOG = "custody.log"

_HEAD = 65536
_PDF_WITHIN = 1024

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"#!AMR", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"\x00\x00\x01\xb3", "video"),
    (b"{\\rtf", "office-legacy"),
    (b"Rar!\x1a\x07", "archive-other"),
    (b"7z\xbc\xaf\x27\x1c", "archive-other"),
    (b"BZh", "archive-other"),
    (b"\xfd7zXZ\0", "archive-other"),
    (b"\x28\xb5\x2f\xfd", "archive-other"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
)
_RIFF = {b"WEBP": "image", b"AVI ": "video", b"WAVE": "audio"}
_FTYP_IMAGES = frozenset((b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"heis"))
_FTYP_AUDIO = frozenset((b"M4A ", b"M4B ", b"F4A "))

# Atomic groups, so that a page of a thousand comments is not tried in two to the thousand ways.
_BEFORE_PAGE = r"(?>\s+|<!--.*?-->|<\?xml[^>]{0,400}>)*+"
_HTML_START = re.compile(
    _BEFORE_PAGE + r"<(?:html|head|body|title|meta|link|script|style|div|table|iframe|article|section|main|nav|header"
    r"|center|font|h[1-6]|p|a|b|br|span|ul|ol|form)(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_DOCTYPE_HTML = re.compile(_BEFORE_PAGE + r"<!doctype\s+html", re.IGNORECASE | re.DOTALL)
_XML_START = re.compile(r"\s*<(?:\?xml|!DOCTYPE|rss|feed|svg)\b", re.IGNORECASE)

_FIELD = re.compile(rb"([!-9;-~]{1,76}):[ \t\r\n]?")
_TRANSPORT_FIELDS = frozenset(
    (b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature", b"x-mailer")
)
_MBOX_LINE = re.compile(rb"From [^\r\n]{1,300}\r?\n")
_LONG_HEADER = 60_000
"""Bytes of a header of which no end is in sight."""
_DATE_FIELD = re.compile(rb"^Date:[^\r\n]*\d{1,2} [A-Za-z]{3} \d{4}", re.IGNORECASE | re.MULTILINE)


def detect(path: Path) -> str:
    """Say what kind of file ``path`` is: an id of ``KINDS``. Raises OSError where it cannot be opened."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if not head:
            return "empty"
        return _by_signature(path, stream, head) or _by_text(head, whole=len(head) < _HEAD) or _by_table(head)


def _by_signature(path: Path, stream: BinaryIO, head: bytes) -> str | None:
    if _is_pdf(head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return _zip_kind(path)
    if head.startswith(ole.SIGNATURE):
        return _ole_kind(ole.directory_names(stream))
    if head.startswith(b"\x1f\x8b"):
        return "warc" if _gunzip_head(head).startswith(b"WARC/") else "archive-other"
    if re.match(rb"WARC/\d\.\d\r?\n", head):
        return "warc"
    return _media_kind(head)


def _is_pdf(head: bytes) -> bool:
    # ISO 32000-1, 7.5.2 and its note: readers accept the header within the first 1024 bytes.
    if re.match(rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d", head):
        return True
    return re.search(rb"%PDF-\d\.\d[ \t]*[\r\n]", head[:_PDF_WITHIN]) is not None


def _media_kind(head: bytes) -> str | None:
    for signature, kind in _STARTS:
        if head.startswith(signature) and (len(signature) > 3 or not _looks_like_text(head)):
            return kind
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "image" if brand in _FTYP_IMAGES else "audio" if brand in _FTYP_AUDIO else "video"
    if head[:1] == b"\xff" and len(head) > 1 and head[1] in (0xFB, 0xF3, 0xF2, 0xF1, 0xF9):
        return "audio"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image"
    if len(head) > 262 and head[257:262] == b"ustar":
        return "archive-other"
    return None


def _gunzip_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 256)
    except zlib.error:
        return b""


def _ole_kind(names: frozenset[str]) -> str:
    if "__properties_version1.0" in names:
        return "msg"
    if names & {"Workbook", "Book"}:
        return "spreadsheet"
    if "PowerPoint Document" in names:
        return "presentation"
    if "EncryptedPackage" in names:
        return "office-locked"
    return "office-legacy" if "WordDocument" in names else "unknown"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            claim = _mimetype_member(archive) if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        IndexError,
        zlib.error,
    ):
        return "zip"
    if any(holds_case(names, name.removesuffix(CASE_LOG)) for name in names if name.endswith(CASE_LOG)):
        return "case-packed"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "spreadsheet"), ("ppt/", "presentation")):
            if any(name.startswith(folder) for name in names):
                return kind
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    if b"opendocument.spreadsheet" in claim:
        return "spreadsheet"
    if b"opendocument.presentation" in claim:
        return "presentation"
    if b"opendocument" in claim or b"epub" in claim or "Index/Document.iwa" in names:
        return "office-legacy"
    return "executable" if "AndroidManifest.xml" in names else "zip"


def holds_case(names: Collection[str], folder: str = "") -> bool:
    """Say whether names of files show a case of onrecord in ``folder`` (empty, or with its slash).

    What a case protects is marked by its own record alone. Taken in as ordinary files, it would lose that mark.
    """
    return folder + CASE_LOG in names and f"{folder}case.toml" in names


def _mimetype_member(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as member:
        return member.read(100)


def _by_text(head: bytes, *, whole: bool) -> str | None:
    text = _decode_head(head, whole=whole)
    if text is None:
        return None
    if _MBOX_LINE.match(head) and _header_fields(head[head.index(b"\n") + 1 :]):
        return "mbox"
    if _is_message(head.lstrip(b"\r\n")):
        return "email"
    if _DOCTYPE_HTML.match(text):
        return "html"
    if _XML_START.match(text):
        return "html" if re.search(r"<html[\s>]", text[:4000], re.IGNORECASE) else "xml"
    return "html" if _HTML_START.match(text) else "plain"


def _decode_head(head: bytes, *, whole: bool) -> str | None:
    """Decode the beginning of a file as text of some encoding; None where it is no text."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (codecs.BOM_UTF8, "utf-8-sig"),
    ):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    wide = utf16_without_mark(head)
    if wide:
        return head[: len(head) // 2 * 2].decode(wide, "replace")
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return head.decode("latin-1") if _looks_like_text(head) else None
    return text if _looks_like_text(head) else None


def utf16_without_mark(head: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark: nearly every second byte is zero, the others are not."""
    sample = head[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


_CONTROLS = bytes(code for code in range(32) if code not in b"\0\t\n\r\f\b\x1b\x1a\x0b") + b"\x7f"


def _looks_like_text(head: bytes) -> bool:
    """Tell text from binary: control characters are rare in the one and a tenth of the other."""
    size = len(head)
    controls = size - len(head.translate(None, _CONTROLS))
    return controls <= 0.02 * size and head.count(0) <= 0.1 * size


def _header_fields(block: bytes) -> dict[bytes, bytes] | None:
    """Read the header of a message (RFC 5322, 2.2); None where a line is neither field nor continuation."""
    fields: dict[bytes, bytes] = {}
    lines = block.split(b"\n")
    for line in lines[:-1] if len(lines) > 1 else lines:
        stripped = line.rstrip(b"\r")
        if not stripped:
            break
        if stripped[:1] in (b" ", b"\t") and fields:
            continue
        match = _FIELD.match(stripped + b"\n")
        if not match:
            return None
        fields.setdefault(match[1].lower(), stripped[match.end() :])
    return fields or None


def _is_message(head: bytes) -> bool:
    fields = _header_fields(head)
    if not fields:
        return False
    addressed = b"@" in fields.get(b"from", b"")
    if fields.keys() & _TRANSPORT_FIELDS:
        return bool(fields.keys() & {b"from", b"date", b"subject", b"to", b"content-type"})
    if addressed and b"\n\n" not in head and b"\r\n\r\n" not in head and len(head) >= _LONG_HEADER:
        # thousands of recipients push what would follow them out of sight
        return any(_FIELD.match(line) and line[:3].lower() in (b"to:", b"cc:") for line in head.split(b"\n"))
    return addressed and (_DATE_FIELD.search(head[:8000]) is not None or {b"to", b"subject"} <= fields.keys())


def _by_table(head: bytes) -> str:
    import puremagic  # noqa: PLC0415  # its table takes a tenth of a second to load and is rarely needed

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return "unknown"
    for match in matches:
        main = match.mime_type.partition("/")[0]
        if match.confidence >= 0.4 and main in ("image", "video", "audio"):
            return str(main)
    return "unknown"
