"""A year at random: the rules of a case, with a node for the year, in several quarters, perhaps with a round of the whole time."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from random import Random

from attrs import evolve, frozen

import tristandard as ts
from differential.comparing import register
from differential.quarters import Case, carried, case_of, givens, reports, sites
from differential.telling import quarter, rules
from differential.vocabulary import MEASURES, QUARTER

#: The quarters after the first, in their order.
LATER = (ts.Quarter(2026, 3), ts.Quarter(2026, 4))


@frozen(kw_only=True)
class YearCase:
    """Quarters under one set of rules, and the round of the whole time where the rules count one."""

    periods: tuple[Case, ...]
    beside: Case | None


def year_of(seed: int) -> YearCase:
    """Return the year of a seed."""
    random = Random(f"year {seed}")
    many = random.choice((1, 2, 2, 3, 3))
    drawn = with_years(random, case_of(seed).rules, many)
    periods = (QUARTER, *LATER)[:many]
    whole = ts.Period(periods[0].start, periods[-1].end)
    counts = any(dict(book.model.nodes)["year"].own for book in drawn.assessments)
    return YearCase(
        periods=tuple(quarter_of(random, drawn, period) for period in periods),
        beside=quarter_of(random, drawn, whole) if counts else None,
    )


def with_years(random: Random, drawn: ts.RuleSet, many: int) -> ts.RuleSet:
    """Return rules with a node `year` in every assessment, for so many periods."""
    return evolve(drawn, assessments=[evolve(book, model=ts.rules.Model({**dict(book.model.nodes), "year": year(random, book, many)})) for book in drawn.assessments])


def year(random: Random, book: ts.rules.Assessment, many: int) -> ts.rules.Mean:
    """Return a node `year`: weighed or choosing, with a round of its own, graded."""
    full, _ = book.model.marks("total")
    weights, chosen = {}, {}
    if random.random() < 0.4:
        weights = {str(number): weight for number, weight in enumerate(random.choice(([100], [60, 40], [0, 100], [15, 25, 60], [0, 50, 50])), 1)}
        weights = weights if len(weights) == many else {}
    elif random.random() < 0.4:
        chosen = random.choice(({"take": random.choice(list(ts.rules.Take))}, {"drop_lowest": 1}, {"drop_lowest": 1, "drop_highest": 1}))
    grades = {"好": ts.rules.Range(ts.rules.End(full / 2)), "差": ts.rules.Range(limit=ts.rules.End(full / 2, closed=False))}
    leading = random.choice(({}, {"前": ts.rules.Leading(1)}, {"前": ts.rules.Leading(60, share=True, rounded=ts.rules.Cut.UP)}))
    grades = random.choice(({}, {**grades, **leading}))
    return ts.rules.Mean(
        over="period",
        of="total",
        weights=weights,
        own=random.choice((0, 0, 40)),
        unmeasured=random.choice([ts.rules.Unmeasured.DROP] * 3 + [ts.rules.Unmeasured.BLANK]),
        absent=random.choice((ts.rules.Absent.DROP, ts.rules.Absent.DROP, ts.rules.Absent.BLANK, full / 2)),
        grades=grades,
        gates=list(gates(random, full, graded=bool(grades))),
        **chosen,
    )


def gates(random: Random, full: Fraction, *, graded: bool) -> Iterator[ts.rules.Gate]:
    """Yield gates of the year, and of each of its periods."""
    while random.random() < 0.35:
        of = random.choice(("year", "every period", "every period"))
        marks = [ts.rules.Mark.parse("60 %"), ts.rules.Mark.parse("90 %"), *([ts.rules.Mark.parse("5 分")] if full >= 5 else [])]
        if of != "year":
            marks += [ts.rules.Passed.PASSED] * 3
        yield ts.rules.Gate(of=of, at_least=random.choice(marks), to=random.choice((0, full / 2, None) if graded else (0, full / 2)))


def quarter_of(random: Random, drawn: ts.RuleSet, period: ts.Period) -> Case:
    """Return a period under some rules; nothing was reported in it where what was drawn does not stand."""
    where = sites(random)
    seen = [evolve(one, made=period.start + timedelta(19)) for one in reports(random, drawn, where)]
    history = {site.code: {code: random.choice(((1,), (2,), (1, 2), (3,))) for code in MEASURES if random.random() < 0.4} for site in where}
    found = Case(
        rules=drawn, sites=where, period=period, observations=tuple(seen), givens=givens(random, drawn, where), history=history, carried=carried(random, drawn)
    )
    try:
        register(found)
    except ts.Refused:
        return evolve(found, observations=())
    return found


def results(case: Case) -> ts.Results:
    """Return the results of a period."""
    return ts.score(ts.share(register(case), history=case.history), givens=case.givens, carried=case.carried)


def together(case: YearCase) -> ts.Results:
    """Return the results of the year."""
    return ts.together([results(one) for one in case.periods], own=None if case.beside is None else results(case.beside))


def differences_of_year(case: YearCase) -> list[str]:
    """Return where the library and the naive reading differ of a year and of each of its periods, in words."""
    return list(map(str, ts.certify(together(case)).disagreements))


def tell_year(case: YearCase) -> str:
    """Return a year as text."""
    told = [line for one in (*case.periods, case.beside) if one for line in (f"{one.period}", *quarter(one))]
    return "\n".join((*rules(case.periods[0]), *told))
