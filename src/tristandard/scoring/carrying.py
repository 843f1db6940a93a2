"""Whose score counts in their parent's (末位结转), and what the parent's comes to with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from tristandard.basics.errors import BadValue, TristandardError, all_of, as_text, refuse, wanted
from tristandard.basics.terms import UnknownTerm
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.averages import held, sum_of
from tristandard.rules.nodes.grade import UnitShare
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import graded
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.periods import check_apart
from tristandard.scoring.results import AssessmentResult, Results
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Sentence, Told

_LAST_PLACES = Told("末位的名次数", "a number of last places")
_FROM_ONE = Told("请给不小于 1 的整数", "give a whole number from 1")


def bottom(result: AssessmentResult, count: int | UnitShare | str) -> tuple[str, ...]:
    """Return the units in the last places of each kind, so many of each, or such a share of those that have a place
    ("10 % rounded up"), the lowest first; ties on the edge all belong to it.

    They are those that a next plan must not leave out (`plan(…, include=…)`).
    """
    wanted(result, AssessmentResult)
    group, found = _group(count), list[str]()
    for kind in sorted({card.unit.kind for card in result.values()}):
        cards = [card for card in result.values() if card.unit.kind == kind]
        behind = sorted((-card.place, card.unit.code) for card in cards if card.place is not None)
        last = group.of(len(behind)) if isinstance(group, UnitShare) else min(group, len(behind))
        found += [unit for place, unit in behind if last and place <= behind[last - 1][0]]
    return tuple(found)


def _group(count: object) -> int | UnitShare:
    """Return how many places are the last ones, or which share of the units; refuse what is neither."""
    found = UnitShare.parsed(count)
    if isinstance(found, UnitShare):
        return found
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise BadValue(count, _LAST_PLACES, _FROM_ONE)
    return found


def carried(before: Iterable[Results]) -> dict[str, tuple[str, ...]]:
    """Return the units whose score counts in their parent's in the period after these, by assessment.

    Args:
        before: The results of earlier periods, in any order; of a corrected period the last edition alone.

    Raises:
        BadValue: When an assessment carries scores, and two of the periods overlap.
    """
    parts = sorted(all_of(before, Results), key=lambda one: one.period)
    found: dict[str, tuple[str, ...]] = {}
    if parts and any(assessment.carry for assessment in parts[-1].rules.assessments):
        check_apart(one.period for one in parts)
    for assessment in parts[-1].rules.assessments if parts else ():
        if assessment.carry is None or len(parts) < assessment.carry.periods:
            continue
        last, rule = parts[-assessment.carry.periods :], assessment.carry
        if any(other.period.before() != one.period for one, other in pairwise(last)):
            continue
        groups = [set(bottom(one[assessment.code], rule.bottom)) for one in last]
        units = parts[-1].rules.units
        found[assessment.code] = tuple(
            sorted(unit for unit in set.intersection(*groups) if units[unit].parent is not None)
        )
    return found


_CARRIED_UNITS = Sentence(
    "{assessment} 把得分结转到上级的单位清单",
    "a list of the units whose score {assessment} carries into their parent's",
)
_SCORE_CARRIED = Told(
    "请写 score(ledger, carried=carried([此前各期的结果]))，最初几期写 carried={}",
    "give score(ledger, carried=carried([earlier results])), or carried={} for the first periods",
)
_CARRIED_TABLE = Told("结转单位的对应表", "a table of the units that are carried")
_GIVE_CARRIED = Told("请给 carried([此前各期的结果]) 的结果", "give what carried([earlier results]) returned")
_CARRYING = Told("有结转的考核", "assessment that carries scores")
_WHAT_IS_CARRIED = Told("结转", "what is carried")
_WHAT_IT_CARRIES = Sentence("{assessment} 的结转", "what {assessment} carries")
_CANNOT_CARRY = Told("结转不能计分", "what is carried cannot be scored")
_WITH_A_PARENT = Told("有上级的单位", "a unit with a parent")
_DO_NOT_CARRY = Sentence("请从 {assessment} 的结转中去掉它", "leave it out of what {assessment} carries")


def carried_of(ledger: Ledger, carried: Mapping[str, Iterable[str]] | None) -> dict[str, tuple[str, ...]]:
    """Return the units that are carried, by assessment; refuse all that cannot be."""
    carrying = {assessment.code for assessment in ledger.rules.assessments if assessment.carry}
    if carrying and carried is None:
        raise BadValue("", _CARRIED_UNITS(assessment=min(carrying)), _SCORE_CARRIED)
    if carried is not None and not isinstance(carried, Mapping):
        raise BadValue(carried, _CARRIED_TABLE, _GIVE_CARRIED)
    given = carried or {}
    all_of(given.keys(), str)
    told = {code: tuple(sorted(set(all_of(units, str)))) for code, units in given.items() if code in carrying}
    told = {as_text(code): units for code, units in told.items() if units}
    strange = [UnknownTerm(_CARRYING, code, _WHAT_IS_CARRIED) for code in given.keys() - carrying]
    refuse(_CANNOT_CARRY, [*strange, *_not_carried(ledger.rules, told)])
    return told


def _not_carried(rules: RuleSet, told: Mapping[str, Iterable[str]]) -> list[TristandardError]:
    """Return the problems of units that cannot be carried: unknown ones, then those without a parent."""
    pairs = [(code, unit) for code, units in told.items() for unit in units]
    unknown = [
        UnknownTerm("unit", unit, _WHAT_IT_CARRIES(assessment=code)) for code, unit in pairs if unit not in rules.units
    ]
    alone = [(code, unit) for code, unit in pairs if unit in rules.units and rules.units[unit].parent is None]
    return [
        *unknown,
        *(BadValue(unit, _WITH_A_PARENT, _DO_NOT_CARRY(assessment=code)) for code, unit in alone),
    ]


_SO_MANY_CARRIED = Sentence("可结转到“{parent}”的单位数", "a number of units whose scores are carried into {parent!r}")
_CARRY_FEWER = Told(
    "其权重合计已占全部得分：请少结转几个，或降低权重",
    "their weights come to the whole score: carry fewer, or with less weight",
)


def with_carried(assessment: Assessment, parts: dict[str, Part], parents: Mapping[str, str]) -> dict[str, Part]:
    """Return the parts, in which a parent's score counts those that are carried into it; where nothing of its own
    applies, nothing is carried into it.
    """
    if assessment.carry is None or not parents:
        return parts
    found = dict(parts)
    for parent in sorted(parent for parent in set(parents.values()) & parts.keys() if not parts[parent].absent):
        units = [unit for unit in sorted(parents) if parents[unit] == parent and unit in parts]
        below = [evolve(parts[unit], member=unit) for unit in units if not parts[unit].absent]
        weight = assessment.carry.share(len(below))
        if below and weight * len(below) >= 1:
            raise BadValue(len(below), _SO_MANY_CARRIED(parent=parent), _CARRY_FEWER)
        if below:
            found[parent] = graded(
                assessment.model["total"], _carry_into(parts[parent], below, weight), assessment.deciding
            )
    return found


def _carry_into(whole: Part, below: list[Part], weight: Fraction) -> Part:
    """Return a score into which others are carried, each with a weight; one that is open counts for
    the score, held inside its interval.
    """
    value, shares = whole.value, (1 - weight * len(below), *[weight] * len(below))
    if value is not None:
        below = [
            evolve(part, estimate=held(value, part.low, part.high)) if part.value is None else part for part in below
        ]
    members = (whole, *below)

    def shared(numbers: Iterable[Fraction]) -> Fraction:
        return sum_of(share * number for share, number in zip(shares, numbers, strict=True))

    return evolve(
        whole, carried=True,
        low=shared(part.low for part in members), high=shared(part.high for part in members),
        value=None if value is None else shared(part.counted for part in members),
        items=(), open=(), extrapolated=(), gained=Fraction(0), vetoed=(), zeroed=None,
        left=None, added=(), adjusted=(), awaited=(), targets=(), against=(), bare=None, gated=(), basis=None,
        parts=members, weights=shares,
        measured=sum(part.measured for part in members), unmeasured=sum(part.unmeasured for part in members),
    )  # fmt: skip
