"""What to measure: every (site, indicator) of one period, once, with its host and its users."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from tristandard.basics.digest import digest
from tristandard.basics.errors import wanted
from tristandard.basics.lookup import UnknownKey, looked_up
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import common
from tristandard.grouping.shared import Contribution
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent, Scope
from tristandard.words.sentence import Sentence, Told


@final
@define(frozen=True, slots=False, eq=False)
class Ground:
    """What is asked at some sites: one and the same for all at which the same is asked."""

    questions: tuple[Question, ...]

    @cached_property
    def assessments(self) -> frozenset[str]:
        """The codes of the assessments that ask something there."""
        return frozenset(user.assessment for question in self.questions for user in question.users)

    @cached_property
    def looks_back(self) -> bool:
        """Whether some line there looks back to earlier periods."""
        return any(question.looking_back for question in self.questions)

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Every question by its code and by the code of each of its members."""
        found = {question.code: question for question in self.questions}
        for question in self.questions:
            found.update((member.indicator.code, question) for member in question.indicator.contributions)
        return found


@final
@frozen(kw_only=True)
class Task:
    """One thing to measure: where, what, against which bar, by whom, for whom."""

    site: str
    indicator: str
    zh: str
    bar: str
    host: str
    users: tuple[str, ...]


_A_PLANNED_SITE = Told("计划中的点位", "a site of the plan")
_MEND_SITE = Sentence("请改正点位编码，或把它加入计划{perhaps}", "mend its code, or add it to the plan{perhaps}")
_ASKED_THERE = Sentence("点位“{site}”的指标", "an indicator that is asked at {site!r}")
_PERHAPS = Sentence("（是不是 {site}？）", " (did you mean {site}?)")


@final
@define(frozen=True, slots=False)
class Plan:
    """Every (site, indicator) to be measured in one period, each once.

    Sites are kept in the order of their codes. `apart` counts what separate assessments would
    have measured at the same sites.
    """

    _remedy = Told("请给 plan(merged, sites, period) 的结果", "give plan(merged, sites, period)")

    merged: MergedRules
    period: Period
    sites: Mapping[str, Site] = field(hash=False)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.merged.rule_set

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        """What is asked at each site, by its code."""
        known: dict[Extent, Ground] = {}
        alike: dict[tuple[Question, ...], Ground] = {}
        found = {}
        for code, site in self.sites.items():
            ground = known.get(site.point)
            if ground is None:
                questions = self.merged.questions(site.point)
                ground = known[site.point] = alike.setdefault(questions, Ground(questions))
            found[code] = ground
        return found

    def question(self, site: str, indicator: str) -> Question:
        """Return what is asked at a site under the code of a shared indicator, or of any of its members.

        Raises:
            UnknownKey: When the site is not in the plan, or nothing is asked there under the code.
        """
        if not isinstance(site, str) or site not in self.sites:
            raise UnknownKey(site, _A_PLANNED_SITE, _MEND_SITE(perhaps=self.near(str(site))))
        return looked_up(self.grounds[site].by_code, indicator, _ASKED_THERE, site=site)

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """The codes of the sites by what a table keeps of them: no leading zeros, capitals or blanks."""
        return {_plainly(code): code for code in self.sites}

    def near(self, site: str) -> Told | str:
        """Return which site was perhaps meant, to stand after a remedy, or ""."""
        found = self._codes.get(_plainly(site))
        return _PERHAPS(site=found) if found and found != site else ""

    def __repr__(self) -> str:
        return f"<Plan {self.rules.code} {self.period}: {len(self.sites)} sites, {len(self)} measurements>"

    def __len__(self) -> int:
        """Return how many measurements the period needs."""
        return sum(len(ground.questions) for ground in self.grounds.values())

    def __iter__(self) -> Iterator[Task]:
        for site, ground in self.grounds.items():
            for question in ground.questions:
                lead = question.indicator.lead
                users = tuple(dict.fromkeys(user.assessment for user in question.users))
                yield Task(
                    site=site,
                    indicator=question.code,
                    zh=lead.zh,
                    bar=question.bar_text,
                    host=question.indicator.host,
                    users=users,
                )

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what it was made from: the rules, the period and the sites."""
        return digest((self.rules.digest, self.period, *self.sites.values()))

    @property
    def apart(self) -> dict[str, int]:
        """How many measurements each assessment would make by itself, under its own scope."""
        points = Counter(site.point for site in self.sites.values())
        total: Counter[str] = Counter()
        for point, sites in points.items():
            for question in self.merged.questions(point):
                for member in question.indicator.covering(point):
                    total[member.assessment] += sites
        return {assessment.code: total[assessment.code] for assessment in self.rules.assessments}

    @cached_property
    def parts_of_shares(self) -> int | None:
        """A whole number of which each unit's share of a site is a part; None where it is too large."""
        return common(share for site in self.sites.values() for _, share in site.units)

    @property
    def unowned(self) -> tuple[str, ...]:
        """The sites for which no unit is known to answer: a state of its own, to be coordinated."""
        return tuple(code for code, site in self.sites.items() if not site.units)

    def stands(self, user: Contribution, site: str, unit: str) -> bool:
        """Return whether an assessment meets a unit at a site: it answers for it, or is of a kind
        that is answerable by name.
        """
        rules = self.rules
        named = rules.assessment(user.assessment).named
        return unit in dict(self.sites[site].units) or rules.units[unit].kind in named

    @cached_property
    def sites_of(self) -> Mapping[str, tuple[str, ...]]:
        """The sites for which each unit answers, by the unit."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for code, site in self.sites.items():
            for unit, share in site.units:
                if share:
                    found[unit].append(code)
        return {unit: tuple(codes) for unit, codes in found.items()}

    @cached_property
    def nobody(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The units that findings at a site name as good as nobody, by assessment and site: those above its owners,
        where a unit's score is the mean of the units that belong to it.
        """
        rules = self.rules
        folding = [assessment.code for assessment in rules.assessments if assessment.model.by_unit]
        found: dict[tuple[str, str], frozenset[str]] = {}
        for code, site in self.sites.items() if folding else ():
            above = frozenset(part for unit, _ in site.units for part in rules.paths["unit"][unit][:-1])
            if above:
                found.update(((assessment, code), above) for assessment in folding)
        return found

    def users(self, question: Question, unit: str) -> tuple[Contribution, ...]:
        """Return the contributions whose assessments count a question for a unit."""
        known = self._users.get((question, unit))
        if known is None:
            wanted(question, Question)
            assessed = (user for user in question.users if self._covered(self.merged.subjects(question, user), unit))
            known = self._users[question, unit] = tuple(assessed)
        return known

    def _covered(self, subjects: Scope, unit: str) -> bool:
        """Return whether a unit is one of some subjects, of which many questions have the same."""
        known = self._subjects.get((subjects, unit))
        if known is None:
            known = self._subjects[subjects, unit] = subjects.covers(self.rules.subject(unit))
        return known

    @cached_property
    def _subjects(self) -> dict[tuple[Scope, str], bool]:
        return {}

    @cached_property
    def _users(self) -> dict[tuple[Question, str], tuple[Contribution, ...]]:
        return {}


def _plainly(code: str) -> str:
    return code.strip().lstrip("0").casefold()
