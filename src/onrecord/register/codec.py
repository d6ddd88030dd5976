# SPDX-License-Identifier: Apache-2.0
"""The nouns of ``model`` as JSON and back, and text as SQLite can hold it. No database is needed here.

1. A frozen dataclass is an object with exactly its fields, in their order; a tuple is a list. So the
   JSON of a ``Statement`` is the public JSON Lines contract by construction.
2. Reading back is strict: a missing or unknown field, a wrong type or a word outside a ``Literal`` is
   a ValueError that names the place and quotes nothing.
3. Whole numbers are written without a fraction (``1000000``); there is no NaN and no infinity.
4. SQLite holds valid UTF-8 only, and its text functions stop at NUL. ``searchable`` puts U+FFFD in
   the place of each lone surrogate and NUL, one for one, so offsets stay; ``exact`` keeps the true
   characters as UTF-8 bytes with surrogates passed, where the two differ.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal

from onrecord.model import Incident, Reading, Segment, Statement, Text, Unread

Decoder = Callable[[Any, str], Any]

_LARGEST_WHOLE = 2**53
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")

ROWS_PER_BAND = 4
"""Values of a sketch that must agree for two texts to be compared. With 128 values in 32 bands, texts
that share half of their wording are found nine times in ten: 1 - (1 - 0.5**4)**32 = 0.87."""


# --- any noun ------------------------------------------------------------------------------------


def to_json(value: object) -> Any:
    """Give a noun, or what it holds, as JSON values. Raises ValueError for what JSON does not have."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if is_dataclass(value):
        noun: Any = type(value)
        return {name: to_json(getattr(value, name)) for name in _field_names(noun)}
    raise ValueError(f"no JSON form: {type(value).__name__}")


def from_json(noun: Any, value: object) -> Any:
    """Read a noun back from JSON values. Raises ValueError that names the place where they are not one."""
    return _decoder(noun)(value, noun.__name__)


def decode(wanted: Any, value: object) -> Any:
    """Read a value of any type that a noun's field may have. Raises ValueError."""
    return _decoder(wanted)(value, "the value")


def dumps(value: object) -> str:
    """Write JSON values in one compact line, in the order given."""
    return _WRITER.encode(value)


def loads(text: str) -> Any:
    """Read JSON values. Raises ValueError for anything else, NaN and infinity too."""
    return _READER.decode(text)


def _refuse(name: str) -> None:
    raise ValueError(f"no JSON number: {name}")


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_READER = json.JSONDecoder(parse_constant=_refuse)


def _number(value: float) -> float | int:
    if value - value != 0:
        raise ValueError("no JSON form: not a finite number")
    return int(value) if value.is_integer() and abs(value) <= _LARGEST_WHOLE else value


@cache
def _field_names(noun: Any) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(noun))


@cache
def _decoder(wanted: Any) -> Decoder:
    """Make the function that reads a value of one type; made once for each type."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is Literal:
        return _literal(frozenset(arguments))
    if origin is tuple:
        return _list(_decoder(arguments[0])) if arguments[1:] == (...,) else _fixed([_decoder(a) for a in arguments])
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _optional(_decoder(inner))
    if is_dataclass(wanted):
        return _object(wanted)
    return _plain(wanted)


def _plain(wanted: Any) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        if wanted is float and type(value) is int:
            return float(value)
        if type(value) is not wanted:
            raise ValueError(f"{place} is no {wanted.__name__}")
        return value

    return decode


def _literal(allowed: frozenset[Any]) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"{place} is none of the words it may be")
        return value

    return decode


def _optional(inner: Decoder) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        return None if value is None else inner(value, place)

    return decode


def _list(inner: Decoder) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        if type(value) is not list:
            raise ValueError(f"{place} is no list")
        return tuple(inner(part, place) for part in value)

    return decode


def _fixed(inner: Sequence[Decoder]) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        if type(value) is not list or len(value) != len(inner):
            raise ValueError(f"{place} is no list of {len(inner)}")
        return tuple(one(part, place) for one, part in zip(inner, value, strict=True))

    return decode


def _object(noun: Any) -> Decoder:
    hints = typing.get_type_hints(noun)
    parts = {name: (_decoder(hints[name]), f"{noun.__name__}.{name}") for name in _field_names(noun)}

    def decode(value: Any, place: str) -> Any:
        if type(value) is not dict or value.keys() != parts.keys():
            raise ValueError(f"{place} has not exactly the fields it must have")
        return noun(**{name: part(value[name], where) for name, (part, where) in parts.items()})

    return decode


# --- statements, readings and texts --------------------------------------------------------------


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """Give a statement as the object of the public JSON Lines contract."""
    return typing.cast("dict[str, Any]", to_json(statement))


def statement_from_json(value: object) -> Statement:
    """Read a statement of the public contract back. Raises ValueError."""
    return typing.cast("Statement", from_json(Statement, value))


def incident_from_json(value: object) -> Incident:
    """Read an incident back. Raises ValueError."""
    return typing.cast("Incident", from_json(Incident, value))


def reading_sha256(reading: Reading) -> str:
    """Digest a whole reading, so that the custody log can commit to what was proposed."""
    words = dumps(to_json(reading)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(words).hexdigest()


def segments_to_json(segments: Sequence[Segment]) -> list[Any]:
    """Give segments as short lists ``[start, end, kind, page, paragraph]``: a text has thousands."""
    return [[part.start, part.end, part.kind, part.page, part.paragraph] for part in segments]


def segments_from_json(value: object) -> tuple[Segment, ...]:
    """Read segments back. Raises ValueError."""
    if type(value) is not list or any(type(part) is not list for part in value):
        raise ValueError("segments are no list of lists")
    names = _field_names(Segment)
    return tuple(from_json(Segment, dict(zip(names, part, strict=True))) for part in value)


def text_map_to_json(text: Text) -> dict[str, Any]:
    """Give all of a text but its characters and extractor: these depend on where the text was found."""
    return {
        "segments": segments_to_json(text.segments),
        "unread": to_json(text.unread),
        "warnings": list(text.warnings),
    }


def text_from_json(content: str, extractor: str, value: object) -> Text:
    """Put a text together from its characters and its map. Raises ValueError."""
    if type(value) is not dict or value.keys() != {"segments", "unread", "warnings"}:
        raise ValueError("the map of a text has not exactly the fields it must have")
    return Text(
        content=content,
        segments=segments_from_json(value["segments"]),
        extractor=extractor,
        unread=_decoder(tuple[Unread, ...])(value["unread"], "unread"),
        warnings=_decoder(tuple[str, ...])(value["warnings"], "warnings"),
    )


# --- text as SQLite holds it ---------------------------------------------------------------------


def searchable(text: str) -> str:
    """Put U+FFFD in the place of each character that SQLite cannot hold or search in. Lengths stay."""
    return _UNHOLDABLE.sub("\ufffd", text)


def exact(text: str) -> bytes | None:
    """Give the bytes that keep ``text`` as it is, or None where ``searchable`` changes nothing."""
    return text.encode("utf-8", "surrogatepass") if _UNHOLDABLE.search(text) else None


def from_stored(content: str, kept: bytes | None) -> str:
    """Undo ``searchable`` with the help of ``exact``."""
    return content if kept is None else kept.decode("utf-8", "surrogatepass")


_TRIGRAM_SCRIPTS = re.compile(
    "["
    "\u0590-\u08ff"  # Hebrew, Arabic, Syriac and their kin: particles are glued to words
    "\u0e00-\u109f"  # Thai, Lao, Tibetan, Myanmar: no spaces between words
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af"  # Chinese, Japanese, Yi, Korean
    "\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff"  # their compatibility forms
    "\U00020000-\U0003ffff"
    "]"
)


def needs_trigrams(text: str) -> bool:
    """Say whether words of ``text`` cannot all be found by cutting it at spaces."""
    return _TRIGRAM_SCRIPTS.search(text) is not None


# --- sketches ------------------------------------------------------------------------------------


def sketch_to_bytes(sketch: Sequence[int]) -> bytes:
    """Pack a sketch as 64-bit numbers, least byte first. Raises ValueError where one does not fit."""
    try:
        return struct.pack(f"<{len(sketch)}Q", *sketch)
    except struct.error:
        raise ValueError("a sketch holds whole numbers of at most 64 bits") from None


def sketch_from_bytes(data: bytes) -> tuple[int, ...]:
    """Unpack a sketch. Raises ValueError where it was cut."""
    if len(data) % 8:
        raise ValueError("the sketch was cut")
    return struct.unpack(f"<{len(data) // 8}Q", data)


def bands(sketch: Sequence[int]) -> list[int]:
    """Digest a sketch band by band: texts that share one are worth comparing (locality-sensitive hashing)."""
    return [
        int.from_bytes(
            hashlib.blake2b(
                sketch_to_bytes((start, *sketch[start : start + ROWS_PER_BAND])), digest_size=8, person=b"band"
            ).digest(),
            "big",
            signed=True,
        )
        for start in range(0, len(sketch) - ROWS_PER_BAND + 1, ROWS_PER_BAND)
    ]
