"""The merge: highest standard, widest scope, broadest subjects, and who asked for what.

指标就高、范围就宽、对象就广. What several assessments ask becomes one indicator that is measured
once; each of its contributions stays readable, so that every assessment can be recovered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import combinations
from operator import or_
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import TristandardError, in_order, refuse, shortened, wanted
from tristandard.basics.language import Told, looks, said
from tristandard.basics.measure import Measure
from tristandard.basics.place import Path, Term, Unit
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deduction import backwards, forgives
from tristandard.rules.doubts import Doubt, doubts, endless, uncharged
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.scope import SITE_AXES, Extent, Scope, check_point, meeting
from tristandard.rules.standard import Range, Standard
from tristandard.rules.tariff import Gain, Steps, range_zh
from tristandard.rules.wording import name_assessment, name_indicator, name_measures, tell_bar


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
@define(frozen=True, slots=False, kw_only=True, eq=False)
class Question:
    """One shared indicator at one kind of place: what is measured there once, and who uses it."""

    indicator: SharedIndicator
    bar: Standard
    #: The contributions whose assessments count the outcome there.
    users: tuple[Contribution, ...]

    @cached_property
    def code(self) -> str:
        """The key under which it is measured."""
        return self.indicator.code

    @cached_property
    def bars(self) -> tuple[Standard, ...]:
        """The part of the bar that is the business of each user, in their order."""
        return tuple(self.bar.only(user.measures) for user in self.users)

    @cached_property
    def rewarding(self) -> bool:
        """Whether some user gives points for what is better than the bar."""
        return any(isinstance(rule.tariff, Gain) for user in self.users for rule in user.indicator.deductions)

    def hosted_by(self, user: Contribution) -> bool:
        """Return whether an assessment is the one that measures it."""
        return user.assessment == self.indicator.host


@final
@define(frozen=True, slots=False)
class MergedRules:
    """The rules after the merge (融合): who measures what once, and who uses it."""

    _remedy = "merge the rule set first: give merge(rule_set)"

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
        check_point(point, SITE_AXES)
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
            asked += [self._question(group, covering, point) for group in groups if (covering := group.covering(point))]
        return tuple(sorted(asked, key=lambda question: question.code))

    def _question(self, group: SharedIndicator, covering: tuple[Contribution, ...], point: Extent) -> Question:
        """Return what is asked of a group at a site: one and the same question wherever the same contributions cover the site."""
        users = group.contributions if self.reading is Reading.UNIFORM else covering
        key = (group.code, *(user.indicator.code for user in users))
        if key not in self._asked:
            self._asked[key] = Question(indicator=group, bar=group.bar(point, self.reading), users=users)
        return self._asked[key]

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], Question]:
        return {}

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
    #: The whole message in Chinese, indicators by their labels.
    zh: str

    def __str__(self) -> str:
        return f"{shortened(self.members, ' + ')}: {self.why}; {self.remedy}"


@final
@frozen
class Unpriced(TristandardError):
    """A breach of the merged bar that some assessment's own rule lets pass without a loss."""

    indicator: str
    member: str
    measure: str
    why: str
    #: The whole message in Chinese, indicator and measure by their labels.
    zh: str

    def __str__(self) -> str:
        return f"{self.member!r} does not price every breach of {self.measure!r} in {shortened(self.indicator)}: {self.why}; extend its rule, or accept that it loses nothing there"


@final
@frozen
class PricedBackwards(TristandardError):
    """A worse value, seen from the merged bar, that costs some assessment less: its bands were written for one end, and the bar has another."""

    indicator: str
    member: str
    measure: str
    why: str
    #: The whole message in Chinese, indicator and measure by their labels.
    zh: str

    def __str__(self) -> str:
        return f"{self.member!r} prices {self.measure!r} backwards in {shortened(self.indicator)}: {self.why}; let its bands rise towards both ends, or accept that the worse costs it less"


@final
@frozen
class EqualLabels(TristandardError):
    """Several things of one kind that people know by one label."""

    #: The table of the rule set in which they stand: ("units",) or ("assessments", "civilized", "items").
    section: tuple[str, ...]
    label: str
    codes: tuple[str, ...]
    #: The whole message in Chinese.
    zh: str

    def __str__(self) -> str:
        codes = " and ".join(map(repr, self.codes))
        remedy = "give each a label of its own, or accept that codes tell them apart"
        return f"{'.'.join(self.section)}: {codes} are called {self.label!r} alike; {remedy}"


Remark = Unpriced | PricedBackwards | EqualLabels | Doubt


@final
@frozen
class Report:
    """What `check` found: problems keep the rule set from being merged, remarks do not."""

    problems: tuple[TristandardError, ...]
    remarks: tuple[Remark, ...]

    def text(self, language: str = "zh") -> str:
        """Return both lists, in "zh" or "en"; mistakes in the tables themselves are told in English, below a line that says so."""
        found = (*self.problems, *self.remarks)
        tables = [one for one in self.problems if not isinstance(one, CannotMerge)]
        settled = [one for one in self.problems if isinstance(one, CannotMerge)]
        zh = "\n  - ".join([f"须解决 {len(self.problems)} 项，须知悉 {len(self.remarks)} 项", *(one.zh for one in (*settled, *self.remarks))])
        if tables:
            zh = "\n  - ".join([f"{zh}\n规则表本身有误，以下 {len(tables)} 项只有英文说明：", *map(str, tables)])
        return said((zh, "\n  - ".join([f"{len(self.problems)} to mend, {len(self.remarks)} to know", *map(str, found)])), language)

    def __str__(self) -> str:
        return self.text("en")


def check(rule_set: RuleSet) -> Report:
    """List everything that keeps a rule set from being merged, and what it does that an office must know.

    Problems: what contradicts itself or names what is not there; two indicators of one assessment
    in one group; pairs that no match compares; grounds or hosts that differ within a group; joined
    standards that nothing can meet, or whose sources ask in measures that cannot be compared, where
    no ruling stands; rulings that are stale or settle nothing; intersections not yet split.
    Remarks: a breach of the merged bar that costs an assessment nothing, or less where it is worse;
    things of one kind with one label, indicators apart, which stand with their sites; and what is
    allowed, but seldom meant (`Doubt`).
    """
    wanted(rule_set, RuleSet)
    problems = rule_set.problems()
    if problems:
        return Report(tuple(sorted(problems, key=in_order)), ())
    shared, problems = _shared(rule_set)
    own = () if problems else _alone(rule_set, shared)
    remarks: list[Remark] = [remark for indicator in (*shared, *own) for remark in _remarks(indicator, rule_set)]
    remarks += [doubt for indicator in shared for doubt in _uncharged(indicator, rule_set)]
    return Report(tuple(sorted(problems, key=in_order)), (*remarks, *_equal_labels(rule_set), *doubts(rule_set)))


def _uncharged(indicator: SharedIndicator, rule_set: RuleSet) -> Iterator[Doubt]:
    """Yield the members whose assessment measures them nowhere, not outside the ground of the crosswalk either, and that have a line for whoever does."""
    for member in (one.indicator for one in indicator.contributions if one.assessment != indicator.host):
        if indicator.where is None or member.scope <= indicator.where:
            yield from uncharged(rule_set, member, indicator.host)


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


def _remarks(indicator: SharedIndicator, rule_set: RuleSet) -> Iterator[Remark]:
    """Yield how each member's own lines price any bar that can be in force for it, where that is nothing or backwards: read pointwise, there is a bar for each set of members that cover a site."""
    bars, every = _bars(indicator, rule_set)
    if not every:
        yield _too_many_grounds(indicator)
    for contribution in indicator.contributions:
        member = contribution.indicator.code
        asks = dict.fromkeys(
            ask for bar, there in bars.items() if member in there for ask in bar.only(contribution.measures).asks
        )
        lines = contribution.indicator.lines(host=contribution.assessment == indicator.host)
        which = f"重复指标“{indicator.lead.zh}”（{shortened(indicator.code)}）中，" if len(indicator.contributions) > 1 else ""
        subject = f"{which}{name_indicator(rule_set, member)}的扣分标准"
        forgiven = {(ask.measure.code, told[1]): told[0] for ask in asks if (told := forgives(lines, ask, rule_set.told_of_findings))}
        for (measure, why), why_zh in forgiven.items():
            zh = f"{subject}没有涵盖{name_measures(rule_set, [measure])}不达标的全部情形：{why_zh}；请补充该指标的扣分标准，或确认此种情形不扣分"
            yield Unpriced(indicator.code, member, measure, why, zh)
        for measure, worse, better in dict.fromkeys((ask.measure.code, *pair) for ask in asks for pair in backwards(lines, ask)):
            why_zh = f"{range_zh(worse)} 比 {range_zh(better)} 更差，扣分却更少"
            zh = f"{subject}对{name_measures(rule_set, [measure])}高低倒置：{why_zh}；请使各档扣分向两端递增，或确认更差的情形扣分更少"
            yield PricedBackwards(indicator.code, member, measure, f"{worse} is worse than {better} and costs less", zh)
        yield from endless(rule_set, contribution.indicator, lines, asks)
        if indicator.where is not None:  # outside it the member is held to its own standard
            alone = _remarks(_own(contribution.indicator), rule_set)
            yield from (
                remark
                for remark in alone
                if isinstance(remark, (Unpriced, PricedBackwards)) and (remark.measure, remark.why) not in forgiven
            )


def _bars(indicator: SharedIndicator, rule_set: RuleSet) -> tuple[dict[Standard, set[str]], bool]:
    """Return each bar that may be in force, with the members for whom it may; and whether these are all."""
    members = {contribution.indicator.code for contribution in indicator.contributions}
    if rule_set.policy.reading is Reading.UNIFORM or indicator.ruling:
        return {indicator.standard: members}, True
    coverings, every = _coverings(frozenset(contribution.indicator.scope for contribution in indicator.contributions))
    found: defaultdict[Standard, set[str]] = defaultdict(set)
    for scopes in coverings:
        there = [contribution for contribution in indicator.contributions if contribution.indicator.scope in scopes]
        found[indicator.join(there)] |= {contribution.indicator.code for contribution in there}
    return found, every


#: So many grounds on which scopes meet are looked at, for each shared indicator.
_GROUNDS = 1000


def _too_many_grounds(indicator: SharedIndicator) -> Doubt:
    zh = (
        f"重复指标“{indicator.lead.zh}”（{shortened(indicator.code)}）各成员的范围相交成的地块超过 {_GROUNDS} 处，"
        f"只核对了其中 {_GROUNDS} 处的扣分标准；请合并范围的写法，或自行核对其余各处"
    )
    why = f"holds on more than {_GROUNDS} grounds where scopes meet, of which {_GROUNDS} were looked at"
    return Doubt(
        f"indicator {shortened(indicator.code)}",
        why,
        "write its scopes with fewer extents, or look at the others yourself",
        zh,
    )


@lru_cache(maxsize=64)
def _coverings(scopes: frozenset[Scope]) -> tuple[tuple[frozenset[Scope], ...], bool]:
    """Return each set of scopes that some site lies in, and in no other of them; and whether these are all.

    It is kept, for many indicators have the same scopes.
    """
    grounds, every = meeting(scopes, _GROUNDS)
    coverings = (frozenset(scope for scope in scopes if scope.covers(ground)) for ground in grounds)
    return tuple(dict.fromkeys(coverings)), every


def _equal_labels(rule_set: RuleSet) -> Iterator[EqualLabels]:
    """Yield the labels that several terms, units, measures or assessments of one kind have, or items of one assessment."""
    sections: dict[tuple[str, ...], tuple[str, Iterable[Term | Unit | Measure | Assessment | Item]]] = {
        ("areas",): ("区域", rule_set.areas), ("zones",): ("地带", rule_set.zones), ("site_types",): ("点位类型", rule_set.site_types),
        ("kinds",): ("单位类别", rule_set.kinds), ("units",): ("责任单位", rule_set.units), ("measures",): ("测量项目", rule_set.measures),
        ("assessments",): ("考核", rule_set.assessments),
        **{("assessments", book.code, "items"): (f"{book.zh}的考核项目", book.items) for book in rule_set.assessments},
    }  # fmt: skip
    for section, (kind_zh, things) in sections.items():
        called: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for thing in things:
            called[looks(thing.zh)].append((thing.zh, thing.code))
        for alike in called.values():
            if len(alike) > 1:
                label, codes = alike[0][0], [code for _, code in alike]
                zh = f"{kind_zh}{'、'.join(codes)}同名“{label}”：请各取其名，或确认只凭代码区分"
                yield EqualLabels(section, label, tuple(codes), zh)


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
    """Return the shared indicators and, all at once, why some matches cannot become one.

    What only intersects joins nothing.
    """
    every = list(rule_set.matches())
    matches = [(crosswalk, match) for crosswalk, match in every if match.relation is not Relation.INTERSECTS]
    codes = {code for _, match in matches for code in (match.first, match.second)}
    groups = _connected(codes, ((match.first, match.second) for _, match in matches))
    group_of = {code: members for members in groups for code in members}
    inside: defaultdict[tuple[str, ...], list[tuple[Crosswalk, Match]]] = defaultdict(list)
    for crosswalk, match in matches:
        inside[group_of[match.first]].append((crosswalk, match))
    rulings = {ruling.members: ruling for ruling in rule_set.rulings}
    shared: list[SharedIndicator] = []
    problems: list[TristandardError] = [
        _cannot(
            rule_set,
            (match.first, match.second),
            ("二者只是部分相交", "they only intersect"),
            (
                "请在两套考核中把相同的部分单列为一项指标，再把这两项对照为相同（equal）",
                "make the shared part an indicator of its own in both assessments, and match those as equal",
            ),
        )
        for _, match in every
        if match.relation is Relation.INTERSECTS
    ]
    problems += [
        _cannot(
            rule_set, tuple(sorted(members)),
            ("有裁定指明这些指标，但它们并非恰好是一项重复指标的全部成员", "a ruling names them, but they are not exactly the members of one shared indicator"),
            ("请按现有的全部成员重新裁定，或撤回该裁定", "settle the group as it is now, or drop the ruling"),
        )
        for members in rulings.keys() - set(map(frozenset, groups))
    ]
    for members in groups:
        contributions, found = _contributions(rule_set, members, [match for _, match in inside[members]])
        crosswalks = [crosswalk for crosswalk, _ in inside[members]]
        if len({crosswalk.where for crosswalk in crosswalks}) > 1:
            why = "所在的对照表适用范围不同", "their crosswalks hold on different grounds"
            found.append(_cannot(rule_set, members, why, ("请为这组指标规定同一个适用范围（where）", "give a group one `where`")))
        host, unhosted = _host(rule_set, members, crosswalks)
        found += unhosted
        ruling = rulings.get(frozenset(members))
        if not found:
            indicator = SharedIndicator(contributions=contributions, host=host, where=crosswalks[0].where)
            found += _conflicts(rule_set, indicator, ruling)
            shared.append(evolve(indicator, ruling=ruling))
        problems += found
    return tuple(sorted(shared, key=lambda indicator: indicator.code)), problems


def _host(
    rule_set: RuleSet, members: tuple[str, ...], crosswalks: Iterable[Crosswalk]
) -> tuple[str, list[CannotMerge]]:
    """Return the first host of each crosswalk that is a member of a group; and why that is nobody, or several."""
    books = sorted({rule_set.indicators[code].assessment for code in members})
    orders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for crosswalk in crosswalks:
        orders[crosswalk.hosts].append(crosswalk.code)
    first, found = dict[str, Told](), list[CannotMerge]()
    for hosts in sorted(orders):
        names = "、".join(name_assessment(rule_set, host) for host in hosts)
        codes = sorted(orders[hosts])
        told = f"对照表 {'、'.join(codes)} 的主办方顺序为{names}", f"`hosts` of crosswalk {' and '.join(codes)} is [{', '.join(hosts)}]"
        host = next((host for host in hosts if host in books), None)
        if host is not None:
            first.setdefault(host, told)
            continue
        why = f"{told[0]}，都不在共用该指标的考核之中", f"{told[1]}, and none of them shares the indicator"
        some = "、".join(name_assessment(rule_set, book) for book in books)
        found.append(_cannot(rule_set, members, why, (f"请加上{some}之一", f"add {' or '.join(books)}")))
    if len(first) > 1:
        why = (
            f"{'，'.join(zh for zh, _ in first.values())}，主办方因此不同（{'、'.join(name_assessment(rule_set, host) for host in first)}）",
            f"{', '.join(en for _, en in first.values())}, so that {' and '.join(first)} would each measure",
        )
        remedy = "请使各对照表主办方顺序中首个共用该指标的考核一致", "give them orders whose first member here is the same"
        found.append(_cannot(rule_set, members, why, remedy))
    return min(first, default=""), found


def _contributions(rule_set: RuleSet, members: tuple[str, ...], matches: list[Match]) -> tuple[list[Contribution], list[TristandardError]]:
    """Return what each member brings, and what keeps the members from being one indicator."""
    problems: list[TristandardError] = []
    indicators = {code: rule_set.indicators[code] for code in members}
    by_assessment: defaultdict[str, list[str]] = defaultdict(list)
    for code, indicator in indicators.items():
        by_assessment[indicator.assessment].append(code)
    for assessment, twice in by_assessment.items():
        if len(twice) > 1:
            why = (
                f"同属{name_assessment(rule_set, assessment)}的指标不止一项：{_named(rule_set, twice)}",
                f"the assessment {assessment!r} is there twice, with {shortened(twice, ' and ')}",
            )
            problems.append(_cannot(rule_set, members, why, ("请每套考核只对照一项指标", "match one indicator of each assessment")))
    equal = [(match.first, match.second) for match in matches if match.relation is Relation.EQUAL]
    classes = _connected(members, equal)
    class_of = {code: part for part in classes for code in part}
    within: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
    for match in matches:
        if match.relation is Relation.SUBSET_OF:
            pair = class_of[match.first], class_of[match.second]
            if within.setdefault(pair, match.measures) != match.measures or pair[0] == pair[1] or (pair[1], pair[0]) in within:
                why = "二者的对照关系互相矛盾", "their matches contradict each other"
                remedy = "请在这两个问题之间只保留一种关系和一份测量项目清单", "keep one relation, with one list of measures, between the two questions"
                problems.append(_cannot(rule_set, (match.first, match.second), why, remedy))
    for one, other in combinations(classes, 2):
        if (one, other) not in within and (other, one) not in within and not problems:
            why = (
                f"没有对照说明{_named(rule_set, one, ' = ')}与{_named(rule_set, other, ' = ')}是何关系",
                f"no match says how {shortened(one, ' = ')} stands to {shortened(other, ' = ')}",
            )
            problems.append(_cannot(rule_set, members, why, ("请补充二者的对照：相同，或一方是另一方的一部分", "match the two, as equal or as a part of the other")))
    largest = [part for part in classes if not any(smaller == part for smaller, _ in within)]
    if len(largest) != 1 and not problems:
        problems.append(_cannot(rule_set, members, ("其中没有一项包含其余各项", "none of them is the largest"), ("请使其中一项包含其余各项", "let one question include all others")))
    if problems:
        return [], problems
    contributions = []
    whole = frozenset[str]().union(*(indicators[code].standard.measures for code in largest[0]))
    for part in classes:
        measures = within.get((part, largest[0]), frozenset[str]().union(*(indicators[code].standard.measures for code in part)))
        for code in part:
            if outside := indicators[code].standard.measures - measures:
                why = (
                    f"{name_indicator(rule_set, code)}要求了{name_measures(rule_set, outside)}，而对照没有列入",
                    f"{code} asks about {', '.join(sorted(outside))}, which it is not matched to cover",
                )
                remedy = "请在对照中列入该测量项目，或把指标拆开", "name the measure in the match, or split the indicator"
                if whole < indicators[code].standard.measures:
                    remedy = f"{remedy[0]}；如果它才是包含对方的一项，请对调两项，或改写为 superset_of", f"{remedy[1]}; where it is the larger one, swap the two or write superset_of"
                problems.append(_cannot(rule_set, members, why, remedy))
            contributions.append(Contribution(indicator=indicators[code], measures=measures))
    return contributions, problems


def _named(rule_set: RuleSet, codes: Sequence[str], joint: str = "、") -> str:
    """Return what indicators are called in Chinese; of many the first, and how many there are."""
    names = [name_indicator(rule_set, code) for code in codes]
    return joint.join(names) if shortened(codes) == "+".join(codes) else f"{joint.join(names[:3])}等 {len(names)} 项"


def _cannot(rule_set: RuleSet, members: tuple[str, ...], why: Told, remedy: Told) -> CannotMerge:
    """Return why some indicators cannot become one, and what to do, told in both languages."""
    return CannotMerge(members, why[1], remedy[1], f"{_named(rule_set, members)}：{why[0]}；{remedy[0]}")


def _asked_zh(rule_set: RuleSet, indicators: Iterable[Indicator]) -> str:
    """Return which assessment asks what, in Chinese."""
    return "；".join(f"{name_assessment(rule_set, indicator.assessment)}：{tell_bar(indicator.standard)[0]}" for indicator in indicators)


def _conflicts(rule_set: RuleSet, indicator: SharedIndicator, ruling: Ruling | None) -> list[TristandardError]:
    """Return what a person must settle, or that there is nothing to settle."""
    members = tuple(contribution.indicator.code for contribution in indicator.contributions)
    reasons = list[Told]()
    asked = {contribution.indicator.standard.measures: contribution.indicator for contribution in indicator.contributions}
    for (measures, one), (other_measures, other) in combinations(asked.items(), 2):
        if not measures <= other_measures and not other_measures <= measures:
            reasons.append((
                f"测量项目不同，标准无法比较（{_asked_zh(rule_set, (one, other))}）",
                f"they ask in measures that cannot be compared ({one.standard} against {other.standard})",
            ))
    if unmeetable := indicator.standard.unmeetable:
        sources = "; ".join(f"{contribution.indicator.code}: {contribution.indicator.standard}" for contribution in indicator.contributions)
        reasons.append((
            f"{name_measures(rule_set, unmeetable)}的标准不可能同时达到（{_asked_zh(rule_set, (contribution.indicator for contribution in indicator.contributions))}）",
            f"nothing can meet their joined standard of {', '.join(unmeetable)} ({sources})",
        ))
    if ruling and not reasons:
        why = "裁定没有必要，较高的标准本来存在", "a ruling settles what needs no settling: the higher standard exists"
        return [_cannot(rule_set, members, why, ("请撤回裁定，按指标就高执行", "drop the ruling, 指标就高 decides"))]
    for contribution in indicator.contributions if ruling else []:
        for ask in ruling.standard.only(contribution.measures).asks if ruling else ():
            floor = ask.acceptance.floor if isinstance(ask.acceptance, Range) else None
            rules = [rule for rule in contribution.indicator.deductions if ask.measure.code in rule.measures]
            if any(isinstance(rule.tariff, Steps) and rule.tariff.per is None for rule in rules) and (floor is None or floor.value <= 0):
                code = contribution.indicator.code
                why = (
                    f"裁定对{name_measures(rule_set, [ask.measure.code])}没有要求，而{name_indicator(rule_set, code)}按未完成的比例扣分",
                    f"the ruling requires nothing of {ask.measure.code}, of which {code} deducts the uncompleted share",
                )
                return [_cannot(rule_set, members, why, ("请裁定一个大于零的要求，或改为按档扣分", "rule for at least something above zero, or price it by steps"))]
    if ruling and ruling.standard.unmeetable:
        return [_cannot(rule_set, members, ("裁定的标准本身不可能达到", "the ruling's own standard cannot be met"), ("请裁定一个能够达到的标准", "rule for a standard that can be met"))]
    remedy = "请作出裁定，写明这些指标、执行的标准、依据条款和理由", "settle it with a ruling that names these members, the standard that stands, its clause and why"
    return [_cannot(rule_set, members, why, remedy) for why in reasons if not ruling]
