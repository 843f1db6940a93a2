"""Strategies for a survey beside an assessment more: a stranger, or one that asks no more."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

import tristandard as ts
from tristandard.basics.clause import Provenance
from tristandard.grouping.shared import SharedIndicator
from tristandard.rules.acceptance import Forms, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.strategies.surveys import assessed
from tristandard.testing.survey import Survey


def _beside(survey: Survey, newcomer: Assessment, crosswalks: Iterable[Crosswalk]) -> Survey:
    """Return the same sites and observations under rules with one assessment more."""
    rules = evolve(survey.rules, assessments=[*survey.rules.assessments, newcomer], crosswalks=list(crosswalks))
    return evolve(survey, plan=ts.plan(ts.merge(rules), survey.sites, survey.period))


def _new(rules: RuleSet) -> str:
    """Return the code of an assessment that the rules do not have."""
    return "newcomer" + "_more" * sum(book.code.startswith("newcomer") for book in rules.assessments)


@composite
def beside_a_stranger(draw: DrawFn, survey: Survey) -> Survey:
    """Return the survey under rules that an assessment joins which shares nothing with the others."""
    if not survey.rules.assessments:
        return survey
    book, code = draw(st.sampled_from(survey.rules.assessments)), _new(survey.rules)
    stranger = evolve(
        book, code=code, indicators=[evolve(one, code=f"{code}.{place}") for place, one in enumerate(book.indicators)]
    )
    beside = _beside(survey, stranger, survey.rules.crosswalks)
    known = assessed(beside.plan.merged, code, [unit.code for unit in survey.rules.units])
    givens = {
        (code, name, unit): figure
        for (mine, name, unit), figure in survey.givens.items()
        if mine == book.code and unit in known
    }
    return evolve(beside, givens={**survey.givens, **givens})


@composite
def beside_one_that_asks_no_more(draw: DrawFn, survey: Survey) -> Survey:
    """Return the same beside an assessment that asks what one member of a group asks, or less of it: there, or
    everywhere where all members ask about the same.
    """
    merged, code = survey.merged, _new(survey.rules)
    groups = [one for one in (*merged.shared, *merged.own) if one.ruling is None]
    joined = draw(st.lists(st.sampled_from(groups), max_size=2, unique_by=lambda one: one.code)) if groups else []
    walks = {walk.code: walk for walk in survey.rules.crosswalks}
    asked = []
    for place, group in enumerate(joined):
        member = draw(st.sampled_from(group.contributions)).indicator
        alike = (
            merged.reading is Reading.POINTWISE
            and len({one.indicator.standard.measures for one in group.contributions}) == 1
        )
        everywhere = alike and draw(st.booleans())
        asks = [
            ask
            if not everywhere and draw(st.booleans())
            else Ask(ask.measure, Forms() if ask.measure.forms else Range())
            for ask in member.standard.asks
        ]
        asked.append(
            evolve(
                member, code=f"{code}.{place}", item="item", standard=Standard(asks),
                scope=Scope.of() if everywhere else member.scope,
                deductions=(DeductionRule(measures=member.standard.measures, tariff=Steps(1)),),
            )
        )  # fmt: skip
        walk = _walk(group, walks.values(), member.code) or Crosswalk(
            code=f"{code}_{place}", zh="示例", en="example", hosts=[group.host]
        )
        walks[walk.code] = evolve(
            walk, matches=[*walk.matches, Match(first=member.code, second=asked[-1].code, rationale="示例")]
        )
    items = [Item(code="item", zh="示例", full=100, provenance=Provenance.ILLUSTRATIVE)]
    newcomer = Assessment(
        code=code,
        zh="示例",
        en="example",
        office="示例",
        items=items,
        indicators=asked,
        model=Model({"total": Sheet()}),
    )
    return _beside(survey, newcomer, walks.values())


def _walk(group: SharedIndicator, walks: Iterable[Crosswalk], member: str) -> Crosswalk | None:
    """Return the crosswalk in which a member of a group is matched."""
    return (
        next((walk for walk in walks if any(member in (match.first, match.second) for match in walk.matches)), None)
        if len(group.contributions) > 1
        else None
    )
