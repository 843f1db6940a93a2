"""A correction follows on what is published: nothing that was reported vanishes or changes without a higher 版次."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.outcome import Measured, Observation
from tristandard.desk.kinds import COUNT, VALUE
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import BadCell, NotDone
from tristandard.desk.reported import Listed, Rows
from tristandard.desk.safe_names import safe_name
from tristandard.rules.wording.names import tell_office
from tristandard.survey.register import Register
from tristandard.survey.source import host_of
from tristandard.words.sentence import Sentence, Told

_GONE = Sentence(
    "已公布的 {source}“{id}”（点位“{site}”，指标“{indicator}”）现在没有了；请恢复这一行，序号、编号、来源、批次、点位、"
    "指标都照原样；有误的不要删除：问题不成立的，写上申诉和撤销；处数有误的，改处数；测得的值有误的，改结果，没有测的写“未测：原因”；"
    "再把这一行的版次写成 {revision}",
    "{id!r} of {source}, which is published (site {site}, indicator {indicator}), is not there any more; restore its "
    "row, with the same 序号 or 编号, 来源, 批次, 点位 and 指标. Do not delete what is wrong: of a problem that does "
    "not stand write 申诉 and 撤销, mend a wrong 处数 or 结果, or write 未测 with the reason; and give the row "
    "the 版次 {revision}",
)
_CHANGED = Sentence(
    "已公布的 {source}“{id}”（点位“{site}”，指标“{indicator}”）改了，版次没有提高；"
    "确实要改的，请把版次写成 {revision}（没有“版次”这一列的，加上这一列）；不要改的，请恢复原样",
    "{id!r} of {source}, which is published (site {site}, indicator {indicator}), was changed under the same 版次; "
    "where that is meant, give it the 版次 {revision}, in a column of that head; "
    "otherwise restore it",
)
_RECOUNTED = Sentence(
    "处数由 {old} 改为 {new}，请把 版次 写成 {revision}；不要改的，请恢复原样",
    "the 处数 was {old}, and is {new}: give the row the 版次 {revision}, or restore it",
)
_NOT_HERE = Sentence(
    "缺少 received/{file}（{office}移交的第 {edition} 版，已公布的结果用了它）；请重新 receive",
    "received/{file} is missing (edition {edition} of what {office} handed over, on which the published results rest); "
    "receive it again",
)


def unfollowed(
    before: Register, now: Register, delivered: Mapping[str, int], rows: Callable[[], Rows]
) -> Iterator[TristandardError]:
    """Yield each published report that vanished, or was changed without a higher 版次: at its row, where it has one.

    A row whose 处数 changed is several reports otherwise named, and a measurement may get another day; a higher 版次
    of that very row stands for them.

    Args:
        before: What the published edition rests on.
        now: What is reported now.
        delivered: The edition that is held of what each source handed over: these follow on each other by themselves;
            one that is missing is told once.
        rows: Reads the rows of the workbooks, once something does not follow.
    """
    wrong = list[tuple[Observation, Observation | None]]()
    for source in sorted(before.latest):
        if sender := host_of(source):
            edition = max(one.revision for one in before.latest[source].values())
            if delivered.get(source, 0) < edition:
                yield _not_here(now, sender, edition)
            continue
        for id_, old in sorted(before.latest[source].items()):
            new = now.latest.get(source, {}).get(id_)
            if new is None or (new != old and new.revision <= old.revision):
                wrong.append((old, new))
    if wrong:
        found = _Followed(before, now, rows(), Known(now.plan.rules, now.plan.sites))
        told = dict[tuple[object, ...], TristandardError]()
        for old, new in wrong:
            if new is not None or not found.moved(old):
                for key, problem in found.told(old, new):
                    told.setdefault(key, problem)
        yield from told.values()


def _not_here(now: Register, sender: str, edition: int) -> NotDone:
    """Return that what another office handed over is not there any more."""
    office = next((tell_office(one) for one in now.plan.rules.assessments if one.code == sender), Told(sender, sender))
    return NotDone(_NOT_HERE(file=f"{safe_name(sender)}-{edition}.json", office=office, edition=edition))


@final
@frozen
class _Followed:
    """What is published, what is reported now, and in which rows."""

    before: Register
    now: Register
    rows: Rows
    known: Known

    def moved(self, old: Observation) -> bool:
        """Return whether a report that vanished is one otherwise named, of its own row with a higher 版次."""
        listed = _numbers(old)
        if listed:
            return all(self._is_row_of(old, number) for number in listed)
        return self._renamed(old)

    def _is_row_of(self, old: Observation, number: str) -> bool:
        """Return whether the row of a published problem is there, with another 处数 and a higher 版次."""
        return any(row.revision > old.revision for row in self._rows_of(old, number))

    def _rows_of(self, old: Observation, number: str) -> list[Listed]:
        """Return the rows that may have reported a published problem, as they are now."""
        bases = _bases(number, self._published(old))
        rows = self.rows.listed(old.source, old.site)
        return [row for row in rows if row.indicator == old.indicator and row.number in bases]

    def _recounted(self, old: Observation) -> Iterator[tuple[Listed, int]]:
        """Yield each row of a published problem of which the 处数 alone was changed, and how many it was."""
        published = self._published(old)
        for number in _numbers(old):
            for row in self._rows_of(old, number):
                was = sum(row.number in _bases(one, published) for one in published)
                if row.count != was:
                    yield row, was

    def _published(self, old: Observation) -> set[str]:
        """Return the numbers of the published problems of one indicator at a site."""
        reports = self.before.latest[old.source].values()
        return {
            number
            for one in reports
            if (one.site, one.indicator) == (old.site, old.indicator)
            for number in _numbers(one)
        }

    def _renamed(self, old: Observation) -> bool:
        """Return whether a measurement stands under another id now, and none but it can be meant: as many are new, with
        a higher 版次, as are gone.
        """
        gone, new = (
            {id_: one for id_, one in mine.items() if id_ not in others and _alike(one, old)}
            for mine, others in (
                (self.before.latest[old.source], self.now.latest.get(old.source, {})),
                (self.now.latest.get(old.source, {}), self.before.latest[old.source]),
            )
        )
        return sum(one.revision > old.revision for one in new.values()) >= len(gone)

    def told(self, old: Observation, new: Observation | None) -> Iterator[tuple[tuple[object, ...], TristandardError]]:
        """Yield what is wrong, each with what it is about: at the rows that report it now, once each, or by itself."""
        recounted = list(self._recounted(old)) if new is None else []
        for listed, was in recounted:
            again = _RECOUNTED(old=was, new=listed.count, revision=old.revision + 1)
            place = listed.entry.columns.get(COUNT, 0) or listed.entry.columns.get("revision", 0)
            at_row = listed.file, listed.entry.sheet, listed.entry.row
            yield at_row, BadCell(*at_row, place, NotDone(again))
        if recounted:
            return
        why: Told = (_GONE if new is None else _CHANGED)(
            source=old.source, id=old.id, site=self.known.by_axis["site"].told(old.site),
            indicator=self.known.indicator_told(old.indicator), revision=old.revision + 1,
        )  # fmt: skip
        at = self.rows.of_report(new) if new is not None else []
        for file, row in at:
            column = next(filter(None, map(row.columns.get, ("revision", "indicator", VALUE))), 0)
            yield (file, row.sheet, row.row), BadCell(file, row.sheet, row.row, column, NotDone(why))
        if not at:
            yield (old.source, old.id), NotDone(why)


def _numbers(one: Observation) -> list[str]:
    """Return the ids of the problems that a report lists."""
    return [finding.id for finding in one.outcome.findings] if isinstance(one.outcome, Measured) else []


def _alike(one: Observation, other: Observation) -> bool:
    """Return whether two reports are measurements of one thing on one visit."""
    same = (one.site, one.indicator, one.visit) == (other.site, other.indicator, other.visit)
    return same and not _numbers(one)


def _bases(number: str, published: Collection[str]) -> set[str]:
    """Return what 序号 the row may have that reported a problem: its own; or, of several problems that are published
    under a number each, what stands before these. A 序号 may itself end so: rows A-1 and A-2 are no row A.
    """
    base, mark, last = number.rpartition("-")
    several = mark and last.isdecimal() and base not in published and {f"{base}-1", f"{base}-2"} <= {*published}
    return {number, base} if several else {number}
