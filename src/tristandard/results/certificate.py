"""The proof of one quarter: recomputed from the observations, not from the code's own bookkeeping."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.basics.points import plain
from tristandard.merging import Contribution, Question
from tristandard.results.handover import Handover, handover, receive
from tristandard.results.scorecard import Results, Scorecard, score
from tristandard.results.scoring import Part
from tristandard.rules.ruleset import Reading
from tristandard.survey.ledger import Ledger, Status
from tristandard.survey.register import NOTHING_CAME, Register, register

#: Where a posting is found: site, shared indicator, assessment, unit.
_Key = tuple[str, str, str, str]


@final
@frozen
class Disagreement:
    """Something that does not follow from the observations."""

    fact: str
    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.fact} at {self.where}: {self.expected} follows from the observations, {self.found} was found"


@final
@frozen(kw_only=True)
class Certificate:
    """That each shared indicator was measured once and its breaches shared once; or what is not so.

    Attributes:
        measurements: How many planned measurements were looked at.
        breaches: How many of them were breaches of the bar in force.
        postings: How many postings follow from them.
        disagreements: Everything that does not follow; empty where it holds.
    """

    identity: Mapping[str, str]
    measurements: int
    breaches: int
    postings: int
    handovers: int
    disagreements: tuple[Disagreement, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing disagrees."""
        return not self.disagreements

    def __str__(self) -> str:
        """Return the certificate as text in Chinese, for officials."""
        head = f"{self.identity['rule_set']} {self.identity['rule_set_version']} · {self.identity['period']} · 第{self.identity['edition']}版 · 输入摘要 {self.identity['inputs'][:16]}"
        facts = f"核验测评 {self.measurements} 项次，其中不达标 {self.breaches} 项次，扣分记录 {self.postings} 条，移交 {self.handovers} 份"
        if self.holds:
            return f"{head}\n{facts}\n结论：每项重复指标每点位只测一次，每处不达标对每个有权考核各记一次，台账、责任单位、考核项目与移交分毫不差。"
        return "\n".join([head, facts, f"结论：有 {len(self.disagreements)} 处不符：", *(f"  - {one}" for one in self.disagreements)])


def certify(results: Results) -> Certificate:
    """Recompute a quarter from its observations and compare register, ledger, scorecards and handovers.

    Returns:
        The certificate; its `disagreements` name everything that was dropped, doubled or altered.

    Laws: measured once; shared once; conservation.
    """
    ledger = results.ledger
    held = ledger.register
    expected_outcomes = dict(_outcomes(held))
    found = list(_compare_register(held, expected_outcomes))
    expected: dict[_Key, Fraction] = {}
    owed: defaultdict[tuple[str, str], defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    breaches = 0
    for site, question, _ in held:
        outcome = expected_outcomes[site, question.code]
        users = _users(ledger, question, site)
        breached = False
        for user in users:
            for unit, points in _owed(ledger, question, user, site, outcome):
                breached = True
                if unit and user in _entitled(ledger, question, users, unit):
                    expected[site, question.code, user.assessment, unit] = points
                    owed[user.assessment, unit][user.indicator.item] += points
        breaches += breached
        found += _compare_statuses(ledger, question, users, site, outcome)
    found += _compare_postings(ledger, expected)
    for result in results:
        for card in result.cards.values():
            found += _compare_card(card, owed[result.assessment.code, card.unit.code])
    handed = list(_handovers(results))
    for one in handed:
        found += _compare_handover(results, one)
    return Certificate(
        identity=results.identity, measurements=len(expected_outcomes), breaches=breaches, postings=len(expected), handovers=len(handed), disagreements=tuple(found)
    )


def _outcomes(held: Register) -> Iterator[tuple[tuple[str, str], Outcome]]:
    """Yield each planned measurement's outcome as the observations alone give it."""
    told: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    last: dict[tuple[str, str], Observation] = {}
    for observation in held.observations():
        known = last.setdefault((observation.source, observation.id), observation)
        if observation.revision > known.revision:
            last[observation.source, observation.id] = observation
    for observation in last.values():
        told[observation.site, observation.indicator].append(observation)
    again: Register | None = None
    for site, question, _ in held:
        members = {question.code, *(member.indicator.code for member in question.indicator.contributions)}
        seen = [observation for member in sorted(members) for observation in told.get((site, member), ())]
        plain_ones = {observation.outcome for observation in seen if not isinstance(observation.outcome, NotMeasured)}
        if not seen:
            yield (site, question.code), NOTHING_CAME
        elif len(seen) == 1 and not _has_units(seen[0].outcome):
            yield (site, question.code), seen[0].outcome
        elif len(plain_ones) == 1 and not any(observation.visit for observation in seen) and not any(map(_has_units, plain_ones)):
            yield (site, question.code), plain_ones.pop()
        else:
            again = again or register(held.plan, held.observations())
            yield (site, question.code), again.outcome(site, question.code)


def _has_units(outcome: Outcome) -> bool:
    return isinstance(outcome, Measured) and any(finding.unit for finding in outcome.findings)


def _compare_register(held: Register, expected: Mapping[tuple[str, str], Outcome]) -> Iterator[Disagreement]:
    planned = Counter((site, question.code) for site, question, _ in held)
    for (site, code), count in planned.items():
        if count != 1:
            yield Disagreement("measured once", f"{site} {code}", "1 measurement", f"{count}")
    for site, told in held.outcomes.items():
        for code, outcome in told.items():
            if (site, code) not in planned:
                yield Disagreement("measured as planned", f"{site} {code}", "no measurement", str(outcome))
            elif outcome != expected[site, code] and not (isinstance(outcome, NotMeasured) and isinstance(expected[site, code], NotMeasured)):
                yield Disagreement("outcome", f"{site} {code}", str(expected[site, code]), str(outcome))
    for (site, code), outcome in expected.items():
        if not isinstance(outcome, NotMeasured) and code not in held.outcomes.get(site, {}):
            yield Disagreement("outcome", f"{site} {code}", str(outcome), "nothing")


def _users(ledger: Ledger, question: Question, site: str) -> tuple[Contribution, ...]:
    """Return whose assessments use a question at a site, from the rules as written."""
    plan = ledger.register.plan
    if plan.merged.reading is Reading.UNIFORM:
        return question.indicator.contributions
    return tuple(member for member in question.indicator.contributions if member.indicator.scope.covers(plan.sites[site].point))


def _entitled(ledger: Ledger, question: Question, users: Iterable[Contribution], unit: str) -> list[Contribution]:
    merged = ledger.register.plan.merged
    return [user for user in users if merged.entitles(question, user, merged.rule_set.subject(unit))]


def _owed(ledger: Ledger, question: Question, user: Contribution, site: str, outcome: Outcome) -> list[tuple[str, Fraction]]:
    """Return what each unit owes one assessment for one outcome; "" where nobody answers."""
    if not isinstance(outcome, Measured):
        return []
    asks = [ask for ask in question.bar.asks if ask.measure.code in user.measures]
    named = {finding.unit for finding in outcome.findings if finding.unit}
    owed: defaultdict[str, Fraction] = defaultdict(Fraction)
    for unit in (None, *sorted(named)):
        values = {}
        for measure, value in outcome.values:
            of = [finding for finding in outcome.findings if finding.measure == measure]
            mine = sum(finding.unit == unit for finding in of)
            if not of and unit is None:
                values[measure] = value
            elif (of and unit is None) or mine:
                values[measure] = Fraction(mine)
        if all(ask.accepts(values[ask.measure.code]) for ask in asks if ask.measure.code in values):
            continue
        points = user.indicator.price(values, question.bar.only(user.measures))
        if unit is not None:
            owed[unit] += points
        else:
            for owner, part in ledger.register.plan.sites[site].units or (("", Fraction(1)),):
                owed[owner] += points * part
    return [(unit, points) for unit, points in owed.items() if points]


def _compare_statuses(ledger: Ledger, question: Question, users: tuple[Contribution, ...], site: str, outcome: Outcome) -> Iterator[Disagreement]:
    entry = ledger.entries.get(site, {}).get(question.code)
    where = f"{site} {question.code}"
    if entry is None:
        if not isinstance(outcome, NotMeasured):
            yield Disagreement("status", where, str(outcome), "no entry")
        return
    count = Counter(user.assessment for user in entry.question.users)
    if count != Counter(user.assessment for user in users) or len(entry.statuses) != len(users) or len(entry.charges) != len(users):
        yield Disagreement("shared once", where, "+".join(user.assessment for user in users), "+".join(count.elements()))
        return
    for user, status in zip(users, entry.statuses, strict=True):
        asks = [ask for ask in question.bar.asks if ask.measure.code in user.measures]
        met = isinstance(outcome, Measured) and not _has_units(outcome) and all(ask.accepts(value) for ask in asks for code, value in outcome.values if code == ask.measure.code)
        if (isinstance(outcome, Measured) != (status in (Status.MET, Status.BREACHED))) or (met and status is not Status.MET) or (status is Status.MET and isinstance(outcome, Measured) and not _has_units(outcome) and not met):
            yield Disagreement("status", f"{where} {user.assessment}", str(outcome), status.value)


def _compare_postings(ledger: Ledger, expected: Mapping[_Key, Fraction]) -> Iterator[Disagreement]:
    found: defaultdict[_Key, list[Fraction]] = defaultdict(list)
    for posting in ledger.postings():
        found[posting.site, posting.indicator, posting.assessment, str(posting.unit)].append(posting.points)
    for key in sorted(expected.keys() | found.keys()):
        one, others = expected.get(key), found.get(key, [])
        if others != ([] if one is None else [one]):
            yield Disagreement("posting", " ".join(key), "none" if one is None else plain(one), " and ".join(map(plain, others)) or "none")


def _compare_card(card: Scorecard, owed: defaultdict[str, Fraction]) -> Iterator[Disagreement]:
    """Compare a scorecard's sheets with what its unit owes, item by item, and its folds with their parts."""
    lost: defaultdict[str, Fraction] = defaultdict(Fraction)
    for part in card.part.walk():
        for item, points, _ in part.items:
            lost[item] += points
        found = _part_value(part)
        if found is not None and found != part.value:
            yield Disagreement("score", f"{card.assessment.code} {card.unit.code} {part.node} {part.member}", plain(found), "none" if part.value is None else plain(part.value))
    for item in sorted(owed.keys() | lost.keys()):
        if owed[item] != lost[item]:
            yield Disagreement("item", f"{card.assessment.code} {card.unit.code} {item}", plain(owed[item]), plain(lost[item]))


def _part_value(part: Part) -> Fraction | None:
    """Return what a node comes to by hand, where everything below it was measured."""
    if part.unmeasured or part.absent:
        return None
    if part.parts:
        return sum((weight * (below.value or Fraction(0)) for weight, below in zip(part.weights, part.parts, strict=True)), Fraction(0))
    return max(part.full - sum((capped for *_, capped in part.items), Fraction(0)), Fraction(0)) if part.items or part.value == part.full else None


def _handovers(results: Results) -> Iterator[Handover]:
    merged = results.ledger.register.plan.merged
    pairs = {(question.indicator.host, user.assessment) for _, question, _ in results.ledger.register for user in question.users}
    for host, consumer in sorted(pairs):
        if host != consumer and any({host, consumer} <= set(indicator.assessments) for indicator in merged.shared):
            yield handover(results, host, consumer)


def _compare_handover(results: Results, handed: Handover) -> Iterator[Disagreement]:
    """Compare the consumer's part from the handover alone with the one from the ledger."""
    merged = results.ledger.register.plan.merged
    ours = score(results.ledger, only=handed.indicators)[handed.consumer]
    theirs = receive(handed, merged)[handed.consumer]
    for unit in sorted({*ours, *theirs}):
        one, other = (cards.cards[unit].exact if unit in cards.cards else None for cards in (ours, theirs))
        if one != other:
            yield Disagreement("handover", f"{handed.host} → {handed.consumer} {unit}", "none" if one is None else plain(one), "none" if other is None else plain(other))
