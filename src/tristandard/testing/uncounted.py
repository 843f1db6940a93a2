"""Indicators that no score counts, and kinds of place to which their assessment gives no weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tristandard.merging.merged import MergedRules
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Indicator
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, Extent
from tristandard.testing.defects import Defect
from tristandard.testing.grounds import common_ground, lies_below
from tristandard.words.sentence import Sentence, Told


def _reached(merged: MergedRules) -> dict[str, frozenset[Extent]]:
    """Return the places where each indicator is counted: read uniformly, also those that other members bring."""
    found: dict[str, frozenset[Extent]] = {}
    for shared in (*merged.shared, *merged.own):
        for contribution in shared.contributions:
            own = contribution.indicator.scope
            wide = own if merged.reading is Reading.POINTWISE else shared.scope
            found[contribution.indicator.code] = own.extents | (
                wide.extents if shared.where is None else common_ground(wide, shared.where)
            )
    return found


_NO_WEIGHT = Sentence(
    "{book} 对 {codes} 有要求而没有给权重，那里的点位无法列入测评计划；请各给一个权重，不计的写 0",
    "{book} gives no weight to {codes}, where it asks something, so that no site there can be planned; give each a "
    "weight, 0 where it shall not count",
)


def weights(merged: MergedRules) -> Iterator[Defect]:
    """Yield the folds that give no weight to a kind of place where their assessment asks something: a
    site there could not be planned.
    """
    rules, reached = merged.rule_set, _reached(merged)
    trees = dict(zip(SITE_AXES, (rules.areas, rules.zones, rules.site_types), strict=True))
    for book in rules.assessments:
        for name, node in book.model.nodes:
            if not isinstance(node, Weighted) or node.axis not in trees or not node.weights:
                continue
            tree, axis, weighed = trees[node.axis], SITE_AXES.index(node.axis), dict(node.weights)
            parents = {term.parent for term in tree}
            asked = {extent[axis] for indicator in book.indicators for extent in reached[indicator.code]}
            left = [
                term.code
                for term in tree
                if term.code not in weighed
                and term.code not in parents
                and any(lies_below(tree.path(term.code), path) for path in asked)
            ]
            if left:
                told = _NO_WEIGHT(book=book.code, codes=left)
                yield Defect((("assessments", book.code, "score", name),), told)


_NO_SHEET = Sentence(
    "{book} 有 {count} 个指标，而其得分中没有计入它们的计分表；请加上计分表，或删去指标",
    "{book} has {count} indicators, and its score no sheet that counts them; add one, or drop them",
)
_WEIGHED_WITH_NOTHING = Sentence(
    "{code} 在适用之处都没有权重：其考核项目“{item}”和范围 {scope} 在 {book} 按 {axes} 的权重中；请给权重，或删去指标",
    "{code} is weighed with nothing wherever it holds: its item {item!r} and its scope {scope} under the weights by "
    "{axes} of {book}; give them weight, or drop the indicator",
)


def scored(merged: MergedRules) -> Iterator[Defect]:
    """Yield the indicators whose loss no score counts: of an assessment without a sheet, or wherever
    they hold weighed with nothing.
    """
    rules, reached = merged.rule_set, _reached(merged)
    for book in rules.assessments:
        ways = list(_ways(book.model, "total"))
        if book.indicators and not ways:
            yield Defect(
                (("assessments", book.code, "score"),),
                _NO_SHEET(book=book.code, count=len(book.indicators)),
            )
            continue
        for indicator in book.indicators:
            if not indicator.informs and not any(
                _counts(rules, fold_way, indicator, extent) for fold_way in ways for extent in reached[indicator.code]
            ):
                yield Defect((("indicator", indicator.code),), _weighed_with_nothing(book, indicator))


def _ways(model: Model, name: str, above: tuple[Fold, ...] = ()) -> Iterator[tuple[Fold, ...]]:
    """Yield the folds above each sheet, way by way, without parts of no weight."""
    node = model[name]
    if isinstance(node, Sheet):
        yield above
    elif isinstance(node, Fold):
        for below in [part for part, weight in node.weights if weight] if isinstance(node, Blend) else node.uses:
            yield from _ways(model, below, (*above, node))


def _counts(rules: RuleSet, folds: Iterable[Fold], indicator: Indicator, extent: Extent) -> bool:
    """Return whether every fold gives weight to the item, or to some place of an extent."""
    for fold in folds:
        if not isinstance(fold, Weighted) or not fold.weights or fold.axis in (None, "unit"):
            continue
        weighed = {code for code, weight in fold.weights if weight}
        if fold.axis == "item":
            if indicator.item not in weighed:
                return False
        elif not any(
            lies_below(rules.paths[str(fold.axis)][code], extent[SITE_AXES.index(str(fold.axis))]) for code in weighed
        ):
            return False
    return True


def _weighed_with_nothing(book: Assessment, indicator: Indicator) -> Told:
    folds = [fold for way in _ways(book.model, "total") for fold in way if isinstance(fold, Weighted)]
    axes = sorted({fold.axis for fold in folds if fold.axis and fold.weights})
    return _WEIGHED_WITH_NOTHING(
        code=indicator.code, item=indicator.item, scope=str(indicator.scope), axes=axes, book=book.code
    )
