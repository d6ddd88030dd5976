# SPDX-License-Identifier: Apache-2.0
"""Hash the items of a store: a few at once in this process, many in a second one while this one checks the log.

With ten thousand small items, opening files and checking the log each take all of one core. The second process is this
module: it is given digests, one a line, and gives back SHA-256, SHA-512 (or a dash) and size, or a line of one dash for
an item that cannot be read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from onrecord.custody import store

Hashes = dict[str, store.Digests | None]

MANY = 1_000
"""Items from which on a second process is worth its start."""
_AT_ONCE = 32
_BYTES_AT_ONCE = 4 * 1024**2
"""Items and bytes per task: small enough to share out evenly, large enough that handing out costs nothing."""
_NOT_ALLOWED = 13
"""Exit status of the second process where a file may not be read."""


class Hashing:
    """Items being hashed. Start it early, ask for the result late."""

    def __init__(self, case: Path, sizes: dict[str, int], *, second_digest: bool) -> None:
        """Begin, with the sizes of the items by SHA-256."""
        self._evidence = str(case / store.EVIDENCE)
        self._wanted = sorted(sizes.items())
        self._second_digest = second_digest
        self._process = self._start() if len(self._wanted) >= MANY else None

    def _start(self) -> subprocess.Popen[str] | None:
        command = [sys.executable, "-m", __name__, self._evidence, "both" if self._second_digest else "one"]
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # itself
        except OSError:
            return None  # it can be done here as well
        assert process.stdin is not None  # noqa: S101  # asked for above
        process.stdin.write("".join(f"{sha256}\n" for sha256, _ in self._wanted))
        process.stdin.close()
        return process

    def result(self, progress: Callable[[int], None] | None = None) -> Hashes:
        """Wait for the hashes; ``progress`` is told how many bytes are done. Raises PermissionError."""
        found: Hashes = {}
        done = 0
        pairs = self._given() if self._process is not None else self._made_here()
        for number, ((sha256, size), digests) in enumerate(zip(self._wanted, pairs, strict=False), start=1):
            found[sha256] = digests
            done += size
            if progress is not None and (number % _AT_ONCE == 0 or number == len(self._wanted)):
                progress(done)
        if self._process is not None:
            status = self._process.wait()
            if status == _NOT_ALLOWED:
                raise PermissionError("an item may not be read")
            if status or len(found) != len(self._wanted):  # killed, or out of memory: it can be done here as well
                self._process = None
                return self.result(progress)
        return found

    def stop(self) -> None:
        """End the second process, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _given(self) -> Iterator[store.Digests | None]:
        assert self._process is not None  # noqa: S101  # the caller asked
        assert self._process.stdout is not None  # noqa: S101  # asked for when it was started
        with self._process.stdout as lines:
            for line in lines:
                sha256, _, rest = line.rstrip("\n").partition(" ")
                sha512, _, size = rest.partition(" ")
                yield store.Digests(sha256, sha512.removeprefix("-"), int(size)) if size else None

    def _made_here(self) -> Iterator[store.Digests | None]:
        at_once = max(
            1, min(_AT_ONCE, _BYTES_AT_ONCE * len(self._wanted) // max(1, sum(size for _, size in self._wanted)))
        )
        wanted = [sha256 for sha256, _ in self._wanted]
        return _hash_all(self._evidence, wanted, second_digest=self._second_digest, at_once=at_once)


def _hash_all(
    evidence: str, wanted: Sequence[str], *, second_digest: bool, at_once: int = _AT_ONCE
) -> Iterator[store.Digests | None]:
    """Hash in threads, for most of the time goes by outside the interpreter; in the order of ``wanted``."""

    def some(part: Sequence[str]) -> list[store.Digests | None]:
        return [_hash(store.item_path(evidence, sha256), second_digest) for sha256 in part]

    parts = [wanted[start : start + at_once] for start in range(0, len(wanted), at_once)]
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for result in pool.map(some, parts):
            yield from result


def _hash(path: str, second_digest: bool) -> store.Digests | None:
    try:
        return store.digest_file(path, second_digest=second_digest)
    except PermissionError:
        raise  # says something about who asks, not about the item
    except OSError:
        return None


def _lines(digests: Iterable[store.Digests | None]) -> Iterator[str]:
    for one in digests:
        yield "-\n" if one is None else f"{one.sha256} {one.sha512 or '-'} {one.size}\n"


def main(evidence: str, how: str) -> int:
    """Be the second process; gives its exit status."""
    wanted = [line.rstrip("\n") for line in sys.stdin]
    try:
        sys.stdout.writelines(_lines(_hash_all(evidence, wanted, second_digest=how == "both")))
        sys.stdout.flush()
    except PermissionError:
        return _NOT_ALLOWED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
