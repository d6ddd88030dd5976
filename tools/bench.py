# SPDX-License-Identifier: Apache-2.0
"""Measures onrecord beside the plain programs that do the same work, whole processes, in one run on one machine.

Every figure is a ratio or comes with the machine, so that it can be made again: ``make bench``. Each side of a
ratio runs in turns on the same files in the same folder and the median counts. Material is made from the example
case with a fixed seed. ``--quick`` uses small sizes, whose ratios say nothing about the bounds (starting Python
weighs too much). ``--write`` puts the result into ``docs/benchmarks.md``. Exit status 1: a bound was missed.
Needs Linux: memory is read from ``/proc``.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

import bench_growth
from bench_material import make_documents, make_files, make_long_text
from benchmark_page import write_part

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "lxml", "numpy", "onnxruntime", "onrecord.reading", "onrecord.register", "py3langid", "pypdfium2",
    "rapidfuzz", "rensa", "sqlalchemy", "torch", "transformers",
)  # fmt: skip
"""What ``--help`` and ``verify`` must not load."""
SAMPLE_EVERY = 0.05
"""Seconds between two looks at memory."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    large_files: int = 2
    large_bytes: int = 200_000_000
    small_files: int = 10_000
    small_bytes: int = 20_000
    documents: int = 10_000
    first_documents: int = 1_000
    more_documents: int = 10
    repeats: int = 3
    characters: int = 24_000


QUICK = Sizes(1, 20_000_000, 500, 20_000, 300, 100, 10, 1, 2_000)


@dataclass(frozen=True)
class Figure:
    """One measured line: in words, what came out, and whether its bound held (None: it has no bound)."""

    what: str
    result: str
    bound: str = ""
    held: bool | None = None


@dataclass(frozen=True)
class Bench:
    """Where the measuring happens."""

    folder: Path
    sizes: Sizes

    def fresh(self, name: str) -> Path:
        """Give the path of a folder that is not there."""
        path = self.folder / name
        if path.exists():
            subprocess.run(["chmod", "-R", "u+w", path], check=True)
            shutil.rmtree(path)
        return path

    def onrecord(self, *arguments: str | Path) -> None:
        """Run one command as a person would; raises SystemExit where it fails."""
        self.check(subprocess.run(self.command(*arguments), env=self.environment(), capture_output=True, check=False))

    def command(self, *arguments: str | Path) -> list[str]:
        """Give the command line of an onrecord command."""
        return [sys.executable, "-m", "onrecord", *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        """Give the environment: a state folder of its own."""
        return {**os.environ, "ONRECORD_STATE": str(self.folder / "state")}

    @staticmethod
    def check(done: subprocess.CompletedProcess[bytes]) -> None:
        """Stop where a command failed; 3 (something could not be read) is no failure here."""
        if done.returncode not in (0, 3):
            sys.exit(f"{done.args} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')[-2000:]}")


def seconds(work: Callable[[], object]) -> float:
    """Say how long ``work`` takes, by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(repeats: int, *works: Callable[[], object]) -> list[float]:
    """Run each work in turns and give the median time of each."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for taken, work in zip(times, works, strict=True):
            taken.append(seconds(work))
    return [statistics.median(taken) for taken in times]


# --- figures -------------------------------------------------------------------------------------


def _hash_and_copy(bench: Bench, source: Path, *, synced: bool) -> None:
    copy = bench.fresh("copy")
    copy.mkdir()
    files = sorted(map(str, source.iterdir()))
    for start in range(0, len(files), 1000):
        subprocess.run(["sha256sum", *files[start : start + 1000]], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(["cp", *files[start : start + 1000], copy], check=True)
    if synced:
        subprocess.run(["sync", "--file-system", copy], check=True)


def _add(bench: Bench, source: Path) -> None:
    bench.onrecord("add", source, "--case", bench.folder / "case")


def _adding(bench: Bench, count: int, size: int, least: float) -> Iterator[Figure]:
    """Compare ``add`` with ``sha256sum`` and ``cp``; making the empty case is not counted, but starting Python is."""
    source = bench.fresh("source")
    make_files(source, count, size)
    ours, plain, synced = [], [], []
    for _ in range(bench.sizes.repeats):
        bench.onrecord("new", bench.fresh("case"))
        ours.append(seconds(partial(_add, bench, source)))
        plain.append(seconds(partial(_hash_and_copy, bench, source, synced=False)))
        synced.append(seconds(partial(_hash_and_copy, bench, source, synced=True)))
    mine, theirs, theirs_synced = map(statistics.median, (ours, plain, synced))
    what = f"add {count:,} files of {size / 1e6:g} MB"
    yield Figure(
        f"{what}, speed beside `sha256sum` and `cp`",
        f"{theirs / mine:.2f} of their speed ({mine:.2f} s and {theirs:.2f} s)",
        f"at least {least:g}",
        theirs / mine >= least,
    )
    yield Figure(
        f"{what}, beside the same with `sync`",
        f"{theirs_synced / mine:.2f} of their speed ({theirs_synced:.2f} s): `add` syncs before it says kept",
    )


def _hash_once(source: Path, digests: tuple[str, ...] = ("sha256",)) -> None:
    code = (
        f"import hashlib, sys\nfor line in sys.stdin:\n  for name in {digests!r}:\n"
        "    with open(line.rstrip('\\n'), 'rb') as f: hashlib.file_digest(f, name).hexdigest()"
    )
    names = "\n".join(sorted(map(str, source.iterdir()))) + "\n"
    subprocess.run([sys.executable, "-c", code], input=names.encode(), check=True)


def _verifying(bench: Bench, what: str) -> Iterator[Figure]:
    """Compare ``verify`` of the case that ``_adding`` left with hashing its files once with hashlib."""
    for options, digests in (((), ("sha256",)), (("--sha512",), ("sha256", "sha512"))):
        verify = partial(bench.onrecord, "verify", bench.folder / "case", *options)
        mine, theirs = in_turns(bench.sizes.repeats, verify, partial(_hash_once, bench.folder / "source", digests))
        yield Figure(
            f"{' '.join(('verify', *options))}, {what}, time beside hashing once with hashlib ({', '.join(digests)})",
            f"{mine / theirs:.2f} of its time ({mine:.2f} s and {theirs:.2f} s)",
            "at most 1.3",
            mine / theirs <= 1.3,
        )


def large_files(bench: Bench) -> Iterator[Figure]:
    """Measure adding and verifying large files."""
    sizes = bench.sizes
    yield from _adding(bench, sizes.large_files, sizes.large_bytes, 0.5)
    yield from _verifying(bench, f"{sizes.large_files:,} files of {sizes.large_bytes / 1e6:g} MB")


def small_files(bench: Bench) -> Iterator[Figure]:
    """Measure adding and verifying many small files."""
    sizes = bench.sizes
    yield from _adding(bench, sizes.small_files, sizes.small_bytes, 0.25)
    yield from _verifying(bench, f"{sizes.small_files:,} files of {sizes.small_bytes / 1e6:g} MB")


def _memory_of_tree(root: int) -> int:
    """Add up the memory of a process and all its descendants: bytes, shared pages counted once (PSS)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue  # it ended while we looked
            children.setdefault(parent, []).append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        try:
            found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue  # it ended while we looked
        total += int(found[1]) * 1024 if found else 0
    return total


def _peak(bench: Bench, *arguments: str | Path) -> tuple[int, float]:
    """Run a command; gives the peak memory of its process tree in bytes, and its seconds."""
    start, peak = time.perf_counter(), 0
    with (bench.folder / "errors").open("w+b") as errors:
        process = subprocess.Popen(
            bench.command(*arguments), env=bench.environment(), stdout=subprocess.DEVNULL, stderr=errors
        )
        over = threading.Event()
        while not over.wait(SAMPLE_EVERY):
            peak = max(peak, _memory_of_tree(process.pid))
            if process.poll() is not None:
                over.set()
        taken = time.perf_counter() - start
        errors.seek(0)
        bench.check(subprocess.CompletedProcess(process.args, process.returncode, b"", errors.read()))
    return peak, taken


def _add_and_read(bench: Bench, name: str, count: int) -> tuple[int, int, int, float]:
    """Take ``count`` documents into a new case; gives peak memory of add and of read, words, seconds of read."""
    words = make_documents(bench.fresh("documents"), range(count))
    case = bench.fresh(name)
    bench.onrecord("new", case)
    adding, _ = _peak(bench, "add", bench.folder / "documents", "--case", case)
    reading, taken = _peak(bench, "read", "--case", case)
    return adding, reading, words, taken


def many_documents(bench: Bench) -> Iterator[Figure]:
    """Measure memory and speed over many documents, and what ten more cost."""
    sizes = bench.sizes
    few_add, few_read, _, _ = _add_and_read(bench, "few", sizes.first_documents)
    add_peak, read_peak, words, taken = _add_and_read(bench, "many", sizes.documents)
    for doing, few, many in (("adding", few_add, add_peak), ("reading", few_read, read_peak)):
        yield Figure(
            f"peak memory {doing} {sizes.documents:,} documents, beside {sizes.first_documents:,}",
            f"{many / few:.2f} of it ({many / 1e6:.0f} MB and {few / 1e6:.0f} MB, all processes)",
            "at most 1.2: flat",
            many / few <= 1.2,
        )
    yield Figure("words a second, `read` of these documents", f"{words / taken:,.0f} ({words:,} words, {taken:.1f} s)")
    yield from _ten_more(bench)


def _ten_more(bench: Bench) -> Iterator[Figure]:
    sizes = bench.sizes
    times: dict[tuple[str, str], list[float]] = {}
    for turn in range(sizes.repeats):
        first = sizes.documents + turn * sizes.more_documents
        make_documents(bench.fresh("more"), range(first, first + sizes.more_documents))
        bench.onrecord("new", bench.fresh("empty"))
        for case in ("empty", "many"):
            for step in (("add", bench.folder / "more"), ("read",)):
                taken = seconds(partial(bench.onrecord, *step, "--case", bench.folder / case))
                times.setdefault((case, str(step[0])), []).append(taken)
    for step_name in ("add", "read"):
        empty, many = (statistics.median(times[case, step_name]) for case in ("empty", "many"))
        yield Figure(
            f"`{step_name}` {sizes.more_documents} documents: case of {sizes.documents:,}, beside an empty case",
            f"{many / empty:.2f} of the time ({many:.2f} s and {empty:.2f} s)",
            "at most 1.5",
            many / empty <= 1.5,
        )


def long_text(bench: Bench) -> Iterator[Figure]:
    """Measure one text of the largest size that is read: its beginning is read for statements, the rest is listed."""
    size = bench.sizes.large_bytes
    text = bench.fresh("long") / "long.txt"
    text.parent.mkdir()
    make_long_text(text, size)
    bench.onrecord("new", bench.fresh("case"))
    for step in (("add", text), ("read",), ("report",)):
        peak, taken = _peak(bench, *step, "--case", bench.folder / "case")
        yield Figure(
            f"`{step[0]}` one text of {size / 1e6:g} MB", f"{taken:.1f} s, at most {peak / 1e6:,.0f} MB of memory"
        )


LOADED = """
import runpy, sys
sys.argv = ["onrecord", *sys.argv[1:]]
try:
    runpy.run_module("onrecord", run_name="__main__")
except SystemExit:
    pass
sys.stdout.flush()
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def light_commands(bench: Bench) -> Iterator[Figure]:
    """Measure what ``--help`` and ``verify`` load, and how long they take to start."""
    bench.onrecord("new", bench.fresh("tiny"))
    bare = in_turns(5, partial(subprocess.run, [sys.executable, "-c", ""], check=True))[0]
    for name, arguments in (("--help", ["--help"]), ("verify", ["verify", bench.folder / "tiny"])):
        done = subprocess.run(
            [sys.executable, "-c", LOADED, *map(str, arguments)],
            env=bench.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = set(done.stderr.split())
        heavy = sorted(name for name in HEAVY if name in loaded)
        taken = in_turns(5, partial(bench.onrecord, *arguments))[0]
        yield Figure(
            f"`onrecord {name}`: heavy modules loaded, and time",
            f"{', '.join(heavy) or 'none'} of {len(HEAVY)} looked for; {len(loaded)} modules, "
            f"{taken * 1000:.0f} ms (Python alone {bare * 1000:.0f} ms)",
            "none",
            not heavy,
        )


def growth(bench: Bench) -> Iterator[Figure]:
    """Measure how the time of reading grows with texts that would catch out a pattern or a nested loop."""
    for grown in bench_growth.growths(bench.sizes.characters):
        piece = grown.at.replace("\n", " ").strip()
        yield Figure(
            f"reading a text {bench_growth.TIMES} times as long, {grown.texts} hostile texts: {grown.what}",
            f"at worst {grown.worst:.1f} times the time (`{piece}` again and again)",
            f"at most {bench_growth.BOUND:g} (quadratic: {bench_growth.TIMES**2})",
            grown.worst <= bench_growth.BOUND,
        )


# --- the page ------------------------------------------------------------------------------------


def _first(pattern: str, path: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    except OSError:
        return "unknown"
    return found[1] if found else "unknown"


def machine(bench: Bench) -> list[str]:
    """Name the machine and the versions that made the figures; no name of the computer or its user."""
    tool = subprocess.run(["sha256sum", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    kind = subprocess.run(["stat", "-f", "-c", "%T", bench.folder], capture_output=True, text=True, check=True).stdout
    processor = _first(r"model name\s*: (.+)", "/proc/cpuinfo")
    memory = int(_first(r"MemTotal:\s+(\d+)", "/proc/meminfo")) / 1e6
    load = os.getloadavg()[0]
    return [
        f"Date: {datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}",
        f"Machine: {processor}, {os.cpu_count()} cores, {memory:.0f} GB memory, "
        f"file system {kind.strip()}, load {load:.1f} at the start",
        f"Versions: onrecord {version('onrecord')}, Python {platform.python_version()}, "
        f"Linux {platform.release().split('-')[0]}, {tool}",
    ]


def table(figures: list[Figure]) -> str:
    """Give the figures as a Markdown table."""
    words = {True: "held", False: "**missed**", None: ""}
    rows = [f"| {f.what} | {f.result} | {f.bound} | {words[f.held]} |" for f in figures]
    return "\n".join(["| figure | result | bound | |", "|---|---|---|---|", *rows])


def page(facts: list[str], figures: list[Figure]) -> str:
    """Give the part of ``docs/benchmarks.md``."""
    lines = "\n".join(f"- {fact}" for fact in facts)
    return (
        "By `python tools/bench.py --write`. Whole processes, medians, both sides of a ratio in turns on the same "
        f"files.\nOther work on the machine moves the times, and less so the ratios.\n\n{lines}\n\n{table(figures)}"
    )


PARTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "large": large_files,
    "small": small_files,
    "documents": many_documents,
    "long": long_text,
    "light": light_commands,
    "growth": growth,
}


def main() -> int:
    """Measure, print, perhaps write the page; gives the exit status."""
    parser = argparse.ArgumentParser(description="Measure onrecord beside sha256sum, cp and hashlib.")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this part (may be given twice)")
    parser.add_argument("--folder", type=Path, help="make the files here (needs about 3 GB); else the temporary folder")
    options = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-", dir=options.folder) as folder:
        bench = Bench(Path(folder), QUICK if options.quick else Sizes())
        facts = machine(bench)
        print("\n".join(facts))
        for name in options.only or PARTS:
            for figure in PARTS[name](bench):
                figures.append(figure)
                print(table([figure]).splitlines()[-1], flush=True)
    if options.write:
        write_part("speed", page(facts, figures))
    return 1 if not options.quick and any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
