# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import gzip
import hashlib
import json
from pathlib import Path

import pytest

from onrecord.intake import containers
from onrecord.intake.incoming import Incoming, NotTaken
from onrecord.intake.limits import Budget
from samples.word import packed

PAGE = b"<html><p>The ministry denied it.</p></html>"
ADDRESS = "https://post.example/news/denial?id=1"


def record(kind: str, address: str, block: bytes, payload: bytes) -> bytes:
    def stated(data: bytes) -> str:
        return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()

    media = "application/http; msgtype=response" if kind == "response" else "image/png"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(address)}>\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n"
        f"WARC-Payload-Digest: {stated(payload)}\r\nWARC-Block-Digest: {stated(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(address: str, media: str, payload: bytes, status: str = "200 OK", encoding: str = "") -> bytes:
    packed_as = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{packed_as}\r\n"
    return record("response", address, head.encode() + payload, payload)


def archive(*, compressed: bool = True, encoding: str = "", body: bytes = PAGE) -> bytes:
    photo = b"\x89PNG\r\n\x1a\n"
    records = [
        response(ADDRESS, "text/html", body, encoding=encoding),
        response("https://post.example/site.css", "text/css", b"p {}"),
        response("https://post.example/moved", "text/html", b"gone", "301 Moved"),
        record("resource", "urn:photo", photo, photo),
    ]
    return b"".join(gzip.compress(entry, mtime=0) if compressed else entry for entry in records)


def opened(data: bytes, kind: str, folder: Path) -> list[tuple[str, bytes, tuple[str, ...]] | str]:
    path = folder / "container"
    path.write_bytes(data)
    found: list[tuple[str, bytes, tuple[str, ...]] | str] = []
    for member in containers.members(path, kind, Budget()):
        if isinstance(member, NotTaken):
            found.append(f"{member.path}: {member.reason}")
            continue
        with member.open() as stream:
            found.append((member.path, stream.read(), member.notes))
    return found


PASSED = ("Digest of the capture: passed.",)


@pytest.mark.parametrize("compressed", [True, False])
def test_pages_come_out_with_address_time_and_digest_and_machinery_stays(compressed: bool, tmp_path: Path) -> None:
    data = archive(compressed=compressed)
    assert opened(data, "warc", tmp_path) == [
        (ADDRESS, PAGE, PASSED),
        ("urn:photo", b"\x89PNG\r\n\x1a\n", PASSED),
    ]
    first = next(containers.members(tmp_path / "container", "warc", Budget()))
    assert isinstance(first, Incoming)
    assert (first.name, first.modified) == ("denial", "2026-03-02T10:00:00Z")


def test_a_page_that_was_sent_packed_comes_out_unpacked(tmp_path: Path) -> None:
    data = archive(encoding="gzip", body=gzip.compress(PAGE))
    assert opened(data, "warc", tmp_path)[0] == (ADDRESS, PAGE, PASSED)


def test_a_changed_page_comes_out_and_says_that_its_digest_failed(tmp_path: Path) -> None:
    data = archive(compressed=False).replace(b"ministry denied", b"ministry agreed")
    first = opened(data, "warc", tmp_path)[0]
    assert first[1:] == (PAGE.replace(b"denied", b"agreed"), ("Digest of the capture: failed.",))


def test_a_digest_that_is_not_stated_is_not_checked(tmp_path: Path) -> None:
    lines = archive(compressed=False).split(b"\r\n")
    data = b"\r\n".join(line for line in lines if b"-Digest:" not in line)
    assert opened(data, "warc", tmp_path)[0][2] == (
        "Digest of the capture: not checked, because the web archive states none.",
    )


def test_a_web_archive_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    data = archive(compressed=False)
    found = opened(data[: data.index(b"urn:photo") + 30], "warc", tmp_path)
    assert found[0][1] == PAGE
    assert any(isinstance(entry, str) and "cut off" in entry for entry in found[1:])


@pytest.mark.parametrize("length", ["-1", "abc", "", "99999999999", "9" * 400])
def test_a_record_that_lies_about_its_length_stops_nothing(length: str, tmp_path: Path) -> None:
    data = archive(compressed=False).replace(b"Content-Length: ", f"Content-Length: {length}\r\nX-Was: ".encode(), 1)
    assert "damaged" in str(opened(data, "warc", tmp_path)) or "cut off" in str(opened(data, "warc", tmp_path))


def test_words_of_a_damaged_web_archive_are_never_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = archive(compressed=False)
    opened(data.replace(b"Content-Length: 4", b"Content-Length: 1"), "warc", tmp_path)
    opened(archive()[:-20], "warc", tmp_path)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


@pytest.mark.parametrize("data", [gzip.compress(b"WARC/1.0\r\n" + bytes(20_000_000)), archive(body=bytes(9_000_000))])
def test_a_bomb_is_kept_whole_and_not_opened(data: bytes, tmp_path: Path) -> None:
    found = opened(data, "warc", tmp_path)
    assert len(found) == 1
    assert "Kept whole and not opened" in found[0]


def test_a_page_that_expands_like_a_bomb_is_kept_whole_and_not_opened(tmp_path: Path) -> None:
    data = archive(compressed=False, encoding="gzip", body=gzip.compress(bytes(20_000_000)))
    assert "Kept whole and not opened" in opened(data, "warc", tmp_path)[0]


def wacz(*, lies: bool = False) -> bytes:
    inner = archive()
    pages = b'{"format": "json-pages-1.0"}\n'
    resources = [
        {"path": "archive/data.warc.gz", "hash": "sha256:" + hashlib.sha256(inner).hexdigest()},
        {"path": "pages/pages.jsonl", "hash": "sha256:" + ("0" * 64 if lies else hashlib.sha256(pages).hexdigest())},
    ]
    if lies:
        resources.append({"path": "archive/gone.warc.gz", "hash": "sha256:00"})
    package = json.dumps({"profile": "data-package", "resources": resources}).encode()
    return packed({"archive/data.warc.gz": inner, "pages/pages.jsonl": pages, "datapackage.json": package})


def test_the_web_archives_in_a_wacz_come_out_with_their_digests_checked(tmp_path: Path) -> None:
    found = opened(wacz(), "wacz", tmp_path)
    assert found == [("archive/data.warc.gz", archive(), ("Digest in the web archive's list: passed.",))]


def test_a_wacz_that_contradicts_its_own_list_says_where(tmp_path: Path) -> None:
    found = opened(wacz(lies=True), "wacz", tmp_path)
    assert found[1:] == [
        "pages/pages.jsonl: It stays in the web archive. Digest in the web archive's list: failed.",
        "archive/gone.warc.gz: The web archive names it but does not hold it.",
    ]


def test_a_wacz_with_a_damaged_list_is_kept_whole(tmp_path: Path) -> None:
    for listing in (b"{", b"[]", b'{"resources": 3}', b'{"resources": [1]}'):
        data = packed({"archive/data.warc.gz": b"", "datapackage.json": listing})
        assert "datapackage.json" in opened(data, "wacz", tmp_path)[0]
