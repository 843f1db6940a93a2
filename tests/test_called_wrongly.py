"""What a developer plausibly gets wrong in a call: an error of the library says what was given and what to give."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

import tristandard as ts
from samples import rule_set
from survey import LITTER, planned, scored, seen
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import merge
from tristandard.reports.bulletin import bulletin
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard

CALLS = {
    "publish a float": (lambda: ts.rules.Publication().publish(1.25), "1.25 is not an exact number; write it as text"),
    "publish nothing": (lambda: ts.rules.Publication().publish(None), "None is not an exact number"),
    "publish a float by a card": (lambda: scored(seen(1))["a"]["wujin"].publish(0.5), "0.5 is not an exact number"),
    "rungs in tuples": (lambda: evolve(rule_set().measures[0], rungs=[("x",)]), "is not a value of the kind str in `rungs` (Measure); give one str"),
    "no such site": (lambda: planned().question("S1", "a.litter"), "'S1' is not a site of the plan; mend its code, or add it to the plan (did you mean s1?)"),
    "a site that is no text": (lambda: planned().question(["s1"], "a.litter"), "is not a site of the plan"),
    "no such indicator": (lambda: planned().question("s1", "zz"), "'zz' is not an indicator that is asked at 's1'; give one of"),
    "a code for a question": (lambda: planned().users(LITTER, "wujin"), "'a.litter+b.litter' is not a value of the kind Question; give one Question"),
    "nobody's subjects": (lambda: merge(rule_set()).subjects(None, None), "None is not a value of the kind Question"),
    "a card for a row": (lambda: bulletin(scored(seen(1))["a"]).cells(scored(seen(1))["a"]["wujin"]), "is not a value of the kind BulletinRow; give one BulletinRow"),
    "a text for contributions": (lambda: SharedIndicator.join("a.litter"), "'a.litter' is not a list of values of the kind Contribution; put it in a list"),
    "a list for a finding": (lambda: seen(1).told(["f1"]), "['f1'] is not a finding of report 's1/a.litter+b.litter'"),
    "an id for an observation": (lambda: scored(seen(1)).ledger.register.has("x"), "'x' is not a value of the kind Observation for `observation`"),
    "a digest for results": (lambda: scored(seen(1)).superseding("x", "y"), "'x' is not a value of the kind Results for `published`"),
}


@pytest.mark.parametrize(("call", "message"), CALLS.values(), ids=CALLS)
def test_a_wrong_call_is_told(call, message):
    """Each says what was given, what was expected, and what to do."""
    with pytest.raises(ts.TristandardError) as caught:
        call()

    assert message in str(caught.value)


@pytest.mark.parametrize("other", [None, "x", 3])
@pytest.mark.parametrize("one", [Standard(), Scope.of(), planned().question("s1", LITTER).indicator], ids=["standard", "scope", "shared indicator"])
def test_what_is_no_noun_of_the_kind_joins_nothing(one, other):
    """A standard and a scope are joined and compared with one of their kind alone: of another Python says which two kinds stand there."""
    with pytest.raises(TypeError, match=f"unsupported operand .*{type(one).__name__}.*{type(other).__name__}"):
        _ = one | other
    with pytest.raises(TypeError, match=f"not supported between instances of '{type(one).__name__}' and '{type(other).__name__}'"):
        _ = one <= other


@pytest.mark.parametrize("value", [Decimal("0.25"), Fraction(1, 4)])
def test_exact_numbers_of_either_kind_are_published(value):
    """A decimal is as exact as a fraction."""
    assert Decimal("0.3") == ts.rules.Publication().publish(value)
    assert Decimal(1) == ts.rules.Publication("1").publish(1)


def test_an_interval_has_as_many_digits_as_any_number():
    """An interval of forty digits is one: nothing about it is rounded."""
    assert Decimal("1" + "0" * 30) == ts.rules.Publication(10**30).publish(Fraction(10**30 * 2, 3))
    with pytest.raises(ts.BadValue, match="is not an exact number"):
        ts.rules.Publication(10**41)
