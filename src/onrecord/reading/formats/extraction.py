# SPDX-License-Identifier: Apache-2.0
"""What an extractor gives back."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Metadata, Text


@dataclass(frozen=True, slots=True)
class Extraction:
    """The canonical text of a document and what the document says about itself."""

    text: Text
    metadata: Metadata
