"""A node of a model as it came out for one unit: its score, its interval, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import repeat
from typing import Any, final

from attrs import field, frozen

from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.tally import NOTHING_VITAL, Judged, Vital

#: The figure of a unit that something was held against, with its name.
Held = tuple[str, Fraction]


@final
@frozen(kw_only=True)
class Part:
    """A node of the model as it came out for one unit: of a site, a site type, or the whole.

    Attributes:
        node: The name of the node in the model.
        member: The code of the site, site type, zone, area, item or unit it stands for; empty for the whole.
        full: Its full mark, in points.
        low: The lowest score that what was not measured still allows.
        value: The exact score; None where too little was measured.
        high: The highest score that what was not measured still allows.
        applies: Whether anything in it applies, by which it may have a score.
        measured: How many lines (site and indicator), or figures, that can move it were measured.
        unmeasured: How many were not.
        vital: Those of these lines that may zero the whole unit (see `Vital`): measured, and not.
        items: In a sheet, what each item loses before and after its own full mark caps it.
        asked: In a sheet, the items of which something applies.
        seen: In a sheet, the items of which something was measured.
        open: In a sheet, what more each item may lose by what was not measured.
        extrapolated: In a sheet, what each item is taken to lose by what was not measured (未测推及).
        gone: In a sheet, the full marks of the items that leave it because nothing of them applies.
        times: In a sheet, by what losses count because others' marks left (缺项折算).
        gained: In a sheet, the points gained, before they are held at the full mark with its bonus.
        judged: Of a share up to standard, how many are, are not, and are not known; None elsewhere.
        vetoed: The codes of the items that a veto zeroed here.
        zeroed: Whether a veto zeroed the sheet of the site, or the whole of the unit.
        left: What a veto of the unit took: the score that there was before; None where there is none.
        bonus: How far gains and bonuses may lift it above the full mark.
        added: The points of each of the node's own bonuses, by what it reads.
        adjusted: The points that each of the node's adjustments took, by what it counts.
        awaited: What its adjustments count, or are held against, and nobody gave yet.
        targets: The figures of the unit that its adjustments were held against, by name.
        against: Of each that is added, then of each that is taken, the one of these that it was held against; None of
            what has no target, and empty where nothing has.
        read: The figures, rates and shares beside the score that its adjustments read.
        bare: The score before its bonuses, adjustments and gates; None where it has no score.
        gated: The gates that it failed: where each stands on the node, what it read, and the points that it took.
        failing: Whether it may fail a gate of its own or cross a red line of the unit, and whether it did.
        last: Whether a gate that it failed takes the last of its grades.
        may_last: Whether it may still fail such a gate.
        grade: What its score is called, where the whole interval is called so; else None.
        grades: What the lowest and the highest score that it may have are called, where the node has grades.
        imputed: How the rules put a score where nothing applies: "peers" or "fixed"; empty where they did not.
        withheld: Whether the rules give no score because a part does not apply, whatever else is measured.
        carried: Whether it stands above a score into which those of child units are carried; its own is the first part.
        basis: Of a sheet, and of what a veto of the unit zeroed, the places that it adds up (see `scoring.posted`).
        parts: The nodes below.
        weights: What each of them counts, of 1 in all: among those that apply, measured or not.
        estimate: What a part without a score counts for in the mean above it: the measured mean, held
            inside its interval.
    """

    node: str
    member: str = ""
    full: Fraction
    low: Fraction
    value: Fraction | None
    high: Fraction
    applies: bool = True
    measured: int = 0
    unmeasured: int = 0
    vital: Vital = field(default=NOTHING_VITAL, eq=False)  # codes, which another assessment may lengthen
    items: tuple[tuple[str, Fraction, Fraction], ...] = ()
    asked: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    open: tuple[tuple[str, Fraction], ...] = ()
    extrapolated: tuple[tuple[str, Fraction], ...] = ()
    gone: tuple[tuple[str, Fraction], ...] = ()
    times: Fraction = Fraction(1)
    gained: Fraction = Fraction(0)
    judged: Judged | None = None
    vetoed: tuple[str, ...] = ()
    zeroed: Level | None = None
    bonus: Fraction = Fraction(0)
    added: tuple[tuple[str, Fraction], ...] = ()
    adjusted: tuple[tuple[str, Fraction], ...] = ()
    awaited: tuple[str, ...] = ()
    targets: tuple[tuple[str, Fraction], ...] = ()
    against: tuple[Held | None, ...] = ()
    read: tuple[Part, ...] = ()
    bare: Fraction | None = None
    gated: tuple[tuple[int, str, Fraction], ...] = ()
    left: Fraction | None = None
    failing: tuple[bool, bool] = (False, False)
    last: bool = False
    may_last: bool = False
    grade: str | None = None
    grades: tuple[str, str] | None = None
    imputed: str = ""
    withheld: bool = False
    carried: bool = False
    basis: Any = field(default=None, eq=False, repr=False)
    parts: tuple[Part, ...] = ()
    weights: tuple[Fraction, ...] = ()
    estimate: Fraction | None = None

    @classmethod
    def read_as(cls, node: str, member: str, full: Fraction, value: Fraction | None, *, known: bool) -> Part:
        """Return a figure as a part: what it says, nothing applicable where it is blank, open where nobody gave it."""
        if value is None:
            return cls(
                node=node, member=member, full=full, low=Fraction(0), value=None, high=full,
                applies=not known, unmeasured=int(not known),
            )  # fmt: skip
        return cls(node=node, member=member, full=full, low=value, value=value, high=value, measured=1)

    @property
    def before(self) -> Fraction | None:
        """The score before bonuses, gates and a veto of the unit."""
        if self.bare is not None:
            return self.bare
        return self.value if self.left is None else self.left

    @property
    def additions(self) -> list[tuple[str, Fraction, Held | None]]:
        """What each of its own bonuses and gains added, by what it reads, with the target that it was held against."""
        return [(of, points, target) for (of, points), target in zip(self.added, self._held(0), strict=False)]

    @property
    def deductions(self) -> list[tuple[str, Fraction, Held | None]]:
        """What each of its adjustments took, by what it counts, with the target that it was held against."""
        held = self._held(len(self.added))
        return [(of, points, target) for (of, points), target in zip(self.adjusted, held, strict=False)]

    def _held(self, first: int) -> Iterable[Held | None]:
        return self.against[first:] or repeat(None)

    @property
    def failed(self) -> tuple[str, ...]:
        """The gates that it failed, each once, by what they read."""
        return tuple(dict.fromkeys(of for _, of, _ in self.gated))

    @property
    def absent(self) -> bool:
        """Whether nothing in it applies, and no rule puts a score in its place."""
        return not self.applies and not self.imputed

    @property
    def scoreless(self) -> bool:
        """Whether it has no score, and no measurement gives it one: then it takes no place, no grade and no bonus by
        place, and stands for nobody.
        """
        return self.absent or self.withheld or (self.value is None and not self.unmeasured)

    @property
    def own(self) -> bool:
        """Whether something in it applies at this unit: what the rules put in its place trips no gate
        and earns no bonus.
        """
        return self.applies and not self.imputed

    @property
    def counted(self) -> Fraction:
        """What it counts for in the mean above it: its score, or the estimate; where there is
        neither, it must not be asked.
        """
        counted = self.estimate if self.value is None else self.value
        assert counted is not None
        return counted

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()
