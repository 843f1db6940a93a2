"""Law 25: what is said to be the least is the least, and what is said to move moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

import tristandard as ts
from tristandard.basics.outcome import Measured, Observation
from tristandard.insight.whatif_rectified import rectified
from tristandard.testing.laws.law import Law
from tristandard.testing.laws.still_open import outside as outside_of
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told

#: Of so many breaches every set is scored.
_FEW = 6


def _asked(survey: Survey, at: int) -> Iterator[ts.insight.LeastSet]:
    """Yield what is found for one card: some scores to reach, and each place before its own."""
    cards = [card for card in survey.cards if card.exact is not None]
    if not cards:
        return
    card = cards[at % len(cards)]
    assert card.exact is not None
    book, unit = card.assessment.code, card.unit.code
    full = card.assessment.model.marks("total")[0]
    for part in (Fraction(0), Fraction(1, 4), Fraction(1)):
        yield ts.insight.least(
            survey.results,
            book,
            unit,
            min(full, card.exact + max(full - card.exact, Fraction(0)) * part) if full >= card.exact else full,
        )
    for place in range(1, card.place or 1):
        yield ts.insight.least(survey.results, book, unit, ts.insight.Place(place))


def _scored(survey: Survey, found: ts.insight.LeastSet, chosen: tuple[ts.insight.Breach, ...]) -> ts.Scorecard:
    """Return the card with some breaches rectified, everything scored again from the beginning."""
    results = ts.score(rectified(survey.ledger, chosen), givens=survey.givens, carried=survey.carried)
    return results[found.card.assessment.code][found.card.unit.code]


def _reaches(found: ts.insight.LeastSet, card: ts.Scorecard) -> bool:
    if card.exact is None:
        return False
    return (
        card.exact >= found.line if found.reach is None else card.place is not None and card.place <= found.reach.number
    )


def _set_reaches(survey: Survey, at: int) -> bool:
    return all(
        found.chosen is None or _reaches(found, _scored(survey, found, found.chosen)) for found in _asked(survey, at)
    )


def _nothing_to_do(survey: Survey, at: int) -> bool:
    return all((found.chosen == ()) == _reaches(found, found.card) for found in _asked(survey, at))


def _none_smaller(survey: Survey, at: int) -> bool:
    """Return whether no smaller set reaches, and the best with one fewer is what is told: every set is scored."""
    for found in _asked(survey, at):
        every = ts.insight.least(survey.results, found.card.assessment.code, found.card.unit.code, found.card.exact)
        candidates = _candidates(survey, found)
        if every.breaches != len(candidates) or len(candidates) > _FEW:
            continue
        scored = [
            [_scored(survey, found, chosen) for chosen in combinations(candidates, size)]
            for size in range(len(candidates) + 1)
        ]
        if not found.exact or not _is_least(found, scored):
            return False
    return True


def _is_least(found: ts.insight.LeastSet, scored: list[list[ts.Scorecard]]) -> bool:
    """Return whether a set is the smallest that reaches, by the cards of all sets of each size."""
    number = next((size for size, cards in enumerate(scored) if any(_reaches(found, card) for card in cards)), None)
    if number != (None if found.chosen is None else len(found.chosen)):
        return False
    if not found.chosen:
        return True
    fewer = [card.exact for card in scored[len(found.chosen) - 1] if card.exact is not None]
    return found.best_with_one_fewer == max(fewer, default=None)


def _candidates(survey: Survey, found: ts.insight.LeastSet) -> list[ts.insight.Breach]:
    """Return every breach whose rectification alone or with all others could move the card: each that costs anybody
    anything in its assessment.
    """
    book, unit = found.card.assessment.code, found.card.unit.code
    units = survey.rules.paths["unit"]
    mine = {
        one.code
        for one in survey.rules.units
        if one.code == unit or (found.card.assessment.model.by_unit and unit in units[one.code])
    } | set(found.card.carries)
    posted = {
        ts.insight.Breach(one.site, one.indicator)
        for one in survey.ledger.postings()
        if one.assessment == book and one.unit in mine and (one.points or one.vetoes)
    }
    return sorted(posted)


def _all_that_moves(survey: Survey, at: int) -> bool:
    """Return whether every other score that moves is told, and none that does not."""
    for found in _asked(survey, at):
        after = (
            ts.score(rectified(survey.ledger, found.chosen or ()), givens=survey.givens, carried=survey.carried)
            if found.chosen is not None
            else None
        )
        if after is None:
            continue
        told = {(one.before.assessment.code, one.before.unit.code): one.after.exact for one in found.others}
        key = found.card.assessment.code, found.card.unit.code
        cards = {
            (card.assessment.code, card.unit.code): after[card.assessment.code][card.unit.code] for card in survey.cards
        }
        moves = {
            (card.assessment.code, card.unit.code): cards[card.assessment.code, card.unit.code].exact
            for card in survey.cards
            if (card.exact, card.place, card.grade)
            != ((then := cards[card.assessment.code, card.unit.code]).exact, then.place, then.grade)
        }
        moves.pop(key, None)
        if told != moves:
            return False
    return True


def _one_more(survey: Survey, at: int) -> bool:
    """Return whether what one more costs is what the road makes of a report of it."""
    asked = [(site, question, outcome) for site, question, outcome in survey.register]
    if not asked:
        return True
    site, question, _ = asked[at % len(asked)]
    try:
        told = ts.insight.one_more(survey.results, site, question.code)
    except ts.BadValue:
        return True
    assert isinstance(told.outcome, Measured)
    kept = [
        one
        for one in survey.observations
        if (one.site, survey.plan.grounds[site].by_code.get(one.indicator)) != (site, question)
    ]
    more = Observation(
        source="one more",
        id="1",
        site=site,
        indicator=question.indicator.lead.code,
        made=survey.period.end,
        outcome=told.outcome,
    )
    ledger = ts.share(ts.register(survey.plan, [*kept, more]), history=survey.history)
    after = ts.score(ledger, givens=survey.givens, carried=survey.carried)
    breached = not question.bar.accepts(dict(told.outcome.values))
    return breached and after.scored == told.supposed.scored


def _firm(survey: Survey, completed: Survey) -> bool:
    """Return whether neighbours that are firm keep their order, whatever is measured; but for what others' sites lay
    on them.
    """
    outside = outside_of(survey, completed)
    for one in ts.insight.firm(survey.results):
        book = one.above.assessment.code
        if one.firm and not {one.above.unit.code, one.below.unit.code} & outside:
            above, below = (completed.results[book][card.unit.code].exact for card in (one.above, one.below))
            if (
                above is not None
                and below is not None
                and above < below
                and one.above.assessment.ties is ts.rules.TieRule.EXACT
            ):
                return False
        if not one.firm and not one.lines and not one.above.assessment.model.reads_others:
            return bool(one.above.assessment.model.figures)
    return True


def _law(name: str, statement: Told, holds: Callable[..., bool], beside: str = "a place in what is written") -> Law:
    return Law(number=25, name=name, statement=statement, takes=("survey", beside), holds=holds)


#: Law 25: 最少整改，已证最少.
LEAST = (
    _law(
        "the set reaches",
        Told(
            "这一组整改后从头计分，就达到所要的得分或名次",
            "with the set rectified and everything scored again from the beginning, the score or the place is reached",
        ),
        _set_reaches,
    ),
    _law(
        "no smaller set reaches",
        Told(
            "没有更小的一组能达到；少一处所能达到的最好结果，就是所说的",
            "of all sets of breaches none smaller reaches, and the best that one fewer can do is what is told",
        ),
        _none_smaller,
    ),
    _law(
        "nothing to do is an empty set",
        Told("已经达到的，这一组为空，反之亦然", "the set is empty exactly where the line is reached already"),
        _nothing_to_do,
    ),
    _law(
        "all that moves is told",
        Told(
            "其他得分、名次和等次凡变动的都列出，不变的不列",
            "every other score, place and grade that moves is told, and no other",
        ),
        _all_that_moves,
    ),
    _law(
        "one more costs what the road says",
        Told(
            "多一处不达标的代价，就是上报后照常算出的",
            "what one more breach costs is what the public road makes of a report of it",
        ),
        _one_more,
    ),
    _law(
        "a firm order stands",
        Told(
            "未测的无论测得什么，先后已定的相邻单位次序不变；在别的单位点位上点名的除外",
            "whatever is measured of what was not, neighbours whose order is firm keep it; but for what findings at "
            "another unit's site may lay on them",
        ),
        _firm,
        "the same with all else measured",
    ),
)
