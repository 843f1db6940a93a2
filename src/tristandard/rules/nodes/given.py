"""A figure that is given from outside, or a full mark from which adjustments alone take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import as_text
from tristandard.basics.fields import kind_of, one_line
from tristandard.basics.points import exact, positive
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.node import Named, Node, Place, figures_of
from tristandard.rules.nodes.part import Part
from tristandard.words.sentence import Sentence, Told

_BY_NOBODY = Told("没有写由谁给出", "is given by nobody")
WRITE_BY = Told("请写 by：给出该数的部门或来源", "write `by`, the office or source that gives the figure")
_NODES_NAME = Sentence("读取的数“{figure}”与一个节点同名", "reads the figure {figure!r}, which is the name of a node")
OWN_NAME = Told("请给这个数另取名称", "give the figure a name of its own")

_GIVEN_TOO = Told("满分起扣，却又写了由谁给出", "starts from its full mark, and is given by somebody too")
_WRITE_ONE = Told("请只写 from_full 或 by 之一", "write `from_full` or `by`, one of them alone")
_NOTHING_TAKES = Told("满分起扣，而没有扣分的调整", "starts from its full mark, and no adjustment takes from it")
_WRITE_ADJUSTMENTS = Told(
    "请写 adjustments，说明按哪个数扣；由部门给定得分的，删去 from_full",
    "write in `adjustments` by which figure it loses, or leave `from_full` out where an office gives the score",
)


def figure_problems(name: str, node: Node, model: Named) -> Iterator[BadModel]:
    """Yield that nobody gives the figures of a node, and figures without a full mark that are called as a node is."""
    if node.figures(name) and not node.giver:
        yield BadModel(name, _BY_NOBODY, WRITE_BY)
    for figure, full in node.figures(name).items():
        if full is None and figure in model:
            yield BadModel(name, _NODES_NAME(figure=figure), OWN_NAME)


def reading(place: Place, full: Fraction, value: Fraction | None, *, known: bool) -> Part:
    """Return a figure as a part: what it says, nothing applicable where it is blank, open where nobody gave it."""
    return Part.read_as(place.name, place.member, full, value, known=known)


@final
@frozen
class Given(Node):
    """A figure given from outside, by unit, from 0 to `full`; `by` says who gives it.

    Where `from_full`, nobody does: it is its full mark less what its adjustments take (10 分，每少 1 件扣 1 分), and
    has no score before all that they read is given.
    """

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    by: str = field(default="", kw_only=True, converter=as_text, validator=one_line)
    from_full: bool = field(default=False, kw_only=True, validator=kind_of(bool))

    key: ClassVar = "given"
    kind: ClassVar = Told("给定", "given")

    @property
    def giver(self) -> str:
        """Who gives it."""
        return self.by

    def figures(self, name: str) -> Mapping[str, Fraction | None]:
        """Return the one figure that it is, under its own name; none where it is its full mark."""
        return {} if self.from_full else {name: self.full}

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return its full mark, and how far its bonuses may lift it."""
        del model
        return self.full, self.lift

    def evaluate(self, place: Place) -> Part:
        """Return the figure that was given, or the full mark where all is given that adjustments take by."""
        if self.from_full:
            return self._full(place)
        known, value = place.figure(place.name)
        return reading(place, self.full, value, known=known)

    def _full(self, place: Place) -> Part:
        """Return the full mark before anything is taken; nothing applies where none of the adjustments does."""
        read = [told for one in self.adjustments if not (told := figures_of(one, place))[0].absent]
        if not read:
            return reading(place, self.full, None, known=True)
        given = all(figure.value is not None for figures in read for figure in figures)
        value = self.full if given else None
        return Part(node=place.name, member=place.member, full=self.full, low=self.full, value=value, high=self.full)

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield that nobody gives it, or that nothing takes from its full mark."""
        yield from figure_problems(name, self, model)
        if self.from_full and self.by:
            yield BadModel(name, _GIVEN_TOO, _WRITE_ONE)
        if self.from_full and all(one.gain for one in self.adjustments):
            yield BadModel(name, _NOTHING_TAKES, _WRITE_ADJUSTMENTS)
