"""The model of an assessment as it is written: its nodes, what each is made of, and its full mark."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define

from tristandard.proof.reading import adjusting
from tristandard.proof.reading.averaged import Averaged, made_of, nodes_of, over, weighed_by
from tristandard.proof.reading.papers import total
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum


@final
@define(slots=False, eq=False)
class Model:
    """The nodes and items of one assessment."""

    assessment: Assessment

    @cached_property
    def nodes(self) -> dict[str, ScoreNode]:
        """The nodes of the model, by their names."""
        return nodes_of(self.assessment)

    @cached_property
    def marks(self) -> dict[str, Fraction]:
        """The full mark of each item."""
        return {one.code: one.full for one in self.assessment.items}

    def below(self, name: str) -> list[str]:
        """Return the names of the nodes that a node is made of."""
        node = self.nodes[name]
        return made_of(node) if isinstance(node, Averaged) else []

    def full(self, name: str) -> Fraction:
        """Return the full mark of a node: of a mean that of what it is made of, of a sum those of all its parts."""
        node = self.nodes[name]
        if isinstance(node, Sum):
            return total(map(self.full, node.parts))
        return self.full(self.below(name)[0]) if isinstance(node, Averaged) else node.full

    def has_sheets(self, name: str) -> bool:
        """Return whether a node is a sheet, or has one below it."""
        return isinstance(self.nodes[name], Sheet) or any(map(self.has_sheets, self.below(name)))

    def has_own_sheets(self, name: str) -> bool:
        """Return whether a node has a sheet that is not below a mean of child units."""
        node = self.nodes[name]
        if isinstance(node, Averaged) and over(node) == "unit":
            return False
        return isinstance(node, Sheet) or any(map(self.has_own_sheets, self.below(name)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The names of the figures that the model reads, and of those that it weighs by."""
        found = set[str]()
        for name, node in self.nodes.items():
            found |= {name for one in node.adjustments for name in adjusting.names(one) if name not in self.nodes}
            if isinstance(node, Given) and not node.from_full:
                found.add(name)
            elif isinstance(node, Rate):
                found |= {term for _, term in (*node.of, *node.out_of)}
            elif isinstance(node, Averaged) and weighed_by(node) not in ("", "count"):
                found.add(weighed_by(node))
        return frozenset(found)
