"""How a score is accounted for: the way down through its parts, which leaves an entry for each cause.

Entries are read from the parts that the evaluation left and from the ledger that they add up;
nothing is priced or decided again.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.scoring.breakdown import Breakdown, BreakdownEntry, Cause, Uncounted
from tristandard.scoring.posted import Basis
from tristandard.scoring.sheet_account import At, SheetAccount, aside, vetoes


def break_down(
    assessment: Assessment, part: Part, published: Decimal | None, own: Basis | None = None, unit: str = ""
) -> Breakdown:
    """Return what makes a score.

    Args:
        assessment: The assessment.
        part: The whole of its model, as it came out for a unit.
        published: The score as it is printed; None where there is none.
        own: Where the unit stands and what lies on it; what of this no part reads is listed as uncounted.
        unit: Whose score it is.
    """
    found = list(_Walk(assessment).part(part, At(own.unit if own else unit)))
    counted = [entry for entry in found if entry.reason is None]
    uncounted = [entry for entry in found if entry.reason is not None]
    if own is not None:
        read = {entry.posted.order for entry in found if entry.posted}
        uncounted += [aside(one, Uncounted.NOT_READ) for one in own.postings if one.order not in read]
    if part.value is not None and published is not None:
        counted.append(BreakdownEntry(cause=Cause.ROUNDING, points=part.value - Fraction(published)))
    return Breakdown(part.full, tuple(counted), tuple(uncounted))


@final
@frozen
class _Walk:
    """The way down through the parts of one assessment's model."""

    assessment: Assessment

    def part(self, part: Part, at: At) -> Iterator[BreakdownEntry]:
        """Yield the entries of a part; their sum is its weight times what it lost. Of one without a
        score, what counts nowhere.
        """
        if part.absent:
            return
        if part.value is None:
            yield from self._uncounted(part, Uncounted.NO_SCORE)
            return
        if part.imputed:
            yield at.entry(part, Cause.IMPUTED, part.full - part.value, imputed=part.imputed)
            return
        yield from self._bare(part, at)
        for of, points, target in part.additions:
            yield at.entry(part, Cause.BONUS, -points, member=of, target=target)
        for of, points, target in part.deductions:
            yield at.entry(part, Cause.ADJUSTMENT, points, member=of, target=target)
        for _, of, points in part.gated:
            yield at.entry(part, Cause.GATE, points, member=of)
        if part.left is not None and part.basis is not None:
            vetoing = [one for one in part.basis.postings if Level.UNIT in one.part.price.vetoes]
            yield from vetoes(part, at, vetoing, part.left)

    def _bare(self, part: Part, at: At) -> Iterator[BreakdownEntry]:
        """Yield what makes a part before its bonuses and gates."""
        node = None if part.carried else self.assessment.model[part.node]
        if node is not None and node.is_quantity:
            assert part.before is not None
            yield at.entry(part, Cause.FIGURE, part.full - part.before)
        elif node is not None and node.adds_up:
            yield from SheetAccount(self.assessment, part, at).entries()
        else:
            yield from self._members(node, part, at)

    def _members(self, node: Node | None, part: Part, at: At) -> Iterator[BreakdownEntry]:
        """Yield the entries of the members of a mean, each by its weight; of one without a score what it was put at."""
        for place, (member, weight) in enumerate(zip(part.parts, part.weights, strict=True)):
            if not weight:
                chooses = isinstance(node, Fold) and node.chooses
                yield from self._uncounted(member, Uncounted.NOT_TAKEN if chooses else Uncounted.WEIGHT)
                continue
            below = at.below(node, part, place)
            if member.value is None and member.estimate is not None:
                points = member.full - member.estimate
                if member.withheld:
                    yield below.entry(member, Cause.IMPUTED, points, imputed="rest")
                else:
                    yield below.entry(member, Cause.EXTRAPOLATED, points)
            yield from self.part(member, below)

    def _uncounted(self, part: Part, reason: Uncounted) -> Iterator[BreakdownEntry]:
        """Yield what the sheets of a part hold that comes into no score."""
        if part.basis is not None and not part.carried and self.assessment.model[part.node].adds_up:
            yield from (aside(one, reason) for one in part.basis.postings)
        for member in part.parts:
            yield from self._uncounted(member, reason)
