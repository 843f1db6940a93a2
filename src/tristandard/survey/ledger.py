"""Deductions in common (扣分台账): one breach, a posting for every entitled assessment and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import final

from attrs import define, field, frozen

from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Site
from tristandard.merging import Contribution, Question
from tristandard.rules.standard import Standard
from tristandard.survey.register import Register


@final
class Status(Enum):
    """What a measurement means for an assessment."""

    MET = "met"
    BREACHED = "breached"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"


#: Who bears how many points of a place: a unit that findings name, or None for the site's own units.
Charge = tuple[str | None, Fraction]


@final
@define(frozen=True, slots=False)
class Entry:
    """What one outcome of one question means for each of its users, in the order of `Question.users`."""

    question: Question = field(eq=False)
    outcome: Outcome
    statuses: tuple[Status, ...]
    charges: tuple[tuple[Charge, ...], ...]

    @cached_property
    def clean(self) -> bool:
        """Whether it is met for every user."""
        return all(status is Status.MET for status in self.statuses)

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The units that lose points by findings that name them, each with the assessment."""
        return tuple((unit, user.assessment) for user, charges in zip(self.question.users, self.charges, strict=True) for unit, _ in charges if unit is not None)


@final
@frozen(kw_only=True)
class Posting:
    """The points that one unit loses in one assessment for one measurement.

    `points` (分) come after the cap of the assessment's own rule and after the unit's share of the
    place; the caps of items belong to the sheet. (`period`, `site`, `indicator`, `assessment`,
    `unit`) is its stable key. A unit of None, or one that the assessment does not assess, is
    listed as unassessed.
    """

    period: str
    site: str
    indicator: str
    assessment: str
    member: str
    item: str
    unit: str | None
    points: Fraction

    @property
    def key(self) -> str:
        """The stable key as text."""
        return "/".join((self.period, self.site, self.indicator, self.assessment, self.unit or ""))


@final
@define(frozen=True, slots=False)
class Ledger:
    """For each measurement and each entitled assessment what it means.

    `entries` holds, by site and by the code of the shared indicator, what was reported; a planned
    measurement without an entry is not measured.
    """

    register: Register
    entries: Mapping[str, Mapping[str, Entry]]

    @property
    def period(self) -> str:
        """The period, as reports print it."""
        return str(self.register.plan.period)

    def postings(self) -> Iterator[Posting]:
        """Yield every posting, each once, in the order of sites and indicators."""
        return (posting for posting, assessed in self._all() if assessed)

    def unassessed(self) -> Iterator[Posting]:
        """Yield what nobody loses: no unit answers for the site, or the unit is not assessed there."""
        return (posting for posting, assessed in self._all() if not assessed)

    def _all(self) -> Iterator[tuple[Posting, bool]]:
        plan = self.register.plan
        for site, entries in self.entries.items():
            for code in sorted(entries):
                entry = entries[code]
                for user, charges in zip(entry.question.users, entry.charges, strict=True):
                    indicator = user.indicator
                    for unit, points in spread(charges, plan.sites[site]):
                        assessed = unit is not None and user in plan.users(entry.question, unit)
                        yield Posting(
                            period=self.period, site=site, indicator=code, assessment=user.assessment,
                            member=indicator.code, item=indicator.item, unit=unit, points=points,
                        ), assessed

    def statuses(self) -> Iterator[tuple[str, Question, Contribution, Status]]:
        """Yield (site, question, user, status) for every planned measurement and every assessment that uses it."""
        for site, question, _ in self.register:
            entry = self.entries.get(site, {}).get(question.code)
            statuses = entry.statuses if entry else (Status.NOT_MEASURED,) * len(question.users)
            for user, status in zip(question.users, statuses, strict=True):
                yield site, question, user, status

    @cached_property
    def scale(self) -> int:
        """A whole number of parts of a point, so that every posting is a whole number of them."""
        distinct = {id(entry): entry for entries in self.entries.values() for entry in entries.values()}
        denominators = {points.denominator for entry in distinct.values() for charges in entry.charges for _, points in charges}
        shares = {share.denominator for site in self.register.plan.sites.values() for _, share in site.units}
        return lcm(*denominators) * lcm(*shares)


def spread(charges: tuple[Charge, ...], site: Site) -> Iterator[Charge]:
    """Yield who bears what: what findings lay on a unit, and the site's own units by their shares."""
    owed: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    for unit, points in charges:
        if unit is not None:
            owed[unit] += points
        elif site.units:
            for owner, share in site.units:
                owed[owner] += points * share
        else:
            owed[None] += points
    yield from owed.items()


def share(register: Register) -> Ledger:
    """Post every breach once to each assessment that is entitled to it.

    What was not measured posts nothing; what met the standard posts nothing.

    Args:
        register: Each planned (site, indicator) of one period exactly once.

    Returns:
        One posting per breach, entitled assessment and responsible unit, in points (分).

    Laws: shared once; conservation; one bar; order does not matter.
    Source: 融合考核工作方案 · 扣分要素共同运用.
    """
    grounds = register.plan.grounds
    known: dict[tuple[Question, int], Entry] = {}
    entries: dict[str, dict[str, Entry]] = {}
    for site in sorted(register.outcomes):
        by_code = grounds[site].by_code
        entries[site] = made = {}
        for code, outcome in register.outcomes[site].items():
            question = by_code[code]
            entry = known.get((question, id(outcome)))
            if entry is None:
                entry = known[question, id(outcome)] = weigh(question, outcome)
            made[code] = entry
    return Ledger(register, entries)


def weigh(question: Question, outcome: Outcome) -> Entry:
    """Return what one outcome means for each user of a question, each by its own rule against the one bar."""
    weighed = [_weighed(question, user, outcome) for user in question.users]
    return Entry(question, outcome, tuple(status for status, _ in weighed), tuple(charges for _, charges in weighed))


def _weighed(question: Question, user: Contribution, outcome: Outcome) -> tuple[Status, tuple[Charge, ...]]:
    match outcome:
        case NotApplicable():
            return Status.NOT_APPLICABLE, ()
        case NotMeasured():
            return Status.NOT_MEASURED, ()
        case Measured():
            bar = question.bar.only(user.measures)
            parts = [(unit, values) for unit, values in _by_unit(outcome) if _breached(bar, values)]
            charges = [(unit, user.indicator.price(values, bar)) for unit, values in parts]
            return Status.BREACHED if parts else Status.MET, tuple((unit, points) for unit, points in charges if points)


def _breached(bar: Standard, values: Mapping[str, Value]) -> bool:
    return any(ask.measure.code in values and not ask.accepts(values[ask.measure.code]) for ask in bar.asks)


def _by_unit(outcome: Measured) -> Iterator[tuple[str | None, Mapping[str, Value]]]:
    """Yield the values of the site's own units (None), then those of each unit that findings name."""
    own, named = dict(outcome.values), defaultdict[str, dict[str, Value]](dict)
    for finding in outcome.findings:
        if finding.unit is not None:
            count, rest = named[finding.unit].get(finding.measure, Fraction(0)), own[finding.measure]
            assert isinstance(count, Fraction)
            assert isinstance(rest, Fraction)
            named[finding.unit][finding.measure] = count + 1
            own[finding.measure] = rest - 1
    yield None, own
    yield from sorted(named.items())
