# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import Unreadable
from onrecord.model import Metadata
from onrecord.reading.formats import email
from onrecord.reading.formats.extraction import Extraction
from reading.formats.test_contract import FOLDER

HEAD = b"From: A. Clerk <clerk@interior.example>\r\nDate: Mon, 2 Mar 2026 01:30:00 +0300\r\nSubject: Visit\r\n"


def read(data: bytes, folder: Path) -> Extraction:
    path = folder / "file"
    path.write_bytes(data)
    return email.extract_eml(path)


def pieces(found: Extraction) -> list[tuple[str, str]]:
    text = found.text
    return [(part.kind, text.content[part.start : part.end]) for part in text.segments]


def test_headers_body_quotation_and_signature_are_told_apart(tmp_path: Path) -> None:
    found = read((FOLDER / "email" / "reply.eml").read_bytes(), tmp_path)
    kinds = [kind for kind, _ in pieces(found)]
    assert kinds == ["metadata", "paragraph", "paragraph", "quoted_message", "signature"]
    assert pieces(found)[2][1] == "The ministry rejects the report. Nobody was beaten."
    assert found.metadata == Metadata(
        "Réponse to your questions", None, "Ministry Press Office", "2026-03-03", "stated"
    )
    assert found.text.warnings == ("1 attachment is an item of its own.",)


def test_the_date_is_that_of_the_sender(tmp_path: Path) -> None:
    assert read(HEAD + b"\r\nHello.\r\n", tmp_path).metadata.published == "2026-03-02"
    broken = read(HEAD.replace(b"Mon, 2 Mar 2026 01:30:00 +0300", b"soon") + b"\r\nHello.\r\n", tmp_path)
    assert broken.metadata.published is None
    assert broken.text.warnings == ("The Date header of the message is no date.",)


def test_two_versions_that_differ_are_both_kept(tmp_path: Path) -> None:
    found = read((FOLDER / "email" / "two-versions.eml").read_bytes(), tmp_path)
    said = [text for _, text in pieces(found)]
    assert "The ministry rejects the report. Nobody was beaten." in said
    assert "The ministry admits that eleven prisoners died during transport last winter." in said
    assert found.text.warnings[0].startswith("The HTML of the message says more")


def test_two_versions_that_agree_are_read_once(tmp_path: Path) -> None:
    data = (
        HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nNobody was beaten there.\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Nobody was <b>beaten</b> there.</p>\r\n--b--\r\n"
    )
    assert [text for _, text in pieces(read(data, tmp_path))][1:] == ["Nobody was beaten there."]


def test_a_body_of_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    data = HEAD + b"Content-Type: text/html; charset=windows-1252\r\n\r\n<p>No \x93comment\x94.</p><p>Second.</p>"
    assert [text for _, text in pieces(read(data, tmp_path))][1:] == ["No “comment”.", "Second."]


def test_quoted_printable_base64_and_wrong_charsets_are_decoded(tmp_path: Path) -> None:
    quoted = (
        HEAD
        + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nd=C3=A9ni\r\n"
    )
    packed = (
        HEAD + b"Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\nZMOpbmk=\r\n"
    )
    assert pieces(read(quoted, tmp_path))[-1][1] == pieces(read(packed, tmp_path))[-1][1] == "déni"


def test_a_forwarded_message_below_is_quoted(tmp_path: Path) -> None:
    body = b"\r\nSee below.\r\n\r\n-----Original Message-----\r\nFrom: B\r\nSent: Monday\r\n\r\nWe deny it.\r\n"
    assert [kind for kind, _ in pieces(read(HEAD + body, tmp_path))][1:] == ["paragraph"] + ["quoted_message"] * 2


def test_words_after_a_quotation_are_the_senders_again(tmp_path: Path) -> None:
    body = b"\r\nOn Monday B wrote:\r\n> Were they beaten?\r\nNo.\r\n"
    assert pieces(read(HEAD + body, tmp_path))[1:] == [
        ("quoted_message", "On Monday B wrote:\n> Were they beaten?"),
        ("paragraph", "No."),
    ]


@pytest.mark.parametrize(
    "header",
    [
        b"From: " + b"(" * 5000 + b"x\r\n",
        b"From: \xff\xfe <a@b>\r\n",
        b"Subject: " + b"=?utf-8?q?" * 20000 + b"\r\n",
        b"Content-Type: multipart/mixed; boundary=" + b';"' * 20000 + b"\r\n",
        b"Content-Type: multipart/mixed\r\n",
        b'Content-Type: text/plain; charset="\0"\r\n',
        b"Content-Type: text/plain; charset*=utf-16''%ff\r\n",
        b"no header at all\r\n",
    ],
)
def test_hostile_headers_stop_nothing(header: bytes, tmp_path: Path) -> None:
    assert "We deny it." in read(header + HEAD + b"\r\nWe deny it.\r\n", tmp_path).text.content


def test_an_outlook_message_is_read_like_any_other(tmp_path: Path) -> None:
    found = email.extract_msg(FOLDER / "msg" / "visit.msg")
    assert pieces(found)[1:] == [
        ("paragraph", "The ministry offers a visit on 7 March."),
        ("signature", "-- \nPress Office"),
    ]
    assert found.metadata == Metadata("Visit to the north", None, "Ministry Press Office", "2026-03-03", "stated")
    broken = tmp_path / "broken.msg"
    broken.write_bytes((FOLDER / "msg" / "visit.msg").read_bytes()[:1500])
    with pytest.raises(Unreadable, match="Outlook message is damaged"):
        email.extract_msg(broken)
