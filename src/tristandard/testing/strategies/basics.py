"""Strategies for what everything is said in: points, measures, periods, places, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.calendar import Calendar
from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.finding import Circumstance
from tristandard.basics.measure import Measure, MeasureUnit, Value
from tristandard.basics.period import Month, Period, Quarter, Year
from tristandard.basics.place import Site
from tristandard.basics.points import Publication, Rounding
from tristandard.basics.terms import Path, Term, Tree, Unit
from tristandard.rules.scope import Extent

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

#: Where ends and values lie: close together, upon each other, and beyond what a domain has.
NUMBERS = tuple(map(Fraction, ("0", "1", "2", "3", "1/2", "5/2", "5/3", "100", "99.5", "-1", "101")))


def _tree(kind: str, **parents: str | None) -> Tree[Term]:
    return Tree(kind, [Term(code=code, zh=code, parent=parent) for code, parent in parents.items()])


AREAS = _tree("area", city=None, east="city", west="city", river="east")
ZONES = _tree("zone", built_up=None, township=None, village=None, hamlet="village")
SITE_TYPES = _tree("site type", street=None, lane="street", market=None)
KINDS = _tree("kind of unit", district=None, office=None, bureau="office")
UNITS: Tree[Unit] = Tree(
    "unit",
    [
        Unit(code="east_district", zh="东区", kind="district"),
        Unit(code="river_street", zh="河街", kind="district", parent="east_district"),
        Unit(code="greening", zh="园林", kind="bureau"),
    ],
)

#: The terms that scopes, then subjects, are said in, by coordinate.
SITE_TREES = (AREAS, ZONES, SITE_TYPES)
UNIT_TREES = (KINDS, UNITS)

Trees = Sequence[Tree[Term] | Tree[Unit]]


#: Words as people type them into tables: formulas, quotes, commas, separators and tabs among them.
LABELS = (
    "甲",
    "a",
    "=1+1",
    "-1",
    "+a",
    "@a",
    "'",
    "'=1",
    '"甲", a',
    "a; b",
    "a=b | {c}",
    "#",
    "any",
    "none",
    "0423",
    "a\tb",
)
#: What may run over several lines: words that are quoted, notices.
TEXTS = ("", *LABELS, "a\nb", "a\n\n=1", "\u202ea")


def labels(*, min_size: int = 1) -> SearchStrategy[str]:
    """Return words as people type them into tables; with `min_size` 0 none too."""
    return st.sampled_from(LABELS if min_size else ("", *LABELS))


def texts() -> SearchStrategy[str]:
    """Return words that may run over several lines, or none."""
    return st.sampled_from(TEXTS)


def points(*, low: int = 0) -> SearchStrategy[Fraction]:
    """Return exact points (分): whole, decimal, thirds, and very small."""
    return st.sampled_from(
        [Fraction(text) for text in ("1", "2", "0.5", "10", "1/3", "2.75", "0", "-1", "0.00000001")]
    ).filter(lambda number: number >= low)


def sizes() -> SearchStrategy[Fraction]:
    """Return exact numbers above zero."""
    return points().filter(lambda number: number > 0)


def scores() -> SearchStrategy[Fraction]:
    """Return exact scores about the halves and ends of the usual intervals."""
    return st.builds(
        lambda whole, part: Fraction(whole) + part,
        st.integers(-2, 3),
        st.sampled_from([Fraction(part) for part in ("0", "1/2", "0.05", "0.045", "0.005", "1/3", "0.95")]),
    )


def publications() -> SearchStrategy[Publication]:
    """Return ways to publish a score."""
    return st.builds(
        Publication,
        st.sampled_from([Decimal(text) for text in ("0.1", "0.01", "1", "0.5", "1000")]),
        st.sampled_from(Rounding),
    )


def validities() -> SearchStrategy[Validity]:
    """Return spans of dates, open or closed."""
    return st.sampled_from(
        [
            Validity(),
            Validity(start=date(2022, 5, 10)),
            Validity(end=date(2022, 8, 31)),
            Validity(date(2022, 5, 10), date(2022, 8, 31)),
        ]
    )


def clauses(*, code: str = "scheme") -> SearchStrategy[Clause]:
    """Return clauses with a given code, with or without words that were read."""
    text = labels(min_size=0)
    return st.builds(
        Clause,
        code=st.just(code),
        document=labels(),
        article=text,
        words=texts(),
        link=text,
        provenance=st.sampled_from(Provenance),
        valid=validities(),
    )


def periods(*, kinds: Iterable[Callable[..., Period]] = (Quarter, Month, Year, Period)) -> SearchStrategy[Period]:
    """Return quarters, months, years, and spans that are none of them."""
    days = st.dates(date(2021, 12, 30), date(2022, 4, 2))
    made: Mapping[Callable[..., Period], SearchStrategy[Period]] = {
        Quarter: st.builds(Quarter, st.sampled_from([2021, 2022]), st.integers(1, 4)),
        Month: st.builds(Month, st.just(2022), st.integers(1, 12)),
        Year: st.builds(Year, st.just(2022)),
        Period: st.builds(
            lambda start, length: Period(start, start + timedelta(days=length)), days, st.integers(0, 100)
        ),
    }
    return st.one_of([made[kind] for kind in kinds])


@composite
def calendars(draw: DrawFn, *, year: int = 2022) -> Calendar:
    """Return which days of a year are working days: about its first of May there are holidays, and
    days that make up for them.
    """
    days = st.sets(st.dates(date(year, 4, 28), date(year, 5, 8)), max_size=3)
    holidays = draw(days)
    return Calendar(years=[year], holidays=holidays, workdays=draw(days) - holidays)


def counted_forms() -> SearchStrategy[Form]:
    """Return what a form of a finding counts: nothing, one, or more."""
    return st.builds(Form, st.sampled_from([0, 1, 2]), labels())


def counting_rules() -> SearchStrategy[CountingRule]:
    """Return rules for what is one problem: within a walk, by form, connected or spaced, a sample."""
    length = st.sampled_from([None, Fraction(1), Fraction(20), Fraction("2.5")])
    forms = st.dictionaries(st.sampled_from(["city", "district"]), counted_forms(), max_size=2)
    close = st.sampled_from([{}, {"together": 1}, {"spacing": 20}, {"together": Fraction("2.5")}])
    return st.builds(
        lambda within, forms, close, sample: CountingRule(
            within=within, by="found_by" if forms else "", forms=forms, sample=sample, **close
        ),
        length,
        forms,
        close,
        st.sampled_from([None, 1, 5]),
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


def terms(*, code: str = "east", parents: Sequence[str | None] = (None,)) -> SearchStrategy[Term]:
    """Return words of a vocabulary with a given code, each below one of the parents given."""
    return st.builds(Term, code=st.just(code), zh=labels(), en=labels(min_size=0), parent=st.sampled_from(parents))


def units(
    *,
    code: str = "east_district",
    kinds: Sequence[str] = ("district", "office"),
    parents: Sequence[str | None] = (None,),
) -> SearchStrategy[Unit]:
    """Return responsible units with a given code, each of one of the kinds and below one of the parents given."""
    return st.builds(
        Unit,
        code=st.just(code),
        zh=labels(),
        en=labels(min_size=0),
        kind=st.sampled_from(kinds),
        parent=st.sampled_from(parents),
        external=_external(),
    )


@composite
def trees(draw: DrawFn, *, kind: str = "area", codes: Sequence[str] = ("city", "east", "river")) -> Tree[Term]:
    """Return trees of some terms, from none to all of the codes given, each below one before it or below none."""
    there = codes[: draw(st.integers(0, len(codes)))]
    return Tree(kind, [draw(terms(code=code, parents=[None, *there[:place]])) for place, code in enumerate(there)])


def _external() -> SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(["grid", "case"]), st.sampled_from(["0423", "=1"]), max_size=2)


def paths(tree: Tree[Term] | Tree[Unit], *, anywhere: bool = False, fresh: bool = False) -> SearchStrategy[Path]:
    """Return paths of a tree: with `anywhere` also the empty one, *any*; with `fresh` also codes that it does not have,
    alone or below one it has.
    """
    there: list[Path] = [*([()] if anywhere else []), *(tree.path(term.code) for term in tree)]
    known = st.sampled_from(there)
    if not fresh:
        return known
    alone = st.just(("fresh",))
    return st.one_of(known, alone, known.map(lambda path: (*path, "fresh"))) if there else alone


def site_points(*, trees: Trees = SITE_TREES, fresh: bool = True) -> SearchStrategy[Extent]:
    """Return where sites stand (area, zone, site type), with a fresh code in any coordinate."""
    return st.tuples(*(paths(tree, fresh=fresh) for tree in trees))


def unit_points(*, trees: Trees = UNIT_TREES, fresh: bool = True) -> SearchStrategy[Extent]:
    """Return where units stand (kind, unit), with a fresh code in any coordinate."""
    return site_points(trees=trees, fresh=fresh)


def shares(
    *, units: Iterable[str] = ("east_district", "river_street", "greening")
) -> SearchStrategy[dict[str, Fraction]]:
    """Return which units answer for a site: one, two in parts that add up to one, or none."""
    some = st.lists(st.sampled_from(sorted(units)), unique=True, min_size=1, max_size=2)
    known = st.one_of(some, some, st.just(list[str]()))
    part = st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction("0.2")])
    return st.builds(
        lambda codes, first: dict(zip(codes, [first, 1 - first] if len(codes) > 1 else [Fraction(1)], strict=False)),
        known,
        part,
    )


def sites(
    *,
    trees: Trees = SITE_TREES,
    units: Iterable[str] = ("east_district", "river_street", "greening"),
    code: SearchStrategy[str] | None = None,
) -> SearchStrategy[Site]:
    """Return sites on known ground."""
    area, zone, site_type = (paths(tree) for tree in trees)
    return st.builds(
        Site,
        code=code if code is not None else st.sampled_from(["s1", "s2", "0001"]),
        zh=labels(min_size=0),
        area=area,
        zone=zone,
        site_type=site_type,
        units=shares(units=units),
        external=_external(),
    )
