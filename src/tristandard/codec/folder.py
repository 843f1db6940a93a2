"""A rule set as a folder: `ruleset.toml`, `indicators.csv` and `crosswalk.csv`; and those that come along.

All mistakes of the three files are told together, and nothing is loaded where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, final

from attrs import define, evolve, field

from tristandard.basics.clause import Clause, OutOfForce, a_date
from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.place import Term, Tree, Unit
from tristandard.basics.points import plain
from tristandard.codec.convert import REQUIRED, Reader, converter, plain_converter
from tristandard.codec.files import BadInput, bad, csv_text, read_csv, read_toml, write_all
from tristandard.codec.text import Undeclared, pieces, read_amount
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.ruleset import RuleSet, Variant, paths
from tristandard.rules.tariff import Steps

try:
    import tomli_w
except ImportError:  # pragma: no cover - the extra is there in every test environment
    tomli_w = None  # type: ignore[assignment]

BUNDLED = Path(__file__).parent.parent / "rulesets"

TOML, INDICATORS, CROSSWALK = "ruleset.toml", "indicators.csv", "crosswalk.csv"
_Sections = Mapping[str, tuple[str, type]]
_TREES: _Sections = {
    "areas": ("area", Term),
    "zones": ("zone", Term),
    "site_types": ("site type", Term),
    "kinds": ("kind of unit", Term),
    "units": ("unit", Unit),
}
_WORDS: _Sections = {"clauses": ("clause", Clause), "measures": ("measure", Measure), "circumstances": ("circumstance", Circumstance), **_TREES}
_RULES: _Sections = {"assessments": ("assessment", Assessment), "crosswalks": ("crosswalk", Crosswalk), "variants": ("variant", Variant)}
_COLUMNS = ("code", "item", "zh", "en", "standard", "scope", "subjects", "standard_provenance", "points_provenance")
_TARIFF = ("each", "per", "parts", "counting", "at_most", "tariff")
_MATCH = ("crosswalk", "first", "second", "relation", "measures", "rationale")

#: Stands for the head of a rule set that has mistakes, so that the rest can be checked all the same.
_UNREAD = RuleSet(code="unread", version="unread", zh="unread", en="unread", assessments=())

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
    if not _is_folder(folder):
        raise bad(str(source)[:80], "", str(source), "a rule set", f"give a folder, or one of {', '.join(available_rulesets())}")
    rule_set = _Folder(folder, encoding).read()
    if variant is not None:
        rule_set = rule_set.varied(variant)
    if (on := a_date(on)) is not None and not rule_set.valid.holds(on, on):
        raise OutOfForce(f"rule set {rule_set.code!r}", str(on), str(rule_set.valid))
    return rule_set


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no folder can have
        return False


@final
@define
class _Folder:
    """Reads one folder: first the words, then the rules that are said in them; gathers every mistake."""

    path: Path
    encoding: str
    reader: Reader = field(factory=lambda: Reader(plain_converter()))
    #: Where in the files a part of the rule set stands, by what its problems call it.
    places: dict[str, tuple[str, str]] = field(factory=dict)

    def read(self) -> RuleSet:
        table = self._file(lambda: read_toml(self.path / TOML))
        rows = self._table(INDICATORS, _COLUMNS, (*_TARIFF, "clauses"))
        matches = self._table(CROSSWALK, _MATCH, ())
        if table is None:
            self._stop()
            return _UNREAD
        format_ = table.pop("format", None)
        if type(format_) is not int or format_ != 1:
            self.reader.note(TOML, "format", BadValue(format_, "a format that this version reads", "write format = 1"))
        words = self._words(table)
        measures = {measure.code: measure for measure in words["measures"]}
        trees = {section: words[section] for section in _TREES}
        self.reader.convert = converter(measures, {clause.code: clause for clause in words["clauses"]}, paths(**trees))
        rules = {section: self.reader.take_keyed(table.pop(section, {}), of, TOML, section, called) for section, (called, of) in _RULES.items()}
        tariffs = self._tariffs(table.pop("tariffs", {}))
        indicators = self._indicators(rows, measures, tariffs, [assessment.code for assessment in rules["assessments"]])
        by_crosswalk = self._matches(matches, [crosswalk.code for crosswalk in rules["crosswalks"]])
        rulings = self._rulings(table.pop("rulings", []))
        head = self.reader.take({**table, "assessments": {}}, RuleSet, TOML) or _UNREAD
        rule_set = evolve(
            head,
            **words,
            assessments=[evolve(assessment, indicators=indicators[assessment.code]) for assessment in rules["assessments"]],
            crosswalks=[evolve(crosswalk, matches=by_crosswalk[crosswalk.code]) for crosswalk in rules["crosswalks"]],
            variants=rules["variants"],
            rulings=rulings,
        )
        for problem in rule_set.problems():
            subject = getattr(problem, "subject", getattr(problem, "used_by", ""))
            self.reader.note(*self.places.get(subject, (TOML, "")), problem)
        self._stop()
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
        read, problems = self._file(lambda: read_csv(self.path / name, columns, optional, encoding=self.encoding)) or ((), None)
        rows = list(read)
        for problem in problems or ():
            self.reader.gather(problem)
        if problems != [] and name == INDICATORS:
            self.reader.broken |= {("indicator", None), ("tariff", None)}
        return rows

    def _words(self, table: dict[str, Any]) -> dict[str, Any]:
        words: dict[str, Any] = {
            section: self.reader.take_keyed(table.pop(section, {}), of, TOML, section, called) for section, (called, of) in _WORDS.items() if section not in _TREES
        }
        for section, (called, of) in _TREES.items():
            raw = table.pop(section, {})
            terms = self.reader.take_keyed(raw, of, TOML, section, called)
            tree = self.reader.made(lambda called=called, terms=terms: Tree(called, terms), raw, TOML, section)  # type: ignore[misc]
            if tree is None:
                self.reader.broken |= {(called, term.code) for term in terms}
            words[section] = tree or Tree(called)
        return words

    def _rulings(self, raw: object) -> list[Ruling]:
        if not isinstance(raw, list):
            self.reader.note(TOML, "rulings", BadValue(raw, "a list", "write [[rulings]] before each"))
            return []
        found = [self.reader.take(ruling, Ruling, TOML, f"rulings, entry {place}") for place, ruling in enumerate(raw, 1)]
        return [ruling for ruling in found if ruling is not None]

    def _tariffs(self, table: object) -> dict[str, tuple[DeductionRule, ...] | None]:
        if not isinstance(table, Mapping):
            self.reader.note(TOML, "tariffs", BadValue(table, "a table", "write [[tariffs.NAME]] before each line"))
            return {}
        return {name: self.reader.take(lines, tuple[DeductionRule, ...], TOML, f"tariffs.{name}") for name, lines in table.items()}

    def _indicators(
        self, rows: _Rows, measures: Mapping[str, Measure], tariffs: Mapping[str, tuple[DeductionRule, ...] | None], known: Iterable[str]
    ) -> defaultdict[str, list[Indicator]]:
        found: defaultdict[str, list[Indicator]] = defaultdict(list)
        first: dict[str, int] = {}
        for line, row in rows:
            if self.reader.full:
                break
            where, code = f"row {line}, column", row["code"]
            rules = self._priced(where, row, measures, tariffs)
            raw: dict[str, Any] = {column: row[column] for column in (*_COLUMNS, "clauses")}
            indicator = self.reader.take({**raw, "deductions": []}, Indicator, INDICATORS, where)
            if first.setdefault(code, line) != line:
                self.reader.note(INDICATORS, f"{where} code", BadValue(code, "a code of its own", f"row {first[code]} has it too; give each indicator its own, or drop one"))
            elif indicator is None or rules is None:
                self.reader.broken.add(("indicator", code))
            elif indicator.assessment not in known:
                self.reader.note(INDICATORS, f"{where} code", Undeclared("assessment", indicator.assessment, tuple(known)))
                self.reader.broken.add(("indicator", code))
            else:
                found[indicator.assessment].append(evolve(indicator, deductions=rules))
                self.places[f"indicator {code!r}"] = INDICATORS, f"row {line}"
        used = {row["tariff"] for _, row in rows}
        for name in sorted(tariffs.keys() - used) if ("tariff", None) not in self.reader.broken else ():
            self.reader.note(TOML, f"tariffs.{name}", BadValue(name, "named by any row", f"name it in the column tariff of {INDICATORS}, or drop it"))
        return found

    def _priced(
        self, where: str, row: Mapping[str, str], measures: Mapping[str, Measure], tariffs: Mapping[str, tuple[DeductionRule, ...] | None]
    ) -> tuple[DeductionRule, ...] | None:
        """Return the rules of a row: those of a tariff it names, or one straight line over all that its standard asks."""
        columns = {column: row[column] for column in _TARIFF if row[column] and column != "tariff"}
        if name := row["tariff"]:
            if columns:
                self.reader.note(INDICATORS, f"{where} tariff", BadValue(name, f"alone: {', '.join(columns)} stand beside it", "name a tariff, or write its columns, not both"))
            if name not in tariffs:
                self.reader.note(INDICATORS, f"{where} tariff", BadValue(name, "a declared tariff", f"declare [[tariffs.{name}]] in {TOML}, or mend the name"))
            return None if columns else tariffs.get(name)
        table: dict[str, Any] = {"each": "1", **columns, "measures": [part.split()[0] for part in pieces(row["standard"], ";")]}
        whole = "each" in columns
        if not whole:
            self.reader.note(INDICATORS, f"{where} each", BadValue("", "there", "write the points that each step loses, or name a tariff"))
        if columns.get("per", REQUIRED) != REQUIRED:
            sizes = self.reader.made(lambda: {_step(columns["per"], measures[code]) for code in table["measures"] if code in measures}, columns["per"], INDICATORS, f"{where} per")
            if sizes is not None and len(sizes) > 1:
                self.reader.note(INDICATORS, f"{where} per", BadValue(columns["per"], "one step for all measures of the row", "name a tariff with a line for each measure"))
            whole = whole and sizes is not None and len(sizes) < 2
            table["per"] = min(sizes or {"1"})
        rule = self.reader.take(table, DeductionRule, INDICATORS, where)
        return (rule,) if rule and whole else None

    def _matches(self, rows: _Rows, known: Iterable[str]) -> defaultdict[str, list[Match]]:
        found: defaultdict[str, list[Match]] = defaultdict(list)
        for line, row in rows:
            if self.reader.full:
                break
            where = f"row {line}, column"
            if row["crosswalk"] not in known:
                self.reader.note(CROSSWALK, f"{where} crosswalk", Undeclared("crosswalk", row["crosswalk"], tuple(known)))
            raw = {**{column: row[column] for column in ("first", "second", "relation", "rationale")}, "measures": pieces(row["measures"], ";")}
            match = self.reader.take(raw, Match, CROSSWALK, where)
            if match is None:
                continue
            file, first = self.places.setdefault(f"the match of {match.first!r} and {match.second!r}", (CROSSWALK, f"row {line}"))
            if first == f"row {line}":
                found[row["crosswalk"]].append(match)
            else:
                self.reader.note(file, f"row {line}", BadValue(f"{match.first} ~ {match.second}", "a match of its own", f"{first} has it too; drop one"))
        return found


def _step(text: str, measure: Measure) -> str:
    """Return a step in the measure's unit."""
    try:
        return plain(read_amount(text, measure.unit))
    except BadValue:
        if text.replace(".", "").replace("/", "").isdecimal():
            raise BadValue(text, "a step with its unit", f'write "{text} {measure.unit}"') from None
        raise


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
    for section, (_, kind) in _WORDS.items():
        value = getattr(rule_set, section)
        terms = value.terms if isinstance(value, Tree) else value
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
    write_all(Path(folder), {TOML: tomli_w.dumps(table), INDICATORS: csv_text(INDICATORS, columns, rows), CROSSWALK: csv_text(CROSSWALK, _MATCH, matches)})


def _straight(line: Mapping[str, Any]) -> bool:
    """Return whether a line fits into the columns of a row."""
    return line.keys() <= {"measures", *_TARIFF}


def _tariff_cells(indicator: Indicator, lines: list[dict[str, Any]]) -> dict[str, str]:
    """Return the cells that price an indicator: one straight line over its whole standard, or a tariff of its code."""
    asked = [ask.measure for ask in indicator.standard.asks]
    units = {measure.unit for measure in asked}
    match indicator.deductions:
        case (DeductionRule(measures=measures, tariff=Steps() as steps),) if set(measures) == indicator.standard.measures and len(units) == 1 and _straight(lines[0]):
            cells = {key: str(value) for key, value in lines[0].items() if key != "measures"}
            if steps.per is not None and steps.per != 1:
                cells["per"] = asked[0].unit.show(steps.per)
            return {"tariff": "", **cells}
        case _:
            return {"tariff": indicator.code}
