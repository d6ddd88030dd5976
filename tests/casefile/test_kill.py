# SPDX-License-Identifier: Apache-2.0
"""``kill -9`` at every write point of ``add`` and ``read``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; the steps are the same on Windows")
@pytest.mark.parametrize("command", ["adding", "reading"])
def test_nothing_is_lost_or_half_done_wherever_the_command_dies(command: str, tmp_path: Path) -> None:
    driver = Path(__file__).with_name("kill_points.py")
    program = [sys.executable, "-W", "error", str(driver), str(tmp_path), command]
    done = subprocess.run(program, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{command}: " in done.stdout
