"""Strategies for what is matched and merged: matches, crosswalks, whole rule sets.

A rule set is made so that it can be merged: every measure has one value that all its standards
accept, members of a group ask about measures that can be compared, every part is matched with the
whole. Only groups with a ruling contradict themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.measure import Measure, Value
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.merging.merged import MergedRules, merge
from tristandard.rules.assessment import Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.policy import Policy, Reading, Settlement
from tristandard.rules.ruleset import RuleSet, Variant
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Ask, End, Forms, Range, Standard
from tristandard.testing.strategies.basics import clauses, labels, texts, validities
from tristandard.testing.strategies.dressed import dressed
from tristandard.testing.strategies.measures import CIRCUMSTANCES, MEASURES, measures, values_of
from tristandard.testing.strategies.places import AREAS, KINDS, SITE_TYPES, UNITS, ZONES, paths
from tristandard.testing.strategies.rules import assessments, indicators, items, meetable, scopes, standards, subjects

ASSESSMENTS = ("civilized", "urban", "rural", "hygiene")

_Goal = Mapping[Measure, Value]


@composite
def contributions(
    draw: DrawFn, *, code: str = "urban.one", standard: SearchStrategy[Standard] | None = None
) -> Contribution:
    """Return what one assessment brings to a shared indicator; its standard may be one that nobody can meet."""
    asked = draw(standards() if standard is None else standard)
    indicator = Indicator(
        code=code,
        zh="示例",
        en="example",
        item="item_one",
        standard=asked,
        scope=draw(scopes()),
        subjects=draw(subjects()),
        deductions=(),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )
    return Contribution(indicator=indicator, measures=asked.measures)


@composite
def shared_indicators(draw: DrawFn, *, min_size: int = 1) -> SharedIndicator:
    """Return shared indicators of one to four assessments, hosted by the first."""
    count = draw(st.integers(min_size, len(ASSESSMENTS)))
    members = [draw(contributions(code=f"{assessment}.one")) for assessment in ASSESSMENTS[:count]]
    return SharedIndicator(contributions=members, host=ASSESSMENTS[0])


def matches(
    *,
    codes: Sequence[str] = ("civilized.one", "urban.one", "rural.one"),
    covered: Sequence[str] = ("litter.spots", "lamps.lit"),
) -> SearchStrategy[Match]:
    """Return matches of any relation between two of the codes given."""
    relation, some = st.sampled_from(Relation), st.frozensets(st.sampled_from(covered), min_size=1)
    pair = st.lists(st.sampled_from(codes), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda pair, relation, measures, rationale: Match(
            first=pair[0],
            second=pair[1],
            relation=relation,
            measures=measures if relation in _PARTS else frozenset(),
            rationale=rationale,
        ),
        pair,
        relation,
        some,
        labels(),
    )


_PARTS = (Relation.SUBSET_OF, Relation.SUPERSET_OF)


def crosswalks(
    *,
    code: str = "agreed",
    hosts: Sequence[str] = ASSESSMENTS,
    agreed: Sequence[Match] = (),
    where: Scope | None = None,
) -> SearchStrategy[Crosswalk]:
    """Return crosswalks with a given code around the matches given."""
    order = st.lists(st.sampled_from(hosts), min_size=1, max_size=2, unique=True)
    return st.builds(
        Crosswalk,
        code=st.just(code),
        zh=labels(),
        en=st.just(code),
        hosts=order,
        where=st.just(where),
        matches=st.just(agreed),
    )


@composite
def rulings(draw: DrawFn, *, members: Iterable[str], clause: Clause, goal: _Goal) -> Ruling:
    """Return rulings for exactly the members given, whose standard accepts the values given."""
    return Ruling(members=frozenset(members), standard=draw(meetable(goal=goal)), clause=clause, why=draw(labels()))


def policies(*, reading: Reading | None = None) -> SearchStrategy[Policy]:
    """Return policies, of one reading or of either."""
    return st.builds(
        Policy, st.sampled_from(Reading) if reading is None else st.just(reading), st.sampled_from(Settlement)
    )


@composite
def _matched(draw: DrawFn, *, classes: Sequence[Sequence[str]], covered: Sequence[frozenset[str]]) -> list[Match]:
    """Return the matches that make one group of classes of equal questions, the largest first."""
    why = draw(labels())
    found = [Match(first=one, second=other, rationale=why) for members in classes for one, other in pairwise(members)]
    for place, smaller in enumerate(classes):
        for larger in classes[:place]:
            one, other, relation = smaller[0], larger[0], Relation.SUBSET_OF
            if draw(st.booleans()):
                one, other, relation = other, one, Relation.SUPERSET_OF
            found.append(Match(first=one, second=other, relation=relation, measures=covered[place], rationale=why))
    return found


def _against(measure: Measure) -> tuple[Ask, Ask]:
    """Return two demands on one measure that nothing meets together."""
    if measure.forms:
        one, other, *_ = sorted(measure.forms)
        return Ask(measure, Forms(accepted=frozenset({one}))), Ask(measure, Forms(required=frozenset({other})))
    return Ask(measure, Range(limit=End(1))), Ask(measure, Range(floor=End(2)))


@composite
def _contradicting(draw: DrawFn, *, count: int) -> list[Standard]:
    """Return standards whose join nobody can meet, or that cannot be compared."""
    first, second = draw(st.lists(st.sampled_from(MEASURES), min_size=2, max_size=2, unique=True))
    one, other = _against(first)
    if draw(st.booleans()):
        one, other = Ask(first, one.acceptance), _against(second)[1]
    return [Standard([one]), *[Standard([other])] * (count - 1)]


@final
@frozen
class _Group:
    """Indicators that are to be matched: classes of equal questions, what each asks, and which are two uses in one
    assessment.
    """

    classes: tuple[tuple[str, ...], ...]
    covered: tuple[frozenset[str], ...]
    standards: Mapping[str, Standard]
    ruled: bool = False
    uses: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """All of them, the largest question's first."""
        return tuple(code for members in self.classes for code in members)


#: What ends the code of an indicator that is a second use of one measurement; it stands in an item of its own.
AGAIN = "_again"


@composite
def _groups(draw: DrawFn, *, name: str, books: Sequence[str], goal: _Goal, contradict: bool) -> _Group:
    chosen = draw(st.lists(st.sampled_from(books), min_size=2, unique=True))
    members = tuple(f"{book}.{name}" for book in chosen)
    uses: tuple[str, ...] = ()
    if draw(st.integers(0, 3)) == 3:
        uses = members[0], f"{members[0]}{AGAIN}"
        members = (*members[: draw(st.integers(1, len(members)))], uses[1], *members[1:])
        members = tuple(dict.fromkeys(members))
    if contradict:
        return _Group(
            (members,),
            (frozenset(),),
            dict(zip(members, draw(_contradicting(count=len(members))), strict=True)),
            ruled=True,
            uses=uses,
        )
    asked = draw(st.lists(st.sampled_from(list(goal)), min_size=1, max_size=3, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, len(members) - 1), max_size=2)))
    classes = tuple(members[start:end] for start, end in zip([0, *cuts], [*cuts, len(members)], strict=True))
    covers, found = [asked], dict[str, Standard]()
    for _ in classes[1:]:
        covers.append(covers[-1][: draw(st.integers(1, len(covers[-1])))])
    for part, cover in zip(classes, covers, strict=True):
        for place, code in enumerate(part):
            depth = draw(st.integers(1, len(cover))) if place else len(cover)
            found[code] = draw(meetable(goal={measure: goal[measure] for measure in cover[:depth]}))
    covered = tuple(frozenset(measure.code for measure in cover) for cover in covers)
    return _Group(classes, covered, found, uses=uses)


@composite
def _agreed(draw: DrawFn, *, groups: Sequence[_Group]) -> list[Crosswalk]:
    """Return the crosswalks of some groups: one for each, several in one, or one group in two."""
    found: list[Crosswalk] = []
    for place, group in enumerate(groups):
        hosts = [code.partition(".")[0] for code in group.members]
        agreed = draw(_matched(classes=group.classes, covered=group.covered))
        fitting = [crosswalk for crosswalk in found if not set(crosswalk.hosts).isdisjoint(hosts)]
        joins: bool = draw(st.booleans())
        uses = [(code, "各计一次") for code in group.uses]
        if fitting and joins:
            more = evolve(fitting[0], matches=[*fitting[0].matches, *agreed], uses=[*fitting[0].uses, *uses])
            found[found.index(fitting[0])] = more
            continue
        whole = draw(crosswalks(code=f"agreed_{place}", hosts=hosts, agreed=agreed, where=draw(st.none() | scopes())))
        cut = draw(st.integers(0, len(agreed) - 1))
        found.append(evolve(whole, matches=agreed[cut:], uses=uses))
        if cut:
            found.append(evolve(whole, code=f"{whole.code}_too", matches=agreed[:cut]))
    return found


@composite
def _rules(draw: DrawFn, *, reading: Reading | None, ruled: bool, worded: bool) -> RuleSet:
    vocabulary = (*MEASURES, draw(measures(code="extra.measure"))) if worded else MEASURES
    goal = {measure: draw(values_of(measure)) for measure in vocabulary}
    books = ASSESSMENTS[: draw(st.integers(2, len(ASSESSMENTS)))]
    cited = [
        draw(clauses(code="scheme"))
        if worded
        else Clause(code="scheme", document="示例", provenance=Provenance.ILLUSTRATIVE)
    ]
    groups = [
        draw(_groups(name=f"shared_{place}", books=books, goal=goal, contradict=ruled and draw(st.integers(0, 3)) == 3))
        for place in range(draw(st.integers(1, 3)))
    ]
    ruled_ = {code for group in groups if group.ruled for code in group.members}
    by_book: defaultdict[str, list[Indicator]] = defaultdict(list)
    for code, standard in draw(_asked(groups=groups, books=books, goal=goal)).items():
        drawn = indicators(
            code=code, standard=st.just(standard), clauses=cited, worded=worded, required=code not in ruled_,
            item=_heading(code),
        )  # fmt: skip
        by_book[code.partition(".")[0]].append(draw(drawn))
    item = draw(items()) if worded else Item(code="item_one", zh="示例", full=100)
    aim = {MEASURES[0]: goal[MEASURES[0]]}
    rules = RuleSet(
        code="tiny",
        version="1",
        zh="示例",
        en="example",
        policy=draw(policies(reading=reading)),
        clauses=cited,
        measures=vocabulary,
        circumstances=CIRCUMSTANCES,
        areas=AREAS,
        zones=ZONES,
        site_types=SITE_TYPES,
        kinds=KINDS,
        units=UNITS,
        assessments=[
            draw(
                assessments(
                    code=book,
                    indicators=by_book[book],
                    items=_headings(item, by_book[book]),
                    clauses=cited,
                    worded=worded,
                )
            )
            for book in books
        ],
        crosswalks=draw(_agreed(groups=groups)),
        rulings=[draw(rulings(members=group.members, clause=cited[0], goal=aim)) for group in groups if group.ruled],
    )
    return draw(_worded(rules=rules)) if worded else rules


def _heading(code: str) -> str:
    """Return the item of an indicator: a second use has the second one."""
    return "item_two" if code.endswith(AGAIN) else "item_one"


def _headings(item: Item, asked: Iterable[Indicator]) -> list[Item]:
    """Return the items of an assessment: a second one where something counts twice."""
    again = [evolve(item, code="item_two", zh="示例二", en="")] if any(one.item == "item_two" for one in asked) else []
    return [item, *again]


@composite
def _asked(draw: DrawFn, *, groups: Sequence[_Group], books: Sequence[str], goal: _Goal) -> dict[str, Standard]:
    """Return what each indicator asks, by its code: those of the groups, and one that an assessment has by itself."""
    asked = {code: standard for group in groups for code, standard in group.standards.items()}
    for book in draw(st.lists(st.sampled_from(books), max_size=2, unique=True)):
        measure = draw(st.sampled_from(list(goal)))
        asked[f"{book}.own"] = draw(meetable(goal={measure: goal[measure]}))
    return asked


@composite
def _worded(draw: DrawFn, *, rules: RuleSet) -> RuleSet:
    """Return a rule set with labels, notices, dates and perhaps a variant of its own."""
    bounded = draw(st.none() | variants(crosswalks=[walk.code for walk in rules.crosswalks]))
    named = evolve(
        rules,
        version=draw(labels()),
        zh=draw(labels()),
        en=draw(labels()),
        notice_zh=draw(texts()),
        valid=draw(validities()),
        variants=[] if bounded is None else [bounded],
    )
    whole: RuleSet = draw(dressed(rules=named))
    return whole


@composite
def variants(draw: DrawFn, *, crosswalks: Iterable[str] = ("agreed",)) -> Variant:
    """Return variants that give the crosswalks of the codes given one ground, and a policy."""
    ground = draw(scopes())
    return Variant(
        code="bounded", zh="界", en="bounded", where=dict.fromkeys(crosswalks, ground), policy=draw(policies())
    )


def rule_sets(*, reading: Reading | None = None, ruled: bool = True, worded: bool = False) -> SearchStrategy[RuleSet]:
    """Return rule sets of two to four assessments that can be merged.

    Their crosswalks have groups of two to four, equal or part of each other, with and without
    ground of their own; with `ruled` some groups contradict themselves, and a ruling settles them.
    With `worded` all that the merge does not read varies too: labels, tariffs, models, dates.
    """
    return _rules(reading=reading, ruled=ruled, worded=worded)


@composite
def points_near(draw: DrawFn, *, rules: RuleSet) -> Extent:
    """Return where sites stand that some indicator of a rule set covers, or would but for one
    coordinate; fresh codes below known ones too.
    """
    extent = draw(
        st.sampled_from(
            sorted({extent for indicator in rules.indicators.values() for extent in indicator.scope.extents})
        )
    )
    trees = (rules.areas, rules.zones, rules.site_types)
    within = [
        draw(st.sampled_from([path, (*path, "fresh")]) if path else paths(tree, fresh=True))
        for path, tree in zip(extent, trees, strict=True)
    ]
    moved = draw(st.integers(-1, len(within) - 1))
    if moved >= 0:
        within[moved] = draw(paths(trees[moved], fresh=True))
    return tuple(within)


def merged_rules(*, reading: Reading | None = None) -> SearchStrategy[MergedRules]:
    """Return the merge of rule sets."""
    return rule_sets(reading=reading).map(merge)
