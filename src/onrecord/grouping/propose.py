# SPDX-License-Identifier: Apache-2.0
"""Propose what is alleged, who answered, and from how many origins it comes: the whole of grouping in one call.

``propose`` takes documents, whose protected ones the caller has left out, what people decided, and the cut-off date.
It reads no clock and no disk, and the order of what it is given changes nothing. Call sequence:

1. ``material``: each text once, decisions applied. 2. ``parties``: who is who. 3. ``copies``: which texts are copies.
4. ``accusing``: which statements accuse. 5. ``matters``: those by matter. 6. ``labels`` and ``responses``: what is said
of a matter and against it. 7. ``allegations``: the above as proposals, with ``origins``. 8. ``ledger`` with
``sequels``. 9. ``positions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.grouping import copies as copying
from onrecord.grouping import ledger, matters, positions, responses
from onrecord.grouping.accusing import accusing
from onrecord.grouping.allegations import assemble
from onrecord.grouping.labels import Labels
from onrecord.grouping.material import gather
from onrecord.grouping.parties import Parties
from onrecord.grouping.proposals import Proposals, Ungrouped
from onrecord.grouping.sides import Sides
from onrecord.grouping.states import CountryOf, no_countries
from onrecord.model import Judgement, ReadDocument


def propose(
    documents: Sequence[ReadDocument],
    cut_off: str,
    judgements: Iterable[Judgement] = (),
    country_of: CountryOf = no_countries,
    seat_of: CountryOf = no_countries,
) -> Proposals:
    """Propose everything about a case as of ``cut_off`` (a date or time, ISO 8601).

    ``country_of`` gives the country for a name or demonym that a table knows, ``seat_of`` for the seat of its
    government; None for all else.
    """
    material = gather(documents, judgements)
    parties = Parties(material, country_of, seat_of)
    copies = copying.find(material)
    accused = accusing(material, parties)
    found = matters.build(accused.accusations, parties, copies)
    sides = Sides(material, found, parties, accused.own_accounts)
    labels = Labels(sides)
    answered = responses.find(sides, labels)
    allegations = assemble(material, parties, copies, found=found, labels=labels, answered=answered)
    rows = positions.matrix(allegations, material, parties)
    return Proposals(
        allegations=allegations,
        ledger=ledger.follow(material, parties, copies, cut_off),
        positions=rows,
        changes=positions.changes(rows),
        copies=copies.clusters,
        unanswered=tuple(one.id for one in allegations if not one.responses),
        ungrouped=_sorted((*accused.left, *labels.unattached)),
        unlinked_answers=_sorted(answered.unlinked),
    )


def _sorted(ungrouped: Iterable[Ungrouped]) -> tuple[Ungrouped, ...]:
    return tuple(sorted(ungrouped, key=lambda one: (one.statement, one.reason)))
