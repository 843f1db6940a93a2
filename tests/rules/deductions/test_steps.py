"""Steps: how many a breach is, what each finding takes, and which breach costs nothing."""

from fractions import Fraction

import pytest

from samples import measure
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.standard import Ask

COUNT = measure("litter.spots", "处", whole=True)
SHARE = measure("lamps.lit", "%", high=100)
GRADE = measure("toilet.grade", "级", rungs=("C", "B", "A"))
DEPTH = measure("depth.change", "cm", low=None)
FORMS = measure("notice.form", "种", forms=frozenset({"panel", "board"}))
NONE, TWO, ALL_90, OVER = Range(limit=End(0)), Range(limit=End(2)), Range(End(90)), Range(End(90, closed=False))


@pytest.mark.parametrize(
    ("steps", "asked", "bar", "value", "points"),
    [
        (Steps(2), COUNT, TWO, 5, 6),
        (Steps(2, counting=Counting.ALL), COUNT, TWO, 5, 10),
        (Steps(2, counting=Counting.ALL), COUNT, Range(End(3), End(8)), 1, 4),
        (Steps(1, 4), SHARE, ALL_90, 80, "2.5"),
        (Steps(1, 4, Parts.WHOLE), SHARE, ALL_90, 80, 2),
        (Steps(1, 4, Parts.BEGUN), SHARE, ALL_90, 80, 3),
        (Steps(1, 4, Parts.BEGUN), SHARE, OVER, 90, 1),
        (Steps(3, None), SHARE, ALL_90, 45, "1.5"),
        (Steps(3, None, Parts.BEGUN), SHARE, ALL_90, 89, 3),
        (Steps(2), GRADE, Range(End(2)), "C", 4),
    ],
)
def test_what_a_breach_costs(steps, asked, bar, value, points):
    """What lies beyond the bar by steps: their parts, whole or begun ones; all of it, or as a share of what is required."""
    assert Fraction(points) == steps.price(Ask(asked, bar), Fraction(value) if isinstance(value, int) else value)


@pytest.mark.parametrize(
    ("steps", "asked", "bar", "points"),
    [
        (Steps(2), COUNT, NONE, 2), (Steps(2, "0.5"), COUNT, NONE, 4), (Steps(2, "0.4", Parts.WHOLE), COUNT, NONE, None), (Steps(2, "0.5", Parts.WHOLE), COUNT, NONE, 4),
        (Steps(2, 2, Parts.WHOLE), COUNT, NONE, None), (Steps(2, 2), COUNT, NONE, 1), (Steps(2, None), COUNT, NONE, None), (Steps(2, None), COUNT, Range(End(4)), "0.5"), (Steps(2, 1, Parts.WHOLE), SHARE, ALL_90, None),
    ],
)  # fmt: skip
def test_what_each_finding_takes(steps, asked, bar, points):
    """The points of its step, where all take the same; nothing is told where steps are whole and findings no whole number of them, or there is none."""
    assert (None if points is None else Fraction(points)) == steps.apiece(Ask(asked, bar))


@pytest.mark.parametrize(
    ("steps", "asked", "bar", "told"),
    [
        (Steps(1), SHARE, ALL_90, None),
        (Steps(1), SHARE, OVER, "a value upon the open end loses nothing"),
        (Steps(1, parts=Parts.BEGUN), SHARE, OVER, None),
        (Steps(1, parts=Parts.WHOLE), SHARE, ALL_90, "less than a whole step loses nothing"),
        (Steps(1, parts=Parts.WHOLE), COUNT, NONE, None),
        (Steps(1, 2, Parts.WHOLE), COUNT, NONE, "less than a whole step loses nothing"),
        (Steps(1, None, Parts.WHOLE), COUNT, Range(End(3)), "less than a whole step loses nothing"),
        (Steps(1, parts=Parts.WHOLE), FORMS, Forms(required={"panel"}), None),
        (Steps(1, counting=Counting.ALL), SHARE, Range(limit=End(5, closed=False)), None),
        (Steps(1, counting=Counting.ALL), DEPTH, Range(limit=End(0, closed=False)), "a value upon the open end loses nothing"),
        (Steps(1, counting=Counting.ALL), SHARE, Range(End(2, closed=False), End(5, closed=False)), "a value upon the open end loses nothing"),
    ],
)
def test_which_breach_costs_nothing(steps, asked, bar, told):
    """Less than a whole step, where answers lie nearer than that; a value upon an open end, but where all of it counts."""
    found = steps.unpriced_breach(Ask(asked, bar))

    assert told == (found and found[1])


@pytest.mark.parametrize(
    ("steps", "at_most", "selective", "flaws"),
    [
        (Steps(2), None, False, []),
        (Steps(2), Fraction(2), True, []),
        (Steps(2), Fraction(1), True, ["stops at 1, below one step of 2; let the cap be at least one step"]),
        (Steps(2, 3), Fraction(1), True, ["counts findings by circumstance in steps other than one; price each finding: leave `per` out"]),
        (Steps(2, 3), Fraction(1), False, ["stops at 1, below one step of 2; let the cap be at least one step"]),
    ],
)
def test_what_of_a_line_by_steps_does_not_fit(steps, at_most, selective, flaws):
    """Findings are counted one by one where a line reads them; a cap is at least one step. Both are wrong whatever the standard asks."""
    found = list(steps.flaws(None, at_most, selective=selective))

    assert (flaws, all(flaw.of_line for flaw in found)) == ([f"{flaw.why[1]}; {flaw.remedy[1]}" for flaw in found], True)
