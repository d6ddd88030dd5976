# SPDX-License-Identifier: Apache-2.0
"""What a person says about where things come from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.casefile.provenance import check_date, read_provenance
from onrecord.errors import BadCall
from onrecord.model import Provenance


@pytest.mark.parametrize(
    "date",
    [
        "2026",
        "2026-03",
        "2026-03-01",
        "2026-03-01/2026-03-05",
        "2024-02-29",
        "2025-12/2026-01-05",
        "2026-03-05/2026-03",
    ],
)
def test_dates_and_parts_of_dates_are_taken(date: str) -> None:
    assert check_date(date) == date


@pytest.mark.parametrize(
    "date",
    [
        "",
        "1 March",
        "2026-13",
        "2026-3-1",
        "2026-03-01 ",
        "2026-03-01\n",
        "01.03.2026",
        "2026-02-30",
        "2025-02-29",
        "2026-00",
        "0000",
        "٢٠٢٦",
        "2026-03/2026-01",
        "2026-03-05/2026-03-01",
        "2026/",
        "/",
        "2026/2027/2028",
    ],
)
def test_other_ways_to_write_a_date_are_refused(date: str) -> None:
    with pytest.raises(BadCall):
        check_date(date)


def test_what_a_table_does_not_say_is_taken_from_the_command(tmp_path: Path) -> None:
    file = tmp_path / "from.toml"
    file.write_text('["reply.eml"]\npublished = "2026-02"\nprotected = true\n')
    found = read_provenance(file, Provenance(supplied_by="the network"))
    assert found == {"reply.eml": Provenance("the network", None, "2026-02", protected=True)}


@pytest.mark.parametrize(
    "content",
    ["not toml", '["a"]\ncolour = "red"', '["a"]\nprotected = "yes"', '["a"]\npublished = "May"', 'a = "b"', "\x00"],
)
def test_a_file_that_says_something_unknown_is_refused_whole(tmp_path: Path, content: str) -> None:
    file = tmp_path / "from.toml"
    file.write_text(content)
    with pytest.raises(BadCall):
        read_provenance(file, Provenance())


@pytest.mark.parametrize("content", ['["Ilva Dorrin.txt"]\ncolour = "red"', '["Ilva Dorrin"]\n["Ilva Dorrin"]', "Ilva"])
def test_what_is_wrong_is_named_by_its_place_and_never_by_a_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "from.toml"
    file.write_text(content)
    with pytest.raises(BadCall) as caught:
        read_provenance(file, Provenance())
    assert re.search(r"Table 1|line 2|at end of document", caught.value.happened)
    assert "Ilva" not in caught.value.page()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "from.toml"
    file.write_bytes('["é"]\n'.encode("latin-1"))
    with pytest.raises(BadCall, match="UTF-8"):
        read_provenance(file, Provenance())
