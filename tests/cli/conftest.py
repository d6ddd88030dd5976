# SPDX-License-Identifier: Apache-2.0
"""Documents about the fictional country of Aldova, a case made of them once, and a way to call the program."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

PROGRAM = Path(sys.executable).with_name("onrecord")
SECRET = "Ilva Dorrin"
"""A name that stands in documents, and that no error and no list may say."""

Call = Callable[..., Result]


def make_documents(folder: Path) -> Path:
    folder.mkdir()
    (folder / "report.txt").write_text(
        f"At least 30 people were held without trial in Tarn prison, {SECRET}, a lawyer, said on 4 March 2026.\n\n"
        "The government of Aldova must let visitors into Tarn prison by 1 May 2026, the Lantern Group said.\n"
    )
    (folder / "reply.txt").write_text('"Nobody was beaten in Tarn prison," the Interior Ministry of Aldova said.\n')
    (folder / "note.txt").write_text(f"{SECRET} said that the guards of Tarn prison had beaten her brother.\n")
    (folder / "nota.txt").write_text(
        "El gobierno de Aldova dijo el martes que nadie había sido detenido en la prisión de Tarn. "
        "La ministra añadió que los visitantes podrán entrar en mayo.\n"
    )
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    (folder / ".DS_Store").write_bytes(b"left behind")
    with zipfile.ZipFile(folder / "bundle.zip", "w") as archive:
        archive.writestr("inner/offer.txt", "The foreign minister of Aldova offered to let two visitors in.\n")
        archive.writestr("empty.txt", "")
    (folder.parent / "from.toml").write_text('["note.txt"]\nprotected = true\nsupplied_by = "The Lantern Group"\n')
    return folder


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own, so that no test meets the keys of the person who runs it."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("ONRECORD_STATE", str(folder))
    monkeypatch.setenv("ONRECORD_PROCESSES", "1")
    return folder


@pytest.fixture
def call() -> Call:
    """Call the program in this process: ``call("add", path, "--case", case)``."""

    def called(*arguments: object, status: int | None = None) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="onrecord")
        if status is not None:
            assert result.exit_code == status, result.output
        return result

    return called


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return make_documents(tmp_path / "documents")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, the case that ``run`` made of them, and the state folder that goes with it."""
    home = tmp_path_factory.mktemp("made")
    paths = [str(make_documents(home / "documents")), "--provenance", str(home / "from.toml")]
    environment = {"ONRECORD_STATE": str(home / "state"), "ONRECORD_PROCESSES": "1"}
    result = CliRunner(env=environment).invoke(main, ["run", *paths, "--case", str(home / "case")])
    assert result.exit_code == 3, result.output
    return home


@pytest.fixture
def case(made: Path, tmp_path: Path, state: Path) -> Path:
    """A case of its own for one test."""
    shutil.copytree(made / "state", state, dirs_exist_ok=True)
    return Path(shutil.copytree(made / "case", tmp_path / "case"))
