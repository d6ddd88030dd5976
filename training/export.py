# SPDX-License-Identifier: Apache-2.0
"""Make the files for the package out of trained weights: ``python training/export.py --model FILE``.

The graph takes one window and gives everything that is asked of its pieces. The weights of matrix products and of the
word embeddings become int8 (dynamic quantisation, one scale a column). Seven bits are used of the weights' eight:
processors without VNNI add up pairs in 16 bits, which would overflow, and the same text would be read otherwise there.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from base import base_folder
from labels import ATTACKS, DENIALS, KINDS, PERPETRATORS, SPEAKER_TYPES, VIOLATION_IDS
from network import MEANING, RANK, Attributor

PACKAGE = Path(__file__).parents[1] / "src/onrecord/reading/statements/english/encoder"
OUTPUTS = ("cues", "own", "roles", "meaning", "acts", "victims", "attacks", "perpetrator")


class OneWindow(nn.Module):
    """The network as it runs in the package: one window, and every piece asked as if it were a cue."""

    def __init__(self, model: Attributor) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, ...]:
        """Give the outputs of ``OUTPUTS``."""
        model = self.model
        hidden = model.encoder(input_ids=ids, token_type_ids=cases).last_hidden_state
        cue = nn.functional.gelu(model.cue_side(hidden))
        sides = model.role_side(hidden).view(1, -1, 2, RANK)
        alone = model.role_alone(hidden)
        roles = [
            torch.matmul(torch.matmul(cue, model.pairs[role]), sides[:, :, role].transpose(1, 2))
            + alone[:, :, role].unsqueeze(1)
            for role in range(2)
        ]
        return (
            model.cues(hidden),
            model.own(hidden),
            torch.stack(roles, 1),
            model.meaning(hidden).view(1, -1, 3, MEANING),
            model.acts(hidden),
            model.victims(hidden),
            model.attacks(hidden).amax(1),
            model.perpetrator(torch.cat([hidden[:, 0], hidden.mean(1)], -1)),
        )


def make_graph(model: Attributor, target: Path) -> None:
    """Write the graph with weights of 32 bits."""
    example = (torch.full((1, 40), 101), torch.zeros(1, 40, dtype=torch.long))
    names = {"ids": {1: "pieces"}, "cases": {1: "pieces"}}
    for output in OUTPUTS[:6]:
        names[output] = {1: "pieces"}
    names["roles"] = {2: "pieces", 3: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter says that a newer one exists, which needs a further library
        torch.onnx.export(
            OneWindow(model).eval(),
            example,
            str(target),
            input_names=["ids", "cases"],
            output_names=list(OUTPUTS),
            dynamic_axes=names,
            opset_version=17,
            dynamo=False,
        )


def quantise(source: Path, target: Path) -> None:
    """Write the graph with weights of 8 bits; the same weights give the same bytes."""
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    graph = onnx.load(target)
    graph.producer_name, graph.producer_version, graph.doc_string = "onrecord training/export.py", "", ""
    onnx.save(graph, target)


def write_heads(model: Attributor, target: Path) -> None:
    """Write the small weights that are used after spans are known, and the names of the labels."""
    names = {
        "kinds": KINDS,
        "subtypes": DENIALS,
        "speaker_types": SPEAKER_TYPES,
        "violations": VIOLATION_IDS,
        "attacks": ATTACKS,
        "perpetrators": PERPETRATORS,
    }
    arrays = {"distances": model.distances, "names": np.array(json.dumps(names))}
    for name in ("kinds", "subtypes", "speaker_types", "violations"):
        head = getattr(model, name)
        arrays |= {f"{name}.weight": head.weight, f"{name}.bias": head.bias}
    made = {name: value.detach().numpy() if isinstance(value, Tensor) else value for name, value in arrays.items()}
    np.savez(target, **made)


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model.pt, or a checkpoint")
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    base = base_folder()
    model = Attributor(base)
    state = torch.load(options.model)
    model.load_state_dict(state.get("average", state))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        make_graph(model, full)
        quantise(full, options.out / "weights.onnx")
    write_heads(model, options.out / "heads.npz")
    (options.out / "pieces.txt").write_bytes((base / "vocab.txt").read_bytes())
    for name in ("weights.onnx", "heads.npz", "pieces.txt"):
        print(f"{name}: {(options.out / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
