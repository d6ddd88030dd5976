# SPDX-License-Identifier: Apache-2.0

"""The evidence store: exact bytes under the name of their SHA-256, in ``evidence/ab/<sha256>``, read-only.

Bytes come in through ``take``: one pass that hashes with SHA-256 and SHA-512 and writes. Small things are
hashed in memory and never written where the store has them already; large ones are hashed and written side
by side in three threads (hashlib and the disk let go of the interpreter), so they cost what the slowest of
the three costs.
"""

from __future__ import annotations

import hashlib
import os
import re
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, NamedTuple

from onrecord.custody import durable

EVIDENCE = "evidence"
INCOMING = "incoming"
RECEIPTS = "receipts"
SHA256 = re.compile(r"[0-9a-f]{64}")
ITEM_MODE = 0o400

CHUNK = 2 * 1024 * 1024
"""Bytes read at once. Things that fit in one chunk are handled in memory."""


class Digests(NamedTuple):
    """What one pass over the bytes tells."""

    sha256: str
    sha512: str
    size: int
    """In bytes."""


def item_path(evidence: str, sha256: str) -> str:
    """Give the place of an item. Text paths, because this runs once or more for every file taken in."""
    return f"{evidence}/{sha256[:2]}/{sha256}"


def digests(data: bytes) -> Digests:
    """Hash bytes in memory."""
    return Digests(hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data))


def digest_file(path: str, *, second_digest: bool = True) -> Digests:
    """Hash a file in one pass; without ``second_digest`` its SHA-512 is left empty. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        ask = min(CHUNK, os.fstat(descriptor).st_size + 1)  # a buffer no larger than the file, which may grow meanwhile
        data = os.read(descriptor, ask)
        one, two, size = hashlib.sha256(data), hashlib.sha512(data if second_digest else b""), len(data)
        while data := os.read(descriptor, ask):
            one.update(data)
            if second_digest:
                two.update(data)
            size += len(data)
    finally:
        os.close(descriptor)
    return Digests(one.hexdigest(), two.hexdigest() if second_digest else "", size)


def read_start(stream: BinaryIO) -> tuple[bytes, bool]:
    """Read up to one chunk, and say whether that was all. Raises what the stream raises."""
    data = stream.read(CHUNK)
    if len(data) == CHUNK:
        return data, False
    parts = [data]
    length = len(data)
    while data and length < CHUNK:  # a stream may give less than asked before its end
        data = stream.read(CHUNK - length)
        parts.append(data)
        length += len(data)
    return (b"".join(parts) if len(parts) > 2 else parts[0]), not data


def write_stream(stream: BinaryIO, start: bytes, path: str) -> Digests:
    """Write a large stream, of which ``start`` has been read, to a new file, hashing on the way.

    Raises what the stream raises as it is, and what the disk refuses as CannotKeep.
    """
    one, two, size = hashlib.sha256(), hashlib.sha512(), 0
    with durable.keeping():
        descriptor = os.open(path, durable.CREATE, ITEM_MODE)
    try:
        with ThreadPoolExecutor(3) as pool:
            data, running = start, list[Future[None]]()
            while data:
                for work in running:
                    _finish(work)
                running = [
                    pool.submit(durable.write_all, descriptor, data),
                    pool.submit(one.update, data),
                    pool.submit(two.update, data),
                ]
                size += len(data)
                data = stream.read(CHUNK)
            for work in running:
                _finish(work)
        if durable.FLUSH_EACH:
            with durable.keeping():
                os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return Digests(one.hexdigest(), two.hexdigest(), size)


def _finish(work: Future[None]) -> None:
    with durable.keeping():
        work.result()
