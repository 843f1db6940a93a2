"""What changed between two periods: a unit's own conduct, and the stages of the merge."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, said, wanted
from tristandard.basics.marks import page
from tristandard.basics.period import Period
from tristandard.basics.terms import Unit
from tristandard.insight.uplift import Uplift
from tristandard.insight.uplift_stages import MergeStage
from tristandard.insight.uplift_text import AVERAGED, HAS_A_BASELINE, NO_BASELINE, NOT_SAID, below, tell_since
from tristandard.rules.assessment import Assessment
from tristandard.rules.wording.names import name_scored
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class UnitSince:
    """What changed for one unit in one assessment between two periods.

    Attributes:
        assessment: The assessment, as it is now.
        unit: The unit.
        then: The exact score of the earlier period.
        now: The exact score of the later period.
        conduct: What the unit's own conduct moved: the score apart now, less that of then.
        stages: What each stage of the merge moved: its effect now, less that of then.
        ruled: Whether the assessment's own rules are others than then, so that `conduct` holds what they moved.
        reason: Why it cannot be told, in Chinese and in English; empty where it can.
    """

    assessment: Assessment
    unit: Unit
    then: Fraction | None
    now: Fraction | None
    conduct: Fraction | None
    stages: Mapping[MergeStage, Fraction] = field(hash=False)
    ruled: bool
    reason: Told = HAS_A_BASELINE

    @property
    def told(self) -> Told:
        """Both scores, then conduct and stages; or why that cannot be told."""
        whose = name_scored(self.assessment, self.unit)
        if self.then is None or self.now is None or self.conduct is None:
            return NO_BASELINE(whose=whose, reason=self.reason)
        return tell_since(whose, self.then, self.now, self.conduct, self.stages, ruled=self.ruled)


_TITLE = Sentence("{now} · 与 {then} 相比", "{now} · compared with {then}")
_UNIT_LINE = Sentence("  {since}", "  {since}")


@final
@frozen
class Since:
    """What changed between two periods, by assessment and unit; conduct and stages add up to each difference."""

    before: Uplift
    after: Uplift
    units: tuple[UnitSince, ...]

    @property
    def periods(self) -> tuple[Period, Period]:
        """The earlier and the later period."""
        return self.before.results.period, self.after.results.period

    def text(self, language: str | Language = "zh") -> str:
        """Return what changed for each unit, in "zh" or "en", with what that does not say."""
        then, now = self.periods
        title, units = _TITLE(now=str(now), then=str(then)), (_UNIT_LINE(since=one.told) for one in self.units)
        return page([said(told, language) for told in (title, *units, *below(self.after.rules, AVERAGED, NOT_SAID))])

    def __str__(self) -> str:
        return self.text("zh")


_LATER_RULE_SET = Sentence("后一期的规则集（{code}）", "the rule set of the later period ({code})")
_ONE_RULE_SET = Told("请比较同一规则集的两期，版本不限", "compare two periods under one rule set, in whichever version")
_BEFORE = Sentence("{later} 之前的期间", "a period before {later}")
_EARLIER_FIRST = Told("请先给较早的一期", "give the earlier period first")


def since(before: Uplift, after: Uplift) -> Since:
    """Return what changed between two periods: by each unit's own conduct, and by the stages of the merge.

    Args:
        before: Of the earlier period; one before the merge has no effect of any stage.
        after: Of the later period.

    Raises:
        BadValue: When the two are of different rule sets, or the first is not the earlier.
    """
    wanted(before, Uplift)
    wanted(after, Uplift)
    if before.rules.code != after.rules.code:
        raise BadValue(before.rules.code, _LATER_RULE_SET(code=after.rules.code), _ONE_RULE_SET)
    if not before.results.period.end < after.results.period.start:
        raise BadValue(str(before.results.period), _BEFORE(later=str(after.results.period)), _EARLIER_FIRST)
    keys = [(book, unit) for book, units in after.found.items() for unit in units]
    return Since(before, after, tuple(_changed(before, after, book, unit) for book, unit in keys))


_NOT_SCORED_THEN = Told("上期没有该单位的得分", "the unit was not scored in the earlier period")
_THEN = Sentence("上期：{reason}", "in the earlier period: {reason}")


def _changed(before: Uplift, after: Uplift, book: str, unit: str) -> UnitSince:
    """Return what changed for one unit."""
    now, then = after[book][unit], before.found.get(book, {}).get(unit)
    reason = now.reason
    if then is None:
        reason = _NOT_SCORED_THEN
    elif then.reason != HAS_A_BASELINE:
        reason = _THEN(reason=then.reason)
    both = then if reason == HAS_A_BASELINE else None
    return UnitSince(
        assessment=now.assessment, unit=now.unit, then=then.merged if then else None, now=now.merged, reason=reason,
        conduct=None if both is None or both.apart is None or now.apart is None else now.apart - both.apart,
        stages={} if both is None else {stage: now.effects[stage] - both.effects[stage] for stage in MergeStage},
        ruled=then is not None and then.assessment != now.assessment,
    )  # fmt: skip
