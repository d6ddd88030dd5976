# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from grouping.building import Said, outlet, paper, proposals, said

CLAIM = said(
    "allegation",
    "men died in the brickworks",
    "Open Valley",
    accused="Norland's army",
    violations=("unlawful_killing",),
)


def ministry(kind: str, words: str, who: str = "Odo Varn", **fields: Any) -> Said:
    return said(
        kind,
        words,
        who,
        "state",
        source=f"{who}, Norland's interior minister",
        violations=("unlawful_killing",),
        **fields,
    )


def test_who_answers_for_a_state_is_one_actor() -> None:
    one = paper("one", CLAIM, ministry("denial", "nobody died", said_at="2025-12-01"))
    two = paper("two", ministry("justification", "it was an illness", "Ira Sel", said_at="2026-01-01"))
    rows = {row.actor: row for row in proposals(one, two).positions}
    assert [position.stance for position in rows["Norland"].positions] == ["denies", "explains"]
    assert [position.stance for position in rows["Open Valley"].positions] == ["accuses"]


def test_a_denial_that_becomes_an_admission_is_marked() -> None:
    one = paper("one", CLAIM, ministry("denial", "nobody died", said_at="2025-12-01"))
    two = paper("two", ministry("admission", "nine men died", "Ira Sel", said_at="2026-04-22"))
    (change,) = proposals(one, two).changes
    assert (change.actor, change.reason) == ("Norland", "first denies, later acknowledges")


def test_two_stances_on_one_day_or_without_a_date_are_no_change() -> None:
    same = paper("one", CLAIM, ministry("denial", "nobody died", said_at="2025-12-01"),
                 ministry("admission", "nine men died", said_at="2025-12-01"))  # fmt: skip
    undated = paper("two", ministry("justification", "it was an illness"))
    assert proposals(same, undated).changes == ()


def test_saying_the_same_again_is_no_change() -> None:
    one = paper("one", CLAIM, ministry("denial", "nobody died", said_at="2025-12-01"))
    two = paper("two", ministry("denial", "there were no deaths at all", said_at="2026-01-01"))
    assert proposals(one, two).changes == ()


def test_contesting_a_source_is_a_stance_of_its_own() -> None:
    one = paper("one", CLAIM, ministry("denial", "the witnesses are paid", subtype="source", said_at="2025-12-01"))
    row = next(row for row in proposals(one).positions if row.actor == "Norland")
    assert [position.stance for position in row.positions] == ["contests the source"]


def test_unnamed_speakers_and_the_documents_own_voice_come_last() -> None:
    voice = outlet("allegation", "where men died", accused="Norland's army", violations=("unlawful_killing",))
    unnamed = said(
        "allegation",
        "men have died",
        "residents",
        "witness",
        accused="Norland's army",
        violations=("unlawful_killing",),
    )
    rows = proposals(paper("one", CLAIM, voice, unnamed)).positions
    assert [(row.actor, row.named, row.own_voice) for row in rows] == [
        ("Open Valley", True, False),
        ("Unnamed speakers", False, False),
        ("Documents in their own voice", False, True),
    ]
