"""What a sheet gathers over several sites: losses, gains, vetoes, what does not apply, and what is still open."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match
from survey import MEAN, changed, city, finding, found, priced, scored, seen, site
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet

CLOSED = NotApplicable("拆迁")
LIT = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=3)


def litter(*rules, code="a.litter"):
    """Return an indicator for litter, of the item "one"."""
    return evolve(indicator(code, "litter.spots <= 0 处", *rules), item="one")


def lamps(*rules):
    """Return an indicator for lamps that are lit, of the item "two"."""
    return evolve(indicator("a.lamps", "lamps.lit >= 90 %", *rules), item="two")


def gathered(*told, of, sites=2, marks=(50, 50), bonus=0, unit="wujin", model=None, named=(), **more):
    """Return the sheet of a unit over several sites."""
    rules = city(*of, **more)
    for book in rules.assessments:
        items = [evolve(book.items[0], code=code, full=full) for code, full in zip(("one", "two"), marks, strict=True)]
        rules = changed(rules, **{book.code: {"items": items, "model": model or Model({"total": Sheet(bonus=bonus)}), "named": named}})
    return scored(*told, rules=rules, sites=tuple(site(f"s{number}") for number in range(1, sites + 1)))["a"][unit].part


def spots(count, where="s1", what="a.litter"):
    return seen(count, where, what)


def lit(share, where="s1"):
    return seen(Measured({"lamps.lit": share}), where, "a.lamps")


def test_open_lines_add_up():
    """Of two sites one was not visited: both its lines are open with their caps, and those that were measured speak for them."""
    part = gathered(spots(1), lit(90), of=(litter(priced(1, 5)), lamps(priced(1, 4, 1, "lamps.lit"))))

    assert (Fraction(98), Fraction(90), Fraction(99)) == (part.value, part.low, part.high)
    assert ((2, 2), (("one", 5), ("two", 4))) == ((part.measured, part.unmeasured), part.open)


def test_open_lines_of_one_item_add_up():
    """Two lines of one item that were not measured may cost both."""
    part = gathered(spots(1), of=(litter(priced(1, 5)), litter(priced(1, 4), code="a.more")))

    assert (("one", Fraction(13)), Fraction(86)) == (*part.open, part.low)


def test_what_does_not_apply_leaves_with_its_worth():
    """One spot at a site, nothing to measure at the second, nobody at the third: the first speaks for the third alone."""
    part = gathered(spots(1), spots(CLOSED, "s2"), of=(litter(priced(1, 5)),), sites=3)

    assert (Fraction(98), (1, 1)) == (part.value, (part.measured, part.unmeasured))


def test_gains_add_up_and_may_still_come():
    """What was gained at two sites is one sum; at two that were not visited each line may still gain its cap, and lose its own."""
    part = gathered(lit(91), lit(92, "s2"), of=(lamps(priced(1, 5, 1, "lamps.lit"), LIT),), sites=4, bonus=20)

    assert (Fraction(3), Fraction(103), Fraction(93), Fraction(109)) == (part.gained, part.value, part.low, part.high)


def test_marks_are_counted_in_parts_of_a_point():
    """Where lines take whole points and items have half ones, an item that loses all of its mark loses the half too."""
    lines = (litter(priced(1, 40)), litter(priced(1, 40), code="a.more"))
    part = gathered(spots(60), spots(60, what="a.more"), of=lines, sites=1, marks=(Fraction("47.5"), Fraction("52.5")))

    assert (Fraction("52.5"), Fraction("47.5")) == (part.value, part.full - part.value)


def test_gains_are_counted_in_parts_of_a_point():
    """Where lines take halves, a gain that may still come is its whole cap."""
    part = gathered(lit(91), lit(89, "s2"), of=(lamps(priced("0.5", 5, 1, "lamps.lit"), LIT),), sites=3, bonus=20)

    assert (Fraction(1), Fraction("103.5")) == (part.gained, part.high)


def test_a_gain_has_no_part_in_what_a_line_may_lose():
    """A line that loses five and gains three at most may lose five, and the gain makes up for what was lost."""
    part = gathered(lit(89), of=(lamps(priced(1, 5, 1, "lamps.lit"), LIT),))

    assert (Fraction(94), Fraction(100)) == (part.low, part.high)


RED = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.SITE))


def at_one_site(*told, of):
    """Return the sheet of the one site of a unit, where a model folds over sites."""
    return gathered(*told, of=of, sites=1, model=MEAN).parts[0]


def test_a_veto_of_more_than_the_item_has_no_worth_of_its_own():
    """A line that loses five, and zeroes the site, is worth five where it is open; at the worst it zeroes the sheet."""
    part = at_one_site(lit(88), of=(litter(priced(1, 5), RED), lamps(priced(1, 10, 1, "lamps.lit"))))

    assert (Fraction(97), Fraction(0), Fraction(98)) == (part.value, part.low, part.high)
    assert (0, 0, 0) == tuple(getattr(at_one_site(spots(1), of=(litter(priced(1, 5), RED),)), end) for end in ("low", "value", "high"))


def test_an_open_veto_stays_open():
    """Whatever else is open beside it, a veto that may still come lets the sheet fall to nothing."""
    part = at_one_site(lit(89), of=(litter(priced(1, 5), RED), lamps(priced(1, 10, 1, "lamps.lit")), litter(priced(1, 4), code="a.more")))

    assert (Fraction(0), Fraction(99)) == (part.low, part.high)


RULED_OUT = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.UNIT))


def test_a_veto_of_the_unit_that_is_still_open():
    """Where a red line was not looked at, the score may still be nothing; where it was and held, it may not; where it was crossed, it is."""
    of = (litter(priced(1, 5), RULED_OUT), lamps(priced(1, 10, 1, "lamps.lit")))
    parts = [gathered(*told, of=of, sites=1) for told in ([lit(89)], [spots(0)], [spots(1)])]

    assert [(Fraction("98.5"), 0, 99), (100, 90, 100), (0, 0, 0)] == [(part.value, part.low, part.high) for part in parts]


def test_a_red_line_alone():
    """An assessment that has nothing but a red line scores all or nothing, and who is answerable by name stands before it."""
    assert [100, 0] == [gathered(spots(count), of=(litter(RULED_OUT),), sites=1).value for count in (0, 1)]
    assert [0, 100] == [gathered(spots(found(finding("f1", "bureau"))), of=(litter(RULED_OUT),), sites=1, unit=unit, named=["department"]).value for unit in ("bureau", "wujin")]


def test_an_item_that_has_nothing_left_is_not_open():
    """An item that lost its whole mark cannot lose more, and a score that would fall below nothing is nothing."""
    part = gathered(spots(60), of=(litter(priced(1, 60)),), marks=(60, 40))
    low = gathered(spots(60), of=(litter(priced(1, 60)),), marks=(100, 40))

    assert ((), Fraction(40), Fraction(40)) == (part.open, part.low, part.value)
    assert (Fraction(0), Fraction(0), Fraction(40), (("one", 40),)) == (low.value, low.low, low.high, low.open)


def test_vetoes_of_several_sites_all_hold():
    """Two items zeroed at two sites are both zeroed."""
    vetoed = [DeductionRule(measures=(measure,), tariff=Veto(Level.ITEM)) for measure in ("litter.spots", "lamps.lit")]
    part = gathered(spots(1), lit(90), spots(0, "s2"), lit(80, "s2"), of=(litter(vetoed[0]), lamps(vetoed[1])), marks=(30, 70))

    assert (Fraction(0), ("one", "two")) == (part.value, part.vetoed)


def test_findings_that_name_a_unit_add_up():
    """A unit that is named at two sites loses at both, and the owner loses nothing of it."""
    told = [spots(found(finding(f"f{where}", "bureau")), f"s{where}") for where in (1, 2)]
    parts = [gathered(*told, of=(litter(priced(1)),), unit=unit, named=["department"]) for unit in ("bureau", "wujin")]

    assert [Fraction(98), Fraction(100)] == [part.value for part in parts]


@pytest.mark.parametrize(("host", "low"), [("a", 91), ("b", 95)])
def test_the_worth_of_a_line_is_that_of_the_lines_it_charges(host, low):
    """A surcharge of the host alone is open for the host, and for nobody else."""
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(2), at_most=4, charged=Charged.HOST)
    members = [litter(priced(1, 5), surcharge), litter(priced(1, 5), surcharge, code="b.litter")]
    part = gathered(spots(0, "s1", "a.litter+b.litter"), of=members, crosswalks=(crosswalk(match("a.litter", "b.litter"), host=host),))

    assert Fraction(low) == part.low


def test_an_item_of_which_nothing_applies_is_not_asked():
    """Where the only line of an item does not apply anywhere, the sheet asks nothing of the item; where it applies at one of two sites, it does."""
    of = (litter(priced(1, 5)), lamps(priced(1, 4, 1, "lamps.lit")))
    gone = [seen(CLOSED, where, "a.lamps") for where in ("s1", "s2")]
    parts = [gathered(spots(1), spots(1, "s2"), *told, of=of) for told in (gone, gone[:1], [*gone[:1], lit(95, "s2")])]

    assert [({"one"}, {"one"}), ({"one", "two"}, {"one"}), ({"one", "two"}, {"one", "two"})] == [(set(part.asked), set(part.seen)) for part in parts]
