"""Figures from outside as a sheet of a survey: written to be filled in, read back, and told at their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.errors import Refused, TristandardError, all_of, refuse, wanted
from tristandard.basics.points import exact, plain
from tristandard.basics.terms import UnknownTerm
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.files import path_of
from tristandard.desk.entries import Entries, Entry
from tristandard.desk.kinds import GIVENS, KINDS, VALUE
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import BadCell, NotRead, letters
from tristandard.desk.vocabulary import FIGURE_NOTES, NO_FIGURE
from tristandard.desk.writing import Head, Written, write_sheets
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.figures import Figures, assesses, checked, known_figures, strange_nodes, strange_units
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_NONE_SUCH = Sentence(
    "没有{kind}“{text}”；可写名称或编码：{known}",
    "there are no {kind} called {text!r}; write a label or a code: {known}",
)
_TWICE = Sentence(
    "{place} 也给了这个数；请只留一处", "this figure stands in {place} too; keep it in one place"
)
_A_FIGURE = Sentence("{reason}；不适用的写“{word}”", "{reason}; write {word} where it does not apply")
_NOT_LISTED, _ASKED = Told("给定数据没有写出", "no figures are listed"), Told("所给的 assessments", "`assessments`")
#: What a figure is of: assessment, name of the figure, unit.
Key = tuple[str, str, str]


@final
@frozen
class GivenCell:
    """A figure from outside, and the cell in which it stands; None for one that is not applicable."""

    figure: Fraction | None
    file: str
    sheet: str
    row: int
    column: int

    @property
    def where(self) -> str:
        """The cell as a spreadsheet names it."""
        return f"{self.file} {self.sheet}!{letters(self.column)}{self.row}"

    def bad(self, reason: TristandardError) -> BadCell:
        """Return a mistake at the cell."""
        return BadCell(self.file, self.sheet, self.row, self.column, reason)


def read_givens(reading: Entries, entries: Iterable[Entry], known: Known) -> dict[Key, GivenCell]:
    """Return the figures of the rows of 给定数据; what is wrong is noted. A row without a figure gives none yet."""
    found = dict[Key, GivenCell]()
    for entry in entries:
        told = entry.cells[VALUE]
        wrong = list(_strange(entry, known)) if told else []
        for column, why in wrong:
            reading.note(entry.sheet, entry.row, entry.columns[column], why)
        if not told or wrong:
            continue
        cell = (reading.file, entry.sheet, entry.row, entry.columns[VALUE])
        try:
            one = GivenCell(None if told == NO_FIGURE else exact(told), *cell)
        except TristandardError as reason:
            reading.note(*cell[1:], NotRead(_A_FIGURE(reason=reason.told, word=NO_FIGURE)))
            continue
        key = (entry.cells["assessment"], entry.cells["figure"], entry.cells["unit"])
        reading.problems += given_twice({key: one}, found)
        found.setdefault(key, one)
    return found


def given_twice(cells: Mapping[Key, GivenCell], before: Mapping[Key, GivenCell]) -> Iterator[BadCell]:
    """Yield each figure that another cell has too."""
    for key, one in cells.items():
        if key in before:
            yield one.bad(NotRead(_TWICE(place=before[key].where)))


def stated_twice(cells: Mapping[Key, GivenCell], others: Figures, file: str) -> Iterator[BadCell]:
    """Yield each figure that a file of settings has too."""
    return (one.bad(NotRead(_TWICE(place=file))) for key, one in cells.items() if key in others)


def _strange(entry: Entry, known: Known) -> Iterator[tuple[str, NotRead]]:
    """Yield what in a row names nothing that there is, by its column."""
    book = entry.cells["assessment"]
    books = {one.code for one in known.rules.assessments}
    places = (
        ("assessment", known.by_axis["assessment"], books),
        ("figure", known.figures(book), set(known.rules.assessment(book).model.figures) if book in books else None),
        ("unit", known.by_axis["unit"], {one.code for one in known.rules.units}),
    )
    for column, labels, codes in places:
        if codes is not None and entry.cells[column] not in codes:
            text = entry.cells[column]
            yield column, NotRead(_NONE_SUCH(kind=labels.kind, text=text, known=labels.near(text)))


def wrong_figures(
    merged: MergedRules, cells: Mapping[Key, GivenCell], stated: Figures, file: str
) -> Iterator[TristandardError]:
    """Yield what keeps figures from being scored, each at its cell, or at its key in a file of settings; what is wrong
    with several together at the first workbook that gives one.

    Args:
        merged: The rules.
        cells: The figures of workbooks.
        stated: The figures of the file of settings.
        file: What that is called.
    """
    alone: list[TristandardError] = list(strange_figures(merged.rule_set, stated, file))
    for key, one in cells.items():
        alone += map(one.bad, _wrong(merged, {key: one.figure}))
    known = known_figures(merged.rule_set)
    for key, figure in stated.items():
        read = key[:2] in known  # otherwise that is told once for all its units
        wrong = _wrong(merged, {key: figure}) if read else strange_units(merged, known, key)
        alone += [_at(file, key, one) for one in wrong]
    yield from alone
    if not alone:
        together = _wrong(merged, {**stated, **{key: one.figure for key, one in cells.items()}})
        first = None if list(_wrong(merged, stated)) else next(iter(cells.values()), None)
        for reason in together:
            yield BadCell(first.file, first.sheet, 0, 0, reason) if first else _at(file, (), reason)


def strange_figures(rules: RuleSet, stated: Figures, file: str) -> Iterator[TristandardError]:
    """Yield each node of figures in a file of settings that no model of the rules reads, once."""
    known = known_figures(rules)
    for node in dict.fromkeys(key[:2] for key in stated):
        yield from (_at(file, node, one) for one in strange_nodes(known, [(*node, "")]))


def _at(file: str, key: tuple[str, ...], reason: TristandardError) -> BadInput:
    """Return a mistake at the key of some figures in a file of settings."""
    return BadInput(file, under("givens", *key), reason)


def _wrong(merged: MergedRules, figures: Figures) -> Iterator[TristandardError]:
    try:
        checked(merged, figures)
    except Refused as problem:
        yield from problem.reasons


def write_givens(
    plan: Plan, path: str | Path, *, givens: Figures | None = None, assessments: Iterable[str] | None = None
) -> int:
    """Write 给定数据 to be filled in: a row for each figure that an assessment is given of a unit from outside.

    `load_survey` reads it back; a row without a figure gives none. Nothing is written where no figure is asked for.

    Args:
        plan: Whose rules ask for the figures.
        path: Of an .xlsx.
        givens: The figures that are known already, as `score` takes them.
        assessments: The codes of those whose figures alone are listed; all where none are named.

    Returns:
        How many rows there are.

    Raises:
        NotRead: When the extra `desk` is not installed.
        Refused: With each assessment that there is not, and each figure that cannot be scored.
        BadInput: When the file cannot be written.
    """
    wanted(plan, Plan)
    target = path_of(path)
    rows, known = list[list[str]](), {} if givens is None else checked(plan.merged, givens)
    codes = None if assessments is None else set(all_of(assessments, str))
    there = tuple(one.code for one in plan.rules.assessments)
    refuse(_NOT_LISTED, [UnknownTerm("assessment", one, _ASKED, there) for one in sorted((codes or set()) - {*there})])
    shown = Known(plan.rules)
    books, units = shown.by_axis["assessment"], shown.by_axis["unit"]
    for book in plan.rules.assessments:
        if codes is not None and book.code not in codes:
            continue
        figures = shown.figures(book.code)
        for name in book.model.figures:
            for unit in plan.rules.units:
                if assesses(plan.merged, book.code, unit.code):
                    figure = _shown(known, (book.code, name, unit.code))
                    rows.append([*(labels.shown(one) for labels, one in (
                        (books, book.code), (figures, name), (units, unit.code)
                    )), figure])  # fmt: skip
    if rows:
        columns = KINDS[GIVENS].columns
        heads = [Head(one.head, 24, FIGURE_NOTES.get(one.head, ""), number=one.key == VALUE) for one in columns]
        write_sheets(target, [Written(GIVENS, heads, rows, frozen=3, printed=True)])
    return len(rows)


def _shown(known: Figures, key: Key) -> str:
    if key not in known:
        return ""
    figure = known[key]
    return NO_FIGURE if figure is None else plain(figure)
