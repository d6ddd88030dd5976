# SPDX-License-Identifier: Apache-2.0
"""Protection from the file that comes in to everything that leaves: planted words are searched in the bytes."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest

from casefile.sample import in_this_process
from onrecord.casefile import adding, drafting, keeping, reading
from onrecord.casefile.case import Case
from onrecord.model import Provenance
from onrecord.settings import Settings

WORD, NAME = "quillfeather", "Zuleika Unterwald"
TESTIMONY = f"{NAME} said on 3 March 2026 that guards in Norvik prison beat her with a {WORD}.\n"
OPEN = "The Lantern Group said on 4 March 2026 that at least 30 people were held without trial in Norvik prison.\n"
PLANTED = (WORD, *NAME.split())


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(reading, "read_all", in_this_process)  # workers take seconds to start
    settings = Settings(state_folder=tmp_path / "state", processes=1)
    return Case.new(tmp_path / "case", settings, title="Norvik prison")


def _add(case: Case, folder: Path, files: dict[str, bytes], *, protected: bool) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    adding.add(case, [folder / name for name in files], Provenance(protected=protected))


def _what_leaves(case: Case) -> bytes:
    """Give all bytes that leave a case: the report, its name, and the status as a program gets it."""
    reading.read(case)
    status = json.dumps(dataclasses.asdict(drafting.status(case)))
    plain = drafting.write_report(case)
    full = drafting.write_report(case, full=True)
    assert plain.parent == full.parent == case.folder / "reports"
    return b"\n".join((plain.read_bytes(), full.read_bytes(), plain.name.encode(), full.name.encode(), status.encode()))


def _hits(left: bytes, planted: tuple[str, ...] = PLANTED) -> list[str]:
    """List the planted words that stand in ``left``, in any case, reversed, or encoded as other programs do."""
    searched = left.decode("utf-8").casefold()
    forms: tuple[Callable[[str], str], ...] = (
        str,
        lambda word: word[::-1],
        quote,
        lambda word: base64.b64encode(word.encode()).decode().rstrip("=")[:-1],
        lambda word: "".join(f"\\u{ord(letter):04x}" for letter in word),
    )
    return [word for word in planted if any(form(word).casefold() in searched for form in forms)]


def _zipped(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"{NAME} <z@example.org>", "desk@example.org"
    message["Subject"], message["Date"] = f"The {WORD}", "Wed, 04 Mar 2026 10:00:00 +0000"
    message.set_content(TESTIMONY)
    message.add_attachment(TESTIMONY.replace("beat", "kicked").encode(), "text", "plain", filename=f"{WORD}.txt")
    return bytes(message)


SECRETS = {
    "a text": {f"{WORD}.txt": TESTIMONY.encode()},
    "a web page": {"page.html": f"<title>{NAME}</title><p>{TESTIMONY}</p>".encode()},
    "an archive with members": {
        f"{WORD}.zip": _zipped({f"{WORD}/one.txt": TESTIMONY, "two.html": f"<p>{TESTIMONY}</p>", "empty.txt": ""})
    },
    "an archive in an archive": {"outer.zip": _zipped({"inner.txt": TESTIMONY, f"{NAME}.eml": _mail().decode()})},
    "a message with an attachment": {"mail.eml": _mail()},
    "a file that nothing can read": {f"{WORD}.pdf": b"%PDF-1.7 " + NAME.encode()},
    "an empty file": {f"{WORD}.txt": b""},
    "a photo": {f"{WORD}.png": b"\x89PNG\r\n\x1a\n" + NAME.encode()},
}


@pytest.mark.parametrize("files", SECRETS.values(), ids=SECRETS.keys())
def test_nothing_of_what_is_protected_leaves(case: Case, tmp_path: Path, files: dict[str, bytes]) -> None:
    with case:
        _add(case, tmp_path / "open", {"open.txt": OPEN.encode()}, protected=False)
        _add(case, tmp_path / "secret", files, protected=True)
        left = _what_leaves(case)
    assert b"Lantern Group" in left
    assert _hits(left) == []


@pytest.mark.parametrize("files", SECRETS.values(), ids=SECRETS.keys())
def test_without_protection_the_search_finds_what_was_planted(
    case: Case, tmp_path: Path, files: dict[str, bytes]
) -> None:
    with case:
        _add(case, tmp_path / "secret", files, protected=False)
        assert _hits(_what_leaves(case)) != []


def test_an_open_copy_of_a_protected_text_stays_in_as_well(case: Case, tmp_path: Path) -> None:
    copies = {
        "same-bytes.txt": TESTIMONY.encode(),
        "same-text.txt": b"\xef\xbb\xbf" + TESTIMONY.encode(),
        "in-an-archive.zip": _zipped({"copy.txt": TESTIMONY}),
    }
    with case:
        _add(case, tmp_path / "open", {"open.txt": OPEN.encode(), **copies}, protected=False)
        _add(case, tmp_path / "secret", {"t.txt": TESTIMONY.encode()}, protected=True)
        left = _what_leaves(case)
    assert b"Lantern Group" in left
    assert _hits(left) == []


def test_a_document_that_is_protected_only_later_stays_in_from_then_on(case: Case, tmp_path: Path) -> None:
    with case:
        _add(case, tmp_path / "in", {"t.txt": TESTIMONY.encode(), "open.txt": OPEN.encode()}, protected=False)
        assert _hits(_what_leaves(case)) != []
        _add(case, tmp_path / "in", {"t.txt": TESTIMONY.encode()}, protected=True)
        left = _what_leaves(case)
        assert b"Lantern Group" in left
        assert _hits(left) == []
        again = adding.add(case, [tmp_path / "in" / "t.txt"], Provenance(protected=True))
        assert (again.files, again.known) == (0, 1)


def test_the_name_of_a_protected_thing_that_could_not_be_taken_stays_in(case: Case, tmp_path: Path) -> None:
    (tmp_path / f"{WORD}.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "known.txt").symlink_to(tmp_path / "gone")
    with case:
        adding.add(case, [tmp_path / f"{WORD}.txt"], Provenance(protected=True))
        adding.add(case, [tmp_path / "known.txt"], Provenance())
        left = _what_leaves(case)
    assert b"known.txt" in left
    assert _hits(left) == []


def test_a_case_that_is_added_to_another_brings_out_nothing_that_it_protects(case: Case, tmp_path: Path) -> None:
    with case:
        _add(case, tmp_path / "in", {f"{WORD}.txt": TESTIMONY.encode(), f"{NAME}.png": b"\x89PNG\r\n"}, protected=True)
    made = keeping.backup(case.folder, tmp_path / "copy", case.settings)
    shutil.copytree(case.folder, tmp_path / "in" / "older")
    with Case.new(tmp_path / "other", case.settings, title="Norvik prison") as other:
        adding.add(other, [tmp_path / "in" / "older", made.path], Provenance())
        _add(other, tmp_path / "more", {"open.txt": OPEN.encode()}, protected=False)
        left = _what_leaves(other)
    assert b"Lantern Group" in left
    assert _hits(left) == []
