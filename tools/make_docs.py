# SPDX-License-Identifier: Apache-2.0
"""Makes the pages that are drawn from the program itself, so that they cannot drift from it.

``docs/cli.md`` from the help texts, ``docs/settings.md`` from ``Settings``, ``docs/vocabulary.md`` from the
vocabulary, and the help block in ``README.md``. ``--check`` compares instead of writing, and ends with 1 where a
page differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import click

from onrecord import vocabulary
from onrecord.cli import main as cli
from onrecord.settings import Settings
from onrecord.vocabulary.loader import load

ROOT = Path(__file__).resolve().parents[1]
HELP_WIDTH = 98
"""Columns of a help text: what click uses on a terminal of 100."""
HELP_BLOCK = re.compile(r"(?<=<!-- help: made by tools/make_docs.py -->\n```text\n).*?(?=```\n)", re.DOTALL)
DO_NOT_EDIT = "<!-- Made by tools/make_docs.py; do not edit. Run: make docs -->\n"
DEFAULTS = {
    "state_folder": "Linux: `~/.local/state/onrecord` · macOS: `~/Library/Application Support/onrecord` · "
    "Windows: `%LOCALAPPDATA%\\onrecord`",
    "processes": "one for each processor, at most 8",
}


def help_text(*names: str) -> str:
    """Give the help of a command as a person sees it, such as that of ``onrecord add``."""
    command: click.Command = cli
    context = click.Context(cli, info_name="onrecord", terminal_width=HELP_WIDTH, **cli.context_settings)
    for name in names:
        assert isinstance(command, click.Group)  # noqa: S101  # names lead through groups
        command = command.commands[name]
        context = click.Context(
            command, info_name=name, parent=context, terminal_width=HELP_WIDTH, **command.context_settings
        )
    return command.get_help(context).rstrip() + "\n"


def cli_page() -> str:
    """Give ``docs/cli.md``."""
    parts = [
        f"# Commands\n\n{DO_NOT_EDIT}",
        f"```text\n{help_text()}```\n",
        *(f"## onrecord {name}\n\n```text\n{help_text(name)}```\n" for name in sorted(cli.commands)),
    ]
    return "\n".join(parts)


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join([_row(*head), "|" + "---|" * len(head), *(_row(*row) for row in rows)]) + "\n"


def settings_page() -> str:
    """Give ``docs/settings.md``; raises KeyError for a setting whose default has no words in ``DEFAULTS``."""
    rows = [
        (f"`{entry.metadata['env']}`", entry.metadata["says"], DEFAULTS[entry.name])
        for entry in fields(Settings)
        if "env" in entry.metadata
    ]
    rows.append(
        (
            "`SOURCE_DATE_EPOCH`",
            "Fixes the time that is written down, in seconds since 1970 (UTC). For reproducing a report or a test; "
            "never for a real case.",
            "the clock of the machine",
        )
    )
    return (
        f"# Settings\n\n{DO_NOT_EDIT}\nSet these as environment variables. What belongs to one case stands in its "
        "`case.toml` instead.\n\n" + _table(("variable", "what it does", "if you set nothing"), rows)
    )


def _kinds(words: vocabulary.Vocabulary) -> str:
    rows: list[tuple[str, ...]] = []
    for kind in words.kinds.values():
        rows.append((f"**{kind.id}**", kind.definition, kind.not_this))
        rows += [(f"{kind.id} / {subtype.id}", subtype.definition, "") for subtype in kind.subtypes]
    return "## Kinds of statement\n\nWhat a statement does. Each has exactly one kind.\n\n" + _table(
        ("kind / subtype", "definition", "not this"), rows
    )


def _responses(words: vocabulary.Vocabulary) -> str:
    rows = (
        (
            f"`{one.id}`",
            one.definition,
            f"{one.thesaurus} {one.state}" if one.thesaurus else "none",
            ", ".join(one.kinds),
            "yes" if one.contests_fact else "no",
        )
        for one in words.response_types.values()
    )
    return "## How a statement answers an allegation\n\nAfter HURIDOCS micro-thesauri 27 and 28.\n\n" + _table(
        ("response", "definition", "HURIDOCS", "kinds", "contests the fact"), rows
    )


def _roles(words: vocabulary.Vocabulary) -> str:
    rows = (
        (f"`{one.id}`", one.definition, "yes" if one.mandated else "", "yes" if one.state_side else "")
        for one in words.roles.values()
    )
    return "## Roles of speakers\n\n" + _table(("role", "definition", "can make findings", "answers for a state"), rows)


def _standards(words: vocabulary.Vocabulary) -> str:
    rows = (
        (str(one.order), one.label, one.test, one.use if one.selectable else f"{one.use} Not selectable.")
        for one in words.standards.values()
    )
    return "## Standards of proof\n\nNever a percentage. This version assesses nothing.\n\n" + _table(
        ("", "standard", "test", "used for"), rows
    )


def _violations(words: vocabulary.Vocabulary) -> str:
    parts = [
        "## Violations\n\nTypes of alleged acts. A match says that a text speaks about an act, never that it happened. "
        "Definitions are\nthe project's own. Codes in brackets: HURIDOCS micro-thesaurus 4.\n"
    ]
    for group, label in {**words.groups, "": "Where no type fits"}.items():
        members = [one for one in words.violations.values() if one.group == group]
        if not members:
            continue
        rows = (
            (
                f"`{one.id}`",
                one.label + (f" (a kind of `{one.parent}`)" if one.parent else ""),
                one.definition + (f" [{', '.join(one.huridocs_mt4.codes)}]" if one.huridocs_mt4.codes else ""),
            )
            for one in members
        )
        parts.append(f"### {label}\n\n" + _table(("id", "name", "definition"), rows))
    return "\n".join(parts)


def _labels(words: vocabulary.Vocabulary) -> str:
    rows = (
        (f"`{one.id}`", one.label, ", ".join(one.needs), one.note or "") for one in words.characterisations.values()
    )
    return "## Legal labels\n\nNever inferred from acts or numbers: somebody must say the word.\n\n" + _table(
        ("id", "name", "needs", "note"), rows
    )


def vocabulary_page() -> str:
    """Give ``docs/vocabulary.md``."""
    words = load()
    versions = ", ".join(f"{name} {number}" for name, number in sorted(words.versions.items()))
    parts = [_kinds(words), _responses(words), _roles(words), _standards(words), _violations(words), _labels(words)]
    return f"# Vocabulary\n\n{DO_NOT_EDIT}\nVersions: {versions}.\n\n" + "\n".join(parts)


def readme() -> str:
    """Give ``README.md`` with its help block as it is now; raises ValueError where it has none."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    if not HELP_BLOCK.search(text):
        raise ValueError("README.md has no help block")
    return HELP_BLOCK.sub(lambda _: help_text(), text)


PAGES = {
    "docs/cli.md": cli_page,
    "docs/settings.md": settings_page,
    "docs/vocabulary.md": vocabulary_page,
    "README.md": readme,
}


def main() -> int:
    """Write the pages, or with ``--check`` say which ones differ; gives the exit status."""
    parser = argparse.ArgumentParser(description="Make the generated documents.")
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    check = parser.parse_args().check
    differing = []
    for name, make in PAGES.items():
        path, content = ROOT / name, make()
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != content):
            differing.append(name)
        elif not check:
            path.write_text(content, encoding="utf-8", newline="\n")
    for name in differing:
        print(f"{name} differs from the program. Run: make docs", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
