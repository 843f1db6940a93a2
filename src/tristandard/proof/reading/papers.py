"""What lies on the table of whoever works out a period: rules, sites, reports, figures, what was found before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from tristandard.basics.measure import Measure
from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.terms import Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.ruleset import RuleSet

ZERO = Fraction(0)
ONE = Fraction(1)


def total(numbers: Iterable[Fraction]) -> Fraction:
    """Return a sum; what is nothing need not be added."""
    return sum((number for number in numbers if number), ZERO)


#: Where a site stands (area, zone, site type), or a unit (kind, unit): each word with those above it first.
Point = tuple[tuple[str, ...], ...]
#: How many periods back each measure was breached at a site.
Past = Mapping[str, Sequence[int]]
NEVER: Past = {}


@final
@define(slots=False, eq=False, kw_only=True)
class Papers:
    """One period as it lies on the table.

    Attributes:
        givens: Figures by (assessment, name, unit); None does not apply, and no entry was not given.
        history: By site and measure, how many periods back it was breached.
        only: The questions that alone count in the scores, by their code; None where all do.
        carried: The units whose score counts in their parent's, by assessment.
    """

    rules: RuleSet
    sites: Sequence[Site]
    period: Period
    observations: Sequence[Observation]
    givens: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict)
    history: Mapping[str, Past] = field(factory=dict)
    only: frozenset[str] | None = None
    carried: Mapping[str, Sequence[str]] = field(factory=dict)

    @cached_property
    def books(self) -> dict[str, Assessment]:
        """The assessments, by their code."""
        return {book.code: book for book in self.rules.assessments}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator of every assessment, by its code."""
        return {one.code: one for book in self.rules.assessments for one in book.indicators}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures, by their code."""
        return {one.code: one for one in self.rules.measures}

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        """The answers to each circumstance that the rules declare."""
        return {one.code: [answer for answer, _ in one.values] for one in self.rules.circumstances}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The units, by their code."""
        return {one.code: one for one in self.rules.units.terms}

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The units that belong to each unit, in the order of their codes."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.rules.units.terms:
            if one.parent is not None:
                found[one.parent].append(one.code)
        return {parent: sorted(codes) for parent, codes in found.items()}

    @cached_property
    def seats(self) -> dict[str, Point]:
        """Where each unit stands: its kind and itself, each after those above it."""
        kinds = upwards({one.code: one.parent for one in self.rules.kinds.terms})
        units = upwards({code: one.parent for code, one in self.units.items()})
        return {code: (kinds[one.kind], units[code]) for code, one in self.units.items()}

    @cached_property
    def over_units(self) -> frozenset[str]:
        """The assessments in which a unit's score is the mean of the units that belong to it."""
        return frozenset(code for code, book in self.books.items() if takes_mean_of_units(book))

    @cached_property
    def sheets_of_items(self) -> frozenset[str]:
        """The assessments in which every sheet is one of an item alone."""
        return frozenset(
            code for code, book in self.books.items() if not has_whole_sheet(dict(book.model.nodes), "total")
        )

    def above(self, unit: str) -> tuple[str, ...]:
        """Return the units above a unit."""
        return self.seats[unit][1][:-1]

    def mark(self, book: str, item: str) -> Fraction:
        """Return the full mark of an item."""
        return next(one.full for one in self.books[book].items if one.code == item)

    def all_met(self, book: str, item: str) -> bool:
        """Return whether an item counts only when all is met."""
        return any(one.all_met for one in self.books[book].items if one.code == item)

    def past(self, site: str) -> Past:
        """Return what earlier periods found at a site."""
        return self.history.get(site, NEVER)


def upwards(parents: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Return each word of a tree after those above it."""
    found: dict[str, tuple[str, ...]] = {}
    for code in parents:
        way, at = [code], parents[code]
        while at is not None:
            way.insert(0, at)
            at = parents[at]
        found[code] = tuple(way)
    return found


def takes_mean_of_units(book: Assessment) -> bool:
    """Return whether an assessment takes the mean over child units."""
    return any(isinstance(node, Mean) and node.over == "unit" for _, node in book.model.nodes)


def has_whole_sheet(nodes: Mapping[str, Node], name: str) -> bool:
    """Return whether a node stands on a sheet of all items."""
    match nodes[name]:
        case Sheet():
            return True
        case Mean(over=over, of=part):
            return over != "item" and has_whole_sheet(nodes, str(part))
        case Blend(weights=weights):
            return any(has_whole_sheet(nodes, part) for part, _ in weights)
        case Sum(parts=parts):
            return any(has_whole_sheet(nodes, part) for part in parts)
        case _:
            return False
