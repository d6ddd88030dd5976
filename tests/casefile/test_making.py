# SPDX-License-Identifier: Apache-2.0
"""Making a case while another process makes one in the same place, and making one where nobody may."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.sample import settings_in
from onrecord.casefile.case import Case
from onrecord.custody.verify import verify
from onrecord.errors import BadCall

PROGRAM = Path(sys.executable).with_name("onrecord")


def test_of_processes_that_make_one_case_one_makes_it_whole(tmp_path: Path) -> None:
    environment = {**os.environ, "ONRECORD_STATE": str(tmp_path / "state")}
    rivals = [
        subprocess.Popen([PROGRAM, "new", tmp_path / "case"], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    pages = [rival.communicate()[1] for rival in rivals]
    assert sorted(rival.returncode for rival in rivals) == [0, 2, 2, 2], pages
    assert verify(tmp_path / "case", settings_in(tmp_path)).ok
    assert {path.name for path in tmp_path.iterdir()} == {"case", "state"}


def test_no_case_is_made_in_the_folder_in_which_a_person_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for place in (Path(), Path("../here")):
        with pytest.raises(BadCall, match="in which you are"):
            Case.new(place, settings_in(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
