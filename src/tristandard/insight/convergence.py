"""How far the merge has come (五个一): five shares, each a number of so many."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, said, wanted, whole_from
from tristandard.basics.publication import Publication
from tristandard.insight.telling import page_of
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Sentence, Told

_PERCENT = Publication("0.1")
_HOW_MANY_PARTS = Told("计入年度的部分数（参数 `entering`）", "a number of parts for `entering`")
_FROM_ZERO = Told("请给不小于 0 的整数", "give a whole number from 0")


@final
@frozen
class Proportion:
    """So many of so many."""

    number: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The share, of 1; None of nothing."""
        return Fraction(self.number, self.whole) if self.whole else None

    def __str__(self) -> str:
        share = "" if self.share is None else f" = {_PERCENT.publish(100 * self.share)} %"
        return f"{self.number}/{self.whole}{share}"


@final
@define(frozen=True, slots=False, kw_only=True)
class Convergence:
    """The five ones (五个一) of one period as numbers.

    Attributes:
        system: Indicators that are shared, of all (一个测评体系).
        standard: Shared indicators of which all sources ask the same already, of the shared ones (一个测评标准).
        team: Sites to which one office alone comes, of those where anything is asked (一支测评队伍).
        result: Measurements that several assessments use, of all (一个测评结果).
        use: Parts that enter one annual score, of all that are scored (一个结果运用).
    """

    lines: ClassVar[dict[str, Sentence]] = {
        "system": Sentence("  一个测评体系：已融合的指标 {share}", "  one system: indicators that are shared {share}"),
        "standard": Sentence(
            "  一个测评标准：各方原标准即一致的融合指标 {share}",
            "  one standard: shared indicators of which all sources ask the same already {share}",
        ),
        "team": Sentence(
            "  一支测评队伍：只由一家上门的点位 {share}", "  one team: sites to which one office alone comes {share}"
        ),
        "result": Sentence(
            "  一个测评结果：两家以上共用的测量 {share}",
            "  one result: measurements that several assessments use {share}",
        ),
        "use": Sentence(
            "  一个结果运用：计入同一年度得分的部分 {share}", "  one use: parts that enter one annual score {share}"
        ),
    }
    head: ClassVar = Sentence("五个一 · {period}", "The five ones · {period}")
    limits: ClassVar = Told(
        "只说明规则和计划走到哪一步，不说明哪一步好；一个结果运用只数写明计入年度的部分",
        "The shares say how far rules and plans have come, not that farther is better; parts are those whose "
        "entry into the year is written down",
    )

    results: Results = field(eq=False, repr=False)
    system: Proportion
    standard: Proportion
    team: Proportion
    result: Proportion
    use: Proportion

    def text(self, language: str | Language = "zh") -> str:
        """Return the five shares, what they do not say, and the notice of the rules, in "zh" or "en"."""
        told = [line(share=str(getattr(self, name))) for name, line in self.lines.items()]
        told = [self.head(period=str(self.results.period)), *told, self.limits]
        return page_of(self.results.rules, language, (said(one, language) for one in told))

    def __str__(self) -> str:
        return self.text("zh")


def convergence(results: Results, *, entering: int = 0) -> Convergence:
    """Return how far the merge has come, in five shares.

    Args:
        results: Of one period, or of several together; of several, the plan of the last stands.
        entering: How many parts beside an assessment's own periods are scored and enter its annual score, such as
            drives (see `Drives.entering`).

    Laws: a share is of 0 to all; without a crosswalk nothing is shared.
    Source: 融合考核工作方案 · 五个一.
    """
    wanted(results, Results)
    if not whole_from(entering, 0):
        raise BadValue(entering, _HOW_MANY_PARTS, _FROM_ZERO)
    plan = results.ledger.plan
    shared = plan.merged.shared
    members = {part.indicator.code for one in shared for part in one.contributions}
    alike = sum(all(part.indicator.standard == one.standard for part in one.contributions) for one in shared)
    hosts = [{question.indicator.host for question in ground.questions} for ground in plan.grounds.values()]
    used = sum(len(task.users) > 1 for task in plan)
    books = len(plan.rules.assessments)
    return Convergence(
        results=results,
        system=Proportion(len(members), len(plan.rules.indicators)),
        standard=Proportion(alike, len(shared)),
        team=Proportion(sum(len(one) == 1 for one in hosts), sum(bool(one) for one in hosts)),
        result=Proportion(used, len(plan)),
        use=Proportion(min(books, 1) + entering, books + entering),
    )
