"""A sum of named nodes, each with a full mark of its own (各部分得分相加)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import each_of, listed, one_line_each
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Named, Place
from tristandard.rules.nodes.part import Part
from tristandard.words.sentence import Told

_A_SUM = Told("相加的节点", "a sum of nodes")
_NAME_EACH_ONCE = Told("请写明相加的各节点，每个只写一次", "name the nodes that add up, each once")


def _parts(parts: object) -> tuple[str, ...]:
    return tuple(map(as_text, listed(parts)))


@final
@frozen(kw_only=True)
class Sum(Fold):
    """A sum of named nodes: its full mark is the sum of theirs.

    Where a part does not apply and leaves, the others scale up to the full mark of all (缺项折算); one that
    was not measured counts for the share of their marks that the others have.
    """

    parts: tuple[str, ...] = field(converter=_parts, validator=[each_of(str), one_line_each])

    key: ClassVar = "sum"
    kind: ClassVar = Told("相加", "sum")

    def __attrs_post_init__(self) -> None:
        twice = sorted(part for part, times in Counter(self.parts).items() if times > 1)
        if not self.parts or twice:
            raise BadValue(" + ".join(self.parts), _A_SUM, _NAME_EACH_ONCE)

    @property
    def uses(self) -> tuple[str, ...]:
        """The nodes that it adds up."""
        return self.parts

    def weighed(self, model: Named) -> tuple[tuple[str, Fraction], ...]:
        """Return its parts, each weighed by its full mark."""
        return tuple((part, model.marks(part)[0]) for part in self.parts)

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return the full marks of its parts together, and how far they and its own bonuses may lift it.

        Where a part may leave, the full mark of all may come to rest on the one with the highest bonus for its mark.
        """
        below = [model.marks(part) for part in self.parts]
        full = sum_of(mark for mark, _ in below)
        most = max(bonus / mark for mark, bonus in below) * full
        whole = sum_of(bonus for _, bonus in below)
        return full, self.lift + (most if isinstance(self.absent, Absent) else whole)

    def evaluate(self, place: Place) -> Part:
        """Return its parts added up."""
        return self.combine(place, [(part, mark, place.at(part)) for part, mark in self.weighed(place.model)])

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield that what is put where nothing applies is more than a part can have."""
        yield from self.imputed_problems(name, min(model.marks(part)[0] for part in self.parts))
