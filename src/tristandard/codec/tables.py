"""A rule set as the tables that its files hold: one of its own, and the rows of its indicators and of its matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, final

from attrs import frozen
from cattrs import Converter

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue, wanted
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.points import exact
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.codec.bad_input import BadInput
from tristandard.codec.convert import words_converter
from tristandard.codec.files import RULES_LIMIT
from tristandard.codec.given_rows import Given, given, table_from
from tristandard.codec.rules_converter import converter
from tristandard.rules.deductions.steps import REQUIRED
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import spoken
from tristandard.words.sentence import Told

INDICATORS, CROSSWALK, OVERLAY = "indicators.csv", "crosswalk.csv", "overlay.csv"
Sections = Mapping[str, tuple[str, type]]
SITE_TYPE, KIND_OF_UNIT = spoken("site_type"), spoken("kind")
TREES: Sections = {
    "areas": ("area", Term),
    "zones": ("zone", Term),
    "site_types": (SITE_TYPE, Term),
    "kinds": (KIND_OF_UNIT, Term),
    "units": ("unit", Unit),
}
WORDS: Sections = {
    "clauses": ("clause", Clause),
    "measures": ("measure", Measure),
    "circumstances": ("circumstance", Circumstance),
    **TREES,
}
#: The columns of indicators; those that price them; the columns of matches.
COLUMNS = ("code", "item", "zh", "en", "standard", "scope", "subjects", "standard_provenance", "points_provenance")
TARIFF = ("each", "per", "parts", "counting", "at_most", "tariff")
MATCH = ("crosswalk", "first", "second", "relation", "measures", "rationale")
#: Every column of indicators, as a file has them; and those of the lines of an overlay.
WRITTEN_COLUMNS = (*COLUMNS[:7], *TARIFF, "clauses", *COLUMNS[7:])
LINE = ("line", "code", "part", "value", "clause", "why")


@final
@frozen
class Tables:
    """What the files of a rule set hold.

    Attributes:
        table: That of `ruleset.toml`.
        indicators: The rows of `indicators.csv` by column, each with its number.
        matches: Those of `crosswalk.csv`.
        names: What these two are called in messages, where otherwise than as files.
        problems: What is wrong with the shape of their rows, by the same names as `of` takes.
    """

    table: Mapping[str, Any]
    indicators: Sequence[tuple[int, dict[str, Any]]]
    matches: Sequence[tuple[int, dict[str, Any]]]
    names: Mapping[str, str] = {}
    problems: Mapping[str, Sequence[BadInput]] = {}

    def of(self, name: str) -> Given:
        """Return the rows of a file, by its name."""
        rows = list(self.indicators if name == INDICATORS else self.matches)
        return Given(self.names.get(name, name), rows, list(self.problems.get(name, ())))


_PARTS = {"ruleset", "indicators", "crosswalk"}
_THE_TABLES = Told(
    "规则集的各张表",
    "the tables of a rule set",
)
_GIVE_THE_TABLES = Told(
    '请给出 "ruleset"（ruleset.toml 的内容）、"indicators" 和 "crosswalk"（各为一行一行的列表），不写别的',
    'give "ruleset", the table of ruleset.toml, and "indicators" and "crosswalk", a list of rows each; nothing else',
)


def tables_from(source: Mapping[str, Any]) -> Tables:
    """Return the tables of a rule set that were given in the place of its files: copies, rows numbered from 1.

    Raises:
        BadValue: When another part is there, one is missing, or one is not a table or rows.
        BadInput: When there is more than a file of rules holds.
    """
    if source.keys() != _PARTS or not isinstance(source["ruleset"], Mapping):
        raise BadValue(list(source), _THE_TABLES, _GIVE_THE_TABLES)
    rows = {name: source[name] for name in ("indicators", "crosswalk")}
    if any(isinstance(one, (str, bytes, Mapping)) or not isinstance(one, Iterable) for one in rows.values()):
        raise BadValue(list(source), _THE_TABLES, _GIVE_THE_TABLES)
    indicators, matches = (given(one, name, RULES_LIMIT) for name, one in rows.items())
    return Tables(
        table_from("ruleset", source["ruleset"]),
        indicators.rows,
        matches.rows,
        {INDICATORS: indicators.name, CROSSWALK: matches.name},
        {INDICATORS: indicators.problems, CROSSWALK: matches.problems},
    )


def to_tables(rule_set: RuleSet) -> dict[str, Any]:
    """Return a rule set as the tables that its files hold: "ruleset", and the rows of "indicators" and "crosswalk".

    `load_ruleset` takes them back, equal. Numbers are text, days are dates; an empty cell is left out.
    """
    wanted(rule_set, RuleSet)
    tables = tables_of(rule_set)
    return {
        "ruleset": tables.table,
        "indicators": [row for _, row in tables.indicators],
        "crosswalk": [row for _, row in tables.matches],
    }


def tables_of(rule_set: RuleSet) -> Tables:
    """Return what the files of a rule set hold; the rows are numbered as their files number them."""
    table: dict[str, Any] = {"format": 1}
    words, rules = words_converter(), _writing()
    body = rules.unstructure(rule_set)
    for section, (_, kind) in WORDS.items():
        value = getattr(rule_set, section)
        terms = value.terms if isinstance(value, Tree) else value
        body[section] = words.unstructure(terms, tuple[kind, ...])  # type: ignore[valid-type]
    rows, tariffs = list[dict[str, Any]](), dict[str, Any]()
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
        {
            **rules.unstructure(match),
            "relation": match.relation.value,
            "measures": "; ".join(sorted(match.measures)),
            "crosswalk": crosswalk.code,
        }
        for crosswalk, match in rule_set.matches()
    ]
    table.update({key: value for key, value in body.items() if value not in ({}, [], (), None)})
    return Tables(table, list(enumerate(rows, 2)), list(enumerate(matches, 2)))


@cache
def _writing() -> Converter:
    """Return a converter that writes rules: it reads none, and need not know their words."""
    return converter({}, {}, {})


def _straight(line: Mapping[str, Any]) -> bool:
    """Return whether a line fits into the columns of a row."""
    return "each" in line and line.keys() <= {"measures", *TARIFF}


def _tariff_cells(indicator: Indicator, lines: list[dict[str, Any]]) -> dict[str, str]:
    """Return the cells that price an indicator: one straight line over its whole standard, or a tariff of its code;
    none where its item alone does.
    """
    if not lines and indicator.needed:
        return {"tariff": ""}
    asked = [ask.measure for ask in indicator.standard.asks]
    units = {measure.unit for measure in asked}
    measures = {code for rule in indicator.deductions for code in rule.measures}
    if len(lines) != 1 or not _straight(lines[0]) or measures != indicator.standard.measures or len(units) != 1:
        return {"tariff": indicator.code}
    cells = {key: str(value) for key, value in lines[0].items() if key != "measures"}
    if cells.get("per", REQUIRED) != REQUIRED:
        cells["per"] = asked[0].unit.show(exact(lines[0]["per"]))
    return {"tariff": "", **cells}
