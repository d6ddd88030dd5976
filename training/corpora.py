# SPDX-License-Identifier: Apache-2.0
"""Labelled texts as windows of pieces with what the heads shall say of them.

The text is cut by the very code that the package reads with. A corpus that does not label something says so with a
mask: PolNeAR tells no kinds and nothing of what stands in the outlet's own voice.
"""

from __future__ import annotations

import bisect
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from labels import ATTACKS, DENIALS, KIND_OF, KINDS, PERPETRATORS, SPEAKER_TYPES, VIOLATION_IDS
from onrecord.reading.statements.english.encoder.windows import ROOM
from onrecord.reading.statements.english.encoder.wordpieces import Pieces, WordPieces
from passages import load as load_passages

Span = tuple[int, int]
_PARAGRAPH = re.compile(r"[^\n]+")
_ATTACK_PIECES = 1_200
"""An article's attack is told at its beginning; what is further down would only slow training."""


@dataclass(frozen=True)
class Attribution:
    """One labelled statement: spans, and what it does where the corpus tells."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str | None = None
    violations: tuple[str, ...] = ()
    speaker_type: str | None = None
    subtype: str | None = None


@dataclass
class Document:
    """One text as pieces, with its labels."""

    name: str
    text: str
    published: str
    pieces: Pieces
    attributions: list[Attribution] = field(default_factory=list)
    attributed: bool = True
    """Attributions are labelled; False for documents with an attack alone."""
    own_voice: bool = False
    """What stands without a cue is labelled too."""
    attack: dict[str, Any] | None = None


def document(name: str, text: str, published: str, cutter: WordPieces) -> Document:
    """Cut a text; every line is a paragraph."""
    return Document(name, text, published, cutter.cut(text, [found.span() for found in _PARAGRAPH.finditer(text)]))


def polnear(path: Path, cutter: WordPieces) -> list[Document]:
    """Read PolNeAR as JSON lines."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = document(row["doc"], row["text"], "", cutter)
        one.attributions = [
            Attribution(*(_spans(told[part]) for part in ("source", "cue", "content"))) for told in row["attributions"]
        ]
        found.append(one)
    return found


def statements(path: Path, cutter: WordPieces) -> list[Document]:
    """Read labelled statements: articles, or the cases."""
    data = json.loads(path.read_text(encoding="utf-8"))
    by_name = {
        name: document(name, text, str(data["meta"].get(name, {}).get("published") or ""), cutter)
        for name, text in data["texts"].items()
    }
    for row in data["statements"]:
        by_name[row["doc"]].attributions.append(
            Attribution(*(_spans(row["spans"][part]) for part in ("source", "cue", "content")), **_said(row))
        )
    for one in by_name.values():
        one.own_voice = True
    return list(by_name.values())


def passages(cutter: WordPieces, *, held: bool) -> list[Document]:
    """Read the project's own passages: those for training, or the second dev part."""
    found = []
    for passage in load_passages():
        if passage.held is held:
            one = document(passage.id, passage.text, passage.published, cutter)
            one.own_voice = True
            one.attributions = [
                Attribution(label.source, label.cue, label.content, **_said(label.fields)) for label in passage.labels
            ]
            found.append(one)
    return found


def attacks(path: Path, converter: Path, cutter: WordPieces) -> list[Document]:
    """Read HRDsAttack through its converter."""
    told = subprocess.run([sys.executable, str(converter), str(path)], capture_output=True, text=True, check=True)
    found = []
    for line in told.stdout.splitlines():
        row = json.loads(line)
        one = document(str(row["doc"]), row["text"], str(row["published"])[:10], cutter)
        one.attributed, one.attack = False, {**row["gold"], "title": row["title"]}
        found.append(one)
    return found


def _spans(given: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in given)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": KIND_OF.get(row["kind"], row["kind"]),
        "violations": tuple(row["violations"]),
        "speaker_type": row["speaker_type"],
        "subtype": row.get("subtype"),
    }


# --- windows -------------------------------------------------------------------------------------


@dataclass
class Said:
    """One statement inside a window: numbers of its pieces, and the numbers of its labels (-1: not told)."""

    cue: list[int]
    source: list[int]
    content: list[int]
    kind: int
    speaker_type: int
    subtype: int
    violations: np.ndarray | None


@dataclass
class Example:
    """One window with its labels; position 0 is the start mark. -100: not told."""

    ids: np.ndarray
    cases: np.ndarray
    cues: np.ndarray
    """0 outside, 1 begin, 2 inside a cue."""
    own: np.ndarray
    """The same for content that has no cue."""
    anyhow: np.ndarray
    """(piece, 2): stands in some source, in some content."""
    said: list[Said]
    victims: np.ndarray
    """(piece, 2): names a victim of the attack, names the place of it; -100 where not told."""
    attacks: np.ndarray
    perpetrator: int


def cut_for_training(pieces: Pieces, chance: random.Random, limit: int | None = None) -> Iterator[Span]:
    """Cut a document into windows that hardly overlap, from a place that chance picks."""
    total = min(len(pieces), limit or len(pieces))
    start, end = 0, min(total, chance.randint(ROOM // 2, ROOM))
    while True:
        yield start, end
        if end >= total:
            return
        back = [at for at in pieces.openings if end - 64 <= at <= end and at > start]
        start = back[0] if back else end - 16
        end = min(total, start + ROOM)


def touched(pieces: Pieces, spans: tuple[Span, ...], start: int, end: int) -> list[int]:
    """Give the places, within a window, of the pieces that spans touch; the start mark is place 0."""
    found: set[int] = set()
    for a, b in spans:
        first = max(start, bisect.bisect_right(pieces.ends, a))
        last = min(end, bisect.bisect_left(pieces.starts, b))
        found.update(at for at in range(first, last) if pieces.starts[at] < pieces.ends[at])
    return [at - start + 1 for at in sorted(found)]


def example(one: Document, start: int, end: int, cutter: WordPieces) -> Example:
    """Make the labels of a window."""
    pieces = one.pieces
    size = end - start + 2
    made = Example(
        ids=np.array([cutter.start, *pieces.ids[start:end], cutter.end]),
        cases=np.array([0, *pieces.cases[start:end], 0]),
        cues=np.full(size, 0 if one.attributed else -100),
        own=np.full(size, 0 if one.own_voice else -100),
        anyhow=np.full((size, 2), 0.0 if one.attributed else -100.0, dtype=np.float32),
        said=[],
        victims=np.full((size, 2), -100.0, dtype=np.float32),
        attacks=np.full(len(ATTACKS), -100.0, dtype=np.float32),
        perpetrator=-100,
    )
    for told in one.attributions:
        _say(made, told, pieces, start, end)
    if one.attack is not None:
        _attack(made, one, start, end)
    return made


def _say(made: Example, told: Attribution, pieces: Pieces, start: int, end: int) -> None:
    cue, source, content = (touched(pieces, spans, start, end) for spans in (told.cue, told.source, told.content))
    if not content or (told.cue and not cue):
        return
    _tag(made.cues if told.cue else made.own, cue if told.cue else content)
    if told.cue:
        made.anyhow[source, 0] = 1
        made.anyhow[content, 1] = 1
    violations = None
    if told.kind is not None:
        violations = np.array([float(name in told.violations) for name in VIOLATION_IDS], dtype=np.float32)
    made.said.append(
        Said(
            cue,
            source,
            content,
            KINDS.index(told.kind) if told.kind else -1,
            SPEAKER_TYPES.index(told.speaker_type) if told.speaker_type else -1,
            DENIALS.index(told.subtype) if told.subtype in DENIALS else -1,
            violations,
        )
    )


def _tag(tags: np.ndarray, where: list[int]) -> None:
    for number, at in enumerate(where):
        tags[at] = 1 if number == 0 or at != where[number - 1] + 1 else 2


def _attack(made: Example, one: Document, start: int, end: int) -> None:
    attack = one.attack or {}
    made.victims[:] = 0
    names = [victim["name"] for victim in attack["victims"] if victim["name"]]
    for column, words in ((0, names), (1, [attack[part] for part in ("city", "region") if attack[part]])):
        spans = tuple(found.span() for name in words for found in re.finditer(rf"\b{re.escape(name)}\b", one.text))
        if column == 0:
            last = {name.split()[-1] for name in names if len(name.split()) > 1 and len(name.split()[-1]) > 3}
            spans += tuple(found.span() for name in last for found in re.finditer(rf"\b{re.escape(name)}\b", one.text))
        made.victims[touched(one.pieces, spans, start, end), column] = 1
    made.attacks[:] = [float(name in attack["violations"]) for name in ATTACKS]
    if attack["perpetrator_type"] in PERPETRATORS:
        made.perpetrator = PERPETRATORS.index(attack["perpetrator_type"])


def examples(documents: list[Document], chance: random.Random, cutter: WordPieces) -> list[Example]:
    """Cut documents into windows with labels, anew for each epoch."""
    return [
        example(one, start, end, cutter)
        for one in documents
        for start, end in cut_for_training(one.pieces, chance, None if one.attack is None else _ATTACK_PIECES)
    ]
