"""The pairs of a crosswalk as a list to work through: what is matched, what might be, and what must be decided."""

from __future__ import annotations

import pathlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, final

from attrs import define, field, frozen

from tristandard.basics.errors import Refused, TristandardError, all_of, refuse, wanted
from tristandard.basics.terms import Path
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.grouped import grouped
from tristandard.codec.bad_input import BadInput
from tristandard.codec.folder import ruleset_from
from tristandard.codec.tables import CROSSWALK, Tables, tables_of
from tristandard.desk.heads import Headed, headed, text_of
from tristandard.desk.layout import RELATION
from tristandard.desk.mistakes import NOT_LOADED, BadCell, NotRead
from tristandard.desk.sheets import read_workbook
from tristandard.desk.vocabulary import (
    ASK_MATCH,
    CROSSWALK_HEAD,
    FIRST,
    NO_MATCH,
    PAIR_HEADS,
    PAIR_NOTES,
    PAIRS_SHEET,
    RATIONALE,
    RELATION_HEAD,
    SECOND,
    SHARED,
)
from tristandard.desk.writing import Head, Written, write_sheets
from tristandard.rules.crosswalk import Match
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.lines import tell_bar
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence

_NO_SHEET = Sentence("没有“{sheet}”表；请用规则集生成", "the sheet {sheet} is missing; make it from a rule set")
_EMPTY = Sentence(
    "关系没有填；不再对照的请写“{word}”", "the relation is empty; write {word} where the two are matched no longer"
)
_WRITTEN = {
    CROSSWALK_HEAD: "crosswalk", FIRST: "first", SECOND: "second", RELATION_HEAD: "relation", SHARED: "measures",
    RATIONALE: "rationale",
}  # fmt: skip


@final
@frozen
class Pair:
    """Two indicators that are matched, or that ask the same measures on the same ground.

    Attributes:
        crosswalk: The code of the crosswalk; empty where they are not matched.
        first: The one.
        second: The other.
        match: How they are matched; None where they are not.
    """

    crosswalk: str
    first: Indicator
    second: Indicator
    match: Match | None = None


def pairs_of(rules: RuleSet) -> Iterator[Pair]:
    """Yield the pairs that are matched, then those that are not and ask the same measures on the same ground."""
    known, joined = rules.indicators, set[frozenset[str]]()
    for crosswalk, match in rules.matches():
        joined.add(frozenset((match.first, match.second)))
        if match.first in known and match.second in known:
            yield Pair(crosswalk.code, known[match.first], known[match.second], match)
    together = {code: shared.code for shared in grouped(rules)[0] for code in shared.code.split("+")}
    by_measure = defaultdict[str, list[Indicator]](list)
    for indicator in known.values():
        for measure in indicator.standard.measures:
            by_measure[measure].append(indicator)
    for indicators in by_measure.values():
        for first, second in combinations(indicators, 2):
            pair, group = frozenset((first.code, second.code)), together.get(first.code, first.code)
            apart = first.assessment != second.assessment and group != together.get(second.code, second.code)
            if apart and pair not in joined and _same_ground(first, second):
                joined.add(pair)
                yield Pair("", first, second)


def _same_ground(one: Indicator, other: Indicator) -> bool:
    """Return whether there may be a site at which both hold."""

    def alike(path: Path, beside: Path) -> bool:
        return path[: len(beside)] == beside or beside[: len(path)] == path

    return any(all(map(alike, first, second)) for first in one.scope.extents for second in other.scope.extents)


def write_worklist(rules: RuleSet, path: str | pathlib.Path, *, plan: Plan | None = None) -> None:
    """Write the pairs of the crosswalks as a list to work through, which `load_worklist` reads back.

    Each row has the two indicators with their bars, their relation, what must be decided, and, where a plan is given,
    at how many sites it matters.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadInput: When the file cannot be written.
    """
    wanted(rules, RuleSet)
    wanted(plan, Plan | None)
    asked = _decisions(rules)

    @cache
    def sites(code: str) -> frozenset[str]:
        scope = rules.indicators[code].scope
        return frozenset(one.code for one in plan.sites.values() if scope.covers(one.point)) if plan else frozenset()

    rows = []
    for pair in pairs_of(rules):
        first, second, match = pair.first, pair.second, pair.match
        rows.append([
            pair.crosswalk, first.code, first.zh, tell_bar(first.standard)[0], second.code, second.zh,
            tell_bar(second.standard)[0], RELATION[match.relation.value] if match else "",
            "; ".join(sorted(match.measures)) if match else "", match.rationale if match else "",
            "" if match is None else "\n".join(asked.get(frozenset((first.code, second.code)), ())),
            str(len(sites(first.code) & sites(second.code))) if plan else "",
        ])  # fmt: skip
        if match is None:
            rows[-1][-2] = ASK_MATCH
    heads = [
        Head(
            title, width, PAIR_NOTES.get(title, ""), [*RELATION.values(), NO_MATCH] if title == RELATION_HEAD else (),
            number=title == list(PAIR_HEADS)[-1], fixed=title not in _WRITTEN or title in (FIRST, SECOND),
        )
        for title, width in PAIR_HEADS.items()
    ]  # fmt: skip
    write_sheets(path, [Written(PAIRS_SHEET, heads, rows, frozen=2, printed=True)])


def _decisions(rules: RuleSet) -> dict[frozenset[str], list[str]]:
    """Return what keeps matched indicators from being one, in Chinese, by each pair of them."""
    found = defaultdict[frozenset[str], list[str]](list)
    for problem in grouped(rules)[1]:
        if isinstance(problem, CannotMerge):
            for pair in combinations(problem.members, 2):
                found[frozenset(pair)].append(problem.text("zh"))
    return found


@final
@define
class _Working:
    """What was read of a list: the rows of matches, and what is wrong with it."""

    file: str
    headed: Headed
    matches: dict[tuple[str, str], tuple[int, dict[str, Any]]]
    only: str
    problems: list[BadCell] = field(factory=list)

    def note(self, row: int, column: int, reason: TristandardError) -> None:
        """Gather a mistake."""
        self.problems.append(BadCell(self.file, PAIRS_SHEET, row, column, reason))

    def take(self, number: int, told: Mapping[str, str]) -> None:
        """Take a row: a match that is written, kept, or struck out."""
        pair = told[FIRST], told[SECOND]
        relation = next((code for code, word in RELATION.items() if word == told[RELATION_HEAD]), told[RELATION_HEAD])
        if relation == NO_MATCH:
            self.matches.pop(pair, None)
        elif relation:
            row = {key: told[head] for head, key in _WRITTEN.items()}
            row |= {"relation": relation, "crosswalk": row["crosswalk"] or self.only}
            self.matches[pair] = (number, row)
        elif pair in self.matches:
            self.note(number, self.headed.columns[RELATION_HEAD], NotRead(_EMPTY(word=NO_MATCH)))

    def place(self, problem: TristandardError) -> None:
        """Gather what the library says, at its cell."""
        place = problem.placed
        reason = problem.reason if isinstance(problem, BadInput) else problem
        head = next((head for head, key in _WRITTEN.items() if key == place.key), "")
        self.note(place.row, self.headed.columns.get(head, 0), reason)


def load_worklist(path: str | pathlib.Path, rules: RuleSet) -> RuleSet:
    """Load a list that `write_worklist` made and people worked through: the rule set with the matches as they are now.

    A pair without a relation is not decided yet; 不对照 takes a match away; pairs that are not listed stay as they are.

    Args:
        path: Of the workbook.
        rules: The rule set from which it was made.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is no workbook, or has no such sheet.
        Refused: With every mistake, as `BadCell`.
    """
    wanted(rules, RuleSet)
    book, tables = read_workbook(path), tables_of(rules)
    sheet = next((sheet for sheet in book.sheets if sheet.name == PAIRS_SHEET), None)
    if sheet is None:
        raise BadCell(book.name, "", 0, 0, NotRead(_NO_SHEET(sheet=PAIRS_SHEET)))
    found = headed(book.name, sheet, lambda head: head if head in PAIR_HEADS else None, _WRITTEN)
    known = {(row["first"], row["second"]): (number, row) for number, row in tables.matches}
    only = rules.crosswalks[0].code if len(rules.crosswalks) == 1 else ""
    working = _Working(book.name, found, known, only)
    for number, row in found.rows:
        told = dict[str, str]()
        for head in _WRITTEN:
            try:
                told[head] = text_of(row.get(found.columns[head], "")).strip()
            except NotRead as reason:
                working.note(number, found.columns[head], reason)
        if len(told) == len(_WRITTEN):
            working.take(number, told)
    made, message = None, NOT_LOADED(file=book.name)
    try:
        matches = list(working.matches.values())
        made = ruleset_from(book.name, Tables(tables.table, tables.indicators, matches, {CROSSWALK: PAIRS_SHEET}))
    except Refused as refusal:
        for problem in all_of(refusal.exceptions, TristandardError):
            working.place(problem)
    refuse(message, working.problems)
    assert made is not None
    return made
