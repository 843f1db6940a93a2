"""What to measure: every (site, indicator) of one period, once, with its host and its users."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from tristandard.basics.clause import OutOfForce
from tristandard.basics.digest import digest
from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.nouns import noun
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import COMMON_DIGITS, common, hardest
from tristandard.basics.terms import DuplicateCode, UnknownTerm
from tristandard.grouping.shared import Contribution
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.nodes.node import BadModel
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent, Scope, spoken
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
        return any(
            rule.look_back
            for question in self.questions
            for user in question.users
            for rule in user.indicator.deductions
        )

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
                    bar=str(question.bar),
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


_CANNOT_PLAN = Sentence("{period} 的点位排不进计划", "the sites cannot be planned for {period}")
_THE_RULE_SET = Sentence("规则集“{code}”", "rule set {code!r}")
_SITES = Sentence("{count} 个点位", "{count} sites")
_ADDABLE_SHARES = Sentence(
    "一份各点位份额的公分母不超过 {digits} 位数的点位清单",
    "a list of sites whose shares have a common denominator of at most {digits} digits",
)
_WRITE_DECIMALS = Sentence(
    "请把份额写成小数或百分数，使同一点位的份额合计为 1，尤其是 {shares}",
    "write shares as decimals or in percent, so that those of a site add up to 1, above all those of {shares}",
)
_SHARE_OF = Sentence("{unit} 在点位 {site} 的份额", "{unit} at {site}")
_ANSWERS_FOR_A_SITE = Told("在计划中有点位的单位", "a unit that answers for a site of the plan")
_ADD_A_SITE = Told("请补上它的点位：这一次必须看到它", "add one of its sites: it must be looked at this time")


def plan(merged: MergedRules, sites: Iterable[Site], period: Period, *, include: Iterable[str] = ()) -> Plan:
    """Return what is to be measured at the sites in a period, each indicator once.

    Args:
        merged: The rules after the merge.
        sites: Where to measure.
        period: When; by the policy, most often a quarter.
        include: Units that the plan must not leave out, such as the last ones of the period before.

    Raises:
        OutOfForce: When the rule set does not hold on every day of the period.
        Refused: With every clause that the rules cite and that does not hold on every day of the
            period; every site whose code is not its own, whose area, zone, site type or unit the
            rule set does not know, or to which a scoring model gives no weight; and every unit to
            include that answers for no site.

    Laws: each (period, site, indicator) exactly once; no order matters.
    Source: 融合考核工作方案 · 每季度重复指标只测一次.
    """
    wanted(merged, MergedRules)
    wanted(period, Period)
    rules = merged.rule_set
    if not rules.valid.holds(period.start, period.end):
        raise OutOfForce(
            _THE_RULE_SET(code=rules.code),
            str(period),
            str(rules.valid),
            str(rules.valid.outside(period.start, period.end)),
        )
    found: dict[str, Site] = {}
    problems: list[TristandardError] = [*rules.lapsed(period.start, period.end, str(period))]
    for site in sorted(all_of(sites, Site), key=lambda site: site.code):
        if site.code in found:
            problems.append(DuplicateCode("site", site.code))
            continue
        found[site.code] = site
        problems += unknown_places(rules, site)
    if common(share for site in found.values() for _, share in site.units) is None:
        named = (((unit, site.code), share) for site in found.values() for unit, share in site.units)
        shares = [_SHARE_OF(unit=unit, site=code) for unit, code in hardest(named)]
        problems.append(
            BadValue(_SITES(count=len(found)), _ADDABLE_SHARES(digits=COMMON_DIGITS), _WRITE_DECIMALS(shares=shares))
        )
    owners = {
        part
        for site in found.values()
        for unit, _ in site.units
        if unit in rules.units
        for part in rules.paths["unit"][unit]
    }
    problems += [BadValue(unit, _ANSWERS_FOR_A_SITE, _ADD_A_SITE) for unit in sorted({*all_of(include, str)} - owners)]
    cannot = _CANNOT_PLAN(period=str(period))
    refuse(cannot, problems)
    planned = Plan(merged, period, found)
    refuse(cannot, _unweighed(planned))
    return planned


_OF_SITE = Sentence("点位“{site}”", "site {site!r}")
_ITS_PATH = Sentence(
    "本规则集中{kind}“{code}”的路径（{used_by}）", "the path of the {kind} {code!r} in this rule set ({used_by})"
)
_IT_IS = Sentence(
    "它的路径是 {path}：请给 rules.paths[{axis!r}][{code!r}]", "it is {path}: give rules.paths[{axis!r}][{code!r}]"
)


def unknown_places(rules: RuleSet, site: Site) -> Iterator[TristandardError]:
    """Yield each coordinate of a site that the rules do not know, or that lies elsewhere in their
    tree, and each unit that they do not know.
    """
    for axis, path in (("area", site.area), ("zone", site.zone), ("site_type", site.site_type)):
        kind = spoken(axis)
        known = rules.paths[axis].get(path[-1]) if path else None
        if known is None:
            yield UnknownTerm(kind, "/".join(path), _OF_SITE(site=site.code))
        elif known != path:
            yield BadValue(
                "/".join(path),
                _ITS_PATH(kind=noun(kind), code=path[-1], used_by=_OF_SITE(site=site.code)),
                _IT_IS(path="/".join(known), axis=axis, code=path[-1]),
            )
    yield from (
        UnknownTerm("unit", unit, _OF_SITE(site=site.code)) for unit, _ in site.units if unit not in rules.units
    )


_NO_WEIGHT = Sentence(
    "没有给 {left} 写权重，而计划中有这样的点位", "gives no weight to {left}, of which there are sites"
)
_GIVE_WEIGHTS = Told(
    "请给每一个写上权重，不计的写 0；一个权重只对它自己的代码有效",
    "give each a weight, 0 where it shall not count; a weight holds for its own code alone",
)


def _unweighed(planned: Plan) -> Iterator[TristandardError]:
    """Yield what the scoring models of some assessments give no weight although they ask something there."""
    there: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, ground in planned.grounds.items():
        site = planned.sites[code]
        for assessment in ground.assessments:
            for axis, path in (("site_type", site.site_type), ("zone", site.zone), ("area", site.area)):
                there[assessment, axis].add(path[-1])
    for book in planned.rules.assessments:
        for name, node in book.model.nodes:
            if node.axis and node.members and (left := sorted(there[book.code, node.axis] - dict(node.members).keys())):
                yield BadModel(f"{book.code}.{name}", _NO_WEIGHT(left=left), _GIVE_WEIGHTS)
