"""What does not fit in an assessment: its lists, its warning, its indicators."""

import pytest
from attrs import evolve

from samples import (
    MEASURES,
    indicator,
    lacking,
    measure,
    rule_set,
    scope,
)
from samples.wrong import told, with_book, with_indicator, with_line
from tristandard.basics.terms import Term, Tree
from tristandard.checks.contradictions import contradictions
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import Mark
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Ask, Standard


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (with_indicator(item="order"), "indicator 'a.litter' names the item 'order', which is not declared; declare it, or mend the code"),
        (with_indicator(standard=Standard()), "indicator 'a.litter' asks nothing; write a standard"),
        (with_indicator(scope=scope("nowhere")), "indicator 'a.litter' holds nowhere, or for nobody; name at least one extent, or write any"),
        (
            rule_set(indicator("a.x", where="area=wujin"), areas=Tree("area")),
            "indicator 'a.x' names the area 'wujin', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x", of="kind=town"), kinds=Tree("kind of unit", [Term(code="district", zh="区")]), units=Tree("unit")),
            "indicator 'a.x' names the kind of unit 'town', which is not declared; declare it, or mend the code",
        ),
        (
            with_indicator(standard=Standard([Ask(measure("litter.spots", "个"), Range())])),
            "indicator 'a.litter' names the measure 'litter.spots', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x", "litter.spots <= -1 处")),
            "indicator 'a.x' has a standard that nothing can meet: litter.spots none; mend what it asks of litter.spots (give a whole number from 0 in 处)",
        ),
        (with_book(unranked=["zone"]), "the list unranked of a names the kind of unit 'zone', which is not declared; declare it, or mend the code"),
        (with_book(warning=Mark(3, share=False)), "assessment 'a' warns at 3 分; write a share of an item's mark below all of it, such as \"30 %\""),
    ],
)
def test_what_does_not_fit_an_assessment(rules, message):
    """Each list, warning and indicator that does not fit is told with its subject and the remedy."""
    assert lacking("\n".join(told(rules)), message) == []


def test_a_site_is_zeroed_where_a_score_stands_for_it():
    """A veto of a site needs a fold over sites; a model that cannot be evaluated is told by itself."""
    rules = with_line("litter.spots <= 0 处", "litter.spots", Veto(Level.SITE))
    book = rules.assessments[0]
    models = [Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()}), Model({"total": Mean(over="site", of="shet")})]

    assert [[], ["score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name"]] == [told(evolve(rules, assessments=[evolve(book, model=model)])) for model in models]


@pytest.mark.parametrize(("warning", "sound"), [(Mark(0, share=True), False), (Mark("0.5", share=True), True), (Mark(1, share=True), True), (Mark("99.9", share=True), True), (Mark(100, share=True), False), (Mark("100.5", share=True), False), (Mark(50, share=False), False)])
def test_a_warning_is_a_share_of_a_mark(warning, sound):
    """A warning goes out at more than nothing and less than all of an item's mark."""
    assert ([] if sound else [f"assessment 'a' warns at {warning}; write a share of an item's mark below all of it, such as \"30 %\""]) == told(with_book(warning=warning))


def test_an_indicator_of_another_assessment():
    """An indicator that stands in the wrong assessment is told."""
    rules = rule_set(indicator("a.x"))
    moved = evolve(rules, assessments=[evolve(rules.assessment("a"), indicators=[indicator("b.x")])])

    assert told(moved) == ["indicator 'b.x' stands in assessment 'a'; start its code with 'a' and a dot, or move it"]


def test_kinds_that_are_not_declared_are_told_in_order():
    """Of each list the kinds that are not declared, from the first letter to the last."""
    kinds = ("zone", "area", "road", "lane", "hill", "bank")

    assert [name for name, _ in ((problem.split("'")[1], problem) for problem in told(with_book(unranked=kinds)))] == sorted(kinds)
    assert told(with_book(named=["zone"])) == ["the list named of a names the kind of unit 'zone', which is not declared; declare it, or mend the code"]


def test_a_standard_that_nothing_can_meet_in_chinese():
    """The standard is told by the labels of its measures, with what each admits."""
    spots = evolve(MEASURES["litter.spots"], zh="垃圾")
    asked = evolve(indicator("a.x"), standard=Standard([Ask(spots, Range(limit=End(-1)))]))
    (problem,) = contradictions(evolve(rule_set(asked), measures=[spots]))

    assert problem.text("zh") == "指标“a.x”的标准不可能达到：垃圾 无可满足；请改正对 litter.spots（请写不小于 0 的整数，单位为 处）的要求"
