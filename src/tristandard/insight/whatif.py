"""What if: the least that changes a score or a place, with its proof, and every other score that moves with it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from tristandard.basics.errors import BadValue
from tristandard.basics.points import exact
from tristandard.basics.publication import bound_of
from tristandard.insight.whatif_best import sheets_of
from tristandard.insight.whatif_found import LeastSet, Place
from tristandard.insight.whatif_rectified import Breach, breaches, moved, rectified, scored_on, scorer_of
from tristandard.insight.whatif_search import Searched, search
from tristandard.rules.assessment import Assessment, TieRule
from tristandard.scoring.placing import is_dense
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

#: Where a score is more than a mean of sheets, or reaches no further, so many breaches are looked at first.
_FIRST = 16


def least(results: Results, assessment: str, unit: str, reach: object) -> LeastSet:
    """Return the least set of breaches to rectify so that a unit reaches a score or a place, with what proves it.

    Args:
        results: Of one period.
        assessment: The code of the assessment.
        unit: The code of the unit.
        reach: An exact score, or `Place(n)`.

    Returns:
        Rectified means met for everybody who counts the breach; what was gained stays. Ties count by
        the assessment's tie rule. It is proved to be the least where the score is a mean of sheets,
        and where every smaller set was tried; elsewhere `bounds` say what is proved.

    Raises:
        UnknownKey: For an assessment or a unit that is not there.
        BadValue: When the results put several periods together, the unit has no score, or no place
            where one is asked for, or the score lies beyond the marks.

    Laws: striking the set and scoring everything again reaches the line; one fewer does not.
    """
    card = card_of(results, assessment, unit)
    line, meets, reaches = _line(results, card, reach)
    place = reach if isinstance(reach, Place) else None
    every = breaches(results, card)

    last = dict[frozenset[Breach], Results]()

    @cache
    def tried(chosen: frozenset[Breach]) -> tuple[Fraction | None, bool]:
        last.clear()
        last[chosen] = scored_on(results, rectified(results.ledger, chosen))
        after = last[chosen][assessment][unit]
        stands = place is None or (after.place is not None and after.place <= place.number)
        return after.exact, after.exact is not None and stands and (place is not None or after.exact >= line)

    found = _by_sheets(results, card, reaches, every, tried) or search(every, tried)
    chosen = found.chosen if found.chosen is not None else every
    after = last.get(frozenset(chosen)) or scored_on(results, rectified(results.ledger, chosen))
    number = len(chosen)
    return LeastSet(
        card=card, reach=place, line=line, meets=meets, chosen=found.chosen, breaches=len(every),
        reached=after[assessment][unit].exact, best_with_one_fewer=found.best_with_one_fewer,
        exact=found.chosen is None or found.lower == number, bounds=(min(found.lower, number), number),
        others=tuple(one for one in moved(results, after) if one.key != (assessment, unit)),
        supposed=after,
    )  # fmt: skip


_GIVE_PERIOD = Told("请给要整改的那一期的结果", "give the results of the period in which something is to be rectified")
_WITH_A_SCORE = Sentence("在 {assessment} 有得分的单位（{reason}）", "a unit with a score in {assessment} ({reason})")
_MEASURE_FIRST = Told("请先补测未测的项", "measure what is not measured first")
_A_SCORE = Sentence("{assessment} 的得分", "a score of {assessment}")
_WITHIN_MARKS = Told("请给满分以内的得分，或 Place(n)", "give a score within its marks, or Place(n)")
_WITH_A_PLACE = Sentence("在 {assessment} 有名次的单位（{reason}）", "a unit with a place in {assessment} ({reason})")
_ASK_FOR_A_SCORE = Told("请按得分查，或先补测未测的项", "ask for a score, or measure what is not measured first")
_ONE_OF_THE_PLACES = Sentence("同类的 {count} 个名次之一", "one of the {count} places of the kind")
_GIVE_ONE_OF_THEM = Told("请给其中之一", "give one of them")


def card_of(results: Results, assessment: str, unit: str) -> Scorecard:
    """Return the card of one period that is asked about, or refuse what is not there."""
    results = Results.of_one_period(results, _GIVE_PERIOD)
    card = results[assessment][unit]
    if card.exact is None:
        raise BadValue(unit, _WITH_A_SCORE(assessment=assessment, reason=card.reason), _MEASURE_FIRST)
    return card


def _line(results: Results, card: Scorecard, reach: object) -> tuple[Fraction, bool, Callable[[Fraction], bool]]:
    """Return the score to reach, whether just that reaches, and whether another does."""
    book: Assessment = card.assessment
    if not isinstance(reach, Place):
        line, (full, bonus) = exact(reach), book.model.marks("total")
        if not 0 <= line <= full + bonus:
            raise BadValue(line, _A_SCORE(assessment=book.code), _WITHIN_MARKS)
        return line, True, lambda value: value >= line
    rival = _rival(results, card, reach)
    if rival is None:
        return Fraction(0), True, lambda _: True
    line, meets = (rival, True) if book.ties is TieRule.EXACT else bound_of(book.publication, rival)
    return max(line, Fraction(0)), meets or line < 0, lambda value: book.deciding(value) >= book.deciding(rival)


def _rival(results: Results, card: Scorecard, reach: Place) -> Fraction | None:
    """Return the score beside which a unit has the place to reach; None of the last one, which any score has."""
    book = card.assessment
    if card.place is None:
        expected = _WITH_A_PLACE(assessment=book.code, reason=card.reason)
        raise BadValue(card.unit.code, expected, _ASK_FOR_A_SCORE)
    rivals = [
        one
        for one in results[book.code].values()
        if one.unit.kind == card.unit.kind and one.place is not None and one.unit.code != card.unit.code
    ]
    scores = sorted((one.exact for one in rivals if one.exact is not None), reverse=True)
    if is_dense(book):  # a place is behind so many other scores, and not behind so many units
        scores = list({book.deciding(one): one for one in scores}.values())
    if reach.number > len(scores) + 1:
        raise BadValue(reach.number, _ONE_OF_THE_PLACES(count=len(scores) + 1), _GIVE_ONE_OF_THEM)
    return scores[reach.number - 1] if reach.number <= len(scores) else None


def _by_sheets(
    results: Results, card: Scorecard, reaches: Callable[[Fraction], bool], every: tuple[Breach, ...], tried:
        Callable[[frozenset[Breach]], tuple[Fraction | None, bool]]
) -> Searched | None:  # fmt: skip
    """Return the least set by the best of every sheet; None where the score is more than a mean of sheets, or others
    at the same sites rise with it.
    """
    sheets = sheets_of(scorer_of(results), card)
    if sheets is None or card.exact is None:
        return None
    most = _FIRST
    while True:
        found = sheets.best(most)
        scores = [card.exact + gain for gain in found.gains]
        number = next((number for number, value in enumerate(scores) if reaches(value)), None)
        if number is not None:
            chosen = found.chosen(number)
            return Searched(chosen, number, max(scores[:number], default=None)) if tried(frozenset(chosen))[1] else None
        if most >= sheets.breaches:
            return Searched(None, len(every) + 1, max(scores[:-1], default=None))
        most *= 4
