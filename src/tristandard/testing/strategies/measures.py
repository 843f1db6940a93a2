"""Strategies for measures, how findings of them are counted, and the values that they may have."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure, Value
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.testing.strategies.basics import NUMBERS, labels

_COUNT, _PERCENT, _DENSITY, _NO_UNIT = (MeasureUnit.parse(text) for text in ("处", "%", "处/100 m", "级"))

#: A count, a share, a rate, a ladder, forms, and k of a sample of three.
MEASURES = (
    Measure(code="litter.spots", zh="垃圾", en="litter", unit=_COUNT, whole=True),
    Measure(code="lamps.lit", zh="亮灯率", en="lamps lit", unit=_PERCENT, high=100),
    Measure(code="ads.density", zh="公益广告", en="public advertisements", unit=_DENSITY),
    Measure(code="toilet.grade", zh="公厕等级", en="toilet grade", unit=_NO_UNIT, rungs=("C", "B", "A")),
    Measure(code="notice.form", zh="公示", en="notice", unit=_NO_UNIT, forms=frozenset({"board", "list", "sign"})),
    Measure(code="sample.good", zh="抽查", en="good of three", unit=_COUNT, high=3, whole=True),
)

#: What rules may ask of a finding.
CIRCUMSTANCES = (Circumstance(code="found_by", zh="发现主体", values={"city": "市级", "district": "区级"}),)


def counted_forms() -> SearchStrategy[Form]:
    """Return what a form of a finding counts: nothing, one, or more."""
    return st.builds(Form, st.sampled_from([0, 1, 2]), labels())


def counting_rules(*, among: str = "litter.spots") -> SearchStrategy[CountingRule]:
    """Return rules for what is one problem: within a walk, by form, connected or spaced, a sample, now and then among
    as many as another measure says.
    """
    length = st.sampled_from([None, Fraction(1), Fraction(20), Fraction("2.5")])
    forms = st.dictionaries(st.sampled_from(["city", "district"]), counted_forms(), max_size=2)
    close = st.sampled_from([{}, {"together": 1}, {"spacing": 20}, {"together": Fraction("2.5")}])
    return st.builds(
        lambda within, forms, close, sample: CountingRule(
            within=within, by="found_by" if forms else "", forms=forms, **sample, **close
        ),
        length,
        forms,
        close,
        st.sampled_from([{}, {"sample": 1}, {"sample": 5}, {"sample": 5, "among": among}]),
    )


def measure_units() -> SearchStrategy[MeasureUnit]:
    """Return units, and rates of them."""
    return st.sampled_from(["处", "%", "min", "处/100 m", "处/1.5 km²"]).map(MeasureUnit.parse)


def circumstances(*, code: str = "found_by") -> SearchStrategy[Circumstance]:
    """Return what may be asked of a finding, with one to three answers."""
    some = st.dictionaries(st.sampled_from(["city", "district", "media"]), labels(), min_size=1)
    return st.builds(Circumstance, code=st.just(code), zh=labels(), en=labels(min_size=0), values=some)


def measures(*, code: str = "measure.one") -> SearchStrategy[Measure]:
    """Return measures of every kind with a given code: numbers with or without ends, ladders, forms."""
    named = {"code": st.just(code), "zh": labels(), "en": labels()}
    units = measure_units()
    numbers = st.builds(
        Measure,
        **named,
        unit=units,
        low=st.sampled_from([0, 1, -5, None]),
        high=st.sampled_from([None, 3, Fraction(7, 2)]),
        whole=st.booleans(),
        counting=counting_rules(),
    )
    ladders = st.builds(Measure, **named, unit=units, rungs=st.sampled_from([("B", "A"), ("不合格", "合格", "优")]))
    forms = st.builds(
        Measure, **named, unit=units, forms=st.sampled_from([frozenset({"sign"}), frozenset({"board", "牌"})])
    )
    return st.one_of(numbers, ladders, forms)


def values_of(measure: Measure) -> SearchStrategy[Value]:
    """Return what can be seen of a measure, by its domain."""
    return _values_of(measure)


@cache
def _values_of(measure: Measure) -> SearchStrategy[Value]:
    return st.sampled_from(probes(measure))


def _fits(measure: Measure, number: Fraction) -> bool:
    low, high = measure.low, measure.high
    return (
        (low is None or low <= number)
        and (high is None or number <= high)
        and (not measure.whole or number.denominator == 1)
    )


def probes(measure: Measure) -> list[Value]:
    """Return values of a measure that tell any two acceptances apart whose ends are `NUMBERS`: all
    ends, and between them.
    """
    if measure.forms:
        found: list[frozenset[str]] = [frozenset()]
        for form in sorted(measure.forms):
            found += [seen | {form} for seen in found]
        return list(found)
    if measure.rungs:
        return list(measure.rungs)
    ends = sorted({*NUMBERS, *(end for end in (measure.low, measure.high) if end is not None)})
    between = [(one + other) / 2 for one, other in pairwise(ends)]
    numbers = (*NUMBERS, *(end for end in ends if end not in NUMBERS), *between, ends[0] - 1, ends[-1] + 1, Fraction(4))
    return [number for number in numbers if _fits(measure, number)]


def values(measures: Iterable[Measure], *, complete: bool = True) -> SearchStrategy[dict[str, Value]]:
    """Return what was seen of some measures: of all, or of some of them."""
    seen = {measure.code: values_of(measure) for measure in measures}
    return st.fixed_dictionaries(seen) if complete else st.fixed_dictionaries({}, optional=seen)
