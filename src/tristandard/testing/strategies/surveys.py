"""Strategies for a survey of any rule set that merges.

Sites stand where something is asked, and values lie near the ends that the rules set. Everything is
valid as it is drawn: the register refuses none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

import tristandard as ts
from tristandard.basics.clause import Validity
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period, Quarter
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.target import TargetShare
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan
from tristandard.testing.strategies.seen import QUARTER, Eye, member_of
from tristandard.testing.strategies.standing import asked_there, place_kinds, standing_sites
from tristandard.testing.survey import Survey


def _period(valid: Validity) -> Period:
    """Return a quarter on each day of which the rules hold, the usual one if they do; else all
    the time that they hold.
    """
    edge = valid.start or valid.end or QUARTER.start
    number = 4 * edge.year + (edge.month - 1) // 3
    for quarter in (QUARTER, *(Quarter(at // 4, at % 4 + 1) for at in (number, number + 1, number - 1))):
        if valid.holds(quarter.start, quarter.end):
            return quarter
    return Period(valid.start or edge, valid.end or edge)


def _figures(draw: DrawFn, plan: Plan, units: Sequence[str]) -> dict[tuple[str, str, str], Fraction | None]:
    """Return what the scoring models are given: every weight, and figures of some of the units.

    Some of the figures do not apply.
    """
    found: dict[tuple[str, str, str], Fraction | None] = {}
    for book in plan.rules.assessments:
        code, model = book.code, book.model
        known = assessed(plan.merged, code, [unit.code for unit in plan.rules.units]) if model.figures else []
        weights = {name for called, node in model.nodes if not node.is_figure for name in node.figures(called)}
        for name in sorted(weights):
            found.update({(code, name, unit): Fraction(draw(st.integers(1, 3))) for unit in known})
        near = [unit for unit in units if unit in known]
        for unit in draw(st.lists(st.sampled_from(near), unique=True, max_size=3)) if near else ():
            for name, figures in sorted(_drawn_from(draw, model, weights).items()):
                if draw(st.integers(0, 4)):
                    found[code, name, unit] = draw(st.sampled_from(figures))
    return found


def _drawn_from(draw: DrawFn, model: Model, weights: Collection[str]) -> dict[str, list[Fraction | None]]:
    """Return what each figure of a model may be, weights aside: up to its full mark, or as the rates
    that read it allow.
    """
    found: dict[str, list[Fraction | None]] = {}
    adjustments = [one for _, node in model.nodes for one in node.adjustments]
    shared = {one.target for one in adjustments if isinstance(one.per, TargetShare)}
    for name, full in model.figures.items():
        if full is not None:
            found[name] = [full, full / 3, full * Fraction("0.849"), Fraction(0), None]
        elif name not in weights:
            found[name] = [Fraction(1 if name in shared else 0), Fraction(3), Fraction(50), None]
    rates = [node for _, node in model.nodes if isinstance(node, Rate)]
    found.update({name: [figure, figure, None] for name, figure in _rates(draw, rates).items()})
    return found


def _rates(draw: DrawFn, nodes: Sequence[Rate]) -> dict[str, Fraction]:
    """Return figures of which no more was done than due, and nothing where nothing was due."""
    done, late, due = draw(st.sampled_from([(5, 0, 5), (4, 1, 5), (2, 2, 4), (0, 0, 3), (0, 0, 0)]))
    found: dict[str, Fraction] = {}
    for node in nodes:
        found.update({name: Fraction(due if sign > 0 else 0) for sign, name in node.out_of})
        found.update({name: Fraction(done if sign > 0 else late) for sign, name in node.of if name not in found})
    sums = [node.sums(found.__getitem__) for node in nodes]
    fits = all(0 <= part <= whole and (whole or not part) for part, whole in sums)
    return found if fits else dict.fromkeys(found, Fraction(0))


def assessed(merged: MergedRules, code: str, units: Iterable[str]) -> list[str]:
    """Return the units of which figures may be given to an assessment."""
    rules = merged.rule_set
    mine = [one.subjects for one in (*merged.shared, *merged.own) if code in one.assessments]
    below = {
        unit: [rules.subject(one.code) for one in rules.units if unit in rules.paths["unit"][one.code]]
        for unit in units
    }
    return [
        unit for unit in units if not mine or any(subjects.covers(point) for subjects in mine for point in below[unit])
    ]


def _history(draw: DrawFn, plan: Plan) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return what earlier periods found, where a line looks back: before what it looks back to,
    within it, or not at all.
    """
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for site, ground in plan.grounds.items():
        lines = [
            rule
            for question in ground.questions
            for user in question.users
            for rule in user.indicator.deductions
            if rule.look_back
        ]
        back = {code: rule.look_back for rule in lines for code in rule.measures}
        if told := {
            code: tuple(sorted(draw(st.sets(st.integers(1, most + 1))))) for code, most in sorted(back.items())
        }:
            found[site] = told
    return found


def _carried(draw: DrawFn, rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """Return units whose score counts in their parent's: of each parent one at most."""
    children: defaultdict[str, list[str | None]] = defaultdict(lambda: [None])
    for unit in rules.units:
        if unit.parent is not None:
            children[unit.parent].append(unit.code)
    books = [book.code for book in rules.assessments if book.carry]
    return {
        code: tuple(child for below in children.values() if (child := draw(st.sampled_from(below)))) for code in books
    }


def _blames(draw: DrawFn, planned: Plan, eye: Eye, found: list[Observation]) -> list[Observation]:
    """Return, where there may be one, a report of too many findings that all name a unit which answers for another site
    alone, in the place of what was found there.
    """
    owners = {site: frozenset(unit for unit, _ in one.units) for site, one in planned.sites.items()}
    ways = [
        (site, question, code, unit)
        for site, there in planned.grounds.items() if len(set(owners.values())) > 1
        for question in there.questions for code in eye.blamable(question)
        for unit in sorted(frozenset().union(*owners.values()) - owners[site])
    ]  # fmt: skip
    zeroing = [way for way in ways if _zeroes(way[1], way[2])]
    if not ways:
        return []
    site, question, code, unit = draw(st.sampled_from(zeroing or ways))
    report = Observation(
        source="app",
        id=f"{site}/{question.code}",
        site=site,
        indicator=draw(member_of(question)),
        made=planned.period.start,
        outcome=draw(eye.blaming(question, code, unit)),
    )
    found[:] = [one for one in found if one.id != report.id]
    return [report]


def _zeroes(question: Question, code: str) -> bool:
    """Return whether a breach of a measure zeroes anything."""
    return any(
        isinstance(rule.tariff, Veto) and code in rule.measures
        for user in question.users
        for rule in user.indicator.deductions
    )


def surveys(rule_set: RuleSet, *, max_sites: int = 4, apart: bool = False) -> SearchStrategy[Survey]:
    """Return surveys of the rules given, at one site or a few: what was planned, and what came in of
    it, by any member's code.

    Figures, what earlier periods found and what is carried come with it where the rules ask for them.
    Sites that lie `apart` have an owner each, and findings at one of them blame that of another where
    they may, most often where that zeroes something.
    """
    merged, eye = ts.merge(rule_set), Eye(rule_set, _period(rule_set.in_force or rule_set.valid))
    kinds, period = place_kinds(merged), eye.period
    if apart:
        kinds = [kind for kind in kinds if any(map(eye.blamable, asked_there(merged, kind)))] or kinds

    @composite
    def drawn(draw: DrawFn) -> Survey:
        planned = ts.plan(merged, standing_sites(draw, rule_set, kinds, max_sites, apart=apart), period)
        owners = sorted({unit for site in planned.sites.values() for unit, _ in site.units})
        units = [*owners, *(unit.code for unit in rule_set.units if unit.code not in owners)][:8]
        found = []
        for site, there in planned.grounds.items():
            for question in there.questions:
                outcome = draw(eye.outcome(question, units[:3]))
                if outcome is not None:
                    made = min(period.end, period.start + timedelta(days=draw(st.integers(0, 2))))
                    found.append(
                        Observation(
                            source="app",
                            id=f"{site}/{question.code}",
                            site=site,
                            indicator=draw(member_of(question)),
                            made=made,
                            outcome=outcome,
                        )
                    )
        if apart:
            found += _blames(draw, planned, eye, found)
        return Survey(
            planned, tuple(found), _history(draw, planned), _figures(draw, planned, units), _carried(draw, rule_set)
        )

    return drawn()
