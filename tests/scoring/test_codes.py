"""The codes of a rule set are its own: none is taken for a word of the library."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import changed, city, priced, scored, seen, site
from tristandard.basics.outcome import Measured
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.score import score

#: Words that the library uses for levels, nodes, axes, readings and the like.
WORDS = ["site", "unit", "item", "carried", "sheet", "total", "year", "period", "peers", "fixed", "count", "items", "None", "only", "exact"]
SPOTS = ("litter.spots",)


def two_items(first, second, *rules, model=None):
    """Return rules of two items of fifty points, of these codes: litter in the first, lamps in the second."""
    lamps = indicator("a.lamps", "lamps.lit >= 90 %", priced(1, None, 1, "lamps.lit"))
    made = city(indicator("a.litter", "litter.spots <= 0 处", *(rules or (priced(1),))), lamps, models={"a": model or Model({"total": Sheet()})})
    book = made.assessments[0]
    items = [evolve(book.items[0], code=code, zh=zh, full=50) for code, zh in ((first, "市容"), (second, "亮灯"))]
    return changed(made, a={"items": items, "indicators": [evolve(one, item=second if one.code == "a.lamps" else first) for one in book.indicators]})


def told(results, unit="wujin"):
    """Return everything that is told of one unit, after it was certified."""
    assert () == certify(results).disagreements
    card = results["a"][unit]
    return card, explain(card).text("zh"), str(statement(results, unit)), str(bulletin(results["a"]))


@pytest.mark.parametrize("word", WORDS)
def test_an_item_that_is_zeroed_zeroes_nothing_else(word):
    """A veto of an item takes its fifty points of a hundred, whatever its code."""
    rules = two_items(word, "other", DeductionRule(measures=SPOTS, tariff=Veto(Level.ITEM)))
    card, explained, listed, _ = told(scored(seen(1, what="a.litter"), seen(Measured({"lamps.lit": 90}), what="a.lamps"), rules=rules))

    assert (50, (word,), None, {word: 50}) == (card.exact, card.part.vetoed, card.part.zeroed, card.losses)
    assert (True, False, False) == ("该项目一票否决" in explained, "该点位一票否决" in explained, "总分一票否决" in explained)
    assert "  市容：各点位共扣 0 分，一票否决记 50 分" in listed.splitlines()


@pytest.mark.parametrize(("level", "vetoed"), [(Level.SITE, "site"), (Level.UNIT, "unit")])
def test_a_veto_of_all_is_no_item(level, vetoed):
    """A site or a unit that is zeroed has no item zeroed, though one has that code and lost a point."""
    model = Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()})
    rules = two_items("other", vetoed, DeductionRule(measures=SPOTS, tariff=Veto(level)), model=model)
    card, *_ = told(scored(seen(1, what="a.litter"), seen(Measured({"lamps.lit": 89}), what="a.lamps"), rules=rules))
    (sheet,) = card.part.parts

    assert (0, (), ((vetoed, 1, 1),)) == (card.exact, sheet.vetoed, sheet.items)
    assert (level is Level.SITE, level is Level.UNIT) == (sheet.zeroed is level, card.part.zeroed is level)


@pytest.mark.parametrize("word", WORDS)
def test_an_item_in_a_fold_over_items(word):
    """Each item has a sheet of its own, whatever its code."""
    model = Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(50)})
    card, *_ = told(scored(seen(4, what="a.litter"), seen(Measured({"lamps.lit": 88}), what="a.lamps"), rules=two_items(word, "other", model=model)))

    assert [(word, 46), ("other", 48)] == [(part.member, part.value) for part in card.part.parts]


@pytest.mark.parametrize("word", [word for word in WORDS if word not in ("total", "year")])
def test_a_node_of_any_name(word):
    """A sheet below a blend is told down to its loss, whatever it is called; total and year alone are where a model begins."""
    model = Model({"total": Blend(weights={word: 80, "zest": 20}), word: Sheet(), "zest": Given(by="夜查组")})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model})
    card, explained, listed, _ = told(score(scored(seen(3, what="a.litter"), rules=rules).ledger, givens={("a", "zest", "wujin"): 50}))

    assert (Fraction("87.6"), {"item": Fraction("2.4")}, False) == (card.exact, card.losses, card.part.carried)
    assert [f"  {word}：97 / 100，占 80 %", "    项（满分 100）：扣 3 分", "      扣 3 分 · s1 · a.litter（a.litter）"] == explained.splitlines()[1:4]
    assert ["  项：各点位共扣 3 分，计入得分 2.4 分", "  满分 100 − 扣分 2.4 − zest 10 ＝ 87.6"] == [line for line in listed.splitlines() if line.startswith("  项") or "满分" in line]


@pytest.mark.parametrize("word", ["carried", "own", "total"])
def test_a_node_beside_what_is_carried(word):
    """A score into which one is carried is told by its own score first, also where a node is called so."""
    model = Model({"total": Sheet()} if word == "total" else {"total": Blend(weights={word: 100}), word: Sheet()})
    rules = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model}), a={"carry": Carry(bottom=1, periods=1, weight=10)})
    results = scored(seen(3, "s1", "a.litter"), seen(5, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})
    card, explained, _, _ = told(results)

    assert (Fraction("96.8"), True, False) == (card.exact, card.part.carried, any(part.carried for part in card.part.parts))
    assert ["  自身得分：97 / 100，占 90 %", "  湖塘镇（hutang）末位结转：95 / 100，占 10 %"] == [line for line in explained.splitlines() if line[2:3].strip() and line.startswith("  ")]
