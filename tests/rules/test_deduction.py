"""How a breach is priced, against the bar in force and never an assessment's own."""

from fractions import Fraction

import pytest

from samples import standard
from tristandard.basics.errors import BadValue
from tristandard.rules.deduction import DeductionRule, Price, forgives
from tristandard.rules.tariff import Bands, Counting, Parts, Steps

GRADES = Bands({"C": 2, "B": 1, "A": 0})


def price(tariff, bar, at_most=None, **seen):
    """Return what a place loses; `litter_spots=3` says what was seen."""
    values = {code.replace("_", "."): Fraction(value) if isinstance(value, int) else value for code, value in seen.items()}
    return lost(DeductionRule(measures=values, tariff=tariff, at_most=at_most).price(values, standard(bar)))


def lost(prices):
    """Return what the site's own units lose."""
    assert prices.keys() <= {None}
    return prices.get(None, Price()).lost


@pytest.mark.parametrize(
    ("spots", "lost"),
    [(0, 0), (1, 1), (5, 5), (9, 5)],
)
def test_per_problem_with_a_cap(spots, lost):
    """One point for each problem, at most five."""
    assert price(Steps(1), "litter.spots <= 0 处", 5, litter_spots=spots) == lost


@pytest.mark.parametrize(("spots", "lost"), [(0, 0), (1, 5), (7, 5)])
def test_any_case_loses_all(spots, lost):
    """Any open burning loses the item's five points: one begun step is enough to reach the cap."""
    assert price(Steps(5), "litter.spots <= 0 处", 5, litter_spots=spots) == lost


@pytest.mark.parametrize(
    ("parts", "lit", "lost"),
    [
        (Parts.EXACT, "68.5", "1.5"),
        (Parts.WHOLE, "68.5", 1),
        (Parts.BEGUN, "68.5", 2),
        (Parts.EXACT, "69", 1),
        (Parts.WHOLE, "69", 1),
        (Parts.BEGUN, "69", 1),
        (Parts.WHOLE, "69.5", 0),
        (Parts.BEGUN, "69.5", 1),
        (Parts.BEGUN, "70", 0),
    ],
)
def test_per_step_of_shortfall(parts, lit, lost):
    """Each percentage point below 70 %: a part of a step costs its part, nothing, or a whole step."""
    assert price(Steps(1, parts=parts), "lamps.lit >= 70 %", lamps_lit=Fraction(lit)) == Fraction(lost)


def test_each_missing_notice():
    """Two of five notices missing at four points each lose eight."""
    assert price(Steps(4), "notice.count >= 5 处", notice_count=3) == 8


@pytest.mark.parametrize(("wait", "lost"), [(15, 0), (16, 1), (25, 1), (26, 2), (200, 5)])
def test_bands(wait, lost):
    """Every ten minutes that have begun above a quarter of an hour lose one, at most five."""
    assert price(Steps(1, 10, Parts.BEGUN), "queue.wait <= 15 min", 5, queue_wait=wait) == lost


@pytest.mark.parametrize(("density", "lost"), [(0, 10), ("5/6", 5), ("5/3", 0), (2, 0)])
def test_by_the_uncompleted_share(density, lost):
    """Half of what is required loses half of the full value."""
    assert price(Steps(10, None), "ads.density >= 5 处/300 m", ads_density=Fraction(density)) == lost


@pytest.mark.parametrize(("grade", "bar", "lost"), [("A", "B", 0), ("B", "B", 0), ("C", "B", 2), ("B", "A", 1)])
def test_grades(grade, bar, lost):
    """A table prices each rung; one that the bar accepts loses nothing."""
    assert price(GRADES, f"toilet.grade >= {bar}", toilet_grade=grade) == lost


@pytest.mark.parametrize(("counting", "spots", "lost"), [(Counting.BEYOND, 5, 2), (Counting.ALL, 5, 5), (Counting.ALL, 3, 0)])
def test_beyond_the_bar_or_all(counting, spots, lost):
    """Of five problems where three are allowed two cost, or all, once the bar is breached."""
    assert price(Steps(1, counting=counting), "litter.spots <= 3 处", litter_spots=spots) == lost


@pytest.mark.parametrize(("spots", "lost"), [(1, 2), (2, 1), (3, 0), (8, 0), (9, 9)])
def test_all_are_counted_beyond_the_upper_end_alone(spots, lost):
    """Under a bar of three to eight, what is missing below three counts by itself, and fewer never cost less."""
    assert price(Steps(1, counting=Counting.ALL), "litter.spots >= 3 处 and <= 8 处", litter_spots=spots) == lost


def test_the_bar_in_force_and_not_the_own():
    """Lamps at 96 % meet the own bar of 95 %; under the merged bar of 99 % they lose 3 at 1 per 1 %."""
    own, merged = "lamps.lit >= 95 %", "lamps.lit >= 99 %"

    assert (price(Steps(1), own, lamps_lit=96), price(Steps(1), merged, lamps_lit=96)) == (0, 3)


def test_one_cap_over_several_measures():
    """A rule adds its measures up before the cap."""
    assert price(Steps(1), "litter.spots <= 0 处; notice.count >= 5 处", 7, litter_spots=4, notice_count=0) == 7


def test_what_the_bar_does_not_ask_costs_nothing():
    """A measure of the rule that the bar does not ask about, and one that was not seen, cost nothing."""
    rule = DeductionRule(measures=("litter.spots", "lamps.lit"), tariff=Steps(1))

    assert lost(rule.price({"litter.spots": Fraction(9)}, standard("lamps.lit >= 99 %"))) == 0


@pytest.mark.parametrize(
    ("tariff", "bar", "seen", "lost"),
    [
        (Steps(1, parts=Parts.BEGUN), "notice.spacing < 5 m", Fraction(5), 1),
        (Steps(1), "notice.spacing < 5 m", Fraction(5), 0),
        (Steps(2), "notice.form requires {panel, board}", frozenset(), 4),
        (Steps(2, None), "notice.form requires {panel, board}", frozenset({"panel"}), 2),
        (Steps(1), "toilet.grade >= A", "C", 2),
        (Steps(1, None), "toilet.grade <= C", "A", 1),
        (Steps(1, None), "litter.spots <= 0 处", Fraction(3), 1),
        (Steps(1, counting=Counting.ALL), "notice.count >= 5 处", Fraction(3), 2),
        (Steps(1, counting=Counting.ALL), "toilet.grade <= C", "A", 2),
    ],
)
def test_at_the_edges(tariff, bar, seen, lost):
    """Open ends, forms, rungs and steps of nothing required have a price of their own."""
    (code,) = standard(bar).measures

    assert price(tariff, bar, **{code.replace(".", "_"): seen}) == lost


@pytest.mark.parametrize(
    ("rules", "bar", "reason"),
    [
        ([Steps(1)], "litter.spots <= 0 处", ""),
        ([Steps(1, parts=Parts.WHOLE)], "lamps.lit >= 99 %", "less than a whole step loses nothing"),
        ([Steps(1)], "notice.spacing < 5 m", "a value upon the open end loses nothing"),
        ([Steps(1, parts=Parts.BEGUN)], "notice.spacing < 5 m", ""),
        ([], "litter.spots <= 0 处", "no rule prices it"),
        ([Bands({"C": 2, "B": 0, "A": 0})], "toilet.grade >= A", "B loses nothing"),
        ([Bands({"C": 2, "B": 0, "A": 0})], "toilet.grade >= B", ""),
        ([Steps(1, parts=Parts.WHOLE), Steps(1)], "lamps.lit >= 99 %", ""),
    ],
)
def test_what_a_rule_forgives(rules, bar, reason):
    """A rule says which breaches of a bar it lets pass, so that `check` can list them."""
    (ask,) = standard(bar).asks

    assert forgives([DeductionRule(measures=(ask.measure.code,), tariff=tariff) for tariff in rules], ask) == reason


def test_rules_of_other_measures_do_not_price():
    """A rule for litter does not price lamps."""
    (ask,) = standard("lamps.lit >= 99 %").asks

    assert forgives([DeductionRule(measures=("litter.spots",), tariff=Steps(1))], ask) == "no rule prices it"


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Steps(-1), "-1 is not a number above zero for `each` (Steps); write its size; what is taken off has no minus sign"),
        (lambda: Steps(0), "0 is not a number above zero for `each` (Steps); write its size; what is taken off has no minus sign"),
        (lambda: Steps(1, 0), "0 is not a number above zero for `per` (Steps); write its size; what is taken off has no minus sign"),
        (
            lambda: DeductionRule(measures=("a",), tariff=Steps(1), at_most="-5"),
            "-5 is not a number above zero for `at_most` (DeductionRule); write its size; what is taken off has no minus sign",
        ),
        (lambda: Bands({"C": -2}), "-2 is not the points that C loses; write what is taken off as a number of 0 or more"),
        (lambda: Steps(0.5), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_points_are_sizes(refused, message):
    """Points are positive and exact: a deduction is taken off, not added."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message
