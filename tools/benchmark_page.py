# SPDX-License-Identifier: Apache-2.0
"""The benchmark page, whose parts are written by the tools that measure them; each leaves the others alone."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
PARTS = {
    "reading": "How well it reads",
    "speed": "Speed and memory",
}
"""Parts in their order, with their headings."""


def with_part(page: str, name: str, text: str) -> str:
    """Give the page with one part in place of the one that was there."""
    found = dict(re.findall(r"<!-- begin (\w+) -->\n(.*?)<!-- end \1 -->\n", page, re.DOTALL))
    found[name] = f"## {PARTS[name]}\n\n{text.strip()}\n"
    parts = [f"<!-- begin {each} -->\n{found[each]}<!-- end {each} -->\n" for each in PARTS if each in found]
    return "# Benchmarks\n\nMade by `make eval bench`; do not edit.\n\n" + "\n".join(parts)


def write_part(name: str, text: str) -> None:
    """Write one part of the page."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    PAGE.write_text(with_part(page, name, text), encoding="utf-8")
