"""What the nodes of a model are made of, as written: their parts, what each weighs, and the sheets below."""

from __future__ import annotations

from fractions import Fraction

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.testing.lines import Book
from tristandard.testing.marks import full_of


def sheets_beside(told: Book, name: str) -> bool:
    """Return whether a sheet stands for a unit's own sites beside the mean of its child units, or
    there is no such mean.
    """
    at = told.nodes[name]
    if isinstance(at, Fold):
        return at.axis != "unit" and any(sheets_beside(told, below) for below in at.uses)
    return isinstance(at, Sheet) or not any(isinstance(one, Fold) and one.axis == "unit" for one in told.nodes.values())


def parts_of(at: Node) -> list[str]:
    """Return the names of the nodes that a blend or a sum is made of."""
    if isinstance(at, Sum):
        return list(at.parts)
    return [part for part, _ in at.weights] if isinstance(at, Blend) else []


def by_weight(told: Book, at: Node) -> list[tuple[str, Fraction]]:
    """Return the nodes that a blend or a sum is made of, each with what it weighs there."""
    if isinstance(at, Sum):
        return [(part, full_of(told, part)) for part in at.parts]
    return list(at.weights) if isinstance(at, Blend) else []


def bears(told: Book, name: str) -> bool:
    """Return whether a node is a sheet, or is made of one."""
    at = told.nodes[name]
    return isinstance(at, Sheet) or (isinstance(at, Fold) and any(bears(told, below) for below in at.uses))


def of_node(at: Node) -> str:
    """Return the node at each member of a mean; "" for any other node."""
    return at.of if isinstance(at, Mean) else ""


def written(at: Node) -> dict[str, Fraction]:
    """Return the weights that a mean or a blend has written."""
    return dict(at.weights) if isinstance(at, (Mean, Blend)) else {}


def weigh_by(at: Node) -> str:
    """Return by what a mean weighs; "" for any other node."""
    return at.weigh_by if isinstance(at, Mean) else ""
