# SPDX-License-Identifier: Apache-2.0
"""What commands print for a person. Short: what is there, what is missing, and where to look.

Lists on the screen are cut at ``LONGEST_LIST`` lines and say so; ``--json`` never cuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.cli.edge import program, say

if TYPE_CHECKING:
    from onrecord.casefile.adding import Added
    from onrecord.casefile.drafting import CaseStatus
    from onrecord.casefile.unread import UnreadEntry
    from onrecord.custody.findings import Verification

LONGEST_LIST = 20

_PLURALS = {"other": "other"}


def count(number: int, noun: str) -> str:
    """Give a number with its noun: "1 refusal", "2 refusals"."""
    plural = _PLURALS.get(noun, f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return f"{number:,} {noun if number == 1 else plural}"


def _say_list(lines: Sequence[str], indent: str = "  ") -> None:
    for line in lines[:LONGEST_LIST]:
        say(indent + line)
    if len(lines) > LONGEST_LIST:
        say(f"{indent}and {len(lines) - LONGEST_LIST:,} more; --json lists them all")


def say_added(added: Added) -> None:
    """Print what came of adding."""
    line = f"Kept {count(added.files, 'file')}"
    if added.inside:
        line += f" and {count(added.inside, 'document')} inside them"
    if added.known:
        line += f"; {added.known:,} {'was' if added.known == 1 else 'were'} in the case already"
    say(f"{line}.")
    if added.not_taken:
        say(f"Not taken: {len(added.not_taken):,}")
        _say_list([f"{thing.path}: {thing.reason}" for thing in added.not_taken])
    if added.left_out:
        say(f"Left out, as nobody misses it: {len(added.left_out):,}")
        _say_list([f"{thing.path}: {thing.reason}" for thing in added.left_out])
    if added.without_file:
        say(f"The provenance file names {count(len(added.without_file), 'file')} that you did not name:", error=True)
        for name in added.without_file[:LONGEST_LIST]:
            say(f"  {name}", error=True)
        say("What it says about them was not used. Check the spelling, above all where it says protected.", error=True)


def say_unread(entries: Sequence[UnreadEntry], title: str = "Could not be read") -> None:
    """Print what could not be read, with the reasons."""
    say(f"{title}: {len(entries):,}")
    _say_list([f"{entry.name}: {entry.reason}" for entry in entries])


def say_status(status: CaseStatus) -> None:
    """Print what a case holds."""
    say(f"Documents: {status.documents:,}" + _protected(status))
    if status.not_read_yet:
        say(f"Waiting to be read: {status.not_read_yet:,}")
    if status.read_by_older:
        say(f"Read by an older version only: {status.read_by_older:,}")
    kinds = ", ".join(count(number, kind.replace("_", " ")) for kind, number in status.statements_by_kind.items())
    say(f"Statements: {status.statements:,}" + (f" ({kinds})" if kinds else ""))
    matters = count(status.answered + status.unanswered, "matter")
    say(f"Allegations: {matters}, {status.answered:,} with a response, {status.unanswered:,} without")
    say(f"Commitments: {_commitments(status)}")
    if status.languages:
        say_unread(status.languages, "In languages that are not read yet, or only in part")
    say_unread(status.unread)


def _protected(status: CaseStatus) -> str:
    if not status.protected:
        return ""
    return f", and {status.protected:,} protected: left out of the figures below and of every report"


def _commitments(status: CaseStatus) -> str:
    dates = (
        (status.overdue, "with a date that has passed"),
        (status.due, "due within 30 days"),
        (status.later, "due later"),
        (status.undated, "without a date"),
    )
    total = sum(number for number, _ in dates)
    parts = ", ".join(f"{number:,} {words}" for number, words in dates if number)
    return f"{total:,}" + (f" ({parts})" if parts else "")


def say_verification(found: Verification) -> None:
    """Print the numbered checks and what they come to."""
    for check in found.checks:
        say(f"{check.number}. {check.answer.upper() if check.answer == 'failed' else check.answer}: {check.title}")
        if check.reason and check.answer != "passed":
            say(f"   because {check.reason}")
        _say_list([f"{finding.kind}: {finding.where}" for finding in check.findings], "   ")
    for remark in found.remarks:
        say(remark)
    if found.pending:
        say("An interrupted command left work behind; the next command on this case finishes or removes it.")
    say(f"{found.tree_size:,} log entries, {count(found.items, 'item')}, {count(found.size, 'byte')}.")
    say(f"Root: {found.root}")
    _say_verdict(found)


NEED_A_CHECKPOINT = frozenset({8, 9})
"""Checks that need something from outside the case."""


def _say_verdict(found: Verification) -> None:
    answers = [check.answer for check in found.checks]
    failed, passed = answers.count("failed"), answers.count("passed")
    unchecked = {check.number for check in found.checks if check.answer == "not checked"}
    if failed:
        say(f"{failed} of {len(answers)} checks FAILED: this case is not as it was kept.")
        say(f"Leave it as it is, and bring a good copy back: {program()} restore BACKUP NEW_FOLDER")
    elif unchecked:
        say(f"Nothing failed. {passed} of {len(answers)} checks were made, and passed.")
        if unchecked & NEED_A_CHECKPOINT:
            say("A checkpoint that was kept outside the case makes checks 8 and 9: --checkpoint FILE")
    else:
        say(f"All {len(answers)} checks passed.")
