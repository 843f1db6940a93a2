"""Red lines: what zeroes a unit as a whole, wherever it lies."""

import pytest

from samples import indicator
from survey import MEAN, city, priced, scored, seen, site
from tristandard.basics.outcome import Measured
from tristandard.proof.certificate import certify
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet

RULES = city(
    indicator("a.litter", "litter.spots <= 0 处", priced(1)),
    indicator("a.fire", "notice.count <= 0 处", DeductionRule(measures=("notice.count",), tariff=Veto(Level.UNIT))),
    models={"a": MEAN},
)  # fmt: skip


def fires(count, where):
    """Return so many fires at a site."""
    return seen(Measured({"notice.count": count}), where, "a.fire")


@pytest.mark.parametrize(
    ("told", "scores"),
    [
        ([seen(0, "s1", "a.litter"), fires(0, "s1"), seen(2, "s2", "a.litter"), fires(1, "s2")], {"wujin": (0, (0, 0))}),
        ([seen(0, "s1", "a.litter"), seen(2, "s2", "a.litter"), fires(0, "s2")], {"wujin": (99, (0, 99))}),
    ],
)
def test_a_red_line_at_any_site_zeroes_the_unit(told, scores):
    """One fire at one of two sites zeroes the whole score; one that nobody looked for may still."""
    results = scored(*told, rules=RULES, sites=(site("s1"), site("s2")))

    assert scores == {unit: (card.exact, card.interval) for unit, card in results["a"].items()}


@pytest.mark.parametrize(("own", "score"), [(False, 100), (True, 0)])
def test_a_red_line_at_a_site_that_counts_nowhere_zeroes_nobody(own, score):
    """What a unit bears at a site of its own counts nowhere where its score is the mean of its child units, and so does a red line there; where a sheet of
    its own stands beside that mean, it zeroes the unit."""
    total = Blend(weights={"towns": 50, "own": 50}) if own else Blend(weights={"towns": 100})
    nodes = {"total": total, "towns": Mean(over="unit", of="sheet"), "sheet": Sheet(), **({"own": Sheet()} if own else {})}
    rules = city(*RULES.indicators.values(), models={"a": Model(nodes)})
    told = [seen(0, "s1", "a.litter"), fires(0, "s1"), seen(0, "s2", "a.litter"), fires(1, "s2")]
    results = scored(*told, rules=rules, sites=(site("s1", "hutang"), site("s2")))

    assert score == results["a"]["wujin"].exact
    assert certify(results).holds
