"""Faults are planted in the library, and the certificate finds them; those that it cannot find are listed, each with its reason."""

from functools import cache

import pytest

import tristandard as ts
from differential.comparing import register
from differential.quarters import case_of
from samples import crosswalk, indicator, match, rule_set, ruling
from survey import KINDS, MEAN, UNITS, city, finding, found, planned, priced, seen, site
from tristandard.rules.assessment import Assessment, TieRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.given import Given
from tristandard.testing.faults import FAULTS, UNFOUND
from tristandard.testing.laws import PROVEN
from tristandard.testing.laws.proof import made_with, said
from tristandard.testing.survey import Survey, Together

(_, FOUND) = PROVEN
#: The drawn quarters in which a fault is looked for, until it has changed the results of two. The first twelve plant
#: most; the others were chosen because each of them plants a fault that few do.
SEEDS, ENOUGH = (*range(1, 13), 16, 19, 29, 34, 51, 56, 70, 85, 105, 113, 116, 117, 130, 151, 152, 184, 290, 371, 399, 420, 481), 2


def drawn(seed):
    """Return a drawn quarter as a survey, or None where its reports are refused or only a part of it counts."""
    case = case_of(seed)
    try:
        held = register(case)
    except ts.Refused:
        return None
    return None if case.only is not None else Survey(held.plan, case.observations, case.history, case.givens, case.carried)


def ruled():
    """Return a survey in which a ruling stands in the place of a bar that nothing meets."""
    members = [indicator("a.bins", "litter.spots <= 0 处", priced(1)), indicator("b.bins", "litter.spots >= 3 处", priced(2))]
    made = city(*members, crosswalks=(crosswalk(match("a.bins", "b.bins")),), rulings=[ruling("litter.spots <= 1 处", "a.bins", "b.bins")])
    return Survey(planned(made, site()), (seen(2, what="a.bins"),))


def tied():
    """Return a survey in which two scores are printed alike and share a place, before a third."""
    book = Assessment(
        code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组")}), publication=ts.rules.Publication("1"), ties=TieRule.PUBLISHED
    )  # fmt: skip
    made = rule_set(assessments=[book], kinds=KINDS, units=UNITS)
    given = {"wujin": "90.2", "tianning": "90.4", "xinbei": "80.5"}
    return Survey(planned(made, site()), (), givens={("a", "total", unit): ts.exact(figure) for unit, figure in given.items()})


def broken():
    """Return a survey in which one part breaks a tie, another is tied still and shares a bonus, and places follow without a gap."""
    model = {"one": Given(by="组"), "two": Given(by="组")}
    shared = ts.rules.RankBonus(of="one", points=(2, 1), ties=ts.rules.TiedBonus.SHARED)
    models = {
        "a": ({"total": ts.rules.Blend(weights={"one": 50, "two": 50})}, {}),
        "b": ({"total": ts.rules.Blend(weights={"one": 50, "two": 50}, bonuses=(shared,))}, {}),
        "c": ({"total": ts.rules.Blend(weights={"one": 50, "two": 50})}, {"after_ties": ts.rules.AfterTies.DENSE}),
    }
    books = [
        Assessment(code=code, zh="甲", en="a", office="甲", items=[], model=Model({**model, **total}), ties_by=("two",), **more)
        for code, (total, more) in models.items()
    ]
    made = rule_set(assessments=books, kinds=KINDS, units=UNITS)
    given = {("a", "wujin"): (80, 90), ("b", "wujin"): (80, 90), ("c", "wujin"): (60, 60), **{(code, unit): (90, 80) for code in models for unit in ("tianning", "xinbei")}}
    figures = {(code, name, unit): ts.exact(figure) for (code, unit), both in given.items() for name, figure in zip(("one", "two"), both, strict=True)}
    return Survey(planned(made, site()), (), givens=figures)


def blamed():
    """Return a survey in which a finding names a unit that has two sites elsewhere, each with a sheet of its own."""
    sites = site(), site("s2", "tianning"), site("s3", "tianning")
    return Survey(planned(city(models={"a": MEAN, "b": MEAN}), *sites), (seen(found(finding("1", "tianning"), finding("2"), finding("3"))), seen(0, "s2"), seen(0, "s3")))


def years():
    """Yield years: of weighed quarters, of two months beside a round of their own, of one that does not apply and has a fixed score, and of one that a quarter fails."""
    low = ts.rules.Gate(of="every period", at_least=ts.rules.Mark.parse("70 分"), to=50)
    for year, times, figures in (
        (ts.rules.Mean(over="period", of="total", weights={"1": 20, "2": 80}), (ts.Quarter(2022, 1), ts.Quarter(2022, 2)), ("90", "60")),
        (ts.rules.Mean(over="period", of="total", own=40), (ts.Month(2022, 1), ts.Month(2022, 2), ts.Period.parse("2022-01-01/2022-02-28")), ("90", "60", "80")),
        (ts.rules.Mean(over="period", of="total", absent=50), (ts.Quarter(2022, 1), ts.Quarter(2022, 2)), ("90", None)),
        (ts.rules.Mean(over="period", of="total", gates=[low]), (ts.Quarter(2022, 1), ts.Quarter(2022, 2)), ("90", "60")),
    ):
        book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组"), "year": year}))
        made = rule_set(assessments=[book], kinds=KINDS, units=UNITS)
        told = [{("a", "total", "wujin"): ts.exact(figure) if figure else None} for figure in figures]
        several = [Survey(ts.plan(ts.merge(made), [site()], time), (), givens=given) for time, given in zip(times, told, strict=True)]
        yield Together(tuple(several[:2]), *several[2:])


@cache
def surveys():
    """Return every survey in which faults are looked for, with all that its results say."""
    found = [ruled(), tied(), broken(), blamed(), *years(), *(one for one in map(drawn, SEEDS) if one is not None)]
    return [(one, list(said(one.results))) for one in found]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(fault):
    """It changes what some results say, and wherever it does their certificate, made with the fault, does not hold."""
    planted = []
    for number, (survey, right) in enumerate(surveys()):
        wrong = made_with(survey, fault)
        if wrong is not None and wrong.said != right:
            planted.append((number, wrong.certificate.holds))
        if len(planted) == ENOUGH:
            break

    assert planted, f"not planted: {fault.name} changes no results that come out of these surveys"
    assert [] == [number for number, holds in planted if holds]


@pytest.mark.parametrize("fault", UNFOUND, ids=lambda fault: fault.name)
def test_what_is_not_found_is_not_seen(fault):
    """A fault that is listed as not found leaves no results of these surveys that say anything else and whose certificate does not hold."""
    for survey, _ in surveys()[:8]:
        wrong = made_with(survey, fault)

        assert wrong is None or wrong.certificate.holds


def test_the_law_says_whether_a_fault_is_found():
    """Of a fault that is found the law holds, and of one that changes a result and is not found it does not."""
    (tenfold,) = [one for one in UNFOUND if one.path == "as_held"]
    survey = Survey(planned(city(), site()), (seen(ts.Measured({"litter.spots": "3"})),))

    assert FOUND.holds(survey, FAULTS[0])
    assert not FOUND.holds(survey, tenfold)


def test_what_cannot_be_found_says_why():
    """Each fault that the certificate does not find stands with its reason; those that it finds have none."""
    assert all(fault.unfound for fault in UNFOUND)
    assert not any(fault.unfound for fault in FAULTS)


def test_a_planted_fault_is_taken_out_again():
    """After it the library is what it was, also where something failed meanwhile."""
    survey, right = surveys()[3]
    for fault in (*FAULTS, *UNFOUND):
        with pytest.raises(ZeroDivisionError), fault.planted():
            raise ZeroDivisionError

    assert right == list(said(made_anew(survey).results))


def made_anew(survey):
    """Return a survey of which nothing was worked out yet."""
    return Survey(
        ts.plan(ts.merge(survey.rules), survey.plan.sites.values(), survey.plan.period), survey.observations, survey.history, survey.givens, survey.carried
    )  # fmt: skip
