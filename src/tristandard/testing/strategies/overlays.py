"""Strategies for overlays of a given rule set, whose lines can all be carried out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.changing.overlay import LineKind, Overlay, OverlayLine
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.basics import labels
from tristandard.testing.strategies.scopes import scopes, subjects
from tristandard.testing.strategies.standards import standards

_VALUES: Mapping[str, Callable[[], SearchStrategy[Any]]] = {
    "standard": standards,
    "scope": scopes,
    "subjects": subjects,
}


def _moves(kind: LineKind, before: Any, value: Any) -> bool:
    """Return whether a value asks more than there was, of a line that tightens, or less."""
    if kind is LineKind.TIGHTEN:
        return not value <= before
    return not before <= value and value != Standard()


@composite
def overlays(
    draw: DrawFn, rules: RuleSet, *, code: str = "city", kinds: Collection[LineKind] = tuple(LineKind)
) -> Overlay:
    """Return overlays of a rule set of these strategies that add nothing but a clause: at most one line on each
    indicator, and weights moved from one member to another.
    """
    clause = Clause(code="local", document="示例", provenance=Provenance.ILLUSTRATIVE)
    found: list[OverlayLine] = []

    def line(kind: LineKind, code: str, part: str = "", value: Any = None) -> None:
        found.append(
            OverlayLine(
                kind=kind, code=code, part=part, value=value, clause=clause, why="示例", place=f"row {len(found) + 2}"
            )
        )

    changing = [kind for kind in kinds if kind is not LineKind.WEIGH]
    for indicator in rules.indicators.values():
        match draw(st.sampled_from([None, *changing])):
            case LineKind.TIGHTEN | LineKind.LOOSEN as kind:
                part = draw(st.sampled_from(sorted(_VALUES)))
                value = draw(_VALUES[part]())
                if _moves(kind, getattr(indicator, part), value):
                    line(kind, indicator.code, part, value)
            case LineKind.RELABEL as kind if (label := draw(labels())) != indicator.zh:
                line(kind, indicator.code, "zh", label)
            case LineKind.RETIRE as kind:
                line(kind, indicator.code)
            case _:
                pass
    for book in rules.assessments if LineKind.WEIGH in kinds else ():
        for name, node in book.model.nodes:
            if isinstance(node, Weighted) and len(node.weights) > 1 and draw(st.booleans()):
                (giver, weight), (taker, other), *_ = sorted(node.weights, key=lambda pair: -pair[1])
                moved = draw(st.sampled_from([weight, weight / 2, weight / Fraction(3)]))
                line(LineKind.WEIGH, f"{book.code}.{name}", giver, weight - moved)
                line(LineKind.WEIGH, f"{book.code}.{name}", taker, other + moved)
    return Overlay(
        code=code,
        version="1",
        zh="示例市",
        en="example city",
        base=rules.code,
        base_version=rules.version,
        clauses=[clause],
        lines=found,
    )
