"""The commands on an office's own quarter: from a score to what is printed of it."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from tristandard.codec.issued import write_certificate
from tristandard.codec.rows import to_rows
from tristandard.desk.command.shape import A_UNIT, DONE, EDITION, NOT_HELD, Call, Command, Done, Taken
from tristandard.desk.kept import EDITED
from tristandard.desk.printing import told_ranking
from tristandard.desk.project import Project
from tristandard.desk.publishing import edition_folder, write_report
from tristandard.reports.statement import statement
from tristandard.scoring.headline import notice_of
from tristandard.scoring.notice import notices
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

_KEPT = Sentence("有人改过的文件没有丢，保留在 {paths}", "what somebody changed is kept: {paths}")
_DROPPED = Sentence(
    "第 1 版原来写出的内容（{folder}）已随之删去，请重新运行 tristandard report",
    "what was printed of the former edition 1 ({folder}) is removed with it; run tristandard report again",
)
_NO_NOTICES = Told("没有要通报的问题", "there is no problem to tell other offices of")


def score(call: Call) -> Done:
    """Score the period as edition 1."""
    project = call.project
    before = {folder: _files(folder) for folder in project.printed_folders(1) if folder.is_dir()}
    done = ranked(call, project.score(again=call.given["again"]))
    dropped = [folder for folder, files in before.items() if _files(folder) != files]
    told = [call.say(_DROPPED(folder=[str(folder) for folder in dropped]))] if dropped else []
    kept = [str(path) for folder in dropped for path in _files(folder)]
    return evolve(done, told="\n\n".join([done.told, *told, *([call.say(_KEPT(paths=kept))] if kept else [])]))


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder, and in those inside it."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def ranked(call: Call, results: Results) -> Done:
    """Return what is printed of results that were just written: the rankings of the own assessments."""
    project, parts = call.project, list[str]()
    for code in project.own:
        parts.append(told_ranking(results[code], call.language))
    path = project.results_path(results.edition)
    parts += [*notice_of(results.identity, call.language), call.say_written(path)]
    rows = [row for code in project.own for row in to_rows(results[code])]
    return Done("\n\n".join(parts), rows, [path])


def report(call: Call) -> Done:
    """Write what is printed of an edition."""
    project = call.project
    results = project.results(call.given["edition"])
    written = write_report(project, results, project.settings.write, language=call.language, whole=True)
    done = call.wrote(written)
    kept = [str(path) for path in _files(edition_folder(project, results, call.language) / call.say(EDITED))]
    return evolve(done, told=f"{done.told}\n\n{call.say(_KEPT(paths=kept))}") if kept else done


def state(call: Call) -> Done:
    """Print the statement of units, or write those of all."""
    project = call.project
    results = project.results(call.given["edition"])
    if not call.given["unit"]:
        return call.wrote(write_report(project, results, ["statement"], language=call.language))
    own = project.printed(results)
    made = [statement(own, unit) for unit in call.units(call.given["unit"], _scored(project, results))]
    return Done("\n\n".join(one.text(call.language) for one in made), [row for one in made for row in to_rows(one)])


def _scored(project: Project, results: Results) -> set[str]:
    """Return the units that the own assessments score."""
    return {unit for code in project.own for unit in results[code]}


def tell(call: Call) -> Done:
    """Write the problems that other offices are told of."""
    project = call.project
    results = project.results(call.given["edition"])
    if written := write_report(project, results, ["notices"], language=call.language):
        return call.wrote(written, to_rows([one for one in notices(results.ledger) if one.found_by in project.own]))
    return Done(call.say(_NO_NOTICES))


def certified(call: Call) -> Done:
    """Print the certificate of an edition, and write it."""
    project = call.project
    with call.alone():
        made = project.certify(call.given["edition"])
        path = project.certificate_path(int(made.identity["edition"]))
        write_certificate(made, path)
    told = f"{made.text(call.language)}\n{call.say_written(path)}"
    rows = [{"holds": made.holds, "disagreements": [str(one) for one in made.disagreements]}]
    return Done(told, rows, [path], DONE if made.holds else NOT_HELD)


#: The commands, with their words.
SCORE = Command(
    "score",
    Told("计分，写出第 1 版结果 out/results-1.json", "score the period, and write edition 1 as out/results-1.json"),
    score,
    (
        Told("tristandard score", "tristandard score"),
        Told("tristandard score --again", "tristandard score --again"),
    ),
    (Taken("--again", Told("第 1 版还没有公布时，重新计分", "score edition 1 anew, where nobody has it yet")),),
)
REPORT = Command(
    "report",
    Told(
        "写出 project.toml 的 write 所列的内容：排名、通报、扣分明细、核验书、网页、文书",
        "write what project.toml lists under write: rankings, bulletins, statements, certificate, page, letters",
    ),
    report,
    (
        Told("tristandard report", "tristandard report"),
        Told("tristandard report --edition 1", "tristandard report --edition 1"),
    ),
    (EDITION,),
)
STATEMENT = Command(
    "statement",
    Told(
        "显示单位的扣分明细；不写单位，就把所有单位的都写成文件",
        "print the statement of units; without one, write those of all",
    ),
    state,
    (
        Told("tristandard statement 天宁区", "tristandard statement 320402"),
        Told("tristandard statement", "tristandard statement"),
    ),
    (Taken("unit", Told("单位的名称或编码", "units by their labels or codes"), A_UNIT, many=True), EDITION),
)
NOTICE = Command(
    "notice",
    Told("写出要通报给其他单位的问题（没有融合的指标）", "write the problems that other offices are told of"),
    tell,
    (Told("tristandard notice", "tristandard notice"),),
    (EDITION,),
)
CERTIFY = Command(
    "certify",
    Told(
        "从测评记录重新算一遍，写出核验书；不成立时退出码为 4",
        "work everything out again from the observations, and write the certificate; exit code 4 where "
        "it does not hold",
    ),
    certified,
    (
        Told("tristandard certify", "tristandard certify"),
        Told("tristandard certify --edition 1", "tristandard certify --edition 1"),
    ),
    (EDITION,),
)
