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

from tristandard.basics.errors import BadValue, as_text, whole_from
from tristandard.basics.fields import as_whole, filled, one_line, table_of
from tristandard.basics.finding import Finding, answers
from tristandard.basics.language import NOTHING_SAID
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, exact_if_any, plain, positive
from tristandard.words.sentence import Sentence, Told

_COUNTS = Told("一种形式所计的数", "what a form counts")
_WRITE_NONE_OR_ONE = Told("不计的写 0，计一处的写 1", "write 0 for what is exempt, 1 for what counts as one")


@final
@frozen
class Form:
    """What a form of a finding counts, and why: none is exempt (不计), one more may be a proxy (视为)."""

    counts: Fraction = field(converter=exact)
    why: str = field(converter=as_text, validator=filled)

    def __attrs_post_init__(self) -> None:
        if self.counts < 0:
            raise BadValue(self.counts, _COUNTS, _WRITE_NONE_OR_ONE)


_BY_FORM = Told("按形式计数的写法", "a count by form")
_NAME_BOTH = Told(
    "请同时写明区分形式的问题情形（by）和各形式所计的数（forms）",
    "name the circumstance that tells the form, and what each form counts",
)
_ONE_WAY = Told("计相近问题的一种办法", "one way to count what lies close")
_WRITE_ONE = Told("二者请只写其一", "write one of the two")
_SAMPLE_SIZE = Told("样本的大小", "the size of a sample")
_WHOLE_FROM_ONE = Told("请写 1 以上的整数", "write a whole number from 1")
_AMONG = Told("一个样本所取自的全部", "what a sample is taken among")
_WRITE_SAMPLE = Told("请同时写样本的大小（sample），或删去 among", "write `sample` too, or leave `among` out")


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
        among: The measure that says how many there are: where these are fewer than the sample, all of them are it
            (不足的全部检查). Empty where there are always enough.
    """

    within: Fraction | None = field(default=None, converter=exact_if_any, validator=positive)
    by: str = field(default="", converter=as_text, validator=one_line)
    forms: tuple[tuple[str, Form], ...] = field(default=(), converter=by_name, validator=table_of(Form))
    together: Fraction | None = field(default=None, converter=exact_if_any, validator=positive)
    spacing: Fraction | None = field(default=None, converter=exact_if_any, validator=positive)
    sample: int | None = field(default=None, converter=as_whole)
    among: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        if bool(self.by) is not bool(self.forms):
            raise BadValue(self.by or [form for form, _ in self.forms], _BY_FORM, _NAME_BOTH)
        if self.together and self.spacing:
            both = f"together {plain(self.together)} m, spacing {plain(self.spacing)} m"
            raise BadValue(both, _ONE_WAY, _WRITE_ONE)
        if self.sample is not None and not whole_from(self.sample, 1):
            raise BadValue(self.sample, _SAMPLE_SIZE, _WHOLE_FROM_ONE)
        if self.among and self.sample is None:
            raise BadValue(self.among, _AMONG, _WRITE_SAMPLE)


PLAIN = CountingRule()

_WHOLE_SAMPLE = Sentence("{sample} 个的完整样本", "a whole sample of {sample}")
_ALL_OF_FEWER = Sentence(
    "{sample} 个的完整样本（共有 {there} 个，不足 {asked} 个，全部检查）",
    "a whole sample of {sample}: there are {there}, fewer than {asked}, and all of them are looked at",
)
_REPORT_ALL = Sentence("请在一条记录中报全 {sample} 个", "report all {sample} in one observation")


def count(rule: CountingRule, findings: Iterable[Finding], there: Fraction | None = None) -> tuple[Finding, ...]:
    """Return the findings of one measure with what each counts and why, in the order of day found and id.

    Their sum is the value. Order of arrival never decides, nor what the findings said they count. `there` is how many
    there are, of which the rule asks a sample; None where that is not known.

    Raises:
        BadValue: When a finding lacks the position or the form that the rule reads, or the sample
            is not whole.
    """
    found = [
        evolve(finding, counts=1, note=NOTHING_SAID) for finding in sorted(findings, key=lambda finding: finding.order)
    ]
    if rule.sample is not None:
        _whole(rule.sample, len(found), there)
    for step in (_struck, _within, _formed, _close):
        told = step(rule, [finding for finding in found if finding.counts])
        found = [told.get(finding.id, finding) for finding in found]
    return tuple(found)


def _whole(asked: int, found: int, there: Fraction | None) -> None:
    """Refuse fewer findings than a sample asks, or than there are where these are fewer, and more."""
    sample = Fraction(asked) if there is None else min(there, Fraction(asked))
    if found != sample:
        size = plain(sample)
        whole = _WHOLE_SAMPLE(sample=size) if sample == asked else _ALL_OF_FEWER(sample=size, there=size, asked=asked)
        raise BadValue(found, whole, _REPORT_ALL(sample=size))


def _none(finding: Finding, why: Told) -> Finding:
    return evolve(finding, counts=0, note=why)


_STRUCK = Sentence("{day} {authority}撤销：{reason}", "struck out by {authority} on {day}: {reason}")


def _struck(_: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    return {
        finding.id: _none(finding, _STRUCK(day=str(event.day), authority=event.authority, reason=event.reason))
        for finding in found
        if (event := finding.struck)
    }


_BEYOND = Sentence("在 {length} m 以外，不计", "beyond {length} m")


def _within(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    if rule.within is None:
        return {}
    beyond = _BEYOND(length=plain(rule.within))
    return {finding.id: _none(finding, beyond) for finding in found if _along(finding) > rule.within}


def _formed(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    if not rule.by:
        return {}
    return {
        finding.id: evolve(finding, counts=form.counts, note=Told(form.why, form.why))
        for finding in found
        if (form := next((form for told, form in rule.forms if answers(told, _told(finding, rule.by))), None))
    }


_ONE_WITH = Sentence("与 {first} 相连（{length} m 内），合计一处", "one with {first} (within {length} m)")
_TOO_NEAR = Sentence("距 {last} 不足 {length} m，不计", "less than {length} m from {last}")


def _close(rule: CountingRule, found: list[Finding]) -> Mapping[str, Finding]:
    told: dict[str, Finding] = {}
    if rule.together is not None:
        for first, *others in _connected(rule.together, found):
            if others:
                one = _ONE_WITH(first=first.id, length=plain(rule.together))
                told.update((finding.id, _none(finding, one)) for finding in others)
    elif rule.spacing is not None:
        last: Finding | None = None
        for finding in sorted(found, key=lambda finding: (_along(finding), finding.order)):
            if last is not None and _along(finding) - _along(last) < rule.spacing:
                told[finding.id] = _none(finding, _TOO_NEAR(last=last.id, length=plain(rule.spacing)))
            else:
                last = finding
    return told


_BOTH_FINDINGS = Sentence("{one} 和 {other}", "{one} and {other}")
_OF_ONE_KIND = Told("位置写法相同的两个问题", "two findings with positions of one kind")
_POSITIONS = Told(
    "请都写沿线距离，或都写两个坐标，单位为 m",
    "give each its distance along the walk, or each two coordinates, in metres",
)


def _connected(reach: Fraction, found: list[Finding]) -> list[list[Finding]]:
    """Return the findings that a chain of short steps connects, each part in order, its first finding first."""
    for finding in found[1:]:
        if not finding.at or len(finding.at) != len(found[0].at):
            both = _BOTH_FINDINGS(one=finding.id, other=found[0].id)
            raise BadValue(both[1], _OF_ONE_KIND, _POSITIONS)
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


_WITH_A_DISTANCE = Told("写有沿线距离的问题", "a finding with its distance along the walk")
_ONE_NUMBER = Told("请写一个数，单位为 m：at = [35]", "give one number in metres: at = [35]")
_THAT_SAYS = Sentence("写明 {circumstance} 的问题", "a finding that says its {circumstance}")
_GIVE_IT = Told("请写明该问题情形", "give that circumstance")


def _along(finding: Finding) -> Fraction:
    if len(finding.at) != 1:
        raise BadValue(finding.id, _WITH_A_DISTANCE, _ONE_NUMBER)
    return finding.at[0]


def _told(finding: Finding, circumstance: str) -> str:
    answer = finding.fact(circumstance)
    if answer is None:
        raise BadValue(finding.id, _THAT_SAYS(circumstance=circumstance), _GIVE_IT)
    return answer
