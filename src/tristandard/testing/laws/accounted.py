"""Law 18: a score is accounted for to the last fraction, and nothing in the ledger is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from tristandard.scoring.breakdown import BreakdownEntry, Cause
from tristandard.scoring.scorecard import Scorecard
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def _adds_up(card: Scorecard) -> bool:
    """Return whether the entries of a card make its exact score, and with the rounding its printed one."""
    made = card.breakdown
    if card.exact is None or card.published is None:
        return not made.entries
    *entries, last = made.entries
    exact = made.full - sum((entry.points for entry in entries), Fraction(0))
    rounded = last.cause is Cause.ROUNDING and exact - last.points == Fraction(card.published)
    return exact == card.exact and rounded


def _accounted(survey: Survey) -> bool:
    return all(_adds_up(card) for card in survey.cards)


def _has_a_cause(entry: BreakdownEntry) -> bool:
    """Return whether an entry is what its cause allows: of a posting its points times its weight,
    less the relief of caps.
    """
    within = 0 <= abs(entry.points) <= abs(entry.borne) * entry.weight
    match entry.cause:
        case Cause.POSTING:
            return within and entry.points >= 0 and entry.borne > 0
        case Cause.GAIN:
            return within and entry.points <= 0 and entry.borne < 0
        case _:
            return _BESIDE_POSTINGS[entry.cause](entry)


#: What an entry must be that is no posting and no gain, by its cause.
_BESIDE_POSTINGS: Mapping[Cause, Callable[[BreakdownEntry], bool]] = {
    Cause.VETO: lambda one: one.points >= 0 and one.posted is not None and bool(one.posted.part.price.vetoes),
    Cause.EXTRAPOLATED: lambda one: bool(one.site and one.indicator) or bool(one.node),
    Cause.GATE: lambda one: one.points >= 0 and bool(one.member),
    Cause.ADJUSTMENT: lambda one: one.points >= 0 and bool(one.member),
    Cause.BONUS: lambda one: bool(one.member),
    Cause.FIGURE: lambda one: one.posted is None,
    Cause.IMPUTED: lambda one: one.posted is None,
    Cause.ROUNDING: lambda one: one.posted is None,
}


def _caused(survey: Survey) -> bool:
    return all(_has_a_cause(entry) for card in survey.cards for entry in card.breakdown.entries)


def _nothing_left_out(survey: Survey) -> bool:
    """Return whether each line of a unit's postings stands in its card, counted or with the reason why it is not."""
    ledger = {
        (
            posting.assessment,
            posting.unit,
            posting.site,
            posting.indicator,
            posting.member,
            line.line,
            line.measure,
            line.finding,
        ): line.points - line.gained
        for posting, lines in survey.ledger.itemised()
        if posting.unit is not None and posting.unit in survey.results[posting.assessment]
        for line in lines
    }
    assessed = {
        (posting.assessment, posting.unit, posting.site, posting.indicator) for posting in survey.ledger.postings()
    }
    told = {}
    for card in survey.cards:
        for entry in (*card.breakdown.entries, *card.breakdown.uncounted):
            if entry.posted is not None and entry.posted.bearer == card.unit.code:
                site, indicator, member, line, (_, finding), measure, unit = entry.posted.order
                told[card.assessment.code, unit, site, indicator, member, line, measure, finding] = entry.borne
    return {key: points for key, points in ledger.items() if key[:4] in assessed} == told


#: Law 18: 分毫不差.
ACCOUNTED = (
    Law(
        number=18,
        name="the entries make the score",
        statement=Told(
            "有得分的成绩单，满分减去得分构成各项就是精确得分，修约差列在最后",
            "of a scorecard with a score, the full mark less the entries of its breakdown is the exact score, "
            "and the rounding is the last entry",
        ),
        takes=("survey",),
        holds=_accounted,
    ),
    Law(
        number=18,
        name="no entry without a cause",
        statement=Told(
            "台账各项在得分构成中是其扣分乘以权重、减去封顶免去的部分；一票否决有清零的记账为据，门槛和加分有其所读的数为据",
            "each entry of a posting is its points in the ledger times its weight, less the relief of caps; a "
            "veto rests on a posting that zeroes, a gate and a bonus on what they read",
        ),
        takes=("survey",),
        holds=_caused,
    ),
    Law(
        number=18,
        name="nothing is left out",
        statement=Told(
            "单位台账的每一项都在其得分构成中：计入的，或写明为什么不计入",
            "every line of a unit's postings stands in its breakdown: counted, or with the reason why it is not",
        ),
        takes=("survey",),
        holds=_nothing_left_out,
    ),
)
