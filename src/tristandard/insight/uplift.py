"""Uplift: what the merge costs or gives each unit (融合的影响).

"Why did we lose more than before the merge?" The score that a unit would have were each assessment
run by itself, on the same sites and findings; the score as it is; and the difference by the stages
of the merge, averaged over all orders of them and exact to the last fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from tristandard.basics.errors import all_of, said
from tristandard.basics.lookup import looked_up
from tristandard.basics.marks import page
from tristandard.basics.terms import Unit
from tristandard.insight.uplift_bars import ChangedBar, changed_bars
from tristandard.insight.uplift_division import Divided, Worlds
from tristandard.insight.uplift_orders import averaged
from tristandard.insight.uplift_stages import MergeStage, live
from tristandard.insight.uplift_text import (
    AVERAGED,
    BARS,
    HAS_A_BASELINE,
    NO_BASELINE,
    NOT_SAID,
    below,
    tell_open,
    tell_uplift,
)
from tristandard.rules.assessment import Assessment
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_scored
from tristandard.scoring.headline import tell_headline
from tristandard.scoring.results import SCORED_UNIT, Results
from tristandard.survey.register import Register
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class UnitUplift:
    """What the merge costs or gives one unit in one assessment.

    Points are of the score; less than nothing where the merge costs them.

    Attributes:
        assessment: The assessment.
        unit: The unit.
        apart: The exact score had the assessment been run by itself; None where there is none.
        merged: The exact score as it is; None where there is none.
        effects: What each stage moves, averaged over all orders of the stages; empty where there is no baseline.
        by_indicator: Of these, what a shared indicator moves inside sheets, by its code and the stage.
        by_site: What sites move that enter, change their weight, or cannot be divided, by site and stage.
        rest: What else a stage moves: by gates, bonuses, vetoes of the unit, figures and means of peers.
        reason: Why there is no baseline, in Chinese and in English; empty where there is one.
    """

    assessment: Assessment
    unit: Unit
    apart: Fraction | None
    merged: Fraction | None
    effects: Mapping[MergeStage, Fraction] = field(hash=False)
    by_indicator: Mapping[tuple[str, MergeStage], Fraction] = field(hash=False)
    by_site: Mapping[tuple[str, MergeStage], Fraction] = field(hash=False)
    rest: Mapping[MergeStage, Fraction] = field(hash=False)
    reason: Told = HAS_A_BASELINE

    @property
    def difference(self) -> Fraction | None:
        """The score as it is less the score apart: the effects of all stages together; None where there is no
        baseline.
        """
        if self.apart is None or self.merged is None or self.reason != HAS_A_BASELINE:
            return None
        return self.merged - self.apart

    @property
    def told(self) -> Told:
        """The scores apart and merged, then the stages; or why there is no baseline."""
        whose = name_scored(self.assessment, self.unit)
        if self.apart is None or self.merged is None or self.reason != HAS_A_BASELINE:
            return NO_BASELINE(whose=whose, reason=self.reason)
        return tell_uplift(whose, self.apart, self.merged, self.effects)


_TITLE = Sentence("{headline} · 融合的影响", "{headline} · What the merge costs or gives")
_UNIT_LINE = Sentence("  {uplift}", "  {uplift}")
_AN_ASSESSMENT = Told("规则集的考核", "an assessment of the rule set")


@final
@define(frozen=True, slots=False)
class Uplift(Mapping[str, Mapping[str, UnitUplift]]):
    """What the merge costs or gives each unit, by assessment and unit."""

    _remedy = Told("请给 uplift(results) 的结果", "give uplift(results)")

    #: Of one period.
    results: Results
    found: Mapping[str, Mapping[str, UnitUplift]] = field(hash=False)

    def __getitem__(self, assessment: str) -> Mapping[str, UnitUplift]:
        return looked_up(self.found, assessment, _AN_ASSESSMENT)

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.results.rules

    @property
    def units(self) -> Iterator[UnitUplift]:
        """Every unit of every assessment."""
        return (one for units in self.found.values() for one in units.values())

    @property
    def bars(self) -> tuple[ChangedBar, ...]:
        """The bars that the merge changed and by which it moved the score of some unit, by assessment and indicator."""
        plan, found = self.results.ledger.plan, list[ChangedBar]()
        for book in self.rules.assessments:
            moved = {key for one in self.found[book.code].values() for key in one.by_indicator}
            found += changed_bars(plan, book, {code for code, stage in moved if stage is MergeStage.BAR})
        return tuple(found)

    def text(self, language: str | Language = "zh") -> str:
        """Return what the merge costs or gives each unit, in "zh" or "en", the bars that it changed, and what that does
        not say.
        """
        title = _TITLE(headline=tell_headline(self.results.identity))
        lines = list[Told]()
        for one in self.units:
            lines += [_UNIT_LINE(uplift=one.told), *tell_open(self.results[one.assessment.code][one.unit.code])]
        if bars := self.bars:
            lines += [BARS, *(_UNIT_LINE(uplift=bar.told) for bar in bars)]
        return page([said(told, language) for told in (title, *lines, *below(self.rules, AVERAGED, NOT_SAID))])

    def __str__(self) -> str:
        return self.text("zh")

    def of(self, assessment: str, unit: str) -> UnitUplift:
        """Return what the merge costs or gives one unit in one assessment. Raises `UnknownKey` for another."""
        return looked_up(self[assessment], unit, SCORED_UNIT, assessment=assessment)


_GIVE_EACH = Told("请分别给各期的结果", "give the results of each period by itself")


def uplift(results: Results, *, before: Iterable[Register] = ()) -> Uplift:
    """Return what the merge costs or gives each unit, by stage, shared indicator and site.

    Args:
        results: Of one period.
        before: The registers of earlier periods, where a line looks back: then the past is read by
            each assessment's own standards, too. Without them it is as the results have it.

    Raises:
        BadValue: When the results put several periods together, or a register is not of an earlier period.

    Laws: the full world is the results, the empty one a run without crosswalks; effects add up to the
    last fraction, and so do indicators, sites and rest to each effect; a stage that changes nothing has 0.
    """
    results = Results.of_one_period(results, _GIVE_EACH)
    registers, stages = all_of(before, Register), live(results.ledger)
    worlds = (Worlds(results, book, stages[book.code], registers) for book in results.rules.assessments)
    return Uplift(results, {each.book.code: {unit: _of_unit(each, unit) for unit in each.units} for each in worlds})


def _of_unit(worlds: Worlds, unit: str) -> UnitUplift:
    """Return what the merge costs or gives one unit."""
    known = worlds.values(unit)
    values = {on: value for on, value in known.items() if value is not None}
    effects, reason, divided = dict[MergeStage, Fraction](), HAS_A_BASELINE, Divided()
    if len(values) == len(known):
        effects = {stage: Fraction(0) for stage in MergeStage} | averaged(list(worlds.moved), values.__getitem__)
        divided = worlds.divide(unit)
    else:
        reason = worlds.no_baseline(unit)
    return UnitUplift(
        assessment=worlds.book, unit=worlds.results.rules.units[unit], reason=reason,
        apart=known[frozenset()], merged=known[frozenset(worlds.moved)], effects=effects,
        by_indicator=_in_order(divided.by_indicator), by_site=_in_order(divided.by_site),
        rest={stage: points - divided.told[stage] for stage, points in effects.items()},
    )  # fmt: skip


def _in_order(found: Mapping[tuple[str, MergeStage], Fraction]) -> dict[tuple[str, MergeStage], Fraction]:
    """Return what was moved in the order of the stages, then of the codes."""
    stages = list(MergeStage)
    return dict(sorted(found.items(), key=lambda pair: (stages.index(pair[0][1]), pair[0][0])))
