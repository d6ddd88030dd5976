# SPDX-License-Identifier: Apache-2.0
"""What every format keeps, checked on every sample of every format."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from onrecord.errors import LimitExceeded, Unreadable
from onrecord.intake import kinds, limits
from onrecord.intake.limits import Limit
from onrecord.model import BODY_KINDS, Text
from onrecord.reading import formats
from samples import make

FOLDER = Path(make.__file__).parent
SAMPLES = sorted(path for entry in formats.FORMATS for path in (FOLDER / entry.file_kind).iterdir())


def check_map(text: Text) -> None:
    """Segments are sorted, disjoint, inside the text and not empty, and every offset in one maps back to it."""
    last = 0
    for segment in text.segments:
        assert last <= segment.start < segment.end <= len(text.content)
        assert text.segment_at(segment.start) == text.segment_at(segment.end - 1) == segment
        assert segment.paragraph
        last = segment.end
    between = [
        text.content[one.end : other.start] for one, other in zip(text.segments, text.segments[1:], strict=False)
    ]
    assert not any(stretch.strip() for stretch in between)
    for part in text.unread:
        assert part.span is None or 0 <= part.span[0] < part.span[1] <= len(text.content)


def test_samples_are_what_their_script_makes() -> None:
    for name, data in make.build().items():
        assert (FOLDER / name).read_bytes() == data, name


def test_every_format_has_a_sample() -> None:
    assert {path.parent.name for path in SAMPLES} == {entry.file_kind for entry in formats.FORMATS}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
class TestEverySample:
    def test_is_told_by_its_content_whatever_it_is_called(self, path: Path, tmp_path: Path) -> None:
        renamed = tmp_path / "photo.jpg"
        shutil.copy(path, renamed)
        assert kinds.detect(path) == kinds.detect(renamed) == path.parent.name

    def test_maps_back(self, path: Path) -> None:
        text = formats.extract(path, path.parent.name).text
        assert any(segment.kind in BODY_KINDS for segment in text.segments)
        check_map(text)

    def test_gives_the_same_text_twice(self, path: Path) -> None:
        one, other = (formats.extract(path, path.parent.name) for _ in range(2))
        assert one == other
        assert one.text.sha256 == other.text.sha256

    def test_says_words_of_the_document_in_no_warning(self, path: Path) -> None:
        text = formats.extract(path, path.parent.name).text
        said = " ".join((*text.warnings, *(part.reason for part in text.unread)))
        for word in ("Ministry", "Lantern", "prison", "Reporter", "Editor"):
            assert word.lower() not in said.lower()

    def test_is_refused_past_the_limit(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        small = Limit(limits.READ_FILE.name, 10, "bytes", "a test")
        modules = ("plain", "pdf", "docx")
        for module in modules:
            monkeypatch.setattr(f"onrecord.reading.formats.{module}.READ_FILE", small)
        monkeypatch.setattr("onrecord.intake.containers.messages.READ_FILE", small)
        with pytest.raises(LimitExceeded, match="size of one file that is read"):
            formats.extract(path, path.parent.name)

    def test_cut_anywhere_is_read_or_refused_and_never_anything_else(self, path: Path, tmp_path: Path) -> None:
        data = path.read_bytes()
        cut = tmp_path / "cut"
        for share in range(1, 10):
            cut.write_bytes(data[: len(data) * share // 10])
            with contextlib.suppress(Unreadable):
                check_map(formats.extract(cut, path.parent.name).text)


def test_a_kind_without_a_format_is_kept_and_says_so(tmp_path: Path) -> None:
    photo = tmp_path / "notes.txt"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    kind = kinds.detect(photo)
    assert not formats.reads(kind)
    with pytest.raises(Unreadable, match=r"Kept, not read: a photo"):
        formats.extract(photo, kind)
    assert formats.why_not_read("empty") == "It is empty: there is nothing to read."
