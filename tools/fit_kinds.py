# SPDX-License-Identifier: Apache-2.0
"""Fit the points that clues give to kinds, and write them to ``kind_points.yaml``.

Run on labelled statements (train and cases of the shared corpora): ``python tools/fit_kinds.py ../shared``.
It is a regularised softmax regression over the named clues, by plain gradient descent from zero: the same
data give the same points. Each labelled statement is taken twice: with the spans and speaker of its label, and as
the reader itself finds it (its own spans, cue and role), where the two contents overlap by half. Passages about
fictional places count half, because their kinds are not as frequent as in news. Points are rounded to a tenth;
those under two tenths are dropped.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from onrecord.model import KIND_IDS, OUTLET, Metadata, Segment, Span, Speaker, Text
from onrecord.reading.statements.english.attribution import Attribution
from onrecord.reading.statements.english.clues import observe
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document import read_document

TARGET = Path(__file__).parent.parent / "src/onrecord/reading/statements/english/kind_points.yaml"
_KINDS = {"characterisation": "legal_characterisation", "appraisal": "other", "information": "other"}
_ROLES = {
    "state": "state",
    "ngo": "ngo",
    "media": "media_narrator",
    "victim_or_witness": "victim_or_relative",
    "court": "court",
    "intergovernmental": "un_body",
    "lawyer_or_family": "victim_or_relative",
    "expert": "expert",
    "armed_group": "armed_group",
    "company": "company",
}
_SAME = 0.5
"""Share of characters from which the reader's content is that of a label."""
_AS_LABELLED = 1.0
"""Weight of a statement with the spans of its label beside the same as the reader finds it; half was no better."""
_COMMON = 10
"""Documents in which a single word must stand to be a clue: rarer ones name the matter. 8, 10 and 14 were tried."""
Row = tuple[frozenset[str], str, float]
"""Clues, kind, weight."""
_STRENGTH = 0.5
"""Inverse of the regularisation; 0.3, 0.5 and 1 were tried by cross-validation over documents: hardly a difference."""
_STEPS = 1200
_STEP = 0.5
_SMALLEST = 0.15
_HEAD = """# SPDX-License-Identifier: Apache-2.0
# Made by tools/fit_kinds.py; see there. Points that a clue gives to a kind.
"""
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"\u201d\u2019']*(?=\s)|(?=\n)|\Z)")


def labelled(path: Path) -> Iterator[tuple[ReadingContext, list[dict[str, Any]]]]:
    """Give each document of a labelled file with its labels; the labels' spans are the attributions."""
    data = json.loads(path.read_text(encoding="utf-8"))
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for statement in data["statements"]:
        by_document[statement["doc"]].append(statement)
    for name, content in data["texts"].items():
        segments = tuple(Segment(*match.span()) for match in re.finditer(r"[^\n]+", content))
        sentences = tuple(match.span() for match in _SENTENCE.finditer(content) if match.group().strip())
        labels = by_document[name]
        attributions = tuple(_attribution(content, label) for label in labels)
        metadata = Metadata(published=data["meta"][name]["published"], published_basis="given")
        yield ReadingContext(Text(content, segments, "labelled"), metadata, sentences, attributions), labels


def kind_of(label: str) -> str:
    """Map a kind of the labels to one of the contract."""
    return _KINDS.get(label, label)


def _attribution(content: str, label: dict[str, Any]) -> Attribution:
    spans: dict[str, tuple[Span, ...]] = {
        part: tuple((start, end) for start, end in label["spans"][part]) for part in ("source", "cue", "content")
    }
    cue = " ".join(content[start:end] for start, end in spans["cue"])
    speaker = Speaker(label["speaker"], _ROLES.get(label["speaker_type"], "unknown")) if label["speaker"] else None
    return Attribution(
        content=spans["content"],
        cue=spans["cue"],
        source=spans["source"],
        cue_lemma="",
        directness="narrator" if label["speaker"] == OUTLET else label["form"],
        speaker=speaker,
        negated=bool(re.search(r"\b(?:not|never)\b|n['\u2019]t\b", cue)),
    )


def main(shared: Path) -> None:
    """Fit and write."""
    rows: list[Row] = []
    documents: Counter[str] = Counter()
    for name, weight in (("train", 1.0), ("cases", 0.5)):
        for context, labels in labelled(shared / "corpora" / "statements" / f"{name}.json"):
            found = rows_of(context, labels, weight)
            documents.update({clue for clues, _, _ in found for clue in clues})
            rows += found
    common = {clue for clue, count in documents.items() if count >= _COMMON}
    names = sorted({clue for clues, _, _ in rows for clue in clues if not clue.startswith("word_") or clue in common})
    points = _fit(rows, names)
    TARGET.write_text(_HEAD + yaml.safe_dump({"points": points}, sort_keys=True, width=110), encoding="utf-8")


def rows_of(context: ReadingContext, labels: list[dict[str, Any]], weight: float) -> list[Row]:
    """Give what is learnt from one document: its labels as they stand, and as the reader finds them."""
    rows = [
        (observe(attribution, context).clues, kind_of(label["kind"]), weight * _AS_LABELLED)
        for attribution, label in zip(context.attributions, labels, strict=True)
    ]
    findings = read_document(context.text, encoded=0)
    own = findings.context(context.text, context.metadata)
    for attribution in findings.attributions:
        share, label = max(
            ((overlap(attribution.content, label["spans"]["content"]), label) for label in labels),
            key=lambda pair: pair[0],
            default=(0.0, {}),
        )
        if share >= _SAME:
            rows.append((observe(attribution, own).clues, kind_of(label["kind"]), weight))
    return rows


def overlap(one: Iterable[Sequence[int]], other: Iterable[Sequence[int]]) -> float:
    """Give the share of characters that two contents have in common."""
    first = {at for start, end in one for at in range(start, end)}
    second = {at for start, end in other for at in range(start, end)}
    return len(first & second) / len(first | second)


def _fit(rows: list[Row], names: list[str]) -> dict[str, dict[str, float]]:
    column = {name: index + 1 for index, name in enumerate(names)}
    seen = np.zeros((len(rows), len(names) + 1))
    seen[:, 0] = 1
    wanted = np.zeros((len(rows), len(KIND_IDS)))
    weights = np.array([weight for _, _, weight in rows])[:, None]
    for index, (clues, kind, _) in enumerate(rows):
        seen[index, [column[clue] for clue in clues if clue in column]] = 1
        wanted[index, KIND_IDS.index(kind)] = 1
    table = np.zeros((len(names) + 1, len(KIND_IDS)))
    speed = np.zeros_like(table)
    for _ in range(_STEPS):
        scores = seen @ table
        scores -= scores.max(axis=1, keepdims=True)
        beliefs = np.exp(scores)
        beliefs /= beliefs.sum(axis=1, keepdims=True)
        slope = seen.T @ (weights * (beliefs - wanted))
        slope[1:] += table[1:] / _STRENGTH
        speed = 0.9 * speed - _STEP * slope / len(rows)
        table += speed
    points: dict[str, dict[str, float]] = {}
    for name, row in zip(["always", *names], table, strict=True):
        kept = {kind: round(float(value), 1) for kind, value in zip(KIND_IDS, row, strict=True)}
        points[name] = {kind: value for kind, value in kept.items() if name == "always" or abs(value) > _SMALLEST}
    return {name: row for name, row in points.items() if row}


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
