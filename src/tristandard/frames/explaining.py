"""Why one unit scored what it scored over frames: its rows come home, and the core scores and explains them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from tristandard.basics.errors import all_of, for_argument, refuse, wanted
from tristandard.basics.outcome import Observation
from tristandard.frames.extra import BadFrame, needed
from tristandard.frames.finishing import results
from tristandard.frames.program import Program
from tristandard.frames.reported import observations_home, sites_home
from tristandard.frames.scores import Scores
from tristandard.reports.explanation import explain as explain_card
from tristandard.reports.tree import Explanation
from tristandard.scoring.results import SCORED_UNIT
from tristandard.scoring.score import score as score_ledger
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.history import History
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Sentence, Told

_DIFFERS = Sentence(
    "{unit} 在 {assessment} 的得分，数据表算得 {frames}，核心库由同样的记录算得 {core}：请把两者报告给我们",
    "{unit} has {frames} in {assessment} over frames and {core} in the core, of the same rows: please report both",
)
_NO_UNIT = Sentence("{unit} 不是{expected}", "{unit!r} is not {expected}")
_ALONE = Told("只看这一单位的记录，不看名次", "its rows alone are looked at, so that no place is told")
_CANNOT_READ = Told("这些记录读不懂", "the rows cannot be read")


def explain(
    program: Program, observations: Any, unit: str, assessment: str, *, scores: Scores | None = None,
    told: Iterable[Observation] = (), givens: Mapping[tuple[str, str, str], object] | None = None,
    carried: Mapping[str, Iterable[str]] | None = None, history: History | None = None,
) -> Explanation:  # fmt: skip
    """Return why a unit scored what it scored, down to rule, clause and row.

    The rows of its sites come home (of all units that the model reads) and are scored by the core, whose exact score
    and interval must be those of the frames.

    Args:
        program: What the scores were made with.
        observations: All rows of the unit's sites, others beside them.
        unit: The code of the unit.
        assessment: The code of the assessment.
        scores: The scores that are explained, whose place is told; else the rows are scored over frames anew.
        told: As `partials` takes it.
        givens: As `results` takes it; so with `carried` and `history`.

    Raises:
        BadFrame: When the assessment does not score the unit, or the two scores differ.
        Refused: As `register` does.
    """
    wanted(program, Program)
    wanted(unit, str, for_argument("unit"))
    wanted(assessment, str, for_argument("assessment"))
    kinds = _kinds(program, unit, assessment)
    nw, engine = needed(), program.engine
    table = engine.table({"kind": [int(kind) for kind in kinds]})
    chosen = engine.keep(program.sites.join(table, on="kind", how="inner").select("number", site=nw.col("code")))
    frame = program.frame(observations)
    rows = engine.keep(frame.join(chosen.select("site"), on="site", how="inner"))
    sites = sites_home(program, chosen.select("number"))
    codes = {site.code for site in sites}
    beside = [one for one in all_of(told, Observation) if one.site in codes]
    found, problems = observations_home(program, rows)
    refuse(_CANNOT_READ, problems)
    ledger = share(register(plan(program.merged, sites, program.period), [*found, *beside]), history=history)
    cards = score_ledger(ledger, givens=givens, carried=carried)[assessment]
    over = scores or results(
        program, program.partials(rows.to_native(), told=beside), givens=givens, carried=carried, history=history
    )
    if unit not in cards or unit not in over.cards[assessment]:
        raise BadFrame(_NO_UNIT(unit=unit, expected=SCORED_UNIT(assessment=assessment)))
    return explain_card(_same(cards[unit], over.cards[assessment][unit], placed=scores is not None))


def _kinds(program: Program, unit: str, assessment: str) -> list[str]:
    """Return the kinds of sites of a unit, and of all units whose sites its score reads."""
    rules = program.rules
    book = rules.assessment(assessment)
    places = program.tables.plan.sites
    if book.model.reads_others or book.named:
        return list(places)
    below = book.model.by_unit or book.carry is not None
    units = {unit, *(one.code for one in rules.units if below and one.parent == unit)}
    return [kind for kind, site in places.items() if units & dict(site.units).keys()]


def _same(core: Scorecard, frames: Scorecard, *, placed: bool) -> Scorecard:
    """Return the core's card with the place of the frames', or refuse two that differ."""
    ends = ((one.exact, *one.interval, one.part.measured, one.part.unmeasured) for one in (core, frames))
    mine, theirs = ends
    if mine != theirs:
        sides = {name: str(one.exact) for name, one in (("core", core), ("frames", frames))}
        raise BadFrame(_DIFFERS(unit=core.unit.code, assessment=core.assessment.code, **sides))
    if placed:
        return evolve(core, place=frames.place, places=frames.places, reason=frames.reason)
    return evolve(core, place=None, places=None, reason=_ALONE)
