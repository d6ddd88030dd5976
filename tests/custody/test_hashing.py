# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from onrecord.custody import hashing, store
from onrecord.custody.hashing import Hashing


@pytest.fixture
def evidence(tmp_path: Path) -> dict[str, int]:
    sizes = {}
    for number in range(70):
        content = b"item %d " % number * (number + 1)
        sha256 = hashlib.sha256(content).hexdigest()
        path = Path(store.item_path(str(tmp_path / store.EVIDENCE), sha256))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sizes[sha256] = len(content)
    return sizes


@pytest.mark.parametrize("many", [1, 1_000_000], ids=["in a second process", "here"])
@pytest.mark.parametrize("second_digest", [True, False])
def test_every_item_is_hashed(
    evidence: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, second_digest: bool
) -> None:
    monkeypatch.setattr(hashing, "MANY", many)
    told: list[int] = []
    found = Hashing(tmp_path, evidence, second_digest=second_digest).result(told.append)
    assert told[-1] == sum(evidence.values())
    assert set(found) == set(evidence)
    for sha256, digests in found.items():
        content = Path(store.item_path(str(tmp_path / store.EVIDENCE), sha256)).read_bytes()
        second = hashlib.sha512(content).hexdigest() if second_digest else ""
        assert digests == store.Digests(sha256, second, len(content))


def test_an_item_that_is_gone_is_none_and_the_others_are_hashed(
    evidence: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "MANY", 1)
    gone = sorted(evidence)[10]
    Path(store.item_path(str(tmp_path / store.EVIDENCE), gone)).unlink()
    found = Hashing(tmp_path, evidence, second_digest=False).result()
    assert [sha256 for sha256, digests in found.items() if digests is None] == [gone]
    assert len(found) == len(evidence)


def test_what_a_killed_process_left_is_hashed_here(
    evidence: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "MANY", 1)
    work = Hashing(tmp_path, evidence, second_digest=False)
    work.stop()
    assert {digests.sha256 for digests in work.result().values() if digests} == set(evidence)
