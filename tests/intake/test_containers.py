# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from onrecord.intake import containers, kinds
from onrecord.intake.incoming import Incoming, NotTaken
from onrecord.intake.limits import Budget
from samples import make
from samples.word import packed

MAIL = (
    "From: A <a@interior.example>\r\nDate: Tue, 3 Mar 2026 10:00:00 +0000\r\n"
    "MIME-Version: 1.0\r\nSubject: {subject}\r\n"
)


def opened(data: bytes, folder: Path, budget: Budget | None = None) -> tuple[dict[str, bytes], dict[str, str]]:
    """Open a container: the members with their bytes, and what was not taken with its reason."""
    path = folder / "container"
    path.write_bytes(data)
    taken: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for member in containers.members(path, kinds.detect(path), budget or Budget()):
        if isinstance(member, NotTaken):
            refused[member.path] = member.reason
        else:
            with member.open() as stream:
                taken[member.path] = stream.read()
    return taken, refused


def everything(path: Path, folder: Path, budget: Budget) -> list[str]:
    """Open a container and all that is nested in it, as a case does."""
    found = []
    for member in containers.members(path, kinds.detect(path), budget):
        if isinstance(member, NotTaken):
            found.append(f"not taken: {member.reason}")
            continue
        inner = folder / f"{len(list(folder.iterdir()))}"
        with member.open() as stream:
            inner.write_bytes(stream.read())
        found.append(member.path)
        found += everything(inner, folder, budget.inside())
    return found


class TestZip:
    def test_members_come_out_with_their_paths_as_claims(self, tmp_path: Path) -> None:
        data = packed({"in/a.txt": b"one", "b.txt": b"two", "in/": b""})
        assert opened(data, tmp_path) == ({"in/a.txt": b"one", "b.txt": b"two"}, {})

    def test_a_name_that_climbs_out_of_its_folder_writes_nothing(self, tmp_path: Path) -> None:
        inside = tmp_path / "inside"
        inside.mkdir()
        names = ["../climbed.txt", "/absolute.txt", "C:\\windows.txt", "a/../../climbed.txt", "nul\n\x1b.txt"]
        taken, refused = opened(packed(dict.fromkeys(names, b"x")), inside)
        assert list(taken) == names
        assert refused == {}
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["container", "inside"]

    def test_a_bomb_is_kept_whole_and_not_opened(self, tmp_path: Path) -> None:
        taken, refused = opened(packed({"a": bytes(10_000_000), "b": b"small"}), tmp_path)
        assert taken == {}
        assert refused["*"].startswith("Kept whole and not opened. What it expands to is over the limit of 100 times")

    def test_a_bomb_in_a_bomb_is_counted_as_one(self, tmp_path: Path) -> None:
        layer = packed({"a": bytes(900_000), "noise": make.pdf()})
        for _ in range(3):
            layer = packed({f"{number}.zip": layer + bytes([number]) for number in range(9)})
        path = tmp_path / "bomb.zip"
        path.write_bytes(layer)
        work = tmp_path / "work"
        work.mkdir()
        everything(path, work, Budget())
        assert sum(entry.stat().st_size for entry in work.iterdir()) <= 101 * len(layer)

    def test_archives_in_archives_are_opened_to_a_depth(self, tmp_path: Path) -> None:
        data = b"the innermost words"
        for number in range(12):
            data = packed({f"{number}.zip": data}, zipfile.ZIP_STORED)
        path = tmp_path / "nested.zip"
        path.write_bytes(data)
        work = tmp_path / "work"
        work.mkdir()
        found = everything(path, work, Budget())
        assert found[:-1] == [f"{number}.zip" for number in range(11, 3, -1)]
        assert "containers inside one another" in found[-1]

    def test_a_stated_size_that_lies_ends_in_a_checksum_that_fails(self, tmp_path: Path) -> None:
        data = bytearray(packed({"a": b"0123456789" * 100, "b": b"fine"}))
        directory = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
        struct.pack_into("<I", data, directory + 24, 10)
        taken, refused = opened(bytes(data), tmp_path)
        assert taken == {"b": b"fine"}
        assert "do not match their checksum" in refused["a"]

    def test_entries_that_overlap_are_counted_by_what_they_state(self, tmp_path: Path) -> None:
        whole = packed({"a": bytes(50_000)})
        end = whole.rindex(b"PK\x05\x06")
        start = whole.rindex(b"PK\x01\x02")
        entry = whole[start:end]
        closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 500, 500, 500 * len(entry), start, 0)
        taken, refused = opened(whole[:start] + entry * 500 + closing, tmp_path)
        assert taken == {}
        assert "Kept whole and not opened" in refused["*"]

    def test_damaged_locked_and_linked_members_are_listed_and_the_rest_taken(self, tmp_path: Path) -> None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            link = zipfile.ZipInfo("link")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
            archive.writestr("damaged", b"DAMAGED" * 9)
            archive.writestr("good", b"good")
            archive.writestr("locked", b"locked")
            archive.writestr(".DS_Store", b"x")
        data = bytearray(target.getvalue().replace(b"DAMAGEDDAMAGED", b"DAMAGEDDAMAGEX", 1))
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            name = data.rindex(b"locked", 0, data.rindex(mark) if mark == b"PK\x03\x04" else None)
            position = data.rindex(mark, 0, name)
            data[position + place] |= 1
        taken, refused = opened(bytes(data), tmp_path)
        assert taken == {"good": b"good"}
        assert set(refused) == {"link", "damaged", "locked", ".DS_Store"}
        assert "password" in refused["locked"]

    def test_the_same_name_twice_is_two_things(self, tmp_path: Path) -> None:
        path = tmp_path / "twice.zip"
        path.write_bytes(packed({"a": b"one", "b": b"two"}).replace(b"b", b"a"))
        found = [entry for entry in containers.members(path, "zip", Budget()) if isinstance(entry, Incoming)]
        assert [entry.name for entry in found] == ["a", "a"]

    def test_an_archive_that_is_cut_off_is_kept_whole(self, tmp_path: Path) -> None:
        assert opened(packed({"a": b"x" * 1000})[:-30], tmp_path) == (
            {},
            {"*": "Kept whole and not opened. The archive is damaged or cut off: its directory cannot be read."},
        )


class TestMessages:
    def test_attachments_become_things_and_the_body_stays(self, tmp_path: Path) -> None:
        assert opened(make.message(), tmp_path) == ({"2/figures.csv": b"name,held\nNorth,30\n"}, {})

    def test_an_attached_message_comes_out_byte_for_byte(self, tmp_path: Path) -> None:
        inner = MAIL.format(subject="inner") + "X-Odd:   spaced\t\r\n\r\nWe deny it.\r\nSecond line \r\n"
        outer = (
            MAIL.format(subject="outer")
            + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\nignored\r\n--b\r\n\r\nSee.\r\n'
            "--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--b--\r\n"
        )
        assert opened(outer.encode(), tmp_path) == ({"2/part-2.eml": inner.encode()}, {})

    @pytest.mark.parametrize(
        ("header", "name"),
        [
            ('attachment; filename="../../x.txt"', "../../x.txt"),
            ("attachment; filename*=utf-8''d%C3%A9ni.txt", "déni.txt"),
            ('attachment; filename="=?utf-8?b?ZMOpbmk=?=.txt"', "déni.txt"),
            ('attachment; filename="a\x00\x1b.txt"', "a\x00\x1b.txt"),
            ("attachment", "part-1"),
        ],
    )
    def test_names_of_attachments_are_claims(self, header: str, name: str, tmp_path: Path) -> None:
        data = (
            MAIL.format(subject="x") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            f"Content-Disposition: {header}\r\n\r\nwords\r\n--b--\r\n"
        )
        taken, _ = opened(data.encode(), tmp_path)
        assert taken == {f"1/{name}": b"words"}

    def test_pictures_in_the_text_and_damaged_base64_are_taken(self, tmp_path: Path) -> None:
        data = MAIL.format(subject="x") + (
            "Content-Type: multipart/related; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b\r\n"
            "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO*Rw\r\n0KGg\r\n"
        )
        taken, _ = opened(data.encode(), tmp_path)
        assert taken == {"2/part-2": b"\x89PNG\r\n\x1a"}

    def test_a_message_of_too_many_or_too_deep_parts_is_kept_whole(self, tmp_path: Path) -> None:
        head = MAIL.format(subject="x") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        _, refused = opened((head + "--b\r\n\r\nx\r\n" * 20_000).encode(), tmp_path)
        assert "parts of one message" in refused["*"]
        deep = head + "".join(
            f"--{'b' * number}\r\nContent-Type: multipart/mixed; boundary={'b' * (number + 1)}\r\n\r\n"
            for number in range(1, 60)
        )
        _, refused = opened(deep.encode(), tmp_path)
        assert "parts of a message inside one another" in refused["*"]


class TestMailbox:
    def test_each_message_is_a_thing_as_it_stands(self, tmp_path: Path) -> None:
        one = MAIL.format(subject="one") + "\r\n>From here on we deny it.\r\n"
        two = MAIL.format(subject="two") + "\r\nFrom the start, no.\r\n\r\nFrom what we know, no.\r\n"
        line = "From a@interior.example Tue Mar  3 10:00:00 2026\r\n"
        taken, refused = opened((line + one + "\r\n" + line + two).encode(), tmp_path)
        assert list(taken.values()) == [one.encode(), two.encode()]
        assert refused == {}
        assert list(taken) == ["message-1.eml", "message-2.eml"]

    def test_what_is_inside_the_messages_is_reached(self, tmp_path: Path) -> None:
        path = tmp_path / "box"
        line = b"From a Tue Mar  3 10:00:00 2026\n"
        archive = make.message().replace(b"text/csv", b"application/zip")
        path.write_bytes(line + make.message() + b"\n" + line + archive)
        work = tmp_path / "work"
        work.mkdir()
        assert everything(path, work, Budget()) == ["message-1.eml", "2/figures.csv", "message-2.eml", "2/figures.csv"]


class TestOutlook:
    def test_attachments_become_things(self, tmp_path: Path) -> None:
        assert opened(make.outlook(), tmp_path) == ({"1/terms.txt": b"Two visitors, no cameras.\n"}, {})

    def test_a_damaged_one_is_kept_whole(self, tmp_path: Path) -> None:
        data = make.outlook()
        path = tmp_path / "cut"
        for share in range(1, 10):
            path.write_bytes(data[: len(data) * share // 10])
            for member in containers.members(path, "msg", Budget()):
                assert isinstance(member, NotTaken | Incoming)


def test_a_file_that_is_no_container_has_no_members(tmp_path: Path) -> None:
    assert opened(b"words", tmp_path) == ({}, {})
