# SPDX-License-Identifier: Apache-2.0
"""Makes the files that ``bench.py`` measures with: always the same ones, from fixed seeds."""

from __future__ import annotations

import base64
import datetime
import hashlib
import random
import re
from pathlib import Path

SENTENCES_FROM = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "example" / "documents"


def make_files(folder: Path, count: int, size: int) -> list[Path]:
    """Write ``count`` text files of ``size`` bytes that do not compress and are all different."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"file-{number:05}.txt"
        raw = hashlib.shake_256(f"onrecord bench {number}".encode()).digest(min(size, 1_000_000) * 3 // 4 + 3)
        block = base64.encodebytes(raw)
        with path.open("wb") as file:
            left = size
            while left > 0:
                left -= file.write(block[:left])
        paths.append(path)
    return paths


def _sentences() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(SENTENCES_FROM.glob("*.txt")))
    return [" ".join(part.split()) for text in texts for part in text.split("\n\n") if len(part) > 60]


def make_documents(folder: Path, numbers: range) -> int:
    """Write news-like documents of about 250 words in new orders, dates and numbers; gives their words."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences, words = _sentences(), 0
    for number in numbers:
        chance = random.Random(number)  # noqa: S311  # material, not a secret
        day = datetime.date(2025, 11, 4) + datetime.timedelta(days=number % 300)
        parts = [f"DOVREL, Velmora, {day:%B} {day.day}, {day.year} (Northline) - Report {number}."]
        parts += [re.sub(r"\b14\b", str(chance.randrange(3, 999)), part) for part in chance.sample(sentences, 6)]
        text = "\n\n".join(parts) + "\n"
        words += len(text.split())
        (folder / f"report-{number:05}.txt").write_text(text, encoding="utf-8")
    return words


def make_long_text(path: Path, size: int) -> None:
    """Write one text of ``size`` characters made of the same sentences in new orders, with numbers that differ."""
    sentences, chance, left = _sentences(), random.Random(size), size  # noqa: S311  # material, not a secret
    with path.open("w", encoding="utf-8") as file:
        while left > 0:
            part = re.sub(r"\b14\b", str(chance.randrange(3, 999)), chance.choice(sentences)) + "\n\n"
            file.write(part[:left])
            left -= len(part)
