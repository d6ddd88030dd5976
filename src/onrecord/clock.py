# SPDX-License-Identifier: Apache-2.0
"""The only clock and the only source of random ids.

Everything else takes times and ids from here, so that tests and golden files can fix them. The local
clock is a claim, not a proof: what it says is stored in UTC with whole seconds.
"""

from __future__ import annotations

import datetime
import os
import secrets
import time

from onrecord.errors import BadCall

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No I, L, O, U, 0 or 1: ids are read aloud and copied by hand."""


def now() -> datetime.datetime:
    """Say what the time is, in UTC, to the second.

    ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) fixes it, for golden files and reproducible reports.
    Raises BadCall where that variable holds no time.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed:
        try:
            return datetime.datetime.fromtimestamp(int(fixed), tz=datetime.UTC)
        except (ValueError, OverflowError, OSError):
            raise BadCall(
                "SOURCE_DATE_EPOCH is not a time: it takes seconds since 1970.", helps="Unset it and try again."
            ) from None
    return datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)


def timestamp() -> str:
    """Give ``now()`` as RFC 3339 text, such as ``2026-03-01T09:30:00Z``."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def monotonic() -> float:
    """Give seconds of a clock that only goes forward, for time limits; means nothing by itself."""
    return time.monotonic()


def new_id(prefix: str) -> str:
    """Make an opaque random id such as ``R-7F3KQ2MZX9AB`` (about 58 bits after the prefix)."""
    return prefix + "-" + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def new_salt() -> str:
    """Make 32 random bytes, in hexadecimal, for a salted commitment."""
    return secrets.token_hex(32)
