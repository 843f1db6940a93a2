"""What a report says, brought to what the bar asks: complete, in its measures' domains, its findings counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import final

from attrs import define, evolve

from tristandard.basics.counting import count
from tristandard.basics.errors import BadValue, TristandardError, meant
from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.basics.place import Site, UnknownTerm
from tristandard.merging.question import Question
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan


def admitted(plan: Plan, question: Question, site: str, outcome: Outcome) -> Outcome:
    """Return an outcome whose values are complete and lie in their measures' domains, and whose
    findings name no sole owner.
    """
    if not isinstance(outcome, Measured):
        return outcome
    values = dict(outcome.values)
    known = {ask.measure.code: ask.measure for ask in question.bar.asks}
    if missing := sorted(known.keys() - values.keys()):
        near = "".join(meant(code, tuple(missing))[1] for code in sorted(values.keys() - known.keys())[:1])
        raise BadValue(
            sorted(values),
            f"complete: it lacks {', '.join(missing)}",
            f"give a value for every measure of the bar{near}, or report it as not measured",
        )
    if strange := sorted(values.keys() - known.keys()):
        raise BadValue(
            strange, f"asked there: the bar speaks of {', '.join(sorted(known))}", "leave out what nobody asks"
        )
    if outcome.findings:
        outcome = _counted(plan, known, outcome)
        values = dict(outcome.values)
    fit = {code: known[code].admit(value) for code, value in values.items()}
    told = Measured(fit, outcome.findings) if fit != values else outcome
    for member in question.users:
        if contradiction := member.indicator.admits(fit, known):
            raise BadValue(
                str(told), f"free of contradiction: {contradiction[1]}", "mend the points chosen, or what was seen"
            )
        for rule in member.indicator.deductions:
            if rule.reads:
                _answered(rule, question, told)
    return _owned(told, plan.sites[site])


@final
@define(frozen=True, slots=False)
class Words:
    """What the rules declare that a report may name."""

    rules: RuleSet

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by their code."""
        return {measure.code: measure for measure in self.rules.measures}

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, str]]:
        """The answers to each declared circumstance, by its code."""
        return {one.code: dict(one.values) for one in self.rules.circumstances}

    def unknown(self, observation: Observation) -> Iterator[TristandardError]:
        """Yield each word of a report that is not declared, and each value that its measure does not have: no file
        under the rules could hold it.
        """
        used_by = f"observation {observation.id!r} of {observation.source!r}"
        for code in observation.indicator.split("+"):
            if code not in self.rules.indicators:
                yield UnknownTerm("indicator", code, used_by, tuple(self.rules.indicators))
        if not isinstance(observation.outcome, Measured):
            return
        for code, value in observation.outcome.values:
            if code not in self.measures:
                yield UnknownTerm("measure", code, used_by, tuple(self.measures))
            elif problem := _unfit(self.measures[code], value):
                yield problem
        for finding in observation.outcome.findings:
            yield from self._unknown(finding)

    def _unknown(self, finding: Finding) -> Iterator[TristandardError]:
        """Yield what a finding names that is not declared; what its life told stands as it was."""
        used_by, measure = f"finding {finding.id!r}", self.measures.get(finding.measure)
        if measure is not None and not measure.countable:
            yield BadValue(
                measure.code,
                f"a measure that is counted ({used_by})",
                f"leave the findings out, and {measure.hint()[1]}",
            )
        if finding.unit is not None and finding.unit not in self.rules.units:
            yield UnknownTerm("unit", finding.unit, used_by, tuple(unit.code for unit in self.rules.units))
        for name, answer in finding.circumstances:
            if name not in LIFE and name not in self.answers:
                yield UnknownTerm("circumstance", name, used_by, tuple(self.answers))
            elif name not in LIFE and answer not in self.answers[name]:
                yield UnknownTerm(f"answer to {name}", answer, used_by, tuple(self.answers[name]))


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
            raise BadValue(finding.unit, f"a known unit (finding {finding.id!r})", "declare the unit, or mend its code")
        _declared(finding, declared)
        if not known[finding.measure].countable:
            raise BadValue(
                finding.id,
                f"a finding of what is counted ({finding.measure} is not)",
                f"leave the findings out, and {known[finding.measure].hint()[1]}",
            )
        by_measure[finding.measure].append(finding.as_of(plan.period.end))
    counted = [finding for code, found in by_measure.items() for finding in count(known[code].counting, found)]
    return Measured([pair for pair in outcome.values if pair[0] not in by_measure], counted)


def _declared(finding: Finding, declared: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a finding with a circumstance, or an answer to one, that no rule declares; its
    life tells some of its own.
    """
    for name, answer in finding.circumstances:
        if name in LIFE and finding.life:
            continue
        if name not in declared or answer not in declared[name]:
            near = ", ".join(declared.get(name, declared)) or "(none)"
            expected = f"a declared circumstance (finding {finding.id!r})"
            raise BadValue(f"{name}={answer}", expected, f"declare it in the rule set, or give one of {near}")


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
                ask.measure.show(values[code]),
                f"priced by {', '.join(sorted(rule.reads))}, which only findings tell",
                "report each as a finding with its circumstances; their number is the value",
            )
        for name, _ in rule.where:
            if silent := [finding.id for finding in mine if name != REPEATED and finding.fact(name) is None]:
                raise BadValue(
                    silent,
                    f"findings that all say their {name}",
                    f"give it as a circumstance: one of {', '.join(dict(rule.where)[name])}, or another that is "
                    "declared",
                )


def _owned(outcome: Measured, site: Site) -> Measured:
    """Return an outcome whose findings name a unit only where it is another than the site's sole owner."""
    if len(site.units) != 1 or all(finding.unit != site.units[0][0] for finding in outcome.findings):
        return outcome
    owner = site.units[0][0]
    return Measured(
        outcome.values,
        [evolve(finding, unit=None) if finding.unit == owner else finding for finding in outcome.findings],
    )
