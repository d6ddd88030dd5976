# SPDX-License-Identifier: Apache-2.0
"""The command line.

``commands`` holds a few lines per command over the case file, ``summaries`` what they print, ``edge`` what
all of them share: errors as small pages, exit statuses, progress, and text that is safe on a terminal.
"""

from onrecord.cli.commands import main

__all__ = ["main"]
