# SPDX-License-Identifier: Apache-2.0
"""``kill -9`` at every write point of ``add`` and ``read``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; the steps are the same on Windows")
def test_nothing_is_lost_or_half_done_wherever_add_or_read_dies(tmp_path: Path) -> None:
    driver = Path(__file__).with_name("kill_points.py")
    done = subprocess.run(
        [sys.executable, "-W", "error", driver, tmp_path], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "reading:" in done.stdout
