"""Grades by place: the first so many, or the first share of the units of a kind (前三名、前 30 %)."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, plain
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.where import tell_where
from tristandard.words.sentence import Sentence, Told


@final
class Cut(Enum):
    """What becomes of a part of a unit, where a share of the units is no whole number."""

    #: The unit belongs to it (进一).
    UP = "up"
    #: The unit does not (舍去).
    DOWN = "down"
    #: From a half on it does (四舍五入).
    HALF_UP = "half up"


_FIRST_PLACES = Told("前几名", "the first places")
_WHOLE_FROM_ONE = Told("请写 1 以上的整数，如“first 3”", 'write a whole number from 1, such as "first 3"')
_SHARE = Told("前百分之几", "the first share of the units")
_SHARE_AND_CUT = Told(
    "请写大于 0、不超过 100 的比例和取整办法，如“first 30 % rounded up”",
    'write a share above 0, up to 100, and how it is rounded, such as "first 30 % rounded up"',
)
_BESIDE_IT = Told("名次之外的得分要求", "the score that a grade by place asks for too")
_FLOOR_ALONE = Told("请只写下限，如“>= 90”", 'write the lowest score alone, such as ">= 90"')

#: How it is written, in every language.
_WRITTEN_PLACES = Sentence("first {first}", "first {first}")
_WRITTEN_SHARE = Sentence("first {first} %", "first {first} %")
_WRITTEN_CUT = Sentence("{share} rounded {cut}", "{share} rounded {cut}")
_WRITTEN_TOO = Sentence("{first} and {score}", "{first} and {score}")
_TOLD_PLACES, _TOLD_SHARE = (
    Sentence("前 {first} 名", "the first {first}"),
    Sentence("前 {first} %（{cut}）", "the first {first} % (rounded {cut})"),
)
_TOLD_TOO = Sentence("{first}且得分 {score}", "{first}, with a score of {score}")
_CUTS = {Cut.UP: Told("进一", "up"), Cut.DOWN: Told("舍去尾数", "down"), Cut.HALF_UP: Told("四舍五入", "half up")}


_PARSED = re.compile(r"([0-9./]+)\s*%\s+rounded\s+(up|down|half\s+up)")
_A_SHARE_OF_UNITS = Told("单位的百分之几", "a share of the units")
_WRITE_A_SHARE = Told(
    "请写大于 0、不超过 100 的比例和取整办法，如“10 % rounded up”",
    'write a share above 0, up to 100, and how it is rounded, such as "10 % rounded up"',
)
_WRITTEN_UNITS = Sentence("{share} % rounded {cut}", "{share} % rounded {cut}")
_TOLD_UNITS = Sentence("{share} %（{cut}）", "{share} % (rounded {cut})")


@final
@frozen
class UnitShare:
    """A share of some units, in %, and how it is rounded to whole ones: "10 % rounded up"."""

    share: Fraction = field(converter=exact)
    rounded: Cut = field(validator=kind_of(Cut))

    def __attrs_post_init__(self) -> None:
        if not 0 < self.share <= 100:
            raise BadValue(str(self), _A_SHARE_OF_UNITS, _WRITE_A_SHARE)

    @classmethod
    def parse(cls, text: str) -> UnitShare:
        """Return the share that is written "10 % rounded up", with `up`, `down` or `half up`."""
        found = _PARSED.fullmatch(text.strip()) if isinstance(text, str) else None
        if not found:
            raise BadValue(text, _A_SHARE_OF_UNITS, _WRITE_A_SHARE)
        return cls(exact(found[1]), Cut(" ".join(found[2].split())))

    @classmethod
    def parsed(cls, value: object) -> object:
        """Return a share for a text with "%"; whatever else as it is."""
        return cls.parse(value) if isinstance(value, str) and "%" in value else value

    def of(self, units: int) -> int:
        """Return how many of so many units it is."""
        whole, rest = divmod(self.share * units / 100, 1)
        return int(whole) + {Cut.UP: rest > 0, Cut.DOWN: False, Cut.HALF_UP: 2 * rest >= 1}[self.rounded]

    @property
    def told(self) -> Told:
        """The share and its rounding, in both languages."""
        return _TOLD_UNITS(share=plain(self.share), cut=_CUTS[self.rounded])

    def __str__(self) -> str:
        return _WRITTEN_UNITS(share=plain(self.share), cut=self.rounded.value)[1]


class Among(NamedTuple):
    """The places that a unit may have among the units of its kind; None where its kind is not ranked."""

    best: int | None
    worst: int | None
    units: int


@final
@frozen
class Leading:
    """The first places, or the first share of the units of a kind to which something applies.

    Attributes:
        first: How many places, or which share, in %.
        share: Whether it is a share.
        rounded: Of a share, how it is rounded to units.
        score: What the score must be too: at least so much.
    """

    first: Fraction = field(converter=exact)
    share: bool = field(default=False, validator=kind_of(bool))
    rounded: Cut | None = field(default=None, validator=kind_of(Cut | None))
    score: Range = field(default=Range(), validator=kind_of(Range))

    def __attrs_post_init__(self) -> None:
        if self.share and not (0 < self.first <= 100 and self.rounded is not None):
            raise BadValue(str(self), _SHARE, _SHARE_AND_CUT)
        if not self.share and (self.first < 1 or self.first.denominator != 1 or self.rounded is not None):
            raise BadValue(str(self), _FIRST_PLACES, _WHOLE_FROM_ONE)
        if self.score.limit is not None:
            raise BadValue(str(self.score), _BESIDE_IT, _FLOOR_ALONE)

    def places(self, units: int) -> int:
        """Return how many places belong to it among so many units."""
        return int(self.first) if self.rounded is None else UnitShare(self.first, self.rounded).of(units)

    def has(self, place: int | None, units: int, score: Fraction) -> bool:
        """Return whether a place among so many units belongs to it, with its score."""
        return place is not None and place <= self.places(units) and self.score.accepts(score)

    @property
    def told(self) -> Told:
        """Which places they are, and what score is asked for too, in both languages."""
        first = plain(self.first)
        told = _TOLD_SHARE(first=first, cut=_CUTS[self.rounded]) if self.rounded else _TOLD_PLACES(first=first)
        return told if self.score == Range() else _TOLD_TOO(first=told, score=tell_where(self.score))

    def __str__(self) -> str:
        written = (_WRITTEN_SHARE if self.share else _WRITTEN_PLACES)(first=plain(self.first))
        if self.rounded:
            written = _WRITTEN_CUT(share=written, cut=self.rounded.value)
        return (written if self.score == Range() else _WRITTEN_TOO(first=written, score=str(self.score)))[1]


#: What a grade is given by: a range of scores, or places.
Grade = Range | Leading
