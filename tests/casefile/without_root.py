# SPDX-License-Identifier: Apache-2.0
"""Calls the program as somebody who is not root: root may read and write anything, so root's tests prove nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from casefile.sample import OLD, in_this_process
from onrecord.casefile import reading
from onrecord.cli import main

NOBODY = 65534


def give_to_nobody(*paths: Path) -> None:
    """Make nobody the owner of these paths and of what is in them, where this process is root."""
    for path in paths:
        for each in (path, *path.rglob("*")):
            if os.geteuid() == 0:
                os.chown(each, NOBODY, NOBODY, follow_symlinks=False)


def warm_up(folder: Path) -> None:
    """Load all that the program needs, while Python's own folder can still be read."""
    (folder / "warm.txt").write_text(OLD)
    _call(folder, "run", folder / "warm.txt", "--case", folder / "warm")
    _call(folder, "verify", folder / "warm")
    _call(folder, "status", "--case", folder / "missing")


def call(home: Path, *arguments: object) -> tuple[int, Any]:
    """Give exit status and JSON of a call that a child without privileges makes."""
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading_end)
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            os.write(writing_end, json.dumps(_call(home, *arguments)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing_end)
    with os.fdopen(reading_end) as answer:
        said = answer.read()
    assert os.waitpid(child, 0)[1] == 0, "the child died"
    exit_status, output = json.loads(said)
    return exit_status, json.loads(output)


def _call(home: Path, *arguments: object) -> tuple[int, str]:
    before, reading.read_all = reading.read_all, in_this_process
    try:
        environment = {"ONRECORD_STATE": str(home / "state"), "ONRECORD_PROCESSES": "1"}
        result = CliRunner(env=environment).invoke(main, [*map(str, arguments), "--json"], prog_name="onrecord")
    finally:
        reading.read_all = before
    return result.exit_code, result.stdout
