# SPDX-License-Identifier: Apache-2.0
"""The network: a small encoder, and heads that all read one pass of it.

Cues are tagged begin/inside/outside, and so is content that has no cue. For each cue a biaffine head (Dozat and
Manning 2017) gives every piece none, source or content: nested, discontinuous and long contents fall out of it.
What a statement does is read from the pieces of its cue, content and source together; a violation also from the one
piece of the content that speaks most for it. All that is learnt per pair or per piece is linear in the pieces of a
cue, so the package can ask for all pieces at once and average afterwards (``Outputs``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from labels import ATTACKS, DENIALS, KINDS, PERPETRATORS, SPEAKER_TYPES, VIOLATION_IDS

RANK = 128
BUCKETS = 24
MEANING = 192
"""Width of what is known of a statement before its labels are read off."""


def bucket(distance: Tensor) -> Tensor:
    """Give the logarithmic bucket of a signed distance in pieces."""
    half = BUCKETS // 2
    log = (torch.log1p(distance.abs().float()) / math.log(260) * (half - 1)).long().clamp(max=half - 1)
    return torch.where(distance < 0, log, log + half)


@dataclass
class Outputs:
    """What one pass gives of every piece."""

    cues: Tensor
    """(window, piece, 3)"""
    own: Tensor
    """(window, piece, 3)"""
    anyhow: Tensor
    """(window, piece, 2)"""
    cue_side: Tensor
    """(window, piece, RANK): a piece as part of a cue."""
    role_side: Tensor
    """(window, piece, 2, RANK): as part of a source, of a content."""
    role_alone: Tensor
    """(window, piece, 2)"""
    meaning: Tensor
    """(window, piece, 3, MEANING): as part of a cue, a content, a source."""
    acts: Tensor
    """(window, piece, violations): how much a piece speaks for each."""
    victims: Tensor
    """(window, piece, 2)"""
    attacks: Tensor
    """(window, attacks)"""
    perpetrator: Tensor
    """(window, perpetrators)"""


class Attributor(nn.Module):
    """Encoder and heads."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        """Load the encoder's weights; the heads start at random."""
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        config.hidden_dropout_prob = dropout
        config.attention_probs_dropout_prob = 0.0  # with it attention takes the slow way: a third more time a step
        self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        width = config.hidden_size
        types = nn.Embedding(3, width)
        with torch.no_grad():
            types.weight[:] = self.encoder.embeddings.token_type_embeddings.weight[0]
            types.weight[1:] += torch.randn(2, width) * 0.01
        self.encoder.embeddings.token_type_embeddings = types
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # most of the weights, and few words seen
        self.dropout = nn.Dropout(dropout)
        self.cues, self.own = nn.Linear(width, 3), nn.Linear(width, 3)
        self.anyhow = nn.Linear(width, 2)
        self.cue_side = nn.Linear(width, RANK)
        self.role_side = nn.Linear(width, 2 * RANK)
        self.role_alone = nn.Linear(width, 2)
        self.pairs = nn.Parameter(torch.randn(2, RANK, RANK) * 0.02)
        self.distances = nn.Parameter(torch.zeros(2, BUCKETS))
        self.meaning = nn.Linear(width, 3 * MEANING)
        self.acts = nn.Linear(width, len(VIOLATION_IDS))
        self.kinds = nn.Linear(MEANING, len(KINDS))
        self.subtypes = nn.Linear(MEANING, len(DENIALS))
        self.speaker_types = nn.Linear(MEANING, len(SPEAKER_TYPES))
        self.violations = nn.Linear(MEANING, len(VIOLATION_IDS))
        self.victims = nn.Linear(width, 2)
        self.attacks = nn.Linear(width, len(ATTACKS))
        self.perpetrator = nn.Linear(2 * width, len(PERPETRATORS))

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Outputs:
        """Run one pass."""
        hidden: Tensor = self.encoder(input_ids=ids, token_type_ids=cases, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        rows, size, _ = hidden.shape
        absent = (1 - mask[..., None]) * -1e4
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return Outputs(
            cues=self.cues(hidden),
            own=self.own(hidden),
            anyhow=self.anyhow(hidden),
            cue_side=nn.functional.gelu(self.cue_side(hidden)),
            role_side=self.role_side(hidden).view(rows, size, 2, RANK),
            role_alone=self.role_alone(hidden),
            meaning=self.meaning(hidden).view(rows, size, 3, MEANING),
            acts=self.acts(hidden),
            victims=self.victims(hidden),
            attacks=(self.attacks(hidden) + absent).amax(1),
            perpetrator=self.perpetrator(torch.cat([hidden[:, 0], mean], -1)),
        )

    def roles(self, out: Outputs, owners: Tensor, cues: Tensor) -> Tensor:
        """Score none, source, content. ``owners``: window of each cue; ``cues``: (cue, piece), rows add up to one."""
        cue = torch.einsum("cl,clh->ch", cues, out.cue_side[owners])
        scores = torch.einsum("ch,rhk,clrk->clr", cue, self.pairs, out.role_side[owners]) + out.role_alone[owners]
        places = torch.arange(cues.shape[1])
        centre = (cues * places).sum(1).round().long()
        scores = scores + self.distances[:, bucket(places[None, :] - centre[:, None])].permute(1, 2, 0)
        return torch.cat([torch.zeros_like(scores[..., :1]), scores], -1)

    def meanings(self, out: Outputs, owners: Tensor, parts: Tensor) -> Tensor:
        """Give what is known of statements. ``parts``: (cue/content/source, statement, piece), rows of one or zero."""
        pooled = torch.einsum("psl,slph->sh", parts, out.meaning[owners])
        return self.dropout(nn.functional.gelu(pooled))

    def violations_of(self, out: Outputs, owners: Tensor, meanings: Tensor, content: Tensor) -> Tensor:
        """Score violations: by all of the statement, and by the piece of its content that speaks most for each."""
        loudest = (out.acts[owners] + torch.where(content > 0, 0.0, -1e4)[..., None]).amax(1)
        return self.violations(meanings) + loudest
