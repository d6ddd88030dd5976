# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from grouping.building import Said, only, paper, proposals, said, steps, words_of
from onrecord.grouping import ledger, periods
from onrecord.model import LedgerEntry, ReadDocument


def office(kind: str, words: str, **fields: Any) -> Said:
    return said(kind, words, "Office for Rights", "un_body", source="the Office for Rights", **fields)


def norland(kind: str, words: str, **fields: Any) -> Said:
    return said(kind, words, "Norland's foreign ministry", "state", **fields)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-06-29", "overdue"),
        ("2026-05", "overdue"),
        ("2026-06-30", "due"),
        ("2026-07-30", "due"),
        ("2026-07-31", "open"),
        ("2027", "open"),
        ("2026-06-01/2026-08-31", "open"),
        ("2026-06/..", "no date"),
        ("soon", "no date"),
        (None, "no date"),
    ],
)
def test_the_status_is_what_the_calendar_says(due: str | None, expected: str) -> None:
    assert ledger.status(due, periods.days("2026-06-30")) == expected


def test_the_cut_off_may_be_a_time() -> None:
    promise = paper("one", office("commitment", "publish the report", due="2026-06-29"))
    (entry,) = proposals(promise, cut_off="2026-06-30T23:00:00Z").ledger
    assert entry.status == "overdue"


def test_reports_of_one_step_are_one_entry_with_repeats() -> None:
    one = paper(
        "one", norland("commitment", "publish a full list of the detainees", due="2026-01-31"), published="2025-11-10"
    )
    two = paper("two", norland("commitment", "publish the list of detainees", due="2026-01-31"), published="2025-12-01")
    (entry,) = proposals(two, one).ledger
    assert entry.statement == one.reading.statements[0].id
    assert entry.repeats == (two.reading.statements[0].id,)


def test_two_undertakings_with_different_dates_stay_two_and_the_later_may_replace_the_first() -> None:
    one = paper("one", norland("commitment", "publish the list of detainees", due="2026-01-31", said_at="2025-11-10"))
    two = paper(
        "two", norland("commitment", "now publish the list of detainees", due="2026-04-30", said_at="2026-02-01")
    )
    first, second = proposals(one, two).ledger
    assert [reason for _, reason in first.proposals] == [
        "may replace it: a later undertaking of the same side with another date"
    ]
    assert second.proposals == ()


def test_a_critic_who_says_it_was_not_done_is_proposed_and_the_status_stays() -> None:
    promise = paper(
        "one", norland("commitment", "publish a list of detainees by January", due="2026-01-31", said_at="2025-11-10")
    )
    critic = paper(
        "two",
        said("allegation", "the ministry failed to publish the list of detainees", "Open Valley",
             subtype="non_fulfilment", said_at="2026-04-22"),
    )  # fmt: skip
    (entry,) = proposals(promise, critic).ledger
    assert entry.status == "overdue"
    assert [reason for _, reason in entry.proposals] == [
        "may say that it was not kept: speaks of the same act as not done"
    ]


def test_a_deed_before_the_promise_does_not_fulfil_it() -> None:
    promise = paper("one", office("commitment", "publish its assessment of the camps", said_at="2026-02-01"))
    deed = paper(
        "two",
        office("other", "published its assessment of the camps", subtype="report_of_action", said_at="2025-02-01"),
    )
    (entry,) = proposals(promise, deed).ledger
    assert entry.proposals == ()


def test_a_call_is_answered_by_the_side_that_it_is_addressed_to() -> None:
    call = paper(
        "one", said("call", "release the detainees of Suran", "Open Valley", addressee="Norland", said_at="2026-01-01")
    )
    answer = paper("two", norland("refusal", "will not release detainees of Suran", said_at="2026-01-05"))
    other = paper(
        "three",
        said("refusal", "cannot release detainees of Suran", "Ostria's government", "state", said_at="2026-01-05"),
    )
    entry = steps(proposals(call, answer, other), "call")[0]
    assert [one for one, _ in entry.proposals] == [answer.reading.statements[0].id]


def test_a_link_inside_the_document_is_proposed_whoever_speaks() -> None:
    call = said("call", "publish the report", "Open Valley")
    answer = said("refusal", "declined to give a date", "Loz Thrane", "un_official")
    document = paper("one", call, answer, answers={1: 0})
    entry = steps(proposals(document), "call")[0]
    assert [one for one, _ in entry.proposals] == [document.reading.statements[1].id]


@pytest.mark.parametrize(("cue", "kind"), [("requested", "request"), ("urged", "call")])
def test_a_request_is_told_from_a_call_by_its_cue(cue: str, kind: str) -> None:
    document = paper("one", office("call", "to enter the camps", cue=cue))
    assert [entry.kind for entry in proposals(document).ledger] == [kind]


def test_a_statement_that_clearly_does_two_things_is_two_steps() -> None:
    both = norland("offer", "a friendly visit but no inquiry", also=("condition",), terms=("no inquiry",))
    assert {entry.kind for entry in proposals(paper("one", both)).ledger} == {"offer", "condition"}


# --- the way to one visit, and to one report: an imagined state and an imagined office ---


def deed(words: str, said_at: str, **fields: Any) -> Said:
    return office("other", words, subtype="report_of_action", said_at=said_at, **fields)


def negotiation() -> list[ReadDocument]:
    talks = office(
        "call", "access to the Suran valley for a visit", cue="requested", addressee="Norland", said_at="2023-09"
    )
    weeks = "2025-12-10/2026-01-31"
    report = office(
        "commitment", "will publish its report on the Suran valley within weeks", said_at="2025-12-10", due=weeks
    )
    hidden = said(
        "condition", "the visit must be friendly and not an investigation, and the report held back",
        "sources familiar with the talks", "anonymous",
        terms=("friendly visit", "no investigation", "report held back"),
    )  # fmt: skip
    terms = office(
        "condition", "the visit must give unfettered, meaningful access with unsupervised interviews",
        said_at="2026-03-01", terms=("unfettered, meaningful access", "unsupervised interviews"), addressee="Norland",
    )  # fmt: skip
    diary = office("commitment", "will present an oral update to the Council", said_at="2026-02-20", due="2026-03-07")
    agreed = office("commitment", "agreed with Norland on a visit in May", said_at="2026-03-08", due="2026-05")
    team = deed("an advance team arrived in Norland", "2026-05-28", about_time="2026-04-25")
    visit = deed("the Commissioner visited the Suran valley", "2026-05-28", about_time="2026-05-23/2026-05-28")
    return [
        paper("2023-09-talks", talks, published="2023-09-12"),
        paper("2025-12-briefing", report, published="2025-12-10"),
        paper("2026-01-paper", hidden, published="2026-01-27"),
        paper("2026-02-diary", diary, published="2026-02-20"),
        paper("2026-03-mail", terms, published="2026-03-02"),
        paper(
            "2026-03-speech",
            agreed,
            deed("presented the oral update to the Council", "2026-03-08"),
            published="2026-03-08",
        ),
        paper("2026-05-visit", team, visit, published="2026-05-29"),
        paper("2026-08-report", deed("published its report on the Suran valley", "2026-08-31"), published="2026-08-31"),
    ]


def ledger_of(documents: list[ReadDocument], cut_off: str) -> dict[str, LedgerEntry]:
    words = words_of(documents)
    return {words[entry.statement]: entry for entry in proposals(*documents, cut_off=cut_off).ledger}


def test_the_way_to_a_visit_and_a_report_is_followed() -> None:
    documents = negotiation()
    words = words_of(documents)
    found = ledger_of(documents, "2026-09-30")
    kinds = {entry.kind for entry in found.values()}
    assert kinds == {"request", "commitment", "condition", "agreement", "visit"}

    promise = found["will publish its report on the Suran valley within weeks"]
    assert promise.status == "overdue"
    assert ("published its report on the Suran valley", "may fulfil it: reports a deed in like words") in [
        (words[one], reason) for one, reason in promise.proposals
    ]

    terms = found["the visit must give unfettered, meaningful access with unsupervised interviews"]
    assert terms.terms == ("unfettered, meaningful access", "unsupervised interviews")
    hidden = found["the visit must be friendly and not an investigation, and the report held back"]
    assert hidden.terms == ("friendly visit", "no investigation", "report held back")
    assert terms.id != hidden.id

    update = found["will present an oral update to the Council"]
    assert (update.due, update.status) == ("2026-03-07", "overdue")
    assert "presented the oral update to the Council" in [words[one] for one, _ in update.proposals]

    agreed = found["agreed with Norland on a visit in May"]
    assert (agreed.kind, agreed.due) == ("agreement", "2026-05")
    visits = [entry for entry in found.values() if entry.kind == "visit"]
    assert len(visits) == 2


def test_before_its_date_the_promise_is_not_overdue_and_nothing_fulfils_it() -> None:
    documents = [one for one in negotiation() if one.receipt.name < "2026-01"]
    promise = ledger_of(documents, "2025-12-15")["will publish its report on the Suran valley within weeks"]
    assert promise.status == "open"
    assert promise.proposals == ()


def test_the_ledger_accuses_nobody() -> None:
    assert proposals(*negotiation()).allegations == ()


def test_a_condition_in_talks_does_not_hide_an_allegation_beside_it() -> None:
    claim = said("allegation", "guards beat men", "Open Valley", accused="Norland", violations=("torture",))
    assert only(proposals(*negotiation(), paper("z", claim)), "torture").statements
