"""Registering onto what was registered before: reports that move, and plans that differ."""

import pytest
from attrs import evolve

from survey import LITTER, Q2, city, planned, registered, seen, site
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.period import Quarter
from tristandard.merging.merged import merge
from tristandard.survey.planning import plan
from tristandard.survey.register import Register
from tristandard.survey.registering import register

TWO = (site("s1"), site("s2"))


def test_a_report_that_moves_leaves_nothing_behind():
    """A revision for another site takes the outcome with it: at the site that it left nobody has looked."""
    before = registered(seen(3, "s1", id_="r"), sites=TWO)
    after = register(before.plan, [seen(3, "s2", id_="r", revision=2)], onto=before)

    assert {"s2"} == after.outcomes.keys()
    assert after == registered(seen(3, "s1", id_="r"), seen(3, "s2", id_="r", revision=2), sites=TWO)
    assert before.outcomes.keys() == {"s1"}


def test_what_did_not_move_stays_as_it_is():
    """Of sites at which nothing is new the outcomes are the same ones."""
    before = registered(seen(3, "s1"), sites=TWO)
    after = register(before.plan, [seen(1, "s2")], onto=before)

    assert after.outcomes["s1"] is before.outcomes["s1"]
    assert {"s1", "s2"} == after.outcomes.keys()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (plan(merge(city()), TWO, Quarter(2022, 1)), "the period (2022Q1, not 2022Q2)"),
        (planned(None, site("s1"), site("s3")), "the sites (s2, s3)"),
        (planned(None, *(site(f"s{number}") for number in range(1, 10))), "the sites (s3, s4, s5, s6, s7, s8, …)"),
        (planned(evolve(city(), version="2"), *TWO), "the rules (sample 2, not sample 1)"),
        (planned(evolve(city(), zh="另例"), *TWO), "the rules (both called sample 1)"),
        (plan(merge(evolve(city(), version="2")), [site("s1")], Quarter(2022, 1)), "the period (2022Q1, not 2022Q2) and the sites (s2) and the rules (sample 2, not sample 1)"),
    ],
)
def test_a_register_of_another_plan_says_in_what_it_differs(other, told):
    """The period, the sites, six of them by name, and the rules; all at once."""
    with pytest.raises(BadValue) as caught:
        register(plan(merge(city()), TWO, Q2), [], onto=Register(other, {}))

    assert str(caught.value) == f"'a register of another plan' is not one of the plan given: it differs in {told}; register onto an earlier register of the same plan"


def test_a_number_told_as_text_is_held_as_the_number():
    """Also where the register is asked whether it has a report; a rung stays a text."""
    held = registered(seen("3"))

    assert held == registered(seen(3))
    assert held.holds(seen("3"))
    assert not held.holds(seen("4"))
    assert dict(held.outcome("s1", LITTER).values) == {"litter.spots": 3}


def test_what_cannot_be_registered_is_told_under_one_head():
    """Everything to mend stands below the period that it is of, in both languages; nothing is kept."""
    plan_ = planned()
    with pytest.raises(Refused) as caught:
        register(plan_, [seen(1, "s9"), seen(-1, "s1")])

    assert caught.value.text("en") == (
        "the observations for 2022Q2 cannot be registered (2 to mend):\n"
        f"  - observation 's1/{LITTER}' of 'team' of '{LITTER}' at 's1': '-1' is not a value of litter.spots; give a whole number from 0 in 处\n"
        f"  - observation 's9/{LITTER}' of 'team' is of site 's9', which is not in the plan; add the site to the plan, or mend its code"
    )
    assert caught.value.text("zh") == (
        "2022Q2 的记录不能登记（须改 2 处）：\n"
        f"  - 来源“team”的记录“s1/{LITTER}”（点位“s1”的“{LITTER}”）中，'-1' 不是litter.spots 的值；请写不小于 0 的整数，单位为 处\n"
        f"  - 来源“team”的记录“s9/{LITTER}”的点位“s9”不在计划中；请把该点位列入计划，或改正其代码"
    )
