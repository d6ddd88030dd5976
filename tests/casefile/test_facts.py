# SPDX-License-Identifier: Apache-2.0
"""case.toml: round trip, titles, damage."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.casefile.facts import check_title, read_facts, write_facts
from onrecord.errors import BadCall, NotACase
from onrecord.model import CaseFacts

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(title=words, question=words, scope=st.lists(words, max_size=3))
def test_any_words_come_back_as_they_were(title: str, question: str, scope: list[str]) -> None:
    facts = CaseFacts("C-1", title, "2026-03-01T00:00:00Z", question or None, tuple(scope))
    with TemporaryDirectory() as folder:
        write_facts(Path(folder), facts)
        assert read_facts(Path(folder)) == facts


@pytest.mark.parametrize("title", ["", "   ", "two\nlines", "x" * 201, "bell\a", "half \ud83d pair"])
def test_a_title_that_cannot_stand_in_one_line_is_refused(title: str) -> None:
    with pytest.raises(BadCall):
        check_title(title)


def test_a_folder_without_case_toml_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(NotACase) as caught:
        read_facts(tmp_path)
    assert "onrecord new" in caught.value.helps


@pytest.mark.parametrize(
    "damage", [b"", b"id = ", b"\xff\xfe", b'id = "C-1"\n', b'scope = 3\nid="C"\ntitle="t"\ncreated_at="x"']
)
def test_a_damaged_case_toml_says_so(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "case.toml").write_bytes(damage)
    with pytest.raises(NotACase):
        read_facts(tmp_path)
