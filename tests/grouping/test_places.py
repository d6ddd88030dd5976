# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from onrecord.grouping import places
from onrecord.grouping.states import States


def table(name: str) -> str | None:
    return "Aldoria" if name.casefold() in ("aldoria", "aldorian") else None


def test_the_accused_state_is_no_narrower_place() -> None:
    states = States([], [], table)
    assert places.parts("Aldoria", "aldoria", states) == ()
    assert places.parts("northern Aldoria", "aldoria", states) == ()
    assert places.parts("Dovrel, Aldoria", "aldoria", states) == ("dovrel",)


def test_the_seat_of_the_accused_government_is_a_place_and_a_name_of_the_state() -> None:
    states = States([], [], table, lambda name: "Aldoria" if name in ("Pellin", "Aldoria City") else None)
    assert places.parts("Pellin", "aldoria", states) == ("pellin",)
    assert places.parts("Aldoria City", "aldoria", states) != ()
    assert places.parts("Pellin, Aldoria", "aldoria", states) == ("pellin",)
    assert states.in_name("Pellin's officials") == ("aldoria",)
    assert states.in_name("the Pellin Post") == ()


def test_a_province_is_named_with_and_without_its_noun() -> None:
    states = States([], [], table)
    assert places.parts("Karsenn province", None, states) == places.parts("the province of Karsenn", None, states)


def test_a_town_overlaps_its_province_and_not_another_town() -> None:
    assert places.overlap(("dovrel", "karsenn"), ("karsenn",))
    assert not places.overlap(("dovrel", "karsenn"), ("pellin", "karsenn"))
    assert places.overlap((), ("pellin",))


def test_places_are_grouped_through_the_wider_place_only_where_it_is_named_by_itself() -> None:
    apart = places.group([("dovrel", "karsenn"), ("pellin", "karsenn")])
    assert apart["dovrel"] != apart["pellin"]
    together = places.group([("dovrel", "karsenn"), ("pellin", "karsenn"), ("karsenn",)])
    assert len(set(together.values())) == 1


def test_the_name_shown_is_the_one_used_most() -> None:
    assert places.shown(["Dovrel", "Dovrel", "Dovrel, Karsenn", "Pellin"]) == "Dovrel"
    assert places.shown([]) is None
