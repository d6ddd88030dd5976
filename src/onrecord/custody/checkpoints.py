# SPDX-License-Identifier: Apache-2.0
r"""Checkpoints: a signed sentence "this case's log has n entries and this root". Pure.

A checkpoint is canonical JSON ``{at, case_id, key_id, public_key, root, signature, tree_size, v}``. The
Ed25519 signature (RFC 8032) is over ``"onrecord/checkpoint/v1\0"`` and the canonical bytes without
``signature``. ``key_id`` is the first 32 hexadecimal digits of the SHA-256 of the public key.

A good signature says that the holder of that key signed; that it is the key of the person one thinks of
must be known from elsewhere: the state folder, or a checkpoint that was handed over.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onrecord.custody.canonical import canonical, parse

VERSION = 1
FOLDER = "checkpoints"
FILE_NAME = re.compile(r"(\d{12})\.json")
LONGEST = 4096
"""Bytes. A checkpoint is about 500; a reader of a foreign one stops here."""

_DOMAIN = b"onrecord/checkpoint/v1\0"
_HEX = {"key_id": 32, "public_key": 64, "root": 64, "signature": 128}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What one key holder signed about one case."""

    case_id: str
    tree_size: int
    root: str
    at: str
    key_id: str
    public_key: str
    signature: str

    def to_bytes(self) -> bytes:
        """Give the canonical bytes, as they stand in the file."""
        return canonical({**asdict(self), "v": VERSION})

    def signed_bytes(self) -> bytes:
        """Give the bytes that the signature is over."""
        content = {**asdict(self), "v": VERSION}
        del content["signature"]
        return _DOMAIN + canonical(content)

    def signature_fits(self) -> bool:
        """Say whether the signature is that of the key named, and the key id that of the key."""
        public = bytes.fromhex(self.public_key)
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(self.signature), self.signed_bytes())
        except (InvalidSignature, ValueError):
            return False
        return self.key_id == key_id(public)


def key_id(public_key: bytes) -> str:
    """Name a public key (32 raw bytes) by its digest."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def sign(key: Ed25519PrivateKey, *, case_id: str, tree_size: int, root: bytes, at: str) -> Checkpoint:
    """Sign a checkpoint."""
    public = key.public_key().public_bytes_raw()
    unsigned = Checkpoint(case_id, tree_size, root.hex(), at, key_id(public), public.hex(), "")
    return Checkpoint(
        case_id,
        tree_size,
        root.hex(),
        at,
        unsigned.key_id,
        unsigned.public_key,
        key.sign(unsigned.signed_bytes()).hex(),
    )


def file_name(tree_size: int) -> str:
    """Name the file of the checkpoint at this size, in twelve digits so that names sort."""
    return f"{tree_size:012d}.json"


def read_checkpoint(data: bytes) -> Checkpoint | None:
    """Read a checkpoint; None where the bytes are not one in its one form. The signature is not looked at here."""
    try:
        found = parse(data.strip())
    except (ValueError, UnicodeDecodeError):
        return None
    names = {"at", "case_id", "key_id", "public_key", "root", "signature", "tree_size", "v"}
    if not isinstance(found, dict) or set(found) != names or found.pop("v") != VERSION:
        return None
    size = found["tree_size"]
    texts = all(isinstance(value, str) for name, value in found.items() if name != "tree_size")
    if not texts or not isinstance(size, int) or isinstance(size, bool) or not 0 <= size < 10**12:
        return None
    if not all(re.fullmatch(rf"[0-9a-f]{{{length}}}", found[name]) for name, length in _HEX.items()):
        return None
    checkpoint = Checkpoint(**found)
    return checkpoint if checkpoint.to_bytes() == data.strip() else None
