"""Means: what puts the periods of a year together, and which sheets an item is read in."""

from fractions import Fraction

import pytest
from attrs import evolve

from tristandard.rules.acceptance import Range
from tristandard.rules.model import Model
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.weighted import Take

YEAR = Mean(
    over="period", of="total", weights={"1": 40, "2": 60}, zh="全年", own=20, gates=[Gate(of="year", at_least=Mark(50, share=True))],
    grades={"合格": Range()}, bonuses=[RankBonus(of="year", points=[1])],
)  # fmt: skip


@pytest.mark.parametrize(("blank", "unmeasured"), [(True, Unmeasured.BLANK), (False, Unmeasured.DROP)])
def test_what_puts_the_periods_and_the_round_of_the_whole_time_together(blank, unmeasured):
    """A plain mean without weights, and without what stands upon the year; it is blank where what must apply does not, else as the year says."""
    plain = Mean(over="period", of="total", zh="全年", own=20, unmeasured=unmeasured)

    assert plain == YEAR.with_its_own(blank=blank)
    assert plain == evolve(YEAR, weights=(), take=Take.MEDIAN).with_its_own(blank=blank)
    assert plain == evolve(YEAR, weights=(), drop_lowest=1, drop_highest=2).with_its_own(blank=blank)


def part(member, weight=1):
    """Return a part at a member of which nothing is told."""
    return Part(node="sheet", member=member, full=Fraction(100), low=Fraction(0), value=Fraction(0), high=Fraction(100))


@pytest.mark.parametrize(
    ("mean", "read"),
    [
        (Mean(over="item", of="sheet", weights={"looks": 100, "order": 0}), ["order"]),
        (Mean(over="site_type", of="sheet", weights={"looks": 100, "order": 0}), ["looks"]),
        (Mean(over="site", of="sheet", take=Take.WORST), ["looks", "order"]),
    ],
)
def test_where_an_item_is_read(mean, read):
    """Over items in the one of its own, whatever it weighs; else in the members of weight, and in all where some alone are taken."""
    whole = evolve(part(""), parts=(part("looks"), part("order")), weights=(Fraction(1), Fraction(0)))

    assert read == [one.member for one in mean.sheets_read(whole, "order", Model({"total": mean, "sheet": Sheet()}))]
