# SPDX-License-Identifier: Apache-2.0
"""Fixtures: a state folder and a small case, both in the test's own temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from custody.sample import make_case
from onrecord.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state_folder=tmp_path / "state")


@pytest.fixture
def case(tmp_path: Path, settings: Settings) -> Path:
    return make_case(tmp_path / "case", settings)
