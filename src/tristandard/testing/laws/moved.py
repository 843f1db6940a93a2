"""Law 28: what moved over several periods adds up, and what is there again was there before."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tristandard.insight.trend import Trend, trend
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def of(surveys: tuple[Survey, ...]) -> Trend:
    """Return how the results of several periods moved."""
    return trend([one.results for one in surveys])


def _adds_up(surveys: tuple[Survey, ...]) -> bool:
    found = of(surveys)
    for code, units in found.stands.items():
        for unit, stands in units.items():
            cards = [one.results.scored[code].get(unit) for one in surveys]
            exacts = [None if card is None else card.exact for card in cards]
            if [stand.exact for stand in stands] != exacts:
                return False
            changes = [change for change in found.changes(code, unit) if change is not None]
            first, last = exacts[0], exacts[-1]
            if (
                first is not None
                and last is not None
                and None not in exacts
                and sum(changes, Fraction(0)) != last - first
            ):
                return False
    return True


def _any_order(surveys: tuple[Survey, ...]) -> bool:
    return of(surveys).stands == of(surveys[::-1]).stands


def _again(surveys: tuple[Survey, ...]) -> bool:
    """Return whether a problem is repeated exactly where two ledgers running hold a posting of it."""
    found = of(surveys)
    for code, units in found.stands.items():
        for unit, stands in units.items():
            lost = [
                {
                    (one.site, one.member)
                    for one in survey.ledger.postings()
                    if (one.assessment, one.unit) == (code, unit) and (one.points or one.vetoes)
                }
                for survey in surveys
            ]
            expected = [set(), *(mine & before for before, mine in pairwise(lost))]
            if [set(stand.repeated) for stand in stands] != expected:
                return False
    return True


def _mended(surveys: tuple[Survey, ...]) -> bool:
    counts = [one for found in of(surveys).rectified.values() for one in found]
    return all(0 <= one.on_time <= one.rectified <= one.notified and one.on_time <= one.due for one in counts)


def _unbroken(surveys: tuple[Survey, ...]) -> bool:
    return not of(surveys).breaks


#: Law 28: 走势不虚.
MOVED = (
    Law(
        number=28,
        name="changes add up",
        statement=(
            Told(
                "走势用成绩单的得分；各期间都有得分的单位，变动合计等于末期减首期",
                "a trend has the scores of the scorecards, and of a unit that has a score in each period the "
                "changes add up to the last less the first",
            )
        ),
        takes=("year",),
        holds=_adds_up,
    ),
    Law(
        number=28,
        name="no order of periods matters",
        statement=Told(
            "结果无论以什么次序给出，走势都相同；同一规则集下没有断点",
            "in whatever order results are given, the trend is the same, and under one rule set it has no break",
        ),
        takes=("year",),
        holds=lambda surveys: _any_order(surveys) and _unbroken(surveys),
    ),
    Law(
        number=28,
        name="what is repeated was there before",
        statement=(
            Told(
                "前后两期台账都就同一点位、同一指标扣该单位分的，才是重复问题，反之亦然",
                "a problem is repeated exactly where the ledger before and this one take points of the unit for "
                "one indicator at one site",
            )
        ),
        takes=("year",),
        holds=_again,
    ),
    Law(
        number=28,
        name="mended in time is mended",
        statement=(
            Told(
                "任何单位，按期整改的不多于已整改的，已整改的不多于交办的，按期整改的不多于到期的",
                "of no unit more findings are mended in time than are mended, more mended than were put to it, or"
                " more in time than were due",
            )
        ),
        takes=("year",),
        holds=_mended,
    ),
)
