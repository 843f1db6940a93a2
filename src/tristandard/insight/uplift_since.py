"""What changed between two periods: a unit's own conduct, and the stages of the merge."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, said, wanted
from tristandard.basics.language import Told
from tristandard.basics.marks import page
from tristandard.basics.period import Period
from tristandard.basics.place import Unit
from tristandard.insight.uplift import Uplift
from tristandard.insight.uplift_stages import MergeStage
from tristandard.insight.uplift_text import AVERAGED, NOT_SAID, below, tell_since
from tristandard.rules.assessment import Assessment
from tristandard.rules.wording import name_scored


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
    reason: Told = ("", "")

    @property
    def told(self) -> Told:
        """Both scores, then conduct and stages; or why that cannot be told."""
        whose = name_scored(self.assessment, self.unit)
        if self.then is None or self.now is None or self.conduct is None:
            return f"{whose[0]}：{self.reason[0]}", f"{whose[1]}: {self.reason[1]}"
        return tell_since(whose, self.then, self.now, self.conduct, self.stages, ruled=self.ruled)


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

    def text(self, language: str = "zh") -> str:
        """Return what changed for each unit, in "zh" or "en", with what that does not say."""
        then, now = self.periods
        title = said((f"与 {then} 相比", f"compared with {then}"), language)
        last = [said(told, language) for told in below(self.after.rules, AVERAGED, NOT_SAID)]
        return page([f"{now} · {title}", *(f"  {said(one.told, language)}" for one in self.units), *last])

    def __str__(self) -> str:
        return self.text("zh")


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
        raise BadValue(
            before.rules.code,
            f"the rule set of the later period ({after.rules.code})",
            "compare two periods under one rule set, in whichever version",
        )
    if not before.results.period.end < after.results.period.start:
        raise BadValue(
            str(before.results.period), f"a period before {after.results.period}", "give the earlier period first"
        )
    keys = [(book, unit) for book, units in after.found.items() for unit in units]
    return Since(before, after, tuple(_changed(before, after, book, unit) for book, unit in keys))


def _changed(before: Uplift, after: Uplift, book: str, unit: str) -> UnitSince:
    """Return what changed for one unit."""
    now, then = after[book][unit], before.found.get(book, {}).get(unit)
    reason = now.reason
    if then is None:
        reason = "上期没有该单位的得分", "the unit was not scored in the earlier period"
    elif then.reason[0]:
        reason = f"上期：{then.reason[0]}", f"in the earlier period: {then.reason[1]}"
    told = then is not None and not reason[0]
    return UnitSince(
        assessment=now.assessment, unit=now.unit, then=then.merged if then else None, now=now.merged, reason=reason,
        conduct=now.apart - then.apart if told and then and now.apart is not None and then.apart is not None else None,
        stages={stage: now.effects[stage] - then.effects[stage] for stage in MergeStage} if told and then else {},
        ruled=then is not None and then.assessment != now.assessment,
    )  # fmt: skip
