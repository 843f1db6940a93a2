"""The command of whoever decides which indicators ask the same: the pairs as a list, and the rules that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from tristandard.basics.errors import TristandardError
from tristandard.checks.report import check
from tristandard.codec.files import is_there
from tristandard.codec.folder import write_ruleset
from tristandard.desk.checking import marked_beside
from tristandard.desk.command.shape import A_FILE, REFUSED, Call, Command, Done, Taken
from tristandard.desk.mistakes import NotDone
from tristandard.desk.rules_in import rules_for
from tristandard.desk.rules_out import write_rules
from tristandard.desk.worklist import load_worklist, pairs_of, write_worklist
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

_LIST, _RULES_BOOK = Told("对照清单.xlsx", "worklist.xlsx"), Told("规则集.xlsx", "ruleset.xlsx")
_LISTED = Sentence(
    "对照的 {matched} 对，可能对照而还没有定的 {open} 对。\n已写出 {path}；填好“关系”和“理由”，再运行 "
    "tristandard worklist {path}",
    "{matched:pair is|pairs are} matched, {open} might be, and nobody has decided.\nwritten: {path}; fill in 关系 (the "
    "relation) and 理由 (the reason), and run tristandard worklist {path}",
)
_READ = Sentence(
    "对照的 {matched} 对：新增 {added} 对，改动 {changed} 对，取消 {dropped} 对；还没有定的 {open} 对。\n已写出规则 "
    "{path}；请检查：tristandard check --rules {path}",
    "{matched:pair is|pairs are} matched: {added} new, {changed} changed, {dropped} struck out; {open} not decided.\n"
    "written: {path}, the rules; check them: tristandard check --rules {path}",
)
_MARKED = Sentence(
    "{error}\n\n标出错处的副本：{copies}\n请改好副本，再读入一次。",
    "{error}\n\nA copy with the cells marked: {copies}\nMend the copy, and load that.",
)
_TAKEN = Sentence(
    "{path} 已经在那里，没有覆盖；请用 --to 另取一个名称",
    "{path} is there, and is not replaced; give another name with --to",
)
#: How a pair is matched, by the codes of its indicators: crosswalk, relation, shared measures, reason.
_Matches = Mapping[tuple[str, str], tuple[object, ...]]


def worked_through(call: Call) -> Done:
    """Write the pairs of the crosswalks as a list, or read one that was worked through, and write its rules."""
    given = call.given
    with nullcontext() if given["rules"] else call.alone():
        rules = rules_for(given["rules"]) if given["rules"] else call.project.base
        return _read(call, rules, Path(given["list"])) if given["list"] else _list(call, rules)


def _list(call: Call, rules: RuleSet) -> Done:
    """Write the list; in a project whose rules can be merged it says at how many sites a pair matters."""
    path, told = _place(call, _LIST)
    plan = None if call.given["rules"] or check(rules).problems else call.project.plan
    write_worklist(rules, path, plan=plan)
    rows = _rows(rules)
    told.append(call.say(_LISTED(matched=len(_matches(rules)), open=_open(rows), path=str(path))))
    _note(call, path)
    return Done("\n".join(told), rows, [path])


def _read(call: Call, rules: RuleSet, source: Path) -> Done:
    """Write the rules with the matches of a list; a faulty list gets a marked copy beside it."""
    try:
        made = load_worklist(source, rules)
    except TristandardError as error:
        copies = tuple(marked_beside(source, error, call.language))
        told = _MARKED(error=error.told, copies=[str(path) for path in copies]) if copies else error.told
        return Done(call.say(told), written=copies, code=REFUSED, problems=list(error.reasons))
    path, _ = _place(call, _RULES_BOOK)
    (write_rules if path.suffix.lower() == ".xlsx" else write_ruleset)(made, path)
    before, after, rows = _matches(rules), _matches(made), _rows(made)
    told = _READ(
        matched=len(after), added=len(after.keys() - before.keys()), dropped=len(before.keys() - after.keys()),
        changed=sum(before.get(pair, match) != match for pair, match in after.items()), open=_open(rows),
        path=str(path),
    )  # fmt: skip
    _note(call, path)
    return Done(call.say(told), rows, [path])


def _place(call: Call, name: Told) -> tuple[Path, list[str]]:
    """Return where something is written, as `Call.place` does; without a project nothing at all is written over."""
    named, alone = call.given["to"], call.given["rules"]
    usual = Path(named or (call.folder if alone else call.project.out) / call.say(name))
    if not alone:
        return call.place(usual, named=bool(named))
    if is_there(usual):
        raise NotDone(_TAKEN(path=str(usual)))
    return usual, []


def _note(call: Call, path: Path) -> None:
    """Remember what was written in a project."""
    if not call.given["rules"]:
        call.project.kept.note([path])


def _matches(rules: RuleSet) -> _Matches:
    """Return how each pair is matched."""
    return {
        (one.first, one.second): (crosswalk.code, one.relation, one.measures, one.rationale)
        for crosswalk, one in rules.matches()
    }


def _rows(rules: RuleSet) -> list[dict[str, str]]:
    """Return the pairs for a program; those that are not decided have no relation."""
    return [
        {
            "crosswalk": one.crosswalk, "first": one.first.code, "second": one.second.code,
            "relation": one.match.relation.value if one.match else "",
            "rationale": one.match.rationale if one.match else "",
        }
        for one in pairs_of(rules)
    ]  # fmt: skip


def _open(rows: list[dict[str, str]]) -> int:
    """Return how many pairs nobody has decided."""
    return sum(not one["relation"] for one in rows)


#: The command, with its words.
WORKLIST = Command(
    "worklist",
    Told(
        "列出哪些指标问的可能是同一件事，供逐对确定；填好的读回来，写出改好的规则",
        "list which indicators may ask the same, to be decided pair by pair; read back, it becomes the rules",
    ),
    worked_through,
    (
        Told("tristandard worklist", "tristandard worklist"),
        Told("tristandard worklist out/对照清单.xlsx", "tristandard worklist out/worklist.xlsx"),
        Told(
            "tristandard worklist --rules changzhou-2022 --to 清单.xlsx",
            "tristandard worklist --rules changzhou-2022 --to pairs.xlsx",
        ),
    ),
    (
        Taken("list", Told("填好的清单；不写就写出清单", "a list that was filled in; without, one is written"), A_FILE),
        Taken(
            "--rules",
            Told(
                "只用这一套规则：规则文件夹、规则工作簿（.xlsx）或编码",
                "of this rule set alone: its folder, its workbook (.xlsx), or its code",
            ),
            Told("规则", "RULES"),
        ),
        Taken(
            "--to",
            Told(
                "写到哪里：清单或规则工作簿（.xlsx）；规则也可以写成文件夹",
                "where to write: the list, or the rules, as a workbook (.xlsx) or a folder",
            ),
            A_FILE,
        ),
    ),
)
