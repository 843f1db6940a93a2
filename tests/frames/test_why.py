"""What stays in the core, and why: each reason by itself, and none where rules are plain."""

from __future__ import annotations

import pytest
from attrs import evolve

import tristandard as ts
from samples import crosswalk, indicator, match
from survey import MEAN, changed, city, priced
from tristandard.basics.counting import CountingRule
from tristandard.frames.why import FORMS_AT_MOST, reasons_of
from tristandard.rules.nodes.sheet import AbsentItem
from tristandard.words.sentence import Told

FORMS = frozenset(f"f{at:02}" for at in range(11))


def line(tariff=None, **more):
    """Return a line of litter, by default a point a spot."""
    return ts.rules.DeductionRule(measures=("litter.spots",), tariff=tariff or ts.rules.Steps(1), **more)


def asking(indicator_, **of_measure):
    """Return an indicator whose measure is otherwise."""
    (ask,) = indicator_.standard.asks
    return evolve(indicator_, standard=evolve(indicator_.standard, asks=[evolve(ask, measure=evolve(ask.measure, **of_measure))]))


INDICATORS = {
    "looks back": (indicator("a.litter", "litter.spots <= 0 处", priced(1), line(where={"repeated": ["1.."]}, look_back=1)), Told("要看往期", "looks back to earlier periods")),
    "circumstances": (indicator("a.litter", "litter.spots <= 0 处", priced(1), line(where={"found_by": ["city"]})), Told("要看逐个问题的情形", "reads the circumstances of single findings")),
    "a veto": (indicator("a.litter", "litter.spots <= 0 处", line(ts.rules.Veto(ts.rules.Level.ITEM))), Told("扣分形式“veto”不只看一个值", "its line 'veto' reads more than one value, or gives or zeroes")),
    "a gain": (indicator("a.litter", "litter.spots <= 0 处", priced(1), line(ts.rules.Gain(1), at_most=1)), Told("扣分形式“gain”不只看一个值", "its line 'gain' reads more than one value, or gives or zeroes")),
    "counted by a rule": (asking(indicator("a.litter"), counting=CountingRule(together=5)), Told("litter.spots 按规则计数", "litter.spots is counted by a rule")),
    "many forms": (asking(indicator("a.form", "notice.form requires {panel}"), forms=FORMS), Told("notice.form 的形式多于 10 种", "notice.form has more than 10 forms")),
}


@pytest.mark.parametrize("name", INDICATORS)
def test_indicators_that_stay_in_the_core(name):
    """An indicator that reads more than one value stays, by its code, with the reason in both languages; others beside it do not."""
    odd, why = INDICATORS[name]

    assert {odd.code: why} == reasons_of(city(odd, indicator("b.litter")))


def test_as_many_forms_as_are_written_out():
    """A measure of ten forms compiles."""
    assert 10 == FORMS_AT_MOST
    assert {} == reasons_of(city(asking(indicator("a.form", "notice.form requires {panel}"), forms=frozenset(sorted(FORMS)[:10]))))


def test_an_item_that_any_breach_takes_whole():
    """What an item needs to be met stays."""
    rules = city(indicator("a.litter"), indicator("b.litter"))
    rules = changed(rules, a={"items": [evolve(item, all_met=True) for item in rules.assessments[0].items]})

    assert {"a.litter": Told("任何不达标都扣去整个项目", "any breach of it takes its whole item")} == reasons_of(rules)


def test_a_measurement_that_counts_often():
    """What a crosswalk counts in several items stays, where it has no other reason."""
    uses = {"a.litter": "环境", "a.street": "秩序"}
    rules = city(indicator("a.litter"), indicator("a.street", "litter.spots <= 0 处", line(ts.rules.Veto(ts.rules.Level.ITEM))), indicator("b.litter"), crosswalks=(evolve(crosswalk(match("a.litter", "b.litter"), match("a.street", "b.litter")), uses=uses),))
    found = reasons_of(rules)

    assert {"a.litter": Told("一次测评计入几个考核项目", "counts in several items of its assessment"), "a.street": INDICATORS["a veto"][1]} == found


def site_mean(sheet=None, **more):
    """Return a model of the mean over sites."""
    return {"total": ts.rules.Mean(over="site", of="sheet", **more), "sheet": sheet or ts.rules.Sheet()}


LEAVES = AbsentItem.LEAVE
GATE = ts.rules.Gate(of="item item", at_least=ts.rules.Mark.parse("50 %"))
BELOW = Told("按点位的平均 total 之下不是单纯的计分表", "total is a mean over sites of no plain sheet")
MODELS = {
    "weights": (site_mean(weights={"s1": 100}), Told("total 在点位中取舍或加权", "total weighs single sites, or takes some of them")),
    "peers": (site_mean(absent=ts.rules.Absent.PEERS), Told("total 用其他单位的得分补缺", "total takes what other units have where nothing applies")),
    "items that leave": (site_mean(ts.rules.Sheet(absent=LEAVES)), BELOW),
    "a gate below": (site_mean(ts.rules.Sheet(gates=[GATE])), BELOW),
    "a gate that reads items": ({"total": ts.rules.Mean(over="site", of="sheet", gates=[GATE]), "sheet": ts.rules.Sheet()}, Told("total 的否决条件看点位计分表的项目", "a gate on total reads items of the sheets of sites")),
    "standards met": ({"total": ts.rules.Met(each=ts.rules.Each.SITE)}, Told("total 看各点位是否达标", "total reads whether each site is up to standard")),
}


@pytest.mark.parametrize("name", MODELS)
def test_assessments_that_stay_in_the_core(name):
    """An assessment whose model takes some sites and not others stays, with the node that does."""
    nodes, why = MODELS[name]

    assert {"a": why} == reasons_of(city(models={"a": ts.rules.Model(nodes)}))


def test_units_that_are_answerable_by_name():
    """An assessment that assesses units by name stays, whatever else its model does."""
    rules = changed(city(models={"a": ts.rules.Model(MODELS["peers"][0])}), a={"named": {"district"}})

    assert {"a": Told("有按姓名担责的单位", "has units that are answerable by name")} == reasons_of(rules)


@pytest.mark.parametrize("model", [MEAN, ts.rules.Model({"total": ts.rules.Sheet(gates=[GATE])}), ts.rules.Model({"total": ts.rules.Sheet(absent=LEAVES)})])
def test_plain_models_compile(model):
    """A mean over sites compiles, and so do gates and items that leave in a sheet over all sites."""
    assert {} == reasons_of(city(models={"a": model}))
