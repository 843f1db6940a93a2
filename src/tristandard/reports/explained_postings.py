"""One posting explained: what was seen against which bar, by which lines, under which clause, reported by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from tristandard.basics.finding import Finding
from tristandard.basics.language import CODED, either
from tristandard.basics.outcome import Measured
from tristandard.grouping.shared import Contribution
from tristandard.merging.question import Question
from tristandard.reports.findings import free_within, tell_finding, tell_repeated
from tristandard.reports.tree import Explanation, explained
from tristandard.reports.wording import NOTHING, SPREAD, clauses, in_percent, tell_share
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Indicator
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_bar, tell_needed, tell_outcome, tell_price, tell_rule
from tristandard.rules.wording.names import name_items, tell_office
from tristandard.rules.wording.values import tell_provenance
from tristandard.scoring.posted import Borne
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.survey.source import host_of
from tristandard.words.sentence import Sentence, Told

_POSTING = Sentence("{moved} · {site} · {label}（{code}）{share}", "{moved} · {site} · {label} ({code}){share}")
_SEEN = Sentence("所见：{seen}；标准：{bar}{sources}", "seen: {seen}; bar: {bar}{sources}")
_REWARDED = Sentence("加分：{rule}", "rule: {rule}")
_DEDUCTED = Sentence("扣分：{rule}", "rule: {rule}")
_SOURCE = Sentence("来历：{provenance}", "source: {provenance}")


@final
@frozen
class _Asked:
    """What is told of one user's question: the bar, whose it is, the lines, and where they come from."""

    bar: Standard
    told: Told
    sources: Told
    below: tuple[Explanation, ...]


def tell_unit(card: Scorecard, code: str) -> Told:
    """Return what a unit is called, with its code."""
    unit = card.rules.units[code]
    return CODED(label=either(unit.zh, unit.en), code=code)


@final
@define
class Postings:
    """Explains postings of one card; what rules say of an indicator is told once for all of its postings."""

    card: Scorecard
    _known: dict[tuple[Question, int], _Asked] = field(factory=dict)
    _labels: dict[str, Told] = field(factory=dict)

    def label(self, indicator: Indicator) -> Told:
        """Return what an indicator is called."""
        if indicator.code not in self._labels:
            self._labels[indicator.code] = either(indicator.zh, indicator.en)
        return self._labels[indicator.code]

    def explain(self, one: Borne) -> Explanation:
        """Explain one posting: what it takes, what was seen against which bar, by which lines, from which source."""
        question, indicator, site = one.entry.question, one.user.indicator, one.site.code
        asked = self._asked(question, one.user)
        told = _POSTING(
            moved=tell_price(one.price),
            site=site,
            label=self.label(indicator),
            code=indicator.code,
            share=_borne(self.card, one),
        )
        outcome = tell_outcome(one.entry.outcome, asked.bar)
        seen = _SEEN(seen=outcome, bar=asked.told, sources=asked.sources)
        observed = _observed(self.card.ledger, site, question)
        before = map(explained, tell_repeated(one.entry, one.at))
        return explained(told, (explained(seen, (*before, *_findings(self.card, one))), *asked.below, *observed))

    def _asked(self, question: Question, user: Contribution) -> _Asked:
        """Return what is told of one user's question, whatever was seen."""
        key = question, question.users.index(user)
        if key not in self._known:
            bar, indicator = question.bar.only(user.measures), user.indicator
            below = [
                *(
                    explained(_line(rule, question, self.card))
                    for rule in indicator.charged(host=question.hosted_by(user))
                ),
                *(explained(_DEDUCTED(rule=told)) for told in tell_needed(indicator)),
                *_uses(self.card, question, user),
                explained(
                    _SOURCE(provenance=tell_provenance(indicator)),
                    (Explanation(one.cite()) for one in indicator.clauses),
                ),
            ]
            told: Told = tell_bar(bar)
            self._known[key] = _Asked(bar, told, _sources(self.card, question), tuple(below))
        return self._known[key]


def _line(rule: DeductionRule, question: Question, card: Scorecard) -> Told:
    """Return one line of a rule, as what it takes or what it gives."""
    told = tell_rule(rule, question.bar, card.rules)
    return (_REWARDED if rule.tariff.rewards else _DEDUCTED)(rule=told)


_ALSO = Sentence("同一次测评在本考核中另计入：{uses}", "the same measurement also counts in this assessment as {uses}")
_USE = Sentence("{label}（{code}，考核项目 {item}）", "{label} ({code}, item {item})")


def _uses(card: Scorecard, question: Question, user: Contribution) -> Iterator[Explanation]:
    """Explain in which other items the assessment counts the same measurement for the unit."""
    names, entitled = name_items(card.assessment), card.ledger.plan.users(question, card.unit.code)
    others = [one.indicator for one in question.uses(user.assessment) if one is not user and one in entitled]
    told = [_USE(label=either(one.zh, one.en), code=one.code, item=names[one.item]) for one in others]
    if told:
        yield explained(_ALSO(uses=told))


_ALL_AND_A_SHARE = Sentence("，点名的全部承担，其余承担 {share}", ", bears all that names it and {share} of the rest")


def _borne(card: Scorecard, one: Borne) -> Told:
    """Return which share a unit bears as an owner of the site, beside what names it; empty where that is the whole, as
    of every veto.
    """
    price = one.price
    if not one.own:
        return SPREAD if price.lost or price.vetoes - {Level.UNIT} else NOTHING
    share = dict(one.site.units).get(card.unit.code, Fraction(0))
    laid = {part.unit for part in one.entry.itemised[one.at] if not part.price.vetoes}
    if None not in laid or share in (0, 1):
        return NOTHING
    return _ALL_AND_A_SHARE(share=in_percent(share)) if card.unit.code in laid else tell_share(share)


_NAMES_ABOVE = Sentence(
    "{finding}，点名上级{unit}，视同未点名", "{finding}, names {unit} above the owner, which counts as naming nobody"
)
_WITHIN_THE_BAR = Sentence("{finding}（在标准以内，不扣）", "{finding} (within the bar: costs nothing)")
_FINDING = Sentence("问题 {id}：{finding}", "finding {id}: {finding}")
_NAMING_NOBODY = Sentence("另有 {count} 处问题未点名{idle}", "{count} more naming nobody{idle}")
_NAMING = Sentence("另有 {count} 处问题点名{unit}{idle}", "{count} more naming {unit}{idle}")
_IDLE = Sentence("，其中 {count} 处在标准以内，不扣", ", {count} of them within the bar: costs nothing")


def _findings(card: Scorecard, one: Borne) -> Iterator[Explanation]:
    """Explain the findings that a unit answers for, which of them cost nothing because they lie
    within the bar, and whom the others name.
    """
    user, unit, outcome = one.user, card.unit.code, one.entry.outcome
    at = one.at
    counted = one.entry.counted[at]
    if not isinstance(outcome, Measured) or not isinstance(counted, Measured):
        return
    owns, free = unit in dict(one.site.units), free_within(one.entry, at)
    others: defaultdict[str | None, list[str]] = defaultdict(list)
    for reported, finding in zip(outcome.findings, counted.findings, strict=True):
        if finding.measure not in user.measures:
            continue
        if finding.unit == unit or (owns and finding.unit is None):
            yield _explain_finding(card, reported, finding, free=finding.id in free)
        else:
            others[finding.unit].append(finding.id)
    for named, ids in sorted(others.items(), key=lambda pair: pair[0] or ""):
        within = len(free.intersection(ids))
        idle = _IDLE(count=within) if within else ""
        if named is None:
            yield explained(_NAMING_NOBODY(count=len(ids), idle=idle))
        else:
            yield explained(_NAMING(count=len(ids), unit=tell_unit(card, named), idle=idle))


def _explain_finding(card: Scorecard, reported: Finding, finding: Finding, *, free: bool) -> Explanation:
    """Explain one finding, as it was reported and as it counts."""
    told = tell_finding(finding, card.rules)
    if reported.unit is not None and reported.unit != finding.unit:
        told = _NAMES_ABOVE(finding=told, unit=tell_unit(card, reported.unit))
    return explained(_FINDING(id=finding.id, finding=_WITHIN_THE_BAR(finding=told) if free else told))


#: So many assessments that ask the same are told one by one.
_NAMED = 3
_RULING = Sentence("（裁定：{why}）", " (ruling: {why})")
_HIGHEST = Sentence("（指标就高：{sources}）", " (the highest of {sources})")
_ASKED_BY = Sentence("{assessment} {bar}", "{assessment} {bar}")
_ASKED_ALIKE = Sentence("{count} 套考核同样要求 {bar}", "asked alike by {count}: {bar}")


def _sources(card: Scorecard, question: Question) -> Told:
    """Say whose standard the bar is, where the indicator is shared."""
    if len(question.users) == 1:
        return NOTHING
    if question.indicator.ruling:
        return _RULING(why=question.indicator.ruling.why)
    rules = card.rules
    every = dict.fromkeys((user.assessment, user.indicator.standard) for user in question.users)
    asked = [(rules.assessment(book), tell_bar(standard)) for book, standard in every]
    counts = Counter(bar for _, bar in asked)
    told = dict.fromkeys(
        _ASKED_BY(assessment=Told(book.zh, book.en), bar=bar)
        if counts[bar] <= _NAMED
        else _ASKED_ALIKE(count=counts[bar], bar=bar)
        for book, bar in asked
    )
    return _HIGHEST(sources=clauses(told))


#: What was handed over tells neither who looked nor when: the office that handed it over knows.
_HANDED = Sentence(
    "移交：{office}（{host}）移交的第 {edition} 版；哪天测的、谁测的，由移交单位说明",
    "handed over: edition {edition} of {office} ({host}), which knows who looked, and when",
)
_OBSERVATION = Sentence("测评记录：{source} {id}{revision}，{made}", "observation: {source} {id}{revision}, {made}")


def _observed(ledger: Ledger, site: str, question: Question) -> Iterator[Explanation]:
    books = {book.code: book for book in ledger.rules.assessments}
    for one in ledger.register.sources(site, question.code):
        if (host := host_of(one.source)) in books:
            yield explained(_HANDED(office=tell_office(books[host]), host=host, edition=one.revision))
        else:
            revision = f" r{one.revision}" if one.revision > 1 else ""
            yield explained(_OBSERVATION(source=one.source, id=one.id, revision=revision, made=str(one.made)))
