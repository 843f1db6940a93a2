"""Strategies for what an office writes down: items, indicators, and assessments around them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.rules.assessment import AfterTies, Assessment, Carry, Ranks, TieRule
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.bonus import TiedBonus
from tristandard.rules.nodes.gate import Mark
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.basics import labels, publications, sizes
from tristandard.testing.strategies.deductions import noted, tariffs
from tristandard.testing.strategies.models import models
from tristandard.testing.strategies.places import SITE_TREES, UNIT_TREES, Trees
from tristandard.testing.strategies.scopes import scopes, subjects
from tristandard.testing.strategies.standards import goals, meetable
from tristandard.testing.strategies.upon import unit_shares


def items(*, code: str = "item_one") -> SearchStrategy[Item]:
    """Return items (考核项目) with a given code."""
    return st.builds(
        Item,
        code=st.just(code),
        zh=labels(),
        en=labels(min_size=0),
        full=sizes(),
        all_met=st.booleans(),
        provenance=st.sampled_from(Provenance),
    )


@composite
def indicators(
    draw: DrawFn,
    *,
    code: str = "urban.one",
    standard: SearchStrategy[Standard] | None = None,
    item: str = "item_one",
    clauses: Sequence[Clause] = (),
    site_trees: Trees = SITE_TREES,
    unit_trees: Trees = UNIT_TREES,
    worded: bool = True,
    required: bool = True,
) -> Indicator:
    """Return indicators with a given code whose own rules price all that they ask; only with `worded` do labels,
    tariffs and sources vary.
    """
    asked = draw(meetable(goal=draw(goals())) if standard is None else standard)
    plain = Indicator(
        code=code,
        zh="示例",
        en="example",
        item=item,
        standard=asked,
        scope=draw(scopes(trees=site_trees)),
        subjects=draw(subjects(trees=unit_trees)),
        deductions=(DeductionRule(measures=asked.measures, tariff=Steps("1")),),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )
    if not worded:
        return plain
    return evolve(
        plain,
        zh=draw(labels()),
        en=draw(labels()),
        deductions=draw(st.one_of(*[tariffs(standard=asked, required=required)] * 7, noted(asked))),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
        standard_provenance=draw(st.sampled_from(Provenance)),
        points_provenance=draw(st.sampled_from(Provenance)),
    )


def carries() -> SearchStrategy[Carry]:
    """Return when the score of a unit counts in its parent's."""
    return st.builds(
        Carry,
        bottom=st.integers(1, 2) | unit_shares(),
        periods=st.integers(1, 3),
        weight=st.sampled_from([None, "10", "33.3"]),
    )


@composite
def assessments(
    draw: DrawFn,
    *,
    code: str = "urban",
    indicators: Sequence[Indicator] = (),
    items: Sequence[Item] = (),
    clauses: Sequence[Clause] = (),
    areas: Sequence[str] = ("east", "west"),
    worded: bool = True,
) -> Assessment:
    """Return assessments with a given code, around the indicators and items given; only with `worded`
    does anything else vary.
    """
    plain = Assessment(
        code=code,
        zh="示例",
        en="example",
        office="example",
        items=items,
        indicators=indicators,
        model=Model({"total": Sheet()}),
    )
    if not worded:
        return plain
    model = draw(models(areas=areas))
    sharing = any(getattr(bonus, "ties", None) is TiedBonus.SHARED for _, node in model.nodes for bonus in node.bonuses)
    return evolve(
        plain,
        zh=draw(labels()),
        en=draw(labels()),
        office=draw(labels()),
        model=model,
        publication=draw(publications()),
        ties=draw(st.sampled_from(TieRule)),
        ties_by=draw(st.lists(st.sampled_from(sorted(model.whole)), unique=True, max_size=2)) if model.whole else (),
        after_ties=draw(st.sampled_from([AfterTies.SKIP] if sharing else AfterTies)),
        ranks=draw(st.sampled_from(Ranks)),
        unranked=draw(st.sampled_from([(), ("office",)])),
        named=draw(st.sampled_from([(), (), ("office",), ("district",)])),
        warning=draw(st.sampled_from([None, Mark(30, share=True)])),
        carry=draw(st.none() | carries()),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
    )
