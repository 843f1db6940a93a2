"""What might be merged next (暂未列入融合考评的指标): reasons for a person to look at, never a match."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, all_of, said
from tristandard.basics.language import either
from tristandard.basics.period import Period
from tristandard.basics.terms import Path
from tristandard.grouping.shared import SharedIndicator
from tristandard.insight.telling import page_of
from tristandard.scoring.notice import notices
from tristandard.scoring.periods import check_apart
from tristandard.scoring.results import Results
from tristandard.survey.plan import Ground, Plan
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class Noticed:
    """An indicator of one assessment alone on which problems were found, at one type of site.

    Attributes:
        periods: In which, the earliest first.
        problems: How many breaches in all of them.
        to: The assessments that ask something else at those sites.
    """

    indicator: str
    site_type: Path
    periods: tuple[str, ...]
    problems: int
    to: tuple[str, ...]


@final
@frozen(kw_only=True)
class Alike:
    """Two indicators that ask in the same measures at the same sites, and that no crosswalk joins.

    Attributes:
        first: An assessment's own indicator.
        second: Another assessment's own, or a shared one that has no member of the first's assessment.
        measures: What both ask for.
        sites: At how many planned sites both are asked.
    """

    first: str
    second: str
    measures: tuple[str, ...]
    sites: int


@final
@define(frozen=True, slots=False, kw_only=True)
class Candidates:
    """Reasons why some indicators may be one question: those with more periods and problems, and more common sites,
    first.

    Attributes:
        results: Those of the last period, whose rules and sites stand.
        periods: Over which problems were counted, the earliest first.
        noticed: By indicator and site type, what was found.
        alike: The pairs.
    """

    head: ClassVar = Sentence(
        "融合候选 · {period}：通报的指标 {noticed} 项次，同一测量、同一点位而未对照的 {alike} 对",
        "Candidates · {period}: indicators with problems, by site type: {noticed}; pairs that ask the same measures "
        "at the same sites: {alike}",
    )
    noticed_told: ClassVar = Sentence(
        "  {label}（{site_type}）：{count} 个周期、{problems} 处问题",
        "  {label} ({site_type}): problems: {problems}, periods: {count}",
    )
    alike_told: ClassVar = Sentence(
        "  {first} ～ {second}：共用测量 {measures}，共同点位 {sites} 个",
        "  {first} ~ {second}: both ask {measures}, at {sites:site|sites}",
    )
    label: ClassVar = Sentence("{indicator}[{assessments}]", "{indicator}[{assessments}]")
    how_many: ClassVar = Told("每类要列出的理由数", "how many reasons of either kind to list")
    from_zero: ClassVar = Told("请给不小于 0 的整数", "give a whole number from 0")
    limits: ClassVar = Told(
        "只是理由，不是对照；是否同一指标由人判断并写入对照表",
        "Reasons, no matches: whether two indicators are one is for a person to decide and to write into the crosswalk",
    )

    results: Results = field(eq=False, repr=False)
    periods: tuple[Period, ...]
    noticed: tuple[Noticed, ...]
    alike: tuple[Alike, ...]

    def text(self, language: str | Language = "zh", *, first: int = 20) -> str:
        """Return the first reasons of either kind, what they do not say, and the notice of the rules, in "zh" or
        "en".
        """
        if not isinstance(first, int) or isinstance(first, bool) or first < 0:
            raise BadValue(first, self.how_many, self.from_zero)
        lines = [self.head(period=list(map(str, self.periods)), noticed=len(self.noticed), alike=len(self.alike))]
        lines += map(self._noticed, self.noticed[:first])
        lines += map(self._alike, self.alike[:first])
        return page_of(self.results.rules, language, (said(one, language) for one in (*lines, self.limits)))

    def _noticed(self, one: Noticed) -> Told:
        term = self.results.rules.site_types[one.site_type[-1]]
        return self.noticed_told(
            label=self._label(one.indicator),
            site_type=either(term.zh, term.en),
            count=len(one.periods),
            problems=one.problems,
        )

    def _alike(self, pair: Alike) -> Told:
        asked = (measure for measure in self.results.rules.measures if measure.code in pair.measures)
        labels = {measure.code: either(measure.zh, measure.en) for measure in asked}
        return self.alike_told(
            first=self._label(pair.first),
            second=self._label(pair.second),
            measures=[labels[code] for code in pair.measures],
            sites=pair.sites,
        )

    def _label(self, code: str) -> Told:
        """Return what an indicator is called, with its assessments."""
        rules = self.results.rules
        members = [rules.indicators[member] for member in code.split("+")]
        books = [rules.assessment(member.assessment) for member in members]
        lead = Told(members[0].zh, members[0].en)
        return self.label(indicator=lead, assessments=[Told(book.zh, book.en) for book in books])

    def __str__(self) -> str:
        return self.text("zh")


_EACH_BY_ITSELF = Told("至少一期的结果，各期分开", "results of at least one period, each by itself")
_NOT_TOGETHER = Told("请给各期的结果，不要合并的", "give the results of each period, not those put together")


def candidates(periods: Iterable[Results]) -> Candidates:
    """Return what might be merged next, by problems found and by common measures on common ground.

    Args:
        periods: The results of each period, in any order; the rules and sites of the last stand.

    Raises:
        BadValue: When there is none, one is of several periods together, or two overlap.

    Laws: no candidate is matched already; each has a common measure and a common site.
    Source: 融合考核工作方案 · 信息互通.
    """
    parts = sorted(all_of(periods, Results), key=lambda one: one.period)
    if not parts or any(one.periods for one in parts):
        raise BadValue("", _EACH_BY_ITSELF, _NOT_TOGETHER)
    check_apart(one.period for one in parts)
    last = parts[-1]
    plan = last.ledger.plan
    over = tuple(one.period for one in parts)
    return Candidates(results=last, periods=over, noticed=tuple(_noticed(parts)), alike=tuple(_alike(plan)))


def _noticed(parts: list[Results]) -> list[Noticed]:
    """Return the problems of indicators that one assessment asks alone, by indicator and type of site, as far as the
    last plan still asks them alone there.
    """
    plan = parts[-1].ledger.plan
    alone = {(code, plan.sites[site].site_type) for site, ground in plan.grounds.items() for code in _alone(ground)}
    problems: Counter[tuple[str, Path]] = Counter()
    periods: defaultdict[tuple[str, Path], dict[str, None]] = defaultdict(dict)
    others: defaultdict[tuple[str, Path], set[str]] = defaultdict(set)
    for one in parts:
        sites = one.ledger.plan.sites
        for notice in notices(one.ledger):
            key = notice.indicator, sites[notice.site].site_type
            if key in alone:
                problems[key] += 1
                periods[key][notice.period] = None
                others[key].update(notice.to)
    found = [
        Noticed(
            indicator=code,
            site_type=kind,
            periods=tuple(periods[code, kind]),
            problems=count,
            to=tuple(sorted(others[code, kind])),
        )
        for (code, kind), count in problems.items()
    ]
    return sorted(found, key=lambda one: (-len(one.periods), -one.problems, one.indicator, one.site_type))


def _alone(ground: Ground) -> list[str]:
    """Return the questions of one ground that one assessment alone asks."""
    return [question.code for question in ground.questions if len(question.indicator.contributions) == 1]


def _alike(plan: Plan) -> list[Alike]:
    """Return the pairs of questions with common measures on common ground that no crosswalk joins."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    asked: dict[str, SharedIndicator] = {}
    for site, ground in plan.grounds.items():
        for question in ground.questions:
            where[question.code].add(site)
            asked[question.code] = question.indicator
    joined = {part.indicator.code: one.code for one in plan.merged.shared for part in one.contributions}
    found = []
    for one, other in _pairs(asked, joined):
        if sites := len(where[one.code] & where[other.code]):
            measures = tuple(sorted(one.standard.measures & other.standard.measures))
            found.append(Alike(first=one.code, second=other.code, measures=measures, sites=sites))
    return sorted(found, key=lambda pair: (-pair.sites, pair.first, pair.second))


def _pairs(
    asked: Mapping[str, SharedIndicator], joined: Mapping[str, str]
) -> Iterator[tuple[SharedIndicator, SharedIndicator]]:
    """Yield each question that one assessment asks alone with those of others that ask one of its measures, each pair
    once; none that are joined anywhere.
    """
    by_measure: defaultdict[str, dict[str, SharedIndicator]] = defaultdict(dict)
    for code, one in asked.items():
        for measure in one.standard.measures:
            by_measure[measure][code] = one
    for code, one in asked.items():
        if len(one.contributions) > 1:
            continue
        near = {name: other for measure in one.standard.measures for name, other in by_measure[measure].items()}
        for name, other in near.items():
            strange = one.assessments[0] not in other.assessments and joined.get(code, code) != joined.get(name)
            if strange and (len(other.contributions) > 1 or code < name):
                yield one, other
