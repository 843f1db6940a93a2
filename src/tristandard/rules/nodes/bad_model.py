"""A scoring model that cannot be evaluated: which node, why, and what to do."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.location import Located, Location, located
from tristandard.words.sentence import Sentence, Told

_CANNOT_EVALUATE = Sentence("计分节点“{node}”{why}；{remedy}", "score node {node!r} {why}; {remedy}")


@final
@frozen
class BadModel(Located, TristandardError):
    """A scoring model that cannot be evaluated."""

    node: str
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which node cannot be evaluated, why, and what to do, in both languages."""
        return located(self.locations, _CANNOT_EVALUATE(node=self.node, why=self.why, remedy=self.remedy))

    def __str__(self) -> str:
        return self.told[1]
