"""Strategies for whole rule sets, and for what they merge to.

A rule set is made so that it can be merged: every measure has one value that all its standards
accept, members of a group ask about measures that can be compared, every part is matched with the
whole. Only groups with a ruling contradict themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.merging.merged import MergedRules, merge
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent
from tristandard.rules.standard import Standard
from tristandard.rules.variant import Variant
from tristandard.testing.strategies.assessments import assessments, indicators, items
from tristandard.testing.strategies.basics import clauses, labels, texts, validities
from tristandard.testing.strategies.dressed import dressed
from tristandard.testing.strategies.groups import AGAIN, Group, agreed_on, grouped
from tristandard.testing.strategies.matched import ASSESSMENTS, Goal, policies, rulings
from tristandard.testing.strategies.measures import CIRCUMSTANCES, MEASURES, measures, values_of
from tristandard.testing.strategies.places import AREAS, KINDS, SITE_TYPES, UNITS, ZONES, paths
from tristandard.testing.strategies.scopes import scopes
from tristandard.testing.strategies.standards import meetable


@composite
def _rules(draw: DrawFn, *, reading: Reading | None, ruled: bool, worded: bool) -> RuleSet:
    # one that says how many there are would have to be asked for beside it
    extra = measures(code="extra.measure").filter(lambda one: not one.counting.among)
    vocabulary = (*MEASURES, draw(extra)) if worded else MEASURES
    goal = {measure: draw(values_of(measure)) for measure in vocabulary}
    books = ASSESSMENTS[: draw(st.integers(2, len(ASSESSMENTS)))]
    cited = [
        draw(clauses(code="scheme"))
        if worded
        else Clause(code="scheme", document="示例", provenance=Provenance.ILLUSTRATIVE)
    ]
    groups = [
        draw(grouped(name=f"shared_{place}", books=books, goal=goal, contradict=ruled and draw(st.integers(0, 3)) == 3))
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
        crosswalks=draw(agreed_on(groups=groups)),
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
def _asked(draw: DrawFn, *, groups: Sequence[Group], books: Sequence[str], goal: Goal) -> dict[str, Standard]:
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
