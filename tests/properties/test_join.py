"""Law 1, and what the nouns that join mean: the normal form against the rules as written."""

from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW, MANY, SOME
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Ask, Standard
from tristandard.testing import laws, oracle
from tristandard.testing import strategies as some


def broken(a, b, c):
    """Return the laws of the join that do not hold for three things, and for what they join to."""
    givens = [(a, b, c), (a | b, b | a, c), (a, b, a | b | c)]
    return [law.name for law in laws.JOIN for given in givens if not law.holds(*given[: len(law.takes)])]


@SOME
@given(*[some.standards()] * 3)
def test_standards_join(a, b, c):
    """Standards join to their least upper bound (指标就高)."""
    assert not broken(a, b, c)


@SOME
@given(*[some.scopes(min_size=0)] * 3)
def test_scopes_join(a, b, c):
    """Scopes join to their least upper bound (范围就宽), nowhere among them."""
    assert not broken(a, b, c)


@SOME
@given(*[some.subjects(min_size=0)] * 3)
def test_subjects_join(a, b, c):
    """Subjects join to their least upper bound (对象就广), nobody among them."""
    assert not broken(a, b, c)


@SOME
@given(*[some.ranges()] * 3)
def test_ranges_join(a, b, c):
    """Ranges join to their least upper bound, empty ones among them."""
    assert not broken(a, b, c)


@SOME
@given(*[some.forms()] * 3)
def test_forms_join(a, b, c):
    """Demands for forms join to their least upper bound, those that nothing meets among them."""
    assert not broken(a, b, c)


def on_one_measure(count):
    """Return a strategy for demands as written, all on one measure."""
    known = st.sampled_from(some.MEASURES) | some.measures()
    return known.flatmap(lambda measure: st.lists(some.demands(measures=[measure]), min_size=count, max_size=count))


@SOME
@given(on_one_measure(1))
def test_a_demand_accepts_what_was_written(demands):
    """A demand in its normal form accepts of its measure's domain what was written, and no more."""
    (demand,) = demands
    seen = some.probes(demand[0])

    assert [oracle.good(demand, value) for value in seen] == [Ask(*demand).accepts(value) for value in seen]


@SOME
@given(on_one_measure(1))
def test_an_empty_demand_is_one_that_nothing_meets(demands):
    """A demand is empty exactly when no value of its measure is good enough."""
    (demand,) = demands

    assert oracle.good_together(demands, some.probes(demand[0])) != Ask(*demand).acceptance.empty


@MANY
@given(on_one_measure(2))
def test_equal_demands_are_equal_in_meaning(demands):
    """Two demands on one measure are equal exactly when they accept the same."""
    one, other = demands
    same = all(oracle.good(one, value) == oracle.good(other, value) for value in some.probes(one[0]))

    assert same == (Ask(*one) == Ask(*other))


@MANY
@given(on_one_measure(2))
def test_a_demand_asks_no_more_than_another_when_it_accepts_all_that_one_does(demands):
    """`a <= b` holds exactly when whatever b accepts a accepts."""
    one, other = demands
    included = all(oracle.good(one, value) for value in some.probes(one[0]) if oracle.good(other, value))

    assert included == (Standard([Ask(*one)]) <= Standard([Ask(*other)]))


def small():
    """Return each pair of a measure and two acceptances of it, over a universe that can be tried out: two ends, two forms."""
    ends = [None, *(End(number, closed) for number in (1, 2) for closed in (True, False))]
    some_forms = [frozenset(forms) for forms in ((), ("board",), ("sign",), ("board", "sign"))]
    litter, lamps, *_ = some.MEASURES
    notice = evolve(some.MEASURES[4], forms=frozenset({"board", "sign"}))
    ranges, forms = [Range(*both) for both in product(ends, ends)], [Forms(*both) for both in product(some_forms, [None, *some_forms])]
    odd = evolve(litter, low=Fraction("1/2"), high=Fraction("5/2"))
    return [(measure, *both) for measure, listed in ((litter, ranges), (lamps, ranges), (odd, ranges), (notice, forms)) for both in product(listed, listed)]


def test_every_small_join_accepts_what_both_accept():
    """Tried out over every pair of small ranges and forms: the join accepts exactly what both accept."""
    for measure, one, other in small():
        joined = Standard([Ask(measure, one)]) | Standard([Ask(measure, other)])
        seen = [{measure.code: value} for value in some.probes(measure)]

        assert [oracle.verdict([(measure, one), (measure, other)], values) for values in seen] == [joined.judge(values) for values in seen]


def test_every_two_small_demands_are_equal_in_meaning():
    """Tried out over every pair of small ranges and forms: two demands are equal exactly when they accept the same."""
    for measure, one, other in small():
        same = all(oracle.good((measure, one), value) == oracle.good((measure, other), value) for value in some.probes(measure))

        assert same == (Ask(measure, one) == Ask(measure, other))


@MANY
@given(some.written(), some.written(), some.values(some.MEASURES, complete=False))
def test_a_standard_judges_as_written(one, other, values):
    """A standard, and the join of two, judge any value as a reader of all their demands would (law 2)."""
    a, b = (Standard(Ask(*demand) for demand in demands) for demands in (one, other))

    assert (oracle.verdict(one, values), oracle.verdict([*one, *other], values)) == (a.judge(values), (a | b).judge(values))


@SOME
@given(some.written(), some.values(some.MEASURES))
def test_a_standard_accepts_when_all_is_met(demands, values):
    """A standard accepts exactly the values whose verdict is met."""
    assert all(oracle.good(demand, values[demand[0].code]) for demand in demands) == Standard(Ask(*demand) for demand in demands).accepts(values)


def everywhere(trees):
    """Return every known point over some trees, and fresh codes beside and below each path."""
    coordinates = []
    for tree in trees:
        known = [tree.path(term.code) for term in tree]
        coordinates.append([*known, *((*path, "fresh") for path in known), ("fresh",)])
    return list(product(*coordinates))


@pytest.mark.parametrize(("trees", "axes"), [(some.SITE_TREES, SITE_AXES), (some.UNIT_TREES, UNIT_AXES)], ids=["scopes", "subjects"])
def test_scopes_cover_as_written(trees, axes):
    """A scope covers what some extent that was written covers, is equal to another when both cover the same, and included when the other covers all of it."""
    points = everywhere(trees)

    @FEW
    @given(some.areas_written(trees=trees), some.areas_written(trees=trees))
    def check(one, other):
        a, b = (Scope(axes, frozenset(extents)) for extents in (one, other))
        within, beyond = ([oracle.lies_in(point, extents) for point in points] for extents in (one, other))
        same, included = within == beyond, all(far or not near for near, far in zip(within, beyond, strict=True))

        assert (within, same, included) == ([a.covers(point) for point in points], a == b, a <= b)

    check()


@SOME
@given(some.areas_written(), some.areas_written(), some.site_points())
def test_the_wider_scope_covers_what_either_does(one, other, point):
    """The join of two scopes covers a point exactly when some extent of either does (law 3)."""
    wider = Scope(SITE_AXES, frozenset(one)) | Scope(SITE_AXES, frozenset(other))

    assert oracle.lies_in(point, [*one, *other]) == wider.covers(point)
