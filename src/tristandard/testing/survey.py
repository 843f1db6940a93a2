"""A survey: one period that was planned, what came in, and the road from there to the results; and several together.

The verbs are called by their public names, as a user calls them, and when they are needed: a verb
that is replaced in `tristandard` is replaced here, and in every law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, final

from attrs import define, evolve, field

import tristandard as ts
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.merging.merged import MergedRules
from tristandard.reports.findings import tell_finding
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.lines import tell_lines
from tristandard.survey.history import History
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.posting import Posting
from tristandard.survey.register import Register
from tristandard.testing.bearing import Borne, Key
from tristandard.words.sentence import Sentence

_SILENT = Sentence("另有 {count} 项没有报来", "and {count} of which nothing came")


@final
@define(frozen=True, slots=False, repr=False, eq=False)  # one is itself: comparing and hashing whole rule sets is slow
class Survey:
    """A period that was planned, what was seen in it, and all else that its scores rest on."""

    plan: Plan
    observations: tuple[Observation, ...]
    #: What earlier periods found, by site and measure, where a line looks back.
    history: History = field(factory=dict)
    #: Figures from outside, by assessment, name and unit.
    givens: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict)
    #: The units whose score counts in their parent's, by assessment.
    carried: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @property
    def rules(self) -> RuleSet:
        """The rules as they were written."""
        return self.plan.rules

    @property
    def merged(self) -> MergedRules:
        """The rules merged."""
        return self.plan.merged

    @property
    def period(self) -> Period:
        """When it was seen."""
        return self.plan.period

    @property
    def sites(self) -> Collection[Site]:
        """Where it was seen."""
        return self.plan.sites.values()

    @cached_property
    def register(self) -> Register:
        """What was measured, once."""
        return ts.register(self.plan, self.observations)

    @cached_property
    def ledger(self) -> Ledger:
        """What that means for every assessment."""
        return ts.share(self.register, history=self.history)

    @cached_property
    def results(self) -> ts.Results:
        """The results, apart."""
        return ts.score(self.ledger, givens=self.givens, carried=self.carried)

    @property
    def cards(self) -> Iterator[ts.Scorecard]:
        """Every scorecard, assessment by assessment."""
        return (card for result in self.results.values() for card in result.values())

    @cached_property
    def seen(self) -> dict[tuple[str, frozenset[str]], Outcome]:
        """What was measured, as the oracle takes it."""
        return seen(self.register)

    def __repr__(self) -> str:
        """Return what was asked, by which lines it is priced, and what came in, as a person can read it."""
        return "\n  ".join(["a survey:", *self._told()])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002 - how IPython and hypothesis ask
        printer.text(repr(self))

    def _told(self) -> Iterator[str]:
        rules = self.rules
        yield f"{self.period} under {rules.code} {rules.version}, {rules.policy.reading.value}"
        for code, site in self.plan.sites.items():
            owners = " and ".join(f"{unit} {plain(share)}" for unit, share in site.units) or "nobody"
            yield f"{code} at {', '.join('/'.join(path) for path in site.point)}, of {owners}"
            yield from self._asked_at(code)
        for one in self.observations:
            findings = one.outcome.findings if isinstance(one.outcome, Measured) else ()
            head = f"{one.source} {one.id} on {one.made}, {one.indicator} at {one.site}: {one.outcome}"
            yield "; ".join([head, *(tell_finding(finding, rules)[1] for finding in findings)])
        yield from (
            f"{name} {value}"
            for name, value in (("history", self.history), ("figures", self.givens), ("carried", self.carried))
            if value
        )

    def _asked_at(self, site: str) -> Iterator[str]:
        """Yield the questions at a site of which anything came, with the lines that price each, and how many others."""
        ground = self.plan.grounds[site]
        came = {one.indicator for one in self.observations if one.site == site}
        told = {ground.by_code[code].code for code in came if code in ground.by_code}
        for question in (one for one in ground.questions if one.code in told):
            yield f"  {question.code}: {question.bar}"
            for user in question.users:
                by = tell_lines(user.indicator, question.bar, self.rules, host=question.hosted_by(user))
                lines = "; ".join(line[1] for line in by)
                yield f"    {user.indicator.code} of {user.indicator.item}: {lines or 'no line'}"
        if silent := sum(one.code not in told for one in ground.questions):
            yield f"  {_SILENT(count=silent).text('en')}"


@final
@define(frozen=True, slots=False, eq=False)
class Together:
    """Several periods under one set of rules, and a round of their whole time, where the rules count one."""

    periods: tuple[Survey, ...]
    beside: Survey | None = None

    @classmethod
    def of(cls, periods: tuple[Survey, ...]) -> Together:
        """Return periods with a round in which what was reported in the first came in, where the rules count one."""
        first, last = periods[0].plan, periods[-1].plan
        years = [dict(book.model.nodes).get("year") for book in first.rules.assessments]
        if not any(isinstance(year, Mean) and year.own for year in years):
            return cls(periods)
        whole = Period(first.period.start, last.period.end)
        return cls(periods, evolve(periods[0], plan=ts.plan(first.merged, first.sites.values(), whole)))

    @cached_property
    def results(self) -> ts.Results:
        """The results of the whole time."""
        parts = [one.results for one in self.periods]
        return ts.together(parts, own=None if self.beside is None else self.beside.results)


def seen(register: Register) -> dict[tuple[str, frozenset[str]], Outcome]:
    """Return what a register holds as the oracle takes it: by site and the indicators measured together."""
    return {(site, frozenset(question.code.split("+"))): outcome for site, question, outcome in register}


def posted(postings: Iterable[Posting]) -> list[tuple[Key, Borne]]:
    """Return postings as the oracle tells them, one after another: where, for which member, who bears what."""
    return [
        (
            (posting.site, frozenset(posting.indicator.split("+")), posting.member, posting.unit),
            (posting.points, posting.gained, frozenset(map(Level, posting.vetoes))),
        )
        for posting in postings
    ]
