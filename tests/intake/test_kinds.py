# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import gzip
import random
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.intake import kinds
from samples.ole import compound
from samples.word import packed

MAIL = (
    b"From: A <a@interior.example>\r\nTo: B <b@post.example>\r\n"
    b"Date: Tue, 3 Mar 2026 10:00:00 +0000\r\nSubject: x\r\n\r\nNo.\r\n"
)
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
TYPES = "[Content_Types].xml"

CASES: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("text", b"The ministry denied it.\n", "plain"),
    ("text with nul", b"The minis\0try denied it on Monday.\n", "plain"),
    ("text of another encoding", "Министерство отрицает".encode("cp1251"), "plain"),
    ("text of two encodings", "señor ".encode() + "señor".encode("cp1252"), "plain"),
    ("utf-16", "The ministry".encode("utf-16"), "plain"),
    ("utf-16 without mark", "The ministry denied it".encode("utf-16-be"), "plain"),
    ("markdown", b"# Title\n\n<b>bold</b> words\n", "plain"),
    ("text that speaks of pdf", b"A file begins with %PDF-1.4 and so on.\n", "plain"),
    ("a memo", b"From: the Ministry\nTo: all staff\nSubject: visits\n\nNone.\n", "plain"),
    ("text that begins like a mailbox", b"From the ministry came a denial in 2026\nand nothing else.\n", "plain"),
    ("doctype", b"\n<!-- x --><!DOCTYPE html><title>x</title>", "html"),
    ("no doctype", b"<p>The ministry denied it.</p>", "html"),
    ("xhtml", b"<?xml version='1.0'?>\n<html xmlns='x'><body/></html>", "html"),
    ("utf-16 page", "<html><p>x</p></html>".encode("utf-16"), "html"),
    (
        "a message to thousands",
        b"From: A <a@interior.example>\nTo: " + b", ".join(b"b%d@post.example" % n for n in range(5000)) + b"\n\nNo.\n",
        "email",
    ),
    (
        "a message to thousands, folded",
        b"From: A <a@interior.example>\nTo: "
        + b",\n ".join(b"b%d@post.example" % n for n in range(5000))
        + b"\n\nNo.\n",
        "email",
    ),
    (
        "a case, backed up",
        packed({"manifest.json": "{}", "case/case.toml": "", "case/custody.log": "{}"}),
        "case-packed",
    ),
    ("a case, packed by hand", packed({"case.toml": "", "custody.log": "{}"}), "case-packed"),
    ("an archive with a log", packed({"custody.log": "{}"}), "zip"),
    ("many comments", b"<!---->" * 9000 + b"x", "plain"),
    ("feed", b"<?xml version='1.0'?><rss/>", "xml"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    ("pdf after junk", b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "pdf"),
    ("message", MAIL, "email"),
    ("message with transport headers", b"Received: from x\r\nSubject: y\r\n\r\n", "email"),
    ("message with folded header", b"Message-ID: <1@x>\nSubject: a\n b\n\nbody\n", "email"),
    ("mailbox", b"From a@b Tue Mar  3 10:00:00 2026\n" + MAIL, "mbox"),
    ("zip", packed({"a.txt": b"x"}), "zip"),
    ("empty zip", packed({}), "zip"),
    ("cut zip", packed({"a.txt": b"x" * 100})[:60], "zip"),
    ("docx", packed({TYPES: b"", "word/document.xml": b""}), "docx"),
    ("xlsx", packed({TYPES: b"", "xl/workbook.xml": b""}), "spreadsheet"),
    ("pptx", packed({TYPES: b"", "ppt/presentation.xml": b""}), "presentation"),
    ("odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "office-legacy"),
    ("ods", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
    ("epub", packed({"mimetype": b"application/epub+zip"}), "office-legacy"),
    ("wacz", packed({"datapackage.json": b"{}", "archive/data.warc.gz": b""}), "wacz"),
    ("warc", WARC, "warc"),
    ("warc.gz", gzip.compress(WARC), "warc"),
    ("gzip", gzip.compress(b"something else"), "archive-other"),
    ("outlook", compound({"__properties_version1.0": bytes(32)}), "msg"),
    ("old word", compound({"WordDocument": b"x"}), "office-legacy"),
    ("old excel", compound({"Workbook": b"x"}), "spreadsheet"),
    ("old powerpoint", compound({"PowerPoint Document": b"x"}), "presentation"),
    ("locked office", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "office-locked"),
    ("cut ole", compound({"WordDocument": b"x"})[:700], "unknown"),
    ("rtf", b"{\\rtf1\\ansi x}", "office-legacy"),
    ("photo", b"\xff\xd8\xff\xe0" + bytes(60), "image"),
    ("png", PNG, "image"),
    ("heic", b"\0\0\0\x18ftypheic" + bytes(40), "image"),
    ("mp4", b"\0\0\0\x18ftypisom" + bytes(40), "video"),
    ("wav", b"RIFF\0\0\0\0WAVEfmt " + bytes(40), "audio"),
    ("rar", b"Rar!\x1a\x07\x01\0" + bytes(40), "archive-other"),
    ("program", b"MZ\x90\0" + bytes(range(256)), "executable"),
    ("noise", random.Random(7).randbytes(3000), "unknown"),
]


@pytest.mark.parametrize(("data", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("name", ["file.txt", "file.pdf", "file"])
def test_kind_is_told_by_content_and_not_by_name(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert kinds.detect(path) == kind
    assert kind in kinds.KINDS


def test_every_kind_has_words_for_people() -> None:
    assert all(words and not words[0].isupper() for words in kinds.KINDS.values())


def test_importing_loads_no_table_of_kinds_and_no_parser() -> None:
    check = "import sys, onrecord.intake.kinds as k; assert not {'puremagic', 'lxml', 'oxmsg'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)
