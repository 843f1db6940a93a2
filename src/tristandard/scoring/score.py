"""A score for each assessment and unit (测评结果各自形成): each by its own model, none mixed with another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tristandard.basics.errors import BadValue, all_of, for_argument, wanted
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part
from tristandard.scoring.carrying import carried_of, with_carried
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.figures import Figures, checked
from tristandard.scoring.ranked import ranked
from tristandard.scoring.results import PERIOD, RULE_SET, Results
from tristandard.scoring.tally import Tallies
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Sentence, Told

_PLANNED_INDICATORS = Told("计划中指标的清单", "a list of indicators of the plan")
_GIVE_CODES = Told(
    "请写重复指标的代码，其成员以“+”相连", 'give the codes of shared indicators, their members joined by "+"'
)


def score(
    ledger: Ledger,
    *,
    givens: Mapping[tuple[str, str, str], object] | None = None,
    supersedes: Results | None = None,
    reason: str = "",
    only: Iterable[str] | None = None,
    carried: Mapping[str, Iterable[str]] | None = None,
    onto: Results | None = None,
) -> Results:
    """Score every unit in every assessment: each by its own model, none mixed with another's.

    Args:
        ledger: What the measurements of the period mean.
        givens: Figures from outside, by (assessment, name of the node or figure, unit); None for one
            that is not applicable.
        supersedes: The published results that these correct; then `reason` says why.
        only: The codes of the shared indicators that alone shall count, for a part of the score.
        carried: The units whose score counts in their parent's (see `carried`), where an assessment
            carries scores; empty for the first periods.
        onto: Earlier results of the same plan, history and `only`: units and sites at which nothing
            changed are not scored anew. The results are the same.

    Returns:
        For each assessment the scorecard of each unit that answers for a site and is assessed, or
        of which figures are given.

    Raises:
        Refused: When a given figure belongs to no node or unit, or lies beyond its full mark.
        BadValue: When `only` names what the plan does not ask, a correction has no reason, has the
            very inputs of what it corrects, or is not of the same rules and period, an assessment carries scores
            and nobody says which, or the earlier results are of another plan, history or list of indicators.

    Laws: separation; monotone; bounds; nothing measured, no score.
    Source: 融合考核工作方案 · 测评结果各自形成、考核评分分头实施.
    """
    wanted(ledger, Ledger)
    if supersedes is not None:
        wanted(supersedes, Results, for_argument("supersedes"))
    rules = ledger.rules
    _correction(ledger, supersedes, reason)
    figures = checked(ledger.plan.merged, {} if givens is None else givens)
    alone = None if only is None else frozenset(all_of(only, str))
    if alone and (strange := alone - {one.code for ground in ledger.plan.grounds.values() for one in ground.questions}):
        raise BadValue(strange, _PLANNED_INDICATORS, _GIVE_CODES)
    down = carried_of(ledger, carried)
    scorer, scored = _scorer(ledger, alone, figures, down, onto), {}
    for assessment in rules.assessments:
        parts = parts_of(scorer, assessment)
        bases = {unit: scorer.spreading.basis(assessment, unit) for unit in parts}
        scored[assessment.code] = ranked(ledger, assessment, parts, ledger.plan.period, alone, bases)
    results = Results(ledger, scored, figures, only=alone, carried=down).superseding(supersedes, reason)
    scorer.memory.before = None
    results.scorers.append(scorer)
    return results


_AGREEING = Sentence("{what}一致的结果", "results that agree in {what}")
_THE_LIST, _THE_HISTORY, _THE_PLAN = (
    Told("指标清单", "the list of indicators"),
    Told("往期记录", "the history"),
    Told("计划", "the plan"),
)
_SCORE_ONTO = Told(
    "请在计划、往期和 only 都相同的此前结果上续算，或去掉 onto",
    "score onto earlier results of the same plan, history and `only`, or leave `onto` out",
)


def _scorer(
    ledger: Ledger,
    alone: frozenset[str] | None,
    figures: Figures,
    down: Mapping[str, tuple[str, ...]],
    onto: Results | None,
) -> Scorer:
    """Return who scores a ledger: onto earlier results where they are given, and still know who scored them."""
    if onto is not None:
        wanted(onto, Results, for_argument("onto"))
        before, plan = onto.ledger, ledger.plan
        same = not onto.periods and (before.plan is plan or before.plan == plan)
        if not same or onto.only != alone or before.history != ledger.history:
            what = _THE_LIST if same and onto.only != alone else _THE_HISTORY if same else _THE_PLAN
            raise BadValue(str(onto.period), _AGREEING(what=what), _SCORE_ONTO)
        if onto.scorers and onto.carried == down:
            return onto.scorers[0].again(ledger, figures)
    return Scorer(Tallies(ledger, alone), figures, down)


def parts_of(scorer: Scorer, assessment: Assessment) -> dict[str, Part]:
    """Return what each unit comes to in one assessment, with the scores of some units carried into their parents'."""
    units, down = scorer.tallies.rules.units, scorer.carried.get(assessment.code, ())
    parts = {unit: scorer.score(assessment, unit) for unit in scorer.units(assessment)}
    return with_carried(assessment, parts, {unit: str(units[unit].parent) for unit in down})


_A_REASON = Told("更正理由", "a reason")
_SAY_WHY = Told("请写明为何更正已公布的结果", "say why the published results are corrected")
_GIVE_SUPERSEDED = Told(
    "请把所更正的已公布结果写在 supersedes，或去掉理由",
    "give the published results that are corrected as supersedes, or leave the reason out",
)
_OF_CORRECTING = Sentence("更正它的结果的{what}（{other}）", "the {what} of the results that correct it ({other})")
_SUPERSEDE_SAME = Sentence("请取代同一{what}的结果", "supersede results of the same {what}")


def _correction(ledger: Ledger, supersedes: Results | None, reason: str) -> None:
    """Refuse a correction without a reason, a reason without one, and a correction of other rules or another period."""
    wanted(reason, str, for_argument("reason"))
    if (supersedes is None) is bool(reason.strip()):
        raise BadValue(reason, _A_REASON, _SAY_WHY if supersedes else _GIVE_SUPERSEDED)
    if supersedes is None:
        return
    rules, old = ledger.rules, supersedes.rules
    for what, one, other in (
        (PERIOD, supersedes.period, ledger.plan.period),
        (RULE_SET, old.code, rules.code),
    ):
        if one != other:
            raise BadValue(str(one), _OF_CORRECTING(what=what, other=str(other)), _SUPERSEDE_SAME(what=what))
