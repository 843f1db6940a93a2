"""A rule set as a folder: `ruleset.toml`, `indicators.csv` and `crosswalk.csv`; and those that come along.

All mistakes of the three files are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, final

from attrs import define, evolve, field

from tristandard.basics.clause import Clause, OutOfForce
from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.measure import Measure
from tristandard.basics.place import Term, Tree, Unit
from tristandard.basics.points import plain
from tristandard.codec.convert import REQUIRED, Reader, converter, plain_converter
from tristandard.codec.files import BadInput, bad, csv_text, read_csv, read_toml, write_all
from tristandard.codec.text import pieces, read_amount
from tristandard.rules.assessment import Indicator
from tristandard.rules.crosswalk import Match
from tristandard.rules.deduction import DeductionRule, Steps
from tristandard.rules.ruleset import RuleSet, paths

try:
    import tomli_w
except ImportError:  # pragma: no cover - the extra is there in every test environment
    tomli_w = None  # type: ignore[assignment]

BUNDLED = Path(__file__).parent.parent / "rulesets"

TOML, INDICATORS, CROSSWALK = "ruleset.toml", "indicators.csv", "crosswalk.csv"
_TREES: Mapping[str, tuple[str, type]] = {
    "areas": ("area", Term),
    "zones": ("zone", Term),
    "site_types": ("site type", Term),
    "kinds": ("kind of unit", Term),
    "units": ("unit", Unit),
}
_WORDS = ("clauses", "measures", *_TREES)
_COLUMNS = ("code", "item", "zh", "en", "standard", "scope", "subjects", "standard_provenance", "points_provenance")
_TARIFF = ("each", "per", "parts", "counting", "at_most", "tariff")
_MATCH = ("crosswalk", "first", "second", "relation", "measures", "rationale")

_Thing = TypeVar("_Thing")
_Rows = list[tuple[int, dict[str, str]]]


def available_rulesets() -> tuple[str, ...]:
    """Return the codes of the rule sets that come with the library."""
    return tuple(sorted(folder.name for folder in BUNDLED.iterdir() if (folder / TOML).is_file()))


def load_ruleset(source: str | Path, *, variant: str | None = None, on: date | None = None, encoding: str = "utf-8") -> RuleSet:
    """Load a rule set that comes along, by its code, or one of your own, by its folder.

    Args:
        source: A code from `available_rulesets`, or the path of a folder.
        variant: A named reading that replaces declared parts.
        on: A day on which the rule set must be in force.
        encoding: Of the CSV tables: "utf-8", with or without a byte-order mark, or "gb18030".

    Raises:
        BadInput: When there is no such rule set.
        Refused: With every mistake of the three files.
        OutOfForce: When the rule set is not in force on the day given.
    """
    folder = BUNDLED / source if isinstance(source, str) and source in available_rulesets() else Path(source)
    if not folder.is_dir():
        raise bad(str(source), "", str(source), "a rule set", f"give a folder, or one of {', '.join(available_rulesets())}")
    rule_set = _Folder(folder, encoding).read()
    if variant is not None:
        rule_set = rule_set.varied(variant)
    if on is not None and not rule_set.valid.holds(on, on):
        raise OutOfForce(f"rule set {rule_set.code!r}", str(on), str(rule_set.valid))
    return rule_set


@final
@define
class _Folder:
    """Reads one folder: first the words, then the rules that are said in them; gathers every mistake."""

    path: Path
    encoding: str
    reader: Reader = field(factory=lambda: Reader(plain_converter()))

    def read(self) -> RuleSet:
        table = dict(self._file(lambda: read_toml(self.path / TOML)) or {})
        rows = self._table(INDICATORS, _COLUMNS, (*_TARIFF, "clauses"))
        matches = self._table(CROSSWALK, _MATCH, ())
        if not table:
            self._stop()
        if (format_ := table.pop("format", None)) != 1:
            self.reader.problems.append(bad(TOML, "format", format_, "a format that this version reads", "write format = 1"))
        words = self._words(table)
        measures = {measure.code: measure for measure in words["measures"]}
        trees = {section: words[section] for section in _TREES}
        self.reader.convert = converter(measures, {clause.code: clause for clause in words["clauses"]}, paths(**trees))
        tariffs = self._tariffs(table.pop("tariffs", {}))
        rules = self.reader.take(table, RuleSet, TOML)
        indicators = self._indicators(rows, measures, tariffs)
        known = table.get("crosswalks")
        by_crosswalk = self._matches(matches, known if isinstance(known, Mapping) else {})
        owners = table.get("assessments")
        self._strays(indicators, owners if isinstance(owners, Mapping) else {})
        self._stop()
        rule_set = evolve(
            rules,
            **words,
            assessments=[evolve(assessment, indicators=indicators[assessment.code]) for assessment in rules.assessments],
            crosswalks=[evolve(crosswalk, matches=by_crosswalk[crosswalk.code]) for crosswalk in rules.crosswalks],
        )
        refuse(f"the rule set in {self.path.name!r} contradicts itself", rule_set.problems())
        return rule_set

    def _stop(self) -> None:
        refuse(f"the rule set in {self.path.name!r} cannot be loaded", self.reader.problems)

    def _file(self, read: Callable[[], _Thing]) -> _Thing | None:
        try:
            return read()
        except BadInput as problem:
            self.reader.problems.append(problem)
            return None

    def _table(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> _Rows:
        rows, problems = self._file(lambda: read_csv(self.path / name, columns, optional, encoding=self.encoding)) or ([], [])
        self.reader.problems += problems
        return [] if problems else rows

    def _words(self, table: dict[str, Any]) -> dict[str, Any]:
        take = self.reader.take
        words: dict[str, Any] = {
            "clauses": take(table.pop("clauses", {}), tuple[Clause, ...], TOML, "clauses") or (),
            "measures": take(table.pop("measures", {}), tuple[Measure, ...], TOML, "measures") or (),
        }
        for section, (kind, of) in _TREES.items():
            raw = table.pop(section, {})
            terms = take(raw, tuple[of, ...], TOML, section) or ()  # type: ignore[valid-type]
            words[section] = self.reader.made(lambda kind=kind, terms=terms: Tree(kind, terms), raw, TOML, section) or Tree(kind)  # type: ignore[misc]
        return words

    def _tariffs(self, table: object) -> dict[str, tuple[DeductionRule, ...]]:
        if not isinstance(table, Mapping):
            self.reader.problems.append(bad(TOML, "tariffs", table, "a table", "write [[tariffs.NAME]]"))
            return {}
        return {name: self.reader.take(lines, tuple[DeductionRule, ...], TOML, f"tariffs.{name}") or () for name, lines in table.items()}

    def _indicators(self, rows: _Rows, measures: Mapping[str, Measure], tariffs: Mapping[str, tuple[DeductionRule, ...]]) -> defaultdict[str, list[Indicator]]:
        found: defaultdict[str, list[Indicator]] = defaultdict(list)
        seen: dict[str, int] = {}
        for line, row in rows:
            first = seen.setdefault(row["code"], line)
            if first != line:
                self.reader.problems.append(bad(INDICATORS, f"row {line}, column code", row["code"], "a code of its own", f"row {first} has it too; give each indicator its own, or drop one"))
            rules = self._priced(line, row, measures, tariffs)
            raw: dict[str, Any] = {column: row[column] for column in (*_COLUMNS, "clauses")}
            indicator = self.reader.take({**raw, "deductions": []}, Indicator, INDICATORS, f"row {line}, column")
            if indicator and rules is not None:
                found[indicator.assessment].append(evolve(indicator, deductions=rules))
        return found

    def _priced(self, line: int, row: Mapping[str, str], measures: Mapping[str, Measure], tariffs: Mapping[str, tuple[DeductionRule, ...]]) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: those of a tariff it names, or one straight line over all that its standard asks."""
        columns = {column: row[column] for column in _TARIFF if row[column] and column != "tariff"}
        if name := row["tariff"]:
            if columns:
                self.reader.problems.append(bad(INDICATORS, f"row {line}, column tariff", name, f"alone: {', '.join(columns)} stand beside it", "name a tariff, or write its columns, not both"))
            if name not in tariffs:
                self.reader.problems.append(bad(INDICATORS, f"row {line}, column tariff", name, "a declared tariff", f"declare [[tariffs.{name}]] in {TOML}, or mend the name"))
            return tariffs.get(name)
        if "each" not in columns:
            self.reader.problems.append(bad(INDICATORS, f"row {line}, column each", "", "there", "write the points that each step loses, or name a tariff"))
            return None
        table: dict[str, Any] = {**columns, "measures": [part.split()[0] for part in pieces(row["standard"], ";")]}
        if columns.get("per", REQUIRED) != REQUIRED:
            sizes = self.reader.made(lambda: {_step(columns["per"], measures[code]) for code in table["measures"] if code in measures}, columns["per"], INDICATORS, f"row {line}, column per")
            if sizes is None:
                return None
            if len(sizes) > 1:
                self.reader.problems.append(bad(INDICATORS, f"row {line}, column per", columns["per"], "one step for all measures of the row", "name a tariff with a line for each measure"))
                return None
            table["per"] = sizes.pop() if sizes else "1"
        rule = self.reader.take(table, DeductionRule, INDICATORS, f"row {line}, column")
        return (rule,) if rule else None

    def _matches(self, rows: _Rows, known: Mapping[str, object]) -> defaultdict[str, list[Match]]:
        found: defaultdict[str, list[Match]] = defaultdict(list)
        for line, row in rows:
            if row["crosswalk"] not in known:
                self.reader.problems.append(bad(CROSSWALK, f"row {line}, column crosswalk", row["crosswalk"], "a declared crosswalk", f"declare [crosswalks.{row['crosswalk']}] in {TOML}, or mend the code"))
            raw = {**{column: row[column] for column in ("first", "second", "relation", "rationale")}, "measures": pieces(row["measures"], ";")}
            if match := self.reader.take(raw, Match, CROSSWALK, f"row {line}, column"):
                found[row["crosswalk"]].append(match)
        return found

    def _strays(self, indicators: Mapping[str, list[Indicator]], known: Mapping[str, object]) -> None:
        for assessment in sorted(set(indicators) - set(known)):
            self.reader.problems.append(bad(INDICATORS, "column code", f"{assessment}.…", "the code of an indicator of a declared assessment", f"declare [assessments.{assessment}] in {TOML}, or mend the codes"))


def _step(text: str, measure: Measure) -> str:
    """Return a step in the measure's unit."""
    try:
        return plain(read_amount(text, measure.unit))
    except BadValue as problem:
        if text.replace(".", "").replace("/", "").isdecimal():
            raise BadValue(text, "a step with its unit", f'write "{text} {measure.unit}"') from None
        raise problem


def write_ruleset(rule_set: RuleSet, folder: str | Path) -> None:
    """Write a rule set as a folder of three files that reads back equal, and writes again the same bytes.

    Raises:
        BadInput: When the extra `write` is not installed.
    """
    if tomli_w is None:  # pragma: no cover - the extra is there in every test environment
        raise bad(TOML, "", "tomli-w", "installed", 'writing a rule set needs the extra: pip install "tristandard[write]"')
    words, rules = plain_converter(), converter({}, {}, {})
    table: dict[str, Any] = {"format": 1}
    body = rules.unstructure(rule_set)
    for section in _WORDS:
        value = getattr(rule_set, section)
        terms = value.terms if isinstance(value, Tree) else value
        kind = _TREES[section][1] if section in _TREES else Clause if section == "clauses" else Measure
        body[section] = words.unstructure(terms, tuple[kind, ...])  # type: ignore[valid-type]
    rows, tariffs = [], dict[str, Any]()
    for code, indicator in sorted(rule_set.indicators.items()):
        row = rules.unstructure(indicator)
        row["clauses"] = "; ".join(row.get("clauses", []))
        lines = row.pop("deductions")
        row.update(_tariff_cells(indicator, lines))
        if row["tariff"]:
            tariffs[code] = lines
        rows.append(row)
    body["tariffs"] = tariffs
    matches = [
        {**rules.unstructure(match), "relation": match.relation.value, "measures": "; ".join(sorted(match.measures)), "crosswalk": crosswalk.code}
        for crosswalk, match in rule_set.matches()
    ]
    table.update({key: value for key, value in body.items() if value not in ({}, [], (), None)})
    columns = (*_COLUMNS[:7], *_TARIFF, "clauses", *_COLUMNS[7:])
    write_all(Path(folder), {TOML: tomli_w.dumps(table), INDICATORS: csv_text(columns, rows), CROSSWALK: csv_text(_MATCH, matches)})


def _tariff_cells(indicator: Indicator, lines: list[dict[str, Any]]) -> dict[str, str]:
    """Return the cells that price an indicator: one straight line over its whole standard, or a tariff of its code."""
    asked = [ask.measure for ask in indicator.standard.asks]
    units = {measure.unit for measure in asked}
    match indicator.deductions:
        case (DeductionRule(measures=measures, tariff=Steps() as steps),) if set(measures) == indicator.standard.measures and len(units) == 1:
            cells = {key: str(value) for key, value in lines[0].items() if key != "measures"}
            if steps.per is not None and steps.per != 1:
                cells["per"] = asked[0].unit.show(steps.per)
            return {"tariff": "", **cells}
        case _:
            return {"tariff": indicator.code}
