"""The most that a line can take from a place, and from one of several owners, before anything is measured."""

from fractions import Fraction

import pytest

from samples import FOUND_BY, measure, standard
from tristandard.basics.finding import LIFE, Finding
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.bound import Bound
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES, Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask, Standard

COUNT = measure("litter.spots", "处", whole=True)
FEW = measure("litter.spots", "处", whole=True, high=6)
SHARE = measure("lamps.lit", "%", high=100)
GRADE = measure("toilet.grade", "级", rungs=("C", "B", "A"))
FORMS = measure("notice.form", "种", forms=frozenset({"panel", "board", "banner"}))
DEPTH = measure("depth.change", "cm", low=None, high=10)
POINTS = measure("points.lost", "分", high=8)

NONE, AT_LEAST_5, AT_LEAST_1 = Range(limit=End(0)), Range(End(5)), Range(End(1))
KNOWN = {**LIFE_CIRCUMSTANCES, "found_by": FOUND_BY}


def bar(*asks):
    """Return a bar of some measures, each with what is acceptable."""
    return Standard([Ask(seen, acceptance) for seen, acceptance in asks])


def bound(tariff, *asks, at_most=None, earlier=None, **more):
    """Return the bound of a line that reads all that a bar asks."""
    rule = DeductionRule(measures=[seen.code for seen, _ in asks], tariff=tariff, at_most=at_most, **more)
    return rule.bound(bar(*asks), KNOWN, earlier)


def bands(**points):
    """Return bands of a number of things: `none=4` is what nothing costs."""
    names = {"none": "= 0", "one": "= 1", "two": "= 2", "more": ">= 3"}
    return Bands({read_where(names[name]): lost for name, lost in points.items()})




# ---- below the bar and above


@pytest.mark.parametrize(
    ("tariff", "seen", "acceptable", "reach"),
    [
        pytest.param(Steps(2), COUNT, AT_LEAST_1, (2, 0), id="one of one is missing"),
        pytest.param(Steps(4), COUNT, AT_LEAST_5, (20, 0), id="five of five are missing"),
        pytest.param(Steps(6, None), COUNT, AT_LEAST_5, (6, 0), id="all that is required, whatever its number"),
        pytest.param(Steps(6, None), COUNT, NONE, (0, 6), id="all that is required, where nothing is: one step"),
        pytest.param(Steps(6, None), COUNT, Range(End(2), End(4)), (6, None), id="all that is required below, and steps of as much above"),
        pytest.param(Steps(6, None), FEW, Range(End(2), End(4)), (6, 6), id="two too many are one step of two"),
        pytest.param(Steps("0.1"), SHARE, Range(End(99)), (Fraction("9.9"), 0), id="ninety-nine per cent are dark"),
        pytest.param(Steps("0.1", 2), SHARE, Range(End(99)), (Fraction("4.95"), 0), id="by steps of two, in parts"),
        pytest.param(Steps("0.1", 2, Parts.WHOLE), SHARE, Range(End(99)), (Fraction("4.9"), 0), id="by whole steps of two"),
        pytest.param(Steps("0.1", 2, Parts.BEGUN), SHARE, Range(End(99)), (5, 0), id="by begun steps of two"),
        pytest.param(Steps(1, parts=Parts.BEGUN), SHARE, Range(End(0, closed=False)), (1, 0), id="upon an open end a step has begun"),
        pytest.param(Steps(1), SHARE, Range(End(0, closed=False)), (0, 0), id="and a part of it is none"),
        pytest.param(Steps(1), COUNT, NONE, (0, None), id="nothing bounds how many are too many"),
        pytest.param(Steps(1), FEW, Range(limit=End(2)), (0, 4), id="six at most, two are allowed"),
        pytest.param(Steps(1, counting=Counting.ALL), FEW, Range(limit=End(2)), (0, 6), id="all count once there are too many"),
        pytest.param(Steps(1), FEW, Range(End(1), End(4)), (1, 2), id="both sides, each by itself"),
        pytest.param(Steps(1), DEPTH, Range(End(-2), End(2)), (None, 8), id="no end below, one above"),
        pytest.param(Steps(1), SHARE, Range(), (0, 0), id="what is asked of nothing"),
        pytest.param(Steps(1), SHARE, Range(End(0), End(100)), (0, 0), id="the whole domain"),
        pytest.param(Steps(1), GRADE, Range(End(2)), (2, 0), id="two rungs below the third"),
        pytest.param(Steps(3), FORMS, Forms({"panel"}), (3, 0), id="the form that is required"),
        pytest.param(Steps(3), FORMS, Forms(frozenset(), {"panel"}), (6, 0), id="the two unfit forms"),
        pytest.param(Steps(3), FORMS, Forms({"panel"}, {"panel", "board"}), (6, 0), id="the unfit form in place of the one that is required"),
        pytest.param(Steps(3, None), FORMS, Forms({"panel"}, {"panel"}), (3, 0), id="forms as one step"),
        pytest.param(Steps(3), FORMS, Forms(), (0, 0), id="any form will do"),
        pytest.param(bands(none=4, one=2, two=1, more=0), COUNT, Range(End(3)), (4, 0), id="the dearest band"),
        pytest.param(bands(none=0, one=0, two=0, more=0), COUNT, Range(End(3)), (0, 0), id="bands that cost nothing"),
        pytest.param(bands(none=9, one=2, two=3, more=8), COUNT, Range(End(1), End(2)), (9, 8), id="each side by itself, without the bands inside"),
        pytest.param(bands(none=4, one=2, two=1, more=0), FORMS, Forms({"panel"}), (0, 0), id="bands of numbers reach no forms"),
        pytest.param(Bands({"A": 0, "B": 1, "C": 3}), GRADE, Range(End(2)), (3, 0), id="the dearest rung"),
        pytest.param(Bands({"A": 5, "B": 1, "C": 3}), GRADE, Range(End(1)), (3, 0), id="the rungs below the bar alone"),
        pytest.param(Chosen("litter.spots", {read_where("= 0"): (0, 0), read_where("1..2"): (1, 3), read_where("> 2"): (3, 5)}), POINTS, NONE, (0, 5), id="the highest choice"),
        pytest.param(Chosen("litter.spots", {read_where("any"): (0, 5)}), POINTS, Range(limit=End(2)), (0, 3), id="the highest choice beyond the bar"),
        pytest.param(Chosen("litter.spots", {read_where("any"): (0, 20)}), POINTS, NONE, (0, 8), id="within the domain"),
        pytest.param(Chosen("litter.spots", {read_where("any"): (0, 0)}), POINTS, NONE, (0, 0), id="nothing to choose"),
        pytest.param(Veto(Level.SITE), COUNT, NONE, (0, 1), id="a veto above"),
        pytest.param(Veto(Level.UNIT), COUNT, AT_LEAST_1, (1, 0), id="a veto below"),
        pytest.param(Veto(Level.ITEM), SHARE, Range(), (0, 0), id="no veto where nothing is asked"),
    ],
)
def test_how_far_a_tariff_reaches(tariff, seen, acceptable, reach):
    """The dearest breach below what is acceptable, and above: 0 where there is none, None where nothing bounds it."""
    assert reach == tariff.reach(Ask(seen, acceptable))


@pytest.mark.parametrize(
    ("tariff", "seen", "acceptable", "most"),
    [
        (Gain(1), SHARE, Range(End(90)), 10),
        (Gain(1, 3), SHARE, Range(End(90)), 3),
        (Gain(1, 3, Parts.EXACT), SHARE, Range(End(90)), Fraction(10, 3)),
        (Gain(1), SHARE, Range(limit=End(30)), 30),
        (Gain(1), SHARE, Range(End(20), End(50)), 15),
        (Gain(1), FEW, Range(End(1), End(4)), 1),
        (Gain(1), GRADE, Range(End(0)), 0),
        (Gain(1), GRADE, Range(End(1)), 1),
        (Gain(1), COUNT, AT_LEAST_1, None),
        (Gain(1), DEPTH, NONE, None),
        (Gain(1), SHARE, Range(), 0),
        (Gain(1), FORMS, Forms({"panel"}), 0),
    ],
)
def test_the_most_that_can_be_gained(tariff, seen, acceptable, most):
    """The best accepted value: at the end of the domain, or in the middle between two ends; None where there is no end."""
    assert most == tariff.best(Ask(seen, acceptable))


# ---- a line


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param(bound(Steps(2), (COUNT, NONE), at_most=20), 20, id="a cap where nothing else bounds it"),
        pytest.param(bound(Steps(2), (COUNT, NONE)), None, id="no cap and no end"),
        pytest.param(bound(Steps(2), (COUNT, AT_LEAST_1)), 2, id="steps"),
        pytest.param(bound(Steps(2), (COUNT, AT_LEAST_1), at_most=1), 1, id="steps above a cap"),
        pytest.param(bound(bands(none=4, one=2, two=1, more=0), (COUNT, Range(End(3)))), 4, id="bands"),
        pytest.param(bound(Bands({"A": 0, "B": 1, "C": 3}), (GRADE, Range(End(2)))), 3, id="rungs"),
        pytest.param(bound(Steps(1), (GRADE, Range(End(2)))), 2, id="one for each rung"),
        pytest.param(bound(Steps(4), (COUNT, AT_LEAST_5)), 20, id="at least five"),
        pytest.param(bound(Steps(6, None), (COUNT, AT_LEAST_5)), 6, id="as much as is required"),
        pytest.param(bound(Steps("0.1"), (SHARE, Range(End(99)))), Fraction("9.9"), id="a tenth for each per cent"),
        pytest.param(bound(bands(none=0, one=0, two=0, more=0), (COUNT, AT_LEAST_1)), 0, id="a band of nothing"),
        pytest.param(bound(Steps(1), (FEW, Range(End(4), End(4)))), 4, id="of two sides the dearer, not both"),
        pytest.param(bound(Steps(1), (FEW, NONE), (SHARE, Range(End(99)))), 6 + 99, id="the sum over what it reads"),
        pytest.param(bound(Steps(1), (COUNT, NONE), (SHARE, Range(End(99)))), None, id="nothing bounds a part of it"),
        pytest.param(bound(Steps(1), (FEW, NONE), (SHARE, Range(End(99))), at_most=5), 5, id="one cap over the sum"),
        pytest.param(bound(Gain(1), (SHARE, Range(End(90))), at_most=3), 0, id="what rewards takes nothing"),
        pytest.param(bound(Veto(Level.ITEM), (COUNT, NONE)), 1, id="a veto that can be"),
        pytest.param(bound(Veto(Level.ITEM), (SHARE, Range())), 0, id="a veto that cannot"),
    ],
)
def test_the_most_that_a_line_takes_from_a_place(told, place):
    """The least of its cap and of the sum over what it reads, of each the dearer side; None where nothing bounds it."""
    assert place == told.place


def test_a_line_is_bound_by_what_the_bar_asks_alone():
    """A measure that the bar in force does not ask about costs nothing; one that the line does not read neither."""
    rule = DeductionRule(measures=["litter.spots", "lamps.lit"], tariff=Steps(1))

    assert (99, 0) == (rule.bound(bar((SHARE, Range(End(99))), (GRADE, Range(End(2))))).place, rule.bound(standard("toilet.grade >= A")).place)


@pytest.mark.parametrize(("at_most", "best"), [(3, 3), (30, 14), (None, 14)])
def test_the_best_of_a_line(at_most, best):
    """The least of its cap and of the sum of the best accepted values: ten per cent above ninety, four things above two."""
    rule = DeductionRule(measures=["litter.spots", "lamps.lit"], tariff=Gain(1), at_most=at_most)

    assert best == rule.best(bar((SHARE, Range(End(90))), (FEW, Range(End(2)))))


def test_the_best_of_a_line_without_an_end_is_its_cap():
    """Where nothing bounds what can be gained, the cap does; what deducts gains nothing."""
    gain, steps = (DeductionRule(measures=["litter.spots"], tariff=tariff, at_most=3) for tariff in (Gain(1), Steps(1)))

    assert (3, 0) == (gain.best(bar((COUNT, AT_LEAST_1))), steps.best(bar((COUNT, AT_LEAST_1))))


# ---- what circumstances allow

DOUBLED = Factor(by="found_by", factors={"city": 2, "district": "1.5"}, other=1)
HALVED = Factor(by="overdue", factors={"no": "0.5"}, other=1)
AGAIN = Factor(by="repeated", factors={"1": 2, "2..": 3}, other=1)
SENT_BACK = Factor(by="sent_back", factors={"1..2": 2, "3..": 4}, other=1)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        pytest.param({"times": (DOUBLED,)}, 12, id="the highest factor"),
        pytest.param({"times": (Factor(by="found_by", factors={"city": "0.5", "district": "0.5", "bureau": "0.5"}, other=1),)}, 6, id="a finding may say nothing of it"),
        pytest.param({"where": {"found_by": ["city"]}, "times": (Factor(by="found_by", factors={"city": "0.5"}, other=3),)}, 3, id="but not where it must be told"),
        pytest.param({"times": (DOUBLED, HALVED)}, 12, id="of each circumstance by itself"),
        pytest.param({"times": (DOUBLED, Factor(by="found_by", factors={"city": "0.5", "bureau": "1.5"}, other=1))}, 9, id="two factors of one circumstance are of one answer"),
        pytest.param({"where": {"found_by": ["district", "bureau"]}, "times": (DOUBLED,)}, 9, id="among the answers that are priced"),
        pytest.param({"where": {"found_by": ["city"]}}, 6, id="whoever else finds it"),
        pytest.param({"where": {"overdue": ["yes"]}, "times": (HALVED,)}, 6, id="what its life may tell"),
        pytest.param({"where": {"overdue": ["no"]}, "times": (HALVED,)}, 3, id="what its life must tell"),
        pytest.param({"where": {"sent_back": ["1"]}, "times": (SENT_BACK,)}, 12, id="a number in a span"),
        pytest.param({"where": {"sent_back": ["2.."]}, "times": (SENT_BACK,)}, 24, id="a number without an end"),
        pytest.param({"times": (SENT_BACK,)}, 24, id="any number"),
        pytest.param({"where": {"sent_back": ["0"]}, "times": (SENT_BACK,)}, 6, id="none"),
    ],
)
def test_the_dearest_findings(more, place):
    """Six findings, a point each, all of them with the answers that cost most."""
    assert place == bound(Steps(1), (FEW, NONE), **more).place


@pytest.mark.parametrize(
    ("look_back", "earlier", "place"),
    [
        pytest.param(3, None, 18, id="nobody knows: each time"),
        pytest.param(1, None, 12, id="nobody knows: once at most"),
        pytest.param(0, None, 6, id="it does not look back"),
        pytest.param(3, {}, 6, id="it was never found"),
        pytest.param(3, {"litter.spots": (1,)}, 12, id="it was found once"),
        pytest.param(3, {"litter.spots": (1, 2, 3)}, 18, id="it was found each time"),
        pytest.param(1, {"litter.spots": (2, 3)}, 6, id="it was found before the line looks"),
    ],
)
def test_repeats_are_known_from_the_history(look_back, earlier, place):
    """Twice for what was found once before, three times for what was found more often; without a history the most that the look-back allows."""
    assert place == bound(Steps(1), (FEW, NONE), times=(AGAIN,), look_back=look_back, earlier=earlier).place


def test_findings_that_no_past_allows_are_not_priced():
    """A line for what was found before costs nothing where it was not."""
    assert [0, 6, 6] == [bound(Steps(1), (FEW, NONE), where={"repeated": ["1.."]}, look_back=1, earlier=earlier).place for earlier in ({}, {"litter.spots": (1,)}, None)]


@pytest.mark.parametrize(
    ("asks", "more", "place"),
    [
        pytest.param((COUNT, AT_LEAST_5), {"times": (DOUBLED,)}, 5, id="what is missing has no circumstances, and costs as it is"),
        pytest.param((COUNT, AT_LEAST_5), {"where": {"found_by": ["city"]}}, 0, id="and is not priced where circumstances must be told"),
        pytest.param((SHARE, Range(limit=End(40))), {"times": (DOUBLED,)}, 60, id="what is not counted has none either"),
        pytest.param((SHARE, Range(limit=End(40))), {"where": {"found_by": ["city"]}}, 0, id="so it is not priced where they must be told"),
        pytest.param((FEW, Range(End(2), End(4))), {"times": (DOUBLED,)}, 4, id="two missing, or two too many at twice as much"),
    ],
)
def test_what_is_not_found_has_no_circumstances(asks, more, place):
    """Circumstances are of findings: of whole numbers above the bar."""
    assert place == bound(Steps(1), asks, **more).place


def test_sides_are_weighed_measure_by_measure():
    """Of two measures each may be missed below or above: what findings can name and what they cannot are of one side each."""
    rule = DeductionRule(measures=["litter.spots", "notice.count"], tariff=Steps(1))
    told = rule.bound(bar((FEW, Range(End(4), End(5))), (measure("notice.count", "处", whole=True, high=9), Range(End(2), End(4)))))

    assert 4 + 5 == told.place
    assert {Fraction(1, 5): 1 + 5, Fraction(1, 2): 2 + 5} == {share: told.of(share) for share in (Fraction(1, 5), Fraction(1, 2))}


def test_a_circumstance_that_is_not_declared_is_never_told():
    """A line for findings with it prices nothing."""
    rule = DeductionRule(measures=["litter.spots"], tariff=Steps(1), where={"weather": ["rain"]})

    assert "weather" not in LIFE
    assert 0 == rule.bound(bar((FEW, NONE)), KNOWN).place


# ---- one of several owners


@pytest.mark.parametrize(
    ("told", "share", "most"),
    [
        pytest.param(Bound(((Fraction(10), Fraction(10)),)), 1, 10, id="who answers for all bears all"),
        pytest.param(Bound(((Fraction(10), Fraction(10)),), Fraction(4)), 1, 4, id="and up to the cap"),
        pytest.param(Bound(((Fraction(0), Fraction(10)),)), Fraction(1, 5), 2, id="of what cannot be found its share"),
        pytest.param(Bound(((Fraction(0), Fraction(10)),), Fraction(4)), Fraction(1, 5), Fraction(4, 5), id="its share of the cap"),
        pytest.param(Bound(((Fraction(10), Fraction(10)),)), Fraction(1, 5), 10, id="without a cap every finding may name it"),
        pytest.param(Bound(((Fraction(6), Fraction(10)),)), Fraction(1, 2), 8, id="all that can be found, and half of the rest"),
        pytest.param(Bound(((None, None),), Fraction(5)), Fraction(1, 5), 6, id="its own cap, and its share of that of the place"),
        pytest.param(Bound(((Fraction(8), Fraction(8)),), Fraction(5), Fraction(1)), Fraction(1, 2), Fraction("6.5"), id="five name it, three nobody"),
        pytest.param(Bound(((Fraction(8), Fraction(8)),), Fraction(5), Fraction(2)), Fraction(1, 2), 6, id="two findings of two name it, two nobody; or three and one"),
        pytest.param(Bound(((Fraction(9), Fraction(9)),), Fraction(4), Fraction(3)), Fraction(1, 2), Fraction("5.5"), id="two findings of three name it, one nobody"),
        pytest.param(Bound(((Fraction(6), Fraction(6)),), Fraction(4), Fraction(3)), Fraction(3, 4), Fraction("5.25"), id="one finding of three names it, one nobody"),
        pytest.param(Bound(((Fraction(4), Fraction(10)),), Fraction(5)), Fraction(1, 2), Fraction("6.5"), id="four can be found, five of the other six count"),
        pytest.param(Bound(((None, None),)), Fraction(1, 2), None, id="nothing bounds it"),
        pytest.param(Bound(((Fraction(3), None),)), Fraction(1, 2), None, id="nothing bounds the rest"),
        pytest.param(Bound(((Fraction(3), None),), Fraction(5)), Fraction(1, 2), Fraction("5.5"), id="the cap bounds the rest"),
        pytest.param(Bound(((Fraction(3), None),)), 0, 3, id="without a share what names it alone"),
        pytest.param(Bound(((Fraction(10), Fraction(10)),), Fraction(4)), 0, 4, id="without a share, up to its cap"),
        pytest.param(Bound(((None, None),)), 0, None, id="without a share, and nothing bounds it"),
        pytest.param(Bound(((Fraction(0), Fraction(0)),)), Fraction(1, 2), 0, id="nothing to lose"),
        pytest.param(Bound(()), Fraction(1, 2), 0, id="no way to lose anything"),
        pytest.param(Bound(((Fraction(2), Fraction(2)), (Fraction(0), Fraction(5)))), Fraction(1, 2), Fraction("2.5"), id="half of five missing is more than two too many"),
        pytest.param(Bound(((Fraction(2), Fraction(2)), (Fraction(0), Fraction(5)))), Fraction(1, 5), 2, id="a fifth of five missing is less"),
        pytest.param(Bound(((Fraction(2), Fraction(2)), (Fraction(0), None))), Fraction(1, 5), None, id="nothing bounds what is missing"),
        pytest.param(Bound(((Fraction(2), Fraction(2)), (Fraction(0), None))), 0, 2, id="which nobody can be named for"),
    ],
)
def test_what_a_line_takes_from_one_of_several_owners(told, share, most):
    """The most over how many findings name it: those within its own cap, and its share of the rest within that of the place."""
    assert most == told.of(Fraction(share))


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1, 5), Fraction(1, 2), Fraction(9, 10), Fraction(1)])
@pytest.mark.parametrize(
    "rule",
    [
        DeductionRule(measures=["litter.spots"], tariff=Steps(1)),
        DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=3),
        DeductionRule(measures=["litter.spots"], tariff=Steps(2), at_most=5),
        DeductionRule(measures=["litter.spots"], tariff=Steps("1.5"), at_most=4),
        DeductionRule(measures=["litter.spots"], tariff=Steps(1, counting=Counting.ALL), at_most=4),
        DeductionRule(measures=["litter.spots"], tariff=Steps(2, None)),
        DeductionRule(measures=["litter.spots"], tariff=bands(none=3, one=2, two=1, more=4)),
        DeductionRule(measures=["litter.spots"], tariff=bands(none=9, one=2, two=1, more=4), at_most=5),
    ],
)
@pytest.mark.parametrize("acceptable", [NONE, Range(limit=End(2)), Range(End(1), End(5)), Range(End(4), End(4)), Range(End(5))])
def test_a_bound_is_reached_and_never_passed(rule, share, acceptable):
    """Of all ways in which up to six findings may name an owner or nobody the dearest costs as much as the bound says."""
    asked = bar((FEW, acceptable))
    borne = [Fraction(0)]
    for number in range(7):
        for named in range(number + 1):
            for first in (True, False):
                found = [Finding(id=str(place), measure="litter.spots", unit="owner" if (place < named) is first else None) for place in range(number)]
                prices = rule.price({"litter.spots": Fraction(number)}, asked, found)
                borne.append(prices.get("owner", Price()).lost * (share < 1) + share * prices.get(None, Price()).lost)

    assert max(borne) == rule.bound(asked).of(share)


def test_a_bound_knows_what_each_finding_takes():
    """The ways in which the place may be breached, the cap, and what each finding takes by its heaviest circumstances; 0 where not all take the same."""
    media = Factor(by="found_by", factors={"city": 3}, other=1)

    assert Bound(ways=((None, None),), at_most=Fraction(5), apiece=Fraction(2)) == bound(Steps(2), (COUNT, NONE), at_most=5)
    assert Bound(ways=((None, None),), at_most=Fraction(5), apiece=Fraction(6)) == bound(Steps(2), (COUNT, NONE), at_most=5, times=[media])
    assert Bound(ways=((Fraction(4), Fraction(4)),), at_most=None, apiece=Fraction(0)) == bound(bands(none=0, one=1, two=2, more=4), (COUNT, NONE))
    assert Bound(()) == bound(Gain(1), (SHARE, Range(End(90))), at_most=5)


def test_a_line_that_nothing_can_better_gains_nothing():
    """Upon the best value that there is nothing lies above the bar."""
    assert 0 == DeductionRule(measures=["toilet.grade"], tariff=Gain(1), at_most=3).best(bar((GRADE, Range(End(0)))))
    assert 0 == DeductionRule(measures=["toilet.grade"], tariff=Gain(1), at_most=3).best(bar((SHARE, Range(End(90)))))


def test_a_number_told_alone_ends_where_the_next_begins():
    """Of a count of notices that is told for 0 and for 1 alone, from 2 on the other factor holds: a finding may count once, though both halve it."""
    halved = [Factor(by="notified", factors={"0": "0.5", "1": "0.5"}, other=1), Factor(by="notified", factors={"0..1": "0.5"}, other=1), Factor(by="notified", factors={"0..": "0.5"}, other=1)]

    assert [6, 6, 3] == [bound(Steps(1), (FEW, NONE), times=[factor]).place for factor in halved]
