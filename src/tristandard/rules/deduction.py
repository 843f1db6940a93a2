"""How an outcome is priced: a pure function from what was seen and the bar in force to points.

    findings ─where→ quantity ─against the bar→ distance ─tariff→ points ─× times→ sum ─at_most→ what the place loses

The bar is the standard in force at the site, never an assessment's own. A line names its measures
and one tariff; `where` and `times` read the circumstances of findings, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import NamedTuple, assert_never, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text, as_whole, check_name, coded, each_of, kind_of, listed, texts, whole_from
from tristandard.basics.finding import LIFE, REPEATED, Circumstance, Finding, answers
from tristandard.basics.language import Told
from tristandard.basics.measure import Value
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, positive
from tristandard.rules.standard import Acceptance, Ask, Forms, Range, Standard
from tristandard.rules.tariff import Bands, Chosen, Counting, Gain, Level, Parts, Steps, Tariff, Veto, falling, given, tell_where

_TIMES = tuple((str(times), str(times)) for times in range(10))
#: What the life of a finding tells, as circumstances; numbers as far as lines tell them apart.
TOLD_BY_LIFE: Mapping[str, Circumstance] = {
    code: Circumstance(code=code, zh=zh, en=code, values=values)
    for code, zh, values in (("overdue", "逾期未整改", (("no", "否"), ("yes", "是"))), ("notified", "交办次数", _TIMES), ("sent_back", "退回次数", _TIMES), (REPEATED, "前几期同类问题期数", _TIMES))
}

#: How many periods back the same problem was found at a site, by measure: 1 is the period before.
Earlier = Mapping[str, Sequence[int]]
NEVER: Earlier = {}


@final
class Charged(Enum):
    """Which of the assessments that share an indicator charge a line."""

    #: Each that has such a line.
    EACH = "each"
    #: The host alone, so that a surcharge is charged once however many share the finding.
    HOST = "host"


def _points(value: object) -> Fraction:
    return value if type(value) is Fraction else exact(value)


def _levels(levels: object) -> frozenset[Level]:
    return levels if levels == frozenset() and type(levels) is frozenset else frozenset(all_of(levels, Level))


@final
@frozen
class Price:
    """What a place loses and gains for one assessment, in points (分), and what a veto zeroes."""

    lost: Fraction = field(default=Fraction(0), converter=_points)
    gained: Fraction = field(default=Fraction(0), converter=_points)
    vetoes: frozenset[Level] = field(default=frozenset(), converter=_levels)

    def __add__(self, other: Price) -> Price:
        return Price(self.lost + other.lost, self.gained + other.gained, self.vetoes | other.vetoes)

    def __mul__(self, share: Fraction) -> Price:
        """Return what one unit bears of it; a veto is not divided."""
        return Price(self.lost * share, self.gained * share, self.vetoes)

    def __bool__(self) -> bool:
        return bool(self.lost or self.gained or self.vetoes)


FREE = Price()


#: One way in which a place may be breached: the most that findings take which may name a unit, and the most in all; None where nothing bounds it.
Way = tuple[Fraction | None, Fraction | None]

#: How many ways a bound tells apart; of more, one that takes at least as much as each stands for all.
_WAYS = 64


@final
@frozen
class Bound:
    """The most that a line that was not measured can still take from a place, before its own cap.

    Attributes:
        ways: Each way in which it may be breached: below the bar, where nothing that is found is wrong, or above.
        at_most: The cap of the line: one for the site's own units together, one for each unit that findings name.
        apiece: What each finding takes, where all take the same; else 0.
    """

    ways: tuple[Way, ...]
    at_most: Fraction | None = None
    apiece: Fraction = Fraction(0)

    @property
    def place(self) -> Fraction | None:
        """The most that the place loses where findings name nobody; None where nothing bounds it."""
        return _most(_least(whole, self.at_most) for _, whole in self.ways)

    def of(self, share: Fraction) -> Fraction | None:
        """Return the most that falls on a unit with this share of the place: on one with a part of it, by its share and by name.

        Findings name it until its own cap is reached; of the rest it bears its share. Of a unit that
        answers for the whole place, findings that name it are as those that name nobody.
        """
        if share == 1:
            return self.place
        return _most(self._laid(named, whole, share) for most, whole in self.ways for named in self._by_name(most))

    def _laid(self, named: Fraction | None, whole: Fraction | None, share: Fraction) -> Fraction | None:
        rest = None if whole is None or named is None else whole - named
        borne, mine = _least(rest, self.at_most) if share else Fraction(0), _least(named, self.at_most)
        return None if borne is None or mine is None else mine + share * borne

    def _by_name(self, most: Fraction | None) -> tuple[Fraction | None, ...]:
        """Return how much findings may name a unit for: all there is, or as many whole findings as come nearest to the cap."""
        if self.at_most is None or (most is not None and most <= self.at_most):
            return (most,)
        if most is None or not self.apiece:
            return (self.at_most,)
        below = self.at_most // self.apiece * self.apiece
        return below, min(below + self.apiece, most)


def _most(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """Return the greatest of some bounds, 0 at least; None where one of them bounds nothing."""
    listed = list(bounds)
    known = [bound for bound in listed if bound is not None]
    return max(known, default=Fraction(0)) if len(known) == len(listed) else None


def _ways(sides: Iterable[tuple[Fraction | None, Fraction | None, bool]]) -> tuple[Way, ...]:
    """Return the ways in which a place may be breached, from the most below and above the bar of each measure, and whether findings tell what lies above."""
    ways: list[Way] = [(Fraction(0), Fraction(0))]
    for below, above, found in sides:
        either = _most((below, above))
        options = [(above if found else Fraction(0), either)]
        if found and (below is None or (above is not None and below > above)):
            options = [(above, above), (Fraction(0), below)] if 2 * len(ways) <= _WAYS else options
        ways = [(_sum((named, more)), _sum((whole, most))) for named, whole in ways for more, most in options]
    return tuple(ways)


def _least(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Return the smaller of two bounds, where None bounds nothing."""
    return other if one is None else one if other is None else min(one, other)


def _sum(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum of some bounds; None where one of them bounds nothing."""
    listed = list(bounds)
    known = [bound for bound in listed if bound is not None]
    return sum(known, Fraction(0)) if len(known) == len(listed) else None


def _factors(factors: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    pairs = tuple((answer, exact(factor)) for answer, factor in by_name(factors))
    for answer, factor in pairs:
        if factor <= 0:
            raise BadValue(factor, f"how often {answer!r} counts", "write a number above zero; what does not count is told by the measure's counting rule")
    return pairs


@final
@frozen(kw_only=True)
class Factor:
    """How often a finding counts by one of its circumstances: doubled for the media, once for the `other` answers.

    The answers of `notified`, `sent_back` and `repeated` are numbers, written "2", "1..2" or "3..".
    """

    by: str = field(converter=as_text, validator=coded)
    factors: tuple[tuple[str, Fraction], ...] = field(converter=_factors)
    other: Fraction = field(converter=exact, validator=positive)

    def __attrs_post_init__(self) -> None:
        for (one, _), (other, _) in combinations(self.factors, 2):
            if answers(one, other.partition("..")[0]) or answers(other, one.partition("..")[0]):
                raise BadValue(f"{one} and {other}", f"a list of separate answers to {self.by}", "let each answer have one factor, and spans not overlap")

    def of(self, answer: str | None) -> Fraction:
        """Return how often a finding with this answer counts."""
        return next((factor for told, factor in self.factors if answer is not None and answers(told, answer)), self.other)


def _choices(where: Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, _codes(told)) for name, told in by_name(where))


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    found = texts(codes)
    for code in found:
        check_name(code)
    return tuple(sorted(found))


def _count(_: object, __: object, value: int) -> None:
    if not whole_from(value, 0):
        raise BadValue(value, "a number of periods to look back", "write a whole number from 0")


class _Taken(NamedTuple):
    """What a line takes or gives for one measure before its cap: for one finding, or for what no finding reports."""

    ask: Ask
    finding: Finding | None
    #: What a finding counts beyond the bar; None where the value alone was reported.
    quantity: Fraction | None
    points: Fraction

    @property
    def unit(self) -> str | None:
        """The unit that the finding names; None for the site's own units."""
        return self.finding.unit if self.finding else None


@final
@frozen
class LinePrice:
    """A part of what a line costs at a place: one finding's, or that of one measure which no finding reports.

    Attributes:
        line: Which of the indicator's lines it is, from 1, as the rule set writes them.
        measure: The code of the measure.
        finding: The finding, or None where the value alone was reported.
        quantity: What lies beyond the bar, in the unit of the measure, times the factors of its circumstances.
        before: The points taken or given before the line's cap; for a veto the number of breaches.
        price: What is lost, gained and zeroed after the cap, before it is shared between the units of the site.
    """

    line: int
    measure: str
    finding: Finding | None
    quantity: Fraction
    before: Fraction
    price: Price

    @property
    def unit(self) -> str | None:
        """The unit that the finding names; None for the site's own units."""
        return self.finding.unit if self.finding else None


@final
@define(frozen=True, slots=False, kw_only=True)
class DeductionRule:
    """One line (扣分标准): prices some measures for one assessment, in points (分) for one place.

    Attributes:
        measures: What it prices; they are added up before the cap, so that one cap can stand over several.
        tariff: How.
        at_most: The most that the place loses, or gains, by this line.
        where: Only findings with one of these answers are priced, by circumstance.
        times: How often a finding counts, by its circumstances; several are multiplied.
        look_back: How many periods back `repeated` counts.
        charged: By each assessment that has the line, or by the host alone.
    """

    measures: tuple[str, ...] = field(converter=_codes)
    tariff: Tariff = field(validator=kind_of(Tariff))
    at_most: Fraction | None = field(default=None, converter=given, validator=positive)
    where: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), converter=_choices)
    times: tuple[Factor, ...] = field(default=(), converter=listed, validator=each_of(Factor))
    look_back: int = field(default=0, converter=as_whole, validator=_count)
    charged: Charged = field(default=Charged.EACH, validator=kind_of(Charged))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The circumstances of findings that it reads."""
        return frozenset([*dict(self.where), *(factor.by for factor in self.times)])

    def price(self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding] = (), earlier: Earlier = NEVER) -> dict[str | None, Price]:
        """Return what the place loses or gains, by whom findings name (None: the site's own units); a bar that is met loses nothing.

        Whether the bar is met, and what it costs before the cap, is a question of the whole place;
        that is spread over the findings beyond the bar, and what falls on each unit that findings
        name has a cap of its own.

        Args:
            values: What was seen, by the code of the measure.
            bar: The standard in force at the site.
            findings: Those whose number is a value, with what each counts.
            earlier: For a line that looks back, when the same problem was found before.

        Measures of the line that the bar does not ask about cost nothing.
        """
        return {unit: self._priced(total) for unit, total in _totals(self._lines(values, bar, findings, earlier)).items()}

    def itemise(
        self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding] = (), earlier: Earlier = NEVER,
        *, line: int = 1,
    ) -> tuple[LinePrice, ...]:  # fmt: skip
        """Return the price in its parts: by measure and by finding, the relief of a cap spread in proportion.

        The prices of the parts that one unit bears add up to what `price` returns for it. Takes the same,
        and which of its indicator's lines this is.
        """
        taken = [one for one in self._lines(values, bar, findings, earlier) if one.points]
        whole = _totals(taken)
        return tuple(
            LinePrice(
                line, one.ask.measure.code, one.finding, self._quantity(one, values), one.points,
                self._priced(whole[one.unit], one.points),
            )
            for one in taken
        )  # fmt: skip

    def _quantity(self, one: _Taken, values: Mapping[str, Value]) -> Fraction:
        """Return what lies beyond the bar, or for a reward above it."""
        if one.quantity is not None:
            return one.quantity
        value = values[one.ask.measure.code]
        return one.ask.surplus(value) if isinstance(self.tariff, Gain) else one.ask.distance(value)

    def bound(self, bar: Standard, known: Mapping[str, Circumstance] = TOLD_BY_LIFE, earlier: Earlier | None = None) -> Bound:
        """Return the most that the place can lose by this line, whatever is measured there; nothing for one that rewards.

        Of a veto the bound says only whether there can be one: more than nothing.

        Args:
            bar: The standard in force at the site.
            known: Each circumstance, by its code.
            earlier: For a line that looks back, when the same problem was found before; None where
                nobody knows, so that it may have been found each time.
        """
        if isinstance(self.tariff, Gain):
            return Bound(())
        asks = [ask for ask in bar.asks if ask.measure.code in self.measures]
        apiece = Fraction(0)
        if len(asks) == 1 and isinstance(self.tariff, Steps):
            apiece = (self.tariff.apiece(asks[0]) or apiece) * self._heaviest(asks[0].measure.code, known, earlier)
        return Bound(_ways((*self._sides(ask, known, earlier), ask.measure.countable) for ask in asks), self.at_most, apiece)

    def best(self, bar: Standard) -> Fraction:
        """Return the most that the place can gain by this line, whatever is measured there."""
        if not isinstance(self.tariff, Gain):
            return Fraction(0)
        gained = _sum(self.tariff.most(ask) for ask in bar.asks if ask.measure.code in self.measures)
        return _least(gained, self.at_most) or Fraction(0)

    def _sides(self, ask: Ask, known: Mapping[str, Circumstance], earlier: Earlier | None) -> tuple[Fraction | None, Fraction | None]:
        """Return the most that one demand can cost, below the bar and above, where what is found is what is wrong."""
        assert not isinstance(self.tariff, Gain)
        below, above = self.tariff.reach(ask)
        weight = self._heaviest(ask.measure.code, known, earlier) if ask.measure.countable else Fraction(not self.where)
        if self.where:
            below = Fraction(0)
        return below, above * weight if above is not None and weight else (Fraction(0) if not weight else None)

    def _heaviest(self, measure: str, known: Mapping[str, Circumstance], earlier: Earlier | None) -> Fraction:
        """Return how often a finding counts at most; 0 where the line is for none."""
        weight = Fraction(1)
        where = dict(self.where)
        for name in sorted(self.reads):
            factors = [factor for factor in self.times if factor.by == name]
            possible = self._possible(name, measure, known, earlier)
            allowed = [answer for answer in possible if name not in where or any(answers(one, answer) for one in where[name])]
            weight *= max((prod(factor.of(answer) for factor in factors) for answer in allowed), default=Fraction(0))
        return weight

    def _possible(self, name: str, measure: str, known: Mapping[str, Circumstance], earlier: Earlier | None) -> Iterable[str]:
        """Return the answers that a finding may give; of numbers one of each that the line tells apart."""
        if name == REPEATED:
            if earlier is None:
                return map(str, range(self.look_back + 1))
            return (self._repeated(measure, earlier),)
        if not LIFE.get(name, "").isdecimal():
            silent = () if name in LIFE else ("",)  # a finding may say nothing of it
            return [*(answer for answer, _ in known[name].values), *silent] if name in known else silent
        written = [*dict(self.where).get(name, ()), *(told for factor in self.times if factor.by == name for told, _ in factor.factors)]
        spans = [told.partition("..") for told in written]
        tops = [int(high or low) + 1 for low, dots, high in spans if high or not dots]
        return map(str, sorted({0, *(int(low) for low, _, _ in spans), *tops}))

    def _priced(self, total: Fraction, part: Fraction | None = None) -> Price:
        """Return what a total costs after the cap, or what a part of it does."""
        counted = total if self.at_most is None else min(total, self.at_most)
        if part is not None:
            counted = counted * part / total
        match self.tariff:
            case Veto(level):
                return Price(vetoes=frozenset({level}))
            case Gain():
                return Price(gained=counted)
            case _:
                return Price(lost=counted)

    def _lines(
        self, values: Mapping[str, Value], bar: Standard, findings: Sequence[Finding], earlier: Earlier
    ) -> Iterator[_Taken]:
        """Yield what is taken, before the cap, measure by measure; finding by finding where there are findings."""
        for ask in bar.asks:
            code = ask.measure.code
            value = values.get(code)
            if value is None or code not in self.measures:
                continue
            if isinstance(self.tariff, Gain):
                yield _Taken(ask, None, None, self.tariff.gained(ask, value))
            elif not ask.accepts(value):
                mine = [finding for finding in findings if finding.measure == code and finding.counts]
                if mine and too_many(ask, value):
                    yield from self._found(ask, value, mine, earlier)
                elif not self.where:
                    yield _Taken(ask, None, None, self._taken(ask, value))

    def _taken(self, ask: Ask, value: Value) -> Fraction:
        """Return what the tariff takes for one breached demand."""
        match self.tariff:
            case Steps() as steps:
                return steps.taken(ask, value) * steps.each
            case Bands() as bands:
                return bands.lost(value)
            case Chosen():
                return ask.distance(value)
            case Veto():
                return Fraction(1)
            case Gain():
                return Fraction(0)
            case _:
                assert_never(self.tariff)

    def _found(self, ask: Ask, value: Value, findings: list[Finding], earlier: Earlier) -> Iterator[_Taken]:
        """Yield what each finding beyond the bar takes, by its circumstances: the first ones, by day found and id, lie within it."""
        taken, whole = self._taken(ask, value), sum((finding.counts for finding in findings), Fraction(0))
        distance = self.tariff.distance(ask, value) if isinstance(self.tariff, Steps) else ask.distance(value)
        within, each = (whole - distance, taken / distance) if distance else (Fraction(0), taken / whole)
        reached = Fraction(0)
        for finding in sorted(findings, key=lambda one: one.order):
            before, reached = reached, reached + finding.counts
            beyond = reached - max(before, within)
            if beyond > 0 and (weight := self._weight(finding, earlier)):
                yield _Taken(ask, finding, beyond * weight, beyond * weight * each)

    def _weight(self, finding: Finding, earlier: Earlier) -> Fraction:
        """Return how often a finding counts; 0 where the line is not for it."""
        repeated = self._repeated(finding.measure, earlier)
        if any(not any(answers(one, self._answer(finding, name, repeated)) for one in told) for name, told in self.where):
            return Fraction(0)
        weight = Fraction(1)
        for factor in self.times:
            weight *= factor.of(self._answer(finding, factor.by, repeated))
        return weight

    def _repeated(self, measure: str, earlier: Earlier) -> str:
        """Return in how many of the periods that the line looks back to the same problem was found."""
        return str(sum(back <= self.look_back for back in earlier.get(measure, ())))

    @staticmethod
    def _answer(finding: Finding, name: str, repeated: str) -> str:
        return repeated if name == REPEATED else finding.fact(name) or ""


def _totals(lines: Iterable[_Taken]) -> dict[str | None, Fraction]:
    """Return what is taken, by whom findings name, where it is anything."""
    totals: dict[str | None, Fraction] = {}
    for one in lines:
        totals[one.unit] = totals[one.unit] + one.points if one.unit in totals else one.points
    return {unit: total for unit, total in totals.items() if total}


def forgives(rules: Iterable[DeductionRule], ask: Ask, known: Mapping[str, Circumstance] = TOLD_BY_LIFE) -> Told | None:
    """Return why some breach of a demand costs nothing under the rules, in Chinese and in English, or None where every breach costs.

    Args:
        rules: The lines that are charged.
        ask: The demand in force.
        known: Each circumstance, by its code.
    """
    if ask.asks_nothing:
        return None
    mine = [rule for rule in rules if ask.measure.code in rule.measures and not isinstance(rule.tariff, Gain)]
    whole = [_lets_pass(rule.tariff, ask) for rule in mine if not rule.where]
    some = [rule for rule in mine if rule.where and not _lets_pass(rule.tariff, ask)]
    left = _left(some, known) if some else ("没有扣分标准涉及该测量项目", "no rule prices it")
    if some and isinstance(ask.acceptance, Range) and ask.acceptance.floor:
        left = left or ("低于下限的部分不是问题，不扣分", "what lies below the lower end is no finding, and loses nothing")
    reasons = [why for why in whole if why]
    if len(reasons) < len(whole) or not left:
        return None
    return ("；".join(zh for zh, _ in reasons), "; ".join(en for _, en in reasons)) if reasons else left


def backwards(rules: Iterable[DeductionRule], ask: Ask) -> list[tuple[str, str]]:
    """Return each two bands of some lines of which the worse one costs less under a demand, the worse one first."""
    bands = [rule.tariff.points for rule in rules if isinstance(rule.tariff, Bands) and ask.measure.code in rule.measures]
    return [pair for points in bands for pair in falling(ask.measure, ask.acceptance, points)] if isinstance(ask.acceptance, Range) else []


def too_many(ask: Ask, value: Value) -> bool:
    """Return whether a breach is of the upper end, so that what was found is what is wrong."""
    limit = ask.acceptance.limit if isinstance(ask.acceptance, Range) else None
    return limit is not None and isinstance(value, Fraction) and value >= limit.value


def _lets_pass(tariff: Tariff, ask: Ask) -> Told | None:
    """Return why a tariff takes nothing for some breach, or None."""
    match tariff:
        case Bands(points):
            free = [tell_where(where) for where, lost in points if not lost and not _accepted(ask, where)]
            return (f"{'、'.join(zh for zh, _ in free)} 不扣分", f"{', '.join(en for _, en in free)} loses nothing") if free else None
        case Steps(per=per, parts=Parts.WHOLE):
            steps = (ask.measure.whole or ask.measure.rungs or ask.measure.forms) and per is not None and per <= 1  # then every breach is a whole step at least
            return None if steps else ("不足一档不扣分", "less than a whole step loses nothing")
        case Steps(parts=Parts.EXACT) | Chosen():
            return ("数值恰为不达标的限值时不扣分", "a value upon the open end loses nothing") if _open(ask.acceptance, tariff) else None
        case Steps() | Veto() | Gain():
            return None
        case _:
            assert_never(tariff)


def _accepted(ask: Ask, where: str | Range) -> bool:
    """Return whether everything in a band is acceptable."""
    if isinstance(where, str):
        return ask.accepts(where)
    band = where.within(ask.measure)
    return band.empty or (isinstance(ask.acceptance, Range) and (band | ask.acceptance).within(ask.measure) == band)


def _open(acceptance: Acceptance, tariff: Steps | Chosen) -> bool:
    """Return whether a value upon an open end is a breach at no distance; where all occurrences count, only where there are none."""
    match acceptance:
        case Range(floor, limit):
            every = isinstance(tariff, Steps) and tariff.counting is Counting.ALL and limit is not None and limit.value > 0
            return any(end is not None and not end.closed for end in ((floor,) if every else (floor, limit)))
        case Forms():
            return False


#: So many combinations of answers are looked at for one that no line is for.
_COMBINATIONS = 10_000


def _left(rules: Sequence[DeductionRule], known: Mapping[str, Circumstance]) -> Told | None:
    """Return a combination of answers that none of the lines is for, or None where there is none."""
    names = sorted({name for rule in rules for name, _ in rule.where})
    spaces = [known[name].values if name in known else () for name in names]
    if prod(map(len, spaces)) > _COMBINATIONS:
        return (
            f"各种情形的组合超过 {_COMBINATIONS} 种，未逐一核对",
            f"there are more than {_COMBINATIONS} combinations of answers, which were not looked at",
        )
    for combination in product(*spaces):
        said = dict(zip(names, combination, strict=True))
        if not any(all(any(answers(one, said[name][0]) for one in told) for name, told in rule.where) for rule in rules):
            zh, en = "、".join(f"{known[name].zh}为{label}" for name, (_, label) in said.items()), ", ".join(f"{name} {answer}" for name, (answer, _) in said.items())
            return f"没有扣分标准适用于{zh}的问题", f"nothing prices findings with {en}"
    return None
