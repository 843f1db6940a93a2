"""Means over an axis, blends and sums of named nodes, read alike: what they are over, made of, and weighed by."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.weighted import Take

Averaged = Mean | Blend | Sum

#: Every period counts as any other, where the rules say nothing of the year.
ALIKE = Mean(over="period", of="total")


def nodes_of(book: Assessment) -> dict[str, ScoreNode]:
    """Return the nodes of a model, by their names, that of the year among them."""
    return {"year": ALIKE, **dict(book.model.nodes)}


def member(site: Site, axis: str) -> str:
    """Return the member of an axis that a site belongs to."""
    match axis:
        case "site":
            return site.code
        case "site_type":
            return site.site_type[-1]
        case "zone":
            return site.zone[-1]
        case _:
            return site.area[-1]


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


def picked(node: Averaged, scores: Sequence[Fraction]) -> list[int] | None:
    """Return the places of the scores that a mean takes, where it does not take all; None where it does.

    The lowest come first in the order of scores, of equal ones the first.
    """
    if isinstance(node, Sum) or not picks(node):
        return None
    order = [place for _, place in sorted((score, place) for place, score in enumerate(scores))]
    count = len(order)
    match node.take:
        case Take.WORST:
            return order[:1]
        case Take.BEST:
            return order[-1:]
        case Take.MEDIAN:
            return [order[(count - 1) // 2]] if count % 2 else order[count // 2 - 1 : count // 2 + 1]
        case Take.MEAN:
            low, high = node.drop_lowest, node.drop_highest
            return order[low : count - high] if (low or high) and count > low + high else None


def picks(node: Averaged) -> bool:
    """Return whether a mean may leave out some of its members."""
    return not isinstance(node, Sum) and (node.take is not Take.MEAN or node.drop_lowest + node.drop_highest > 0)


def weighed_by(node: Averaged) -> str:
    """Return by what a mean weighs its members, beside written weights; "" for none."""
    return node.weigh_by if isinstance(node, Mean) else ""
