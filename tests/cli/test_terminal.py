# SPDX-License-Identifier: Apache-2.0
"""The program as the shell starts it: what it loads, bars, pipes, its name, completion."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import PROGRAM, Call
from onrecord.cli import edge, main

HEAVY = ("numpy", "lxml", "sqlalchemy", "sqlite3", "alembic", "jinja2", "py3langid", "rensa", "pypdfium2", "warcio")
STAGES = ("reading", "register", "grouping", "assessment", "publication", "engine", "casefile")


def loaded_by(*arguments: str) -> set[str]:
    program = (
        "import json, sys\nfrom onrecord.cli import main\ntry:\n    main(sys.argv[1:])\n"
        "finally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    made = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(json.loads(made.stderr.splitlines()[-1]))


def heavy_among(modules: set[str]) -> set[str]:
    return (modules & set(HEAVY)) | (modules & {f"onrecord.{stage}" for stage in STAGES})


def test_help_loads_no_reader_and_no_database() -> None:
    assert heavy_among(loaded_by("--help")) == set()
    assert heavy_among(loaded_by("statements", "--help")) == set()


def test_verify_loads_no_reader_and_no_database(case: Path) -> None:
    modules = loaded_by("verify", str(case))
    assert "onrecord.custody.verify" in modules
    assert heavy_among(modules) == set()


def test_statements_load_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody was held, the minister said.\n")
    modules = loaded_by("statements", str(tmp_path / "a.txt"))
    assert "onrecord.engine.pool" in modules
    assert modules & {"sqlalchemy", "sqlite3", "alembic"} == set()


def on_a_terminal(*arguments: object) -> tuple[str, str]:
    """Give what a command writes to standard output, a pipe, and to standard error, a terminal."""
    import pty  # noqa: PLC0415  # not on Windows

    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout is not None
        output = process.stdout.read().decode()
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return output, shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
@pytest.mark.parametrize(
    ("arguments", "bars"),
    [
        (["add", "{documents}", "--case", "{case}"], ["Adding"]),
        (["run", "{documents}", "--case", "{case}2"], ["Adding", "Reading"]),
        (["statements", "{documents}/report.txt"], ["Reading"]),
        (["verify", "{case}"], ["Verifying"]),
        (["backup", "{case}", "{case}-1"], ["Backing up"]),
    ],
)
def test_long_work_shows_a_bar_on_a_terminal_and_nowhere_else(
    arguments: list[str], bars: list[str], case: Path, made: Path
) -> None:
    arguments = [argument.format(documents=made / "documents", case=case) for argument in arguments]
    output, shown = on_a_terminal(*arguments)
    assert [bar for bar in ("Adding", "Reading", "Verifying", "Backing up") if bar in shown] == bars
    assert "100%" in shown
    assert not any(f"{bar} " in output for bar in bars)
    plain = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert not any(bar in plain.stderr for bar in bars)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
def test_json_shows_no_bar(case: Path) -> None:
    output, shown = on_a_terminal("verify", case, "--json")
    assert json.loads(output)["ok"] is True
    assert shown == ""


def test_a_reader_that_has_read_enough_ends_it_quietly(made: Path) -> None:
    with subprocess.Popen(
        [PROGRAM, "statements", made / "documents"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
WITH_OUTPUT = [
    ["status", "--case", "{case}"],
    ["status", "--case", "{case}", "--json"],
    ["status", "--case", "nowhere", "--json"],
    ["verify", "{case}"],
    ["statements", "{documents}"],
    ["completion", "bash"],
    ["--help"],
    ["add", "--help"],
]


@FULL
@pytest.mark.parametrize("arguments", WITH_OUTPUT, ids=" ".join)
def test_output_that_a_full_disk_does_not_take_is_said_to_be_lost(arguments: list[str], case: Path, made: Path) -> None:
    arguments = [argument.format(case=case, documents=made / "documents") for argument in arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.stderr.startswith("The output could not be written (ENOSPC).\n")
        assert len(done.stderr.splitlines()) == 3
        assert done.returncode == 2
        silent = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=full, check=False)
        assert silent.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="closing standard output is a thing of POSIX shells")
def test_closed_output_changes_no_exit_status(case: Path) -> None:
    command = f"{shlex.quote(str(PROGRAM))} verify {shlex.quote(str(case))} >&-"
    done = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("called", "path", "printed"),
    [
        ("{bin}/onrecord", "{bin}", "onrecord"),
        ("{bin}/onrecord", "/nowhere", "{bin}/onrecord"),
        (".venv/bin/onrecord", "/nowhere", ".venv/bin/onrecord"),
        ("{here}/.venv/bin/onrecord", "/nowhere", ".venv/bin/onrecord"),
        ("{bin}/onrecord", "{here}/other", "{bin}/onrecord"),
    ],
)
def test_the_program_is_printed_as_this_person_can_call_it(
    called: str, path: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "other" / "onrecord"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    places = {"bin": str(PROGRAM.parent), "here": str(tmp_path)}
    monkeypatch.setattr(sys, "argv", [called.format(**places)])
    monkeypatch.setenv("PATH", path.format(**places))
    assert edge.program() == printed.format(**places)


def test_as_a_module_it_is_printed_as_one(case: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "onrecord", "status", "--case", case],
        capture_output=True, text=True, check=False, cwd=case.parent,
    )  # fmt: skip
    assert f"Next: {sys.executable} -m onrecord report --case" in made.stdout


def test_a_folder_with_a_space_is_quoted(call: Call, tmp_path: Path) -> None:
    made = call("new", tmp_path / "my case", status=0)
    assert shlex.split(made.stdout.splitlines()[-1])[-1] == str(tmp_path / "my case")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str, call: Call) -> None:
    assert f"_ONRECORD_COMPLETE={shell}_complete" in call("completion", shell, status=0).stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["onrecord", "st"], {"status", "statements"}),
        (["onrecord", ""], set(main.commands)),
        (["onrecord", "verify", "--ch"], {"--checkpoint"}),
        (["onrecord", "completion", "z"], {"zsh"}),
    ],
)
def test_bash_completes_commands_and_options(typed: list[str], offered: set[str], tmp_path: Path) -> None:
    words = " ".join(shlex.quote(word) for word in typed)
    script = f"""
        eval "$({shlex.quote(str(PROGRAM))} completion bash)"
        COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}
        _onrecord_completion {shlex.quote(str(PROGRAM))}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    made = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert set(made.stdout.split()) == offered
    assert made.stderr == ""
