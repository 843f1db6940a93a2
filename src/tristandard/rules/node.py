"""The nodes of a scoring model: four kinds, written as data.

A *given* is a figure from outside and a *rate* a quotient of two; a *sheet* is a full mark less
deductions, item by item; a *fold* is a mean over an axis or a weighted blend of named nodes. Gates,
grades and bonuses stand on any node. What is not applicable and what was not measured are two
states with two keys, never mixed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import Attribute, field, frozen

from tristandard.basics.errors import BadValue, as_text, as_text_if_any, each_of, filled, kind_of, listed, one_line, wanted
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, plain, positive
from tristandard.rules.standard import Range
from tristandard.rules.tariff import Parts, given

#: The axes that a fold can make disappear: those of sites, from the finest, then items, child units, periods.
FOLD_AXES = ("site", "site_type", "zone", "area", "item", "unit", "period")

#: What a fold may weigh its members by, beside declared weights: the number of their sites.
COUNT = "count"


@final
class Unmeasured(Enum):
    """What a node does where a part was not measured; the interval stays honest either way."""

    #: The measured parts speak for it.
    DROP = "drop"
    #: No score.
    BLANK = "blank"


@final
class Absent(Enum):
    """What a fold does where nothing of a member is applicable; a number stands for a fixed score instead."""

    #: It leaves, and the weights of the others scale up.
    DROP = "drop"
    #: The mean of the other units' scores on it, shown as imputed.
    PEERS = "peers"
    #: No score, and so no rank.
    BLANK = "blank"


@final
@frozen
class Mark:
    """A number of points, or a share of a full mark: "85 分" or "50 %"."""

    value: Fraction = field(converter=exact)
    #: Whether it is a share, in %.
    share: bool = field(validator=kind_of(bool))

    @classmethod
    def parse(cls, text: str) -> Mark:
        """Return the mark that is written "50 %" (of the full mark) or "50 分" (points)."""
        found = re.fullmatch(r"([0-9./]+)\s*(%|分)", text.strip()) if isinstance(text, str) else None
        if not found:
            raise BadValue(text, "a mark", 'write "50 %" for a share of the full mark, or "50 分" for points, in quotes')
        return cls(exact(found[1]), found[2] == "%")

    def of(self, full: Fraction) -> Fraction:
        """Return it in points, of a full mark."""
        return self.value * full / 100 if self.share else self.value

    def __str__(self) -> str:
        return f"{plain(self.value)} {'%' if self.share else '分'}"


#: What a gate reads where it holds of each item of a sheet by itself.
EVERY_ITEM = "every item"


@final
@frozen(kw_only=True)
class Gate:
    """A condition on a key (一票否决、单项不达标): below the mark the node fails.

    `of` names the node itself, one of those it is made of, an item as "item CODE", or
    `EVERY_ITEM`. A node that fails has the score `to`; None leaves the score and takes the last of
    its grades. A key that is not wholly measured fails the score only if it would fail with
    everything met.
    """

    of: str = field(converter=as_text, validator=filled)
    at_least: Mark = field(validator=kind_of(Mark))
    to: Fraction | None = field(default=Fraction(0), converter=given)

    @property
    def item(self) -> str | None:
        """The code of the item that it reads, if it reads one."""
        return self.of.removeprefix("item ") if self.of.startswith("item ") else None


def _numbers(numbers: object) -> tuple[Fraction, ...]:
    return tuple(map(exact, listed(numbers)))


@final
@frozen(kw_only=True)
class RankBonus:
    """Points added by the place that a node has among the units of one kind: the first of `points` for place 1."""

    of: str = field(converter=as_text, validator=filled)
    points: tuple[Fraction, ...] = field(converter=_numbers)

    def __attrs_post_init__(self) -> None:
        if not self.points or min(self.points) < 0 or list(self.points) != sorted(self.points, reverse=True):
            raise BadValue([plain(one) for one in self.points], "bonus points by place", "write numbers of 0 or more, the first place's first, none above the one before")

    @property
    def at_most(self) -> Fraction:
        """The most that it adds."""
        return self.points[0]

    def at(self, place: int) -> Fraction:
        """Return the points for a place, from 1."""
        return self.points[place - 1] if place <= len(self.points) else Fraction(0)


@final
@frozen(kw_only=True)
class StepBonus:
    """Points added for each step by which a node lies above a mark, with a ceiling."""

    of: str = field(converter=as_text, validator=filled)
    above: Mark = field(validator=kind_of(Mark))
    each: Fraction = field(converter=exact, validator=positive)
    per: Mark = field(validator=kind_of(Mark))
    at_most: Fraction = field(converter=exact, validator=positive)
    parts: Parts = field(default=Parts.WHOLE, validator=kind_of(Parts))

    def at(self, score: Fraction, full: Fraction) -> Fraction:
        """Return the points for a score of so many of a full mark."""
        steps = max(score - self.above.of(full), Fraction(0)) / self.per.of(full)
        return min(self.parts.of(steps) * self.each, self.at_most)


Bonus = RankBonus | StepBonus


def _grades(grades: Mapping[str, Range] | tuple[tuple[str, Range], ...]) -> tuple[tuple[str, Range], ...]:
    pairs = by_name(grades)
    for _, where in pairs:
        wanted(where, Range, " for a grade")
    return tuple(sorted(pairs, key=lambda pair: (pair[1].floor is not None, pair[1].floor.value if pair[1].floor else 0), reverse=True))


@frozen(kw_only=True)
class _Node:
    """What stands on any node.

    `zh` and `en` are what people call it; without them it is called by its name in the model.
    `grades` gives scores their names (优秀、合格), the best first; they cover every score once.
    """

    zh: str = field(default="", converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)
    gates: tuple[Gate, ...] = field(default=(), converter=listed, validator=each_of(Gate))
    grades: tuple[tuple[str, Range], ...] = field(default=(), converter=_grades)
    bonuses: tuple[Bonus, ...] = field(default=(), converter=listed, validator=each_of(RankBonus | StepBonus))

    @property
    def lift(self) -> Fraction:
        """How far its own bonuses may lift it at most, in points."""
        return sum((bonus.at_most for bonus in self.bonuses), Fraction(0))


@final
@frozen
class Given(_Node):
    """A figure given from outside, by unit, from 0 to `full`; `by` says who gives it."""

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    by: str = field(default="", kw_only=True, converter=as_text, validator=one_line)


_QUANTITY = re.compile(r"\s*([+-]?)\s*([A-Za-z_][A-Za-z0-9_.]*)")


def _term(pair: object) -> tuple[int, str]:
    """Return one figure of a sum with its sign, given as a pair."""
    match pair:
        case (1 | -1 as sign, str(name)) if _QUANTITY.fullmatch(f"+{name}") and name == name.strip():
            return int(sign), as_text(name)
        case _:
            raise BadValue(pair, "a figure of a sum", 'give (1, "name") for what is added and (-1, "name") for what is taken off; a name has letters, digits, "_" and "."')


def _quantity(told: str | Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    if not isinstance(told, str):
        return tuple(map(_term, listed(told)))
    terms, at = list[tuple[int, str]](), 0
    while at < len(told.rstrip()):
        found = _QUANTITY.match(told, at)
        if not found or (terms and not found[1]):
            raise BadValue(told, "a sum of figures", 'write names with + and -, such as "filed - late"')
        terms.append((-1 if found[1] == "-" else 1, found[2]))
        at = found.end()
    if not terms:
        raise BadValue(told, "a sum of figures", 'write names with + and -, such as "filed - late"')
    return tuple(terms)


def told_quantity(terms: Iterable[tuple[int, str]]) -> str:
    """Return a sum of figures as rule sets write it."""
    return " ".join(f"{'-' if sign < 0 else '+'} {name}" for sign, name in terms).removeprefix("+ ")


@final
@frozen(kw_only=True)
class Rate(_Node):
    """What was done of what was due, of `full`: a quotient of figures given from outside by unit.

    Where nothing was due it is not applicable, printed blank. More done than due is refused, or
    counts as all of it where `capped` says so.
    """

    of: tuple[tuple[int, str], ...] = field(converter=_quantity)
    out_of: tuple[tuple[int, str], ...] = field(converter=_quantity)
    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    capped: bool = field(default=False, validator=kind_of(bool))
    by: str = field(default="", converter=as_text, validator=one_line)

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the figures that it is made of."""
        return tuple(sorted({name for _, name in (*self.of, *self.out_of)}))

    def sums(self, figure: Callable[[str], Fraction | None]) -> tuple[Fraction, Fraction]:
        """Return what was done and what was due, from the figure of each name."""
        done, due = (sum((sign * (figure(name) or Fraction(0)) for sign, name in terms), Fraction(0)) for terms in (self.of, self.out_of))
        return done, due


def _no_less_than_zero(_: object, __: object, value: Fraction) -> None:
    if value < 0:
        raise BadValue(value, "a bonus", "write how far gains may lift the score above the full mark, 0 or more")


@final
@frozen
class Sheet(_Node):
    """The full mark less deductions; each item is capped at its own full mark (扣完为止).

    A line that was not measured is dropped with its worth, which is its cap or its item's mark, and
    the lines that were measured speak for it; `blank` gives no score instead. Points gained make up
    for points lost; above the full mark they lift the score by the `bonus` at most.
    """

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    unmeasured: Unmeasured = field(default=Unmeasured.DROP, validator=kind_of(Unmeasured))
    bonus: Fraction = field(default=Fraction(0), converter=exact, validator=_no_less_than_zero)


def _weights(weights: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((name, exact(weight)) for name, weight in by_name(weights))


def _name_if_any(owner: object, attribute: Attribute[str | None], value: str | None) -> None:
    if value is not None:
        one_line(owner, attribute, value)


def _absent(value: object) -> Absent | Fraction:
    return value if isinstance(value, Absent) else exact(value)


@final
@frozen(kw_only=True)
class Fold(_Node):
    """The mean of one node over an axis, or a blend of named nodes.

    `over` names the axis that disappears and `of` the node that stands at each of its members;
    `weights` gives members their weights, `weigh_by` weighs them by `COUNT`, the number of their
    sites, or by a figure given for each (none: all equal). Without `over` the weights name the
    nodes that are blended. Written weights add up to 100. Over child units, a unit that has none
    stands for itself; over periods, members are numbered from "1" in their order.
    """

    over: str | None = field(default=None, converter=as_text_if_any, validator=kind_of(str | None))
    of: str | None = field(default=None, converter=as_text_if_any, validator=_name_if_any)
    weights: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_weights)
    weigh_by: str = field(default="", converter=as_text, validator=one_line)
    unmeasured: Unmeasured = field(default=Unmeasured.DROP, validator=kind_of(Unmeasured))
    absent: Absent | Fraction = field(default=Absent.DROP, converter=_absent)
    by: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        if (self.over is None) is not (self.of is None):
            raise BadValue(self.over or self.of, "a fold", "write `over` with `of`, or neither")
        if self.over is not None and self.over not in FOLD_AXES:
            raise BadValue(self.over, "an axis to fold over", f"give one of {', '.join(FOLD_AXES)}")
        if self.over is None and not self.weights:
            raise BadValue("", "a blend", "name the nodes and their weights")
        if self.weigh_by and (self.weights or self.over is None):
            raise BadValue(self.weigh_by, "a weight that stands alone", "write weights or weigh_by, not both, and weigh_by only with over")
        if self.weigh_by and self.weigh_by != COUNT and self.over != "unit":
            raise BadValue(self.weigh_by, "a way to weigh", f'write "{COUNT}"; figures are given for units, and weigh those alone')
        total = sum((weight for _, weight in self.weights), Fraction(0))
        if self.weights and (total != 100 or min(weight for _, weight in self.weights) < 0):
            told = " + ".join(f"{name} {plain(weight)}" for name, weight in self.weights)
            raise BadValue(f"{told} = {plain(total)}", "a set of weights", "let written weights be 0 or more and add up to exactly 100")

    @property
    def uses(self) -> tuple[str, ...]:
        """The names of the nodes below."""
        return tuple(name for name, _ in self.weights) if self.of is None else (self.of,)


Node = Given | Rate | Sheet | Fold
