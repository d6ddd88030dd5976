# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

from onrecord.grouping.proposals import Proposals
from onrecord.intake.incoming import NotTaken
from onrecord.publication.caps import STANDARD
from onrecord.publication.contents import Contents, contents
from publication import sample


def _contents(**changes: int) -> Contents:
    return contents(sample.material(), replace(STANDARD, **changes))


def test_the_summary_counts_what_was_read_answered_and_due() -> None:
    numbers = {figure.words: figure.number for figure in _contents().summary}
    assert numbers["documents"] == 5
    assert numbers["allegation with a response"] == 1
    assert numbers["allegation without a response"] == 1
    assert numbers["commitment whose date has passed"] == 1
    assert numbers["steps about access"] == 2
    assert numbers["call"] == 1


def test_every_statement_of_the_case_is_somewhere_in_the_report() -> None:
    bare = contents(sample.material(proposals=Proposals()), STANDARD)
    said = [one for spoken in bare.others for one in spoken.sentences]
    assert len(said) == len(sample.wire_statements()) + len(sample.letter_statements())
    assert bare.others_left_out == 0


def test_named_speakers_come_before_those_without_a_name() -> None:
    bare = contents(sample.material(proposals=Proposals()), STANDARD)
    assert [spoken.who for spoken in bare.others][-1] == "Estria Wire (own voice)"


def test_what_belongs_to_no_card_says_why() -> None:
    proposals = replace(sample.proposals(), ledger=())
    made = contents(sample.material(proposals=proposals), STANDARD)
    details = [detail for spoken in made.others for one in spoken.sentences for detail in one.details]
    assert "on no card: no act named" in details


def test_what_was_not_read_is_listed_with_its_reason() -> None:
    made = contents(sample.material(not_taken=(NotTaken("C:\\Users\\Mara\\pipe", "not a file"),)), STANDARD)
    assert [(one.name, one.document, one.reason) for one in made.unread] == [
        ("letter.txt", 3, "page 3 needs OCR"),
        ("وزارة.txt", 4, "not read yet: Arabic"),
        ("photo.jpg", 5, "kept, not read: image"),
        ("pipe", None, "not a file"),
    ]


def test_caps_leave_out_and_count() -> None:
    made = _contents(documents=2, texts=0, rows=1, others=0)
    assert len(made.listed) == 2
    assert made.documents == 5
    assert made.texts_left_out == 4
    assert made.events_left_out > 0


def test_cited_documents_are_listed_before_others() -> None:
    assert [one.number for one in _contents(documents=2).listed] == [1, 3]


def test_copies_are_named_on_both_pages() -> None:
    copies = {one.number: [entry.documents for entry in one.copies] for one in _contents().listed}
    assert copies[1] == [(2,)]
    assert copies[2] == [(1,)]


def test_the_matrix_holds_positions_and_their_change() -> None:
    (table,) = _contents().positions.tables
    assert [actor for actor, _ in table.rows] == ["Estria", "Estria Watch"]
    assert [position.word for position in table.rows[0][1][0]] == ["denied the fact", "explained"]
    assert table.rows[0][1][1] == ()
    (change,) = _contents().positions.changes
    assert (change.earlier.word, change.later.word) == ("denied the fact", "explained")


def test_the_same_statement_is_on_the_timeline_once_on_each_track() -> None:
    events = _contents().events
    cited = [(event.track, number) for event in events for number in event.cites]
    assert len(set(cited)) == len(cited)
    assert {event.track for event in events} == {"Said", "Time spoken of", "Reported", "Due"}


def test_the_date_of_a_report_stands_in_only_where_nobody_says_when_it_was_said() -> None:
    by_track = {
        track: {number for event in _contents().events if event.track == track for number in event.cites}
        for track in ("Said", "Reported")
    }
    assert by_track["Reported"]
    assert not by_track["Said"] & by_track["Reported"]
