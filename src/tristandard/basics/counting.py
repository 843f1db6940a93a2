"""What is one problem: from the findings to the counted value, with what was not counted and why.

A counting rule belongs to a measure, so that what is measured once is counted once, in the same
way for every assessment. The steps run in this order: struck out, within the walk, by form,
connected or spaced, the whole sample.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import floor
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.errors import BadValue, as_text, as_whole, filled, one_line, table_of, whole_from
from tristandard.basics.finding import Finding, answers
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, plain, positive


@final
@frozen
class Form:
    """What a form of a finding counts, and why: none is exempt (不计), one more may be a proxy (视为)."""

    counts: Fraction = field(converter=exact)
    why: str = field(converter=as_text, validator=filled)

    def __attrs_post_init__(self) -> None:
        if self.counts < 0:
            raise BadValue(self.counts, "what a form counts", "write 0 for what is exempt, 1 for what counts as one")


def _length(value: object) -> Fraction | None:
    return None if value is None else exact(value)


@final
@frozen(kw_only=True)
class CountingRule:
    """How findings become a number (计数规则).

    Attributes:
        within: Only what lies so many metres along the walk, or nearer, counts.
        by: The circumstance that tells the form.
        forms: What each form counts; a form that is not listed counts one.
        together: Findings that are connected by steps of so many metres, or fewer, are one.
        spacing: Of things along the walk, one counts in so many metres.
        sample: How many were looked at: the findings are the whole sample, no more and no fewer.
    """

    within: Fraction | None = field(default=None, converter=_length, validator=positive)
    by: str = field(default="", converter=as_text, validator=one_line)
    forms: tuple[tuple[str, Form], ...] = field(default=(), converter=by_name, validator=table_of(Form))
    together: Fraction | None = field(default=None, converter=_length, validator=positive)
    spacing: Fraction | None = field(default=None, converter=_length, validator=positive)
    sample: int | None = field(default=None, converter=as_whole)

    def __attrs_post_init__(self) -> None:
        if bool(self.by) is not bool(self.forms):
            raise BadValue(
                self.by or [form for form, _ in self.forms],
                "a count by form",
                "name the circumstance that tells the form, and what each form counts",
            )
        if self.together and self.spacing:
            raise BadValue(
                f"together {plain(self.together)} m, spacing {plain(self.spacing)} m",
                "one way to count what lies close",
                "write one of the two",
            )
        if self.sample is not None and not whole_from(self.sample, 1):
            raise BadValue(self.sample, "the size of a sample", "write a whole number from 1")


PLAIN = CountingRule()


def count(rule: CountingRule, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of one measure with what each counts and why, in the order of day found and id.

    Their sum is the value. Order of arrival never decides, nor what the findings said they count.

    Raises:
        BadValue: When a finding lacks the position or the form that the rule reads, or the sample
            is not whole.
    """
    found = [
        evolve(finding, counts=1, note=("", "")) for finding in sorted(findings, key=lambda finding: finding.order)
    ]
    if rule.sample is not None and len(found) != rule.sample:
        raise BadValue(len(found), f"a whole sample of {rule.sample}", f"report all {rule.sample} in one observation")
    steps = (_struck, _within, _formed, _close)
    for step in steps:
        told = step(rule, [finding for finding in found if finding.counts])
        found = [told.get(finding.id, finding) for finding in found]
    return tuple(found)


def _none(finding: Finding, zh: str, en: str) -> Finding:
    return evolve(finding, counts=0, note=(zh, en))


def _struck(_: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    return {
        finding.id: _none(
            finding,
            f"{event.day} {event.authority}撤销：{event.reason}",
            f"struck out by {event.authority} on {event.day}: {event.reason}",
        )
        for finding in found
        if (event := finding.struck)
    }


def _within(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    if rule.within is None:
        return {}
    return {
        finding.id: _none(finding, f"在 {plain(rule.within)} m 以外，不计", f"beyond {plain(rule.within)} m")
        for finding in found
        if _along(finding) > rule.within
    }


def _formed(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    if not rule.by:
        return {}
    return {
        finding.id: evolve(finding, counts=form.counts, note=(form.why, form.why))
        for finding in found
        if (form := next((form for told, form in rule.forms if answers(told, _told(finding, rule.by))), None))
    }


def _close(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    told: dict[str, Finding] = {}
    if rule.together is not None:
        for first, *others in _connected(rule.together, found):
            told.update(
                (
                    finding.id,
                    _none(
                        finding,
                        f"与 {first.id} 相连（{plain(rule.together)} m 内），合计一处",
                        f"one with {first.id} (within {plain(rule.together)} m)",
                    ),
                )
                for finding in others
            )
    elif rule.spacing is not None:
        last: Finding | None = None
        for finding in sorted(found, key=lambda finding: (_along(finding), finding.order)):
            if last is not None and _along(finding) - _along(last) < rule.spacing:
                told[finding.id] = _none(
                    finding,
                    f"距 {last.id} 不足 {plain(rule.spacing)} m，不计",
                    f"less than {plain(rule.spacing)} m from {last.id}",
                )
            else:
                last = finding
    return told


def _connected(reach: Fraction, found: list[Finding]) -> list[list[Finding]]:
    """Return the findings that a chain of short steps connects, each part in order, its first finding first."""
    for finding in found[1:]:
        if not finding.at or len(finding.at) != len(found[0].at):
            told = f"{finding.id} and {found[0].id}"
            raise BadValue(
                told,
                "two findings with positions of one kind",
                "give each its distance along the walk, or each two coordinates, in metres",
            )
    cells: defaultdict[tuple[int, ...], list[Finding]] = defaultdict(list)
    for finding in found:
        cells[tuple(floor(place * 2 / reach) for place in finding.at)].append(finding)
    parts = list[list[Finding]]()
    left = dict(cells)  # what lies in one cell, half as wide as the reach, is connected
    while left:
        start, first = left.popitem()
        todo, part = [(start, first)], list(first)
        while todo:
            here, mine = todo.pop()
            for near in [cell for cell in _around(here) if cell in left]:
                if any(_square(one, other) <= reach * reach for one in mine for other in left[near]):
                    todo.append((near, left[near]))
                    part += left.pop(near)
        parts.append(sorted(part, key=lambda one: one.order))
    return sorted(parts, key=lambda part: part[0].order)


def _around(cell: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the cells that hold what may lie within reach of a cell."""
    return (tuple(map(sum, zip(cell, step, strict=True))) for step in product(range(-2, 3), repeat=len(cell)))


def _square(one: Finding, other: Finding) -> Fraction:
    """Return the square of the distance between two findings, in m²."""
    return sum(((here - there) ** 2 for here, there in zip(one.at, other.at, strict=True)), Fraction(0))


def _along(finding: Finding) -> Fraction:
    if len(finding.at) != 1:
        raise BadValue(finding.id, "a finding with its distance along the walk", "give one number in metres: at = [35]")
    return finding.at[0]


def _told(finding: Finding, circumstance: str) -> str:
    answer = finding.fact(circumstance)
    if answer is None:
        raise BadValue(finding.id, f"a finding that says its {circumstance}", "give that circumstance")
    return answer
