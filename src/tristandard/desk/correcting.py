"""A correction follows on what is published: nothing that was reported vanishes or changes without a higher 版次."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tristandard.basics.outcome import Measured, Observation
from tristandard.desk.mistakes import NotDone
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence

#: What a row of several problems adds to its id for each.
_ONE_OF_SEVERAL = re.compile(r"-[0-9]+\Z")
_GONE = Sentence(
    "已公布的 {source}“{id}”（点位 {site}，指标 {indicator}）现在没有了；请恢复这一行，序号、编号、来源、批次、点位、"
    "指标都照原样；有误的不要删除：问题不成立的，写上申诉和撤销；处数有误的，改处数；测得的值有误的，改结果，没有测的写“未测：原因”；"
    "再把这一行的版次写成 {revision}",
    "{id!r} of {source}, which is published (site {site}, indicator {indicator}), is not there any more; restore its "
    "row, with the same 序号 or 编号, 来源, 批次, 点位 and 指标. Do not delete what is wrong: of a problem that does "
    "not stand write 申诉 and 撤销, mend a wrong 处数 or 结果, or write 未测 with the reason; and give the row "
    "the 版次 {revision}",
)
_CHANGED = Sentence(
    "已公布的 {source}“{id}”（点位 {site}，指标 {indicator}）改了，版次没有提高；确实要改的，请把版次写成 {revision}；"
    "不要改的，请恢复原样",
    "{id!r} of {source}, which is published (site {site}, indicator {indicator}), was changed under the same 版次; "
    "where that is meant, give it the 版次 {revision}; otherwise restore it",
)


def unfollowed(before: Register, now: Register, delivered: Collection[str]) -> Iterator[NotDone]:
    """Yield each published report that vanished, or that was changed without a higher 版次.

    A row whose 处数 changed is several reports otherwise named, and a measurement may get another day; a higher 版次
    of the row stands for them.

    Args:
        before: What the published edition rests on.
        now: What is reported now.
        delivered: The sources of which a delivery is held: its editions follow on each other by themselves.
    """
    highest = dict[tuple[str, ...], int]()
    for reports in now.latest.values():
        for one in reports.values():
            highest[_row(one)] = max(highest.get(_row(one), one.revision), one.revision)
    for source in sorted(before.latest.keys() - set(delivered)):
        for id_, old in sorted(before.latest[source].items()):
            new = now.latest.get(source, {}).get(id_)
            if new == old or (new is not None and new.revision > old.revision):
                continue
            if new is None and highest.get(_row(old), old.revision) > old.revision:
                continue
            why = _GONE if new is None else _CHANGED
            yield NotDone(why(source=source, id=id_, site=old.site, indicator=old.indicator, revision=old.revision + 1))


def _row(one: Observation) -> tuple[str, ...]:
    """Return what the reports of one row have in common."""
    problem = isinstance(one.outcome, Measured) and bool(one.outcome.findings)
    return (one.source, one.site, one.indicator, *([_ONE_OF_SEVERAL.sub("", one.id)] if problem else []))
