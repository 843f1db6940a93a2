"""Laws 19 and 20: being blamed is never a gain, and nothing that is open is silent."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.outcome import Measured
from tristandard.rules.assessment import Assessment, Ranks
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.part import Part
from tristandard.scoring.results import AssessmentResult
from tristandard.scoring.scorecard import Scorecard
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def _reads_others(book: Assessment) -> bool:
    """Return whether a score or its grade reads what other units have: their places, or their mean."""
    nodes = [node for _, node in book.model.nodes]
    return (
        book.model["total"].by_place
        or any(isinstance(bonus, RankBonus) for node in nodes for bonus in node.bonuses)
        or any(isinstance(node, Fold) and node.absent is Absent.PEERS for node in nodes)
    )


def _named(survey: Survey) -> set[tuple[str, str, str]]:
    """Return the units that findings name, each with the site and the shared indicator."""
    measured = [
        (site, asked.code, outcome) for site, asked, outcome in survey.register if isinstance(outcome, Measured)
    ]
    return {
        (site, code, finding.unit) for site, code, outcome in measured for finding in outcome.findings if finding.unit
    }


def _above(survey: Survey, units: set[str]) -> set[str]:
    return {part for unit in units for part in survey.rules.paths["unit"][unit]}


def _never_a_gain(survey: Survey, blamed: Survey) -> bool:
    since = _named(blamed) - _named(survey)
    units, sites = {unit for *_, unit in since}, {site for site, *_ in since}
    if not units:
        return True
    owners = {unit for site in sites for unit, _ in survey.plan.sites[site].units}
    pairs = [(result, blamed.results[result.assessment.code]) for result in survey.results.values()]
    return all(
        sorted(result) == sorted(after)
        and (_reads_others(result.assessment) or _moves_rightly(survey, result, after, units, owners))
        for result, after in pairs
    )


def _moves_rightly(
    survey: Survey, result: AssessmentResult, after: AssessmentResult, units: set[str], owners: set[str]
) -> bool:
    """Return whether units that are named are no better, owners that are freed no worse, and all others the same."""
    moved, named = _above(survey, units | owners), units - _above(survey, owners)
    freed = set[str]() if result.assessment.model.by_unit else owners - units
    alike = all(card.part == after[unit].part for unit, card in result.items() if unit not in moved)
    lower = all(_no_better(result[unit], after[unit]) for unit in named & result.keys())
    higher = all(_no_better(after[unit], result[unit]) for unit in freed & result.keys())
    return alike and lower and higher


def _no_better(before: Scorecard, after: Scorecard) -> bool:
    """Return whether a card is no better than it was: its score, what it may still come to, its coverage."""
    worse = (
        after.part.low <= before.part.low and after.part.high <= before.part.high and after.coverage <= before.coverage
    )
    return worse and (before.exact is None or after.exact is None or after.exact <= before.exact)


#: Law 19: 被点名不得分.
BLAMED = (
    Law(
        number=19,
        name="blame is never a gain",
        statement=Told(
            "同一处问题，点名一个单位与不点名相比，被点名单位的得分和覆盖率不升高，也不会多出成绩单；原责任单位不会多扣；"
            "其余不变，上级单位、名次和同类平均除外",
            "of one finding that names nobody and the same naming a unit, the named unit's score and coverage "
            "do not rise and no card appears; the owners lose no more; all else stays, but for the units above, "
            "places, "
            "and means of peers",
        ),
        takes=("survey", "the same with a unit named"),
        holds=_never_a_gain,
    ),
)


def outside(survey: Survey, completed: Survey) -> set[str]:
    """Return the units that the completion blames at sites at which they do not stand, with those above them."""
    owners, since = survey.plan.sites, _named(completed) - _named(survey)
    found = {unit for site, _, unit in since if unit not in dict(owners[site].units)}
    return _above(survey, found)


def _cards(survey: Survey, completed: Survey) -> Iterator[tuple[Scorecard, Scorecard]]:
    """Yield each card with what it became; not those of units that findings at others' sites name since."""
    aside = outside(survey, completed)
    for result in survey.results.values():
        for unit, card in result.items():
            if unit not in aside or survey.rules.units[unit].kind in result.assessment.named:
                yield card, completed.results[result.assessment.code][unit]


def _covered(survey: Survey, completed: Survey) -> bool:
    return all(
        after.exact is None or card.part.low <= after.exact <= card.part.high
        for card, after in _cards(survey, completed)
    )


def _silent(survey: Survey, completed: Survey) -> bool:
    for card, after in _cards(survey, completed):
        if (
            card.coverage == 1
            and not _reads_others(card.assessment)
            and (card.exact, card.grade) != (after.exact, after.grade)
        ):
            return False
        if card.place is not None and card.coverage != 1 and card.assessment.ranks is not Ranks.SCORED:
            return False
    return True


def _graded(survey: Survey, completed: Survey) -> bool:
    return all(_grade_fits(card, after.part) for card, after in _cards(survey, completed))


def _grade_fits(card: Scorecard, after: Part) -> bool:
    """Return whether what a score is called later lies between the worst and the best that it might be called."""
    names = [name for name, _ in card.assessment.model["total"].grades]
    if not names or after.grade is None or card.grades is None:
        return card.grade is None or after.grade in (None, card.grade)
    worst, best = card.grades
    return (card.grade is None or card.grade == after.grade) and names.index(best) <= names.index(
        after.grade
    ) <= names.index(worst)


#: Law 20: 未测的不隐瞒.
OPEN = (
    Law(
        number=20,
        name="the interval covers every completion",
        statement=Told(
            "未测的无论测得什么，未给的无论给定什么，得分都在此前公布的区间内；在别的单位点位上点名的除外",
            "whatever is measured of what was not, and given of what nobody gave, each score lies in the "
            "interval that was told before; but for what findings at another unit's sites may lay on it",
        ),
        takes=("survey", "the same with all else measured"),
        holds=_covered,
    ),
    Law(
        number=20,
        name="nothing open is silent",
        statement=Told(
            "覆盖率为 1 的得分和等次不因补测而变（按名次的加分、等次和同类平均会因别人而变，除外）；"
            "名次在覆盖率为 1 时，或规则对有得分的都排名时才有",
            "a score at coverage 1 is moved, and called otherwise, by no completion (but for bonuses and grades "
            "by place and means of peers, which others move), and a place stands at coverage 1 or where the rules "
            "rank whoever has a score",
        ),
        takes=("survey", "the same with all else measured"),
        holds=_silent,
    ),
    Law(
        number=20,
        name="a grade is told where it is certain",
        statement=Told(
            "未测的无论测得什么，已定的等次不变，未定的在已列出的最差与最好之间",
            "whatever is measured of what was not, a grade that was told stands, and one that was not lies "
            "between the worst and the best that were told",
        ),
        takes=("survey", "the same with all else measured"),
        holds=_graded,
    ),
)
