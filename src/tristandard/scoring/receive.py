"""A handover received: the consumer's part of the scores, computed from it alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told, refuse, wanted
from tristandard.basics.order import key_of
from tristandard.basics.outcome import NotMeasured, Observation
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.handed_over import HandedOver, Handover, tell_borne
from tristandard.scoring.handover import passed_on, passes
from tristandard.scoring.results import RULE_SET, Results
from tristandard.scoring.score import score
from tristandard.survey.entry import weigh
from tristandard.survey.ledger import Ledger
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.survey.source import handed_by
from tristandard.words.sentence import Sentence, Told

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
        if passes(question, received.host, received.consumer)
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


_VERSION, _VARIANT = Told("版本", "version"), Told("变体", "variant")
_DIGEST = Sentence("规则 {code} {version} 的摘要", "digest of the rules called {code} {version}")
_ANOTHER = Told("另一个", "another")


def _check_made_under(received: Handover, rules: RuleSet) -> None:
    """Refuse a handover that was made under other rules."""
    same = [
        (RULE_SET, received.rule_set, rules.code),
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
    planned = ledger.plan
    weighed = ledger.entries.get(entry.site, {}).get(entry.indicator) or weigh(
        planned, entry.site, question, entry.outcome
    )
    mine = passed_on(
        weighed, question, planned.sites[entry.site], received.host, received.consumer, dict(entry.earlier)
    )
    facts: list[tuple[Told, Told | str, Told | str]] = [
        (_BAR, entry.bar, mine.bar),
        (_STATUS, entry.status.value, mine.status.value),
    ]
    for name, fact in _BORNE.items():
        if getattr(entry, name) != getattr(mine, name):
            facts.append((fact, tell_borne(getattr(entry, name)), tell_borne(getattr(mine, name))))
    for fact, given, known in facts:
        if given != known:
            yield HandoverMismatch(_FACT(fact=fact, indicator=entry.indicator, site=entry.site), given, known)


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
