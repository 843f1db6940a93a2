"""Red lines: what zeroes a unit as a whole, wherever it lies."""

import pytest

from samples import indicator
from survey import MEAN, city, priced, scored, seen, site
from tristandard.basics.outcome import Measured
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto

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
