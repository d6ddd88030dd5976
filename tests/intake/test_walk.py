# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.intake import walk
from onrecord.intake.incoming import Incoming, NotTaken, claimed
from onrecord.intake.limits import Limit


def names(found: list[Incoming | NotTaken]) -> list[str]:
    return [Path(entry.path).name for entry in found if isinstance(entry, Incoming)]


def refused(found: list[Incoming | NotTaken]) -> dict[str, NotTaken]:
    return {Path(entry.path).name: entry for entry in found if isinstance(entry, NotTaken)}


def collect(*paths: Path, skip: tuple[Path, ...] = ()) -> list[Incoming | NotTaken]:
    return list(walk.collect(paths, skip))


def test_folders_are_walked_whole_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c/.hidden", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = collect(tmp_path)
    assert names(found) == ["B.txt", "1.txt", "2.txt", "b.txt", ".hidden"]
    first = found[0]
    assert isinstance(first, Incoming)
    with first.open() as stream:
        assert stream.read() == b"B.txt"
    assert first.path == str(tmp_path / "B.txt")


def test_the_time_of_a_file_is_given_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    os.utime(path, (0, 1_772_443_800))
    assert [entry.modified for entry in collect(path) if isinstance(entry, Incoming)] == ["2026-03-02T09:30:00Z"]
    assert walk.rfc3339(1e20) is None


def test_a_path_given_twice_or_inside_another_is_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    assert names(collect(path, tmp_path, path)) == ["a"]


def test_two_names_of_one_file_are_two_things(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    os.link(tmp_path / "a", tmp_path / "b")
    assert names(collect(tmp_path)) == ["a", "b"]


def test_links_in_folders_are_listed_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "loop").symlink_to(tmp_path)
    (tmp_path / "folder" / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder" / "self").symlink_to("self")
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "file")
    found = collect(tmp_path / "folder")
    assert names(found) == []
    assert set(refused(found)) == {"loop", "broken", "self", "link"}
    assert all("link" in entry.reason for entry in found if isinstance(entry, NotTaken))


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "self").symlink_to("self")
    found = collect(tmp_path / "link", tmp_path / "self", tmp_path / "nothing")
    assert names(found) == ["link"]
    assert set(refused(found)) == {"self", "nothing"}


def test_a_pipe_is_listed_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for paths in (tmp_path, tmp_path / "pipe"):
        assert "no regular file" in refused(collect(paths))["pipe"].reason
    with pytest.raises(OSError, match="no regular file"):
        walk.open_regular(tmp_path / "pipe")


def test_the_case_itself_is_never_swallowed(tmp_path: Path) -> None:
    case = tmp_path / "work" / "case"
    case.mkdir(parents=True)
    (case / "register.db").touch()
    (tmp_path / "work" / "a").touch()
    (tmp_path / "way").symlink_to(tmp_path / "work")
    for path in (tmp_path / "work", tmp_path / "way", case, case / "register.db"):
        found = collect(path, skip=(case,))
        assert "register.db" not in names(found)
        assert any("belongs to the case" in entry.reason for entry in found if isinstance(entry, NotTaken))
    assert names(collect(tmp_path / "work", skip=(tmp_path / "work" / "cas",))) == ["a", "register.db"]


def test_what_operating_systems_leave_behind_is_litter(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "._a.txt", "a.txt"):
        (tmp_path / name).touch()
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "b.txt").touch()
    found = collect(tmp_path)
    assert names(found) == ["a.txt"]
    assert all(entry.litter for entry in refused(found).values())
    assert names(collect(tmp_path / ".DS_Store")) == [".DS_Store"]


def test_odd_names_are_kept_as_claims_that_can_be_stored(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path)
    for name in (b"line\nbreak\x1b[31m", "😀".encode(), b"bad\xff", b"a" * 255):
        with open(raw + b"/" + name, "wb") as stream:  # noqa: PTH123  # bytes that are no text
            stream.write(b"x")
    found = [entry for entry in collect(tmp_path) if isinstance(entry, Incoming)]
    assert [entry.name for entry in found] == ["a" * 255, "bad\\xff", "line\nbreak\x1b[31m", "😀"]
    for entry in found:
        entry.path.encode("utf-8")
        with entry.open() as stream:
            assert stream.read() == b"x"
    assert claimed("a\ud800b\udcffc") == "a\\ud800b\\xffc"


def test_a_file_past_the_limit_is_refused_with_the_limit_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "KEPT_FILE", Limit("size of one file that is kept", 1000_000, "bytes", "a test"))
    (tmp_path / "a").write_bytes(bytes(1_000_001))
    assert refused(collect(tmp_path))["a"].reason == "It is over the limit of 1 MB (size of one file that is kept)."


def test_what_may_not_be_read_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    for name in ("locked-file", "open-file"):
        (tmp_path / name).touch()
    (tmp_path / "locked-folder").mkdir()
    (tmp_path / "locked-file").chmod(0)
    (tmp_path / "locked-folder").chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o755)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from onrecord.intake import walk\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "for entry in walk.collect([Path(sys.argv[1])]):\n"
        "    print(Path(entry.path).name, getattr(entry, 'reason', 'taken'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "locked-file It may not be read: permission denied.",
        "locked-folder It may not be read: permission denied.",
        "open-file taken",
    ]


def test_a_case_is_not_taken_for_documents_wherever_it_lies(tmp_path: Path) -> None:
    case = tmp_path / "documents" / "older case"
    (case / "evidence").mkdir(parents=True)
    (case / "evidence" / "item").write_text("protected")
    (case / "case.toml").write_text("id = 'C-1'\n")
    (case / "custody.log").write_text("{}\n")
    (tmp_path / "documents" / "case.toml").write_text("a file that only shares a name")
    for named in (tmp_path / "documents", case, case / "evidence"):
        found = collect(named)
        assert names(found) == (["case.toml"] if named.name == "documents" else [])
        assert ["case of onrecord" in entry.reason for entry in refused(found).values()] == [True]
