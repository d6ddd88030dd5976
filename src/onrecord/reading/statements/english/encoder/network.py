# SPDX-License-Identifier: Apache-2.0
"""Run one window of pieces through the trained network that ships in the package.

One window a run, never padded: dynamic int8 takes its scale over all that is run at once, so a window's scores would
otherwise depend on its neighbours. Whole numbers are added up exactly, so the number of threads changes nothing either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.model import Span
from onrecord.reading.statements.english.encoder.wordpieces import Pieces, WordPieces

Floats = npt.NDArray[np.float32]
WEIGHTS = "weights.onnx"
HEADS = "heads.npz"
_THREADS = 1
"""Documents are read side by side by the workers of the pool; threads inside one would only get in their way."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window; positions count from its first piece."""

    cues: Floats
    """(piece, 3): shares of outside, begin, inside a cue."""
    own: Floats
    """(piece, 3): the same for content that has no cue."""
    roles: Floats
    """(2, piece, piece): for each piece as a cue, how much each other is source and content."""
    meaning: Floats
    """(piece, 3, width): a piece as part of a cue, a content, a source."""
    acts: Floats
    """(piece, violations)"""
    victims: Floats
    """(piece, 2): shares of naming a victim, and the place, of the document's attack."""
    attacks: Floats
    """(attacks,): scores of what the attack was."""
    perpetrator: Floats
    """(perpetrators,): scores of who did it."""


@dataclass(frozen=True)
class Heads:
    """The small weights that are used after spans are known, and the names of the labels in their order."""

    distances: Floats
    """(2, bucket): what the distance from the cue adds for source and content."""
    kinds: tuple[Floats, Floats]
    speaker_types: tuple[Floats, Floats]
    violations: tuple[Floats, Floats]
    names: dict[str, tuple[str, ...]]


class Network:
    """The encoder with its heads."""

    def __init__(self, weights: bytes, heads: Heads) -> None:
        """Load the weights."""
        onnxruntime.disable_telemetry_events()  # its Windows builds would tell their maker of every session
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = _THREADS
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.heads = heads

    def run(self, pieces: Pieces, window: Span, cutter: WordPieces) -> Scores:
        """Score the pieces of a window."""
        start, end = window
        ids = np.array([[cutter.start, *pieces.ids[start:end], cutter.end]], dtype=np.int64)
        cases = np.array([[0, *pieces.cases[start:end], 0]], dtype=np.int64)
        cues, own, roles, meaning, acts, victims, attacks, perpetrator = self._session.run(
            None, {"ids": ids, "cases": cases}
        )
        return Scores(
            _shares(cues[0, 1:-1]),
            _shares(own[0, 1:-1]),
            roles[0, :, 1:-1, 1:-1],
            meaning[0, 1:-1],
            acts[0, 1:-1],
            1 / (1 + np.exp(-victims[0, 1:-1])),
            attacks[0],
            perpetrator[0],
        )


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


def read_heads(source: Any) -> Heads:
    """Read the small weights from a file of arrays."""
    with np.load(source, allow_pickle=False) as found:
        pairs = {name: (found[f"{name}.weight"], found[f"{name}.bias"]) for name in _PAIRS}
        names = {name: tuple(values) for name, values in json.loads(str(found["names"])).items()}
        return Heads(found["distances"], names=names, **pairs)


_PAIRS = ("kinds", "speaker_types", "violations")


@lru_cache(maxsize=1)
def network() -> Network:
    """Give the network in the package, loaded once."""
    folder = resources.files(__package__)
    with folder.joinpath(HEADS).open("rb") as heads:
        return Network(folder.joinpath(WEIGHTS).read_bytes(), read_heads(heads))
