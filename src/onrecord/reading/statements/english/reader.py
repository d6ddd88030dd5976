# SPDX-License-Identifier: Apache-2.0
"""The English reader: attributions first, seen by an encoder and by rules, then what each statement does.

Call sequence: ``document.read_document`` finds who said which words, ``interpretation`` says what the
statement does, to whom, and when. Both are pure; this module only joins them.
"""

from __future__ import annotations

from onrecord.intake.limits import ENCODED_TEXT
from onrecord.model import Reading
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.incident import incident_of
from onrecord.reading.statements.english.interpretation import interpret_document
from onrecord.reading.statements.interface import ReadingRequest


class EnglishReader:
    """Reads statements in English."""

    name = "en-2"
    languages = frozenset({"en"})

    def __init__(self, encoded: int = ENCODED_TEXT.value) -> None:
        """Let the encoder read the first ``encoded`` characters of a text; 0 for rules alone."""
        self._encoded = encoded

    def read(self, request: ReadingRequest) -> Reading:
        """Say who said what. Never raises for any text; offsets always lie inside it."""
        findings = read_document(request.text, self._encoded)
        context = findings.context(request.text, request.metadata)
        metadata, statements = interpret_document(context)
        incident = incident_of(context, metadata.published, findings.attack, statements, answer_all=request.answer_all)
        return Reading("read", None, (), self.name, metadata, statements, incident)
