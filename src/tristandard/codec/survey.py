"""Areas, units, sites and observations in and out, as CSV or as JSON by the file's ending.

Both hold the same rows; JSON also holds findings, which have a table of their own. All mistakes of a file,
up to a thousand, are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, final

from attrs import define, field

from tristandard.basics.errors import BadValue, refuse, wanted
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.codec.files import SURVEY_LIMIT
from tristandard.codec.quick import Rows as QuickRows
from tristandard.codec.reader import Reader
from tristandard.codec.sources import RowSource, rows_from
from tristandard.codec.survey_converter import converter_of
from tristandard.codec.survey_out import write_things
from tristandard.codec.survey_rows import SurveyRows, survey_rows
from tristandard.codec.survey_tables import (
    A_CODE_OF_ITS_OWN,
    AREAS,
    OBSERVATIONS,
    SITES,
    UNITS,
    SurveyTable,
    code_of,
)
from tristandard.codec.target import Writable
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence


def load_areas(source: RowSource, *, encoding: str | None = None, limit: int = SURVEY_LIMIT) -> tuple[Term, ...]:
    """Load areas of your own, for `RuleSet.extended`: columns code, zh, en, parent."""
    return _load(source, AREAS, None, encoding, limit)


def load_units(source: RowSource, *, encoding: str | None = None, limit: int = SURVEY_LIMIT) -> tuple[Unit, ...]:
    """Load units of your own, for `RuleSet.extended`: columns code, zh, en, kind, parent, external."""
    return _load(source, UNITS, None, encoding, limit)


def load_sites(
    source: RowSource, rules: RuleSet, *, encoding: str | None = None, limit: int = SURVEY_LIMIT
) -> tuple[Site, ...]:
    """Load sites: columns code, zh, area, zone, site_type, units ("a 0.2; b 0.8"), external ("grid=…").

    Args:
        source: A path that ends in .csv or .json, an open text file, or an iterable of mappings, a row each.
        rules: The rule set whose areas, zones and site types the sites name.
        encoding: Of a table whose bytes fit both UTF-8 and GB18030 with different text: "utf-8" or
            "gb18030"; else it is detected.
        limit: The largest file that is read, in bytes.

    Raises:
        Refused: With every mistake of the file.
    """
    wanted(rules, RuleSet)
    return _load(source, SITES, rules, encoding, limit)


def load_observations(
    source: RowSource, rules: RuleSet, *, encoding: str | None = None, limit: int = SURVEY_LIMIT
) -> tuple[Observation, ...]:
    """Load observations: columns source, id, revision, site, indicator, made, outcome, values, reason, visit, external.

    `outcome` is measured, not_applicable or not_measured; `values` is "3 处", or "measure=value; …"
    where the indicator asks about several. Raises as `load_sites` does.
    """
    wanted(rules, RuleSet)
    return _load(source, OBSERVATIONS, rules, encoding, limit)


def write_areas(areas: Iterable[Term], path: Writable, *, ending: str = "") -> None:
    """Write areas so that they load equal; see `write_sites`."""
    write_things(areas, path, AREAS, ending=ending)


def write_units(units: Iterable[Unit], path: Writable, *, ending: str = "") -> None:
    """Write units so that they load equal; see `write_sites`."""
    write_things(units, path, UNITS, ending=ending)


def write_sites(sites: Iterable[Site], path: Writable, rules: RuleSet | None = None, *, ending: str = "") -> None:
    """Write sites so that they load equal, to a path that ends in .csv or .json, or to an open text file.

    Of an open file whose name does not tell, `ending` says which: ".csv" or ".json".

    A file holds the last code of each path, and loading adds the ancestors. Give the rules under which the
    sites will be loaded, and what they would refuse, or read as another path, is refused.
    """
    wanted(rules, RuleSet | None)
    write_things(sites, path, SITES, rules, ending=ending)


def write_observations(
    observations: Iterable[Observation], path: Writable, rules: RuleSet, *, ending: str = ""
) -> None:
    """Write observations so that they load equal under the rules given; findings need JSON. See `write_sites`.

    Raises:
        Refused: With every word that the rules do not declare, and every value that its measure does not have.
    """
    wanted(rules, RuleSet)
    write_things(observations, path, OBSERVATIONS, rules, ending=ending)


CANNOT_BE_LOADED = Sentence("{name} 无法读入", "{name} cannot be loaded")


def _load(
    source: RowSource, table: SurveyTable, rules: RuleSet | None, encoding: str | None, limit: int
) -> tuple[Any, ...]:
    """Return the things in a file. One in which something is wrong is read again, with the line
    of each code at hand.
    """
    path, convert = rows_from(source, limit), converter_of(rules)
    marks = _Marks()
    found = _taken(survey_rows(path, table, encoding, limit), table, Reader(convert), marks)
    if found is not None and not marks.repeated:
        return tuple(found)
    del found, marks
    rows, reader = survey_rows(path, table, encoding, limit), Reader(convert)
    things = _taken(rows, table, reader, _Codes())
    refuse(CANNOT_BE_LOADED(name=rows.name), reader.problems)
    assert things is not None
    return tuple(things)


HAS_IT_TOO = Sentence("{where}也用了它；请各用各的，或删去一个", "{where} has it too; give each its own, or drop one")


def _taken(rows: SurveyRows, table: SurveyTable, reader: Reader, codes: _Marks | _Codes) -> list[Any] | None:
    """Return the things in rows; None at the first mistake, where codes have no lines, so that it cannot be told."""
    quick = QuickRows(reader.convert) if table is OBSERVATIONS else None
    things: list[Any] = []
    for line, row in rows.rows:
        thing = quick.take(row) if quick else None
        if thing is None:
            thing = reader.take(row, table.kind, rows.name, rows.place(line, row))
            if quick and thing is not None:
                quick.learn(row, thing)
        things.append(thing)
        code = code_of(thing) if thing is not None else _written_code(table, row)
        if code is not None and (before := codes.given(code, line)) is not None:
            remedy = HAS_IT_TOO(where=rows.at(before).told)
            reader.note(rows.name, rows.at(line), BadValue(code, A_CODE_OF_ITS_OWN, remedy))
        if reader.full or (reader.problems and isinstance(codes, _Marks)):
            break
    for problem in rows.shape:
        reader.gather(problem)
    return None if reader.problems else things


def _written_code(table: SurveyTable, row: Any) -> str | None:
    """Return the code of a row that has mistakes, where its table has codes; None where none is written."""
    code = row.get("code") if "code" in table.columns and isinstance(row, Mapping) else None
    return code if isinstance(code, str) and code else None


@final
@define
class _Marks:
    """The codes of many rows in little room: eight bytes of each, by which one that was given again is noticed."""

    _marks: list[array[int]] = field(factory=lambda: [array("q") for _ in range(64)])

    def given(self, key: object, _: int) -> None:
        """Note the code of a row."""
        mark = hash(key)
        self._marks[mark % 64].append(mark)

    @property
    def repeated(self) -> bool:
        """Whether some code was perhaps given twice."""
        return any(len(set(marks)) < len(marks) for marks in self._marks)


@final
@define
class _Codes:
    """The codes of rows, each with the first that has it."""

    _first: dict[object, int] = field(factory=dict)

    def given(self, key: object, line: int) -> int | None:
        """Return the line of an earlier row with a code; None where this is the first."""
        first = self._first.setdefault(key, line)
        return None if first == line else first
