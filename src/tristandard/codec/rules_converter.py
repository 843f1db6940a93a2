"""How the rules of one rule set are read and written, by a converter that knows its measures, clauses and terms."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import fields
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue
from tristandard.basics.measure import Measure
from tristandard.basics.points import exact, plain
from tristandard.basics.terms import Path
from tristandard.changing.overlay import OverlayLine
from tristandard.codec.cells import pieces
from tristandard.codec.convert import BESIDE, by_their_codes, plain_converter, register, strict
from tristandard.codec.node_values import (
    bar_in,
    bar_out,
    bottom_in,
    bottom_out,
    by_ranges_in,
    by_ranges_out,
    mark_in,
    mark_out,
    refuse_as_scores,
    step_in,
    step_out,
)
from tristandard.codec.plain_values import list_of_values, mapped, member_of, number, text_of
from tristandard.codec.rule_keys import FORMS, NODES, beside_key, key_attribute, written_form
from tristandard.codec.text import read_grade, read_scope, read_span, read_standard, read_where
from tristandard.codec.undeclared import Undeclared
from tristandard.rules.assessment import Assessment, Carry
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.deductions.where import Where
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import Bonus, RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.grade import Grade
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.rate import told_quantity
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope
from tristandard.rules.standard import Standard
from tristandard.rules.variant import Variant
from tristandard.words.sentence import Sentence, Told

_Bands = tuple[tuple[Where, Fraction], ...]
_Quantity = tuple[tuple[int, str], ...]
_Spans = tuple[tuple[Where, Fraction, Fraction], ...]


_A_CLAUSE, _CLAUSE = Told("依据", "a clause"), Told("依据", "clause")
_A_DECLARED_ONE = Sentence("请写已声明的一条：{known}", "name a declared one: {known}")
_ONE_NODE = Told("计分节点的一种写法", "one kind of score node")
_WRITE_ONE_OF = Sentence("请写 {keys} 中的一个，旁边不再写别的", "write one of {keys}, and no other beside it")
_KEY = Sentence("{key}（{kind}）", "{key} ({kind})")
_ONE_PRICE = Told("一条扣分标准的一种写法", "one price of a line")


def converter(
    measures: Mapping[str, Measure], clauses: Mapping[str, Clause], paths: Mapping[str, Mapping[str, Path]]
) -> Converter:
    """Return a converter that knows the words of one rule set: its measures, clauses and terms."""
    convert = plain_converter()

    def clause(code: object, _: object = None) -> Clause:
        if not text_of(code):
            raise BadValue(code, _A_CLAUSE, _A_DECLARED_ONE(known=sorted(clauses)[:12]))
        if text_of(code) not in clauses:
            raise Undeclared(_CLAUSE, code, tuple(clauses))
        return clauses[str(code)]

    def cited(codes: object, _: object = None) -> tuple[Clause, ...]:
        return tuple(clause(code) for code in (pieces(codes, ";") if isinstance(codes, str) else list_of_values(codes)))

    def subjects(text: object, _: object = None) -> Scope:
        return read_scope(text_of(text), UNIT_AXES, paths)

    def node(table: object, _: object) -> Node:
        named = [kind for key, kind in NODES.items() if key in mapped(table)]
        kinds = [kind for kind in named if not any(kind.key in beside_key(other) for other in named)]
        if len(kinds) != 1:
            keys = [key if key == kind.kind[1] else _KEY(key=key, kind=kind.kind) for key, kind in NODES.items()]
            raise BadValue(sorted(mapped(table)), _ONE_NODE, _WRITE_ONE_OF(keys=keys))
        found: Node = convert.structure(table, kinds[0])
        return found

    def bonus(table: object, _: object) -> Bonus:
        kind: Any = RankBonus if "places" in mapped(table) else StepBonus
        found: Bonus = convert.structure(table, kind)
        return found

    def grades(table: object, _: object = None) -> dict[str, Grade]:
        found = {grade: read_grade(text_of(where)) for grade, where in mapped(table).items()}
        return {grade: refuse_as_scores(where) if isinstance(where, str) else where for grade, where in found.items()}

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
            {**own, BESIDE: {key: value for key, value in mapped(table).items() if key not in _LINE}}, DeductionRule
        )
        return found

    def deduction_out(rule: DeductionRule) -> dict[str, object]:
        return {**line_out(rule), **convert.unstructure(rule.tariff)}

    def circumstances(table: object, _: object = None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (name, tuple(text_of(one) for one in (told if isinstance(told, list) else [told])))
            for name, told in mapped(table).items()
        )

    def bands(table: object, _: object = None) -> _Bands:
        return tuple(
            (read_where(where), lost) for where, lost in convert.structure(mapped(table), dict[str, Fraction]).items()
        )

    def spans(table: object, _: object = None) -> _Spans:
        return tuple((read_where(where), *read_span(span)) for where, span in mapped(table).items())

    convert.register_structure_hook(Standard, lambda value, _: read_standard(text_of(value), measures))
    convert.register_unstructure_hook(Standard, str)
    convert.register_structure_hook(Scope, lambda value, _: read_scope(text_of(value), SITE_AXES, paths))
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
    convert.register_structure_hook_func(lambda kind: kind == Mark | Passed, mark_in)
    convert.register_unstructure_hook_func(lambda kind: kind == Mark | Passed, mark_out)
    convert.register_structure_hook_func(lambda kind: kind == Bonus, bonus)
    convert.register_structure_hook_func(
        lambda kind: kind == Absent | Fraction,
        lambda value, _: member_of(value, Absent) if isinstance(value, str) and value.isalpha() else exact(value),
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
        convert, Adjustment, against=override(struct_hook=bar_in, unstruct_hook=bar_out),
        per=override(struct_hook=step_in(convert), unstruct_hook=step_out),
        points=override(struct_hook=by_ranges_in, unstruct_hook=by_ranges_out),
    )  # fmt: skip
    on = {
        "grades": override(
            struct_hook=grades, unstruct_hook=lambda pairs: {grade: str(where) for grade, where in pairs}
        )
    }
    convert.register_structure_hook_func(lambda kind: kind == _Quantity, text_of)
    convert.register_unstructure_hook_func(lambda kind: kind == _Quantity, told_quantity)
    for node_kind in NODES.values():
        keyed = {key_attribute(node_kind): override(rename=node_kind.key, omit_if_default=False)}
        register(convert, node_kind, **keyed, **on)
    last = override(struct_hook=bottom_in(convert), unstruct_hook=bottom_out)
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
        register(convert, form, **written_form(form))
    where = override(struct_hook=circumstances, unstruct_hook=lambda pairs: {name: list(told) for name, told in pairs})
    line = strict(convert, DeductionRule, where=where, tariff=override(struct_hook=tariff, rename=BESIDE))
    line_out = make_dict_unstructure_fn(
        DeductionRule, convert, _cattrs_omit_if_default=True, tariff=override(omit=True), where=where
    )
    convert.register_structure_hook(DeductionRule, deduction)
    convert.register_unstructure_hook(DeductionRule, deduction_out)
    register(convert, Indicator, subjects=override(struct_hook=subjects))
    register(convert, Assessment, model=override(rename="score"), indicators=override(omit=True))
    register(convert, Crosswalk, matches=override(omit=True), uses=by_their_codes())
    register(convert, OverlayLine, kind=override(rename="line"), value=override(omit=True), place=override(omit=True))
    for kind in (Match, Variant, Item):
        register(convert, kind)
    register(convert, RuleSet, locations=override(omit=True))
    return convert


#: The keys of a deduction rule itself; those of its tariff stand in the same table, not in one of their own.
_LINE = frozenset(attribute.name for attribute in fields(DeductionRule)) - {"tariff"}
