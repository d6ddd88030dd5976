# SPDX-License-Identifier: Apache-2.0
"""What counts as read: one rule for the summary, the report and the exit status.

A language that cannot be read yet is no error: its document says so, and the exit status stays 0.
A file that is kept but not read (a photo), a page that needs OCR, the rest of a text that is longer than
the limit and a file that failed are.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import ReadDocument
from onrecord.reading.reading import is_cut


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """One thing that could not be read or taken."""

    name: str
    """File name; the receipt id for what is protected."""
    reason: str
    receipt: str | None
    """Receipt id; that of its container for what could not be taken out of one, None for what never came in."""


def was_read(document: ReadDocument) -> bool:
    """Say whether all of a document was read that this version of onrecord sets out to read."""
    reading = document.reading
    if reading.status == "read":
        return True
    if reading.status == "failed" or document.text is None:
        return False
    if is_cut(document.text) or not document.text.content.strip():
        return False
    return not document.text.unread  # what is left is passages in languages that are not read yet


def why_not(document: ReadDocument) -> str:
    """Say in a few words why something of a document was not read."""
    reasons = [part.reason for part in document.text.unread] if document.text else []
    if document.reading.reason:
        reasons.insert(0, document.reading.reason)
    return "; ".join(dict.fromkeys(reasons)) or document.reading.status


def unread_entry(document: ReadDocument) -> UnreadEntry:
    """List a document that was not wholly read, without a word of it where it is protected."""
    receipt = document.receipt
    return UnreadEntry(receipt.id if receipt.provenance.protected else receipt.name, why_not(document), receipt.id)
