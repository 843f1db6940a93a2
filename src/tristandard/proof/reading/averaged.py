"""Means over an axis, blends and sums of named nodes, read alike: what they are over, made of, and weighed by."""

from __future__ import annotations

from fractions import Fraction

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sum import Sum

Averaged = Mean | Blend | Sum


def over(node: Averaged) -> str | None:
    """Return the axis of a mean; None for a blend or a sum."""
    return node.over if isinstance(node, Mean) else None


def made_of(node: Averaged) -> list[str]:
    """Return the nodes that a blend or a sum names, or the one that stands at each member of a mean."""
    match node:
        case Mean():
            return [node.of]
        case Blend():
            return [name for name, _ in node.weights]
        case Sum():
            return list(node.parts)


def written(node: Averaged) -> dict[str, Fraction]:
    """Return the weights that are written; none of a sum, whose parts count by their full marks."""
    return {} if isinstance(node, Sum) else dict(node.weights)


def weighed_by(node: Averaged) -> str:
    """Return by what a mean weighs its members, beside written weights; "" for none."""
    return node.weigh_by if isinstance(node, Mean) else ""
