"""How a bar, an outcome and what it costs are told: whole sentences, in both languages."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, MEASURES, indicator, measure, rule_set, standard
from survey import city
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.rules.acceptance import Forms, Range
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.lines import (
    name_standard,
    tell_answers,
    tell_bar,
    tell_lines,
    tell_outcome,
    tell_price,
    tell_rule,
)

FORM = MEASURES["notice.form"]
LITTER = evolve(measure("litter.spots", "处", whole=True), zh="垃圾", en="litter")
LAMPS = evolve(measure("lamps.lit", "%", high=100), zh="亮灯率", en="lamps lit")
BAR = Standard([Ask(LITTER, Range()), Ask(LAMPS, Range())])


@pytest.mark.parametrize(
    ("bar", "zh", "en"),
    [
        (Standard(), "", ""),
        (standard("litter.spots any"), "litter.spots 不设限", "litter.spots any"),
        (standard("litter.spots none"), "litter.spots 无可满足", "litter.spots none"),
        (standard("litter.spots >= 1 处 and <= 3 处; toilet.grade >= B"), "litter.spots >= 1 处 且 <= 3 处，toilet.grade >= B", "litter.spots >= 1 处 and <= 3 处, toilet.grade >= B"),
        (standard("notice.form requires {panel, board}"), "notice.form 须有 {board, panel}", "notice.form requires {board, panel}"),
        (standard("notice.form accepts {panel, board}"), "notice.form 只许 {board, panel}", "notice.form accepts {board, panel}"),
        (Standard([Ask(FORM, Forms(required={"panel"}, accepted={"panel", "board"}))]), "notice.form 须有 {panel}，只许 {board, panel}", "notice.form requires {panel} accepts {board, panel}"),
        (Standard([Ask(LITTER, Range())]), "垃圾 不设限", "litter any"),
    ],
)
def test_what_is_acceptable(bar, zh, en):
    """Measures by their labels, ranges with their units, forms in the order of their names."""
    assert (zh, en) == tell_bar(bar)


def test_a_standard_as_rule_sets_write_it():
    """In Chinese the measures have their labels, in English their codes."""
    assert ("亮灯率 不设限，垃圾 不设限", "lamps.lit any; litter.spots any") == name_standard(BAR)


def test_all_lines_of_an_indicator():
    """A line for the host alone is told to the host; that an item counts only when all is met stands last, but for what tells alone."""
    lines = [DeductionRule(measures=[LITTER.code], tariff=Steps(each), charged=charged) for each, charged in ((1, Charged.EACH), (2, Charged.HOST))]
    needed = indicator("a.x", "litter.spots <= 0 处", *lines).stands_in(needed=True)
    each, host = ("每 1 处扣 1 分", "1 per 1 处"), ("每 1 处扣 2 分，只由测评方计一次", "2 per 1 处, charged by the host alone")
    whole = ("所在项目各项全部达标方得分，有一项不达标即不得分", "its item counts only when all is met: any breach takes the item")

    assert [each, host, whole] == tell_lines(needed, BAR, city(), host=True)
    assert [each, whole] == tell_lines(needed, BAR, city(), host=False)
    assert [each] == tell_lines(needed.stands_in(needed=False), BAR, city(), host=False)
    assert 1 == len(tell_lines(indicator("a.x", "litter.spots <= 0 处", DeductionRule(measures=[LITTER.code], tariff=Noted("turn in"))).stands_in(needed=True), BAR, city(), host=True))


def test_the_answers_to_a_circumstance():
    """By their labels, those of a life in English by their codes; one that nobody declared by its code."""
    rules = city(circumstances=[FOUND_BY])

    assert ("发现主体为市级、other", "found by is 市级 or other") == tell_answers(rules, "found_by", ("city", "other"))
    assert ("weather为rain", "weather is rain") == tell_answers(rules, "weather", ("rain",))
    assert ("逾期未整改为是", "overdue is yes") == tell_answers(rules, "overdue", ("yes",))


@pytest.mark.parametrize(
    ("outcome", "zh", "en"),
    [
        (Measured({"litter.spots": 3, "lamps.lit": Fraction(195, 2), "queue.wait": 1}), "亮灯率 97.5 %，垃圾 3 处", "lamps lit 97.5 %, litter 3 处"),
        (Measured({"queue.wait": 1}), "", ""),
        (NotMeasured("围挡"), *NotMeasured("围挡").told),
        (NotApplicable("无灯"), *NotApplicable("无灯").told),
    ],
)
def test_what_was_seen(outcome, zh, en):
    """Each value with its label and its unit, as far as the bar asks about it; what was not measured, or does not apply, by its reason."""
    assert (zh, en) == tell_outcome(outcome, BAR)


@pytest.mark.parametrize(
    ("price", "zh", "en"),
    [
        (Price(), "", ""),
        (Price(lost=Fraction(3, 2)), "扣 1.5 分", "1.5 lost"),
        (Price(gained=2), "加 2 分", "2 gained"),
        (
            Price(lost=1, gained=2, vetoes={Level.UNIT, Level.ITEM}),
            "扣 1 分，加 2 分，该项目一票否决，总分一票否决",
            "1 lost, 2 gained, veto: the item is zeroed, veto: the score is zeroed",
        ),
        (
            Price(vetoes={Level.UNIT, Level.SITE, Level.ITEM}),
            "该项目一票否决，该点位一票否决，总分一票否决",
            "veto: the item is zeroed, veto: the site is zeroed, veto: the score is zeroed",
        ),
    ],
)
def test_what_it_costs(price, zh, en):
    """What is lost, then what is gained, then what is zeroed; nothing where it costs nothing."""
    assert (zh, en) == tell_price(price)


def test_what_a_ruling_dropped_is_called_by_its_label():
    """A line whose measures the standard in force does not have says so, by their labels; one that nobody declared by its code."""
    rules = rule_set(indicator("a.x"))
    labelled = evolve(rules, measures=[evolve(one, zh="亮灯率", en="lamps lit") if one.code == "lamps.lit" else one for one in rules.measures])
    line = DeductionRule(measures=["gone.one", "lamps.lit"], tariff=Steps(1))

    assert ("现行标准不含 gone.one、亮灯率，不计分", "the standard in force has no gone.one, lamps lit: no points") == tell_rule(line, standard("litter.spots <= 3 处"), labelled)
