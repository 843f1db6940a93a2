"""Converters for both directions, strict where cattrs is lenient; and its errors in our words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from typing import Any, TypeVar, final, get_args, get_origin

from attrs import Attribute, define, evolve, field, fields, has
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tristandard.basics.clause import Clause, read_date
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.finding import Circumstance
from tristandard.basics.location import Location
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, plain
from tristandard.basics.terms import Path, Term, Unit, UnknownTerm
from tristandard.changing.overlay import OverlayLine
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad
from tristandard.codec.cells import pieces, read_amount
from tristandard.codec.csv_table import TOLD
from tristandard.codec.text import read_grade, read_scope, read_span, read_standard, read_where
from tristandard.codec.undeclared import Undeclared, half_width
from tristandard.rules.assessment import Assessment, Carry, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.deductions.where import Where
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import Bonus, RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.grade import Grade, UnitShare
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.node import Absent, BadModel, Node
from tristandard.rules.nodes.rate import told_quantity
from tristandard.rules.nodes.target import Target, TargetShare
from tristandard.rules.ruleset import RuleSet, Variant
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Range, Standard
from tristandard.words.sentence import Sentence, Told

_Value = TypeVar("_Value")
_Pairs = tuple[tuple[str, Fraction], ...]
_Bands = tuple[tuple[Where, Fraction], ...]
_Quantity = tuple[tuple[int, str], ...]
_Spans = tuple[tuple[Where, Fraction, Fraction], ...]

#: How an end of a domain is written that is open, where it has one otherwise.
OPEN = "open"

#: What stands in a file as a table of tables, whose keys are the codes.
_KEYED = (Clause, Measure, Circumstance, Term, Unit, Item, Assessment, Crosswalk, Variant)


def number(value: Fraction) -> int | Decimal | str:
    """Return an exact number as files hold it: an integer, a decimal, or text such as "5/3", or where a decimal would
    be told with an exponent.
    """
    text = plain(value)
    if "." not in text and "/" not in text:
        return int(text)
    return text if "/" in text or "E" in str(Decimal(text)) else Decimal(text)


_TEXT = Told("文字", "text")
_IN_QUOTES = Told("请加上引号", "write it in quotes")
_A_WHOLE_NUMBER = Told("整数", "a whole number")
_DIGITS_ONLY = Told("请只写数字，不加引号", "write digits only, without quotes")
_TRUE_OR_FALSE = Told("真假值（true 或 false）", "true or false")
_WITHOUT_QUOTES = Told("请写 true 或 false，不加引号", "write true or false, without quotes")


def _mark_or_passed(value: Any, _: object) -> Mark | Passed:
    """Return what a gate asks: that a period passed, or a mark."""
    return Passed.PASSED if value == Passed.PASSED.value else Mark.parse(value)


def _told_mark(value: Mark | Passed) -> str:
    """Return what a gate asks as it is written."""
    return Passed.PASSED.value if isinstance(value, Passed) else str(value)


def _text(value: object, _: object = None) -> str:
    if isinstance(value, str):
        return value
    raise BadValue(value, _TEXT, _IN_QUOTES)


def _whole(value: object, _: object = None) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**19:
        return value
    raise BadValue(value, _A_WHOLE_NUMBER, _DIGITS_ONLY)


def _truth(value: object, _: object = None) -> bool:
    if isinstance(value, bool):
        return value
    raise BadValue(value, _TRUE_OR_FALSE, _WITHOUT_QUOTES)


#: A day as spreadsheets and letters write it; it is not read, but told how to be written.
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_A_DATE = Told("日期", "a date")
_WRITE_DAY = Sentence("请写作 {day}", "write {day}")
_YEAR_MONTH_DAY = Told(
    "请按 年-月-日 写，例如 2022-05-10，不带时刻", "write year-month-day, such as 2022-05-10, without an hour"
)


def _date(value: object, _: object = None) -> date:
    if isinstance(value, str) and (day := read_date(value)):
        return day
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    parts = _DAY.fullmatch(value) if isinstance(value, str) else None
    day = read_date("{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())) if parts else None
    raise BadValue(value, _A_DATE, _WRITE_DAY(day=str(day)) if day else _YEAR_MONTH_DAY)


_ONE_OF = Sentence("下列之一：{known}", "one of {known}")
_WRITE_ONE = Told("请写其中之一", "write one of them")


def _enum(value: object, kind: type[Enum]) -> Enum:
    for member in kind:
        if member.value == value:
            return member
    raise BadValue(value, _ONE_OF(known=[str(member.value) for member in kind]), _WRITE_ONE)


A_TABLE = Told("一张表", "a table")
_WRITE_A_TABLE = Told("请写成 { 键 = 值, … }", "write { key = value, … }")
_A_LIST = Told("列表", "a list")
_WRITE_A_LIST = Told("请写成 [ 值, … ]", "write [ value, … ]")


def mapped(value: object) -> Mapping[str, Any]:
    """Return a table, or refuse what is none."""
    if isinstance(value, Mapping):
        return value
    raise BadValue(value, A_TABLE, _WRITE_A_TABLE)


def _list(value: object) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    raise BadValue(value, _A_LIST, _WRITE_A_LIST)


def _is_keyed(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[0] in _KEYED


def _is_list(kind: Any) -> bool:
    return (
        (get_origin(kind) is frozenset or (get_origin(kind) is tuple and get_args(kind)[-1] is ...))
        and kind != _Pairs
        and not _is_keyed(kind)
    )


def _is_table(kind: Any) -> bool:
    of: Any = get_origin(kind)
    return of in (dict, Mapping)


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is not ...


_EACH_ONCE = Told("每项只写一次的列表", "a list that names each once")
_DROP_THE_SECOND = Told("请删去重复的一项", "drop what stands twice")
_A_LIST_OF = Sentence("{count} 个值的列表", "a list of {count}")
_NO_MORE_NO_FEWER = Sentence("请写 {count} 个值，不多不少", "give {count} values, no more and no fewer")


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
        rows = {code: with_code(code, raw) for code, raw in mapped(table).items()}
        table_of: Any = dict[str, get_args(kind)[0]]  # type: ignore[misc]
        return tuple(convert.structure(rows, table_of).values())

    def keyed_out(values: Iterable[Any]) -> dict[str, Any]:
        found = {}
        for value in values:
            row = convert.unstructure(value)
            found[row.pop("code")] = row
        return found

    def listed(value: object, kind: Any) -> Any:
        of: Any = get_origin(kind)
        list_of: Any = list[get_args(kind)[0]]  # type: ignore[misc]
        found = convert.structure(_list(value), list_of)
        if of is frozenset and len(set(found)) < len(found):
            raise BadValue(value, _EACH_ONCE, _DROP_THE_SECOND)
        return of(found)

    def row(value: object, kind: Any) -> tuple[Any, ...]:
        cells, kinds = _list(value), get_args(kind)
        if len(cells) != len(kinds):
            count = len(kinds)
            raise BadValue(value, _A_LIST_OF(count=count), _NO_MORE_NO_FEWER(count=count))
        return tuple(convert.structure(cell, of) for cell, of in zip(cells, kinds, strict=True))

    def table(kind: Any) -> Callable[[Any, Any], Any]:
        inner = convert.gen_structure_mapping(kind)
        return lambda value, of: inner(mapped(value), of)

    convert.register_structure_hook_factory(has, lambda kind: strict(convert, kind))
    convert.register_structure_hook_factory(_is_table, table)
    convert.register_structure_hook_func(_is_row, row)
    convert.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)
    convert.register_structure_hook_func(
        lambda kind: kind == (Fraction | None), lambda value, _: None if value in (None, OPEN) else exact(value)
    )
    convert.register_unstructure_hook_func(
        lambda kind: kind == (Fraction | None), lambda value: OPEN if value is None else number(value)
    )
    convert.register_structure_hook_func(_is_list, listed)
    convert.register_unstructure_hook_func(lambda kind: kind == frozenset[str], sorted)
    convert.register_structure_hook_func(_is_keyed, keyed)
    convert.register_unstructure_hook_func(_is_keyed, keyed_out)
    convert.register_structure_hook_func(
        lambda kind: kind == _Pairs,
        lambda value, _: tuple(convert.structure(mapped(value), dict[str, Fraction]).items()),
    )
    convert.register_unstructure_hook_func(
        lambda kind: kind == _Pairs, lambda pairs: {name: number(part) for name, part in pairs}
    )
    labels = _by_their_codes()
    length = override(
        struct_hook=lambda value, _: read_amount(_text(value), _METRE),
        unstruct_hook=lambda value: None if value is None else _METRE.show(value),
    )
    forms = override(
        struct_hook=lambda value, _: tuple(convert.structure(mapped(value), dict[str, Form]).items()),
        unstruct_hook=lambda pairs: {form: convert.unstructure(told) for form, told in pairs},
    )
    register(convert, Form)
    register(convert, CountingRule, forms=forms, within=length, together=length, spacing=length)
    for kind in _KEYED:
        register(convert, kind, **({"values": labels} if kind is Circumstance else {}))
    return convert


@cache
def words_converter() -> Converter:
    """Return the one converter that knows no words of a rule set: nothing is added to it."""
    return plain_converter()


_METRE = MeasureUnit.parse("m")

A_KNOWN_KEY = Told("可用的键", "a known key")
_CODE_ALREADY = Sentence(
    "键 {code!r} 就是编码，请删去另写的 code", "the key {code!r} is the code already; take the other out"
)


def with_code(code: str, raw: object) -> dict[str, Any]:
    """Return a table with the key under which it stands as its code."""
    if "code" in mapped(raw):
        raise BadValue("code", A_KNOWN_KEY, _CODE_ALREADY(code=code))
    return {"code": code, **mapped(raw)}


def strict(convert: Converter, kind: Any, /, **overrides: Any) -> Callable[[Any, Any], Any]:
    """Return a hook that takes a table, and nothing but a table, and looks at each of its values by
    itself, so that no mistake hides another.
    """
    noun = get_origin(kind) or kind
    owner = noun.__new__(noun)
    for attribute in fields(kind):
        given = overrides.get(attribute.name, override())
        if (attribute.converter or attribute.validator) and not given.omit:
            overrides[attribute.name] = evolve(
                given, struct_hook=_checked(convert, owner, attribute, given.struct_hook)
            )
    inner = make_dict_structure_fn(kind, convert, _cattrs_forbid_extra_keys=True, **overrides)
    return lambda value, _: inner(mapped(value), kind)


def _checked(
    convert: Converter, owner: object, attribute: Attribute[Any], hook: Callable[[Any, Any], Any] | None
) -> Callable[[Any, Any], Any]:
    """Return a hook that reads one value and asks the attribute's own converter and validator."""
    own: Any = attribute.converter

    def read(raw: object, kind: Any) -> Any:
        value = (hook or convert.structure)(raw, kind)
        if own:
            value = own(value)
        if attribute.validator:
            attribute.validator(owner, attribute, value)
        return value

    return read


_A_CLAUSE, _CLAUSE = Told("依据", "a clause"), Told("依据", "clause")
_A_DECLARED_ONE = Sentence("请写已声明的一条：{known}", "name a declared one: {known}")
_ONE_NODE = Told("计分节点的一种写法", "one kind of score node")
_WRITE_ONE_OF = Sentence("请写 {keys} 中的一个，旁边不再写别的", "write one of {keys}, and no other beside it")
_ONE_PRICE = Told("一条扣分标准的一种写法", "one price of a line")


def converter(
    measures: Mapping[str, Measure], clauses: Mapping[str, Clause], paths: Mapping[str, Mapping[str, Path]]
) -> Converter:
    """Return a converter that knows the words of one rule set: its measures, clauses and terms."""
    convert = plain_converter()

    def clause(code: object, _: object = None) -> Clause:
        if not _text(code):
            raise BadValue(code, _A_CLAUSE, _A_DECLARED_ONE(known=sorted(clauses)[:12]))
        if _text(code) not in clauses:
            raise Undeclared(_CLAUSE, code, tuple(clauses))
        return clauses[str(code)]

    def cited(codes: object, _: object = None) -> tuple[Clause, ...]:
        return tuple(clause(code) for code in (pieces(codes, ";") if isinstance(codes, str) else _list(codes)))

    def subjects(text: object, _: object = None) -> Scope:
        return read_scope(_text(text), UNIT_AXES, paths)

    def node(table: object, _: object) -> Node:
        named = [kind for key, kind in NODES.items() if key in mapped(table)]
        kinds = [kind for kind in named if not any(kind.key in _beside_key(other) for other in named)]
        if len(kinds) != 1:
            keys = [key if key == kind.kind[1] else f"{key} ({kind.kind[1]})" for key, kind in NODES.items()]
            raise BadValue(sorted(mapped(table)), _ONE_NODE, _WRITE_ONE_OF(keys=keys))
        found: Node = convert.structure(table, kinds[0])
        return found

    def bonus(table: object, _: object) -> Bonus:
        kind: Any = RankBonus if "places" in mapped(table) else StepBonus
        found: Bonus = convert.structure(table, kind)
        return found

    def grades(table: object, _: object = None) -> dict[str, Grade]:
        found = {grade: read_grade(_text(where)) for grade, where in mapped(table).items()}
        return {grade: _no_range(where) if isinstance(where, str) else where for grade, where in found.items()}

    def tariff(table: Mapping[str, Any], _: object = None) -> Tariff:
        """Return the tariff of a line: the key tells the form."""
        keys = [key for key in FORMS if key in table]
        if len(keys) != 1:
            raise BadValue(keys or sorted(table), _ONE_PRICE, _WRITE_ONE_OF(keys=list(FORMS)))
        found: Tariff = convert.structure(table, FORMS[keys[0]])
        return found

    def deduction(table: object, _: object) -> DeductionRule:
        """Return a line, in whose table the keys of its tariff stand beside its own."""
        own = {key: value for key, value in mapped(table).items() if key in _LINE}
        found: DeductionRule = line(
            {**own, _BESIDE: {key: value for key, value in mapped(table).items() if key not in _LINE}}, DeductionRule
        )
        return found

    def deduction_out(rule: DeductionRule) -> dict[str, object]:
        return {**line_out(rule), **convert.unstructure(rule.tariff)}

    def circumstances(table: object, _: object = None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (name, tuple(_text(one) for one in (told if isinstance(told, list) else [told])))
            for name, told in mapped(table).items()
        )

    def bands(table: object, _: object = None) -> _Bands:
        return tuple(
            (read_where(where), lost) for where, lost in convert.structure(mapped(table), dict[str, Fraction]).items()
        )

    def spans(table: object, _: object = None) -> _Spans:
        return tuple((read_where(where), *read_span(span)) for where, span in mapped(table).items())

    convert.register_structure_hook(Standard, lambda value, _: read_standard(_text(value), measures))
    convert.register_unstructure_hook(Standard, str)
    convert.register_structure_hook(Scope, lambda value, _: read_scope(_text(value), SITE_AXES, paths))
    convert.register_unstructure_hook(Scope, str)
    convert.register_structure_hook(Clause, clause)
    convert.register_unstructure_hook(Clause, lambda value: value.code)
    convert.register_structure_hook_func(lambda kind: kind == tuple[Clause, ...], cited)
    convert.register_unstructure_hook_func(
        lambda kind: kind == tuple[Clause, ...], lambda cited: [clause.code for clause in cited]
    )
    convert.register_structure_hook_func(lambda kind: kind == Node, node)
    convert.register_structure_hook(Model, lambda table, _: Model(convert.structure(mapped(table), dict[str, Node])))
    convert.register_unstructure_hook(
        Model, lambda model: {name: convert.unstructure(node) for name, node in model.nodes}
    )
    convert.register_structure_hook(Mark, lambda value, _: Mark.parse(value))
    convert.register_unstructure_hook(Mark, str)
    convert.register_structure_hook_func(lambda kind: kind == Mark | Passed, _mark_or_passed)
    convert.register_unstructure_hook_func(lambda kind: kind == Mark | Passed, _told_mark)
    convert.register_structure_hook_func(lambda kind: kind == Bonus, bonus)
    convert.register_structure_hook_func(
        lambda kind: kind == Absent | Fraction,
        lambda value, _: _enum(value, Absent) if isinstance(value, str) and value.isalpha() else exact(value),
    )
    convert.register_unstructure_hook_func(
        lambda kind: kind == Absent | Fraction,
        lambda value: value.value if isinstance(value, Absent) else number(value),
    )
    fails = override(
        rename="else",
        struct_hook=lambda value, _: None if value == "grade" else exact(value),
        unstruct_hook=lambda value: "grade" if value is None else number(value),
    )
    register(convert, Gate, to=fails)
    register(convert, RankBonus, points=override(rename="places"))
    register(convert, StepBonus)
    register(
        convert, Adjustment, against=override(struct_hook=_as_bar, unstruct_hook=_bar_out),
        per=override(struct_hook=_as_step_in(convert), unstruct_hook=_step_out),
        points=override(struct_hook=_by_ranges, unstruct_hook=_by_ranges_out),
    )  # fmt: skip
    on = {
        "grades": override(
            struct_hook=grades, unstruct_hook=lambda pairs: {grade: str(where) for grade, where in pairs}
        )
    }
    convert.register_structure_hook_func(lambda kind: kind == _Quantity, _text)
    convert.register_unstructure_hook_func(lambda kind: kind == _Quantity, told_quantity)
    for node_kind in NODES.values():
        keyed = {_key_attribute(node_kind): override(rename=node_kind.key, omit_if_default=False)}
        register(convert, node_kind, **keyed, **on)
    last = override(struct_hook=_last_in(convert), unstruct_hook=_last_out)
    register(convert, Carry, bottom=last)
    convert.register_structure_hook_func(lambda kind: kind == _Bands, bands)
    convert.register_unstructure_hook_func(
        lambda kind: kind == _Bands, lambda rows: {str(where): number(lost) for where, lost in rows}
    )
    convert.register_structure_hook_func(lambda kind: kind == _Spans, spans)
    convert.register_unstructure_hook_func(
        lambda kind: kind == _Spans,
        lambda rows: {str(where): f"{plain(least)}..{plain(most)}" for where, least, most in rows},
    )
    for form in FORMS.values():
        register(convert, form, **_written(form))
    register(convert, Factor, other=override(omit_if_default=False))
    where = override(struct_hook=circumstances, unstruct_hook=lambda pairs: {name: list(told) for name, told in pairs})
    line = strict(convert, DeductionRule, where=where, tariff=override(struct_hook=tariff, rename=_BESIDE))
    line_out = make_dict_unstructure_fn(
        DeductionRule, convert, _cattrs_omit_if_default=True, tariff=override(omit=True), where=where
    )
    convert.register_structure_hook(DeductionRule, deduction)
    convert.register_unstructure_hook(DeductionRule, deduction_out)
    register(convert, Indicator, subjects=override(struct_hook=subjects))
    register(convert, Assessment, model=override(rename="score"), indicators=override(omit=True))
    register(convert, Crosswalk, matches=override(omit=True), uses=_by_their_codes())
    register(convert, OverlayLine, kind=override(rename="line"), value=override(omit=True), place=override(omit=True))
    for kind in (Match, Variant, Item):
        register(convert, kind)
    register(convert, RuleSet, locations=override(omit=True))
    return convert


def _by_their_codes() -> Any:
    """Return how texts by codes are taken from a table, and given as one."""
    return override(
        struct_hook=lambda value, _: tuple((code, _text(label)) for code, label in mapped(value).items()),
        unstruct_hook=dict,
    )


def register(convert: Converter, kind: Any, /, **overrides: Any) -> None:
    """Let a converter take and give tables of one kind, without what is as usual."""
    convert.register_structure_hook(kind, when_used(lambda: strict(convert, kind, **overrides)))
    convert.register_unstructure_hook(
        kind, when_used(lambda: make_dict_unstructure_fn(kind, convert, _cattrs_omit_if_default=True, **overrides))
    )


def when_used(make: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    """Return a hook that is made when it is used first: making one takes longer than reading a small table by it, and
    few files hold every kind.
    """
    made = list[Callable[..., Any]]()

    def hook(*given: Any) -> Any:
        if not made:
            made.append(make())
        return made[0](*given)

    return hook


#: The keys of a deduction rule itself; those of its tariff stand in the same table, not in one of their own.
_LINE = frozenset(attribute.name for attribute in fields(DeductionRule)) - {"tariff"}
_BESIDE = ""

#: The kinds of score node, by the key that tells each.
NODES: Mapping[str, type[ScoreNode]] = {kind.key: kind for kind in get_args(ScoreNode)}


def _key_attribute(kind: type[Node]) -> str:
    """Return the attribute of a node that is written under its key: the first of its own, or
    the one that is called so.
    """
    own = [attribute.name for attribute in fields(kind) if not attribute.inherited]
    return own[0] if own else kind.key


def _beside_key(kind: type[Node]) -> set[str]:
    """Return the keys that the table of a node may have beside the one that tells its kind."""
    return {attribute.name for attribute in fields(kind)} - {_key_attribute(kind), kind.key}


_A_RANGE_OF_SCORES = Told("得分的一段", "a range of scores")
_SUCH_AS_SCORES = Told(
    '请写作 ">= 95"、">= 80 and < 95" 或 "< 80" 这样', 'write for example ">= 95", ">= 80 and < 95" or "< 80"'
)

_A_RANGE_OF_FIGURES = Told("数的一段", "a range of figures")
_SUCH_AS_FIGURES = Told('请写作 ">= 90" 或 ">= 85 and < 90" 这样', 'write for example ">= 90" or ">= 85 and < 90"')


_A_BAR = Told("达标线", "a bar")
_SUCH_AS_BARS = Told(
    "请写作“>= 90”这样，或以单位另一个数为线，如“>= 下达数”",
    'write for example ">= 90", or another figure of the unit, ">= assigned"',
)


def _last_in(convert: Converter) -> Callable[[Any, object], Any]:
    """Return what reads a bottom group: a number, or a share as text."""
    return lambda value, _: value if "%" in str(value) else convert.structure(value, int)


def _last_out(bottom: int | UnitShare) -> object:
    """Return how a bottom group is written: a number, or a share as text."""
    return str(bottom) if isinstance(bottom, UnitShare) else bottom


def _as_range(text: object, _: object = None) -> Range:
    """Return the range of numbers that is written."""
    found = read_where(_text(text))
    if isinstance(found, str):
        raise BadValue(text, _A_RANGE_OF_FIGURES, _SUCH_AS_FIGURES)
    return found


def _as_bar(text: object, _: object = None) -> Range | Target:
    """Return the bar that is written: a range of numbers, or another figure of the unit."""
    told = _text(text)
    found = Target.parsed(told)
    found = found if isinstance(found, Target) else read_where(told)
    if isinstance(found, str):
        raise BadValue(text, _A_BAR, _SUCH_AS_BARS)
    return found


def _bar_out(bar: Range | Target | None) -> str | None:
    """Return how a bar is written."""
    return None if bar is None else str(bar)


def _as_step_in(convert: Converter) -> Callable[[Any, object], Any]:
    """Return what reads a step: a number, or a share of a target as text."""
    return lambda value, _: value if isinstance(value, str) and "%" in value else convert.structure(value, Fraction)


def _step_out(step: Fraction | TargetShare) -> object:
    """Return how a step is written: a number, or a share of a target as text."""
    return str(step) if isinstance(step, TargetShare) else number(step)


def _by_ranges(table: object, _: object = None) -> list[tuple[Range, Any]]:
    """Return numbers by the ranges that they stand for."""
    return [(_as_range(where), lost) for where, lost in mapped(table).items()]


def _by_ranges_out(rows: Iterable[tuple[Range, Fraction]]) -> dict[str, object]:
    """Return how numbers by ranges are written."""
    return {str(where): number(lost) for where, lost in rows}


def _no_range(text: str) -> Range:
    raise BadValue(text, _A_RANGE_OF_SCORES, _SUCH_AS_SCORES)


#: The deduction forms, by the key that tells each.
FORMS: Mapping[str, type[Tariff]] = {form.key: form for form in get_args(Tariff)}


def _written(form: type[Tariff]) -> dict[str, Any]:
    """Return how the attributes of a form are written that are not as usual: the first one, and what may be None."""
    found = {fields(form)[0].name: override(rename=form.key)}
    for attribute in fields(form):
        if word := attribute.metadata.get("none"):
            found[attribute.name] = override(struct_hook=_or_none(word), unstruct_hook=_none_or(word))
    return found


def _or_none(word: str) -> Callable[[object, object], Fraction | None]:
    """Return a hook that reads a number, or None from the word that stands for it."""
    return lambda value, _: None if value == word else exact(value)


def _none_or(word: str) -> Callable[[Fraction | None], object]:
    """Return a hook that writes a number, or the word that stands for None."""
    return lambda value: word if value is None else number(value)


#: How many unknown codes of one file are compared with all that are known, which is slow.
_COMPARED = 50


#: What stands for a value that cannot be read, by its key: itself, and what below it could not be read.
Spare = Mapping[str, Callable[[object], tuple[object, set[str]]]]


def instead(value: object) -> Callable[[object], tuple[object, set[str]]]:
    """Return what gives one value in the place of any that cannot be read."""
    return lambda _: (value, set())


def _key(raw: Mapping[str, Any], name: str) -> str:
    """Return what an attribute is called in a table."""
    return name if name in raw else _KEYS.get(name, name)


_MORE_MISTAKES = Sentence("{count} 处以上的错误", "more than {count} mistakes")
_READ_TO_ITS_END = Told("能读到底的文件", "a file that is read to its end")
_MEND_AND_LOAD_AGAIN = Told("请改正已列出的错误，再读入一次", "mend those that are told, and load it again")
_REMEDY_AND = Sentence("{remedy}{more}", "{remedy}{more}")


@final
@define
class Reader:
    """Takes raw tables apart into values, and gathers every mistake with its place, up to `TOLD`.

    What is declared with a mistake of its own is `broken`, or a whole kind (None): that others name it
    is not told again.
    """

    convert: Converter
    problems: list[BadInput] = field(factory=list)
    broken: set[tuple[str, str | None]] = field(factory=set)
    undeclared: set[tuple[str, str]] = field(factory=set)
    #: What could not be read of what stands in for it all the same: whatever is said of that follows from it.
    unread: set[Location] = field(factory=set)

    def follows(self, problem: TristandardError) -> bool:
        """Return whether a problem of the whole follows from what could not be read."""
        locations: tuple[Location, ...] = getattr(problem, "locations", ())
        if isinstance(problem, BadModel):  # a node that could not be read is missed by others
            return any(
                location.key.rpartition(".")[0] == unread.key.rpartition(".")[0]
                for location in locations
                for unread in self.unread
            )
        return any(location.within(unread) for location in locations for unread in self.unread)

    def note(self, file: str, where: Position, problem: TristandardError, places: tuple[Location, ...] = ()) -> None:
        """Gather a mistake, unless it only follows from another; where many codes are unknown, the rest are told beside
        the first that are known.
        """
        follows = isinstance(problem, (Undeclared, UnknownTerm)) and not self.broken.isdisjoint(
            {(_kind(problem), str(problem.code)), (_kind(problem), None)}
        )
        if isinstance(problem, Undeclared) and (mistake := (_kind(problem), str(problem.code))) not in self.undeclared:
            if len(self.undeclared) < _COMPARED:
                self.undeclared.add(mistake)
            else:
                problem = evolve(problem, known=problem.known[:12])
        if isinstance(problem, BadValue) and (more := half_width(problem.value))[1]:
            problem = evolve(problem, remedy=_REMEDY_AND(remedy=problem.remedy, more=more))
        if not follows:
            self.gather(BadInput(file, where, problem, places))

    def gather(self, problem: BadInput) -> None:
        """Gather a mistake; where there are more than are told, say so instead."""
        if len(self.problems) < TOLD:
            self.problems.append(problem)
        elif not self.full:
            more = bad(problem.file, NOWHERE, _MORE_MISTAKES(count=TOLD), _READ_TO_ITS_END, _MEND_AND_LOAD_AGAIN)
            self.problems.append(more)

    @property
    def full(self) -> bool:
        """Whether there are more mistakes than are told, so that nothing more need be read."""
        return len(self.problems) > TOLD

    def take(self, raw: object, kind: Any, file: str, where: Position = NOWHERE) -> Any:
        """Return the value, or None where it has mistakes, which are gathered."""
        return self.made(lambda: self.convert.structure(raw, kind), raw, file, where)

    def _under(self, code: str, raw: object, kind: Any) -> Any:
        """Return the value of a table that stands under its code."""
        return self.convert.structure(with_code(code, raw), kind)

    def take_keyed(
        self, raw: object, kind: Any, file: str, where: Position, called: str, spare: Spare | None = None
    ) -> list[Any]:
        """Return the values that stand in a table by their codes; those with mistakes are left out, and broken.

        Where something is given to stand for what cannot be read, the rest of such a value is checked all the same.
        """
        found: list[Any] = []
        table = self.made(lambda: mapped(raw), raw, file, where)
        if table is None:
            self.broken.add((called, None))
            return found
        for code, row in table.items():
            if self.full:
                break
            make = partial(self._under, code, row, kind)
            value = self.made(make, row, file, where.inside(code))
            if value is None:
                self.broken.add((called, code))
                if spare is not None and isinstance(row, Mapping):
                    value = self.spared({"code": code, **row}, kind, Location(file, key=where.inside(code).key), spare)
            if value is not None:
                found.append(value)
        return found

    def spared(self, raw: Mapping[str, Any], kind: Any, at: Location, spare: Spare) -> Any:
        """Return a value with something in the place of what cannot be read of it, or None where that fails too."""
        failing, strange = set[str](), set[str]()
        try:
            self.convert.structure(raw, kind)
        except ClassValidationError as error:
            failing = {
                _key(raw, note.name)
                for _, note in error.group_exceptions()[0]
                if isinstance(note, AttributeValidationNote)
            }
            strange = {
                key for one in error.exceptions if isinstance(one, ForbiddenExtraKeysError) for key in one.extra_fields
            }
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
            return None
        kept = {key: value for key, value in raw.items() if key not in failing | strange}
        unread = {at.inside((key,)) for key in failing}
        for key in failing & spare.keys():
            kept[key], inside = spare[key](raw.get(key))
            if inside:
                unread -= {at.inside((key,))}
                unread |= {at.inside((key, step)) for step in inside}
        try:
            value = self.convert.structure(kept, kind)
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
            return None
        self.unread |= unread
        return value

    def readable(self, kind: Any, called: str = "") -> Callable[[object], tuple[object, set[str]]]:
        """Return what leaves out of a table of values those that cannot be read, which are broken, and names them."""

        def leave_out(table: object) -> tuple[object, set[str]]:
            kept = dict[str, object]()
            rows = table if isinstance(table, Mapping) else {}
            for code, raw in rows.items():
                try:
                    self.convert.structure({"code": code, **raw} if called else raw, kind)
                except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError):
                    self.broken.add((called, code))
                else:
                    kept[code] = raw
            return kept, set(rows) - set(kept)

        return leave_out

    def made(self, make: Callable[[], _Value], raw: object, file: str, where: Position) -> _Value | None:
        """Return what is made, or None where that fails, which is gathered."""
        try:
            return make()
        except (BaseValidationError, TristandardError, TypeError, ValueError, KeyError, AttributeError) as error:
            for place, problem in _told(error, raw, where):
                self.note(file, place, problem.with_traceback(None))  # whose frames would keep all that was read
            return None


#: What some attributes are called in files.
_KEYS = {
    "kind": "line", "model": "score", "full": "given", "of": "rate", "to": "else", "tariff": _BESIDE,
    **{fields(form)[0].name: key for key, form in FORMS.items() if fields(form)[0].name != key},
}  # fmt: skip


def _kind(problem: Undeclared | UnknownTerm) -> str:
    """Return what kind of thing is not declared, as `Reader.broken` has it."""
    return problem.kind[1]


THERE = Told("已写出的键", "there")
_ADD_IT = Told("请补上", "add it")
MEND_OR_TAKE_OUT = Told("请改正，或删去", "mend it, or take it out")
_QUOTE_THE_CODE = Told(
    "请改正，或删去；编码中有点的，请加引号", "mend it, or take it out; put a code with a dot in quotes"
)
_USABLE = Told("这里可用的值", "usable here")
_MEND_FOR = Sentence("请改正（{reason}）", "mend it ({reason})")


def _told(error: BaseException, raw: object, where: Position) -> Iterable[tuple[Position, TristandardError]]:
    """Yield what an error says, each with its place in the file."""
    match error:
        case ClassValidationError() | IterableValidationError():
            noted, others = error.group_exceptions()
            for inner, note in noted:
                step: str | int = note.name if isinstance(note, AttributeValidationNote) else note.index
                if isinstance(raw, Mapping) and step not in raw:
                    step = _KEYS.get(str(step), step)
                if step == _BESIDE:
                    yield from _told(inner, raw, where)
                elif isinstance(inner, KeyError):
                    yield where, BadValue(str(inner.args[0]), THERE, _ADD_IT)
                else:
                    yield from _told(inner, _part(raw, step), where.inside(step))
            for inner in others:
                yield from _told(inner, raw, where)
        case ForbiddenExtraKeysError():
            for key in sorted(error.extra_fields):
                remedy = _QUOTE_THE_CODE if isinstance(_part(raw, key), Mapping) else MEND_OR_TAKE_OUT
                yield where, BadValue(key, A_KNOWN_KEY, remedy)
        case Refused():
            for reason in error.exceptions:
                yield from _told(reason, raw, where)
        case TristandardError():
            yield where, error
        case _:
            yield where, BadValue(raw, _USABLE, _MEND_FOR(reason=str(error)))


def _part(raw: object, step: str | int) -> object:
    if isinstance(raw, Mapping):
        return raw.get(step)
    return raw[step] if isinstance(raw, (list, tuple)) and isinstance(step, int) else raw
