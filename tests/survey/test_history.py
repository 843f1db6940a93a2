"""What earlier periods found, and the lines that look back to it."""

from datetime import date
from fractions import Fraction

import pytest

from samples import indicator
from survey import (
    Q2,
    city,
    finding,
    found,
    priced,
    registered,
    seen,
    site,
)
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Month, Quarter
from tristandard.merging.merged import merge
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.survey.history import history
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

APPEAL = (Event(Stage.APPEALED, date(2022, 5, 12), "湖塘镇", "不在辖区"), Event(Stage.STRUCK, date(2022, 5, 20), "市城管委", "属实"))
AGAIN = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)))


def lost(ledger):
    """Return the points by assessment and unit."""
    totals = {}
    for posting in ledger.postings():
        totals[posting.assessment, posting.unit] = totals.get((posting.assessment, posting.unit), 0) + posting.points
    return totals


def of_quarter(number, *outcomes, rules=AGAIN, year=2022):
    """Return the register of a quarter in which one site was seen."""
    period = Quarter(year, number)
    told = [seen(outcome, what="a.litter", made=period.start, id_=str(place)) for place, outcome in enumerate(outcomes)]
    return register(plan(merge(rules), [site()], period), told)


def test_what_was_found_before():
    """How many periods back, by site and measure: breaches alone, however many and whatever the order of the registers."""
    registers = [of_quarter(1, found(finding("f1"), finding("f2"))), of_quarter(4, 0, year=2021), of_quarter(3, found(finding("f1")), year=2021)]
    expected = {"s1": {"litter.spots": (1, 3)}}

    assert expected == history(registers, Q2) == history(reversed(registers), Q2)


def test_what_was_not_measured_or_did_not_apply_was_not_found():
    """Nothing is known of a period in which nobody looked."""
    assert {} == history([of_quarter(1), of_quarter(4, NotApplicable("停用"), year=2021)], Q2)


def test_what_was_struck_was_not_found():
    """A breach that an appeal undid is no earlier one."""
    assert {} == history([of_quarter(1, found(finding("f1", life=APPEAL)))], Q2)


@pytest.mark.parametrize(
    "period",
    [Q2, Quarter(2022, 3), Month(2022, 3), Month(2022, 1)],
)
def test_registers_that_are_no_earlier_periods(period):
    """The present period, a later one, and one of another length are refused."""
    held = register(plan(merge(AGAIN), [site()], period), [])
    with pytest.raises(BadValue) as caught:
        history([held], Q2)

    assert f"'{period}' is not a period some whole periods before 2022Q2; give registers of earlier periods of the same length" == str(caught.value)


def test_a_period_is_remembered_once():
    """What a correction took away is not repeated: of two registers of one period that share a site none is taken, in any order; registers of two districts are."""
    first, corrected = of_quarter(1, found(finding("f1"))), of_quarter(1, 0)
    other = register(plan(merge(AGAIN), [site("s2", "tianning")], Quarter(2022, 1)), [seen(found(finding("f9")), "s2", what="a.litter", made=date(2022, 1, 1))])

    for registers in ([first, corrected], [corrected, other, first]):
        with pytest.raises(BadValue) as caught:
            history(registers, Q2)
        assert "'s1' is not a site of one register of 2022Q1 alone; give one register for each period and site; of a corrected period the corrected one alone" == str(caught.value)
        assert "'s1' 不是只在 2022Q1 一份登记里的点位；每期每个点位只给一份登记；更正过的，只给更正后的" == caught.value.text("zh")
    assert {} == history([corrected], Q2)
    assert {"s2": {"litter.spots": (1,)}} == history([corrected, other], Q2)


def test_a_line_that_looks_back_needs_a_history():
    """Without a history nothing is shared; an empty one is for the first period there is."""
    held = of_quarter(2, found(finding("f1")))
    with pytest.raises(BadValue) as caught:
        share(held)

    assert "'' is not a history, which a.litter looks back to; give share(register, history=history([earlier registers], period)), or history={} for the first period" == str(caught.value)
    assert {("a", "wujin"): 1} == lost(share(held, history={}))
    assert {("a", "wujin"): Fraction("1.5")} == lost(share(held, history=history([of_quarter(1, found(finding("f1")))], Q2)))


NO_HISTORY = "give what history([earlier registers], period) returned: by site and measure, how many periods back"


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"s1": 5}, f"5 is not a history of site 's1'; {NO_HISTORY}"),
        ({"s1": {"litter.spots": 5}}, f"{{'litter.spots': 5}} is not a history of site 's1'; {NO_HISTORY}"),
        ({"s1": {"litter.spots": [1], "lamps.lit": 5}}, f"{{'lamps.lit': 5}} is not a history of site 's1'; {NO_HISTORY}"),
        ({"s1": {"litter.spots": [0]}}, f"{{'litter.spots': [0]}} is not a history of site 's1'; {NO_HISTORY}"),
        ({"s1": {"litter.spot": [1]}}, f"{{'litter.spot': [1]}} is not a history of site 's1'; {NO_HISTORY}"),
    ],
)
def test_what_is_no_history(told, message):
    """Whatever does not say by site and measure how many periods back, from one, is refused with the part that does not."""
    with pytest.raises(Refused) as caught:
        share(of_quarter(2, found(finding("f1"))), history=told)

    assert f"what earlier periods found cannot be read (1 to mend):\n  - {message}" == str(caught.value)


@pytest.mark.parametrize("held", [registered(seen(3)), of_quarter(2, found(finding("f1")))])
def test_what_is_no_table_is_no_history(held):
    """Whether or not a line looks back, a history that is no table is refused."""
    with pytest.raises(BadValue) as caught:
        share(held, history=5)

    assert "5 is not what earlier periods found; give what history([earlier registers], period) returned" == str(caught.value)


@pytest.mark.parametrize(("earlier", "points"), [((1,), "1.5"), ((2,), "1.5"), ((3,), "1"), ((1, 2, 3), "1.5"), ((), "1")])
def test_how_far_a_line_looks_back(earlier, points):
    """A line sees as many periods back as it says, and no further."""
    assert {("a", "wujin"): Fraction(points)} == lost(share(of_quarter(2, found(finding("f1"))), history={"s1": {"litter.spots": earlier}}))


def test_a_period_named_twice_is_one_period():
    """How many of the periods looked back to: one that a history names twice is one of them."""
    twice = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["2.."]}, look_back=2)
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), twice))
    held = registered(seen(found(finding("f1"), finding("f2")), "s1", "a.litter"), rules=rules)
    lost_ = [lost(share(held, history={"s1": {"litter.spots": back}})) for back in ((1, 1), (1, 2))]

    assert [{("a", "wujin"): 2}, {("a", "wujin"): 3}] == lost_


def test_a_line_that_looks_back_somewhere():
    """One ground with a line that looks back is enough to ask for a history; what stands beside it at the site is shared as ever."""
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), again, where="zone=built_up"), indicator("a.more", "notice.count <= 0 处", priced(1, None, 1, "notice.count")))
    told = [seen(found(finding("f1")), "s1", "a.litter"), seen(Measured({"notice.count": 2}), "s1", "a.more"), seen(Measured({"notice.count": 3}), "s2", "a.more")]
    held = registered(*told, rules=rules, sites=(site("s1"), site("s2", zone="village")))
    before = {"s1": {"litter.spots": (1,)}}
    with pytest.raises(BadValue, match=r"a history, which a\.litter looks back to"):
        share(held)
    ledger = share(held, history=before)

    assert [("s1", "a.litter", Fraction(3, 2)), ("s1", "a.more", 2), ("s2", "a.more", 3)] == [(one.site, one.indicator, one.points) for one in ledger.postings()]
    assert before == ledger.history


def test_only_a_register_is_shared():
    """A plan is no register yet."""
    with pytest.raises(BadValue) as caught:
        share("register")

    assert "'register' is not a value of the kind Register; give register(plan, observations)" == str(caught.value)


def test_a_history_that_no_line_reads_is_not_kept():
    """Where no line looks back, a history changes nothing."""
    held = registered(seen(3))

    assert share(held) == share(held, history={"s1": {"litter.spots": (1,)}})


def test_how_often_back_is_told_in_order():
    """Each number of periods once, the nearest first, however they are given; of sites and measures that are not asked nothing is kept."""
    held = of_quarter(2, found(finding("f1")))
    ledger = share(held, history={"s1": {"litter.spots": [16, 8, 1, 8, 32]}, "s9": {"litter.spots": [1]}})

    assert {"s1": {"litter.spots": (1, 8, 16, 32)}} == ledger.history


def test_what_was_found_is_told_in_order():
    """Sites and measures stand in the order of their codes, whatever the order in which the rules ask about them and the registers came."""
    rules = city(indicator("a.street", "notice.count <= 0 处; litter.spots <= 0 处", priced(1, None, 1, "notice.count", "litter.spots")))
    sites = [site("s2"), site("s1")]
    held = [
        register(plan(merge(rules), sites, Quarter(2022 - back, 1)), [seen(Measured({"notice.count": 1, "litter.spots": back}), where, "a.street", made=date(2022 - back, 1, 5)) for where in ("s2", "s1")])
        for back in (0, 1)
    ]
    told = history(held, Q2)

    assert [(where, [("litter.spots", (5,)), ("notice.count", (1, 5))]) for where in ("s1", "s2")] == [(where, list(found_.items())) for where, found_ in told.items()]


def test_how_long_ago_is_told_in_order():
    """How many periods back is told from the nearest, whatever the order of the registers and of numbers in a set."""
    registers = [of_quarter(2, found(finding("f1")), year=2020), of_quarter(1, found(finding("f1")))]

    assert {"s1": {"litter.spots": (1, 8)}} == history(registers, Q2)
