"""A shared indicator: the set of what its members bring, and who asked for what.

指标就高、范围就宽、对象就广. What several assessments ask becomes one indicator that is measured once;
each of its contributions stays readable, so that every assessment can be recovered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import all_of, as_text, wanted
from tristandard.basics.fields import kind_of, one_line, one_line_each, texts
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Standard


@final
@frozen(kw_only=True)
class Contribution:
    """What one assessment brings to a shared indicator, and which measures of it are its business."""

    indicator: Indicator = field(validator=kind_of(Indicator))
    measures: frozenset[str] = field(converter=texts, validator=one_line_each)

    @property
    def assessment(self) -> str:
        """The code of the assessment."""
        return self.indicator.assessment


def _by_indicator(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(all_of(contributions, Contribution), key=lambda contribution: contribution.indicator.code))


@final
@define(frozen=True, slots=False, kw_only=True)
class SharedIndicator:
    """An indicator of the merged rules (重复指标): the set of its contributions.

    One contribution means that it is an assessment's own. The standard, scope and subjects are the
    joins of the contributions'; a ruling's standard stands in the place of a join that nobody
    could meet or compare.
    """

    contributions: tuple[Contribution, ...] = field(converter=_by_indicator)
    host: str = field(converter=as_text, validator=one_line)
    where: Scope | None = field(default=None, validator=kind_of(Scope | None))
    ruling: Ruling | None = field(default=None, validator=kind_of(Ruling | None))

    @cached_property
    def code(self) -> str:
        """The members' codes, joined by "+": stable, and the same in any order."""
        return "+".join(contribution.indicator.code for contribution in self.contributions)

    @property
    def assessments(self) -> tuple[str, ...]:
        """The codes of the assessments that share it, each once, however often it counts it."""
        return tuple(dict.fromkeys(contribution.assessment for contribution in self.contributions))

    def hosts(self, contribution: Contribution, among: Iterable[Contribution]) -> bool:
        """Return whether a contribution is the one that measures: of several uses in the host, the first among some."""
        wanted(contribution, Contribution)
        if contribution.assessment != self.host:
            return False
        code = contribution.indicator.code
        return not any(one.assessment == self.host and one.indicator.code < code for one in among)

    @cached_property
    def lead(self) -> Indicator:
        """The indicator of the host, whose labels are shown."""
        for contribution in self.contributions:
            if contribution.assessment == self.host:
                return contribution.indicator
        return self.contributions[0].indicator

    @cached_property
    def standard(self) -> Standard:
        """The highest standard (指标就高), or that of the ruling."""
        return self.ruling.standard if self.ruling else self.join(self.contributions)

    @cached_property
    def scope(self) -> Scope:
        """The widest scope (范围就宽); it holds within `where`."""
        return Scope.union(contribution.indicator.scope for contribution in self.contributions)

    @cached_property
    def subjects(self) -> Scope:
        """The broadest subjects (对象就广)."""
        return Scope.union(contribution.indicator.subjects for contribution in self.contributions)

    def __or__(self, other: SharedIndicator) -> SharedIndicator:
        """Return the indicator with the contributions of both."""
        if not isinstance(other, SharedIndicator):
            return NotImplemented
        return evolve(self, contributions=frozenset((*self.contributions, *other.contributions)))

    def covering(self, point: Extent) -> tuple[Contribution, ...]:
        """Return the contributions whose own scope covers a site."""
        return tuple(contribution for contribution in self.contributions if contribution.indicator.scope.covers(point))

    def bar(self, point: Extent, reading: Reading) -> Standard:
        """Return the standard in force at a site that the merged scope covers."""
        if self.ruling or reading is Reading.UNIFORM:
            return self.standard
        return self.join(self.covering(point))

    @staticmethod
    def join(contributions: Iterable[Contribution]) -> Standard:
        """Return the highest standard of some contributions."""
        return reduce(
            or_,
            (one.indicator.standard.only(one.measures) for one in all_of(contributions, Contribution)),
            Standard(),
        )


def alone(indicator: Indicator) -> SharedIndicator:
    """Return an indicator that no match names, or that stands outside the ground of its matches, by itself."""
    return SharedIndicator(
        contributions=[Contribution(indicator=indicator, measures=indicator.standard.measures)],
        host=indicator.assessment,
    )
