"""Registers, held against what was seen: outcomes and findings, and how a difference is told."""

from datetime import date

import pytest

import tristandard as ts
from proof.test_certificate import LITTER, quarter
from proof.test_ledgers import told, worked
from survey import finding, found, litter
from tristandard.proof.registers import outcome_texts, registers, same

END = date(2022, 6, 30)
LATE = [ts.Event(ts.Stage.DUE, date(2022, 5, 3)), ts.Event(ts.Stage.NOTIFIED, date(2022, 5, 4)), ts.Event(ts.Stage.NOTIFIED, date(2022, 7, 4))]
KNOWN = {"overdue": "yes", "notified": "1", "sent_back": "0"}


def one(**more):
    """Return a measurement of one finding."""
    return found(finding(**{"id_": "f1"} | more))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        pytest.param(litter(1), litter(1), True, id="the same value"),
        pytest.param(litter(1), litter(2), False, id="another value"),
        pytest.param(ts.Measured({"litter.spots": 1, "queue.wait": 2}, ()), ts.Measured({"litter.spots": 1, "queue.wait": 3}, ()), False, id="another value of one measure"),
        pytest.param(litter(1), ts.NotApplicable("x"), False, id="measured, and not applicable"),
        pytest.param(ts.NotApplicable("x"), ts.NotApplicable("x"), True, id="not applicable"),
        pytest.param(ts.NotApplicable("x"), None, False, id="not applicable, and nothing"),
        pytest.param(None, None, True, id="nothing"),
        pytest.param(None, ts.NotMeasured("x"), True, id="nothing, and not measured"),
        pytest.param(ts.NotMeasured("x"), ts.NotMeasured("y"), True, id="why something was not measured"),
        pytest.param(ts.NotMeasured("x"), None, True, id="not measured, and nothing"),
        pytest.param(ts.NotMeasured("x"), litter(1), False, id="not measured, and measured"),
        pytest.param(None, litter(1), False, id="nothing, and measured"),
        pytest.param(one(), one(), True, id="the same finding"),
        pytest.param(one(), litter(1), False, id="a finding, and its number"),
        pytest.param(litter(1), one(), False, id="a number, and a finding"),
        pytest.param(one(), found(finding("f1"), finding("f2")), False, id="one more finding"),
        pytest.param(one(), one(id_="f2"), False, id="another id"),
        pytest.param(one(), one(unit="hutang"), False, id="another unit"),
        pytest.param(one(), one(place="x"), False, id="another place"),
        pytest.param(one(at=[1]), one(at=[2]), False, id="elsewhere on the walk"),
        pytest.param(one(), one(counts=0), False, id="it counts otherwise"),
        pytest.param(one(), one(circumstances={"found_by": "city"}), False, id="another circumstance"),
        pytest.param(one(life=LATE), one(life=LATE, circumstances=KNOWN), True, id="what its life tells is held beside it"),
        pytest.param(one(life=LATE), one(life=LATE), False, id="what its life tells is missing"),
        pytest.param(one(life=LATE), one(life=LATE, circumstances=KNOWN | {"notified": "2"}), False, id="what its life tells after the period"),
        pytest.param(one(life=LATE), one(life=LATE[:2], circumstances=KNOWN), False, id="another life"),
        pytest.param(one(life=LATE, circumstances={"found_by": "city"}), one(life=LATE, circumstances=KNOWN | {"found_by": "city"}), True, id="circumstances beside its life"),
    ],
)  # fmt: skip
def test_whether_two_outcomes_say_the_same(first, second, alike):
    """Values, and findings one by one, with what their lives told until the end of the period."""
    assert same(first, second, END) is alike


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        (litter(1), litter(2), ("measured litter.spots = 1", "measured litter.spots = 2")),
        (litter(1), None, ("measured litter.spots = 1", "none")),
        (None, ts.NotApplicable("x"), ("none", "not applicable (x)")),
        (one(), one(unit="hutang"), ("measured litter.spots = 1 (f1 1)", "measured litter.spots = 1 (f1 1 hutang)")),
        (found(finding("f1", circumstances={"found_by": "city"}), finding("f2")), litter(2), ("measured litter.spots = 2 (f1 1 found_by=city, f2 1)", "measured litter.spots = 2 ()")),
        (one(counts="0.5"), one(counts="1/2", circumstances={"a": "b", "c": "d"}), ("measured litter.spots = 0.5 (f1 0.5)", "measured litter.spots = 0.5 (f1 0.5 a=b c=d)")),
        (None, None, ("none", "none")),
    ],
)
def test_two_outcomes_in_words(first, second, texts):
    """Where the outcomes read alike, their findings are told: what each counts, whose it is, and what it says."""
    assert outcome_texts(first, second) == texts


def register(change):
    """Return in what a register differs whose outcomes are changed."""
    results, by_hand, _ = worked(quarter)
    outcomes = {site: dict(rows) for site, rows in results.ledger.register.outcomes.items()}
    change(outcomes)
    return told(registers(type("Held", (), {"outcomes": outcomes}), by_hand))


def test_what_a_register_holds_otherwise():
    """Another outcome, one that is missing, one where nobody looked, and one that nobody planned, each with its place."""
    both = f"s1 {LITTER}"

    assert register(lambda _: None) == []
    assert register(lambda held: held["s1"].update({LITTER: litter(2)})) == [f"outcome at {both}: measured litter.spots = 3 / measured litter.spots = 2"]
    assert register(lambda held: held["s1"].pop(LITTER)) == [f"outcome at {both}: measured litter.spots = 3 / none"]
    assert register(lambda held: held["s3"].update({"a.ads": litter(2)})) == ["outcome at s3 a.ads: none / measured litter.spots = 2"]
    assert register(lambda held: held["s3"].update({"a.ads": ts.NotMeasured("x")})) == []
    assert register(lambda held: held.update({"s9": {"c.own": litter(2)}, "s0": {"c.own": litter(1)}})) == ["outcome at s0 c.own: none / measured litter.spots = 1", "outcome at s9 c.own: none / measured litter.spots = 2"]


def test_what_a_register_holds_otherwise_is_told_in_order():
    """Of many outcomes that differ each is told, in the order of sites and codes."""
    assert register(lambda held: held.update({f"t{number}": {"c.own": litter(1), "a.own": litter(1)} for number in range(5)})) == [
        f"outcome at t{number} {code}: none / measured litter.spots = 1" for number in range(5) for code in ("a.own", "c.own")
    ]
