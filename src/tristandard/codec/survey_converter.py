"""How sites and observations are read and written: by a converter that knows the words of a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, final

from attrs import frozen
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event
from tristandard.basics.finding import LIFE, Finding
from tristandard.basics.measure import Value, of_measure
from tristandard.basics.nouns import answer_to
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.points import exact
from tristandard.basics.terms import Path as TreePath
from tristandard.basics.terms import Unit
from tristandard.codec.cells import each, read_pairs, read_shares
from tristandard.codec.convert import plain_converter, register, strict
from tristandard.codec.observed import NO_VALUE, PERCENT, read_value, says_nothing
from tristandard.codec.plain_values import mapped, number
from tristandard.codec.survey_tables import STATES
from tristandard.codec.survey_words import CellOfValues, counted, declared, named_values
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, spoken
from tristandard.words.sentence import Told

_Shares = tuple[tuple[str, Fraction], ...]


@final
@frozen
class _OutcomeEntry:
    """An outcome as JSON holds it."""

    measured: tuple[tuple[str, Value], ...] | None = None
    not_applicable: NotApplicable | None = None
    not_measured: NotMeasured | None = None
    findings: tuple[Finding, ...] = ()


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
    measures = rules.measures_by_code if rules else {}
    indicators = rules.indicators if rules else {}
    paths: Mapping[str, Mapping[str, TreePath]] = (
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
        if isinstance(table, CellOfValues):
            table = named_values(table, indicators)
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
            raw = {**raw, "outcome": {**raw["outcome"], "measured": CellOfValues(text, str(raw.get("indicator")))}}
        return plain_observation(raw, kind)

    def asked(code: object, _: object) -> object:
        each(
            code.split("+") if isinstance(code, str) else [code],
            lambda member: declared("indicator", member, indicators),
        )
        return code

    def answering(code: object, _: object) -> object:
        return None if code is None else declared("unit", code, paths["unit"])

    external = override(struct_hook=pairs)
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
