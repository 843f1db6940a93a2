"""The commands on an office's own quarter: from a score to what is printed and explained of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import evolve

from tristandard.codec.issued import write_certificate
from tristandard.codec.results import load_results
from tristandard.codec.rows import to_rows
from tristandard.desk.book import write_rulebook
from tristandard.desk.command.shape import BESIDE, DONE, NOT_HELD, Call, Done
from tristandard.desk.kept import EDITED
from tristandard.desk.mistakes import NotDone
from tristandard.desk.page.comparison import write_comparison
from tristandard.desk.printing import BOOK, told_ranking
from tristandard.desk.project import Project
from tristandard.desk.publishing import edition_folder, write_report
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.scoring.changes import changes
from tristandard.scoring.headline import notice_of
from tristandard.scoring.notice import notices
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

_WRITTEN = Sentence("已写出 {paths}", "written: {paths}")
_KEPT = Sentence("有人改过的文件没有丢，保留在 {paths}", "what somebody changed is kept: {paths}")
_TAKEN = Sentence(
    "{path} 已经在那里，不是程序写的；请另取一个名称",
    "{path} is there, and is not what this program wrote; give another name",
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
    parts += [*notice_of(results.identity, call.language), call.say(_WRITTEN(paths=[str(path)]))]
    rows = [row for code in project.own for row in to_rows(results[code])]
    return Done("\n\n".join(parts), rows, [path])


def report(call: Call) -> Done:
    """Write what is printed of an edition."""
    project = call.project
    results = project.results(call.given["edition"])
    written = write_report(project, results, project.settings.write, language=call.language, whole=True)
    done = _wrote(call, written)
    kept = [str(path) for path in _files(edition_folder(project, results, call.language) / call.say(EDITED))]
    return evolve(done, told=f"{done.told}\n\n{call.say(_KEPT(paths=kept))}") if kept else done


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
        return _wrote(call, written, to_rows([one for one in notices(results.ledger) if one.found_by in project.own]))
    return Done(call.say(_NO_NOTICES))


def explained(call: Call) -> Done:
    """Print why a unit scored what it did."""
    project, depth, named = call.project, call.given["depth"], call.given["assessment"]
    results = project.results(call.given["edition"])
    books = [call.assessment(named)] if named else list(project.own)
    [unit] = call.units([call.given["unit"]], {unit for code in books for unit in results[code]})
    cards = [results[code][unit] for code in books if unit in results[code]]
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
    project, named = call.project, call.given["to"]
    usual = Path(named or project.out / f"{call.say(BOOK)}.docx")
    path = project.kept.free(usual)
    if named and path != usual:
        raise NotDone(_TAKEN(path=str(usual)))
    write_rulebook(path, project.merged, language=call.language)
    project.kept.note([path])
    done = _wrote(call, [path])
    return done if path == usual else evolve(done, told=f"{call.say(BESIDE(path=str(usual)))}\n{done.told}")


def certified(call: Call) -> Done:
    """Print the certificate of an edition, and write it."""
    project = call.project
    made = project.certify(call.given["edition"])
    path = project.certificate_path(int(made.identity["edition"]))
    write_certificate(made, path)
    told = f"{made.text(call.language)}\n{call.say(_WRITTEN(paths=[str(path)]))}"
    rows = [{"holds": made.holds, "disagreements": [str(one) for one in made.disagreements]}]
    return Done(told, rows, [path], DONE if made.holds else NOT_HELD)
