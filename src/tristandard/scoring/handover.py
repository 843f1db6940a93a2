"""What offices pass to each other: the merged part as a handover (移交), the rest as notices (通报).

Deductions alone would not do: one breach of 10 on one visited site is 90, on two it is 95. So a
handover holds every status on the merged indicators, with the sites, and the consumer's part of
the score can be computed from it alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    all_of,
    as_text,
    as_told,
    for_argument,
    refuse,
    said,
    wanted,
)
from tristandard.basics.fields import kind_of, listed, one_line, one_line_each, some_lines, table_of
from tristandard.basics.finding import Stage
from tristandard.basics.language import either
from tristandard.basics.marks import page
from tristandard.basics.order import by_code, by_name, key_of
from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import tell_bar, tell_outcome
from tristandard.scoring.headline import NOTICE
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.entry import Entry, Status, weigh
from tristandard.survey.ledger import Ledger
from tristandard.survey.planning import plan
from tristandard.survey.posting import spread
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Joined, Language, Sentence, Told


def _amounts(table: object) -> tuple[tuple[str, Fraction], ...]:
    """Return a table of points as nothing but points (an attrs converter); whatever is none is left to be refused."""
    pairs = by_name(table)  # type: ignore[arg-type]
    return tuple(
        (name, one if type(one) is Fraction or not isinstance(one, Fraction) else Fraction(*one.as_integer_ratio()))
        for name, one in pairs
    )


_A_LIST_OF_PAIRS = Told("一对一对的列表", "a list of pairs")
_GIVE_PAIRS = Told('请写 (("单位", "层级"), …)', 'give (("unit", "level"), …)')


def _pairs(pairs: object) -> tuple[tuple[str, str], ...]:
    """Return pairs of texts in the order in which they are given (an attrs converter)."""
    found = listed(pairs)
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in found):
        raise BadValue(pairs, _A_LIST_OF_PAIRS, _GIVE_PAIRS)
    return found


@final
@frozen(kw_only=True)
class HandedOver:
    """One status on a merged indicator at one site, with what the host took from and gave to each unit.

    Where the host measures what it does not count itself, all are the consumer's; of several uses all
    together, breached where one is. `earlier` says how many periods back the same problem was found, by
    measure, where a line looks back.
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

    def text(self, language: str | Language = "zh", merged: MergedRules | None = None) -> str:
        """Return the handover as a letter that people read, in "zh" or "en": what is passed on, and every breach.

        Args:
            language: Which language.
            merged: The rules that it was made under: then labels stand for codes.
        """
        wanted(merged, MergedRules | None, for_argument("merged"))
        lines = [said(line, language) for line in _letter(self, merged)]
        return page([*lines, *([said(NOTICE(notice=_notice(self.notice, merged)), language)] if self.notice else [])])

    def __str__(self) -> str:
        return self.text("zh")


_HANDED = Sentence(
    "移交 · {period} · {host} → {consumer} · 规则 {rules}", "handover · {period} · {host} → {consumer} · rules {rules}"
)
_HELD = Sentence(
    "{sites} 个点位、{indicators} 项共用指标：达标 {met} 项次，未达标 {breached} 项次，不适用 {absent} 项次，"
    "未测 {open} 项次",
    "{sites:site|sites}, {indicators:shared indicator|shared indicators}: {met} met, {breached} breached, "
    "{absent} not applicable, {open} not measured",
)
_BREACH = Sentence("  {site} {label}：{seen}，标准 {bar}{took}", "  {site} {label}: {seen}, bar {bar}{took}")
_LOST, _GIVEN, _ZEROED = (
    Sentence("；扣分 {borne}", "; lost {borne}"),
    Sentence("；加分 {borne}", "; gained {borne}"),
    Sentence("；一票否决 {borne}", "; veto {borne}"),
)
_TOOK = Sentence("{terms}", "{terms}")


def _notice(notice: str, merged: MergedRules | None) -> Told:
    return either(notice, merged.rule_set.notice_en if merged else "")


def _letter(handed: Handover, merged: MergedRules | None) -> Iterator[Told]:
    """Yield what a handover says to people, line by line."""
    rules = merged.rule_set if merged else None
    books = {book.code: either(book.zh, book.en) for book in rules.assessments} if rules else {}
    host, consumer = (books.get(code, code) for code in (handed.host, handed.consumer))
    version = f"{handed.rule_set} {handed.rule_set_version}"
    yield _HANDED(period=str(handed.period), host=host, consumer=consumer, rules=version)
    often = Counter(entry.status for entry in handed.entries)
    yield _HELD(
        sites=len(handed.sites), indicators=len(handed.indicators), met=often[Status.MET],
        breached=often[Status.BREACHED], absent=often[Status.NOT_APPLICABLE], open=often[Status.NOT_MEASURED],
    )  # fmt: skip
    asked = plan(merged, handed.sites, handed.period).grounds if merged else {}
    sites = {site.code: f"{site.code} {site.zh}".rstrip() for site in handed.sites}
    units: Mapping[str, Told] = rules.unit_names if rules else {}
    for entry in handed.entries:
        if entry.status is Status.BREACHED:
            question = asked[entry.site].by_code.get(entry.indicator) if entry.site in asked else None
            yield _breach(entry, sites.get(entry.site, entry.site), question, units)


def _breach(entry: HandedOver, site: str, question: Question | None, units: Mapping[str, Told]) -> Told:
    """Return one breach: by labels where its question is known, else by codes."""
    label: Told | str = entry.indicator
    seen: Told | str = str(entry.outcome)
    bar: Told | str = entry.bar
    if question is not None:
        lead = question.indicator.lead
        label, seen, bar = either(lead.zh, lead.en), tell_outcome(entry.outcome, question.bar), tell_bar(question.bar)
    borne = ((_LOST, entry.points), (_GIVEN, entry.gained), (_ZEROED, entry.vetoes))
    took = Joined(sentence(borne=_shown(one, units)) for sentence, one in borne if one)
    return _BREACH(site=site, label=label, seen=seen, bar=bar, took=_TOOK(terms=took))


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
    places = [place for place in results.ledger.register if _passes(place[1], host, consumer)]
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
    plan, rules, entries = ledger.register.plan, ledger.rules, list[HandedOver]()
    for site, question, outcome in places:
        handed = known.get((site, question.code))
        if handed is None:
            entry = ledger.entries.get(site, {}).get(question.code) or weigh(plan, site, question, outcome)
            handed = _handed(entry, question, plan.sites[site], host, consumer, ledger.history.get(site, NEVER))
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
        sites=[plan.sites[code] for code in sorted({entry.site for entry in entries})],
        entries=entries,
    )


def _passes(question: Question, host: str, consumer: str) -> bool:
    """Return whether a host measures a question for a consumer."""
    return question.indicator.host == host != consumer and bool(question.uses(consumer))


def _borne(entry: Entry, places: Iterable[int], site: Site) -> list[tuple[str, Price]]:
    """Return who bears what by some users together; "" where nobody is known."""
    charged = defaultdict[str, Price](Price)
    for at in places:
        for unit, price in spread(entry.charges[at], site):
            charged[unit or ""] += price
    return sorted(charged.items(), key=lambda pair: pair[0])


def _handed(entry: Entry, question: Question, site: Site, host: str, consumer: str, earlier: Earlier) -> HandedOver:
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


_MISMATCH = Sentence(
    "移交的{subject}是“{given}”，这里是“{known}”；请载入移交时所用的规则，或重新索取移交",
    "the handover's {subject} is {given!r}, here it is {known!r}; load the rules that it was made under, or ask for "
    "it again",
)


@final
@frozen
class HandoverMismatch(TristandardError):
    """A handover that does not fit the rules it is received under."""

    subject: Told
    given: Told = field(converter=as_told)
    known: Told = field(converter=as_told)

    @property
    def told(self) -> Told:
        """What differs, how it was told and what it is here, and what to do, in both languages."""
        return _MISMATCH(subject=self.subject, given=self.given, known=self.known)

    def __str__(self) -> str:
        return self.told[1]


_CONTRADICTS_ITSELF = Told("移交自相矛盾", "the handover contradicts itself")
_CANNOT_RECEIVE = Told("移交不能接收", "the handover cannot be received")
_NOT_WHOLE = Told("移交不完整", "the handover is not whole")


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
    refuse(_CONTRADICTS_ITSELF, problems)
    return score(ledger, givens=givens, only=received.indicators, carried={})


_RULE_SET, _VERSION, _VARIANT = Told("规则集", "rule set"), Told("版本", "version"), Told("变体", "variant")
_DIGEST = Sentence("规则 {code} {version} 的摘要", "digest of the rules called {code} {version}")
_ANOTHER = Told("另一个", "another")


def _check_made_under(received: Handover, rules: RuleSet) -> None:
    """Refuse a handover that was made under other rules."""
    same = [
        (_RULE_SET, received.rule_set, rules.code),
        (_VERSION, received.rule_set_version, rules.version),
        (_VARIANT, received.variant, rules.variant or ""),
    ]
    problems = [HandoverMismatch(*fact) for fact in same if fact[1] != fact[2]]
    if not problems and received.rules != rules.digest:
        subject = _DIGEST(code=rules.code, version=rules.version)
        problems.append(HandoverMismatch(subject, received.rules, _ANOTHER))
    refuse(_CANNOT_RECEIVE, problems)


_STATUSES = Sentence("{indicator} 在点位 {site} 的状态数", "number of statuses of {indicator} at {site}")


def _check_number(received: Handover, due: AbstractSet[tuple[str, str]]) -> None:
    """Refuse a handover that does not tell one status of each indicator that is due at a site."""
    told = Counter((entry.site, entry.indicator) for entry in received.entries)
    problems = [
        HandoverMismatch(
            _STATUSES(indicator=indicator, site=site),
            str(told[site, indicator]),
            str(int((site, indicator) in due)),
        )
        for site, indicator in sorted(due | told.keys())
        if told[site, indicator] != ((site, indicator) in due)
    ]
    refuse(_NOT_WHOLE, problems)


_FACT = Sentence("{indicator} 在点位 {site} 的{fact}", "{fact} of {indicator} at {site}")
_BAR, _STATUS = Told("标准", "bar"), Told("达标状态", "status")
_BORNE = {"points": Told("扣分", "points"), "gained": Told("加分", "gained"), "vetoes": Told("一票否决", "vetoes")}


def _contradictions(
    received: Handover, entry: HandedOver, question: Question, ledger: Ledger
) -> Iterator[HandoverMismatch]:
    """Yield what is told with a status and does not follow from its outcome."""
    planned = ledger.register.plan
    weighed = ledger.entries.get(entry.site, {}).get(entry.indicator) or weigh(
        planned, entry.site, question, entry.outcome
    )
    mine = _handed(weighed, question, planned.sites[entry.site], received.host, received.consumer, dict(entry.earlier))
    facts: list[tuple[Told, Told | str, Told | str]] = [
        (_BAR, entry.bar, mine.bar),
        (_STATUS, entry.status.value, mine.status.value),
    ]
    for name, fact in _BORNE.items():
        if getattr(entry, name) != getattr(mine, name):
            facts.append((fact, _shown(getattr(entry, name)), _shown(getattr(mine, name))))
    for fact, given, known in facts:
        if given != known:
            yield HandoverMismatch(_FACT(fact=fact, indicator=entry.indicator, site=entry.site), given, known)


_NONE, _NO_UNIT = Told("无", "none"), Told("无主", "nobody")
#: How far a veto goes, as people say it.
_LEVELS = {level.value: tell_veto(level) for level in Level}
_EACH = Sentence("{borne}", "{borne}")
_UNIT_BEARS = Sentence("{unit} {points}", "{unit} {points}")


def _shown(borne: tuple[tuple[str, Fraction | str], ...], units: Mapping[str, Told] | None = None) -> Told:
    """Return which unit bears what; with the names of units in words, else in codes."""
    names, levels = ({}, {}) if units is None else (units, _LEVELS)
    told = [
        _UNIT_BEARS(
            unit=names.get(unit, unit) if unit else _NO_UNIT,
            points=plain(one) if isinstance(one, Fraction) else levels.get(one, one),
        )
        for unit, one in borne
    ]
    return _EACH(borne=told) if told else _NONE


_HANDED_OVER = "handover of "


def handed_by(host: str) -> str:
    """Return the source that reports what an assessment handed over: the day of it is that of the period's start."""
    return f"{_HANDED_OVER}{host}"


def host_of(source: str) -> str:
    """Return the assessment that handed over what a source reports; "" where it was not handed over."""
    return source.removeprefix(_HANDED_OVER) if source.startswith(_HANDED_OVER) else ""


def days_of(report: Observation) -> tuple[date, ...]:
    """Return the days on which, as a report says, somebody looked: its own; of what was handed over, which names none,
    those on which its findings were found.
    """
    if not host_of(report.source):
        return (report.made,)
    found = report.outcome.findings if isinstance(report.outcome, Measured) else ()
    return tuple(sorted({event.day for one in found for event in one.life if event.stage is Stage.FOUND}))


def _observations(received: Handover) -> Iterator[Observation]:
    for entry in received.entries:
        if not isinstance(entry.outcome, NotMeasured):
            yield Observation(
                source=handed_by(received.host),
                id=key_of(entry.site, entry.indicator),
                site=entry.site,
                indicator=entry.indicator,
                made=received.period.start,
                outcome=entry.outcome,
            )


_NOTIFIED = Sentence(
    "{period} {site} {label}（{indicator}）：{seen}；{found_by} → {to}",
    "{period} {site} {label} ({indicator}): {seen}; {found_by} → {to}",
)
_NOBODY = Told("无", "nobody")


@final
@frozen(kw_only=True)
class Notice:
    """A problem on an indicator that is not merged there yet, for the other offices (通报); it moves no score.

    Attributes:
        zh: What the indicator is called in Chinese.
        en: The same in English; "" where nobody says.
        seen: What was seen, and the standard, in Chinese.
        seen_en: The same in English.
        to: The assessments that ask anything else at the site.
        units: The units that answer for it; "" where nobody does.
        notice: What the rule set says of its illustrative numbers.
        notice_en: The same in English.
        rules: The digest of the rules that ask it.
    """

    period: str = field(converter=as_text, validator=one_line)
    site: str = field(converter=as_text, validator=one_line)
    indicator: str = field(converter=as_text, validator=one_line)
    zh: str = field(converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)
    found_by: str = field(converter=as_text, validator=one_line)
    to: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    outcome: Outcome = field(validator=kind_of(Outcome))
    seen: str = field(converter=as_text, validator=one_line)
    seen_en: str = field(default="", converter=as_text, validator=one_line)
    units: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    notice: str = field(default="", converter=as_text, validator=some_lines)
    notice_en: str = field(default="", converter=as_text, validator=some_lines)
    rules: str = field(converter=as_text, validator=one_line)

    def text(self, language: str | Language = "zh") -> str:
        """Return the notice, in "zh" or "en"."""
        told = _NOTIFIED(
            period=self.period,
            site=self.site,
            label=either(self.zh, self.en),
            indicator=self.indicator,
            seen=either(self.seen, self.seen_en),
            found_by=self.found_by,
            to=list(self.to) or _NOBODY,
        )
        notice = [NOTICE(notice=either(self.notice, self.notice_en))] if self.notice or self.notice_en else []
        return page(said(line, language) for line in (told, *notice))

    def __str__(self) -> str:
        return self.text("zh")


_SEEN_AGAINST = Sentence("{seen}，标准 {bar}", "{seen}, bar {bar}")


def _seen(entry: Entry) -> Told:
    """Return what was seen against which bar."""
    bar = entry.question.bar
    return _SEEN_AGAINST(seen=tell_outcome(entry.outcome, bar), bar=tell_bar(bar))


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
            en=entry.question.indicator.lead.en,
            found_by=entry.question.indicator.host,
            to=tuple(sorted(plan.grounds[site].assessments - {entry.question.indicator.host})),
            outcome=entry.outcome,
            seen=_seen(entry)[0],
            seen_en=_seen(entry)[1],
            units=tuple(
                dict.fromkeys(unit or "" for charged in entry.charges for unit, _ in spread(charged, plan.sites[site]))
            ),
            notice=rules.notice_zh,
            notice_en=rules.notice_en,
            rules=rules.digest,
        )
        for site, entries in ledger.entries.items()
        for code, entry in sorted(entries.items())
        if len(entry.question.indicator.assessments) == 1 and Status.BREACHED in entry.statuses
    )
