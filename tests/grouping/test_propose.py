# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.building import Said, outlet, paper, proposals, said
from onrecord.grouping.proposals import Proposals
from onrecord.grouping.propose import propose
from onrecord.model import ReadDocument
from onrecord.vocabulary import load

WORDS = st.lists(
    st.sampled_from(["guards", "camp", "list", "report", "visit", "beat", "publish", "men"]), min_size=2, max_size=5
)
DATES = st.sampled_from([None, "2021", "2021-05", "2021-05-04", "2017/..", "nonsense"])


@st.composite
def statements(draw: st.DrawFn) -> Said:
    kind = draw(st.sampled_from([*load().kinds]))
    fields: dict[str, Any] = {
        "accused": draw(
            st.sampled_from([None, "Norland", "Norland's army", "the police", "rebels", "Suran Mining Ltd", "", "it"])
        ),
        "violations": tuple(
            draw(st.lists(st.sampled_from(["torture", "mass_internment", "other", "unknown_act"]), max_size=2))
        ),
        "characterisations": tuple(draw(st.lists(st.sampled_from(["genocide"]), max_size=1))),
        "place": draw(st.sampled_from([None, "Suran", "Dovrel, Suran", "Norland", ","])),
        "about_time": draw(DATES),
        "said_at": draw(DATES),
        "due": draw(DATES),
        "addressee": draw(st.sampled_from([None, "Norland", "the Office"])),
        "affected": draw(st.sampled_from([None, "her brother", "villagers"])),
        "polarity": draw(st.sampled_from(["positive", "negative"])),
    }
    words = " ".join(draw(WORDS))
    who = draw(st.sampled_from([None, "", "Open Valley", "Odo Varn", "she", "rights groups", "Norland", "警察"]))
    role = draw(st.sampled_from(["state", "ngo", "unknown", "no_such_role"]))
    return (
        outlet(kind, words, **fields) if draw(st.booleans()) and who is None else said(kind, words, who, role, **fields)
    )


@st.composite
def documents(draw: st.DrawFn) -> list[ReadDocument]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        spoken = draw(st.lists(statements(), max_size=5))
        answers = {place: place - 1 for place in range(1, len(spoken)) if draw(st.booleans())}
        sketch = tuple(range(draw(st.sampled_from([0, 128]))))
        made.append(paper(f"d{number}", *spoken, published=draw(DATES), sketch=sketch, answers=answers))
    return made


def complete(found: Proposals) -> None:
    """Check what must hold of any proposals."""
    ids = [one.id for one in found.allegations]
    assert len(set(ids)) == len(ids)
    for one in found.allegations:
        assert one.statements
        assert one.part_of is None or (one.part_of in ids and one.part_of != one.id)
        assert len(one.origins.clusters) <= max(1, len(one.statements))
        assert not {answer.statement for answer in one.responses} & {answer.statement for answer in one.label_responses}
    assert len({entry.id for entry in found.ledger}) == len(found.ledger)


@settings(max_examples=150, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_whatever_was_read_gives_sound_proposals_in_any_order(
    made: list[ReadDocument], shuffling: random.Random
) -> None:
    found = proposals(*made)
    complete(found)
    shuffling.shuffle(made)
    assert proposals(*made) == found


def test_no_documents_give_no_proposals() -> None:
    assert propose([], "2026-06-30") == Proposals()


def test_every_accusing_statement_is_in_an_allegation_or_listed() -> None:
    document = paper(
        "one",
        said("allegation", "guards beat men", "Open Valley", accused="Norland", violations=("torture",)),
        said("allegation", "they are bad", "Open Valley", accused="Norland"),
        said("finding", "soldiers shot men", "Commission of Inquiry", "un_body", violations=("unlawful_killing",)),
    )
    found = proposals(document)
    placed = {one for allegation in found.allegations for one in allegation.statements}
    placed |= {one.statement for one in found.ungrouped}
    assert placed == {one.id for one in document.reading.statements}


def test_a_table_of_countries_brings_a_capital_and_its_state_together() -> None:
    one = paper(
        "one", said("allegation", "guards beat men", "Open Valley", accused="Port Sel", violations=("torture",))
    )
    two = paper("two", said("denial", "no", "Aldoria", "state", violations=("torture",)))
    table = {"Port Sel": "Aldoria", "Aldoria": "Aldoria"}.get
    (found,) = propose([one, two], "2026-06-30", country_of=table).allegations
    assert len(found.responses) == 1
