"""What one outcome of one question means for each of its users: met or breached, and what it takes and gives."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import final

from attrs import define, evolve, field

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import common
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import Level, LinePrice, Price
from tristandard.survey.plan import Plan


@final
class Status(Enum):
    """What a measurement means for an assessment."""

    MET = "met"
    BREACHED = "breached"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"


#: Who bears what of a place: a unit that findings name, or None for the site's own units.
Charge = tuple[str | None, Price]

#: What a measurement takes from, gives to and zeroes for a unit that findings name, or the site's own: in parts of a
#: point.
Charged = tuple[str | None, int, int, frozenset[Level]]


@final
@define(frozen=True, slots=False)
class Entry:
    """What one outcome of one question means for each of its users, in the order of `Question.users`."""

    question: Question = field(eq=False)
    outcome: Outcome
    statuses: tuple[Status, ...]
    charges: tuple[tuple[Charge, ...], ...]
    #: The outcome as each user counts it (see `counted_for`).
    counted: tuple[Outcome, ...] = field(eq=False, repr=False)
    #: When the same problem was found before at the site, where a line looks back.
    earlier: Earlier = field(eq=False, repr=False, factory=dict)

    @cached_property
    def itemised(self) -> tuple[tuple[LinePrice, ...], ...]:
        """The charges in their parts, for each user: line by line, finding by finding, before they
        are shared between units.
        """
        return tuple(self._itemised(at, outcome) for at, outcome in enumerate(self.counted))

    def _itemised(self, at: int, outcome: Outcome) -> tuple[LinePrice, ...]:
        if not self.charges[at] or not isinstance(outcome, Measured):
            return ()
        user, bar = self.question.users[at], self.question.bars[at]
        return user.indicator.itemise(
            dict(outcome.values), bar, outcome.findings, self.earlier, host=self.question.hosted_by(user)
        )

    @cached_property
    def denominator(self) -> int | None:
        """Parts of a point, so that all that it takes and gives is a whole number of them; None where they are too
        many.
        """
        return common(
            number for charges in self.charges for _, price in charges for number in (price.lost, price.gained)
        )

    def in_parts(self, scale: int) -> tuple[tuple[Charged, ...], ...]:
        """Return what it takes from, gives to and zeroes for whom, for each user, in parts of a point."""
        if scale not in self._in_parts:
            self._in_parts[scale] = tuple(
                tuple(
                    (unit, int(price.lost * scale), int(price.gained * scale), price.vetoes) for unit, price in charges
                )
                for charges in self.charges
            )
        return self._in_parts[scale]

    @cached_property
    def _in_parts(self) -> dict[int, tuple[tuple[Charged, ...], ...]]:
        return {}

    @cached_property
    def clean(self) -> bool:
        """Whether it is met for every user, and nobody gains by it."""
        return all(status is Status.MET for status in self.statuses) and not any(self.charges)

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The units whose score moves by findings that name them, each with the assessment."""
        return tuple(
            (unit, user.assessment)
            for user, charges in zip(self.question.users, self.charges, strict=True)
            for unit, _ in charges
            if unit is not None
        )


def weigh(plan: Plan, site: str, question: Question, outcome: Outcome, earlier: Earlier = NEVER) -> Entry:
    """Return what one outcome at a site means for each user of a question, each by its own
    lines against the one bar.
    """
    match outcome:
        case NotApplicable():
            return _alike(question, outcome, Status.NOT_APPLICABLE)
        case NotMeasured():
            return _alike(question, outcome, Status.NOT_MEASURED)
        case Measured():
            breached = question.bar.breached(dict(outcome.values))
            if not breached and not question.rewarding:
                return _alike(question, outcome, Status.MET)
            statuses = tuple(
                Status.MET if breached.isdisjoint(user.measures) else Status.BREACHED for user in question.users
            )
            counted = tuple(counted_for(plan, user.assessment, site, outcome) for user in question.users)
            charges = tuple(_charged(question, at, told, earlier) for at, told in enumerate(counted))
            return Entry(question, outcome, statuses, charges, counted, earlier)


def _alike(question: Question, outcome: Outcome, status: Status) -> Entry:
    """Return what an outcome means that is the same for each user, and costs none of them anything."""
    users = len(question.users)
    return Entry(question, outcome, (status,) * users, ((),) * users, (outcome,) * users)


def counted_for(plan: Plan, assessment: str, site: str, outcome: Outcome) -> Outcome:
    """Return an outcome as an assessment counts it: findings name nobody where they name a unit above the site's owners
    whose score is the mean of theirs.
    """
    nobody = plan.nobody.get((assessment, site))
    if (
        not nobody
        or not isinstance(outcome, Measured)
        or not any(finding.unit in nobody for finding in outcome.findings)
    ):
        return outcome
    findings = [evolve(finding, unit=None) if finding.unit in nobody else finding for finding in outcome.findings]
    return Measured(outcome.values, findings)


def _charged(question: Question, at: int, outcome: Outcome, earlier: Earlier) -> tuple[Charge, ...]:
    """Return what one user of a question takes and gives for what was measured, by whom findings name."""
    assert isinstance(outcome, Measured)
    user = question.users[at]
    prices = user.indicator.price(
        dict(outcome.values), question.bars[at], outcome.findings, earlier, host=question.hosted_by(user)
    )
    return tuple(sorted(prices.items(), key=lambda pair: (pair[0] is not None, pair[0])))
