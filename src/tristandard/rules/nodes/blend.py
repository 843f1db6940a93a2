"""A blend of named nodes by weight."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.points import plain
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Named, Place
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.weighted import Weighted, check_weights
from tristandard.words.sentence import Sentence, Told

_A_BLEND = Told("加权节点", "a blend")
_NAME_THEM = Told("请写明各节点及其权重", "name the nodes and their weights")
_DIFFERENT_MARKS = Sentence("所加权的节点满分不同（{marks}）", "blends nodes of different full marks ({marks})")
_ONE_MARK = Told("请使它们满分相同", "give them one full mark")


@final
@frozen(kw_only=True)
class Blend(Weighted):
    """A blend of named nodes: `weights` names each with its weight, and they add up to 100."""

    key: ClassVar = "weights"
    kind: ClassVar = Told("加权", "blend")

    def __attrs_post_init__(self) -> None:
        if not self.weights:
            raise BadValue("", _A_BLEND, _NAME_THEM)
        check_weights(self.weights)
        self.check_choice(alike=len({weight for _, weight in self.weights}) == 1)

    @property
    def uses(self) -> tuple[str, ...]:
        """The nodes that it blends."""
        return tuple(name for name, _ in self.weights)

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return the full mark of its parts, and how far they and its own bonuses may lift it.

        Where a part may leave, the weight of all may come to rest on the one with the highest bonus.
        """
        below = [(weight, *model.marks(part)) for part, weight in self.weights]
        most = max(bonus for weight, _, bonus in below if weight)
        mean = sum_of(weight * bonus for weight, _, bonus in below) / 100
        return below[0][1], self.lift + (most if isinstance(self.absent, Absent) else mean)

    def weighed(self, model: Named) -> tuple[tuple[str, Fraction], ...]:
        """Return its parts, each with its weight."""
        del model
        return self.weights

    def evaluate(self, place: Place) -> Part:
        """Return its parts put together by weight."""
        return self.combine(place, [(part, weight, place.at(part)) for part, weight in self.weights])

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield parts of different full marks."""
        marks = {part: model.marks(part)[0] for part in self.uses}
        if len(set(marks.values())) > 1:
            written = [f"{part} {plain(full)}" for part, full in marks.items()]
            yield BadModel(name, _DIFFERENT_MARKS(marks=written), _ONE_MARK)
        yield from self.imputed_problems(name, model.marks(name)[0])
