"""Strategies for what everything is said in: words, points, clauses, periods, calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.calendar import Calendar
from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.period import Month, Period, Quarter, Year
from tristandard.basics.publication import Publication, Rounding

#: Where ends and values lie: close together, upon each other, and beyond what a domain has.
NUMBERS = tuple(map(Fraction, ("0", "1", "2", "3", "1/2", "5/2", "5/3", "100", "99.5", "-1", "101")))


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
