# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.errors import LimitExceeded
from onrecord.intake.limits import DEPTH, GB, LIMITS, MEMBERS, Budget


def test_every_limit_names_itself_its_number_and_its_reason() -> None:
    assert len({limit.name for limit in LIMITS}) == len(LIMITS)
    for limit in LIMITS:
        assert limit.reason.endswith(".")
        error = limit.exceeded()
        assert limit.name in error.happened
        assert limit.shown() in error.happened
        assert limit.reason in error.means


def test_an_archive_may_expand_to_a_gigabyte_and_to_a_hundred_times_its_size() -> None:
    Budget().check(GB // 100, GB, 1)
    with pytest.raises(LimitExceeded, match="over the limit of 1 GB"):
        Budget().check(GB, GB + 1, 1)
    with pytest.raises(LimitExceeded, match="over the limit of 100 times its size"):
        Budget().check(1000, 100_001, 1)


def test_what_is_nested_counts_together_against_the_received_file() -> None:
    budget = Budget()
    budget.enter(1000)
    budget.spend(1000, 60_000, 1)
    inner = budget.inside()
    inner.enter(60_000)
    inner.spend(60_000, 40_000, 1)
    with pytest.raises(LimitExceeded, match="100 times"):
        inner.spend(60_000, 1, 1)


def test_depth_and_number_are_limited() -> None:
    budget = Budget()
    for _ in range(DEPTH.value):
        budget.enter(10)
        budget = budget.inside()
    with pytest.raises(LimitExceeded, match="containers inside one another"):
        budget.enter(10)
    with pytest.raises(LimitExceeded, match="things in one received file"):
        Budget().spend(10**9, 0, MEMBERS.value + 1)
