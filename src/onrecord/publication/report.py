# SPDX-License-Identifier: Apache-2.0
"""Write the draft report: one HTML file that needs no network, no scripts and nothing beside it.

1. Nothing protected goes in: the documents are checked once more before anything is worked out.
2. Everything is worked out before the first byte is written, so a report never points at nothing.
3. The file is written piece by piece under another name, synced, and put in place in one step; a report
   that was there before stays whole until then.
4. What documents hold is text and nothing else: escaped, with acting characters made visible, under a
   content security policy that allows the report's own style sheet and no script, image, frame or request.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.errors import CannotKeep
from onrecord.publication import phrases
from onrecord.publication.caps import FULL, STANDARD, Caps
from onrecord.publication.contents import Contents, contents
from onrecord.publication.dates import moment
from onrecord.publication.legible import is_quoted, printed
from onrecord.publication.material import CustodyFacts, ReportMaterial
from onrecord.publication.pages import Page, blocks
from onrecord.publication.redaction import ensure_releasable
from onrecord.vocabulary import load

__all__ = ["CustodyFacts", "ReportMaterial", "render", "write"]

_FLUSH = 64
"""Template pieces put together before they go to the file."""


def write(material: ReportMaterial, path: Path, *, full: bool = False) -> None:
    """Write the report to ``path``. ``full`` prints the text of every document, however many.

    Raises NotReleasable where something protected is among the material, and CannotKeep where the file
    cannot be written; in both cases ``path`` is as it was.
    """
    pieces = render(material, FULL if full else STANDARD)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)  # what a report that was killed left behind
        with open(unfinished, "x", encoding="utf-8", newline="\n", opener=_only_for_its_owner) as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        _remove(unfinished)
        raise CannotKeep(
            f"The report could not be written ({error.strerror or type(error).__name__}).",
            "Nothing in the case changed; a report that was there before is still there.",
            "Free some space or choose another place with --output.",
        ) from error
    except BaseException:
        _remove(unfinished)
        raise


def render(material: ReportMaterial, caps: Caps = STANDARD) -> Iterator[str]:
    """Give the report piece by piece. Everything that can be refused is refused before the first piece."""
    ensure_releasable(material.documents)
    report = contents(material, caps)
    template = _environment().get_template("report.html.j2")
    stream = template.stream(_context(material, report, caps))
    stream.enable_buffering(_FLUSH)
    return iter(stream)


def _context(material: ReportMaterial, report: Contents, caps: Caps) -> dict[str, Any]:
    css = resources.files(__package__).joinpath("templates/report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    standard = load().standards.get(material.case.standard_of_proof)

    def text_of(page: Page) -> Iterator[object]:
        return blocks(page.shelved, report.citations, caps)

    return {
        "case": material.case,
        "standard": standard.label if standard else material.case.standard_of_proof,
        "made_at": moment(material.made_at),
        "tool": material.tool,
        "custody": material.custody,
        "report": report,
        "listed": frozenset(page.number for page in report.listed),
        "text_of": text_of,
        "css": Markup(css),  # noqa: S704  # our own file
        "css_digest": digest,
        "kinds": tuple(phrases.KIND_WORDS),
        "draft": phrases.DRAFT,
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publication"),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["count"] = phrases.count
    environment.tests["quoted"] = is_quoted
    return environment


def _only_for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove(unfinished: Path) -> None:
    try:
        unfinished.unlink(missing_ok=True)
    except OSError:
        return  # the disk that refused to write may refuse this too; the error that matters is already on its way
