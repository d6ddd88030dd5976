# SPDX-License-Identifier: Apache-2.0
"""Keeping, reading back, and refusing."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from custody.sample import CASE_ID, FIRST, SECOND, THIRD, keep, make_case
from onrecord.custody import custody as custody_module
from onrecord.custody import store, tail
from onrecord.custody.custody import Custody
from onrecord.custody.verify import verify
from onrecord.errors import BadCall, CannotKeep, CaseBusy, CustodyBroken, NotACase
from onrecord.model import Provenance
from onrecord.settings import Settings


class Failing(io.RawIOBase):
    """A stream that breaks off, as a torn archive member does."""

    def __init__(self, good: int) -> None:
        self.good = good

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self.good <= 0:
            raise EOFError("torn")
        self.good -= size
        return b"y" * size


def fail_after(_: object) -> None:
    raise ZeroDivisionError


def test_a_receipt_says_all_that_was_claimed_and_gives_the_bytes_back(case: Path, settings: Settings) -> None:
    provenance = Provenance("A. Desk", "by post", "2026-03", protected=True, earlier_custody="archive")
    with Custody.open(case, settings) as custody:
        start = custody.tree_size
        with custody.batch() as batch:
            parent = batch.stage(io.BytesIO(b"outer"), name="\x1b[31mred\n", path="in/a.zip", provenance=provenance)
            child = batch.stage(
                io.BytesIO(b"inner"),
                name="r\udce9ponse \U0001f4c4",
                path="a.zip/x",
                parent=parent.receipt_id,
                modified="2026-01-01T00:00:00Z",
            )
            assert child.path.read_bytes() == b"inner"
            kept = batch.commit()
        again = [receipt for _, receipt in custody.receipts_since(start)]
        assert again == kept
        assert (again[0].provenance, again[1].parent, again[1].name) == (
            provenance,
            kept[0].id,
            "r\udce9ponse \U0001f4c4",
        )
        with custody.open_item(again[1].item.sha256) as file:
            assert file.read() == b"inner"


def test_digests_are_those_of_other_programs(case: Path) -> None:
    for content in (FIRST, SECOND, THIRD):
        path = case / "evidence" / hashlib.new("sha256", content).hexdigest()[:2] / hashlib.sha256(content).hexdigest()
        assert path.read_bytes() == content
        for program in ("sha256sum", "sha512sum"):
            if found := shutil.which(program):
                digest = subprocess.run([found, path], capture_output=True, text=True, check=True).stdout.split()[0]
                assert digest in store.digest_file(str(path))


def test_known_digests_come_out() -> None:
    # FIPS 180-4, the example message "abc"
    found = store.digests(b"abc")
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found.sha512.startswith("ddaf35a193617abacc417349ae204131")
    assert found.sha512.endswith("a54ca49f")


@pytest.mark.parametrize("size", [0, 1, store.CHUNK - 1, store.CHUNK, store.CHUNK + 1, 3 * store.CHUNK + 5])
def test_any_size_is_kept_as_it_is(case: Path, settings: Settings, size: int) -> None:
    content = os.urandom(size)
    with Custody.open(case, settings) as custody:
        (receipt,) = keep(custody, content)
        assert (receipt.item.sha256, receipt.item.size) == (hashlib.sha256(content).hexdigest(), size)
        assert receipt.item.sha512 == hashlib.sha512(content).hexdigest()
        assert custody.item_path(receipt.item.sha256).read_bytes() == content


def test_a_stream_that_gives_a_byte_at_a_time_is_read_to_its_end(case: Path, settings: Settings) -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = list(b"slowly")

        def read(self, size: int = -1) -> bytes:
            return bytes([self.rest.pop(0)]) if self.rest else b""

    with Custody.open(case, settings) as custody, custody.batch() as batch:
        staged = batch.stage(Slow(), name="a", path="a")  # type: ignore[arg-type]  # it has what is used of a file
        assert staged.sha256 == hashlib.sha256(b"slowly").hexdigest()


def test_evidence_is_read_only(case: Path) -> None:
    items = list((case / "evidence").glob("??/*"))
    assert len(items) == 3
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o777 == 0o400 for path in items)


def test_the_same_bytes_are_stored_once_and_have_a_receipt_each(case: Path, settings: Settings) -> None:
    large = os.urandom(store.CHUNK + 1)
    with Custody.open(case, settings) as custody:
        receipts = keep(custody, FIRST, b"new", b"new", large, large, names=("a", "b", "c", "d", "e"))
        assert len({receipt.id for receipt in receipts}) == 5
        assert len({receipt.item.sha256 for receipt in receipts}) == 3
    assert len(list((case / "evidence").glob("??/*"))) == 5
    assert verify(case, settings).ok


def test_what_is_dropped_is_not_kept_unless_another_receipt_names_it(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody, custody.batch() as batch:
        alone = batch.stage(io.BytesIO(b"alone"), name="a", path="a")
        twin = batch.stage(io.BytesIO(b"twin"), name="b", path="b")
        batch.stage(io.BytesIO(b"twin"), name="c", path="c")
        known = batch.stage(io.BytesIO(FIRST), name="d", path="d")
        for staged in (alone, twin, known):
            batch.drop(staged)
        assert not alone.path.exists()
        assert known.path.exists()
        assert [receipt.name for receipt in batch.commit()] == ["c"]
    assert len(list((case / "evidence").glob("??/*"))) == 4
    assert verify(case, settings).ok


def test_leaving_a_batch_without_commit_leaves_nothing(case: Path, settings: Settings) -> None:
    before = verify(case, settings)
    with Custody.open(case, settings) as custody:
        with custody.batch() as batch:
            batch.stage(io.BytesIO(b"a"), name="a", path="a")
        with pytest.raises(ZeroDivisionError), custody.batch() as batch:
            fail_after(batch.stage(io.BytesIO(b"b"), name="b", path="b"))
        with custody.batch() as batch:
            assert batch.commit() == []
    assert not list((case / "evidence/incoming").iterdir())
    assert verify(case, settings) == before


@pytest.mark.parametrize("good", [0, 1, 2 * store.CHUNK])
def test_a_source_that_breaks_off_stops_neither_the_batch_nor_leaves_a_piece(
    case: Path, settings: Settings, good: int
) -> None:
    with Custody.open(case, settings) as custody, custody.batch() as batch:
        batch.stage(io.BytesIO(b"before"), name="a", path="a")
        source: BinaryIO = Failing(good)  # type: ignore[assignment]  # it has what is used of a file
        with pytest.raises(EOFError):
            batch.stage(source, name="b", path="b")
        batch.stage(io.BytesIO(b"after"), name="c", path="c")
        assert [receipt.name for receipt in batch.commit()] == ["a", "c"]
    assert verify(case, settings).ok


def test_receipts_are_given_from_any_entry_on(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings, read_only=True) as custody:
        everything = list(custody.receipts_since(0))
        assert [seq for seq, _ in everything] == [1, 2, 4]
        for start in range(7):
            assert list(custody.receipts_since(start)) == [pair for pair in everything if pair[0] >= start]


def test_the_log_holds_no_name_path_or_word(case: Path) -> None:
    text = (case / "custody.log").read_text() + "".join(path.read_text() for path in (case / "checkpoints").iterdir())
    for word in ("file-0", "desk", "in/", "en-1", hashlib.sha256(FIRST).hexdigest(), "txt"):
        assert word not in text


def test_notes_are_opened_by_their_salt(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody, custody.notes() as notes:
        notes.note("judged", "J-1", {"by": "Desk", "reason": "heard twice"})
        notes.note("judged", "J-2", {"by": "Desk"})
    entries = [json.loads(line) for line in (case / "custody.log").read_text().splitlines()]
    lines = [json.loads(line) for line in (case / "notes/000000000006.jsonl").read_text().splitlines()]
    for line, entry in zip(lines, entries[6:], strict=True):
        detail = json.dumps(line["detail"], sort_keys=True, separators=(",", ":")).encode()
        digest = hashlib.sha256(b"onrecord/commit/v1\0" + bytes.fromhex(line["salt"]) + detail).hexdigest()
        assert (line["id"], line["seq"], digest) == (entry["object"], entry["seq"], entry["detail_commit"])


def test_notes_of_a_failed_block_are_not_logged(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody:
        with pytest.raises(ZeroDivisionError), custody.notes() as notes:
            fail_after(notes.note("judged", "J-1", {}))
        with pytest.raises(BadCall):
            custody.note("judged", "Ana Petrova", {})
        assert custody.tree_size == 6


def test_a_batch_can_carry_notes(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody:
        with custody.batch() as batch:
            staged = batch.stage(io.BytesIO(b"a"), name="a", path="a")
            batch.note("classified", staged.receipt_id, {"kind": "plain"})
            batch.commit()
        assert custody.tree_size == 8
    assert verify(case, settings).ok


def test_a_second_process_is_told_at_once_that_the_case_is_busy(case: Path, settings: Settings) -> None:
    program = (
        "import sys; from pathlib import Path; from onrecord.custody.custody import Custody;"
        "from onrecord.settings import Settings; from onrecord.errors import CaseBusy\n"
        "s = Settings(state_folder=Path(sys.argv[2]))\n"
        "Custody.open(Path(sys.argv[1]), s, read_only=True).close()\n"
        "try: Custody.open(Path(sys.argv[1]), s)\n"
        "except CaseBusy as busy: print(busy.page())"
    )
    with Custody.open(case, settings):
        command = [sys.executable, "-c", program, case, settings.state_folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
        assert "Another onrecord is working on this case" in done.stdout
        with pytest.raises(CaseBusy):
            Custody.open(case, settings)
    Custody.open(case, settings).close()


def test_a_folder_without_a_record_is_no_case(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "nothing", tmp_path, tmp_path / "file"):
        for read_only in (True, False):
            with pytest.raises(NotACase):
                Custody.open(folder, settings, read_only=read_only)


def test_a_record_is_not_begun_twice(case: Path, settings: Settings) -> None:
    Custody.create(case, CASE_ID, settings).close()  # an interrupted creation is finished in this way
    with pytest.raises(BadCall):
        Custody.create(case, "C-OTHER", settings)
    with pytest.raises(BadCall):
        Custody.create(case, "../C", settings)
    assert verify(case, settings).ok


def test_reading_only_adds_nothing(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings, read_only=True) as custody:
        assert (custody.case_id, custody.tree_size) == (CASE_ID, 6)
        with pytest.raises(BadCall):
            custody.batch()
        with pytest.raises(BadCall):
            custody.note("read", "R-1", {})


def test_a_closed_record_adds_nothing(case: Path, settings: Settings) -> None:
    custody = Custody.open(case, settings)
    batch = custody.batch()
    batch.stage(io.BytesIO(b"late"), name="a", path="a")
    custody.close()
    custody.close()
    with pytest.raises(BadCall), batch:
        batch.commit()
    assert verify(case, settings).ok


@pytest.mark.parametrize("text", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_only_items_that_are_there_are_given(case: Path, settings: Settings, text: str) -> None:
    with Custody.open(case, settings) as custody, pytest.raises((BadCall, CustodyBroken)):
        custody.open_item(text)


def test_opening_reads_the_end_of_the_log_only(case: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the whole log was read")

    monkeypatch.setattr(tail.log, "read_tail", refuse)
    Custody.open(case, settings).close()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"length":1,"last_hash":"","size":1,"peaks":["00"]}'])
def test_a_wrong_memory_of_the_tail_is_not_believed(case: Path, settings: Settings, content: bytes) -> None:
    (case / tail.FILE_NAME).write_bytes(content)
    with Custody.open(case, settings) as custody:
        keep(custody, b"more")
    assert verify(case, settings).ok


def test_a_stale_memory_of_the_tail_is_not_believed(case: Path, settings: Settings) -> None:
    stale = (case / tail.FILE_NAME).read_bytes()
    with Custody.open(case, settings) as custody:
        keep(custody, b"more")
    (case / tail.FILE_NAME).write_bytes(stale)
    with Custody.open(case, settings) as custody:
        assert custody.tree_size == 7


@pytest.mark.parametrize("fault", ["older copy", "torn", "unsigned", "rewritten", "other key"])
def test_nothing_is_added_to_a_log_that_contradicts_what_was_seen(
    case: Path, settings: Settings, tmp_path: Path, fault: str
) -> None:
    older = tmp_path / "older"
    shutil.copytree(case, older)
    with Custody.open(case, settings) as custody:
        keep(custody, b"newer")
    path = case / "custody.log"
    if fault == "older copy":
        shutil.rmtree(case)
        shutil.copytree(older, case)
    elif fault == "torn":
        path.write_bytes(path.read_bytes()[:-9])
    elif fault == "unsigned":
        (case / "checkpoints/000000000007.json").unlink()
    else:
        shutil.rmtree(case)
        other = Settings(state_folder=tmp_path / "other")
        make_case(case, other)
        with Custody.open(case, other) as custody:
            keep(custody, *[f"{fault} {number}".encode() for number in range(1 if fault == "rewritten" else 9)])
    with pytest.raises(CustodyBroken) as broken:
        Custody.open(case, settings)
    assert "onrecord verify" in broken.value.page()


def test_a_colleague_with_another_key_can_go_on_with_a_copy_of_the_case(case: Path, tmp_path: Path) -> None:
    colleague = Settings(state_folder=tmp_path / "colleague")
    with Custody.open(case, colleague) as custody:
        keep(custody, b"from the colleague")
    assert verify(case, colleague).ok


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a thing of POSIX")
def test_a_disk_that_takes_no_more_keeps_what_was_reported(case: Path, settings: Settings) -> None:
    program = (
        "import io, resource, sys; from pathlib import Path; from onrecord.custody.custody import Custody\n"
        "from onrecord.settings import Settings; from onrecord.errors import CannotKeep\n"
        "custody = Custody.open(Path(sys.argv[1]), Settings(state_folder=Path(sys.argv[2])))\n"
        "with custody.batch() as batch:\n"
        "    batch.stage(io.BytesIO(b'small'), name='a', path='a'); batch.commit()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))\n"
        "try:\n"
        "    with custody.batch() as batch:\n"
        "        batch.stage(io.BytesIO(b'also small'), name='b', path='b')\n"
        "        batch.stage(io.BytesIO(bytes(9_000_000)), name='c', path='c'); batch.commit()\n"
        "except CannotKeep as error: print(error.page())\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, case, settings.state_folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert "The disk is full." in done.stdout
    assert "still kept" in done.stdout
    assert not list((case / "evidence/incoming").iterdir())
    with Custody.open(case, settings) as custody:
        assert [receipt.item.size for _, receipt in custody.receipts_since(6)] == [5]
    assert verify(case, settings).ok


def test_a_disk_that_fills_up_at_any_write_leaves_all_or_nothing(
    case: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, left = os.write, [0]

    def full(descriptor: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "full")
        return write(descriptor, data)

    outcomes = set()
    for number in range(1, 40):
        with Custody.open(case, settings) as custody:
            before = custody.tree_size
            monkeypatch.setattr(os, "write", full)
            left[0] = number
            try:
                keep(custody, f"{number} a".encode(), f"{number} b".encode())
                outcome = "kept"
            except CannotKeep as error:
                outcome = error.happened
            monkeypatch.setattr(os, "write", write)
        with Custody.open(case, settings) as custody:
            added = [receipt for _, receipt in custody.receipts_since(before)]
            assert len(added) in ((2,) if outcome == "kept" else (0, 2))
        assert verify(case, settings).ok
        outcomes.add(outcome)
        if outcome == "kept":
            break
    assert outcomes == {"kept", "The disk is full.", "The disk of your state folder is full."}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are a thing of POSIX")
def test_a_read_only_case_can_be_read_and_verified_and_says_why_it_takes_nothing(
    case: Path, settings: Settings, tmp_path: Path
) -> None:
    program = (
        "import os, sys; from pathlib import Path; from onrecord.custody.custody import Custody\n"
        "from onrecord.settings import Settings; from onrecord.errors import CannotKeep\n"
        "from onrecord.custody.verify import verify\n"
        "os.chdir(sys.argv[1])\n"
        "verify(Path('case'))\n"  # loads what it needs while Python's own folder can still be read
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"  # root may write anywhere
        "case, s = Path('case'), Settings(state_folder=Path('state'))\n"
        "print(verify(case, s).ok, len(list(Custody.open(case, s, read_only=True).receipts_since(0))))\n"
        "try: Custody.open(case, s)\n"
        "except CannotKeep as error: print(error.page())\n"
    )
    for path in [tmp_path, *tmp_path.rglob("*")]:
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
        if case in [path, *path.parents]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    listing = sorted((str(path), path.stat().st_mtime_ns) for path in case.rglob("*"))
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, timeout=30, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("True 3\n")
        assert "may not be written" in done.stdout
        assert sorted((str(path), path.stat().st_mtime_ns) for path in case.rglob("*")) == listing
    finally:
        for path in [case, *case.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)


def test_the_lock_file_says_nothing_and_is_not_evidence(case: Path) -> None:
    assert (case / custody_module.LOCK).read_bytes() == b""
