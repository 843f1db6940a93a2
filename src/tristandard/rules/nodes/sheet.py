"""A full mark less deductions, item by item."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, kind_of
from tristandard.basics.points import exact, positive
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.node import Named, Node, Place, Unmeasured
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Laid


def _no_less_than_zero(_: object, __: object, value: Fraction) -> None:
    if value < 0:
        raise BadValue(value, "a bonus", "write how far gains may lift the score above the full mark, 0 or more")


@final
@frozen
class Sheet(Node):
    """The full mark less deductions; each item is capped at its own full mark (扣完为止).

    A line that was not measured is dropped with its worth, which is its cap or its item's mark, and
    the lines that were measured speak for it; `blank` gives no score instead. Points gained make up
    for points lost; above the full mark they lift the score by the `bonus` at most.
    """

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    unmeasured: Unmeasured = field(default=Unmeasured.DROP, validator=kind_of(Unmeasured))
    bonus: Fraction = field(default=Fraction(0), converter=exact, validator=_no_less_than_zero)

    key: ClassVar = "full"
    kind: ClassVar[tuple[str, str]] = ("计分表", "sheet")
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


#: A number in parts of a point: whole as far as it can be.
_Number = int | Fraction


@final
class _Gathering:
    """One sheet while it is added up, in parts of a point."""

    def __init__(self, sheet: Sheet, place: Place) -> None:
        self.sheet, self.place, self.tally = sheet, place, place.tally()
        self.applies = bool(self.tally.measured or self.tally.unmeasured)
        self.laid = place.laid() if self.applies else Laid({}, {}, 0)
        #: By item, what its own postings take within its mark, and a veto the whole of it.
        self.own = {code: min(lost, place.mark(code)) for code, lost in self.tally.lost.items()}
        self.own.update((code, place.mark(code)) for code in self.tally.vetoed_items)

    def lost(self) -> dict[str, _Number]:
        """Return what is posted to each item, before its mark stops it: its own postings, and what others' sites lay on it."""
        posted, own = self.laid.posted, self.tally.lost
        return {code: own.get(code, 0) + posted.get(code, 0) for code in (*self.own, *(posted.keys() - self.own.keys()))}

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

    def part(self) -> Part:
        """Return the sheet as it came out."""
        sheet, place, tally = self.sheet, self.place, self.tally
        if not self.applies:
            return Part(
                node=place.name, member=place.member, full=sheet.full, low=Fraction(0), value=None,
                high=sheet.full + sheet.bonus, applies=False, bonus=sheet.bonus,
            )  # fmt: skip
        lost = self.lost()
        counted = self.counted(lost)
        still, points = self.still(lost, counted), place.points
        full = place.parts(sheet.full)
        top = full + place.parts(sheet.bonus)
        left: _Number = max(0, full - sum(counted.values()) - self.laid.zeroes * full)
        low: _Number = min(max(0, left - sum(still.values())) + tally.gained, top)
        high: _Number = min(left + tally.gained + tally.open_gain, top)
        taken, value = self.extrapolated(still), None
        if taken is not None:
            value = min(max(0, left - sum(taken.values())) + tally.gained, top)
        zeroed = Level.SITE if Level.SITE in tally.vetoed else None
        if zeroed is not None:
            blank = bool(tally.unmeasured) and sheet.unmeasured is Unmeasured.BLANK
            low, value, high, taken = 0, None if blank else 0, 0, {}
        if Level.SITE in tally.open_vetoes:
            low = 0
        return Part(
            node=place.name, member=place.member, full=sheet.full, bonus=sheet.bonus,
            low=points(low), high=points(high), value=None if value is None else points(value),
            measured=tally.measured, unmeasured=tally.unmeasured, vital=(tally.vital, tally.vital_open),
            gained=points(tally.gained), asked=frozenset(tally.asked), seen=frozenset(tally.seen),
            vetoed=tuple(sorted(tally.vetoed_items)), zeroed=zeroed,
            items=tuple((code, points(lost[code]), points(off)) for code, off in sorted(counted.items()) if off),
            open=tuple((code, points(more)) for code, more in sorted(still.items()) if more),
            extrapolated=tuple((code, points(more)) for code, more in sorted((taken or {}).items()) if more),
            basis=place.basis(),
        )  # fmt: skip
