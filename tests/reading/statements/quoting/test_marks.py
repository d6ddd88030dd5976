# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.reading.statements.quoting.levelling import levelled
from onrecord.reading.statements.quoting.marks import find_quotations
from onrecord.reading.statements.quoting.table import load_table


def quoted(words: str, table: str = "spanish", carried: str | None = None) -> tuple[list[str], str | None]:
    words = levelled(words)
    found, still_open = find_quotations(words, load_table(table), carried)
    return [words[one.start : one.end] for one in found], still_open


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Dijo «sí» y “no”.", ["«sí»", "“no”"]),
        ("Dijo «que “nunca” lo vio».", ["«que “nunca” lo vio»"]),
        ("«Dijo «no» y calló»", ["«Dijo «no» y calló»"]),
        ('Dijo "sí" y "no".', ['"sí"', '"no"']),
        ("‹Nadie›, dijo", ["‹Nadie›"]),
        ('Un tubo de 5" y otro de 6"', []),
        ("sin marcas", []),
        ("»al revés«", []),
    ],
)
def test_the_outermost_marks_count(words: str, found: list[str]) -> None:
    assert quoted(words) == (found, None)


def test_an_apostrophe_opens_nothing_in_french() -> None:
    assert quoted("L’État n’a rien dit d’« utile »", "french") == (["« utile »"], None)


def test_a_letter_of_arabic_may_touch_the_mark() -> None:
    assert quoted('وصفها بـ"مهزلة" أمس', "arabic")[0] == ['"مهزلة"']
    assert quoted('وطالب ب"الإفراج" أمس', "arabic")[0] == ['"الإفراج"']


def test_what_stays_open_goes_on_in_the_next_paragraph() -> None:
    assert quoted("Dijo: «Llegaron de noche.") == (["«Llegaron de noche."], "«")
    assert quoted("»Quemaron el molino».", carried="«") == (["»Quemaron el molino»"], None)
    assert quoted("«Quemaron el molino».", carried="«") == (["«Quemaron el molino»"], None)
    assert quoted("Quemaron el molino».", carried="«") == (["Quemaron el molino»"], None)
    assert quoted("La policía calló. «Nada», dijo.", carried="«") == (["«Nada»"], None)
