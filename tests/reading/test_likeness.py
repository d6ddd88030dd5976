# SPDX-License-Identifier: Apache-2.0
"""Near copies look alike, other texts do not."""

from __future__ import annotations

from onrecord.model import Segment, Text
from onrecord.reading.likeness import PLACES, band_keys, likeness, sketch

ARTICLE = (
    "The interior ministry of Qaldira denied on Tuesday that guards had beaten prisoners in the northern camps. "
    "Relatives of the detainees told reporters at the gate that they had not been let in since March. "
    "A rights group published a list of forty names and asked the governor to let doctors see them at once. "
)


def text_of(*parts: tuple[str, str]) -> Text:
    content, segments = "", []
    for kind, words in parts:
        segments.append(Segment(len(content), len(content) + len(words), kind))  # type: ignore[arg-type]  # a kind from the list of kinds
        content += words + "\n"
    return Text(content, tuple(segments), "plain-1")


def test_a_copy_in_other_case_and_spacing_is_the_same() -> None:
    one = sketch(text_of(("paragraph", ARTICLE)))
    other = sketch(text_of(("paragraph", ARTICLE.upper().replace(" ", "  "))))
    assert one == other
    assert len(one) == PLACES


def test_menus_and_captions_make_no_difference() -> None:
    bare = sketch(text_of(("paragraph", ARTICLE)))
    page = sketch(text_of(("menu", "Home News Sports Weather"), ("paragraph", ARTICLE), ("caption", "A camp gate")))
    assert likeness(bare, page) == 1.0


def test_a_lightly_edited_copy_is_near_and_another_text_is_not() -> None:
    one = sketch(text_of(("paragraph", ARTICLE)))
    edited = sketch(text_of(("paragraph", ARTICLE.replace("forty names", "thirty names"))))
    other = sketch(text_of(("paragraph", "Rain fell on the harbour and " + "the boats stayed in all week long. " * 9)))
    assert 0.7 < likeness(one, edited) < 1.0
    assert likeness(one, other) < 0.1


def test_near_copies_share_a_band() -> None:
    one = sketch(text_of(("paragraph", ARTICLE)))
    edited = sketch(text_of(("paragraph", ARTICLE.replace("forty names", "thirty names"))))
    assert set(band_keys(one)) & set(band_keys(edited))
    assert len(band_keys(one)) == 32


def test_a_short_text_has_no_sketch() -> None:
    assert sketch(text_of(("paragraph", "Too short."))) == ()
    assert likeness((), ()) == 0.0


def test_a_long_text_is_sketched_in_parts_without_losing_what_lies_between() -> None:
    long = ARTICLE * 200
    assert likeness(sketch(text_of(("paragraph", long))), sketch(text_of(("paragraph", ARTICLE * 2)))) == 1.0
