"""What stands on a node of a score, explained: figures that it reads, bonuses, adjustments, gates and the grade."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.reports.tree import Explanation, explained
from tristandard.reports.wording import NOTHING
from tristandard.rules.nodes.gate import Gate, Passed
from tristandard.rules.nodes.grade import Leading
from tristandard.rules.nodes.met import Met, tell_judged
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording.names import tell_counted, tell_part
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

NOTHING_APPLIES = Told("均不适用", "nothing applies")
NOT_GIVEN = Told("尚未给定", "not given yet")
_BONUS = Sentence("加分（{name}）：{points} 分", "bonus ({name}): {points}")
_ADJUSTED = Sentence("扣分（{name}）：{points} 分", "adjustment ({name}): {points} lost")
_READ = Sentence("{name}：{figure}", "{name}: {figure}")
_AWAITED = Sentence("{name}尚未给定", "{name}: not given yet")
_DID_NOT_PASS = Sentence("{name}被否决：{took}", "{name} failed: {took}")
_BELOW = Sentence("{name}低于 {least}：{took}", "{name} below {least}: {took}")
_GRADE = Sentence("{whose}等次：{grade}", "{whose}grade: {grade}")
_GRADE_BY_PLACE = Sentence("{whose}等次：{grade}（{why}）", "{whose}grade: {grade} ({why})")
_GRADE_OPEN = Sentence("{whose}等次未定（{worst}—{best}）", "{whose}grade: not certain, {worst} to {best}")
#: Of a score into which others are carried: its own has a grade that is not that of the unit.
_OF_ITS_OWN = Told("自身得分的", "its own score's ")


def explain_standing(card: Scorecard, node: Node, part: Part, *, own: bool = False) -> Iterator[Explanation]:
    """Explain what stands on a node: the bonuses that it had, the gates that it failed, and its grade; of its `own`
    where others are carried into the score.
    """
    for one in part.read:
        told = tell_part(card.assessment, one.node)
        yield explained(_READ(name=told, figure=_quantity(card.assessment.model[one.node], one)))
    for sentence, moved in ((_BONUS, part.additions), (_ADJUSTED, part.deductions)):
        for of, points, target in moved:
            name = tell_counted(card.assessment, of, target)
            yield explained(sentence(name=name, points=short_decimal(points)))
    for of in dict.fromkeys(part.awaited):
        yield explained(_AWAITED(name=tell_part(card.assessment, of)))
    yield from _gates(card, node, part)
    yield from explain_grade(node, part, own=own)


def explain_grade(node: Node, part: Part, *, own: bool = False) -> Iterator[Explanation]:
    """Explain what a score is called, or may be called; `own` is one into which others are carried, without them."""
    whose = _OF_ITS_OWN if own else NOTHING
    if part.grade is not None:
        by = dict(node.grades).get(part.grade)
        if isinstance(by, Leading):
            yield explained(_GRADE_BY_PLACE(whose=whose, grade=part.grade, why=by.told))
        else:
            yield explained(_GRADE(whose=whose, grade=part.grade))
    elif part.grades:
        worst, best = part.grades
        yield explained(_GRADE_OPEN(whose=whose, worst=worst, best=best))


def _gates(card: Scorecard, node: Node, part: Part) -> Iterator[Explanation]:
    """Explain which of its gates a node failed, by what they read, and what each took."""
    for at, of in dict.fromkeys((at, of) for at, of, _ in part.gated):
        gate, name = node.gates[at], tell_part(card.assessment, of)
        took = _failed(gate, part)
        passed = isinstance(gate.at_least, Passed)
        yield explained(
            _DID_NOT_PASS(name=name, took=took) if passed else _BELOW(name=name, least=str(gate.at_least), took=took)
        )


def _quantity(node: Node, part: Part) -> Told:
    """Return what a figure beside the score came to."""
    if isinstance(node, Met) and part.judged:
        return tell_judged(node.each, part.judged)
    if part.absent:
        return NOTHING_APPLIES
    return NOT_GIVEN if part.value is None else Told(short_decimal(part.value), short_decimal(part.value))


_LAST_GRADE = Told("等次降为末等", "the last grade")
_LOWER_STAYS = Sentence("得分至多记 {points}，得分更低，不变", "the score is {points} at most; it is lower, and stays")
_SCORE_IS = Sentence("得分记 {points}", "the score is {points}")


def _failed(gate: Gate, part: Part) -> Told:
    """Return what a gate that failed took; a score below what it puts stays as it is."""
    if gate.to is None:
        return _LAST_GRADE
    lower = part.value is not None and part.value < gate.to
    return (_LOWER_STAYS if lower else _SCORE_IS)(points=plain(gate.to))
