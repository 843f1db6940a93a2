"""What was done of what was due: a quotient of figures from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import kind_of, listed, one_line
from tristandard.basics.points import exact, positive
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.given import figure_problems, reading
from tristandard.rules.nodes.node import Named, Node, Place
from tristandard.rules.nodes.part import Part
from tristandard.words.sentence import Told

_QUANTITY = re.compile(r"\s*([+-]?)\s*([A-Za-z_][A-Za-z0-9_.]*)")


_A_FIGURE = Told("和式中的一个数", "a figure of a sum")
_GIVE_A_PAIR = Told(
    '加的数请写 (1, "名称")，减的数请写 (-1, "名称")；名称由字母、数字、“_”“.”组成',
    'give (1, "name") for what is added and (-1, "name") for what is taken off; a name has letters, digits, "_" and '
    '"."',
)
_A_SUM = Told("数的和式", "a sum of figures")
_WRITE_A_SUM = Told('请用 + 和 - 连接名称，如 "filed - late"', 'write names with + and -, such as "filed - late"')


def _term(pair: object) -> tuple[int, str]:
    """Return one figure of a sum with its sign, given as a pair."""
    match pair:
        case (1 | -1 as sign, str(name)) if _QUANTITY.fullmatch(f"+{name}") and name == name.strip():
            return int(sign), as_text(name)
        case _:
            raise BadValue(pair, _A_FIGURE, _GIVE_A_PAIR)


def _quantity(told: str | Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    if not isinstance(told, str):
        return tuple(map(_term, listed(told)))
    terms, at = list[tuple[int, str]](), 0
    while at < len(told.rstrip()):
        found = _QUANTITY.match(told, at)
        if not found or (terms and not found[1]):
            raise BadValue(told, _A_SUM, _WRITE_A_SUM)
        terms.append((-1 if found[1] == "-" else 1, found[2]))
        at = found.end()
    if not terms:
        raise BadValue(told, _A_SUM, _WRITE_A_SUM)
    return tuple(terms)


def told_quantity(terms: Iterable[tuple[int, str]]) -> str:
    """Return a sum of figures as rule sets write it."""
    return " ".join(f"{'-' if sign < 0 else '+'} {name}" for sign, name in terms).removeprefix("+ ")


@final
@frozen(kw_only=True)
class Rate(Node):
    """What was done of what was due, of `full`: a quotient of figures given from outside by unit.

    Where nothing was due it is not applicable, printed blank. More done than due is refused, or
    counts as all of it where `capped` says so.
    """

    of: tuple[tuple[int, str], ...] = field(converter=_quantity)
    out_of: tuple[tuple[int, str], ...] = field(converter=_quantity)
    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    capped: bool = field(default=False, validator=kind_of(bool))
    by: str = field(default="", converter=as_text, validator=one_line)

    key: ClassVar = "rate"
    kind: ClassVar = Told("比率", "rate")

    @property
    def giver(self) -> str:
        """Who gives its figures."""
        return self.by

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the figures that it is made of."""
        return tuple(sorted({name for _, name in (*self.of, *self.out_of)}))

    def sums(self, figure: Callable[[str], Fraction | None]) -> tuple[Fraction, Fraction]:
        """Return what was done and what was due, from the figure of each name."""
        done, due = (
            sum_of(sign * (figure(name) or Fraction(0)) for sign, name in terms) for terms in (self.of, self.out_of)
        )
        return done, due

    def figures(self, name: str) -> Mapping[str, Fraction | None]:
        """Return the figures that it is made of; they have no full mark."""
        del name
        return dict.fromkeys(self.names)

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return its full mark, and how far its bonuses may lift it."""
        del model
        return self.full, self.lift

    def evaluate(self, place: Place) -> Part:
        """Return what was done of what was due; nothing applies where nothing was due, or a figure does not apply,
        whatever the others come to.
        """
        figures = {figure: place.figure(figure) for figure in self.names}
        if any(known and value is None for known, value in figures.values()):
            return reading(place, self.full, None, known=True)
        if not all(known for known, _ in figures.values()):
            return reading(place, self.full, None, known=False)
        done, due = self.sums(lambda figure: figures[figure][1])
        if not due:
            return reading(place, self.full, None, known=True)
        value = done / due * self.full
        return reading(place, self.full, min(value, self.full) if self.capped else value, known=True)

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield that nobody gives its figures, and figures that are called as a node is."""
        yield from figure_problems(name, self, model)
