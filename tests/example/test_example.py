# SPDX-License-Identifier: Apache-2.0
import io
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

from onrecord.casefile.provenance import read_provenance
from onrecord.example import documents_folder, provenance_path
from onrecord.model import Provenance

ROOT = Path(__file__).resolve().parents[2]


def test_the_documents_are_what_their_sources_give() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_example.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")


def test_the_manifest_names_every_document_and_nothing_else() -> None:
    given = read_provenance(provenance_path(), Provenance())
    assert sorted(given) == sorted(path.name for path in documents_folder().iterdir())


def test_every_document_says_who_supplied_it_and_how_it_was_obtained() -> None:
    given = read_provenance(provenance_path(), Provenance())
    assert all(said.supplied_by and said.how_obtained for said in given.values())


def test_only_the_interview_note_is_protected() -> None:
    given = read_provenance(provenance_path(), Provenance())
    assert [name for name, said in given.items() if said.protected] == ["08-interview-note.docx"]


def test_the_protected_names_stand_in_no_other_document() -> None:
    for path in documents_folder().iterdir():
        if path.name != "08-interview-note.docx":
            assert b"Tadeka" not in path.read_bytes()
            assert b"Vasto" not in path.read_bytes()


def test_the_email_carries_one_attachment() -> None:
    message = message_from_bytes((documents_folder() / "06-spokesman-reply.eml").read_bytes())
    assert [part.get_filename() for part in message.walk() if part.get_filename()] == ["fact-sheet.txt"]


def test_the_archive_holds_two_documents() -> None:
    with zipfile.ZipFile(documents_folder() / "12-council-documents.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2


def test_the_interview_note_has_one_tracked_deletion_and_one_insertion() -> None:
    with zipfile.ZipFile(io.BytesIO((documents_folder() / "08-interview-note.docx").read_bytes())) as note:
        body = note.read("word/document.xml")
    assert (body.count(b"<w:del "), body.count(b"<w:ins ")) == (1, 1)
