# SPDX-License-Identifier: Apache-2.0
"""Details files and receipts: found by number, read back as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.custody import details, receipts
from onrecord.custody.log import Event, commitment
from onrecord.model import Item, Provenance, Receipt

TEXT = st.text(st.characters(codec=None), max_size=20)
RECEIPTS = st.builds(
    Receipt,
    id=st.just("R-1"),
    item=st.builds(Item, st.just("ab" * 32), st.just("cd" * 64), st.integers(0, 2**53 - 1)),
    name=TEXT,
    path=TEXT,
    parent=st.none() | st.just("R-0"),
    modified=st.none() | TEXT,
    received_at=st.just("2026-03-01T09:30:00Z"),
    provenance=st.builds(Provenance, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT, st.booleans(), TEXT),
)


@given(RECEIPTS, st.integers(0, 10**12))
def test_a_receipt_is_read_back_whatever_its_names_are(receipt: Receipt, seq: int) -> None:
    event = Event("received", receipt.id, receipts.write_receipt(receipt), "5a" * 32)
    line = details.detail_line(seq, event)
    assert line.count(b"\n") == 1
    detail = details.parse_line(line[:-1])
    assert detail is not None
    assert (detail.seq, detail.id) == (seq, "R-1")
    assert receipts.read_receipt(detail.id, detail.content) == receipt
    assert receipts.read_item(detail.content) == receipt.item
    assert detail.commitment() == commitment("5a" * 32, event.detail)


def test_a_line_is_canonical_json() -> None:
    line = details.detail_line(3, Event("read", "R-1", b'{"a":1}', "5a" * 32))
    assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_a_field_of_a_later_version_does_not_stop_this_one() -> None:
    receipt = Receipt("R-1", Item("ab" * 32, "cd" * 64, 1), "a", "a", None, None, "2026-03-01T09:30:00Z", Provenance())
    found = json.loads(receipts.write_receipt(receipt))
    found["provenance"]["shown_by"] = "x"
    found["later"] = 1
    assert receipts.read_receipt("R-1", json.dumps(found).encode()) == receipt


@pytest.mark.parametrize(
    "detail", [b"{}", b"[]", b"1", b"\xff", b'{"sha256":1}', b'{"sha256":"../x","sha512":"","size":0}']
)
def test_what_is_no_receipt_is_refused(detail: bytes) -> None:
    for read in (lambda: receipts.read_receipt("R-1", detail), lambda: receipts.read_item(detail)):
        with pytest.raises(ValueError, match=r"."):
            read()


def test_the_file_of_an_entry_is_found_by_its_number(tmp_path: Path) -> None:
    for first in (0, 7, 20):
        (tmp_path / details.file_name(first)).write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"")

    def names(since: int) -> list[int]:
        return [int(path.stem) for path in details.files(tmp_path, since)]

    assert names(0) == [0, 7, 20]
    assert names(6) == [0, 7, 20]
    assert names(7) == [7, 20]
    assert names(19) == [7, 20]
    assert names(99) == [20]
    assert details.files(tmp_path / "absent") == []
