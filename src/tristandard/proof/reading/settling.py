"""What was seen of each question at each site: one outcome out of all that was reported (只测一次).

Of a report its highest revision counts. The reports of one visit add up; a report that says not
measured yields to any other; what then differs is settled by the policy, or cannot stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import final

from attrs import define, evolve, field

from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.proof.reading.admitting import unfit, unreadable
from tristandard.proof.reading.asking import Asking, Question
from tristandard.proof.reading.choosing import Claim, chosen
from tristandard.proof.reading.counting import counted
from tristandard.proof.reading.papers import ZERO, Papers
from tristandard.words.sentence import Sentence, Told

#: Where, and the code of the question.
Place = tuple[str, str]


@final
@define
class Heard:
    """What was seen, by place; what stands nowhere was not measured. `problems` say why some reports cannot stand."""

    outcomes: dict[Place, Outcome] = field(factory=dict)
    problems: list[Told] = field(factory=list)


NOBODY_ASKED = Sentence(
    "来源 {source} 的记录 {id}（点位 {site} 的 {indicator}，{made}）没有人问",
    "report {id} of {source} is of {indicator} at {site} on {made}, which nobody asked",
)


def hear(papers: Papers, asking: Asking) -> Heard:
    """Return what was seen of everything that is asked."""
    heard, sites = Heard(), {site.code: site for site in papers.sites}
    told: defaultdict[Place, list[Observation]] = defaultdict(list)
    questions: dict[Place, Question] = {}
    for one in latest(papers.observations, heard.problems):
        site = sites.get(one.site)
        question = None if site is None else asking.named(standing(site)).get(one.indicator)
        if question is None or not papers.period.start <= one.made <= papers.period.end:
            heard.problems.append(
                NOBODY_ASKED(id=one.id, source=one.source, indicator=one.indicator, site=one.site, made=str(one.made))
            )
            continue
        place = one.site, question.code
        told[place].append(one)
        questions[place] = question
    reader = Reader(papers)
    for place in sorted(told):
        settled = reader.settled(sites[place[0]], questions[place], told[place])
        if settled is not None:
            heard.outcomes[place] = settled
    heard.problems += reader.problems
    return heard


def standing(site: Site) -> tuple[tuple[str, ...], ...]:
    """Return where a site stands."""
    return site.area, site.zone, site.site_type


GIVEN_TWICE = Sentence(
    "来源 {source} 的记录 {id} 以修订 {revision} 报了两次，内容不同",
    "report {id} of {source} was given twice as revision {revision}, with different content",
)


def latest(observations: Iterable[Observation], problems: list[Told]) -> Iterator[Observation]:
    """Yield the highest revision of each report; a revision that has two contents is a problem."""
    found: dict[tuple[str, str], Observation] = {}
    said: dict[tuple[str, str, int], Observation] = {}
    for one in observations:
        before = said.setdefault((one.source, one.id, one.revision), one)
        if before is not one and before != one:
            problems.append(GIVEN_TWICE(id=one.id, source=one.source, revision=one.revision))
        known = found.get((one.source, one.id), one)
        found[one.source, one.id] = max(known, one, key=lambda each: each.revision)
    yield from found.values()


MORE_THAN_ONCE = Sentence(
    "点位“{site}”的“{code}”在 {period} 测了不止一次：{told}",
    "{code!r} at {site!r} was measured more than once in {period}, as {told}",
)
SAID_BY = Sentence("{outcome}（来源“{source}”的“{id}”，{made}）", "{outcome} by {source!r} {id!r} on {made}")
AND_AS = Sentence("{one}；{other}", "{one} and as {other}")
SAYS_THE_SAME = Sentence(
    "来源 {source} 的记录 {id}（点位 {site} 的 {code}）与另一条无法读取的记录说的一样",
    "report {id} of {source} on {code} at {site} says the same as another that cannot be read",
)
CANNOT_BE_READ = Sentence(
    "来源 {source} 的记录 {id}（点位 {site} 的 {code}）无法读取：{why}",
    "report {id} of {source} on {code} at {site} cannot be read: {why}",
)
NOT_ALL_OF_THAT = Sentence(
    "来源 {source} 的检查“{visit}”对点位 {site} 的 {odd} 不能都这样说",
    "the visit {visit!r} of {source} cannot say all of that of {odd} at {site}",
)


def said_by(claim: Claim) -> Told:
    """Return what one claim says, and who made it when."""
    first = claim.reports[0]
    return SAID_BY(outcome=claim.outcome.told, source=claim.source, id=first.id, made=str(first.made))


@final
@define(eq=False)
class Reader:
    """Reads reports, each distinct one without findings once, and notes which cannot stand.

    Of equal outcomes of a question without findings one stands for all, so that they can be told apart by identity.
    """

    papers: Papers
    problems: list[Told] = field(factory=list)
    _known: dict[tuple[Question, Outcome], Outcome | None] = field(factory=dict)

    def settled(self, site: Site, question: Question, reports: Sequence[Observation]) -> Outcome | None:
        """Return the one outcome of a question; None where nobody looked, or where it cannot be settled. A report that
        is the only one has nobody to settle it with.
        """
        if len(reports) == 1:
            alone = self.read(site, question, reports[0])
            return None if isinstance(alone, NotMeasured) else alone
        claims = list(self.claims(site, question, reports))
        seen = [one for one in claims if not isinstance(one.outcome, NotMeasured)]
        if not seen:
            return None
        if all(isinstance(one.outcome, NotApplicable) for one in seen):
            return seen[0].outcome
        standing = chosen(self.papers, question, seen)
        if standing is None:
            told = reduce(lambda one, other: AND_AS(one=one, other=other), map(said_by, seen[:6]))
            period = str(self.papers.period)
            self.problems.append(MORE_THAN_ONCE(code=question.code, site=site.code, period=period, told=told))
        return standing

    def claims(self, site: Site, question: Question, reports: Sequence[Observation]) -> Iterator[Claim]:
        """Yield what each source says: the reports of one of its visits together, any other by itself."""
        visits: defaultdict[tuple[str, ...], list[Observation]] = defaultdict(list)
        for one in sorted(reports, key=lambda one: (one.made, one.source, one.id)):
            adds_up = one.visit and isinstance(one.outcome, Measured)
            visits[(one.source, one.visit) if adds_up else (one.source, "", one.id)].append(one)
        for together in visits.values():
            outcomes = [self.read(site, question, one) for one in together]
            outcome = outcomes[0]
            if len(together) > 1:
                outcome = self.added(site, question, together)
            if outcome is not None and None not in outcomes:
                yield Claim(together[0].source, tuple(together), outcome)

    def read(self, site: Site, question: Question, report: Observation) -> Outcome | None:
        """Return what a report says, its findings counted; None where it cannot be read."""
        if not isinstance(report.outcome, Measured):
            return report.outcome
        if report.outcome.findings:
            return self.checked(site, question, report, report.outcome)
        key = question, report.outcome
        if key in self._known:
            outcome = self._known[key]
            if outcome is None:
                same = SAYS_THE_SAME(id=report.id, source=report.source, code=question.code, site=site.code)
                self.problems.append(same)
            return outcome
        outcome = self._known[key] = self.checked(site, question, report, report.outcome)
        return outcome

    def checked(self, site: Site, question: Question, report: Observation, told: Measured) -> Outcome | None:
        """Return an outcome with its findings counted, and note why it cannot be read."""
        why = unreadable(self.papers, question, told)
        outcome = told if why or not told.findings else counted(self.papers, site, told)
        why = why or unfit(self.papers, question, outcome)
        if why:
            self.problems.append(
                CANNOT_BE_READ(id=report.id, source=report.source, code=question.code, site=site.code, why=why)
            )
        return None if why else outcome

    def added(self, site: Site, question: Question, reports: list[Observation]) -> Outcome | None:
        """Return what one visit saw in all: counts add up, findings stand together, anything else is said alike."""
        told = [(one.id, one.outcome) for one in reports if isinstance(one.outcome, Measured)]
        findings = together(told)
        counts: dict[str, Fraction] = {}
        others: dict[str, set[Value]] = {}
        for _, outcome in told:
            mine = {one.measure for one in outcome.findings}
            for code, value in outcome.values:
                if not self.papers.measures[code].whole:
                    others.setdefault(code, set()).add(value)
                elif code not in mine and isinstance(value, Fraction):
                    counts[code] = counts.get(code, ZERO) + value
        by_findings = {one.measure for one in findings}
        odd = [code for code, said in others.items() if len(said) > 1]
        odd += [code for code in counts if code in by_findings and counts[code]]
        if not counts and not findings:
            odd += list(others)
        if odd:
            visit, source = reports[0].visit, reports[0].source
            self.problems.append(NOT_ALL_OF_THAT(visit=visit, source=source, odd=sorted(odd), site=site.code))
            return None
        values: list[tuple[str, Value]] = [(code, value) for code, said in others.items() for value in said]
        values += [(code, count) for code, count in counts.items() if code not in by_findings]
        return self.checked(site, question, reports[0], Measured(values, findings))


def together(told: Iterable[tuple[str, Measured]]) -> list[Finding]:
    """Return the findings of several reports; where two have one id, each is told with the id of its report."""
    found = [(report, one) for report, outcome in told for one in outcome.findings]
    if len({one.id for _, one in found}) == len(found):
        return [one for _, one in found]
    return [evolve(one, id=f"{report.replace('~', '~0').replace('/', '~1')}/{one.id}") for report, one in found]
