"""What a statement prints of each row adds up with the rounding difference, and no row that counts is printed as nothing."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import MEAN, changed, city, finding, priced, scored, seen, site
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured
from tristandard.reports.statement import statement
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.scoring.breakdown import Uncounted


def section(*observations, rules, sites):
    """Return the one section of the statement of Wujin."""
    (found,) = statement(scored(*observations, rules=rules, sites=sites), "wujin").sections
    return found


@pytest.mark.parametrize(
    ("sites", "row", "left"),
    [
        (2, (Fraction("0.5"), "0.5"), 0),
        (3, (Fraction("0.3"), "0.3"), Fraction("0.1")),
        (30, (Fraction("0.03"), "0.03"), Fraction("0.1")),
        (300, (Fraction("0.003"), "0.003"), Fraction("0.1")),
    ],
)
def test_rows_and_their_rounding_difference_make_the_whole(sites, row, left):
    """A spot at each of so many sites costs a point in all; rows have as many decimals as the smallest needs, and the rounding difference is the rest."""
    places = tuple(site(f"s{at:03}") for at in range(sites))
    told = section(*(seen(1, one.code, "a.litter") for one in places), rules=city(indicator("a.litter"), models={"a": MEAN}), sites=places)

    assert told.counts == (dict.fromkeys(range(sites), row), left)


def test_what_counts_nothing_is_not_printed():
    """A site where the bar is met, and one that nobody looked at, print no number."""
    places = tuple(site(f"s{at}") for at in range(3))
    told = section(seen(2, "s0", "a.litter"), seen(0, "s1", "a.litter"), rules=city(indicator("a.litter"), models={"a": MEAN}), sites=places)
    ((at, (points, _)),) = told.counts[0].items()

    assert (told.rows[at].site.code, points) == ("s0", Fraction("0.7"))


def test_without_a_score_there_is_no_rounding_difference():
    """Where nobody looked at anything there is no score, nothing is counted and nothing is left."""
    told = section(rules=city(indicator("a.litter"), models={"a": MEAN}), sites=(site(),))

    assert told.counts == ({}, 0)


def test_what_is_told_alone_has_a_row():
    """A breach that is noted stands in the statement with its site, what was seen, no points and the reason."""
    noted = indicator("a.noise", "notice.count <= 0 处", DeductionRule(measures=("notice.count",), tariff=Noted("不计分")))
    observations = seen(1, what="a.litter"), seen(Measured({"notice.count": 2}), what="a.noise"), seen(Measured({"notice.count": 0}), "s2", "a.noise")
    told = statement(scored(*observations, rules=city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), noted), sites=(site(), site("s2"))), "wujin")
    rows = [row for row in told.rows if row.indicator == "a.noise"]

    assert [(row.site, row.seen, row.points, row.bar) for row in rows] == [("s1", "notice.count 2 处", 0, "notice.count <= 0 处")]


TWO = "lamps.lit >= 90 %; litter.spots <= 1 处"
NOTED = DeductionRule(measures=("litter.spots",), tariff=Noted("试行一年"))


def told_alone(*lines, asks=TWO, lit=95, spots=5, needed=False):
    """Return the rows told alone of one report of an indicator with these lines, as (what was seen, the bar)."""
    rules = city(indicator("a.both", asks, *lines))
    rules = changed(rules, a={"items": [evolve(one, all_met=needed) for one in rules.assessment("a").items]})
    values = spots if isinstance(spots, Measured) else Measured({"lamps.lit": lit, "litter.spots": spots})
    told = statement(scored(seen(values, what="a.both"), rules=rules, sites=(site(),)), "wujin")
    return [(row.seen, row.bar) for row in told.rows if row.reason is Uncounted.NOTED]


LITTER = ("litter.spots 5 处", "litter.spots <= 1 处")


@pytest.mark.parametrize("lit", [88, 95])
def test_what_is_told_alone_beside_other_lines_has_a_row(lit):
    """A noted line tells its breach whether another line of the indicator costs points or not, and tells its own measures alone."""
    assert [LITTER] == told_alone(priced(1, 5, 1, "lamps.lit"), NOTED, lit=lit)
    assert [] == told_alone(priced(1, 5, 1, "lamps.lit"), NOTED, lit=lit, spots=1)


def test_what_is_told_alone_is_told_to_whom_it_is_laid_on():
    """A breach that findings report which all name others is not told the owner of the site; where one names nobody it is."""
    lamps, bureau = priced(1, 5, 1, "lamps.lit"), finding("1", "bureau")

    assert [] == told_alone(lamps, NOTED, spots=Measured({"lamps.lit": 95}, [bureau, finding("2", "bureau")]))
    assert [("litter.spots 2 处", "litter.spots <= 1 处")] == told_alone(lamps, NOTED, spots=Measured({"lamps.lit": 95}, [bureau, finding("2")]))


def test_what_costs_is_not_told_to_cost_nothing():
    """Where another line takes points or the item for the same breach, nothing says that it costs nothing; a finding that no other line prices is told."""
    late = evolve(priced(1), where={"overdue": ["yes"]})
    due = [Event(Stage.NOTIFIED, date(2022, 4, 5)), Event(Stage.DUE, date(2022, 4, 8))]
    asks, both = "litter.spots <= 0 处", Measured({}, [finding("1", life=due), finding("2")])

    assert [] == told_alone(priced(1), NOTED, asks="litter.spots <= 1 处", spots=Measured({"litter.spots": 5}))
    assert [] == told_alone(priced(1, 5, 1, "lamps.lit"), NOTED, needed=True)
    assert [("litter.spots 2 处", asks)] == told_alone(late, NOTED, asks=asks, spots=both)
    assert [] == told_alone(late, NOTED, asks=asks, spots=Measured({}, [finding("1", life=due)]))
