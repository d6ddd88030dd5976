# SPDX-License-Identifier: Apache-2.0
"""What is in a web archive (WARC 1.1, ISO 28500; WACZ 1.1.1).

1. The archive is read once to its end before anything is handed on: what it expands to is counted, and
   each record's own digests are checked as its bytes pass.
2. Captured pages become things of their own, named by their address. What only makes a page work
   (scripts, style sheets, fonts, redirects, requests) stays in the archive, which is kept whole.
3. Digests have three answers: passed, failed, not checked because… Each thing carries its answer.
4. Of a WACZ the WARC files become things, and their pages things inside those; the digests that its
   ``datapackage.json`` states are checked for every file that it names.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from onrecord.errors import Unreadable
from onrecord.intake.containers.streams import BLOCK, DAMAGE, member_stream
from onrecord.intake.containers.zipped import files_of, member, open_archive
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import Budget
from onrecord.intake.walk import open_regular

_MACHINERY = ("javascript", "ecmascript", "text/css", "font", "application/json", "application/wasm", "x-icon")
_RECORD_TYPES = frozenset(("response", "resource", "conversion"))
_MOST_DATAPACKAGE = 20_000_000
_UNREADABLE = (*DAMAGE, OSError, ArchiveLoadFailed, AttributeError, TypeError, AssertionError)


@dataclass(frozen=True, slots=True)
class _Page:
    offset: int
    address: str
    captured: str | None
    size: int
    note: str


@dataclass(slots=True)
class _Scan:
    pages: list[_Page]
    expanded: int = 0
    damage: str | None = None


def warc_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the captured pages of a WARC file, compressed or not. Raises before the first of them."""
    size = path.stat().st_size
    _check_compressed(path, size, budget)
    scan = _scan(path, size, budget)
    if not scan.pages and scan.damage:
        raise Unreadable(scan.damage)
    budget.spend(size, scan.expanded, len(scan.pages))
    for page in scan.pages:
        name = page.address.partition("?")[0].rstrip("/").rpartition("/")[2] or "page"
        yield Incoming(name, page.address, page.captured, partial(_open_page, path, page.offset), (page.note,))
    if scan.damage:
        yield NotTaken("*", scan.damage)


def _check_compressed(path: Path, size: int, budget: Budget) -> None:
    """Count what a compressed WARC expands to, before anything interprets it."""
    with open_regular(path) as stream:
        if stream.read(2) != b"\x1f\x8b":
            return
        stream.seek(0)
        total = 0
        inflater = zlib.decompressobj(wbits=31)
        data = b""
        while data := data or stream.read(BLOCK):
            try:
                total += len(inflater.decompress(data, 16 * BLOCK))
            except zlib.error as error:
                raise Unreadable("The web archive is damaged: it does not unpack.") from error
            budget.check(size, total, 0)
            data = inflater.unconsumed_tail
            if inflater.eof:
                data, inflater = inflater.unused_data, zlib.decompressobj(wbits=31)


def _scan(path: Path, size: int, budget: Budget) -> _Scan:
    scan = _Scan([])
    # the library writes what it finds odd to stderr, with lines out of the archive; such words go nowhere
    complaints = io.StringIO()
    with open_regular(path) as stream, contextlib.redirect_stderr(complaints):
        records = WARCIterator(stream, check_digests=True)
        try:
            for record in records:
                page = _read_record(records, record, scan, size, budget)
                if page:
                    scan.pages.append(page)
        except _UNREADABLE:
            scan.damage = f"The web archive is damaged after {len(scan.pages)} captured things; the rest is not taken."
    if complaints.tell() and not scan.damage:
        scan.damage = "The web archive has damaged records; what they hold may be incomplete."
    return scan


def _read_record(records: WARCIterator, record: Any, scan: _Scan, size: int, budget: Budget) -> _Page | None:
    length = 0
    wanted = _is_page(record)
    content = record.content_stream() if wanted else record.raw_stream
    while block := content.read(BLOCK):
        length += len(block)
        budget.check(size, scan.expanded + length, len(scan.pages))
    while record.raw_stream.read(BLOCK):  # what a content decoder left, so that the digests are complete
        pass
    if record.length is None or getattr(record.raw_stream, "limit", 0) > 0:
        scan.damage = "The web archive is cut off inside a record; what that record holds is incomplete."
    note = _digest_note(record)
    offset = records.get_record_offset()
    if not wanted or not length:
        return None
    scan.expanded += length
    headers = record.rec_headers
    address = claimed(headers.get_header("WARC-Target-URI") or "unknown address")
    return _Page(offset, address, headers.get_header("WARC-Date"), length, note)


def _is_page(record: Any) -> bool:
    if record.rec_type not in _RECORD_TYPES:
        return False
    media = record.content_type or ""
    if record.http_headers is not None:
        status = record.http_headers.get_statuscode() or ""
        if status.startswith(("1", "3")) or status == "204":
            return False
        media = record.http_headers.get_header("content-type") or ""
    return not any(word in media.lower() for word in _MACHINERY)


def _digest_note(record: Any) -> str:
    stated = [record.rec_headers.get_header(name) for name in ("WARC-Payload-Digest", "WARC-Block-Digest")]
    if not any(stated):
        return "Digest of the capture: not checked, because the web archive states none."
    passed = record.digest_checker.passed
    if passed is None:
        return "Digest of the capture: not checked, because it is stated in a way that is not known."
    return f"Digest of the capture: {'passed' if passed else 'failed'}."


def _open_page(path: Path, offset: int) -> BinaryIO:
    stream = open_regular(path)
    stream.seek(offset)
    quiet = io.StringIO()
    try:
        with contextlib.redirect_stderr(quiet):
            content = next(iter(WARCIterator(stream))).content_stream()
    except (*_UNREADABLE, StopIteration) as error:
        stream.close()
        raise OSError(5, "damaged inside its web archive") from error

    def read(size: int) -> bytes:
        with contextlib.redirect_stderr(quiet):
            return bytes(content.read(size))

    return member_stream(read, stream.close)


def wacz_members(path: Path, budget: Budget) -> Iterator[Incoming | NotTaken]:
    """Give the WARC files of a WACZ, and what its own list of digests contradicts."""
    with open_archive(path) as archive:
        infos = {info.filename: info for info in files_of(archive)}
        budget.spend(path.stat().st_size, sum(info.file_size for info in infos.values()), len(infos))
        stated = _stated_digests(archive, infos)
        notes = {name: _resource_note(archive, info, stated) for name, info in infos.items()}
        for name, info in infos.items():
            if name.lower().endswith((".warc", ".warc.gz")):
                yield member(archive, info, (notes[name],))
            elif notes[name].endswith("failed."):
                yield NotTaken(claimed(name), "It stays in the web archive. " + notes[name])
        for name in sorted(stated.keys() - infos.keys()):
            yield NotTaken(claimed(name), "The web archive names it but does not hold it.")


def _stated_digests(archive: Any, infos: dict[str, Any]) -> dict[str, str]:
    info = infos.get("datapackage.json")
    if info is None or info.file_size > _MOST_DATAPACKAGE:
        return {}
    try:
        resources = json.loads(archive.read(info)).get("resources", [])
        return {str(entry["path"]): str(entry.get("hash", "")) for entry in resources}
    except (*DAMAGE, OSError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable("The web archive's list of its own files (datapackage.json) is damaged.") from error


def _resource_note(archive: Any, info: Any, stated: dict[str, str]) -> str:
    algorithm, _, wanted = stated.get(info.filename, "").partition(":")
    if not wanted:
        return "Digest in the web archive's list: not checked, because it states none."
    if algorithm not in ("sha256", "sha512", "md5", "sha1"):
        return "Digest in the web archive's list: not checked, because its kind is not known."
    digest = hashlib.new(algorithm, usedforsecurity=False)
    try:
        with archive.open(info) as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
    except (*DAMAGE, OSError):
        return "Digest in the web archive's list: failed."
    return f"Digest in the web archive's list: {'passed' if digest.hexdigest() == wanted.lower() else 'failed'}."
