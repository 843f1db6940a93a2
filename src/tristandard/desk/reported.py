"""What cannot be registered, told at the rows of the workbooks that report it, in their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import Refused, TristandardError, all_of
from tristandard.basics.language import either
from tristandard.basics.outcome import Measured, Observation
from tristandard.desk.entries import Entry
from tristandard.desk.in_sheet import in_words
from tristandard.desk.kinds import VALUE
from tristandard.desk.labels import NO_SITE, Known
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.reports.wording import phrases
from tristandard.survey.bad_observation import BadObservation, Unfit
from tristandard.survey.plan import Plan
from tristandard.survey.settlement import MeasuredTwice
from tristandard.words.sentence import Both, Clauses, Phrases, Sentence, Told

#: More rows of one measurement are not told.
_MOST = 6
_TWICE = Sentence(
    "点位“{site}”的“{indicator}”在 {period} 测了不止一次：{reports}。请只留一处：问题已逐条写在问题清单里的，"
    "测评记录里就不写这一项；同一次检查的问题请写同一批次；更正以前报过的，请用原来的编号和更高的版次",
    "{indicator!r} at {site!r} was measured more than once in {period}: {reports}. Keep one: "
    "where problems are listed in 问题清单, leave it out of 测评记录; give the problems of one check the same 批次; "
    "what corrects an earlier report has its 编号 and a higher 版次",
)
_REPORT = Sentence("{place} {result}", "{place} {result}")
_AT = Sentence("{file} {sheet}!{row}", "{file} {sheet}!{row}")
_GIVEN_TWICE = Sentence(
    "{places} 把同一来源、同一批次的同一项报了两次，内容不同；请只留一处；是另一次检查的，请改写其中一处的批次；"
    "更正以前报过的，请提高后一次的版次",
    "{places} report the same of one 来源 and 批次, with different content. Keep one; where it was another check, give "
    "one of them another 批次; where it corrects what was reported before, give the later one a higher 版次",
)
_NOT_ASKED = Sentence(
    "点位“{site}”不考核“{indicator}”；这里可写：{known}",
    "{indicator!r} is not asked at {site!r}; there are {known}",
)
_VALUE = Sentence("{measure} {value}", "{measure} {value}")
_HERE = Sentence("这一行{why}；{remedy}", "what this row reports {why}; {remedy}")


@final
@frozen
class Listed:
    """A row of 问题清单, which may stand for several problems.

    Attributes:
        number: Its 序号.
        indicator: The code of its indicator.
        revision: Its 版次.
        count: How many problems it stands for.
        file: The name of its workbook.
        entry: The first of these problems.
    """

    number: str
    indicator: str
    revision: int
    count: int
    file: str
    entry: Entry


@final
@frozen
class Rows:
    """The rows of workbooks by what they report.

    Attributes:
        records: By source and id, the rows of measurements.
        findings: By source, site and id, the rows of findings.
    """

    records: Mapping[tuple[str, str], list[tuple[str, Entry]]] = field(factory=dict)
    findings: Mapping[tuple[str, str, str], list[tuple[str, Entry]]] = field(factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Entry]]) -> Rows:
        """Return the rows, each with the name of its workbook."""
        records = defaultdict[tuple[str, str], list[tuple[str, Entry]]](list)
        findings = defaultdict[tuple[str, str, str], list[tuple[str, Entry]]](list)
        for file, entry in rows:
            cells = entry.cells
            source, id_ = cells.get("source", ""), cells.get("id", "")
            if "outcome" in cells:
                records[source, id_].append((file, entry))
            else:
                findings[source, cells.get("site", ""), id_].append((file, entry))
        return cls(records, findings)

    def listed(self, source: str, site: str) -> Iterator[Listed]:
        """Yield the rows of problems of a source at a site."""
        parts = defaultdict[tuple[str, str, int], list[Entry]](list)  # by file, sheet and row
        for (theirs, there, _), rows in self.findings.items():
            for file, entry in rows if (theirs, there) == (source, site) else ():
                parts[file, entry.sheet, entry.row].append(entry)
        for (file, _, _), entries in parts.items():
            cells = entries[0].cells
            number = cells.get("id", "")
            revision = cells.get("revision") or "1"
            yield Listed(
                number=number.rpartition("-")[0] if len(entries) > 1 else number,
                indicator=cells.get("indicator", ""),
                revision=int(revision) if revision.isdecimal() else 1,
                count=len(entries),
                file=file,
                entry=entries[0],
            )

    def of_report(self, one: Observation) -> list[tuple[str, Entry]]:
        """Return the rows that make up a report, each row of a workbook once."""
        found = list(self.records.get((one.source, one.id), ()))
        for finding in one.outcome.findings if isinstance(one.outcome, Measured) else ():
            listed = self.findings.get((one.source, one.site, finding.id), ())
            found += [row for row in listed if row[1].cells.get("indicator") == one.indicator]
        return list({(file, row.sheet, row.row): (file, row) for file, row in found}.values())


def at_their_rows(problem: Refused, rows: Rows, reported: Iterable[Observation], plan: Plan) -> Refused:
    """Return why reports are not registered, at every row concerned; what no row reports stays as it is."""
    known = Known(plan.rules, plan.sites)
    reports = defaultdict[tuple[str, str], list[Observation]](list)
    for one in reported:
        reports[one.source, one.id].append(one)
    found = list[TristandardError]()
    for each in all_of(problem.exceptions, TristandardError):
        told, concerned = _told(each, rows, reports, known)
        cells = dict[tuple[str, str, int, int], None]()
        for one in concerned:
            for file, row in rows.of_report(one):
                cells[file, row.sheet, row.row, _column(row, each)] = None
        found += [BadCell(*cell, NotRead(told)) for cell in cells] or [each]
    return problem.derive(list({str(one): one for one in found}.values()))  # a row may stand for several reports


def _column(row: Entry, problem: TristandardError) -> int:
    """Return the column that is wrong: a site, an indicator or a day that the plan does not have; else the result."""
    key = VALUE
    match problem.kind if isinstance(problem, BadObservation) else None:
        case Unfit.SITE | Unfit.INDICATOR as kind:
            key = kind.value
        case Unfit.DAY:
            key = "made" if row.columns.get("made") else "found"
        case _:
            pass
    return row.columns.get(key, 0) or row.columns.get("indicator", 0)


def _in_words(told: Told) -> Told:
    """Return a sentence with the words of workbooks: a revision (修订) is a 版次 there."""
    zh, en = in_words(told)
    return Told(zh.replace("修订号", "版次").replace("修订", "版次"), en)


def _told(
    problem: TristandardError, rows: Rows, reports: Mapping[tuple[str, str], list[Observation]], known: Known
) -> tuple[Told, list[Observation]]:
    """Return a mistake in the words of workbooks, and the reports that it concerns."""
    match problem:
        case MeasuredTwice():
            return _twice(problem, rows, known), list(problem.observations)
        case BadObservation():
            mine = reports.get((problem.source, problem.id), [])
            twice = mine if problem.kind is Unfit.TWICE else []
            at = list(dict.fromkeys(place for one in twice for place in _places(one, rows)))
            if len(at) > 1:
                return _GIVEN_TWICE(places=Both(at[:_MOST])), mine
            return _misfit(problem, mine[0], known) if mine else problem.told, mine
        case _:
            return problem.told, []


def _misfit(problem: BadObservation, report: Observation, known: Known) -> Told:
    """Return why a report does not fit, with the labels of what there is where its site or its indicator is wrong."""
    match problem.kind:
        case Unfit.SITE:
            return NO_SITE(site=report.site)
        case Unfit.INDICATOR:
            found = known.rules.indicators.get(report.indicator.split("+")[0])
            label = found.zh if found else report.indicator
            return _NOT_ASKED(
                site=known.by_axis["site"].told(report.site), indicator=label,
                known=known.indicators_like(label, report.site),
            )  # fmt: skip
        case _:
            return _HERE(why=_in_words(problem.why), remedy=_in_words(problem.remedy))


def _places(one: Observation, rows: Rows) -> list[Told]:
    """Return in which rows a report stands."""
    return [_AT(file=file, sheet=row.sheet, row=row.row) for file, row in rows.of_report(one)]


def _twice(problem: MeasuredTwice, rows: Rows, known: Known) -> Told:
    parts = []
    for one in problem.observations[:_MOST]:
        at = _places(one, rows)
        place = Phrases(at[:_MOST]) if at else one.source
        parts.append(_REPORT(place=place, result=_result(one, known)))
    indicator = known.rules.indicators.get(problem.observations[0].indicator.split("+")[0])
    label = either(indicator.zh, indicator.en) if indicator else either(problem.indicator, "")
    told: Told = _TWICE(
        site=known.by_axis["site"].told(problem.site), indicator=label, period=problem.period,
        reports=Clauses(parts),
    )  # fmt: skip
    return told


def _result(one: Observation, known: Known) -> Told:
    """Return what a report says, with labels."""
    if not isinstance(one.outcome, Measured):
        return one.outcome.told
    measures = known.rules.measures_by_code
    told = [
        _VALUE(measure=Told(measures[code].zh, measures[code].en), value=measures[code].show(value))
        for code, value in one.outcome.values
        if code in measures
    ]
    return phrases(told) if told else one.outcome.told
