"""What was seen of a question at a site: one outcome out of all that was reported (只测一次)."""

from fractions import Fraction

from attrs import evolve

import tristandard as ts
from differential.reading.asking import Question
from differential.reading.case import ONE, ZERO, Case
from differential.reading.life import in_order, struck


def reports(case: Case, site: ts.Site, question: Question) -> list[ts.Observation]:
    """Return the highest revision of each report on the question, under any member's code."""
    codes = {one.code for one in question.members}
    found: dict[tuple[str, str], ts.Observation] = {}
    for one in sorted(case.observations, key=lambda one: one.revision):
        if one.site == site.code and one.indicator in codes:
            found[one.source, one.id] = one
    return list(found.values())


def outcome(case: Case, site: ts.Site, question: Question) -> ts.Outcome | None:
    """Return what was seen there, counted; None where nobody looked. Not measured yields to any other."""
    seen = [one for one in reports(case, site, question) if not isinstance(one.outcome, ts.NotMeasured)]
    if not seen:
        return None
    settlement = case.rules.policy.settlement
    if settlement is ts.Settlement.LATEST:
        stands = max(seen, key=lambda one: one.made).outcome
    elif settlement is ts.Settlement.FIRST:
        stands = min(seen, key=lambda one: one.made).outcome
    else:
        stands = seen[0].outcome
    return counted(case, stands) if isinstance(stands, ts.Measured) else stands


def counted(case: Case, seen: ts.Measured) -> ts.Measured:
    """Return a measurement whose findings count what the counting rule says, and whose values are their sums."""
    values = dict(seen.values)
    findings: list[ts.Finding] = []
    for code in sorted({one.measure for one in seen.findings}):
        mine = sorted((one for one in seen.findings if one.measure == code), key=in_order)
        told = by_rule(case.measure(code).counting, mine)
        findings += told
        values[code] = sum((one.counts for one in told), ZERO)
    return ts.Measured(values, findings)


def by_rule(rule: ts.CountingRule, findings: list[ts.Finding]) -> list[ts.Finding]:
    """Return what each finding counts: struck out, beyond the walk, by its form, one with others, too near to
    others.
    """
    forms = dict(rule.forms)
    told = []
    for one in findings:
        form = forms.get(dict(one.circumstances).get(rule.by, ""))
        out = struck(one) or (rule.within is not None and one.at[0] > rule.within)
        told.append(evolve(one, counts=ZERO if out else ONE if form is None else form.counts))
    counting = [one for one in told if one.counts]
    if rule.together is not None:
        rest = connected(counting, rule.together)
    elif rule.spacing is not None:
        rest = too_near(counting, rule.spacing)
    else:
        rest = set()
    return [evolve(one, counts=ZERO) if one.id in rest else one for one in told]


def connected(findings: list[ts.Finding], step: Fraction) -> set[str]:
    """Return those for which an earlier one stands, because a chain of steps connects them."""
    ahead: set[str] = set()
    left = list(findings)
    while left:
        chain = [left.pop(0)]
        for one in chain:
            near = [other for other in left if abs(other.at[0] - one.at[0]) <= step]
            left = [other for other in left if other not in near]
            chain += near
        ahead |= {one.id for one in chain[1:]}
    return ahead


def too_near(findings: list[ts.Finding], spacing: Fraction) -> set[str]:
    """Return those that lie too near to the last one that counts, along the walk."""
    near: set[str] = set()
    last = None
    for one in sorted(findings, key=lambda one: one.at[0]):
        if last is not None and one.at[0] - last < spacing:
            near.add(one.id)
        else:
            last = one.at[0]
    return near
