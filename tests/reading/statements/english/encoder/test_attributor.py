# SPDX-License-Identifier: Apache-2.0
"""The encoder that ships in the package, on real weights."""

from __future__ import annotations

from importlib import resources

import pytest

from onrecord.model import Span
from onrecord.reading.statements.english import encoder
from onrecord.reading.statements.english.encoder.attributor import Encoded, encode
from onrecord.reading.statements.english.encoder.network import WEIGHTS, network
from onrecord.reading.statements.english.violations import _label_terms
from onrecord.vocabulary import load

SAID = "The ministry of Norland denied on Monday that guards had beaten the prisoners of Tarn."
OTHER = "“They took my brother at night,” said Ilsa Brandt, a teacher, who has not seen him since May."


def read(text: str) -> Encoded:
    paragraphs: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return encode(text, paragraphs, paragraphs)


def test_the_weights_that_ship_are_small() -> None:
    assert len(resources.files(encoder).joinpath(WEIGHTS).read_bytes()) < 40_000_000


def test_a_denial_is_seen_with_its_source_cue_and_content() -> None:
    (told,) = read(SAID).told
    assert [SAID[a:b] for a, b in told.cue] == ["denied"]
    assert [SAID[a:b] for a, b in told.source] == ["The ministry of Norland"]
    assert "guards had beaten the prisoners of Tarn" in " ".join(SAID[a:b] for a, b in told.content)
    assert max(told.beliefs.kinds, key=lambda kind: told.beliefs.kinds[kind]) == "denial"


def test_a_text_is_read_alike_whatever_was_read_before_it() -> None:
    first = read(SAID)
    read(OTHER)
    assert read(SAID) == first


@pytest.mark.parametrize(
    "text",
    ["", "\u200b", "“" * 3_000, "A" * 20_000, "SAID " * 2_000, "\u202e قال \u202c said 说", "he said " * 3_000],
    ids=["nothing", "invisible", "quotation marks", "one word", "capitals", "mixed scripts", "no full stop"],
)
def test_hostile_text_gives_offsets_inside_of_it(text: str) -> None:
    for told in read(text).told:
        for start, end in (*told.cue, *told.source, *told.content):
            assert 0 <= start < end <= len(text)


def test_every_label_of_a_violation_leads_to_the_vocabulary() -> None:
    assert set(_label_terms()) == set(network().heads.names["violations"])
    known = set(load().violations)
    assert {term for terms in _label_terms().values() for term in terms} <= known
