# SPDX-License-Identifier: Apache-2.0
"""What may leave a case at all: everything else in this stage is given only what this lets through.

A document is protected when the person who added it said so, when anything that holds it is protected,
when what holds it is not known, or when the same bytes or the same text are protected elsewhere in the
case. Nothing of a protected document may stand in what leaves: not its words, its name, its digests or
the number of its statements. A release is made as a new document from what is let through, never by
masking an original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.errors import OnrecordError
from onrecord.model import ReadDocument, Receipt


class NotReleasable(OnrecordError):
    """Something that must not leave the case was about to. Nothing was written."""

    exit_status = 1


def releasable(documents: Iterable[ReadDocument], containers: Iterable[Receipt] = ()) -> list[ReadDocument]:
    """Keep the documents that nothing protects, in their order.

    ``containers`` are receipts of archives and messages that are not themselves among ``documents``; a
    document whose container is in neither is left out, for nobody can say that it is not protected.
    """
    given = list(documents)
    receipts = {receipt.id: receipt for receipt in containers}
    receipts.update((document.receipt.id, document.receipt) for document in given)
    held_back = {identity for identity, receipt in receipts.items() if _is_held_back(receipt, receipts)}
    items = {receipts[identity].item.sha256 for identity in held_back}
    texts = {_text_digest(document) for document in given if document.receipt.id in held_back} - {None}
    return [
        document
        for document in given
        if document.receipt.id not in held_back
        and document.receipt.item.sha256 not in items
        and _text_digest(document) not in texts
        and not _inside(document.receipt, receipts, items)
    ]


def ensure_releasable(documents: Sequence[ReadDocument]) -> None:
    """Raise NotReleasable where ``documents`` still hold a protected one. The last gate before a file is written."""
    protected = [document.receipt.id for document in documents if document.receipt.provenance.protected]
    if protected:
        raise NotReleasable(
            f"A protected document ({protected[0]}) was about to go into a report.",
            "No report was written, and nothing left the case.",
            "This is a fault of onrecord itself: please report it, with the id and without the document.",
        )


def _is_held_back(receipt: Receipt, receipts: dict[str, Receipt]) -> bool:
    return any(above is None or above.provenance.protected for above in _chain(receipt, receipts))


def _inside(receipt: Receipt, receipts: dict[str, Receipt], items: set[str]) -> bool:
    return any(above is not None and above.item.sha256 in items for above in _chain(receipt, receipts))


def _chain(receipt: Receipt, receipts: dict[str, Receipt]) -> list[Receipt | None]:
    """List a receipt and all that holds it, innermost first; None where a holder is not known or holds itself."""
    chain: list[Receipt | None] = [receipt]
    seen = {receipt.id}
    current = receipt
    while current.parent is not None:
        above = receipts.get(current.parent)
        if above is None or above.id in seen:
            return [*chain, None]
        chain.append(above)
        seen.add(above.id)
        current = above
    return chain


def _text_digest(document: ReadDocument) -> str | None:
    """Digest of a text that says anything; None for no text and for an empty one, which all look alike."""
    if document.text is None or not document.text.content.strip():
        return None
    return document.text.sha256
