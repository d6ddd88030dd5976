# SPDX-License-Identifier: Apache-2.0
"""One form of bytes for each JSON value (RFC 8785), so that digests of it mean something.

Two rules stand on top of the RFC:

1. Text that cannot be written as UTF-8 (file names that no encoding explains come to Python as lone
   surrogates, PEP 383) is written as ``{"surrogatepass": "<hex>"}``: the UTF-8 bytes with the
   surrogates kept. It is lossless and cannot be taken for ordinary text. An object that looks like
   it by accident is refused.
2. Numbers are integers of at most 53 bits, booleans or finite floats, as the RFC demands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785

_ESCAPE = "surrogatepass"


def canonical(value: object) -> bytes:
    """Give the RFC 8785 bytes of ``value``, lone surrogates written by rule 1.

    Raises ValueError for what has no canonical form: a number out of range, a key that is no text,
    an object that could be mistaken for escaped text, a type that JSON does not have.
    """
    try:
        return rfc8785.dumps(_plain(value))
    except (rfc8785.CanonicalizationError, TypeError, RecursionError) as error:
        raise ValueError(f"no canonical form: {type(error).__name__}") from None


def parse(data: bytes | str) -> Any:
    """Read JSON bytes back, escaped text as the text it stands for. Raises ValueError for anything else."""
    try:
        return json.loads(data, object_hook=_unescape, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _text(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        if _ESCAPE in value and len(value) == 1:
            raise ValueError(f"an object may not consist of {_ESCAPE!r} alone")
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_plain(part) for part in value]
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _text(value: str) -> Any:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return {_ESCAPE: value.encode("utf-8", "surrogatepass").hex()}
    return value


def _unescape(found: dict[str, Any]) -> Any:
    if len(found) == 1 and isinstance(found.get(_ESCAPE), str):
        return bytes.fromhex(found[_ESCAPE]).decode("utf-8", "surrogatepass")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
