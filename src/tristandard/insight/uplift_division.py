"""What the stages of the merge move, divided by shared indicator and by site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import final

from tristandard.insight.leaves import Leaf, Way, leaves
from tristandard.insight.uplift_orders import coalitions, weight
from tristandard.insight.uplift_sheets import Side, Step
from tristandard.insight.uplift_stages import MergeStage, Moved, Stages
from tristandard.insight.uplift_worlds import Apart, ledger_in
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.ranked import UNSCORED, no_score
from tristandard.scoring.results import Results
from tristandard.scoring.score import parts_of
from tristandard.scoring.tally import Tallies
from tristandard.survey.register import Register
from tristandard.words.sentence import Sentence, Told

_ZERO = Fraction(0)


_NOT_ASSESSED = Told(
    "各自考核时本项考核不考核该单位，没有可比的得分",
    "by itself the assessment does not assess the unit, so there is nothing to compare",
)
_MERGED = Sentence("融合后{reason}", "after the merge {reason}")
_APART = Sentence("各自考核时{reason}", "by itself {reason}")
_NO_SCORE_APART = Told(
    "各自考核时无得分：按本考核自身标准，已测部分不足",
    "by itself there is no score: too little was measured by the assessment's own standard",
)
_NOT_DIVISIBLE = Told(
    "只有部分环节时无得分，无法按环节拆分",
    "with some stages alone there is no score, so the difference cannot be divided",
)


@final
class Worlds:
    """One assessment in every world: with each set of its stages on."""

    def __init__(self, results: Results, book: Assessment, moved: Moved, before: Iterable[Register]) -> None:
        self.results, self.book, self.moved = results, book, moved
        merged = results.ledger.plan.merged
        every = (*merged.shared, *merged.own)
        self.shared = {one.indicator.code: indicator.code for indicator in every for one in indicator.contributions}
        alone = (
            None
            if results.only is None
            else frozenset(code for code, shared in self.shared.items() if {code, shared} & results.only)
        )
        apart = Apart(merged, book.code)
        ledgers = {on: ledger_in(results, apart, on, before) for on in coalitions(moved)}
        tallies = {on: Tallies(ledger, alone, drawn=apart.drawn) for on, ledger in ledgers.items()}
        scale = lcm(*(one.scale for one in tallies.values()))
        self.scorers, self.parts = dict[Stages, Scorer](), dict[Stages, dict[str, Part]]()
        for on, one in tallies.items():
            near = self.scorers.get(_near(on))
            one.count_with(scale, None if near is None else near.tallies)
            self.scorers[on] = (
                Scorer(one, results.givens, results.carried) if near is None else near.then(one, results.givens)
            )
            self.parts[on] = parts_of(self.scorers[on], book)

    @property
    def units(self) -> list[str]:
        """Every unit that the results have: no stage takes a unit out, and with all of them they are the results."""
        return sorted(self.results.scored[self.book.code])

    def values(self, unit: str) -> dict[Stages, Fraction | None]:
        """Return the exact score of a unit in every world."""
        return {on: parts[unit].value if unit in parts else None for on, parts in self.parts.items()}

    def no_baseline(self, unit: str) -> Told:
        """Return why a unit has no baseline."""
        apart, merged = self.parts[frozenset()].get(unit), self.parts[frozenset(self.moved)].get(unit)
        if apart is None:
            return _NOT_ASSESSED
        if merged is None or merged.value is None:
            return _MERGED(reason=self.results[self.book.code][unit].reason)
        reason = no_score(apart)
        if reason is UNSCORED:
            return _NO_SCORE_APART
        return _APART(reason=reason) if reason else _NOT_DIVISIBLE

    def divide(self, unit: str) -> Divided:
        """Divide each stage's effect by shared indicator and by site."""
        found, sides = Divided(), dict[tuple[Stages, Way], Side]()
        known = {on: {leaf.way: leaf for leaf in leaves(self.book, parts[unit])} for on, parts in self.parts.items()}
        for stage in self.moved:
            for on in coalitions(other for other in self.moved if other is not stage):
                found.at(stage, weight(len(on), len(self.moved)))
                self._step(found, on, on | {stage}, known, unit, sides)
        return found

    def _step(
        self,
        found: Divided,
        on: Stages,
        then: Stages,
        known: Mapping[Stages, Mapping[Way, Leaf]],
        unit: str,
        sides: dict[tuple[Stages, Way], Side],
    ) -> None:
        """Divide what one stage moves when it comes after some others."""
        before, after = known[on], known[then]
        middle = (self._value(on, unit) + self._value(then, unit)) / 2
        for way in {**before, **after}:
            one, other = before.get(way), after.get(way)
            if one is None or other is None:
                found.site(
                    one or other,
                    (other.weight * (other.value - middle))
                    if other
                    else -one.weight * (one.value - middle)
                    if one
                    else _ZERO,
                )
                continue
            weighs = (one.weight + other.weight) / 2
            if one.weight != other.weight:
                found.site(other, (other.weight - one.weight) * ((one.value + other.value) / 2 - middle))
            if one.part is other.part:  # nothing that it reads is another in this world
                continue
            moves = None
            if self._sheet(one.part) and self._sheet(other.part):
                first, second = (
                    sides.setdefault((world, way), Side(self.scorers[world], self.book, leaf.part))
                    for world, leaf in ((on, one), (then, other))
                )
                moves = Step(first, second, self.shared, self.moved[found.stage]).moves()
            if moves is None:
                found.site(other, weighs * (other.value - one.value))
            else:
                found.indicators(moves, weighs)

    def _value(self, on: Stages, unit: str) -> Fraction:
        return self.parts[on][unit].counted

    def _sheet(self, part: Part) -> bool:
        """Return whether a part is a sheet with a score, which can be divided."""
        return part.value is not None and not part.imputed and self.book.model[part.node].adds_up


def _near(on: Stages) -> Stages:
    """Return the world that is compared with another: without the last of its stages.

    The last stages change the fewest sheets, and what does not change is scored once.
    """
    return on - {max(on, key=list(MergeStage).index, default=MergeStage.BAR)}


@final
class Divided:
    """What the stages move, divided, while it is added up."""

    def __init__(self) -> None:
        self.by_indicator: defaultdict[tuple[str, MergeStage], Fraction] = defaultdict(Fraction)
        self.by_site: defaultdict[tuple[str, MergeStage], Fraction] = defaultdict(Fraction)
        self.told: defaultdict[MergeStage, Fraction] = defaultdict(Fraction)
        self.stage, self.share = MergeStage.BAR, _ZERO

    def at(self, stage: MergeStage, share: Fraction) -> None:
        """Turn to a stage, in one of its places among the orders, with the share of all orders that have it there."""
        self.stage, self.share = stage, share

    def site(self, leaf: Leaf | None, points: Fraction) -> None:
        """Count what moves at the site of a sheet or figure; of what has none nothing is counted here, so that it is
        in the rest.
        """
        if leaf is not None and leaf.site and points:
            self.by_site[leaf.site, self.stage] += self.share * points
            self.told[self.stage] += self.share * points

    def indicators(self, moves: Mapping[str, Fraction], weighs: Fraction) -> None:
        """Count what shared indicators move in one sheet."""
        for indicator, points in moves.items():
            if points:
                self.by_indicator[indicator, self.stage] += self.share * weighs * points
                self.told[self.stage] += self.share * weighs * points
