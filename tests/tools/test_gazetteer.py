# SPDX-License-Identifier: Apache-2.0
"""The table of cities is what its script makes, and stays small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_what_the_script_makes() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_gazetteer.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tables_stay_small() -> None:
    folder = ROOT / "src" / "onrecord" / "reading" / "gazetteer"
    assert sum(file.stat().st_size for file in folder.glob("*.*")) < 1_500_000


def test_the_licence_of_the_data_is_told() -> None:
    assert "CC BY 4.0" in (ROOT / "NOTICE").read_text(encoding="utf-8")
