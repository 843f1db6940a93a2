"""Rows of a frame brought home as the core's observations, and sites as the core's sites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from math import isfinite, isnan
from typing import Any

from attrs import frozen

from tristandard.basics.clause import read_date
from tristandard.basics.errors import GIVE_ONE_OF, BadValue, TristandardError
from tristandard.basics.measure import Measure, of_measure
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.codec.observed import read_value
from tristandard.codec.plain_values import date_of
from tristandard.codec.survey import load_sites
from tristandard.frames.compiled import Compiled
from tristandard.frames.encoding import REPORTS, TIME_OF_DAY, WRITTEN, is_encoded
from tristandard.frames.prices import NA, answers, is_number
from tristandard.frames.written import NOTHING
from tristandard.survey.bad_observation import not_admitted
from tristandard.words.sentence import Sentence, Told

#: What tells one report from another: site, indicator, source, id, revision, day, visit.
_Report = tuple[str, str, str, str, int, date | str, str]
_VALUE_AT = Sentence("点位“{site}”的“{indicator}”的 {value!r}{unit}", "{value!r} of {indicator!r} at {site!r}{unit}")
_IN_UNIT = Sentence("（该测量项目的单位是 {unit}）", " (whose measure is in {unit})")
_DAY = re.compile(f".{{10}}{TIME_OF_DAY}")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
NOT_APPLICABLE, NOT_MEASURED = "not_applicable", "not_measured"
#: Why something does not apply, or was not measured, where a row says no more.
_STATED = "-"
#: In the place of a measure: what is wrong with what a row says of its outcome.
_WRONG = ""
_OUTCOME = Told("测评结果", "an outcome")
_ONE_OF_THREE = Told(
    "请写 measured、not_applicable 或 not_measured", "write measured, not_applicable or not_measured"
)
_NO_VALUE = Told("不适用或未测时的空值", "an empty value of what does not apply or was not measured")
_LEAVE_EMPTY = Told("请留空；测了的请写 measured", "leave it empty; write measured where it was measured")
_A_MEASURE_OF = Sentence("“{indicator}”所问的测量项目", "a measure that {indicator!r} asks for")
_A_VALUE_OF = Sentence("{measure} 的值", "a value of {measure}")
_OR_ITS_OUTCOME = Told(
    "请写测得的值；没有去看的，请把 outcome 写成 not_measured，不适用的写成 not_applicable",
    "write what was measured, or as its outcome not_measured where nobody looked, not_applicable where the question "
    "does not arise",
)


@frozen
class Held:
    """A number in the unit of its measure, as encoded rows hold it."""

    number: Fraction


def sites_home(program: Compiled, chosen: Any) -> tuple[Site, ...]:
    """Return some sites, chosen by a frame of their numbers, as the core's sites."""
    rows = program.engine.rows(program.sites.join(chosen, on="number", how="inner").select("code", "kind"))
    found = []
    for code, kind in rows:
        like = program.tables.plan.sites[str(kind)]
        found.append(
            {
                "code": str(code), "area": like.area[-1], "zone": like.zone[-1], "site_type": like.site_type[-1],
                "units": "; ".join(f"{unit} {plain(share)}" for unit, share in like.units),
            }
        )  # fmt: skip
    return load_sites(found, program.rules)


def observations_home(program: Compiled, rows: Any) -> tuple[list[Observation], list[TristandardError]]:
    """Return rows of a frame as the core's observations, and what the core says of those that are none."""
    told = _decoded(program, rows) if is_encoded(rows) else _as_told(program, rows)
    reports: defaultdict[_Report, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for key, measure, value in told:
        if value not in reports[key][measure]:
            reports[key][measure].append(value)
    measures = program.rules.measures_by_code
    found, problems = list[Observation](), list[TristandardError]()
    for key, values in reports.items():
        site, indicator, source, id_, *_ = key
        odd = (one for one in values.pop(_WRONG, ()) if isinstance(one, BadValue))
        problems += [not_admitted(one, source, id_, indicator, site) for one in odd]
        for outcome in _outcomes(values):
            try:
                found.append(_observation(key, outcome, measures))
            except BadValue as problem:
                problems.append(not_admitted(problem, source, id_, indicator, site))
            except TristandardError as problem:
                problems.append(problem)
    return found, problems


def unread(program: Compiled, rows: Any) -> Told | None:
    """Return the first number that the core reads and a frame does not: finer than its scale, or written otherwise."""
    if is_encoded(rows):
        return None
    measures = program.rules.measures_by_code
    for (site, indicator, *_), code, value in _as_told(program, rows):
        if code in measures and is_number(measures[code]) and value is not None:
            try:
                number = measures[code].admit(_read(measures[code], value))
            except BadValue:
                continue
            whole = isinstance(number, Fraction) and (number * program.tables.parts[code]).denominator == 1
            if not whole or (isinstance(value, str) and not WRITTEN.fullmatch(_number(measures[code], value))):
                unit = str(measures[code].unit)
                told = _IN_UNIT(unit=unit) if unit else ""
                return _VALUE_AT(value=str(value), indicator=indicator, site=site, unit=told)
    return None


def _outcomes(values: dict[str, list[object]]) -> Iterable[str | dict[str, object]]:
    """Yield what a report tells; once more for each other value that it tells of a measure."""
    for state in (NOT_APPLICABLE, NOT_MEASURED):
        if values.pop(state, None):
            yield state
    for at in range(max(map(len, values.values()), default=0)):
        yield {measure: told[min(at, len(told) - 1)] for measure, told in values.items()}


def _observation(report: _Report, told: str | dict[str, object], measures: Mapping[str, Measure]) -> Observation:
    site, indicator, source, id_, revision, made, visit = report
    outcome: Outcome
    if told == NOT_APPLICABLE:
        outcome = NotApplicable(_STATED)
    elif isinstance(told, str):
        outcome = NotMeasured(_STATED)
    else:
        outcome = Measured({code: _read(measures.get(code), value) for code, value in told.items()})
    return Observation(
        source=source, id=id_, revision=revision, site=site, indicator=indicator, made=date_of(made), outcome=outcome,
        visit=visit,
    )  # fmt: skip


def _read(measure: Measure | None, value: object) -> object:
    """Return a value as its measure holds it, read as the loaders read it; what was encoded is held already."""
    if measure is None or value is None or isinstance(value, (Held, frozenset)):
        return value.number if isinstance(value, Held) else value
    try:
        return read_value(measure, value)
    except BadValue as problem:
        number = _number(measure, value)
        if is_number(measure) and _PLAIN.fullmatch(number) and not _admits(measure, number):
            return number  # which the register tells with its report
        raise of_measure(problem, measure.code) from None


def _number(measure: Measure, value: object) -> str:
    """Return a number without the unit of its measure."""
    return str(value).strip().removesuffix(str(measure.unit)).strip()


def _admits(measure: Measure, number: str) -> bool:
    """Return whether a number lies in the domain of a measure."""
    try:
        measure.admit(number)
    except BadValue:
        return False
    return True


def _report(program: Compiled, row: dict[str, Any]) -> _Report:
    """Return which report a row belongs to; where there are no columns that name it, it is its indicator's at the
    site, of the first day of the period.
    """
    told = {name: "" if cell is None else cell for name, cell in row.items()}
    site, indicator = str(told["site"]), str(told["indicator"])
    source, id_ = told.get("source", indicator.partition(".")[0]), told.get("id", f"{site}/{indicator}")
    made = told.get("made", program.period.start)
    if isinstance(made, str):
        made = (read_date(made[:10]) if _DAY.fullmatch(made) else None) or made.strip()
    day = made.date() if isinstance(made, datetime) else made
    revision = 1 if row.get("revision") is None else int(row["revision"])
    return site, indicator, str(source), str(id_), revision, day, str(told.get("visit", "")).strip()


def _rows(program: Compiled, frame: Any, columns: Sequence[str]) -> Iterable[dict[str, Any]]:
    has = set(frame.collect_schema().names())
    names = [name for name in columns if name in has]
    for row in program.engine.rows(frame.select(*names)):
        yield {name: None if _is_nothing(cell) else cell for name, cell in zip(names, row, strict=True)}


def _is_nothing(cell: object) -> bool:
    lacking = type(cell).__name__ in ("NAType", "NaTType")
    return cell is None or lacking or (isinstance(cell, float) and isnan(cell))  # a missing number in pandas is none


def _as_told(program: Compiled, frame: Any) -> Iterable[tuple[_Report, str, object]]:
    """Yield rows as they were given."""
    only: defaultdict[str, set[str]] = defaultdict(set)
    for indicator, measure in program.written.words:
        if measure != NOTHING:
            only[indicator].add(measure)
    for row in _rows(program, frame, ("site", "indicator", "measure", "value", "outcome", *REPORTS)):
        report = _report(program, row)
        yield report, *_said(row, report[1], only[report[1]])


def _said(row: dict[str, Any], indicator: str, measures: set[str]) -> tuple[str, object]:
    """Return the measure or the state that a row tells, with its value; or what is wrong with it."""
    outcome, value, named = row.get("outcome") or "measured", _value(row.get("value")), str(row.get("measure") or "")
    measure = named or (next(iter(measures)) if len(measures) == 1 else "?")
    if outcome in (NOT_APPLICABLE, NOT_MEASURED):
        return (str(outcome), value) if value in (None, "") else (_WRONG, BadValue(value, _NO_VALUE, _LEAVE_EMPTY))
    if outcome != "measured":
        return _WRONG, BadValue(outcome, _OUTCOME, _ONE_OF_THREE)
    if measures and measure not in measures:
        return _WRONG, BadValue(named, _A_MEASURE_OF(indicator=indicator), GIVE_ONE_OF(known=sorted(measures)))
    if value is None or (isinstance(value, str) and not value.strip()):
        return _WRONG, BadValue("", _A_VALUE_OF(measure=measure), _OR_ITS_OUTCOME)
    return measure, value


def _value(cell: object) -> object:
    """Return a value as it was given, a number exactly: a float as the decimal that it is printed as."""
    if not isinstance(cell, float):
        return cell
    return Fraction(repr(float(cell))) if isfinite(cell) else repr(float(cell))


def _decoded(program: Compiled, frame: Any) -> Iterable[tuple[_Report, str, object]]:
    """Yield encoded rows as what they stand for."""
    words = {at: word for word, at in program.written.words.items()}
    measures = program.rules.measures_by_code
    for row in _rows(program, frame, ("site", "asked", "v", *REPORTS)):
        indicator, code = words.get(row["asked"] if row["asked"] is not None else -1, ("?", "?"))
        report = _report(program, {**row, "indicator": indicator})
        if code == NOTHING:
            yield report, NOT_APPLICABLE if row["v"] == NA else NOT_MEASURED, NA
        elif code not in measures or row["v"] is None:
            yield report, code, row["v"]
        elif is_number(measures[code]):
            yield report, code, Held(Fraction(int(row["v"]), program.tables.parts[code]))
        else:
            told, at = answers(measures[code]), int(row["v"])
            yield report, code, told[at] if 0 <= at < len(told) else str(at)
