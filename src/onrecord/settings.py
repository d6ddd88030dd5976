# SPDX-License-Identifier: Apache-2.0
"""One frozen Settings: what a person may change without touching a case.

Values come from environment variables only (``ONRECORD_…``); a case's own facts stand in its
``case.toml``. The page ``docs/settings.md`` is generated from the descriptions here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from onrecord.errors import BadCall


def _default_state() -> Path:
    return Path(platformdirs.user_state_dir("onrecord", appauthor=False))


@dataclass(frozen=True)
class Settings:
    """How this person's onrecord behaves, for every case."""

    state_folder: Path = field(
        default_factory=_default_state,
        metadata={
            "env": "ONRECORD_STATE",
            "says": "Where the signing key and the highest checkpoint seen of each case are kept. Never inside a case.",
        },
    )
    processes: int = field(
        default_factory=lambda: max(1, min(os.cpu_count() or 1, 8)),
        metadata={"env": "ONRECORD_PROCESSES", "says": "How many processes read documents at once."},
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises BadCall where a variable holds something that cannot be meant."""
        environment = os.environ if environment is None else environment
        given: dict[str, object] = {}
        for entry in fields(cls):
            name = entry.metadata["env"]
            value = environment.get(name)
            if not value:
                continue
            if entry.name == "processes":
                if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= 256:
                    raise BadCall(
                        f"{name} is not a number of processes from 1 to 256.", helps=f"Unset it, or try: {name}=2"
                    )
                given[entry.name] = int(value)
            else:
                given[entry.name] = Path(value).expanduser()
        return cls(**given)  # type: ignore[arg-type]  # each value was made for its field just above
