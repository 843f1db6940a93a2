"""What a host passes to a consumer: every status on the indicators that both share, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tristandard.basics.errors import BadValue, as_text, for_argument, wanted
from tristandard.basics.outcome import Outcome
from tristandard.basics.place import Site
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import Price
from tristandard.scoring.handed_over import HandedOver, Handover
from tristandard.scoring.results import Results
from tristandard.survey.entry import Entry, Status, weigh
from tristandard.survey.posting import spread
from tristandard.words.sentence import Told

_HAND_OVER_EACH = Told("请分别移交所合并的各期结果", "hand over the results of each period that these put together")
_A_HANDOVER = Told("移交", "a handover")
_SHARE_INDICATORS = Told("请写有共用指标的测评方和使用方", "name a host and a consumer that share measured indicators")


def handover(results: Results, host: str, consumer: str) -> Handover:
    """Return what a host passes to a consumer: every status on the indicators that both share.

    Args:
        host: The assessment that measures.
        consumer: The assessment that computes its own score from it.

    Raises:
        BadValue: When the host measures nothing that the consumer uses.

    Source: 融合考核工作方案 · 考核结果运用·分类运用.
    """
    results = Results.of_one_period(results, _HAND_OVER_EACH)
    wanted(host, str, for_argument("host"))
    wanted(consumer, str, for_argument("consumer"))
    host, consumer = as_text(host), as_text(consumer)
    places = [place for place in results.ledger.register if passes(place[1], host, consumer)]
    if not places:
        raise BadValue(f"{host} → {consumer}", _A_HANDOVER, _SHARE_INDICATORS)
    return _handover(results, host, consumer, places, {})


def handovers(results: Results) -> Iterator[Handover]:
    """Yield what each host passes to each consumer, in the order of their codes; what several take
    over alike is made once.
    """
    places: defaultdict[tuple[str, str], list[tuple[str, Question, Outcome]]] = defaultdict(list)
    for place in results.ledger.register:
        host = place[1].indicator.host
        for consumer in dict.fromkeys(user.assessment for user in place[1].users):
            if consumer != host:
                places[host, consumer].append(place)
    known: dict[tuple[str, str], HandedOver] = {}
    for (host, consumer), measured in sorted(places.items(), key=lambda pair: pair[0]):
        yield _handover(results, host, consumer, measured, known)


def _handover(
    results: Results,
    host: str,
    consumer: str,
    places: Iterable[tuple[str, Question, Outcome]],
    known: dict[tuple[str, str], HandedOver],
) -> Handover:
    """Return a handover of some measurements; `known` holds what the host passes on alike to whoever takes it over."""
    ledger = results.ledger
    plan, rules, entries = ledger.plan, ledger.rules, list[HandedOver]()
    for site, question, outcome in places:
        handed = known.get((site, question.code))
        if handed is None:
            entry = ledger.entries.get(site, {}).get(question.code) or weigh(plan, site, question, outcome)
            handed = passed_on(entry, question, plan.sites[site], host, consumer, ledger.history.get(site, NEVER))
            if question.uses(host):
                known[site, question.code] = handed
        entries.append(handed)
    return Handover(
        rule_set=rules.code,
        rule_set_version=rules.version,
        variant=rules.variant or "",
        rules=rules.digest,
        period=plan.period,
        notice=rules.notice_zh,
        host=host,
        consumer=consumer,
        sites=[plan.sites[code] for code in {entry.site for entry in entries}],
        entries=entries,
    )


def passes(question: Question, host: str, consumer: str) -> bool:
    """Return whether a host measures a question for a consumer."""
    return question.indicator.host == host != consumer and bool(question.uses(consumer))


def _borne(entry: Entry, places: Iterable[int], site: Site) -> list[tuple[str, Price]]:
    """Return who bears what by some users together; "" where nobody is known."""
    charged: dict[str, Price] = {}
    for at in places:
        for unit, price in spread(entry.charges[at], site):
            owner = unit or ""
            charged[owner] = charged[owner] + price if owner in charged else price
    return sorted(charged.items(), key=lambda pair: pair[0])


def passed_on(entry: Entry, question: Question, site: Site, host: str, consumer: str, earlier: Earlier) -> HandedOver:
    """Return what is passed on of one measurement: how it stands, and what was borne, for the host or its consumer."""
    uses = question.uses(host) or question.uses(consumer)
    places = [at for at, user in enumerate(question.users) if user in uses]
    borne, told = _borne(entry, places, site), {entry.statuses[at] for at in places}
    return HandedOver(
        site=site.code,
        indicator=question.code,
        status=Status.BREACHED if Status.BREACHED in told else told.pop(),
        bar=question.bar_text,
        outcome=entry.outcome,
        points=tuple((unit, price.lost) for unit, price in borne if price.lost),
        gained=tuple((unit, price.gained) for unit, price in borne if price.gained),
        vetoes=tuple(
            (unit, level.value)
            for unit, price in borne
            for level in sorted(price.vetoes, key=lambda level: level.value)
        ),
        earlier=tuple((code, tuple(times)) for code, times in sorted(earlier.items()) if code in question.bar.measures),
    )
