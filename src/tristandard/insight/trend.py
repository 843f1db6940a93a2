"""How scores, places, items and problems move from period to period, and where the rules changed between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, final

from attrs import define, field, frozen

from tristandard.basics.clause import a_date
from tristandard.basics.errors import BadValue, said
from tristandard.basics.period import Period
from tristandard.insight.rectified import Rectification, rectification
from tristandard.insight.stands import Stand, problems_of, stands_of
from tristandard.insight.telling import name_units, page_of
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.periods import in_order
from tristandard.scoring.results import Results
from tristandard.words.sentence import Language, Sentence, Told


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


_SCORED = Told("计过分的考核和单位", "an assessment and a unit that were scored")
_GIVE_CODES = Told("请给某一期成绩单的代码", "give the codes of a scorecard in one of the periods")


@final
@define(frozen=True, slots=False, kw_only=True)
class Trend:
    """What moved over several periods, the earliest first.

    Attributes:
        stands: By assessment, then by unit, how it stood in each period.
        breaks: Where the rules changed.
        rectified: By unit, what became of the findings of each period.
    """

    head: ClassVar = Sentence("走势 · {label} · {periods}", "Trend · {label} · {periods}")
    row: ClassVar = Sentence(
        "  {unit}：{scores}；名次 {places}；重复问题 {repeated} 处",
        "  {unit}: {scores}; places {places}; repeated problems {repeated}",
    )
    mended: ClassVar = Sentence(
        "{unit}：整改率 {rectified}/{notified}，按期 {on_time}/{due}",
        "{unit}: mended {rectified}/{notified}, in time {on_time}/{due}",
    )
    broken: ClassVar = Sentence(
        "{period} 起规则有变（{before} → {after}），前后不宜直接相比",
        "from {period} on other rules hold ({before} → {after}): what lies before and after is not one series",
    )
    limits: ClassVar = Told(
        "重复问题指上一周期同一点位、同一指标也扣过分；整改率只数有交办或整改记录的问题",
        "A repeated problem cost points at the same site and indicator in the period before; only findings "
        "with a record of being notified or mended count as mended or not",
    )

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
            raise BadValue(f"{assessment} {unit}", _SCORED, _GIVE_CODES)
        return found

    def text(self, language: str | Language = "zh") -> str:
        """Return scores, places and repeated problems by assessment, what was mended, breaks, and the notice of the
        rules, in "zh" or "en".
        """
        rules = self.periods[-1].rules
        lines = [self.broken(period=str(one.period), before=one.before, after=one.after) for one in self.breaks]
        periods = [str(one.period) for one in self.periods]
        for code, units in self.stands.items():
            book, names = rules.assessment(code), name_units(rules, units, language)
            lines.append(self.head(label=Told(book.zh, book.en), periods=periods))
            lines += [self._row(names[unit], stands) for unit, stands in units.items()]
        lines += self._mended(language)
        return page_of(rules, language, (said(one, language) for one in (*lines, self.limits)))

    def _row(self, name: str, stands: tuple[Stand, ...]) -> Told:
        """Return the scores, places and repeated problems of one unit."""
        dash = "—"
        return self.row(
            unit=name,
            scores=[dash if one.published is None else str(one.published) for one in stands],
            places=[dash if one.place is None else str(one.place) for one in stands],
            repeated=[str(len(one.repeated)) for one in stands[1:]] or dash,
        )

    def _mended(self, language: str | Language) -> Iterator[Told]:
        """Yield how much of what was found at each unit was mended, over all periods."""
        counted = ("notified", "rectified", "due", "on_time")
        for unit, name in name_units(self.periods[-1].rules, self.rectified, language).items():
            told = {key: sum(getattr(one, key) for one in self.rectified[unit]) for key in counted}
            if told["notified"] or told["due"]:
                yield self.mended(unit=name, **told)

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
    parts = in_order(periods)
    on = a_date(on)
    last = parts[-1].rules
    stands, problems = {}, [problems_of(one) for one in parts]
    for code in (book.code for book in last.assessments):
        units = sorted({unit for one in parts for unit in one.scored.get(code, {}) if unit in last.units})
        stands[code] = {unit: tuple(stands_of(parts, code, unit, problems)) for unit in units}
    mended = [rectification(one.ledger.register, on) for one in parts]
    everyone = sorted({unit for found in mended for unit in found if unit in last.units})
    return Trend(
        periods=parts,
        stands=stands,
        breaks=tuple(_breaks(parts)),
        rectified={unit: tuple(found.get(unit, Rectification()) for found in mended) for unit in everyone},
    )


def _breaks(parts: tuple[Results, ...]) -> Iterable[Break]:
    for one, other in pairwise(parts):
        if one.rules is not other.rules and one.rules.digest != other.rules.digest:
            yield Break(period=other.period, before=_called(one.rules), after=_called(other.rules))


def _called(rules: RuleSet) -> str:
    return " ".join(filter(None, (rules.code, rules.version, rules.variant)))
