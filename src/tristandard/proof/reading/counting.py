"""What is one problem: the findings of a report with what each counts, and their number (计数).

struck out → beyond the walk → by form → one with others, or too near to others
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from attrs import evolve

from tristandard.basics.counting import CountingRule
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured
from tristandard.basics.place import Site
from tristandard.proof.reading.groups import heaps
from tristandard.proof.reading.life import answer, fits, in_order, struck
from tristandard.proof.reading.papers import ONE, ZERO, Papers, total


def counted(papers: Papers, site: Site, seen: Measured) -> Measured:
    """Return a measurement whose findings count what the counting rule says, and whose values are their sums.

    A finding that names the sole owner of the site names nobody.
    """
    findings: list[Finding] = []
    for code in sorted({one.measure for one in seen.findings}):
        mine = sorted((one for one in seen.findings if one.measure == code), key=in_order)
        findings += by_rule(papers.measures[code].counting, mine, papers.period.end)
    owners = [unit for unit, _ in site.units]
    findings = [evolve(one, unit=None) if owners == [one.unit] else one for one in findings]
    by_findings = {one.measure for one in findings}
    return Measured([pair for pair in seen.values if pair[0] not in by_findings], findings)


def by_rule(rule: CountingRule, findings: Iterable[Finding], end: date) -> list[Finding]:
    """Return the findings of one measure, in their order, with what each counts."""
    told = [evolve(one, counts=first_count(rule, one, end), note=("", "")) for one in findings]
    counting = [one for one in told if one.counts]
    rest: set[str] = set()
    if rule.together is not None:
        rest = connected(counting, rule.together)
    elif rule.spacing is not None:
        rest = too_near(counting, rule.spacing)
    return [evolve(one, counts=ZERO) if one.id in rest else one for one in told]


def first_count(rule: CountingRule, finding: Finding, end: date) -> Fraction:
    """Return what a finding counts by itself: nothing struck out or beyond the walk, else what its form counts."""
    if struck(finding) or (rule.within is not None and finding.at[0] > rule.within):
        return ZERO
    if rule.by:
        told = answer(finding, rule.by, end=end)
        return next((form.counts for written, form in rule.forms if fits(written, told)), ONE)
    return ONE


def connected(findings: list[Finding], step: Fraction) -> set[str]:
    """Return those for which an earlier one stands, because a chain of steps connects them."""
    place = {one.id: number for number, one in enumerate(findings)}
    chains = heaps(place, near(findings, step))
    return {other for chain in chains for other in chain if other != min(chain, key=place.__getitem__)}


def near(findings: list[Finding], step: Fraction) -> Iterator[tuple[str, str]]:
    """Yield pairs that lie within a step of each other; of those along one walk the neighbours are enough."""
    along = sorted(findings, key=lambda one: one.at)
    for number, one in enumerate(along):
        for other in reversed(along[:number]):
            if one.at[0] - other.at[0] > step:
                break
            if total((a - b) ** 2 for a, b in zip(one.at, other.at, strict=True)) <= step * step:
                yield one.id, other.id
                if len(one.at) == 1:
                    break


def too_near(findings: list[Finding], spacing: Fraction) -> set[str]:
    """Return those that lie too near to the last one that counts, along the walk."""
    rest: set[str] = set()
    last: Fraction | None = None
    for one in sorted(findings, key=lambda one: (one.at[0], in_order(one))):
        if last is not None and one.at[0] - last < spacing:
            rest.add(one.id)
        else:
            last = one.at[0]
    return rest
