"""Several periods as one: drawn years that together reach it, each with some of what it has."""

import pytest

import tristandard as ts
from differential.years import differences_of_year, year_of

#: How many periods there are, and what some assessment says of their year.
YEARS = {
    13: "3 periods, no score where one does not apply, a gate on the year, a gate on every period",
    14: "2 periods, a round of the whole time, grades, a gate on every period, periods that must have passed",
    23: "3 periods, weights, a round of the whole time",
    26: "1 periods, no score where one does not apply",
    28: "2 periods, a round of the whole time, no score where one does not apply",
}
SAYS = {
    "weights": lambda year: bool(year.weights),
    "a choice of scores": lambda year: year.take is not ts.rules.Take.MEAN or year.drop_lowest > 0,
    "a round of the whole time": lambda year: year.own > 0,
    "no score while one is open": lambda year: year.unmeasured is ts.rules.Unmeasured.BLANK,
    "no score where one does not apply": lambda year: year.absent is ts.rules.Absent.BLANK,
    "grades": lambda year: bool(year.grades),
    "grades by place": lambda year: any(isinstance(one, ts.rules.Leading) for _, one in year.grades),
    "a gate on the year": lambda year: any(one.of == "year" for one in year.gates),
    "a gate on every period": lambda year: any(one.of == "every period" for one in year.gates),
    "periods that must have passed": lambda year: any(one.at_least is ts.rules.Passed.PASSED for one in year.gates),
}


def has(case):
    """Return what a year has, in words."""
    years = [dict(book.model.nodes)["year"] for book in case.periods[0].rules.assessments]
    return {f"{len(case.periods)} periods"} | {word for word, one in SAYS.items() if any(map(one, years))}


@pytest.mark.parametrize(("seed", "words"), YEARS.items(), ids=map(str, YEARS))
def test_a_drawn_year(seed, words):
    """Every score, interval, coverage, place and grade of the year is what comes out by hand from its periods."""
    case = year_of(seed)

    assert set(words.split(", ")) == has(case)
    assert differences_of_year(case) == []
