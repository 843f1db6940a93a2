"""Converters for both directions, strict where cattrs is lenient; and its errors in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar, final, get_args, get_origin

from attrs import define, field, frozen
from cattrs import BaseValidationError, ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.measure import Measure, MeasureUnit
from tristandard.basics.place import Path, Term, Tree, Unit
from tristandard.basics.points import exact, plain
from tristandard.codec.files import BadInput, bad
from tristandard.codec.text import pieces, read_scope, read_standard
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deduction import Counting, DeductionRule, Grades, Parts, Steps
from tristandard.rules.model import Fold, Given, Model, Node, Sheet
from tristandard.rules.ruleset import Variant
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard

_Value = TypeVar("_Value")
_Pairs = tuple[tuple[str, Fraction], ...]

#: How a step is written that is the whole of what is required.
REQUIRED = "required"

#: What stands in a file as a table of tables, whose keys are the codes.
_KEYED = (Clause, Measure, Term, Unit, Item, Assessment, Crosswalk, Variant)


def number(value: Fraction) -> int | Decimal | str:
    """Return an exact number as files hold it: an integer, a decimal, or text such as "5/3"."""
    text = plain(value)
    return text if "/" in text else Decimal(text) if "." in text else int(text)


def _text(value: object, _: object = None) -> str:
    if isinstance(value, str):
        return value
    raise BadValue(value, "text", "write it in quotes")


def _whole(value: object, _: object = None) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise BadValue(value, "a whole number", "write digits only, without quotes")


def _truth(value: object, _: object = None) -> bool:
    if isinstance(value, bool):
        return value
    raise BadValue(value, "true or false", "write true or false, without quotes")


def _date(value: object, _: object = None) -> date:
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise BadValue(value, "a date", "write year-month-day, such as 2022-05-10, without an hour")


def _enum(value: object, kind: type[Enum]) -> Enum:
    for member in kind:
        if member.value == value:
            return member
    raise BadValue(value, f"one of {', '.join(str(member.value) for member in kind)}", "write one of them")


def _table(value: object) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    raise BadValue(value, "a table", "write { key = value, … }")


def _list(value: object) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    raise BadValue(value, "a list", "write [ value, … ]")


def _is_keyed(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[0] in _KEYED


def _is_list(kind: Any) -> bool:
    return get_origin(kind) in (tuple, frozenset) and kind != _Pairs and not _is_keyed(kind)


def plain_converter() -> Converter:
    """Return a converter that knows no words of a rule set: for its vocabulary, sites and units."""
    convert = Converter(forbid_extra_keys=True, omit_if_default=True)
    base: list[tuple[Any, Callable[[Any, Any], Any], Callable[[Any], Any]]] = [
        (str, _text, lambda value: value),
        (int, _whole, lambda value: value),
        (bool, _truth, lambda value: value),
        (date, _date, lambda value: value),
        (Fraction, lambda value, _: exact(value), number),
        (Decimal, lambda value, _: value, lambda value: value),
        (MeasureUnit, lambda value, _: MeasureUnit.parse(_text(value)), str),
    ]
    for kind, structure, unstructure in base:
        convert.register_structure_hook(kind, structure)
        convert.register_unstructure_hook(kind, unstructure)

    def keyed(table: object, kind: Any) -> tuple[Any, ...]:
        rows = {code: {"code": code, **raw} if isinstance(raw, Mapping) else raw for code, raw in _table(table).items()}
        return tuple(convert.structure(rows, dict[str, get_args(kind)[0]]).values())  # type: ignore[misc]

    def keyed_out(values: Iterable[Any]) -> dict[str, Any]:
        found = {}
        for value in values:
            row = convert.unstructure(value)
            found[row.pop("code")] = row
        return found

    for kind in _KEYED:
        convert.register_structure_hook(kind, _strict(convert, kind))
    convert.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)
    convert.register_structure_hook_func(lambda kind: kind == (Fraction | None), lambda value, _: None if value is None else exact(value))
    convert.register_structure_hook_func(
        _is_list, lambda value, kind: get_origin(kind)(convert.structure(_list(value), list[get_args(kind)[0]]))  # type: ignore[misc]
    )
    convert.register_unstructure_hook_func(lambda kind: kind == frozenset[str], sorted)
    convert.register_structure_hook_func(_is_keyed, keyed)
    convert.register_unstructure_hook_func(_is_keyed, keyed_out)
    convert.register_structure_hook_func(lambda kind: kind == _Pairs, lambda value, _: tuple((_text(name), exact(part)) for name, part in _table(value).items()))
    convert.register_unstructure_hook_func(lambda kind: kind == _Pairs, lambda pairs: {name: number(part) for name, part in pairs})
    return convert


def _strict(convert: Converter, kind: Any, **overrides: Any) -> Callable[[Any, Any], Any]:
    """Return a hook that takes a table, and nothing but a table."""
    inner = make_dict_structure_fn(kind, convert, _cattrs_forbid_extra_keys=True, **overrides)
    return lambda value, _: inner(_table(value), kind)


def tree(convert: Converter, table: object, kind: str, of: Any) -> Tree[Any]:
    """Return the tree of terms that a section writes down."""
    return Tree(kind, convert.structure(table, tuple[of, ...]))  # type: ignore[valid-type]


def converter(measures: Mapping[str, Measure], clauses: Mapping[str, Clause], paths: Mapping[str, Mapping[str, Path]]) -> Converter:
    """Return a converter that knows the words of one rule set: its measures, clauses and terms."""
    convert = plain_converter()

    def clause(code: object, _: object = None) -> Clause:
        if _text(code) not in clauses:
            raise BadValue(code, "a declared clause", "declare it under [clauses] in ruleset.toml, or mend the code")
        return clauses[str(code)]

    def cited(codes: object, _: object = None) -> tuple[Clause, ...]:
        return tuple(clause(code) for code in (pieces(codes, ";") if isinstance(codes, str) else _list(codes)))

    def subjects(text: object, _: object = None) -> Scope:
        return read_scope(_text(text), UNIT_AXES, paths)

    def node(table: object, _: object) -> Node:
        kind = Given if "given" in _table(table) else Sheet if "full" in _table(table) else Fold
        return convert.structure(table, kind)

    def deduction(table: object, _: object) -> DeductionRule:
        own = {"measures", "at_most"}
        tariff = {key: value for key, value in _table(table).items() if key not in own}
        line = convert.structure({key: value for key, value in _table(table).items() if key in own}, _Line)
        return DeductionRule(measures=line.measures, tariff=convert.structure(tariff, Grades if "points" in tariff else Steps), at_most=line.at_most)

    def deduction_out(rule: DeductionRule) -> dict[str, object]:
        line = {"measures": list(rule.measures), **convert.unstructure(rule.tariff)}
        return line if rule.at_most is None else {**line, "at_most": number(rule.at_most)}

    def step(value: object, _: object = None) -> Fraction | None:
        return None if value == REQUIRED else exact(value)

    def step_out(value: Fraction | None) -> object:
        return REQUIRED if value is None else number(value)

    convert.register_structure_hook(Standard, lambda value, _: read_standard(_text(value), measures))
    convert.register_unstructure_hook(Standard, str)
    convert.register_structure_hook(Scope, lambda value, _: read_scope(_text(value), SITE_AXES, paths))
    convert.register_unstructure_hook(Scope, str)
    convert.register_structure_hook(Clause, clause)
    convert.register_unstructure_hook(Clause, lambda value: value.code)
    convert.register_structure_hook_func(lambda kind: kind == tuple[Clause, ...], cited)
    convert.register_unstructure_hook_func(lambda kind: kind == tuple[Clause, ...], lambda cited: [clause.code for clause in cited])
    convert.register_structure_hook_func(lambda kind: kind == Node, node)
    convert.register_structure_hook(Model, lambda table, _: Model(convert.structure(_table(table), dict[str, Node])))  # type: ignore[arg-type]
    convert.register_unstructure_hook(Model, lambda model: {name: convert.unstructure(node) for name, node in model.nodes})
    given, full = override(rename="given", omit_if_default=False), override(omit_if_default=False)
    _register(convert, Given, full=given)
    _register(convert, Sheet, full=full)
    _register(convert, Fold)
    _register(convert, Steps, per=override(struct_hook=step, unstruct_hook=step_out))
    convert.register_structure_hook(DeductionRule, deduction)
    convert.register_unstructure_hook(DeductionRule, deduction_out)
    _register(convert, Indicator, subjects=override(struct_hook=subjects))
    _register(convert, Assessment, model=override(rename="score"), indicators=override(omit=True))
    _register(convert, Crosswalk, matches=override(omit=True))
    for kind in (Match, Variant, Item):
        _register(convert, kind)
    return convert


def _register(convert: Converter, kind: Any, **overrides: Any) -> None:
    convert.register_structure_hook(kind, _strict(convert, kind, **overrides))
    convert.register_unstructure_hook(kind, make_dict_unstructure_fn(kind, convert, _cattrs_omit_if_default=True, **overrides))


@final
@frozen(kw_only=True)
class _Line:
    """The part of a deduction rule that is not its tariff."""

    measures: tuple[str, ...]
    at_most: Fraction | None = None


@final
@define
class Reader:
    """Takes raw tables apart into values, and gathers every mistake with its place."""

    convert: Converter
    problems: list[TristandardError] = field(factory=list)

    def take(self, raw: object, kind: Any, file: str, where: str = "") -> Any:
        """Return the value, or None where it has mistakes, which are gathered."""
        return self.made(lambda: self.convert.structure(raw, kind), raw, file, where)

    def made(self, make: Callable[[], _Value], raw: object, file: str, where: str) -> _Value | None:
        """Return what is made, or None where that fails, which is gathered."""
        try:
            return make()
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError) as error:
            self.problems += _told(error, raw, file, where)
            return None


def _told(error: BaseException, raw: object, file: str, where: str) -> Iterable[TristandardError]:
    """Yield what an error says, with the place in the file."""
    match error:
        case ClassValidationError() | IterableValidationError():
            noted, others = error.group_exceptions()
            for inner, note in noted:
                step = str(note.name if isinstance(error, ClassValidationError) else note.index)
                inside = where.endswith(" column") or not where
                yield from _told(inner, _part(raw, step), file, f"{where} {step}".strip() if inside else f"{where}.{step}")
            for inner in others:
                yield from _told(inner, raw, file, where)
        case ForbiddenExtraKeysError():
            for key in sorted(error.extra_fields):
                yield bad(file, where, key, "a known key", "mend it, or take it out")
        case KeyError():
            yield bad(file, where, str(error.args[0]), "there", "add it")
        case Refused():
            for reason in error.exceptions:
                yield from _told(reason, raw, file, where)
        case TristandardError():
            yield BadInput(file, where, error)
        case _:
            yield bad(file, where, raw, "usable here", f"mend it ({error})")


def _part(raw: object, step: str) -> object:
    if isinstance(raw, Mapping):
        return raw.get(step)
    return raw[int(step)] if isinstance(raw, (list, tuple)) and step.isdecimal() else raw
