"""Areas, units, sites and observations out: as rows, as JSON, as cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse
from tristandard.basics.points import exact
from tristandard.codec.bad_input import NOWHERE, BadInput, bad
from tristandard.codec.cells import show_pairs, show_shares
from tristandard.codec.csv_table import CANNOT_BE_WRITTEN, csv_text
from tristandard.codec.output import json_text
from tristandard.codec.survey_converter import converter_of
from tristandard.codec.survey_tables import A_CODE_OF_ITS_OWN, AREAS, OBSERVATIONS, SITES, UNITS, SurveyTable, code_of
from tristandard.codec.target import Writable, target_of
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words
from tristandard.survey.planning import unknown_places
from tristandard.words.sentence import Told

_RULES_OF_OBSERVATIONS = Told("测评记录所依的规则集", "the rules of observations")
_GIVE_THE_RULES = Told("请给出将来读入时所依的规则集", "give the rule set under which they will be loaded")


def rows_of(things: Iterable[Any], rules: RuleSet | None) -> list[dict[str, Any]]:
    """Return areas, units, sites or observations as the rows that their loaders read, as JSON holds them.

    Raises:
        BadValue: For observations without rules.
        Refused: As the function does that writes them.
    """
    listed = list(things)
    table = next(table for table in (AREAS, UNITS, SITES, OBSERVATIONS) if isinstance(listed[0], table.kind))
    if table is OBSERVATIONS and rules is None:
        raise BadValue(None, _RULES_OF_OBSERVATIONS, _GIVE_THE_RULES)
    return _rows_out(listed, "rows", table, rules if table in (SITES, OBSERVATIONS) else None, lambda row: row)


def write_things(
    things: Iterable[Any], path: Writable, table: SurveyTable, rules: RuleSet | None = None, *, ending: str = ""
) -> None:
    """Write things so that they load equal, or refuse those that could not be loaded again."""
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
    table: SurveyTable,
    rules: RuleSet | None,
    shape: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> list[Any]:
    """Return things as rows in the order of their codes, or refuse those that could not be loaded again."""
    convert, unknown = converter_of(rules), _unfit(table, rules)
    given: list[Any] = all_of(things, table.kind)
    found: dict[object, Any] = {}
    rows: list[Mapping[str, Any]] = []
    problems: list[TristandardError] = []
    for thing in sorted(given, key=lambda thing: str(code_of(thing))):
        key = code_of(thing)
        if key not in found:
            found[key] = thing
            try:
                refuse(CANNOT_BE_LOADED_AGAIN, unknown(thing))
                rows.append(shape(convert.unstructure(thing)))
            except TristandardError as problem:
                where = " ".join(map(str, key[:2])) if isinstance(key, tuple) else str(key)
                problems += [BadInput(name, Told(where, where), reason) for reason in problem.reasons]
        elif found[key] != thing:
            problems.append(bad(name, NOWHERE, key, A_CODE_OF_ITS_OWN, TWO_DIFFER))
    refuse(CANNOT_BE_WRITTEN(name=name), problems)
    return rows


def _unfit(table: SurveyTable, rules: RuleSet | None) -> Callable[[Any], Iterable[TristandardError]]:
    """Return what tells why a thing would not be loaded under rules, if any are given."""
    if rules is None:
        return lambda _: ()
    words = Words(rules)
    return words.unknown if table is OBSERVATIONS else lambda site: unknown_places(rules, site)


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
