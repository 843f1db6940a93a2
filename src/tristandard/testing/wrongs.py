"""What stands wrongly in the place of a function, or becomes of what it takes or returns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from tristandard.basics.outcome import Measured
from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.deductions.price import FREE
from tristandard.survey.entry import Status


def others(right: Any) -> Any:
    """Let another claim stand than the one that the policy chooses."""

    def chosen(policy: Any, bar: Any, seen: Any) -> Any:
        stands = right(policy, bar, seen)
        return [one for one in seen if one not in stands][:1] or stands

    return chosen


def rounded_otherwise(publication: Publication) -> Publication:
    """Return a publication with another mode of rounding."""
    return evolve(publication, rounding=Rounding.HALF_UP if publication.rounding is Rounding.DOWN else Rounding.DOWN)


def naming_nobody(right: Any) -> Any:
    """Count findings for the site's own units, whomever they name."""

    def counted(plan: Any, assessment: Any, site: Any, outcome: Any) -> Any:
        told = right(plan, assessment, site, outcome)
        if not isinstance(told, Measured):
            return told
        return Measured(told.values, [evolve(one, unit=None) for one in told.findings])

    return counted


def weights_reversed(right: Any) -> Any:
    """Give the first number the weight of the last."""

    def mean(weighted: Any) -> Any:
        pairs = list(weighted)
        turned = [weight for weight, _ in reversed(pairs)]
        return right(zip(turned, (number for _, number in pairs), strict=True))

    return mean


def higher(part: Any) -> Any:
    """Return a part whose score lies at its high end."""
    return part if part.value is None else evolve(part, value=part.high)


def told_as_met(entry: Any) -> Any:
    """Return an entry in which each breach is told as met."""
    return evolve(entry, statuses=tuple(Status.MET if one is Status.BREACHED else one for one in entry.statuses))


def without_marks(right: Any) -> Any:
    """Let each item take all that it lost."""

    def counted(gathering: Any, lost: Any) -> Any:
        held = right(gathering, lost)
        return {code: max(points, held[code]) for code, points in lost.items()}

    return counted


def half_otherwise(publication: Publication) -> Publication:
    """Return a publication in which a half goes the other way."""
    other = {Rounding.HALF_UP: Rounding.HALF_EVEN, Rounding.HALF_EVEN: Rounding.HALF_UP}
    return evolve(publication, rounding=other.get(publication.rounding, publication.rounding))


def after_its_equals(right: Any) -> Any:
    """Put a unit after those that have the same."""
    return lambda rivals, value: right(rivals, value) + rivals.values.count(value) - 1


def by_scores(_: Any) -> Any:
    """Count the scores that are higher, and not the units that have them."""
    return lambda rivals, value: 1 + len({one for one in rivals.values if one > value})


def half_carried(assessment: Any) -> Any:
    """Return an assessment that carries by half the weight."""
    carry = assessment.carry
    return evolve(assessment, carry=carry and evolve(carry, weight=(carry.weight or 50) / 2))


def first_line_takes_all(items: Any) -> Any:
    """Return the items of a line, of which the first takes what the last took."""
    if len(items) < 2 or items[0].unit != items[-1].unit:
        return items
    price = items[0].price + items[-1].price
    return (evolve(items[0], price=price), *items[1:-1], evolve(items[-1], price=FREE))


def booked_on_the_next(breakdown: Any) -> Any:
    """Return a breakdown whose first entry takes what the second takes, and the other way round."""
    if len(breakdown.entries) < 2:
        return breakdown
    first, second, *rest = breakdown.entries
    swapped = evolve(first, points=second.points), evolve(second, points=first.points), *rest
    return evolve(breakdown, entries=swapped)


def dearer(handed: Any) -> Any:
    """Return a status that hands over twice the points."""
    return evolve(handed, points=tuple((unit, 2 * points) for unit, points in handed.points))


def doubled(ledger: Any) -> Iterator[Any]:
    """Yield each posting twice."""
    for posting in ledger:
        yield posting
        yield posting
