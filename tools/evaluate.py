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
import datetime
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

from benchmark_page import write_part
from eval_parties import party_figures
from eval_passages import GRADES, grade, load_cases, read_plain
from fit_confidence import crossed_error
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
    if options.write:
        write_part("reading", _page(figures))
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
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    parser.add_argument("--raise-floors", action="store_true", help="pin what was reached")
    parser.add_argument("--lower-floor", metavar="NAME", help="pin a worse figure")
    parser.add_argument("--because", metavar="REASON", help="why it may be worse")
    options = parser.parse_args(arguments)
    if options.lower_floor and not options.because:
        parser.error("--lower-floor needs --because REASON")
    return options


# --- the project's own passages ------------------------------------------------------------------


def _passages(figures: Figures, *, details: bool) -> int:
    cases = load_cases(language=None)
    missed = 0
    for language in sorted({case.language for case in cases}, key=lambda each: (each != "en", each)):
        own = [case for case in cases if case.language == language]
        passed, total, wrong = grade(own)
        missed += total["STRONG"] - passed["STRONG"]
        part = "passages" if language == "en" else f"passages_{language}"
        for name in GRADES:
            if total[name]:
                figures.values[f"{part}.{name.lower()}"] = round(passed[name] / total[name], 4)
                figures.notes.append(f"passages {language} {name}: {passed[name]} of {total[name]}")
        if details:
            grades = {case.id: case.grade for case in own}
            for name, faults in wrong.items():
                print(f"{grades[name]} {name}: " + "; ".join(faults))
    return missed


# --- public data ---------------------------------------------------------------------------------


def _public_data(shared: Path, figures: Figures) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _statements(shared, work, figures)
        _polnear(shared, work, figures)
        _incidents(shared, work, figures)
        _confidence(shared, figures)


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
    for name in ("content", "content_source", "content_exact", "cue"):
        figures.values[f"polnear.{name}_f1"] = result["attributions"][name]["f1"]
    _speech(shared, work, gold, converted, figures)


def _speech(shared: Path, work: Path, gold: Path, predicted: Path, figures: Figures) -> None:
    """Score the attributions whose cue is one of speech, on both sides."""
    kept = []
    for path in (gold, predicted):
        target = work / f"speech-{path.name}"
        feed = path.read_text(encoding="utf-8")
        target.write_text(_program(shared, "speech_cues.py", str(gold), feed=feed), encoding="utf-8")
        kept += ["--gold" if path == gold else "--predictions", str(target)]
    result = _run(shared, "attribution_score.py", *kept)
    for name in ("content", "content_source"):
        figures.values[f"polnear.speech_{name}_f1"] = result["attributions"][name]["f1"]


def _incidents(shared: Path, work: Path, figures: Figures) -> None:
    """Read the main attack of each article twice: abstaining where unsure, and answering all as the paper asks."""
    gold = shared / "corpora" / "hrdsattack" / "dev.json"
    if not gold.is_file():
        return
    lines = _program(shared, "hrds.py", str(gold)).splitlines()
    rows = [json.loads(line) for line in lines if line]
    documents = [Document(str(row["doc"]), row["text"], row["title"], row["published"][:10]) for row in rows]
    figures.digests["hrdsattack"] = _digest(gold)
    for answer_all in (False, True):
        read, converted = work / "hrds.jsonl", work / "incidents.jsonl"
        _write(read, _records(documents, answer_all=answer_all))
        _convert(shared, "hrds", read, converted)
        result = _run(shared, "hrds_score.py", "--gold", str(gold), "--pred", str(converted))
        paper, clean = result["paper"], result["clean"]
        how = "answering_all" if answer_all else "abstaining"
        for name, value in {
            "paper_violation_micro_f1": paper["violation_type"]["f1"],
            "paper_victim_fuzzy_f1": paper["victim_name_fuzzy"]["f1"],
            "country_f1": clean["country"]["f1"],
            "whole_date": clean["date_acc_where_given"],
            "violation_macro_f1": clean["violation_macro_f1"],
        }.items():
            figures.values[f"hrdsattack.{how}.{name}"] = round(value / 100, 4)


def _confidence(shared: Path, figures: Figures) -> None:
    """Measure how far confidence is from the truth, each article judged by weights fitted on the others."""
    gold = shared / "corpora" / "statements" / "dev.json"
    if gold.is_file():
        figures.digests["confidence"] = _digest(gold)
        figures.values["confidence.one_minus_calibration_error"] = round(1 - crossed_error(gold), 4)


def _labelled(path: Path) -> Iterator[Document]:
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, content in data["texts"].items():
        about = data["meta"].get(name, {})
        yield Document(name, content, about.get("title"), about.get("published"))


def _records(documents: Iterable[Document], *, answer_all: bool = False) -> Iterator[dict[str, Any]]:
    for document in documents:
        reading: Reading = read_plain(document.content, document.published, document.title, answer_all=answer_all)
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


# --- the page ------------------------------------------------------------------------------------

PEERS: dict[str, tuple[str, str, str]] = {
    "polnear.content_f1": ("0.564 (Citron retrained, test)", "0.80", "0.80"),
    "polnear.content_source_f1": ("0.499 (Citron retrained, test)", "0.76", "0.76"),
    "polnear.speech_content_f1": ("0.682 (Citron retrained, test)", "0.92", "0.91"),
    "polnear.speech_content_source_f1": ("0.646 (Citron retrained, test)", "0.91", "0.89"),
    "statements.found_f1": ("0.53 (Citron, those with a cue)", "0.91", "0.80"),
    "statements.kind_accuracy": ("none does it", "0.96", "0.82"),
    "statements.kind_macro_f1": ("none does it", "0.85", "0.60"),
    "statements.speaker_accuracy": ("none measured", "0.93", "0.87"),
    "statements.violations_f1": ("none", "0.92", "0.78"),
    "hrdsattack.answering_all.paper_violation_micro_f1": ("0.714 (T5-large)", "0.786", "0.72"),
    "hrdsattack.answering_all.paper_victim_fuzzy_f1": ("0.512 (T5-large)", "0.720", "0.56"),
    "hrdsattack.abstaining.country_f1": ("none", "0.77", "0.80"),
    "hrdsattack.abstaining.whole_date": ("none", "0.51", "0.50"),
    "hrdsattack.abstaining.violation_macro_f1": ("none", "0.60", "0.56"),
    "hrdsattack.answering_all.country_f1": ("none", "0.77", "0.80"),
    "hrdsattack.answering_all.whole_date": ("none", "0.51", "0.50"),
    "hrdsattack.answering_all.violation_macro_f1": ("none", "0.60", "0.56"),
    "confidence.one_minus_calibration_error": ("none", "", "0.95"),
}
"""For a figure: the best peer on the same kind of work, a second annotator, and the goal."""


def _page(figures: Figures) -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    lines = [
        "By `python tools/evaluate.py --shared FOLDER --write`, on the dev parts of public data;",
        f"{today}. The weights between rules and encoder, and all thresholds, were picked on these parts,",
        "so the figures are a little too good. What a person can do is what a second annotator reached.",
        "",
        "| figure | here | best peer | a person | goal |",
        "|---|---|---|---|---|",
    ]
    for name, value in figures.values.items():
        peer, person, goal = PEERS.get(name, ("", "", ""))
        lines.append(f"| `{name}` | {value:.3f} | {peer} | {person} | {goal} |")
    return "\n".join([*lines, "", *(f"- {note}" for note in figures.notes)])


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
