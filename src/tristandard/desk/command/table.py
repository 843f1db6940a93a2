"""All commands, in the order in which a quarter goes, with their words and lines that show how they are called."""

from __future__ import annotations

from tristandard.desk.command import between, own, preparing
from tristandard.desk.command.shape import Command, Taken
from tristandard.desk.command.verify import VERIFY
from tristandard.words.sentence import Told

_EDITION = Taken(
    "--edition", Told("哪一版，默认最后一版", "which edition; by default the last"), Told("版次", "N"), whole=True
)
_UNIT, _FILE, _DIR = Told("单位", "UNIT"), Told("文件", "FILE"), Told("文件夹", "DIR")
_CODE, _TEXT, _BOOK = Told("编码", "CODE"), Told("文字", "TEXT"), Told("测评", "ASSESSMENT")

COMMANDS = (
    Command(
        "new",
        Told(
            "建立测评项目文件夹：一个能直接运行的示例季度，改成自己的即可",
            "write a project folder: an example quarter that runs, to change into your own",
        ),
        preparing.new,
        (
            Told("tristandard new 三季度", "tristandard new q3"),
            Told("tristandard new 城管局 --office 市城管局", "tristandard new urban-office --office urban"),
            Told("tristandard new 起点 --rules starter", "tristandard new start --rules starter"),
            Told("tristandard new 空表 --empty --period 2026Q3", "tristandard new tables --empty --period 2026Q3"),
        ),
        (
            Taken("folder", Told("还不存在的文件夹", "a folder that is not there yet"), _DIR, needed=True),
            Taken(
                "--rules",
                Told(
                    "随库规则集，默认 changzhou-2022；starter 写出可以修改的规则",
                    "a rule set that comes along, by default changzhou-2022; starter writes one to change",
                ),
                _CODE,
            ),
            Taken(
                "--office",
                Told(
                    "本单位负责的测评，写名称、单位或编码；示例只含它测的内容",
                    "the assessment of this office, by its label or code; the example holds what it measures",
                ),
                _BOOK,
            ),
            Taken(
                "--period",
                Told("期间，如 2026Q3、2026-07、2026", "the period, such as 2026Q3, 2026-07 or 2026"),
                Told("期间", "PERIOD"),
            ),
            Taken("--empty", Told("只写表头，不写示例", "tables to fill in, without an example")),
        ),
        on_project=False,
    ),
    Command(
        "new-ruleset",
        Told("写出一个小而完整、可以照着改的规则集", "write a small, complete rule set to start from"),
        preparing.rule_set,
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
                _DIR,
                needed=True,
            ),
            Taken(
                "--rules",
                Told("写成工作簿的是哪一套随库规则集，默认 starter", "the rule set of a workbook; by default starter"),
                _CODE,
            ),
        ),
        on_project=False,
    ),
    Command(
        "check",
        Told(
            "检查规则和测评工作簿；有错的，在旁边写一份标出错处的副本",
            "check rules and workbooks; a faulty workbook gets a copy beside it with the cells marked",
        ),
        preparing.look,
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
    ),
    Command(
        "plan",
        Told("列出本期在哪里测什么，写出 out/plan.json", "write what is measured where, as out/plan.json"),
        preparing.draw_up,
        (Told("tristandard plan", "tristandard plan"),),
    ),
    Command(
        "checklist",
        Told(
            "写出给测评员的检查表（Excel），可打印也可直接填",
            "write a checklist for inspectors, to print or to fill in",
        ),
        preparing.list_checks,
        (
            Told("tristandard checklist", "tristandard checklist"),
            Told(
                "tristandard checklist --source 巡查 --visit 第二次 --day 2022-08-02",
                "tristandard checklist --source patrol --visit second --day 2022-08-02",
            ),
        ),
        (
            Taken("--source", Told("谁来测评", "who inspects"), _TEXT),
            Taken("--visit", Told("第几次测评", "the visit"), _TEXT),
            Taken("--day", Told("测评日期", "the day of it"), Told("年-月-日", "YYYY-MM-DD")),
        ),
    ),
    Command(
        "score",
        Told("计分，写出第 1 版结果 out/results-1.json", "score the period, and write edition 1 as out/results-1.json"),
        own.score,
        (
            Told("tristandard score", "tristandard score"),
            Told("tristandard score --again", "tristandard score --again"),
        ),
        (Taken("--again", Told("第 1 版还没有公布时，重新计分", "score edition 1 anew, where nobody has it yet")),),
    ),
    Command(
        "report",
        Told(
            "写出 project.toml 的 write 所列的内容：排名、通报、扣分明细、核验书、网页、文书",
            "write what project.toml lists under write: rankings, bulletins, statements, certificate, page, letters",
        ),
        own.report,
        (
            Told("tristandard report", "tristandard report"),
            Told("tristandard report --edition 1", "tristandard report --edition 1"),
        ),
        (_EDITION,),
    ),
    Command(
        "statement",
        Told(
            "显示单位的扣分明细；不写单位，就把所有单位的都写成文件",
            "print the statement of units; without one, write those of all",
        ),
        own.state,
        (
            Told("tristandard statement 天宁区", "tristandard statement 320402"),
            Told("tristandard statement", "tristandard statement"),
        ),
        (Taken("unit", Told("单位的名称或编码", "units by their labels or codes"), _UNIT, many=True), _EDITION),
    ),
    Command(
        "notice",
        Told("写出要通报给其他单位的问题（没有融合的指标）", "write the problems that other offices are told of"),
        own.tell,
        (Told("tristandard notice", "tristandard notice"),),
        (_EDITION,),
    ),
    Command(
        "explain",
        Told("说明一个单位为什么得这个分", "print why a unit scored what it did"),
        own.explained,
        (
            Told("tristandard explain 天宁区", "tristandard explain 320402"),
            Told(
                "tristandard explain 天宁区 --assessment 城市长效综合管理 --depth 2",
                "tristandard explain 320402 --assessment urban --depth 2",
            ),
        ),
        (
            Taken("unit", Told("单位的名称或编码", "the unit by its label or code"), _UNIT, needed=True),
            Taken(
                "--assessment",
                Told("只说明这一套测评，写名称或编码", "of one assessment alone, by its label or code"),
                _BOOK,
            ),
            Taken("--depth", Told("说明到第几层", "how many levels deep"), Told("层数", "N"), whole=True),
            _EDITION,
        ),
    ),
    Command(
        "compare",
        Told(
            "列出两版之间的变动，默认最后两版，另写成网页；写 --before 的与往期结果对照",
            "print what differs between two editions, by default the last two, and write a page of it; "
            "with --before, compare with an earlier period",
        ),
        own.compare,
        (
            Told("tristandard compare", "tristandard compare"),
            Told("tristandard compare 1 2", "tristandard compare 1 2"),
        ),
        (
            Taken("edition", Told("版次", "the numbers of the editions"), Told("版次", "N"), many=True, whole=True),
            Taken("--before", Told("往期结果的文件", "the results of an earlier period"), _FILE),
        ),
    ),
    Command(
        "rulebook",
        Told(
            "写出融合测评体系：每类点位的指标、标准、谁测谁用、扣分、依据",
            "write the rule book of the merged rules: by type of site each indicator, its standard, who measures it, "
            "what it costs, and its clauses",
        ),
        own.rules_printed,
        (
            Told("tristandard rulebook", "tristandard rulebook"),
            Told("tristandard rulebook --to 融合测评体系.xlsx", "tristandard rulebook --to rulebook.html"),
        ),
        (
            Taken(
                "--to",
                Told("写到哪个文件：.docx、.xlsx 或 .html", "the file to write: .docx, .xlsx or .html"),
                _FILE,
            ),
        ),
    ),
    Command(
        "handover",
        Told(
            "写出移交给其他单位的文件和移交函，在 out/handover/",
            "write what is handed over, with a letter, into out/handover/",
        ),
        between.passed,
        (Told("tristandard handover", "tristandard handover"),),
    ),
    Command(
        "receive",
        Told(
            "接收其他单位移交的文件；被改动的、不是本期的、规则不同的、旧版的都不接收",
            "receive what was handed over; refused are files that were changed, of another period, other "
            "rules, or an "
            "older edition",
        ),
        between.received,
        (
            Told(
                "tristandard receive urban-civilized-2022Q3-1.json", "tristandard receive urban-civilized-2022Q3-1.json"
            ),
        ),
        (
            Taken(
                "file", Told("对方交来的 .json 文件", "the .json files that were given"), _FILE, needed=True, many=True
            ),
        ),
    ),
    Command(
        "correct",
        Told(
            "更正：按工作簿和接收文件的现状计分，写成下一版，原来各版不动",
            "correct: score what is reported now as the next edition; those before it stay",
        ),
        between.corrected,
        (
            Told(
                "tristandard correct --reason 申诉成立，撤销一处问题",
                "tristandard correct --reason 'an appeal was upheld'",
            ),
        ),
        (Taken("--reason", Told("为什么更正", "why"), _TEXT, needed=True),),
    ),
    Command(
        "certify",
        Told(
            "从测评记录重新算一遍，写出核验书；不成立时退出码为 4",
            "work everything out again from the observations, and write the certificate; exit code 4 where "
            "it does not hold",
        ),
        own.certified,
        (
            Told("tristandard certify", "tristandard certify"),
            Told("tristandard certify --edition 1", "tristandard certify --edition 1"),
        ),
        (_EDITION,),
    ),
    VERIFY,
)
