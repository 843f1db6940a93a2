"""How one unit stood in one assessment, period by period: its score, its place and its problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.period import Period
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard

#: A problem of a unit: the site, and the indicator of its assessment.
Problem = tuple[str, str]
#: By assessment and unit.
Problems = Mapping[tuple[str, str], frozenset[Problem]]


@final
@frozen(kw_only=True)
class Stand:
    """How one unit stood in one assessment in one period.

    Attributes:
        exact: Its score; None where it has none.
        problems: Where it lost points, by site and indicator.
        repeated: Those of the period before that are there again.
    """

    period: Period
    exact: Fraction | None = None
    published: Decimal | None = None
    place: int | None = None
    problems: frozenset[Problem] = frozenset()
    repeated: tuple[Problem, ...] = ()
    #: The scorecard itself; None where it has none.
    card: Scorecard | None = field(default=None, eq=False, repr=False)

    @property
    def items(self) -> Mapping[str, Fraction]:
        """What each item took, in points, as the scorecard has it."""
        return {} if self.card is None else self.card.losses


def problems_of(results: Results) -> Problems:
    """Return where each unit lost points, by assessment and unit."""
    found: defaultdict[tuple[str, str], set[Problem]] = defaultdict(set)
    for posting in results.ledger.postings():
        if posting.unit is not None and (posting.points or posting.vetoes):
            found[posting.assessment, posting.unit].add((posting.site, posting.member))
    return {key: frozenset(mine) for key, mine in found.items()}


def stands_of(parts: tuple[Results, ...], code: str, unit: str, problems: list[Problems]) -> Iterable[Stand]:
    """Yield how a unit stood in each period."""
    before: frozenset[Problem] = frozenset()
    for one, found in zip(parts, problems, strict=True):
        mine = found.get((code, unit), frozenset())
        card: Scorecard | None = one.scored.get(code, {}).get(unit)
        if card is None:  # then nothing was laid on it either
            yield Stand(period=one.period)
        else:
            yield Stand(
                period=one.period,
                exact=card.exact,
                published=card.published,
                place=card.place,
                problems=mine,
                repeated=tuple(sorted(mine & before)),
                card=card,
            )
        before = mine
