# SPDX-License-Identifier: Apache-2.0
"""Fit how sure the reader says it is, and measure it: ``python tools/fit_confidence.py ../shared``.

Takes the dev part of the labelled news: each statement that the reader gives is right where a label's content overlaps
with it by half and the kind is that of the label. The expected calibration error is cross-fitted: each article is
judged by weights fitted on the others (ten folds), in ten equal bins. The weights written down are fitted on all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from fit_kinds import kind_of, labelled, overlap
from onrecord.reading.statements.english.confidence import signs_of
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.interpretation import judged, with_turns

TARGET = Path(__file__).parent.parent / "src/onrecord/reading/statements/english/confidence.yaml"
_HEAD = """# SPDX-License-Identifier: Apache-2.0
# Made by tools/fit_confidence.py; see there. Weights of what tells how sure a statement is.
"""
_SAME = 0.5
"""Share of characters from which the reader's content is that of a label."""
_FOLDS = 10
_STRENGTH = 0.1
"""Inverse of the regularisation."""
_ROUNDS = 40
Floats = npt.NDArray[np.float64]


def main(shared: Path) -> None:
    """Measure, fit on all, and write."""
    path = shared / "corpora" / "statements" / "dev.json"
    names, signs, right, folds = rows(path)
    print(f"{len(right)} statements of the dev part, {right.mean():.3f} right")
    print(f"expected calibration error, cross-fitted, ten equal bins: {_crossed(signs, right, folds):.4f}")
    weights = fit(signs, right)
    told = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    TARGET.write_text(_HEAD + yaml.safe_dump({"weights": told}, sort_keys=True), encoding="utf-8")


def crossed_error(path: Path) -> float:
    """Give the cross-fitted expected calibration error on a labelled file."""
    _, signs, right, folds = rows(path)
    return _crossed(signs, right, folds)


def _crossed(signs: Floats, right: Floats, folds: npt.NDArray[np.int64]) -> float:
    given = np.zeros(len(right))
    for fold in range(_FOLDS):
        weights = fit(signs[folds != fold], right[folds != fold])
        given[folds == fold] = believed(signs[folds == fold], weights)
    return calibration_error(given, right)


def rows(path: Path) -> tuple[list[str], Floats, Floats, npt.NDArray[np.int64]]:
    """Give the signs of every statement that the reader gives, whether it is right, and the fold of its article."""
    found: list[dict[str, float]] = []
    right: list[float] = []
    folds: list[int] = []
    for number, (labelling, labels) in enumerate(labelled(path)):
        context = with_turns(read_document(labelling.text).context(labelling.text, labelling.metadata))
        for seen, verdict in judged(context):
            signs = signs_of(seen.attribution, verdict)
            if signs is None:
                continue
            shares = [overlap(seen.attribution.content, label["spans"]["content"]) for label in labels]
            best = labels[shares.index(max(shares))] if shares and max(shares) >= _SAME else None
            kinds = {kind_of(best["kind"]), *map(kind_of, best["also"])} if best else set()
            found.append(signs)
            right.append(float(verdict.kind in kinds))
            folds.append(number % _FOLDS)
    names = sorted(found[0])
    return names, np.array([[one[name] for name in names] for one in found]), np.array(right), np.array(folds)


def fit(signs: Floats, right: Floats) -> Floats:
    """Fit a regularised logistic regression by Newton's method: the same rows give the same weights."""
    weights = np.zeros(signs.shape[1])
    for _ in range(_ROUNDS):
        share = believed(signs, weights)
        slope = signs.T @ (share - right) + weights / _STRENGTH
        bend = (signs * (share * (1 - share))[:, None]).T @ signs + np.eye(len(weights)) / _STRENGTH
        weights -= np.linalg.solve(bend, slope)
    return weights


def believed(signs: Floats, weights: Floats) -> Floats:
    """Give the share of belief in each row."""
    shares: Floats = 1 / (1 + np.exp(-(signs @ weights)))
    return shares


def calibration_error(given: Floats, right: Floats, bins: int = 10) -> float:
    """Give the expected calibration error (Naeini et al. 2015): mean gap between belief and truth, by bins."""
    numbers = np.minimum((given * bins).astype(int), bins - 1)
    gaps = [
        abs(given[numbers == number].mean() - right[numbers == number].mean()) * (numbers == number).mean()
        for number in range(bins)
        if (numbers == number).any()
    ]
    return float(sum(gaps))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
