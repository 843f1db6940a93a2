"""Means over an axis and blends of named nodes, read alike: what they are over, made of, and weighed by."""

from __future__ import annotations

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.mean import Mean

Averaged = Mean | Blend


def over(node: Averaged) -> str | None:
    """Return the axis of a mean; None for a blend."""
    return node.over if isinstance(node, Mean) else None


def made_of(node: Averaged) -> list[str]:
    """Return the nodes that a blend names, or the one that stands at each member of a mean."""
    return [node.of] if isinstance(node, Mean) else [name for name, _ in node.weights]


def weighed_by(node: Averaged) -> str:
    """Return by what a mean weighs its members, beside written weights; "" for none."""
    return node.weigh_by if isinstance(node, Mean) else ""
