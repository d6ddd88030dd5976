# SPDX-License-Identifier: Apache-2.0
"""One document, from bytes to reading: the piece of work that a worker process does.

Whatever the bytes are, one result comes back. An error that onrecord understands becomes the reason
in the reading; anything else that a parser throws becomes ``failed`` with the kind of error and
nothing of the document's words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.intake.containers import CONTAINER_KINDS
from onrecord.model import Metadata, Reading, Text
from onrecord.reading import formats
from onrecord.reading.likeness import sketch
from onrecord.reading.reading import read


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """Bytes to read and what a person or the container says about them."""

    key: str
    path: Path
    file_kind: str
    published: str | None = None
    """EDTF date given by a person; used where the document states none."""
    title: str | None = None
    """Title given by a person; used where the document states none."""
    answer_all: bool = False
    """Answer every field of the incident, for benchmarks."""


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What came of one job."""

    key: str
    text: Text | None
    reading: Reading
    sketch: tuple[int, ...] = ()


def not_read(reason: str, *, failed: bool = False) -> Reading:
    """Make the reading of something that gave no text."""
    return Reading("failed" if failed else "kept, not read", reason, (), None, Metadata())


def with_given(metadata: Metadata, job: ReadingJob) -> Metadata:
    """Complete what the document says of itself with what a person gave; the document's own words come first."""
    if metadata.published is None and job.published is not None:
        metadata = replace(metadata, published=job.published, published_basis="given")
    if metadata.title is None and job.title is not None:
        metadata = replace(metadata, title=job.title)
    return metadata


def read_one(job: ReadingJob) -> ReadingResult:
    """Extract the text of one document and read it. Never raises for any bytes."""
    try:
        if job.file_kind in CONTAINER_KINDS and not formats.reads(job.file_kind):
            return ReadingResult(job.key, None, Reading("read", None, (), None, Metadata()))
        if not formats.reads(job.file_kind):
            return ReadingResult(job.key, None, not_read(formats.why_not_read(job.file_kind)))
        extraction = formats.extract(job.path, job.file_kind)
        reading = read(extraction.text, with_given(extraction.metadata, job), answer_all=job.answer_all)
        return ReadingResult(job.key, extraction.text, reading, sketch(extraction.text))
    except OnrecordError as error:
        return ReadingResult(job.key, None, not_read(error.happened, failed=True))
    except FileNotFoundError:
        gone = "Its bytes are missing from the case. `onrecord verify` tells what is gone; a backup may hold it."
        return ReadingResult(job.key, None, not_read(gone, failed=True))
    except MemoryError:
        return ReadingResult(job.key, None, not_read("It needs more memory than reading may use.", failed=True))
    except Exception as error:  # noqa: BLE001  # the isolation edge: one bad file never stops the rest
        where = f"{type(error).__name__} in the reading of {job.file_kind}"
        return ReadingResult(job.key, None, not_read(f"Reading stopped on an error of its own ({where}).", failed=True))
