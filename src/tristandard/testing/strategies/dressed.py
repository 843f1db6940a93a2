"""What files of rules may say that no reading needs: labels of nodes, what stands on figures, choices, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause
from tristandard.basics.finding import REPEATED
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Indicator
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.strategies.basics import labels, texts
from tristandard.testing.strategies.deductions import chosen, factors, vetoes
from tristandard.testing.strategies.upon import stood_upon

#: What a node may be called: mostly nothing, else in Chinese, or in both languages.
_CALLED: Sequence[dict[str, Any]] = ({}, {}, {"zh": "示例甲"}, {"zh": "示例乙", "en": "another"})
#: What a blend may take of two parts that count alike.
_TAKEN: Sequence[dict[str, Any]] = (
    {}, {"take": Take.WORST}, {"take": Take.MEDIAN}, {"take": Take.BEST}, {"drop_lowest": 1}, {"drop_highest": 1},
)  # fmt: skip


@composite
def dressed(draw: DrawFn, *, rules: RuleSet) -> RuleSet:
    """Return a rule set with all that files may say of it and the merge does not read."""
    cited = rules.clauses
    return evolve(
        rules,
        notice_en=draw(texts()),
        assessments=[draw(_book(book=book)) for book in rules.assessments],
        areas=draw(_called(tree=rules.areas)),
        units=draw(_called(tree=rules.units)),
        circumstances=[evolve(one, en=draw(labels(min_size=0))) for one in rules.circumstances],
        crosswalks=[evolve(walk, clauses=draw(_cited(clauses=cited))) for walk in rules.crosswalks],
        variants=[evolve(one, clauses=draw(_cited(clauses=cited))) for one in rules.variants],
    )


def _cited(*, clauses: Sequence[Clause]) -> SearchStrategy[list[Clause]]:
    """Return some of the clauses given."""
    return st.sampled_from([[], list(clauses)])


@composite
def _called(draw: DrawFn, *, tree: Tree[Any]) -> Tree[Any]:
    """Return a tree whose terms are called in both languages, units with codes of other systems."""
    found: list[Term | Unit] = []
    for term in tree.terms:
        more = {"external": draw(st.sampled_from([{}, {"grid": "0423"}]))} if isinstance(term, Unit) else {}
        found.append(evolve(term, en=draw(labels(min_size=0)), **more))
    return Tree(tree.kind, found)


@composite
def _book(draw: DrawFn, *, book: Assessment) -> Assessment:
    """Return an assessment whose nodes are called, and whose lines look back."""
    marks = sum((item.full for item in book.items), start=0)
    indicators = [draw(_looking(indicator=one, by_site=book.model.by_site)) for one in book.indicators]
    return evolve(book, model=draw(_model(model=book.model, marks=marks)), indicators=indicators)


def _without(lines: list[DeductionRule], code: str) -> list[DeductionRule] | None:
    """Return the lines that do not price a measure; None where one prices it together with others."""
    others = [line for line in lines if code not in line.measures]
    alone = all(set(line.measures) == {code} for line in lines if line not in others)
    return others if alone else None


@composite
def _looking(draw: DrawFn, *, indicator: Indicator, by_site: bool) -> Indicator:
    """Return an indicator whose lines count some findings oftener where they come again, or whose points somebody
    chooses, or that has a red line of the site.
    """

    def line(rule: DeductionRule) -> DeductionRule:
        again = bool(rule.times) and draw(st.booleans())
        return evolve(rule, times=(draw(factors(by=[REPEATED])),), look_back=2) if again else rule

    lines = [line(rule) for rule in indicator.deductions]
    asked = [ask for ask in indicator.standard.asks if not ask.measure.forms]
    taken = [ask for ask in asked if not ask.measure.whole and ask.acceptance == Range(limit=End(0))]
    kind = draw(st.integers(0, 3))
    if kind == 1 and taken:
        code = taken[0].measure.code
        others = _without(lines, code)
        if others is not None:
            lines = [*others, DeductionRule(measures=[code], tariff=draw(chosen(by=asked[-1])))]
    if kind == 2 and by_site:
        lines.append(DeductionRule(measures=indicator.standard.measures, tariff=draw(vetoes(levels=[Level.SITE]))))
    return evolve(indicator, deductions=tuple(lines))


@composite
def _model(draw: DrawFn, *, model: Model, marks: Any) -> Model:
    """Return a model with all that its nodes may say beside what counts; what it could not say stays away."""
    found = model
    for name, node in model.nodes:
        more: dict[str, Any] = dict(draw(st.sampled_from(_CALLED)))
        match node:
            case Sheet():
                leaves = draw(st.sampled_from(AbsentItem)) if node.full == marks else node.absent
                more |= {"absent": leaves}
            case Blend():
                taken = draw(st.sampled_from(_TAKEN))
                more |= {**taken, "weights": {"sheet": 50, "given": 50}} if taken else {}
            case Given() | Rate():
                more |= draw(stood_upon(node=name, full=node.full, whole=False))
            case _:
                pass
        changed = evolve(node, **more)
        counts = [evolve(one, **draw(st.sampled_from(_CALLED))) for one in changed.adjustments]
        found = _fitting(found, name, evolve(changed, adjustments=counts))
    return found


def _fitting(model: Model, name: str, node: Node) -> Model:
    """Return a model with a node in the place of another, where that can be evaluated; else as it was."""
    changed = Model({**dict(model.nodes), name: node})
    return model if changed.problems() else changed
