"""Strategies for what was seen: findings, outcomes, observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.finding import Event, Finding, Stage
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.rules.assessment import Indicator
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.basics import labels, values

#: What became of a finding: nothing yet, told and overdue, mended in time, sent back.
LIVES = (
    (),
    (Event(Stage.FOUND, date(2022, 4, 2)),),
    (Event(Stage.FOUND, date(2022, 4, 1)), Event(Stage.NOTIFIED, date(2022, 4, 2)), Event(Stage.DUE, date(2022, 4, 5))),
    (Event(Stage.NOTIFIED, date(2022, 4, 2)), Event(Stage.DUE, date(2022, 4, 5)), Event(Stage.RECTIFIED, date(2022, 4, 5)), Event(Stage.SENT_BACK, date(2022, 4, 6), "=市", "未改")),
)


def findings(*, measure: str, units: Iterable[str] = ("river_street",), said: bool = False, mark: str = "") -> SearchStrategy[Finding]:
    """Return problems found of one measure; with `said` each says who found it; `mark` stands before their ids."""
    answers = [{"found_by": "city"}, {"found_by": "district"}]
    return st.builds(
        Finding,
        id=st.sampled_from(["f1", "f2", "f3", "=f4"]).map(lambda id_: f"{mark}{id_}"),
        measure=st.just(measure),
        place=labels(min_size=0),
        at=st.sampled_from([(), (Fraction("2.5"),), (Fraction(1), Fraction(1, 3))]),
        unit=st.sampled_from([None, *sorted(units)]),
        circumstances=st.sampled_from(answers if said else [{}, *answers]),
        life=st.sampled_from(LIVES),
        evidence=labels(min_size=0),
    )


def outcomes(standard: Standard, *, found: bool = False) -> SearchStrategy[Outcome]:
    """Return what was seen of all that a standard asks, or why nothing was; with `found` some counts are told by findings."""
    asked = [ask.measure for ask in standard.asks]
    told: list[SearchStrategy[Outcome]] = [st.builds(Measured, values(asked)), st.builds(NotApplicable, labels()), st.builds(NotMeasured, labels())]
    counts = [measure for measure in asked if measure.whole and measure.high is None]
    if found and counts:
        others = values(measure for measure in asked if measure != counts[0])
        told.append(st.builds(Measured, others, st.lists(findings(measure=counts[0].code), min_size=1, max_size=2, unique_by=lambda finding: finding.id)))
    return st.one_of(told)


@composite
def observations(draw: DrawFn, *, indicators: Iterable[Indicator], found: bool = False, sites: Sequence[str] = ("s1", "s2")) -> Observation:
    """Return reports of some source on some indicator at some site."""
    indicator = draw(st.sampled_from(list(indicators)))
    return Observation(
        source=draw(st.sampled_from(["app", "巡查"])),
        id=draw(st.sampled_from(["1", "2", "=3", "0004"])),
        revision=draw(st.integers(0, 2)),
        site=draw(st.sampled_from(sites)),
        indicator=indicator.code,
        made=draw(st.dates(date(2022, 4, 1), date(2022, 4, 3))),
        outcome=draw(outcomes(indicator.standard, found=found)),
        visit=draw(st.sampled_from(["", "morning"])),
        external=draw(st.dictionaries(st.just("case"), st.sampled_from(["17", "-1"]), max_size=1)),
    )
