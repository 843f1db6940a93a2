"""An observation that cannot be registered, and why it answers nothing that is asked or not what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.outcome import Measured, Observation, found_later
from tristandard.basics.shown import meant, shortened
from tristandard.survey.plan import Plan
from tristandard.survey.source import host_of
from tristandard.words.sentence import Sentence, Told

_BAD_OBSERVATION = Sentence(
    "来源“{source}”的记录“{id}”{why}；{remedy}", "observation {id!r} of {source!r} {why}; {remedy}"
)


@final
class Unfit(Enum):
    """Of which kind the mistake in an observation is."""

    #: Its site is not in the plan.
    SITE = "site"
    #: Nobody asks its indicator at the site.
    INDICATOR = "indicator"
    #: It was made outside the period.
    DAY = "day"
    #: What it tells is not what is asked.
    OUTCOME = "outcome"
    #: One revision of it was given with different content.
    TWICE = "twice"
    #: A revision of it is in words that no file under the rules holds.
    WORDS = "words"
    #: It belongs to a visit that is closed.
    CLOSED = "closed"


@final
@frozen
class BadObservation(TristandardError):
    """An observation that cannot be registered.

    Attributes:
        kind: Of which kind the mistake is.
        source: Who reported it.
        id: What it is called there.
        why: What is wrong with it: "adds to the visit 'v1', which is closed".
        remedy: What to do.
    """

    kind: Unfit
    source: str
    id: str
    why: Told
    remedy: Told

    @property
    def told(self) -> Told:
        """What is wrong with which observation, and what to do, in both languages."""
        return _BAD_OBSERVATION(id=self.id, source=self.source, why=self.why, remedy=self.remedy)

    def __str__(self) -> str:
        return self.told[1]


_NOT_ADMITTED = Sentence(
    "（点位“{site}”的“{indicator}”）中，{value} 不是{expected}",
    "of {indicator!r} at {site!r}: {value} is not {expected}",
)


def not_admitted(problem: BadValue, source: str, id_: str, indicator: str, site: str) -> BadObservation:
    """Return a mistake in what an observation tells, so that it says which observation, of what, and where."""
    why = _NOT_ADMITTED(
        indicator=shortened(indicator), site=site, value=problem.given, expected=problem.expected
    )  # fmt: skip
    return BadObservation(Unfit.OUTCOME, source, id_, why, problem.remedy)


def too_early(observation: Observation) -> Iterator[BadObservation]:
    """Yield each finding that was found after the report of it was made; what was handed over names no day."""
    outcome = observation.outcome
    findings = outcome.findings if isinstance(outcome, Measured) else ()
    for finding in () if findings and host_of(observation.source) else findings:
        if (problem := found_later(finding, observation.made)) is not None:
            yield not_admitted(problem, observation.source, observation.id, observation.indicator, observation.site)


_NOT_IN_THE_PLAN = Sentence("的点位“{site}”不在计划中", "is of site {site!r}, which is not in the plan")
_ADD_THE_SITE = Sentence("请把该点位列入计划，或改正其代码{near}", "add the site to the plan, or mend its code{near}")
_NOBODY_ASKS = Sentence(
    "的指标“{indicator}”在点位“{site}”没有考核询问", "is of {indicator!r} at {site!r}, where nobody asks that"
)
_MEND_INDICATOR = Sentence(
    "请改正代码{near}，或在规则集中扩大适用范围", "mend the code{near}, or widen the scope in the rule set"
)
_OUTSIDE = Sentence("在 {made} 作出，不在 {period} 内", "was made on {made}, outside {period}")
_IN_ITS_PERIOD = Told("请登记到它所在的期间，或改正日期", "register it in its own period, or mend the day")


def misplaced(plan: Plan, observation: Observation) -> BadObservation:
    """Return why an observation answers nothing that is asked."""
    ground = plan.grounds.get(observation.site)
    if ground is None:
        kind = Unfit.SITE
        why, remedy = _NOT_IN_THE_PLAN(site=observation.site), _ADD_THE_SITE(near=plan.near(observation.site))
    elif observation.indicator not in ground.by_code:
        kind = Unfit.INDICATOR
        declared = set(observation.indicator.split("+")) <= plan.rules.indicators.keys()
        near = "" if declared else meant(observation.indicator, tuple(ground.by_code))
        why = _NOBODY_ASKS(indicator=shortened(observation.indicator), site=observation.site)
        remedy = _MEND_INDICATOR(near=near)
    else:
        kind = Unfit.DAY
        why, remedy = _OUTSIDE(made=str(observation.made), period=str(plan.period)), _IN_ITS_PERIOD
    return BadObservation(kind, observation.source, observation.id, why, remedy)
