# SPDX-License-Identifier: Apache-2.0
"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


def no_progress(done: int, total: int) -> None:
    """Show nothing."""
