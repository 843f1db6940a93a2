"""What offices pass to each other: the merged part as a handover (移交), the rest as notices (通报).

Deductions alone would not do: one breach of 10 on one visited site is 90, on two it is 95. So a
handover holds every status on the merged indicators, with the sites, and the consumer's part of
the score can be computed from it alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    all_of,
    as_text,
    kind_of,
    listed,
    one_line,
    one_line_each,
    refuse,
    some_lines,
    table_of,
    wanted,
)
from tristandard.basics.marks import page
from tristandard.basics.order import by_code, by_name, key_of
from tristandard.basics.outcome import NotMeasured, Observation, Outcome
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import tell_bar, tell_outcome
from tristandard.scoring.scorecard import Results, score
from tristandard.survey.ledger import Entry, Ledger, Status, share, spread, weigh
from tristandard.survey.plan import plan
from tristandard.survey.register import register
from tristandard.words.sentence import Told


def _amounts(table: object) -> tuple[tuple[str, Fraction], ...]:
    """Return a table of points as nothing but points (an attrs converter); whatever is none is left to be refused."""
    pairs = by_name(table)  # type: ignore[arg-type]
    return tuple(
        (name, one if type(one) is Fraction or not isinstance(one, Fraction) else Fraction(*one.as_integer_ratio()))
        for name, one in pairs
    )


def _pairs(pairs: object) -> tuple[tuple[str, str], ...]:
    """Return pairs of texts in the order in which they are given (an attrs converter)."""
    found = listed(pairs)
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in found):
        raise BadValue(pairs, "a list of pairs", 'give (("unit", "level"), …)')
    return found


@final
@frozen(kw_only=True)
class HandedOver:
    """One status on a merged indicator at one site, with what the host took from and gave to each unit.

    Where the host measures what it does not count itself, all are the consumer's. `earlier` says how
    many periods back the same problem was found, by measure, where a line looks back.
    """

    site: str = field(converter=as_text, validator=one_line)
    indicator: str = field(converter=as_text, validator=one_line)
    status: Status = field(validator=kind_of(Status))
    bar: str = field(converter=as_text, validator=one_line)
    outcome: Outcome = field(validator=kind_of(Outcome))
    points: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_amounts, validator=table_of(Fraction))
    gained: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_amounts, validator=table_of(Fraction))
    vetoes: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs, validator=one_line_each)
    earlier: tuple[tuple[str, tuple[int, ...]], ...] = field(default=(), converter=by_name, validator=table_of(tuple))


def _by_place(entries: Iterable[HandedOver]) -> tuple[HandedOver, ...]:
    return tuple(sorted(all_of(entries, HandedOver), key=lambda entry: (entry.site, entry.indicator)))


@final
@frozen(kw_only=True)
class Handover:
    """Everything on the merged indicators that a host passes to a consumer for one period (移交)."""

    rule_set: str = field(converter=as_text, validator=one_line)
    rule_set_version: str = field(converter=as_text, validator=one_line)
    variant: str = field(converter=as_text, validator=one_line)
    #: The digest of the rules themselves.
    rules: str = field(converter=as_text, validator=one_line)
    period: Period = field(validator=kind_of(Period))
    host: str = field(converter=as_text, validator=one_line)
    consumer: str = field(converter=as_text, validator=one_line)
    #: What the rule set says of its illustrative numbers.
    notice: str = field(default="", converter=as_text, validator=some_lines)
    sites: tuple[Site, ...] = field(converter=by_code)
    entries: tuple[HandedOver, ...] = field(converter=_by_place)

    @property
    def indicators(self) -> frozenset[str]:
        """The merged indicators of which it speaks."""
        return frozenset(entry.indicator for entry in self.entries)


_ONE_PERIOD = Told("请分期移交其中各期的测评结果", "hand over the results of each period that these put together")


def handover(results: Results, host: str, consumer: str) -> Handover:
    """Return what a host passes to a consumer: every status on the indicators that both share.

    Args:
        host: The assessment that measures.
        consumer: The assessment that computes its own score from it.

    Raises:
        BadValue: When the host measures nothing that the consumer uses.

    Source: 融合考核工作方案 · 考核结果运用·分类运用.
    """
    results = Results.of_one_period(results, _ONE_PERIOD)
    wanted(host, str, " for `host`")
    wanted(consumer, str, " for `consumer`")
    host, consumer = as_text(host), as_text(consumer)
    places = [place for place in results.ledger.register if _passes(place[1], host, consumer)]
    if not places:
        raise BadValue(
            f"{host} → {consumer}", "a handover", "name a host and a consumer that share measured indicators"
        )
    return _handover(results, host, consumer, places, {})


def handovers(results: Results) -> Iterator[Handover]:
    """Yield what each host passes to each consumer, in the order of their codes; what several take
    over alike is made once.
    """
    places: defaultdict[tuple[str, str], list[tuple[str, Question, Outcome]]] = defaultdict(list)
    for place in results.ledger.register:
        host = place[1].indicator.host
        for user in place[1].users:
            if user.assessment != host:
                places[host, user.assessment].append(place)
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
    plan, rules, entries = ledger.register.plan, ledger.rules, list[HandedOver]()
    for site, question, outcome in places:
        handed = known.get((site, question.code))
        if handed is None:
            entry = ledger.entries.get(site, {}).get(question.code) or weigh(plan, site, question, outcome)
            handed = _handed(entry, question, plan.sites[site], host, consumer, ledger.history.get(site, NEVER))
            if any(user.assessment == host for user in question.users):
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
        sites=[plan.sites[code] for code in sorted({entry.site for entry in entries})],
        entries=entries,
    )


def _passes(question: Question, host: str, consumer: str) -> bool:
    """Return whether a host measures a question for a consumer."""
    return question.indicator.host == host != consumer and any(user.assessment == consumer for user in question.users)


def _handed(entry: Entry, question: Question, site: Site, host: str, consumer: str, earlier: Earlier) -> HandedOver:
    users = [user.assessment for user in question.users]
    at = users.index(host if host in users else consumer)
    borne = sorted((unit or "", price) for unit, price in spread(entry.charges[at], site))
    return HandedOver(
        site=site.code,
        indicator=question.code,
        status=entry.statuses[at],
        bar=str(question.bar),
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


@final
@frozen
class HandoverMismatch(TristandardError):
    """A handover that does not fit the rules it is received under."""

    subject: str
    given: str
    known: str

    def __str__(self) -> str:
        return (
            f"the handover's {self.subject} is {self.given!r}, here it is {self.known!r}; load the rules that it "
            "was made under, or ask for it again"
        )


def receive(
    received: Handover, merged: MergedRules, *, givens: Mapping[tuple[str, str, str], object] | None = None
) -> Results:
    """Return the merged part of the scores, computed from a handover alone.

    Args:
        received: What the host passed on.
        merged: The rules that it was made under.
        givens: The consumer's own figures (see `score`), where its model weighs by one.

    Raises:
        Refused: When it was made under other rules, leaves out or repeats a status of its sites, or
            has statuses that do not follow from its outcomes.

    Law: the consumer's part equals the one from the ledger.
    """
    wanted(received, Handover)
    wanted(merged, MergedRules)
    _check_made_under(received, merged.rule_set)
    planned = plan(merged, received.sites, received.period)
    due = {
        (site, question.code): question
        for site, ground in planned.grounds.items()
        for question in ground.questions
        if _passes(question, received.host, received.consumer)
    }
    _check_number(received, due.keys())
    history: defaultdict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for entry in received.entries:
        history[entry.site].update(entry.earlier)
    ledger = share(register(planned, _observations(received)), history=history)
    problems = [
        problem
        for entry in received.entries
        for problem in _contradictions(received, entry, due[entry.site, entry.indicator], ledger)
    ]
    refuse("the handover contradicts itself", problems)
    return score(ledger, givens=givens, only=received.indicators, carried={})


def _check_made_under(received: Handover, rules: RuleSet) -> None:
    """Refuse a handover that was made under other rules."""
    same = [
        ("rule set", received.rule_set, rules.code),
        ("version", received.rule_set_version, rules.version),
        ("variant", received.variant, rules.variant or ""),
    ]
    problems = [HandoverMismatch(*fact) for fact in same if fact[1] != fact[2]]
    if not problems and received.rules != rules.digest:
        problems.append(
            HandoverMismatch(f"digest of the rules called {rules.code} {rules.version}", received.rules, rules.digest)
        )
    refuse("the handover cannot be received", problems)


def _check_number(received: Handover, due: AbstractSet[tuple[str, str]]) -> None:
    """Refuse a handover that does not tell one status of each indicator that is due at a site."""
    told = Counter((entry.site, entry.indicator) for entry in received.entries)
    problems = [
        HandoverMismatch(
            f"number of statuses of {indicator} at {site}",
            str(told[site, indicator]),
            str(int((site, indicator) in due)),
        )
        for site, indicator in sorted(due | told.keys())
        if told[site, indicator] != ((site, indicator) in due)
    ]
    refuse("the handover is not whole", problems)


def _contradictions(
    received: Handover, entry: HandedOver, question: Question, ledger: Ledger
) -> Iterator[HandoverMismatch]:
    """Yield what is told with a status and does not follow from its outcome."""
    planned = ledger.register.plan
    weighed = ledger.entries.get(entry.site, {}).get(entry.indicator) or weigh(
        planned, entry.site, question, entry.outcome
    )
    mine = _handed(weighed, question, planned.sites[entry.site], received.host, received.consumer, dict(entry.earlier))
    facts = [("bar", entry.bar, mine.bar), ("status", entry.status.value, mine.status.value)]
    facts += [
        (name, _shown(getattr(entry, name)), _shown(getattr(mine, name))) for name in ("points", "gained", "vetoes")
    ]
    for name, given, known in facts:
        if given != known:
            yield HandoverMismatch(f"{name} of {entry.indicator} at {entry.site}", given, known)


def _shown(borne: tuple[tuple[str, Fraction | str], ...]) -> str:
    return (
        ", ".join(f"{unit or 'nobody'} {plain(told) if isinstance(told, Fraction) else told}" for unit, told in borne)
        or "none"
    )


def _observations(received: Handover) -> Iterator[Observation]:
    for entry in received.entries:
        if not isinstance(entry.outcome, NotMeasured):
            yield Observation(
                source=f"handover of {received.host}",
                id=key_of(entry.site, entry.indicator),
                site=entry.site,
                indicator=entry.indicator,
                made=received.period.start,
                outcome=entry.outcome,
            )


@final
@frozen(kw_only=True)
class Notice:
    """A problem on an indicator that is not merged there yet, for the other offices (通报); it moves no score.

    Attributes:
        seen: What was seen, and the standard, in Chinese.
        to: The assessments that ask anything else at the site.
        units: The units that answer for it; "" where nobody does.
        notice: What the rule set says of its illustrative numbers.
        rules: The digest of the rules that ask it.
    """

    period: str = field(converter=as_text, validator=one_line)
    site: str = field(converter=as_text, validator=one_line)
    indicator: str = field(converter=as_text, validator=one_line)
    zh: str = field(converter=as_text, validator=one_line)
    found_by: str = field(converter=as_text, validator=one_line)
    to: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    outcome: Outcome = field(validator=kind_of(Outcome))
    seen: str = field(converter=as_text, validator=one_line)
    units: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    notice: str = field(default="", converter=as_text, validator=some_lines)
    rules: str = field(converter=as_text, validator=one_line)

    def __str__(self) -> str:
        told = (
            f"{self.period} {self.site} {self.zh}（{self.indicator}）：{self.seen}；{self.found_by} → "
            f"{'、'.join(self.to) or '无'}"
        )
        return page([told, *([f"说明：{self.notice}"] if self.notice else [])])


def notices(ledger: Ledger) -> tuple[Notice, ...]:
    """Return every breach of an indicator that no other assessment shares there: a candidate for a later merge.

    Source: 融合考核工作方案 · 考核结果运用·信息互通 (that it moves no score is our reading).
    """
    wanted(ledger, Ledger)
    plan, rules = ledger.register.plan, ledger.rules
    return tuple(
        Notice(
            period=ledger.period,
            site=site,
            indicator=code,
            zh=entry.question.indicator.lead.zh,
            found_by=entry.question.indicator.host,
            to=tuple(sorted(plan.grounds[site].assessments - {entry.question.indicator.host})),
            outcome=entry.outcome,
            seen=f"{tell_outcome(entry.outcome, entry.question.bar)[0]}，标准 {tell_bar(entry.question.bar)[0]}",
            units=tuple(unit or "" for unit, _ in spread(entry.charges[0], plan.sites[site])),
            notice=rules.notice_zh,
            rules=rules.digest,
        )
        for site, entries in ledger.entries.items()
        for code, entry in sorted(entries.items())
        if len(entry.question.indicator.contributions) == 1 and Status.BREACHED in entry.statuses
    )
