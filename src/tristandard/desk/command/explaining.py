"""The commands that print what results and rules say: why a unit scored so, what differs, the rule book."""

from __future__ import annotations

from pathlib import Path

from tristandard.codec.results import load_results
from tristandard.codec.rows import to_rows
from tristandard.desk.book import write_rulebook
from tristandard.desk.command.shape import A_FILE, A_UNIT, AN_ASSESSMENT, EDITION, Call, Command, Done, Taken
from tristandard.desk.mistakes import NotDone
from tristandard.desk.page.comparison import write_comparison
from tristandard.desk.printing import BOOK
from tristandard.reports.explanation import explain
from tristandard.scoring.changes import changes
from tristandard.words.sentence import Sentence, Told

_TWO = Sentence("比较要有两版；现有的是 {known}", "two editions are compared; there are {known}")
_NONE, _COMPARED = Told("无", "none"), Told("对照.html", "comparison.html")
_COMPARED_WITH = Sentence("对照-{period}.html", "comparison-{period}.html")
_OF_ANOTHER = Sentence(
    "{file} 也是 {period} 的，却不是本项目的任何一版；请给往期的结果；比较本项目的两版，请运行 tristandard compare 1 2",
    "{file} is of {period} too, and is no edition of this project; give results of an earlier period, or compare two "
    "editions with tristandard compare 1 2",
)


def explained(call: Call) -> Done:
    """Print why a unit scored what it did."""
    project, depth, named = call.project, call.given["depth"], call.given["assessment"]
    results = project.results(call.given["edition"])
    books = [call.assessment(named)] if named else list(project.own)
    [unit] = call.units([call.given["unit"]], {unit for code in books for unit in results[code]})
    cards = [results[code][unit] for code in books if unit in results[code]]
    texts = [explain(card).text(call.language, depth=depth) for card in cards]
    rows = [{"assessment": card.assessment.code, **row} for card in cards for row in to_rows(card.breakdown)]
    return Done("\n\n".join(texts), rows)


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
    return Done(f"{found.text(call.language)}\n\n{call.say_written(path)}", to_rows(found), [path])


def _compared_with(call: Call, other: str, edition: int | None) -> Done:
    """Write a page of an earlier period beside this one; of the same period only an edition of this project."""
    project = call.project
    before, after = load_results(other, project.merged), project.results(edition)
    if before.period == after.period and before.digest not in {one.digest for one in project.every()}:
        raise NotDone(_OF_ANOTHER(file=other, period=str(before.period)))
    path = project.out / call.say(_COMPARED_WITH(period=str(before.period)))
    write_comparison(path, project.printed(before), project.printed(after), language=call.language)
    return call.wrote([path])


def rules_printed(call: Call) -> Done:
    """Write the rule book of the merged rules."""
    project, named = call.project, call.given["to"]
    with call.alone():
        path, told = call.place(Path(named or project.out / f"{call.say(BOOK)}.docx"), named=bool(named))
        write_rulebook(path, project.merged, language=call.language)
        project.kept.note([path])
    return Done("\n".join([*told, call.say_written(path)]), written=[path])


#: The commands, with their words.
EXPLAIN = Command(
    "explain",
    Told("说明一个单位为什么得这个分", "print why a unit scored what it did"),
    explained,
    (
        Told("tristandard explain 天宁区", "tristandard explain 320402"),
        Told(
            "tristandard explain 天宁区 --assessment 城市长效综合管理 --depth 2",
            "tristandard explain 320402 --assessment urban --depth 2",
        ),
    ),
    (
        Taken("unit", Told("单位的名称或编码", "the unit by its label or code"), A_UNIT, needed=True),
        Taken(
            "--assessment",
            Told("只说明这一套测评，写名称或编码", "of one assessment alone, by its label or code"),
            AN_ASSESSMENT,
        ),
        Taken("--depth", Told("说明到第几层", "how many levels deep"), Told("层数", "N"), whole=True),
        EDITION,
    ),
)
COMPARE = Command(
    "compare",
    Told(
        "列出两版之间的变动，默认最后两版，另写成网页；写 --before 的与往期结果对照",
        "print what differs between two editions, by default the last two, and write a page of it; "
        "with --before, compare with an earlier period",
    ),
    compare,
    (
        Told("tristandard compare", "tristandard compare"),
        Told("tristandard compare 1 2", "tristandard compare 1 2"),
    ),
    (
        Taken("edition", Told("版次", "the numbers of the editions"), Told("版次", "N"), many=True, whole=True),
        Taken("--before", Told("往期结果的文件", "the results of an earlier period"), A_FILE),
    ),
)
RULEBOOK = Command(
    "rulebook",
    Told(
        "写出融合测评体系：每类点位的指标、标准、谁测谁用、扣分、依据",
        "write the rule book of the merged rules: by type of site each indicator, its standard, who measures it, "
        "what it costs, and its clauses",
    ),
    rules_printed,
    (
        Told("tristandard rulebook", "tristandard rulebook"),
        Told("tristandard rulebook --to 融合测评体系.xlsx", "tristandard rulebook --to rulebook.html"),
    ),
    (
        Taken(
            "--to",
            Told("写到哪个文件：.docx、.xlsx 或 .html", "the file to write: .docx, .xlsx or .html"),
            A_FILE,
        ),
    ),
)
