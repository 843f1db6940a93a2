"""What a case says was seen: its sites, observations and figures, as the ledger of a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import tristandard as ts
from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.codec.bad_input import Position
from tristandard.codec.reader import Reader
from tristandard.codec.survey_converter import converter_of
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.ledger import Ledger
from tristandard.testing.worked.case_file import CANNOT_BE_READ, OUTCOME_KEYS, Case
from tristandard.words.sentence import Sentence, Told

_A_SITE = Sentence("第 {number} 个点位", "site {number}")
_AN_OBSERVATION = Sentence("第 {number} 条测评记录", "observation {number}")


def _read(rules: RuleSet, rows: Iterable[Mapping[str, Any]], kind: type[Any]) -> list[Any]:
    """Return sites or observations from rows as JSON holds them, or refuse what cannot be read."""
    reader = Reader(converter_of(rules))
    counted = _A_SITE if kind is Site else _AN_OBSERVATION
    found = [reader.take(row, kind, "case", Position(counted, place)) for place, row in enumerate(rows, 1)]
    refuse(CANNOT_BE_READ, reader.problems)
    return found


def sites_of(rules: RuleSet, case: Case, one: Case) -> list[Site]:
    """Return the sites of a case, or those of its file."""
    return _read(rules, one.get("sites", case.get("sites", ())), Site)


def _outcome(row: Mapping[str, Any], indicator: Indicator | None) -> dict[str, Any]:
    """Return what a row says was seen, as JSON holds it."""
    states = {state: row[state] for state in ("not_applicable", "not_measured") if state in row}
    if states:
        return states
    values = row.get("values", {})
    if not isinstance(values, dict):
        values = str(values)
    asked = {} if indicator is None else {"measure": min(indicator.standard.measures)}
    found = [{"id": f"f{place}", **asked, **finding} for place, finding in enumerate(row.get("findings", ()), 1)]
    return {"measured": values, **({"findings": found} if found else {})}


def observed(
    rules: RuleSet, rows: Iterable[Mapping[str, Any]], sites: Sequence[Site], period: Period
) -> list[Observation]:
    """Return observations, forty days into a period where a row gives no day, at the sole site where it names none."""
    sole = {"site": sites[0].code} if len({site.code for site in sites}) == 1 else {}
    asked = [
        {
            "source": "case", "id": str(place), "made": min(period.start + timedelta(days=39), period.end), **sole,
            **{key: value for key, value in row.items() if key not in OUTCOME_KEYS},
            "outcome": _outcome(row, rules.indicators.get(row.get("indicator", ""))),
        }
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return _read(rules, asked, Observation)


def asked_in(case: Case, one: Case) -> str:
    """Return the indicator that a case speaks of where it names none in each row."""
    found: str = (
        one.get("indicator") or case.get("indicator") or next((row["code"] for row in case.get("indicators", ())), "")
    )
    return found


def _rows(case: Case, one: Case) -> Sequence[Mapping[str, Any]]:
    """Return the rows of observations of one case: as written, or what was seen of one indicator."""
    if "observations" in one:
        written: Sequence[Mapping[str, Any]] = one["observations"]
        return written
    seen = {key: one[key] for key in ("values", "findings", "not_applicable", "not_measured") if key in one}
    return [{"indicator": asked_in(case, one), **seen}] if seen else []


def period_of(case: Case, one: Case) -> Period:
    """Return the period of a case, or that of its file."""
    return Period.parse(one.get("period", case.get("period")))


def ledger_of(rules: RuleSet, case: Case, one: Case) -> Ledger:
    """Return the ledger of one case: merged, planned, registered and shared."""
    merged, sites = ts.merge(rules), sites_of(rules, case, one)
    periods = [period_of(case, one)]
    for _ in one.get("earlier", ()):
        periods.append(periods[-1].before())
    quarters = [
        ts.register(ts.plan(merged, sites, period), observed(rules, _rows(case, seen), sites, period))
        for period, seen in zip(periods, [one, *one.get("earlier", ())], strict=True)
    ]
    return ts.share(quarters[0], history=ts.history(quarters[1:], periods[0]) if "earlier" in one else None)


_A_FIGURE = Sentence("带有键 {key!r} 的给定数", "a figure with the key {key!r}")
_FOR_AND_POINTS = Told("请写 for = [考核, 名称, 单位] 和 points", "write for = [assessment, name, unit] and points")


def figures_of(one: Case) -> dict[tuple[str, str, str], object]:
    """Return the figures that are given, None for one that is not applicable."""
    lacking = [(key, row) for row in one.get("given", ()) for key in ("for", "points") if key not in row]
    refuse(
        CANNOT_BE_READ,
        (BadValue(row, _A_FIGURE(key=key), _FOR_AND_POINTS) for key, row in lacking),
    )
    return {
        tuple(row["for"]): None if row["points"] == "not applicable" else row["points"] for row in one.get("given", ())
    }
