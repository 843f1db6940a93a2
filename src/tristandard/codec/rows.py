"""Whatever is tabular as rows: plain mappings of column names to text, and as JSON.

A number is its exact text, never a float; a list stands with "; " between its parts, values by code as
"code=value; code=value"; a cell with nothing in it is "". Sites, units, areas and observations are the
rows that their loaders read, as JSON holds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tristandard.basics.errors import BadValue, TristandardError, wanted
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.changing.difference import Comparison
from tristandard.checks.report import Report
from tristandard.codec.change_rows import change_row, difference_row
from tristandard.codec.office_rows import handover_rows, notice_row
from tristandard.codec.output import json_text
from tristandard.codec.problem_rows import mistake_rows, report_rows
from tristandard.codec.row_text import Row, cells
from tristandard.codec.score_rows import breakdown_row, bulletin_rows, scorecard_row, scorecard_rows
from tristandard.codec.survey_out import rows_of
from tristandard.reports.bulletin import Bulletin
from tristandard.reports.rule_book import Rulebook
from tristandard.reports.statement import Statement
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.breakdown import Breakdown
from tristandard.scoring.changes import Changes
from tristandard.scoring.handed_over import Handover
from tristandard.scoring.notice import Notice
from tristandard.scoring.ranking import Ranking
from tristandard.scoring.results import AssessmentResult, Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Told

#: Whatever has rows.
Tabular = (
    Iterable[Scorecard | Notice | Term | Unit | Site | Observation] | Plan | Ledger | AssessmentResult | Ranking
    | Scorecard | Breakdown | Bulletin | Statement | Rulebook | Changes | Comparison | Report | Handover | Notice
    | TristandardError | Results
)  # fmt: skip


def to_rows(thing: Tabular, rules: RuleSet | None = None) -> list[Row]:
    """Return something tabular as rows: plain mappings with the same keys in each, documented on the page on rows.

    Args:
        thing: A plan (its tasks), a ledger (its postings), results, the results of one assessment, a ranking, a
            scorecard or several, a breakdown, a bulletin, a statement, a rule book, changes, a comparison, the report
            of a check, a handover, notices, what was refused (its mistakes); or areas, units, sites or observations,
            as rows that load equal.
        rules: Those under which observations will be loaded; needed for observations alone.

    Raises:
        BadValue: For what is none of these.
        Refused: With every observation or site that could not be loaded again under the rules given.
    """
    wanted(rules, RuleSet | None)
    make = next((make for kind, make in _ROWS.items() if isinstance(thing, kind)), None)
    if make is not None:
        return [cells(row) for row in make(thing)]
    if isinstance(thing, (str, Mapping)) or not isinstance(thing, Iterable):
        raise BadValue(thing, _HAS_ROWS, _KNOWN)
    listed: list[Any] = list(thing)
    if listed and isinstance(listed[0], (Term, Unit, Site, Observation)):
        found: list[Row] = json.loads(json_text(rows_of(listed, rules)))  # decimals as text
        return found
    if strange := [one for one in listed if not isinstance(one, (Scorecard, Notice))]:
        raise BadValue(strange[0], _HAS_ROWS, _KNOWN)
    return [cells(scorecard_row(one) if isinstance(one, Scorecard) else notice_row(one)) for one in listed]


def to_json(thing: Tabular, rules: RuleSet | None = None) -> str:
    """Return the rows of something tabular as JSON text: a list of objects. See `to_rows`."""
    return json_text(to_rows(thing, rules))


_HAS_ROWS = Told("可以写成行的内容", "something that has rows")
_KNOWN = Told(
    "请给出测评计划、扣分台账、结果、排名、成绩单、得分构成、结果通报、扣分明细、融合测评体系、变动、比较、检查报告、移交、问题通报或被拒绝的错误；"
    "或区域、单位、点位、测评记录",
    "give a plan, ledger, results, ranking, scorecard, breakdown, bulletin, statement, rule book, changes, comparison, "
    "report, handover, notices or refusal; or areas, units, sites or observations",
)


_ROWS: Mapping[type, Callable[[Any], Iterable[Any]]] = {
    Plan: lambda plan: plan,
    Ledger: Ledger.postings,
    Results: scorecard_rows,
    AssessmentResult: lambda result: map(scorecard_row, result.ranking()),
    Ranking: lambda ranking: map(scorecard_row, ranking),
    Scorecard: lambda card: [scorecard_row(card)],
    Breakdown: lambda made: map(breakdown_row, (*made.entries, *made.uncounted)),
    Bulletin: bulletin_rows,
    Statement: lambda statement: (*statement.rows, *statement.beside),
    Rulebook: lambda book: book.rows,
    Changes: lambda changes: map(change_row, changes),
    Comparison: lambda comparison: map(difference_row, comparison.differences),
    Report: report_rows,
    TristandardError: mistake_rows,
    Handover: handover_rows,
    Notice: lambda notice: [notice_row(notice)],
}
