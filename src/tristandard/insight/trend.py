"""How scores, places, items and problems move from period to period, and where the rules changed between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, final

from attrs import define, field, frozen

from tristandard.basics.clause import a_date
from tristandard.basics.errors import BadValue, all_of, said
from tristandard.basics.language import Told
from tristandard.basics.period import Period
from tristandard.insight.rectified import Rectification, rectification
from tristandard.insight.telling import name_units, page_of
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.scorecard import Results, Scorecard

#: A problem of a unit: the site, and the indicator of its assessment.
Problem = tuple[str, str]
_Problems = Mapping[tuple[str, str], frozenset[Problem]]


@final
@frozen(kw_only=True)
class Stand:
    """How one unit stood in one assessment in one period.

    Attributes:
        exact: Its score; None where it has none.
        problems: Where it lost points, by site and indicator.
        repeated: Those of the period before that are there again.
    """

    period: Period
    exact: Fraction | None = None
    published: Decimal | None = None
    place: int | None = None
    problems: frozenset[Problem] = frozenset()
    repeated: tuple[Problem, ...] = ()
    #: The scorecard itself; None where it has none.
    card: Scorecard | None = field(default=None, eq=False, repr=False)

    @property
    def items(self) -> Mapping[str, Fraction]:
        """What each item took, in points, as the scorecard has it."""
        return {} if self.card is None else self.card.losses


@final
@frozen(kw_only=True)
class Break:
    """Two periods running were scored by different rules: what lies on either side is not one series.

    Attributes:
        period: The later of the two.
        before, after: The rules, as results name them: code, version, variant.
    """

    period: Period
    before: str
    after: str


@final
@define(frozen=True, slots=False, kw_only=True)
class Trend:
    """What moved over several periods, the earliest first.

    Attributes:
        stands: By assessment, then by unit, how it stood in each period.
        breaks: Where the rules changed.
        rectified: By unit, what became of the findings of each period.
    """

    head: ClassVar[Told] = ("走势 · {label} · {periods}", "Trend · {label} · {periods}")
    row: ClassVar[Told] = (
        "{unit}：{scores}；名次 {places}；重复问题 {repeated} 处",
        "{unit}: {scores}; places {places}; repeated problems {repeated}",
    )
    mended: ClassVar[Told] = (
        "{unit}：整改率 {rectified}/{notified}，按期 {on_time}/{due}",
        "{unit}: mended {rectified}/{notified}, in time {on_time}/{due}",
    )
    broken: ClassVar[Told] = (
        "{period} 起规则有变（{before} → {after}），前后不宜直接相比",
        "from {period} on other rules hold ({before} → {after}): what lies before and after is not one series",
    )
    limits: ClassVar[Told] = (
        "重复问题指上一周期同一点位、同一指标也扣过分；整改率只数有交办或整改记录的问题",
        "A repeated problem cost points at the same site and indicator in the period before; only findings "
        "with a record of being notified or mended count as mended or not",
    )

    comma: ClassVar[Told] = ("、", ", ")

    periods: tuple[Results, ...] = field(repr=False)
    stands: Mapping[str, Mapping[str, tuple[Stand, ...]]] = field(hash=False)
    breaks: tuple[Break, ...]
    rectified: Mapping[str, tuple[Rectification, ...]] = field(hash=False)

    def changes(self, assessment: str, unit: str) -> tuple[Fraction | None, ...]:
        """Return how the exact score changed from each period to the next; None where either has none."""
        return tuple(
            None if one.exact is None or other.exact is None else other.exact - one.exact
            for one, other in pairwise(self._of(assessment, unit))
        )

    def item_changes(self, assessment: str, unit: str) -> tuple[Mapping[str, Fraction], ...]:
        """Return how much more each item took from each period to the next; of items that took anything in either."""
        return tuple(
            {
                item: other.items.get(item, Fraction(0)) - one.items.get(item, Fraction(0))
                for item in {**one.items, **other.items}
            }
            for one, other in pairwise(self._of(assessment, unit))
        )

    def _of(self, assessment: str, unit: str) -> tuple[Stand, ...]:
        found = (
            self.stands.get(assessment, {}).get(unit) if isinstance(assessment, str) and isinstance(unit, str) else None
        )
        if found is None:
            raise BadValue(
                f"{assessment} {unit}",
                "an assessment and a unit that were scored",
                "give the codes of a scorecard in one of the periods",
            )
        return found

    def text(self, language: str = "zh") -> str:
        """Return scores, places and repeated problems by assessment, what was mended, breaks, and the notice of the
        rules, in "zh" or "en".
        """
        rules = self.periods[-1].rules
        lines = [
            said(self.broken, language).format(period=one.period, before=one.before, after=one.after)
            for one in self.breaks
        ]
        periods = said(self.comma, language).join(str(one.period) for one in self.periods)
        for code, units in self.stands.items():
            book, names = rules.assessment(code), name_units(rules, units, language)
            lines.append(said(self.head, language).format(label=said((book.zh, book.en), language), periods=periods))
            lines += [self._row(names[unit], stands, language) for unit, stands in units.items()]
        lines += self._mended(language)
        return page_of(rules, language, [*lines, said(self.limits, language)])

    def _row(self, name: str, stands: tuple[Stand, ...], language: str) -> str:
        """Return the scores, places and repeated problems of one unit."""
        comma, dash = said(self.comma, language), "—"
        return "  " + said(self.row, language).format(
            unit=name,
            scores=comma.join(dash if one.published is None else str(one.published) for one in stands),
            places=comma.join(dash if one.place is None else str(one.place) for one in stands),
            repeated=comma.join(str(len(one.repeated)) for one in stands[1:]) or dash,
        )

    def _mended(self, language: str) -> Iterator[str]:
        """Yield how much of what was found at each unit was mended, over all periods."""
        counted = ("notified", "rectified", "due", "on_time")
        for unit, name in name_units(self.periods[-1].rules, self.rectified, language).items():
            told = {key: sum(getattr(one, key) for one in self.rectified[unit]) for key in counted}
            if told["notified"] or told["due"]:
                yield said(self.mended, language).format(unit=name, **told)

    def __str__(self) -> str:
        return self.text("zh")


def trend(periods: Iterable[Results], *, on: date | None = None) -> Trend:
    """Return how scores, places, items and problems moved over several periods.

    Args:
        periods: The results of each period, in any order.
        on: The day as of which findings are judged mended and in time; without one, all that was recorded counts.

    Raises:
        BadValue: When there is none, one is of several periods together, two overlap, or they are of different
            rule sets.

    Laws: consecutive changes add up to the last score less the first; no order matters; one period repeats nothing.
    """
    parts = tuple(sorted(all_of(periods, Results), key=lambda one: one.period))
    on = a_date(on)
    _check(parts)
    last = parts[-1].rules
    stands, problems = {}, [_problems(one) for one in parts]
    for code in (book.code for book in last.assessments):
        units = sorted({unit for one in parts for unit in one.scored.get(code, {}) if unit in last.units})
        stands[code] = {unit: tuple(_stands(parts, code, unit, problems)) for unit in units}
    mended = [rectification(one.ledger.register, on) for one in parts]
    everyone = sorted({unit for found in mended for unit in found if unit in last.units})
    return Trend(
        periods=parts,
        stands=stands,
        breaks=tuple(_breaks(parts)),
        rectified={unit: tuple(found.get(unit, Rectification()) for found in mended) for unit in everyone},
    )


def _check(parts: tuple[Results, ...]) -> None:
    remedy = "give the results of each period by itself, each once, of one rule set"
    if not parts:
        raise BadValue("", "results of at least one period", remedy)
    for one in parts:
        if one.periods or one.only is not None:
            raise BadValue(str(one.period), "whole results of one period", remedy)
        if one.rules.code != parts[-1].rules.code:
            raise BadValue(one.rules.code, f"the rule set of the last period ({parts[-1].rules.code})", remedy)
    for one, other in pairwise(parts):
        if other.period.start <= one.period.end:
            raise BadValue(str(other.period), f"a period after {one.period}", remedy)


def _problems(results: Results) -> _Problems:
    """Return where each unit lost points, by assessment and unit."""
    found: defaultdict[tuple[str, str], set[Problem]] = defaultdict(set)
    for posting in results.ledger.postings():
        if posting.unit is not None and (posting.points or posting.vetoes):
            found[posting.assessment, posting.unit].add((posting.site, posting.member))
    return {key: frozenset(mine) for key, mine in found.items()}


def _stands(parts: tuple[Results, ...], code: str, unit: str, problems: list[_Problems]) -> Iterable[Stand]:
    before: frozenset[Problem] = frozenset()
    for one, found in zip(parts, problems, strict=True):
        mine = found.get((code, unit), frozenset())
        card: Scorecard | None = one.scored.get(code, {}).get(unit)
        again = tuple(sorted(mine & before))
        if card is None:
            yield Stand(period=one.period, problems=mine, repeated=again)
        else:
            yield Stand(
                period=one.period,
                exact=card.exact,
                published=card.published,
                place=card.place,
                problems=mine,
                repeated=again,
                card=card,
            )
        before = mine


def _breaks(parts: tuple[Results, ...]) -> Iterable[Break]:
    for one, other in pairwise(parts):
        if one.rules is not other.rules and one.rules.digest != other.rules.digest:
            yield Break(period=other.period, before=_called(one.rules), after=_called(other.rules))


def _called(rules: RuleSet) -> str:
    return " ".join(filter(None, (rules.code, rules.version, rules.variant)))
