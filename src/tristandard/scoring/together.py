"""Several periods as one (quarters into a year): by each assessment's node `year`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.basics.errors import BadValue, for_argument, wanted
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.fold import average
from tristandard.rules.nodes.gate import EVERY_PERIOD
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import stand_over_periods
from tristandard.scoring.periods import check_rules, check_supersedes, check_weights, in_order, round_of_its_own
from tristandard.scoring.ranked import ranked
from tristandard.scoring.results import Results, span
from tristandard.words.sentence import Told

_CORRECTION_REASON = Told("同一时段更正的理由", "a reason for a correction of the same time")
_SUPERSEDE_SAME = Told(
    "请同时写 supersedes 和 reason，或都不写，并取代相同各期的结果",
    "give supersedes and reason together, or neither, and supersede results of the same periods",
)


def together(
    periods: Iterable[Results], *, own: Results | None = None, supersedes: Results | None = None, reason: str = ""
) -> Results:
    """Return several periods as one (quarters into a year): by each assessment's node `year`.

    Args:
        periods: The results of each period, in any order.
        own: Those of a round of the whole time, where a node `year` counts one beside its periods (`own`).
        supersedes: The published results of the same time that these correct; then `reason` says why.
        reason: Why.

    A period in which a unit does not appear is absent, unless the rules read figures of it, which nobody gave yet; one
    in which it has no score is not measured. What becomes of either is as the node says.

    Raises:
        BadValue: When there is none, two overlap, their rules differ, an assessment's node `year`
            weighs another number of periods, or lets those of different lengths count alike, or a correction has no
            reason, is of another time, or
            puts the same results together.
    """
    parts = in_order(periods)
    if supersedes is not None:
        wanted(supersedes, Results, for_argument("supersedes"))
    wanted(reason, str, for_argument("reason"))
    check_supersedes(supersedes)
    rounds = round_of_its_own(parts, own)
    check_rules((*parts, *rounds))
    scored = {}
    for assessment in parts[-1].rules.assessments:
        fold = assessment.model["year"]
        assert isinstance(fold, Mean)
        weights = dict(fold.weights)
        check_weights(parts, assessment, weights)
        mine = rounds if fold.own else ()
        units = sorted({unit for one in (*parts, *mine) for unit in one.scored[assessment.code]})
        years = {unit: _year(parts, mine, assessment, unit, fold) for unit in units}
        scored[assessment.code] = ranked(parts[-1].ledger, assessment, years, span(parts), top="year")
    if (supersedes is None) is bool(reason.strip()) or (supersedes is not None and supersedes.period != span(parts)):
        raise BadValue(reason, _CORRECTION_REASON, _SUPERSEDE_SAME)
    return Results(parts[-1].ledger, scored, periods=(*parts, *rounds)).superseding(supersedes, reason)


def _year(parts: Sequence[Results], rounds: Sequence[Results], assessment: Assessment, unit: str, fold: Mean) -> Part:
    """Return one unit's periods as one part, each of them by its period, perhaps with the round of the whole time."""
    weights = dict(fold.weights)
    below = [_of_period(one, assessment, unit) for one in parts]
    pairs = [(weights.get(str(place), Fraction(1)), part) for place, part in enumerate(below, 1)]
    full, bonus = below[-1].full, max(part.bonus for part in below)
    if not rounds:
        return stand_over_periods(fold, _mean(fold, "", pairs, full, bonus), assessment.deciding)
    mean = _mean(fold, f"{parts[0].period} – {parts[-1].period}", pairs, full, bonus)
    (own,) = (_of_period(one, assessment, unit) for one in rounds)
    both = _with_fixed(fold, [(100 - fold.own, mean), (fold.own, own)])
    lacking = fold.absent is Absent.BLANK and any(weight and part.absent for weight, part in pairs)
    whole = average("year", "", fold.with_its_own(blank=lacking), both, full, max(bonus, own.bonus))
    return stand_over_periods(fold, whole, assessment.deciding)


def _mean(fold: Mean, member: str, pairs: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction) -> Part:
    """Return the mean of periods; those without weight that a gate reads can move the score all the same."""
    found = average("year", member, fold, _with_fixed(fold, pairs), full, bonus)
    if not found.applies or all(gate.of != EVERY_PERIOD for gate in fold.gates):
        return found
    aside = [part for weight, part in pairs if not weight and not part.absent]
    return evolve(
        found,
        measured=found.measured + sum(part.measured for part in aside),
        unmeasured=found.unmeasured + sum(part.unmeasured for part in aside),
    )


def _of_period(one: Results, assessment: Assessment, unit: str) -> Part:
    """Return what a unit has in one period; where it does not appear nothing applies, unless the rules read figures:
    then nobody gave them, and all may still come of them.
    """
    card, period = one.scored[assessment.code].get(unit), str(one.period)
    if card is not None:
        return evolve(card.part, member=period)
    model = one.rules.assessment(assessment.code).model
    full, bonus = model.marks("total")
    awaited = bool(model.figures) and unit in one.rules.units
    part = Part.read_as("total", period, full, None, known=not awaited)
    return evolve(part, high=full + bonus, failing=(awaited and bool(model["total"].gates), False))


def _with_fixed(fold: Mean, pairs: list[tuple[Fraction, Part]]) -> list[tuple[Fraction, Part]]:
    """Return periods with the fixed score of those that do not apply, where one is written and any other applies."""
    put = fold.absent
    if not isinstance(put, Fraction) or not any(weight and not part.absent for weight, part in pairs):
        return pairs
    return [
        (weight, evolve(part, low=put, value=put, high=put, imputed="fixed") if weight and part.absent else part)
        for weight, part in pairs
    ]
