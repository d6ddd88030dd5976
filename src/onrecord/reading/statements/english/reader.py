# SPDX-License-Identifier: Apache-2.0
"""The English reader made of rules: attributions first, then what each statement does.

Call sequence: ``document.read_document`` finds who said which words, ``interpretation`` says what the
statement does, to whom, and when. Both are pure; this module only joins them.
"""

from __future__ import annotations

from onrecord.model import Reading
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.document import read_document
from onrecord.reading.statements.english.interpretation import interpret_document
from onrecord.reading.statements.interface import ReadingRequest


class EnglishReader:
    """Reads statements in English, by rules alone."""

    name = "en-1"
    languages = frozenset({"en"})

    def read(self, request: ReadingRequest) -> Reading:
        """Say who said what. Never raises for any text; offsets always lie inside it."""
        findings = read_document(request.text)
        context = ReadingContext(
            request.text,
            request.metadata,
            findings.sentences,
            findings.attributions,
            findings.paragraphs,
            findings.mentions,
        )
        metadata, statements = interpret_document(context)
        return Reading("read", None, (), self.name, metadata, statements)
