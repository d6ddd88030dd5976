# SPDX-License-Identifier: Apache-2.0
"""Reading in worker processes, so that a document that breaks a parser breaks only its worker.

What holds, in the order in which a reader of this file meets it:

1. Results come in the order of the jobs, whatever the number of processes, and are the same.
2. A worker that dies (a crash inside a parser, the memory limit) costs its one document, which is
   ``failed`` with that reason; a fresh worker takes its place.
3. A document that takes longer than ``LONGEST_READING`` is ended the same way.
4. Only a few jobs are under way at once, so memory does not grow with their number.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from onrecord.clock import monotonic
from onrecord.engine.work import ReadingJob, ReadingResult, not_read, read_one

LONGEST_READING = 900.0
"""Seconds. A 200 MB text takes about half of it on a slow laptop; what takes longer is stuck."""

WORKER_MEMORY = 6 * 1024**3
"""Bytes of address space a worker may take, where the system can limit it: a parser that asks for
more is being attacked, and the rest of the machine must live."""

AHEAD = 4
"""Finished results held per process while an earlier, slower document is still being read."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: ReadingJob | None = None
    since: float = 0.0


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, WORKER_MEMORY))


def _serve(pipe: Connection, work: Callable[[ReadingJob], ReadingResult]) -> None:
    """Run in a worker: read what comes, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(work(job))


def _start(work: Callable[[ReadingJob], ReadingResult]) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


class _Pool:
    def __init__(self, processes: int, work: Callable[[ReadingJob], ReadingResult], longest: float) -> None:
        self._work = work
        self._longest = longest
        self._processes = processes
        self._workers: list[_Worker] = []

    def close(self) -> None:
        for worker in self._workers:
            _stop(worker)

    def has_room(self) -> bool:
        return len(self._workers) < self._processes or any(worker.job is None for worker in self._workers)

    def give(self, job: ReadingJob) -> None:
        worker = next((worker for worker in self._workers if worker.job is None), None)
        if worker is None:
            worker = _start(self._work)
            self._workers.append(worker)
        worker.job, worker.since = job, monotonic()
        with contextlib.suppress(OSError):  # it has died; collecting finds the closed pipe and reports the job
            worker.pipe.send(job)

    def collect(self) -> list[ReadingResult]:
        """Wait until at least one worker has something to say, or has run out of time."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        if not busy:
            return []
        oldest = min(worker.since for worker in busy.values())
        ready = wait(list(busy), timeout=max(0.05, oldest + self._longest - monotonic()))
        results = [self._receive(worker) for pipe, worker in busy.items() if pipe in ready]
        late = [worker for pipe, worker in busy.items() if pipe not in ready and self._is_late(worker)]
        return results + [self._replace(worker, "Reading took too long and was ended.") for worker in late]

    def _is_late(self, worker: _Worker) -> bool:
        return monotonic() - worker.since > self._longest

    def _receive(self, worker: _Worker) -> ReadingResult:
        try:
            result: ReadingResult = worker.pipe.recv()
        except (EOFError, OSError):
            return self._replace(worker, "The process that read it stopped without a word (a crash, or out of memory).")
        worker.job = None
        return result

    def _replace(self, worker: _Worker, reason: str) -> ReadingResult:
        assert worker.job is not None  # noqa: S101  # only busy workers come here
        result = ReadingResult(worker.job.key, None, not_read(reason, failed=True))
        _stop(worker)
        self._workers[self._workers.index(worker)] = _start(self._work)
        return result


def read_all(
    jobs: Iterable[ReadingJob],
    processes: int,
    work: Callable[[ReadingJob], ReadingResult] = read_one,
    longest: float = LONGEST_READING,
) -> Iterator[ReadingResult]:
    """Read documents in ``processes`` workers; give the results in the order of the jobs.

    ``work`` and ``longest`` (seconds) are for tests and other kinds of work; ``work`` must be importable.
    """
    pool = _Pool(processes, work, longest)
    waiting: deque[str] = deque()
    done: dict[str, ReadingResult] = {}
    queue = iter(jobs)
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < processes * (AHEAD + 1) and pool.has_room():
                job = next(queue, None)
                if job is None:
                    more = False
                    break
                pool.give(job)
                waiting.append(job.key)
            done.update((result.key, result) for result in pool.collect())
            while waiting and waiting[0] in done:
                yield done.pop(waiting.popleft())
    finally:
        pool.close()
