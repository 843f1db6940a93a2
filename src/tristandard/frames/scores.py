"""The scores of frames, as rows and as a frame again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, final

from attrs import define, field

from tristandard.basics.points import plain
from tristandard.frames.program import Program
from tristandard.scoring.scorecard import Scorecard

#: The columns of a frame of scores.
COLUMNS = (
    "assessment", "unit", "numerator", "denominator", "published", "low", "high", "measured", "unmeasured", "coverage",
    "place",
)  # fmt: skip


@final
@define(slots=False, eq=False, repr=False)
class Scores:
    """The score of each unit in each assessment.

    Attributes:
        program: The rules and the sites.
        cards: By assessment and unit; of a card scored over frames the score, its ends, lines and places hold, and
            `explain` makes its breakdown.
    """

    program: Program
    cards: Mapping[str, Mapping[str, Scorecard]] = field(repr=False)

    def __repr__(self) -> str:
        return f"<Scores {self.program.rules.code} {self.program.period}: {sum(map(len, self.cards.values()))}>"

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each assessment and unit: exact numbers as text, whole ones as they are."""
        return [
            dict(zip(COLUMNS, _cells(card), strict=True)) for cards in self.cards.values() for card in cards.values()
        ]

    def frame(self) -> Any:
        """Return the rows as a frame of the engine, of Polars an eager one; of DuckDB and PySpark, which compute when
        they are asked, as a table of PyArrow.

        Raises:
            BadFrame: When that is needed, and PyArrow is not installed.
        """
        rows = self.rows()
        return self.program.engine.scores({name: [row[name] for row in rows] for name in COLUMNS})


def _cells(card: Scorecard) -> tuple[Any, ...]:
    exact, part = card.exact, card.part
    above, below = (None, None) if exact is None else (str(exact.numerator), str(exact.denominator))
    published: Decimal | None = card.published
    return (
        card.assessment.code, card.unit.code, above, below, None if published is None else str(published),
        plain(part.low), plain(part.high), part.measured, part.unmeasured, plain(card.coverage), card.place,
    )  # fmt: skip
