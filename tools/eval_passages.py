# SPDX-License-Identifier: Apache-2.0
"""The project's own passages: short texts about fictional places with what a person reads in them.

``tests/passages/*.yaml`` holds lists of cases. A case has an ``id``, a ``grade``, a ``text``, perhaps
``published`` and ``language`` (ISO 639-1; English where it is left out), and ``expect``: the statements that
must be found, each by some words of its content and by any fields of the contract. ``count`` says how many
statements the reader may find in all, ``absent`` words that must stand in no content.

Grades: to miss a STRONG case is a bug and fails the run; MEDIUM and WEAK are counted. Run as a program, it prints the
figures of each language, with ``--errors`` what is wrong with each case.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from onrecord.model import Metadata, Reading, Statement, Text
from onrecord.reading.formats.plain import segment_plain
from onrecord.reading.reading import read

GRADES = ("STRONG", "MEDIUM", "WEAK")
FOLDER = Path(__file__).parent.parent / "tests" / "passages"


@dataclass(frozen=True)
class Case:
    """One passage with its expectations."""

    id: str
    grade: str
    text: str
    expect: tuple[dict[str, Any], ...]
    published: str | None = None
    count: int | None = None
    absent: tuple[str, ...] = ()
    language: str = "en"


def load_cases(folder: Path = FOLDER, language: str | None = "en") -> list[Case]:
    """Read the cases of one language, or of all for None, in the order of the files."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            entry["expect"] = tuple(entry.get("expect", ()))
            entry["absent"] = tuple(entry.get("absent", ()))
            entry["published"] = str(entry["published"]) if entry.get("published") else None
            cases.append(Case(**entry))
    return [case for case in cases if language in {None, case.language}]


def read_plain(
    content: str,
    published: str | None = None,
    title: str | None = None,
    language: str | None = None,
    *,
    answer_all: bool = False,
) -> Reading:
    """Read a plain text as the program reads a ``.txt`` file."""
    text = Text(content, segment_plain(content), "plain-1")
    basis = "given" if published else "unknown"
    metadata = Metadata(title=title, published=published, published_basis=basis, language=language)  # type: ignore[arg-type]  # a basis from the file of passages
    return read(text, metadata, answer_all=answer_all)


def failures(case: Case) -> list[str]:
    """Say what is wrong with the reading of a case; empty where nothing is."""
    statements = list(read_plain(case.text, case.published, language=case.language).statements)
    wrong = [f"no statement with {expected}" for expected in case.expect if not _found(expected, statements)]
    if case.count is not None and len(statements) != case.count:
        wrong.append(f"{len(statements)} statements in place of {case.count}")
    wrong += [f"a statement holds {words!r}" for words in case.absent if any(words in _said(one) for one in statements)]
    return wrong


def grade(cases: list[Case]) -> tuple[Counter[str], Counter[str], dict[str, list[str]]]:
    """Give the cases passed and all cases, by grade, and what is wrong by case id."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for case in cases:
        total[case.grade] += 1
        faults = failures(case)
        if faults:
            wrong[case.id] = faults
        else:
            passed[case.grade] += 1
    return passed, total, wrong


def _found(expected: dict[str, Any], statements: list[Statement]) -> bool:
    return any(_fits(expected, statement) for statement in statements)


def _fits(expected: dict[str, Any], statement: Statement) -> bool:
    return all(_same(key, value, statement) for key, value in expected.items())


def _same(key: str, value: Any, statement: Statement) -> bool:
    if key == "content":
        return _plain(value) in _plain(_said(statement))
    if key == "exact":
        return _bare(value) == _bare(_said(statement))
    if key in {"source", "cue"}:
        words = getattr(statement, key)
        if words is None or value is None:
            return words is None and value is None
        return _plain(str(value)) in _plain(words.text)
    if key == "speaker":
        return bool((statement.speaker.name if statement.speaker else None) == value)
    if key == "role":
        return statement.speaker is not None and statement.speaker.role == value
    if key == "kind":
        return value == statement.kind or value in statement.also
    if key in {"violations", "characterisations", "terms"}:
        return all(any(one in own for own in getattr(statement, key)) for one in value)
    if key in {"lower", "upper", "value"}:
        return any(getattr(quantity, key) == value for quantity in statement.quantities)
    return bool(getattr(statement, key) == value)


def _said(statement: Statement) -> str:
    return statement.content.text


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _bare(words: str) -> str:
    return _plain(words).strip("\"“”'‘’.,;: ")


def main(arguments: list[str]) -> int:
    """Print what share of the cases of each language holds; gives 1 where a STRONG one does not."""
    cases = load_cases(language=None)
    missed = 0
    for language in sorted({case.language for case in cases}):
        own = [case for case in cases if case.language == language]
        passed, total, wrong = grade(own)
        print(language, ", ".join(f"{name} {passed[name]} of {total[name]}" for name in GRADES if total[name]))
        missed += total["STRONG"] - passed["STRONG"]
        if "--errors" in arguments:
            for name, faults in wrong.items():
                print(f"  {name}: " + "; ".join(faults))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
