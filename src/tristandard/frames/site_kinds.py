"""One site of each kind, planned by the core; a kind that the rules refuse is told at its first site in the frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from tristandard.basics.errors import Refused, TristandardError, refuse
from tristandard.basics.period import Period
from tristandard.codec.bad_input import BadInput, Position
from tristandard.codec.survey import CANNOT_BE_LOADED, load_sites
from tristandard.frames.engine import Engine
from tristandard.frames.extra import needed
from tristandard.merging.merged import MergedRules
from tristandard.survey.plan import Plan
from tristandard.survey.planning import OF_SITE, plan

#: What of a site decides what is asked there, and of whom.
KIND: tuple[str, ...] = ("area", "zone", "site_type", "units")
#: What the frame of sites is called in messages.
_FRAME = "sites"
#: The number of a row in the frame, 0 where frames keep no order, and the code of its site.
_First = tuple[int, str]


def planned(
    engine: Engine, sites: Any, kinds: Sequence[Mapping[str, str]], merged: MergedRules, period: Period
) -> Plan:
    """Return the plan of one site of each kind, whose code is the number of the kind.

    Args:
        engine: Where the sites are.
        sites: Every site: its code, and what tells its kind, as text.
        kinds: What tells each kind.
        merged: The merged rules.
        period: When.

    Raises:
        Refused: As `load_sites` and `plan` do, of the first site of each kind.
    """
    rules = merged.rule_set
    try:
        return plan(merged, load_sites([{"code": str(at), **kind} for at, kind in enumerate(kinds)], rules), period)
    except Refused:
        firsts = _firsts(engine, sites)
        there = [firsts[tuple(kind[name] for name in KIND)] for kind in kinds]
        try:
            found = load_sites([{"code": code, **kind} for (_, code), kind in zip(there, kinds, strict=True)], rules)
        except Refused as refused:
            refuse(CANNOT_BE_LOADED(name=_FRAME), [_placed(one, there) for one in refused.reasons])
        else:
            plan(merged, found, period)
        raise


def _firsts(engine: Engine, sites: Any) -> dict[tuple[str, ...], _First]:
    """Return the first site of each kind; the one of the least code where frames keep no order."""
    c = needed().col
    counted = engine.numbered(sites)
    if counted is None:
        rows = engine.rows(sites.group_by(*KIND).agg(c("code").min()).select(*KIND, "code"))
        return {tuple(kind): (0, str(code)) for *kind, code in rows}
    first = counted.group_by(*KIND).agg(c("row").min()).select("row")
    rows = engine.rows(counted.join(first, on="row", how="inner").select(*KIND, "row", "code"))
    return {tuple(kind): (int(row), str(code)) for *kind, row, code in rows}


def _placed(problem: TristandardError, there: Sequence[_First]) -> TristandardError:
    """Return what is wrong with a kind, at the first site that is of it."""
    if not isinstance(problem, BadInput) or not isinstance(problem.at, Position):
        return problem
    at = problem.at
    if at.row:
        row, code = there[at.row - 1]
        at = evolve(at, number=row, counted=at.counted if row else None, of=OF_SITE(site=code))
    return evolve(problem, file=_FRAME, at=at)
