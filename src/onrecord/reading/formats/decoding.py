# SPDX-License-Identifier: Apache-2.0
"""Bytes to characters, without losing any and without claiming more than is known.

1. A byte order mark decides. UTF-16 without one is recognised by its zeros.
2. A declared encoding (a charset parameter, a ``meta`` tag) is used if every byte fits it.
3. Else UTF-8, if every byte fits it.
4. Else UTF-8 with damage: if nearly all of what is not ASCII is good UTF-8, each other byte is read as
   Windows-1252 (or becomes U+FFFD) and the count of such bytes is told: files glued together.
5. Else the encoding is guessed from a sample, and the guess is told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.intake.kinds import utf16_without_mark
from onrecord.reading.text import counted

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""Labels that the WHATWG encoding standard reads as Windows-1252, because their users meant it."""
_SAMPLE = 200_000
_BAD_SHARE = 0.1
"""Of the runs of bytes that are not ASCII, the share that may be bad in a text that is still UTF-8."""
_GOOD_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_GUESSES = [
    *("cp1252", "cp1251", "cp1256", "cp1250", "cp1254", "cp1253", "cp1255", "cp1257", "cp1258", "cp874", "koi8_r"),
    *(
        "cp866",
        "cp850",
        "mac_roman",
        "gb18030",
        "big5",
        "cp932",
        "euc_jp",
        "euc_kr",
        "iso8859_2",
        "iso8859_5",
        "iso8859_6",
    ),
]
"""Encodings in which documents really come; the library knows thrice as many and guesses worse among them."""
_LATIN = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "cp850", "mac_roman", "iso8859_2"))
_ANY_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of some bytes, the encoding used, and what should be known about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    bad: tuple[tuple[int, int], ...] = ()
    """Stretches of ``text``, ``[start, end)``, whose bytes fit no one encoding with the rest."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes. Never raises; the same bytes give the same text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    wide = utf16_without_mark(data[:4096])
    if wide:
        return _tolerant(data, wide)
    for name in (_known(declared), "utf-8"):
        if name:
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError:
                continue
    if _is_damaged_utf8(data):
        return _damaged_utf8(data)
    return _guessed(data)


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().strip("\"'").lower()
    name = _WEB_NAMES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # rot13 and its like are no encodings of text; UTF-16 in a declaration that could be read is not true
    is_text = getattr(info, "_is_text_encoding", True)
    return info.name if is_text and not info.name.startswith(("utf-16", "utf-32")) else None


def _tolerant(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if not bad or bad == data.decode(encoding, "ignore").count("\ufffd"):
        return Decoded(text, encoding)
    stretches = tuple((match.start(), match.end()) for match in re.finditer("\ufffd+", text))
    return Decoded(
        text, encoding, (f"{bad} places do not fit the encoding {encoding} and are shown as \ufffd.",), stretches
    )


def _is_damaged_utf8(data: bytes) -> bool:
    sample = data if len(data) <= _SAMPLE * 10 else data[: _SAMPLE * 10]
    good = len(_GOOD_UTF8.findall(sample))
    bad = len(_ANY_HIGH.findall(_GOOD_UTF8.sub(b"", sample)))
    return (good > 0 and bad <= max(1, _BAD_SHARE * good)) or (good >= 20 and bad <= good)


def _damaged_utf8(data: bytes) -> Decoded:
    pieces: list[str] = []
    bad: list[tuple[int, int]] = []
    length = count = 0
    for piece, is_bad in _pieces(data):
        pieces.append(piece)
        if is_bad:
            count += len(piece)
            bad.append((length, length + len(piece)))
        length += len(piece)
    warning = f"Mixed encodings: {counted(count, 'byte was', 'bytes were')} no UTF-8 and read as Windows-1252."
    return Decoded("".join(pieces), "utf-8", (warning,), tuple(bad))


def _pieces(data: bytes) -> Iterator[tuple[str, bool]]:
    position = 0
    text = data.decode("utf-8", "surrogateescape")
    for match in re.finditer("[\udc80-\udcff]+", text):
        yield text[position : match.start()], False
        yield match[0].encode("ascii", "surrogateescape").decode("cp1252", "replace"), True
        position = match.end()
    yield text[position:], False


def _guessed(data: bytes) -> Decoded:
    sample = data if len(data) <= _SAMPLE else _high_sample(data)
    encoding = _guess(sample)
    text = data.decode(encoding, "replace")
    name = encoding.replace("_", "-")
    warnings = [f"Its encoding is not stated; it was read as {name}, which is a guess."]
    stretches = tuple((match.start(), match.end()) for match in re.finditer("\ufffd+", text))
    if stretches:
        warnings.append(f"{text.count(chr(0xFFFD))} places do not fit {name} and are shown as \ufffd.")
    return Decoded(text, name, tuple(warnings), stretches)


def _guess(sample: bytes) -> str:
    matches = from_bytes(sample, steps=5, chunk_size=512, cp_isolation=_GUESSES)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
    # between alphabets that share most letters the library's order is chance; the common one is the better guess
    if best.encoding in _LATIN and western is not None and western.chaos <= best.chaos + 0.01:
        return "cp1252"
    return best.encoding


def _high_sample(data: bytes) -> bytes:
    """Take a sample from around the first byte that is not ASCII, for there is nothing to guess before it."""
    match = _ANY_HIGH.search(data)
    start = max(0, (match.start() if match else 0) - 1000)
    return data[start : start + _SAMPLE]
