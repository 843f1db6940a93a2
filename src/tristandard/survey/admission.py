"""What a report says, brought to what the bar asks: complete, in its measures' domains, its findings counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, evolve

from tristandard.basics.counting import count
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.shown import meant
from tristandard.basics.terms import UnknownTerm
from tristandard.merging.question import Question
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Joined, Sentence, Told

_COMPLETE = Sentence("完整的结果：缺 {missing}", "complete: it lacks {missing}")
_GIVE_EVERY_VALUE = Sentence(
    "请给标准中每个测量项目的值{near}，或报为未测",
    "give a value for every measure of the bar{near}, or report it as not measured",
)
_ASKED_THERE = Sentence("那里所问的：标准只涉及 {asked}", "asked there: the bar speaks of {asked}")
_LEAVE_OUT = Told("请去掉没有人问的值", "leave out what nobody asks")
_FREE_OF_CONTRADICTION = Sentence("前后一致的结果：{contradiction}", "free of contradiction: {contradiction}")
_MEND_CHOICE = Told("请改正所选的扣分，或所见的结果", "mend the points chosen, or what was seen")
_OBSERVATION = Sentence("来源“{source}”的记录“{id}”", "observation {id!r} of {source!r}")
_FINDING = Sentence("问题“{id}”", "finding {id!r}")
_COUNTED_MEASURE = Sentence("可以计数的测量项目（{used_by}）", "a measure that is counted ({used_by})")
_NO_FINDINGS = Sentence("请去掉这些问题；{hint}", "leave the findings out, and {hint}")
_ANSWER_TO = Sentence("“{name}”的答案", "answer to {name}")
_KNOWN_UNIT = Sentence("规则集中的单位（{used_by}）", "a known unit ({used_by})")
_DECLARE_UNIT = Told("请声明该单位，或改正其代码", "declare the unit, or mend its code")
_FINDING_OF_COUNTED = Sentence(
    "可以计数的测量项目的问题（{measure} 不计数）", "a finding of what is counted ({measure} is not)"
)
_DECLARED = Sentence("已声明的问题情形（{used_by}）", "a declared circumstance ({used_by})")
_DECLARE = Sentence("请在规则集中声明，或写其中之一：{near}", "declare it in the rule set, or give one of {near}")
_NONE = Told("（无）", "(none)")
_PRICED_BY_FINDINGS = Sentence(
    "能按 {reads} 计分的结果：这要逐个问题才能看出", "priced by {reads}, which only findings tell"
)
_REPORT_FINDINGS = Told(
    "请逐个报告问题并写明情形，问题的个数就是所测的值",
    "report each as a finding with its circumstances; their number is the value",
)
_ALL_SAY = Sentence("都写明了 {name} 的问题", "findings that all say their {name}")
_GIVE_CIRCUMSTANCE = Sentence(
    "请写明这一情形：{choices} 之一，或其他已声明的答案",
    "give it as a circumstance: one of {choices}, or another that is declared",
)


def admitted(plan: Plan, question: Question, site: str, outcome: Outcome) -> Outcome:
    """Return an outcome whose values are complete and lie in their measures' domains, and whose
    findings name no sole owner.
    """
    if not isinstance(outcome, Measured):
        return outcome
    values = dict(outcome.values)
    known = {ask.measure.code: ask.measure for ask in question.bar.asks}
    if missing := sorted(known.keys() - values.keys()):
        near = Joined(meant(code, tuple(missing)) for code in sorted(values.keys() - known.keys())[:1])
        raise BadValue(
            sorted(values),
            _COMPLETE(missing=missing),
            _GIVE_EVERY_VALUE(near=near),
        )
    if strange := sorted(values.keys() - known.keys()):
        raise BadValue(strange, _ASKED_THERE(asked=sorted(known)), _LEAVE_OUT)
    if outcome.findings:
        outcome = _counted(plan, known, outcome)
        values = dict(outcome.values)
    for code, value in values.items():
        known[code].admit(value)
    for member in question.users:
        if contradiction := member.indicator.admits(values, known):
            raise BadValue(outcome.told, _FREE_OF_CONTRADICTION(contradiction=contradiction), _MEND_CHOICE)
        for rule in member.indicator.deductions:
            if rule.reads:
                _answered(rule, question, outcome)
    return _owned(outcome, plan.sites[site])


@final
@define(frozen=True, slots=False)
class Words:
    """What the rules declare that a report may name."""

    rules: RuleSet

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, str]]:
        """The answers to each declared circumstance, by its code."""
        return {one.code: dict(one.values) for one in self.rules.circumstances}

    def unknown(self, observation: Observation) -> Iterator[TristandardError]:
        """Yield each word of a report that is not declared, and each value that its measure does not have: no file
        under the rules could hold it.
        """
        for code in observation.indicator.split("+"):
            if code not in self.rules.indicators:
                yield UnknownTerm("indicator", code, _used_by(observation), tuple(self.rules.indicators))
        if not isinstance(observation.outcome, Measured):
            return
        for code, value in observation.outcome.values:
            if code not in self.rules.measures_by_code:
                yield UnknownTerm("measure", code, _used_by(observation), tuple(self.rules.measures_by_code))
            elif problem := _unfit(self.rules.measures_by_code[code], value):
                yield problem
        for finding in observation.outcome.findings:
            yield from self._unknown(finding)

    def _unknown(self, finding: Finding) -> Iterator[TristandardError]:
        """Yield what a finding names that is not declared; what its life told stands as it was."""
        measure = self.rules.measures_by_code.get(finding.measure)
        if measure is not None and not measure.countable:
            expected = _COUNTED_MEASURE(used_by=_FINDING(id=finding.id))
            yield BadValue(measure.code, expected, _NO_FINDINGS(hint=measure.hint()))
        if finding.unit is not None and finding.unit not in self.rules.units:
            yield _undeclared("unit", finding.unit, finding, tuple(unit.code for unit in self.rules.units))
        for name, answer in finding.circumstances:
            if name not in LIFE and name not in self.answers:
                yield _undeclared("circumstance", name, finding, tuple(self.answers))
            elif name not in LIFE and answer not in self.answers[name]:
                yield _undeclared(_ANSWER_TO(name=name), answer, finding, tuple(self.answers[name]))


def _used_by(observation: Observation) -> Told:
    return _OBSERVATION(id=observation.id, source=observation.source)


def _undeclared(kind: Told | str, code: str, finding: Finding, known: tuple[str, ...]) -> UnknownTerm:
    return UnknownTerm(kind, code, _FINDING(id=finding.id), known)


def _unfit(measure: Measure, value: Value) -> BadValue | None:
    try:
        measure.admit(value)
    except BadValue as problem:
        return problem
    return None


def _counted(plan: Plan, known: Mapping[str, Measure], outcome: Measured) -> Measured:
    """Return an outcome whose findings count as their measures' rules say, with what their life told
    by the end of the period.
    """
    rules = plan.rules
    declared = {one.code: dict(one.values) for one in rules.circumstances}
    by_measure: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.unit is not None and finding.unit not in rules.units:
            raise BadValue(finding.unit, _KNOWN_UNIT(used_by=_FINDING(id=finding.id)), _DECLARE_UNIT)
        _declared(finding, declared)
        if not known[finding.measure].countable:
            raise BadValue(
                finding.id,
                _FINDING_OF_COUNTED(measure=finding.measure),
                _NO_FINDINGS(hint=known[finding.measure].hint()),
            )
        by_measure[finding.measure].append(finding.as_of(plan.period.end))
    counted = list[Finding]()
    for code, found in by_measure.items():
        rule = known[code].counting
        counted += count(rule, found, _there(known.get(rule.among), by_measure, dict(outcome.values)))
    return Measured([pair for pair in outcome.values if pair[0] not in by_measure], counted)


def _there(
    measure: Measure | None, by_measure: Mapping[str, list[Finding]], values: Mapping[str, Value]
) -> Fraction | None:
    """Return how many there are, of which a sample is asked: as findings of them count, or as was seen; None where
    nobody asks that there.
    """
    if measure is None:
        return None
    if measure.code in by_measure:
        return sum_of(one.counts for one in count(measure.counting, by_measure[measure.code]))
    there = measure.admit(values[measure.code])
    return there if isinstance(there, Fraction) else None


def _declared(finding: Finding, declared: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a finding with a circumstance, or an answer to one, that no rule declares; its
    life tells some of its own.
    """
    for name, answer in finding.circumstances:
        if name in LIFE and finding.life:
            continue
        if name not in declared or answer not in declared[name]:
            expected = _DECLARED(used_by=_FINDING(id=finding.id))
            raise BadValue(f"{name}={answer}", expected, _DECLARE(near=list(declared.get(name, declared)) or _NONE))


def _answered(rule: DeductionRule, question: Question, outcome: Measured) -> None:
    """Refuse an outcome that does not say what a rule reads of its findings."""
    values = dict(outcome.values)
    for ask in question.bar.asks:
        code = ask.measure.code
        if code not in rule.measures or ask.accepts(values[code]) or not ask.exceeded_by(values[code]):
            continue
        mine = [finding for finding in outcome.findings if finding.measure == code and finding.counts]
        if not mine:
            raise BadValue(
                ask.measure.show(values[code]), _PRICED_BY_FINDINGS(reads=sorted(rule.reads)), _REPORT_FINDINGS
            )
        for name, _ in rule.where:
            if silent := [finding.id for finding in mine if name != REPEATED and finding.fact(name) is None]:
                raise BadValue(silent, _ALL_SAY(name=name), _GIVE_CIRCUMSTANCE(choices=list(dict(rule.where)[name])))


def _owned(outcome: Measured, site: Site) -> Measured:
    """Return an outcome whose findings name a unit only where it is another than the site's sole owner."""
    if len(site.units) != 1 or all(finding.unit != site.units[0][0] for finding in outcome.findings):
        return outcome
    owner = site.units[0][0]
    return Measured(
        outcome.values,
        [evolve(finding, unit=None) if finding.unit == owner else finding for finding in outcome.findings],
    )
