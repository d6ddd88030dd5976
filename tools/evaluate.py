# SPDX-License-Identifier: Apache-2.0
"""Score the reader: on the project's own passages, and on public labelled data where it is at hand.

Use: ``python tools/evaluate.py [--shared FOLDER]``. The folder (or ``ONRECORD_SHARED``, or ``../shared``)
holds ``corpora/`` and the scorers in ``eval/``, which run as programs of their own. Without it, the run says
which public data it needs and grades the passages alone.

Floors: ``tests/quality_floors.toml`` pins what was reached, with a digest of the data. A figure below its
floor fails the run. ``--raise-floors`` writes better figures down; ``--lower-floor NAME --because REASON``
writes a worse one, with the reason beside it. Exit status: 0 good, 1 below a floor or a STRONG miss, 2 bad call.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval_parties import party_figures
from eval_passages import GRADES, grade, load_cases, read_plain
from onrecord.model import Reading
from onrecord.register.codec import statement_to_json, to_json

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality_floors.toml"
SLACK = 0.0005
"""Figures are printed with four places; half of the last one is no fall."""
NEEDS = """The public data is not at hand, so only the project's own passages were graded. To score on it, give
--shared FOLDER with corpora/polnear (PolNeAR 1.0, github.com/networkdynamics/PolNeAR), corpora/hrdsattack
(HRDsAttack, arXiv 2306.17695, MIT licence), corpora/statements and the scorers in eval/."""


@dataclass(frozen=True)
class Document:
    """One text to read."""

    name: str
    content: str
    title: str | None = None
    published: str | None = None


@dataclass
class Figures:
    """What was measured, by name, with the digest of the data that each name was measured on."""

    values: dict[str, float]
    digests: dict[str, str]
    notes: list[str]


def main(arguments: list[str] | None = None) -> int:
    """Run the evaluation and print a table; gives the exit status."""
    options = _options(arguments)
    figures = Figures({}, {}, [])
    strong_misses = _passages(figures, details=options.errors)
    shared = options.shared
    if (shared / "corpora").is_dir() and (shared / "eval").is_dir():
        _public_data(shared, figures)
    else:
        print(NEEDS + "\n")
    floors = _read_floors()
    if options.lower_floor:
        return _lower(floors, figures, options.lower_floor, options.because)
    fallen = _table(figures, floors)
    if options.raise_floors:
        _write_floors(_raised(floors, figures))
        print(f"Floors written to {FLOORS.relative_to(ROOT)}.")
    for name in fallen:
        print(f"FALLEN {name}: {figures.values[name]:.4f} is below its floor {floors['floors'][name]:.4f}.")
    if strong_misses:
        print(f"MISSED {strong_misses} STRONG passages. See them with --errors.")
    return 1 if fallen or strong_misses else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    default = os.environ.get("ONRECORD_SHARED") or str(ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder with corpora/ and eval/")
    parser.add_argument("--errors", action="store_true", help="say what is wrong with each passage")
    parser.add_argument("--raise-floors", action="store_true", help="pin what was reached")
    parser.add_argument("--lower-floor", metavar="NAME", help="pin a worse figure")
    parser.add_argument("--because", metavar="REASON", help="why it may be worse")
    options = parser.parse_args(arguments)
    if options.lower_floor and not options.because:
        parser.error("--lower-floor needs --because REASON")
    return options


# --- the project's own passages ------------------------------------------------------------------


def _passages(figures: Figures, *, details: bool) -> int:
    cases = load_cases()
    passed, total, wrong = grade(cases)
    for name in GRADES:
        if total[name]:
            figures.values[f"passages.{name.lower()}"] = round(passed[name] / total[name], 4)
            figures.notes.append(f"passages {name}: {passed[name]} of {total[name]}")
    if details:
        grades = {case.id: case.grade for case in cases}
        for name, faults in wrong.items():
            print(f"{grades[name]} {name}: " + "; ".join(faults))
    return total["STRONG"] - passed["STRONG"]


# --- public data ---------------------------------------------------------------------------------


def _public_data(shared: Path, figures: Figures) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _statements(shared, work, figures)
        _polnear(shared, work, figures)
        _incidents(shared, work, figures)


def _statements(shared: Path, work: Path, figures: Figures) -> None:
    """Read all labelled articles, and score those for choosing."""
    gold = shared / "corpora" / "statements" / "dev.json"
    words, seconds = 0, 0.0
    for split in ("train", "dev"):
        path = gold.with_name(f"{split}.json")
        if not path.is_file():
            continue
        documents = list(_labelled(path))
        begun = time.perf_counter()
        _write(work / f"{split}.jsonl", _records(documents))
        seconds += time.perf_counter() - begun
        words += sum(len(document.content.split()) for document in documents)
        figures.notes.append(f"statements {split}: {len(documents)} articles read")
    if seconds:
        figures.notes.append(f"{words / seconds:,.0f} words a second on one core")
    if not gold.is_file():
        return
    result = _run(shared, "statements_score.py", str(gold), str(work / "dev.jsonl"))
    figures.digests["statements"] = _digest(gold)
    for name, value in {
        "found_f1": result["statements"]["f1"],
        "found_precision": result["statements"]["p"],
        "found_recall": result["statements"]["r"],
        "kind_accuracy": result["kind_accuracy_on_matched"],
        "kind_macro_f1": result["kind_macro_f1_end_to_end"],
        "speaker_accuracy": result["speaker_accuracy_on_matched"],
        "violations_f1": result["violations_on_matched"]["f1"],
        "said_at_f1": result["said_on"]["f1"],
        "due_f1": result["due_on"]["f1"],
        "quantity_accuracy": result["quantity_accuracy"],
    }.items():
        if value is not None:
            figures.values[f"statements.{name}"] = value
    figures.digests["parties"] = figures.digests["statements"]
    for name, value in party_figures(shared, gold, work / "dev.jsonl").items():
        figures.values[f"parties.{name}"] = value


def _polnear(shared: Path, work: Path, figures: Figures) -> None:
    gold = shared / "corpora" / "polnear" / "dev.jsonl"
    if not gold.is_file():
        return
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    documents = [Document(row["doc"], row["text"]) for row in rows]
    read = work / "polnear.jsonl"
    _write(read, _records(documents))
    converted = work / "attributions.jsonl"
    _convert(shared, "attributions", read, converted)
    result = _run(shared, "attribution_score.py", "--gold", str(gold), "--predictions", str(converted))
    figures.digests["polnear"] = _digest(gold)
    for name in ("content", "content_source", "cue"):
        figures.values[f"polnear.{name}_f1"] = result["attributions"][name]["f1"]


def _incidents(shared: Path, work: Path, figures: Figures) -> None:
    gold = shared / "corpora" / "hrdsattack" / "dev.json"
    if not gold.is_file():
        return
    lines = _program(shared, "hrds.py", str(gold)).splitlines()
    rows = [json.loads(line) for line in lines if line]
    documents = [Document(str(row["doc"]), row["text"], row["title"], row["published"][:10]) for row in rows]
    records = list(_records(documents))
    figures.notes.append(f"HRDsAttack dev: {len(records)} articles read")
    if not any(record["incident"] for record in records):
        figures.notes.append("HRDsAttack dev: this reader finds no incidents yet, so they are not scored")
        return
    read, converted = work / "hrds.jsonl", work / "incidents.jsonl"
    _write(read, records)
    _convert(shared, "hrds", read, converted)
    result = _run(shared, "hrds_score.py", "--gold", str(gold), "--pred", str(converted))
    figures.digests["hrdsattack"] = _digest(gold)
    for name, value in result["clean"].items():
        if isinstance(value, dict) and isinstance(value.get("f1"), float):
            figures.values[f"hrdsattack.{name}_f1"] = value["f1"]


def _labelled(path: Path) -> Iterator[Document]:
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, content in data["texts"].items():
        about = data["meta"].get(name, {})
        yield Document(name, content, about.get("title"), about.get("published"))


def _records(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        reading: Reading = read_plain(document.content, document.published, document.title)
        yield {
            "document": {"name": document.name},
            "statements": [statement_to_json(statement) for statement in reading.statements],
            "incident": to_json(reading.incident),
        }


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def _program(shared: Path, name: str, *arguments: str, feed: str | None = None) -> str:
    done = subprocess.run(
        [sys.executable, str(shared / "eval" / name), *arguments],
        input=feed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if done.returncode:
        sys.exit(f"The scorer {name} ended with status {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def _run(shared: Path, name: str, *arguments: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(_program(shared, name, *arguments))
    return result


def _convert(shared: Path, what: str, source: Path, target: Path) -> None:
    target.write_text(_program(shared, "convert.py", what, feed=source.read_text(encoding="utf-8")), encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- floors --------------------------------------------------------------------------------------


def _read_floors() -> dict[str, dict[str, Any]]:
    found = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    return {part: dict(found.get(part, {})) for part in ("data", "floors", "lowered")}


def _table(figures: Figures, floors: dict[str, dict[str, Any]]) -> list[str]:
    """Print the figures beside their floors; give the names of those that fell."""
    fallen = []
    print(f"{'figure':<32}{'now':>9}{'floor':>9}")
    for name, value in figures.values.items():
        floor = floors["floors"].get(name)
        pinned_on = floors["data"].get(name.split(".")[0])
        other_data = pinned_on is not None and pinned_on != figures.digests.get(name.split(".")[0])
        mark = "  other data: floor not applied" if other_data else ""
        print(f"{name:<32}{value:>9.4f}{'' if floor is None else f'{floor:.4f}':>9}{mark}")
        if floor is not None and not other_data and value < floor - SLACK:
            fallen.append(name)
    print("\n".join(figures.notes) + "\n")
    return fallen


def _raised(floors: dict[str, dict[str, Any]], figures: Figures) -> dict[str, dict[str, Any]]:
    for name, value in figures.values.items():
        known = floors["floors"].get(name, 0.0)
        changed_data = floors["data"].get(name.split(".")[0]) not in (None, figures.digests.get(name.split(".")[0]))
        if value > known or changed_data:
            floors["floors"][name] = value
            floors["lowered"].pop(name, None)
    floors["data"].update(figures.digests)
    return floors


def _lower(floors: dict[str, dict[str, Any]], figures: Figures, name: str, reason: str) -> int:
    if name not in figures.values:
        print(f"There is no figure {name}. Figures: {', '.join(figures.values)}.")
        return 2
    floors["floors"][name] = figures.values[name]
    floors["lowered"][name] = reason
    _write_floors(floors)
    print(f"The floor of {name} is now {figures.values[name]:.4f}, because: {reason}")
    return 0


def _write_floors(floors: dict[str, dict[str, Any]]) -> None:
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# What the reader has reached. Written by `python tools/evaluate.py --raise-floors`; a floor is lowered with",
        "# `--lower-floor`, which writes the reason down.",
    ]
    for part in ("data", "floors", "lowered"):
        lines += ["", f"[{part}]"]
        lines += [
            f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}"
            for name, value in sorted(floors[part].items())
        ]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
