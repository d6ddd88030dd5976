# SPDX-License-Identifier: Apache-2.0
"""The example case: short documents about Velmora, a country that does not exist.

Every person, office, outlet and event in them is made up. ``onrecord run --example`` takes them in with what
``manifest.toml`` says about where each came from. ``tools/make_example.py`` makes those that are not plain text.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def documents_folder() -> Path:
    """Say where the documents lie, inside the installed package."""
    return _HERE / "documents"


def provenance_path() -> Path:
    """Say which file tells who supplied each document and how it was obtained (read by ``casefile.provenance``)."""
    return _HERE / "manifest.toml"
