# SPDX-License-Identifier: Apache-2.0
"""``python -m onrecord`` is the same as ``onrecord``."""

from onrecord.cli import main

main()
