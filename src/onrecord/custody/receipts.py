# SPDX-License-Identifier: Apache-2.0
"""Receipts: how one arrival of one item is written as the detail of a log entry, and read back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from onrecord.custody.canonical import canonical, parse
from onrecord.custody.store import SHA256
from onrecord.model import Item, Provenance, Receipt

_PROVENANCE = tuple(entry.name for entry in fields(Provenance))


def write_receipt(receipt: Receipt) -> bytes:
    """Give the canonical bytes of a receipt's detail. Its id is not among them: it stands in the log."""
    return canonical(
        {
            "sha256": receipt.item.sha256,
            "sha512": receipt.item.sha512,
            "size": receipt.item.size,
            "name": receipt.name,
            "path": receipt.path,
            "parent": receipt.parent,
            "modified": receipt.modified,
            "received_at": receipt.received_at,
            "provenance": {name: getattr(receipt.provenance, name) for name in _PROVENANCE},
        }
    )


def read_receipt(receipt_id: str, detail: bytes) -> Receipt:
    """Read a receipt back. Raises ValueError where the detail is not one."""
    try:
        found: dict[str, Any] = parse(detail)
        given = found["provenance"]
        return Receipt(
            id=receipt_id,
            item=Item(found["sha256"], found["sha512"], found["size"]),
            name=found["name"],
            path=found["path"],
            parent=found["parent"],
            modified=found["modified"],
            received_at=found["received_at"],
            # a later version may know more fields than this one; what it wrote stays in the file
            provenance=Provenance(**{name: given[name] for name in _PROVENANCE if name in given}),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no receipt: {type(error).__name__}") from None


def read_item(detail: bytes) -> Item:
    """Read only which item a receipt names: verification asks this of every receipt. Raises ValueError."""
    try:
        found = json.loads(detail.decode("utf-8"))
        item = Item(found["sha256"], found["sha512"], found["size"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no receipt: {type(error).__name__}") from None
    if not isinstance(item.sha256, str) or not SHA256.fullmatch(item.sha256):
        raise ValueError("no receipt: the digest is none")
    return item
