# SPDX-License-Identifier: Apache-2.0
"""Where the sentences of a paragraph end, quotations counted as one word each.

A sentence that ends inside a quotation ends its paragraph's sentence only where no small letter follows: "«¿Por qué?»
preguntó." is one. In a script without capitals only a mark outside a quotation ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.statements.quoting.marks import Quotation
from onrecord.reading.statements.quoting.table import Table

_END = re.compile(r"[.!?\u2026\u061f]+[\"'»”’)\]]*(?=\s|\Z)")
_LAST_WORD = re.compile(r"(\w+)\Z")
_TERMINAL = ".!?\u2026\u061f"
_LOOKED_BACK = 24


def masked(words: str, quotations: Sequence[Quotation], table: Table) -> str:
    """Give a paragraph with each quotation as letters of no language, and a point where it ends a sentence."""
    pieces: list[str] = []
    at = 0
    for quotation in quotations:
        inner = words[quotation.start : quotation.end - quotation.closed].rstrip()
        ends = table.capitals and inner[-1:] in _TERMINAL and inner != ""
        pieces += [words[at : quotation.start], "\x01" * (quotation.end - quotation.start - 1), "." if ends else "\x01"]
        at = quotation.end
    return "".join((*pieces, words[at:]))


def sentence_ends(plain: str, table: Table) -> list[int]:
    """List where the sentences of a masked paragraph end, the end of the paragraph included."""
    ends: list[int] = []
    for match in _END.finditer(plain):
        following = plain[match.end() : match.end() + 3].lstrip()[:1]
        if following.islower() or following in {",", ";", "—", "–"}:
            continue
        if match.group() == "." and _is_abbreviation(plain, match.start(), table):
            continue
        ends.append(match.end())
    if not ends or ends[-1] < len(plain):
        ends.append(len(plain))
    return ends


def _is_abbreviation(plain: str, at: int, table: Table) -> bool:
    word = _LAST_WORD.search(plain, max(0, at - _LOOKED_BACK), at)
    if word is None or not word[1][0].isalpha():
        return False
    return word[1] in table.abbreviations or (table.capitals and len(word[1]) == 1 and word[1].isupper())
