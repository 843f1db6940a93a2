"""Strategies for what was seen of a question: values near the ends of the rules, and findings as lines read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import final

from attrs import define, evolve, field
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.period import Period, Quarter
from tristandard.merging.question import Question
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.where import lies
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.strategies.observed import findings
from tristandard.testing.strategies.values_near import fits, values_near

#: The quarter that surveys speak of, where the rules hold then.
QUARTER = Quarter(2022, 2)


def read_of_findings(question: Question) -> frozenset[str]:
    """Return the measures of which some line reads the circumstances of findings."""
    lines = [rule for user in question.users for rule in user.indicator.deductions if rule.reads]
    return frozenset(code for rule in lines for code in rule.measures)


@final
@define
class Eye:
    """Sees what a question asks about: complete values, and findings that say whatever a line reads."""

    rules: RuleSet
    period: Period
    near: dict[str, list[Value]] = field(init=False)
    _known: dict[tuple[Standard, tuple[str, ...], tuple[str, ...]], SearchStrategy[Measured | NotMeasured]] = field(
        factory=dict, init=False
    )

    def __attrs_post_init__(self) -> None:
        self.near = values_near(self.rules)

    def measured(self, question: Question, units: Iterable[str] = ()) -> SearchStrategy[Measured | NotMeasured]:
        """Return measurements of a question, of which findings may name the units given; none where
        its rules admit no value.
        """
        key = question.bar, tuple(user.indicator.code for user in question.users), tuple(sorted(units))
        if key not in self._known:
            self._known[key] = self._measured(question, key[2])
        return self._known[key]

    def _measured(self, question: Question, units: tuple[str, ...]) -> SearchStrategy[Measured | NotMeasured]:
        asks = {ask.measure.code: ask for ask in question.bar.asks}
        read = read_of_findings(question) & asks.keys()
        choices = _choices(question, self.near)
        among = _among(asks)
        plainly = {*choices, *among.values()}
        told = _told_by_findings(ask for code, ask in asks.items() if code not in plainly)
        chosen = [code for pairs in choices.values() if pairs for code, _ in pairs[0]]
        if read - told.keys() or not all(choices.values()) or len(chosen) > len(set(chosen)):
            return st.just(NotMeasured("示例"))
        free = {code: st.sampled_from(self.near[code]) for code in asks if code not in {*read, *chosen}}
        plain = _plain_values(free, choices)
        if not told:
            return plain.map(Measured)
        findings_of = {code: (sizes, self.finding(question, code, units)) for code, sizes in told.items()}
        return _with_findings(plain=plain, told=findings_of, read=read, among=among)

    def finding(self, question: Question, code: str, units: Sequence[str] = ()) -> SearchStrategy[Finding]:
        """Return a problem found of a measure, which says all that some line or the count reads."""
        counting = next(measure.counting for measure in self.rules.measures if measure.code == code)
        names = (_read_by_lines(question, code) | {counting.by}) - {*LIFE, REPEATED}
        answers = {name: told for name, told in self.rules.answers.items() if name in names}
        lengths = [length for length in (counting.within, counting.spacing, counting.together) if length is not None]
        at = [(place,) for length in lengths for place in (Fraction(0), length, length + 1)]
        return findings(
            measure=code, units=units, answers=answers, at=at or ((), (Fraction("2.5"),)), start=self.period.start
        )

    def outcome(self, question: Question, units: Iterable[str]) -> SearchStrategy[Outcome | None]:
        """Return what became of a planned measurement: mostly measured; None where nobody reported it."""
        others: SearchStrategy[Outcome | None] = st.sampled_from([None, NotApplicable("示例"), NotMeasured("示例")])
        measured = self.measured(question, units)
        return st.one_of(others, measured, measured)

    def blamable(self, question: Question) -> list[str]:
        """Return the measures of a question of which findings may be too many."""
        choices = _choices(question, self.near)
        limits = {
            ask.measure.code: ask.acceptance.limit for ask in question.bar.asks if isinstance(ask.acceptance, Range)
        }
        samples = [one.measure for one in question.bar.asks if one.measure.counting.among]
        plainly = {*choices, *(code for one in samples for code in (one.code, one.counting.among))}
        sizes = _told_by_findings(ask for ask in question.bar.asks if ask.measure.code not in plainly)
        return [code for code, fit in sorted(sizes.items()) if (limit := limits.get(code)) and fit[-1] > limit.value]

    def blaming(self, question: Question, code: str, unit: str) -> SearchStrategy[Measured | NotMeasured]:
        """Return measurements of a question with too many findings of a measure, all of which name a unit."""
        size = _findings_fit(next(ask for ask in question.bar.asks if ask.measure.code == code))[-1]
        return _blaming(seen=self.measured(question), finding=self.finding(question, code), size=size, unit=unit)


@composite
def _blaming(
    draw: DrawFn,
    *,
    seen: SearchStrategy[Measured | NotMeasured],
    finding: SearchStrategy[Finding],
    size: int,
    unit: str,
) -> Measured | NotMeasured:
    outcome = draw(seen)
    if isinstance(outcome, NotMeasured):
        return outcome
    mine = [evolve(draw(finding), id=f"blame {place + 9}", unit=unit) for place in range(size)]
    others = [one for one in outcome.findings if one.measure != mine[0].measure]
    told = {one.measure for one in (*others, *mine)}
    return Measured([pair for pair in outcome.values if pair[0] not in told], [*others, *mine])


def _plain_values(
    free: Mapping[str, SearchStrategy[Value]], choices: Mapping[str, list[tuple[tuple[str, Value], ...]]]
) -> SearchStrategy[dict[str, Value]]:
    """Return values that are free, with pairs of what an inspector saw and the points chosen for it."""
    return st.builds(
        lambda values, pairs: {**values, **{code: value for pair in pairs for code, value in pair}},
        st.fixed_dictionaries(dict(free)),
        st.tuples(*map(st.sampled_from, choices.values())),
    )


def _read_by_lines(question: Question, code: str) -> set[str]:
    """Return the circumstances that some line reads of the findings of a measure."""
    lines = [rule for user in question.users for rule in user.indicator.deductions if code in rule.measures]
    return {name for rule in lines for name in rule.reads}


def _findings_fit(ask: Ask) -> range:
    """Return how many findings may tell the value of a measure; none where it is not counted, or may not be nothing."""
    measure, counting, none = ask.measure, ask.measure.counting, Fraction(0)
    if not measure.countable or not fits(measure, none) or (ask.exceeded_by(none) and not ask.accepts(none)):
        return range(0)
    each = max([Fraction(1), *(form.counts for _, form in counting.forms)])
    sizes = range(4) if counting.sample is None else range(counting.sample, counting.sample + 1)
    return (
        sizes
        if measure.high is None or sizes[-1] * each <= measure.high
        else range(0)
        if counting.sample
        else range(floor(measure.high / each) + 1)
    )


def _among(asks: Mapping[str, Ask]) -> dict[str, str]:
    """Return the measures of which a sample is asked, each with the one that says of how many."""
    return {code: ask.measure.counting.among for code, ask in asks.items() if ask.measure.counting.among in asks}


def _told_by_findings(asks: Iterable[Ask]) -> dict[str, range]:
    """Return the measures that findings may tell, each with how many."""
    sizes = {ask.measure.code: _findings_fit(ask) for ask in asks}
    return {code: fit for code, fit in sizes.items() if fit}


def _choices(question: Question, near: Mapping[str, list[Value]]) -> dict[str, list[tuple[tuple[str, Value], ...]]]:
    """Return, by the measure that says between which points an inspector may choose, its values with
    points that every line admits.
    """
    asked = {ask.measure.code: ask.measure for ask in question.bar.asks}
    lines: defaultdict[str, defaultdict[str, list[Chosen]]] = defaultdict(lambda: defaultdict(list))
    for user in question.users:
        for rule in user.indicator.deductions:
            if isinstance(rule.tariff, Chosen) and rule.tariff.by in asked:
                for code in rule.measures:
                    lines[rule.tariff.by][code].append(rule.tariff)
    found = {}
    for by, tariffs in lines.items():
        found[by] = [
            ((by, value), *points)
            for value in near[by]
            for points in product(*(_points(asked[code], mine, value) for code, mine in tariffs.items()))
        ]
    return found


def _points(measure: Measure, tariffs: Sequence[Chosen], value: Value) -> list[tuple[str, Value]]:
    """Return points that may be chosen by every line where a value was seen."""
    spans = [
        next(((least, most) for where, least, most in tariff.bands if lies(where, value)), None) for tariff in tariffs
    ]
    if None in spans:
        return []
    least, most = max(span[0] for span in spans if span), min(span[1] for span in spans if span)
    whole = any(tariff.whole for tariff in tariffs)
    if whole:
        least, most = Fraction(ceil(least)), Fraction(floor(most))
    between = Fraction(floor((least + most) / 2)) if whole else (least + most) / 2
    numbers = dict.fromkeys([least, between, most]) if least <= most else ()
    return [(measure.code, number) for number in numbers if fits(measure, number)]


@composite
def _with_findings(
    draw: DrawFn,
    *,
    plain: SearchStrategy[dict[str, Value]],
    told: Mapping[str, tuple[range, SearchStrategy[Finding]]],
    read: frozenset[str],
    among: Mapping[str, str],
) -> Measured:
    """Return values of which some counts are told by findings: always those that a line reads; of a sample as many as
    are asked, or as there are.
    """
    values, found = draw(plain), list[Finding]()
    for code, (sizes, finding) in sorted(told.items()):
        if code in read or draw(st.booleans()):
            there, size = values.get(among.get(code, "")), draw(st.sampled_from(sizes))
            size = min(size, int(there)) if isinstance(there, Fraction) else size
            mine = [evolve(draw(finding), id=f"{code} {place + 9}") for place in range(size)]
            values = (
                {one: value for one, value in values.items() if one != code} if mine else {**values, code: Fraction(0)}
            )
            found += mine
    return Measured(values, found)


def measured(
    *, rules: RuleSet, question: Question, units: Iterable[str] = (), period: Period = QUARTER
) -> SearchStrategy[Measured | NotMeasured]:
    """Return measurements of a question near the ends that the rules set, of which some are told by findings, and some
    of those name one of the units.
    """
    return Eye(rules, period).measured(question, units)


def member_of(question: Question) -> SearchStrategy[str]:
    """Return the code of some member of what is measured."""
    return st.sampled_from([member.indicator.code for member in question.indicator.contributions])
