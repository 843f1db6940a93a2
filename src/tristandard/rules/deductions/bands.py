"""Bands (分段扣分): the points that a value loses by where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import plain
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach
from tristandard.rules.deductions.tiling import COSTS_LESS, tiling
from tristandard.rules.deductions.where import (
    Where,
    all_accepted,
    beyond,
    in_order,
    lies,
    part_beyond,
    points_there,
    rows_in_order,
    tell_where,
)
from tristandard.rules.standard import Ask
from tristandard.words.sentence import Sentence, Told


def _points(points: Mapping[Where, object] | Iterable[tuple[Where, object]]) -> tuple[tuple[Where, Fraction], ...]:
    rows = rows_in_order(points.items() if isinstance(points, Mapping) else points, 2)
    return tuple((where, points_there(where, lost)) for where, lost in rows)


@final
@frozen
class Bands(DeductionForm):
    """The points that a value loses by where it lies, unless the bar accepts it; the bands exclude each other."""

    key: ClassVar = "points"
    says: ClassVar = Sentence("按档：{bands}", "by band: {bands}")

    points: tuple[tuple[Where, Fraction], ...] = field(converter=_points)

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return what a value loses: the points of its band."""
        return next((points for where, points in self.points if lies(where, value)), Fraction(0))

    def reach(self, ask: Ask) -> Reach:
        """Return the points of the dearest band that lies, at least in part, below the bar, and above."""
        if not isinstance(ask.acceptance, Range):
            return Fraction(0), Fraction(0)
        found = [Fraction(0), Fraction(0)]
        for side, outside in beyond(ask.acceptance):
            for where, points in self.points:
                if not part_beyond(ask.measure, where, outside).empty:
                    found[side] = max(found[side], points)
        return found[0], found[1]

    free: ClassVar = Sentence("{bands} 不扣分", "{bands} loses nothing")

    def unpriced_breach(self, ask: Ask) -> Told | None:
        """Return which bands cost nothing though the bar does not accept all that lies there."""
        free = [tell_where(where) for where, lost in self.points if not lost and not all_accepted(ask, where)]
        return self.free(bands=free) if free else None

    def backwards(self, ask: Ask) -> list[tuple[Told, Told]]:
        """Return each two bands beyond one end of the bar of which the worse one costs less, that one first.

        What is acceptable costs nothing, whatever its band says, and the two ends are not compared.
        """
        found: list[tuple[Told, Told]] = []
        for side, outside in beyond(ask.acceptance) if isinstance(ask.acceptance, Range) else ():
            cuts = [(part_beyond(ask.measure, where, outside), str(where), lost) for where, lost in self.points]
            there = [cut for cut in cuts if not cut[0].empty]
            pairs = pairwise(sorted(there, key=lambda cut: in_order(cut[0]), reverse=not side))
            found += [
                (tell_where(worse), tell_where(better)) for (_, better, more), (_, worse, less) in pairs if less < more
            ]
        return found

    do_not_fit: ClassVar = Sentence(
        "对 {measure} 的分档不合：{wrong}", "has bands for {measure} that do not fit: {wrong}"
    )
    cover_once: ClassVar = Told(
        "请使各档涵盖每个值恰好一次，且更差的扣分不更少",
        "let the bands cover each value once, and a worse one cost no less",
    )

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield where the bands leave a gap or overlap, or else where a worse one costs less."""
        wrong = tiling(ask.measure, [where for where, _ in self.points])
        wrong = wrong or [COSTS_LESS(worse=worse, better=better) for worse, better in self.backwards(ask)]
        for one in wrong:
            yield Flaw(self.do_not_fit(measure=ask.measure.code, wrong=one), self.cover_once)

    band: ClassVar = Sentence("{where} 扣 {lost}", "{where} {lost}")

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return the bands with their points, rungs from the best."""
        ladder: list[Where] = [rung for measure in priced for rung in reversed(measure.rungs)]
        rows = sorted(self.points, key=lambda row: ladder.index(row[0]) if row[0] in ladder else 0)
        return {"bands": [self.band(where=tell_where(where), lost=plain(lost)) for where, lost in rows]}
