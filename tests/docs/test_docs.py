# SPDX-License-Identifier: Apache-2.0
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from onrecord.cli import edge, main
from onrecord.example import documents_folder
from onrecord.intake import limits
from onrecord.model import Incident, Statement

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_generated_pages_are_what_the_program_gives() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")


def test_the_help_block_of_the_readme_is_the_real_help() -> None:
    program = Path(sys.executable).with_name("onrecord")
    real = subprocess.run(
        [program, "--help"], env={**os.environ, "COLUMNS": "100"}, capture_output=True, text=True, check=True
    )
    block = README.split("tools/make_docs.py -->\n```text\n")[1].split("```\n")[0]
    assert block.split() == real.stdout.split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_that_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"(?m)^(?:\.venv/bin/|\.venv\\Scripts\\)?onrecord (\w+)", README))
    assert shown
    assert shown <= set(main.commands)


def test_every_option_that_the_readme_shows_exists() -> None:
    for name, rest in re.findall(r"(?m)^(?:\.venv/bin/|\.venv\\Scripts\\)?onrecord (\w+)(.*)$", README):
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= known, name


def test_every_make_target_that_the_documents_show_exists() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for page in PAGES:
        for target in re.findall(r"(?m)(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8")):
            assert target in targets, (page.name, target)


def test_the_statements_page_names_every_field_of_the_contract() -> None:
    page = (ROOT / "docs" / "statements.md").read_text(encoding="utf-8")
    for entry in (*fields(Statement), *fields(Incident)):
        assert f"`{entry.name}`" in page, entry.name


def test_every_adr_has_a_status_and_the_options_not_taken() -> None:
    for page in (ROOT / "docs" / "adr").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert "Status:" in text, page.name
        assert "not taken" in text.lower(), page.name


def test_the_numbers_of_the_readme_are_those_of_the_program() -> None:
    words = " ".join(README.split())
    assert len(list(documents_folder().iterdir())) == 16
    assert "uses an example that comes with onrecord: sixteen files" in words
    assert f"It keeps files of up to {limits.KEPT_FILE.value // limits.GB} GB" in words
    assert f"reads those of up to {limits.READ_FILE.value // limits.MB} MB" in words
    assert f"a text longer than {limits.READ_TEXT.value // 1_000_000} million characters" in words
    assert f"expand past {limits.EXPANDED.value // limits.GB} GB, or past {limits.EXPANSION.value} times" in words


def test_the_exit_statuses_of_the_readme_are_those_of_the_program() -> None:
    shown = dict(re.findall(r"(?m)^\| (\d) \| ([^|]+) \|$", README))
    assert set(shown) == {str(status) for status in (edge.DONE, edge.CHECK_FAILED, edge.BAD_CALL, edge.NOT_ALL_READ)}
    assert "check failed" in shown[str(edge.CHECK_FAILED)]
    assert "nothing was done" in shown[str(edge.BAD_CALL)]


def test_the_readme_says_which_commands_have_no_json() -> None:
    options = {name: {opt for one in command.params for opt in one.opts} for name, command in main.commands.items()}
    without = {name for name in options if "--json" not in options[name]}
    assert without == {"completion", "statements"}
    assert "Every command but `completion` and `statements` takes `--json`" in README


def test_every_exception_from_a_check_says_why() -> None:
    silenced = re.compile(r"# (?:noqa: [A-Z0-9]++(?:, [A-Z0-9]++)*+|type: ignore\[[a-z-]+\])(?!  # \w| - \w)")
    bare = re.compile(r"# (?:noqa|type: ignore)(?!: [A-Z]|\[)")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("src", "tests", "tools", "training")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.name != Path(__file__).name
        for line in path.read_text(encoding="utf-8").splitlines()
        if silenced.search(line) or bare.search(line)
    ]
    assert found == []
