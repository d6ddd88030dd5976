# SPDX-License-Identifier: Apache-2.0
"""Score exported weights by themselves on dev parts: ``python training/score.py --shared ../shared``.

This is what the encoder sees, before rules join it; ``make eval`` scores the whole reading. Needs the package alone.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from labels import KIND_OF
from onrecord.reading.statements.english.encoder import attributor
from onrecord.reading.statements.english.encoder.attributor import Told
from onrecord.reading.statements.english.encoder.network import HEADS, WEIGHTS, Network, read_heads
from onrecord.reading.statements.english.encoder.wordpieces import word_pieces
from passages import Label, load

_PARAGRAPH = re.compile(r"[^\n]+")


def read(text: str, net: Network) -> list[Told]:
    """Read a text; every line is a paragraph."""
    lines = [found.span() for found in _PARAGRAPH.finditer(text)]
    return list(attributor.encode_with(text, lines, lines, word_pieces(), net).told)


def polnear(shared: Path, net: Network) -> dict[str, Any]:
    """Give the figures of the attribution scorer on PolNeAR dev."""
    gold = shared / "corpora" / "polnear" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predictions.jsonl"
        with predicted.open("w", encoding="utf-8") as out:
            for line in gold.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                told = [
                    {"source": one.source, "cue": one.cue, "content": one.content}
                    for one in read(row["text"], net)
                    if one.cue
                ]
                out.write(json.dumps({"doc": row["doc"], "attributions": told}) + "\n")
        scorer = shared / "eval" / "attribution_score.py"
        command = [sys.executable, str(scorer), "--gold", str(gold), "--predictions", str(predicted)]
        found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return found["attributions"]


def matched(told: list[Told], gold: list[tuple[tuple[tuple[int, int], ...], Any]]) -> list[tuple[Told, Any]]:
    """Pair what was read with labels whose content overlaps by half, best first, one to one."""
    pairs = []
    for number, one in enumerate(told):
        mine = _characters(one.content)
        for other, (spans, _) in enumerate(gold):
            theirs = _characters(spans)
            share = len(mine & theirs) / len(mine | theirs)
            if share >= 0.5:
                pairs.append((share, number, other))
    taken_told: set[int] = set()
    taken_gold: set[int] = set()
    found = []
    for _, number, other in sorted(pairs, reverse=True):
        if number not in taken_told and other not in taken_gold:
            taken_told.add(number)
            taken_gold.add(other)
            found.append((told[number], gold[other][1]))
    return found


def _characters(spans: Any) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def labelled(
    texts: dict[str, str], rows: dict[str, list[tuple[Any, dict[str, Any]]]], net: Network
) -> dict[str, float]:
    """Give found F1, kinds right of those found, and violations F1 over labels."""
    count: Counter[str] = Counter()
    for name, text in texts.items():
        told, gold = read(text, net), rows.get(name, [])
        count["told"] += len(told)
        count["gold"] += len(gold)
        for one, label in matched(told, gold):
            count["found"] += 1
            kind = max(one.beliefs.kinds, key=lambda each: one.beliefs.kinds[each])
            count["kind"] += kind == KIND_OF.get(label["kind"], label["kind"])
            acts = {act for act, belief in one.beliefs.violations.items() if belief >= 0.4}
            count["acts"] += len(acts & set(label["violations"]))
            count["acts_told"] += len(acts)
            count["acts_gold"] += len(label["violations"])
    return {
        "found_precision": round(count["found"] / max(1, count["told"]), 4),
        "found_recall": round(count["found"] / max(1, count["gold"]), 4),
        "found_f1": round(2 * count["found"] / max(1, count["told"] + count["gold"]), 4),
        "kind_accuracy": round(count["kind"] / max(1, count["found"]), 4),
        "violations_f1": round(2 * count["acts"] / max(1, count["acts_told"] + count["acts_gold"]), 4),
    }


def _passage_rows(labels: tuple[Label, ...]) -> list[tuple[Any, dict[str, Any]]]:
    return [(label.content, label.fields) for label in labels]


def main() -> None:
    """Score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=Path(attributor.__file__).parent)
    options = parser.parse_args()
    net = Network((options.weights / WEIGHTS).read_bytes(), read_heads(options.weights / HEADS))
    print("polnear dev", json.dumps(polnear(options.shared, net)))
    data = json.loads((options.shared / "corpora/statements/dev.json").read_text(encoding="utf-8"))
    rows: dict[str, list[tuple[Any, dict[str, Any]]]] = {}
    for row in data["statements"]:
        rows.setdefault(row["doc"], []).append((row["spans"]["content"], row))
    print("statements dev", json.dumps(labelled(data["texts"], rows, net)))
    held = [passage for passage in load() if passage.held]
    texts = {passage.id: passage.text for passage in held}
    own = {passage.id: _passage_rows(passage.labels) for passage in held}
    print("own passages, second dev part", json.dumps(labelled(texts, own, net)))


if __name__ == "__main__":
    main()
