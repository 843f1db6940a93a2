"""The commands that write something to start from: a project folder, a rule set."""

from __future__ import annotations

from pathlib import Path

from tristandard.codec.starter import new_ruleset
from tristandard.desk.command.shape import A_CODE, A_FOLDER, AN_ASSESSMENT, Call, Command, Done, Taken
from tristandard.desk.kinds import AREAS, FINDINGS, RECORDS, SITES, UNITS
from tristandard.desk.mistakes import NotDone
from tristandard.desk.new_project import BUNDLED, STARTER, new_project, new_rules_workbook
from tristandard.desk.settings import FILE
from tristandard.desk.vocabulary import SURVEY_BOOK
from tristandard.words.sentence import Sentence, Told

_NEW = Sentence(
    "已建立测评项目 {folder}。\n接下来：\n  cd {folder}\n  tristandard check\n  tristandard score\n  "
    "tristandard report",
    "the project {folder} is ready.\nNext:\n  cd {folder}\n  tristandard check\n  tristandard score\n  "
    "tristandard report",
)
_FILL_IN = Sentence(
    "已建立测评项目 {folder}，表是空的。\n接下来：\n{period}  填 survey/{book}：先填“{sites}”（规则里没有的区域、"
    "单位填在“{areas}”“{units}”）\n  cd {folder}\n  tristandard checklist（写出发给测评员的检查表；也可以直接填"
    "“{findings}”“{records}”）\n  tristandard check",
    "the project {folder} is ready; its tables are empty.\nNext:\n{period}  fill in survey/{book}, first {sites} "
    "(areas and units that the rules lack go into {areas} and {units})\n  cd {folder}\n  tristandard checklist (writes "
    "checklists for inspectors; {findings} and {records} may be filled in directly)\n  tristandard check",
)
_WRITE_PERIOD = Sentence(
    "  用记事本打开 {file}，写上期间：period = \"2022Q3\" 这样\n",
    "  write its period into {file}, such as period = \"2022Q3\"\n",
)
_RULE_SET = Sentence(
    "{folder}：规则集“{code}”，有 {count} 个指标，算例在 cases/；请照需要修改，并用 pytest --ruleset "
    "{folder} 核对各条定律",
    "{folder}: the rule set {code!r} with {count} indicators and worked cases in cases/; change it, and hold "
    "it against "
    "the laws: pytest --ruleset {folder}",
)
_RULES_BOOK = Sentence(
    "{path}：规则集“{code}”，有 {count} 个指标；请照需要修改，放进项目文件夹，并在 project.toml 里写 "
    "rules = \"文件名.xlsx\"",
    "{path}: the rule set {code!r} with {count} indicators; change it, put it into a project, and write its name into "
    "project.toml, as rules = \"NAME.xlsx\"",
)
_AS_WORKBOOK = Told(
    "随库规则集写成工作簿来改：请给以 .xlsx 结尾的文件名",
    "a rule set that comes along is written as a workbook to change: give a name that ends in .xlsx",
)
#: How workbooks end that are not written.
_OTHER_BOOKS = ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv"
_NO_SUCH_BOOK = Sentence(
    "规则集写成 .xlsx 工作簿或文件夹，不写成 {file}；请改用以 .xlsx 结尾的文件名",
    "a rule set is written as an .xlsx workbook or as a folder, not as {file}: give a name that ends in .xlsx",
)


def new(call: Call) -> Done:
    """Write a project folder."""
    given = call.given
    folder = new_project(
        given["folder"], rules=given["rules"] or BUNDLED, office=given["office"] or "", empty=given["empty"],
        period=given["period"] or "",
    )  # fmt: skip
    if not given["empty"]:
        return Done(call.say(_NEW(folder=str(folder))), written=[folder])
    period: Told | str = "" if given["period"] else _WRITE_PERIOD(file=FILE)
    told = _FILL_IN(
        folder=str(folder), period=period, book=SURVEY_BOOK, sites=SITES, areas=AREAS, units=UNITS, findings=FINDINGS,
        records=RECORDS,
    )  # fmt: skip
    return Done(call.say(told), written=[folder])


def rule_set(call: Call) -> Done:
    """Write a rule set to start from."""
    folder, named = Path(call.given["folder"]), call.given["rules"]
    if folder.suffix.lower() == ".xlsx":
        made = new_rules_workbook(folder, rules=named or STARTER)
        told = _RULES_BOOK(path=str(folder), code=made.code, count=len(made.indicators))
        return Done(call.say(told), written=[folder])
    if folder.suffix.lower() in _OTHER_BOOKS:
        raise NotDone(_NO_SUCH_BOOK(file=folder.name))
    if named not in (None, STARTER):
        raise NotDone(_AS_WORKBOOK)
    rules = new_ruleset(folder)
    told = _RULE_SET(folder=str(folder), code=rules.code, count=len(rules.indicators))
    return Done(call.say(told), written=[folder])


#: The commands, with their words.
NEW = Command(
    "new",
    Told(
        "建立测评项目文件夹：一个能直接运行的示例季度，改成自己的即可",
        "write a project folder: an example quarter that runs, to change into your own",
    ),
    new,
    (
        Told("tristandard new 三季度", "tristandard new q3"),
        Told("tristandard new 城管局 --office 市城管局", "tristandard new urban-office --office urban"),
        Told("tristandard new 起点 --rules starter", "tristandard new start --rules starter"),
        Told("tristandard new 空表 --empty --period 2026Q3", "tristandard new tables --empty --period 2026Q3"),
    ),
    (
        Taken("folder", Told("还不存在的文件夹", "a folder that is not there yet"), A_FOLDER, needed=True),
        Taken(
            "--rules",
            Told(
                "随库规则集，默认 changzhou-2022；starter 写出可以修改的规则",
                "a rule set that comes along, by default changzhou-2022; starter writes one to change",
            ),
            A_CODE,
        ),
        Taken(
            "--office",
            Told(
                "本单位负责的测评，写名称、单位或编码；示例只含它测的内容",
                "the assessment of this office, by its label or code; the example holds what it measures",
            ),
            AN_ASSESSMENT,
        ),
        Taken(
            "--period",
            Told("期间，如 2026Q3、2026-07、2026", "the period, such as 2026Q3, 2026-07 or 2026"),
            Told("期间", "PERIOD"),
        ),
        Taken("--empty", Told("只写表头，不写示例", "tables to fill in, without an example")),
    ),
    on_project=False,
)
NEW_RULESET = Command(
    "new-ruleset",
    Told("写出一个小而完整、可以照着改的规则集", "write a small, complete rule set to start from"),
    rule_set,
    (
        Told("tristandard new-ruleset my-city", "tristandard new-ruleset my-city"),
        Told(
            "tristandard new-ruleset 规则集.xlsx --rules changzhou-2022",
            "tristandard new-ruleset rules.xlsx --rules changzhou-2022",
        ),
    ),
    (
        Taken(
            "folder",
            Told(
                "还不存在的文件夹，其名称即规则集的编码；以 .xlsx 结尾的，写成一个 Excel 工作簿",
                "a folder that is not there yet; its name becomes the code of the rule set; a name that ends in "
                ".xlsx makes a workbook",
            ),
            A_FOLDER,
            needed=True,
        ),
        Taken(
            "--rules",
            Told("写成工作簿的是哪一套随库规则集，默认 starter", "the rule set of a workbook; by default starter"),
            A_CODE,
        ),
    ),
    on_project=False,
)
