"""A full mark less deductions, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, exact_if_any, positive
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.node import Named, Node, Place
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import NOTHING_LAID
from tristandard.words.sentence import Told


@final
class AbsentItem(Enum):
    """What a sheet does with the full mark of an item of which nothing applies (缺项)."""

    #: It stays: nothing is lost of it.
    KEEP = "keep"
    #: It leaves, and what is lost of the others is scaled up to the full mark of the sheet (缺项折算).
    DROP = "drop"
    #: It leaves, and the sheet has so much less.
    LEAVE = "leave"


_A_BONUS = Told("可高出满分的分数", "a bonus")
_HOW_FAR = Told(
    "请写加分最多可使得分高出满分多少，0 以上",
    "write how far gains may lift the score above the full mark, 0 or more",
)


def _no_less_than_zero(_: object, __: object, value: Fraction) -> None:
    if value < 0:
        raise BadValue(value, _A_BONUS, _HOW_FAR)


_A_CAP = Told("加分合计的上限", "a cap of gains")


def _a_cap(_: object, __: object, value: Fraction | None) -> None:
    if value is not None and value < 0:
        raise BadValue(value, _A_CAP, _HOW_FAR)


@final
@frozen
class Sheet(Node):
    """The full mark less deductions; each item is capped at its own full mark (扣完为止).

    A line that was not measured is dropped with its worth, which is its cap or its item's mark, and
    the lines that were measured speak for it; `blank` gives no score instead. Points gained make up
    for points lost; above the full mark they lift the score by the `bonus` at most. `absent` says what becomes of
    the mark of an item of which nothing applies; unless it stays, the marks of the items add up to the full mark.
    """

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    unmeasured: Unmeasured = field(default=Unmeasured.DROP, validator=kind_of(Unmeasured))
    bonus: Fraction = field(default=Fraction(0), converter=exact, validator=_no_less_than_zero)
    gains_at_most: Fraction | None = field(default=None, converter=exact_if_any, validator=_a_cap, kw_only=True)
    absent: AbsentItem = field(default=AbsentItem.KEEP, validator=kind_of(AbsentItem), kw_only=True)

    key: ClassVar = "full"
    kind: ClassVar = Told("计分表", "sheet")
    adds_up: ClassVar[bool] = True

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return its full mark, and how far gains and bonuses may lift it."""
        del model
        return self.full, self.bonus + self.lift

    def evaluate(self, place: Place) -> Part:
        """Return the full mark less what its items lose, what is open taken to be as what was measured."""
        return _Gathering(self, place).part()

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each of its items lost, and what they may still lose."""
        del model
        zero, more = Fraction(0), dict(part.open)
        least = {code: counted for code, _, counted in part.items}
        asked = sorted(part.asked | least.keys())
        return {code: (least.get(code, zero), least.get(code, zero) + more.get(code, zero)) for code in asked}


_ONE = Fraction(1)
#: A number in parts of a point: whole as far as it can be.
_Number = int | Fraction
#: The lowest score, the exact one, and the highest.
_Scores = tuple[_Number, _Number | None, _Number]


@final
class _Gathering:
    """One sheet while it is added up, in parts of a point."""

    def __init__(self, sheet: Sheet, place: Place) -> None:
        self.sheet, self.place, self.tally = sheet, place, place.tally()
        self.applies = bool(self.tally.measured or self.tally.unmeasured)
        self.laid = place.laid() if self.applies else NOTHING_LAID
        #: By item, what its own postings take within its mark, and a veto the whole of it.
        self.own = {code: min(lost, place.mark(code)) for code, lost in self.tally.lost.items()}
        self.own.update((code, place.mark(code)) for code in self.tally.vetoed_items)
        #: The marks of the items that leave; what the sheet still has, and by what losses are scaled up.
        self.gone = self._gone() if self.applies and sheet.absent is not AbsentItem.KEEP else {}
        self.full: int = place.parts(sheet.full) - sum(self.gone.values())
        self.times: _Number = 1
        if sheet.absent is AbsentItem.DROP and self.gone:
            self.times, self.full = Fraction(place.parts(sheet.full), self.full), place.parts(sheet.full)

    def _gone(self) -> dict[str, int]:
        """Return the marks of the items of which nothing applies."""
        return {code: self.place.mark(code) for code in self.place.item_marks() if code not in self.tally.asked}

    def gained(self, more: int = 0) -> int:
        """Return what is gained, and perhaps what open lines may add, within the joint cap."""
        most, cap = self.tally.gained + more, self.sheet.gains_at_most
        return most if cap is None else min(most, self.place.parts(cap))

    def lost(self) -> dict[str, _Number]:
        """Return what is posted to each item, before its mark stops it: its own postings, and what
        others' sites lay on it.
        """
        posted, own = self.laid.posted, self.tally.lost
        return {
            code: own.get(code, 0) + posted.get(code, 0) for code in (*self.own, *(posted.keys() - self.own.keys()))
        }

    def counted(self, lost: dict[str, _Number]) -> dict[str, _Number]:
        """Return what each item takes, within its mark, vetoes included."""
        found: dict[str, _Number] = {}
        for code, points in lost.items():
            mark = self.place.mark(code)
            whole = mark if code in self.tally.vetoed_items else points + self.laid.vetoed.get(code, 0)
            found[code] = min(whole, mark)
        return found

    def still(self, lost: dict[str, _Number], counted: dict[str, _Number]) -> dict[str, _Number]:
        """Return what more each item may take by what was not measured."""
        found: dict[str, _Number] = {}
        for code, more in self.tally.open.items():
            vetoed = code in self.tally.vetoed_items
            before = self.place.mark(code) if vetoed else lost.get(code, 0) + self.laid.vetoed.get(code, 0)
            found[code] = min(before + more, self.place.mark(code)) - counted.get(code, 0)
        return found

    def extrapolated(self, still: dict[str, _Number]) -> dict[str, _Number] | None:
        """Return what each item is taken to lose by what was not measured; None where that cannot be said."""
        tally = self.tally
        if not tally.unmeasured:
            return {}
        spoken = tally.worth - sum(tally.open_worth.values())
        if self.sheet.unmeasured is Unmeasured.BLANK or not spoken:
            return None
        stretch = Fraction(sum(self.own.values()), spoken)
        return {code: min(stretch * worth, still[code]) for code, worth in tally.open_worth.items()}

    def scores(self, left: _Number, still: dict[str, _Number], taken: dict[str, _Number] | None) -> _Scores:
        """Return the lowest score, the exact one and the highest, from what postings left of the full mark."""
        tally, top = self.tally, self.full + self.place.parts(self.sheet.bonus)

        def less(more: dict[str, _Number]) -> _Number:
            return min(max(0, left - self.times * sum(more.values())) + self.gained(), top)

        if Level.SITE in tally.vetoed:
            blank = bool(tally.unmeasured) and self.sheet.unmeasured is Unmeasured.BLANK
            return 0, None if blank else 0, 0
        low = 0 if Level.SITE in tally.open_vetoes else less(still)
        return low, None if taken is None else less(taken), min(left + self.gained(tally.open_gain), top)

    def listed(self, taken: Mapping[str, _Number]) -> tuple[tuple[str, Fraction], ...]:
        """Return what items lose, in points, those that lose nothing left out."""
        return tuple((code, self.place.points(more)) for code, more in sorted(taken.items()) if more)

    def absent(self) -> Part:
        """Return the sheet of which nothing applies."""
        return Part(
            node=self.place.name, member=self.place.member, full=self.sheet.full, low=Fraction(0), value=None,
            high=self.sheet.full + self.sheet.bonus, applies=False, bonus=self.sheet.bonus,
        )  # fmt: skip

    def part(self) -> Part:
        """Return the sheet as it came out."""
        if not self.applies:
            return self.absent()
        sheet, place, tally, points = self.sheet, self.place, self.tally, self.place.points
        lost = self.lost()
        counted = self.counted(lost)
        still = self.still(lost, counted)
        zeroed = Level.SITE if Level.SITE in tally.vetoed else None
        taken = {} if zeroed else self.extrapolated(still)
        left: _Number = max(0, self.full - self.times * sum(counted.values()) - self.laid.zeroes * self.full)
        low, value, high = self.scores(left, still, taken)
        return Part(
            node=place.name, member=place.member, full=sheet.full, bonus=sheet.bonus,
            low=points(low), high=points(high), value=None if value is None else points(value),
            measured=tally.measured, unmeasured=tally.unmeasured, vital=tally.zeroing,
            gained=points(self.gained()), asked=tally.asked, seen=tally.seen,
            vetoed=tuple(sorted(tally.vetoed_items)), zeroed=zeroed,
            items=tuple((code, points(lost[code]), points(off)) for code, off in sorted(counted.items()) if off),
            open=self.listed(still), extrapolated=self.listed(taken or {}),
            gone=self.listed(self.gone) if self.gone else (), times=_ONE if self.times == 1 else Fraction(self.times),
            basis=place.basis(),
        )  # fmt: skip
