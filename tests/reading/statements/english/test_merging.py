# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Span
from onrecord.reading.statements.english import document
from onrecord.reading.statements.english.attribution import Beliefs
from onrecord.reading.statements.english.document import read_document, read_line
from onrecord.reading.statements.english.drafts import Draft
from onrecord.reading.statements.english.encoder.attributor import Attack, Encoded, Told
from onrecord.reading.statements.english.lines import line_of
from onrecord.reading.statements.english.merging import Merging
from onrecord.reading.statements.english.sentences import read_paragraphs
from reading.statements.english.building import text_of

BELIEFS = Beliefs(0.9, 0.9, {"denial": 1.0}, {}, {})


def told(text: str, content: str, cue: str = "", source: str = "") -> Told:
    def spans(words: str) -> tuple[Span, ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return Told(spans(cue), spans(source), spans(content), BELIEFS)


def merged(text: str, *seen: Told) -> list[Draft]:
    paragraphs = read_paragraphs(text_of(text))
    ruled = [
        draft
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for draft in read_line(line_of(paragraph, sentence))
    ]
    return Merging(text, paragraphs, ruled).merge(list(seen))


def words(text: str, draft: Draft) -> tuple[str, str, str]:
    source = text[slice(*draft.source)] if draft.source else ""
    return source, " ".join(text[a:b] for a, b in draft.cue), " ".join(text[a:b] for a, b in draft.content)


def test_spans_come_from_the_encoder_and_grammar_from_the_rules() -> None:
    text = "The ministry of Norland did not deny on Monday that guards had beaten the prisoners of Tarn."
    (draft,) = merged(text, told(text, "guards had beaten the prisoners", "did not deny", "The ministry of Norland"))
    content = "guards had beaten the prisoners of Tarn"  # the words that lack to the end of the sentence are taken too
    assert words(text, draft) == ("The ministry of Norland", "did not deny", content)
    assert (draft.lemma, draft.negated, draft.beliefs) == ("deny", True, BELIEFS)
    assert draft.sentences == [(0, len(text))]


def test_a_source_that_the_encoder_does_not_see_comes_from_the_rules() -> None:
    text = "Mara Lindqvist said that the camps of Tarn were closed in May."
    (draft,) = merged(text, told(text, "the camps of Tarn were closed in May", "said"))
    assert words(text, draft)[0] == "Mara Lindqvist"


def test_what_only_the_rules_find_is_added_where_nobody_else_says_it() -> None:
    text = "Mara Lindqvist said that the camps of Tarn were closed in May."
    (draft,) = merged(text)
    assert words(text, draft) == ("Mara Lindqvist", "said", "the camps of Tarn were closed in May")
    assert draft.beliefs is None
    (draft,) = merged(text, told(text, "the camps of Tarn were closed in May", "said that", "Mara Lindqvist"))
    assert draft.beliefs is BELIEFS


def test_content_without_a_cue_goes_on_with_the_speaker_or_is_the_documents_own_voice() -> None:
    text = (
        "Mara Lindqvist said that the camps were closed. “Nobody was ever told why they had been opened.”\n\n"
        "Soldiers have burned four villages of the Ilmar coast since May."
    )
    said = told(text, "the camps were closed", "said", "Mara Lindqvist")
    free = told(text, "“Nobody was ever told why they had been opened.”")
    own = told(text, "Soldiers have burned four villages of the Ilmar coast since May")
    drafts = merged(text, said, free, own)
    assert [(draft.mode, words(text, draft)[0]) for draft in drafts[1:]] == [
        ("free", "Mara Lindqvist"),
        ("narrator", ""),
    ]


def test_what_is_told_inside_of_what_is_told_knows_the_shortest_that_holds_it() -> None:
    text = "Harbour Watch said that the ministry denied that guards had beaten anybody, and that it lied."
    outer = told(text, "the ministry denied that guards had beaten anybody, and that it lied", "said", "Harbour Watch")
    inner = told(text, "guards had beaten anybody", "denied", "the ministry")
    first, second = merged(text, inner, outer)
    assert second.outer is first
    assert first.outer is None


def test_small_gaps_in_content_are_closed_but_not_over_a_mark_or_another_part() -> None:
    text = "Harbour Watch said that guards beat, it claimed, four prisoners in Tarn until one of them died there."

    def of(*contents: str) -> Told:
        spans = tuple((text.index(part), text.index(part) + len(part)) for part in contents)
        said = told(text, "guards beat", "said", "Harbour Watch")
        return Told(said.cue, said.source, spans, BELIEFS)

    (draft,) = merged(text, of("guards beat", "four", "in Tarn until one of them"))
    assert [text[start:end] for start, end in draft.content] == [
        "guards beat",
        "four prisoners in Tarn until one of them died there",
    ]


def test_what_is_told_under_two_cues_is_told_once_by_the_surer() -> None:
    text = "Mara Lindqvist further alleged that the camps of Tarn were closed in May."
    content = "the camps of Tarn were closed in May"
    unsure = told(text, content, "further", "Mara Lindqvist")
    sure = replace(told(text, content, "alleged", "Mara Lindqvist"), beliefs=replace(BELIEFS, sure=0.95))
    for order in ((unsure, sure), (sure, unsure)):
        (draft,) = merged(text, *order)
        assert words(text, draft)[1] == "alleged"


def test_a_quotation_over_paragraphs_waits_for_its_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '"They came at four.\n\n"I hid under the bed.\n\n"We buried him behind the school," said Mara Lindqvist.'
    own = told(text, '"They came at four.')
    cued = told(text, '"We buried him behind the school,"', "said", "Mara Lindqvist")
    seen = Encoded((own, cued), Attack((), (), {}, {}))
    monkeypatch.setattr(document, "encode", lambda *_: seen)
    (one,) = read_document(text_of(text)).attributions
    assert [text[a:b] for a, b in one.content] == [
        line.strip(" ") for line in text.split(" said", maxsplit=1)[0].split("\n\n")
    ]


def test_the_day_on_which_it_was_said_is_not_said() -> None:
    text = "The army closed the camps, the Tarn Union said on 4 May 2025."
    one = told(text, "The army closed the camps", "said", "the Tarn Union")
    day = text.index("May 2025")
    (draft,) = merged(text, replace(one, content=(*one.content, (day, day + len("May 2025")))))
    assert words(text, draft)[2] == "The army closed the camps"


def test_a_long_source_of_which_the_encoder_sees_pieces_is_not_said() -> None:
    text = "Many states, including three of the coast, as well as two groups accuse Norland of torture."
    one = told(text, "Norland of torture", "accuse", "Many states")
    middle = text.index("three of the coast")
    seen = replace(one, content=((middle, middle + len("three of the coast")), *one.content))
    (draft,) = merged(text, seen)
    assert words(text, draft)[2] == "Norland of torture"
    assert words(text, draft)[0].startswith("Many states")


def test_content_ends_where_the_rules_let_it_end_a_few_words_on() -> None:
    text = "The council declared that the raids of Tarn constitute crimes against humanity."
    (draft,) = merged(text, told(text, "the raids of Tarn", "declared", "The council"))
    assert words(text, draft)[2] == "the raids of Tarn constitute crimes against humanity"
