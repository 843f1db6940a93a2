"""The commands before a quarter is scored: checks, the plan, checklists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tristandard.basics.clause import read_date
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.codec.files import is_there
from tristandard.codec.results import write_plan
from tristandard.codec.rows import to_rows
from tristandard.desk.checking import check_project, check_rules
from tristandard.desk.checklist import write_checklists
from tristandard.desk.command.shape import A_TEXT, DONE, REFUSED, Call, Command, Done, Taken
from tristandard.desk.given import write_givens
from tristandard.desk.kinds import AREAS, SITES, UNITS
from tristandard.desk.mistakes import NotDone
from tristandard.desk.project import Project
from tristandard.desk.trial import Trial
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Lines, Sentence, Told

_CHECKED = Sentence(
    "规则 {rules}：{remarks} 条提示{list}。\n测评数据：{sites} 个点位，计划测 {planned} 项次，已测 {measured} "
    "项次，不适用 {idle} 项次，未测 {open} 项次。\n{next}",
    "rules {rules}: {remarks:remark|remarks}{list}.\nsurvey: {sites:site|sites}, {planned} measurements planned, "
    "{measured} measured, {idle} not applicable, {open} not measured.\n{next}",
)
_LISTED_BY = Sentence(
    "（逐条列出：tristandard check --rules {source}）", " (tristandard check --rules {source} lists them)"
)
_REASON = Sentence("  - {reason}", "  - {reason}")
_REMARKED = Sentence("请看一看这 {count} 格：\n{remarks}", "{count:cell|cells} to look at:\n{remarks}")
#: So many cells are shown.
_SHOWN_MOST = 20
_SCORE_IT = Told("没有错误，可以计分：tristandard score", "Nothing is wrong; score it: tristandard score")
_AS_PUBLISHED = Sentence(
    "没有错误；第 {edition} 版就是按这些数据计的。", "Nothing is wrong; edition {edition} was scored from this."
)
_CORRECT_IT = Sentence(
    "没有错误；第 {edition} 版已经写出，现在的数据与它不同，请更正：tristandard correct --reason 理由",
    "Nothing is wrong; edition {edition} was scored from other data; correct it: tristandard correct --reason REASON",
)
_EITHER = Sentence(
    "没有错误；第 1 版已经写出，现在的数据与它不同。还没有公布的，重新计分：tristandard score --again；已经公布的，"
    "更正：tristandard correct --reason 理由{first}",
    "Nothing is wrong; edition 1 was scored from other data. Where nobody has it yet, score it anew: tristandard score "
    "--again; where it is published, correct it: tristandard correct --reason REASON{first}",
)
_FIRST = Sentence("，但要先改好：\n{reasons}", ", after mending this:\n{reasons}")
_MARKED = Sentence(
    "{error}\n\n标出错处的副本：{copies}\n请对照副本改正原来的工作簿，再运行 tristandard check。",
    "{error}\n\nCopies with the cells marked: {copies}\n"
    "Mend the workbooks after them, and run tristandard check again.",
)
_MARKED_RULES = Sentence(
    "{error}\n\n标出错处的副本：{copies}\n请改好副本，另存为原来的工作簿，再检查一次。",
    "{error}\n\nA copy with the cells marked: {copies}\nMend the copy, save it as the workbook, and check again.",
)
_EDITED_COPIES = Sentence(
    "{paths} 有人改过，没有覆盖，也没有删去。副本不读入：请把改动抄到原来的工作簿里，再删去副本。",
    "{paths}: somebody wrote in it, so it is neither replaced nor removed. A copy is not read: write what was changed "
    "into the workbook itself, and delete the copy.",
)
_NO_SITES = Sentence(
    "没有点位，不知道在哪里测；请先在 survey/ 的工作簿里填“{sites}”（规则里没有的区域、单位填在“{areas}”“{units}”），"
    "再运行一次",
    "there is no site, so nobody knows where to measure; first fill in {sites} of a workbook in survey/ (areas and "
    "units that the rules lack go into {areas} and {units}), and run it again",
)
_PLANNED = Sentence(
    "{period}：{sites} 个点位，共测 {planned} 项次；各套测评分别测要 {apart} 项次。\n已写出 {path}",
    "{period}: {sites:site|sites}, {planned} measurements; apart, the assessments would make {apart}.\nwritten: {path}",
)
_LISTED = Sentence(
    "已写出 {path}；填好后放进 survey/ 文件夹，再运行 tristandard check",
    "written: {path}; once it is filled in, put it into survey/ and run tristandard check",
)
_A_DAY = Told("日期（--day）", "a day (--day)")
_WRITE_A_DAY = Told("请写成 2022-08-02 这样", "write it as 2022-08-02")
_CHECKLIST = Told("检查表.xlsx", "checklist.xlsx")
_FIGURES = Told("给定数据.xlsx", "figures.xlsx")
_FIGURES_LISTED = Sentence(
    "已写出 {path}：考核里要别的部门给出的数；填好后放进 survey/ 文件夹",
    "written: {path}: the figures that other offices give; once they are filled in, put it into survey/",
)


def look(call: Call) -> Done:
    """Check rules and survey, or rules by themselves; a faulty workbook gets a marked copy beside it."""
    if call.given["rules"]:
        return _look_at_rules(call, call.given["rules"])
    found = check_project(call.project, language=call.language)
    held, trial = found.register, found.trial
    if held is None or trial is None:
        assert found.problem is not None
        told = found.problem.told
        if found.copies:
            told = _MARKED(error=told, copies=[str(path) for path in found.copies])
        text = _with_edited(call, call.say(told), found.edited)
        return Done(text, written=found.copies, code=REFUSED, problems=list(found.problem.reasons))
    states = Counter(type(outcome) for _, _, outcome in held)
    told = _CHECKED(
        rules=f"{held.plan.rules.code} {held.plan.rules.version}", remarks=len(found.report.remarks),
        list=_LISTED_BY(source=_source(call.project)) if found.report.remarks else "",
        sites=len(held.plan.sites), planned=len(held.plan), measured=states[Measured], idle=states[NotApplicable],
        open=states[NotMeasured], next=_next(trial),
    )  # fmt: skip
    shown = call.project.surveyed.remarks
    lines = Lines(_REASON(reason=one.told) for one in shown[:_SHOWN_MOST])
    remarked = [call.say(_REMARKED(count=len(shown), remarks=lines))] if shown else []
    text = _with_edited(call, "\n\n".join([call.say(told), *remarked]), found.edited)
    return Done(text, to_rows(found.report), problems=trial.unfollowed)


def _look_at_rules(call: Call, source: str) -> Done:
    """Check a rule set by itself, and tell what is to be settled and to be known."""
    found = check_rules(source, language=call.language)
    if found.report is None:
        assert found.problem is not None
        told = found.problem.told
        if found.copies:
            told = _MARKED_RULES(error=told, copies=[str(path) for path in found.copies])
        return Done(call.say(told), written=found.copies, code=REFUSED, problems=list(found.problem.reasons))
    problems = found.report.problems
    code = REFUSED if problems else DONE
    return Done(found.report.text(call.language), to_rows(found.report), code=code, problems=problems)


def _source(project: Project) -> str:
    """Return what `check --rules` takes for the rules of a project: their folder or workbook, or their code."""
    path = project.folder / project.settings.rules
    return str(path) if is_there(path) else project.settings.rules


def _next(trial: Trial) -> Told:
    """Return what is to be done next with what is reported, in which nothing is wrong."""
    before = trial.published
    if before is None:
        return _SCORE_IT
    if before.digest == trial.results.digest:
        return _AS_PUBLISHED(edition=before.edition)
    if before.edition > 1:
        return _CORRECT_IT(edition=before.edition)
    reasons = Lines(_REASON(reason=one.told) for one in trial.unfollowed)
    return _EITHER(first=_FIRST(reasons=reasons) if trial.unfollowed else "")


def _with_edited(call: Call, text: str, copies: Sequence[Path]) -> str:
    """Return a text, with the marked copies in which somebody wrote below it."""
    told = [call.say(_EDITED_COPIES(paths=[str(path) for path in copies]))] if copies else []
    return "\n\n".join([text, *told])


def _planned(project: Project) -> Plan:
    """Return what is measured where. Raises `NotDone` where there is no site."""
    if not project.plan.sites:
        raise NotDone(_NO_SITES(sites=SITES, areas=AREAS, units=UNITS))
    return project.plan


def draw_up(call: Call) -> Done:
    """Write the plan."""
    plan, path = _planned(call.project), call.project.out / "plan.json"
    write_plan(plan, path)
    told = _PLANNED(
        period=str(plan.period), sites=len(plan.sites), planned=len(plan), apart=sum(plan.apart.values()),
        path=str(path),
    )  # fmt: skip
    return Done(call.say(told), to_rows(plan), [path])


def list_checks(call: Call) -> Done:
    """Write a checklist for inspectors."""
    with call.alone():
        return _listed(call)


def _listed(call: Call) -> Done:
    given, project = call.given, call.project
    plan = _planned(project)
    path, told = call.place(project.out / call.say(_CHECKLIST))
    day = read_date(given["day"]) if given["day"] else None
    if given["day"] and day is None:
        raise BadValue(given["day"], _A_DAY, _WRITE_A_DAY)
    write_checklists(
        plan, path, source=given["source"] or "", visit=given["visit"] or "", day=day, host=project.office,
    )  # fmt: skip
    told.append(call.say(_LISTED(path=str(path))))
    written, figures = [path], project.kept.free(project.out / call.say(_FIGURES))
    if write_givens(plan, figures, givens=project.checked_givens, assessments=project.own):
        written.append(figures)
        told.append(call.say(_FIGURES_LISTED(path=str(figures))))
    project.kept.note(written)
    return Done("\n".join(told), written=written)


#: The commands, with their words.
CHECK = Command(
    "check",
    Told(
        "检查规则和测评工作簿；有错的，在旁边写一份标出错处的副本",
        "check rules and workbooks; a faulty workbook gets a copy beside it with the cells marked",
    ),
    look,
    (
        Told("tristandard check", "tristandard check"),
        Told("tristandard check --json", "tristandard check --json"),
        Told("tristandard check --rules changzhou-2022", "tristandard check --rules changzhou-2022"),
    ),
    (
        Taken(
            "--rules",
            Told(
                "只检查这一套规则：规则文件夹、规则工作簿（.xlsx）或编码",
                "check this rule set alone: its folder, its workbook (.xlsx), or its code",
            ),
            Told("规则", "RULES"),
        ),
    ),
)
PLAN = Command(
    "plan",
    Told("列出本期在哪里测什么，写出 out/plan.json", "write what is measured where, as out/plan.json"),
    draw_up,
    (Told("tristandard plan", "tristandard plan"),),
)
CHECKLIST = Command(
    "checklist",
    Told(
        "写出给测评员的检查表（Excel），可打印也可直接填",
        "write a checklist for inspectors, to print or to fill in",
    ),
    list_checks,
    (
        Told("tristandard checklist", "tristandard checklist"),
        Told(
            "tristandard checklist --source 巡查 --visit 第二次 --day 2022-08-02",
            "tristandard checklist --source patrol --visit second --day 2022-08-02",
        ),
    ),
    (
        Taken("--source", Told("谁来测评", "who inspects"), A_TEXT),
        Taken("--visit", Told("第几次测评", "the visit"), A_TEXT),
        Taken("--day", Told("测评日期", "the day of it"), Told("年-月-日", "YYYY-MM-DD")),
    ),
)
