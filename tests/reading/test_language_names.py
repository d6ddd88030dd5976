# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from onrecord.reading.language import _model
from onrecord.reading.language_names import language_name


def test_every_language_that_the_model_tells_by_two_letters_has_a_name() -> None:
    for code in {str(label) for label in _model().labels if len(str(label)) == 2}:
        assert "code" not in language_name(code), code


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    assert language_name("qq") == "the language with the code qq"
