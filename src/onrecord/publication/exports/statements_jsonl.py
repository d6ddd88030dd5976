# SPDX-License-Identifier: Apache-2.0
"""Statements as JSON Lines: one object a document, in the public contract's spelling.

Offsets are ``[start, end)`` in Unicode code points of the document's canonical text. Absent values are
``null`` or empty lists, never missing keys. A document that could not be read has its object too, with the
reason. Source: ``docs/statements.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Sequence
from typing import Any

from onrecord.model import ReadDocument
from onrecord.register.codec import statement_to_json, to_json


def document_object(document: ReadDocument, name: str, parent_name: str | None = None) -> dict[str, Any]:
    """Give the object of one document. ``name`` comes from ``names``; ``parent_name`` is its container's."""
    receipt, reading, text = document.receipt, document.reading, document.text
    metadata = reading.metadata
    return {
        "document": {
            "name": name,
            "path": receipt.path,
            "parent": parent_name,
            "sha256": receipt.item.sha256,
            "text_sha256": text.sha256 if text else None,
            "title": metadata.title,
            "publisher": metadata.publisher,
            "published": metadata.published,
            "published_basis": metadata.published_basis,
            "language": metadata.language,
        },
        "reading": {
            "status": reading.status,
            "reason": reading.reason,
            "unread": to_json(reading.unread),
            "reader": reading.reader,
        },
        "statements": [statement_to_json(statement) for statement in reading.statements],
        "incident": to_json(reading.incident),
    }


def names(inputs: Sequence[tuple[str, str]], members: Collection[int] = ()) -> list[str]:
    """Name documents given as (file name, path): the file name without its last ending.

    Where several share it, the path is added: ``in/report`` and ``out/report``; where that is not enough
    either, the path is whole; and the same path twice, as of two attachments, is numbered from the second on.
    ``members`` are the positions of what lies in containers: it never changes the name of what was given.
    """
    stems = [_stem(name) for name, _ in inputs]
    qualified = [path[: len(path) - len(name)] + stem for stem, (name, path) in zip(stems, inputs, strict=True)]
    qualified = [name if path.endswith(given) else path for name, (given, path) in zip(qualified, inputs, strict=True)]
    whole = [path for _, path in inputs]
    inside = set(members)
    chosen = _first_unshared(_first_unshared(stems, qualified, inside), whole, inside)
    seen: Counter[str] = Counter()
    numbered = list(chosen)
    for position in sorted(range(len(chosen)), key=lambda position: position in inside):
        name = chosen[position]
        seen[name] += 1
        if seen[name] > 1:
            numbered[position] = f"{name} #{seen[name]}"
    return numbered


def _first_unshared(names_given: Sequence[str], longer: Sequence[str], inside: Container[int]) -> list[str]:
    all_names = Counter(names_given)
    of_inputs = Counter(name for position, name in enumerate(names_given) if position not in inside)
    return [
        name if (all_names if position in inside else of_inputs)[name] == 1 else more
        for position, (name, more) in enumerate(zip(names_given, longer, strict=True))
    ]


def _stem(file_name: str) -> str:
    stem, dot, _ = file_name.rpartition(".")
    return stem if dot and stem.strip(".") else file_name
