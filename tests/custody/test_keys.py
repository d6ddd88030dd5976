# SPDX-License-Identifier: Apache-2.0
"""The state folder, and the signatures made with its key."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onrecord.custody import checkpoints
from onrecord.custody.checkpoints import Checkpoint, read_checkpoint
from onrecord.custody.keys import State
from onrecord.errors import CustodyBroken

# RFC 8032, 7.1, test 1
SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state")


def sign() -> Checkpoint:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SECRET))
    return checkpoints.sign(key, case_id="C-1", tree_size=7, root=bytes(32), at="2026-03-01T09:30:00Z")


def test_the_key_is_made_once_and_is_for_its_owner_alone(state: State) -> None:
    first, again = state.own_key_id(), State(state.folder).own_key_id()
    assert first == again
    assert state.actor() == State(state.folder).actor()
    if os.name == "posix":
        assert (state.folder / "signing-key.pem").stat().st_mode & 0o777 == 0o600
        assert state.folder.stat().st_mode & 0o777 == 0o700


def test_the_key_is_one_that_other_programs_read(state: State) -> None:
    state.signing_key()
    if openssl := shutil.which("openssl"):
        command = [openssl, "pkey", "-in", state.folder / "signing-key.pem", "-noout", "-text"]
        assert "ED25519" in subprocess.run(command, capture_output=True, text=True, check=True).stdout.upper()


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----", b"\xff"])
def test_a_damaged_key_is_never_silently_replaced(state: State, content: bytes) -> None:
    state.signing_key()
    (state.folder / "signing-key.pem").write_bytes(content)
    with pytest.raises(CustodyBroken):
        state.signing_key()
    (state.folder / "actor").write_bytes(content)
    with pytest.raises(CustodyBroken):
        state.actor()


def test_the_highest_size_seen_is_never_lowered(state: State) -> None:
    state.remember("C-1", ("k1",), 5, "aa" * 32)
    state.remember("C-1", ("k2",), 3, "bb" * 32)
    seen = state.seen("C-1")
    assert seen is not None
    assert (seen.tree_size, seen.root, seen.keys) == (5, "aa" * 32, ("k1", "k2"))
    state.remember("C-1", ("k1",), 9, "cc" * 32)
    assert state.seen("C-1").tree_size == 9  # type: ignore[union-attr]  # it was noted just above


def test_two_roots_of_one_size_are_a_contradiction(state: State) -> None:
    state.remember("C-1", ("k1",), 5, "aa" * 32)
    with pytest.raises(CustodyBroken):
        state.remember("C-1", ("k1",), 5, "bb" * 32)


def test_a_case_id_never_becomes_a_path(state: State) -> None:
    state.remember("../../escape", ("k1",), 5, "aa" * 32)
    state.remember("\udcff", ("k1",), 5, "aa" * 32)
    assert {path.parent for path in state.folder.rglob("*.json")} == {state.folder / "cases"}
    assert state.seen("../../escape") is not None
    assert state.seen("C-unknown") is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"case_id":"C-2"}'])
def test_a_damaged_memory_is_not_taken_for_an_empty_one(state: State, content: bytes) -> None:
    state.remember("C-1", ("k1",), 5, "aa" * 32)
    (path,) = (state.folder / "cases").iterdir()
    path.write_bytes(content)
    with pytest.raises(CustodyBroken):
        state.seen("C-1")


def test_a_checkpoint_is_signed_with_ed25519_over_its_canonical_bytes() -> None:
    checkpoint = sign()
    assert checkpoint.public_key == PUBLIC
    assert checkpoint.signature_fits()
    expected = (
        'onrecord/checkpoint/v1\0{"at":"2026-03-01T09:30:00Z","case_id":"C-1","key_id":"'
        + checkpoint.key_id
        + f'","public_key":"{PUBLIC}","root":"{"00" * 32}","tree_size":7,"v":1}}'
    )
    assert checkpoint.signed_bytes() == expected.encode()
    assert read_checkpoint(checkpoint.to_bytes()) == checkpoint


def test_no_byte_of_a_checkpoint_can_be_changed_unseen() -> None:
    written = sign().to_bytes()
    for place in range(len(written)):
        changed = bytearray(written)
        changed[place] ^= 1
        read = read_checkpoint(bytes(changed))
        assert read is None or not read.signature_fits(), place
