# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from onrecord.reading.statements.quoting.kinds import kind_of
from onrecord.reading.statements.quoting.table import Verb, load_table


def kind(
    verb: Verb | None, said: str, beside: str = "", role: str = "unknown", *, negated: bool = False
) -> tuple[str, str | None]:
    settled = kind_of(verb, said, beside, role, negated=negated, table=load_table("spanish"))
    return settled.kind, settled.subtype


REJECT = Verb("rechaz", object_decides=True)
CONCLUDE = Verb("concluir", "finding", "information")
SAY = Verb("decir", "other", "information")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (kind(Verb("denunci", "allegation"), "nos golpearon"), ("allegation", None)),
        (kind(REJECT, "son mentiras", "rechazó las acusaciones"), ("denial", "fact")),
        (kind(REJECT, "no vendrán", "rechazó la visita"), ("refusal", "access")),
        (kind(REJECT, "no", "rechazó"), ("other", "opinion")),
        (kind(Verb("negar", "denial"), "no hubo muertos", "negó los hechos"), ("denial", "fact")),
        (kind(Verb("negar", "denial"), "no entrarán", "negó la entrada"), ("refusal", "access")),
        (kind(Verb("negar", "denial"), "no hablaré", "no negó", negated=True), ("other", "no_comment")),
        (kind(Verb("tachar", "denial", labels=True), "de «mentiras»"), ("denial", "fact")),
        (kind(Verb("tachar", "denial", labels=True), "de «cobarde»"), ("other", "opinion")),
        (kind(CONCLUDE, "fue ilegal", role="court"), ("finding", "judicial")),
        (kind(CONCLUDE, "fue ilegal", role="un_body"), ("finding", "inquiry")),
        (kind(CONCLUDE, "fue ilegal", role="ngo"), ("other", "information")),
        (kind(SAY, "exigimos su libertad"), ("call", "demand")),
        (kind(SAY, "las acusaciones son falsas", role="state"), ("denial", "fact")),
        (kind(SAY, "lo condenaron con acusaciones falsas", role="victim_or_relative"), ("other", "information")),
        (kind(None, "hace frío"), ("other", "information")),
        (kind(Verb("admitir", "admission"), "hubo excesos"), ("admission", "partial")),
    ],
)
def test_a_verb_or_plain_words_settle_the_kind(found: tuple[str, str | None], expected: tuple[str, str | None]) -> None:
    assert found == expected
