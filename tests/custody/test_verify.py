# SPDX-License-Identifier: Apache-2.0
"""Verification finds each fault as what it is, passes what is whole, and writes nothing into the case."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest

from custody import tampering
from custody.sample import CASE_ID, FIRST, keep, make_case
from custody.tampering import Fault, item
from onrecord.custody import journal, store
from onrecord.custody import verify as verify_module
from onrecord.custody.custody import Custody
from onrecord.custody.verify import verify
from onrecord.errors import BadCall, CannotKeep, CaseBusy, CustodyBroken, NotACase
from onrecord.settings import Settings


def listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))


def found(case: Path, settings: Settings | None = None, trusted: Path | None = None) -> set[tuple[int, str]]:
    result = verify(case, settings, trusted)
    return {(check.number, finding.kind) for check in result.checks for finding in check.findings}


def test_a_whole_case_passes_all_ten_steps(case: Path, settings: Settings) -> None:
    result = verify(case, settings, second_digest=True)
    assert result.ok
    assert [check.answer for check in result.checks] == ["passed"] * 10
    assert (result.case_id, result.tree_size, result.items, result.pending) == (CASE_ID, 6, 3, ())


def test_without_state_folder_and_checkpoint_two_steps_are_not_checked_and_say_why(case: Path) -> None:
    result = verify(case)
    assert result.ok
    assert [check.answer for check in result.checks] == ["passed"] * 7 + ["not checked"] * 3
    assert all(check.reason for check in result.checks[7:])


def test_the_second_digest_is_compared_where_it_is_asked_for(
    case: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = verify(case, settings).checks[9]
    assert usual.answer == "not checked"
    assert "--sha512" in (usual.reason or "")
    digest_file = store.digest_file

    def with_another_second(path: str, *, second_digest: bool) -> store.Digests:
        return digest_file(path, second_digest=second_digest)._replace(sha512="0" * 128)

    monkeypatch.setattr(store, "digest_file", with_another_second)
    assert verify(case, settings).ok
    found = verify(case, settings, second_digest=True)
    assert [check.number for check in found.checks if check.answer == "failed"] == [10]
    assert {finding.kind for finding in found.findings} == {"changed"}


@pytest.mark.parametrize(
    ("fault", "number", "kind"), tampering.WITHOUT_STATE, ids=lambda value: getattr(value, "__name__", value)
)
def test_each_fault_is_found_as_what_it_is(
    case: Path, settings: Settings, fault: Fault, number: int, kind: str
) -> None:
    fault(case)
    before = listing(case)
    assert (number, kind) in found(case)
    assert (number, kind) in found(case, settings)
    assert not verify(case).ok
    assert listing(case) == before


def test_no_finding_repeats_a_name(case: Path) -> None:
    tampering.a_file_with_a_foreign_name(case)
    tampering.a_foreign_file_among_the_notes(case)
    assert "Petrova" not in json.dumps(verify(case).to_json())


def test_an_older_copy_of_the_whole_case_is_found(case: Path, settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "older")
    with Custody.open(case, settings) as custody:
        keep(custody, b"newer")
    shutil.rmtree(case)
    shutil.copytree(tmp_path / "older", case)
    assert found(case) == set()
    assert found(case, settings) == {(9, "rolled back")}


def test_a_case_made_anew_with_another_key_is_found_by_whoever_saw_it(case: Path, settings: Settings) -> None:
    tampering.everything_made_anew_with_another_key(case)
    assert found(case) == set()
    assert found(case, settings) == {(8, "forged"), (9, "rewritten")}


def test_a_checkpoint_kept_elsewhere_stands_in_for_the_state_folder(
    case: Path, settings: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    shutil.copy(case / "checkpoints/000000000006.json", kept)
    with Custody.open(case, settings) as custody:
        keep(custody, b"newer")
    result = verify(case, None, kept, second_digest=True)
    assert [check.answer for check in result.checks] == ["passed"] * 10
    tampering.everything_made_anew_with_another_key(case)
    assert found(case, None, kept) == {(8, "forged"), (9, "rewritten")}


def test_a_case_shorter_than_the_checkpoint_kept_elsewhere_is_found(
    case: Path, settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(case, tmp_path / "older")
    with Custody.open(case, settings) as custody:
        keep(custody, b"newer")
    assert found(tmp_path / "older", None, case / "checkpoints/000000000007.json") == {(9, "rolled back")}


def test_a_checkpoint_of_another_case_does_not_vouch_for_this_one(
    case: Path, settings: Settings, tmp_path: Path
) -> None:
    other = make_case(tmp_path / "other", settings, case_id="C-OTHER")
    assert (1, "swapped") in found(case, None, other / "checkpoints/000000000006.json")


def test_a_forged_checkpoint_does_not_vouch_for_anything(case: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    content = json.loads((case / "checkpoints/000000000006.json").read_text())
    kept.write_bytes(tampering.canonical({**content, "at": "2001-01-01T00:00:00Z"}))
    assert (8, "forged") in found(case, None, kept)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"x" * 10_000])
def test_a_file_that_is_no_checkpoint_is_refused(case: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.json").write_bytes(content)
    with pytest.raises(BadCall):
        verify(case, None, tmp_path / "kept.json")
    with pytest.raises(BadCall):
        verify(case, None, tmp_path / "absent.json")


def test_what_was_disposed_may_be_gone(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody:
        receipt = next(receipt for _, receipt in custody.receipts_since(0))
        custody.note("disposed", receipt.id, {"authority": "court order 12", "reason": "erasure"})
    tampering.an_item_gone(case)
    path = case / "evidence/receipts/000000000001.jsonl"
    tampering.rewrite(path, path.read_bytes().splitlines(keepends=True)[1])
    (case / "notes/000000000003.jsonl").unlink()  # what was read of it
    result = verify(case, settings)
    assert result.ok, result.findings
    with Custody.open(case, settings) as custody:
        assert receipt.id not in {receipt.id for _, receipt in custody.receipts_since(0)}


def test_bytes_that_stay_behind_after_disposal_are_found(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody:
        receipt = next(receipt for _, receipt in custody.receipts_since(0))
        custody.note("disposed", receipt.id, {"authority": "court order 12"})
    path = case / "evidence/receipts/000000000001.jsonl"
    tampering.rewrite(path, path.read_bytes().splitlines(keepends=True)[1])
    assert found(case, settings) == {(7, "unlogged")}


def test_an_interrupted_batch_is_pending_and_no_fault(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody:
        batch = custody.batch()
        batch.stage(io.BytesIO(b"under way"), name="a", path="a")
        result = verify(case, settings)
        assert result.ok
        assert result.pending == (batch.id,)


def test_a_planted_batch_signed_by_nobody_is_found_and_not_taken_on(
    case: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Custody.open(case, settings) as custody:
        monkeypatch.setattr(journal, "apply", lambda *_: (_ for _ in ()).throw(OSError(5, "io")))
        with pytest.raises(CannotKeep, match="did not take"):
            keep(custody, b"prepared")
        monkeypatch.undo()
    (path,) = (case / "evidence/incoming").glob("*/prepared.json")
    assert verify(case, settings).ok
    content = json.loads(path.read_bytes().splitlines()[0])
    signature = json.loads(content["checkpoint"])["signature"]
    content["checkpoint"] = content["checkpoint"].replace(signature, signature[::-1])
    plan = tampering.canonical(content)
    tampering.rewrite(path, plan + b"\n" + hashlib.sha256(plan).hexdigest().encode() + b"\n")
    assert found(case, settings) == {(2, "forged")}
    with pytest.raises(CustodyBroken):
        Custody.open(case, settings)


def test_no_byte_of_the_plan_for_an_interrupted_batch_can_be_changed_unseen(
    case: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Custody.open(case, settings) as custody:
        monkeypatch.setattr(journal, "apply", lambda *_: (_ for _ in ()).throw(OSError(5, "io")))
        with pytest.raises(CannotKeep):
            keep(custody, b"prepared")
        monkeypatch.undo()
    (path,) = (case / "evidence/incoming").glob("*/prepared.json")
    content = path.read_bytes()
    for place in range(0, len(content), 7):
        changed = bytearray(content)
        changed[place] ^= 1 << (place % 8)
        path.write_bytes(changed)
        assert not verify(case, settings).ok, place
        with pytest.raises(CustodyBroken):
            Custody.open(case, settings)
    path.write_bytes(content)
    with Custody.open(case, settings) as custody:
        assert custody.recovered[0][1] == "rolled_forward"
    assert verify(case, settings).ok


def test_a_case_that_grows_while_it_is_verified_is_said_to_be_busy(case: Path, settings: Settings) -> None:
    with Custody.open(case, settings) as custody, pytest.raises(CaseBusy):
        verify(case, settings, progress=lambda *_: custody.note("read", "R-1", {}) and None)


def test_progress_is_told_in_bytes(case: Path) -> None:
    told: list[tuple[int, int]] = []
    result = verify(case, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (result.size, result.size)


def test_what_passed_is_remembered(case: Path, tmp_path: Path) -> None:
    reader = Settings(state_folder=tmp_path / "reader")
    shutil.copytree(case, tmp_path / "older")
    assert [check.answer for check in verify(case, reader).checks][7:9] == ["not checked"] * 2
    assert [check.answer for check in verify(case, reader).checks][7:9] == ["passed"] * 2
    tampering.the_last_line_gone(case)
    (case / "checkpoints/000000000006.json").unlink()
    (case / "notes/000000000005.jsonl").unlink()
    assert found(case, reader) == {(9, "rolled back")}


def test_a_state_folder_that_cannot_be_written_is_told_and_fails_nothing(case: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_bytes(b"")
    result = verify(case, Settings(state_folder=tmp_path / "blocked/state"))
    assert result.ok
    assert result.remarks


def test_the_answer_is_plain_json(case: Path, settings: Settings) -> None:
    tampering.an_item_gone(case)
    answer = json.loads(json.dumps(verify(case, settings).to_json()))
    assert answer["ok"] is False
    assert answer["checks"][5]["findings"][0]["kind"] == "missing"
    assert answer["checks"][5]["answer"] == "failed"


def test_a_folder_without_a_record_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(NotACase):
        verify(tmp_path)
    with pytest.raises(NotACase):
        verify(tmp_path / "absent")


def test_files_that_systems_drop_into_folders_are_no_fault(case: Path) -> None:
    for place in ("evidence/.DS_Store", "notes/Thumbs.db", f"evidence/{item(case, FIRST).parent.name}/.DS_Store"):
        (case / place).write_bytes(b"litter")
    assert verify(case).ok


def test_no_byte_of_log_checkpoints_receipts_or_evidence_can_be_changed_unseen(case: Path) -> None:
    """Every fourth byte, beginning elsewhere in each file; each bit of it in turn."""
    files = [
        path for path in sorted(case.rglob("*")) if path.is_file() and path.name[0] != "." and path.suffix != ".toml"
    ]
    assert len(files) > 10
    for number, path in enumerate(files):
        content = path.read_bytes()
        for place in range(number % 4, len(content), 4):
            changed = bytearray(content)
            changed[place] ^= 1 << (place // 4 % 8)
            tampering.rewrite(path, bytes(changed))
            assert not verify(case).ok, (path.name, place)
        tampering.rewrite(path, content)
    assert verify(case).ok


def test_the_steps_are_those_of_the_argument() -> None:
    text = verify_module.__doc__ or ""
    numbered = [line for line in text.splitlines() if line[:1].isdigit()]
    assert len(numbered) == len(verify_module.TITLES) == 10
