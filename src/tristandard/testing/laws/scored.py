"""Laws 10 to 13: scores are each assessment's own, and those of the rules as written.

Each takes a survey, and some one that was made of it: `strategies.derived` draws those by the names
under which the laws take them. What is expected is worked out by the oracles, from the rules as
written, wherever they can tell it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

import tristandard as ts
from tristandard.basics.outcome import NotMeasured
from tristandard.merging.question import Question
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.node import Node
from tristandard.rules.policy import Reading
from tristandard.scoring.scorecard import Scorecard
from tristandard.testing import lines, totals
from tristandard.testing.laws.law import Law
from tristandard.testing.laws.shared import same_results
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told

#: Law 10: 测评结果各自形成.
SEPARATE = (
    Law(
        number=10,
        name="a stranger changes nothing",
        statement=Told(
            "加入一个毫不相干的考核，其他结果都不变",
            "adding an assessment that shares nothing leaves every other result as it is",
        ),
        takes=("survey", "the same beside a stranger"),
        holds=same_results,
    ),
    Law(
        number=10,
        name="one that asks no more changes nothing",
        statement=Told(
            "逐点读时，加入一个在共同范围内标准不高于执行标准、也不把两组并成一组的考核，其他结果也不变",
            "pointwise, so does adding one whose standards are no higher than the bars in force on common "
            "ground and that joins no two groups",
        ),
        takes=("survey", "the same beside one that asks no more"),
        holds=lambda survey, other: survey.merged.reading is not Reading.POINTWISE or same_results(survey, other),
    ),
)


def _ends(card: Scorecard) -> list[Fraction]:
    return [card.part.low, *([] if card.exact is None else [card.exact]), card.part.high]


def _worse(survey: Survey, worse: Survey) -> bool:
    changed = _changed(survey, worse)
    owners = {unit for site, _ in changed for unit, _ in survey.plan.sites[site].units}
    backwards = {
        remark.member for remark in ts.check(survey.rules).remarks if isinstance(remark, ts.checks.PricedBackwards)
    }
    if any(user.indicator.code in backwards for _, question in changed for user in question.users):
        return True
    by_place = {book.code for book in survey.rules.assessments if _has_a_bonus_by_place(book)}
    mine = [card for card in survey.cards if card.unit.code in owners and card.assessment.code not in by_place]
    return all(_no_higher(worse.results[card.assessment.code][card.unit.code], card) for card in mine)


def _changed(survey: Survey, other: Survey) -> list[tuple[str, Question]]:
    """Return what was measured otherwise in another survey: the sites and the questions."""
    return [
        (site, question)
        for site, question, outcome in survey.register
        if outcome != other.register.outcome(site, question.code)
    ]


def _has_a_bonus_by_place(book: Assessment) -> bool:
    return any(isinstance(bonus, RankBonus) for _, node in book.model.nodes for bonus in node.bonuses)


def _no_higher(worse: Scorecard, card: Scorecard) -> bool:
    """Return whether neither end nor the score of a card lies above another's."""
    return all(low <= high for low, high in zip(_ends(worse), _ends(card), strict=True))


#: Law 11.
MONOTONE = (
    Law(
        number=11,
        name="worse is never better",
        statement=Told(
            "各测量项目都更差、又在标准同一侧的，责任单位的得分和区间两端都不会升高；已列明越差扣得越少的规则除外，按名次的加分不计",
            "an outcome that is worse on every measure, on the same side of the range, never raises a score of "
            "the units that answer for the place, nor an end of its interval; but where a rule is listed as pricing "
            "backwards, and bonuses by place aside",
        ),
        takes=("survey", "a worse one"),
        holds=_worse,
    ),
)


def _as_written(survey: Survey) -> bool:
    sites = list(survey.sites)
    for result in survey.results.values():
        code = result.assessment.code
        if survey.carried.get(code):
            continue
        figures = {(name, unit): figure for (mine, name, unit), figure in survey.givens.items() if mine == code}
        told = lines.book(survey.rules, sites, survey.seen, result.assessment, figures, survey.history)
        expected = {
            unit: totals.score(told, unit) or (Fraction(0), None, card.part.full + card.part.bonus)
            for unit, card in result.items()
        }
        if (
            expected != {unit: (card.part.low, card.exact, card.part.high) for unit, card in result.items()}
            or sorted(expected) != told.units
        ):
            return False
    return True


#: Law 12.
BOUNDED = (
    Law(
        number=12,
        name="scores are those of the rules as written",
        statement=Told(
            "每个得分及其区间，都是按计分模型手工算出的，得分的也正是模型所计的单位",
            "every score and its interval is what the model gives by hand, for just those units that it scores",
        ),
        takes=("survey",),
        holds=_as_written,
    ),
    Law(
        number=12,
        name="within the marks",
        statement=Told(
            "得分的每一部分都在其区间内，区间在零与满分加可能的加分之间",
            "every part of a score lies inside its interval, and that between zero and the full mark with what "
            "bonuses may add",
        ),
        takes=("survey",),
        holds=lambda survey: all(
            0 <= part.low <= part.high <= part.full + part.bonus
            and (part.value is None or part.low <= part.value <= part.high)
            for card in survey.cards
            for part in card.part.walk()
        ),
    ),
)


def _no_score(survey: Survey) -> bool:
    nothing = tuple(evolve(observation, outcome=NotMeasured("example")) for observation in survey.observations)
    scored = {
        (book.code, figure)
        for book in survey.rules.assessments
        for name, node in book.model.nodes
        for figure in _read(name, node)
    }
    weights = {key: figure for key, figure in survey.givens.items() if key[:2] not in scored}
    unseen = [evolve(survey, observations=observations, givens=weights, carried={}) for observations in ((), nothing)]
    return all(
        card.exact is None and card.published is None and card.place is None for one in unseen for card in one.cards
    )


def _read(name: str, node: Node) -> Iterable[str]:
    """Return the figures that give a node its score; those that weigh, or change what another gave, give none."""
    if isinstance(node, Given) and node.from_full:
        return [figure for one in node.adjustments for figure in one.figures]
    return node.figures(name) if node.is_figure else ()


#: Law 13.
UNSEEN = (
    Law(
        number=13,
        name="nothing measured, no score",
        statement=Told(
            "什么也没有测、也没有给定的，没有得分和名次：不是 0，也不是满分",
            "where nothing was measured and nothing given there is no score and no place: never 0, never the full mark",
        ),
        takes=("survey",),
        holds=_no_score,
    ),
    Law(
        number=13,
        name="imputed parts are shown",
        statement=Told(
            "没有测过而仍有得分的部分，注明是推定的",
            "a part of a unit that has a score although nothing of it was measured there is shown as imputed",
        ),
        takes=("survey",),
        holds=lambda survey: all(
            part in card.imputed
            for card in survey.cards
            for part in card.own()
            if part.value is not None and not part.measured
        ),
    ),
)
