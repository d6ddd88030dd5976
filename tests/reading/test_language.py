# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.model import Segment
from onrecord.reading import language

ENGLISH = "The minister said on Monday that no one had been held without trial, and that the reports were false."
SPANISH = "El ministerio negó las acusaciones de tortura en la prisión central y dijo que son falsas."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        ("Le ministère a nié les allégations de torture dans la prison.", "fr"),
        ("وزارة الداخلية نفت الاتهامات بالتعذيب في السجن المركزي", "ar"),
        ("外交部发言人否认了有关酷刑的指控。这些说法毫无根据。", "zh"),
        ("Министерство отрицает обвинения в пытках заключенных", "ru"),
        ("Wizara ilikanusha madai ya mateso katika gereza kuu la mji", "sw"),
    ],
)
def test_one_sentence_is_enough(words: str, code: str) -> None:
    assert language.detect(words) == code


@pytest.mark.parametrize(
    "words", ["", "Yes.", "12345 67890 " * 10, "A. Clerk, Aldova", "asdf qwer zxcv uiop hjkl " * 3, "\0" * 500]
)
def test_too_little_is_no_language(words: str) -> None:
    assert language.detect(words) is None


def test_a_spanish_paragraph_in_an_english_document_is_found() -> None:
    text = f"{ENGLISH}\n\n{ENGLISH}\n\n{SPANISH}\n\nYes."
    second, third, last = len(ENGLISH) + 2, 2 * len(ENGLISH) + 4, 2 * len(ENGLISH) + len(SPANISH) + 6
    segments = [
        Segment(0, len(ENGLISH)),
        Segment(second, second + len(ENGLISH)),
        Segment(third, third + len(SPANISH)),
        Segment(last, last + 4),
    ]
    assert language.passages(text, segments) == [
        ((0, second + len(ENGLISH)), "en"),
        ((third, third + len(SPANISH)), "es"),
    ]


def test_importing_loads_no_model() -> None:
    check = "import sys, onrecord.reading.language; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        ("Le ministère a nié les allégations de torture dans la prison de la ville.", "fr"),
        ("وزارة الداخلية نفت الاتهامات بالتعذيب في السجن المركزي وقال المتحدث إن هذا كذب", "ar"),
    ],
)
def test_the_commonest_words_show_a_language(words: str, code: str) -> None:
    assert [each for each in ("en", "es", "fr", "ar", "pt") if language.shows(words, each)] == [code]
