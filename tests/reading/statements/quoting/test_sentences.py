# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.reading.statements.quoting.marks import find_quotations
from onrecord.reading.statements.quoting.sentences import masked, sentence_ends
from onrecord.reading.statements.quoting.table import load_table


def sentences(words: str, language: str) -> list[str]:
    table = load_table(language)
    plain = masked(words, find_quotations(words, table)[0], table)
    assert len(plain) == len(words)
    starts = [0, *sentence_ends(plain, table)]
    return [words[a:b].strip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("spanish", ["El Sr. Vosk calló.", "Nadie habló."]),
        ("spanish", ["«¿Por qué?» preguntó ella.", "Nadie habló."]),
        ("spanish", ["Dijo: «No. Nunca.»", "«Nadie habló.»"]),
        ("french", ["M. Vosk s’est tu.", "« Pourquoi ? » a-t-elle dit."]),
        ("arabic", ["قال: «لا. أبدا».", "وسكت الجميع؟", "نعم."]),
    ],
)
def test_a_quotation_is_one_word_of_its_sentence(language: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts
