"""Areas, units, sites and observations in and out, as CSV or as JSON by the file's ending.

Both hold the same rows; JSON also holds findings, which a table cannot. All mistakes of a file are
told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, final

from attrs import frozen
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Finding, Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site, Term, Unit
from tristandard.basics.place import Path as TermPath
from tristandard.basics.points import exact
from tristandard.codec.convert import Reader, number, plain_converter
from tristandard.codec.files import SURVEY_LIMIT, bad, csv_text, json_text, read_csv, read_json, write_all
from tristandard.codec.text import read_pairs, read_shares, read_value, show_pairs, show_shares
from tristandard.rules.ruleset import RuleSet

_Shares = tuple[tuple[str, Fraction], ...]
_STATES: Mapping[str, type[NotApplicable] | type[NotMeasured]] = {"not_applicable": NotApplicable, "not_measured": NotMeasured}


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
_OBSERVATIONS = _Table(Observation, ("source", "id", "site", "indicator", "made", "outcome"), ("revision", "values", "reason", "visit", "external"))


def load_areas(path: str | Path, *, encoding: str = "utf-8", limit: int = SURVEY_LIMIT) -> tuple[Term, ...]:
    """Load areas of your own, for `RuleSet.extended`: columns code, zh, en, parent."""
    return _load(path, _AREAS, plain_converter(), encoding, limit)


def load_units(path: str | Path, *, encoding: str = "utf-8", limit: int = SURVEY_LIMIT) -> tuple[Unit, ...]:
    """Load units of your own, for `RuleSet.extended`: columns code, zh, en, kind, parent, external."""
    return _load(path, _UNITS, _survey_converter(None), encoding, limit)


def load_sites(path: str | Path, rules: RuleSet, *, encoding: str = "utf-8", limit: int = SURVEY_LIMIT) -> tuple[Site, ...]:
    """Load sites: columns code, zh, area, zone, site_type, units ("a 0.2; b 0.8"), external ("grid=…").

    Args:
        path: A file ending in .csv or .json.
        rules: The rule set whose areas, zones and site types the sites name.
        encoding: Of a table: "utf-8" or "gb18030".
        limit: The largest file that is read, in bytes.

    Raises:
        Refused: With every mistake of the file.
    """
    return _load(path, _SITES, _survey_converter(rules), encoding, limit)


def load_observations(path: str | Path, rules: RuleSet, *, encoding: str = "utf-8", limit: int = SURVEY_LIMIT) -> tuple[Observation, ...]:
    """Load observations: columns source, id, revision, site, indicator, made, outcome, values, reason, visit, external.

    `outcome` is measured, not_applicable or not_measured; `values` is "3 处", or "measure=value; …"
    where the indicator asks about several. Raises as `load_sites` does.
    """
    return _load(path, _OBSERVATIONS, _survey_converter(rules), encoding, limit)


def write_areas(areas: Iterable[Term], path: str | Path) -> None:
    """Write areas so that they load equal."""
    _write(areas, Path(path), _AREAS)


def write_units(units: Iterable[Unit], path: str | Path) -> None:
    """Write units so that they load equal."""
    _write(units, Path(path), _UNITS)


def write_sites(sites: Iterable[Site], path: str | Path) -> None:
    """Write sites so that they load equal."""
    _write(sites, Path(path), _SITES)


def write_observations(observations: Iterable[Observation], path: str | Path) -> None:
    """Write observations so that they load equal; those with findings need a path that ends in .json."""
    _write(observations, Path(path), _OBSERVATIONS)


def _load(path: str | Path, table: _Table, convert: Converter, encoding: str, limit: int) -> tuple[Any, ...]:
    path = Path(path)
    reader, found = Reader(convert), []
    if path.suffix == ".json":
        rows = read_json(path, limit=limit)
        if not isinstance(rows, list):
            raise bad(path.name, "", rows, "a list", "write [ {…}, {…} ]")
        for place, row in enumerate(rows):
            found.append(reader.take(row, table.kind, path.name, f"[{place}]"))
    elif path.suffix == ".csv":
        cells, problems = read_csv(path, table.columns, table.optional, limit=limit, encoding=encoding)
        reader.problems += problems
        for line, row in cells if not problems else ():
            raw = _row(table, row)
            found.append(reader.take(raw, table.kind, path.name, f"row {line}, column"))
    else:
        raise bad(path.name, "", path.suffix, "a kind of file that is read here", "give a path that ends in .csv or .json")
    keys: dict[object, int] = {}
    for place, thing in enumerate(found, 1):
        key = _key(thing)
        if thing is not None and keys.setdefault(key, place) != place:
            reader.problems.append(bad(path.name, f"entry {place}", key, "a code of its own", f"entry {keys[key]} has it too; give each its own, or drop one"))
    refuse(f"{path.name} cannot be loaded", reader.problems)
    return tuple(found)


def _key(thing: Any) -> object:
    return (thing.source, thing.id, thing.revision) if isinstance(thing, Observation) else getattr(thing, "code", None)


def _row(table: _Table, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return a CSV row in the shape that JSON has: empty optional cells left out, the outcome's cells put together."""
    row: dict[str, Any] = {column: cell for column, cell in cells.items() if cell or column in table.columns}
    if table is _OBSERVATIONS:
        state, values, reason = row["outcome"], row.pop("values", ""), row.pop("reason", "")
        row["outcome"] = {state: values if state == "measured" else reason}
        if (state == "measured" and reason) or (state != "measured" and values):
            row["outcome"]["values" if values else "reason"] = values or reason
    return row


def _survey_converter(rules: RuleSet | None) -> Converter:
    convert = plain_converter()
    measures = {measure.code: measure for measure in rules.measures} if rules else {}

    def path_of(axis: str) -> Any:
        def structure(code: object, _: object) -> TermPath:
            known = rules.paths[axis] if rules else {}
            if not isinstance(code, str) or code not in known:
                raise BadValue(code, f"a declared {axis.replace('_', ' ')}", f"give one of {', '.join(list(known)[:12])}, or declare it")
            return known[code]

        return override(struct_hook=structure, unstruct_hook=lambda path: path[-1])

    def pairs(value: object, _: object) -> Mapping[str, str]:
        return read_pairs(value) if isinstance(value, str) else convert.structure(value, dict[str, str])

    def shares(value: object, _: object) -> Any:
        found = read_shares(value) if isinstance(value, str) else convert.structure(value, _Shares)
        for unit, _share in found:
            if rules and unit not in rules.units:
                raise BadValue(unit, "a declared unit", "declare it in the rule set or extend it, or mend the code")
        return found

    def seen(code: str, value: object) -> Value:
        if code not in measures:
            raise BadValue(code, "a declared measure", "mend the code")
        measure = measures[code]
        return read_value(measure, value) if isinstance(value, str) else measure.admit(value)

    def outcome(raw: object, _: object) -> Outcome:
        if not isinstance(raw, Mapping) or not raw.keys() & {"measured", *_STATES}:
            raise BadValue(raw if not isinstance(raw, Mapping) else sorted(raw), "an outcome", 'write measured, not_applicable or not_measured')
        findings = convert.structure(raw.get("findings", []), tuple[Finding, ...])
        if raw.keys() - {"findings"} == {"measured"}:
            return Measured({code: seen(code, value) for code, value in raw["measured"].items()}, findings)
        for state, kind in _STATES.items():
            if raw.keys() == {state}:
                if not isinstance(raw[state], str) or not raw[state].strip():
                    raise BadValue(raw[state], "a reason", f"say why it is {state}")
                return kind(raw[state])
        raise BadValue(sorted(raw), "one outcome", "give values with measured, a reason with the others, and nothing else")

    def observation(raw: object, kind: Any) -> Observation:
        """Give the values of a cell their measure where the indicator asks about one alone."""
        if isinstance(raw, Mapping) and isinstance(raw.get("outcome"), Mapping) and isinstance(values := raw["outcome"].get("measured"), str):
            raw = {**raw, "outcome": {**raw["outcome"], "measured": _named(values, str(raw.get("indicator")), rules)}}
        return strict(raw, kind)

    external = override(struct_hook=pairs, omit_if_default=True)
    convert.register_structure_hook_func(lambda kind: kind == Outcome, outcome)
    convert.register_unstructure_hook_func(lambda kind: kind == Outcome or kind in (Measured, NotApplicable, NotMeasured), _outcome_table)
    circumstances = override(struct_hook=lambda value, _: tuple(convert.structure(value, dict[str, str]).items()), unstruct_hook=dict)
    convert.register_structure_hook(Finding, make_dict_structure_fn(Finding, convert, circumstances=circumstances, _cattrs_forbid_extra_keys=True))
    convert.register_unstructure_hook(Finding, make_dict_unstructure_fn(Finding, convert, circumstances=circumstances, _cattrs_omit_if_default=True))
    strict = make_dict_structure_fn(Observation, convert, external=external, _cattrs_forbid_extra_keys=True)
    convert.register_structure_hook(Observation, observation)
    convert.register_structure_hook(Unit, make_dict_structure_fn(Unit, convert, external=external, _cattrs_forbid_extra_keys=True))
    site = {"area": path_of("area"), "zone": path_of("zone"), "site_type": path_of("site_type"), "units": override(struct_hook=shares), "external": external}
    convert.register_structure_hook(Site, make_dict_structure_fn(Site, convert, _cattrs_forbid_extra_keys=True, **site))
    convert.register_unstructure_hook(Site, make_dict_unstructure_fn(Site, convert, _cattrs_omit_if_default=True, **site))
    return convert


def _named(values: str, indicator: str, rules: RuleSet | None) -> dict[str, str]:
    """Return the values of a cell by measure: "a=3; b=5", or "3" where the indicator asks about one measure."""
    if "=" in values:
        return read_pairs(values)
    asked = sorted(rules.indicators[indicator].standard.measures) if rules and indicator in rules.indicators else []
    if len(asked) != 1:
        raise BadValue(values, f"the values of {indicator!r}", f"name each measure: {'; '.join(f'{code}=…' for code in asked) or 'measure=value'}")
    return {asked[0]: values}


def _outcome_table(outcome: Outcome) -> dict[str, Any]:
    match outcome:
        case Measured(values, findings):
            table: dict[str, Any] = {"measured": {code: _shown(value) for code, value in values}}
            if findings:
                convert = _survey_converter(None)
                table["findings"] = [convert.unstructure(finding) for finding in findings]
            return table
        case NotApplicable(reason):
            return {"not_applicable": reason}
        case NotMeasured(reason):
            return {"not_measured": reason}


def _shown(value: Value) -> object:
    match value:
        case str():
            return value
        case frozenset():
            return sorted(value)
        case _:
            return number(value)


def _write(things: Iterable[Any], path: Path, table: _Table) -> None:
    convert = _survey_converter(None)
    rows = [convert.unstructure(thing) for thing in sorted(things, key=lambda thing: str(_key(thing)))]
    if path.suffix == ".json":
        write_all(path.parent, {path.name: json_text(rows)})
    elif path.suffix == ".csv":
        write_all(path.parent, {path.name: csv_text((*table.columns, *table.optional), [_cells(path, row) for row in rows])})
    else:
        raise bad(path.name, "", path.suffix, "a kind of file that is written here", "give a path that ends in .csv or .json")


def _cells(path: Path, row: Mapping[str, Any]) -> dict[str, str]:
    cells = dict(row)
    if "outcome" in row:
        if "findings" in row["outcome"]:
            raise bad(path.name, f"{row['source']} {row['id']}", "findings", "something that a table holds", "write observations with findings to a path that ends in .json")
        ((state, told),) = row["outcome"].items()
        cells["outcome"] = state
        cells["values" if state == "measured" else "reason"] = told if isinstance(told, str) else _values(told)
    if isinstance(row.get("units"), dict):
        cells["units"] = show_shares((unit, exact(share)) for unit, share in row["units"].items())
    if "external" in row:
        cells["external"] = show_pairs(row["external"])
    return {column: str(cell) for column, cell in cells.items()}


def _values(values: Mapping[str, Any]) -> str:
    """Return values as `_named` reads them; forms in braces."""
    told = {code: f"{{{', '.join(value)}}}" if isinstance(value, list) else str(value) for code, value in values.items()}
    return show_pairs(told)
