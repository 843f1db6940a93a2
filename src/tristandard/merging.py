"""The merge: highest standard, widest scope, broadest subjects, and who asked for what.

指标就高、范围就宽、对象就广. What several assessments ask becomes one indicator that is measured
once; each of its contributions stays readable, so that every assessment can be recovered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from itertools import combinations
from operator import or_
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import TristandardError, in_order, refuse, wanted
from tristandard.basics.place import Path
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deduction import forgives
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Range, Standard
from tristandard.rules.tariff import Steps


@final
@frozen(kw_only=True)
class Contribution:
    """What one assessment brings to a shared indicator, and which measures of it are its business."""

    indicator: Indicator
    measures: frozenset[str]

    @property
    def assessment(self) -> str:
        """The code of the assessment."""
        return self.indicator.assessment


def _by_indicator(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(contributions, key=lambda contribution: contribution.indicator.code))


@final
@define(frozen=True, slots=False, kw_only=True)
class SharedIndicator:
    """An indicator of the merged rules (重复指标): the set of its contributions.

    One contribution means that it is an assessment's own. The standard, scope and subjects are the
    joins of the contributions'; a ruling's standard stands in the place of a join that nobody
    could meet or compare.
    """

    contributions: tuple[Contribution, ...] = field(converter=_by_indicator)
    host: str
    where: Scope | None = None
    ruling: Ruling | None = None

    @cached_property
    def code(self) -> str:
        """The members' codes, joined by "+": stable, and the same in any order."""
        return "+".join(contribution.indicator.code for contribution in self.contributions)

    @property
    def assessments(self) -> tuple[str, ...]:
        """The codes of the assessments that share it."""
        return tuple(contribution.assessment for contribution in self.contributions)

    @cached_property
    def lead(self) -> Indicator:
        """The indicator of the host, whose labels are shown."""
        for contribution in self.contributions:
            if contribution.assessment == self.host:
                return contribution.indicator
        return self.contributions[0].indicator

    @cached_property
    def standard(self) -> Standard:
        """The highest standard (指标就高), or that of the ruling."""
        return self.ruling.standard if self.ruling else self.join(self.contributions)

    @cached_property
    def scope(self) -> Scope:
        """The widest scope (范围就宽); it holds within `where`."""
        return Scope.union(contribution.indicator.scope for contribution in self.contributions)

    @cached_property
    def subjects(self) -> Scope:
        """The broadest subjects (对象就广)."""
        return Scope.union(contribution.indicator.subjects for contribution in self.contributions)

    def __or__(self, other: SharedIndicator) -> SharedIndicator:
        """Return the indicator with the contributions of both."""
        return evolve(self, contributions=frozenset((*self.contributions, *other.contributions)))

    def covering(self, point: Extent) -> tuple[Contribution, ...]:
        """Return the contributions whose own scope covers a site."""
        return tuple(contribution for contribution in self.contributions if contribution.indicator.scope.covers(point))

    def bar(self, point: Extent, reading: Reading) -> Standard:
        """Return the standard in force at a site that the merged scope covers."""
        if self.ruling or reading is Reading.UNIFORM:
            return self.standard
        return self.join(self.covering(point))

    @staticmethod
    def join(contributions: Iterable[Contribution]) -> Standard:
        """Return the highest standard of some contributions."""
        return reduce(or_, (contribution.indicator.standard.only(contribution.measures) for contribution in contributions), Standard())


@final
@frozen(kw_only=True, eq=False)
class Question:
    """One shared indicator at one kind of place: what is measured there once, and who uses it."""

    indicator: SharedIndicator
    bar: Standard
    #: The contributions whose assessments count the outcome there.
    users: tuple[Contribution, ...]

    @property
    def code(self) -> str:
        """The key under which it is measured."""
        return self.indicator.code

    def hosted_by(self, user: Contribution) -> bool:
        """Return whether an assessment is the one that measures it."""
        return user.assessment == self.indicator.host


@final
@define(frozen=True, slots=False)
class MergedRules:
    """The rules after the merge (融合): who measures what once, and who uses it."""

    rule_set: RuleSet
    #: What two or more assessments share.
    shared: tuple[SharedIndicator, ...]
    #: What one assessment has for itself.
    own: tuple[SharedIndicator, ...]

    @property
    def reading(self) -> Reading:
        """How far the merged rules reach."""
        return self.rule_set.policy.reading

    @cached_property
    def _alone(self) -> Mapping[str, SharedIndicator]:
        """Every member of a shared indicator by itself, for sites outside the ground of the match."""
        return {
            contribution.indicator.code: _own(contribution.indicator)
            for indicator in self.shared
            if indicator.where is not None
            for contribution in indicator.contributions
        }

    @cached_property
    def _by_type(self) -> Mapping[Path, tuple[SharedIndicator, ...]]:
        found: defaultdict[Path, list[SharedIndicator]] = defaultdict(list)
        for indicator in (*self.shared, *self.own):
            for path in {extent[2] for extent in indicator.scope.extents}:
                found[path].append(indicator)
        return {path: tuple(indicators) for path, indicators in found.items()}

    def source(self, assessment: str) -> Assessment:
        """Return one assessment as it stood before the merge, put together from its contributions."""
        indicators = [
            contribution.indicator
            for indicator in (*self.shared, *self.own)
            for contribution in indicator.contributions
            if contribution.assessment == assessment
        ]
        return evolve(self.rule_set.assessment(assessment), indicators=indicators)

    def questions(self, point: Extent) -> tuple[Question, ...]:
        """Return what is measured at a site with these coordinates, each once, ordered by code."""
        site_type = point[2]
        candidates = {
            indicator.code: indicator for length in range(len(site_type) + 1) for indicator in self._by_type.get(site_type[:length], ())
        }
        asked: list[Question] = []
        for indicator in candidates.values():
            if indicator.where is None or indicator.where.covers(point):
                groups = [indicator]
            else:
                groups = [self._alone[contribution.indicator.code] for contribution in indicator.contributions]
            for group in groups:
                if covering := group.covering(point):
                    users = group.contributions if self.reading is Reading.UNIFORM else covering
                    asked.append(Question(indicator=group, bar=group.bar(point, self.reading), users=users))
        return tuple(sorted(asked, key=lambda question: question.code))

    def entitles(self, question: Question, user: Contribution, unit: Extent) -> bool:
        """Return whether an assessment assesses a unit on a question."""
        subjects = question.indicator.subjects if self.reading is Reading.UNIFORM else user.indicator.subjects
        return subjects.covers(unit)


def _own(indicator: Indicator) -> SharedIndicator:
    return SharedIndicator(contributions=[Contribution(indicator=indicator, measures=indicator.standard.measures)], host=indicator.assessment)


@final
@frozen
class CannotMerge(TristandardError):
    """Indicators that are matched but cannot become one."""

    members: tuple[str, ...]
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{' + '.join(self.members)}: {self.why}; {self.remedy}"


@final
@frozen
class Unpriced(TristandardError):
    """A breach of the merged bar that some assessment's own rule lets pass without a loss."""

    indicator: str
    member: str
    measure: str
    why: str

    def __str__(self) -> str:
        return f"{self.member!r} does not price every breach of {self.measure!r} in {self.indicator}: {self.why}; extend its rule, or accept that it loses nothing there"


@final
@frozen
class Report:
    """What `check` found: problems keep the rule set from being merged, remarks do not."""

    problems: tuple[TristandardError, ...]
    remarks: tuple[Unpriced, ...]

    def __str__(self) -> str:
        """Return both lists as text."""
        told = [f"{len(self.problems)} to mend, {len(self.remarks)} to know", *map(str, self.problems), *map(str, self.remarks)]
        return "\n  - ".join(told)


def check(rule_set: RuleSet) -> Report:
    """List everything that keeps a rule set from being merged, and what the merge leaves unpriced.

    Problems: what contradicts itself or names what is not there; two indicators of one assessment
    in one group; pairs that no match compares; grounds or hosts that differ within a group; joined
    standards that nothing can meet, or whose sources ask in measures that cannot be compared, where
    no ruling stands; rulings that are stale or settle nothing; intersections not yet split.
    """
    wanted(rule_set, RuleSet)
    problems = rule_set.problems()
    if problems:
        return Report(tuple(sorted(problems, key=in_order)), ())
    shared, problems = _shared(rule_set)
    own = () if problems else _alone(rule_set, shared)
    remarks = [remark for indicator in (*shared, *own) for remark in _unpriced(indicator, rule_set)]
    return Report(tuple(sorted(problems, key=in_order)), tuple(remarks))


def merge(rule_set: RuleSet) -> MergedRules:
    """Merge the assessments of a rule set by its crosswalks.

    Raises:
        Refused: With every problem that `check` lists.

    Laws: the join is the least upper bound; no order matters; each assessment can be recovered.
    Source: 融合考核工作方案 · 指标就高、范围就宽、对象就广.
    """
    wanted(rule_set, RuleSet)
    refuse(f"the rule set {rule_set.code!r} cannot be merged", rule_set.problems())
    shared, problems = _shared(rule_set)
    refuse(f"the rule set {rule_set.code!r} cannot be merged", problems)
    return MergedRules(rule_set, shared, _alone(rule_set, shared))


def _alone(rule_set: RuleSet, shared: Iterable[SharedIndicator]) -> tuple[SharedIndicator, ...]:
    """Return the indicators that no match names, each by itself."""
    matched = {contribution.indicator.code for indicator in shared for contribution in indicator.contributions}
    return tuple(_own(indicator) for code, indicator in sorted(rule_set.indicators.items()) if code not in matched)


def _unpriced(indicator: SharedIndicator, rule_set: RuleSet) -> Iterable[Unpriced]:
    """Yield what each member lets pass of any bar that can be in force for it: read pointwise, one for each set of members that cover a site."""
    whole = len(indicator.contributions)
    sizes = range(1, whole + 1) if rule_set.policy.reading is Reading.POINTWISE and not indicator.ruling else [whole]
    bars = [(part, indicator.standard if len(part) == whole else indicator.join(part)) for size in sizes for part in combinations(indicator.contributions, size)]
    for contribution in indicator.contributions:
        asks = [ask for part, bar in bars if contribution in part for ask in bar.only(contribution.measures).asks]
        lines = contribution.indicator.lines(host=contribution.assessment == indicator.host)
        reasons = dict.fromkeys((ask.measure.code, why) for ask in asks if (why := forgives(lines, ask, rule_set.answers)))
        yield from (Unpriced(indicator.code, contribution.indicator.code, measure, why) for measure, why in reasons)
        if indicator.where is not None:  # outside it the member is held to its own standard
            alone = _unpriced(_own(contribution.indicator), rule_set)
            yield from (remark for remark in alone if (remark.measure, remark.why) not in reasons)


def _connected(codes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the connected parts of a graph, each sorted, in the order of their first code."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    seen: set[str] = set()
    parts: list[tuple[str, ...]] = []
    for start in sorted(codes):
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            for code in near[todo.pop()] - part:
                part.add(code)
                todo.append(code)
        seen |= part
        parts.append(tuple(sorted(part)))
    return parts


def _shared(rule_set: RuleSet) -> tuple[tuple[SharedIndicator, ...], list[TristandardError]]:
    """Return the shared indicators and, all at once, why some matches cannot become one."""
    matches = list(rule_set.matches())
    codes = {code for _, match in matches for code in (match.first, match.second)}
    groups = _connected(codes, ((match.first, match.second) for _, match in matches))
    group_of = {code: members for members in groups for code in members}
    inside: defaultdict[tuple[str, ...], list[tuple[Crosswalk, Match]]] = defaultdict(list)
    for crosswalk, match in matches:
        inside[group_of[match.first]].append((crosswalk, match))
    rulings = {ruling.members: ruling for ruling in rule_set.rulings}
    shared: list[SharedIndicator] = []
    problems: list[TristandardError] = [
        CannotMerge(tuple(sorted(members)), "a ruling names them, but they are not exactly the members of one shared indicator", "settle the group as it is now, or drop the ruling")
        for members in rulings.keys() - set(map(frozenset, groups))
    ]
    for members in groups:
        contributions, found = _contributions(rule_set, members, [match for _, match in inside[members]])
        crosswalks = [crosswalk for crosswalk, _ in inside[members]]
        if len({crosswalk.where for crosswalk in crosswalks}) > 1:
            found.append(CannotMerge(members, "their crosswalks hold on different grounds", "give a group one `where`"))
        if len({crosswalk.host for crosswalk in crosswalks}) > 1:
            found.append(CannotMerge(members, f"their crosswalks name different hosts ({', '.join(sorted({crosswalk.host for crosswalk in crosswalks}))})", "let one assessment measure"))
        if crosswalks[0].host not in {rule_set.indicators[code].assessment for code in members}:
            found.append(CannotMerge(members, f"the host {crosswalks[0].host!r} is none of theirs", "let one of the assessments that share it measure"))
        ruling = rulings.get(frozenset(members))
        if not found:
            indicator = SharedIndicator(contributions=contributions, host=crosswalks[0].host, where=crosswalks[0].where)
            found += _conflicts(indicator, ruling)
            shared.append(evolve(indicator, ruling=ruling))
        problems += found
    return tuple(sorted(shared, key=lambda indicator: indicator.code)), problems


def _contributions(rule_set: RuleSet, members: tuple[str, ...], matches: list[Match]) -> tuple[list[Contribution], list[TristandardError]]:
    """Return what each member brings, and what keeps the members from being one indicator."""
    problems: list[TristandardError] = []
    indicators = {code: rule_set.indicators[code] for code in members}
    by_assessment: defaultdict[str, list[str]] = defaultdict(list)
    for code, indicator in indicators.items():
        by_assessment[indicator.assessment].append(code)
    for assessment, twice in by_assessment.items():
        if len(twice) > 1:
            problems.append(CannotMerge(members, f"the assessment {assessment!r} is there twice, with {' and '.join(twice)}", "match one indicator of each assessment"))
    problems += [
        CannotMerge((match.first, match.second), "they only intersect", "make the shared part an indicator of its own in both assessments, and match those as equal")
        for match in matches
        if match.relation is Relation.INTERSECTS
    ]
    equal = [(match.first, match.second) for match in matches if match.relation is Relation.EQUAL]
    classes = _connected(members, equal)
    class_of = {code: part for part in classes for code in part}
    within: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
    for match in matches:
        if match.relation is Relation.SUBSET_OF:
            pair = class_of[match.first], class_of[match.second]
            if within.setdefault(pair, match.measures) != match.measures or pair[0] == pair[1] or (pair[1], pair[0]) in within:
                problems.append(CannotMerge((match.first, match.second), "their matches contradict each other", "keep one relation, with one list of measures, between the two questions"))
    for one, other in combinations(classes, 2):
        if (one, other) not in within and (other, one) not in within and not problems:
            problems.append(CannotMerge(members, f"no match says how {' = '.join(one)} stands to {' = '.join(other)}", "match the two, as equal or as a part of the other"))
    largest = [part for part in classes if not any(smaller == part for smaller, _ in within)]
    if len(largest) != 1 and not problems:
        problems.append(CannotMerge(members, "none of them is the largest", "let one question include all others"))
    if problems:
        return [], problems
    contributions = []
    for part in classes:
        measures = within.get((part, largest[0]), frozenset[str]().union(*(indicators[code].standard.measures for code in part)))
        for code in part:
            if outside := indicators[code].standard.measures - measures:
                problems.append(CannotMerge(members, f"{code} asks about {', '.join(sorted(outside))}, which it is not matched to cover", "name the measure in the match, or split the indicator"))
            contributions.append(Contribution(indicator=indicators[code], measures=measures))
    return contributions, problems


def _conflicts(indicator: SharedIndicator, ruling: Ruling | None) -> list[TristandardError]:
    """Return what a person must settle, or that there is nothing to settle."""
    members = tuple(contribution.indicator.code for contribution in indicator.contributions)
    reasons = []
    asked = {contribution.indicator.standard.measures: contribution.indicator for contribution in indicator.contributions}
    for (measures, one), (other_measures, other) in combinations(asked.items(), 2):
        if not measures <= other_measures and not other_measures <= measures:
            reasons.append(f"they ask in measures that cannot be compared ({one.standard} against {other.standard})")
    if unmeetable := indicator.standard.unmeetable:
        sources = "; ".join(f"{contribution.indicator.code}: {contribution.indicator.standard}" for contribution in indicator.contributions)
        reasons.append(f"nothing can meet their joined standard of {', '.join(unmeetable)} ({sources})")
    if ruling and not reasons:
        return [CannotMerge(members, "a ruling settles what needs no settling: the higher standard exists", "drop the ruling, 指标就高 decides")]
    for contribution in indicator.contributions if ruling else []:
        for ask in ruling.standard.only(contribution.measures).asks if ruling else ():
            floor = ask.acceptance.floor if isinstance(ask.acceptance, Range) else None
            rules = [rule for rule in contribution.indicator.deductions if ask.measure.code in rule.measures]
            if any(isinstance(rule.tariff, Steps) and rule.tariff.per is None for rule in rules) and (floor is None or floor.value <= 0):
                why = f"the ruling requires nothing of {ask.measure.code}, of which {contribution.indicator.code} deducts the uncompleted share"
                return [CannotMerge(members, why, "rule for at least something above zero, or price it by steps")]
    if ruling and ruling.standard.unmeetable:
        return [CannotMerge(members, "the ruling's own standard cannot be met", "rule for a standard that can be met")]
    return [CannotMerge(members, why, "settle it with a ruling that names these members, the standard that stands, its clause and why") for why in reasons if not ruling]
