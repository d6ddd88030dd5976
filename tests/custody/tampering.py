# SPDX-License-Identifier: Apache-2.0
"""Faults to put into a case, each named by what it is, with the check that must fail and the kind it must report.

``tampered`` rebuilds log and checkpoints as a person would who has the whole folder, the program and a key of his own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from custody.sample import FIRST, SECOND, make_case
from onrecord.custody.custody import Custody
from onrecord.settings import Settings

Fault = Callable[[Path], None]


def item(case: Path, content: bytes = FIRST) -> Path:
    digest = hashlib.sha256(content).hexdigest()
    return case / "evidence" / digest[:2] / digest


def rewrite(path: Path, content: bytes) -> None:
    if path.exists():
        path.chmod(0o600)
    path.write_bytes(content)


def replace(path: Path, old: str, new: str) -> None:
    content = path.read_bytes()
    assert old.encode() in content
    rewrite(path, content.replace(old.encode(), new.encode(), 1))


def log_lines(case: Path) -> list[bytes]:
    return (case / "custody.log").read_bytes().splitlines(keepends=True)


def write_log(case: Path, lines: list[bytes]) -> None:
    (case / "custody.log").write_bytes(b"".join(lines))


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def rehash(entry: dict[str, Any]) -> bytes:
    """Give an entry the hash of its content, as a forger would."""
    content = {key: value for key, value in entry.items() if key != "entry_hash"}
    digest = hashlib.sha256(b"onrecord/entry/v1\0" + canonical(content)).hexdigest()
    return canonical({**content, "entry_hash": digest}) + b"\n"


def one_bit_of_an_item(case: Path) -> None:
    content = bytearray(item(case).read_bytes())
    content[7] ^= 1
    rewrite(item(case), bytes(content))


def an_item_cut_short(case: Path) -> None:
    rewrite(item(case), FIRST[:-1])


def an_item_for_another(case: Path) -> None:
    rewrite(item(case), SECOND)


def an_item_made_a_link(case: Path) -> None:
    item(case).rename(case / "elsewhere")
    item(case).symlink_to(case / "elsewhere")


def an_item_gone(case: Path) -> None:
    item(case).unlink()


def a_file_without_entry(case: Path) -> None:
    content = b"planted"
    item(case, content).parent.mkdir(exist_ok=True)
    item(case, content).write_bytes(content)


def a_file_with_a_foreign_name(case: Path) -> None:
    (case / "evidence" / "Ana Petrova.txt").write_bytes(b"planted")


def a_foreign_folder(case: Path) -> None:
    (case / "evidence" / "more").mkdir()


def a_receipts_file_gone(case: Path) -> None:
    (case / "evidence/receipts/000000000001.jsonl").unlink()


def a_receipt_gone(case: Path) -> None:
    path = case / "evidence/receipts/000000000001.jsonl"
    rewrite(path, path.read_bytes().splitlines(keepends=True)[0])


def a_receipt_edited(case: Path) -> None:
    replace(case / "evidence/receipts/000000000001.jsonl", "file-0.txt", "file-9.txt")


def a_salt_edited(case: Path) -> None:
    path = case / "evidence/receipts/000000000004.jsonl"
    salt = json.loads(path.read_text())["salt"]
    replace(path, salt, salt[::-1])


def a_receipt_garbled(case: Path) -> None:
    rewrite(case / "evidence/receipts/000000000004.jsonl", b"not json\n")


def a_receipt_twice(case: Path) -> None:
    path = case / "evidence/receipts/000000000004.jsonl"
    rewrite(path, path.read_bytes() * 2)


def a_receipt_of_no_entry(case: Path) -> None:
    path = case / "evidence/receipts/000000000004.jsonl"
    rewrite(case / "evidence/receipts/000000000044.jsonl", path.read_bytes().replace(b'"seq":4', b'"seq":44'))


def a_foreign_file_among_the_notes(case: Path) -> None:
    (case / "notes" / "remarks.txt").write_bytes(b"planted")


def a_note_edited(case: Path) -> None:
    replace(case / "notes/000000000003.jsonl", '"statements":1', '"statements":7')


def a_note_gone(case: Path) -> None:
    (case / "notes/000000000003.jsonl").unlink()


def two_lines_swapped(case: Path) -> None:
    lines = log_lines(case)
    lines[2], lines[3] = lines[3], lines[2]
    write_log(case, lines)


def a_line_gone(case: Path) -> None:
    lines = log_lines(case)
    write_log(case, lines[:3] + lines[4:])


def a_line_edited(case: Path) -> None:
    replace(case / "custody.log", '"action":"read"', '"action":"seen"')


def a_line_edited_and_hashed_again(case: Path) -> None:
    lines = log_lines(case)
    lines[3] = rehash({**json.loads(lines[3]), "at": "2001-01-01T00:00:00Z"})
    write_log(case, lines)


def a_line_reformatted(case: Path) -> None:
    replace(case / "custody.log", '"action":"read"', '"action": "read"')


def a_chain_made_anew(case: Path) -> None:
    lines, prev = log_lines(case), "0" * 64
    for number, line in enumerate(lines):
        entry = {**json.loads(line), "prev": prev}
        if number == 3:
            entry["at"] = "2001-01-01T00:00:00Z"
        lines[number] = rehash(entry)
        prev = json.loads(lines[number])["entry_hash"]
    write_log(case, lines)


def the_last_line_gone(case: Path) -> None:
    write_log(case, log_lines(case)[:-1])


def the_last_line_torn(case: Path) -> None:
    path = case / "custody.log"
    path.write_bytes(path.read_bytes()[:-20])


def the_log_gone(case: Path) -> None:
    (case / "custody.log").unlink()


def a_line_added_without_key(case: Path) -> None:
    lines = log_lines(case)
    last = json.loads(lines[-1])
    lines.append(rehash({**last, "seq": last["seq"] + 1, "prev": last["entry_hash"]}))
    write_log(case, lines)


def the_newest_checkpoint_gone(case: Path) -> None:
    (case / "checkpoints/000000000006.json").unlink()


def all_checkpoints_gone(case: Path) -> None:
    shutil.rmtree(case / "checkpoints")


def a_checkpoint_edited(case: Path) -> None:
    path = case / "checkpoints/000000000006.json"
    root = json.loads(path.read_text())["root"]
    replace(path, root, root[::-1])


def a_checkpoint_under_another_name(case: Path) -> None:
    (case / "checkpoints/000000000004.json").rename(case / "checkpoints/000000000002.json")


def a_checkpoint_garbled(case: Path) -> None:
    rewrite(case / "checkpoints/000000000004.json", b'{"v":1}')


def the_id_of_another_case(case: Path) -> None:
    replace(case / "case.toml", "C-SAMPLE", "C-OTHER")


def the_log_of_another_case(case: Path) -> None:
    other = make_case(case.parent / "other", Settings(state_folder=case.parent / "state"), case_id="C-OTHER")
    for part in ("evidence", "notes", "checkpoints"):
        shutil.rmtree(case / part)
        shutil.copytree(other / part, case / part)
    shutil.copy(other / "custody.log", case / "custody.log")


def a_checkpoint_of_another_case(case: Path) -> None:
    other = make_case(case.parent / "other", Settings(state_folder=case.parent / "state"), case_id="C-OTHER")
    (case / "checkpoints/000000000006.json").unlink()
    shutil.copy(other / "checkpoints/000000000006.json", case / "checkpoints")


def a_planted_batch(case: Path) -> None:
    batch = case / "evidence/incoming/B-PLANTED"
    batch.mkdir()
    (batch / "prepared.json").write_bytes(b'{"v":1}')


def everything_made_anew_with_another_key(case: Path) -> None:
    shutil.rmtree(case)
    other = Settings(state_folder=case.parent / "forger")
    make_case(case, other)
    with Custody.open(case, other) as custody:
        custody.note("read", "R-1", {})


WITHOUT_STATE: list[tuple[Fault, int, str]] = [
    (one_bit_of_an_item, 6, "changed"),
    (an_item_cut_short, 6, "changed"),
    (an_item_for_another, 6, "changed"),
    (an_item_made_a_link, 6, "changed"),
    (an_item_gone, 6, "missing"),
    (a_file_without_entry, 7, "unlogged"),
    (a_file_with_a_foreign_name, 7, "unlogged"),
    (a_foreign_folder, 7, "unlogged"),
    (a_receipts_file_gone, 5, "missing"),
    (a_receipt_gone, 5, "missing"),
    (a_receipt_edited, 5, "changed"),
    (a_salt_edited, 5, "changed"),
    (a_receipt_garbled, 5, "changed"),
    (a_receipt_twice, 5, "unlogged"),
    (a_receipt_of_no_entry, 5, "unlogged"),
    (a_foreign_file_among_the_notes, 5, "unlogged"),
    (a_note_edited, 5, "changed"),
    (a_note_gone, 5, "missing"),
    (two_lines_swapped, 3, "reordered"),
    (a_line_gone, 3, "missing"),
    (a_line_edited, 2, "edited"),
    (a_line_reformatted, 2, "edited"),
    (a_line_edited_and_hashed_again, 3, "edited"),
    (a_chain_made_anew, 4, "rewritten"),
    (the_last_line_gone, 4, "truncated"),
    (the_last_line_torn, 2, "truncated"),
    (the_log_gone, 2, "missing"),
    (a_line_added_without_key, 4, "unsigned"),
    (the_newest_checkpoint_gone, 4, "unsigned"),
    (all_checkpoints_gone, 4, "missing"),
    (a_checkpoint_edited, 4, "forged"),
    (a_checkpoint_under_another_name, 4, "changed"),
    (a_checkpoint_garbled, 4, "changed"),
    (the_id_of_another_case, 1, "swapped"),
    (the_log_of_another_case, 1, "swapped"),
    (a_checkpoint_of_another_case, 1, "swapped"),
    (a_planted_batch, 2, "changed"),
]
"""Faults that show in the folder alone."""
