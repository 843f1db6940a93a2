"""Cards with their places among the units of their kind: who has one, and why the others have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tristandard.basics.period import Period
from tristandard.basics.terms import Unit
from tristandard.rules.assessment import Assessment, Ranks
from tristandard.rules.nodes.grade import Among
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import graded
from tristandard.scoring.placing import Rivals, is_dense, marks_of
from tristandard.scoring.posted import Basis
from tristandard.scoring.scorecard import HAS_A_PLACE, Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Sentence, Told


def ranked(
    ledger: Ledger, assessment: Assessment, parts: Mapping[str, Part], period: Period,
    only: frozenset[str] | None = None, bases: Mapping[str, Basis] | None = None, top: str = "total",
) -> dict[str, Scorecard]:  # fmt: skip
    """Return the cards with their places among the units of their kind: a higher score first, ties as
    the assessment says; and with their grades by place, where the node `top` has any.
    """
    units = ledger.rules.units
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    reasons = {unit: _no_place(assessment, units[unit], part) for unit, part in parts.items()}
    for unit in parts:
        kinds[units[unit].kind].append(unit)
    marks = {unit: marks_of(assessment, part) for unit, part in parts.items() if not part.scoreless}
    rivals = {
        kind: Rivals.of(
            [marks[unit] for unit in mine if unit in marks],
            [marks[unit] for unit in mine if reasons[unit] is HAS_A_PLACE],
            dense=is_dense(assessment),
        )
        for kind, mine in kinds.items()
    }
    found = {}
    for unit, part in parts.items():
        place, places, beside, called = None, None, rivals[units[unit].kind], part
        if unit in marks:
            mine = marks[unit]
            places = beside.best(mine.high), beside.worst(mine.low, mine.high)
            called = _called(assessment, top, units[unit], part, Among(*places, len(beside.ends)))
        if reasons[unit] is HAS_A_PLACE:
            place = beside.place(marks[unit].value)
        found[unit] = Scorecard(
            assessment=assessment, unit=units[unit], part=called, ledger=ledger, period=period, only=only,
            basis=(bases or {}).get(unit), reason=reasons[unit], place=place, places=places if place else None,
        )  # fmt: skip
    return found


def _called(assessment: Assessment, top: str, unit: Unit, part: Part, among: Among) -> Part:
    """Return a score with its grades, where they go by place; a kind without places is in none of the first."""
    if not assessment.model[top].by_place:
        return part
    if unit.kind in assessment.unranked:
        among = Among(None, None, among.units)
    return graded(assessment.model[top], part, assessment.deciding, among)


_WITHHELD = Told(
    "无得分：有部分不适用，按规定不记得分",
    "not scored: a part of it does not apply, and then the rules give no score",
)
_PART_ABSENT = Told("无得分：有部分不适用", "not scored: a part of it does not apply")
_ABSENT = Told("无得分：均不适用", "not scored: nothing applies")
UNSCORED = Told("无得分：已测部分不足", "not scored: too little was measured")
_SHOWN = Told("不排名：只列得分", "not ranked: shown without a place")
_NOT_COMPLETE = Sentence("不排名：{lines} 项中有 {open} 项未测", "not ranked: {open} of {lines} were not measured")


def no_score(part: Part) -> Told | None:
    """Return why there is no score; None where there is one."""
    if part.withheld:
        return _WITHHELD
    if part.value is None and not part.unmeasured and not part.absent:
        return _PART_ABSENT
    if part.value is None:
        return _ABSENT if part.absent else UNSCORED
    return None


def _no_place(assessment: Assessment, unit: Unit, part: Part) -> Told:
    """Return why a unit has no place; `HAS_A_PLACE` where it has one."""
    if reason := no_score(part):
        return reason
    if unit.kind in assessment.unranked:
        return _SHOWN
    if part.unmeasured and assessment.ranks is Ranks.COMPLETE:
        return _NOT_COMPLETE(open=part.unmeasured, lines=part.measured + part.unmeasured)
    return HAS_A_PLACE
