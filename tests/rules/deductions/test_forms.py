"""Tariffs: bands that tile, points that are chosen, gains, vetoes, and what keeps a table of points from being one."""

from fractions import Fraction

import pytest

from samples import measure, standard
from tristandard.basics.errors import BadValue
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.tiling import tiling
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask

COUNT = measure("gaps.count", "处", whole=True)
SHARE = measure("share.done", "%", high=100)
SAMPLE = measure("items.met", "项", whole=True, high=5)
GRADE = measure("street.grade", "级", rungs=("D", "C", "B", "A"))
DEPTH = measure("depth.change", "cm", low=None)
FORMS = measure("notice.form", "种", forms=frozenset({"panel", "board"}))


def places(*texts):
    """Return where bands lie, from their texts."""
    return [read_where(text) for text in texts]


@pytest.mark.parametrize(
    ("seen", "told", "wrong"),
    [
        (SAMPLE, ("= 5", "= 4", "= 3", "< 3"), []),
        (SAMPLE, ("any",), []),
        (COUNT, ("= 0", "1..2", "> 2"), []),
        (COUNT, ("= 0", "1..2", ">= 3"), []),
        (SHARE, ("< 60", ">= 60 and < 80", ">= 80"), []),
        (GRADE, ("A", "B", "C", "D"), []),
        (SAMPLE, ("= 5", "= 4", "< 3"), ["< 3 and = 4 leave a gap"]),
        (SAMPLE, ("= 5", "3..4", "<= 3"), ["<= 3 and >= 3 and <= 4 overlap"]),
        (COUNT, ("1..2", "> 2"), ["nothing says what lies below >= 1 and <= 2"]),
        (COUNT, ("= 0", "1..2"), ["nothing says what lies above >= 1 and <= 2"]),
        (SHARE, ("< 60", "> 60"), ["< 60 and > 60 leave a gap"]),
        (SHARE, ("<= 60", ">= 60"), ["<= 60 and >= 60 overlap"]),
        (SHARE, ("< 60", "> 70"), ["< 60 and > 70 leave a gap"]),
        (COUNT, ("any", "> 2"), ["any and > 2 overlap"]),
        (COUNT, (), ["there is no band"]),
        (SAMPLE, ("any", "> 5"), ["nothing lies in > 5"]),
        (SHARE, ("any", ">= 60 and < 60"), ["nothing lies in none"]),
        (SHARE, ("<= 60", "<= 80", "> 80"), ["<= 60 and <= 80 overlap"]),
        (DEPTH, ("< 0", ">= 0"), []),
        (DEPTH, ("-1..0", "> 0"), ["nothing says what lies below >= -1 and <= 0"]),
        (GRADE, ("A", "B", "C"), ["D has no band"]),
        (GRADE, ("A", "B", "C", "D", "F", "E"), ["E, F is no rung of its ladder"]),
        (GRADE, ("A", "> 2"), ["a ladder is priced rung by rung, not by numbers", "D, C, B has no band"]),
        (COUNT, ("A", "> 2"), ['A is no range of numbers, such as "1..5", "> 5" or "= 0"']),
    ],
)
def test_bands_cover_each_value_once(seen, told, wrong):
    """Of bands it is told, all at once, where they leave a gap, overlap, stop short, or name no rung."""
    assert wrong == [why[1] for why in tiling(seen, places(*told))]


def test_forms_are_not_priced_by_numbers():
    """A set of forms lies in no range."""
    assert [["a set of forms lies in no band; price it by steps"]] * 2 == [[why[1] for why in tiling(FORMS, there)] for there in (places("> 2"), ())]


@pytest.mark.parametrize(
    ("seen", "bar", "points", "wrong"),
    [
        (SAMPLE, ">= 5", {"= 5": 0, "= 4": 1, "= 3": 2, "< 3": 4}, []),
        (SAMPLE, ">= 5", {"= 5": 0, "= 4": 2, "= 3": 1, "< 3": 4}, [("= 3", "= 4")]),
        (COUNT, "<= 0", {"= 0": 0, "1..2": 3, "> 2": 3}, []),
        (COUNT, "<= 0", {"= 0": 0, "1..2": 3, "> 2": 2}, [("> 2", ">= 1 and <= 2")]),
        (GRADE, ">= 2", {"A": 0, "B": 0, "C": 2, "D": 1}, [("D", "C")]),
        (GRADE, ">= 2", {"A": 0, "B": 9, "C": 2, "D": 3}, []),
        (COUNT, ">= 5 and <= 7", {"<= 4": 5, "5..10": 3, "> 10": 5}, []),
        (COUNT, ">= 5 and <= 7", {"<= 4": 5, "5..10": 3, "> 10": 2}, [("> 10", ">= 5 and <= 10")]),
        (COUNT, ">= 3 and <= 8", {"<= 2": 5, "3..8": 3, "> 8": 1}, []),
        (COUNT, "<= 7", {"<= 7": 4, "> 7": 3}, []),
        (COUNT, ">= 3", {"= 0": 1, "1..2": 2, "> 2": 0}, [("= 0", ">= 1 and <= 2")]),
        (DEPTH, "> 0", {"< 0": 1, "= 0": 2, "> 0": 0}, [("< 0", "= 0")]),
        (DEPTH, "< 0", {"< 0": 0, "= 0": 2, "> 0": 1}, [("> 0", "= 0")]),
        (DEPTH, "<= 0", {"< 0": 0, "= 0": 2, "> 0": 1}, []),
        (COUNT, ">= 2 and <= 4", {"< 2": 3, "2..4": 0, "> 4": 1}, []),
        (GRADE, ">= 2", {"A": 1, "B": 0, "C": 2, "D": 3}, []),
        (COUNT, "<= 1", {"= 0": 2, "= 1": 0, "> 1": 3}, []),
        (DEPTH, ">= 0", {"< -5": 1, "-5..-1": 3, "> -1": 0}, [("< -5", ">= -5 and <= -1")]),
        (DEPTH, "<= 0", {"any": 3}, []),
    ],
)
def test_a_worse_band_costs_no_less(seen, bar, points, wrong):
    """Seen from what is acceptable, points never fall; two bands on one side of the bar alone are compared, as far as they lie beyond it."""
    costs = [(read_where(where), Fraction(lost)) for where, lost in points.items()]

    assert wrong == [(worse[1], better[1]) for worse, better in Bands(costs).backwards(Ask(seen, read_where(bar)))]


def test_bands_are_the_same_in_any_order():
    """The order in which bands are written never decides, and ranges stand by their lower end."""
    told = {read_where(where): lost for where, lost in {"< 3": 4, "= 3": 2, "= 4": 1, "= 5": 0}.items()}

    assert Bands(told) == Bands(dict(reversed(told.items())))
    assert ["< 3", "= 3", "= 4", "= 5"] == [str(where) for where, _ in Bands(told).points]


@pytest.mark.parametrize("told", [(">= 60", "> 60"), ("< 60", "<= 60"), (">= 1", ">= 1 and <= 2")])
def test_bands_that_start_together_have_an_order(told):
    """A closed lower end stands before an open one, and else the text decides, so that no order of writing is kept."""
    bands = [(where, 1) for where in places(*told)]

    assert list(told) == [str(where) for where, _ in Bands(reversed(bands)).points]
    assert Bands(dict(bands)) == Bands(bands)


def test_what_lies_in_no_band_loses_nothing():
    """A value outside all bands loses nothing, which `check` has told before."""
    bands = Bands({"C": 2, read_where("> 2"): 3})

    assert (2, 0, 3, 0) == tuple(bands.price(Ask(COUNT, Range()), value) for value in ("C", "A", Fraction(3), Fraction(2)))


@pytest.mark.parametrize(
    ("chosen", "gaps", "refusal"),
    [
        (0, 0, None),
        (1, 0, None),
        (2, 0, "0 to 1 where gaps.count is = 0"),
        (2, 1, None),
        ("2.5", 2, None),
        (1, 2, "2 to 3 where gaps.count is >= 1 and <= 2"),
        (4, 3, None),
        (11, 3, "4 to 10 where gaps.count is > 2"),
        (4, -1, "nothing where gaps.count is -1 处"),
    ],
)
def test_points_are_chosen_within_what_the_facts_allow(chosen, gaps, refusal):
    """Good with no gap, fair with one or two, poor with more: an inspector chooses within the band, both ends included."""
    tariff = Chosen("gaps.count", {read_where("= 0"): (0, 1), read_where("1..2"): (2, 3), read_where("> 2"): (4, 10)})

    told = tariff.refuses("chosen", {"chosen": Fraction(chosen), "gaps.count": Fraction(gaps)}, {"gaps.count": COUNT})

    assert refusal == (told and told[1])


@pytest.mark.parametrize(
    ("parts", "done", "gained"),
    [(Parts.WHOLE, "81.9", 1), (Parts.EXACT, "81.9", Fraction(19, 10)), (Parts.BEGUN, "81.9", 2), (Parts.WHOLE, "80", 0), (Parts.WHOLE, "79", 0), (Parts.BEGUN, "80", 0)],
)
def test_a_gain_by_steps(parts, done, gained):
    """What lies above the bar gains by whole steps, in proportion, or by begun ones; upon the bar and below it nothing."""
    (ask,) = standard("lamps.lit >= 80 %").asks

    assert gained == Gain(1, parts=parts).price(ask, Fraction(done))


def test_a_step_of_what_is_not_above_zero():
    """Where at least nothing is required, no share of it can be missing: any breach is the whole of it."""
    ask = Ask(DEPTH, Range(floor=End(0)))

    assert 1 == Steps(2, None).taken(ask, Fraction(-3))


def test_a_gain_of_more_points_by_larger_steps():
    """Two points for each five per cent: ten per cent above the bar gain four."""
    (ask,) = standard("lamps.lit >= 80 %").asks

    assert 4 == Gain(2, 5).price(ask, Fraction(90))


@pytest.mark.parametrize(("bar", "value", "gained"), [("litter.spots <= 5 处", 2, 3), ("litter.spots >= 2 处 and <= 9 处", 4, 2), ("litter.spots any", 4, 0), ("notice.form requires {panel}", frozenset({"panel", "board"}), 0)])
def test_a_gain_is_on_the_good_side(bar, value, gained):
    """At most: fewer gain; between two ends the nearer one counts; where no end is asked, and of forms, there is no more than enough."""
    (ask,) = standard(bar).asks

    assert gained == Gain(1).price(ask, Fraction(value) if isinstance(value, int) else value)


@pytest.mark.parametrize(("points", "allowed"), [("2", True), ("2.5", False), ("3", True), ("4", False)])
def test_whole_points_alone_may_be_chosen(points, allowed):
    """With `whole`, a choice with decimals is refused as one beyond its band is, and both are told what may be chosen."""
    tariff = Chosen("gaps.count", {read_where("any"): (2, "3.5")}, whole=True)
    told = tariff.refuses("chosen", {"chosen": Fraction(points), "gaps.count": Fraction(0)}, {"gaps.count": COUNT})

    assert (None if allowed else ("2 到 3.5 的整数（gaps.count 为 any）", "a whole number from 2 to 3.5 where gaps.count is any")) == told


def test_a_band_of_whole_points_has_one():
    """A band in which no whole number lies leaves nothing to choose, and is refused."""
    with pytest.raises(BadValue) as caught:
        Chosen("gaps.count", {read_where("any"): ("2.1", "2.9")}, whole=True)

    assert "'2.1..2.9' is not the points to choose from where any; let each band have a whole number, or leave `whole` out" == str(caught.value)


SIZE = "write what is taken off as a number of 0 or more"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Bands({read_where("> 2"): -1}), f"-1 is not the points that > 2 loses; {SIZE}"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (4, 2)}), "'4..2' is not the points to choose from where > 2; write the smaller number first"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (-1, 2)}), f"-1 is not the points that > 2 loses; {SIZE}"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (0, -2)}), f"-2 is not the points that > 2 loses; {SIZE}"),
        (lambda: Gain(0), "0 is not a number above zero for `each` (Gain); write its size; what is taken off has no minus sign"),
        (lambda: Gain(1, 0), "0 is not a number above zero for `per` (Gain); write its size; what is taken off has no minus sign"),
        (lambda: Bands({"C": 0.5}), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_points_that_cannot_be(make, message):
    """Points are sizes: not negative, and not from the larger to the smaller."""
    with pytest.raises(BadValue) as caught:
        make()

    assert message == str(caught.value)


def test_a_choice_of_one_number():
    """Where the facts allow one number of points, an inspector may choose that one alone."""
    tariff = Chosen("gaps.count", {read_where("any"): (2, 2)})

    assert (None, ("2 到 2（gaps.count 为 any）", "2 to 2 where gaps.count is any")) == tuple(tariff.refuses("chosen", {"chosen": Fraction(chosen), "gaps.count": Fraction(0)}, {"gaps.count": COUNT}) for chosen in (2, 3))


def test_a_family_of_values():
    """Tariffs are values: equal when they say the same."""
    assert Steps(1) == Steps("1", "1", Parts.EXACT, Counting.BEYOND)
    assert Veto(Level.SITE) == Veto(Level("site"))
    assert Chosen("a", {read_where("> 2"): (4, 10)}) == Chosen("a", [(read_where("> 2"), "4", "10")])


def test_what_costs_nothing_reaches_nowhere():
    """No breach of what gains, or is told alone, costs anything, on either side of the bar."""
    (ask,) = standard("lamps.lit >= 90 %").asks

    assert [(0, 0), (0, 0)] == [form.reach(ask) for form in (Gain(1), Noted("试行"))]


def test_what_is_told_alone_has_no_cap():
    """A line that is told alone, with a cap, is told that the cap means nothing; without one it has no flaw."""
    asked = standard("lamps.lit >= 90 %")
    (flaw,) = Noted("试行").flaws(asked, Fraction(3), selective=False)

    assert ("is noted with a cap, which means nothing", "leave at_most out", True) == (flaw.why[1], flaw.remedy[1], flaw.of_line)
    assert [] == list(Noted("试行").flaws(asked, None, selective=False))
