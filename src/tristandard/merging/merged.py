"""The merge: highest standard, widest scope, broadest subjects, and who asked for what.

指标就高、范围就宽、对象就广.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from attrs import define, evolve

from tristandard.basics.errors import refuse, wanted
from tristandard.basics.terms import Path
from tristandard.checks.contradictions import contradictions
from tristandard.checks.grouped import grouped
from tristandard.grouping.group import rest
from tristandard.grouping.shared import Contribution, SharedIndicator, alone
from tristandard.merging.question import Question
from tristandard.rules.assessment import Assessment
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, Extent, Scope, check_point
from tristandard.words.sentence import Sentence, Told

_HOW_MANY = Sentence(
    "重复指标 {shared} 项，一套考核独有 {own} 项", "{shared} shared indicators, {own} of one assessment"
)


@define(frozen=True, slots=False)
class MergedRules:
    """The rules after the merge (融合): who measures what once, and who uses it."""

    _remedy = Told("请先融合规则集：给出 merge(规则集)", "merge the rule set first: give merge(rule_set)")

    rule_set: RuleSet
    #: What two or more assessments share.
    shared: tuple[SharedIndicator, ...]
    #: What one assessment has for itself.
    own: tuple[SharedIndicator, ...]

    def __repr__(self) -> str:
        rules = f"{self.rule_set.code} {self.rule_set.version}"
        return f"<MergedRules {rules}: {_HOW_MANY(shared=len(self.shared), own=len(self.own))[1]}>"

    @property
    def reading(self) -> Reading:
        """How far the merged rules reach."""
        return self.rule_set.policy.reading

    @cached_property
    def _alone(self) -> Mapping[str, SharedIndicator]:
        """Every member of a shared indicator by itself, for sites outside the ground of the match."""
        return {
            contribution.indicator.code: alone(contribution.indicator)
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
        if point not in self._at:
            self._at[point] = self._found_at(point)
        return self._at[point]

    @cached_property
    def _at(self) -> dict[Extent, tuple[Question, ...]]:
        return {}

    def _found_at(self, point: Extent) -> tuple[Question, ...]:
        site_type = point[2]
        candidates = {
            indicator.code: indicator
            for length in range(len(site_type) + 1)
            for indicator in self._by_type.get(site_type[:length], ())
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
        """Return what is asked of a group at a site: one and the same question wherever the same
        contributions cover the site.
        """
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
        return self.subjects(question, user).covers(unit)

    def subjects(self, question: Question, user: Contribution) -> Scope:
        """Return whom an assessment assesses on a question."""
        wanted(question, Question)
        wanted(user, Contribution)
        return question.indicator.subjects if self.reading is Reading.UNIFORM else user.indicator.subjects


_CANNOT_MERGE = Sentence("规则集“{code}”不能融合", "the rule set {code!r} cannot be merged")


def merge(rule_set: RuleSet) -> MergedRules:
    """Merge the assessments of a rule set by its crosswalks.

    Raises:
        Refused: With every problem that `check` lists.

    Laws: the join is the least upper bound; no order matters; each assessment can be recovered.
    Source: 融合考核工作方案 · 指标就高、范围就宽、对象就广.
    """
    wanted(rule_set, RuleSet)
    shared, problems = grouped(rule_set)
    refuse(_CANNOT_MERGE(code=rule_set.code), [*contradictions(rule_set), *problems])
    return MergedRules(rule_set, shared, rest(rule_set, shared))
