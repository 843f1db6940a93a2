"""Areas, units, sites and observations in and out, as CSV or as JSON by the file's ending.

Both hold the same rows; JSON also holds findings, which have a table of their own. All mistakes of a file,
up to a thousand, are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, final

from attrs import define, field, frozen
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.finding import LIFE, Event, Finding
from tristandard.basics.measure import Measure, Value, of_measure
from tristandard.basics.nouns import answer_to
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Path as TermPath
from tristandard.basics.place import Site, Term, Unit
from tristandard.basics.points import exact
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad, in_entry, in_row, under
from tristandard.codec.convert import Reader, mapped, number, plain_converter, register, strict
from tristandard.codec.csv_table import CANNOT_BE_WRITTEN, csv_text
from tristandard.codec.entries import read_entries
from tristandard.codec.files import SURVEY_LIMIT
from tristandard.codec.held import Held
from tristandard.codec.output import json_text
from tristandard.codec.quick import Rows as QuickRows
from tristandard.codec.sources import (
    Given,
    RowSource,
    Writable,
    cell_of,
    no_encoding,
    read_table_of,
    rows_from,
    target_of,
)
from tristandard.codec.text import (
    NO_VALUE,
    PERCENT,
    Undeclared,
    each,
    read_pairs,
    read_shares,
    read_value,
    says_nothing,
    show_pairs,
    show_shares,
)
from tristandard.rules.assessment import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, spoken
from tristandard.survey.admission import Words
from tristandard.survey.plan import unknown_places
from tristandard.words.sentence import Sentence, Told

_Shares = tuple[tuple[str, Fraction], ...]
#: In which column of a table stands what JSON tells inside an outcome.
_CELLS = {"outcome.measured": "values", "outcome.not_applicable": "reason", "outcome.not_measured": "reason"}
STATES = ("not_applicable", "not_measured")


@final
@frozen
class _Cell:
    """The values in a cell, and the indicator whose measures they may leave unnamed."""

    text: str
    indicator: str


@final
@frozen
class _OutcomeEntry:
    """An outcome as JSON holds it."""

    measured: tuple[tuple[str, Value], ...] | None = None
    not_applicable: NotApplicable | None = None
    not_measured: NotMeasured | None = None
    findings: tuple[Finding, ...] = ()


@final
@frozen
class _Table:
    """How one kind of thing stands in a file."""

    kind: type
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()


_AREAS = _Table(Term, ("code", "zh"), ("en", "parent"))
_UNITS = _Table(Unit, ("code", "zh", "kind"), ("en", "parent", "external"))
_SITES = _Table(Site, ("code", "area", "zone", "site_type", "units"), ("zh", "external"))
_OBSERVATIONS = _Table(
    Observation,
    ("source", "id", "site", "indicator", "made", "outcome"),
    ("revision", "values", "reason", "visit", "external"),
)
#: The columns of observations as a table: those needed, and those that may be there.
OBSERVATION_COLUMNS = (_OBSERVATIONS.columns, _OBSERVATIONS.optional)


def load_areas(source: RowSource, *, encoding: str | None = None, limit: int = SURVEY_LIMIT) -> tuple[Term, ...]:
    """Load areas of your own, for `RuleSet.extended`: columns code, zh, en, parent."""
    return _load(source, _AREAS, None, encoding, limit)


def load_units(source: RowSource, *, encoding: str | None = None, limit: int = SURVEY_LIMIT) -> tuple[Unit, ...]:
    """Load units of your own, for `RuleSet.extended`: columns code, zh, en, kind, parent, external."""
    return _load(source, _UNITS, None, encoding, limit)


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
    return _load(source, _SITES, rules, encoding, limit)


def load_observations(
    source: RowSource, rules: RuleSet, *, encoding: str | None = None, limit: int = SURVEY_LIMIT
) -> tuple[Observation, ...]:
    """Load observations: columns source, id, revision, site, indicator, made, outcome, values, reason, visit, external.

    `outcome` is measured, not_applicable or not_measured; `values` is "3 处", or "measure=value; …"
    where the indicator asks about several. Raises as `load_sites` does.
    """
    wanted(rules, RuleSet)
    return _load(source, _OBSERVATIONS, rules, encoding, limit)


def write_areas(areas: Iterable[Term], path: Writable, *, ending: str = "") -> None:
    """Write areas so that they load equal; see `write_sites`."""
    _write(areas, path, _AREAS, ending=ending)


def write_units(units: Iterable[Unit], path: Writable, *, ending: str = "") -> None:
    """Write units so that they load equal; see `write_sites`."""
    _write(units, path, _UNITS, ending=ending)


def write_sites(sites: Iterable[Site], path: Writable, rules: RuleSet | None = None, *, ending: str = "") -> None:
    """Write sites so that they load equal, to a path that ends in .csv or .json, or to an open text file.

    Of an open file whose name does not tell, `ending` says which: ".csv" or ".json".

    A file holds the last code of each path, and loading adds the ancestors. Give the rules under which the
    sites will be loaded, and what they would refuse, or read as another path, is refused.
    """
    wanted(rules, RuleSet | None)
    _write(sites, path, _SITES, rules, ending=ending)


def write_observations(
    observations: Iterable[Observation], path: Writable, rules: RuleSet, *, ending: str = ""
) -> None:
    """Write observations so that they load equal under the rules given; findings need JSON. See `write_sites`.

    Raises:
        Refused: With every word that the rules do not declare, and every value that its measure does not have.
    """
    wanted(rules, RuleSet)
    _write(observations, path, _OBSERVATIONS, rules, ending=ending)


CANNOT_BE_LOADED = Sentence("{name} 无法读入", "{name} cannot be loaded")


def _load(source: RowSource, table: _Table, rules: RuleSet | None, encoding: str | None, limit: int) -> tuple[Any, ...]:
    """Return the things in a file. One in which something is wrong is read again, with the line
    of each code at hand.
    """
    path, convert = rows_from(source, limit), converter_of(rules)
    marks = _Marks()
    found = _taken(_rows(path, table, encoding, limit), table, Reader(convert), marks)
    if found is not None and not marks.repeated:
        return tuple(found)
    del found, marks
    rows, reader = _rows(path, table, encoding, limit), Reader(convert)
    things = _taken(rows, table, reader, _Codes())
    refuse(CANNOT_BE_LOADED(name=rows.name), reader.problems)
    assert things is not None
    return tuple(things)


@final
@frozen
class _Rows:
    """The rows of a file, each with its number, and how their places are told."""

    name: str
    rows: Iterator[tuple[int, Any]]
    #: What is wrong with its shape, once they were taken.
    shape: Sequence[BadInput]
    at: Callable[[int], Position]


_OF_JSON = Told("用于 JSON 的字符编码", "the encoding of JSON")
_JSON_IS_UTF8 = Told("JSON 总是 UTF-8：请不写编码", "JSON is always UTF-8: leave the encoding out")
_A_KIND_READ = Told("可以读入的文件种类", "a kind of file that is read here")
_CSV_OR_JSON = Told("请给出扩展名为 .csv 或 .json 的文件", "give a path that ends in .csv or .json")


def _rows(path: Path | Held | Given, table: _Table, encoding: str | None, limit: int) -> _Rows:
    if isinstance(path, Given):
        no_encoding(path.name, encoding)
        rows = ((number, _row(table, row)) for number, row in path.rows)
        return _Rows(path.name, rows, path.problems, in_row)
    match path.suffix:
        case ".json":
            if isinstance(path, Held):
                no_encoding(path.name, encoding)
            if encoding not in (None, "utf-8"):
                raise bad(path.name, under("encoding"), encoding, _OF_JSON, _JSON_IS_UTF8)
            return _Rows(path.name, enumerate(read_entries(path, limit=limit), 1), (), in_entry)
        case ".csv":
            found = read_table_of(path, table.columns, table.optional, limit=limit, encoding=encoding)
            rows = ((line, _row(table, row)) for line, row in found.rows)
            return _Rows(found.name, rows, found.problems, in_row)
        case suffix:
            raise bad(path.name, NOWHERE, suffix, _A_KIND_READ, _CSV_OR_JSON)


A_CODE_OF_ITS_OWN = Told("不重复的编码", "a code of its own")
HAS_IT_TOO = Sentence("{where}也用了它；请各用各的，或删去一个", "{where} has it too; give each its own, or drop one")


def _taken(rows: _Rows, table: _Table, reader: Reader, codes: _Marks | _Codes) -> list[Any] | None:
    """Return the things in rows; None at the first mistake, where codes have no lines, so that it cannot be told."""
    quick = QuickRows(reader.convert) if table is _OBSERVATIONS else None
    things: list[Any] = []
    for line, row in rows.rows:
        thing = quick.take(row) if quick else None
        if thing is None:
            thing = _read(reader, table, rows, line, row)
            if quick and thing is not None:
                quick.learn(row, thing)
        things.append(thing)
        if thing is not None and (before := codes.given(_key(thing), line)) is not None:
            remedy = HAS_IT_TOO(where=rows.at(before).told)
            reader.note(rows.name, rows.at(line), BadValue(_key(thing), A_CODE_OF_ITS_OWN, remedy))
        if reader.full or (reader.problems and isinstance(codes, _Marks)):
            break
    for problem in rows.shape:
        reader.gather(problem)
    return None if reader.problems else things


def _read(reader: Reader, table: _Table, rows: _Rows, line: int, row: Any) -> Any:
    """Return the thing in a row; a mistake inside an outcome that stood in cells is told with its column."""
    at = in_row(line, _CELLS) if isinstance(row, _Cells) else rows.at(line)
    return reader.take(row, table.kind, rows.name, at)


class _Cells(dict[str, Any]):
    """A row whose outcome was put together from its cells."""


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


def _key(thing: Any) -> object:
    return (thing.source, thing.id, thing.revision) if isinstance(thing, Observation) else getattr(thing, "code", None)


def _row(table: _Table, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row in the shape that JSON has: empty optional cells left out, the outcome's cells put together."""
    row = {column: cell for column, cell in cells.items() if cell != "" or column in table.columns}
    state = row.get("outcome")
    if table is not _OBSERVATIONS or not isinstance(state, str):
        return row
    values, reason = cell_of(row.pop("values", "")), cell_of(row.pop("reason", ""))
    if state not in ("measured", *STATES):
        return row
    row["outcome"] = {state: values if state == "measured" else reason}
    beside, cell = ("reason", reason) if state == "measured" else ("values", values)
    if cell != "":
        row["outcome"][beside] = cell
    return _Cells(row)


#: The converters of the rule sets that were used last: making one takes longer than reading a small file.
_KEPT: list[tuple[RuleSet | None, Converter]] = []
_MOST = 8


def converter_of(rules: RuleSet | None) -> Converter:
    """Return the converter of a rule set (see `survey_converter`), made once while it is in use."""
    known = next((convert for other, convert in _KEPT if other is rules), None)
    if known is None:
        known = survey_converter(rules)
        _KEPT[:] = [*_KEPT[1 - _MOST :], (rules, known)]
    return known


_A_TABLE_OF_VALUES = Told("一组测量值", "a table of values")
_MEASURE_AND_VALUE = Told('请写成 { "测量项目": 值, … }', 'write { "measure": value, … }')
_AN_OUTCOME = Told("测评结果", "an outcome")
_ONE_OUTCOME = Told("一种测评结果", "one outcome")
_OUTCOME = Told(
    "measured 请写测量值（或问题），not_applicable、not_measured 请写理由，别的都不写",
    "write values (or findings) with measured, or a reason with not_applicable or not_measured, and nothing else",
)


def survey_converter(rules: RuleSet | None) -> Converter:
    """Return a converter for sites and observations that knows the words of a rule set, or writes without."""
    convert = plain_converter()
    measures = {measure.code: measure for measure in rules.measures} if rules else {}
    indicators = rules.indicators if rules else {}
    paths: Mapping[str, Mapping[str, TermPath]] = (
        rules.paths if rules else {axis: {} for axis in (*SITE_AXES, *UNIT_AXES)}
    )

    def path_of(axis: str) -> Any:
        return override(
            struct_hook=lambda code, _: paths[axis][declared(spoken(axis), code, paths[axis])],
            unstruct_hook=lambda path: path[-1],
        )

    def pairs(value: object, _: object) -> Mapping[str, str]:
        return read_pairs(value) if isinstance(value, str) else convert.structure(mapped(value), dict[str, str])

    def shares(value: object, _: object) -> Any:
        found = read_shares(value) if isinstance(value, str) else convert.structure(value, _Shares)
        each(found, lambda pair: declared("unit", pair[0], paths["unit"]))
        return found

    def seen(code: str, value: object) -> tuple[str, Value]:
        measure = measures[declared("measure", code, measures)]
        try:
            return code, read_value(measure, value)
        except BadValue as problem:
            raise of_measure(problem, code) from None

    def values(table: object, _: object) -> tuple[tuple[str, Value], ...]:
        if isinstance(table, _Cell):
            table = _named(table, indicators)
        if isinstance(table, float):
            exact(table)  # refuses it, and says how it is written
        if not isinstance(table, Mapping):
            raise BadValue(table, _A_TABLE_OF_VALUES, _MEASURE_AND_VALUE)
        return tuple(each(table.items(), lambda pair: seen(*pair)))

    def outcome(raw: object, _: object) -> Outcome:
        if says_nothing(raw):
            raise BadValue(raw, _AN_OUTCOME, NO_VALUE)
        if not isinstance(raw, Mapping) or raw.keys() - {"measured", "findings", *STATES}:
            raise BadValue(sorted(raw) if isinstance(raw, Mapping) else raw, _AN_OUTCOME, _OUTCOME)
        told = convert.structure(raw, _OutcomeEntry)
        states = [state for state in (told.not_applicable, told.not_measured) if state is not None]
        if len(states) + (told.measured is not None) != 1 or (told.findings and told.measured is None):
            raise BadValue(sorted(raw), _ONE_OUTCOME, _OUTCOME)
        if told.measured is None:
            return states[0]
        if not told.findings:
            return _once(Measured(told.measured))
        measured = Measured(told.measured, told.findings)
        found = sorted({finding.measure for finding in told.findings})
        each(found, lambda code: counted(measures[declared("measure", code, measures)]))
        return measured

    def observation(raw: object, kind: Any) -> Any:
        """Give the values of a cell their measure where the indicator asks about one alone."""
        if (
            isinstance(raw, Mapping)
            and isinstance(raw.get("outcome"), Mapping)
            and isinstance(text := raw["outcome"].get("measured"), str)
        ):
            raw = {**raw, "outcome": {**raw["outcome"], "measured": _Cell(text, str(raw.get("indicator")))}}
        return plain_observation(raw, kind)

    def asked(code: object, _: object) -> object:
        each(
            code.split("+") if isinstance(code, str) else [code],
            lambda member: declared("indicator", member, indicators),
        )
        return code

    def answering(code: object, _: object) -> object:
        return None if code is None else declared("unit", code, paths["unit"])

    external = override(struct_hook=pairs, omit_if_default=True)
    convert.register_structure_hook_func(lambda kind: kind == Outcome, outcome)

    def shown(code: str, value: Value) -> object:
        """Return a value as files hold it: a share with its sign, without which it is not read."""
        measure = measures[declared("measure", code, measures)]
        value = measure.admit(value)
        if isinstance(value, frozenset):
            return sorted(value)
        return value if isinstance(value, str) else measure.show(value) if measure.unit == PERCENT else number(value)

    def outcome_out(outcome: Outcome) -> dict[str, Any]:
        match outcome:
            case Measured(values, findings):
                table: dict[str, Any] = {"measured": {code: shown(code, value) for code, value in values}}
                return (
                    {**table, "findings": [convert.unstructure(finding) for finding in findings]} if findings else table
                )
            case NotApplicable(reason):
                return {"not_applicable": reason}
            case NotMeasured(reason):
                return {"not_measured": reason}

    convert.register_unstructure_hook_func(
        lambda kind: kind == Outcome or kind in (Measured, NotApplicable, NotMeasured), outcome_out
    )
    known_answers = {one.code: dict(one.values) for one in rules.circumstances} if rules else {}

    def told(value: object, kind: object) -> tuple[tuple[str, str], ...]:
        """Return circumstances, each of them declared; what the life of a finding told stands as it was."""
        found = pairs(value, kind)
        each(
            found.items(),
            lambda pair: (
                pair[0] in LIFE
                or declared(
                    answer_to(pair[0]),
                    pair[1],
                    known_answers[declared("circumstance", pair[0], known_answers)],
                )
            ),
        )
        return tuple(found.items())

    circumstances = override(struct_hook=told, unstruct_hook=dict)
    register(convert, Event)
    convert.register_structure_hook(
        Finding, strict(convert, Finding, circumstances=circumstances, unit=override(struct_hook=answering))
    )
    convert.register_unstructure_hook(
        Finding, make_dict_unstructure_fn(Finding, convert, circumstances=circumstances, _cattrs_omit_if_default=True)
    )

    def reason(kind: type[NotApplicable | NotMeasured]) -> Any:
        return override(struct_hook=lambda told, _: None if told is None else kind(convert.structure(told, str)))

    convert.register_structure_hook(
        _OutcomeEntry,
        strict(
            convert,
            _OutcomeEntry,
            measured=override(struct_hook=values),
            not_applicable=reason(NotApplicable),
            not_measured=reason(NotMeasured),
        ),
    )
    plain_observation = strict(convert, Observation, external=external, indicator=override(struct_hook=asked))
    convert.register_structure_hook(Observation, observation)
    convert.register_structure_hook(Unit, strict(convert, Unit, external=external))
    site = {
        "area": path_of("area"),
        "zone": path_of("zone"),
        "site_type": path_of("site_type"),
        "units": override(struct_hook=shares),
        "external": external,
    }
    convert.register_structure_hook(Site, strict(convert, Site, **site))
    convert.register_unstructure_hook(
        Site, make_dict_unstructure_fn(Site, convert, _cattrs_omit_if_default=True, **site)
    )
    return convert


@lru_cache(maxsize=1024)
def _once(outcome: Measured) -> Measured:
    """Return an outcome: one and the same for equal ones, of which a file holds many."""
    return outcome


_A_COUNTED_MEASURE = Told("按处计数的测量项目", "a measure that is counted")
_LEAVE_FINDINGS_OUT = Sentence("请不写问题，{hint}", "leave the findings out, and {hint}")


def counted(measure: Measure) -> None:
    """Refuse findings of what is not counted; how many of them count is told by the register."""
    if not measure.countable:
        raise BadValue(measure.code, _A_COUNTED_MEASURE, _LEAVE_FINDINGS_OUT(hint=measure.hint()))


def declared(kind: str | Told, code: object, known: Mapping[str, object]) -> str:
    """Return a code that is declared, or refuse it."""
    if not isinstance(code, str) or code not in known:
        raise Undeclared(kind, code, tuple(known))
    return code


_VALUES_OF = Sentence("{indicator!r} 的测量值", "the values of {indicator!r}")
_NAME_EACH_MEASURE = Sentence("请逐项写明测量项目：{pairs}", "name each measure: {pairs}")


def _named(cell: _Cell, indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Return the values of a cell by measure: "a=3; b=5", or "3" where the indicator asks about one measure."""
    if "=" in cell.text:
        return read_pairs(cell.text)
    members = [indicators[code] for code in cell.indicator.split("+") if code in indicators]
    if not members:
        return {}  # an unknown indicator is told by itself
    asked = sorted(frozenset[str]().union(*(member.standard.measures for member in members)))
    if len(asked) != 1 and says_nothing(cell.text):
        raise BadValue(cell.text, _VALUES_OF(indicator=cell.indicator), NO_VALUE)
    if len(asked) != 1:
        remedy = _NAME_EACH_MEASURE(pairs="; ".join(f"{code}=…" for code in asked))
        raise BadValue(cell.text, _VALUES_OF(indicator=cell.indicator), remedy)
    return {asked[0]: cell.text}


_RULES_OF_OBSERVATIONS = Told("测评记录所依的规则集", "the rules of observations")
_GIVE_THE_RULES = Told("请给出将来读入时所依的规则集", "give the rule set under which they will be loaded")


def rows_of(things: Iterable[Any], rules: RuleSet | None) -> list[dict[str, Any]]:
    """Return areas, units, sites or observations as the rows that their loaders read, as JSON holds them.

    Raises:
        BadValue: For observations without rules.
        Refused: As the function does that writes them.
    """
    listed = list(things)
    table = next(table for table in (_AREAS, _UNITS, _SITES, _OBSERVATIONS) if isinstance(listed[0], table.kind))
    if table is _OBSERVATIONS and rules is None:
        raise BadValue(None, _RULES_OF_OBSERVATIONS, _GIVE_THE_RULES)
    return _rows_out(listed, "rows", table, rules if table in (_SITES, _OBSERVATIONS) else None, lambda row: row)


def _write(
    things: Iterable[Any], path: Writable, table: _Table, rules: RuleSet | None = None, *, ending: str = ""
) -> None:
    target = target_of(path, (".csv", ".json"), ending)
    if target.suffix == ".json":
        target.write(json_text(_rows_out(things, target.name, table, rules, lambda row: row)))
        return
    rows = _rows_out(things, target.name, table, rules, _cells)
    target.write(csv_text(target.name, (*table.columns, *table.optional), rows))


CANNOT_BE_LOADED_AGAIN = Told("它无法再读入", "it cannot be loaded again")
TWO_DIFFER = Told(
    "两项内容不同而编码相同；请各用各的，或删去一个", "two that differ have it; give each its own, or drop one"
)


def _rows_out(
    things: Iterable[Any],
    name: str,
    table: _Table,
    rules: RuleSet | None,
    shape: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> list[Any]:
    """Return things as rows in the order of their codes, or refuse those that could not be loaded again."""
    convert, unknown = converter_of(rules), _unfit(table, rules)
    given: list[Any] = all_of(things, table.kind)
    found: dict[object, Any] = {}
    rows: list[Mapping[str, Any]] = []
    problems: list[TristandardError] = []
    for thing in sorted(given, key=lambda thing: str(_key(thing))):
        key = _key(thing)
        if key not in found:
            found[key] = thing
            try:
                refuse(CANNOT_BE_LOADED_AGAIN, unknown(thing))
                rows.append(shape(convert.unstructure(thing)))
            except TristandardError as problem:
                where = " ".join(map(str, key[:2])) if isinstance(key, tuple) else str(key)
                reasons = getattr(problem, "exceptions", [problem])
                problems += [BadInput(name, Told(where, where), reason) for reason in reasons]
        elif found[key] != thing:
            problems.append(bad(name, NOWHERE, key, A_CODE_OF_ITS_OWN, TWO_DIFFER))
    refuse(CANNOT_BE_WRITTEN(name=name), problems)
    return rows


def _unfit(table: _Table, rules: RuleSet | None) -> Callable[[Any], Iterable[TristandardError]]:
    """Return what tells why a thing would not be loaded under rules, if any are given."""
    if rules is None:
        return lambda _: ()
    words = Words(rules)
    return words.unknown if table is _OBSERVATIONS else lambda site: unknown_places(rules, site)


_HELD_BY_A_TABLE = Told("表格装得下的内容", "something that a table holds")
_FINDINGS_TO_JSON = Told(
    "请把带有问题的测评记录写到扩展名为 .json 的文件",
    "write observations with findings to a path that ends in .json",
)
_MEASURED_IN_A_TABLE = Told("表格装得下的已测结果", "a measured outcome that a table holds")
_GIVE_A_VALUE = Told("请给出测量值，或写到扩展名为 .json 的文件", "give a value, or write to a path that ends in .json")


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    cells = dict(row)
    if "outcome" in row:
        if "findings" in row["outcome"]:
            raise BadValue("findings", _HELD_BY_A_TABLE, _FINDINGS_TO_JSON)
        ((state, told),) = row["outcome"].items()
        if not told:
            raise BadValue(told, _MEASURED_IN_A_TABLE, _GIVE_A_VALUE)
        cells["outcome"] = state
        cells["values" if state == "measured" else "reason"] = told if isinstance(told, str) else _values(told)
    if isinstance(row.get("units"), dict):
        cells["units"] = show_shares((unit, exact(share)) for unit, share in row["units"].items())
    if "external" in row:
        cells["external"] = show_pairs(row["external"])
    return {column: str(cell) for column, cell in cells.items()}


def _values(values: Mapping[str, Any]) -> str:
    """Return values as `_named` reads them; forms in braces."""
    told = {
        code: f"{{{', '.join(value)}}}" if isinstance(value, list) else str(value) for code, value in values.items()
    }
    return show_pairs(told)
