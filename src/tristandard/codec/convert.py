"""How tables of a kind are read and written: by converters that are strict where cattrs is lenient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin

from attrs import Attribute, evolve, fields, has
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, mapping_structure_factory, override

from tristandard.basics.clause import Clause
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.errors import BadValue
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact
from tristandard.basics.terms import Term, Unit
from tristandard.codec.cells import read_amount
from tristandard.codec.plain_values import (
    date_of,
    list_of_values,
    mapped,
    member_of,
    number,
    text_of,
    truth_of,
    whole_of,
)
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk
from tristandard.rules.indicator import Item
from tristandard.rules.variant import Variant
from tristandard.words.sentence import Sentence, Told

_Pairs = tuple[tuple[str, Fraction], ...]

#: How an end of a domain is written that is open, where it has one otherwise.
OPEN = "open"

#: What stands in a file as a table of tables, whose keys are the codes.
_KEYED = (Clause, Measure, Circumstance, Term, Unit, Item, Assessment, Crosswalk, Variant)


def _is_keyed(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[0] in _KEYED


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is frozenset or (get_origin(kind) is tuple and get_args(kind)[-1] is ...)


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
        (str, text_of, lambda value: value),
        (int, whole_of, lambda value: value),
        (bool, truth_of, lambda value: value),
        (date, date_of, lambda value: value),
        (Fraction, lambda value, _: exact(value), number),
        (Decimal, lambda value, _: value, lambda value: value),
        (MeasureUnit, lambda value, _: MeasureUnit.parse(text_of(value)), str),
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
        found = convert.structure(list_of_values(value), list_of)
        if of is frozenset and len(set(found)) < len(found):
            raise BadValue(value, _EACH_ONCE, _DROP_THE_SECOND)
        return of(found)

    def row(value: object, kind: Any) -> tuple[Any, ...]:
        cells, kinds = list_of_values(value), get_args(kind)
        if len(cells) != len(kinds):
            count = len(kinds)
            raise BadValue(value, _A_LIST_OF(count=count), _NO_MORE_NO_FEWER(count=count))
        return tuple(convert.structure(cell, of) for cell, of in zip(cells, kinds, strict=True))

    def table(kind: Any) -> Callable[[Any, Any], Any]:
        inner = mapping_structure_factory(kind, convert)
        return lambda value, of: inner(mapped(value), of)

    convert.register_structure_hook_factory(has, lambda kind: strict(convert, kind))
    convert.register_structure_hook_factory(_is_table, table)
    convert.register_structure_hook_func(_is_row, row)
    convert.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), member_of)
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
    labels = by_their_codes()
    length = override(
        struct_hook=lambda value, _: read_amount(text_of(value), _METRE),
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
    inner = make_dict_structure_fn(kind, convert, **overrides)
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


def by_their_codes() -> Any:
    """Return how texts by codes are taken from a table, and given as one."""
    return override(
        struct_hook=lambda value, _: tuple((code, text_of(label)) for code, label in mapped(value).items()),
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


#: The key under which the tariff of a line is read, whose own keys stand beside those of the line.
BESIDE = ""
