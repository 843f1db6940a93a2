"""Strategies for what was seen: findings, outcomes, observations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.rules.indicator import Indicator
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.basics import labels
from tristandard.testing.strategies.measures import values


def lives(start: date) -> list[tuple[Event, ...]]:
    """Return what became of a finding that was found by `start`: nothing yet, told and overdue, mended in time, sent
    back.
    """
    first, second, due, after = (start + timedelta(days=days) for days in (-1, 0, 4, 5))
    return [
        (),
        (Event(Stage.FOUND, second),),
        (Event(Stage.FOUND, first), Event(Stage.NOTIFIED, second), Event(Stage.DUE, due)),
        (
            Event(Stage.NOTIFIED, second),
            Event(Stage.DUE, due),
            Event(Stage.RECTIFIED, due),
            Event(Stage.SENT_BACK, after, "=市", "未改"),
        ),
    ]


def events(*, start: date = date(2022, 4, 1)) -> SearchStrategy[Event]:
    """Return what may happen to a finding that was found by `start`."""
    return st.sampled_from(list(dict.fromkeys(event for life in lives(start) for event in life)))


def findings(
    *,
    measure: str,
    units: Iterable[str] = ("river_street",),
    answers: Mapping[str, Sequence[str]] = MappingProxyType({}),
    at: Sequence[tuple[Fraction, ...]] = ((), (Fraction("2.5"),), (Fraction(1), Fraction(1, 3))),
    start: date = date(2022, 4, 1),
) -> SearchStrategy[Finding]:
    """Return problems found of one measure; each says all the circumstances whose answers are given,
    and stands at one of the places given.
    """
    return st.builds(
        Finding,
        id=st.sampled_from(["f1", "f2", "f10", "=f4"]),
        measure=st.just(measure),
        place=labels(min_size=0),
        at=st.sampled_from(at),
        unit=st.sampled_from([None, *sorted(units)]),
        circumstances=st.fixed_dictionaries({name: st.sampled_from(told) for name, told in answers.items()}),
        life=st.sampled_from(lives(start)),
        evidence=labels(min_size=0),
    )


def not_applicable() -> SearchStrategy[NotApplicable]:
    """Return that a question does not arise, and why."""
    return st.builds(NotApplicable, labels())


def not_measured() -> SearchStrategy[NotMeasured]:
    """Return that nobody looked, and why."""
    return st.builds(NotMeasured, labels())


def measurements(standard: Standard, *, found: bool = False) -> SearchStrategy[Measured]:
    """Return what was seen of all that a standard asks; with `found` some counts are told by findings."""
    asked = [ask.measure for ask in standard.asks]
    plain = st.builds(Measured, values(asked))
    counts = [measure for measure in asked if measure.whole and measure.high is None]
    if not found or not counts:
        return plain
    others = values(measure for measure in asked if measure != counts[0])
    return plain | st.builds(
        Measured,
        others,
        st.lists(findings(measure=counts[0].code), min_size=1, max_size=2, unique_by=lambda finding: finding.id),
    )


def outcomes(standard: Standard, *, found: bool = False) -> SearchStrategy[Outcome]:
    """Return what was seen of all that a standard asks, or why nothing was; with `found` some counts
    are told by findings.
    """
    return st.one_of(measurements(standard, found=found), not_applicable(), not_measured())


@composite
def observations(
    draw: DrawFn, *, indicators: Iterable[Indicator], found: bool = False, sites: Sequence[str] = ("s1", "s2")
) -> Observation:
    """Return reports of some source on some indicator at some site."""
    indicator = draw(st.sampled_from(list(indicators)))
    return Observation(
        source=draw(st.sampled_from(["app", "巡查"])),
        id=draw(st.sampled_from(["1", "2", "=3", "0004"])),
        revision=draw(st.integers(1, 3)),
        site=draw(st.sampled_from(sites)),
        indicator=indicator.code,
        made=draw(st.dates(date(2022, 4, 1), date(2022, 4, 3))),
        outcome=draw(outcomes(indicator.standard, found=found)),
        visit=draw(st.sampled_from(["", "morning"])),
        external=draw(st.dictionaries(st.just("case"), st.sampled_from(["17", "-1"]), max_size=1)),
    )
