"""How an outcome is priced: a pure function from what was seen and the bar in force to points.

    findings ─where→ quantity ─against the bar→ distance ─tariff→ points ─× times→ sum ─at_most→ loss of the place

The bar is the standard in force at the site, never an assessment's own. A line names its measures
and one tariff; `where` and `times` read the circumstances of findings, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from typing import final

from attrs import define, field

from tristandard.basics.errors import BadValue, whole_from
from tristandard.basics.fields import as_whole, check_name, each_of, kind_of, listed, texts
from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.measure import Value
from tristandard.basics.order import by_name
from tristandard.basics.points import exact_if_any, positive
from tristandard.rules.deductions.bound import Bound, least, total, ways
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES, NEVER, Earlier, Factor, Weighing
from tristandard.rules.deductions.form import Flaw, Reach
from tristandard.rules.deductions.price import Level, LinePrice, Price
from tristandard.rules.deductions.taken import Taken, by_unit
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told


@final
class Charged(Enum):
    """Which of the assessments that share an indicator charge a line."""

    #: Each that has such a line.
    EACH = "each"
    #: The host alone, so that a surcharge is charged once however many share the finding.
    HOST = "host"


def _choices(
    where: Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, _codes(choices)) for name, choices in by_name(where))


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    found = texts(codes)
    for code in found:
        check_name(code)
    return tuple(sorted(found))


_PERIODS_BACK = Told("回看的期数", "a number of periods to look back")
_WHOLE_FROM_NONE = Told("请写 0 以上的整数", "write a whole number from 0")


def _count(_: object, __: object, value: int) -> None:
    if not whole_from(value, 0):
        raise BadValue(value, _PERIODS_BACK, _WHOLE_FROM_NONE)


_NOT_FINDINGS = Sentence(
    "按问题情形给 {measure} 扣分，而它不是有上限的问题数",
    "reads circumstances to price {measure}, which is not a number of findings with an upper end",
)
_WHERE_COUNTED = Told(
    "请只在计问题数的地方读问题情形，按档扣分或一票否决",
    "read them where findings are counted, by steps or as a veto",
)


@final
@define(frozen=True, slots=False, kw_only=True)
class DeductionRule:
    """One line (扣分标准): prices some measures for one assessment, in points (分) for one place.

    Attributes:
        measures: What it prices; they are added up before the cap, so that one cap can stand over several.
        tariff: How: one of the deduction forms.
        at_most: The most that the place loses, or gains, by this line.
        where: Only findings with one of these answers are priced, by circumstance.
        times: How often a finding counts, by its circumstances; several are multiplied.
        look_back: How many periods back `repeated` counts.
        charged: By each assessment that has the line, or by the host alone.
    """

    measures: tuple[str, ...] = field(converter=_codes)
    tariff: Tariff = field(validator=kind_of(Tariff))
    at_most: Fraction | None = field(default=None, converter=exact_if_any, validator=positive)
    where: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), converter=_choices)
    times: tuple[Factor, ...] = field(default=(), converter=listed, validator=each_of(Factor))
    look_back: int = field(default=0, converter=as_whole, validator=_count)
    charged: Charged = field(default=Charged.EACH, validator=kind_of(Charged))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The circumstances of findings that it reads."""
        return self._weighing.reads

    @cached_property
    def _weighing(self) -> Weighing:
        """How often it counts each finding."""
        return Weighing(self.where, self.times, self.look_back)

    def price(
        self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding] = (), earlier: Earlier = NEVER
    ) -> dict[str | None, Price]:
        """Return what the place loses or gains, by whom findings name; a bar that is met loses nothing.

        Whether the bar is met, and what it costs before the cap, is a question of the whole place;
        that is spread over the findings beyond the bar, and what falls on each unit that findings
        name has a cap of its own. Under None stands what falls on the site's own units.

        Args:
            values: What was seen, by the code of the measure.
            bar: The standard in force at the site.
            findings: Those whose number is a value, with what each counts.
            earlier: For a line that looks back, when the same problem was found before.

        Measures of the line that the bar does not ask about cost nothing.
        """
        totals = by_unit(self._lines(values, bar, findings, earlier))
        return {unit: self._priced(whole) for unit, whole in totals.items()}

    def itemise(
        self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding] = (), earlier: Earlier = NEVER,
        *, line: int = 1,
    ) -> tuple[LinePrice, ...]:  # fmt: skip
        """Return the price in its parts: by measure and by finding, the relief of a cap spread in proportion.

        The prices of the parts that one unit bears add up to what `price` returns for it. Takes the same,
        and which of its indicator's lines this is.
        """
        taken = [one for one in self._lines(values, bar, findings, earlier) if one.points]
        whole = by_unit(taken)
        return tuple(
            LinePrice(
                line, one.ask.measure.code, one.finding, self._quantity(one, values), one.points,
                self._priced(whole[one.unit], one.points),
            )
            for one in taken
        )  # fmt: skip

    def _quantity(self, one: Taken, values: Mapping[str, Value]) -> Fraction:
        """Return what lies beyond the bar, or for a reward above it."""
        if one.quantity is not None:
            return one.quantity
        value = values[one.ask.measure.code]
        return one.ask.surplus(value) if self.tariff.rewards else one.ask.distance(value)

    def _priced(self, whole: Fraction, part: Fraction | None = None) -> Price:
        """Return what a total costs after the cap, or what a part of it does."""
        counted = whole if self.at_most is None else min(whole, self.at_most)
        return self.tariff.as_price(counted if part is None or part == whole else counted * part / whole)

    def _lines(
        self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding], earlier: Earlier
    ) -> Iterator[Taken]:
        """Yield what is taken, before the cap, measure by measure; finding by finding where there are findings."""
        for ask in bar.asks:
            code = ask.measure.code
            value = values.get(code)
            if value is None or code not in self.measures:
                continue
            if self.tariff.rewards:
                yield Taken(ask, None, None, self.tariff.price(ask, value))
            elif not ask.accepts(value):
                mine = [finding for finding in findings if finding.measure == code and finding.counts]
                if mine and ask.exceeded_by(value):
                    yield from self._by_finding(ask, value, mine, earlier)
                elif not self.where:
                    yield Taken(ask, None, None, self.tariff.price(ask, value))

    def _by_finding(self, ask: Ask, value: Value, findings: list[Finding], earlier: Earlier) -> Iterator[Taken]:
        """Yield what each finding beyond the bar takes; the first ones, by day found and id, lie within it."""
        taken, whole = self.tariff.price(ask, value), sum((finding.counts for finding in findings), Fraction(0))
        distance = self.tariff.distance(ask, value)
        within, each = (whole - distance, taken / distance) if distance else (Fraction(0), taken / whole)
        reached = Fraction(0)
        for finding in sorted(findings, key=lambda one: one.order):
            before, reached = reached, reached + finding.counts
            beyond = reached - max(before, within)
            if beyond > 0 and (weight := self._weighing.weight(finding, earlier)):
                yield Taken(ask, finding, beyond * weight, beyond * weight * each)

    def bound(
        self, bar: Standard, known: Mapping[str, Circumstance] = LIFE_CIRCUMSTANCES, earlier: Earlier | None = None
    ) -> Bound:
        """Return the most that the place can lose by this line, whatever is measured there; nothing for a reward.

        Of a veto the bound says only whether there can be one: more than nothing.

        Args:
            bar: The standard in force at the site.
            known: Each circumstance, by its code.
            earlier: For a line that looks back, when the same problem was found before; None where
                nobody knows, so that it may have been found each time.
        """
        if self.tariff.rewards:
            return Bound(())
        asks = [ask for ask in bar.asks if ask.measure.code in self.measures]
        apiece = self.tariff.apiece(asks[0]) if len(asks) == 1 else None
        if apiece:
            apiece *= self._weighing.heaviest(asks[0].measure.code, known, earlier)
        sides = ((*self._sides(ask, known, earlier), ask.measure.countable) for ask in asks)
        return Bound(ways(sides), self.at_most, apiece or Fraction(0))

    def best(self, bar: Standard) -> Fraction:
        """Return the most that the place can gain by this line, whatever is measured there."""
        if not self.tariff.rewards:
            return Fraction(0)
        gained = total(self.tariff.best(ask) for ask in bar.asks if ask.measure.code in self.measures)
        return least(gained, self.at_most) or Fraction(0)

    def _sides(self, ask: Ask, known: Mapping[str, Circumstance], earlier: Earlier | None) -> Reach:
        """Return the most that one demand can cost, below the bar and above, where what is found is what is wrong."""
        below, above = self.tariff.reach(ask)
        weight = Fraction(not self.where)
        if ask.measure.countable:
            weight = self._weighing.heaviest(ask.measure.code, known, earlier)
        if not weight:
            above = Fraction(0)
        return Fraction(0) if self.where else below, None if above is None else above * weight

    def flaws(self, standard: Standard) -> Iterator[Flaw]:
        """Yield what of the line does not fit its own indicator's standard, measure by measure aside."""
        return self.tariff.flaws(standard, self.at_most, selective=bool(self.where or self.times))

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield what keeps the line from pricing one demand of its own indicator."""
        yield from self.tariff.flaws_for(ask)
        floor, _ = ask.ends
        if self.reads and (not ask.measure.countable or floor is not None or not self.tariff.by_finding):
            yield Flaw(_NOT_FINDINGS(measure=ask.measure.code), _WHERE_COUNTED)


@cache
def takes_the_item(measures: frozenset[str]) -> DeductionRule:
    """Return the line by which any breach of what is asked about some measures takes the whole item."""
    return DeductionRule(measures=measures, tariff=Veto(Level.ITEM))
