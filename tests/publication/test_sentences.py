# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from onrecord.publication.citations import Citations, Library, Place
from onrecord.publication.sentences import Sentence, sentence
from publication import sample


def _sentence(text: str, kind: str, content: str, **fields: Any) -> Sentence:
    library = Library([sample.document("a.txt", sample.text_of(text), (sample.said(text, kind, content, **fields),))])
    return sentence(Place(library.shelves[0], 0), Citations(library))


@pytest.mark.parametrize(
    ("text", "cue", "content", "words"),
    [
        ("Groups accuse Estria of torture.\n", "accuse", "Estria of torture", "accuse Estria of torture"),
        ("It has rejected\nthe label.\n", "has rejected", "the label", "has rejected the label"),
        ("It said camps are schools.\n", "said", "camps are schools", "camps are schools"),
        ("It claimed camps are schools.\n", "claimed", "camps are schools", "camps are schools"),
        ("It denied, on Monday, the beatings.\n", "denied", "the beatings", "the beatings"),
        ("The beatings it denied.\n", "denied", "The beatings", "The beatings"),
    ],
)
def test_words_begin_with_their_verb_where_they_are_its_object(text: str, cue: str, content: str, words: str) -> None:
    assert _sentence(text, "denial", content, cue=cue).words == words


def test_every_kind_has_a_name_and_a_verb_that_takes_no_side() -> None:
    loaded = ("claim", "insist", "admit", "so-called", "allegedly", "purport", "maintain")
    for statement in (*sample.wire_statements().values(), *sample.letter_statements().values()):
        library = Library([sample.document("a", sample.text_of(sample.WIRE + sample.LETTER), (statement,))])
        made = sentence(Place(library.shelves[0], 0), Citations(library))
        assert made.kind_name[0].isupper()
        assert not any(word in f"{made.kind_name} {made.verb}".lower() for word in loaded)
