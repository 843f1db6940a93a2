"""Matches that hold at no site, and subjects that no declared unit is."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.terms import Path as TreePath
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent, Scope
from tristandard.testing.defects import Defect
from tristandard.words.sentence import Sentence, Told


def _meet(one: Extent, other: Extent) -> Extent | None:
    """Return what two extents have in common: on each axis the narrower of two paths that lie
    on one line; else None.
    """
    found: list[TreePath] = []
    for path, beside in zip(one, other, strict=True):
        short, long = sorted((path, beside), key=len)
        if long[: len(short)] != short:
            return None
        found.append(long)
    return tuple(found)


def common_ground(one: Scope, other: Scope) -> frozenset[Extent]:
    """Return the extents of what two scopes have in common."""
    met = (_meet(extent, beside) for extent in one.extents for beside in other.extents)
    return frozenset(extent for extent in met if extent is not None)


_NO_SITE = Sentence(
    "{members}：没有点位既在其范围（{scope}）内，又在{called}（{where}）内，这条对照无处适用；请放宽其一，或删去这条对照",
    "{members}: no site lies both in their scope ({scope}) and in {called} ({where}), so that the match holds nowhere; "
    "widen one, or drop the match",
)


def grounds(merged: MergedRules) -> Iterator[Defect]:
    """Yield the matches that hold at no site, and the subjects that no declared unit can be."""
    rules = merged.rule_set
    for shared in merged.shared:
        members = sorted(one.indicator.code for one in shared.contributions)
        matches = [match for _, match in rules.matches() if match.first in members]
        parts = (*(("match", one.first, one.second) for one in matches), *(("indicator", code) for code in members))
        for where, called in _bounds(rules, shared):
            if not common_ground(shared.scope, where):
                told = _NO_SITE(members=" + ".join(members), scope=str(shared.scope), called=called, where=str(where))
                yield Defect(parts, told)
    yield from _nobody(rules)


_OF_ITS_CROSSWALK = Told("其对照表的 `where`", "its crosswalk's `where`")
_OF_A_VARIANT = Sentence("变体“{code}”的 `where`", "the `where` of the variant {code!r}")


def _bounds(rules: RuleSet, shared: SharedIndicator) -> Iterator[tuple[Scope, Told]]:
    """Yield the grounds that bound a shared indicator, of its crosswalk and of variants, with what each is called."""
    if shared.where is not None:
        yield shared.where, _OF_ITS_CROSSWALK
    members = {one.indicator.code for one in shared.contributions}
    crosswalks = {crosswalk.code for crosswalk, match in rules.matches() if match.first in members}
    for variant in rules.variants:
        for code, where in variant.where.items():
            if code in crosswalks:
                yield where, _OF_A_VARIANT(code=variant.code)


_NOBODY = Sentence(
    "{code} 考核“{unit}”内类别为“{kind}”的单位，而没有声明这样的单位；请改正类别或单位",
    "{code} assesses units of the kind {kind!r} in {unit!r}, and no declared unit is one; mend the kind or the unit",
)


def _nobody(rules: RuleSet) -> Iterator[Defect]:
    """Yield the indicators with subjects that no declared unit can be."""
    people = {unit.code: rules.subject(unit.code) for unit in rules.units}
    for code, indicator in sorted(rules.indicators.items()):
        for kind, unit in sorted(indicator.subjects.extents):
            if (
                kind
                and unit
                and not any(lies_below(one, kind) and lies_below(other, unit) for one, other in people.values())
            ):
                yield Defect((("indicator", code),), _NOBODY(code=code, kind=kind[-1], unit=unit[-1]))


def lies_below(path: TreePath, above: TreePath) -> bool:
    """Return whether a path leads to a place, or to one below it."""
    return path[: len(above)] == above
