"""Scoring: what a correction needs, what alone counts, and what is carried, each refused in words."""

import pytest

from scoring.quarters import given, rules_of
from survey import LITTER, registered, scored, seen
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.period import Month, Quarter
from tristandard.rules.assessment import Carry
from tristandard.scoring.score import score
from tristandard.survey.sharing import share

CARRYING = rules_of(carry=Carry(bottom=1, periods=1, weight=10))


def test_what_is_carried_counts_and_is_kept():
    """Of a town that is carried with a tenth the district has a tenth; the results know which was."""
    results = given({"wujin": 90, "hutang": 60}, Month(2022, 4), CARRYING, down={"a": ["hutang"]})

    assert (87, {"a": ("hutang",)}) == (results["a"]["wujin"].exact, results.carried)
    assert {} == given({"wujin": 90, "hutang": 60}, Month(2022, 4), CARRYING, down={}).carried


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: scored(seen(3), supersedes=3, reason="笔误"), "3 is not a value of the kind Results for `supersedes`; give score(ledger)"),
        (lambda: scored(seen(3), reason=3), "3 is not a value of the kind str for `reason`; give one str"),
        (lambda: scored(seen(3), onto=3), "3 is not a value of the kind Results for `onto`; give score(ledger)"),
        (lambda: scored(seen(3), supersedes=scored(seen(4)), reason=" "), "' ' is not a reason; say why the published results are corrected"),
        (lambda: scored(seen(3), reason="笔误"), "'笔误' is not a reason; give the published results that are corrected as supersedes, or leave the reason out"),
        (
            lambda: score(share(registered(seen(3))), supersedes=given({"wujin": 1}, Quarter(2022, 1)), reason="笔误"),
            "'2022Q1' is not the period of the results that correct it (2022Q2); supersede results of the same period",
        ),
        (lambda: scored(seen(3), only=["a.x", "b.y", LITTER]), "{'a.x', 'b.y'} is not a list of indicators of the plan; give the codes of shared indicators, their members joined by"),
        (lambda: scored(seen(3), only=LITTER), f"'{LITTER}' is not a list of values of the kind str; put it in a list"),
    ],
)
def test_what_cannot_be_scored(refused, message):
    """Each argument of another kind, a correction without a reason, and a list of what nobody asks is refused, and named."""
    with pytest.raises(TristandardError) as caught:
        refused()

    assert isinstance(caught.value, BadValue)
    assert str(caught.value).startswith(message), str(caught.value)


def test_what_alone_counts():
    """Of a part of the score the rest has nothing; of no indicators nothing at all."""
    assert {LITTER} == scored(seen(3), only=[LITTER]).only
    assert scored(seen(3), only=[LITTER])["a"]["wujin"].exact == scored(seen(3))["a"]["wujin"].exact
    assert [] == [card.exact for card in scored(seen(3), only=[])["a"].values() if card.exact not in (None, 100)]
