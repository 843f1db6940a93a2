"""Where the versions of one rule set leave days without rules, or with two, or have one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.location import Location
from tristandard.codec.available import TOML, AvailableRuleSet, by_date
from tristandard.codec.bad_input import BadInput, under
from tristandard.words.sentence import Sentence, Told

_DAY = timedelta(days=1)


_KEEP_ONE = Told("请保留一个，或各用各的版本号", "keep one, or give each its own version")
_OF_ONE_FOLDER = Sentence(
    "只在一个文件夹里的版本：{code} 的版本 {version} 在 {count} 个文件夹里都有",
    "the version of one folder alone: {count} folders hold version {version} of {code}",
)


def gaps(found: Iterable[AvailableRuleSet]) -> Iterator[TristandardError]:
    """Yield where the versions of one rule set leave days without rules, or with two, or have one name."""
    by_version: defaultdict[str, list[AvailableRuleSet]] = defaultdict(list)
    for one in sorted(found, key=by_date):
        by_version[one.version].append(one)
    for version, same in by_version.items():
        if len(same) > 1:
            expected = _OF_ONE_FOLDER(count=len(same), version=version, code=same[0].code)
            yield _at_each(same, "version", BadValue(version, expected, _KEEP_ONE))
    distinct = {(one.version, one.valid): one for same in by_version.values() for one in reversed(same)}
    ordered = sorted(distinct.values(), key=by_date)  # a copy is told as one
    lasting = accumulate(ordered, _longer)
    for one, other in zip(lasting, ordered[1:], strict=False):
        yield from _overlap_or_gap(one, other)


_IN_FORCE = Sentence(
    "（版本 {one} 施行期 {days}，版本 {other} 施行期 {others}）",
    "(version {one} is in force {days}, version {other} {others})",
)
_ONE_ENDS_BEFORE = Told("请让其中一个在另一个施行前一日结束", "let one of them end on the day before the other starts")
_END_ON = Sentence("请让版本 {version} 在 {day} 结束", "let version {version} end on {day}")
_ONE_ALONE = Sentence("只有一个版本施行的日期{told}", "a day on which one version alone is in force {told}")
_THE_BEGINNING = Told("最初", "the beginning")
_DAY_BEFORE_ANOTHER = Sentence(
    "下一个版本施行的前一日：{end} 之后有 {count} 天没有规则施行{told}",
    "the day before another version starts: no rules are in force for {count:day|days} after {end} {told}",
)
_START_OR_LAST = Sentence(
    "请让版本 {other} 从 {start} 起施行，或让版本 {one} 施行到 {end}",
    "let version {other} start on {start}, or version {one} last until {end}",
)


def _overlap_or_gap(one: AvailableRuleSet, other: AvailableRuleSet) -> Iterator[TristandardError]:
    """Yield that two versions, the second of which starts later, are in force on one day, or
    neither is between them.
    """
    end, start = one.valid.end, other.valid.start
    told = _IN_FORCE(one=one.version, days=one.valid.told, other=other.version, others=other.valid.told)
    if end is None or start is None or start <= end:
        remedy = _ONE_ENDS_BEFORE
        if start and start > (one.valid.start or date.min):
            remedy = _END_ON(version=one.version, day=str(start - _DAY))
        problem = BadValue(str(start) if start else _THE_BEGINNING, _ONE_ALONE(told=told), remedy)
        yield _at_each((one, other), "valid", problem)
    elif (days := (start - end).days - 1) > 0:
        expected = _DAY_BEFORE_ANOTHER(count=days, end=str(end), told=told)
        remedy = _START_OR_LAST(other=other.version, start=str(end + _DAY), one=one.version, end=str(start - _DAY))
        yield _at_each((one, other), "valid", BadValue(str(end), expected, remedy))


def _at_each(versions: Iterable[AvailableRuleSet], key: str, problem: BadValue) -> BadInput:
    """Return what is wrong with several versions, at the key in the head of each."""
    places = tuple(Location(f"{one.folder.name}/{TOML}", steps=(key,)) for one in versions)
    return BadInput(places[0].file, under(key), problem, places)


def _longer(one: AvailableRuleSet, other: AvailableRuleSet) -> AvailableRuleSet:
    """Return the version of two that stays in force the longer."""
    return max(one, other, key=lambda version: version.valid.end or date.max)
