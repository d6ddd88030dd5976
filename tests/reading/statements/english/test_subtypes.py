# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.vocabulary import load
from reading.statements.english.building import one_of


@pytest.mark.parametrize(
    ("content", "kind", "subtype"),
    [
        ("The ministry denied that guards had beaten anyone.", "denial", "fact"),
        ("The army said the village was burned by rebels, not by its troops.", "denial", "responsibility"),
        ("The spokesman disputed the figures in the report.", "denial", "scale"),
        ("The embassy said the witnesses were actors and that their claims were false.", "denial", "source"),
        ("The minister rejected the claims as interference in internal affairs.", "denial", "competence"),
        ("The ministry dismissed the label genocide.", "denial", "character"),
        ("The minister said police had fired in self-defence.", "justification", "security"),
        ("The ministry said the vocational training centres teach young people skills.", "justification", "welfare"),
        ("The spokeswoman declined to comment.", "other", "no_comment"),
        ("The minister voiced deep concern about the situation in the valley.", "other", "concern"),
        (
            "The foreign minister said the campaign had nothing to do with genocide.",
            "legal_characterisation",
            "executive",
        ),
        ("The governor acknowledged that the prisoner was beaten and apologised to the family.", "admission", None),
        ("The committee recommended that the state publish the list of prisoners.", "call", "recommendation"),
        ("The president promised to open the files.", "commitment", "promise"),
        ("The ministry turned down the envoy's request to visit the prison.", "refusal", "access"),
        ("The foreign ministry invited the envoy to visit the region.", "offer", "invitation"),
    ],
)
def test_subtypes(content: str, kind: str, subtype: str | None) -> None:
    statement = one_of(content)
    assert statement.kind == kind
    if subtype is not None:
        assert statement.subtype == subtype


def test_every_subtype_is_in_the_vocabulary() -> None:
    for content in ("The ministry denied the abuses.", "The committee found that the prisoners were tortured."):
        statement = one_of(content)
        known = {subtype.id for subtype in load().kinds[statement.kind].subtypes}
        assert statement.subtype is None or statement.subtype in known
