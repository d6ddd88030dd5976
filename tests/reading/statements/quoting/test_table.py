# SPDX-License-Identifier: Apache-2.0
"""What every table must hold: a newcomer's table is checked here."""

from __future__ import annotations

import pytest

from onrecord.model import KIND_IDS
from onrecord.reading.language_names import language_name
from onrecord.reading.statements import READERS
from onrecord.reading.statements.quoting import TABLES
from onrecord.reading.statements.quoting.table import load_table
from onrecord.vocabulary import load


@pytest.mark.parametrize(("reader", "name"), TABLES.items())
def test_a_table_names_only_what_there_is(reader: str, name: str) -> None:
    table = load_table(name)
    assert reader.startswith(f"{table.code}-")
    assert not language_name(table.code).startswith("the language")
    assert {role for role, _ in table.roles} <= set(load().roles)
    verbs = [verb for forms in (table.forms, table.participles) for entries in forms.values() for _, verb in entries]
    assert {verb.kind for verb in verbs} | {kind.partition("/")[0] for kind, _ in table.says} <= set(KIND_IDS)
    subtypes = {subtype.id for kind in load().kinds.values() for subtype in kind.subtypes}
    assert {verb.subtype for verb in verbs if verb.subtype} <= subtypes
    assert (len(set(table.weekdays.values())), len(set(table.months.values()))) == (7, 12)


@pytest.mark.parametrize("name", TABLES.values())
def test_the_kinds_that_a_record_is_kept_of_have_verbs(name: str) -> None:
    table = load_table(name)
    verbs = [verb for forms in (table.forms, table.participles) for entries in forms.values() for _, verb in entries]
    assert {verb.kind for verb in verbs} >= {
        "allegation", "denial", "justification", "admission", "finding", "call", "commitment", "offer", "other",
    }  # fmt: skip
    assert any(verb.object_decides for verb in verbs)


def test_every_table_has_its_reader() -> None:
    assert {reader.name for reader in READERS} >= set(TABLES)
    languages = [code for reader in READERS for code in reader.languages]
    assert len(languages) == len(set(languages))


def test_forms_are_written_out() -> None:
    table = load_table("spanish")
    assert table.forms["afirmó"][0][1].lemma == "afirm"
    assert [rest for rest, _ in table.forms["pidió"]] == [("perdón",), ()]
    assert table.participles["dicho"][0][1].lemma == "decir"
