"""Many assessments: forty-five made-up ones that share hundreds of indicators are checked and merged in a time that grows with them."""

from __future__ import annotations

import time
from functools import cache

import pytest

import tristandard as ts
from properties import TIMES

#: A usual run shares a third of what the thorough one does.
BOOKS, SHARED = 45, 200 if TIMES == 1 else 600
COUNT = ts.rules.Measure(code="spots", zh="问题", en="spots", unit=ts.rules.MeasureUnit("处"), whole=True)


def indicator(book: int, number: int) -> ts.rules.Indicator:
    """Return what one assessment asks in one of its indicators: of those with three bars in all, each on the ground of a few."""
    made = ts.rules.Provenance.ILLUSTRATIVE
    where = ts.rules.Scope.of(site_type=(f"t{book % 5}",)) if number % 3 else ts.rules.Scope.of()
    return ts.rules.Indicator(
        code=f"b{book}.n{number}", zh=f"无问题{number}", en=f"no problem {number}", item="all", standard=ts.rules.Standard({COUNT: ts.rules.Range(limit=ts.rules.End(book % 3))}), scope=where,
        subjects=ts.rules.Scope.who(), standard_provenance=made, points_provenance=made, deductions=(ts.rules.DeductionRule(measures=["spots"], tariff=ts.rules.Steps(1), at_most=5),),
    )  # fmt: skip


@cache
def rules(reading: ts.rules.Reading) -> ts.RuleSet:
    """Return the assessments, each indicator shared by two to forty of them, with one crosswalk that lets the first member by an order of hosts measure."""
    members: dict[int, list[ts.rules.Indicator]] = {book: [] for book in range(BOOKS)}
    matches: list[ts.rules.Match] = []
    for number in range(SHARED):
        among = [(number + step) % BOOKS for step in range(2 + number % 39)]
        for book in among:
            members[book].append(indicator(book, number))
        matches += [ts.rules.Match(first=f"b{among[0]}.n{number}", second=f"b{book}.n{number}", rationale="同一问题") for book in among[1:]]
    model = ts.rules.Model({"total": ts.rules.Sheet()})
    return ts.RuleSet(
        code="many", version="1", zh="多套测评", en="many", measures=[COUNT], policy=ts.rules.Policy(reading), site_types=ts.rules.Tree("site type", [ts.rules.Term(code=f"t{number}", zh="类型") for number in range(5)]),
        assessments=[
            ts.rules.Assessment(code=f"b{book}", zh=f"测评{book}", en=f"book {book}", office="示例", items=[ts.rules.Item(code="all", zh="全部", full=100)], indicators=members[book], model=model)
            for book in range(BOOKS)
        ],
        crosswalks=[ts.rules.Crosswalk(code="all", zh="对照", en="all", hosts=[f"b{book}" for book in reversed(range(BOOKS))], matches=matches)],
    )  # fmt: skip


@pytest.mark.parametrize("reading", list(ts.rules.Reading))
def test_many_assessments_are_checked_and_merged(reading: ts.rules.Reading) -> None:
    """Thousands of indicators, shared by up to forty, take seconds in either reading, and each is measured by the member that stands first in the order."""
    made = rules(reading)
    start = time.process_time()
    report, merged = ts.check(made), ts.merge(made)
    seconds = time.process_time() - start
    largest = max(merged.shared, key=lambda one: len(one.contributions))

    assert ((), SHARED, 40) == (report.problems, len(merged.shared), len(largest.contributions))
    assert all(one.host == max(one.assessments, key=lambda code: int(code[1:])) for one in merged.shared)
    assert seconds < 60
