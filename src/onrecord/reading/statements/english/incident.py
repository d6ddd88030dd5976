# SPDX-License-Identifier: Apache-2.0
"""What attack on people a document tells of: who did what to whom, where and when.

1. One attack for a document, its main one; None where its words name no harm, or where neither a kind of attack nor a
   victim is believed.
2. Kinds and perpetrators come from ``incident_kinds``, victims from ``incident_victims``, places from
   ``incident_where``, the date from ``incident_when``. They weigh words and what the encoder believes
   (``attributor.Attack``); without the encoder there is no incident.
3. The labels are those of HRDsAttack (Ran et al. 2023).
4. A reader abstains: what it does not believe enough stays empty. Where all is to be answered (``answer_all``), the
   likeliest answer stands in every field, the date of publication among the dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Incident, Statement
from onrecord.reading.statements.english.context import ReadingContext
from onrecord.reading.statements.english.encoder.attributor import Attack
from onrecord.reading.statements.english.incident_kinds import (
    NOBODY,
    beliefs_in_kinds,
    chosen_kinds,
    shares_of_sorts,
    signs_of,
    tells_of_harm,
)
from onrecord.reading.statements.english.incident_victims import victims_of
from onrecord.reading.statements.english.incident_when import believed_dates, candidates, date_of
from onrecord.reading.statements.english.incident_where import country_name, place_names

SORT_FROM = 0.5
"""Share of belief from which a reader that may abstain names the sort of perpetrator; picked on the dev part."""
NOBODY_FROM = 0.5
"""Share of belief from which no perpetrator is mentioned; picked on the dev part."""
_UNTOLD = "insufficient info"


def incident_of(
    context: ReadingContext,
    published: str | None,
    attack: Attack | None,
    statements: Sequence[Statement],
    *,
    answer_all: bool = False,
) -> Incident | None:
    """Give the main attack of a document; None where it tells of none."""
    title, content = context.metadata.title or "", context.text.content
    if attack is None or not (answer_all or tells_of_harm(title, content)):
        return None
    signs = signs_of(title, content, statements)
    kinds = chosen_kinds(beliefs_in_kinds(signs, attack.kinds), answer_all=answer_all)
    victims = victims_of(context, attack.victims, answer_all=answer_all)
    if not kinds and not victims:
        return None
    mention, sort = _perpetrator(shares_of_sorts(signs, attack.perpetrators), answer_all=answer_all)
    code, country = country_name(context, answer_all=answer_all)
    region, city = place_names(context, code, attack.places, answer_all=answer_all)
    dates = believed_dates(candidates(context, published))
    year, month, day = date_of(dates, answer_all=answer_all)
    return Incident(mention, sort, victims, kinds, country, region, city, year, month, day)


def _perpetrator(shares: Mapping[str, float], *, answer_all: bool) -> tuple[bool, str | None]:
    """Say whether a perpetrator is mentioned, and of what sort."""
    mention = shares.get(NOBODY, 0.0) < NOBODY_FROM
    sorts = {name: share for name, share in shares.items() if name != NOBODY}
    best = max(sorts, key=lambda name: (sorts[name], name))
    if answer_all:
        return mention, best
    told = mention and best != _UNTOLD and sorts[best] >= SORT_FROM
    return mention, best if told else None
