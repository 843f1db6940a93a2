"""What does not fit in an assessment: its score, its items, its indicators."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.basics.place import Term, Tree, Unit, UnknownTerm
from tristandard.basics.points import plain
from tristandard.checks.lines import line, priced
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import terms
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.gate import EVERY_ITEM
from tristandard.rules.nodes.node import Node
from tristandard.rules.ruleset import RuleSet


def assessments(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what of assessments does not fit, or is not there."""
    known = set(rules.measures)
    for assessment in rules.assessments:
        items = {item.code for item in assessment.items}
        broken = assessment.model.problems()
        for problem in broken:
            yield evolve(problem, node=f"{assessment.code}.{problem.node}")
        for name, node in assessment.model.nodes:
            yield from _scored(rules, assessment, name, node)
        for name, kinds in (("unranked", assessment.unranked), ("named", assessment.named)):
            used_by = f"the list {name} of {assessment.code}"
            yield from (UnknownTerm("kind of unit", kind, used_by) for kind in sorted(kinds) if kind not in rules.kinds)
        if assessment.warning and not (assessment.warning.share and 0 < assessment.warning.value < 100):
            yield Misfit(f"assessment {assessment.code!r}", f"warns at {assessment.warning}", 'write a share of an item\'s mark below all of it, such as "30 %"')
        for indicator in assessment.indicators:
            subject = f"indicator {indicator.code!r}"
            if indicator.assessment != assessment.code:
                yield Misfit(subject, f"stands in assessment {assessment.code!r}", f"start its code with {assessment.code!r} and a dot, or move it")
            if indicator.item not in items:
                yield UnknownTerm("item", indicator.item, subject)
            if not indicator.standard.asks:
                yield Misfit(subject, "asks nothing", "write a standard")
            for ask in indicator.standard.asks:
                if ask.measure not in known:
                    yield UnknownTerm("measure", ask.measure.code, subject)
                yield from priced(subject, indicator, ask)
            if unmeetable := indicator.standard.unmeetable:
                yield Misfit(subject, f"has a standard that nothing can meet: {indicator.standard}", f"mend what it asks of {', '.join(unmeetable)}")
            for rule in indicator.deductions:
                yield from line(rules, subject, rule, indicator)
                if rule.tariff.zeroes is Level.SITE and not broken and not assessment.model.by_site:
                    yield Misfit(subject, "may zero a site, where no score stands for one", "fold over 'site' above every sheet, or let it zero the item or the unit")
            yield from terms(rules, indicator.scope, subject)
            yield from terms(rules, indicator.subjects, subject)


def _scored(rules: RuleSet, assessment: Assessment, name: str, node: Node) -> Iterator[TristandardError]:
    """Yield what a score node names that is not there."""
    used_by = f"score node {name!r} of {assessment.code}"
    items = {item.code: item for item in assessment.items}
    trees: dict[str, Tree[Term] | Tree[Unit]] = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas, "unit": rules.units}
    if node.axis in trees:
        yield from (UnknownTerm(trees[node.axis].kind, code, used_by) for code, _ in node.members if code not in trees[node.axis])
    if node.axis == "item":
        yield from (Misfit(used_by, f"gives no weight to the item {code}", "give each item its weight, 0 where it shall not count") for code in sorted(items.keys() - dict(node.members).keys()) if node.members)
        yield from (UnknownTerm("item", code, used_by) for code, _ in node.members if code not in items)
        full, _ = assessment.model.marks(name) if not assessment.model.problems() else (None, None)
        if full is not None and (odd := sorted(code for code, item in items.items() if item.full != full)):
            yield Misfit(used_by, f"is a mean over items whose marks are not the sheet's {plain(full)}: {', '.join(odd)}", "give the items and the sheet one full mark, or use one sheet for all items")
    yield from (UnknownTerm("item", gate.item, used_by) for gate in node.gates if gate.item is not None and gate.item not in items)
    for gate in node.gates:
        for item in items.values() if gate.of == EVERY_ITEM else filter(None, [items.get(gate.item or "")]):
            if gate.at_least.of(item.full) > item.full:
                yield Misfit(used_by, f"has a gate of item {item.code} at {gate.at_least}, above its full mark of {plain(item.full)}", "give a mark that the item can reach")
