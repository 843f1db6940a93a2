"""What a statement prints of each row adds up with the rounding difference, and no row that counts is printed as nothing."""

from fractions import Fraction

import pytest

from samples import indicator
from survey import MEAN, city, priced, scored, seen, site
from tristandard.basics.outcome import Measured
from tristandard.reports.statement import statement
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.rule import DeductionRule


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
