"""The drives of a year scored as assessments of their own, by what was seen in the stage that evaluates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tristandard.basics.period import Year
from tristandard.insight.drives import Drives
from tristandard.insight.evidence import Evidence
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Assessment, Ranks
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told

#: What stands for the lead of a drive that names none.
LEAD_UNKNOWN = Told("未公布", "not published")

#: Of one unit in one drive: places that meet each task, and places that were checked.
Looked = Mapping[str, tuple[int, int]]


def looked_at(drives: Drives, evidence: Iterable[Evidence]) -> dict[tuple[str, str], Looked]:
    """Return what was seen in the stage that evaluates, by drive and unit, then by task: places that meet it, and
    places checked.
    """
    found: defaultdict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in evidence:
        if one.day in drives.evaluating(drives.by_code[one.drive]):
            met, checked = found[one.drive, one.unit].get(one.task, (0, 0))
            found[one.drive, one.unit][one.task] = met + one.met, checked + one.checked
    return dict(found)


def scored_drives(drives: Drives, looked: Mapping[tuple[str, str], Looked]) -> Results:
    """Return the drives scored as assessments of their own, which have no indicators: by figures alone, in the
    grammar of all scores.
    """
    rules = drives.rules
    books = [
        Assessment(
            code=drive.code,
            zh=drive.zh,
            en=drive.en or drive.zh,
            office=rules.units[drive.lead].zh if drive.lead else LEAD_UNKNOWN[0],
            items=(),
            model=drives.model(drive),
            ranks=Ranks.SCORED,
            clauses=drive.clauses,
        )
        for drive in drives.drives
    ]
    book = RuleSet(
        code=rules.code,
        version=rules.version,
        zh=rules.zh,
        en=rules.en,
        notice_zh=drives.notice_zh,
        notice_en=drives.notice_en,
        clauses=rules.clauses,
        kinds=rules.kinds,
        units=rules.units,
        assessments=books,
    )
    givens = {}
    for (code, unit), tasks in looked.items():
        drive = drives.by_code[code]
        figures = {
            "done": sum(bool(task.done(*tasks[task.code])) for task in drive.tasks if task.code in tasks),
            "due": len(tasks),
            "met": sum(met for met, _ in tasks.values()),
            "checked": sum(checked for _, checked in tasks.values()),
        }
        read = drives.model(drive).figures
        givens.update({(code, name, unit): figure for name, figure in figures.items() if name in read})
    return score(share(register(plan(merge(book), [], Year(drives.year)), [])), givens=givens)
