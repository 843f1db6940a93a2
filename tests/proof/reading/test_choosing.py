"""Which of several claims stands: what all say, or what the policy chooses; by hand."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, span
from tristandard.proof.reading.choosing import Claim, chosen

Settlement = ts.rules.Settlement
REFUSE, WORST, LATEST, EARLIEST = Settlement.REFUSE, Settlement.WORST, Settlement.LATEST, Settlement.FIRST
BAR = {
    "litter.spots": span(most=0),
    "lamps.lit": span(95),
    "drift.angle": span(2, 8),
    "toilet.grade": span(1),
    "notice.form": ts.rules.Forms(frozenset({"panel"}), frozenset({"panel", "board"})),
}
PLAIN = {"litter.spots": Fraction(1), "lamps.lit": Fraction(90), "drift.angle": Fraction(0), "toilet.grade": "B", "notice.form": frozenset({"panel"})}


def say(source, *days, outcome=None, **values):
    """Return a claim of a source in reports of some days of June; what it does not say is plain."""
    told = outcome or ts.Measured(PLAIN | {key.replace("_", "."): value for key, value in values.items()})
    return Claim(source, tuple(SimpleNamespace(made=date(2026, 6, day)) for day in days or (1,)), told)


def settled(policy, *claims):
    """Return whose claim stands, None where none does."""
    papers = SimpleNamespace(rules=SimpleNamespace(policy=SimpleNamespace(settlement=policy)), measures=EVERY)
    outcome = chosen(papers, SimpleNamespace(bar=BAR), claims)
    return None if outcome is None else next(one.source for one in claims if one.outcome is outcome)


def spots(source, number, *days):
    """Return a claim about litter."""
    return say(source, *days, litter_spots=Fraction(number))


AWAY = ts.NotApplicable("x")


@pytest.mark.parametrize("policy", list(Settlement))
def test_what_all_say_stands(policy):
    """Two sources that say the same are one measurement; of one source two reports are none."""
    assert settled(policy, spots("a", 1), spots("b", 1)) == "a"
    assert settled(REFUSE, spots("a", 1), spots("a", 1)) is None


@pytest.mark.parametrize("policy", list(Settlement))
def test_what_does_not_apply_settles_nothing(policy):
    """Where one says that it does not apply and another measured it, nothing decides."""
    assert settled(policy, spots("a", 1, 1), say("b", 2, outcome=AWAY)) is None
    assert settled(policy, say("b", 2, outcome=AWAY), spots("a", 1, 3)) is None


@pytest.mark.parametrize(
    ("policy", "claims", "stands"),
    [
        pytest.param(REFUSE, [spots("a", 1), spots("b", 2)], None, id="refused"),
        pytest.param(LATEST, [spots("a", 1, 1), spots("b", 2, 2)], "b", id="the latest"),
        pytest.param(EARLIEST, [spots("a", 1, 1), spots("b", 2, 2)], "a", id="the earliest"),
        pytest.param(LATEST, [spots("a", 1, 1, 5), spots("b", 2, 2)], "a", id="a visit by its latest report"),
        pytest.param(EARLIEST, [spots("a", 1, 1, 5), spots("b", 2, 2)], "a", id="a visit by its earliest report"),
        pytest.param(LATEST, [spots("a", 1, 2), spots("b", 2, 2)], None, id="two of the latest that differ"),
        pytest.param(LATEST, [spots("c", 9, 1), spots("a", 1, 2), spots("b", 1, 2)], "a", id="two of the latest that agree"),
        pytest.param(LATEST, [spots("c", 9, 1), spots("a", 1, 2), spots("a", 1, 2)], None, id="two of the latest by one source"),
        pytest.param(WORST, [spots("a", 1), spots("b", 2)], "b", id="the worst"),
        pytest.param(WORST, [spots("a", 2), spots("b", 1)], "a", id="the worst comes first"),
        pytest.param(WORST, [spots("a", 1), spots("c", 3), spots("b", 2)], "c", id="the worst of three"),
        pytest.param(WORST, [spots("a", 1), spots("c", 3), spots("b", 3)], "c", id="two that say the worst"),
        pytest.param(WORST, [spots("a", 1), spots("c", 3), spots("c", 3)], None, id="two that say the worst, of one source"),
        pytest.param(WORST, [say("a", lamps_lit=Fraction(96)), say("b", lamps_lit=Fraction(97))], "a", id="fewer are worse, though both are enough"),
        pytest.param(WORST, [say("a", drift_angle=Fraction(1)), say("b", drift_angle=Fraction(10))], "b", id="farther from either end"),
        pytest.param(WORST, [say("a", drift_angle=Fraction(1)), say("b", drift_angle=Fraction(9))], None, id="as far from either end"),
        pytest.param(WORST, [say("a", drift_angle=Fraction(4)), say("b", drift_angle=Fraction(6))], None, id="both within both ends"),
        pytest.param(WORST, [say("a", toilet_grade="A"), say("b", toilet_grade="C")], "b", id="a lower rung"),
        pytest.param(WORST, [say("a", notice_form=frozenset({"panel"})), say("b", notice_form=frozenset({"banner"}))], "b", id="more missing and unfit"),
        pytest.param(WORST, [say("a", notice_form=frozenset()), say("b", notice_form=frozenset({"panel", "banner"}))], None, id="one missing, or one unfit"),
        pytest.param(WORST, [say("a", litter_spots=Fraction(2), lamps_lit=Fraction(80)), say("b")], "a", id="worse of both measures"),
        pytest.param(WORST, [say("a", litter_spots=Fraction(2), lamps_lit=Fraction(99)), say("b")], None, id="worse of one measure and better of another"),
        pytest.param(WORST, [say("b"), say("a", litter_spots=Fraction(2), lamps_lit=Fraction(99))], None, id="better of one measure and worse of another"),
    ],
)  # fmt: skip
def test_what_the_policy_chooses(policy, claims, stands):
    """The worst where it is worse of every measure of which they differ, the latest or the earliest day; where they agree, and each of another source."""
    assert settled(policy, *claims) == stands


def test_findings_that_differ_alone_settle_nothing():
    """Two that count the same by other findings say different things, of which none is worse."""
    one, other = (ts.Measured({key: value for key, value in PLAIN.items() if key != "litter.spots"}, [ts.Finding(id=name, measure="litter.spots")]) for name in "xy")

    assert settled(WORST, say("a", outcome=one), say("b", outcome=other)) is None
