"""Gates: conditions that stand on a node, and the marks that they read."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import filled, kind_of
from tristandard.basics.points import exact, exact_if_any, plain
from tristandard.words.sentence import Sentence, Told

_A_MARK = Told("分数线", "a mark")
_WRITE_A_MARK = Told(
    "请写“50 %”（满分的比例）或“50 分”，并加引号",
    'write "50 %" for a share of the full mark, or "50 分" for points, in quotes',
)
#: How points and a share of a full mark are written, in every language.
_POINTS, _SHARE = Sentence("{value} 分", "{value} 分"), Sentence("{value} %", "{value} %")
_UNIT_OF_POINTS = Told("分", "分")
_MARK = re.compile(rf"([0-9./]+)\s*(%|{_UNIT_OF_POINTS[0]})")


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
        found = _MARK.fullmatch(text.strip()) if isinstance(text, str) else None
        if not found:
            raise BadValue(text, _A_MARK, _WRITE_A_MARK)
        return cls(exact(found[1]), found[2] == "%")

    def of(self, full: Fraction) -> Fraction:
        """Return it in points, of a full mark."""
        return self.value * full / 100 if self.share else self.value

    def __str__(self) -> str:
        return (_SHARE if self.share else _POINTS)(value=plain(self.value))[1]


#: What a gate reads where it holds of each item of a sheet by itself, and on a year of each of its periods.
EVERY_ITEM, EVERY_PERIOD = "every item", "every period"


@final
class Passed(Enum):
    """What a gate on a year asks of each period in the place of a mark."""

    #: That it failed no gate of its own, and crossed no red line of the unit.
    PASSED = "passed"


@final
@frozen(kw_only=True)
class Gate:
    """A condition on a key (一票否决、单项不达标): below the mark the node fails.

    `of` names the node itself, one of those it is made of, an item as "item CODE", or
    `EVERY_ITEM`; on the node `year` the year itself, or `EVERY_PERIOD`, of which it may ask that each `PASSED`. A node
    that fails has the score `to`; None leaves the score and takes the last of its grades. A key that is not wholly
    measured fails the score only if it would fail with everything met.
    """

    of: str = field(converter=as_text, validator=filled)
    at_least: Mark | Passed = field(validator=kind_of(Mark | Passed))
    to: Fraction | None = field(default=Fraction(0), converter=exact_if_any)

    @property
    def item(self) -> str | None:
        """The code of the item that it reads, if it reads one."""
        return self.of.removeprefix("item ") if self.of.startswith("item ") else None

    def points(self, full: Fraction) -> Fraction:
        """Return the points that a key of a full mark has to reach; none where the gate asks that it passed."""
        return Fraction(0) if isinstance(self.at_least, Passed) else self.at_least.of(full)
