"""Laws 8 and 9: a breach posts once to each that is entitled, and no point gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import tristandard as ts
from tristandard.survey.ledger import Ledger
from tristandard.survey.posting import Posting
from tristandard.testing import bearing, oracle
from tristandard.testing.laws.law import Law
from tristandard.testing.laws.measured import asked_by_hand
from tristandard.testing.survey import Survey, posted
from tristandard.words.sentence import Told


def _counts(survey: Survey, asked: oracle.Asked, key: bearing.Key, borne: bearing.Borne) -> bool:
    """Return whether what falls on a unit counts for it in a member's assessment."""
    rules, (place, _, member, unit) = survey.rules, key
    if unit is None or member not in oracle.entitled(rules, asked, oracle.seat(rules, unit)):
        return False
    return bearing.answers(
        rules, survey.sites, survey.seen, member, survey.plan.sites[place], unit, borne
    )


def _posted_once(survey: Survey) -> bool:
    rules, asked = survey.rules, asked_by_hand(survey)
    due = bearing.postings(rules, survey.sites, survey.seen, survey.history)
    assessed = Counter(
        {(key, borne): 1 for key, borne in due.items() if _counts(survey, asked[key[0], key[1]], key, borne)}
    )
    others = Counter(due.items()) - assessed
    written, period = oracle.indicators(rules), str(survey.period)
    return (Counter(posted(survey.ledger.postings())), Counter(posted(survey.ledger.unassessed()))) == (
        assessed,
        others,
    ) and all(
        (one.period, one.assessment, one.item) == (period, written[one.member].assessment, written[one.member].item)
        for one in survey.ledger.postings()
    )


def same_results(survey: Survey, other: Survey) -> bool:
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
            Counter(survey.ledger.postings()) == Counter(again.ledger.postings()) and same_results(survey, again)
        ),
    ),
)


def _conserved(survey: Survey) -> bool:
    found: dict[tuple[str, frozenset[str], str], bearing.Borne] = {}
    for (site, members, member, _), (lost, gained, vetoes) in posted(
        (*survey.ledger.postings(), *survey.ledger.unassessed())
    ):
        before = found.get((site, members, member), bearing.NOTHING)
        found[site, members, member] = before[0] + lost, before[1] + gained, before[2] | vetoes
    return found == bearing.prices(survey.rules, survey.sites, survey.seen, survey.history)


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
            theirs = ts.receive(ts.handover(survey.results, host, code), survey.merged, givens=survey.givens)
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
