# SPDX-License-Identifier: Apache-2.0
"""Read the vocabulary files into frozen values, once per process.

The files ship with the program, so a fault in them is a fault of the program: it is found by the linter
in the tests and stops here with the plain error of Python.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from onrecord.vocabulary.terms import (
    Characterisation,
    ExternalCodes,
    Instrument,
    Kind,
    Outcome,
    Provision,
    ResponseType,
    Role,
    Standard,
    Subtype,
    Triggers,
    Violation,
    Vocabulary,
)

FILES = ("violations", "kinds", "roles", "response_types", "standards")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_file(name: str) -> dict[str, Any]:
    """Parse one vocabulary file, such as ``kinds``, into plain values."""
    source = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    parsed: dict[str, Any] = yaml.load(source, Loader=_Loader)  # noqa: S506  # a safe loader, in C where there is one
    return parsed


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """Give the vocabulary. The same value each time."""
    files = {name: read_file(name) for name in FILES}
    acts = files["violations"]
    return Vocabulary(
        versions=MappingProxyType({data["id"]: data["version"] for data in files.values()}),
        instruments=MappingProxyType({key: Instrument(key, **entry) for key, entry in acts["instruments"].items()}),
        groups=MappingProxyType(dict(acts["groups"])),
        violations=_by_id(
            [_violation(entry) for entry in acts["violations"]] + [_special(entry) for entry in acts["special_codes"]]
        ),
        characterisations=_by_id([_characterisation(entry) for entry in acts["legal_characterisations"]]),
        kinds=_by_id([_kind(entry) for entry in files["kinds"]["kinds"]]),
        roles=_by_id([Role(**{**entry, "nouns": tuple(entry["nouns"])}) for entry in files["roles"]["roles"]]),
        response_types=_by_id(
            [
                ResponseType(**{**entry, "kinds": tuple(entry["kinds"])})
                for entry in files["response_types"]["response_types"]
            ]
        ),
        standards=_by_id([Standard(**entry) for entry in files["standards"]["standards"]]),
        default_standard=files["standards"]["default"],
        outcomes=_by_id([Outcome(**entry) for entry in files["standards"]["outcomes"]]),
    )


def _by_id(terms: list[Any]) -> Any:
    return MappingProxyType({term.id: term for term in terms})


def _triggers(entry: dict[str, Any] | list[str]) -> Triggers:
    if isinstance(entry, list):
        return Triggers(strong=tuple(entry))
    return Triggers(*(tuple(entry.get(part, ())) for part in ("strong", "weak", "exclude")))


def _provisions(entries: list[dict[str, Any]]) -> tuple[Provision, ...]:
    return tuple(Provision(entry["i"], tuple(entry["a"])) for entry in entries)


def _codes(entry: dict[str, Any]) -> ExternalCodes:
    codes = entry.get("codes") or entry.get("labels") or [entry["label"]] if entry["fit"] != "none" else []
    return ExternalCodes(tuple(codes), entry["fit"])


def _violation(entry: dict[str, Any]) -> Violation:
    return Violation(
        id=entry["id"],
        label=entry["label"],
        group=entry["group"],
        definition=entry["definition"],
        parent=entry.get("parent"),
        instruments=_provisions(entry["instruments"]),
        rome=tuple(entry["rome"]),
        triggers=_triggers(entry["triggers"]),
        note=entry.get("note"),
        **{scheme: _codes(codes) for scheme, codes in entry["map"].items()},
    )


def _special(entry: dict[str, Any]) -> Violation:
    return Violation(
        id=entry["id"],
        label=entry["label"],
        group="",
        definition=entry["note"],
        triggers=_triggers(entry.get("triggers", {})),
        note=entry["note"],
    )


def _characterisation(entry: dict[str, Any]) -> Characterisation:
    return Characterisation(
        id=entry["id"],
        label=entry["label"],
        instruments=_provisions(entry["instruments"]),
        needs=tuple(entry["needs"]),
        triggers=_triggers(entry["triggers"]),
        note=entry.get("note"),
    )


def _kind(entry: dict[str, Any]) -> Kind:
    return Kind(
        **{
            **entry,
            "responses": tuple(entry["responses"]),
            "cues": tuple(entry["cues"]),
            "subtypes": tuple(Subtype(**subtype) for subtype in entry["subtypes"]),
        }
    )
