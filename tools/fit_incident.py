# SPDX-License-Identifier: Apache-2.0
"""Fit and measure how an incident is read: ``python tools/fit_incident.py ../shared [--fit]``.

Without ``--fit`` it prints, for the dev part of HRDsAttack, the figures and a grid for each threshold, one at a time.
With ``--fit`` it first fits the points of words and dates on the train part and writes them down. The encoder has seen
the train part, so its beliefs take no part in the fit; how much they count is picked on the dev part.

Reading is slow, so what comes before the rules of the incident is kept in a folder of the system's temporary files, by
the digest of data and encoder; ``--fresh`` reads again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from onrecord.model import Incident, Metadata, Statement, Text
from onrecord.reading.formats.plain import segment_plain
from onrecord.reading.statements.english import (
    encoder,
    incident,
    incident_kinds,
    incident_victims,
    incident_when,
    incident_where,
)
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.encoder.attributor import Attack
from onrecord.reading.statements.english.interpretation import interpret_document

TARGET = Path(__file__).parent.parent / "src/onrecord/reading/statements/english/incident_points.yaml"
_HEAD = """# SPDX-License-Identifier: Apache-2.0
# Made by tools/fit_incident.py; see there. Points of signs for kinds of attack, perpetrators and dates.
"""
_STRENGTH = {"kinds": 5.0, "perpetrators": 5.0, "dates": 1.0}
"""Regularisation; picked on the dev part."""
_ROUNDS = 40
_STEPS = 3000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """An article of the corpus, read as far as the encoder and the statements go."""

    gold: dict[str, Any]
    name: str
    context: ReadingContext
    attack: Attack
    statements: tuple[Statement, ...]


def main(arguments: list[str] | None = None) -> int:
    """Fit where asked, then print the figures and the grids."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true", help="fit the points on the train part and write them down")
    parser.add_argument("--fresh", action="store_true", help="read the articles again")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(options.shared / "eval"))
    folder = options.shared / "corpora" / "hrdsattack"
    if options.fit:
        write_points(list(read_part(options.shared, folder / "train.json", fresh=options.fresh)))
    dev = list(read_part(options.shared, folder / "dev.json", fresh=options.fresh))
    scorer = importlib.import_module("hrds_score")
    documents = scorer.load_gold(str(folder / "dev.json"))
    for answer_all in (False, True):
        print(f"answer_all={answer_all}: {line(figures(scorer, documents, dev, answer_all=answer_all))}")
    for module, name, values in GRID:
        for value in values:
            with_value = _varied(module, name, value)
            told = [line(figures(scorer, documents, dev, answer_all=answer_all)) for answer_all in (False, True)]
            _restore(module, name, with_value)
            print(f"{name}={value}\n    abstaining {told[0]}\n    answer all {told[1]}")
    return 0


GRID: list[tuple[Any, str, Sequence[float]]] = [
    *(
        (incident_kinds, f"ENOUGH.{kind}", (0.15, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6))
        for kind in incident_kinds.ENOUGH
    ),
    (incident_kinds, "OTHER_SURE_FROM", (0.16, 0.4, 0.5, 0.6, 0.7)),
    (incident_kinds, "KINDS_WORDS", (0.3, 0.5, 0.7, 1.0)),
    (incident_kinds, "KINDS_ENCODER", (0.0, 0.3, 0.5, 0.7, 1.0)),
    (incident_kinds, "SORTS_WORDS", (0.3, 0.5, 0.7, 1.0)),
    (incident_kinds, "SORTS_ENCODER", (0.0, 0.3, 0.5, 0.7, 1.0)),
    (incident, "SORT_FROM", (0.3, 0.5, 0.7)),
    (incident_victims, "NAMED_FROM", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
    (incident_where, "COUNTRY_FROM", (0.2, 0.35, 0.5, 0.65)),
    (incident_where, "PLACE_FROM", (0.2, 0.35, 0.5, 0.65)),
    (incident_when, "YEAR_FROM", (0.2, 0.4, 0.6, 0.8)),
    (incident_when, "MONTH_FROM", (0.2, 0.4, 0.6, 0.8)),
    (incident_when, "DAY_FROM", (0.2, 0.4, 0.6, 0.8)),
]
"""Thresholds that are tried, one at a time."""


def _varied(module: Any, name: str, value: float) -> Any:
    """Set a threshold; gives what stood there. ``ENOUGH.killing`` is one value of a table."""
    name, _, key = name.partition(".")
    before = getattr(module, name)
    setattr(module, name, {**before, key: value} if key else value)
    return before


def _restore(module: Any, name: str, before: Any) -> None:
    setattr(module, name.partition(".")[0], before)


# --- reading -------------------------------------------------------------------------------------


def read_part(shared: Path, path: Path, *, fresh: bool) -> Iterator[Read]:
    """Give the articles of one part, read now or before."""
    kept = _kept(path)
    if not fresh and kept.is_file():
        yield from pickle.loads(kept.read_bytes())  # noqa: S301  # written by this program, on this machine
        return
    found = list(_read(shared, path))
    if _kept(path) != kept:
        sys.exit("The encoder changed while the articles were read. Nothing was kept; run it again.")
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    yield from found


def _kept(path: Path) -> Path:
    """Give the file for what was read, by the digest of data, weights and the code that reads them."""
    digest = hashlib.sha256(path.read_bytes())
    for part in sorted(resources.files(encoder).iterdir(), key=lambda one: one.name):
        if part.is_file():
            digest.update(part.read_bytes())
    return Path(tempfile.gettempdir()) / "onrecord-fit-incident" / f"{path.stem}-{digest.hexdigest()[:16]}.pickle"


def _read(shared: Path, path: Path) -> Iterator[Read]:
    done = subprocess.run(
        [sys.executable, str(shared / "eval" / "hrds.py"), str(path)], capture_output=True, check=True, encoding="utf-8"
    )
    for row in map(json.loads, done.stdout.splitlines()):
        text = Text(row["text"], segment_plain(row["text"]), "plain-1")
        found = read_document(text)
        metadata = Metadata(title=row["title"], published=row["published"][:10], published_basis="given")
        context = found.context(text, metadata)
        if found.attack is not None:
            yield Read(row["gold"], str(row["doc"]), context, found.attack, interpret_document(context)[1])


# --- measuring -----------------------------------------------------------------------------------


def figures(scorer: Any, documents: Any, dev: Sequence[Read], *, answer_all: bool) -> dict[str, float]:
    """Give the figures that matter."""
    told = {one.name: scorer.read_prediction(prediction(_incident(one, answer_all=answer_all))) for one in dev}
    result = scorer.score(documents, told)
    paper, clean = result["paper"], result["clean"]
    return {
        "violations": paper["violation_type"]["f1"],
        "macro": clean["violation_macro_f1"],
        "names": paper["victim_name_fuzzy"]["f1"],
        "names-clean": clean["victim_name_fuzzy"]["f1"],
        "type": paper["victim_type_acc"] or 0.0,
        "sex": paper["victim_sex_acc"] or 0.0,
        "age": paper["victim_age_acc"] or 0.0,
        "mention": clean["perpetrator_mention_balanced_acc"],
        "sort": clean["perpetrator_type_acc"],
        **{part: clean[part]["f1"] for part in ("country", "region", "city", "year", "month", "day")},
        "date": clean["date_acc_where_given"],
    }


def line(values: dict[str, float]) -> str:
    """Write figures on one line."""
    return " ".join(f"{name} {value:.1f}" for name, value in values.items())


def prediction(told: Incident | None) -> dict[str, Any]:
    """Write an incident as the scorer reads it."""
    if told is None:
        return {}
    return {
        "perpetrator_mention": told.perpetrator_mention,
        "perpetrator_type": told.perpetrator_type,
        "victims": [
            {"name": one.name, "type": list(one.type), "sex": one.sex, "age": one.age_group} for one in told.victims
        ],
        "violations": list(told.violations),
        **{name: getattr(told, name) for name in ("country", "region", "city", "year", "month", "day")},
    }


def _incident(one: Read, *, answer_all: bool) -> Incident | None:
    return incident.incident_of(
        one.context, one.context.metadata.published, one.attack, one.statements, answer_all=answer_all
    )


# --- fitting -------------------------------------------------------------------------------------


def write_points(train: Sequence[Read]) -> None:
    """Fit the points on the train part and write them down."""
    signs = [_signs(one) for one in train]
    names = sorted(signs[0])
    table = np.array([[one[name] for name in names] for one in signs])
    kinds = {
        kind: _named(names, _fit(table, np.array([kind in one.gold["violations"] for one in train], float), "kinds"))
        for kind in incident_kinds.ENOUGH
    }
    sorts = sorted({one.gold["perpetrator_type"] or incident_kinds.NOBODY for one in train})
    perpetrators = {
        sort: _named(
            names,
            _fit(
                table,
                np.array([(one.gold["perpetrator_type"] or incident_kinds.NOBODY) == sort for one in train], float),
                "perpetrators",
            ),
        )
        for sort in sorts
    }
    points = {"kinds": kinds, "perpetrators": perpetrators, "dates": {"dates": _fit_dates(train)}}
    TARGET.write_text(_HEAD + yaml.safe_dump(points, sort_keys=True), encoding="utf-8")
    incident_kinds.fitted.cache_clear()


def _signs(one: Read) -> dict[str, float]:
    return incident_kinds.signs_of(one.context.metadata.title or "", one.context.text.content, one.statements)


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _fit(table: Floats, right: Floats, part: str) -> Floats:
    """Fit a regularised logistic regression by Newton's method: the same rows give the same weights."""
    weights = np.zeros(table.shape[1])
    pull = np.eye(len(weights)) * _STRENGTH[part]
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (share - right) + pull @ weights
        weights -= np.linalg.solve((table * (share * (1 - share))[:, None]).T @ table + pull, slope)
    return weights


def _fit_dates(train: Sequence[Read]) -> dict[str, float]:
    """Fit how likely each date of an article is that of its attack, by gradient steps on the share of right ones."""
    groups: list[tuple[list[dict[str, float]], Floats]] = []
    for one in train:
        found = incident_when.candidates(one.context, one.context.metadata.published)
        right = np.array([_fits(each.date, one.gold) for each in found], float)
        if one.gold["year"] and right.any() and not right.all():
            groups.append(([dict(each.signs) for each in found], right))
    names = sorted({name for signs, _ in groups for each in signs for name in each})
    tables = [np.array([[each.get(name, 0.0) for name in names] for each in signs]) for signs, _ in groups]
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        slope = -_STRENGTH["dates"] * weights
        for table, (_, right) in zip(tables, groups, strict=True):
            odds = table @ weights
            share = np.exp(odds - odds.max())
            share /= share.sum()
            good = share * right
            slope += table.T @ (good / good.sum() - share)
        weights += 0.02 * slope
    return _named(names, weights)


def _fits(date: incident_when.Part, gold: dict[str, Any]) -> bool:
    year, month, day = date
    told = (str(year), incident_when.MONTHS[month - 1] if month else None, str(day) if day else None)
    return all(own == gold[part] for own, part in zip(told, ("year", "month", "day"), strict=True) if gold[part])


if __name__ == "__main__":
    sys.exit(main())
