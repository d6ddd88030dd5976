# SPDX-License-Identifier: Apache-2.0
"""Reading in worker processes: order, crashes, time limits."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from onrecord.engine.pool import read_all
from onrecord.engine.work import ReadingJob, ReadingResult, not_read


def act(job: ReadingJob) -> ReadingResult:
    """Do what the job's kind says: stand-in for parsers that crash or hang."""
    if job.file_kind == "crash":
        os._exit(139)
    if job.file_kind == "hang":
        time.sleep(60)
    if job.file_kind == "slow":
        time.sleep(0.3)
    return ReadingResult(job.key, None, not_read(f"did {job.key}"))


def jobs(*kinds: str) -> list[ReadingJob]:
    return [ReadingJob(str(number), Path("unused"), kind) for number, kind in enumerate(kinds)]


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_jobs(processes: int) -> None:
    results = list(read_all(jobs("slow", "fast", "fast", "slow", "fast"), processes, act))
    assert [result.key for result in results] == ["0", "1", "2", "3", "4"]
    assert all(result.reading.reason == f"did {result.key}" for result in results)


def test_a_crash_costs_one_document_and_no_other() -> None:
    results = list(read_all(jobs("fast", "crash", "fast", "crash", "fast"), 2, act))
    assert [result.reading.status for result in results] == [
        "kept, not read",
        "failed",
        "kept, not read",
        "failed",
        "kept, not read",
    ]
    assert "stopped without a word" in (results[1].reading.reason or "")


def test_a_document_that_hangs_is_ended_at_the_limit() -> None:
    # the limit counts from when a job is handed out, so it leaves a busy machine time to start the next worker
    results = list(read_all(jobs("hang", "fast"), 1, act, longest=10.0))
    assert "too long" in (results[0].reading.reason or "")
    assert results[1].reading.status == "kept, not read"


def test_no_jobs_start_no_process() -> None:
    assert list(read_all([], 2, act)) == []


def test_leaving_early_ends_the_workers() -> None:
    results = read_all(jobs(*["fast"] * 50), 2, act)
    assert next(results).key == "0"
    results.close()  # type: ignore[attr-defined]  # a generator
