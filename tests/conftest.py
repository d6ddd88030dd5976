# SPDX-License-Identifier: Apache-2.0
"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A deadline is a timing, and a busy machine misses it: speed is measured by `make bench`, never in a test.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")
