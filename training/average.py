# SPDX-License-Identifier: Apache-2.0
"""Average the weights of two trainings, one begun from the other: ``python training/average.py FIRST SECOND OUT``.

The mean of two points of one path is often better than its end (Izmailov et al. 2018, arXiv 1803.05407).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.8, help="share of the second one")
    options = parser.parse_args()
    first, second = torch.load(options.first), torch.load(options.second)
    made = {
        name: first[name].lerp(weight, options.share) if weight.is_floating_point() else weight
        for name, weight in second.items()
    }
    torch.save(made, options.out)


if __name__ == "__main__":
    main()
