"""Sites and observations of the core as the rows that frames hold, and scores of both as the same plain values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import tristandard as ts
from tristandard.basics.points import plain

#: One row of a frame.
Row = dict[str, Any]
#: The types of the columns of observations.
KINDS = {"source": "string", "id": "string", "revision": "int64", "site": "string", "indicator": "string", "made": "date32", "measure": "string", "outcome": "string", "value": "string"}


def sites(of: Iterable[ts.Site]) -> list[Row]:
    """Return sites as rows."""
    return [
        {
            "code": site.code,
            "area": site.area[-1],
            "zone": site.zone[-1],
            "site_type": site.site_type[-1],
            "units": "; ".join(unit if share == 1 else f"{unit} {plain(share)}" for unit, share in site.units),
        }
        for site in of
    ]


def _told(value: Any, *, share: bool = False) -> str:
    """Return a value as a cell, a share in % with its sign."""
    if isinstance(value, Fraction):
        return f"{plain(value)} %" if share else plain(value)
    return value if isinstance(value, str) else "{" + ", ".join(sorted(value)) + "}"


def observations(of: Iterable[ts.Observation], shares: Iterable[str] = ()) -> list[Row]:
    """Return observations as rows, one for each measure; measures in % are told."""
    signed = frozenset(shares)
    found: list[Row] = []
    for one in of:
        row = {"source": one.source, "id": one.id, "revision": one.revision, "site": one.site, "indicator": one.indicator, "made": one.made}
        if isinstance(one.outcome, ts.Measured):
            found += [{**row, "measure": measure, "outcome": "measured", "value": _told(value, share=measure in signed)} for measure, value in one.outcome.values]
        else:
            found.append({**row, "measure": None, "outcome": "not_applicable" if isinstance(one.outcome, ts.NotApplicable) else "not_measured", "value": None})
    return found


#: Exact score, bounds, coverage and place of every unit, by assessment and unit.
Scores = dict[tuple[str, str], tuple[Any, ...]]


def of_cards(cards: Iterable[ts.Scorecard]) -> Scores:
    """Return what scorecards say that a frame of scores says, too."""
    return {(card.assessment.code, card.unit.code): (card.exact, *card.interval, card.published, card.part.measured, card.part.unmeasured, card.place) for card in cards}


def of_rows(scored: Iterable[Row]) -> Scores:
    """Return what the rows of a frame of scores say."""
    return {
        (row["assessment"], row["unit"]): (
            None if row["numerator"] is None else Fraction(int(row["numerator"]), int(row["denominator"])),
            Fraction(row["low"]),
            Fraction(row["high"]),
            None if row["published"] is None else Decimal(row["published"]),
            row["measured"],
            row["unmeasured"],
            row["place"],
        )
        for row in ({name: None if cell != cell else cell for name, cell in row.items()} for row in scored)  # what pandas has for nothing
    }
