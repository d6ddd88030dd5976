# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

from onrecord.model import Metadata
from onrecord.reading.statements.english.reader import EnglishReader
from onrecord.reading.statements.interface import ReadingRequest
from reading.statements.english.building import statements_of, text_of


def test_an_advert_between_two_paragraphs_names_nobody() -> None:
    text = text_of(
        "Velmora's foreign minister, Ilmar Tovesk, invited the commissioner to see the province for herself.\n"
        "Doctors Aldous Penn and Company say this kettle saves lives.\n"
        "He said that the visit must be arranged by the government."
    )
    first, advert, last = text.segments
    text = replace(text, segments=(first, replace(advert, kind="advert"), last))
    statements = EnglishReader(encoded=0).read(ReadingRequest(text, Metadata())).statements
    assert statements[-1].speaker is not None
    assert statements[-1].speaker.name == "Ilmar Tovesk"


def test_statements_come_in_reading_order_and_once() -> None:
    statements = statements_of(
        "Soldiers detained at least 40 villagers in the Orlo valley in February and beat many of them.\n"
        "Witnesses said soldiers had killed two men. The ministry denied that anyone had been killed.\n"
    )
    starts = [one.content.spans[0][0] for one in statements]
    assert starts == sorted(starts)
    assert len({one.id for one in statements}) == len(statements) == 3


def test_a_source_that_asks_to_stay_unnamed_says_nothing_by_it() -> None:
    statements = statements_of("A doctor who asked not to be named said soldiers had beaten the men.")
    assert [one.content.text for one in statements] == ["soldiers had beaten the men"]


def test_we_outside_a_quotation_is_the_documents_own_voice() -> None:
    first, second = statements_of(
        "The ministry denied that anyone had been beaten.\nIn our assessment these acts may amount to war crimes."
    )
    assert first.speaker is not None
    assert second.speaker is not None
    assert (first.speaker.name, second.speaker.name) == ("ministry", "OUTLET")


def test_nobody_is_no_source() -> None:
    statements = statements_of("The witness said that officers had taken her son and that nobody had told her why.")
    assert [one.speaker.name for one in statements if one.speaker] == ["witness"]


def test_to_whom_somebody_wrote_is_not_what_was_written() -> None:
    assert statements_of("The commissioner wrote to the Government of Velmora and asked to visit the province.") == ()


def test_a_clause_on_a_letter_is_not_what_the_letter_says() -> None:
    (found,) = statements_of("The arrests were lawful, the envoy wrote in a letter that was read out before the vote.")
    assert found.content.text == "The arrests were lawful"


def test_who_passes_words_on_is_not_who_speaks() -> None:
    (found,) = statements_of(
        "Soldiers opened fire on marchers, according to a hospital doctor quoted by the news agency Northline."
    )
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.role) == ("hospital doctor", "expert")
    assert found.speaker.resolved_from == "a hospital doctor quoted by the news agency Northline"


def test_she_after_an_ombudsman_is_the_ombudsman() -> None:
    statements = statements_of(
        "The Ombudsman found that police had beaten workers. She urged the ministry to pay them."
    )
    assert [one.speaker.name for one in statements if one.speaker] == ["Ombudsman", "Ombudsman"]


def test_guards_who_were_dismissed_are_no_denial_and_dismissed_claims_are() -> None:
    text = (
        "The minister told parliament that five guards had been dismissed. The claims were dismissed by the ministry."
    )
    assert [one.content.text for one in statements_of(text) if one.kind == "denial"] == ["The claims"]


def test_a_promise_that_others_say_was_not_kept_is_alleged_and_not_explained() -> None:
    (found,) = statements_of(
        "Open Valley said the Interior Ministry had failed to publish the list of detainees that it promised for March."
    )
    assert (found.kind, found.subtype) == ("allegation", "non_fulfilment")
