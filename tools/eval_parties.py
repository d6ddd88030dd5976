# SPDX-License-Identifier: Apache-2.0
"""Score who is accused, affected and addressed, on public labelled statements.

Use: ``python tools/eval_parties.py [--shared FOLDER] [--split train] [--errors FIELD]``; ``evaluate.py`` calls
``party_figures`` for its table. Only statements that were found count, matched by the overlap of their contents as the
scorer of ``FOLDER/eval`` matches them, whose comparison of names is used as well. A name given where the labels have
none is wrong; a name left out is missed. ``_side_precision`` takes names of one state for the same ("Kuwait" and
"Kuwaiti police"), as grouping does.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from eval_passages import read_plain
from onrecord.reading.statements.english.nations import states_in
from onrecord.register.codec import statement_to_json

ROOT = Path(__file__).parent.parent
FIELDS = ("accused", "affected", "addressee")


def party_figures(shared: Path, gold: Path, predictions: Path) -> dict[str, float]:
    """Give precision, recall and F1 of each field, by name."""
    data = json.loads(gold.read_text(encoding="utf-8"))
    read = {}
    for line in predictions.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        read[record["document"]["name"]] = record["statements"]
    scorer = _scorer(shared)
    return _figures(scorer, _pairs(scorer, data, read))


def _figures(scorer: ModuleType, pairs: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for field in FIELDS:
        right = sum(_right(scorer, labelled[field], found.get(field)) for _, labelled, found in pairs)
        given = sum(bool(found.get(field)) for _, _, found in pairs)
        wanted = sum(bool(labelled[field]) for _, labelled, _ in pairs)
        precision, recall = right / (given or 1), right / (wanted or 1)
        figures[f"{field}_precision"] = round(precision, 4)
        figures[f"{field}_recall"] = round(recall, 4)
        figures[f"{field}_f1"] = round(2 * precision * recall / ((precision + recall) or 1), 4)
        if field == "accused":
            same = sum(_same_side(scorer, labelled[field], found.get(field)) for _, labelled, found in pairs)
            figures["accused_side_precision"] = round(same / (given or 1), 4)
    return figures


def _same_side(scorer: ModuleType, labelled: str | None, found: str | None) -> bool:
    if not labelled or not found:
        return False
    states = states_in(labelled)
    return _right(scorer, labelled, found) or bool(states and states == states_in(found))


def _scorer(shared: Path) -> ModuleType:
    """Load the scorer of the labelled statements."""
    spec = importlib.util.spec_from_file_location("statements_score", shared / "eval" / "statements_score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"There is no scorer in {shared / 'eval'}.")
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def _pairs(
    scorer: ModuleType, data: dict[str, Any], read: dict[str, list[dict[str, Any]]]
) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    by_document = collections.defaultdict(list)
    for row in data["statements"]:
        by_document[row["doc"]].append(row)
    pairs = []
    for name, text in data["texts"].items():
        labelled, found = by_document[name], read.get(name, [])
        matched = scorer.match(labelled, found, scorer.tokens(text))
        pairs += [(name, labelled[one], found[other]) for one, other in sorted(matched)]
    return pairs


def _right(scorer: ModuleType, labelled: str | None, found: str | None) -> bool:
    return bool(labelled) and bool(found) and bool(scorer.same_speaker(labelled, found))


def _read(gold: Path) -> dict[str, list[dict[str, Any]]]:
    data = json.loads(gold.read_text(encoding="utf-8"))
    return {
        name: [
            statement_to_json(statement)
            for statement in read_plain(text, data["meta"][name]["published"], data["meta"][name]["title"]).statements
        ]
        for name, text in data["texts"].items()
    }


def main() -> int:
    """Print the figures of one split, and on request where they go wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    default = os.environ.get("ONRECORD_SHARED") or str(ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder with corpora/ and eval/")
    parser.add_argument("--split", choices=("train", "dev"), default="train")
    parser.add_argument("--errors", choices=FIELDS, help="list what is wrong or missed in one field")
    options = parser.parse_args()
    gold = options.shared / "corpora" / "statements" / f"{options.split}.json"
    if not gold.is_file():
        print(f"There are no labelled statements at {gold}.")
        return 2
    read = _read(gold)
    scorer = _scorer(options.shared)
    pairs = _pairs(scorer, json.loads(gold.read_text(encoding="utf-8")), read)
    if options.errors:
        _list_errors(scorer, pairs, options.errors)
    for name, value in _figures(scorer, pairs).items():
        print(f"{name:<24}{value:>8.4f}")
    print(f"{len(pairs)} statements found")
    return 0


def _list_errors(scorer: ModuleType, pairs: list[tuple[str, dict[str, Any], dict[str, Any]]], field: str) -> None:
    for name, labelled, found in pairs:
        wanted, given = labelled[field], found.get(field)
        if _right(scorer, wanted, given) or (not wanted and not given):
            continue
        mark = "MISSED" if not given else "WRONG " if wanted else "EXTRA "
        words = " … ".join(labelled["content"])
        print(
            f"{mark} {name} {labelled['kind']}->{found['kind']} labelled {wanted!r} given {given!r} "
            f"[{labelled['source']} | {labelled['cue']}] {words[:230]}"
        )


if __name__ == "__main__":
    sys.exit(main())
