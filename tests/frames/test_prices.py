"""What a breach costs as whole numbers: at every value what the line itself prices, and nowhere where the bar accepts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

import tristandard as ts
from samples import MEASURES, standard
from tristandard.frames.prices import (
    HIGH,
    LOW,
    NA,
    accepted,
    along,
    answers,
    bare,
    by_value,
    domain,
    is_number,
    parts_of_point,
    parts_of_value,
)
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.steps import Counting

COUNT, SHARE, GRADE, FORMS = "litter.spots <= 3 处", "lamps.lit >= 95 %", "toilet.grade >= B", "notice.form requires {panel}"


def ask_of(text):
    """Return the one demand of a bar."""
    (ask,) = standard(text).asks
    return ask


def line(ask, tariff, **more):
    """Return a line that prices a demand."""
    return ts.rules.DeductionRule(measures=(ask.measure.code,), tariff=tariff, **more)


def priced(one, value):
    """Return what a number costs by one side of a bar, as its docstring says."""
    distance = max(one.floor - value, value - one.limit, 0)
    return max((distance + one.add) // one.per, one.least) * one.each


def bands(middle, *points):
    """Return bands from beyond three spots to a middle, and beyond that."""
    three, here = End(Fraction(3), closed=False), Fraction(middle)
    return ts.rules.Bands([(Range(three, End(here, closed=True)), points[0]), (Range(End(here, closed=False), None), points[1])])


LINES = {
    "a point a spot": (COUNT, ts.rules.Steps(1)),
    "half a point for two spots, begun": (COUNT, ts.rules.Steps("0.5", 2, Parts.BEGUN)),
    "whole steps of two": (COUNT, ts.rules.Steps(1, 2, list(Parts)[-1])),
    "a third of a point a spot": (COUNT, ts.rules.Steps("1/3")),
    "once however far": (COUNT, ts.rules.Steps(2, None)),
    "every spot, as soon as there are too many": (COUNT, ts.rules.Steps(1, 1, counting=Counting.ALL)),
    "less than is asked": (SHARE, ts.rules.Steps("0.2", "1.5")),
    "begun steps below a floor": (SHARE, ts.rules.Steps(1, "0.5", Parts.BEGUN)),
    "a floor between whole numbers": ("lamps.lit >= 90.5 %", ts.rules.Steps(1)),
    "more than an open end": ("litter.spots < 3 处", ts.rules.Steps(1)),
    "bands": (COUNT, bands(5, 1, 3)),
    "a band that costs nothing": (COUNT, bands(5, 0, 3)),
}


@pytest.mark.parametrize("name", LINES)
def test_numbers_cost_what_the_line_prices(name):
    """At every value of the domain a formula comes to the line's own price where the bar does not accept it, and there is none where it does."""
    text, tariff = LINES[name]
    ask = ask_of(text)
    rule = line(ask, tariff)
    parts = parts_of_value(ask, [rule], 1)
    scale = parts_of_point(rule, ask, parts)
    sides = list(along(rule, ask, scale, parts))
    low, high = accepted(ask, parts)

    assert [] == list(by_value(rule, ask, scale))
    for at in range(101 * parts) if ask.measure.high else range(12 * parts):
        value = Fraction(at, parts)
        if ask.measure.high is not None and value > ask.measure.high:
            continue
        found = [priced(one, at) for one in sides if one.lo <= at <= one.hi]
        assert ask.accepts(value) is (low <= at <= high), value
        if ask.accepts(value):
            assert [] == found, value
        else:
            assert tariff.price(ask, value) * scale == sum(found), value
            assert len(found) <= 1


@pytest.mark.parametrize(("text", "points"), [(GRADE, {"C": 2, "B": "0.5"}), (FORMS, {"0": 1})])
def test_rungs_and_forms_cost_what_the_line_prices(text, points):
    """Each rung, or set of forms, that is not good enough stands at its place with its price; the others do not."""
    ask = ask_of(text)
    tariff = ts.rules.Bands(points) if text == GRADE else ts.rules.Steps(1)
    rule = line(ask, tariff)
    scale = parts_of_point(rule, ask, 1)
    found = dict(by_value(rule, ask, scale))

    assert ([], False, 1) == (list(along(rule, ask, scale, 1)), is_number(ask.measure), parts_of_value(ask, [rule], 4))
    for at, value in enumerate(answers(ask.measure)):
        lost = Fraction(0) if ask.accepts(value) else tariff.price(ask, value)
        assert (lost * scale if lost else None) == found.get(at), value


def test_answers_stand_at_their_places():
    """Rungs stand in their order, sets of forms as the bits of their names in the order of these."""
    assert ["C", "B", "A"] == answers(MEASURES["toilet.grade"])
    assert [set(), {"banner"}, {"board"}, {"banner", "board"}, {"panel"}, {"banner", "panel"}, {"board", "panel"}, {"banner", "board", "panel"}] == answers(MEASURES["notice.form"])


@pytest.mark.parametrize(
    ("text", "parts", "ends"),
    [
        ("litter.spots <= 3 处", 1, (0, 3)), ("litter.spots < 3 处", 1, (0, 2)), ("litter.spots >= 3 处", 1, (3, HIGH)), ("litter.spots > 3 处", 1, (4, HIGH)),
        ("lamps.lit >= 95.5 %", 10, (955, 1000)), ("lamps.lit > 95.5 %", 10, (956, 1000)), ("queue.wait <= 2.5 min", 10, (0, 25)), (GRADE, 1, (1, 2)), (FORMS, 1, (1, 0)),
    ],
)  # fmt: skip
def test_what_a_bar_accepts(text, parts, ends):
    """The first and the last whole number that a bar accepts lie in the domain; of forms none does, so that each set is looked at."""
    assert ends == accepted(ask_of(text), parts)


def test_the_domain_of_a_measure():
    """Numbers from an end to the other, none where there is no end; rungs and sets of forms by their places."""
    free = evolve(MEASURES["queue.wait"], low=None)

    assert [(0, 1000), (0, HIGH), (0, 2), (0, 7)] == [domain(MEASURES[code], 10) for code in ("lamps.lit", "litter.spots", "toilet.grade", "notice.form")]
    assert (LOW, HIGH) == domain(free, 10)
    assert (-7, 12) == domain(evolve(MEASURES["queue.wait"], low="-0.75", high="1.25"), 10)
    assert NA < LOW < 0 < HIGH < -NA


def test_what_may_not_stand_without_its_sign():
    """A share in % up to one, or up to a hundredth of its end, may be another that a spreadsheet keeps; other measures say nothing."""
    lit = MEASURES["lamps.lit"]

    assert (0, 10) == bare(lit, 10)
    assert (-10, 50) == bare(evolve(lit, low=-100, high=500), 10)
    assert (-30, 10) == bare(evolve(lit, low=-300, high=100), 10)
    assert (-5, 5) == bare(evolve(lit, low="-0.5", high="0.5"), 10)
    assert {(1, 0)} == {bare(one, 10) for one in (None, MEASURES["litter.spots"], MEASURES["toilet.grade"], MEASURES["notice.form"])}


@pytest.mark.parametrize(
    ("text", "tariff", "decimals", "parts"),
    [
        ("litter.spots <= 3 处", ts.rules.Steps(1, "1/3", Parts.BEGUN), 4, 3),
        ("litter.spots <= 3 处", ts.rules.Steps(1, "1/3"), 4, 1),
        ("lamps.lit >= 95 %", ts.rules.Steps(1), 2, 100),
        ("lamps.lit >= 285/3 %", ts.rules.Steps(1), 0, 1),
        ("queue.wait <= 7/3 min", ts.rules.Steps(1), 1, 30),
        ("litter.spots <= 3 处", bands("4.5", 1, 2), 4, 2),
    ],
)
def test_parts_of_a_value(text, tariff, decimals, parts):
    """Every end that a bar and its lines speak of, and every number of so many decimals, is a whole number of parts; a count needs none for decimals."""
    ask = ask_of(text)

    assert parts == parts_of_value(ask, [line(ask, tariff)], decimals)


@pytest.mark.parametrize(
    ("text", "tariff", "at_most", "parts", "points"),
    [
        (COUNT, ts.rules.Steps("1/3"), None, 1, 3),
        (COUNT, ts.rules.Steps(1), "5/7", 1, 7),
        (SHARE, ts.rules.Steps("0.2", "1.5"), None, 10, 75),
        (SHARE, ts.rules.Steps("0.2", "1.5", Parts.BEGUN), None, 10, 5),
        (COUNT, ts.rules.Steps("1/3", None), None, 1, 3),
        (COUNT, bands(5, "1/2", "1/3"), "5/7", 1, 42),
        (GRADE, ts.rules.Bands({"C": "1/2", "B": "1/3"}), None, 1, 2),
    ],
)
def test_parts_of_a_point(text, tariff, at_most, parts, points):
    """Whatever a line takes is a whole number of parts of a point: its cap, its steps and, of rungs, what a breach costs."""
    ask = ask_of(text)

    assert points == parts_of_point(line(ask, tariff, at_most=at_most), ask, parts)
