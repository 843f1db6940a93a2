"""Whether a line of an overlay fits the rule set that it is laid over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from tristandard.basics.points import plain
from tristandard.changing.overlay import PARTS, LineKind, Overlay, OverlayLine
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope

#: The words of places and units that can be added under a code of their own, as `Overlay` and `RuleSet` call them.
TREES = ("areas", "zones", "site_types", "kinds", "units")


#: Of more lines than these no unknown code is compared with those that there are, for that takes long.
_COMPARED = 1000


#: Why a line cannot be carried out, and what to do.
Unfit = tuple[str, str]


def unfit(base: RuleSet, layers: list[Overlay], line: OverlayLine) -> Unfit | None:
    """Return why a line cannot be carried out, and what to do; None where it can."""
    if line.kind is LineKind.WEIGH:
        return _unfit_weight(base, layers, line)
    if line.part not in PARTS[line.kind]:
        parts = PARTS[line.kind]
        remedy = f"write {' or '.join(parts)}" if any(parts) else "leave the part empty"
        return f"changes {line.part or 'no part'!r}", remedy
    targets = _targets(base, line)
    if line.code not in targets:
        return _no_target(base, layers, line, targets)
    if line.kind is LineKind.RETIRE:
        return None if line.value is None else ("has a value, and means nothing by it", "leave the value empty")
    if line.part == "standard" and (ruling := _ruled(base, layers, line.code)):
        why = f"changes nothing that is merged: the ruling for {ruling.code} stands in its place ({ruling.standard})"
        return (
            why,
            "retire the indicator, with which the ruling goes, and add one of your own and a ruling that names it",
        )
    return _unfit_value(line, getattr(targets[line.code], line.part))


def _targets(base: RuleSet, line: OverlayLine) -> Mapping[str, Indicator | Assessment]:
    """Return what a line of its kind and part may change, by code."""
    books = {book.code: book for book in base.assessments}
    if line.part == "office":
        return books
    return {**base.indicators, **(books if line.kind is LineKind.RELABEL else {})}


def _no_target(base: RuleSet, layers: list[Overlay], line: OverlayLine, targets: Iterable[str]) -> Unfit:
    """Return that nothing is called as a line says, and what is called most like it."""
    few = sum(len(layer.lines) for layer in layers) <= _COMPARED
    near = get_close_matches(line.code, targets, 1) if few else []
    what = "assessment" if line.part == "office" else "indicator"
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"matches nothing: {base.code} has no such {what}", f"mend the code{meant}, or drop the line"


def _unfit_value(line: OverlayLine, before: Any) -> Unfit | None:
    """Return why a line cannot put its value beside or in the place of what there was."""
    value: Any = line.value
    if not isinstance(value, type(before)) or value == "" or (isinstance(value, Scope) and not value.extents):
        return f"has no {line.part} to give", f"write one as the value, such as {before}"
    if before == value:
        return f"changes nothing: it is {before} already", "drop the line"
    if line.kind is LineKind.TIGHTEN and value <= before:
        why = f"says tighten, and asks no more than before ({before})"
        return why, "write loosen, with the clause that allows it, or drop the line"
    if line.kind is LineKind.LOOSEN and before <= value:
        return f"says loosen, and asks no less than before ({before})", "write tighten"
    return None


def _ruled(base: RuleSet, layers: list[Overlay], code: str) -> Ruling | None:
    """Return the ruling that settles an indicator, and still stands where the overlays are laid."""
    for ruling in base.rulings:
        if code in ruling.members:
            retired = {line.code for layer in layers for line in layer.lines if line.kind is LineKind.RETIRE}
            return ruling if retired.isdisjoint(ruling.members) else None
    return None


def weights_of(base: RuleSet, code: str) -> dict[str, Fraction]:
    """Return the weights of a score node, told as "assessment.node"; none where there is no such node."""
    return {member: weight for fold in _weighted(base, code) for member, weight in fold.weights}


def _weighted(base: RuleSet, code: str) -> list[Weighted]:
    """Return the fold that is told as "assessment.node"; none where there is no such."""
    book, _, name = code.partition(".")
    return [
        node
        for one in base.assessments
        if one.code == book
        for known, node in one.model.nodes
        if known == name and isinstance(node, Weighted)
    ]


def _members(base: RuleSet, layers: list[Overlay], code: str) -> set[str]:
    """Return what a score node can weigh: its members, and what else there is on its axis, or
    an overlay adds to that.
    """
    sections = [f"{fold.axis}s" for fold in _weighted(base, code) if f"{fold.axis}s" in TREES]
    return set(weights_of(base, code)).union(
        term.code for section in sections for of in (base, *layers) for term in getattr(of, section)
    )


def _unfit_weight(base: RuleSet, layers: list[Overlay], line: OverlayLine) -> Unfit | None:
    weights, members = weights_of(base, line.code), _members(base, layers, line.code)
    if not weights:
        return (
            f"matches nothing: {base.code} has no score node with weights of that name",
            'write the assessment, a dot and the node, such as "civilized.total"',
        )
    if line.part not in members:
        return (
            f"weighs {line.part or 'no member'!r}",
            f"write a member of {line.code} as the part: {' or '.join(sorted(weights))}",
        )
    if not isinstance(line.value, Fraction) or line.value < 0:
        return "has no weight to give", "write a number of 0 or more as the value"
    if weights.get(line.part) == line.value:
        return f"changes nothing: it weighs {plain(line.value)} already", "drop the line"
    return None
