# SPDX-License-Identifier: Apache-2.0
"""The log's lines: one form, computed here a second time from the rules, not from the module."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.custody import log
from onrecord.custody.log import Event, Tail
from onrecord.errors import CustodyBroken

SALT = "5a" * 32


def lines_of(count: int) -> list[bytes]:
    tail = Tail()
    return [
        log.append(tail, Event("read", f"R-{number}", b'{"n":1}', SALT), at="2026-03-01T09:30:00Z", actor="P-1")
        for number in range(count)
    ]


def test_an_entry_is_chained_and_hashed_by_the_written_rules() -> None:
    first, second = (json.loads(line) for line in lines_of(2))
    assert set(first) == {"v", "seq", "prev", "at", "actor", "action", "object", "detail_commit", "entry_hash"}
    assert (first["seq"], first["prev"], second["seq"], second["prev"]) == (0, "0" * 64, 1, first["entry_hash"])
    without = {key: value for key, value in second.items() if key != "entry_hash"}
    canonical = json.dumps(without, sort_keys=True, separators=(",", ":")).encode()
    assert second["entry_hash"] == hashlib.sha256(b"onrecord/entry/v1\0" + canonical).hexdigest()
    commit = hashlib.sha256(b"onrecord/commit/v1\0" + b"\x5a" * 32 + b'{"n":1}').hexdigest()
    assert first["detail_commit"] == commit


def test_a_line_is_the_canonical_form_of_its_entry() -> None:
    for line in lines_of(3):
        assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":")).encode()
        entry, fits = log.check_line(line)
        assert fits
        assert entry == log.parse_line(line)


@given(st.integers(0, 400), st.integers(1, 255))
def test_no_byte_of_a_line_can_be_changed_unseen(place: int, change: int) -> None:
    line = lines_of(2)[1]
    changed = bytearray(line)
    changed[place % len(line)] ^= change
    assert log.check_line(bytes(changed))[1] is False


@pytest.mark.parametrize(
    ("action", "object_id"),
    [("Read", "R-1"), ("read it", "R-1"), ("read", "Ana Petrova"), ("read", ""), ("read", "R/1"), ("", "R-1")],
)
def test_words_and_names_do_not_get_into_the_log(action: str, object_id: str) -> None:
    with pytest.raises(ValueError, match="opaque"):
        log.check_event(action, object_id)


def test_the_tail_is_the_same_whether_grown_or_read() -> None:
    tail = Tail()
    for number in range(9):
        log.append(tail, Event("read", f"R-{number}", b"{}", SALT), at="2026-03-01T09:30:00Z", actor="P-1")
    written = b"".join(
        line + b"\n"
        for line in [
            log.append(again, Event("read", f"R-{number}", b"{}", SALT), at="2026-03-01T09:30:00Z", actor="P-1")
            for again in [Tail()]
            for number in range(9)
        ]
    )
    assert log.read_tail(io.BytesIO(written)) == tail
    assert log.read_tail(io.BytesIO(written + b'{"action":"re')).length == tail.length


@pytest.mark.parametrize("fault", ["swapped", "removed", "endless"])
def test_a_damaged_log_is_not_read_as_a_good_one(fault: str) -> None:
    lines = lines_of(3)
    bad = {"swapped": [lines[1], lines[0], lines[2]], "removed": [lines[0], lines[2]], "endless": [b"x" * 5000]}[fault]
    with pytest.raises(CustodyBroken, match="damaged at line"):
        log.read_tail(io.BytesIO(b"".join(line + b"\n" for line in bad)))
