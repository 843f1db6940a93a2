"""Law 24: what the merge costs or gives each unit is exact, and by its definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import permutations

from attrs import evolve

import tristandard as ts
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.insight.uplift_stages import MergeStage, Stages
from tristandard.insight.uplift_worlds import Apart, ledger_in
from tristandard.rules.standard import Standard
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.score import parts_of
from tristandard.scoring.tally import Tallies
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told

#: So many shared indicators of one assessment are taken in every order; more are passed over.
_FEW = 3

_World = Callable[[str, Stages, tuple[tuple[str, Stages], ...]], Mapping[str, Fraction | None]]


def _full_world(survey: Survey) -> bool:
    told = ts.insight.uplift(survey.results)
    return all(told.of(card.assessment.code, card.unit.code).merged == card.exact for card in survey.cards)


def _apart(survey: Survey) -> bool:
    """Return whether the scores apart are those of the public road under the rules without crosswalks."""
    try:
        results = _road_apart(survey)
    except ts.TristandardError:  # the sources by themselves would have asked for other reports, or figures
        return True
    told = {(one.assessment.code, one.unit.code): one.apart for one in ts.insight.uplift(survey.results).units}
    cards = {(card.assessment.code, unit): card.exact for result in results.values() for unit, card in result.items()}
    return all(told.get(key) == cards.get(key) for key in told.keys() | cards.keys())


def _road_apart(survey: Survey) -> ts.Results:
    """Return what the public road makes of the same measurements where each assessment asks by itself."""
    rules = evolve(survey.rules, crosswalks=[], rulings=[], variant=None, variants=[])
    plan = ts.plan(ts.merge(rules), survey.sites, survey.period)
    found = list[Observation]()
    for site, question, outcome in survey.register:
        for code in question.code.split("+"):
            asked = plan.grounds[site].by_code.get(code)
            seen = None if asked is None else _asked_alone(asked.bar, outcome)
            if seen is not None:
                found.append(
                    Observation(
                        source="apart",
                        id=f"{site}/{code}",
                        site=site,
                        indicator=code,
                        made=plan.period.start,
                        outcome=seen,
                    )
                )
    return ts.score(
        ts.share(ts.register(plan, found), history=survey.history), givens=survey.givens, carried=survey.carried
    )


def _asked_alone(bar: Standard, outcome: Outcome) -> Outcome | None:
    """Return what an assessment by itself would have reported; None where what it asks was not measured."""
    if not isinstance(outcome, Measured):
        return outcome
    values = {code: value for code, value in outcome.values if code in bar.measures}
    if values.keys() != bar.measures:
        return None
    findings = [finding for finding in outcome.findings if finding.measure in bar.measures]
    return Measured(
        [(code, value) for code, value in values.items() if code not in {one.measure for one in findings}], findings
    )


def _efficient(survey: Survey) -> bool:
    return all(
        one.difference is None or one.difference == sum(one.effects.values(), Fraction(0))
        for one in ts.insight.uplift(survey.results).units
    )


def _divided(survey: Survey) -> bool:
    for one in ts.insight.uplift(survey.results).units:
        told: defaultdict[MergeStage, Fraction] = defaultdict(Fraction, one.rest)
        for part in (one.by_indicator, one.by_site):
            for (_, stage), points in part.items():
                told[stage] += points
        if any(points != told[stage] for stage, points in one.effects.items()):
            return False
    return True


def _worlds(survey: Survey) -> _World:
    """Return the scores of an assessment in any world, each scored once."""
    results = survey.results
    parts = {book.code: Apart(survey.merged, book.code) for book in survey.rules.assessments}

    @cache
    def scores(
        assessment: str, on: Stages, beside: tuple[tuple[str, Stages], ...] = ()
    ) -> Mapping[str, Fraction | None]:
        ledger = ledger_in(results, parts[assessment], on, (), dict(beside))
        scorer = Scorer(Tallies(ledger), results.givens, results.carried)
        return {unit: part.value for unit, part in parts_of(scorer, survey.rules.assessment(assessment)).items()}

    return scores


def _in_every_order(survey: Survey) -> bool:
    """Return whether each effect is what its stage adds, averaged over the 24 orders of all four."""
    worth, orders = _worlds(survey), list(permutations(MergeStage))
    for one in ts.insight.uplift(survey.results).units:
        if one.difference is None:
            continue
        told: defaultdict[MergeStage, Fraction] = defaultdict(Fraction)
        for order in orders:
            for at, stage in enumerate(order):
                low, high = (
                    worth(one.assessment.code, frozenset(order[:end]), ())[one.unit.code] for end in (at, at + 1)
                )
                assert low is not None
                assert high is not None
                told[stage] += (high - low) / len(orders)
        if dict(told) != dict(one.effects):
            return False
    return True


def _by_definition(survey: Survey) -> bool:
    """Return whether what indicators move is their average over all orders in which the indicators of a stage stand
    together, where nothing else moves.
    """
    worth = _worlds(survey)
    for one in ts.insight.uplift(survey.results).units:
        players = sorted({code for code, _ in one.by_indicator})
        if one.difference is None or one.by_site or any(one.rest.values()) or len(players) > _FEW:
            continue
        told: defaultdict[tuple[str, MergeStage], Fraction] = defaultdict(Fraction)
        for stages in permutations(MergeStage):
            for code, stage, low, high in _steps(stages, players):
                before, after = (worth(one.assessment.code, on, beside)[one.unit.code] for on, beside in (low, high))
                if before is None or after is None:  # part of a stage alone gives no score
                    return True
                told[code, stage] += after - before
        orders = 24 * len(list(permutations(players)))
        if {key: points / orders for key, points in told.items() if points} != one.by_indicator:
            return False
    return True


_Point = tuple[Stages, tuple[tuple[str, Stages], ...]]


def _steps(stages: tuple[MergeStage, ...], players: list[str]) -> Iterator[tuple[str, MergeStage, _Point, _Point]]:
    """Yield for each order of some shared indicators what comes before and after each, where the stages come in an
    order; others are on with their stage.
    """
    for at, stage in enumerate(stages):
        on = frozenset(stages[:at])
        for order in permutations(players):
            for place, code in enumerate(order):
                low, high = (
                    tuple((one, on | {stage} if one in order[:end] else on) for one in players)
                    for end in (place, place + 1)
                )
                yield code, stage, (on | {stage}, low), (on | {stage}, high)


def _law(name: str, statement: Told, holds: Callable[..., bool]) -> Law:
    return Law(number=24, name=name, statement=statement, takes=("survey",), holds=holds)


#: Law 24: 融合的影响，分毫不差.
UPLIFTED = (
    _law(
        "the full world is the results",
        Told(
            "融合的各步都做，每个得分就是结果中的得分",
            "with every stage of the merge on, each score is that of the results",
        ),
        _full_world,
    ),
    _law(
        "the empty world is the road apart",
        Told(
            "各步都不做，每个得分就是没有对照表和裁定的规则下的得分",
            "with no stage on, each score is that of the public road under the rules without crosswalks and rulings",
        ),
        _apart,
    ),
    _law(
        "stages add up",
        Told(
            "各步的影响合计，就是现在的得分减去各自考核的得分，分毫不差",
            "the effects of the stages are the score as it is less the score apart, to the last fraction",
        ),
        _efficient,
    ),
    _law(
        "indicators, sites and rest add up",
        Told(
            "重复指标、点位和其余的变动合计，就是每一步的影响，分毫不差",
            "what shared indicators, sites and the rest move is each stage's effect, to the last fraction",
        ),
        _divided,
    ),
    _law(
        "no order of stages matters",
        Told(
            "每一步的影响，是在四步的所有次序中平均增加的；什么也不改变的为 0",
            "each stage's effect is what it adds on average over all orders of all four stages; one that changes "
            "nothing has 0",
        ),
        _in_every_order,
    ),
    _law(
        "no order of indicators matters",
        Told(
            "只有计分表变动的，一个指标的变动，是在同一步指标相连的所有次序中平均增加的",
            "where sheets alone move, what an indicator moves is what it adds on average over all orders in which those"
            " of a stage stand together",
        ),
        _by_definition,
    ),
)
