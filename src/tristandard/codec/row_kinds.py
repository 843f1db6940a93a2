"""The rows of what has no row type of its own: a column each field, under its name.

`rows` writes every field as text, and `schema` describes it. What is a row already stands as it is: a task of a
plan, a posting, a row of a bulletin or a statement.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.changing.difference import Effect

#: Values by their codes: "spots=3; lit=95".
Pairs = tuple[tuple[str, str], ...]


@final
@frozen(kw_only=True)
class ChangeRow:
    """One thing that differs between two editions.

    Attributes:
        kind: What it is: a posting, a figure, a score, a place or a grade.
        key: Its key.
        old: What the earlier edition has; empty where it is not there.
        new: What the later one has.
        zh: The change in Chinese, by labels.
        en: The same in English.
    """

    kind: str
    key: str
    old: str
    new: str
    zh: str
    en: str


@final
@frozen(kw_only=True)
class ScorecardRow:
    """One unit in one assessment: a row of a ranking.

    Attributes:
        period: The time of which it speaks.
        assessment: The code of the assessment.
        unit: The code of the unit.
        unit_zh: What the unit is called.
        kind: The code of its kind; units are ranked within it.
        place: Its place; empty where there is none.
        best_place: The best place that it may still have; empty where there is none.
        worst_place: The worst.
        score: The score as it is published; empty where there is none.
        exact: The score as it is.
        full: The full mark.
        low: The lowest score that it may still have.
        high: The highest.
        coverage: How much of it was measured, of 1.
        grade: What the score is called; empty where there is none.
        reason: Why it has no place, in English; empty where it has one.
        reason_zh: The same in Chinese.
    """

    period: str
    assessment: str
    unit: str
    unit_zh: str
    kind: str
    place: int | None
    best_place: int | None
    worst_place: int | None
    score: Decimal | None
    exact: Fraction | None
    full: Fraction
    low: Fraction
    high: Fraction
    coverage: Fraction
    grade: str
    reason: str
    reason_zh: str


@final
@frozen(kw_only=True)
class BreakdownRow:
    """One cause in a score.

    Attributes:
        cause: What it comes from; see `Cause`.
        points: What it takes from the score, in points; less than nothing where it gives.
        weight: The factor by which it comes into the score.
        node: The node of the scoring model that it stands on.
        member: What that node stands for.
        axis: The axis of which it is a member; empty where the node stands by its name.
        item: The code of the item whose mark it takes from.
        unit: The code of the unit whose sheet, figure or part it is.
        period: The period, in results that put several together.
        site: The code of the site.
        indicator: The code of the shared indicator.
        line: Which deduction line it is, from 1; empty where it is no posting.
        measure: The code of the measure; empty where it is no posting.
        finding: The id of the finding; empty where the value alone was reported.
        ledger_points: What it is in the ledger, in points: lost, or less than nothing where it was gained.
        reason: Why it counts nowhere in the score; empty where it counts.
        imputed: How the rules put it where nothing applies.
    """

    cause: str
    points: Fraction
    weight: Fraction
    node: str
    member: str
    axis: str
    item: str
    unit: str
    period: str
    site: str
    indicator: str
    line: int | None
    measure: str
    finding: str
    ledger_points: Fraction
    reason: str
    imputed: str


@final
@frozen(kw_only=True)
class ReportRow:
    """One problem or remark of a check.

    Attributes:
        weight: "problem", which keeps the rules from being merged, or "remark", which does not.
        kind: What kind of problem it is: the name of its class.
        where: The files, rows and columns that it names; empty where the rules were made in Python.
        zh: The sentence in Chinese, with the places in front.
        en: The sentence in English.
    """

    weight: str
    kind: str
    where: str
    zh: str
    en: str


@final
@frozen(kw_only=True)
class MistakeRow:
    """One mistake of a refusal.

    Attributes:
        kind: What kind of mistake it is: the name of its class.
        file: What the file is called; "text" or "rows" where it was given as such, empty where it came from none.
        row: The row of a table or the entry of a list, from 1; empty where it stands in none.
        key: The column, or the key with dots; empty for the whole.
        where: All of that, as messages in English tell it.
        zh: The message in Chinese, with the place in front.
        en: The message in English.
    """

    kind: str
    file: str
    row: int | None
    key: str
    where: str
    zh: str
    en: str


@final
@frozen(kw_only=True)
class DifferenceRow:
    """One thing in which two rule sets differ.

    Attributes:
        subject: What differs, by its code.
        part: Which part of it; empty for the whole.
        before: What there was; empty where there was nothing.
        after: What there is now; empty where there is nothing.
        effect: What that does to what is asked.
        zh: The whole line in Chinese.
    """

    subject: str
    part: str
    before: str
    after: str
    effect: Effect
    zh: str


@final
@frozen(kw_only=True)
class HandedOverRow:
    """One status that a host passes to a consumer.

    Attributes:
        period: The period.
        host: The code of the assessment that measured.
        consumer: The code of the assessment that uses it.
        site: The code of the site.
        indicator: The code of the shared indicator.
        status: "met", "breached", "not_applicable" or "not_measured".
        bar: The standard in force.
        outcome: "measured", "not_applicable" or "not_measured".
        values: What was measured, by measure, in its unit.
        reason: Why nothing was measured.
        findings: The ids of the findings.
        points: What the host took, by unit, in points.
        gained: What the host gave, by unit, in points.
        vetoes: What was zeroed, by unit.
    """

    period: str
    host: str
    consumer: str
    site: str
    indicator: str
    status: str
    bar: str
    outcome: str
    values: Pairs
    reason: str
    findings: tuple[str, ...]
    points: Pairs
    gained: Pairs
    vetoes: Pairs


@final
@frozen(kw_only=True)
class NoticeRow:
    """One problem for the other offices.

    Attributes:
        period: The period.
        site: The code of the site.
        indicator: The code of the indicator.
        zh: What the indicator is called.
        found_by: The code of the assessment that found it.
        to: The codes of the assessments that ask anything else at the site.
        units: The codes of the units that answer for it.
        seen: What was seen, and the standard, in Chinese.
        values: What was measured, by measure, in its unit.
        findings: The ids of the findings.
        notice: What the rule set says of its illustrative numbers.
    """

    period: str
    site: str
    indicator: str
    zh: str
    found_by: str
    to: tuple[str, ...]
    units: tuple[str, ...]
    seen: str
    values: Pairs
    findings: tuple[str, ...]
    notice: str


@final
@frozen(kw_only=True)
class PrintedRow:
    """One unit of a bulletin, as it is printed: the fields of `BulletinRow`, numbers rounded as scores are.

    Attributes:
        assessment: The code of the assessment.
        kind: What its kind is called.
        place: Its place.
        unit: What it is called.
        score: As it is published.
        grade: What the score is called.
        full: The full mark.
        losses: What each item took from the score, by the code of the item.
        other: What was taken beside the items.
        extrapolated: What was taken for what was not measured (未测推及).
        gained: What rewards and bonuses gave.
        rounding: What the printed numbers leave out (尾差).
        warnings: What the items are called that lost more than the assessment's share of their mark.
        remark: The remarks, in Chinese.
    """

    assessment: str
    kind: str
    place: str
    unit: str
    score: str
    grade: str
    full: str
    losses: Pairs
    other: str
    extrapolated: str
    gained: str
    rounding: str
    warnings: tuple[str, ...]
    remark: str
