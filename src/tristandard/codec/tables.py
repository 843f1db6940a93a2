"""A rule set as the tables that its files hold: one of its own, and the rows of its indicators and of its matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, final

from attrs import frozen
from cattrs import Converter

from tristandard.basics.clause import Clause
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.place import Term, Tree, Unit
from tristandard.basics.points import exact
from tristandard.codec.convert import converter, words_converter
from tristandard.codec.sources import Given
from tristandard.rules.assessment import Indicator
from tristandard.rules.deductions.steps import REQUIRED
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import spoken

INDICATORS, CROSSWALK = "indicators.csv", "crosswalk.csv"
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


@final
@frozen
class Tables:
    """What the files of a rule set hold.

    Attributes:
        table: That of `ruleset.toml`.
        indicators: The rows of `indicators.csv` by column, each with its number.
        matches: Those of `crosswalk.csv`.
        names: What these two are called in messages, where otherwise than as files.
    """

    table: Mapping[str, Any]
    indicators: Sequence[tuple[int, dict[str, Any]]]
    matches: Sequence[tuple[int, dict[str, Any]]]
    names: Mapping[str, str] = {}

    def of(self, name: str) -> Given:
        """Return the rows of a file, by its name."""
        return Given(self.names.get(name, name), list(self.indicators if name == INDICATORS else self.matches), [])


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
    """Return the cells that price an indicator: one straight line over its whole standard, or a tariff of its code."""
    asked = [ask.measure for ask in indicator.standard.asks]
    units = {measure.unit for measure in asked}
    measures = {code for rule in indicator.deductions for code in rule.measures}
    if len(lines) != 1 or not _straight(lines[0]) or measures != indicator.standard.measures or len(units) != 1:
        return {"tariff": indicator.code}
    cells = {key: str(value) for key, value in lines[0].items() if key != "measures"}
    if cells.get("per", REQUIRED) != REQUIRED:
        cells["per"] = asked[0].unit.show(exact(lines[0]["per"]))
    return {"tariff": "", **cells}
