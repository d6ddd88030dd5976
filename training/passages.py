# SPDX-License-Identifier: Apache-2.0
"""The project's own labelled passages: every statement of a made-up text, told by its exact words.

A label names words, not offsets; ``spans_of`` finds them. Content is found in its order in the text; a cue is the
occurrence of its words that is nearest to the content and outside of it, a source the one nearest to the cue.
``python training/passages.py`` checks all files and counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "passages"
KINDS = frozenset(
    "allegation denial refusal justification admission finding characterisation call commitment condition offer "
    "appraisal information".split()
)
SUBTYPES = frozenset("fact responsibility character scale source competence".split())
SPEAKERS = frozenset(
    "state intergovernmental ngo media company court armed_group political_party expert victim_or_witness "
    "lawyer_or_family individual other".split()
)
VIOLATIONS = frozenset(
    "arbitrary_detention enforced_disappearance torture_ill_treatment killing death_penalty sexual_violence "
    "reproductive_coercion forced_labour trafficking_slavery physical_assault threats_intimidation reprisal "
    "judicial_harassment unfair_trial inhumane_detention_conditions expression_press internet_shutdown "
    "assembly_protest association religion_belief movement_travel privacy_surveillance discrimination_persecution "
    "hate_incitement cultural_language_rights political_participation forced_displacement refoulement_deportation "
    "asylum_migrant_rights housing_eviction property_destruction land_indigenous_rights labour_rights health "
    "food_water education child_rights family_life attack_on_civilians excessive_force humanitarian_access "
    "impunity_no_remedy other_violation".split()
)
Span = tuple[int, int]


@dataclass(frozen=True)
class Label:
    """One statement of a passage; spans are offsets into its text."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    fields: dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """One text with all its statements."""

    id: str
    published: str
    text: str
    labels: tuple[Label, ...]
    held: bool
    """Of the second dev part: every third passage, never trained on."""


class BadLabel(Exception):
    """A label names words that do not stand in the text, or a value that does not exist."""


def load(folder: Path = FOLDER) -> list[Passage]:
    """Read all passages, in the order of files and places. Raises BadLabel."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for number, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            try:
                labels = tuple(_label(row["text"], label) for label in row["statements"])
            except (BadLabel, KeyError, TypeError) as error:
                raise BadLabel(f"{path.name}, {row.get('id')}: {error}") from error
            found.append(Passage(row["id"], str(row["published"]), row["text"], labels, number % 3 == 2))
    ids = Counter(passage.id for passage in found)
    if ids and max(ids.values()) > 1:
        raise BadLabel(f"ids given twice: {[one for one, times in ids.items() if times > 1]}")
    return found


def _label(text: str, row: dict[str, Any]) -> Label:
    content: list[Span] = []
    for words in [row["content"]] if isinstance(row["content"], str) else row["content"]:
        content.append(_after(text, words, content[-1][1] if content else 0))
    cue = (_nearest(text, row["cue"], content[0], content),) if row.get("cue") else ()
    source = (_nearest(text, row["source"], cue[0] if cue else content[0], []),) if row.get("source") else ()
    _check(row)
    return Label(tuple(content), cue, source, row)


def _after(text: str, words: str, start: int) -> Span:
    at = text.find(words, start)
    if at < 0:
        raise BadLabel(f"content not in the text: {words!r}")
    return at, at + len(words)


def _nearest(text: str, words: str, to: Span, outside: list[Span]) -> Span:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    places = [found.span() for found in pattern.finditer(text)]
    places = [span for span in places if not any(a < span[1] and span[0] < b for a, b in outside)]
    if not places:
        raise BadLabel(f"cue or source not in the text: {words!r}")
    return min(places, key=lambda span: (max(span[0] - to[1], to[0] - span[1]), span))


def _check(row: dict[str, Any]) -> None:
    wrong = [
        name
        for name, value, allowed in (
            ("kind", row["kind"], KINDS),
            ("speaker_type", row["speaker_type"], SPEAKERS),
            ("subtype", row.get("subtype") or "fact", SUBTYPES),
        )
        if value not in allowed
    ]
    wrong += [f"violation {one}" for one in row["violations"] if one not in VIOLATIONS]
    if wrong or (row["kind"] == "denial") != bool(row.get("subtype")):
        raise BadLabel(f"wrong value of {', '.join(wrong) or 'subtype'}: {row}")


def main() -> int:
    """Check and count."""
    try:
        passages = load()
    except BadLabel as error:
        print(error)
        return 1
    for held in (False, True):
        part = [passage for passage in passages if passage.held is held]
        kinds = Counter(label.fields["kind"] for passage in part for label in passage.labels)
        print("second dev part:" if held else "for training:", len(part), "passages,", kinds.total(), "statements")
        print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
