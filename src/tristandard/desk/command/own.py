"""The commands on an office's own quarter: from a new folder to a score that is explained."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from tristandard.basics.clause import a_date, read_date
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.codec.issued import write_certificate
from tristandard.codec.results import load_results, write_plan
from tristandard.codec.rows import to_rows
from tristandard.codec.starter import new_ruleset
from tristandard.desk.book import write_rulebook
from tristandard.desk.checking import check_project
from tristandard.desk.checklist import write_checklists
from tristandard.desk.command.shape import DONE, NOT_HELD, REFUSED, Call, Done
from tristandard.desk.mistakes import NotDone, flat
from tristandard.desk.new_project import BUNDLED, new_project
from tristandard.desk.page.comparison import write_comparison
from tristandard.desk.publishing import BOOK, told_ranking, write_report
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.scoring.edition import changes
from tristandard.scoring.handover import notices
from tristandard.scoring.scorecard import Results, notice_of
from tristandard.words.sentence import Sentence, Told

_NEW = Sentence(
    "已建立测评项目 {folder}。\n接下来：\n  cd {folder}\n  tristandard check\n  tristandard score\n  "
    "tristandard report",
    "the project {folder} is ready.\nNext:\n  cd {folder}\n  tristandard check\n  tristandard score\n  "
    "tristandard report",
)
_RULE_SET = Sentence(
    "{folder}：规则集“{code}”，有 {count} 个指标，算例在 cases/；请照需要修改，并用 pytest --ruleset "
    "{folder} 核对各条定律",
    "{folder}: the rule set {code!r} with {count} indicators and worked cases in cases/; change it, and hold "
    "it against "
    "the laws: pytest --ruleset {folder}",
)
_CHECKED = Sentence(
    "规则 {rules}：{remarks} 条提示。\n测评数据：{sites} 个点位，计划测 {planned} 项次，已测 {measured} "
    "项次，不适用 {idle} 项次，"
    "未测 {open} 项次。\n没有错误，可以计分：tristandard score",
    "rules {rules}: {remarks:remark|remarks}.\nsurvey: {sites:site|sites}, {planned} measurements planned, "
    "{measured} "
    "measured, {idle} not applicable, {open} not measured.\nNothing is wrong; score it: tristandard score",
)
_MARKED = Sentence(
    "{error}\n\n标出错处的副本：{copies}\n请对照副本改正原来的工作簿，再运行 tristandard check。",
    "{error}\n\nCopies with the cells marked: {copies}\n"
    "Mend the workbooks after them, and run tristandard check again.",
)
_PLANNED = Sentence(
    "{period}：{sites} 个点位，共测 {planned} 项次；各套测评分别测要 {apart} 项次。\n已写出 {path}",
    "{period}: {sites:site|sites}, {planned} measurements; apart, the assessments would make {apart}.\nwritten: {path}",
)
_WRITTEN = Sentence("已写出 {paths}", "written: {paths}")
_LISTED = Sentence(
    "已写出 {path}；填好后放进 survey/ 文件夹，再运行 tristandard check",
    "written: {path}; once it is filled in, put it into survey/ and run tristandard check",
)
_TWO = Sentence("比较要有两版；现有的是 {known}", "two editions are compared; there are {known}")
_NONE, _COMPARED = Told("无", "none"), Told("对照.html", "comparison.html")
_COMPARED_WITH = Sentence("对照-{period}.html", "comparison-{period}.html")
_OF_ANOTHER = Sentence(
    "{file} 也是 {period} 的，却不是本项目的任何一版；请给往期的结果；比较本项目的两版，请运行 tristandard compare 1 2",
    "{file} is of {period} too, and is no edition of this project; give results of an earlier period, or compare two "
    "editions with tristandard compare 1 2",
)
_DROPPED = Sentence(
    "第 1 版原来写出的内容（{folder}）已随之删去，请重新运行 tristandard report",
    "what was printed of the former edition 1 ({folder}) is removed with it; run tristandard report again",
)
_NO_NOTICES = Told("没有要通报的问题", "there is no problem to tell other offices of")
_CHECKLIST = Told("检查表.xlsx", "checklist.xlsx")


def new(call: Call) -> Done:
    """Write a project folder."""
    given = call.given
    folder = new_project(
        given["folder"], rules=given["rules"] or BUNDLED, office=given["office"] or "", empty=given["empty"]
    )
    return Done(call.say(_NEW(folder=str(folder))), written=[folder])


def rule_set(call: Call) -> Done:
    """Write a rule set to start from."""
    folder = Path(call.given["folder"])
    rules = new_ruleset(folder)
    told = _RULE_SET(folder=str(folder), code=rules.code, count=len(rules.indicators))
    return Done(call.say(told), written=[folder])


def look(call: Call) -> Done:
    """Check rules and survey; a faulty workbook gets a marked copy beside it."""
    found = check_project(call.project, language=call.language)
    held = found.register
    if held is None:
        assert found.problem is not None
        told = found.problem.told
        if found.copies:
            told = _MARKED(error=told, copies=[str(path) for path in found.copies])
        return Done(call.say(told), written=found.copies, code=REFUSED, problems=list(flat(found.problem)))
    states = Counter(type(outcome) for _, _, outcome in held)
    told = _CHECKED(
        rules=f"{held.plan.rules.code} {held.plan.rules.version}", remarks=len(found.report.remarks),
        sites=len(held.plan.sites), planned=len(held.plan), measured=states[Measured], idle=states[NotApplicable],
        open=states[NotMeasured],
    )  # fmt: skip
    return Done(call.say(told), to_rows(found.report))


def draw_up(call: Call) -> Done:
    """Write the plan."""
    plan, path = call.project.plan, call.project.out / "plan.json"
    write_plan(plan, path)
    told = _PLANNED(
        period=str(plan.period), sites=len(plan.sites), planned=len(plan), apart=sum(plan.apart.values()),
        path=str(path),
    )  # fmt: skip
    return Done(call.say(told), to_rows(plan), [path])


def list_checks(call: Call) -> Done:
    """Write a checklist for inspectors."""
    given, project = call.given, call.project
    path = project.out / call.say(_CHECKLIST)
    day: date | None = a_date(read_date(given["day"]) or given["day"]) if given["day"] else None
    write_checklists(
        project.plan, path, source=given["source"] or "", visit=given["visit"] or "", day=day,
        host=project.settings.office,
    )  # fmt: skip
    return Done(call.say(_LISTED(path=str(path))), written=[path])


def score(call: Call) -> Done:
    """Score the period as edition 1."""
    project = call.project
    before = [path for path in project.printed_folders(1) if path.is_dir()]
    done = ranked(call, project.score(again=call.given["again"]))
    dropped = [str(path) for path in before if not path.is_dir()]
    return evolve(done, told=f"{done.told}\n\n{call.say(_DROPPED(folder=dropped))}") if dropped else done


def ranked(call: Call, results: Results) -> Done:
    """Return what is printed of results that were just written: the rankings of the own assessments."""
    project, parts = call.project, list[str]()
    for code in project.own:
        parts.append(told_ranking(results[code], call.language))
    path = project.results_path(results.edition)
    parts += [*notice_of(results.identity, call.language), call.say(_WRITTEN(paths=[str(path)]))]
    rows = [row for code in project.own for row in to_rows(results[code])]
    return Done("\n\n".join(parts), rows, [path])


def report(call: Call) -> Done:
    """Write what is printed of an edition."""
    project = call.project
    results = project.results(call.given["edition"])
    written = write_report(project, results, project.settings.write, language=call.language, whole=True)
    return _wrote(call, written)


def _wrote(call: Call, written: Any, rows: Any = (), code: int = DONE) -> Done:
    told = "\n".join(call.say(_WRITTEN(paths=[str(path)])) for path in written)
    return Done(told, rows, written, code)


def state(call: Call) -> Done:
    """Print the statement of units, or write those of all."""
    project = call.project
    results = project.results(call.given["edition"])
    if not call.given["unit"]:
        return _wrote(call, write_report(project, results, ["statement"], language=call.language))
    own = project.printed(results)
    made = [statement(own, call.unit(unit)) for unit in call.given["unit"]]
    return Done("\n\n".join(one.text(call.language) for one in made), [row for one in made for row in to_rows(one)])


def tell(call: Call) -> Done:
    """Write the problems that other offices are told of."""
    project = call.project
    results = project.results(call.given["edition"])
    if written := write_report(project, results, ["notices"], language=call.language):
        return _wrote(call, written, to_rows([one for one in notices(results.ledger) if one.found_by in project.own]))
    return Done(call.say(_NO_NOTICES))


def explained(call: Call) -> Done:
    """Print why a unit scored what it did."""
    project, unit, depth = call.project, call.unit(call.given["unit"]), call.given["depth"]
    results = project.results(call.given["edition"])
    codes = (
        [call.given["assessment"]] if call.given["assessment"] else [one for one in project.own if unit in results[one]]
    )
    cards = [results[code][unit] for code in codes or project.own]
    texts = [explain(card).text(call.language, depth=depth) for card in cards]
    return Done("\n\n".join(texts), [row for card in cards for row in to_rows(card.breakdown)])


def compare(call: Call) -> Done:
    """Print what differs between two editions, or write that of two periods; a page shows both side by side."""
    project, named, other = call.project, call.given["edition"], call.given["before"]
    if other:
        return _compared_with(call, other, named[0] if named else None)
    path = project.out / call.say(_COMPARED)
    known = named or project.editions()[-2:]
    if len(known) != 2:
        raise NotDone(_TWO(known=[str(one) for one in project.editions()] or _NONE))
    before, after = (project.printed(project.results(one)) for one in known)
    found = changes(before, after)
    write_comparison(path, before, after, language=call.language)
    return Done(f"{found.text(call.language)}\n\n{call.say(_WRITTEN(paths=[str(path)]))}", to_rows(found), [path])


def _compared_with(call: Call, other: str, edition: int | None) -> Done:
    """Write a page of an earlier period beside this one; of the same period only an edition of this project."""
    project = call.project
    before, after = load_results(other, project.merged), project.results(edition)
    if before.period == after.period and before.digest not in {one.digest for one in project.every()}:
        raise NotDone(_OF_ANOTHER(file=other, period=str(before.period)))
    path = project.out / call.say(_COMPARED_WITH(period=str(before.period)))
    write_comparison(path, project.printed(before), project.printed(after), language=call.language)
    return _wrote(call, [path])


def rules_printed(call: Call) -> Done:
    """Write the rule book of the merged rules."""
    project, path = call.project, Path(call.given["to"] or call.project.out / f"{call.say(BOOK)}.docx")
    write_rulebook(path, project.merged, language=call.language)
    return _wrote(call, [path])


def certified(call: Call) -> Done:
    """Print the certificate of an edition, and write it."""
    project = call.project
    made = project.certify(call.given["edition"])
    path = project.certificate_path(int(made.identity["edition"]))
    write_certificate(made, path)
    told = f"{made.text(call.language)}\n{call.say(_WRITTEN(paths=[str(path)]))}"
    rows = [{"holds": made.holds, "disagreements": [str(one) for one in made.disagreements]}]
    return Done(told, rows, [path], DONE if made.holds else NOT_HELD)
