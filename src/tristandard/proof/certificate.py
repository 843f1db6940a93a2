"""The proof of one quarter: recomputed from the observations, not from the code's own bookkeeping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.basics.counting import PLAIN
from tristandard.basics.errors import BadValue, Refused, shortened, wanted
from tristandard.basics.language import said
from tristandard.basics.marks import flat, page
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.merging import Contribution, Question
from tristandard.rules.deduction import NEVER, Earlier, Price
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Given, Rate, Sheet
from tristandard.rules.ruleset import Reading
from tristandard.scoring.evaluation import Part
from tristandard.scoring.handover import Handover, handover, receive
from tristandard.scoring.scorecard import Results, Scorecard, headline, score
from tristandard.survey.ledger import Entry, Ledger, Status, counted_for, share, told_price
from tristandard.survey.plan import Plan
from tristandard.survey.register import NOTHING_CAME, Register, register

#: Where points gained stand among the sums of items, whose codes are never empty.
_GAINED = ""

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

    def text(self, language: str = "zh") -> str:
        """Return it as a sentence, in "zh" or "en"; what is empty there is none."""
        both = self.expected, self.found
        if self.fact == _ISSUED:
            (due_zh, found_zh), (due, found) = (f"“{one}”" if one else "无" for one in both), (repr(one) if one else "none" for one in both)
            told = f"{self.where}：核验书为{found_zh}，成绩得出{due_zh}", f"{self.where}: {found} in the certificate, {due} in the results"
        else:
            (due_zh, found_zh), (due, found) = (_WORDS_ZH.get(one, one) for one in both), (one or "none" for one in both)
            told = (
                f"{_FACTS_ZH.get(self.fact, self.fact)}（{self.where}）：按测评记录应为{due_zh}，现为{found_zh}",
                f"{self.fact} at {self.where}: {due} follows from the observations, {found} was found",
            )
        return flat(said(told, language))

    def __str__(self) -> str:
        return self.text("en")


#: The fact of what a certificate says otherwise than the results.
_ISSUED = "certificate"
#: What the facts, and what stands for a thing or for none, are called in Chinese.
_FACTS_ZH = {
    "observations": "测评记录", "outcome": "测评结果", "entry": "台账记录", "shared once": "共用考核", "bar": "标准", "status": "达标状态", "posting": "扣分记录",
    "score": "得分", "item": "考核项目扣分", "assessment": "考核", "edition": "版次", "scorecard": "成绩单", "handover": "移交",
}  # fmt: skip
_WORDS_ZH = {
    "": "无", "none": "无", "one": "有", "a register": "可登记", "one that can be received": "可接收",
    "a first one without, or a later one with what it supersedes and why": "第 1 版不更正，其后各版写明更正哪一版及理由",
    Status.MET.value: "达标", Status.BREACHED.value: "不达标", Status.NOT_APPLICABLE.value: "不适用", Status.NOT_MEASURED.value: "未测",
}  # fmt: skip


@final
@frozen(kw_only=True)
class Certificate:
    """That each shared indicator was measured once and its breaches shared once; or what is not so.

    Attributes:
        measurements: How many measurements were planned, and looked at here.
        unmeasured: How many of them were not measured.
        breaches: How many of them were breaches of the bar in force.
        postings: How many postings follow from them.
        unassessed: How many prices fall on nobody: on no unit, or on one that the assessment does not assess.
        disagreements: Everything that does not follow; empty where it holds.
    """

    identity: Mapping[str, str]
    measurements: int
    unmeasured: int = 0
    breaches: int
    postings: int
    unassessed: int = 0
    handovers: int
    disagreements: tuple[Disagreement, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing disagrees."""
        return not self.disagreements

    def against(self, results: Results) -> tuple[Disagreement, ...]:
        """Return in what the certificate differs from the one that results lead to, which is made anew; nothing where it is theirs."""
        made, told = _said(certify(results)), _said(self)
        return tuple(Disagreement(_ISSUED, key, made.get(key, "none"), told.get(key, "none")) for key in sorted(made.keys() | told.keys()) if made.get(key) != told.get(key))

    def __str__(self) -> str:
        """Return the certificate as text in Chinese, for officials."""
        head = [f"{headline(self.identity)} · 输入摘要 {self.identity['inputs'][:16]}"]
        if self.identity.get("notice_zh"):
            head.append(f"说明：{self.identity['notice_zh']}")
        facts = f"计划测评 {self.measurements} 项次，其中未测 {self.unmeasured} 项次、不达标 {self.breaches} 项次，扣分记录 {self.postings} 条{f'（另有 {self.unassessed} 条不落在任何受考核单位，不计入成绩）' if self.unassessed else ''}，移交 {self.handovers} 份"
        if self.holds:
            return page([*head, facts, "结论：所测各项重复指标每点位只测一次，每处不达标对每个有权考核各记一次，台账、责任单位、考核项目与移交分毫不差。"])
        return page([*head, facts, f"结论：有 {len(self.disagreements)} 处不符：", *(f"  - {one.text('zh')}" for one in self.disagreements)])


def certify(results: Results) -> Certificate:
    """Recompute a quarter from its observations and compare register, ledger, scorecards and handovers.

    Returns:
        The certificate; its `disagreements` name everything that was dropped, doubled or altered.

    Laws: measured once; shared once; conservation.
    """
    wanted(results, Results)
    if results.periods:
        raise BadValue(results.identity["period"], "results of one period", "certify the results of each period that these put together")
    ledger = results.ledger
    plan = ledger.register.plan
    try:
        fresh = register(plan, ledger.register.observations())
    except Refused as refused:
        found = [Disagreement("observations", str(plan.period), "a register", str(problem)) for problem in refused.exceptions]
        return Certificate(identity=results.identity, measurements=len(plan), breaches=0, postings=0, handovers=0, disagreements=tuple(found))
    outcomes, bare = dict(_outcomes(fresh)), Ledger(fresh, {})
    found = [*_compare_register(ledger.register, outcomes)]
    whole: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    expected: dict[_Key, Price] = {}
    owed: defaultdict[tuple[str, str], defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    breaches = postings = unassessed = 0
    for site, question, _ in fresh:
        outcome, entry = outcomes[site, question.code], ledger.entries.get(site, {}).get(question.code)
        users = _users(plan, question, site)
        breaching = [_breaches(question, user, outcome) for user in users]
        breaches += any(breaching)
        for user in users:
            counted = counted_for(plan, user.assessment, site, outcome)
            for unit, price in _owed(plan.sites[site], question, user, counted, ledger.history.get(site, NEVER)).items():
                if not price:
                    continue
                expected[site, question.code, user.assessment, unit] = price
                if unit and bare.answers(question, user, site, unit, price.vetoes):
                    postings += 1
                    if results.only is None or question.code in results.only:
                        owed[user.assessment, unit][user.indicator.item] += price.lost
                        owed[user.assessment, unit][_GAINED] += price.gained
                else:
                    unassessed += 1
        statuses = [_status(outcome, breaching=one) for one in breaching]
        found += _compare_entry(entry, question, users, f"{site} {shortened(question.code)}", outcome, statuses)
        if entry is not None and _fits(entry, users):
            whole[site][question.code] = entry
    for site, entries in ledger.entries.items():
        found += [Disagreement("entry", f"{site} {shortened(code)}", "none", str(entry.outcome)) for code, entry in entries.items() if (site, code) not in outcomes]
    ledger = evolve(ledger, entries=whole)
    found += _compare_postings(ledger, expected)
    again = score(share(fresh, history=ledger.history), givens=results.givens, only=results.only, carried=results.carried)
    for result in again.values():
        for card in result.cards.values():
            found += _compare_sums(card, owed[result.assessment.code, card.unit.code])
    found += _compare_cards(results, again)
    handed = list(_handovers(evolve(results, ledger=ledger)))
    for one in handed:
        found += _compare_handover(again, one)
    return Certificate(identity=results.identity, measurements=len(outcomes), unmeasured=sum(isinstance(one, NotMeasured) for one in outcomes.values()), breaches=breaches, postings=postings, unassessed=unassessed, handovers=len(handed), disagreements=tuple(found))


def _said(certificate: Certificate) -> dict[str, str]:
    """Return everything that a certificate says, as text by its name."""
    counts = {name: str(getattr(certificate, name)) for name in ("measurements", "unmeasured", "breaches", "postings", "unassessed", "handovers")}
    identity = {f"identity {key}": value for key, value in certificate.identity.items()}
    return {**identity, **counts, "disagreements": "; ".join(map(str, certificate.disagreements)) or "none"}


def _outcomes(fresh: Register) -> Iterator[tuple[tuple[str, str], Outcome]]:
    """Yield each planned measurement's outcome as the observations alone give it; where they must be settled, as the register does."""
    told: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    last: dict[tuple[str, str], Observation] = {}
    for observation in fresh.observations():
        known = last.setdefault((observation.source, observation.id), observation)
        if observation.revision > known.revision:
            last[observation.source, observation.id] = observation
    for observation in last.values():
        told[observation.site, observation.indicator].append(observation)
    for site, question, settled in fresh:
        members = {question.code, *(member.indicator.code for member in question.indicator.contributions)}
        reports = [observation for member in members for observation in told.get((site, member), ())]
        reports = [one for one in reports if not isinstance(one.outcome, NotMeasured)] or reports
        seen = {one.outcome for one in reports}
        apart = len({one.source for one in reports}) < len(
            reports
        )  # reports of one source are rivals, or parts of a visit
        counted = any(ask.measure.counting != PLAIN for ask in question.bar.asks)
        must = apart or len(seen) > 1 or any(_must_settle(one, counted=counted) for one in seen)
        yield (site, question.code), NOTHING_CAME if not seen else settled if must else seen.pop()


def _must_settle(outcome: Outcome, *, counted: bool) -> bool:
    """Return whether its findings count, or bear, otherwise than they were told."""
    return isinstance(outcome, Measured) and any(counted or finding.unit or finding.life for finding in outcome.findings)


def _same(outcome: Outcome, other: Outcome | None) -> bool:
    """Return whether two outcomes say the same; why something was not measured decides nothing."""
    return outcome == other or (isinstance(outcome, NotMeasured) and (other is None or isinstance(other, NotMeasured)))


def _compare_register(held: Register, expected: Mapping[tuple[str, str], Outcome]) -> Iterator[Disagreement]:
    told = {(site, code): outcome for site, outcomes in held.outcomes.items() for code, outcome in outcomes.items()}
    for site, code in sorted(expected.keys() | told.keys()):
        one, other = expected.get((site, code)), told.get((site, code))
        if one is None or not _same(one, other):
            yield Disagreement("outcome", f"{site} {shortened(code)}", _text(one), _text(other))


def _users(plan: Plan, question: Question, site: str) -> tuple[Contribution, ...]:
    """Return whose assessments use a question at a site, from the rules as written."""
    if plan.merged.reading is Reading.UNIFORM:
        return question.indicator.contributions
    return tuple(member for member in question.indicator.contributions if member.indicator.scope.covers(plan.sites[site].point))


def _breaches(question: Question, user: Contribution, outcome: Outcome) -> bool:
    """Return whether an outcome breaches the bar for one assessment."""
    seen = dict(outcome.values) if isinstance(outcome, Measured) else {}
    return not all(ask.accepts(seen[ask.measure.code]) for ask in question.bar.asks if ask.measure.code in user.measures and ask.measure.code in seen)


def _status(outcome: Outcome, *, breaching: bool) -> Status:
    match outcome:
        case NotApplicable():
            return Status.NOT_APPLICABLE
        case NotMeasured():
            return Status.NOT_MEASURED
        case Measured():
            return Status.BREACHED if breaching else Status.MET


def _owed(site: Site, question: Question, user: Contribution, outcome: Outcome, earlier: Earlier) -> dict[str, Price]:
    """Return what each unit owes one assessment, and gains; "" where nobody answers."""
    owed: defaultdict[str, Price] = defaultdict(Price)
    if isinstance(outcome, Measured):
        host = user.assessment == question.indicator.host
        prices = user.indicator.price(dict(outcome.values), question.bar.only(user.measures), outcome.findings, earlier, host=host)
        for unit, price in prices.items():
            for owner, part in ((unit, Fraction(1)),) if unit else site.units or (("", Fraction(1)),):
                owed[owner] += Price(price.lost * part, price.gained * part, price.vetoes)
    return owed


def _fits(entry: Entry, users: tuple[Contribution, ...]) -> bool:
    return entry.question.users == users and len(entry.statuses) == len(entry.charges) == len(users)


def _compare_entry(
    entry: Entry | None, question: Question, users: tuple[Contribution, ...], where: str, outcome: Outcome, statuses: Iterable[Status]
) -> Iterator[Disagreement]:
    if not _same(outcome, entry and entry.outcome):
        yield Disagreement("entry", where, str(outcome), _text(entry and entry.outcome))
    elif entry is None:
        return
    elif not _fits(entry, users):
        told = "+".join(user.assessment for user in entry.question.users)
        yield Disagreement("shared once", where, "+".join(user.assessment for user in users), f"{told} with {len(entry.statuses)} statuses and {len(entry.charges)} prices")
    else:
        if entry.question.bar != question.bar:
            yield Disagreement("bar", where, str(question.bar), str(entry.question.bar))
        for user, one, other in zip(users, statuses, entry.statuses, strict=True):
            if one is not other:
                yield Disagreement("status", f"{where} {user.assessment}", one.value, other.value)


def _compare_postings(ledger: Ledger, expected: Mapping[_Key, Price]) -> Iterator[Disagreement]:
    found: defaultdict[_Key, list[str]] = defaultdict(list)
    for posting in (*ledger.postings(), *ledger.unassessed()):
        found[posting.site, posting.indicator, posting.assessment, posting.unit or ""].append(told_price(posting.points, posting.gained, posting.vetoes))
    for key in sorted(expected.keys() | found.keys()):
        one, others = expected.get(key), found.get(key, [])
        told = [] if one is None else [told_price(one.lost, one.gained, sorted(level.value for level in one.vetoes))]
        if others != told:
            yield Disagreement("posting", " ".join((key[0], shortened(key[1]), *key[2:])), " and ".join(told) or "none", " and ".join(others) or "none")


def _compare_sums(card: Scorecard, owed: Mapping[str, Fraction]) -> Iterator[Disagreement]:
    """Compare what a card's sheets take and give with what its unit owes, item by item, and add its nodes up by hand."""
    lost: defaultdict[str, Fraction] = defaultdict(Fraction)
    where, sheets = f"{card.assessment.code} {card.unit.code}", _sheets(card.assessment.model, "total")
    mine = list(card.sheets())
    for part in mine:
        lost[_GAINED] += part.gained
        for item, points, _ in part.items:
            lost[item] += points
    for part in card.part.walk():
        if (value := _by_hand(card, part)) != part.value:
            yield Disagreement("score", f"{where} {part.node} {part.member}".rstrip(), _text(value), _text(part.value))
    elsewhere = _laid_elsewhere(card)
    for item in sorted(owed.keys() | lost.keys()) if mine else ():
        due = sheets * owed.get(item, Fraction(0))
        # what findings lay on it at others' sites counts where sheets of its own apply, and nowhere else
        if lost[item] not in (due, due - sheets * elsewhere[item]):
            yield Disagreement("item", f"{where} {item or 'gained'}", plain(sheets * owed.get(item, Fraction(0))), plain(lost[item]))


def _sheets(model: Model, name: str) -> int:
    """Return in how many sheets below a node each deduction stands."""
    match model[name]:
        case Sheet():
            return 1
        case Given() | Rate():
            return 0
        case Fold(of=None, weights=weights):
            return sum(_sheets(model, part) for part, _ in weights)
        case Fold(of=of):
            return _sheets(model, str(of))


def _laid_elsewhere(card: Scorecard) -> defaultdict[str, Fraction]:
    """Return what findings lay on a unit at sites of others, by item."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for site in _blamed_at(card):
        for entry in card.ledger.entries[site].values():
            for user, charges in zip(entry.question.users, entry.charges, strict=True):
                if user.assessment == card.assessment.code:
                    found[user.indicator.item] += sum((price.lost for unit, price in charges if unit == card.unit.code), Fraction(0))
    return found


def _by_hand(card: Scorecard, part: Part) -> Fraction | None:
    """Return what a node comes to from what stands below it; a figure, a sheet with gaps, or one on which others' sites lie, comes as it is."""
    if part.value is not None and part.zeroed:
        return Fraction(0)
    node = None if part.carried else card.assessment.model[part.node]
    if part.value is None or part.imputed or (node is not None and (node.gates or node.bonuses)):
        return part.value
    if part.parts:
        return sum((weight * below.counted for weight, below in zip(part.weights, part.parts, strict=True) if weight), Fraction(0))
    if isinstance(node, Sheet) and part.measured and not part.unmeasured and not (_blamed_at(card) or card.assessment.model.by_unit):
        marks = {item.code: item.full for item in card.assessment.items}
        off = sum((marks[item] if item in part.vetoed else min(points, marks[item]) for item, points, _ in part.items), Fraction(0))
        return min(max(part.full - off, Fraction(0)) + part.gained, part.full + node.bonus)
    return part.value


def _compare_cards(results: Results, again: Results) -> Iterator[Disagreement]:
    for code in sorted(results.scored.keys() - again.scored.keys()):
        yield Disagreement("assessment", code, "none", "one")
    if not results.in_sequence:
        yield Disagreement("edition", str(results.edition), "a first one without, or a later one with what it supersedes and why", f"supersedes {results.supersedes or 'nothing'}, reason {results.reason or 'none'}")
    for result in again.values():
        code = result.assessment.code
        cards = results.scored.get(code, {})
        for unit in sorted(result.cards.keys() | cards.keys()):
            one, other = result.cards.get(unit), cards.get(unit)
            if one is None or other is None:
                yield Disagreement("scorecard", f"{code} {unit}", "one" if one else "none", "one" if other else "none")
            else:
                yield from _differences("scorecard", f"{code} {unit}", one, other, ("assessment", "unit", "period", "published", "place", "places", "reason", "reason_zh", "only"))
                yield from _compare_parts(f"{code} {unit}", one.part, other.part)


def _compare_parts(where: str, one: Part, other: Part) -> Iterator[Disagreement]:
    if one != other:
        at = f"{where} {one.node} {one.member}".rstrip()
        yield from _differences("score", at, one, other, ("node", "member", "full", "low", "value", "high", "measured", "unmeasured", "items", "open", "gained", "vetoed", "zeroed", "bonus", "added", "failed", "last", "may_last", "grade", "grades", "imputed", "carried", "weights", "applies", "vital", "seen", "extrapolated", "estimate"))
        if len(one.parts) != len(other.parts):
            yield Disagreement("score", f"{at} parts", str(len(one.parts)), str(len(other.parts)))
        for below, below_other in zip(one.parts, other.parts, strict=False):
            yield from _compare_parts(where, below, below_other)


def _differences(fact: str, where: str, one: object, other: object, names: Iterable[str]) -> Iterator[Disagreement]:
    for name in names:
        if getattr(one, name) != getattr(other, name):
            yield Disagreement(fact, f"{where} {name}", _text(getattr(one, name)), _text(getattr(other, name)))


def _text(value: object) -> str:
    match value:
        case None | ():
            return "none"
        case Fraction():
            return plain(value)
        case tuple():
            return " ".join(map(_text, value))
        case _:
            return str(value)


def _handovers(results: Results) -> Iterator[Handover]:
    pairs = {(question.indicator.host, user.assessment) for _, question, _ in results.ledger.register for user in question.users}
    for host, consumer in sorted(pairs):
        if host != consumer:
            yield handover(results, host, consumer)


def _compare_handover(again: Results, handed: Handover) -> Iterator[Disagreement]:
    """Compare the consumer's part from the handover alone with the one from the observations."""
    where = f"{handed.host} → {handed.consumer}"
    try:
        theirs = receive(handed, again.ledger.register.plan.merged, givens=again.givens)[handed.consumer]
    except Refused as refused:
        for problem in refused.exceptions:
            yield Disagreement("handover", where, "one that can be received", str(problem))
        return
    ours = score(again.ledger, givens=again.givens, only=handed.indicators, carried={})[handed.consumer]
    for unit in sorted({*ours, *theirs}):
        one, other = (cards.cards[unit].exact if unit in cards.cards else None for cards in (ours, theirs))
        if one != other:
            yield Disagreement("handover", f"{where} {unit}", _text(one), _text(other))


def _blamed_at(card: Scorecard) -> tuple[str, ...]:
    """Return the sites of others at which findings name the unit."""
    return tuple(dict.fromkeys(blame.site.code for blame in card.basis.blames)) if card.basis else ()
