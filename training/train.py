# SPDX-License-Identifier: Apache-2.0
"""Train the encoder of the English reader: ``python training/train.py --shared ../shared --out FOLDER``.

Reads train parts only. Resumable: a checkpoint is written every few hundred steps and taken up again, with the state
of chance, so that an interrupted training ends as one that was not. ``score.py`` scores on dev parts, ``export.py``
makes the file for the package.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

import corpora
from base import base_folder, pieces
from corpora import Document, Example
from network import Attributor, Outputs
from onrecord.reading.statements.english.encoder.wordpieces import WordPieces

BATCH = 8
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARMUP = 0.06
KEEP_EVERY = 200
AVERAGE = 0.998
"""Share of the running average of the weights that stays at each step; what is kept in the end is the average."""
TIMES = {"polnear": 1, "news": 3, "cases": 4, "passages": 2, "attacks": 0.5}
"""How often an epoch shows each corpus: the field's own texts are few. Below one: that share of it, anew each epoch."""
SHARES = {
    "cues": 1.0, "own": 0.5, "anyhow": 0.3, "roles": 2.0, "kinds": 0.4, "violations": 8.0,
    "speaker_types": 0.1, "subtypes": 0.1, "victims": 2.0, "attacks": 0.1, "perpetrator": 0.05,
}  # fmt: skip
"""Weight of each head's loss."""


@dataclass
class Batch:
    """Windows side by side."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    examples: list[Example]

    @classmethod
    def of(cls, examples: list[Example]) -> Batch:
        """Pad windows to the longest."""
        width = max(len(one.ids) for one in examples)
        ids = torch.zeros(len(examples), width, dtype=torch.long)
        cases, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for row, one in enumerate(examples):
            size = len(one.ids)
            ids[row, :size], cases[row, :size] = torch.from_numpy(one.ids), torch.from_numpy(one.cases)
            mask[row, :size] = 1
        return cls(ids, cases, mask, examples)

    def padded(self, name: str) -> Tensor:
        """Put the labels of one name side by side; -100 where there is none."""
        rows = [getattr(one, name) for one in self.examples]
        made = np.full((len(rows), self.ids.shape[1], *rows[0].shape[1:]), -100, dtype=rows[0].dtype)
        for row, values in enumerate(rows):
            made[row, : len(values)] = values
        return torch.from_numpy(made)


def batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Shuffle, bring windows of like length together, and cut into batches."""
    order = sorted(examples, key=lambda one: len(one.ids) + chance.random() * 40)
    made = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    chance.shuffle(made)
    yield from made


def losses(model: Attributor, batch: Batch) -> dict[str, Tensor]:
    """Run a batch; give the loss of every head that has labels in it."""
    out = model(batch.ids, batch.cases, batch.mask)
    found = {
        "cues": _choice(out.cues, batch.padded("cues")),
        "own": _choice(out.own, batch.padded("own")),
        "anyhow": _yes(out.anyhow, batch.padded("anyhow")),
        "victims": _yes(out.victims, batch.padded("victims")),
        "attacks": _yes(out.attacks, torch.from_numpy(np.stack([one.attacks for one in batch.examples]))),
        "perpetrator": _choice(out.perpetrator, torch.tensor([one.perpetrator for one in batch.examples])),
    }
    found |= _statements(model, out, batch)
    return {name: loss for name, loss in found.items() if loss is not None}


def _choice(scores: Tensor, labels: Tensor) -> Tensor | None:
    if not (labels >= 0).any():
        return None
    return functional.cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=-100)


def _yes(scores: Tensor, labels: Tensor) -> Tensor | None:
    told = labels > -1
    return functional.binary_cross_entropy_with_logits(scores[told], labels[told]) if told.any() else None


def _statements(model: Attributor, out: Outputs, batch: Batch) -> dict[str, Tensor | None]:
    rows = [(row, said) for row, one in enumerate(batch.examples) for said in one.said]
    if not rows:
        return {}
    width = batch.ids.shape[1]
    owners = torch.tensor([row for row, _ in rows])
    parts = torch.zeros(3, len(rows), width)
    roles = torch.zeros(len(rows), width, dtype=torch.long)
    for number, (_, said) in enumerate(rows):
        for part, where in enumerate((said.cue, said.content, said.source)):
            if where:
                parts[part, number, where] = 1 / len(where)
        roles[number, said.content] = 2
        roles[number, said.source] = 1
    found: dict[str, Tensor | None] = {}
    cued = torch.tensor([bool(said.cue) for _, said in rows])
    if cued.any():
        scores = model.roles(out, owners[cued], parts[0, cued])
        seen = batch.mask[owners[cued]].bool()
        found["roles"] = functional.cross_entropy(scores[seen], roles[cued][seen])
    told = torch.tensor([said.kind >= 0 for _, said in rows])
    if not told.any():
        return found
    kept = [said for _, said in rows if said.kind >= 0]
    meanings = model.meanings(out, owners[told], parts[:, told])
    violations = model.violations_of(out, owners[told], meanings, parts[1, told])
    labels = torch.from_numpy(np.stack([said.violations for said in kept if said.violations is not None]))
    found["kinds"] = _choice(model.kinds(meanings), torch.tensor([said.kind for said in kept]))
    found["speaker_types"] = _choice(model.speaker_types(meanings), _maybe([said.speaker_type for said in kept]))
    found["subtypes"] = _choice(model.subtypes(meanings), _maybe([said.subtype for said in kept]))
    found["violations"] = functional.binary_cross_entropy_with_logits(violations, labels)
    return found


def _maybe(numbers: list[int]) -> Tensor:
    return torch.tensor([number if number >= 0 else -100 for number in numbers])


@dataclass
class Material:
    """The train parts, cut once into pieces."""

    documents: dict[str, list[Document]]
    cutter: WordPieces
    seed: int

    @classmethod
    def read(cls, shared: Path, cutter: WordPieces, seed: int) -> Material:
        """Read the train parts."""
        folder = shared / "corpora"
        return cls(
            {
                "polnear": corpora.polnear(folder / "polnear" / "train.jsonl", cutter),
                "news": corpora.statements(folder / "statements" / "train.json", cutter),
                "cases": corpora.statements(folder / "statements" / "cases.json", cutter),
                "passages": corpora.passages(cutter, held=False),
                "attacks": corpora.attacks(folder / "hrdsattack" / "train.json", shared / "eval" / "hrds.py", cutter),
            },
            cutter,
            seed,
        )

    def epoch(self, number: int) -> list[list[Example]]:
        """Cut the windows of one epoch, in the order in which they are shown."""
        chance = random.Random(self.seed + number)
        made = [
            one
            for name, documents in self.documents.items()
            for share in (*[1.0] * int(TIMES[name]), TIMES[name] % 1)
            for one in corpora.examples(chance.sample(documents, int(share * len(documents))), chance, self.cutter)
        ]
        return list(batches(made, chance))


class Training:
    """The state of a training, which a checkpoint holds."""

    def __init__(self, base: Path, total: int, begun: Path | None = None, rate: float = 1.0) -> None:
        """Begin a training of ``total`` steps, from weights that an earlier one left where ``begun`` names them."""
        self.model = Attributor(base)
        if begun is not None:
            self.model.load_state_dict(torch.load(begun))
        named = [(name, weight) for name, weight in self.model.named_parameters() if weight.requires_grad]
        encoder = [weight for name, weight in named if name.startswith("encoder.")]
        heads = [weight for name, weight in named if not name.startswith("encoder.")]
        groups = [{"params": encoder, "lr": rate * ENCODER_RATE}, {"params": heads, "lr": rate * HEAD_RATE}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda step: min(step / (WARMUP * total), max(0.0, (total - step) / (total * (1 - WARMUP)))),
        )
        self.average = copy.deepcopy(self.model.state_dict())
        self.step = 0

    def learn(self, batch: Batch) -> dict[str, float]:
        """Make one step; give the loss of every head."""
        self.model.train()
        found = losses(self.model, batch)
        whole = torch.stack([SHARES[name] * loss for name, loss in found.items()]).sum()
        self.optimiser.zero_grad(set_to_none=True)
        whole.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        stays = min(AVERAGE, self.step / (self.step + 10))
        with torch.no_grad():
            for name, weight in self.model.named_parameters():
                if weight.requires_grad:
                    self.average[name].lerp_(weight, 1 - stays)
        return {name: float(loss.detach()) for name, loss in found.items()}

    def keep(self, path: Path) -> None:
        """Write a checkpoint in one move."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "step": self.step,
            "chance": torch.get_rng_state(),
        }
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def take_up(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state: dict[str, Any] = torch.load(path)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.step = state["step"]
        torch.set_rng_state(state["chance"])


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many steps of this run (to try, or to measure)")
    parser.add_argument("--begun", type=Path, help="weights of an earlier training (its model.pt) to begin with")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual learning rates")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    base = base_folder()
    material = Material.read(options.shared, pieces(base), options.seed)
    work = material.epoch(0)
    print(json.dumps({name: len(documents) for name, documents in material.documents.items()}), flush=True)
    total = int(len(work) * options.epochs)
    training = Training(base, total, options.begun, options.rate)
    kept = options.out / "checkpoint.pt"
    if kept.exists():
        training.take_up(kept)
    last = total if options.steps is None else min(total, training.step + options.steps)
    _train(training, material, last, kept)
    torch.save(training.average, options.out / "model.pt")


def _train(training: Training, material: Material, last: int, kept: Path) -> None:
    number, before, work = 0, 0, material.epoch(0)
    began, done = time.monotonic(), 0
    lately: dict[str, list[float]] = {}
    while training.step < last:
        while training.step >= before + len(work):
            before += len(work)
            number += 1
            work = material.epoch(number)
        batch = Batch.of(work[training.step - before])
        for name, loss in training.learn(batch).items():
            lately.setdefault(name, []).append(loss)
        done += int(batch.mask.sum())
        if training.step % 50 == 0:
            shown = {name: round(sum(values) / len(values), 4) for name, values in lately.items()}
            pace = round(done / (time.monotonic() - began))
            print(json.dumps({"step": training.step, "of": last, "pieces_per_second": pace, **shown}), flush=True)
            lately = {}
        if training.step % KEEP_EVERY == 0 or training.step == last:
            training.keep(kept)


if __name__ == "__main__":
    main()
