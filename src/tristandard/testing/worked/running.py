"""A case that is run: what it expects, and what came of it, as two tables that are equal where it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

import tristandard as ts
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Period
from tristandard.basics.points import exact, plain
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.results import Results
from tristandard.survey.ledger import Ledger
from tristandard.testing.worked.cards import Table, as_texts, compare_cards, compare_scores, sole_owner, spread_over
from tristandard.testing.worked.case_file import Case, check_case, rules_of, with_file
from tristandard.testing.worked.differing import tell_differences
from tristandard.testing.worked.seen import asked_in, figures_of, ledger_of, observed, period_of, sites_of
from tristandard.words.sentence import Told


def differences(case: Case, one: Case, rules: RuleSet | None = None) -> list[Told]:
    """Return, line by line, what of a case did not come out as it was worked out by hand; see `outcomes`."""
    expected, found = outcomes(case, one, rules)
    return list(tell_differences(expected, found))


def outcomes(case: Case, one: Case, rules: RuleSet | None = None) -> tuple[Table, Table]:
    """Return what a case expects, and what came of it: two tables that are equal where it holds.

    Args:
        case: The file.
        one: One of its cases, see `cases_of`.
        rules: The rule set that the case belongs to; or that of the file, where it was loaded already.

    Raises:
        Refused: With every key or row of the case that cannot be read.
    """
    expected, found = Table(), Table()
    check_case(case, one)
    one = with_file(case, one)
    if "format" in case or rules is None:
        rules = _checked(case, rules, expected, found)
        if rules is None:
            return expected, found
    if "periods" in one:
        _periods(case, one, rules, expected, found)
        return expected, found
    try:
        held = ledger_of(rules, case, one)
        results = ts.score(held, givens=figures_of(one), carried={} if _carries(rules) else None)
    except TristandardError as refusal:
        expected["refused"], found["refused"] = one.get("refused", "nothing"), _matching(one, refusal)
        return expected, found
    expected.update(refused=one.get("refused"), certificate=())
    found.update(refused=None, certificate=ts.certify(results).disagreements)
    if "expected" in one:
        compare_cards(one["expected"], results, expected, found)
    else:
        _postings(one, held, expected, found, case)
    compare_scores(one, results, expected, found)
    return expected, found


def _checked(case: Case, rules: RuleSet | None, expected: Table, found: Table) -> RuleSet | None:
    """Return the rule set of a case, and note its problems, remarks and doubts; None where it has problems."""
    problems: Sequence[object]
    remarks: list[object] = []
    try:
        rules = rules or rules_of(case)
        report = ts.check(rules)
        problems = report.problems
        remarks += [] if problems else report.remarks
    except Refused as refusal:
        problems = refusal.reasons
    doubts = [remark for remark in remarks if isinstance(remark, ts.checks.Doubt)]
    told = {"problems": problems, "remarks": [remark for remark in remarks if remark not in doubts]}
    if "doubts" in case:
        told["doubts"] = doubts
    for kind, reasons in told.items():
        wanted = case.get(kind, [])
        expected[kind] = wanted
        found[kind] = [next((text for text in wanted if text in str(reason)), str(reason)) for reason in reasons]
    return None if problems else rules


def _periods(case: Case, one: Case, rules: RuleSet, expected: Table, found: Table) -> None:
    """Score one period after another, each with what the ones before it decide, then all together."""
    merged, before, own = ts.merge(rules), list[Results](), None
    for row in one["periods"]:
        period = period_of(case, row)
        try:
            results = _scored(case, row, merged, period, before)
        except TristandardError as refusal:
            expected["refused", str(period)], found["refused", str(period)] = (
                row.get("refused", "nothing"),
                _matching(row, refusal),
            )
            return
        down = ts.carried(before)
        if row.get("own"):
            own = results
        else:
            before.append(results)
        kept = {unit for units in row.get("carried", {}).values() for unit in units}
        expected["carried", str(period)], found["carried", str(period)] = (
            kept,
            {unit for units in down.values() for unit in units},
        )
        expected["certificate", str(period)], found["certificate", str(period)] = (), ts.certify(results).disagreements
        if "bottom" in row:
            expected["bottom", str(period)], found["bottom", str(period)] = (
                row["bottom"],
                {code: list(ts.scoring.bottom(results[code], len(units))) for code, units in row["bottom"].items()},
            )
        if "expected" in row:
            compare_cards(row["expected"], results, expected, found, str(period))
    if "expected" in one:
        together = ts.together(before, own=own)
        expected["certificate", "together"], found["certificate", "together"] = (), ts.certify(together).disagreements
        compare_cards(one["expected"], together, expected, found)


_FIRST_PERIOD = Told("第一个期间可以纳入的", "what the first period can include")
_IN_A_LATER_PERIOD = Told(
    "请把 `include` 写在以后的期间：它纳入上一期间的末位单位",
    "write `include` in a later period: it takes the last units of the one before",
)


def _carries(rules: RuleSet) -> bool:
    """Return whether an assessment carries scores: then a case that tells of no period before is of the first."""
    return any(assessment.carry for assessment in rules.assessments)


def _scored(case: Case, row: Case, merged: MergedRules, period: Period, before: Sequence[Results]) -> Results:
    """Return the results of one of several periods."""
    sites = sites_of(merged.rule_set, case, row)
    if "include" in row and not before:
        raise BadValue(row["include"], _FIRST_PERIOD, _IN_A_LATER_PERIOD)
    include = [
        unit for code, count in row.get("include", {}).items() for unit in ts.scoring.bottom(before[-1][code], count)
    ]
    planned = ts.plan(merged, sites, period, include=include)
    seen = ts.register(planned, observed(merged.rule_set, row.get("observations", ()), sites, period))
    carried = ts.carried(before) if _carries(merged.rule_set) else None
    return ts.score(ts.share(seen), givens=figures_of(row), carried=carried)


def _matching(one: Case, refusal: TristandardError) -> object:
    """Return the words of the refusal that is expected where they were told, else all that was told."""
    wanted, told = one.get("refused"), [str(reason) for reason in refusal.reasons]
    return wanted if wanted and any(wanted in reason for reason in told) else told


def _postings(one: Case, held: Ledger, expected: Table, found: Table, case: Case) -> None:
    codes = [assessment.code for assessment in held.rules.assessments]
    owner, postings = sole_owner(held), list(held.postings())
    for key, numbers in (
        ("lost", [posting.points for posting in postings]),
        ("gained", [posting.gained for posting in postings]),
    ):
        totals: defaultdict[tuple[str, str | None], Fraction] = defaultdict(Fraction)
        for posting, number in zip(postings, numbers, strict=True):
            totals[posting.assessment, posting.unit] += number
        expected[key] = as_texts(spread_over(one.get(key, 0), codes, owner))
        found[key] = as_texts({who: total for who, total in totals.items() if total})
    expected["vetoes"] = sorted(one.get("vetoes", []))
    found["vetoes"] = sorted({veto for posting in postings for veto in posting.vetoes})
    expected["unassessed"] = plain(exact(one.get("unassessed", 0)))
    found["unassessed"] = plain(exact(sum(posting.points for posting in held.unassessed())))
    expected["unowned"], found["unowned"] = tuple(one.get("unowned", ())), held.plan.unowned
    if "counted" in one:
        _counted(one, held, expected, found, case)


def _counted(one: Case, held: Ledger, expected: Table, found: Table, case: Case) -> None:
    """Note the values that findings and values come to: of each measure, or of the one that is asked."""
    wanted = one["counted"]
    if not isinstance(wanted, dict):
        wanted = {min(held.rules.indicators[asked_in(case, one)].standard.measures): wanted}
    outcomes = [outcome for _, _, outcome in held.register if isinstance(outcome, Measured)]
    values = {code: value for outcome in outcomes for code, value in outcome.values}
    expected["counted"] = as_texts(wanted)
    found["counted"] = as_texts({code: values.get(code, "-1") for code in wanted})
