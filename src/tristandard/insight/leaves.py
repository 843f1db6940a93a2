"""A score as the sheets and figures that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part

#: The way down to a part of a score: the nodes and what they stand for.
Way = tuple[tuple[str, str], ...]


@final
@frozen(eq=False)
class Leaf:
    """One sheet or figure of a score: where it stands, what it weighs in the whole, and what it counts for."""

    way: Way
    #: The code of the site that it is of; "" where it is of several, or of none.
    site: str
    weight: Fraction
    value: Fraction
    part: Part


def leaves(assessment: Assessment, whole: Part) -> Iterator[Leaf]:
    """Yield the sheets and figures of a score, each with its weight; what gates, bonuses and vetoes move is not in
    them.
    """
    todo = [Leaf((), "", Fraction(1), whole.counted, whole)]
    while todo:
        leaf = todo.pop()
        part = leaf.part
        if not part.parts or part.imputed or part.value is None:
            yield leaf
            continue
        axis = None if part.carried else assessment.model[part.node].axis
        for below, weight in zip(part.parts, part.weights, strict=True):
            if weight:
                site = below.member if axis == "site" else leaf.site
                todo.append(
                    Leaf((*leaf.way, (below.node, below.member)), site, leaf.weight * weight, below.counted, below)
                )
