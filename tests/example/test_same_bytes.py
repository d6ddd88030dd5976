# SPDX-License-Identifier: Apache-2.0
"""Same input, same bytes out: Python orders sets anew in every process, and nothing may hang on that."""

import os
import subprocess
import sys
from pathlib import Path

from onrecord.example import documents_folder


def _statements(seed: str, state: Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "statements", documents_folder()],
        env={**os.environ, "ONRECORD_STATE": str(state), "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()
    return done.stdout


def test_statements_are_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    first = _statements("1", tmp_path)
    assert first.count(b"\n") > 15
    assert all(_statements(seed, tmp_path) == first for seed in ("2", "3"))
