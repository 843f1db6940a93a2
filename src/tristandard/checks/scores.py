"""What the score nodes of an assessment name that is not there, or that does not fit its items."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.place import Term, Tree, Unit
from tristandard.basics.points import plain
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import unknown
from tristandard.rules.assessment import Assessment, Item
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Node
from tristandard.rules.ruleset import RuleSet


def scores(rules: RuleSet, book: Assessment) -> Iterator[TristandardError]:
    """Yield what keeps the model of an assessment from being evaluated, and what of it does not fit the rule set."""
    for problem in book.model.problems():
        locations = rules.locations.of(("assessments", book.code, "score", problem.node))
        yield evolve(problem, node=f"{book.code}.{problem.node}", locations=locations)
    items = {item.code: item for item in book.items}
    for name, node in book.model.nodes:
        address = ("assessments", book.code, "score", name)
        used_by = f"score node {name!r} of {book.code}"
        if node.axis is not None:
            yield from _weighed(rules, node, used_by, address)
            if node.axis == "item":
                yield from _over_items(rules, book, name, node, items)
        for gate in node.gates:
            yield from _gated(rules, gate, items, used_by, (*address, "gates"))


def _weighed(rules: RuleSet, node: Node, used_by: str, address: Address) -> Iterator[TristandardError]:
    """Yield each term that is weighed and not declared."""
    trees: dict[str, Tree[Term] | Tree[Unit]] = {
        "site_type": rules.site_types,
        "zone": rules.zones,
        "area": rules.areas,
        "unit": rules.units,
    }
    if node.axis in trees:
        tree = trees[node.axis]
        for code, _ in node.members:
            if code not in tree:
                yield unknown(rules, tree.kind, code, used_by, (*address, "weights", code))


def _over_items(
    rules: RuleSet, book: Assessment, name: str, node: Node, items: dict[str, Item]
) -> Iterator[TristandardError]:
    """Yield what of a mean over items does not fit them."""
    address, used_by = ("assessments", book.code, "score", name), f"score node {name!r} of {book.code}"
    weighed = dict(node.members)
    for code in sorted(items.keys() - weighed.keys()) if node.members else ():
        why, remedy = f"gives no weight to the item {code}", "give each item its weight, 0 where it shall not count"
        locations = rules.locations.of((*address, "weights"), ("assessments", book.code, "items", code))
        yield Misfit(used_by, why, remedy, locations=locations)
    for code in weighed:
        if code not in items:
            yield unknown(rules, "item", code, used_by, (*address, "weights", code))
    full, _ = book.model.marks(name) if not book.model.problems() else (None, None)
    odd = [] if full is None else sorted(code for code, item in items.items() if item.full != full)
    if full is not None and odd:
        why = f"is a mean over items whose marks are not the sheet's {plain(full)}: {', '.join(odd)}"
        remedy = "give the items and the sheet one full mark, or use one sheet for all items"
        marks = [("assessments", book.code, "items", code, "full") for code in odd]
        yield Misfit(used_by, why, remedy, locations=rules.locations.of(address, *marks))


def _gated(
    rules: RuleSet, gate: Gate, items: dict[str, Item], used_by: str, address: Address
) -> Iterator[TristandardError]:
    """Yield that a gate reads an item that is not there, or more than an item can have."""
    if gate.item is not None and gate.item not in items:
        yield unknown(rules, "item", gate.item, used_by, address)
    for item in items.values() if gate.of == EVERY_ITEM else filter(None, [items.get(gate.item or "")]):
        if gate.at_least.of(item.full) > item.full:
            why = f"has a gate of item {item.code} at {gate.at_least}, above its full mark of {plain(item.full)}"
            locations = rules.locations.of(address, ("assessments", address[1], "items", item.code, "full"))
            yield Misfit(used_by, why, "give a mark that the item can reach", locations=locations)
