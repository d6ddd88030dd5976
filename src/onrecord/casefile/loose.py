# SPDX-License-Identifier: Apache-2.0
"""Reading files without a case: ``onrecord statements``. Keeps nothing.

Members of archives and attachments follow their container. What cannot be taken or read has its object
too, with the reason, so that the output says something about everything that was named.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.casefile.progress import Progress, no_progress
from onrecord.casefile.provenance import check_date
from onrecord.casefile.unread import was_read
from onrecord.engine.pool import read_all
from onrecord.engine.work import ReadingJob, ReadingResult, not_read
from onrecord.errors import BadCall, CannotKeep
from onrecord.intake import containers, kinds, walk
from onrecord.intake.incoming import Incoming, NotTaken
from onrecord.intake.limits import Budget
from onrecord.model import Item, Provenance, ReadDocument, Receipt, Unread
from onrecord.publication.exports.statements_jsonl import document_object, names
from onrecord.settings import Settings

_PIECE = 1024 * 1024
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class LooseDocument:
    """One line of output, and whether all of its document was read."""

    json: dict[str, Any]
    was_read: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What a line of ``--meta`` says about the document of that name."""

    title: str | None
    published: str | None


@dataclass(slots=True)
class _Found:
    """One thing among the inputs: a receipt that nobody keeps, and where its bytes lie."""

    receipt: Receipt
    file_kind: str
    place: Path | None
    """None for what was not taken."""
    reason: str | None = None
    """Why it was not taken, or why what is in it was not."""


@dataclass(slots=True)
class _Gathering:
    """Collects the inputs; members of containers are set aside in ``scratch`` until they are read."""

    scratch: Path
    found: list[_Found] = field(default_factory=list)

    def add(self, thing: Incoming | NotTaken, parent: _Found | None, budget: Budget) -> None:
        if isinstance(thing, NotTaken):
            if parent is not None and thing.path == "*":  # nothing in the container could be taken
                parent.reason = thing.reason
            elif not thing.litter:
                self._refuse(thing.path, thing.reason, parent)
            return
        try:
            place, item = self._set_aside(thing, parent)
            kind = kinds.detect(place)
        except OSError as error:
            self._refuse(thing.path, f"It cannot be opened: {error.strerror or type(error).__name__}.", parent)
            return
        found = _Found(self._receipt(thing.name, thing.path, item, parent), kind, place)
        self.found.append(found)
        for member in containers.members(place, kind, budget):
            self.add(member, found, budget.inside())

    def _refuse(self, path: str, reason: str, parent: _Found | None) -> None:
        item = Item(hashlib.sha256(b"").hexdigest(), hashlib.sha512(b"").hexdigest(), 0)
        self.found.append(_Found(self._receipt(Path(path).name or path, path, item, parent), "unknown", None, reason))

    def _receipt(self, name: str, path: str, item: Item, parent: _Found | None) -> Receipt:
        parent_id = parent.receipt.id if parent else None
        return Receipt(f"R-{len(self.found) + 1}", item, name, path, parent_id, None, "", Provenance())

    def _set_aside(self, thing: Incoming, parent: _Found | None) -> tuple[Path, Item]:
        """Hash the bytes; copy them where they have no place of their own on disk."""
        short, long, size = hashlib.sha256(), hashlib.sha512(), 0
        place = Path(thing.path)
        with ExitStack() as opened:
            stream = opened.enter_context(thing.open())
            target = None
            if parent is not None or not place.exists():
                place = self.scratch / str(len(self.found))
                target = opened.enter_context(place.open("wb"))
            while piece := stream.read(_PIECE):
                short.update(piece)
                long.update(piece)
                size += len(piece)
                if target is not None:
                    target.write(piece)
        return place, Item(short.hexdigest(), long.hexdigest(), size)

    def jobs(
        self, titles: Sequence[str], published: str | None, given: Mapping[str, Given], *, answer_all: bool
    ) -> Iterator[ReadingJob]:
        """Give the jobs of what was taken, in order, with what is said about each by its name."""
        for found, name in zip(self.found, titles, strict=True):
            if found.place is None:
                continue
            said = given.get(name, Given(None, None))
            date = said.published or published
            yield ReadingJob(found.receipt.id, found.place, found.file_kind, date, said.title, answer_all)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="onrecord-")
    except OSError as error:
        raise CannotKeep(
            f"There is no place to set aside what archives hold: {error.strerror or type(error).__name__}.",
            "Nothing was read.",
            "Free some space, or set TMPDIR to a folder that you may write to.",
        ) from error


def read_loose(
    paths: Sequence[Path],
    settings: Settings,
    published: str | None = None,
    given: Mapping[str, Given] | None = None,
    progress: Progress = no_progress,
    *,
    answer_all: bool = False,
) -> Iterator[LooseDocument]:
    """Read files and what is in them, in the order given. ``given`` is by document name. Raises CannotKeep."""
    with _scratch() as scratch:
        gathering = _Gathering(Path(scratch))
        for thing in walk.collect(paths):
            gathering.add(thing, None, Budget())
        receipts = [found.receipt for found in gathering.found]
        members = [position for position, receipt in enumerate(receipts) if receipt.parent is not None]
        by_name = names([(receipt.name, receipt.path) for receipt in receipts], members)
        total = len(gathering.found)
        name_of = {found.receipt.id: name for found, name in zip(gathering.found, by_name, strict=True)}
        results = read_all(gathering.jobs(by_name, published, given or {}, answer_all=answer_all), settings.processes)
        for number, found in enumerate(gathering.found, 1):
            result = next(results) if found.place is not None else None
            yield _document(found, result, name_of)
            progress(number, total)


def _document(found: _Found, result: ReadingResult | None, name_of: Mapping[str, str]) -> LooseDocument:
    if result is None:
        result = ReadingResult(found.receipt.id, None, not_read(found.reason or "", failed=True))
    elif found.reason is not None:
        result = _not_opened(result, found.reason)
    document = ReadDocument(found.receipt, found.file_kind, result.text, result.reading)
    parent = found.receipt.parent
    shown = document_object(document, name_of[found.receipt.id], name_of[parent] if parent else None)
    return LooseDocument(shown, was_read(document))


def _not_opened(result: ReadingResult, reason: str) -> ReadingResult:
    """Say of a container that what is in it was not read; a message keeps what was read of its own text."""
    whole = result.text is not None and result.reading.status != "failed"
    said = "; ".join(part for part in (result.reading.reason, reason) if part)
    reading = replace(result.reading, status="partly read" if whole else "kept, not read", reason=said)
    text = replace(result.text, unread=(*result.text.unread, Unread(reason))) if result.text and whole else None
    return replace(result, text=text, reading=reading)


def read_meta(path: Path) -> dict[str, Given]:
    """Read JSON Lines with ``{"name", "title", "published"}``. Raises BadCall, naming the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadCall("The --meta file cannot be read as UTF-8 text.", helps="Check its path and encoding.") from None
    given: dict[str, Given] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, said = _meta_line(number, line)
        if given.setdefault(name, said) != said:
            raise BadCall(
                f"Line {number} of the --meta file says something else of a document that it named before.",
                helps="Keep one line for each document.",
            )
    return given


def _meta_line(number: int, line: str) -> tuple[str, Given]:
    try:
        said = json.loads(line)
        name, title, published = said["name"], said.get("title"), said.get("published")
        if not isinstance(name, str) or not isinstance(title, str | None) or not isinstance(published, str | None):
            raise TypeError  # noqa: TRY301  # one page for all that is wrong with a line
        return name, Given(title or None, check_date(published) if published else None)
    except BadCall:
        raise BadCall(
            f"Line {number} of the --meta file holds a date that onrecord does not take.",
            helps="Write it as 2026-03-01, or 2026-03 or 2026 where you know no more.",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadCall(
            f"Line {number} of the --meta file is not an object with a name.",
            helps='Each line looks like: {"name": "report-17", "title": "…", "published": "2026-03-01"}',
        ) from None
