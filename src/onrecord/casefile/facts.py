# SPDX-License-Identifier: Apache-2.0
"""``case.toml``: what the case is called and asks, readable and editable by a person."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

from onrecord.errors import BadCall, NotACase
from onrecord.model import DEFAULT_STANDARD, CaseFacts

FILE_NAME = "case.toml"
LONGEST_TITLE = 200
"""Characters: a title stands in one line of a report's head."""


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are a subset of TOML's but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def check_title(title: str) -> str:
    """Give the title without outer spaces; raises BadCall where it cannot be printed in one line."""
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE or re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", title):
        raise BadCall(
            f"A case needs a title of 1 to {LONGEST_TITLE} characters in one line.",
            helps='For example: onrecord new CASE --title "Detentions in the north, 2026"',
        )
    return title


def write_facts(folder: Path, facts: CaseFacts) -> None:
    """Write ``case.toml`` whole or not at all."""
    lines = [
        "# What this case is. You may edit the title, question, scope and standard of proof; leave the id alone.",
        f"id = {_quoted(facts.id)}",
        f"title = {_quoted(facts.title)}",
        f"created_at = {_quoted(facts.created_at)}",
        f"question = {_quoted(facts.question or '')}",
        f"scope = [{', '.join(_quoted(part) for part in facts.scope)}]",
        f"standard_of_proof = {_quoted(facts.standard_of_proof)}",
    ]
    temporary = folder / (FILE_NAME + ".new")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / FILE_NAME)


def read_facts(folder: Path) -> CaseFacts:
    """Read ``case.toml``; raises NotACase where the folder has none or it is damaged."""
    path = folder / FILE_NAME
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return CaseFacts(
            id=str(found["id"]),
            title=str(found["title"]),
            created_at=str(found["created_at"]),
            question=str(found.get("question") or "") or None,
            scope=tuple(str(part) for part in found.get("scope", ())),
            standard_of_proof=str(found.get("standard_of_proof", DEFAULT_STANDARD)),
        )
    except (FileNotFoundError, NotADirectoryError):
        raise NotACase(
            "This folder is not an onrecord case: it has no case.toml.",
            helps="Make a case with: onrecord new CASE. Or name another one with --case CASE.",
        ) from None
    except PermissionError:
        raise NotACase(
            "This case may not be opened by you: its case.toml cannot be read.",
            helps="Ask its owner, or look at the permissions of the folder.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise NotACase(
            f"The case.toml of this case is damaged ({type(error).__name__}).",
            "The evidence beside it is not affected.",
            "Put back the file from a backup, or mend it by hand: it needs id, title and created_at.",
        ) from None
