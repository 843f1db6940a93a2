"""Strategies for what may become of a rule set: written in another order, tightened, without one of its assessments,
with a ruling beside those it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from random import Random
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.measure import Value
from tristandard.basics.terms import Tree
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.report import check
from tristandard.grouping.group import declared, groups
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import merge
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Standard
from tristandard.testing.strategies.scopes import scopes, subjects
from tristandard.testing.strategies.standards import meetable
from tristandard.testing.strategies.values_near import values_near

_Thing = TypeVar("_Thing")


def parts(shared: SharedIndicator) -> SearchStrategy[SharedIndicator]:
    """Return a shared indicator with some of its contributions."""
    some = st.lists(st.sampled_from(shared.contributions), min_size=1, unique_by=lambda member: member.indicator.code)
    return some.map(lambda contributions: evolve(shared, contributions=contributions))


def _mixed(random: Random, things: Iterable[_Thing]) -> list[_Thing]:
    listed = list(things)
    random.shuffle(listed)
    return listed


_TURNED = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.SUBSET_OF: Relation.SUPERSET_OF,
    Relation.INTERSECTS: Relation.INTERSECTS,
}


@composite
def reordered(draw: DrawFn, rules: RuleSet) -> RuleSet:
    """Return a rule set written in another order: of assessments, indicators, demands, matches and
    their sides, terms, clauses.
    """
    # One number is drawn, for a rule set may have a thousand rows.
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311

    def other(indicator: Indicator) -> Indicator:
        return evolve(indicator, standard=Standard(_mixed(random, indicator.standard.asks)))

    def turned(match: Match) -> Match:
        return Match(
            first=match.second,
            second=match.first,
            relation=_TURNED[match.relation],
            measures=match.measures,
            rationale=match.rationale,
        )

    return evolve(
        rules,
        clauses=_mixed(random, rules.clauses),
        measures=_mixed(random, rules.measures),
        areas=Tree(rules.areas.kind, _mixed(random, rules.areas.terms)),
        zones=Tree(rules.zones.kind, _mixed(random, rules.zones.terms)),
        site_types=Tree(rules.site_types.kind, _mixed(random, rules.site_types.terms)),
        kinds=Tree(rules.kinds.kind, _mixed(random, rules.kinds.terms)),
        units=Tree(rules.units.kind, _mixed(random, rules.units.terms)),
        assessments=[
            evolve(assessment, indicators=_mixed(random, map(other, assessment.indicators)))
            for assessment in _mixed(random, rules.assessments)
        ],
        crosswalks=[
            evolve(
                crosswalk,
                matches=_mixed(
                    random, (turned(match) if random.random() < 0.5 else match for match in crosswalk.matches)
                ),
            )
            for crosswalk in _mixed(random, rules.crosswalks)
        ],
        rulings=_mixed(random, rules.rulings),
        variants=_mixed(random, rules.variants),
    )


@composite
def tightened(draw: DrawFn, rules: RuleSet) -> RuleSet:
    """Return a rule set with up to three sources tightened: higher standards, wider scopes, broader subjects. It can
    still be merged, if it could be.

    What tightens a matched standard leaves some value that its group accepts; what no match names
    may ask about a measure more.
    """
    merged, near = merge(rules), values_near(rules)
    groups = {
        contribution.indicator.code: shared
        for shared in (*merged.shared, *merged.own)
        for contribution in shared.contributions
    }
    chosen = draw(st.lists(st.sampled_from(sorted(groups)), min_size=1, max_size=3, unique=True)) if groups else []
    found = {code: draw(_tighter(rules, rules.indicators[code], groups[code], near)) for code in chosen}
    tighter = evolve(
        rules,
        assessments=[
            evolve(book, indicators=[found.get(one.code, one) for one in book.indicators]) for book in rules.assessments
        ],
    )
    return rules if check(tighter).problems else tighter


@composite
def _tighter(
    draw: DrawFn, rules: RuleSet, indicator: Indicator, shared: SharedIndicator, near: Mapping[str, list[Value]]
) -> Indicator:
    """Return an indicator with a higher standard, a wider scope and broader subjects."""
    standard, lines = indicator.standard, indicator.deductions
    accepted = {
        ask.measure: [value for value in near[ask.measure.code] if ask.accepts(value)]
        for ask in shared.standard.only(standard.measures).asks
    }
    if not shared.ruling and all(accepted.values()):
        standard |= draw(
            meetable(goal={measure: draw(st.sampled_from(values)) for measure, values in accepted.items()})
        )
    more = draw(st.sampled_from(rules.measures))
    if len(shared.contributions) == 1 and more.code not in standard.measures and near[more.code]:
        standard |= draw(meetable(goal={more: draw(st.sampled_from(near[more.code]))}))
        lines = (*lines, DeductionRule(measures=[more.code], tariff=Steps("1")))
    scope = indicator.scope | draw(scopes(trees=(rules.areas, rules.zones, rules.site_types), min_size=0))
    return evolve(
        indicator,
        standard=standard,
        deductions=lines,
        scope=scope,
        subjects=indicator.subjects | draw(subjects(trees=(rules.kinds, rules.units), min_size=0)),
    )


def _counted_often(rules: RuleSet, matches: Iterable[Match]) -> list[str]:
    """Return the indicators of which an assessment has several in one group that some matches make."""
    walk = Crosswalk(code="left", zh="示例", en="example", hosts=[rules.assessments[0].code], matches=matches)
    found = groups(evolve(rules, crosswalks=[walk], rulings=[]))
    return [code for group in found for codes in group.several.values() for code in codes]


def without(rules: RuleSet, assessment: str) -> RuleSet:
    """Return a rule set as it was before an assessment joined it: its indicators, matches and rulings are gone.

    The others that it was matched with stand together as far as they are matched by themselves.
    """
    gone = {indicator.code for indicator in rules.assessment(assessment).indicators}
    group = {
        contribution.indicator.code: shared for shared in merge(rules).shared for contribution in shared.contributions
    }
    uses, left = declared(rules), defaultdict[str, list[Match]](list)
    for _, match in rules.matches():
        if not {match.first, match.second} & gone and not (
            group[match.first].ruling and gone & {one.indicator.code for one in group[match.first].contributions}
        ):
            left[group[match.first].code].append(match)

    def agreed(names: Iterable[str]) -> RuleSet:
        walks = [
            Crosswalk(
                code=f"left_{place}",
                zh="示例",
                en="example",
                hosts=[rules.indicators[left[name][0].first].assessment],
                where=group[left[name][0].first].where,
                matches=left[name],
                uses={code: uses[code] for code in _counted_often(rules, left[name]) if code in uses},
            )
            for place, name in enumerate(names)
        ]
        books = [other for other in rules.assessments if other.code != assessment]
        return evolve(
            rules,
            assessments=books,
            crosswalks=walks,
            rulings=[ruling for ruling in rules.rulings if not ruling.members & gone],
            variant=None,
            variants=[],
        )

    apart = {
        group[code].code
        for problem in check(agreed(left)).problems
        if isinstance(problem, CannotMerge)
        for code in problem.members
    }
    return agreed(name for name in left if name not in apart)


@composite
def rulings_beside(draw: DrawFn, rules: RuleSet) -> Ruling:
    """Return a ruling of a rule set, or of those it might have: for the members of one of its shared indicators with
    one more or less, or for any two or three, strangers among them.
    """
    codes = [*sorted(rules.indicators), "stranger.one", "stranger.two"]
    groups = [frozenset(one.indicator.code for one in shared.contributions) for shared in merge(rules).shared]
    some = st.frozensets(st.sampled_from(codes), min_size=2, max_size=3)
    if groups:
        some |= st.builds(
            lambda group, code: group ^ {code},
            st.sampled_from([*groups, *(ruling.members for ruling in rules.rulings)]),
            st.sampled_from(codes),
        ).filter(lambda members: len(members) > 1)
    members = draw(some)
    clause = (
        draw(st.sampled_from(rules.clauses))
        if rules.clauses
        else Clause(code="example", document="示例", provenance=Provenance.ILLUSTRATIVE)
    )
    standards = [rules.indicators[code].standard for code in sorted(members & rules.indicators.keys())]
    return Ruling(members=members, standard=standards[0] if standards else Standard(), clause=clause, why="示例")
