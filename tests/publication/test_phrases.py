# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import KIND_IDS, OUTLET, Speaker, Statement
from onrecord.publication import phrases
from onrecord.vocabulary import load
from publication.sample import said

LOADED = ("claim", "admit", "insist", "so-called", "allege that", "refuse to answer", " lies")


def _statement(kind: str, **fields: object) -> Statement:
    return replace(said("a", "other", "a"), kind=kind, **fields)  # type: ignore[arg-type]  # each value is of its field


def _all() -> list[Statement]:
    return [
        _statement(kind.id, subtype=subtype, polarity=polarity)
        for kind in load().kinds.values()
        for subtype in (None, *(one.id for one in kind.subtypes))
        for polarity in ("positive", "negative")
    ]


def test_every_kind_and_subtype_has_a_verb_and_a_word() -> None:
    assert set(phrases.KIND_WORDS) == set(KIND_IDS)
    assert all(phrases.verb(one) and phrases.kind_word(one) for one in _all())


@pytest.mark.parametrize("loaded", LOADED)
def test_no_verb_takes_a_side(loaded: str) -> None:
    assert not [one for one in _all() if loaded in f"{phrases.verb(one)} {phrases.kind_word(one)}".lower()]


@pytest.mark.parametrize("subtype", ["source", "competence"])
def test_contesting_the_source_or_the_standing_is_never_worded_as_denying(subtype: str) -> None:
    statement = _statement("denial", subtype=subtype)
    assert "den" not in phrases.verb(statement) + phrases.kind_word(statement)
    assert "not the fact" in phrases.verb(statement)


def test_a_denial_says_what_is_denied() -> None:
    verbs = {
        phrases.verb(_statement("denial", subtype=one)) for one in ("fact", "responsibility", "character", "scale")
    }
    assert len(verbs) == 4
    assert all(verb.startswith("denied") for verb in verbs)


def test_a_hidden_speaker_and_the_document_itself_are_named_as_such() -> None:
    assert phrases.who(_statement("other")) == phrases.UNNAMED
    narrator = _statement("other", speaker=Speaker(OUTLET))
    assert phrases.who(narrator, "The Herald") == "The Herald, in its own voice,"
    assert "own voice" in phrases.who(narrator)


@pytest.mark.parametrize("pronoun", ["she", "He", "they"])
def test_a_word_that_points_at_nobody_found_is_no_name(pronoun: str) -> None:
    statement = said("She said it.", "other", "it", speaker=Speaker(pronoun, "unknown"))
    assert phrases.who(statement) == phrases.UNNAMED
    assert phrases.actor(statement) == "Unnamed speakers"


def test_the_outcome_line_assesses_nothing() -> None:
    assert phrases.outcome(["A", "B"], []) == "Alleged by A and B. Not assessed."
    assert phrases.outcome(["A"], ["A court"]) == "Alleged by A. A finding is stated by A court. Not assessed."
    assert phrases.outcome([], []) == "Not assessed."


def test_unresolved_pairs_add_no_origin_and_are_counted() -> None:
    assert phrases.origins(3, 5, 2, 1) == (
        "3 statements in 5 documents, from 2 independent origins; 1 pair unresolved, adding none."
    )


def test_names_past_the_limit_are_counted() -> None:
    assert phrases.listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"
    assert phrases.listed(["A"]) == "A"
    assert phrases.listed([]) == ""


def test_what_the_vocabulary_does_not_know_is_shown_by_its_id_in_words() -> None:
    assert phrases.violation_label("new_kind_of_act") == "New kind of act"
    assert phrases.violation_label("torture") == "Torture"


def test_a_hedge_is_kept() -> None:
    assert phrases.hedge(_statement("allegation", modality="possible")) == "hedged by the speaker as possible"
    assert phrases.hedge(_statement("allegation", modality="certain")) is None
