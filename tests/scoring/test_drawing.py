"""Which lines a unit has where it is answerable by name, and what they may come to."""

from fractions import Fraction

from samples import indicator
from survey import changed, city, priced, registered, site
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.scoring.drawing import Drawing
from tristandard.scoring.line import Drawn

AGAIN = DeductionRule(measures=("litter.spots",), tariff=Steps(2), at_most=6, where={"repeated": ["1.."]}, look_back=1)
PRAISE = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=3)


def drawn(*indicators, history=None, units="wujin"):
    """Return the lines at one site, by unit and assessment, where departments are answerable by name: what each is worth, may cost and may gain."""
    rules = changed(city(*indicators), a={"named": ["department"]})
    drawing = Drawing(registered(rules=rules, sites=(site(units=units),)).plan, history or {}, None, Drawn())
    return {
        (unit, share): {book: {code: [(line.worth, line.open, line.gain) for line in uses] for code, uses in lines.items()} for book, lines in books.items()}
        for (_, unit, share, _), books in drawing.known.items()
    }


def test_a_line_that_looks_back_may_cost_who_is_named():
    """Whatever was found before, a line that may cost a unit if it were found again is among its lines: of nothing before it costs nothing now."""
    line = indicator("a.litter", "litter.spots <= 0 处", AGAIN)

    assert {("wujin", 1): {"a": {"a.litter": [(0, 0, 0)]}}, ("bureau", 0): {"a": {"a.litter": [(0, 0, 0)]}}} == drawn(line)
    assert {("wujin", 1): {"a": {"a.litter": [(6, 6, 0)]}}, ("bureau", 0): {"a": {"a.litter": [(6, 6, 0)]}}} == drawn(line, history={"s1": {"litter.spots": (1,)}})


def test_what_findings_cannot_tell_is_no_line_of_who_is_named():
    """A unit that is answerable by name has no part in what is no number of findings, nor in what is gained."""
    lamps = indicator("a.lamps", "lamps.lit >= 90 %", priced(1, 5, 1, "lamps.lit"), PRAISE)

    assert {("wujin", Fraction(1, 2)): {"a": {"a.lamps": [(Fraction(5, 2), Fraction(5, 2), Fraction(3, 2))]}}, ("hutang", Fraction(1, 2)): {"a": {"a.lamps": [(Fraction(5, 2), Fraction(5, 2), Fraction(3, 2))]}}, ("bureau", 0): {}} == drawn(
        lamps, units={"wujin": "0.5", "hutang": "0.5"}
    )


def test_units_of_one_ground_have_the_lines_that_count_for_them():
    """Two units share a site half each, and one of two questions counts for towns alone: the district has one line, the town both. A unit may bear its half of what names nobody,
    and the whole of what names it."""
    both = indicator("a.litter", "litter.spots <= 0 处", priced(1, 4)), indicator("a.notices", "notice.count <= 0 处", priced(1, 6, 1, "notice.count"), of="kind=town")

    assert {
        ("wujin", Fraction(1, 2)): {"a": {"a.litter": [(2, 6, 0)]}},
        ("hutang", Fraction(1, 2)): {"a": {"a.litter": [(2, 6, 0)], "a.notices": [(3, 9, 0)]}},
        ("bureau", 0): {"a": {"a.litter": [(4, 4, 0)]}},
    } == drawn(*both, units={"wujin": "0.5", "hutang": "0.5"})
