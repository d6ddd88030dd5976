# SPDX-License-Identifier: Apache-2.0
"""Fit the points that clues give to types of acts, and write them to ``act_points.yaml``.

Run on labelled statements (train of the shared corpora): ``python tools/fit_acts.py ../shared``. It is a regularised
logistic regression by plain gradient descent from zero: the same data give the same points. Each statement that the
reader finds itself, and whose content overlaps by half with that of a label, gives one row for each candidate type:
is the statement about it? Labels are coarser than the vocabulary; the groups of the scorer map both. Points are
rounded to a hundredth. Run ``fit_kinds`` first: what a statement does is among the clues.
"""

from __future__ import annotations

import runpy
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import yaml

from fit_kinds import labelled, overlap
from onrecord.model import Text
from onrecord.reading.statements.english import narration
from onrecord.reading.statements.english.clues import observe
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.kinds import decide
from onrecord.reading.statements.english.violations import act_clues, topics_of

TARGET = Path(__file__).parent.parent / "src/onrecord/reading/statements/english/act_points.yaml"
_HEAD = """# SPDX-License-Identifier: Apache-2.0
# Made by tools/fit_acts.py; see there. Points that a clue gives to a type of act.
"""
_SAME = 0.5
"""Share of characters from which the reader's content is that of a label."""
_STRENGTH = 0.3
"""Inverse of the regularisation; 0.3, 1 and 3 were tried by cross-validation over documents: hardly a difference."""
_STEPS = 500
_STEP = 0.8
_FEWEST = 8
"""Rows in which a clue must be seen."""
Row = tuple[frozenset[str], bool]


def main(shared: Path) -> None:
    """Fit and write."""
    groups: dict[str, str] = runpy.run_path(str(shared / "eval" / "statements_score.py"))["GROUP_OF"]
    rows: list[Row] = []
    for context, labels in labelled(shared / "corpora" / "statements" / "train.json"):
        wanted = [(label["spans"]["content"], {groups.get(each) for each in label["violations"]}) for label in labels]
        rows += _rows(context.text, context, wanted, groups)
    head_and_points = _HEAD + yaml.safe_dump({"points": _fit(rows)}, sort_keys=True)
    TARGET.write_text(head_and_points, encoding="utf-8")


def _rows(
    text: Text, labelling: ReadingContext, wanted: list[tuple[list[list[int]], set[str | None]]], groups: dict[str, str]
) -> list[Row]:
    context = read_document(text, encoded=0).context(text, labelling.metadata)
    topics = topics_of(context)
    rows: list[Row] = []
    for attribution in (*context.attributions, *narration.narrated(context)):
        shares = [overlap(attribution.content, content) for content, _ in wanted]
        if not shares or max(shares) < _SAME:
            continue
        _, right = wanted[shares.index(max(shares))]
        seen = observe(attribution, context)
        for term, clues in act_clues(seen, decide(seen).kind, context, topics).items():
            if term in groups:
                rows.append((clues, groups[term] in right))
    return rows


def _fit(rows: list[Row]) -> dict[str, float]:
    counts = Counter(clue for clues, _ in rows for clue in clues)
    names = sorted(clue for clue, count in counts.items() if count >= _FEWEST)
    column = {name: index + 1 for index, name in enumerate(names)}
    seen = np.zeros((len(rows), len(names) + 1))
    seen[:, 0] = 1
    for index, (clues, _) in enumerate(rows):
        seen[index, [column[clue] for clue in clues if clue in column]] = 1
    right = np.array([float(is_about) for _, is_about in rows])
    points = np.zeros(len(names) + 1)
    speed = np.zeros_like(points)
    for _ in range(_STEPS):
        beliefs = 1 / (1 + np.exp(-seen @ points))
        slope = seen.T @ (beliefs - right)
        slope[1:] += points[1:] / _STRENGTH
        speed = 0.9 * speed - _STEP * slope / len(rows)
        points += speed
    return {name: round(float(value), 2) for name, value in zip(["always", *names], points, strict=True)}


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
