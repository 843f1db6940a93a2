"""Law 17: an assessment loses something exactly where the bar in force is breached."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

import tristandard as ts
from tristandard.basics.outcome import Measured
from tristandard.grouping.shared import Contribution
from tristandard.rules.standard import Verdict
from tristandard.survey.entry import Entry, Status
from tristandard.testing import oracle
from tristandard.testing.laws.law import Law
from tristandard.testing.laws.measured import Place, asked_by_hand
from tristandard.testing.pricing import Demand, good
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def _users(survey: Survey) -> Iterator[tuple[Place, Entry, int, Contribution, list[Demand]]]:
    """Yield each user of each measurement, with its place among the users and all that is asked of
    what is its business.
    """
    asked = asked_by_hand(survey)
    for site, entries in survey.ledger.entries.items():
        for code, entry in entries.items():
            place = site, frozenset(code.split("+"))
            for at, user in enumerate(entry.question.users):
                mine = oracle.business(survey.rules, place[1], user.indicator.code)
                yield place, entry, at, user, [demand for demand in asked[place].demands if demand[0].code in mine]


def _one_bar(survey: Survey) -> bool:
    listed = {
        (remark.member, remark.measure)
        for remark in ts.check(survey.rules).remarks
        if isinstance(remark, ts.checks.Unpriced)
    }
    for _, entry, at, user, demands in _users(survey):
        if isinstance(entry.outcome, Measured):
            values, lost = dict(entry.outcome.values), any(price.lost or price.vetoes for _, price in entry.charges[at])
            breached = {demand[0].code for demand in demands if not good(demand, values[demand[0].code])}
            priced = any((user.indicator.code, measure) not in listed for measure in breached)
            if (
                (entry.statuses[at] is Status.BREACHED) is not bool(breached)
                or (lost and not breached)
                or (priced and not lost)
            ):
                return False
    return True


def _full_marks(survey: Survey) -> bool:
    met: dict[Place, bool] = {}
    for place, entry, _, _, demands in _users(survey):
        there = (
            isinstance(entry.outcome, Measured) and oracle.verdict(demands, dict(entry.outcome.values)) is Verdict.MET
        )
        met[place] = met.get(place, True) and there
    grounds = survey.plan.grounds
    kept = tuple(
        one
        for one in survey.observations
        if met[one.site, frozenset(grounds[one.site].by_code[one.indicator].code.split("+"))]
    )
    cards = [card for card in evolve(survey, observations=kept, carried={}).cards if not card.assessment.model.figures]
    return all(
        card.exact is None or card.part.full <= card.exact <= card.part.full + card.part.bonus
        for card in cards
        if not any(part.imputed == "fixed" or (part.gone and part.times == 1) for part in card.part.walk())
    )


#: Law 17.
ONE_BAR = (
    Law(
        number=17,
        name="one bar",
        statement=Told(
            "达到点位执行标准，或已列明该不达标情形不扣分的，考核不扣分，反之亦然",
            "an assessment loses nothing exactly where the bar in force at the site is met, or its rule is "
            "listed as not pricing what is breached",
        ),
        takes=("survey",),
        holds=_one_bar,
    ),
    Law(
        number=17,
        name="a met bar costs nothing",
        statement=Told(
            "所测都达到执行标准的，得分都是满分加上加分；规则固定的、随不适用的考核项目去掉的和给定数带来的除外",
            "where all that was measured meets the bar in force, every score is the full mark, with what was "
            "gained; but for what the rules fix, what leaves with an item that does not apply, or figures bring",
        ),
        takes=("survey",),
        holds=_full_marks,
    ),
)
