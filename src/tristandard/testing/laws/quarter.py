"""Laws 5, 7 to 13 and 17: of a survey, and of what may become of it.

Each takes a survey, and some one that was made of it: `strategies.derived` draws those by the names
under which the laws take them. What is expected is worked out by the oracles, from the rules as
written, wherever they can tell it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

import tristandard as ts
from tristandard.basics.outcome import Measured, NotMeasured
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.node import Node
from tristandard.rules.policy import Reading
from tristandard.rules.standard import Verdict
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Entry, Ledger, Posting, Status
from tristandard.testing import lines, oracle, totals
from tristandard.testing.laws.law import Law
from tristandard.testing.laws.still_open import BLAMED, OPEN
from tristandard.testing.pricing import Demand, good
from tristandard.testing.survey import Survey, posted
from tristandard.words.sentence import Told

#: What is measured somewhere: the site, and the codes of the indicators that are measured together.
_Place = tuple[str, frozenset[str]]


def _asked(survey: Survey) -> dict[_Place, oracle.Asked]:
    """Return what is measured at each site, by the rules as written."""
    return {
        (code, members): asked
        for code, site in survey.plan.sites.items()
        for members, asked in oracle.asked(survey.rules, oracle.stands(site)).items()
    }


def _planned_once(survey: Survey) -> bool:
    return Counter((task.site, frozenset(task.indicator.split("+"))) for task in survey.plan) == Counter(
        _asked(survey).keys()
    )


def _held_once(survey: Survey) -> bool:
    told = {(observation.site, observation.indicator) for observation in survey.observations}
    silent = [
        outcome
        for (site, members), outcome in survey.seen.items()
        if not any((site, member) in told for member in members)
    ]
    return [(task.site, task.indicator) for task in survey.plan] == [
        (site, question.code) for site, question, _ in survey.register
    ] and all(isinstance(outcome, NotMeasured) for outcome in silent)


def _held_in_parts(survey: Survey, part: Survey) -> bool:
    in_parts = ts.register(survey.plan, survey.observations, onto=part.register)
    return in_parts == survey.register and in_parts.outcomes == survey.register.outcomes


def _alike(survey: Survey, worse: Survey) -> bool:
    rivals = [
        evolve(one, source=f"{one.source} beside") for one in worse.observations if one not in survey.observations
    ]
    return _registered(survey.plan, (*survey.observations, *rivals)) == _registered(
        survey.plan, (*rivals, *survey.observations)
    )


def _registered(plan: ts.Plan, observations: Iterable[ts.Observation]) -> object:
    """Return the outcomes that a register holds, or why it is refused."""
    try:
        return ts.register(plan, observations).outcomes
    except ts.Refused as refusal:
        return str(refusal)


#: Law 5, of observations.
IN_ANY_ORDER = (
    Law(
        number=5,
        name="no order among rivals",
        statement=Told(
            "互相矛盾的测评记录，无论以什么次序到来，处理或不受理都一样",
            "measurements that contradict each other are settled, or refused, alike in whatever order they came",
        ),
        takes=("survey", "a worse one"),
        holds=_alike,
    ),
)

#: Law 7: 只测一次.
MEASURED_ONCE = (
    Law(
        number=7,
        name="planned once",
        statement=Told(
            "测评计划包含每个点位的全部要求，每项恰好一次",
            "a plan holds everything that is asked at each of its sites, each exactly once",
        ),
        takes=("survey",),
        holds=_planned_once,
    ),
    Law(
        number=7,
        name="registered once",
        statement=Told(
            "登记簿对计划的每次测量恰好登记一次，没有报来的记为未测",
            "a register holds each planned measurement exactly once, as not measured where nothing came",
        ),
        takes=("survey",),
        holds=_held_once,
    ),
    Law(
        number=7,
        name="registered in parts",
        statement=Told(
            "分批、任意次序、重复登记的，与一次登记的相同",
            "what is registered in parts, in any order and again, is what is registered at once",
        ),
        takes=("survey", "a part of it"),
        holds=_held_in_parts,
    ),
)


def _counts(survey: Survey, asked: oracle.Asked, key: oracle.Key, borne: oracle.Borne) -> bool:
    """Return whether what falls on a unit counts for it in a member's assessment."""
    rules, (place, _, member, unit) = survey.rules, key
    if unit is None or member not in oracle.entitled(rules, asked, oracle.seat(rules, unit)):
        return False
    return oracle.answers(rules, survey.plan.sites.values(), survey.seen, member, survey.plan.sites[place], unit, borne)


def _posted_once(survey: Survey) -> bool:
    rules, asked = survey.rules, _asked(survey)
    due = oracle.postings(rules, survey.plan.sites.values(), survey.seen, survey.history)
    assessed = Counter(
        {(key, borne): 1 for key, borne in due.items() if _counts(survey, asked[key[0], key[1]], key, borne)}
    )
    others = Counter(due.items()) - assessed
    written, period = oracle.indicators(rules), str(survey.plan.period)
    return (Counter(posted(survey.ledger.postings())), Counter(posted(survey.ledger.unassessed()))) == (
        assessed,
        others,
    ) and all(
        (one.period, one.assessment, one.item) == (period, written[one.member].assessment, written[one.member].item)
        for one in survey.ledger.postings()
    )


def _same(survey: Survey, other: Survey) -> bool:
    """Return whether all results of one survey are there again, part by part, and in the same order."""
    return all(
        [(card.unit, card.part, card.place) for card in result.values()]
        == [(card.unit, card.part, card.place) for card in other.results[result.assessment.code].values()]
        for result in survey.results.values()
    )


#: Law 8: 扣分要素共同运用.
SCORED_ONCE = (
    Law(
        number=8,
        name="each shared indicator is scored once",
        statement=Told(
            "每处不达标按其扣分向每个有关考核（申明几处使用的，每处用途）、每个责任单位记账一次，不记给别人；"
            "没有考核的另行列出",
            "every breach posts once, at its price, to each entitled assessment, once for each use that it declares, "
            "and responsible unit, and to no other; what nobody assesses is listed beside it",
        ),
        takes=("survey",),
        holds=_posted_once,
    ),
    Law(
        number=8,
        name="a duplicate changes nothing",
        statement=Told(
            "换一个来源、用任一成员的编码重复上报，台账、得分和名次都不变",
            "what is submitted again, by another source and under any member's code, changes no posting, score "
            "or place",
        ),
        takes=("survey", "the same submitted again"),
        holds=lambda survey, again: (
            Counter(survey.ledger.postings()) == Counter(again.ledger.postings()) and _same(survey, again)
        ),
    ),
)


def _conserved(survey: Survey) -> bool:
    found: dict[tuple[str, frozenset[str], str], oracle.Borne] = {}
    for (site, members, member, _), (lost, gained, vetoes) in posted(
        (*survey.ledger.postings(), *survey.ledger.unassessed())
    ):
        before = found.get((site, members, member), oracle.NOTHING)
        found[site, members, member] = before[0] + lost, before[1] + gained, before[2] | vetoes
    return found == oracle.prices(survey.rules, survey.plan.sites.values(), survey.seen, survey.history)


def _handed_over(survey: Survey) -> bool:
    hosts = {(site, question.code): question.indicator.host for site, question, _ in survey.register}
    used = {(question.indicator.host, user.assessment) for _, question, _ in survey.register for user in question.users}
    return all(
        _whole(survey, hosts, code, sorted({host for host, user in used if user == code and host != code}))
        for code in survey.results.by_assessment
    )


def _whole(survey: Survey, hosts: dict[tuple[str, str], str], code: str, others: list[str]) -> bool:
    """Return whether an assessment's postings are those it hosts and those handed over to it, and its part of the score
    the one from the handover.
    """

    def of(postings: Iterator[Posting], host: str) -> Counter[Posting]:
        return Counter(
            posting
            for posting in postings
            if posting.assessment == code and hosts[posting.site, posting.indicator] == host
        )

    together = of(_all(survey.ledger), code)
    for host in others:
        try:
            theirs = ts.receive(ts.handover(survey.results, host, code), survey.plan.merged, givens=survey.givens)
        except ts.Refused:
            return False
        ours = ts.score(survey.ledger, givens=survey.givens, only=theirs.only, carried={})[code].cards
        if {unit: card.exact for unit, card in theirs[code].items() if card.exact is not None} != {
            unit: card.exact for unit, card in ours.items() if card.exact is not None
        }:
            return False
        together += of(_all(theirs.ledger), host)
    return together == Counter(posting for posting in _all(survey.ledger) if posting.assessment == code)


def _all(ledger: Ledger) -> Iterator[Posting]:
    """Yield every posting, with those that count for nobody."""
    yield from ledger.postings()
    yield from ledger.unassessed()


#: Law 9: nothing gets lost, and nothing comes from nowhere.
CONSERVED = (
    Law(
        number=9,
        name="points are conserved",
        statement=Told(
            "就一处不达标和一个考核，各单位所扣与没有考核的部分合计，就是全部扣分",
            "for a breach and an assessment the points over units, with what nobody assesses, are the whole price",
        ),
        takes=("survey",),
        holds=_conserved,
    ),
    Law(
        number=9,
        name="handed over",
        statement=Told(
            "一个考核的台账由其主办的和移交给它的组成；其得分中融合的部分只凭移交即可得出",
            "an assessment's postings are those it hosts and those handed over to it; the merged part of its "
            "score is the one from the handover alone",
        ),
        takes=("survey",),
        holds=_handed_over,
    ),
)


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
        holds=_same,
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
        holds=lambda survey, other: survey.plan.merged.reading is not Reading.POINTWISE or _same(survey, other),
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
    sites = list(survey.plan.sites.values())
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
    """Return the figures that give a node its score; those that weigh give none."""
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


def _users(survey: Survey) -> Iterator[tuple[_Place, Entry, int, Contribution, list[Demand]]]:
    """Yield each user of each measurement, with its place among the users and all that is asked of
    what is its business.
    """
    asked = _asked(survey)
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
    met: dict[_Place, bool] = {}
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

#: What is made of a survey, up to its scores.
OF_SCORES = (
    *IN_ANY_ORDER,
    *MEASURED_ONCE,
    *SCORED_ONCE,
    *CONSERVED,
    *SEPARATE,
    *MONOTONE,
    *BOUNDED,
    *UNSEEN,
    *ONE_BAR,
    *BLAMED,
    *OPEN,
)
